/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

struct _CordRemote
{
  GObject parent_instance;

  char *server; /* as given */
  char *base;   /* what paths are put behind */
  char *device;
  CordProfile *profile;
  SoupSession *session;
  SoupSession *elsewhere; /* for whole addresses, where the server is a Unix socket; otherwise NULL */
  CordSignIn *sign_in;
  CordClock *clock;
  CordConnectivity *connectivity;
  CordExchangeLimits limits;
  GNetworkMonitor *monitor; /* NULL for a Unix socket */
  gboolean probing;

  char *user;
  char *role;
  char *zone;   /* of the operator, as the server last told; or NULL */
  char *access; /* tokens; NULL when there is none */
  char *refresh;
  GPtrArray *refreshing; /* (element-type GTask) waiting for the refresh that runs; NULL when none does */
};

/* cord-remote-token.c. One refresh at a time, however many ask. TRUE: there is a fresh access token. */
void cord_remote_refresh_async (CordRemote *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_remote_refresh_finish (CordRemote *self, GAsyncResult *result, GError **error);
void cord_remote_forget (CordRemote *self);
gboolean cord_remote_set_signed_out (GError **error); /* always FALSE */

G_END_DECLS
