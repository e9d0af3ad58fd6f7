/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-outcome.h"

#include "config.h"

#include "base/cord-id.h"
#include "server/core/cord-operation.h"
#include "server/order/cord-pricing.h"
#include "server/resource/cord-access.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

static gboolean
not_arrived (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "not-found", NULL, NULL,
                              _ ("This operation has not arrived"));
}

/* What the answer holds; NULL: no resource. */
static const CordResourceType *
find_type (JsonNode *answer)
{
  const char *path = answer != NULL ? cord_json_find_string (answer, "href") : NULL;

  return path != NULL ? cord_resource_type_for_path (path, NULL) : NULL;
}

/* What it takes to place an order it also takes to be told of it. */
static gboolean
check_change (const CordRequest *request, const CordResourceType *type, JsonObject *document, GError **error)
{
  g_autofree char *customer = NULL;

  if (!cord_request_is_bound (request)
      || (!g_str_equal (type->name, "productOrder") && !g_str_equal (type->name, "cancelProductOrder")))
    return TRUE;
  return cord_access_find_customer (request->core, type, document, &customer, error)
         && cord_pricing_check_change (request, customer, error);
}

static gboolean
may_see (const CordRequest *request, JsonNode *answer, GError **error)
{
  const CordResourceType *type = find_type (answer);
  GError *refusal = NULL;

  if (type == NULL
      || (cord_access_check_owned (request, type, json_node_get_object (answer), &refusal)
          && check_change (request, type, json_node_get_object (answer), &refusal)))
    return TRUE;
  if (!g_error_matches (refusal, CORD_ERROR, CORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, refusal);
      return FALSE;
    }
  g_error_free (refusal);
  return not_arrived (error);
}

static CordReply *
answer (const CordRequest *request, const CordOperation *operation, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) done
      = operation->body != NULL ? cord_json_parse (operation->body, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;

  if (operation->body != NULL && done == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, "a stored outcome is damaged");
      return NULL;
    }
  if (!may_see (request, done, error))
    return NULL;
  json_object_set_string_member (body, "id", request->id);
  json_object_set_string_member (body, "state", operation->state);
  if (g_str_equal (operation->state, "decided"))
    json_object_set_int_member (body, "status", operation->status);
  if (done != NULL)
    json_object_set_member (body, "body", g_steal_pointer (&done));
  return cord_reply_new_json (200, json_node_init_object (json_node_alloc (), body));
}

CordReply *
cord_outcome_get (CordRequest *request, GError **error)
{
  g_autofree char *device = cord_request_dup_device (request);
  GError *inner = NULL;
  g_autoptr (CordOperation) operation
      = cord_operation_store_get (cord_core_get_database (request->core), device, request->id, &inner);

  if (operation != NULL && cord_operation_is_own (request, operation))
    return answer (request, operation, error);
  if (inner == NULL)
    not_arrived (&inner);
  g_propagate_error (error, inner);
  return NULL;
}

CordReply *
cord_outcome_cancel (CordRequest *request, GError **error)
{
  g_autofree char *device = cord_request_dup_device (request);
  g_autoptr (CordOperation) there = NULL;
  gboolean placed;

  if (!cord_id_is_valid (request->id))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "id", "id", NULL,
                           _ ("The id of an operation is a UUID of version 7"));
      return NULL;
    }
  if (!cord_operation_store_add_tombstone (cord_core_get_database (request->core), device, request->id,
                                           request->subject, cord_core_now (request->core), &placed, error))
    return NULL;
  there = cord_operation_store_get (cord_core_get_database (request->core), device, request->id, error);
  if (there == NULL)
    return NULL;
  if (cord_operation_is_own (request, there))
    return answer (request, there, error);
  not_arrived (error);
  return NULL;
}
