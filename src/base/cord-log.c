/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
append_escaped (GString *line, const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);

  for (const char *p = valid; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_printf (line, "\\%c", c);
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (line, "\\u%04x", c);
      else
        g_string_append_c (line, (char) c);
    }
}

static const char *
level_name (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO))
    return "info";
  return "debug";
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *program = user_data;
  g_autoptr (GString) line = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *stamp = NULL;
  const char *domain = "";

  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0)
      domain = fields[i].value;
  if ((level & G_LOG_LEVEL_DEBUG) && g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  now = g_date_time_new_now_utc ();
  stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%fZ");
  line = g_string_new (NULL);
  g_string_append_printf (line, "{\"at\":\"%s\",\"level\":\"%s\",\"program\":\"%s\",\"domain\":\"", stamp, level_name (level), program);
  append_escaped (line, domain, -1);
  g_string_append (line, "\",\"message\":\"");
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      append_escaped (line, fields[i].value, fields[i].length);
  g_string_append (line, "\"}\n");
  fwrite (line->str, 1, line->len, stderr);
  return G_LOG_WRITER_HANDLED;
}

void
cord_log_init (const char *program)
{
  g_log_set_writer_func (write_line, g_strdup (program), g_free);
}

static gboolean
debug_is_on (void)
{
  return !g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, "cord-personal");
}

const char *
cord_personal (const char *text)
{
  static GPrivate slots = G_PRIVATE_INIT (g_free);
  typedef struct
  {
    char text[8][64];
    guint next;
  } Slots;
  Slots *own = g_private_get (&slots);
  char *slot;
  const char *tail;
  glong length;

  if (text == NULL)
    return "";
  if (own == NULL)
    g_private_set (&slots, own = g_new0 (Slots, 1));
  slot = own->text[own->next++ % 8];
  if (debug_is_on ())
    {
      g_strlcpy (slot, text, sizeof own->text[0]);
      return slot;
    }
  length = g_utf8_validate (text, -1, NULL) ? g_utf8_strlen (text, -1) : 0;
  tail = length > 3 ? g_utf8_offset_to_pointer (text, length - 3) : "";
  g_snprintf (slot, sizeof own->text[0], "…%s", tail);
  return slot;
}
