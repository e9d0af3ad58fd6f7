/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-feed.h"

#include "store/cord-hub-store.h"
#include "wire/cord-hub-event.h"

gboolean
cord_import_feed_is_heard (CordDatabase *database, const CordResourceType *type, gboolean *heard, GError **error)
{
  *heard = FALSE;
  return !cord_hub_event_has_hub (type) || cord_hub_store_is_heard (database, type->base, heard, error);
}

gboolean
cord_import_feed (CordDatabase *database, const CordResourceType *type, const char *before, const char *after,
                  gint64 now, GError **error)
{
  g_autoptr (CordClock) clock = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gboolean heard;
  guint dropped = 0;

  if (!cord_import_feed_is_heard (database, type, &heard, error))
    return FALSE;
  if (!heard)
    return TRUE;
  clock = cord_clock_new_fixed (now);
  events = cord_hub_event_make (type, before, after, clock, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      if (!cord_hub_store_enqueue (database, type->base, g_ptr_array_index (events, i), CORD_HUB_QUEUE_MAX, &dropped,
                                   error))
        return FALSE;
      if (dropped > 0)
        g_message ("hub: %u listeners of %s were too far behind and are let go", dropped, type->base);
    }
  return events != NULL;
}
