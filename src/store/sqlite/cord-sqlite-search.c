/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-search.h"

#include "base/cord-search-key.h"

/* The first argument as valid UTF-8; NULL for NULL. */
static char *
dup_argument (sqlite3_value **values)
{
  const char *text = (const char *)sqlite3_value_text (values[0]);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
answer (sqlite3_context *context, char *text)
{
  sqlite3_result_text (context, text, -1, g_free);
}

/* A key has letters and digits only, so that nothing in it needs an escape. */
static void
name_keys (sqlite3_context *context, int n, sqlite3_value **values)
{
  g_autofree char *name = dup_argument (values);
  g_auto (GStrv) keys = cord_search_key_names (name);
  g_autofree char *joined = g_strjoinv ("\",\"", keys);

  if (name != NULL)
    answer (context, keys[0] != NULL ? g_strconcat ("[\"", joined, "\"]", NULL) : g_strdup ("[]"));
}

static void
answer_key (sqlite3_context *context, sqlite3_value **values, char *(*make) (const char *text))
{
  g_autofree char *text = dup_argument (values);

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
    void (*call) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = { { "cord_name_keys", name_keys },
                    { "cord_whole_name", whole_name },
                    { "cord_id_key", id_key },
                    { "cord_email_key", email_key } };
  int code = SQLITE_OK;

  for (gsize i = 0; i < G_N_ELEMENTS (functions) && code == SQLITE_OK; i++)
    code = sqlite3_create_function_v2 (handle, functions[i].name, 1,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, functions[i].call,
                                       NULL, NULL, NULL);
  return code;
}
