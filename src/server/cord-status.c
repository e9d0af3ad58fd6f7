/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-status.h"

#include "config.h"

#include "store/cord-resource-store.h"

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

CordReply *
cord_status_ready (CordRequest *request, GError **error)
{
  gint64 count;

  if (cord_resource_store_count (request->core->database, "productOffering", &count, NULL))
    return tell (200, "ready");
  return tell (503, "not ready");
}

CordReply *
cord_status_metrics (CordRequest *request, GError **error)
{
  CordCore *core = request->core;
  CordReply *reply
      = cord_reply_new_text (200, g_strdup_printf ("# TYPE cordboard_requests_total counter\n"
                                                   "cordboard_requests_total %" G_GUINT64_FORMAT "\n"
                                                   "# TYPE cordboard_refusals_total counter\n"
                                                   "cordboard_refusals_total %" G_GUINT64_FORMAT "\n"
                                                   "# TYPE cordboard_commits_total counter\n"
                                                   "cordboard_commits_total %" G_GUINT64_FORMAT "\n"
                                                   "# TYPE cordboard_sign_ins_waiting gauge\n"
                                                   "cordboard_sign_ins_waiting %u\n"
                                                   "# TYPE cordboard_catalog_version gauge\n"
                                                   "cordboard_catalog_version %" G_GINT64_FORMAT "\n",
                                                   core->requests, core->refusals, core->commits, g_queue_get_length (core->waiting),
                                                   cord_resource_store_catalog_version (core->database)));

  reply->content_type = "text/plain; version=0.0.4; charset=utf-8";
  return reply;
}

typedef struct
{
  JsonArray *changed;
  JsonArray *removed;
} Changes;

static void
add_change (const char *type, const char *id, gboolean removed, gpointer user_data)
{
  Changes *changes = user_data;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "id", id);
  json_array_add_object_element (removed ? changes->removed : changes->changed, object);
}

CordReply *
cord_status_catalog (CordRequest *request, GError **error)
{
  g_autofree char *since = cord_request_dup_parameter (request, "since");
  g_autoptr (JsonObject) body = json_object_new ();
  Changes changes = { json_array_new (), json_array_new () };
  guint64 version = 0;

  json_object_set_int_member (body, "version", cord_resource_store_catalog_version (request->core->database));
  json_object_set_array_member (body, "changed", changes.changed);
  json_object_set_array_member (body, "removed", changes.removed);
  if (since != NULL && !g_ascii_string_to_unsigned (since, 10, 0, G_MAXINT64, &version, NULL))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "value", "since", NULL, _("The value of “%s” cannot be used"),
                           "since");
      return NULL;
    }
  if (!cord_resource_store_changes_since (request->core->database, (gint64)version, add_change, &changes, error))
    return NULL;
  return cord_reply_new_json (200, json_node_init_object (json_node_alloc (), body));
}
