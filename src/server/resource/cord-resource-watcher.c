/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-resource-watcher.h"

#define PART "resource-watchers"

typedef struct
{
  const CordResourceWatcher *watcher;
  gpointer self;
} Entry;

void
cord_resource_watcher_add (CordCore *core, const CordResourceWatcher *watcher, gpointer self)
{
  GArray *entries = cord_core_find_part (core, PART);
  const Entry entry = { watcher, self };

  if (entries == NULL)
    {
      entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      cord_core_add_part (core, PART, entries, (GDestroyNotify)g_array_unref);
    }
  g_assert (entries->len < CORD_RESOURCE_WATCHERS_MAX);
  g_array_append_val (entries, entry);
}

const CordResourceWatcher *
cord_resource_watcher_get (CordCore *core, guint index, gpointer *self)
{
  GArray *entries = cord_core_find_part (core, PART);

  if (entries == NULL || index >= entries->len)
    return NULL;
  *self = g_array_index (entries, Entry, index).self;
  return g_array_index (entries, Entry, index).watcher;
}
