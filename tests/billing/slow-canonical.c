/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-canonical.h"

#include <string.h>

static char *canonical_value (const char **cursor);

static char *
take_string (const char **cursor)
{
  const char *end = strchr (*cursor + 1, '"') + 1;
  char *text = g_strndup (*cursor, (gsize)(end - *cursor));

  *cursor = end;
  return text;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A list or an object, whose members are put in the order of their names. */
static char *
canonical_group (const char **cursor)
{
  const gboolean is_object = **cursor == '{';
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *inside = NULL;

  for (++*cursor; **cursor != '}' && **cursor != ']';)
    {
      g_autofree char *name = is_object ? take_string (cursor) : NULL;
      g_autofree char *value = NULL;

      *cursor += is_object || **cursor == ','; /* ":", or "," between elements */
      value = canonical_value (cursor);
      g_ptr_array_add (parts, is_object ? g_strconcat (name, ":", value, NULL) : g_steal_pointer (&value));
      *cursor += is_object && **cursor == ',';
    }
  ++*cursor;
  if (is_object)
    g_ptr_array_sort (parts, compare_texts);
  g_ptr_array_add (parts, NULL);
  inside = g_strjoinv (",", (char **)parts->pdata);
  return g_strconcat (is_object ? "{" : "[", inside, is_object ? "}" : "]", NULL);
}

static char *
canonical_value (const char **cursor)
{
  gsize length;
  char *text;

  if (**cursor == '{' || **cursor == '[')
    return canonical_group (cursor);
  if (**cursor == '"')
    return take_string (cursor);
  length = strcspn (*cursor, ",]}");
  text = g_strndup (*cursor, length);
  *cursor += length;
  return text;
}

char *
slow_json_canonical (const char *json)
{
  return canonical_value (&json);
}
