/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-gauges.h"

#include "config.h"

#include "server/admin/cord-clock-check.h"
#include "server/call/cord-password-queue.h"
#include "server/core/cord-exposition.h"
#include "server/core/cord-scan.h"
#include "server/hub/cord-hub.h"
#include "server/order/cord-catalog-cache.h"
#include "store/cord-resource-store.h"
#include "store/cord-spool-store.h"
#include "store/cord-work-store.h"

static void
write_program (CordCore *core, GString *text)
{
  cord_exposition_family (text, "cordboard_build_info", "gauge", "Which version this is; always 1");
  cord_exposition_count (text, "cordboard_build_info", (const char *const[]){ "version", CORD_VERSION, NULL }, 1);
  cord_exposition_family (text, "process_start_time_seconds", "gauge", "When the server was started, Unix time");
  cord_exposition_seconds (text, "process_start_time_seconds", NULL, cord_core_get_started (core));
  cord_exposition_gauge (text, "cordboard_clock_behind_seconds",
                         "How far the newest operation of the store lies ahead of the clock",
                         (guint64)(cord_clock_check_measure (core) / G_TIME_SPAN_SECOND));
  cord_exposition_gauge (text, "cordboard_stopping", "Whether the server is about to end",
                         cord_core_is_stopping (core));
}

/* What cannot be read from the store now is left out rather than shown as 0. */
static void
write_queues (CordCore *core, GString *text)
{
  const CordPasswordQueue *passwords = cord_password_queue_of (core);
  gint64 waiting, due, messages;

  if (cord_work_store_count (cord_core_get_database (core), cord_core_now (core), &waiting, &due, NULL))
    {
      cord_exposition_gauge (text, "cordboard_orders_waiting", "Orders not carried out yet", (guint64)waiting);
      cord_exposition_gauge (text, "cordboard_orders_due", "Of them, those that should have been by now", (guint64)due);
    }
  if (cord_spool_store_count_waiting (cord_core_get_database (core), &messages, NULL))
    cord_exposition_gauge (text, "cordboard_messages_waiting", "Messages not written to the spool folder yet",
                           (guint64)messages);
  cord_exposition_gauge (text, "cordboard_answers_waiting", "Answers that wait for a commit",
                         cord_commit_count_waiting (cord_core_get_commit (core)));
  cord_exposition_gauge (text, "cordboard_sign_ins_waiting", "Sign-ins that wait for their turn",
                         cord_password_queue_count_waiting (passwords));
  cord_exposition_family (text, "cordboard_scans", "gauge", "Lists for which every document is read");
  cord_exposition_count (text, "cordboard_scans", (const char *const[]){ "state", "running", NULL },
                         cord_scans_count_running (cord_core_get_scans (core)));
  cord_exposition_count (text, "cordboard_scans", (const char *const[]){ "state", "waiting", NULL },
                         cord_scans_count_waiting (cord_core_get_scans (core)));
  cord_exposition_gauge (text, "cordboard_snapshots", "States of the store that lists are read from",
                         cord_snapshots_count (cord_core_get_snapshots (core)));
  cord_exposition_gauge (text, "cordboard_sign_ins_hashing", "Passwords being checked now",
                         cord_password_queue_count_hashing (passwords));
}

static void
write_count (GString *text, const char *name, const char *help, guint64 value)
{
  cord_exposition_family (text, name, "counter", help);
  cord_exposition_count (text, name, NULL, value);
}

static void
write_hub (CordCore *core, GString *text)
{
  CordHub *hub = cord_hub_of (core);
  CordHubCounts counts;

  if (hub == NULL || !cord_hub_count (hub, &counts, NULL))
    return;
  cord_exposition_gauge (text, "cordboard_hub_listeners", "Listeners that are registered", (guint64)counts.listeners);
  cord_exposition_gauge (text, "cordboard_hub_events_waiting", "Events not taken yet, once for each listener",
                         (guint64)counts.waiting);
  write_count (text, "cordboard_hub_delivered_total", "Events that a listener took", counts.delivered);
  write_count (text, "cordboard_hub_failures_total", "Attempts that failed", counts.failed);
  write_count (text, "cordboard_hub_dropped_total", "Listeners that were let go of", counts.dropped);
}

static void
write_catalog (CordCore *core, GString *text)
{
  CordCatalog *catalog = cord_catalog_cache_get (core, NULL);

  if (catalog != NULL)
    cord_exposition_gauge (text, "cordboard_catalog_problems",
                           "Offerings that are not sold because something in them cannot be read",
                           cord_catalog_get_problems (catalog)->len);
}

static void
write_store (CordCore *core, GString *text)
{
  CordDatabaseSize size;
  gint64 version;

  cord_database_measure (cord_core_get_database (core), &size);
  cord_exposition_gauge (text, "cordboard_store_bytes", "Size of the store", size.file);
  cord_exposition_gauge (text, "cordboard_store_log_bytes", "Size of its write-ahead log", size.log);
  if (size.room != G_MAXUINT64)
    cord_exposition_gauge (text, "cordboard_store_room_bytes", "Bytes free where the store is", size.room);
  if (cord_resource_store_get_catalog_version (cord_core_get_database (core), &version, NULL))
    cord_exposition_gauge (text, "cordboard_catalog_version", "Number of the last change of the catalog",
                           (guint64)version);
  write_catalog (core, text);
}

void
cord_gauges_write (CordCore *core, GString *text)
{
  write_program (core, text);
  write_queues (core, text);
  write_hub (core, text);
  write_store (core, text);
}
