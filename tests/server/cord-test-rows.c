/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"
#include "cord-test-folder.h"

#include "wire/cord-definition.h"
#include "wire/cord-resource-shape.h"

#include <glib/gstdio.h>
#include <string.h>

const char *const test_roles[TEST_ROLES] = { "agent", "supervisor", "reviewer", "trainer", "admin", "system" };
static const char *const users[TEST_ROLES] = { "agent", "boss", "eyes", "coach", "root", "billing" };

/* Documents */

static gboolean
is_customer (const CordResourceType *type)
{
  return g_strcmp0 (type->customer, "id") == 0;
}

/* A history is kept under the account's own id. */
char *
test_row_id (const CordResourceType *type, guint n)
{
  if (g_str_equal (type->name, "accountHistory"))
    return g_strdup_printf ("billingAccount-%u", n);
  return is_customer (type) ? g_strdup_printf ("C%u", n) : g_strdup_printf ("%s-%u", type->name, n);
}

const char *
test_row_customer (const CordResourceType *type, guint n)
{
  static const char *const themselves[] = { "C1", "C2", "C3" };

  if (type->customer == NULL)
    return NULL;
  return is_customer (type) ? themselves[n - 1] : n == 2 ? "C2" : "C1";
}

/* The shape that the definition gives a member; 0 where it is unknown. */
static char
defined_shape (const CordResourceType *type, const char *member)
{
  const CordDefinitionMember *found = cord_definition_member (cord_definition_find (type->name), member);

  if (found == NULL)
    return '\0';
  return found->list ? 'a' : found->kind == CORD_KIND_OBJECT ? 'o' : 's';
}

static CordMemberShape
shape_of (const CordResourceType *type, const char *member)
{
  gsize n;
  const CordMemberShape *shapes = cord_resource_shapes (&n);
  CordMemberShape found = { type->name, member, defined_shape (type, member), FALSE, { NULL } };

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (shapes[i].member, member)
        && (shapes[i].type == NULL ? !cord_resource_shape_is_special (type->name, member)
                                   : g_str_equal (shapes[i].type, type->name)))
      found = shapes[i];
  return found;
}

/* An initial state of a document, a different one for each. */
static const char *
state_of (const CordResourceType *type, guint n)
{
  guint count = 0;

  for (const CordStateRule *rule = type->states; rule != NULL && rule->to != NULL; rule++)
    if (rule->from == NULL && ++count == n)
      return rule->to;
  return type->states != NULL ? type->states[0].to : "known";
}

/* The value at a path: the customer, another of these documents, a state, or the last word of the path with @n. */
static char *
text_at (const CordResourceType *type, const char *path, guint n)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint length = g_strv_length (names);
  const CordResourceType *other = length > 1 ? cord_resource_type_find (names[length - 2]) : NULL;

  if (g_strcmp0 (path, type->customer) == 0)
    return g_strdup (test_row_customer (type, n));
  if (g_str_equal (path, "engagedParty.id"))
    return g_strdup_printf ("party-C%u", n);
  if (other != NULL && g_str_equal (names[length - 1], "id"))
    return test_row_id (other, n);
  if (g_strcmp0 (path, type->state) == 0)
    return g_strdup (state_of (type, n));
  return g_strdup_printf ("%s-%u", names[length - 1], n);
}

static void
set_text (const CordResourceType *type, JsonObject *object, const char *name, const char *path, guint n)
{
  g_autofree char *text = text_at (type, path, n);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
make_entry (const CordResourceType *type, const CordMemberShape *shape, guint n)
{
  JsonObject *entry = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shape->entry) && shape->entry[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (shape->member, ".", shape->entry[i], NULL);

      set_text (type, entry, shape->entry[i], path, n);
    }
  return entry;
}

static void
add_member (const CordResourceType *type, JsonObject *document, const char *member, guint n)
{
  const CordMemberShape shape = shape_of (type, member);
  JsonArray *array;

  if (json_object_has_member (document, member))
    return;
  switch (shape.shape)
    {
    case 'n':
      json_object_set_int_member (document, member, n);
      break;
    case 'b':
      json_object_set_boolean_member (document, member, n == 1);
      break;
    case 'o':
      json_object_set_object_member (document, member, make_entry (type, &shape, n));
      break;
    case 'a':
      array = json_array_new ();
      json_array_add_object_element (array, make_entry (type, &shape, n));
      json_object_set_array_member (document, member, array);
      break;
    default:
      set_text (type, document, member, member, n);
    }
}

/* "a.b.c" with the objects on the way; lists have one entry. */
static void
add_path (const CordResourceType *type, JsonObject *document, const char *path, guint n)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonObject *object = document;

  if (names[1] == NULL)
    {
      add_member (type, document, path, n);
      return;
    }
  if (shape_of (type, names[0]).shape != '\0')
    add_member (type, document, names[0], n);
  for (guint i = 0; names[i + 1] != NULL; i++)
    {
      JsonNode *node;

      if (!json_object_has_member (object, names[i]))
        json_object_set_object_member (object, names[i], json_object_new ());
      node = json_object_get_member (object, names[i]);
      object = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_object_element (json_node_get_array (node), 0)
                                            : json_node_get_object (node);
      if (names[i + 2] == NULL)
        set_text (type, object, names[i + 1], path, n);
    }
}

/* Values that must never be in an answer, beside one that may. */
static void
add_secrets (JsonObject *document, const char *member)
{
  static const char *const pairs[][2]
      = { { "PIN", TEST_ROWS_PIN }, { "password", TEST_ROWS_PASSWORD }, { "shoe", "size 41" } };
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "name", pairs[i][0]);
      json_object_set_string_member (entry, "value", pairs[i][1]);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (document, member, array);
}

/* A value of the kind that the definition names, in place of a text. */
static JsonNode *
make_value (CordKind kind, const char *name, guint n)
{
  g_autofree char *text
      = kind == CORD_KIND_INSTANT ? g_strdup_printf ("2026-05-0%uT08:00:00Z", n) : g_strdup_printf ("%s-%u", name, n);

  if (kind == CORD_KIND_OBJECT)
    return json_node_init_object (json_node_alloc (), json_object_new ());
  if (kind == CORD_KIND_INTEGER || kind == CORD_KIND_NUMBER)
    return json_node_init_int (json_node_alloc (), n);
  if (kind == CORD_KIND_BOOLEAN)
    return json_node_init_boolean (json_node_alloc (), n == 1);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
make_member (const CordDefinitionMember *member, guint n)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (!member->list)
    return make_value (member->kind, member->name, n);
  json_array_add_element (array, make_value (member->kind, member->name, n));
  return json_node_init_array (json_node_alloc (), array);
}

static void conform (const CordDefinition *definition, JsonObject *object, gboolean nested, guint n);

static void
conform_nested (const CordDefinitionMember *member, JsonNode *node, guint n)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (member->nested != NULL && JSON_NODE_HOLDS_OBJECT (node))
    conform (member->nested, json_node_get_object (node), TRUE, n);
  for (guint i = 0; array != NULL && member->nested != NULL && i < json_array_get_length (array); i++)
    conform (member->nested, json_array_get_object_element (array, i), TRUE, n);
}

/* Texts of other kinds become values of these, and nested objects get what they have to have. */
static void
conform (const CordDefinition *definition, JsonObject *object, gboolean nested, guint n)
{
  for (gsize i = 0; i < definition->n_members; i++)
    {
      const CordDefinitionMember *member = &definition->members[i];
      JsonNode *node = json_object_get_member (object, member->name);
      gboolean text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

      if ((node == NULL && nested && member->required)
          || (text && (member->kind != CORD_KIND_TEXT || member->list) && member->kind != CORD_KIND_ANY))
        json_object_set_member (object, member->name, make_member (member, n));
      node = json_object_get_member (object, member->name);
      if (node != NULL)
        conform_nested (member, node, n);
    }
}

JsonNode *
test_row_document (const CordResourceType *type, guint n)
{
  static const char *const secrets[] = { "characteristic", "partyCharacteristic" };
  static const char *const ranks[] = { "10", "9.5", "100" };
  g_autoptr (JsonObject) document = json_object_new ();
  g_autofree char *id = test_row_id (type, n);

  json_object_set_string_member (document, "id", id);
  for (guint i = 0; type->mandatory != NULL && type->mandatory[i] != NULL; i++)
    add_member (type, document, type->mandatory[i], n);
  if (type->customer != NULL && !is_customer (type))
    add_path (type, document, type->customer, n);
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    add_path (type, document, index->path, n);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (type->keeps_unknown)
      add_secrets (document, secrets[i]);
  if (type->keeps_unknown)
    {
      add_member (type, document, "name", n);
      json_object_set_member (document, "x-rank", cord_json_decimal (ranks[n - 1]));
    }
  if (cord_definition_find (type->name) != NULL)
    conform (cord_definition_find (type->name), document, FALSE, n);
  return json_node_init_object (json_node_alloc (), document);
}

char *
test_row_body (const CordResourceType *type, guint n, const char *member, const char *json)
{
  g_autoptr (JsonNode) node = test_row_document (type, n);
  JsonObject *document = json_node_get_object (node);

  if (type->state_refused)
    json_object_remove_member (document, type->state);
  if (member != NULL)
    json_object_remove_member (document, member);
  if (member != NULL && json != NULL)
    json_object_set_member (document, member, cord_json_parse (json, -1, &CORD_JSON_LIMITS_WIRE, NULL));
  return cord_json_write (node);
}

char *
test_row_path (const CordResourceType *type, guint n)
{
  g_autofree char *id = test_row_id (type, n);

  return cord_resource_type_path (type->name, id);
}

/* The server with all of these documents */

static void
write_rows (const char *folder, const CordResourceType *type)
{
  g_autofree char *name = g_strconcat (type->name, ".jsonl", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint n = 1; n <= TEST_ROWS; n++)
    {
      g_autoptr (JsonNode) document = test_row_document (type, n);
      g_autofree char *line = cord_json_write (document);

      g_string_append_printf (text, "%s\n", line);
    }
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

/* The shipped packs, and two in which a PIN opens less, or more. */
static void
write_policies (const char *folder)
{
  static const char *const packs[][3] = { { "eu", "eu", NULL },
                                          { "none", "none", NULL },
                                          { "none", "low", "\"pin\": \"R1\"" },
                                          { "none", "high", "\"pin\": \"R3\"" } };
  g_autofree char *to = g_build_filename (folder, "policy", NULL);

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (packs); i++)
    {
      g_autofree char *source = g_strdup_printf ("%s/data/policy/%s.json", g_getenv ("CORD_SOURCE_ROOT"), packs[i][0]);
      g_autofree char *target = g_strdup_printf ("%s/%s.json", to, packs[i][1]);
      g_autofree char *text = NULL;
      g_autoptr (GString) changed = NULL;

      g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
      changed = g_string_new (text);
      if (packs[i][2] != NULL)
        {
          g_autofree char *id = g_strdup_printf ("\"id\": \"%s\"", packs[i][1]);

          g_assert_cmpuint (g_string_replace (changed, "\"pin\": \"R2\"", packs[i][2], 0), ==, 1);
          g_assert_cmpuint (g_string_replace (changed, "\"id\": \"none\"", id, 0), ==, 1);
        }
      g_assert_true (g_file_set_contents (target, changed->str, -1, NULL));
    }
}

TestRows *
test_rows_new (void)
{
  TestRows *self = g_new0 (TestRows, 1);
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  self->folder = g_dir_make_tmp ("cordboard-rows-XXXXXX", NULL);
  for (gsize i = 0; i < n; i++)
    write_rows (self->folder, &table[i]);
  write_policies (self->folder);
  self->server = test_server_new_with (FALSE, "127.0.0.1:0", self->folder);
  for (gsize i = TEST_ROLES; i-- > 0;)
    {
      test_sign_in (self->server, users[i]);
      self->tokens[i] = g_strdup (self->server->token);
    }
  test_open (self->server);
  self->interaction = g_strdup (self->server->interaction);
  return self;
}

void
test_rows_free (TestRows *self)
{
  test_server_free (self->server);
  cord_test_folder_remove (self->folder);
  for (gsize i = 0; i < TEST_ROLES; i++)
    g_free (self->tokens[i]);
  g_free (self->folder);
  g_free (self->interaction);
  g_free (self);
}

void
test_rows_be (TestRows *self, const char *role)
{
  g_clear_pointer (&self->server->token, g_free);
  g_clear_pointer (&self->server->interaction, g_free);
  for (gsize i = 0; role != NULL && i < TEST_ROLES; i++)
    if (g_str_equal (test_roles[i], role))
      self->server->token = g_strdup (self->tokens[i]);
  g_assert_true (role == NULL || self->server->token != NULL);
}

void
test_rows_call (TestRows *self)
{
  test_rows_be (self, "agent");
  self->server->interaction = g_strdup (self->interaction);
}

void
test_rows_call_under (TestRows *self, const char *policy)
{
  g_autofree char *body = g_strdup_printf (
      "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"%s\"}", policy);
  g_autofree char *path = cord_endpoint_expand ("interaction-open", NULL);
  g_autoptr (TestReply) reply = NULL;

  test_rows_be (self, "agent");
  reply = test_send (self->server, "POST", path, body, NULL);
  self->server->interaction = g_strdup (test_text (reply, "id"));
  test_verify (self->server, "C1", "4711");
}

/* Endpoints */

char *
test_endpoint_path (const TestRows *self, const CordEndpoint *endpoint)
{
  gboolean of_interaction = strstr (endpoint->path, "/interaction/{id}") != NULL;

  return cord_endpoint_expand (endpoint->name, of_interaction ? self->interaction : "ghost");
}

gboolean
test_endpoint_admits (const CordEndpoint *endpoint, const char *role)
{
  g_auto (GStrv) roles = g_strsplit (endpoint->roles, ",", -1);

  if (g_str_equal (endpoint->roles, "*"))
    return TRUE;
  return role != NULL
         && (g_str_equal (endpoint->roles, "signed-in") || g_strv_contains ((const char *const *)roles, role));
}

const CordEndpoint *
test_row_endpoint (const CordResourceType *type, char operation)
{
  g_autofree char *collection = cord_resource_type_path (type->name, NULL);
  g_autofree char *one = test_row_path (type, 1);
  gboolean whole = operation == 'L' || operation == 'C';

  return cord_endpoint_match (operation == 'C'   ? "POST"
                              : operation == 'U' ? "PATCH"
                              : operation == 'D' ? "DELETE"
                                                 : "GET",
                              whole ? collection : one, NULL, NULL);
}

gboolean
test_row_has (const CordResourceType *type, char operation)
{
  return strchr (type->operations, operation) != NULL;
}

/* Answers */

static gboolean
says_something (const TestReply *reply, const char *member)
{
  const char *text = cord_json_find_string (reply->json, member);

  return text != NULL && *text != '\0';
}

void
test_assert_refusal (const TestReply *reply, const char *what, guint status, const char *reason)
{
  g_autofree char *number = g_strdup_printf ("%u", status);

  if (reply->status != status || reply->json == NULL || !JSON_NODE_HOLDS_OBJECT (reply->json)
      || !says_something (reply, "code") || !says_something (reply, "reason") || !says_something (reply, "message")
      || g_strcmp0 (cord_json_find_string (reply->json, "status"), number) != 0
      || (reason != NULL && g_strcmp0 (cord_json_find_string (reply->json, "reason"), reason) != 0))
    g_error ("%s: expected %u %s with the error body, got %u %s", what, status, reason != NULL ? reason : "",
             reply->status, reply->text);
}
