/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* An order, a message or an appointment that must take effect exactly once: made when the agent confirms, serialised
 * once, stored with the event that explains it, and sent as the same bytes however often (docs/reliability.md, R1 and
 * R2). */
typedef struct
{
  char *operation; /* UUIDv7: op_id and Idempotency-Key */
  char *kind;      /* "order", "message", "appointment" */
  char *method;
  char *path;
  char *if_match; /* or NULL */
  GBytes *body;
} CordIntent;

/* Copies its strings and takes a reference to @body. @if_match may be NULL. */
CordIntent *cord_intent_new (const char *operation, const char *kind, const char *method, const char *path,
                             const char *if_match, GBytes *body);
/* A copy with the same bytes. Full. */
CordIntent *cord_intent_copy (const CordIntent *self);
/* NULL is allowed. */
void cord_intent_free (CordIntent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordIntent, cord_intent_free)

/* The port through which the desk reaches other systems: asynchronous, with documents in the domain's own shapes
 * (cord-gateway-document.def). Implemented by the remote gateway, and by doubles in tests.
 *
 * Errors are of CORD_ERROR: DENIED with the missing level as its reason, OFFLINE when nobody answered, STALE with
 * reason "quote-stale" when a price has changed, INVALID for a request that the system does not take.
 *
 * Signal "online-changed": cord_gateway_get_online() answers something else now. */
#define CORD_TYPE_GATEWAY (cord_gateway_get_type ())
G_DECLARE_INTERFACE (CordGateway, cord_gateway, CORD, GATEWAY, GObject)

/* What can be asked: the document of the arguments, that of the answer. */
typedef enum
{
  CORD_CALL_SIGN_IN,          /* CordSignInCall, CordSignInReply */
  CORD_CALL_RESTORE_SIGN_IN,  /* an empty object, CordSignInReply; DENIED when no sign-in is kept */
  CORD_CALL_SIGN_OUT,         /* an empty object, an empty object */
  CORD_CALL_OPEN_INTERACTION, /* CordOpenCall, CordOpenReply */
  CORD_CALL_FIND,             /* CordFindCall, CordFindReply */
  CORD_CALL_VERIFY,           /* CordVerifyCall, CordVerifyReply */
  CORD_CALL_LOAD_CUSTOMER,    /* CordCustomerCall, the document of cord-customer.h */
  CORD_CALL_LOAD_CATALOG,     /* an empty object, the document of cord-catalog.h; from the cache when offline */
  CORD_CALL_QUALIFY,          /* CordQualifyCall, CordQualifyReply */
  CORD_CALL_QUOTE,            /* CordQuoteCall, CordQuoteReply */
  CORD_CALL_ORDER_STATE,      /* CordOrderQuery, CordOrderReply */
  CORD_CALL_UNDO_ORDER,       /* CordOrderQuery, CordOrderReply */
} CordCall;

struct _CordGatewayInterface
{
  GTypeInterface parent;

  void (*call_async) (CordGateway *self, CordCall call, GVariant *arguments, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  GVariant *(*call_finish) (CordGateway *self, GAsyncResult *result, GError **error);

  CordIntent *(*prepare) (CordGateway *self, const char *kind, GVariant *request, GError **error);
  void (*submit_async) (CordGateway *self, const CordIntent *intent, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
  GVariant *(*submit_finish) (CordGateway *self, GAsyncResult *result, GError **error);

  gboolean (*get_online) (CordGateway *self);
  char **(*dup_limits) (CordGateway *self); /* NULL: there are none */
};

/* Asks @call with the document @arguments, which may be floating. */
void cord_gateway_call_async (CordGateway *self, CordCall call, GVariant *arguments, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* The document of the answer, full reference; NULL with an error. */
GVariant *cord_gateway_call_finish (CordGateway *self, GAsyncResult *result, GError **error);
/* Makes the bytes of an intent of @kind: "order" from a CordOrderCall, "message" from a CordMessageCall,
 * "appointment" from a CordAppointmentCall. Sends nothing. Full; NULL with INVALID when @request cannot be written. */
CordIntent *cord_gateway_prepare (CordGateway *self, const char *kind, GVariant *request, GError **error);
/* Sends the bytes of @intent, the first time or again. On STALE the caller asks CORD_CALL_QUOTE anew; on OFFLINE the
 * outcome is unknown and the same intent is to be sent later. */
void cord_gateway_submit_async (CordGateway *self, const CordIntent *intent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* The document of a CordIntentReply, full reference; NULL with an error. */
GVariant *cord_gateway_submit_finish (CordGateway *self, GAsyncResult *result, GError **error);
/* Did the last exchange get an answer? Before the first, whether there is a network. */
gboolean cord_gateway_get_online (CordGateway *self);
/* What the system behind it cannot do, in translated sentences, known before anybody signs in. Full; empty when there
 * is nothing to say. A system with which no call could be finished refuses SIGN_IN and RESTORE_SIGN_IN: DENIED with
 * reason "profile". */
char **cord_gateway_dup_limits (CordGateway *self);

G_END_DECLS
