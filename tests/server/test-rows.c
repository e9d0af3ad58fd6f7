/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"

#include "base/cord-id.h"

#include <string.h>

/* Every row of the two tables: which role, how much, and with which method. The expectations are written here once
 * more, independent of the server: a type that is not named is only for system, a public one is readable for
 * everybody. */
static const struct
{
  const char *type;
  const char *operations;
} of_agents[] = {
  { "customer", "LG" },
  { "individual", "LG" },
  { "organization", "LG" },
  { "billingAccount", "LG" },
  { "product", "LG" },
  { "customerBill", "LG" },
  { "appliedCustomerBillingRate", "LG" },
  { "productOfferingQualification", "LGC" },
  { "quote", "LGC" },
  { "productOrder", "LGC" },
  { "cancelProductOrder", "LGC" },
  { "communicationMessage", "LGC" },
  { "appointment", "LGCU" },
  { "searchTimeSlot", "LGC" },
  { "partyInteraction", "LG" },
  { "accountHistory", "G" },
};

static gboolean
is_public (const CordResourceType *type)
{
  return g_str_equal (type->disclosure, "PUBLIC");
}

static gboolean
is_call_role (const char *role)
{
  return g_str_equal (role, "agent") || g_str_equal (role, "supervisor");
}

static gboolean
may (const char *role, const CordResourceType *type, char operation)
{
  const CordEndpoint *endpoint = test_row_endpoint (type, operation);

  if (endpoint != NULL)
    return test_endpoint_admits (endpoint, role);
  if (g_str_equal (role, "system"))
    return TRUE;
  if (is_public (type))
    return g_str_equal (role, "admin") || operation == 'L' || operation == 'G';
  for (gsize i = 0; is_call_role (role) && i < G_N_ELEMENTS (of_agents); i++)
    if (g_str_equal (of_agents[i].type, type->name))
      return strchr (of_agents[i].operations, operation) != NULL;
  return FALSE;
}

static const char *
level_of (const CordResourceType *type)
{
  if (g_str_equal (type->disclosure, "ACCOUNT"))
    return "level-R1";
  return g_str_equal (type->disclosure, "CPNI") ? "level-R2" : "level-R3";
}

/* Requests without sign-in. */
static const char *const of_everybody[]
    = { "token", "token-revoke", "health", "ready", "metrics", "root-health", "root-ready", "root-metrics", NULL };

/* A change is refused by its version in the end, so that the test leaves everything as it was. */
static TestReply *
operate (TestRows *rows, const CordResourceType *type, char operation)
{
  static const struct
  {
    char operation;
    const char *method;
    const char *body;
  } how[] = {
    { 'L', "GET", NULL }, { 'G', "GET", NULL }, { 'C', "POST", "{}" }, { 'U', "PATCH", "{}" }, { 'D', "DELETE", NULL }
  };
  gboolean whole = operation == 'L' || operation == 'C';
  g_autofree char *path = whole ? cord_resource_type_path (type->name, NULL) : test_row_path (type, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (how); i++)
    if (how[i].operation == operation)
      return test_send (rows->server, how[i].method, path, how[i].body, "If-Match", "\"4711\"", NULL);
  g_assert_not_reached ();
}

static void
assert_empty (const TestReply *reply, const char *what)
{
  if (reply->status != 200 || !g_str_equal (reply->text, "[]") || g_strcmp0 (test_header (reply, "X-Total-Count"), "0")
      || g_strcmp0 (test_header (reply, "X-Result-Count"), "0"))
    g_error ("%s: expected an empty list, got %u %s", what, reply->status, reply->text);
}

static void
check_cell (TestRows *rows, const CordResourceType *type, char operation, const char *role)
{
  g_autofree char *what = g_strdup_printf ("%s %c %s", type->name, operation, role);
  g_autoptr (TestReply) reply = NULL;
  const char *reason;

  test_rows_be (rows, role);
  reply = operate (rows, type, operation);
  reason = reply->json != NULL && JSON_NODE_HOLDS_OBJECT (reply->json) ? cord_json_find_string (reply->json, "reason")
                                                                       : NULL;
  if (!may (role, type, operation))
    test_assert_refusal (reply, what, 403, "role");
  else if (is_call_role (role) && !is_public (type) && operation == 'L')
    assert_empty (reply, what);
  else if (is_call_role (role) && !is_public (type) && operation != 'C')
    test_assert_refusal (reply, what, 404, "not-found");
  else if (is_call_role (role) && !is_public (type))
    {
      test_assert_refusal (reply, what, 403, NULL);
      if (!g_str_has_prefix (reason, "level-R"))
        g_error ("%s: the reason names no level: %s", what, reply->text);
    }
  else if (operation == 'L' || operation == 'G')
    g_assert_cmpuint (reply->status, ==, 200);
  else if (operation == 'U' || operation == 'D')
    test_assert_refusal (reply, what, 412, "stale");
  else if (reply->status != 201 && reply->status != 200)
    test_assert_refusal (reply, what, 400, NULL);
}

static void
check_nobody (TestRows *rows, const CordResourceType *type, char operation)
{
  g_autofree char *what = g_strdup_printf ("%s %c without sign-in", type->name, operation);
  g_autoptr (TestReply) nobody = NULL;
  g_autoptr (TestReply) forged = NULL;

  test_rows_be (rows, NULL);
  nobody = operate (rows, type, operation);
  test_assert_refusal (nobody, what, 401, "unauthenticated");
  g_assert_cmpstr (test_header (nobody, "WWW-Authenticate"), ==, "Bearer");
  rows->server->token = g_strdup ("no-such-token");
  forged = operate (rows, type, operation);
  test_assert_refusal (forged, what, 401, "invalid_token");
}

static void
test_resource_roles (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = 0; i < n; i++)
    for (const char *operation = table[i].operations; *operation != '\0'; operation++)
      {
        check_nobody (rows, &table[i], *operation);
        for (gsize j = 0; j < TEST_ROLES; j++)
          check_cell (rows, &table[i], *operation, test_roles[j]);
      }
}

static TestReply *
ask (TestRows *rows, const CordEndpoint *endpoint)
{
  g_autofree char *path = test_endpoint_path (rows, endpoint);

  return test_send (rows->server, endpoint->method, path, g_str_equal (endpoint->method, "POST") ? "{}" : NULL, NULL);
}

static void
check_endpoint (TestRows *rows, const CordEndpoint *endpoint, const char *role)
{
  g_autofree char *what = g_strdup_printf ("%s as %s", endpoint->name, role != NULL ? role : "nobody");
  g_autoptr (TestReply) reply = NULL;

  if (g_str_equal (endpoint->roles, "*") != g_strv_contains (of_everybody, endpoint->name))
    g_error ("%s is open to everybody: %s", endpoint->name, endpoint->roles);
  test_rows_be (rows, role);
  reply = ask (rows, endpoint);
  if (!test_endpoint_admits (endpoint, role))
    test_assert_refusal (reply, what, role != NULL ? 403 : 401, role != NULL ? "role" : "unauthenticated");
  else if (g_str_equal (endpoint->name, "account-history") && is_call_role (role))
    test_assert_refusal (reply, what, 404, "not-found");
  else if (endpoint->needs_interaction && is_call_role (role) && strstr (endpoint->path, "/interaction/{id}") == NULL)
    {
      test_assert_refusal (reply, what, 403, NULL);
      if (!g_str_equal (test_text (reply, "reason"), "no-interaction")
          && !g_str_has_prefix (test_text (reply, "reason"), "level-R"))
        g_error ("%s: the reason names neither interaction nor level: %s", what, reply->text);
    }
  else if (reply->status >= 400)
    {
      test_assert_refusal (reply, what, reply->status, NULL);
      if (reply->status >= 500 || reply->status == 401 || g_str_equal (test_text (reply, "reason"), "role"))
        g_error ("%s: got %u %s", what, reply->status, reply->text);
    }
}

static void
test_endpoint_roles (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordEndpoint *table = cord_endpoint_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      check_endpoint (rows, &table[i], NULL);
      for (gsize j = 0; j < TEST_ROLES; j++)
        check_endpoint (rows, &table[i], test_roles[j]);
    }
}

/* Another agent's interaction, or one that does not exist. */
static void
test_endpoint_ids (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordEndpoint *table = cord_endpoint_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *ghost
          = strstr (table[i].path, "{id}") != NULL ? cord_endpoint_expand (table[i].name, "ghost") : NULL;
      gboolean post = g_str_equal (table[i].method, "POST") || g_str_equal (table[i].method, "PATCH");
      g_autoptr (TestReply) reply = NULL;

      if (ghost == NULL)
        continue;
      if (test_endpoint_admits (&table[i], "system"))
        test_rows_be (rows, "system");
      else if (!test_endpoint_admits (&table[i], "agent"))
        test_rows_be (rows, "admin");
      else
        test_rows_call (rows);
      reply = test_send (rows->server, table[i].method, ghost, post ? "{}" : NULL, NULL);
      if (g_str_equal (table[i].method, "PUT"))
        test_assert_refusal (reply, table[i].name, 400, "id");
      else
        test_assert_refusal (reply, table[i].name, 404, "not-found");
    }
}

/* Another agent's interaction, and all that is below one: not a byte apart from one that does not exist. */
static void
test_foreign_endpoints (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n, tried = 0;
  const CordEndpoint *table = cord_endpoint_table (&n);

  test_rows_be (rows, "supervisor");
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = test_endpoint_path (rows, &table[i]);
      const char *body = g_str_equal (table[i].method, "POST") ? "{}" : NULL;
      g_autofree char *ghost = NULL;
      g_autoptr (TestReply) reply = NULL;
      g_autoptr (TestReply) nothing = NULL;

      if (strstr (table[i].path, "/interaction/{id}") == NULL)
        continue;
      ghost = cord_endpoint_expand (table[i].name, "ghost");
      reply = test_send (rows->server, table[i].method, path, body, NULL);
      nothing = test_send (rows->server, table[i].method, ghost, body, NULL);
      test_assert_refusal (reply, path, 404, "not-found");
      g_assert_cmpstr (reply->text, ==, nothing->text);
      tried++;
    }
  g_assert_cmpuint (tried, >=, 4);
}

/* Levels */

/* What there is none of, what is another customer's, and what nobody was verified for: not a byte apart. */
static void
assert_absent (TestRows *rows, const CordResourceType *type, const char *method, const char *path)
{
  g_autofree char *ghost = cord_resource_type_path (type->name, "no-such-id");
  const char *body = g_str_equal (method, "PATCH") ? "{}" : NULL;
  g_autoptr (TestReply) reply = test_send (rows->server, method, path, body, "If-Match", "\"4711\"", NULL);
  g_autoptr (TestReply) nothing = test_send (rows->server, method, ghost, body, "If-Match", "\"4711\"", NULL);

  test_assert_refusal (reply, path, 404, "not-found");
  g_assert_cmpstr (reply->text, ==, nothing->text);
}

/* The rows that are C1's, and no others. */
static void
check_list (TestRows *rows, const CordResourceType *type, const char *path)
{
  g_autoptr (TestReply) reply = test_send (rows->server, "GET", path, NULL, NULL);
  g_autofree char *count = NULL;
  JsonArray *array;
  guint found = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  array = json_node_get_array (reply->json);
  count = g_strdup_printf ("%u", json_array_get_length (array));
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, count);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *row = json_array_get_object_element (array, i);

      if (type->customer != NULL && g_strcmp0 (cord_resource_type_customer (type, row), "C1") != 0)
        g_error ("%s: tells of another customer: %s", path, reply->text);
      for (guint n = 1; type->customer != NULL && n <= TEST_ROWS; n++)
        {
          g_autofree char *id = test_row_id (type, n);

          found += g_str_equal (json_object_get_string_member (row, "id"), id);
        }
    }
  if (type->customer != NULL)
    g_assert_cmpuint (found, ==, g_str_equal (type->customer, "id") ? 1 : 2);
}

typedef enum
{
  NOBODY, /* is verified */
  BELOW,  /* the level for the class */
  REACHED,
} Verified;

static void
check_lists (TestRows *rows, const CordResourceType *type, Verified verified)
{
  g_autofree char *path = cord_resource_type_path (type->name, NULL);
  g_autofree char *others = g_strdup_printf ("%s?%s=C2", path, type->customer != NULL ? type->customer : "owner");
  g_autofree char *every = g_strconcat (path, "?id.regex=.&sort=-id", NULL);
  const char *const queries[] = { path, others, every };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (TestReply) reply = test_send (rows->server, "GET", queries[i], NULL, NULL);

      if (verified == BELOW)
        test_assert_refusal (reply, queries[i], 403, level_of (type));
      else if (verified == NOBODY || queries[i] == others)
        assert_empty (reply, queries[i]);
      else
        check_list (rows, type, queries[i]);
    }
}

static void
check_levels (TestRows *rows, const CordResourceType *type, Verified verified)
{
  static const char *const changes[] = { "PATCH", "DELETE" };
  g_autofree char *own = test_row_path (type, 1);
  g_autofree char *others = test_row_path (type, 2);

  assert_absent (rows, type, "GET", others);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    if (may ("agent", type, *changes[i] == 'P' ? 'U' : 'D') && test_row_has (type, *changes[i] == 'P' ? 'U' : 'D'))
      assert_absent (rows, type, changes[i], others);
  if (verified == NOBODY)
    assert_absent (rows, type, "GET", own);
  else if (type->customer != NULL)
    {
      g_autoptr (TestReply) reply = test_send (rows->server, "GET", own, NULL, NULL);

      if (verified == BELOW)
        test_assert_refusal (reply, own, 403, level_of (type));
      else
        g_assert_cmpuint (reply->status, ==, 200);
    }
  if (test_row_has (type, 'L'))
    check_lists (rows, type, verified);
}

/* Verification is not enough: the level must suffice. */
static void
test_low_level (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autofree char *key = cord_id_new (rows->server->clock);
  g_autoptr (TestReply) order = NULL;
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  test_rows_call_under (rows, "low");
  for (gsize i = 0; i < n; i++)
    if (!is_public (&table[i]) && may ("agent", &table[i], 'G'))
      check_levels (rows, &table[i], g_str_equal (level_of (&table[i]), "level-R1") ? REACHED : BELOW);
  order = test_send (
      rows->server, "POST", "/tmf-api/productOrderingManagement/v4/productOrder",
      "{\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],\"cordboardSeal\":\"x\",\"productOrderItem\":"
      "[{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"line-1\"}}]}",
      "Idempotency-Key", key, NULL);
  test_assert_refusal (order, "an order at R1", 403, "level-R2");
}

static void
test_levels (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (int verified = 0; verified <= 1; verified++)
    {
      test_rows_call (rows);
      if (verified)
        test_verify (rows->server, "C1", "4711");
      for (gsize i = 0; i < n; i++)
        if (!is_public (&table[i]) && may ("agent", &table[i], 'G'))
          check_levels (rows, &table[i], verified ? REACHED : NOBODY);
    }
}

/* A change for a customer who is not verified is refused. */
static void
check_change (TestRows *rows, const CordResourceType *type, char operation, guint n)
{
  g_autofree char *key = cord_id_new (rows->server->clock);
  g_autofree char *collection = cord_resource_type_path (type->name, NULL);
  g_autofree char *one = test_row_path (type, n);
  g_autofree char *body = test_row_body (type, n, "id", NULL);
  g_autofree char *what = g_strdup_printf ("%s %c", type->name, operation);
  g_autoptr (TestReply) reply
      = operation == 'C'   ? test_send (rows->server, "POST", collection, body, "Idempotency-Key", key, NULL)
        : operation == 'U' ? test_send (rows->server, "PATCH", one, "{}", "If-Match", "*", NULL)
                           : test_send (rows->server, "DELETE", one, NULL, "If-Match", "*", NULL);

  /* A malformed request is refused before its customer is known. */
  if (operation != 'C')
    test_assert_refusal (reply, what, 404, "not-found");
  else if (reply->status != 400)
    test_assert_refusal (reply, what, 403, NULL);
  if (reply->status == 403 && !g_str_has_prefix (test_text (reply, "reason"), "level-R"))
    g_error ("%s: the reason names no level: %s", what, reply->text);
}

/* A resource of one customer cannot be given to another. */
static void
check_handed_over (TestRows *rows, const CordResourceType *type)
{
  g_autofree char *one = test_row_path (type, 1);
  g_autofree char *head = g_strndup (type->customer, strcspn (type->customer, "."));
  g_autoptr (JsonNode) other = test_row_document (type, 2);
  g_autofree char *value = cord_json_write (json_object_get_member (json_node_get_object (other), head));
  g_autofree char *body = g_strdup_printf ("{\"%s\":%s}", head, value);
  g_autoptr (TestReply) reply = test_send (rows->server, "PATCH", one, body, "If-Match", "*", NULL);

  test_assert_refusal (reply, one, 403, level_of (type));
}

static void
test_changes_below_level (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (int verified = 0; verified <= 1; verified++)
    {
      test_rows_call (rows);
      if (verified)
        test_verify (rows->server, "C1", TEST_ROWS_PIN);
      for (gsize i = 0; i < n; i++)
        for (const char *operation = "CUD"; *operation != '\0'; operation++)
          if (!is_public (&table[i]) && test_row_has (&table[i], *operation) && may ("agent", &table[i], *operation))
            {
              check_change (rows, &table[i], *operation, 2);
              if (!verified)
                check_change (rows, &table[i], *operation, 1);
              else if (*operation == 'U' && table[i].customer != NULL)
                check_handed_over (rows, &table[i]);
            }
    }
}

/* Methods and ids */

static void
check_method (TestRows *rows, const char *path, const char *method, gboolean known)
{
  gboolean body = g_str_equal (method, "POST") || g_str_equal (method, "PATCH") || g_str_equal (method, "PUT");
  g_autofree char *what = g_strdup_printf ("%s %s", method, path);
  g_autoptr (TestReply) reply = NULL;

  if (known)
    return;
  reply = test_send (rows->server, method, path, body ? "{}" : NULL, "If-Match", "*", NULL);
  test_assert_refusal (reply, what, 405, "method-not-allowed");
  g_assert_nonnull (test_header (reply, "Allow"));
  if (strstr (test_header (reply, "Allow"), method) != NULL)
    g_error ("%s is refused, and offered in “%s”", what, test_header (reply, "Allow"));
}

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

static gboolean
takes (const CordResourceType *type, const char *method, gboolean one)
{
  const char *operations = one ? "G::UD" : "LC:::";

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i], method))
      return operations[i] != ':' && test_row_has (type, operations[i]);
  return FALSE;
}

static void
test_methods (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n, m;
  const CordResourceType *types = cord_resource_type_table (&n);
  const CordEndpoint *endpoints = cord_endpoint_table (&m);

  test_rows_be (rows, "system");
  for (gsize j = 0; j < G_N_ELEMENTS (methods); j++)
    {
      for (gsize i = 0; i < n; i++)
        {
          g_autofree char *collection = cord_resource_type_path (types[i].name, NULL);
          g_autofree char *one = test_row_path (&types[i], 1);

          check_method (rows, collection, methods[j], takes (&types[i], methods[j], FALSE));
          check_method (rows, one, methods[j], takes (&types[i], methods[j], TRUE));
        }
      for (gsize i = 0; i < m; i++)
        {
          g_autofree char *path = test_endpoint_path (rows, &endpoints[i]);

          check_method (rows, path, methods[j],
                        cord_resource_type_for_path (path, NULL) != NULL
                            || cord_endpoint_match (methods[j], path, NULL, NULL) != NULL);
        }
    }
}

static void
test_unknown_ids (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  test_rows_be (rows, "system");
  for (gsize i = 0; i < n; i++)
    {
      static const char *const ids[] = { "ghost", "a/b", "%", "' OR 1=1 --", "ghost\n", "\xE2\x80\xAE" };

      for (gsize j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          g_autofree char *path = cord_resource_type_path (table[i].name, ids[j]);
          g_autoptr (TestReply) get = test_send (rows->server, "GET", path, NULL, NULL);
          g_autoptr (TestReply) patch = test_row_has (&table[i], 'U')
                                            ? test_send (rows->server, "PATCH", path, "{}", "If-Match", "*", NULL)
                                            : NULL;
          g_autoptr (TestReply) gone = test_row_has (&table[i], 'D')
                                           ? test_send (rows->server, "DELETE", path, NULL, "If-Match", "*", NULL)
                                           : NULL;

          test_assert_refusal (get, path, 404, "not-found");
          if (patch != NULL)
            test_assert_refusal (patch, path, 404, "not-found");
          if (gone != NULL)
            test_assert_refusal (gone, path, 404, "not-found");
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/rows/resource-roles", test_resource_roles);
  g_test_add_func ("/server/rows/endpoint-roles", test_endpoint_roles);
  g_test_add_func ("/server/rows/endpoint-ids", test_endpoint_ids);
  g_test_add_func ("/server/rows/foreign-endpoints", test_foreign_endpoints);
  g_test_add_func ("/server/rows/levels", test_levels);
  g_test_add_func ("/server/rows/low-level", test_low_level);
  g_test_add_func ("/server/rows/changes-below-level", test_changes_below_level);
  g_test_add_func ("/server/rows/methods", test_methods);
  g_test_add_func ("/server/rows/unknown-ids", test_unknown_ids);
  return g_test_run ();
}
