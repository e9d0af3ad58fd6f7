/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-log-line-private.h"

#include <string.h>

#define OWN "CORDBOARD_"
/* Keeps a line below what a datagram may hold. */
#define VALUE_MAX 8192

static const char *const numbers[] = { "CORDBOARD_STATUS", "CORDBOARD_DURATION_US", "CORDBOARD_BYTES", NULL };
static const char *const passed_on[]
    = { "MESSAGE", "MESSAGE_ID", "GLIB_DOMAIN", "CODE_FILE", "CODE_LINE", "CODE_FUNC", NULL };

static char *
dup_value (const GLogField *field)
{
  gsize length = field->length < 0 ? strlen (field->value) : (gsize)field->length;

  return g_utf8_make_valid (field->value, (gssize)MIN (length, VALUE_MAX));
}

/* @quoted: as the inside of a JSON string. */
static void
append_escaped (GString *out, const GLogField *field, gboolean quoted)
{
  g_autofree char *valid = dup_value (field);

  for (const char *p = valid; *p != '\0'; p++)
    {
      guchar c = (guchar)*p;

      if (quoted && (c == '"' || c == '\\'))
        g_string_append_printf (out, "\\%c", c);
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char)c);
    }
}

static const char *
level_name (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & G_LOG_LEVEL_MESSAGE)
    return "notice";
  return level & G_LOG_LEVEL_INFO ? "info" : "debug";
}

/* As syslog counts; what G_LOG calls an error ends the program. */
static int
priority (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return 3;
  if (level & G_LOG_LEVEL_WARNING)
    return 4;
  if (level & G_LOG_LEVEL_MESSAGE)
    return 5;
  return level & G_LOG_LEVEL_INFO ? 6 : 7;
}

static void
append_field (GString *out, const CordLogLine *self, const char *key, gboolean quoted)
{
  for (gsize i = 0; i < self->n_fields; i++)
    if (strcmp (self->fields[i].key, key) == 0)
      {
        append_escaped (out, &self->fields[i], quoted);
        return;
      }
}

static void
append_time (GString *out, gint64 now)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  g_string_append_printf (out, "%s.%06dZ", text, (int)(now % G_USEC_PER_SEC));
}

/* "CORDBOARD_DURATION_US" as "duration_us". */
static void
append_name (GString *out, const char *key)
{
  for (const char *p = key + strlen (OWN); *p != '\0'; p++)
    g_string_append_c (out, g_ascii_tolower (*p));
}

void
cord_log_line_to_text (const CordLogLine *self, gint64 now, GString *out)
{
  append_time (out, now);
  g_string_append_printf (out, " %s ", level_name (self->level));
  append_field (out, self, "GLIB_DOMAIN", FALSE);
  g_string_append (out, ": ");
  append_field (out, self, "MESSAGE", FALSE);
  for (gsize i = 0; i < self->n_fields; i++)
    if (g_str_has_prefix (self->fields[i].key, OWN))
      {
        g_string_append_c (out, ' ');
        append_name (out, self->fields[i].key);
        g_string_append_c (out, '=');
        append_escaped (out, &self->fields[i], FALSE);
      }
  g_string_append_c (out, '\n');
}

static void
append_own (GString *out, const GLogField *field)
{
  gboolean number = g_strv_contains (numbers, field->key);

  g_string_append (out, ",\"");
  append_name (out, field->key);
  g_string_append (out, number ? "\":" : "\":\"");
  append_escaped (out, field, TRUE);
  if (!number)
    g_string_append_c (out, '"');
}

void
cord_log_line_to_json (const CordLogLine *self, gint64 now, GString *out)
{
  g_string_append (out, "{\"at\":\"");
  append_time (out, now);
  g_string_append_printf (out, "\",\"level\":\"%s\",\"program\":\"%s\",\"domain\":\"", level_name (self->level),
                          self->program);
  append_field (out, self, "GLIB_DOMAIN", TRUE);
  g_string_append (out, "\",\"message\":\"");
  append_field (out, self, "MESSAGE", TRUE);
  g_string_append_c (out, '"');
  for (gsize i = 0; i < self->n_fields; i++)
    if (g_str_has_prefix (self->fields[i].key, OWN))
      append_own (out, &self->fields[i]);
    else if (strcmp (self->fields[i].key, "MESSAGE_ID") == 0)
      {
        g_string_append (out, ",\"kind\":\"");
        append_escaped (out, &self->fields[i], TRUE);
        g_string_append_c (out, '"');
      }
  g_string_append (out, "}\n");
}

void
cord_log_line_to_journal (const CordLogLine *self, GString *out)
{
  g_string_append_printf (out, "PRIORITY=%d\nSYSLOG_IDENTIFIER=%s\n", priority (self->level), self->program);
  for (gsize i = 0; i < self->n_fields; i++)
    {
      const GLogField *field = &self->fields[i];

      if (!g_str_has_prefix (field->key, OWN) && !g_strv_contains (passed_on, field->key))
        continue;
      g_string_append_printf (out, "%s=", field->key);
      append_escaped (out, field, FALSE);
      g_string_append_c (out, '\n');
    }
}
