/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-status.h"

#include "config.h"

#include "base/cord-log.h"
#include "server/admin/cord-gauges.h"
#include "server/core/cord-exposition.h"
#include "server/order/cord-catalog-cache.h"
#include "store/cord-resource-store.h"
#include "wire/cord-catalog-change-codec.h"
#include "wire/cord-catalog-problem-codec.h"

#include <glib/gi18n-lib.h>

static CordReply *
tell (guint status, const char *word)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "status", word);
  json_object_set_string_member (body, "version", CORD_VERSION);
  return cord_reply_new_json (status, json_node_init_object (json_node_alloc (), body));
}

CordReply *
cord_status_health (CordRequest *request, GError **error)
{
  return tell (200, "alive");
}

/* What keeps the server from its work; the details stay in the log. */
static gboolean
not_ready (GError **error, const char *reason, const GError *cause)
{
  if (cause != NULL)
    cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_NOT_READY, "not ready: %s", cause->message);
  return cord_error_set_full (error, CORD_ERROR_OFFLINE, reason, NULL, NULL, _ ("The server cannot do its work now"));
}

static gboolean
check_store (CordCore *core, GError **error)
{
  g_autoptr (GError) inner = NULL;
  CordDatabaseSize size;
  gint64 version;

  if (!cord_database_probe (cord_core_get_database (core), &inner)
      || !cord_resource_store_get_version (cord_core_get_database (core), "productOffering", "", &version, &inner))
    return not_ready (error, cord_error_get_reason (inner), inner);
  cord_database_measure (cord_core_get_database (core), &size);
  return size.room >= cord_core_get_settings (core)->space_floor || not_ready (error, "disk-full", NULL);
}

static gboolean
check_ready (CordCore *core, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (cord_core_is_stopping (core))
    return not_ready (error, "stopping", NULL);
  if (cord_core_policy (core, NULL, &inner) == NULL)
    return not_ready (error, "policy", inner);
  return check_store (core, error);
}

CordReply *
cord_status_ready (CordRequest *request, GError **error)
{
  g_autoptr (GError) inner = NULL;
  CordReply *reply;

  if (check_ready (request->core, &inner))
    return tell (200, "ready");
  reply = cord_reply_new_error (inner);
  cord_reply_set_header (reply, "Retry-After", g_strcmp0 (cord_error_get_reason (inner), "locked") == 0 ? "1" : "5");
  return reply;
}

CordReply *
cord_status_metrics (CordRequest *request, GError **error)
{
  GString *text = g_string_new (NULL);
  CordReply *reply;

  cord_metrics_write (cord_core_get_metrics (request->core), text);
  cord_gauges_write (request->core, text);
  reply = cord_reply_new_text (200, g_string_free (text, FALSE));
  reply->content_type = CORD_EXPOSITION_TYPE;
  return reply;
}

static void
add_change (const char *type, const char *id, gboolean removed, gpointer body)
{
  cord_catalog_change_add (body, type, id, removed);
}

CordReply *
cord_status_catalog (CordRequest *request, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  g_autoptr (JsonNode) body = NULL;
  guint64 since = 0;
  gint64 version;

  if (!cord_request_read_number (request, "since", G_MAXINT64, &since, error)
      || !cord_resource_store_get_catalog_version (database, &version, error))
    return NULL;
  body = cord_catalog_change_to_json (version);
  if (!cord_resource_store_changes_since (database, (gint64)since, add_change, body, error))
    return NULL;
  return cord_reply_new_json (200, g_steal_pointer (&body));
}

CordReply *
cord_status_catalog_problems (CordRequest *request, GError **error)
{
  guint64 offset = 0, limit = G_MAXUINT;
  CordCatalog *catalog;
  CordReply *reply;
  guint total, count;

  if (!cord_request_read_number (request, "offset", G_MAXUINT, &offset, error)
      || !cord_request_read_number (request, "limit", G_MAXUINT, &limit, error))
    return NULL;
  catalog = cord_catalog_cache_get (request->core, error);
  if (catalog == NULL)
    return NULL;
  total = cord_catalog_get_problems (catalog)->len;
  count = (guint)MIN (limit, total - MIN (offset, total));
  reply = cord_reply_new_json (count < total ? 206 : 200,
                               cord_catalog_problems_to_json (catalog, (guint)offset, (guint)limit));
  cord_reply_set_count (reply, "X-Total-Count", total);
  cord_reply_set_count (reply, "X-Result-Count", count);
  return reply;
}
