/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-throttle.h"

#define KEYS_MAX 10000

struct _CordThrottle
{
  gint64 window;
  GHashTable *failures; /* key → GArray of gint64, oldest first */
};

CordThrottle *
cord_throttle_new (gint64 window)
{
  CordThrottle *self = g_new0 (CordThrottle, 1);

  self->window = window;
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
drop_outside (GArray *times, gint64 window, gint64 now)
{
  guint old = 0;

  while (times->len > 0 && g_array_index (times, gint64, times->len - 1) > now)
    g_array_set_size (times, times->len - 1);
  while (old < times->len && g_array_index (times, gint64, old) <= now - window)
    old++;
  if (old > 0)
    g_array_remove_range (times, 0, old);
}

static void
drop_all_outside (CordThrottle *self, gint64 now)
{
  GHashTableIter iter;
  gpointer times;

  g_hash_table_iter_init (&iter, self->failures);
  while (g_hash_table_iter_next (&iter, NULL, &times))
    {
      drop_outside (times, self->window, now);
      if (((GArray *)times)->len == 0)
        g_hash_table_iter_remove (&iter);
    }
}

guint
cord_throttle_wait (CordThrottle *self, const char *key, guint allowed, gint64 now)
{
  GArray *times = g_hash_table_lookup (self->failures, key);
  gint64 free_at;

  if (times == NULL)
    return 0;
  drop_outside (times, self->window, now);
  if (times->len < allowed)
    return 0;
  free_at = g_array_index (times, gint64, times->len - allowed) + self->window;
  return (guint)((free_at - now + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

void
cord_throttle_note_failure (CordThrottle *self, const char *key, gboolean matters, gint64 now)
{
  GArray *times = g_hash_table_lookup (self->failures, key);

  if (times == NULL)
    {
      /* A client that tries a new name each time must not exhaust memory. */
      if (g_hash_table_size (self->failures) >= KEYS_MAX)
        drop_all_outside (self, now);
      if (g_hash_table_size (self->failures) >= KEYS_MAX && !matters)
        return;
      times = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->failures, g_strdup (key), times);
    }
  drop_outside (times, self->window, now);
  g_array_append_val (times, now);
}

void
cord_throttle_take_back (CordThrottle *self, const char *key, gint64 at)
{
  GArray *times = g_hash_table_lookup (self->failures, key);

  for (guint i = times != NULL ? times->len : 0; i > 0; i--)
    if (g_array_index (times, gint64, i - 1) == at)
      {
        g_array_remove_index (times, i - 1);
        break;
      }
  if (times != NULL && times->len == 0)
    g_hash_table_remove (self->failures, key);
}

static gboolean
has_prefix (gpointer key, gpointer value, gpointer prefix)
{
  return g_str_has_prefix (key, prefix);
}

void
cord_throttle_forget (CordThrottle *self, const char *prefix)
{
  g_hash_table_foreach_remove (self->failures, has_prefix, (gpointer)prefix);
}
