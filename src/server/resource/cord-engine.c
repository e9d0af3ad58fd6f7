/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-engine.h"

#include "config.h"

#include "base/cord-id.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-list.h"
#include "server/resource/cord-merge-patch.h"
#include "server/resource/cord-own-rows.h"
#include "server/resource/cord-query.h"
#include "server/resource/cord-resource-change.h"
#include "store/cord-credential-store.h"
#include "wire/cord-json-equal.h"
#include "wire/cord-resource-row.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
contains (const char *const *names, const char *name)
{
  return names != NULL && g_strv_contains (names, name);
}

JsonNode *
cord_engine_load (CordCore *core, const char *type, const char *id, gint64 *version, GError **error)
{
  g_autoptr (CordStoredResource) stored = cord_resource_store_get (cord_core_get_database (core), type, id, error);
  JsonNode *node;

  if (stored == NULL)
    return NULL;
  if (version != NULL)
    *version = stored->version;
  node = cord_json_parse (stored->document != NULL ? stored->document : "", -1, &CORD_JSON_LIMITS_FILE, NULL);
  /* Not the client's fault. */
  if (node == NULL)
    cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, "a stored %s is damaged", type);
  return node;
}

CordStoredResource *
cord_engine_require_stored (CordCore *core, const char *type, const char *id, GError **error)
{
  GError *inner = NULL;
  CordStoredResource *stored = cord_resource_store_get (cord_core_get_database (core), type, id, &inner);

  if (stored == NULL && inner == NULL)
    cord_access_refuse_absent (type, &inner);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return stored;
}

gboolean
cord_engine_find (CordCore *core, const char *type, const char *id, JsonNode **node, GError **error)
{
  GError *inner = NULL;

  *node = id != NULL ? cord_engine_load (core, type, id, NULL, &inner) : NULL;
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

JsonNode *
cord_engine_require (CordCore *core, const char *type, const char *id, gint64 *version, GError **error)
{
  g_autoptr (CordStoredResource) stored = cord_engine_require_stored (core, type, id, error);

  if (stored == NULL)
    return NULL;
  if (version != NULL)
    *version = stored->version;
  return cord_json_parse (stored->document, -1, &CORD_JSON_LIMITS_FILE, error);
}

static gboolean
add_node (const CordStoredResource *resource, gpointer user_data)
{
  cord_json_add_stored (user_data, resource->document);
  return TRUE;
}

JsonArray *
cord_engine_collect (CordCore *core, const char *type, const char *column, const char *value, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  gboolean done = column != NULL
                      ? cord_resource_store_each_indexed (cord_core_get_database (core), type, column, value, 0, -1,
                                                          add_node, array, error)
                      : cord_resource_store_each (cord_core_get_database (core), type, 0, -1, add_node, array, error);

  return done ? g_steal_pointer (&array) : NULL;
}

static gboolean
store_secrets (CordCore *core, const CordResourceRow *row, GError **error)
{
  const char *const *secrets = (const char *const *)row->secrets->pdata;
  g_autofree char *subject = cord_credential_subject (row->type->name, row->id);

  for (gsize i = 0; secrets[i] != NULL; i += 2)
    if (!cord_credential_store_set (cord_core_get_database (core), subject, secrets[i], secrets[i + 1], error))
      return FALSE;
  return TRUE;
}

gboolean
cord_engine_store (CordCore *core, const CordResourceType *type, JsonObject *document, gint64 *version, GError **error)
{
  g_autoptr (CordResourceRow) row = cord_resource_row_new (type, document, error);
  g_auto (CordResourceChange) change = { 0 };
  CordPutResult result;

  if (row == NULL || !cord_resource_change_begin (&change, core, type, row->id, error)
      || !cord_resource_store_put (cord_core_get_database (core), type->name, row->id, row->document,
                                   (const char *const *)row->columns->pdata, cord_core_now (core), &result, error)
      || !store_secrets (core, row, error) || !cord_resource_change_end (&change, row->document, error))
    return FALSE;
  if (result != CORD_PUT_UNCHANGED && cord_resource_type_is_public (type)
      && !cord_resource_store_note_change (cord_core_get_database (core), type->name, row->id, FALSE, error))
    return FALSE;
  return version == NULL
         || cord_resource_store_get_version (cord_core_get_database (core), type->name, row->id, version, error);
}

static char *
dup_tag (gint64 version)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
}

static void
set_tag (CordReply *reply, gint64 version)
{
  g_autofree char *tag = dup_tag (version);

  cord_reply_set_header (reply, "ETag", tag);
}

CordReply *
cord_engine_reply (guint status, const CordResourceType *type, JsonObject *document, gint64 version)
{
  CordReply *reply = cord_reply_new_json (status, json_node_init_object (json_node_alloc (), document));

  if (status == 201)
    cord_reply_set_header (reply, "Location", json_object_get_string_member (document, "href"));
  set_tag (reply, version);
  return reply;
}

/* RFC 9110, 13.1.1, and docs/reliability.md, R8: a change names the version it was based on. */
static gboolean
check_version (CordRequest *request, gint64 version, GError **error)
{
  g_autofree char *tag = dup_tag (version);

  if (cord_request_header (request, "If-Match") == NULL)
    return cord_core_is_kit_mode (request->core)
           || cord_error_set_full (error, CORD_ERROR_CONFLICT, "precondition-required", "If-Match",
                                   _ ("Load it again and repeat the change."),
                                   _ ("A change must say which version it changes"));
  return cord_request_names_tag (request, "If-Match", tag)
         || cord_error_set_full (error, CORD_ERROR_STALE, "stale", "If-Match",
                                 _ ("Load it again and repeat the change."),
                                 _ ("Somebody else changed this meanwhile"));
}

CordReply *
cord_engine_list (CordRequest *request, GError **error)
{
  return cord_access_check_operation (request, request->type, 'L', error) ? cord_list (request, error) : NULL;
}

static gboolean
may_see (CordRequest *request, JsonNode *node, GError **error)
{
  return cord_access_check_owned (request, request->type, json_node_get_object (node), error);
}

/* Before the document is read: how long that takes must not say that there is one. */
static gboolean
may_look (CordRequest *request, GError **error)
{
  const char *verified = cord_access_get_verified (request);
  gboolean own = FALSE;

  if (!cord_access_is_limited (request, request->type))
    return TRUE;
  if (verified != NULL
      && !cord_own_rows_has (cord_core_get_database (request->core), request->type, verified, request->id, &own, error))
    return FALSE;
  return own || cord_access_refuse_absent (request->type->name, error);
}

/* The text of what was asked for; a document that goes out whole to somebody who may see all is not even read. NULL
 * when the caller may not see it. */
static char *
take_text (CordRequest *request, const CordQuery *query, CordStoredResource *stored, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) left = NULL;

  if (!cord_access_is_limited (request, request->type) && query->fields == NULL)
    return g_steal_pointer (&stored->document);
  node = cord_json_parse (stored->document, -1, &CORD_JSON_LIMITS_FILE, error);
  if (node == NULL || !may_see (request, node, error))
    return NULL;
  if (query->fields == NULL)
    return g_steal_pointer (&stored->document);
  left = cord_query_project (query, node);
  return cord_json_write (left);
}

CordReply *
cord_engine_get (CordRequest *request, GError **error)
{
  g_autoptr (CordQuery) query = NULL;
  g_autoptr (CordStoredResource) stored = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tag = NULL;
  CordReply *reply;

  if (!cord_access_check_operation (request, request->type, 'G', error) || !may_look (request, error))
    return NULL;
  query = cord_query_parse (request->query, error);
  stored = query != NULL ? cord_engine_require_stored (request->core, request->type->name, request->id, error) : NULL;
  text = stored != NULL ? take_text (request, query, stored, error) : NULL;
  if (text == NULL)
    return NULL;
  tag = dup_tag (stored->version);
  if (cord_request_names_tag (request, "If-None-Match", tag))
    reply = cord_reply_new (304);
  else
    reply = cord_reply_new_text (200, g_steal_pointer (&text));
  cord_reply_set_header (reply, "ETag", tag);
  return reply;
}

static gboolean
bad_state (const CordResourceType *type, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "state", type->state, NULL,
                              _ ("%s: “%s” cannot have this value"), type->name, type->state);
}

static gboolean
give_state (const CordResourceType *type, JsonObject *document, GError **error)
{
  JsonNode *node = type->state != NULL ? json_object_get_member (document, type->state) : NULL;

  if (type->state == NULL)
    return TRUE;
  if (node == NULL)
    {
      /* One that must be named is not made up. */
      const char *first = contains (type->mandatory, type->state) ? NULL : cord_resource_type_first_state (type);

      if (first != NULL)
        json_object_set_string_member (document, type->state, first);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || !cord_resource_type_may_become (type, NULL, json_node_get_string (node)))
    return bad_state (type, error);
  return TRUE;
}

/* Where only the server sets the state, a client that names one expects what will not happen. The kits do. */
static gboolean
may_name_state (const CordResourceType *type, JsonObject *document, GError **error)
{
  return !type->state_refused || !json_object_has_member (document, type->state)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "state", type->state, NULL, _ ("%s: the server sets “%s”"),
                                 type->name, type->state);
}

/* Sets those of the times in @names that the type has. */
static void
stamp (CordCore *core, const CordResourceType *type, JsonObject *document, const char *const *names)
{
  g_autofree char *now = cord_core_now_text (core);

  for (gsize i = 0; names[i] != NULL; i++)
    if (cord_resource_type_gets_time (type, names[i]))
      json_object_set_string_member (document, names[i], now);
}

gboolean
cord_engine_prepare (CordRequest *request, const CordResourceType *type, JsonObject *document, GError **error)
{
  gboolean kit = cord_core_is_kit_mode (request->core);
  JsonNode *own = kit ? json_object_get_member (document, "id") : NULL;
  /* Not cord_tmf_id, which takes an empty id for none: it is refused. */
  g_autofree char *id = own != NULL && JSON_NODE_HOLDS_VALUE (own) ? json_node_dup_string (own) : NULL;

  if (!cord_resource_type_check (type, document, kit, error) || (!kit && !may_name_state (type, document, error)))
    return FALSE;
  for (gsize i = 0; type->server_set != NULL && type->server_set[i] != NULL; i++)
    json_object_remove_member (document, type->server_set[i]);
  if (!give_state (type, document, error))
    return FALSE;
  if (id == NULL)
    id = cord_id_new (cord_core_get_clock (request->core));
  cord_tmf_set_identity (document, id, type->type);
  stamp (request->core, type, document, cord_resource_type_times ());
  return TRUE;
}

static gboolean
is_free (CordCore *core, const CordResourceType *type, JsonObject *document, GError **error)
{
  gint64 version;

  if (!cord_resource_store_get_version (cord_core_get_database (core), type->name,
                                        json_object_get_string_member (document, "id"), &version, error))
    return FALSE;
  return version == 0
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "exists", "id", NULL, _ ("There is such a %s already"),
                                 type->name);
}

JsonObject *
cord_engine_begin (CordRequest *request, GError **error)
{
  const CordResourceType *type = request->type;
  g_autoptr (JsonObject) document = NULL;

  if (!cord_access_check_operation (request, type, 'C', error))
    return NULL;
  document = json_object_ref (json_node_get_object (request->json));
  if (!cord_access_check_document (request, type, document, error)
      || !cord_engine_prepare (request, type, document, error) || !is_free (request->core, type, document, error))
    return NULL;
  return g_steal_pointer (&document);
}

CordReply *
cord_engine_create (CordRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = cord_engine_begin (request, error);
  gint64 version;

  if (document == NULL || !cord_engine_store (request->core, request->type, document, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}

/* A client may send the whole document as it read it; what cannot be changed has to be as it is. */
static gboolean
check_immutable (const CordResourceType *type, JsonObject *patch, JsonObject *before, JsonObject *after, GError **error)
{
  for (gsize i = 0; type->immutable != NULL && type->immutable[i] != NULL; i++)
    {
      const char *name = type->immutable[i];
      JsonNode *given = json_object_get_member (patch, name);
      JsonNode *was = json_object_get_member (before, name);
      JsonNode *is = json_object_get_member (after, name);

      /* A stored null that comes back is taken away by the patch. */
      if (given == NULL || (was != NULL && (cord_json_equal (was, is) || cord_json_equal (was, given))))
        continue;
      return cord_error_set_full (error, CORD_ERROR_INVALID, "immutable", name, NULL, _ ("“%s” cannot be changed"),
                                  name);
    }
  return TRUE;
}

static gboolean
check_transition (const CordResourceType *type, JsonNode *before, JsonNode *after, GError **error)
{
  const char *from = type->state != NULL ? cord_json_find_string (before, type->state) : NULL;
  const char *to = type->state != NULL ? cord_json_find_string (after, type->state) : NULL;

  if (type->state == NULL || g_strcmp0 (from, to) == 0)
    return TRUE;
  if (to == NULL || !cord_resource_type_is_state (type, to))
    return bad_state (type, error);
  return cord_resource_type_may_become (type, from, to)
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "state", type->state, NULL,
                                 _ ("What is %s cannot become %s"), from != NULL ? from : "new", to);
}

static gboolean
check_after (CordRequest *request, JsonNode *before, JsonNode *after, GError **error)
{
  JsonObject *old = json_node_get_object (before);
  JsonObject *changed = json_node_get_object (after);

  return check_immutable (request->type, json_node_get_object (request->json), old, changed, error)
         /* The change must not give it to another customer. */
         && cord_access_check_document (request, request->type, changed, error)
         && cord_resource_type_check_change (request->type, old, changed, cord_core_is_kit_mode (request->core), error)
         && check_transition (request->type, before, after, error);
}

CordReply *
cord_engine_patch (CordRequest *request, GError **error)
{
  static const char *const changed[] = { "lastUpdate", NULL };
  const CordResourceType *type = request->type;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  gint64 version;

  if (!cord_access_check_operation (request, type, 'U', error) || !may_look (request, error))
    return NULL;
  before = cord_engine_require (request->core, type->name, request->id, &version, error);
  if (before == NULL || !may_see (request, before, error) || !check_version (request, version, error))
    return NULL;
  after = cord_merge_patch (before, request->json);
  if (!check_after (request, before, after, error))
    return NULL;
  stamp (request->core, type, json_node_get_object (after), changed);
  if (!cord_engine_store (request->core, type, json_node_get_object (after), &version, error))
    return NULL;
  return cord_engine_reply (200, type, json_node_get_object (after), version);
}

gboolean
cord_engine_remove (CordCore *core, const CordResourceType *type, const char *id, GError **error)
{
  g_auto (CordResourceChange) change = { 0 };
  g_autofree char *subject = cord_credential_subject (type->name, id);
  gboolean found;

  return cord_resource_change_begin (&change, core, type, id, error)
         && cord_resource_store_delete (cord_core_get_database (core), type->name, id, &found, error)
         /* Who gets this id next has another PIN. */
         && cord_credential_store_remove (cord_core_get_database (core), subject, error)
         && (!found || cord_resource_change_end (&change, NULL, error))
         && (!found || !cord_resource_type_is_public (type)
             || cord_resource_store_note_change (cord_core_get_database (core), type->name, id, TRUE, error));
}

CordReply *
cord_engine_delete (CordRequest *request, GError **error)
{
  const CordResourceType *type = request->type;
  g_autoptr (JsonNode) before = NULL;
  gint64 version;

  if (!cord_access_check_operation (request, type, 'D', error) || !may_look (request, error))
    return NULL;
  before = cord_engine_require (request->core, type->name, request->id, &version, error);
  if (before == NULL || !may_see (request, before, error) || !check_version (request, version, error)
      || !cord_engine_remove (request->core, type, request->id, error))
    return NULL;
  return cord_reply_new (204);
}
