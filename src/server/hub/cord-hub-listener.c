/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub/cord-hub-listener.h"

#include "config.h"

#include "base/cord-id.h"
#include "server/hub/cord-callback.h"
#include "server/hub/cord-hub.h"
#include "server/resource/cord-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LISTENERS_MAX 1000
#define QUERY_MAX 2048

static JsonNode *
to_json (const CordHubListener *listener)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "id", listener->id);
  json_object_set_string_member (body, "callback", listener->callback);
  if (listener->query != NULL)
    json_object_set_string_member (body, "query", listener->query);
  return json_node_init_object (json_node_alloc (), body);
}

/* Registering */

static gboolean
check_callback (CordRequest *request, const char *callback, GError **error)
{
  g_autoptr (GUri) uri = cord_callback_parse (callback, error);
  g_autofree char *host = uri != NULL ? cord_callback_dup_host (uri) : NULL;

  return uri != NULL
         && (cord_hub_permits_private (cord_hub_of (request->core), host) || cord_callback_check_public (uri, error));
}

static gboolean
bad_query (const char *message, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "query", "query", NULL, "%s", message);
}

static gboolean
check_query (const char *text, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CordQuery) query = strlen (text) <= QUERY_MAX ? cord_query_parse (text, &inner) : NULL;

  if (query == NULL)
    return bad_query (inner != NULL ? inner->message : _ ("“query” is too long"), error);
  return (query->fields == NULL && !query->paged && query->sort->len == 0)
         || bad_query (_ ("“query” may only choose events; it cannot sort them, cut them or count them off"), error);
}

/* *query NULL: none is asked for. */
static gboolean
read_query (CordRequest *request, const char **query, GError **error)
{
  JsonNode *node = json_object_get_member (json_node_get_object (request->json), "query");

  *query = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING || cord_json_is_decimal (node))
    return bad_query (_ ("“query” must be a text"), error);
  *query = json_node_get_string (node);
  return check_query (*query, error);
}

static gboolean
check_room (CordRequest *request, GError **error)
{
  gint64 listeners, waiting;

  if (!cord_hub_store_count (cord_core_get_database (request->core), &listeners, &waiting, error))
    return FALSE;
  return listeners < LISTENERS_MAX
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "too-many", NULL,
                                 _ ("Unregister a listener that is no longer needed."),
                                 _ ("There are too many listeners"));
}

static CordReply *
reply_created (const CordHubListener *listener)
{
  CordReply *reply = cord_reply_new_json (201, to_json (listener));
  g_autofree char *location = g_strconcat (listener->base, "/hub/", listener->id, NULL);

  cord_reply_set_header (reply, "Location", location);
  return reply;
}

CordReply *
cord_hub_listener_register (CordRequest *request, GError **error)
{
  const char *callback = cord_request_text (request, "callback", error);
  const char *query;
  g_autofree char *id = NULL;
  CordHubListener listener;

  if (callback == NULL || !check_callback (request, callback, error) || !read_query (request, &query, error)
      || !check_room (request, error))
    return NULL;
  id = cord_id_new (cord_core_get_clock (request->core));
  listener = (CordHubListener){ .id = id,
                                .base = (char *)cord_endpoint_api (request->path),
                                .callback = (char *)callback,
                                .query = (char *)query,
                                .owner = request->subject,
                                .role = request->role };
  if (!cord_hub_store_add (cord_core_get_database (request->core), &listener, cord_core_now (request->core), error))
    return NULL;
  return reply_created (&listener);
}

/* Looking and letting go */

static gboolean
may_see (const CordRequest *request, const CordHubListener *listener)
{
  return g_str_equal (listener->base, cord_endpoint_api (request->path))
         && (cord_request_is_role (request, "admin")
             || (g_str_equal (listener->role, request->role) && g_str_equal (listener->owner, request->subject)));
}

static CordHubListener *
find (CordRequest *request, GError **error)
{
  GError *inner = NULL;
  g_autoptr (CordHubListener) listener
      = cord_hub_store_get (cord_core_get_database (request->core), request->id, &inner);

  if (listener != NULL && may_see (request, listener))
    return g_steal_pointer (&listener);
  if (inner == NULL)
    cord_error_set_full (&inner, CORD_ERROR_NOT_FOUND, "not-found", NULL, NULL, _ ("There is no such listener"));
  g_propagate_error (error, inner);
  return NULL;
}

CordReply *
cord_hub_listener_list (CordRequest *request, GError **error)
{
  g_autoptr (GPtrArray) listeners
      = cord_hub_store_list (cord_core_get_database (request->core), cord_endpoint_api (request->path), error);
  g_autoptr (JsonArray) array = json_array_new ();

  if (listeners == NULL)
    return NULL;
  for (guint i = 0; i < listeners->len; i++)
    if (may_see (request, g_ptr_array_index (listeners, i)))
      json_array_add_element (array, to_json (g_ptr_array_index (listeners, i)));
  return cord_reply_new_json (200, json_node_init_array (json_node_alloc (), array));
}

CordReply *
cord_hub_listener_get (CordRequest *request, GError **error)
{
  g_autoptr (CordHubListener) listener = find (request, error);

  return listener != NULL ? cord_reply_new_json (200, to_json (listener)) : NULL;
}

CordReply *
cord_hub_listener_unregister (CordRequest *request, GError **error)
{
  g_autoptr (CordHubListener) listener = find (request, error);
  gboolean found;

  if (listener == NULL || !cord_hub_store_remove (cord_core_get_database (request->core), listener->id, &found, error))
    return NULL;
  return cord_reply_new (204);
}
