/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-verification-watch.h"

#define PART "verification-watch"
#define LOCKS_MAX 10000

struct _CordVerificationWatch
{
  CordCore *core;
  GHashTable *addresses; /* address → GHashTable of party → gint64: when it last failed */
  GHashTable *locks;     /* customer → Lock */
};

typedef struct
{
  guint failures;
  gint64 until;
  gint64 noted;
} Lock;

static GHashTable *
make_table (GDestroyNotify destroy)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, destroy);
}

static void
verification_watch_free (gpointer data)
{
  CordVerificationWatch *self = data;

  g_hash_table_unref (self->addresses);
  g_hash_table_unref (self->locks);
  g_free (self);
}

CordVerificationWatch *
cord_verification_watch_new (CordCore *core)
{
  CordVerificationWatch *self = g_new0 (CordVerificationWatch, 1);

  self->core = core;
  self->addresses = make_table ((GDestroyNotify)g_hash_table_unref);
  self->locks = make_table (g_free);
  cord_core_add_part (core, PART, self, verification_watch_free);
  return self;
}

CordVerificationWatch *
cord_verification_watch_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

/* Also FALSE for a time in the future: the clock was set back. */
static gboolean
is_within (gint64 time, gint64 now)
{
  return time > now - CORD_VERIFICATION_WINDOW && time <= now;
}

static gboolean
is_outside (gpointer party, gpointer time, gpointer now)
{
  return !is_within (*(gint64 *)time, *(gint64 *)now);
}

/* The parties that were not verified from @address within the window, owned by @self; NULL when there are none. */
static GHashTable *
find_parties (CordVerificationWatch *self, const char *address, gint64 now)
{
  GHashTable *parties = g_hash_table_lookup (self->addresses, address);

  if (parties == NULL)
    return NULL;
  g_hash_table_foreach_remove (parties, is_outside, &now);
  if (g_hash_table_size (parties) > 0)
    return parties;
  g_hash_table_remove (self->addresses, address);
  return NULL;
}

static gint64
find_oldest (GHashTable *parties)
{
  GHashTableIter iter;
  gpointer time;
  gint64 oldest = G_MAXINT64;

  g_hash_table_iter_init (&iter, parties);
  while (g_hash_table_iter_next (&iter, NULL, &time))
    oldest = MIN (oldest, *(gint64 *)time);
  return oldest;
}

guint
cord_verification_watch_get_wait (CordVerificationWatch *self, const char *address)
{
  gint64 now = cord_core_now (self->core);
  GHashTable *parties = find_parties (self, address, now);

  if (parties == NULL || g_hash_table_size (parties) < cord_core_get_settings (self->core)->limits.verification_address)
    return 0;
  return (guint)((find_oldest (parties) + CORD_VERIFICATION_WINDOW - now + G_TIME_SPAN_SECOND - 1)
                 / G_TIME_SPAN_SECOND);
}

void
cord_verification_watch_note_failure (CordVerificationWatch *self, const char *address, const char *party)
{
  gint64 now = cord_core_now (self->core);
  GHashTable *parties = find_parties (self, address, now);

  if (parties == NULL)
    {
      parties = make_table (g_free);
      g_hash_table_insert (self->addresses, g_strdup (address), parties);
    }
  g_hash_table_replace (parties, g_strdup (party), g_memdup2 (&now, sizeof now));
}

void
cord_verification_watch_forget_failure (CordVerificationWatch *self, const char *address, const char *party)
{
  GHashTable *parties = g_hash_table_lookup (self->addresses, address);

  if (parties != NULL)
    g_hash_table_remove (parties, party);
}

void
cord_verification_watch_get_lock (CordVerificationWatch *self, const char *customer, guint *failures, gint64 *until)
{
  const Lock *lock = g_hash_table_lookup (self->locks, customer);

  *failures = lock != NULL ? lock->failures : 0;
  *until = lock != NULL ? lock->until : 0;
}

static gboolean
is_over (gpointer customer, gpointer value, gpointer user_data)
{
  const Lock *lock = value;
  gint64 now = *(gint64 *)user_data;

  return lock->until <= now && !is_within (lock->noted, now);
}

void
cord_verification_watch_set_lock (CordVerificationWatch *self, const char *customer, guint failures, gint64 until)
{
  gint64 now = cord_core_now (self->core);
  const Lock lock = { failures, until, now };

  if (g_hash_table_size (self->locks) >= LOCKS_MAX)
    g_hash_table_foreach_remove (self->locks, is_over, &now);
  if (g_hash_table_size (self->locks) >= LOCKS_MAX)
    g_hash_table_remove_all (self->locks);
  g_hash_table_replace (self->locks, g_strdup (customer), g_memdup2 (&lock, sizeof lock));
}
