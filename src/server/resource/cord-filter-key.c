/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-filter-key.h"

#include "base/cord-search-key.h"
#include "base/cord-text.h"
#include "wire/cord-resource-type.h"

#include <string.h>

const char *
cord_filter_key_column (const char *path)
{
  const char *dot = strrchr (path, '.');
  const char *member = dot != NULL ? dot + 1 : path;

  if (g_str_equal (member, "phoneNumber") || g_str_equal (member, "faxNumber"))
    return CORD_RESOURCE_COLUMN_PHONE;
  return g_str_equal (member, "emailAddress") ? CORD_RESOURCE_COLUMN_EMAIL : NULL;
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
      = phone ? unify (cord_text_phone (mended != NULL ? mended : text)) : cord_search_key_email (text);

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
      func (path, key, user_data);
      func (column, key, user_data);
      return;
    }
  emit_reversed (column, "", key, func, user_data);
  if (*key == '+')
    emit_reversed (column, "00", key + 1, func, user_data);
}
