/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "sync/remote/cord-answer.h"
#include "sync/remote/cord-connectivity.h"
#include "sync/remote/cord-exchange.h"
#include "sync/remote/cord-sign-in.h"
#include "wire/profile/cord-profile.h"

G_BEGIN_DECLS

/* One request to the server, as its caller fills it in; everything is copied. NULL members are left out. */
typedef struct
{
  const char *method;
  const char *path;        /* with its query, encoded already; as at cordboard-server */
  const char *link;        /* the next page of @path, as an answer to it named it: goes there instead */
  GBytes *body;            /* JSON text */
  const char *interaction; /* Cordboard-Interaction */
  const char *operation;   /* Idempotency-Key */
  const char *user;        /* goes under this user's sign-in alone; NULL: under whose ever it is */
  const char *device;      /* Cordboard-Device; NULL: that of the desk */
  gint64 sequence;         /* Cordboard-Sequence; 0: none */
  const char *if_match;
  const char *if_none_match;
  gboolean keyed; /* makes an Idempotency-Key where @operation is NULL; not for a body that holds a secret: the server
                     keeps its hash */
  gboolean anonymous; /* without the sign-in */
  gboolean queued;    /* the server may let it wait for its turn: until the limit of the whole exchange */
} CordRemoteRequest;

/* The one way to the server. Belongs to the main context it was made in; everything is asynchronous and can be
 * cancelled. Its session has no cookies, no authentication of its own, no cache, no sniffing, no decompression and
 * follows no redirect (docs/security.md, "Network exposure"). Signal: "signed-out", when the server no longer accepts
 * the sign-in. */
#define CORD_TYPE_REMOTE (cord_remote_get_type ())
G_DECLARE_FINAL_TYPE (CordRemote, cord_remote, CORD, REMOTE, GObject)

/* @base: "https://host[:port][/prefix]", "http://" to a loopback address alone, or "unix:PATH"; otherwise INVALID with
 * member "server". @device: names this desk to the server; INVALID with member "device" when it cannot stand in a
 * header. Full reference. */
CordRemote *cord_remote_new (const char *base, const char *device, CordSignIn *sign_in, CordClock *clock,
                             GError **error);
/* Whether the server answers. Owned by self. */
CordConnectivity *cord_remote_get_connectivity (CordRemote *self);
/* The base as it was given: the name under which things are kept about this server. */
const char *cord_remote_get_server (CordRemote *self);
/* The name of the user, "" when nobody is signed in. */
const char *cord_remote_get_user (CordRemote *self);
/* The operator's IANA zone; NULL before the first sign-in, or when the server does not say. */
const char *cord_remote_get_zone (CordRemote *self);
/* The clock that it was made with. Owned by self. */
CordClock *cord_remote_get_clock (CordRemote *self);
/* How the system behind the server speaks; cordboard-server's own way unless set. To be set before the first request.
 */
void cord_remote_set_profile (CordRemote *self, CordProfile *profile);
/* The profile. Owned by self. */
CordProfile *cord_remote_get_profile (CordRemote *self);
/* Replaces CORD_EXCHANGE_LIMITS, for the requests that follow. */
void cord_remote_set_limits (CordRemote *self, const CordExchangeLimits *limits);

/* Sends @request and reads the answer, whatever its status. A 401 renews the sign-in once and sends the same bytes
 * under the same key again; nothing else is retried here. What goes to a TM Forum resource is put into the words of the
 * profile, and what comes back out of them: no other part of the desk knows another system's words. */
void cord_remote_send_async (CordRemote *self, const CordRemoteRequest *request, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* The answer, full; cord_answer_check reads its status. NULL with the errors of cord-exchange.h; INVALID with reason
 * "request" when the request cannot be sent; DENIED with reason "signed-out" when there is no sign-in (any more)
 * or it is not that of @user, "not-offered" when the system has no such resource. */
CordAnswer *cord_remote_send_finish (CordRemote *self, GAsyncResult *result, GError **error);

G_END_DECLS
