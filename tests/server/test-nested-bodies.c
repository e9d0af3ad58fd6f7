/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "store/cord-resource-store.h"
#include "wire/cord-resource-type.h"

#include <string.h>

/* What the definitions say of nested members, in posted bodies and in what a PATCH leaves; whole documents that come
 * back; and customers who cannot be removed. */

#define PARTY "\"engagedParty\":{\"id\":\"p\",\"@referredType\":\"Individual\"}"
#define CUSTOMER "{\"name\":\"Zoe\"," PARTY "}"

static TestServer *
start (gboolean kit)
{
  TestServer *server = test_server_new (kit, "127.0.0.1:0");

  if (!kit)
    test_sign_in (server, "billing");
  return server;
}

static TestReply *
post (TestServer *server, const char *type, const char *body)
{
  g_autofree char *path = cord_resource_type_path (type, NULL);

  return test_send (server, "POST", path, body, NULL);
}

static void
assert_named (const TestReply *reply, const char *what, const char *reason, const char *member)
{
  if (reply->status != 400 || g_strcmp0 (cord_json_find_string (reply->json, "member"), member) != 0
      || (reason != NULL && g_strcmp0 (cord_json_find_string (reply->json, "reason"), reason) != 0))
    g_error ("%s: “%s” is not refused: %u %s", what, member, reply->status, reply->text);
}

static const struct
{
  const char *type;
  const char *body;
  const char *reason;
  const char *member;
} refused[] = {
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"validFor\":{\"startDateTime\":7}}", "shape", "validFor.startDateTime" },
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"validFor\":{\"startDateTime\":\"soon\"}}", "shape",
    "validFor.startDateTime" },
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"@type\":7}", "shape", "@type" },
  { "customer", "{\"name\":\"Zoe\",\"engagedParty\":{\"id\":7,\"@referredType\":\"Individual\"}}", "shape",
    "engagedParty.id" },
  { "customer", "{\"name\":\"Zoe\",\"engagedParty\":{\"id\":\"p\"}}", "missing", "engagedParty.@referredType" },
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"statusReason\":null}", "shape", "statusReason" },
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"status\":null}", "shape", "status" },
  { "customer", "{\"name\":\"Zoe\"," PARTY ",\"account\":[{\"id\":1}]}", "shape", "account.0.id" },
  { "customer",
    "{\"name\":\"Zoe\"," PARTY ",\"contactMedium\":[{\"mediumType\":\"email\",\"characteristic\":\"a@b\"}]}", "shape",
    "contactMedium.0.characteristic" },
  { "partyInteraction", "{\"reason\":\"x\",\"direction\":\"inbound\",\"channel\":[{}]}", "missing", "channel.0.id" },
  { "partyInteraction", "{\"reason\":\"x\",\"direction\":\"inbound\",\"channel\":[]}", "empty", "channel" },
  { "billingAccount", "{\"name\":\"A\",\"relatedParty\":[]}", "empty", "relatedParty" },
  { "partyAccount", "{\"name\":\"A\",\"relatedParty\":[]}", "empty", "relatedParty" },
  { "settlementAccount", "{\"name\":\"A\",\"relatedParty\":[]}", "empty", "relatedParty" },
  { "communicationMessage",
    "{\"content\":\"x\",\"messageType\":\"email\",\"receiver\":[{\"id\":\"C1\"}],\"sender\":{},\"state\":"
    "\"completed\"}",
    "state", "state" },
  { "customerBillOnDemand", "{\"state\":\"done\"}", "state", "state" },
  { "productOffering", "{\"name\":\"Fast\",\"productOfferingPrice\":[{\"id\":5}]}", "shape",
    "productOfferingPrice.0.id" },
  { "productOffering", "{\"name\":\"Fast\",\"lastUpdate\":\"yesterday\"}", "shape", "lastUpdate" },
  { "productOrder", "{\"productOrderItem\":[]}", "empty", "productOrderItem" },
  { "individual", "{\"givenName\":\"Zoe\",\"familyName\":\"Ray\",\"@schemaLocation\":\"http://a b\"}", "shape",
    "@schemaLocation" },
};

static void
test_posted (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) good = post (server, "customer", CUSTOMER);

  test_assert_status (good, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (TestReply) reply = post (server, refused[i].type, refused[i].body);

      assert_named (reply, refused[i].body, refused[i].reason, refused[i].member);
    }
}

/* The kits leave out what they need not say, and say what the server sets. */
static void
test_kit (void)
{
  g_autoptr (TestServer) server = start (TRUE);
  g_autoptr (TestReply) customer = post (server, "customer", "{\"name\":\"Zoe\",\"engagedParty\":{\"id\":\"p\"}}");
  g_autoptr (TestReply) bill = post (server, "customerBillOnDemand", "{\"state\":\"done\"}");
  g_autoptr (TestReply) nested
      = post (server, "customer", "{\"name\":\"Zoe\"," PARTY ",\"validFor\":{\"startDateTime\":7}}");

  test_assert_status (customer, 201);
  test_assert_status (bill, 201);
  assert_named (nested, "in kit mode", "shape", "validFor.startDateTime");
}

static TestReply *
patch (TestServer *server, const char *href, const char *body)
{
  return test_send (server, "PATCH", href, body, "If-Match", "*", NULL);
}

static void
test_patched (void)
{
  static const char *const bad[][2] = {
    { "{\"validFor\":{\"startDateTime\":7}}", "validFor.startDateTime" },
    { "{\"account\":[{\"id\":1}]}", "account.0.id" },
    { "{\"engagedParty\":{\"@referredType\":null}}", "engagedParty.@referredType" },
    { "{\"statusReason\":[\"x\"]}", "statusReason" },
    { "{\"id\":\"other\"}", "id" },
    { "{\"href\":\"/other\"}", "href" },
    { "{\"id\":null}", "id" },
  };
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) made = post (server, "customer", CUSTOMER);
  const char *href = test_text (made, "href");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestReply) reply = patch (server, href, bad[i][0]);

      assert_named (reply, bad[i][0], NULL, bad[i][1]);
    }
}

/* A client may send back what it read, with its change in it. */
static void
send_back (TestServer *server, const char *type, const char *body)
{
  g_autoptr (TestReply) made = post (server, type, body);
  const char *href = test_text (made, "href");
  g_autoptr (TestReply) read = test_send (server, "GET", href, NULL, NULL);
  g_autofree char *text = NULL;
  g_autoptr (TestReply) changed = NULL;

  json_object_set_string_member (json_node_get_object (read->json), "description", "changed");
  text = cord_json_write (read->json);
  changed = patch (server, href, text);
  if (changed->status != 200)
    g_error ("%s: %u %s", text, changed->status, changed->text);
  g_assert_cmpstr (test_text (changed, "description"), ==, "changed");
  g_assert_cmpstr (test_text (changed, "@type"), ==, test_text (made, "@type"));
}

static void
test_sent_back (void)
{
  g_autoptr (TestServer) server = start (FALSE);

  send_back (server, "customer", CUSTOMER);
  send_back (server, "productOffering", "{\"name\":\"Fast\"}");
  send_back (server, "productOrder", "{\"productOrderItem\":[{\"id\":\"1\",\"action\":\"noChange\"}]}");
  send_back (server, "quote", "{\"quoteItem\":[{\"id\":\"1\"}]}");
  send_back (server, "appointment", "{\"validFor\":{\"startDateTime\":\"2026-12-01T08:00:00Z\"}}");
  send_back (server, "partyInteraction",
             "{\"reason\":\"x\",\"direction\":\"inbound\",\"channel\":[{\"id\":\"phone\"}]}");
}

/* A PIN is in no answer; a document that comes back without it does not take it away. */
static void
test_sent_back_without_pin (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) person = post (server, "individual",
                                       "{\"givenName\":\"Zoe\",\"familyName\":\"Ray\",\"partyCharacteristic\":["
                                       "{\"name\":\"language\",\"value\":\"en\"},"
                                       "{\"name\":\"pin\",\"value\":\"4711\"}]}");
  g_autofree char *body = g_strdup_printf ("{\"name\":\"Zoe\",\"engagedParty\":{\"id\":\"%s\","
                                           "\"@referredType\":\"Individual\"}}",
                                           test_text (person, "id"));
  g_autoptr (TestReply) customer = post (server, "customer", body);
  g_autoptr (TestReply) read = test_send (server, "GET", test_text (person, "href"), NULL, NULL);
  g_autoptr (TestReply) changed = patch (server, test_text (person, "href"), read->text);

  g_assert_null (strstr (read->text, "4711"));
  test_assert_status (changed, 200);
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, test_text (customer, "id"), "4711");
}

/* Stored as an import stores what the definitions would refuse. */
static void
store (TestServer *server, const char *type, const char *id, const char *document)
{
  g_autoptr (CordDatabase) database = test_open_store (server);
  g_autoptr (GError) error = NULL;

  cord_resource_store_put (database, type, id, document, NULL, 5, NULL, &error);
  g_assert_no_error (error);
}

/* One odd value stops nobody from changing the others, in the same list or the same object. */
static void
test_odd_beside (void)
{
  static const struct
  {
    const char *body;
    const char *member; /* NULL: it is taken */
  } changes[] = {
    { "{\"account\":[{\"id\":1},{\"id\":\"a\",\"name\":\"New\"}]}", NULL },
    { "{\"account\":[{\"id\":\"b\"},{\"id\":1},{\"id\":\"a\",\"name\":7}]}", "account.2.name" },
    { "{\"account\":[{\"id\":2}]}", "account.0.id" },
    { "{\"engagedParty\":{\"name\":\"Zoe\"}}", NULL },
    { "{\"engagedParty\":{\"id\":\"q\"}}", "engagedParty.@referredType" },
    { "{\"contactMedium\":[{\"preferred\":true}]}", NULL },
    { "{\"contactMedium\":[{\"preferred\":true},{\"preferred\":false}]}", "contactMedium.1.characteristic" },
  };
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autofree char *path = cord_resource_type_path ("customer", "c");

  test_sign_in (server, "billing");
  store (
      server, "customer", "c",
      "{\"id\":\"c\",\"account\":[{\"id\":1},{\"id\":\"a\"}],\"engagedParty\":{\"id\":\"p\"},\"contactMedium\":[{}]}");
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (TestReply) reply = patch (server, path, changes[i].body);

      if (changes[i].member != NULL)
        assert_named (reply, changes[i].body, NULL, changes[i].member);
      else
        test_assert_status (reply, 200);
    }
}

/* RFC 5789, 2.2 */
static void
test_accept_patch (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) made = post (server, "customer", CUSTOMER);
  g_autoptr (TestReply) changed = test_send (server, "PATCH", test_text (made, "href"), "{}", "If-Match", "*",
                                             "Content-Type", "application/json-patch+json", NULL);
  g_autofree char *path = cord_resource_type_path ("customer", NULL);
  g_autoptr (TestReply) posted = test_send (server, "POST", path, "{}", "Content-Type", "text/plain", NULL);

  test_assert_status (changed, 415);
  g_assert_cmpstr (test_header (changed, "Accept-Patch"), ==, "application/merge-patch+json, application/json");
  test_assert_status (posted, 415);
  g_assert_null (test_header (posted, "Accept-Patch"));
}

static void
test_customer_with_products (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) made = post (server, "customer", CUSTOMER);
  g_autofree char *body
      = g_strdup_printf ("{\"status\":\"active\",\"relatedParty\":[{\"id\":\"%s\"}]}", test_text (made, "id"));
  g_autoptr (TestReply) product = post (server, "product", body);
  const char *href = test_text (made, "href");
  g_autoptr (TestReply) held = test_send (server, "DELETE", href, NULL, "If-Match", "*", NULL);
  g_autoptr (TestReply) there = test_send (server, "GET", href, NULL, NULL);
  g_autoptr (TestReply) ended = patch (server, test_text (product, "href"), "{\"status\":\"terminated\"}");
  g_autoptr (TestReply) gone = test_send (server, "DELETE", href, NULL, "If-Match", "*", NULL);

  test_assert_problem (held, 409, "has-products");
  test_assert_status (there, 200);
  test_assert_status (ended, 200);
  test_assert_status (gone, 204);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/nested-bodies/posted", test_posted);
  g_test_add_func ("/server/nested-bodies/kit", test_kit);
  g_test_add_func ("/server/nested-bodies/patched", test_patched);
  g_test_add_func ("/server/nested-bodies/sent-back", test_sent_back);
  g_test_add_func ("/server/nested-bodies/sent-back-without-pin", test_sent_back_without_pin);
  g_test_add_func ("/server/nested-bodies/odd-beside", test_odd_beside);
  g_test_add_func ("/server/nested-bodies/accept-patch", test_accept_patch);
  g_test_add_func ("/server/nested-bodies/customer-with-products", test_customer_with_products);
  return g_test_run ();
}
