/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-throttle.h"

#define WINDOW (15 * 60 * G_TIME_SPAN_SECOND)
#define KEYS_MAX 10000

struct _CordThrottle
{
  GHashTable *failures; /* key → GArray of gint64, oldest first */
};

CordThrottle *
cord_throttle_new (void)
{
  CordThrottle *self = g_new0 (CordThrottle, 1);

  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
cord_throttle_free (CordThrottle *self)
{
  g_hash_table_unref (self->failures);
  g_free (self);
}

static void
drop_old (GArray *times, gint64 now)
{
  guint old = 0;

  while (old < times->len && g_array_index (times, gint64, old) <= now - WINDOW)
    old++;
  if (old > 0)
    g_array_remove_range (times, 0, old);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer user_data)
{
  drop_old (value, *(gint64 *)user_data);
  return ((GArray *)value)->len == 0;
}

guint
cord_throttle_wait (CordThrottle *self, const char *key, guint allowed, gint64 now)
{
  GArray *times = g_hash_table_lookup (self->failures, key);
  gint64 free_at;

  if (times == NULL)
    return 0;
  drop_old (times, now);
  if (times->len < allowed)
    return 0;
  free_at = g_array_index (times, gint64, times->len - allowed) + WINDOW;
  return (guint)((free_at - now + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

void
cord_throttle_note_failure (CordThrottle *self, const char *key, gint64 now)
{
  GArray *times = g_hash_table_lookup (self->failures, key);

  if (times == NULL)
    {
      /* A client that tries a new name each time must not exhaust memory. */
      if (g_hash_table_size (self->failures) >= KEYS_MAX)
        g_hash_table_foreach_remove (self->failures, is_over, &now);
      if (g_hash_table_size (self->failures) >= KEYS_MAX)
        return;
      times = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->failures, g_strdup (key), times);
    }
  drop_old (times, now);
  g_array_append_val (times, now);
}

void
cord_throttle_forget (CordThrottle *self, const char *key)
{
  g_hash_table_remove (self->failures, key);
}
