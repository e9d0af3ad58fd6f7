/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"
#include "cord-test-scope.h"

#include "base/cord-id.h"
#include "wire/cord-resource-shape.h"

#include <string.h>

/* The body of every row that takes one; versions; and the same request twice. */

/* A row that takes a body. */
typedef struct
{
  const char *what;
  const char *method;
  const char *path;
  const CordResourceType *type; /* NULL: one of our endpoints */
  const CordEndpoint *endpoint; /* NULL: the engine's */
} Target;

typedef void (*TargetFunc) (TestRows *rows, const Target *target);

/* A user who may: the agent inside an interaction, or the system. */
static void
be_admitted (TestRows *rows, const CordEndpoint *endpoint)
{
  if (endpoint != NULL && g_str_equal (endpoint->roles, "*"))
    test_rows_be (rows, NULL);
  else if (endpoint == NULL || test_endpoint_admits (endpoint, "system"))
    test_rows_be (rows, "system");
  else
    test_rows_call (rows);
}

static void
each_operation (TestRows *rows, char operation, TargetFunc func)
{
  guint step = cord_test_scope_step (3);
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = cord_test_scope_turn (step); i < n; i += step)
    {
      gboolean post = operation == 'C';
      g_autofree char *path = post ? cord_resource_type_path (table[i].name, NULL) : test_row_path (&table[i], 1);
      Target target = { table[i].name, post ? "POST" : "PATCH", path, &table[i],
                        post ? test_row_endpoint (&table[i], 'C') : NULL };

      if (!test_row_has (&table[i], operation))
        continue;
      be_admitted (rows, target.endpoint);
      func (rows, &target);
    }
}

static void
each_own_post (TestRows *rows, TargetFunc func)
{
  gsize n;
  const CordEndpoint *table = cord_endpoint_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = test_endpoint_path (rows, &table[i]);
      Target target = { table[i].name, table[i].method, path, NULL, &table[i] };

      if (!g_str_equal (table[i].method, "POST") || cord_resource_type_for_path (path, NULL) != NULL)
        continue;
      be_admitted (rows, &table[i]);
      func (rows, &target);
    }
}

static void
each_target (TestRows *rows, TargetFunc func)
{
  each_operation (rows, 'C', func);
  each_operation (rows, 'U', func);
  each_own_post (rows, func);
}

static TestReply *
send_to (TestRows *rows, const Target *target, const char *body, const char *key)
{
  gboolean patch = g_str_equal (target->method, "PATCH");

  return test_send (rows->server, target->method, target->path, body, "If-Match", patch ? "*" : NULL, "Idempotency-Key",
                    key, NULL);
}

/* The refusal names the member, or the position in the text. */
static void
assert_named (const TestReply *reply, const char *what, const char *reason, const char *member)
{
  const char *named;

  test_assert_refusal (reply, what, 400, reason);
  named = cord_json_find_string (reply->json, "member");
  if (named == NULL || !g_str_has_prefix (named, member))
    g_error ("%s: “%s” is not named: %s", what, member, reply->text);
}

/* Malformed */

static char *
nest (guint depth)
{
  GString *text = g_string_new ("{\"name\":");

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return g_string_free (g_string_append_c (text, '}'), FALSE);
}

static void
refuse_malformed (TestRows *rows, const Target *target)
{
  static const struct
  {
    const char *body;
    const char *reason;
  } bad[] = { { "{\"name\":", "json-syntax" },
              { "{\"name\":\"a\",}", "json-syntax" },
              { "{'name':'a'}", "json-syntax" },
              { "{} {}", "json-syntax" },
              { "{\"name\":NaN}", "json-syntax" },
              { "{\"name\":\"a\",\"name\":\"b\"}", "json-duplicate-key" },
              { "{\"name\":\"\xFF\"}", "json-encoding" },
              { "{\"name\":\"\\u0000\"}", NULL },
              { "{\"name\":\"\\ud800\"}", NULL },
              { "{\"\\u006eame\":1,\"name\":2}", "json-duplicate-key" } };
  static const char *const shapes[] = { "[]", "[{}]", "\"text\"", "5", "true", "null" };
  g_autofree char *deep = nest (40);
  g_autoptr (TestReply) buried = send_to (rows, target, deep, NULL);
  g_autoptr (TestReply) empty = send_to (rows, target, "", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestReply) reply = send_to (rows, target, bad[i].body, NULL);

      assert_named (reply, target->what, bad[i].reason, "line 1");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (TestReply) reply = send_to (rows, target, shapes[i], NULL);

      test_assert_refusal (reply, target->what, 400, "shape");
    }
  assert_named (buried, target->what, "json-too-deep", "line 1");
  test_assert_refusal (empty, target->what, 400, "json-syntax");
}

static void
test_malformed (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_target (rows, refuse_malformed);
}

static void
refuse_large (TestRows *rows, const Target *target)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, ' ');
  g_autofree char *body = g_strconcat ("{}", filling, NULL);
  g_autoptr (TestReply) reply = send_to (rows, target, body, NULL);

  test_assert_refusal (reply, target->what, 413, "too-large");
}

static void
test_large (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_target (rows, refuse_large);
}

static void
refuse_types (TestRows *rows, const Target *target)
{
  static const char *const types[]
      = { "text/plain", "application/xml", "application/jsonp", "multipart/form-data; boundary=x" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (TestReply) reply = test_send (rows->server, target->method, target->path, "{}", "Content-Type",
                                               types[i], "If-Match", "*", NULL);

      test_assert_refusal (reply, target->what, 415, "media-type");
    }
}

static void
test_media_types (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_target (rows, refuse_types);
}

/* Unknown members are refused by our endpoints; sign-in must ignore them (RFC 6749, 3.2). */
static void
refuse_unknown (TestRows *rows, const Target *target)
{
  g_autoptr (TestReply) reply = NULL;

  if (g_str_has_prefix (target->what, "token") || g_str_has_prefix (target->what, "hub-")
      || (target->type != NULL && target->type->keeps_unknown))
    return;
  reply = send_to (rows, target, "{\"x-unknown\":{\"deep\":[1]}}", NULL);
  assert_named (reply, target->what, "unknown-member", "x-unknown");
}

static void
test_unknown_members (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_target (rows, refuse_unknown);
}

/* Members of the wrong shape */

static gboolean
holds (const char *const *names, const char *name)
{
  return names != NULL && g_strv_contains (names, name);
}

static void
refuse_member (TestRows *rows, const Target *target, const char *member, const char *json, const char *reason)
{
  gboolean post = g_str_equal (target->method, "POST");
  g_autofree char *body
      = post ? test_row_body (target->type, 1, member, json) : g_strdup_printf ("{\"%s\":%s}", member, json);
  g_autofree char *what = g_strdup_printf ("%s %s %s", target->method, target->path, body);
  g_autoptr (TestReply) reply = send_to (rows, target, body, NULL);

  assert_named (reply, what, reason, member);
}

static void
refuse_shape (TestRows *rows, const Target *target, const CordMemberShape *shape)
{
  refuse_member (rows, target, shape->member, shape->shape == 's' || shape->shape == 'n' ? "[5]" : "5", "shape");
  if (shape->shape != 's')
    refuse_member (rows, target, shape->member, "\"text\"", "shape");
  else
    refuse_member (rows, target, shape->member, "4.5", "shape");
  if (shape->shape == 'a')
    {
      refuse_member (rows, target, shape->member, "{}", "shape");
      refuse_member (rows, target, shape->member, "[{},5]", shape->entry[0] != NULL ? "missing" : "shape");
      refuse_member (rows, target, shape->member, "[\"text\"]", "shape");
    }
  if (shape->entry[0] != NULL)
    {
      /* In a patch of an object only null takes a member away. */
      g_autofree char *without
          = g_strdup_printf (shape->shape == 'a' ? "[{\"%s\":null}]" : "{\"%s\":null}", shape->entry[0]);

      refuse_member (rows, target, shape->member, without, "missing");
    }
}

static void
refuse_shapes (TestRows *rows, const Target *target)
{
  const char *const *passed_over
      = g_str_equal (target->method, "POST") ? target->type->server_set : target->type->immutable;
  gsize n;
  const CordMemberShape *shapes = cord_resource_shapes (&n);

  for (gsize i = 0; i < n; i++)
    {
      gboolean of_type = shapes[i].type != NULL
                             ? g_str_equal (shapes[i].type, target->type->name)
                             : !cord_resource_shape_is_special (target->type->name, shapes[i].member);
      /* A state is refused for itself before its shape is checked. */
      gboolean state = g_strcmp0 (shapes[i].member, target->type->state) == 0;

      if (of_type && !state && !holds (passed_over, shapes[i].member))
        refuse_shape (rows, target, &shapes[i]);
    }
  if (target->type->state != NULL && !holds (passed_over, target->type->state))
    refuse_member (rows, target, target->type->state, "5", NULL);
}

static void
test_shapes (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_operation (rows, 'C', refuse_shapes);
  each_operation (rows, 'U', refuse_shapes);
}

/* Our own endpoints have no table of members; these are theirs. */
static void
test_own_shapes (void)
{
  static const struct
  {
    const char *endpoint;
    const char *member;
    const char *rest; /* the other members of a whole body */
  } members[] = {
    { "interaction-open", "channel", "\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"eu\"" },
    { "interaction-open", "direction", "\"channel\":\"phone\",\"sop\":\"plan-change\",\"policy\":\"eu\"" },
    { "interaction-open", "sop", "\"channel\":\"phone\",\"direction\":\"inbound\",\"policy\":\"eu\"" },
    { "interaction-open", "policy", "\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\"" },
    { "verification", "customer", "\"factor\":\"pin\",\"value\":\"1\"" },
    { "verification", "factor", "\"customer\":\"C1\",\"value\":\"1\"" },
    { "verification", "value", "\"customer\":\"C1\",\"factor\":\"pin\"" },
    { "event-append", "expect", "\"events\":[]" },
    { "event-append", "events", "\"expect\":1" },
  };
  static const char *const values[] = { "4.5", "true", "{}", "null", "{\"a\":[1]}", "[5]", "-1" };
  g_autoptr (TestRows) rows = test_rows_new ();

  test_rows_call (rows);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      {
        const CordEndpoint *endpoint = cord_endpoint_find (members[i].endpoint);
        g_autofree char *path = test_endpoint_path (rows, endpoint);
        g_autofree char *body = g_strdup_printf ("{\"%s\":%s,%s}", members[i].member, values[j], members[i].rest);
        g_autoptr (TestReply) reply = test_send (rows->server, "POST", path, body, NULL);

        assert_named (reply, body, NULL, members[i].member);
      }
}

static void
refuse_without (TestRows *rows, const Target *target)
{
  for (guint i = 0; target->type->mandatory != NULL && target->type->mandatory[i] != NULL; i++)
    {
      const char *member = target->type->mandatory[i];
      g_autofree char *without = test_row_body (target->type, 1, member, NULL);
      g_autofree char *null = test_row_body (target->type, 1, member, "null");
      g_autofree char *unset = g_strdup_printf ("{\"%s\":null}", member);
      gboolean post = g_str_equal (target->method, "POST");
      g_autoptr (TestReply) reply = send_to (rows, target, post ? without : unset, NULL);
      g_autoptr (TestReply) nulled = post ? send_to (rows, target, null, NULL) : NULL;

      if (!post && holds (target->type->immutable, member))
        continue;
      assert_named (reply, target->what, "missing", member);
      if (nulled != NULL)
        assert_named (nulled, target->what, "missing", member);
    }
}

static void
test_mandatory (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_operation (rows, 'C', refuse_without);
  each_operation (rows, 'U', refuse_without);
}

static void
refuse_immutable (TestRows *rows, const Target *target)
{
  for (guint i = 0; target->type->immutable != NULL && target->type->immutable[i] != NULL; i++)
    {
      refuse_member (rows, target, target->type->immutable[i], "\"other\"", "immutable");
      refuse_member (rows, target, target->type->immutable[i], "null", "immutable");
    }
}

static void
test_immutable (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_operation (rows, 'U', refuse_immutable);
}

/* Versions */

static TestReply *
change (TestRows *rows, const char *path, gboolean gone, const char *match)
{
  return gone ? test_send (rows->server, "DELETE", path, NULL, "If-Match", match, NULL)
              : test_send (rows->server, "PATCH", path, "{\"x-note\":\"walked\"}", "If-Match", match, NULL);
}

static void
check_versions (TestRows *rows, const CordResourceType *type, gboolean gone)
{
  g_autofree char *path = test_row_path (type, 3);
  g_autoptr (TestReply) before = test_send (rows->server, "GET", path, NULL, NULL);
  g_autofree char *tag = g_strdup (test_header (before, "ETag"));
  g_autoptr (TestReply) same = test_send (rows->server, "GET", path, NULL, "If-None-Match", tag, NULL);
  g_autoptr (TestReply) blind = change (rows, path, gone, NULL);
  g_autoptr (TestReply) stale = change (rows, path, gone, "\"4711\"");
  g_autoptr (TestReply) kept = test_send (rows->server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) done = change (rows, path, gone, tag);
  g_autoptr (TestReply) again = change (rows, path, gone, tag);
  g_autoptr (TestReply) after = test_send (rows->server, "GET", path, NULL, NULL);

  g_assert_cmpuint (before->status, ==, 200);
  g_assert_cmpuint (same->status, ==, 304);
  test_assert_refusal (blind, path, 428, "precondition-required");
  test_assert_refusal (stale, path, 412, "stale");
  g_assert_cmpstr (kept->text, ==, before->text);
  if (done->status != (gone ? 204 : 200))
    g_error ("%s: %u %s", path, done->status, done->text);
  test_assert_refusal (again, path, gone ? 404 : 412, gone ? "not-found" : "stale");
  g_assert_cmpuint (after->status, ==, gone ? 404 : 200);
  if (!gone)
    {
      g_assert_cmpstr (test_header (after, "ETag"), ==, test_header (done, "ETag"));
      g_assert_cmpstr (test_header (after, "ETag"), !=, tag);
      g_assert_cmpstr (after->text, ==, done->text);
    }
}

/* A customer with products cannot be removed. */
static void
remove_products (TestRows *rows, const char *customer)
{
  g_autofree char *path = cord_resource_type_path ("product", NULL);
  g_autofree char *query = g_strconcat (path, "?relatedParty.id=", customer, NULL);
  g_autoptr (TestReply) list = test_send (rows->server, "GET", query, NULL, NULL);
  JsonArray *products = json_node_get_array (list->json);

  for (guint i = 0; i < json_array_get_length (products); i++)
    {
      const char *href = cord_json_find_string (json_array_get_element (products, i), "href");
      g_autoptr (TestReply) gone = test_send (rows->server, "DELETE", href, NULL, "If-Match", "*", NULL);

      g_assert_cmpuint (gone->status, ==, 204);
    }
}

static void
test_versions (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  test_rows_be (rows, "system");
  remove_products (rows, "C3");
  for (gsize i = 0; i < n; i++)
    {
      if (test_row_has (&table[i], 'U'))
        check_versions (rows, &table[i], FALSE);
      if (test_row_has (&table[i], 'D'))
        check_versions (rows, &table[i], TRUE);
    }
}

/* The same request twice */

static void
repeat (TestRows *rows, const Target *target)
{
  g_autofree char *key = cord_id_new (rows->server->clock);
  g_autofree char *body = target->type != NULL ? test_row_body (target->type, 1, "id", NULL) : g_strdup ("{}");
  g_autofree char *other = target->type != NULL ? test_row_body (target->type, 2, "id", NULL) : g_strdup ("{ }");
  const char *patch = "{\"x-note\":\"once\"}";
  gboolean post = g_str_equal (target->method, "POST");
  g_autoptr (TestReply) first = NULL;
  g_autoptr (TestReply) second = NULL;
  g_autoptr (TestReply) reused = NULL;
  g_autoptr (TestReply) odd = NULL;

  /* Outcomes of requests without a sign-in are kept for nobody. */
  if (target->endpoint != NULL && g_str_equal (target->endpoint->roles, "*"))
    return;
  first = send_to (rows, target, post ? body : patch, key);
  second = send_to (rows, target, post ? body : patch, key);
  reused = send_to (rows, target, other, key);
  odd = send_to (rows, target, post ? body : patch, "not-a-key");
  if (first->status >= 500 || second->status != first->status || !g_str_equal (second->text, first->text))
    g_error ("%s: %u %s, and again %u %s", target->what, first->status, first->text, second->status, second->text);
  g_assert_null (test_header (first, "Idempotency-Replayed"));
  if (g_strcmp0 (test_header (second, "Idempotency-Replayed"), "?1") != 0)
    g_error ("%s %s: carried out twice: %u %s", target->method, target->path, second->status, second->text);
  g_assert_cmpstr (test_header (second, "ETag"), ==, test_header (first, "ETag"));
  g_assert_cmpstr (test_header (second, "Location"), ==, test_header (first, "Location"));
  test_assert_refusal (reused, target->what, 422, "key-reuse");
  assert_named (odd, target->what, "idempotency-key", "Idempotency-Key");
}

static void
test_repeated_request (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_target (rows, repeat);
}

/* Signing out works with a key as well as without. */
static void
test_key_without_sign_in (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  g_autofree char *key = cord_id_new (rows->server->clock);
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\"}", rows->tokens[0]);
  const char *list = "/tmf-api/productCatalogManagement/v4/category";
  g_autoptr (TestReply) before = NULL;
  g_autoptr (TestReply) out = NULL;
  g_autoptr (TestReply) after = NULL;

  test_rows_be (rows, "agent");
  before = test_send (rows->server, "GET", list, NULL, NULL);
  g_assert_cmpuint (before->status, ==, 200);
  out = test_send (rows->server, "POST", "/cordboard/v1/token/revoke", body, "Authorization", NULL, "Idempotency-Key",
                   key, NULL);
  g_assert_cmpuint (out->status, ==, 204);
  after = test_send (rows->server, "GET", list, NULL, NULL);
  test_assert_refusal (after, "after signing out", 401, "invalid_token");
}

/* What a plain POST made can be read, changed and removed. */
static void
create (TestRows *rows, const Target *target)
{
  g_autofree char *body = test_row_body (target->type, 1, NULL, NULL);
  g_autofree char *own = test_row_id (target->type, 1);
  g_autoptr (TestReply) made = NULL;
  g_autoptr (TestReply) read = NULL;

  if (target->endpoint != NULL)
    return;
  made = send_to (rows, target, body, NULL);
  if (made->status != 201)
    g_error ("%s: %u %s", target->path, made->status, made->text);
  g_assert_cmpstr (test_text (made, "id"), !=, own);
  g_assert_cmpstr (test_header (made, "Location"), ==, test_text (made, "href"));
  read = test_send (rows->server, "GET", test_header (made, "Location"), NULL, NULL);
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpstr (read->text, ==, made->text);
  g_assert_cmpstr (test_header (read, "ETag"), ==, test_header (made, "ETag"));
}

static void
test_create (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();

  each_operation (rows, 'C', create);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/row-bodies/malformed", test_malformed);
  g_test_add_func ("/server/row-bodies/large", test_large);
  g_test_add_func ("/server/row-bodies/media-types", test_media_types);
  g_test_add_func ("/server/row-bodies/unknown-members", test_unknown_members);
  g_test_add_func ("/server/row-bodies/shapes", test_shapes);
  g_test_add_func ("/server/row-bodies/own-shapes", test_own_shapes);
  g_test_add_func ("/server/row-bodies/mandatory", test_mandatory);
  g_test_add_func ("/server/row-bodies/immutable", test_immutable);
  g_test_add_func ("/server/row-bodies/versions", test_versions);
  g_test_add_func ("/server/row-bodies/repeated-request", test_repeated_request);
  g_test_add_func ("/server/row-bodies/key-without-sign-in", test_key_without_sign_in);
  g_test_add_func ("/server/row-bodies/create", test_create);
  return g_test_run ();
}
