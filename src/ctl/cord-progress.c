/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-progress.h"

#include "config.h"
#include "wire/cord-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#define TELL_EVERY (G_USEC_PER_SEC / 5)

void
cord_progress_init (CordProgress *self, gboolean wanted, gboolean json)
{
  self->terminal = isatty (STDERR_FILENO);
  self->wanted = wanted || (self->terminal && !json);
  self->json = json;
  self->begun = self->told = g_get_monotonic_time ();
}

gint64
cord_progress_milliseconds (const CordProgress *self)
{
  return MAX ((g_get_monotonic_time () - self->begun) / 1000, 1);
}

gint64
cord_progress_rate (const CordProgress *self, guint64 done)
{
  return (gint64)done * 1000 / cord_progress_milliseconds (self);
}

void
cord_progress_clear (const CordProgress *self)
{
  if (self->wanted && self->terminal && !self->json)
    fprintf (stderr, "\r\033[K");
}

static void
tell_people (const CordProgress *self, const char *file, guint64 done, guint64 bytes, gint64 size)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, done);
  guint percent = size > 0 ? (guint)(MIN (bytes, (guint64)size) * 100 / (guint64)size) : 100;

  cord_progress_clear (self);
  if (size >= 0)
    fprintf (stderr, _ ("%s: %s resources, %u %%"), file, count, percent);
  else
    fprintf (stderr, _ ("%s: %s resources"), file, count);
  if (!self->terminal)
    fprintf (stderr, "\n");
}

static void
tell_machines (const char *file, guint64 done, guint64 bytes, gint64 size)
{
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), file);
  g_autofree char *quoted = cord_json_write (name);

  fprintf (stderr, "{\"file\":%s,\"done\":%" G_GUINT64_FORMAT ",\"bytes\":%" G_GUINT64_FORMAT, quoted, done, bytes);
  if (size >= 0)
    fprintf (stderr, ",\"size\":%" G_GINT64_FORMAT, size);
  fprintf (stderr, "}\n");
}

void
cord_progress_tell (CordProgress *self, const char *file, guint64 done, guint64 bytes, gint64 size, gboolean end)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->wanted || (!end && now - self->told < TELL_EVERY))
    return;
  self->told = now;
  if (self->json)
    tell_machines (file, done, bytes, size);
  else
    tell_people (self, file, done, bytes, size);
}
