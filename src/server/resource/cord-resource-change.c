/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-resource-change.h"

#include "server/hub/cord-event-stream.h"
#include "server/hub/cord-hub.h"
#include "store/cord-resource-store.h"
#include "wire/cord-hub-event.h"

static gboolean
is_watched (const CordResourceChange *self)
{
  return self->core->stream != NULL && cord_event_stream_is_watched (self->core->stream);
}

static gboolean
read_version (CordResourceChange *self, gint64 *version, GError **error)
{
  return cord_resource_store_get_version (self->core->database, self->type->name, self->id, version, error);
}

static gboolean
load_before (CordResourceChange *self, GError **error)
{
  GError *inner = NULL;
  g_autoptr (CordStoredResource) stored
      = cord_resource_store_get (self->core->database, self->type->name, self->id, &inner);

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
  self->core = core;
  self->type = type;
  self->id = id;
  if (is_watched (self) && !read_version (self, &self->version, error))
    return FALSE;
  if (!cord_hub_event_has_hub (type))
    return TRUE;
  if (!cord_hub_store_is_heard (core->database, type->base, &self->heard, error))
    return FALSE;
  return !self->heard || load_before (self, error);
}

static gboolean
enqueue (CordResourceChange *self, const char *event, GError **error)
{
  guint dropped;

  if (!cord_hub_store_enqueue (self->core->database, self->type->base, event, CORD_HUB_QUEUE_MAX, &dropped, error))
    return FALSE;
  if (self->core->hub != NULL)
    cord_hub_note_overflow (self->core->hub, self->type->base, dropped);
  return TRUE;
}

static gboolean
note (CordResourceChange *self, GError **error)
{
  gint64 version;

  if (!read_version (self, &version, error))
    return FALSE;
  if (version != self->version)
    cord_event_stream_note (self->core->stream, self->type, self->id, version);
  return TRUE;
}

gboolean
cord_resource_change_end (CordResourceChange *self, const char *after, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if (is_watched (self) && !note (self, error))
    return FALSE;
  if (!self->heard)
    return TRUE;
  events = cord_hub_event_make (self->type, self->before, after, self->core->clock, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    if (!enqueue (self, g_ptr_array_index (events, i), error))
      return FALSE;
  return events != NULL;
}

void
cord_resource_change_clear (CordResourceChange *self)
{
  g_clear_pointer (&self->before, g_free);
}
