/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-log.h"

#include "base/cord-log-line-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define JOURNAL_SOCKET "/run/systemd/journal/socket"

typedef struct
{
  char *program;
  CordLogFormat format;
  GLogLevelFlags least;
  int descriptor;
  int journal; /* socket; -1 where none is needed or made */
  struct sockaddr_un address;
} Writer;

gboolean
cord_log_format_parse (const char *word, CordLogFormat *format)
{
  static const char *const words[] = { "auto", "text", "json", "journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      {
        *format = (CordLogFormat)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
cord_log_level_parse (const char *word, GLogLevelFlags *least)
{
  static const struct
  {
    const char *word;
    GLogLevelFlags least;
  } levels[] = { { "error", G_LOG_LEVEL_CRITICAL },
                 { "warning", G_LOG_LEVEL_WARNING },
                 { "notice", G_LOG_LEVEL_MESSAGE },
                 { "info", G_LOG_LEVEL_INFO },
                 { "debug", G_LOG_LEVEL_DEBUG } };

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    if (strcmp (levels[i].word, word) == 0)
      {
        *least = levels[i].least;
        return TRUE;
      }
  return FALSE;
}

/* G_LOG's levels are bits, and the more important the lower. GLib's own G_MESSAGES_DEBUG can ask for more. */
static gboolean
is_wanted (const Writer *self, const CordLogLine *line)
{
  const char *domain = "";

  if ((line->level & G_LOG_LEVEL_MASK) <= self->least)
    return TRUE;
  if (!(line->level & (G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG)))
    return FALSE;
  for (gsize i = 0; i < line->n_fields; i++)
    if (strcmp (line->fields[i].key, "GLIB_DOMAIN") == 0)
      domain = line->fields[i].value;
  return !g_log_writer_default_would_drop (line->level, domain);
}

/* A journal that does not take it now must not hold the program up. */
static gboolean
send_to_journal (const Writer *self, const CordLogLine *line)
{
  g_autoptr (GString) out = g_string_sized_new (512);

  cord_log_line_to_journal (line, out);
  return sendto (self->journal, out->str, out->len, MSG_NOSIGNAL | MSG_DONTWAIT,
                 (const struct sockaddr *)&self->address, sizeof self->address)
         >= 0;
}

static void
write_line (const Writer *self, const CordLogLine *line)
{
  g_autoptr (GString) out = g_string_sized_new (512);
  gssize written;

  if (self->format == CORD_LOG_TEXT)
    cord_log_line_to_text (line, g_get_real_time (), out);
  else
    cord_log_line_to_json (line, g_get_real_time (), out);
  do
    written = write (self->descriptor, out->str, out->len);
  while (written < 0 && errno == EINTR);
}

static GLogWriterOutput
on_message (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const Writer *self = user_data;
  const CordLogLine line = { self->program, level, fields, n_fields };

  if (is_wanted (self, &line) && (self->journal < 0 || !send_to_journal (self, &line)))
    write_line (self, &line);
  return G_LOG_WRITER_HANDLED;
}

static void
writer_free (gpointer data)
{
  Writer *self = data;

  if (self->journal >= 0)
    close (self->journal);
  g_free (self->program);
  g_free (self);
}

static CordLogFormat
choose (int descriptor)
{
  if (g_log_writer_is_journald (descriptor))
    return CORD_LOG_JOURNAL;
  return isatty (descriptor) ? CORD_LOG_TEXT : CORD_LOG_JSON;
}

void
cord_log_start (const CordLogOptions *options)
{
  Writer *self = g_new0 (Writer, 1);

  self->program = g_strdup (options->program);
  self->least = options->least != 0 ? options->least : G_LOG_LEVEL_INFO;
  self->descriptor = options->descriptor != 0 ? options->descriptor : STDERR_FILENO;
  self->format = options->format != CORD_LOG_AUTO ? options->format : choose (self->descriptor);
  self->journal = self->format == CORD_LOG_JOURNAL ? socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
  self->address.sun_family = AF_UNIX;
  g_strlcpy (self->address.sun_path, options->journal != NULL ? options->journal : JOURNAL_SOCKET,
             sizeof self->address.sun_path);
  g_log_set_writer_func (on_message, self, writer_free);
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
