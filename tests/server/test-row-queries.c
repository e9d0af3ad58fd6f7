/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"
#include "cord-test-scope.h"

#include "base/cord-id.h"

#include <string.h>

/* TMF630 for every type that can be listed: filters, fields, order, pages and counts. And the secrets that no query
 * of any row reveals. */

typedef void (*TypeFunc) (TestRows *rows, const CordResourceType *type, const char *path);

static void
each_list (TestRows *rows, TypeFunc func)
{
  guint step = cord_test_scope_step (3);
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = cord_test_scope_turn (step); i < n; i += step)
    {
      g_autofree char *path = cord_resource_type_path (table[i].name, NULL);

      if (test_row_has (&table[i], 'L'))
        func (rows, &table[i], path);
    }
}

static void
walk_as_system (TypeFunc func)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  test_rows_be (rows, "system");
  each_list (rows, func);
}

static TestReply *
get (TestRows *rows, const char *path)
{
  return test_send (rows->server, "GET", path, NULL, NULL);
}

/* The list's ids, after checking its counts. */
static GPtrArray *
read_ids (const TestReply *reply, const char *path)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *count = NULL;
  JsonArray *array;

  if ((reply->status != 200 && reply->status != 206) || reply->json == NULL || !JSON_NODE_HOLDS_ARRAY (reply->json))
    g_error ("%s: %u %s", path, reply->status, reply->text);
  array = json_node_get_array (reply->json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (ids, g_strdup (cord_json_find_string (json_array_get_element (array, i), "id")));
  count = g_strdup_printf ("%u", ids->len);
  if (g_strcmp0 (test_header (reply, "X-Result-Count"), count) != 0 || test_header (reply, "X-Total-Count") == NULL)
    g_error ("%s: %u rows, counted as %s of %s", path, ids->len, test_header (reply, "X-Result-Count"),
             test_header (reply, "X-Total-Count"));
  return ids;
}

static GPtrArray *
list (TestRows *rows, const char *path)
{
  g_autoptr (TestReply) reply = get (rows, path);
  GPtrArray *ids = read_ids (reply, path);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, test_header (reply, "X-Result-Count"));
  return ids;
}

static gboolean
has (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static void
assert_same (GPtrArray *found, GPtrArray *expected, const char *what)
{
  gboolean same = found->len == expected->len;

  for (guint i = 0; same && i < found->len; i++)
    same = g_str_equal (g_ptr_array_index (found, i), g_ptr_array_index (expected, i));
  if (!same)
    g_error ("%s: %u rows where %u in this order are right", what, found->len, expected->len);
}

/* Filters */

/* The simple value at the path as a query writes it; NULL when there is none. */
static char *
value_at (const CordResourceType *type, guint n, const char *path)
{
  g_autoptr (JsonNode) document = test_row_document (type, n);
  JsonNode *node = cord_json_find (document, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return cord_json_is_decimal (node) ? cord_json_dup_decimal (node) : json_node_dup_string (node);
}

/* Of the rows made here, exactly those whose value is one of @wanted. */
static void
assert_filtered (TestRows *rows, const CordResourceType *type, const char *path, const char *query, const char *member,
                 const char *const *wanted)
{
  g_autofree char *full = g_strconcat (path, "?", query, NULL);
  g_autoptr (GPtrArray) ids = list (rows, full);

  for (guint n = 1; n <= TEST_ROWS; n++)
    {
      g_autofree char *id = test_row_id (type, n);
      g_autofree char *value = value_at (type, n, member);
      gboolean right = value != NULL && g_strv_contains (wanted, value);

      if (has (ids, id) != right)
        g_error ("%s: %s is %s", full, id, right ? "missing" : "there");
    }
}

static void
filter_by (TestRows *rows, const CordResourceType *type, const char *path, const char *member)
{
  g_autofree char *value = value_at (type, 1, member);
  g_autofree char *other = value_at (type, 2, member);
  const char *const one[] = { value, NULL };
  const char *const both[] = { value, other, NULL };
  const char *const none[] = { NULL };
  g_autofree char *plain = g_strdup_printf ("%s=%s", member, value);
  g_autofree char *equal = g_strdup_printf ("%s.eq=%s", member, value);
  g_autofree char *regex = g_strdup_printf ("%s.regex=%%5E%s%%24", member, value);
  g_autofree char *comma = g_strdup_printf ("%s=%s,%s", member, value, other);
  g_autofree char *twice = g_strdup_printf ("%s=%s&%s=%s", member, value, member, other);
  g_autofree char *literal = g_strdup_printf ("%s=%s%%2C%s", member, value, other);
  g_autofree char *absent = g_strdup_printf ("%s=no-such-value", member);
  g_autofree char *and = g_strdup_printf ("%s=%s&href=no-such-place", member, value);
  g_autofree char *longer = g_strdup_printf ("%s=%sx", member, value);

  if (value == NULL || other == NULL)
    g_error ("%s has no “%s” to filter by", type->name, member);
  assert_filtered (rows, type, path, plain, member, one);
  assert_filtered (rows, type, path, equal, member, one);
  assert_filtered (rows, type, path, regex, member, one);
  assert_filtered (rows, type, path, comma, member, both);
  assert_filtered (rows, type, path, twice, member, both);
  assert_filtered (rows, type, path, literal, member, none);
  assert_filtered (rows, type, path, absent, member, none);
  assert_filtered (rows, type, path, and, member, none);
  assert_filtered (rows, type, path, longer, member, none);
}

static void
check_filters (TestRows *rows, const CordResourceType *type, const char *path)
{
  g_autofree char *unknown = g_strconcat (path, "?x-no-such-member=1", NULL);
  g_autoptr (GPtrArray) ids = list (rows, unknown);

  g_assert_cmpuint (ids->len, ==, 0);
  filter_by (rows, type, path, "id");
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    filter_by (rows, type, path, index->path);
  if (type->keeps_unknown)
    {
      static const char *const above[] = { "10", "100", NULL };
      static const char *const upto[] = { "10", "9.5", NULL };
      static const char *const ten[] = { "10", NULL };

      assert_filtered (rows, type, path, "x-rank.gt=9.5", "x-rank", above);
      assert_filtered (rows, type, path, "x-rank.gte=10", "x-rank", above);
      assert_filtered (rows, type, path, "x-rank.lt=100", "x-rank", upto);
      assert_filtered (rows, type, path, "x-rank.lte=10.0", "x-rank", upto);
      assert_filtered (rows, type, path, "x-rank=10.00", "x-rank", ten);
      assert_filtered (rows, type, path, "x-rank.gt=9.5&x-rank.lt=100", "x-rank", ten);
    }
}

static void
test_filters (void)
{
  walk_as_system (check_filters);
}

static void
check_bad_queries (TestRows *rows, const CordResourceType *type, const char *path)
{
  static const char *const bad[][2] = { { "limit=-1", "limit" },      { "limit=x", "limit" },
                                        { "limit=", "limit" },        { "limit=1.5", "limit" },
                                        { "offset=-1", "offset" },    { "offset=x", "offset" },
                                        { "offset=", "offset" },      { "offset=99999999999", "offset" },
                                        { "id.regex=(", "id.regex" }, { "id.regex=[", "id.regex" },
                                        { "id=%FF", "id" },           { "sort=", "sort" },
                                        { "sort=-", "sort" },         { "%FF=1", "query" } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *full = g_strconcat (path, "?", bad[i][0], NULL);
      g_autoptr (TestReply) reply = get (rows, full);

      test_assert_refusal (reply, full, 400, "query");
      g_assert_cmpstr (test_text (reply, "member"), ==, bad[i][1]);
    }
}

static void
test_bad_queries (void)
{
  walk_as_system (check_bad_queries);
}

/* Fields */

static void
assert_members (JsonNode *row, const char *const *allowed, const char *what)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, json_node_get_object (row));
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (allowed, name))
      g_error ("%s: “%s” was not asked for", what, name);
  g_assert_nonnull (cord_json_find_string (row, "id"));
  g_assert_nonnull (cord_json_find_string (row, "href"));
}

static void
check_field (TestRows *rows, const CordResourceType *type, const char *path, const char *fields, const char *member)
{
  const char *const allowed[] = { "id", "href", member, NULL };
  g_autofree char *whole = g_strdup_printf ("%s?fields=%s", path, fields);
  g_autofree char *place = test_row_path (type, 1);
  g_autofree char *single = g_strdup_printf ("%s?fields=%s", place, fields);
  g_autoptr (TestReply) all = get (rows, whole);
  g_autoptr (TestReply) one = get (rows, single);
  g_autoptr (GPtrArray) ids = read_ids (all, whole);

  g_assert_cmpuint (ids->len, >=, TEST_ROWS);
  for (guint i = 0; i < ids->len; i++)
    assert_members (json_array_get_element (json_node_get_array (all->json), i), allowed, whole);
  g_assert_cmpuint (one->status, ==, 200);
  assert_members (one->json, allowed, single);
  if (member != NULL)
    g_assert_nonnull (cord_json_find (one->json, member));
}

static void
check_fields (TestRows *rows, const CordResourceType *type, const char *path)
{
  check_field (rows, type, path, "none", NULL);
  check_field (rows, type, path, "x-no-such-member", NULL);
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    {
      g_autofree char *head = g_strndup (index->path, strcspn (index->path, "."));

      check_field (rows, type, path, head, head);
      check_field (rows, type, path, index->path, head);
    }
}

static void
test_fields (void)
{
  walk_as_system (check_fields);
}

/* Order */

static void
assert_order (TestRows *rows, const CordResourceType *type, const char *path, const char *query, const char *order)
{
  g_autofree char *full = g_strconcat (path, "?", query, NULL);
  g_autoptr (GPtrArray) found = list (rows, full);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);

  for (; *order != '\0'; order++)
    g_ptr_array_add (expected, test_row_id (type, (guint)(*order - '0')));
  assert_same (found, expected, full);
}

static void
check_order (TestRows *rows, const CordResourceType *type, const char *path)
{
  g_autofree char *first = test_row_id (type, 1);
  g_autofree char *second = test_row_id (type, 2);
  g_autofree char *third = test_row_id (type, 3);
  g_autofree char *up = g_strdup_printf ("sort=id&id=%s,%s,%s", third, first, second);
  g_autofree char *plus = g_strdup_printf ("sort=+id&id=%s,%s,%s", third, first, second);
  g_autofree char *down = g_strdup_printf ("id=%s,%s,%s&sort=-id", second, third, first);

  assert_order (rows, type, path, up, "123");
  assert_order (rows, type, path, plus, "123");
  assert_order (rows, type, path, down, "321");
  if (!type->keeps_unknown)
    return;
  assert_order (rows, type, path, "x-rank.gt=0&sort=x-rank", "213");
  assert_order (rows, type, path, "x-rank.gt=0&sort=-x-rank", "312");
  assert_order (rows, type, path, "x-rank.gt=0&sort=description,-x-rank&fields=id", "312");
}

static void
test_order (void)
{
  walk_as_system (check_order);
}

/* Pages */

/* The target of the link with this relation; NULL. */
static char *
link_of (const TestReply *reply, const char *relation)
{
  const char *header = test_header (reply, "Link");
  g_auto (GStrv) links = g_strsplit (header != NULL ? header : "", ", ", -1);
  g_autofree char *mark = g_strdup_printf (">; rel=\"%s\"", relation);

  for (guint i = 0; links[i] != NULL; i++)
    {
      char *end = strstr (links[i], mark);

      if (*links[i] == '<' && end != NULL)
        return g_strndup (links[i] + 1, (gsize)(end - links[i] - 1));
    }
  return NULL;
}

static void
follow (TestRows *rows, const char *start, const char *relation, GPtrArray *expected)
{
  g_autofree char *next = g_strdup (start);
  g_autofree char *total = g_strdup_printf ("%u", expected->len);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  while (next != NULL && found->len <= expected->len)
    {
      g_autoptr (TestReply) reply = get (rows, next);
      GPtrArray *ids = read_ids (reply, next);

      if (ids->len == 0 || reply->status != (ids->len < expected->len ? 206 : 200))
        g_error ("%s: a page of %u, answered %u", next, ids->len, reply->status);
      g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, total);
      if (g_str_equal (relation, "next"))
        g_ptr_array_extend_and_steal (found, ids);
      else
        {
          for (guint i = 0; i < found->len; i++)
            g_ptr_array_add (ids, g_strdup (g_ptr_array_index (found, i)));
          g_ptr_array_unref (found);
          found = ids;
        }
      g_free (next);
      next = link_of (reply, relation);
    }
  assert_same (found, expected, start);
}

static void
check_pages_of (TestRows *rows, const char *path, const char *query)
{
  g_autofree char *all = g_strconcat (path, "?", query, NULL);
  g_autoptr (GPtrArray) whole = list (rows, all);

  for (guint limit = 1; limit <= whole->len + 1; limit += cord_test_scope_step (whole->len))
    {
      g_autofree char *first = g_strdup_printf ("%s&limit=%u", all, limit);
      g_autofree char *from = g_strdup_printf ("%s&offset=0&limit=%u", all, limit);
      g_autoptr (TestReply) page = get (rows, first);
      g_autofree char *last = link_of (page, "last");
      g_autofree char *begin = link_of (page, "first");

      follow (rows, first, "next", whole);
      follow (rows, from, "next", whole);
      follow (rows, begin, "next", whole);
      follow (rows, last, "prev", whole);
    }
}

static void
assert_empty_page (TestRows *rows, const char *path, guint total)
{
  g_autofree char *number = g_strdup_printf ("%u", total);
  g_autoptr (TestReply) reply = get (rows, path);
  g_autoptr (GPtrArray) ids = read_ids (reply, path);

  g_assert_cmpuint (ids->len, ==, 0);
  g_assert_cmpstr (reply->text, ==, "[]");
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, number);
}

static void
check_pages (TestRows *rows, const CordResourceType *type, const char *path)
{
  static const char *const queries[] = { "", "id.regex=.&fields=none", "sort=-id" };
  g_autofree char *past = g_strconcat (path, "?offset=1000", NULL);
  g_autofree char *past_sorted = g_strconcat (path, "?sort=id&offset=1000&limit=5", NULL);
  g_autofree char *nothing = g_strconcat (path, "?limit=0", NULL);
  g_autoptr (GPtrArray) whole = list (rows, path);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i += cord_test_scope_step (2))
    check_pages_of (rows, path, queries[i]);
  assert_empty_page (rows, past, whole->len);
  assert_empty_page (rows, past_sorted, whole->len);
  assert_empty_page (rows, nothing, whole->len);
}

static void
check_all_pages (TestRows *rows, const CordResourceType *type, const char *path)
{
  g_autoptr (GPtrArray) whole = list (rows, path);

  g_assert_cmpuint (whole->len, >=, TEST_ROWS);
  check_pages (rows, type, path);
}

static void
test_pages (void)
{
  walk_as_system (check_all_pages);
}

static void
check_pages_in_call (TestRows *rows, const CordResourceType *type, const char *path)
{
  g_autoptr (TestReply) allowed = get (rows, path);

  if (allowed->status == 200 && !g_str_equal (allowed->text, "[]"))
    check_pages (rows, type, path);
}

static void
test_pages_in_call (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  test_rows_call (rows);
  test_verify (rows->server, "C1", "4711");
  each_list (rows, check_pages_in_call);
}

/* Secrets */

static void
assert_silent (TestRows *rows, const char *path)
{
  g_autoptr (TestReply) reply = get (rows, path);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  if (strstr (reply->text, TEST_ROWS_PIN) != NULL || strstr (reply->text, TEST_ROWS_PASSWORD) != NULL)
    g_error ("%s tells a secret: %s", path, reply->text);
  soup_message_headers_iter_init (&iter, reply->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (strstr (value, TEST_ROWS_PIN) != NULL || strstr (value, TEST_ROWS_PASSWORD) != NULL)
      g_error ("%s tells a secret in %s: %s", path, name, value);
}

static void
get_everything (TestRows *rows, const char *key)
{
  gsize n, m;
  const CordResourceType *types = cord_resource_type_table (&n);
  const CordEndpoint *endpoints = cord_endpoint_table (&m);
  g_autofree char *outcome = cord_endpoint_expand ("operation", key);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *all = cord_resource_type_path (types[i].name, NULL);
      g_autofree char *characteristic = g_strconcat (all, "?fields=characteristic,partyCharacteristic", NULL);

      assert_silent (rows, all);
      assert_silent (rows, characteristic);
      for (guint j = 1; j <= TEST_ROWS; j++)
        {
          g_autofree char *one = test_row_path (&types[i], j);

          assert_silent (rows, one);
        }
    }
  for (gsize i = 0; i < m; i++)
    {
      g_autofree char *path = test_endpoint_path (rows, &endpoints[i]);

      if (g_str_equal (endpoints[i].method, "GET"))
        assert_silent (rows, path);
    }
  assert_silent (rows, outcome);
}

/* Neither a list nor its size reveals it: no filter finds anything by it. */
static void
find_by_secret (TestRows *rows, const CordResourceType *type, const char *path)
{
  static const char *const queries[]
      = { "characteristic.value=" TEST_ROWS_PIN, "partyCharacteristic.value=" TEST_ROWS_PIN,
          "partyCharacteristic.value.regex=" TEST_ROWS_PASSWORD, "characteristic.name=PIN" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *full = g_strconcat (path, "?", queries[i], NULL);
      g_autoptr (GPtrArray) ids = list (rows, full);

      g_assert_cmpuint (ids->len, ==, 0);
    }
}

/* They come in by import, and in every body that is accepted. */
static void
send_secrets (TestRows *rows, const CordResourceType *type, char operation, const char *key)
{
  g_autofree char *all = cord_resource_type_path (type->name, NULL);
  g_autofree char *one = test_row_path (type, 1);
  g_autofree char *body = test_row_body (type, 1, "id", NULL);
  g_autoptr (TestReply) reply = NULL;

  if (!test_row_has (type, operation))
    return;
  reply = operation == 'C' ? test_send (rows->server, "POST", all, body, "Idempotency-Key", key, NULL)
                           : test_send (rows->server, "PATCH", one,
                                        "{\"partyCharacteristic\":[{\"name\":\"pin\",\"value\":" TEST_ROWS_PIN "},"
                                        "{\"name\":\"Password\",\"value\":\"" TEST_ROWS_PASSWORD "\"}]}",
                                        "If-Match", "*", "Idempotency-Key", key, NULL);
  if (strstr (reply->text, TEST_ROWS_PIN) != NULL || strstr (reply->text, TEST_ROWS_PASSWORD) != NULL)
    g_error ("%s: the answer tells a secret: %s", type->name, reply->text);
  if (operation == 'U')
    g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_secrets (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);
  g_autofree char *last = NULL;

  test_rows_be (rows, "system");
  each_list (rows, find_by_secret);
  for (gsize i = 0; i < n; i++)
    for (const char *operation = "CU"; *operation != '\0'; operation++)
      {
        g_free (last);
        last = cord_id_new (rows->server->clock);
        send_secrets (rows, &table[i], *operation, last);
      }
  get_everything (rows, last);
  for (gsize i = 0; i < TEST_ROLES; i++)
    {
      test_rows_be (rows, test_roles[i]);
      get_everything (rows, last);
    }
  test_rows_call (rows);
  test_verify (rows->server, "C1", TEST_ROWS_PIN);
  get_everything (rows, last);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/row-queries/filters", test_filters);
  g_test_add_func ("/server/row-queries/bad-queries", test_bad_queries);
  g_test_add_func ("/server/row-queries/fields", test_fields);
  g_test_add_func ("/server/row-queries/order", test_order);
  g_test_add_func ("/server/row-queries/pages", test_pages);
  g_test_add_func ("/server/row-queries/pages-in-call", test_pages_in_call);
  g_test_add_func ("/server/row-queries/secrets", test_secrets);
  return g_test_run ();
}
