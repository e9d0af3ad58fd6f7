/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-appointment-codec.h"

#include "cord-wire-fixture.h"
#include "wire/cord-message-codec.h"
#include "wire/cord-qualification-codec.h"
#include "wire/cord-resource-type.h"

/* The server's table of resources accepts what the desk posts. */
static void
assert_accepted (const char *name, JsonNode *body)
{
  g_autoptr (GError) error = NULL;

  cord_resource_type_check (cord_resource_type_find (name), json_node_get_object (body), FALSE, &error);
  g_assert_no_error (error);
}

static void
check_message (const char *channel, const char *address)
{
  g_autofree char *text = g_strdup_printf ("{'interaction':'i','customer':'c','channel':'%s','address':'%s','subject':'"
                                           "Your plan','body':'Dear …','order':'o'}",
                                           channel, address);
  g_autoptr (GVariant) request = fixture_value (text);
  g_autoptr (JsonNode) body = cord_message_to_tmf (request, "op");
  g_autoptr (GVariant) read = cord_message_from_tmf (body, NULL);

  assert_accepted ("communicationMessage", body);
  g_assert_cmpstr (cord_json_find_string (body, "cordboardOperation"), ==, "op");
  assert_value (read, text);
}

static void
test_messages (void)
{
  g_autoptr (JsonNode) answer = fixture ("{'id':'m','state':'completed','cordboardProof':'250 queued'}");
  g_autoptr (JsonNode) bad = fixture ("{'messageType':'email'}");
  g_autoptr (GVariant) read = cord_message_answer_from_tmf (answer, NULL);
  g_autoptr (GError) error = NULL;

  check_message ("email", "a@example.com");
  check_message ("sms", "+12015550101");
  check_message ("post", "Musterstr. 6, 10115 Berlin");
  assert_value (read, "{'message':'m','state':'completed','proof':'250 queued'}");
  g_assert_null (cord_message_from_tmf (bad, &error));
  assert_refused (error, "content");
  g_clear_error (&error);
  g_assert_null (cord_message_answer_from_tmf (bad, &error));
  assert_refused (error, "id");
}

static void
test_appointments (void)
{
  const char *text = "{'interaction':'i','customer':'c','at':'2026-11-20T09:00:00Z','purpose':'Ask how it "
                     "goes','channel':'phone','order':'o'}";
  g_autoptr (GVariant) request = fixture_value (text);
  g_autoptr (JsonNode) body = cord_appointment_to_tmf (request, "op");
  g_autoptr (GVariant) read = cord_appointment_from_tmf (body, NULL);
  g_autoptr (JsonNode) answer = fixture ("{'id':'t','status':'initialized'}");
  g_autoptr (GVariant) answered = cord_appointment_answer_from_tmf (answer, NULL);
  g_autoptr (JsonNode) bad = fixture ("{'validFor':{'startDateTime':'tomorrow'}}");
  g_autoptr (GError) error = NULL;

  assert_accepted ("appointment", body);
  assert_value (read, text);
  g_assert_true (g_str_has_prefix (cord_json_find_string (body, "validFor.endDateTime"), "2026-11-20T09:15:00"));
  g_assert_cmpstr (cord_json_find_string (body, "externalId"), ==, "op");
  assert_value (answered, "{'appointment':'t','state':'initialized'}");
  g_assert_null (cord_appointment_from_tmf (bad, &error));
  assert_refused (error, "validFor.startDateTime");
}

static void
test_an_appointment_without_order (void)
{
  g_autoptr (GVariant) request = fixture_value ("{'customer':'c','at':1795424400000000,'order':''}");
  g_autoptr (JsonNode) body = cord_appointment_to_tmf (request, "op");

  g_assert_null (cord_json_find (body, "relatedEntity"));
  g_assert_nonnull (cord_json_find_string (body, "validFor.startDateTime"));
}

static void
check_qualification (const char *result, const char *expected)
{
  g_autoptr (GVariant) request
      = fixture_value ("{'interaction':'i','customer':'c','change':{'kind':'add','product':'p','offering':'tv'}}");
  g_autoptr (JsonNode) body = cord_qualification_to_tmf (request);
  g_autoptr (GVariant) asked = cord_qualification_request_from_tmf (body, NULL);
  g_autoptr (GVariant) outcome = fixture_value (result);
  g_autoptr (GVariant) read = NULL;
  JsonArray *items = json_object_get_array_member (json_node_get_object (body), "productOfferingQualificationItem");

  assert_accepted ("productOfferingQualification", body);
  assert_value (asked, "{'interaction':'i','customer':'c','changes':[{'kind':'add','product':'p','offering':'tv'}]}");
  json_object_set_string_member (json_node_get_object (body), "id", "q");
  cord_qualification_answer_item (json_array_get_object_element (items, 0), outcome);
  cord_qualification_answer_whole (json_node_get_object (body));
  read = cord_qualification_from_tmf (body, NULL);
  assert_value (read, expected);
  g_assert_cmpstr (cord_json_find_string (body, "qualificationResult"), ==, cord_value_get_string (outcome, "result"));
}

static void
test_qualifications (void)
{
  g_autoptr (JsonNode) bad = fixture ("{'id':'q','qualificationResult':'perhaps'}");
  g_autoptr (GError) error = NULL;

  check_qualification ("{'result':'qualified'}", "{'result':'qualified'}");
  check_qualification ("{'result':'unqualified','rule':'relies-on','text':'Needs home internet'}",
                       "{'result':'unqualified','rule':'relies-on','text':'Needs home internet'}");
  check_qualification ("{'result':'alternate','rule':'not-sold','text':'No longer sold','alternate':'tv-plus'}",
                       "{'result':'alternate','rule':'not-sold','text':'No longer sold','alternate':'tv-plus'}");
  g_assert_null (cord_qualification_from_tmf (bad, &error));
  assert_refused (error, "qualificationResult");
}

static void
test_the_worst_item_decides (void)
{
  g_autoptr (JsonNode) body
      = fixture ("{'productOfferingQualificationItem':[{'qualificationItemResult':'qualified'},"
                 "{'qualificationItemResult':'unqualified'},{'qualificationItemResult':'alternate'}]}");

  cord_qualification_answer_whole (json_node_get_object (body));
  g_assert_cmpstr (cord_json_find_string (body, "qualificationResult"), ==, "unqualified");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-codec/messages", test_messages);
  g_test_add_func ("/service-codec/appointments", test_appointments);
  g_test_add_func ("/service-codec/an-appointment-without-order", test_an_appointment_without_order);
  g_test_add_func ("/service-codec/qualifications", test_qualifications);
  g_test_add_func ("/service-codec/the-worst-item-decides", test_the_worst_item_decides);
  return g_test_run ();
}
