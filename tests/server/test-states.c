/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-rows.h"
#include "cord-test-folder.h"

#include <glib/gstdio.h>

/* Which state may follow which, for every type that declares states in the table: every pair is tried. */

static gboolean
has_rule (const CordResourceType *type, const char *from, const char *to)
{
  for (const CordStateRule *rule = type->states; rule->to != NULL; rule++)
    if (g_strcmp0 (rule->from, from) == 0 && g_str_equal (rule->to, to))
      return TRUE;
  return FALSE;
}

/* Each once, in the order of the table. */
static GPtrArray *
states_of (const CordResourceType *type)
{
  GPtrArray *states = g_ptr_array_new ();

  for (const CordStateRule *rule = type->states; rule->to != NULL; rule++)
    if (!g_ptr_array_find_with_equal_func (states, rule->to, g_str_equal, NULL))
      g_ptr_array_add (states, (gpointer)rule->to);
  return states;
}

typedef void (*PairFunc) (const CordResourceType *type, const char *from, const char *to, gpointer user_data);

static void
each_pair (const CordResourceType *type, PairFunc func, gpointer user_data)
{
  g_autoptr (GPtrArray) states = states_of (type);

  for (guint i = 0; i < states->len; i++)
    for (guint j = 0; j < states->len; j++)
      func (type, g_ptr_array_index (states, i), g_ptr_array_index (states, j), user_data);
}

static void
each_changing_type (PairFunc func, gpointer user_data)
{
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = 0; i < n; i++)
    if (table[i].states != NULL && test_row_has (&table[i], 'U'))
      each_pair (&table[i], func, user_data);
}

static char *
id_of (const char *from, const char *to)
{
  return g_strdup_printf ("%s-to-%s", from, to);
}

/* A row for each pair, in the state it starts from. */
static void
write_row (const CordResourceType *type, const char *from, const char *to, gpointer user_data)
{
  g_autoptr (JsonNode) node = test_row_document (type, 1);
  g_autofree char *id = id_of (from, to);
  g_autofree char *name = g_strdup_printf ("%s/%s.jsonl", (const char *)user_data, type->name);
  g_autofree char *before = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  json_object_set_string_member (json_node_get_object (node), "id", id);
  json_object_set_string_member (json_node_get_object (node), type->state, from);
  g_file_get_contents (name, &before, NULL, NULL);
  line = cord_json_write (node);
  text = g_strdup_printf ("%s%s\n", before != NULL ? before : "", line);
  g_assert_true (g_file_set_contents (name, text, -1, NULL));
}

static void
try_pair (const CordResourceType *type, const char *from, const char *to, gpointer user_data)
{
  g_autofree char *id = id_of (from, to);
  g_autofree char *path = cord_resource_type_path (type->name, id);
  g_autofree char *body = g_strdup_printf ("{\"%s\":\"%s\"}", type->state, to);
  g_autofree char *what = g_strdup_printf ("%s from %s to %s", type->name, from, to);
  g_autoptr (TestReply) reply = test_send (user_data, "PATCH", path, body, "If-Match", "*", NULL);

  if (g_str_equal (from, to) || has_rule (type, from, to))
    {
      if (reply->status != 200)
        g_error ("%s: %u %s", what, reply->status, reply->text);
      g_assert_cmpstr (test_text (reply, type->state), ==, to);
      return;
    }
  test_assert_refusal (reply, what, 409, "state");
  g_assert_cmpstr (test_text (reply, "member"), ==, type->state);
}

static void
test_every_transition (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cordboard-states-XXXXXX", NULL);
  TestServer *server;

  test_copy_policy (folder);
  each_changing_type (write_row, folder);
  server = test_server_new_with (FALSE, "127.0.0.1:0", folder);
  test_sign_in (server, "billing");
  each_changing_type (try_pair, server);
  test_server_free (server);
  cord_test_folder_remove (folder);
}

/* An unknown state is refused before transitions are checked. */
static void
test_unknown_state (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  test_rows_be (rows, "system");
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = test_row_path (&table[i], 1);
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"unheard-of\"}", table[i].state);
      g_autoptr (TestReply) reply = NULL;

      if (table[i].states == NULL || !test_row_has (&table[i], 'U'))
        continue;
      reply = test_send (rows->server, "PATCH", path, body, "If-Match", "*", NULL);
      test_assert_refusal (reply, table[i].name, 400, "state");
      g_assert_cmpstr (test_text (reply, "member"), ==, table[i].state);
    }
}

/* Where the creator sets the state, only an initial one is accepted. */
static void
begin (TestRows *rows, const CordResourceType *type, const char *state)
{
  g_autofree char *path = cord_resource_type_path (type->name, NULL);
  g_autofree char *json = g_strdup_printf ("\"%s\"", state);
  g_autofree char *body = test_row_body (type, 1, type->state, json);
  g_autoptr (TestReply) reply = test_send (rows->server, "POST", path, body, NULL);

  if (!has_rule (type, NULL, state))
    test_assert_refusal (reply, type->name, 400, "state");
  else if (reply->status != 201)
    g_error ("%s as %s: %u %s", type->name, state, reply->status, reply->text);
}

static void
test_every_initial_state (void)
{
  g_autoptr (TestRows) rows = test_rows_new ();
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  test_rows_be (rows, "system");
  for (gsize i = 0; i < n; i++)
    {
      const CordResourceType *type = &table[i];
      g_autoptr (GPtrArray) states = NULL;

      if (type->states == NULL || !test_row_has (type, 'C')
          || (type->server_set != NULL && g_strv_contains (type->server_set, type->state)))
        continue;
      states = states_of (type);
      for (guint j = 0; j < states->len; j++)
        begin (rows, type, g_ptr_array_index (states, j));
      begin (rows, type, "unheard-of");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/states/every-transition", test_every_transition);
  g_test_add_func ("/server/states/unknown-state", test_unknown_state);
  g_test_add_func ("/server/states/every-initial-state", test_every_initial_state);
  return g_test_run ();
}
