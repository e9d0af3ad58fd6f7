/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-row-sort.h"

#include "config.h"

/* A millisecond of it, or less. */
#define FREED_AT_ONCE 1024
/* Bytes of an entry beside what it is sorted by, its place in the sequence with it. */
#define OVERHEAD 160

struct _CordRowSort
{
  const CordQuery *query;
  guint most;
  guint64 added;
  gsize size;
  GSequence *entries;
  gboolean *seen; /* for each key of the sort: some row had it */
};

typedef struct
{
  gint64 row;
  guint64 turn; /* when it was added */
  gsize size;
  GPtrArray *keys;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->keys);
  g_free (entry);
}

static int
by_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Entry *x = a, *y = b;
  int order = cord_query_compare (user_data, x->keys, y->keys);

  return order != 0 ? order : (x->turn > y->turn) - (x->turn < y->turn);
}

static guint
get_length (const CordRowSort *self)
{
  return (guint)g_sequence_get_length (self->entries);
}

CordRowSort *
cord_row_sort_new (const CordQuery *query, guint most)
{
  CordRowSort *self = g_new0 (CordRowSort, 1);

  self->query = query;
  self->most = most;
  self->entries = g_sequence_new (entry_free);
  self->seen = g_new0 (gboolean, query->sort->len);
  return self;
}

static gpointer
free_entries (gpointer entries)
{
  g_sequence_free (entries);
  return NULL;
}

/* An abandoned sort may hold so many rows that freeing them here would delay other requests. */
void
cord_row_sort_free (CordRowSort *self)
{
  GThread *thread = NULL;

  if (get_length (self) > FREED_AT_ONCE)
    thread = g_thread_try_new ("cordboard-free", free_entries, self->entries, NULL);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    g_sequence_free (self->entries);
  g_free (self->seen);
  g_free (self);
}

static GSequenceIter *
last (const CordRowSort *self)
{
  return g_sequence_iter_prev (g_sequence_get_end_iter (self->entries));
}

/* In a long list with a short page one comparison decides most rows. */
static gboolean
is_too_late (const CordRowSort *self, const Entry *entry)
{
  return get_length (self) >= self->most
         && (self->most == 0 || by_keys (entry, g_sequence_get (last (self)), (gpointer)self->query) > 0);
}

static void
drop (CordRowSort *self, GSequenceIter *place)
{
  self->size -= ((const Entry *)g_sequence_get (place))->size;
  g_sequence_remove (place);
}

gboolean
cord_row_sort_add (CordRowSort *self, gint64 row, CordDocument *document, GError **error)
{
  gsize size = OVERHEAD;
  GPtrArray *keys = cord_query_sort_values (self->query, document, &size, error);
  Entry *entry;

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    self->seen[i] = self->seen[i] || g_ptr_array_index (keys, i) != NULL;
  entry = g_new (Entry, 1);
  *entry = (Entry){ row, self->added++, size, keys };
  if (is_too_late (self, entry))
    {
      entry_free (entry);
      return TRUE;
    }
  self->size += size;
  g_sequence_insert_sorted (self->entries, entry, by_keys, (gpointer)self->query);
  if (get_length (self) > self->most)
    drop (self, last (self));
  return TRUE;
}

const char *
cord_row_sort_get_missing (const CordRowSort *self)
{
  for (guint i = 0; self->added > 0 && i < self->query->sort->len; i++)
    if (!self->seen[i])
      return ((const CordSortKey *)g_ptr_array_index (self->query->sort, i))->path;
  return NULL;
}

gsize
cord_row_sort_get_size (const CordRowSort *self)
{
  return self->size;
}

gboolean
cord_row_sort_take (CordRowSort *self, gint64 *row)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->entries);

  if (g_sequence_iter_is_end (first))
    return FALSE;
  *row = ((const Entry *)g_sequence_get (first))->row;
  drop (self, first);
  return TRUE;
}
