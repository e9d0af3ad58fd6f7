/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"

#include <string.h>

/* The customer view against the answers it replaces: for every role it says what the APIs themselves say. */

#define VIEW "/cordboard/v1/customerView/C1"

static const char *const lists[]
    = { "billingAccount", "product", "customerBill", "productOrder", "partyInteraction", "appointment" };

static TestReply *
get (TestRows *rows, const char *path)
{
  return test_send (rows->server, "GET", path, NULL, NULL);
}

static JsonNode *
member (const TestReply *view, const char *name)
{
  return json_object_get_member (json_node_get_object (view->json), name);
}

static void
assert_same (JsonNode *seen, JsonNode *expected, const char *what)
{
  g_autofree char *a = seen != NULL ? cord_json_write (seen) : g_strdup ("nothing");
  g_autofree char *b = cord_json_write (expected);

  if (!g_str_equal (a, b))
    g_error ("%s: the view tells\n%s\nits API\n%s", what, a, b);
}

/* Equal to the answer at @path; or absent, for the stated reason. */
static void
check_part (TestRows *rows, const TestReply *view, const char *name, const char *type, const char *path)
{
  g_autoptr (TestReply) own = get (rows, path);
  const char *withheld = cord_json_find_string (member (view, "withheld"), type);

  if (own->status == 200)
    {
      assert_same (member (view, name), own->json, path);
      g_assert_null (withheld);
      return;
    }
  test_assert_refusal (own, path, 403, NULL);
  g_assert_null (member (view, name));
  g_assert_cmpstr (withheld, ==, test_text (own, "reason"));
}

/* An account without one has none in the view. */
static void
check_histories (TestRows *rows, const TestReply *view)
{
  g_autoptr (JsonArray) found = json_array_new ();
  g_autoptr (JsonNode) expected = NULL;
  JsonArray *accounts = json_node_get_array (member (view, "billingAccount"));

  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      g_autofree char *path = cord_resource_type_path (
          "accountHistory", cord_json_find_string (json_array_get_element (accounts, i), "id"));
      g_autoptr (TestReply) own = get (rows, path);

      if (own->status == 200)
        json_array_add_element (found, json_node_copy (own->json));
      else if (own->status == 403)
        {
          g_assert_null (member (view, "accountHistory"));
          g_assert_cmpstr (cord_json_find_string (member (view, "withheld"), "accountHistory"), ==,
                           test_text (own, "reason"));
          return;
        }
    }
  g_assert_cmpuint (json_array_get_length (found), >=, 2);
  expected = json_node_init_array (json_node_alloc (), found);
  assert_same (member (view, "accountHistory"), expected, "accountHistory");
}

static void
check_whole (TestRows *rows, const TestReply *view)
{
  g_autofree char *party = cord_resource_type_path ("individual", "party-C1");
  g_autofree char *customer = cord_resource_type_path ("customer", "C1");

  g_assert_cmpuint (view->status, ==, 200);
  check_part (rows, view, "customer", "customer", customer);
  check_part (rows, view, "party", "individual", party);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = cord_resource_type_path (lists[i], NULL);
      g_autofree char *of = g_strconcat (path, "?relatedParty.id=C1", NULL);

      check_part (rows, view, lists[i], lists[i], of);
    }
  check_histories (rows, view);
  g_assert_null (strstr (view->text, TEST_ROWS_PIN));
  g_assert_null (strstr (view->text, TEST_ROWS_PASSWORD));
}

static void
change (TestRows *rows, const char *method, const char *path, const char *body)
{
  g_autofree char *token = g_strdup (rows->server->token);
  g_autofree char *interaction = g_steal_pointer (&rows->server->interaction);
  g_autoptr (TestReply) reply = NULL;

  test_rows_be (rows, "system");
  reply = test_send (rows->server, method, path, body, "If-Match", "*", NULL);
  if (reply->status >= 300)
    g_error ("%s %s: %u %s", method, path, reply->status, reply->text);
  g_free (rows->server->token);
  rows->server->token = g_steal_pointer (&token);
  rows->server->interaction = g_steal_pointer (&interaction);
}

/* C1 uses it, and it is C2's. */
static void
add_shared_product (TestRows *rows)
{
  change (rows, "POST", POPULATION,
          "{\"status\":\"active\",\"name\":\"of another\",\"relatedParty\":[{\"id\":\"C1\",\"role\":\"user\"},"
          "{\"id\":\"C2\",\"role\":\"customer\"}]}");
}

static void
test_system (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autoptr (TestReply) view = NULL;

  add_shared_product (rows);
  test_rows_be (rows, "system");
  view = get (rows, VIEW);
  check_whole (rows, view);
  g_assert_nonnull (strstr (view->text, "of another"));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (member (view, "withheld"))), ==, 0);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (member (view, "total"))), ==, 0);
}

static void
test_party (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autofree char *customer = cord_resource_type_path ("customer", "C1");
  g_autofree char *party = cord_resource_type_path ("organization", "organization-1");
  g_autoptr (TestReply) view = NULL;
  g_autoptr (TestReply) nobody = NULL;

  change (rows, "PATCH", customer, "{\"engagedParty\":{\"id\":\"organization-1\",\"@referredType\":\"Organization\"}}");
  test_rows_call (rows);
  test_verify (rows->server, "C1", TEST_ROWS_PIN);
  view = get (rows, VIEW);
  check_part (rows, view, "party", "organization", party);
  change (rows, "PATCH", customer, "{\"engagedParty\":{\"id\":\"ghost\"}}");
  nobody = get (rows, VIEW);
  g_assert_cmpuint (nobody->status, ==, 200);
  g_assert_null (member (nobody, "party"));
}

static void
assert_no_interaction (TestRows *rows, const char *path)
{
  g_autoptr (TestReply) reply = get (rows, path);

  test_assert_refusal (reply, path, 403, "no-interaction");
}

static void
assert_not_found (TestRows *rows, const char *path)
{
  g_autoptr (TestReply) reply = get (rows, path);
  g_autoptr (TestReply) nothing = get (rows, "/cordboard/v1/customerView/ghost");

  test_assert_refusal (reply, path, 404, "not-found");
  g_assert_cmpstr (reply->text, ==, nothing->text);
}

/* Without verification the server does not even say whether the customer exists. */
static void
test_unverified (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  test_rows_be (rows, "agent");
  assert_no_interaction (rows, VIEW);
  assert_no_interaction (rows, "/cordboard/v1/customerView/ghost");
  test_rows_call (rows);
  assert_not_found (rows, VIEW);
  test_verify (rows->server, "C2", "2222");
  assert_not_found (rows, VIEW);
  test_rows_be (rows, "system");
  assert_not_found (rows, "/cordboard/v1/customerView/no-such-id");
}

static void
test_level_1 (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autoptr (TestReply) view = NULL;

  test_rows_call_under (rows, "low");
  add_shared_product (rows);
  view = get (rows, VIEW);
  check_whole (rows, view);
  g_assert_null (strstr (view->text, "of another"));
  g_assert_null (strstr (view->text, "customerBill-1"));
  g_assert_cmpstr (test_text (view, "withheld.customerBill"), ==, "level-R2");
  g_assert_cmpstr (test_text (view, "withheld.accountHistory"), ==, "level-R2");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (member (view, "withheld"))), ==, 2);
}

/* At R2, and at R3. */
static void
test_higher_levels (void)
{
  static const char *const policies[] = { "none", "high" };
  g_autoptr (TestRows) rows = test_rows_new ();

  add_shared_product (rows);
  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (TestReply) view = NULL;

      test_rows_call_under (rows, policies[i]);
      view = get (rows, VIEW);
      check_whole (rows, view);
      g_assert_null (strstr (view->text, "of another"));
      g_assert_nonnull (strstr (view->text, "customerBill-1"));
      g_assert_cmpuint (json_object_get_size (json_node_get_object (member (view, "withheld"))), ==, 0);
      assert_not_found (rows, "/cordboard/v1/customerView/C2");
    }
}

static char *
dup_tag (TestRows *rows)
{
  g_autoptr (TestReply) view = get (rows, VIEW);

  g_assert_cmpuint (view->status, ==, 200);
  return g_strdup (test_header (view, "ETag"));
}

static void
check_known (TestRows *rows, const char *tag, guint status)
{
  g_autoptr (TestReply) reply = test_send (rows->server, "GET", VIEW, NULL, "If-None-Match", tag, NULL);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_nonnull (test_header (reply, "ETag"));
  if (status == 304)
    g_assert_cmpstr (reply->text, ==, "");
}

static void
check_change (TestRows *rows, const char *method, const char *path, const char *body, gboolean concerns)
{
  g_autofree char *before = dup_tag (rows);
  g_autofree char *after = NULL;

  check_known (rows, before, 304);
  change (rows, method, path, body);
  check_known (rows, before, concerns ? 200 : 304);
  after = dup_tag (rows);
  if (g_str_equal (before, after) == concerns)
    g_error ("%s %s: the tag was %s and is %s", method, path, before, after);
}

static void
test_tag (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autofree char *party = cord_resource_type_path ("individual", "party-C1");
  g_autofree char *customer = cord_resource_type_path ("customer", "C1");
  g_autofree char *product = cord_resource_type_path ("product", "product-1");

  test_rows_be (rows, "system");
  check_change (rows, "PATCH", customer, "{\"x-note\":\"a\"}", TRUE);
  check_change (rows, "PATCH", party, "{\"x-note\":\"a\"}", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const CordResourceType *type = cord_resource_type_find (lists[i]);
      g_autofree char *own = test_row_path (type, 1);
      g_autofree char *other = test_row_path (type, 2);

      check_change (rows, "PATCH", own, "{\"x-note\":\"a\"}", TRUE);
      check_change (rows, "PATCH", other, "{\"x-note\":\"a\"}", FALSE);
    }
  check_change (rows, "DELETE", product, NULL, TRUE);
  check_known (rows, "*", 304);
  check_known (rows, "\"1\"", 200);
}

/* An answer that is cached for one level is not given to another. */
static void
test_tag_of_level (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  test_rows_call_under (rows, "low");
  low = dup_tag (rows);
  test_rows_be (rows, "system");
  high = dup_tag (rows);
  g_assert_cmpstr (low, !=, high);
}

static void
check_latest (TestRows *rows, const char *query, const char *list, const char *first, guint count, guint total)
{
  g_autofree char *path = g_strconcat (VIEW, query, NULL);
  g_autoptr (TestReply) view = get (rows, path);
  JsonArray *entries = json_node_get_array (member (view, list));
  JsonObject *totals = json_node_get_object (member (view, "total"));

  g_assert_cmpuint (json_array_get_length (entries), ==, count);
  if (count > 0)
    g_assert_cmpstr (cord_json_find_string (json_array_get_element (entries, 0), "id"), ==, first);
  g_assert_cmpuint (json_object_has_member (totals, list), ==, count < total);
  if (count < total)
    g_assert_cmpint (json_object_get_int_member (totals, list), ==, total);
}

/* The latest are chosen by their dates, not by when they were stored. */
static void
test_newest (void)
{
  static const char *const refused[] = { "-1", "1001", "x", "" };
  g_autoptr (TestRows) rows = test_rows_new ();

  test_rows_be (rows, "system");
  check_latest (rows, "?newest=1", "customerBill", "customerBill-3", 1, 2);
  check_latest (rows, "?newest=1", "productOrder", "productOrder-3", 1, 2);
  check_latest (rows, "?newest=1", "partyInteraction", "partyInteraction-3", 1, 2);
  change (rows, "PATCH", "/tmf-api/partyInteraction/v4/partyInteraction/partyInteraction-1",
          "{\"interactionDate\":{\"startDateTime\":\"2026-05-04T08:00:00Z\"}}");
  check_latest (rows, "?newest=1", "partyInteraction", "partyInteraction-1", 1, 2);
  check_latest (rows, "?newest=2", "partyInteraction", "partyInteraction-1", 2, 2);
  check_latest (rows, "?newest=0", "partyInteraction", NULL, 0, 2);
  check_latest (rows, "?newest=1", "billingAccount", "acct-C1", 3, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat (VIEW "?newest=", refused[i], NULL);
      g_autoptr (TestReply) reply = get (rows, path);

      test_assert_problem (reply, 400, "value");
      g_assert_cmpstr (test_text (reply, "member"), ==, "newest");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/customer-view/system", test_system);
  g_test_add_func ("/server/customer-view/party", test_party);
  g_test_add_func ("/server/customer-view/unverified", test_unverified);
  g_test_add_func ("/server/customer-view/level-1", test_level_1);
  g_test_add_func ("/server/customer-view/higher-levels", test_higher_levels);
  g_test_add_func ("/server/customer-view/tag", test_tag);
  g_test_add_func ("/server/customer-view/tag-of-level", test_tag_of_level);
  g_test_add_func ("/server/customer-view/newest", test_newest);
  return g_test_run ();
}
