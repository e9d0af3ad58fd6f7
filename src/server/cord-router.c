/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-router.h"

#include "config.h"

#include "server/admin/cord-status.h"
#include "server/admin/cord-user-admin.h"
#include "server/call/cord-communication.h"
#include "server/call/cord-contact.h"
#include "server/call/cord-customer-view.h"
#include "server/call/cord-find.h"
#include "server/call/cord-outcome.h"
#include "server/call/cord-token-grant.h"
#include "server/call/cord-verification.h"
#include "server/core/cord-operation.h"
#include "server/core/cord-scan.h"
#include "server/hub/cord-event-stream.h"
#include "server/hub/cord-hub-listener.h"
#include "server/order/cord-appointment.h"
#include "server/order/cord-bill-demand.h"
#include "server/order/cord-customer-removal.h"
#include "server/order/cord-inventory-history.h"
#include "server/order/cord-order-undo.h"
#include "server/order/cord-order.h"
#include "server/order/cord-order-queue.h"
#include "server/order/cord-pricing.h"
#include "server/order/cord-time-slot.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-open-calls.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TMF_PREFIX "/tmf-api/"

static const struct
{
  const char *endpoint;
  CordHandler handler;
} handlers[] = {
  { "token-revoke", cord_token_grant_revoke },
  { "interaction-open", cord_contact_open },
  { "interaction", cord_contact_get },
  { "customer-search", cord_find },
  { "verification", cord_verification },
  { "event-append", cord_contact_append_events },
  { "event-list", cord_contact_list_events },
  { "catalog-change", cord_status_catalog },
  { "catalog-problem", cord_status_catalog_problems },
  { "event-stream", cord_event_stream_open },
  { "customer-view", cord_customer_view },
  { "operation", cord_outcome_get },
  { "operation-cancel", cord_outcome_cancel },
  { "user-list", cord_user_admin_list },
  { "user-set", cord_user_admin_patch },
  { "health", cord_status_health },
  { "ready", cord_status_ready },
  { "metrics", cord_status_metrics },
  { "root-health", cord_status_health },
  { "root-ready", cord_status_ready },
  { "root-metrics", cord_status_metrics },
  { "qualification", cord_pricing_qualify },
  { "quote", cord_pricing_quote },
  { "order", cord_order_place },
  { "order-cancel", cord_order_cancel },
  { "message", cord_communication_send },
  { "appointment", cord_appointment_book },
  { "hub-register", cord_hub_listener_register },
  { "hub-list", cord_hub_listener_list },
  { "hub-get", cord_hub_listener_get },
  { "hub-unregister", cord_hub_listener_unregister },
};

/* The operations on types of resource; the first that fits. Type NULL: every one. */
static const struct
{
  const char *type;
  char operation;
  CordHandler handler;
} operations[] = {
  { "customer", 'D', cord_customer_delete },
  { "productOrder", 'U', cord_order_patch },
  { "productOrder", 'D', cord_order_delete },
  { "customerBillOnDemand", 'C', cord_bill_demand },
  { "searchTimeSlot", 'C', cord_time_slot_search },
  { NULL, 'L', cord_engine_list },
  { NULL, 'G', cord_engine_get },
  { NULL, 'C', cord_engine_create },
  { NULL, 'U', cord_engine_patch },
  { NULL, 'D', cord_engine_delete },
};

static gboolean
not_found (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "not-found", NULL, NULL,
                              _ ("There is nothing at this address"));
}

static gboolean
not_allowed (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "method-not-allowed", NULL, NULL,
                              _ ("This address does not take this method"));
}

/* Clients put addresses together from a base that ends in a slash, or end them in one: "…/v4//product/". No id is
 * empty, so nothing is lost. */
static void
tidy_path (CordRequest *request)
{
  char *to = request->path;

  if (!g_str_has_prefix (request->path, TMF_PREFIX))
    return;
  for (const char *from = request->path; *from != '\0'; from++)
    if (*from != '/' || (from[1] != '/' && from[1] != '\0'))
      *to++ = *from;
  *to = '\0';
}

static gboolean
find_target (CordRequest *request, GError **error)
{
  gboolean known = FALSE;

  tidy_path (request);
  request->endpoint = cord_endpoint_match (request->method, request->path, &request->id, &known);
  if (request->endpoint != NULL)
    {
      request->type = cord_resource_type_for_path (request->path, NULL);
      return TRUE;
    }
  g_clear_pointer (&request->id, g_free);
  request->type = cord_resource_type_for_path (request->path, &request->id);
  if (request->type != NULL)
    return TRUE;
  return known ? not_allowed (error) : not_found (error);
}

/* The operation of the engine that a method asks for; 0 when the type does not have it. */
static char
operation_of (const CordRequest *request)
{
  static const struct
  {
    const char *method;
    gboolean one;
    char operation;
  } methods[] = {
    { "GET", FALSE, 'L' }, { "GET", TRUE, 'G' }, { "POST", FALSE, 'C' }, { "PATCH", TRUE, 'U' }, { "DELETE", TRUE, 'D' }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].method, request->method) && methods[i].one == (request->id != NULL)
        && strchr (request->type->operations, methods[i].operation) != NULL)
      return methods[i].operation;
  return 0;
}

static CordHandler
find_handler (const CordRequest *request)
{
  char operation;

  if (request->endpoint != NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
      if (g_str_equal (handlers[i].endpoint, request->endpoint->name))
        return handlers[i].handler;
  if (request->type == NULL)
    return NULL;
  operation = operation_of (request);
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    if (operations[i].operation == operation
        && (operations[i].type == NULL || g_str_equal (operations[i].type, request->type->name)))
      return operations[i].handler;
  return NULL;
}

static gboolean
is_interaction_path (const CordRequest *request)
{
  return request->endpoint != NULL && request->id != NULL
         && strstr (request->endpoint->path, "/interaction/{id}") != NULL;
}

static gboolean
needs_interaction (CordRequest *request, GError **error)
{
  CordPolicy *policy;

  if (request->interaction != NULL || request->endpoint == NULL || !request->endpoint->needs_interaction
      || !cord_request_is_bound (request) || (request->type != NULL && g_str_equal (request->method, "GET")))
    return TRUE;
  policy = cord_core_policy (request->core, NULL, NULL);
  if (request->type != NULL)
    return cord_access_check_level (request, NULL,
                                    policy != NULL ? cord_policy_level_for_change (policy) : CORD_LEVEL_R3, error);
  return cord_error_set_full (error, CORD_ERROR_DENIED, "no-interaction", "Cordboard-Interaction",
                              _ ("Open an interaction for this call first."), _ ("This needs an open interaction"));
}

static gboolean
find_interaction (CordRequest *request, GError **error)
{
  g_autofree char *named = NULL;
  GError *inner = NULL;
  gboolean open;

  if (is_interaction_path (request))
    {
      open = g_str_equal (request->endpoint->name, "verification");
      if (cord_access_load_interaction (request, request->id, !open, &inner))
        return TRUE;
      if (g_strcmp0 (cord_error_get_reason (inner), "no-interaction") == 0)
        {
          g_clear_error (&inner);
          return not_found (error);
        }
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (request->endpoint != NULL && g_str_equal (request->endpoint->name, "customer-search"))
    named = cord_request_dup_parameter (request, "interaction");
  return cord_access_load_interaction (request, named, FALSE, error) && needs_interaction (request, error);
}

static const char *
roles_of (const CordRequest *request)
{
  return request->endpoint != NULL ? request->endpoint->roles : "signed-in";
}

/* Public pages and sign-in must not fail over a token that has just run out. */
static gboolean
identify (CordRequest *request, GError **error)
{
  const char *roles = roles_of (request);

  if (g_str_equal (roles, "*"))
    {
      /* An outcome is kept for a subject; what needs no sign-in may simply be done again. */
      soup_message_headers_remove (request->headers, "Idempotency-Key");
      return TRUE;
    }
  return cord_access_identify (request, error) && cord_access_check_roles (request, roles, error)
         && find_interaction (request, error);
}

static gboolean
has_type (const char *header, const char *type)
{
  gsize length = strlen (type);

  return header != NULL && g_ascii_strncasecmp (header, type, length) == 0
         && (header[length] == '\0' || header[length] == ';' || header[length] == ' ');
}

/* RFC 8259, 8.1: JSON is UTF-8, whatever else the header claims. */
static gboolean
claims_another_charset (const char *type)
{
  g_autofree char *lower = g_ascii_strdown (type, -1);
  const char *charset = strstr (lower, "charset=");

  if (charset == NULL)
    return FALSE;
  charset += strlen ("charset=");
  if (*charset == '"')
    charset++;
  return strncmp (charset, "utf-8", 5) != 0 && strncmp (charset, "utf8", 4) != 0;
}

static gboolean
is_form (const CordRequest *request)
{
  return request->endpoint != NULL && g_str_has_prefix (request->endpoint->name, "token")
         && has_type (cord_request_header (request, "Content-Type"), "application/x-www-form-urlencoded");
}

static gboolean
read_body (CordRequest *request, GError **error)
{
  const char *type = cord_request_header (request, "Content-Type");
  gboolean patch = g_str_equal (request->method, "PATCH");

  if ((!patch && !g_str_equal (request->method, "POST")) || is_form (request))
    return TRUE;
  if ((!has_type (type, "application/json") && !(patch && has_type (type, "application/merge-patch+json")))
      || claims_another_charset (type))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "media-type", "Content-Type", NULL,
                                _ ("The body must be JSON"));
  request->json = cord_json_parse (g_bytes_get_size (request->body) > 0 ? g_bytes_get_data (request->body, NULL) : "",
                                   (gssize)g_bytes_get_size (request->body), &CORD_JSON_LIMITS_WIRE, error);
  if (request->json == NULL)
    return FALSE;
  return JSON_NODE_HOLDS_OBJECT (request->json)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "shape", NULL, NULL, _ ("The body must be an object"));
}

static CordReply *
dispatch (CordRequest *request, GError **error)
{
  CordHandler handler = find_handler (request);
  CordReply *reply;

  if (handler == NULL)
    {
      not_allowed (error);
      return NULL;
    }
  if (!identify (request, error) || !read_body (request, error))
    return NULL;
  /* What was imported is followed and due orders are carried out before anything is read; the clock may have moved
   * since the last tick. Checks of the server's health do not wait for the store. */
  if (!g_str_equal (roles_of (request), "*"))
    {
      cord_inventory_history_catch_up (cord_inventory_history_of (request->core));
      cord_order_queue_run_due (cord_order_queue_of (request->core));
    }
  if (g_str_equal (request->method, "GET"))
    return handler (request, error);
  reply = cord_operation_run (request, handler, error);
  /* What it left in the store may be due at once: an order without an undo window. */
  if (reply != NULL)
    cord_order_queue_run_due (cord_order_queue_of (request->core));
  return reply;
}

/* A GET reads one state of the store, from the token to the answer. */
static CordReply *
dispatch_held (CordRequest *request, GError **error)
{
  CordReply *reply;

  if (g_str_equal (request->method, "GET"))
    cord_database_hold (cord_core_get_database (request->core));
  reply = dispatch (request, error);
  cord_database_release (cord_core_get_database (request->core));
  cord_open_calls_note_activity (request);
  return reply;
}

static void
set_allow (CordRequest *request, CordReply *reply)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
  g_autoptr (GString) allow = g_string_new (NULL);
  g_autofree char *asked = g_steal_pointer (&request->method);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *parameter = NULL;

      request->method = (char *)methods[i];
      if (cord_endpoint_match (methods[i], request->path, &parameter, NULL) != NULL
          || (request->type != NULL && operation_of (request) != 0))
        g_string_append_printf (allow, "%s%s", allow->len > 0 ? ", " : "", methods[i]);
    }
  request->method = g_steal_pointer (&asked);
  cord_reply_set_header (reply, "Allow", allow->str);
}

static void
answer (CordRequest *request, CordReply *reply, GError *error, CordReplyFunc done, gpointer user_data)
{
  if (reply != NULL && reply->work != NULL)
    {
      cord_scans_add (request, reply, done, user_data);
      return;
    }
  if (reply == NULL)
    reply = cord_request_refuse (request, error);
  if (reply->status == 405)
    set_allow (request, reply);
  /* RFC 5789, 2.2. */
  if (reply->status == 415 && g_str_equal (request->method, "PATCH"))
    cord_reply_set_header (reply, "Accept-Patch", "application/merge-patch+json, application/json");
  done (reply, user_data);
}

void
cord_router_handle (CordRequest *request, CordReplyFunc done, gpointer user_data)
{
  GError *error = NULL;
  CordReply *reply = NULL;

  if (find_target (request, &error))
    {
      if (request->endpoint != NULL && g_str_equal (request->endpoint->name, "token"))
        {
          if (read_body (request, &error))
            {
              cord_token_grant_run (request, done, user_data);
              return;
            }
        }
      else
        reply = dispatch_held (request, &error);
    }
  answer (request, reply, error, done, user_data);
}
