/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* An order, a message or an appointment that must happen exactly once: made when the agent confirms, serialised once,
 * stored with the event that explains it, sent as the same bytes however often (docs/reliability.md, R1 and R2). */
typedef struct
{
  char *operation; /* UUIDv7: op_id and Idempotency-Key */
  char *kind;      /* "order", "message", "appointment" */
  char *method;
  char *path;
  char *if_match; /* or NULL */
  GBytes *body;
} CordIntent;

CordIntent *cord_intent_new (const char *operation, const char *kind, const char *method, const char *path,
                             const char *if_match, GBytes *body);
CordIntent *cord_intent_copy (const CordIntent *self);
void cord_intent_free (CordIntent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordIntent, cord_intent_free)

/* The port through which the desk reaches the outside: everything asynchronous, documents in the domain's own
 * shapes, errors of CORD_ERROR (DENIED with reason naming the missing level, OFFLINE when nobody answered,
 * STALE with reason "quote-stale"). Implemented by the remote gateway; tests bring doubles.
 * Results are full references. */
#define CORD_TYPE_GATEWAY (cord_gateway_get_type ())
G_DECLARE_INTERFACE (CordGateway, cord_gateway, CORD, GATEWAY, GObject)

typedef enum
{
  CORD_CALL_SIGN_IN,          /* {user, password} -> {role, user} */
  CORD_CALL_RESTORE_SIGN_IN,  /* {} -> {role, user}; DENIED when nothing is kept */
  CORD_CALL_SIGN_OUT,         /* {} -> {} */
  CORD_CALL_OPEN_INTERACTION, /* {channel, direction, sop, policy} -> {id} */
  CORD_CALL_FIND,             /* {interaction, query} -> {candidates [{id, label, hint}]} */
  CORD_CALL_VERIFY,           /* {interaction, customer, factor, value} -> {match, level, attemptsLeft, lockedUntil?} */
  CORD_CALL_LOAD_CUSTOMER,    /* {interaction, customer} -> customer document (cord-customer.h) */
  CORD_CALL_LOAD_CATALOG,     /* {} -> catalog document (cord-catalog.h); from the cache when offline */
  CORD_CALL_QUALIFY,          /* {interaction, customer, change} -> {result, rule?, text?} */
  CORD_CALL_QUOTE,            /* {interaction, customer, change, effective} -> {id, input, seal, letters} */
  CORD_CALL_ORDER_STATE,      /* {interaction, order} -> {id, number, state, effective, undoUntil?, completed?} */
  CORD_CALL_UNDO_ORDER,       /* {interaction, order} -> {state} */
} CordCall;

struct _CordGatewayInterface
{
  GTypeInterface parent;

  void (*call_async) (CordGateway *self, CordCall call, GVariant *arguments, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  GVariant *(*call_finish) (CordGateway *self, GAsyncResult *result, GError **error);

  /* Makes the bytes of an intent, once. @request for "order": {interaction, customer, account, change, effective, quote
   * {id, seal}, lines and monthly (cord-order-price.h), currency}; "message": {interaction, customer, channel, address,
   * subject, body, order}; "appointment": {interaction, customer, at, purpose, channel, order}. */
  CordIntent *(*prepare) (CordGateway *self, const char *kind, GVariant *request, GError **error);
  /* Sends it (again); → for order {order, number, state, effective, undoUntil}, message {message, state, proof?},
   * appointment {appointment, state}. STALE carries the fresh quote in nothing: call QUOTE again. OFFLINE: it stays
   * queued and is retried. */
  void (*submit_async) (CordGateway *self, const CordIntent *intent, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
  GVariant *(*submit_finish) (CordGateway *self, GAsyncResult *result, GError **error);

  gboolean (*get_online) (CordGateway *self);
  char **(*dup_limits) (CordGateway *self); /* or NULL: there are none */
};

/* Signal of the interface: "online-changed". */
void cord_gateway_call_async (CordGateway *self, CordCall call, GVariant *arguments, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_gateway_call_finish (CordGateway *self, GAsyncResult *result, GError **error);
CordIntent *cord_gateway_prepare (CordGateway *self, const char *kind, GVariant *request, GError **error);
void cord_gateway_submit_async (CordGateway *self, const CordIntent *intent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_gateway_submit_finish (CordGateway *self, GAsyncResult *result, GError **error);
gboolean cord_gateway_get_online (CordGateway *self);
/* What the system behind it cannot do, in sentences for the agent, known before anybody signs in; the list may be
 * empty. A system with which no call could be brought to its end refuses SIGN_IN and RESTORE_SIGN_IN: DENIED with
 * reason "profile". Full. */
char **cord_gateway_dup_limits (CordGateway *self);

G_END_DECLS
