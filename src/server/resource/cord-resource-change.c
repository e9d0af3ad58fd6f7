/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-resource-change.h"

#include "store/cord-resource-store.h"

static CordResourceWatchDepth
deepest (const CordResourceChange *self)
{
  CordResourceWatchDepth depth = CORD_RESOURCE_WATCH_NOTHING;

  for (guint i = 0; i < CORD_RESOURCE_WATCHERS_MAX; i++)
    depth = MAX (depth, self->depths[i]);
  return depth;
}

static gboolean
read_version (CordResourceChange *self, gint64 *version, GError **error)
{
  return cord_resource_store_get_version (cord_core_get_database (self->core), self->type->name, self->id, version,
                                          error);
}

static gboolean
load_before (CordResourceChange *self, GError **error)
{
  GError *inner = NULL;
  g_autoptr (CordStoredResource) stored
      = cord_resource_store_get (cord_core_get_database (self->core), self->type->name, self->id, &inner);

  if (stored != NULL)
    self->before = g_steal_pointer (&stored->document);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

gboolean
cord_resource_change_begin (CordResourceChange *self, CordCore *core, const CordResourceType *type, const char *id,
                            GError **error)
{
  const CordResourceWatcher *watcher;
  gpointer data;

  self->core = core;
  self->type = type;
  self->id = id;
  for (guint i = 0; (watcher = cord_resource_watcher_get (core, i, &data)) != NULL; i++)
    if (!watcher->begin (data, type, &self->depths[i], error))
      return FALSE;
  return (deepest (self) < CORD_RESOURCE_WATCH_VERSION || read_version (self, &self->version, error))
         && (deepest (self) < CORD_RESOURCE_WATCH_DOCUMENT || load_before (self, error));
}

gboolean
cord_resource_change_end (CordResourceChange *self, const char *after, GError **error)
{
  const CordResourceWatcher *watcher;
  gpointer data;

  if (deepest (self) == CORD_RESOURCE_WATCH_NOTHING)
    return TRUE;
  if (!read_version (self, &self->now, error))
    return FALSE;
  for (guint i = 0; (watcher = cord_resource_watcher_get (self->core, i, &data)) != NULL; i++)
    if (self->depths[i] != CORD_RESOURCE_WATCH_NOTHING && !watcher->end (data, self, after, error))
      return FALSE;
  return TRUE;
}

void
cord_resource_change_clear (CordResourceChange *self)
{
  g_clear_pointer (&self->before, g_free);
}
