/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* The sign-in of a CordRemote: its access token, and the refresh token that is kept between runs (docs/wire.md,
 * "Sign-in").
 *
 * Signs in with a password. DENIED with reason "invalid_grant" when the name or the password is wrong, "throttled"
 * after too many attempts; otherwise the errors of cord_remote_send_finish. */
void cord_remote_sign_in_async (CordRemote *self, const char *user, const char *password, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Signs in with the refresh token that is kept. DENIED with reason "signed-out" when there is none, or when the server
 * no longer accepts it. */
void cord_remote_restore_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* Ends both: the document of a CordSignInReply (cord-gateway-document.h). Full reference. */
GVariant *cord_remote_sign_in_finish (CordRemote *self, GAsyncResult *result, GError **error);
/* Asks the server to end the sign-in and forgets it here, whatever the server answers. */
void cord_remote_sign_out_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* FALSE when the kept token could not be removed. */
gboolean cord_remote_sign_out_finish (CordRemote *self, GAsyncResult *result, GError **error);

/* Fetches a new access token; one request at a time, however many ask. */
void cord_remote_refresh_async (CordRemote *self, GAsyncReadyCallback callback, gpointer user_data);
/* TRUE: there is a new access token. DENIED with reason "signed-out" when the sign-in has ended, OFFLINE when the
 * server cannot renew it now. */
gboolean cord_remote_refresh_finish (CordRemote *self, GAsyncResult *result, GError **error);
/* Sets the error for a request without a sign-in: DENIED with reason "signed-out". Always FALSE. */
gboolean cord_remote_set_signed_out (GError **error);

G_END_DECLS
