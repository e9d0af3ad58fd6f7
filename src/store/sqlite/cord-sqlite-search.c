/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-search.h"

#include "base/cord-search-key.h"

/* An argument as valid UTF-8; NULL for NULL. */
static char *
dup_argument (sqlite3_value *value)
{
  const char *text = (const char *)sqlite3_value_text (value);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
answer (sqlite3_context *context, char *text)
{
  sqlite3_result_text (context, text, -1, g_free);
}

/* Each key once, as a JSON array: it has letters and digits only, so that nothing in it needs an escape. */
static void
name_keys (sqlite3_context *context, int n, sqlite3_value **values)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) array = g_string_new ("[");

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = dup_argument (values[i]);
      g_auto (GStrv) keys = cord_search_key_names (name);

      for (guint j = 0; keys[j] != NULL; j++)
        if (g_hash_table_add (seen, g_strdup (keys[j])))
          g_string_append_printf (array, "%s\"%s\"", array->len > 1 ? "," : "", keys[j]);
    }
  g_string_append_c (array, ']');
  answer (context, g_strdup (array->str));
}

static void
answer_key (sqlite3_context *context, sqlite3_value **values, char *(*make) (const char *text))
{
  g_autofree char *text = dup_argument (values[0]);

  if (text != NULL)
    answer (context, make (text));
}

static void
whole_name (sqlite3_context *context, int n, sqlite3_value **values)
{
  answer_key (context, values, cord_search_key_whole);
}

static void
id_key (sqlite3_context *context, int n, sqlite3_value **values)
{
  answer_key (context, values, cord_search_key_id);
}

static void
email_key (sqlite3_context *context, int n, sqlite3_value **values)
{
  answer_key (context, values, cord_search_key_email);
}

int
cord_sqlite_add_search_keys (sqlite3 *handle)
{
  static const struct
  {
    const char *name;
    int n;
    void (*call) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = { { "cord_name_keys", -1, name_keys },
                    { "cord_whole_name", 1, whole_name },
                    { "cord_id_key", 1, id_key },
                    { "cord_email_key", 1, email_key } };
  int code = SQLITE_OK;

  for (gsize i = 0; i < G_N_ELEMENTS (functions) && code == SQLITE_OK; i++)
    code = sqlite3_create_function_v2 (handle, functions[i].name, functions[i].n,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, functions[i].call,
                                       NULL, NULL, NULL);
  return code;
}
