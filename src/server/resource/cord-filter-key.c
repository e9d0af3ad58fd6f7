/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-filter-key.h"

#include "base/cord-search-key.h"
#include "base/cord-text.h"

#include <string.h>

static gboolean
is_whole (const char *column)
{
  return g_str_has_suffix (column, CORD_RESOURCE_COLUMN_WHOLE);
}

static const char *
name_column (const CordResourceType *type, const char *path)
{
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if (g_str_equal (index->path, path) && is_whole (index->column))
      return index->column;
  return NULL;
}

const char *
cord_filter_key_column (const CordResourceType *type, const char *path)
{
  const char *dot = strrchr (path, '.');
  const char *member = dot != NULL ? dot + 1 : path;

  if (g_str_equal (member, "phoneNumber") || g_str_equal (member, "faxNumber"))
    return CORD_RESOURCE_COLUMN_PHONE;
  if (g_str_equal (member, "emailAddress"))
    return CORD_RESOURCE_COLUMN_EMAIL;
  return type != NULL ? name_column (type, path) : NULL;
}

/* "00" before the country is the "+" of many. */
static char *
unify (char *number)
{
  char *whole = g_str_has_prefix (number, "00") ? g_strconcat ("+", number + 2, NULL) : g_strdup (number);

  g_free (number);
  return whole;
}

/* As the index has it (emit() of wire/cord-resource-type.c): of what is no number its digits. */
char *
cord_filter_key_of_value (const char *column, const char *text)
{
  char *number;

  if (is_whole (column))
    return cord_search_key_whole (text);
  if (!g_str_equal (column, CORD_RESOURCE_COLUMN_PHONE))
    return cord_search_key_email (text);
  number = cord_text_phone (text);
  if (*number != '\0')
    return unify (number);
  g_free (number);
  return unify (cord_text_digits (text));
}

char *
cord_filter_key_of_query (const char *column, const char *text)
{
  gboolean phone = g_str_equal (column, CORD_RESOURCE_COLUMN_PHONE);
  g_autofree char *mended = phone && *text == ' ' ? g_strconcat ("+", text + 1, NULL) : NULL;
  g_autofree char *key
      = phone ? unify (cord_text_phone (mended != NULL ? mended : text)) : cord_filter_key_of_value (column, text);

  return *key != '\0' && !g_str_equal (key, "+") ? g_steal_pointer (&key) : NULL;
}

static void
emit_reversed (const char *column, const char *prefix, const char *digits, CordFilterKeyFunc func, gpointer user_data)
{
  g_autofree char *end = g_strreverse (g_strconcat (prefix, digits, NULL));

  func (column, end, user_data);
}

void
cord_filter_key_each_entry (const char *path, const char *column, const char *key, CordFilterKeyFunc func,
                            gpointer user_data)
{
  if (!g_str_equal (column, CORD_RESOURCE_COLUMN_PHONE))
    {
      if (!is_whole (column))
        func (path, key, user_data);
      func (column, key, user_data);
      return;
    }
  emit_reversed (column, "", key, func, user_data);
  if (*key == '+')
    emit_reversed (column, "00", key + 1, func, user_data);
}
