/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/profile/cord-profile.h"
#include "wire/cord-resource-type.h"

#include "cord-wire-fixture.h"

#include <string.h>

/* A profile that sets something of everything. */
#define DIALECT                                                                                                        \
  "{'id':'d','name':'The other one','cordboard':'https://desk.example/own/v1','extensions':false,'idempotency':false," \
  "'ifMatch':false,'patch':false,'quotes':'kept',"                                                                     \
  "'paging':{'manner':'page','position':'page','size':'size','first':1,'most':20},'apis':{"                            \
  "'productInventory':{'base':'/inv/"                                                                                  \
  "','resources':{'product':{'path':'thing','members':{'productPrice':'price','productPrice.priceType':'kind'},"       \
  "'filters':{'relatedParty.id':'owner'},'values':{'status':{'active':['ACTIVE','live'],'pendingActive':'pending_"     \
  "active'}}}}},"                                                                                                      \
  "'productOrderingManagement':{'base':'https://orders.example/v4','token':true,'resources':{'productOrder':{"         \
  "'members':{'productOrderItem':'orderItem'},'values':{'state':{'inProgress':'in_progress'},'productOrderItem."       \
  "action':{'modify':'change',"                                                                                        \
  "'noChange':'no-change'}}},'cancelProductOrder':{'offered':false}}},"                                                \
  "'customerBillManagement':{'base':'http://127.0.0.1:8080/"                                                           \
  "bills','resources':{'appliedCustomerBillingRate':{'members':{'type':'appliedBillingRateType'}}}},"                  \
  "'partyInteraction':{'resources':{'partyInteraction':{'values':{'direction':{'inbound':'inbounds'}}}}},"             \
  "'appointment':{'offered':false}}}"

static CordProfile *
make (const char *text)
{
  g_autoptr (GVariant) document = fixture_value (text);
  g_autoptr (GError) error = NULL;
  CordProfile *profile = cord_profile_new (document, &error);

  g_assert_no_error (error);
  return profile;
}

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autoptr (GVariant) value = cord_json_to_value (node);

  assert_value (value, expected);
}

static void
assert_target (CordProfile *profile, const char *path, const char *address, gboolean whole, gboolean token)
{
  g_auto (CordProfileTarget) target = { 0 };
  g_autoptr (GError) error = NULL;

  cord_profile_find_target (profile, "GET", path, &target, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (target.address, ==, address);
  g_assert_cmpint (target.whole, ==, whole);
  g_assert_cmpint (target.with_token, ==, token);
}

static void
test_targets (void)
{
  g_autoptr (CordProfile) profile = make (DIALECT);
  g_auto (CordProfileTarget) target = { 0 };
  g_autoptr (GError) error = NULL;

  assert_target (profile, "/tmf-api/productInventory/v4/product/x%2F1", "/inv/thing/x%2F1", FALSE, TRUE);
  assert_target (profile, "/tmf-api/productInventory/v4/product?relatedParty.id=C%201&page=1",
                 "/inv/thing?owner=C%201&page=1", FALSE, TRUE);
  assert_target (profile, "/tmf-api/productInventory/v4/product?productPrice.priceType=x", "/inv/thing?price.kind=x",
                 FALSE, TRUE);
  assert_target (profile, "/tmf-api/productOrderingManagement/v4/productOrder",
                 "https://orders.example/v4/productOrder", TRUE, TRUE);
  /* The token goes to another company's host only where the profile says so. */
  assert_target (profile, "/tmf-api/customerBillManagement/v4/customerBill", "http://127.0.0.1:8080/bills/customerBill",
                 TRUE, FALSE);
  assert_target (profile, "/cordboard/v1/token", "https://desk.example/own/v1/token", TRUE, TRUE);
  assert_target (profile, "/tmf-api/customerManagement/v4/customer/C", "/tmf-api/customerManagement/v4/customer/C",
                 FALSE, TRUE);
  g_assert_false (
      cord_profile_find_target (profile, "PATCH", "/tmf-api/productInventory/v4/product/x", &target, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (cord_profile_find_target (profile, "GET", "/tmf-api/appointment/v4/appointment", &target, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "not-offered");
}

static void
test_words (void)
{
  g_autoptr (CordProfile) profile = make (DIALECT);
  g_autoptr (JsonNode) order = fixture (
      "{'@type':'ProductOrder','state':'inProgress','cordboardSeal':'ab','externalId':'op','productOrderItem':["
      "{'action':'modify','cordboardKind':'upgrade','itemPrice':[{'@type':'ProratedOrderPrice','name':'14 of 30 days',"
      "'chargeKind':'charge','periodCoverage':{},'prorationBasis':{'used':14},'price':{'taxRate':19}}]}]}");
  g_autoptr (JsonNode) sent = cord_profile_encode (profile, "productOrder", order, "op-1");
  g_autoptr (JsonNode) bare = fixture ("{'productOrderItem':[]}");
  g_autoptr (JsonNode) referred = cord_profile_encode (profile, "productOrder", bare, "op-1");
  g_autoptr (JsonNode) list
      = fixture ("[{'status':'live','price':[{'kind':'recurring'}]},{'status':'pending_active','more':1},7]");
  g_autoptr (JsonNode) read = cord_profile_decode (profile, "product", list);
  g_autoptr (JsonNode) rate = fixture ("{'type':'theirs','appliedBillingRateType':'appliedBillingCharge'}");
  g_autoptr (JsonNode) read_rate = cord_profile_decode (profile, "appliedCustomerBillingRate", rate);
  g_autoptr (JsonNode) contact = fixture ("{'direction':'inbounds'}");
  g_autoptr (JsonNode) read_contact = cord_profile_decode (profile, "partyInteraction", contact);

  assert_json (
      sent, "{'@type':'ProductOrder','state':'in_progress','externalId':'op','orderItem':["
            "{'action':'change','itemPrice':[{'@type':'OrderPrice','name':'14 of 30 days','price':{'taxRate':19}}]}]}");
  assert_json (referred, "{'orderItem':[],'externalId':'op-1'}");
  assert_json (
      read, "[{'status':'active','productPrice':[{'priceType':'recurring'}]},{'status':'pendingActive','more':1},7]");
  assert_json (read_rate, "{'type':'appliedBillingCharge'}");
  assert_json (read_contact, "{'direction':'inbound'}");
}

/* cordboard-server's own words pass unchanged, not even copied. */
static void
test_standard (void)
{
  g_autoptr (CordProfile) profile = cord_profile_new_standard ();
  g_autoptr (JsonNode) node = fixture ("{'cordboardSeal':'ab','state':'inProgress'}");
  g_autoptr (JsonNode) sent = cord_profile_encode (profile, "productOrder", node, "op");
  g_auto (GStrv) limits = cord_profile_dup_limits (profile);

  g_assert_true (sent == node);
  g_assert_cmpuint (g_strv_length (limits), ==, 0);
  g_assert_true (cord_profile_check_usable (profile, NULL));
  g_assert_cmpint (cord_profile_get_quotes (profile), ==, CORD_PROFILE_QUOTES_SEALED);
  assert_target (profile, "/tmf-api/productInventory/v4/product?a.b=1,2&c",
                 "/tmf-api/productInventory/v4/product?a.b=1,2&c", FALSE, TRUE);
  assert_target (profile, "/cordboard/v1/health", "/cordboard/v1/health", FALSE, TRUE);
}

/* Refused profiles, and the reported position of the fault. */
static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "{}", "id" },
    { "{'id':'a b'}", "id" },
    { "{'id':7}", "id" },
    { "{'id':'a','idd':'b'}", "idd" },
    { "{'id':'a','extensions':'no'}", "extensions" },
    { "{'id':'a','cordboard':'cordboard/v1'}", "cordboard" },
    { "{'id':'a','cordboard':'http://example.com/'}", "cordboard" },
    { "{'id':'a','cordboard':'https://a:b@example.com/'}", "cordboard" },
    { "{'id':'a','cordboard':'//example.com/x'}", "cordboard" },
    { "{'id':'a','cordboard':'/a/../b'}", "cordboard" },
    { "{'id':'a','cordboard':'/a?b'}", "cordboard" },
    { "{'id':'a','cordboard':'file:///etc'}", "cordboard" },
    { "{'id':'a','quotes':'kept'}", "quotes" },
    { "{'id':'a','extensions':false,'quotes':'some'}", "quotes" },
    { "{'id':'a','extensions':false,'quotes':'kept','apis':{'quoteManagement':{'offered':false}}}", "quotes" },
    { "{'id':'a','paging':7}", "paging" },
    { "{'id':'a','paging':{'manner':'scroll'}}", "paging.manner" },
    { "{'id':'a','paging':{'first':2}}", "paging.first" },
    { "{'id':'a','paging':{'most':0}}", "paging.most" },
    { "{'id':'a','paging':{'most':1.5}}", "paging.most" },
    { "{'id':'a','paging':{'position':'x&y'}}", "paging.position" },
    { "{'id':'a','paging':{'position':'n','size':'n'}}", "paging.size" },
    { "{'id':'a','apis':[]}", "apis" },
    { "{'id':'a','apis':{'weather':{}}}", "apis.weather" },
    { "{'id':'a','apis':{'party':{'base':'ftp://x/'}}}", "apis.party.base" },
    { "{'id':'a','apis':{'party':{'bass':'/x'}}}", "apis.party.bass" },
    { "{'id':'a','apis':{'party':{'resources':{'customer':{}}}}}", "apis.party.resources.customer" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'members':{'a..b':'c'}}}}}}",
      "apis.party.resources.individual.members.a..b" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'members':{'a':'b.c'}}}}}}",
      "apis.party.resources.individual.members.a" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'members':{'a':'c','b':'c'}}}}}}", NULL },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'filters':{'a':'b=c'}}}}}}",
      "apis.party.resources.individual.filters.a" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'values':{'a':{'b':[]}}}}}}}",
      "apis.party.resources.individual.values.a.b" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'values':{'a':{'b':7}}}}}}}",
      "apis.party.resources.individual.values.a.b" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'values':{'a':7}}}}}}",
      "apis.party.resources.individual.values.a" },
    { "{'id':'a','apis':{'productInventory':{'resources':{'product':{'values':{'status':{'active':'suspended'}}}}}}}",
      "apis.productInventory.resources.product.values.status.active" },
    { "{'id':'a','apis':{'productOrderingManagement':{'resources':{'productOrder':{'values':{'productOrderItem.action':"
      "{'add':'modify'}}}}}}}",
      "apis.productOrderingManagement.resources.productOrder.values.productOrderItem.action.add" },
    { "{'id':'a','apis':{'party':{'resources':{'individual':{'path':'organization'}}}}}", "apis" },
    { "{'id':'a','apis':{'party':{'base':'/one'},'customerManagement':{'base':'/"
      "one','resources':{'customer':{'path':'individual'}}}}}",
      "apis" },
    { "[]", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) document = fixture_value (cases[i][0]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i][0]);
      g_assert_null (cord_profile_new (document, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "profile");
      g_assert_nonnull (cord_error_get_hint (error));
      if (cases[i][1] != NULL)
        g_assert_cmpstr (cord_error_get_member (error), ==, cases[i][1]);
    }
}

/* Two words may be exchanged for each other. */
static void
test_swapped (void)
{
  g_autoptr (CordProfile) profile = make ("{'id':'a','apis':{'productInventory':{'resources':{'product':{'values':{'"
                                          "status':{'active':'suspended','suspended':'active'}}}}}}}");
  g_autoptr (JsonNode) node = fixture ("[{'status':'active'},{'status':'suspended'},{'status':'terminated'}]");
  g_autoptr (JsonNode) sent = cord_profile_encode (profile, "product", node, NULL);
  g_autoptr (JsonNode) back = cord_profile_decode (profile, "product", sent);

  assert_json (sent, "[{'status':'suspended'},{'status':'active'},{'status':'terminated'}]");
  assert_json (back, "[{'status':'active'},{'status':'suspended'},{'status':'terminated'}]");
}

/* Random documents of our names and words are the same after translation there and back. */

static JsonNode *
make_node (guint depth)
{
  static const char *const names[]
      = { "state", "status", "productOrderItem", "action", "productPrice", "priceType", "type", "name", "product" };
  static const char *const words[]
      = { "inProgress", "completed", "modify", "noChange", "add", "active", "pendingActive", "recurring", "x" };
  JsonNode *node;

  if (depth == 0 || g_test_rand_int_range (0, 4) == 0)
    return json_node_init_string (json_node_alloc (), words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  if (g_test_rand_int_range (0, 3) == 0)
    {
      JsonArray *array = json_array_new ();

      for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
        json_array_add_element (array, make_node (depth - 1));
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, array);
    }
  else
    {
      JsonObject *object = json_object_new ();

      for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
        json_object_set_member (object, names[g_test_rand_int_range (0, G_N_ELEMENTS (names))], make_node (depth - 1));
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, object);
    }
  return node;
}

static void
test_identity (void)
{
  static const char *const resources[]
      = { "product", "productOrder", "appliedCustomerBillingRate", "quote", "partyInteraction" };
  g_autoptr (CordProfile) profile = make (DIALECT);

  for (guint i = 0; i < 2000; i++)
    {
      const char *resource = resources[i % G_N_ELEMENTS (resources)];
      g_autoptr (JsonNode) node = make_node (5);
      g_autoptr (JsonNode) sent = cord_profile_encode (profile, resource, node, NULL);
      g_autoptr (JsonNode) back = cord_profile_decode (profile, resource, sent);
      g_autofree char *before = cord_json_write (node);
      g_autofree char *after = cord_json_write (back);

      g_assert_cmpstr (before, ==, after);
    }
}

/* No bytes crash the parser: a profile that is not refused answers every query. */
static void
use (CordProfile *profile)
{
  g_auto (GStrv) limits = cord_profile_dup_limits (profile);
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  g_assert_nonnull (limits);
  cord_profile_check_usable (profile, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_auto (CordProfileTarget) target = { 0 };
      g_autofree char *path = cord_resource_type_path (table[i].name, "a/b");

      if (cord_profile_find_target (profile, "GET", path, &target, NULL))
        g_assert_cmpuint (strcspn (target.address, " \r\n"), ==, strlen (target.address));
    }
}

static void
test_hostile (void)
{
  static const char bytes[] = "{}[]\",:/.\\ 019eE-+tfn@#%&?=\001\377";
  g_autofree char *text = g_strdelimit (g_strdup (DIALECT), "'", '"');
  gsize length = strlen (text);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *spoilt = g_strdup (text);
      g_autoptr (GVariant) document = NULL;
      g_autoptr (CordProfile) profile = NULL;

      for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
        spoilt[g_test_rand_int_range (0, (int)length)] = bytes[g_test_rand_int_range (0, sizeof bytes - 1)];
      document = cord_json_parse_value (spoilt, (gssize)length, &CORD_JSON_LIMITS_FILE, NULL);
      profile = document != NULL ? cord_profile_new (document, NULL) : NULL;
      if (profile != NULL)
        use (profile);
    }
}

static gboolean
tells (char **limits, const char *part)
{
  for (gsize i = 0; limits[i] != NULL; i++)
    if (strstr (limits[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_limits (void)
{
  g_autoptr (CordProfile) dialect = make (DIALECT);
  g_autoptr (CordProfile) useless = make ("{'id':'a','apis':{'productOrderingManagement':{'offered':false}}}");
  g_autoptr (CordProfile) bare
      = make ("{'id':'a','extensions':false,'idempotency':false,'apis':{'appointment':{'offered':false}}}");
  g_auto (GStrv) limits = cord_profile_dup_limits (dialect);
  g_auto (GStrv) bare_limits = cord_profile_dup_limits (bare);
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_profile_check_usable (dialect, NULL));
  g_assert_true (tells (limits, "cannot be undone"));
  g_assert_true (tells (limits, "worked out on this desk"));
  g_assert_true (tells (limits, "cannot be booked"));
  g_assert_false (tells (limits, "keeps no quote"));
  g_assert_true (tells (bare_limits, "keeps no quote"));
  g_assert_true (tells (bare_limits, "may go out twice"));
  g_assert_false (tells (bare_limits, "booked twice"));
  g_assert_false (cord_profile_check_usable (useless, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "productOrder"));
  g_assert_nonnull (cord_error_get_hint (error));
}

static void
test_files (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "profile", NULL);
  g_autofree char *path = g_build_filename (folder, "example.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordProfile) named = cord_profile_open (folder, "example", &error);
  g_autoptr (CordProfile) by_path = cord_profile_open (NULL, path, &error);
  g_autoptr (CordProfile) standard = cord_profile_open (NULL, "", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cord_profile_get_name (named), ==, "An example of a system with words of its own");
  g_assert_cmpstr (cord_profile_get_name (by_path), ==, "An example of a system with words of its own");
  g_assert_cmpstr (cord_profile_get_name (standard), ==, "cordboard-server");
  g_assert_true (cord_profile_check_usable (named, NULL));
  g_assert_null (cord_profile_open (folder, "nobody", &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/targets", test_targets);
  g_test_add_func ("/profile/words", test_words);
  g_test_add_func ("/profile/standard", test_standard);
  g_test_add_func ("/profile/refused", test_refused);
  g_test_add_func ("/profile/swapped", test_swapped);
  g_test_add_func ("/profile/identity", test_identity);
  g_test_add_func ("/profile/hostile", test_hostile);
  g_test_add_func ("/profile/limits", test_limits);
  g_test_add_func ("/profile/files", test_files);
  return g_test_run ();
}
