/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "sync/remote/cord-connectivity.h"
#include "sync/remote/cord-exchange.h"
#include "sync/remote/cord-answer.h"
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
  gint64 sequence;         /* Cordboard-Sequence; 0: none */
  const char *if_match;
  const char *if_none_match;
  gboolean keyed; /* makes an Idempotency-Key where @operation is NULL; not for a body that holds a secret: the server
                     keeps its hash */
  gboolean anonymous; /* without the sign-in */
} CordRemoteRequest;

/* The one way to the server. Belongs to the main context it was made in; everything is asynchronous and can be
 * cancelled. Its session has no cookies, no authentication of its own, no cache, no sniffing, no decompression and
 * follows no redirect (docs/security.md, "Network exposure"). Signal: "signed-out", when the server no longer takes
 * the kept sign-in. */
#define CORD_TYPE_REMOTE (cord_remote_get_type ())
G_DECLARE_FINAL_TYPE (CordRemote, cord_remote, CORD, REMOTE, GObject)

/* @base: "https://host[:port][/prefix]", "http://" to a loopback address alone, or "unix:PATH". INVALID with member
 * "server". */
CordRemote *cord_remote_new (const char *base, const char *device, CordSignIn *sign_in, CordClock *clock,
                             GError **error);
CordConnectivity *cord_remote_get_connectivity (CordRemote *self);
const char *cord_remote_get_server (CordRemote *self); /* the base, as a name for what is kept about it */
const char *cord_remote_get_user (CordRemote *self);   /* "" when nobody is signed in */
const char *cord_remote_get_zone (
    CordRemote *self); /* IANA zone of the operator; NULL before the first sign-in, or when the server tells none */
CordClock *cord_remote_get_clock (CordRemote *self);
/* How the system behind the server speaks; cordboard-server's own way unless set. Before the first request. */
void cord_remote_set_profile (CordRemote *self, CordProfile *profile);
CordProfile *cord_remote_get_profile (CordRemote *self);
void cord_remote_set_limits (CordRemote *self, const CordExchangeLimits *limits);

/* Answers whatever the server said, errors of HTTP included (cord_answer_check reads them). A 401 refreshes the access
 * token once and sends the same bytes under the same key again. What goes to a TM Forum resource is put into the words
 * of the profile, and what comes back out of them: nobody else knows of another system's. Errors: those of
 * cord-exchange.h; DENIED with reason "signed-out" when there is no sign-in (any more), "not-offered" when the system
 * has no such resource. Nothing is retried here. */
void cord_remote_send_async (CordRemote *self, const CordRemoteRequest *request, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
CordAnswer *cord_remote_send_finish (CordRemote *self, GAsyncResult *result, GError **error);

/* → {user, role}. DENIED with reason "invalid_grant" for a wrong name or password. */
void cord_remote_sign_in_async (CordRemote *self, const char *user, const char *password, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* From what is kept; DENIED with reason "signed-out" when nothing is, or when it has ended. */
void cord_remote_restore_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
GVariant *cord_remote_sign_in_finish (CordRemote *self, GAsyncResult *result, GError **error); /* of both */
/* Forgets the sign-in here, whatever the server says to it. */
void cord_remote_sign_out_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cord_remote_sign_out_finish (CordRemote *self, GAsyncResult *result, GError **error);

G_END_DECLS
