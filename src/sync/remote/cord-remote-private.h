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
  char *zone;   /* of the operator, as the server said last; or NULL */
  char *access; /* tokens; NULL when there is none */
  char *refresh;
  GPtrArray *refreshing; /* (element-type GTask) waiting for the refresh that runs; NULL when none does */
};

/* Forgets tokens and user in memory, and emits "signed-out" when there was a sign-in. */
void cord_remote_forget (CordRemote *self);

G_END_DECLS
