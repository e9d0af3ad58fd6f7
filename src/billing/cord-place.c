/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-place.h"

#include <string.h>

static void
append_place (GString *path, const CordPlace *place)
{
  if (place == NULL)
    return;
  append_place (path, place->parent);
  if (path->len > 0)
    g_string_append_c (path, '.');
  if (place->name != NULL)
    g_string_append (path, place->name);
  else
    g_string_append_printf (path, "%u", place->number);
}

static char *
place_path (const CordPlace *place, const char *member)
{
  GString *path = g_string_new (NULL);

  append_place (path, place);
  if (member != NULL)
    {
      if (path->len > 0)
        g_string_append_c (path, '.');
      g_string_append (path, member);
    }
  return g_string_free (path, FALSE);
}

gboolean
cord_place_refuse (const CordPlace *place, const char *member, const char *reason, GError **error, const char *format,
                   ...)
{
  g_autofree char *path = place_path (place, member);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (*path == '\0')
    return cord_error_set_full (error, CORD_ERROR_INVALID, reason, NULL, NULL, "%s", message);
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, path, NULL, "%s: %s", path, message);
}

const char *
cord_place_reason (const GError *cause)
{
  const char *reason = cord_error_get_reason (cause);

  return reason != NULL && strcmp (reason, "overflow") == 0 ? reason : "invalid";
}
