/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-clock.h"
#include "server/core/cord-limits.h"
#include "store/cord-database.h"
#include "store/cord-secret.h"

G_BEGIN_DECLS

/* The server as a library: main.c runs it, and so does the practice line, inside the desk's own process. */

/* Fills the store before the first request, for demo and practice data: FALSE with the error stops the start. Called in
 * the server's thread. */
typedef gboolean (*CordServerPopulate) (CordDatabase *database, gint64 now, gpointer user_data, GError **error);

/* All strings are copied. NULL or 0: the default. */
typedef struct
{
  const char *store;      /* "memory" (default) or "sqlite:PATH" */
  const char *listen;     /* "unix:PATH" or "127.0.0.1:PORT" ([::1]:PORT); port 0: any free one (default 127.0.0.1:0) */
  GSocket *socket;        /* one that listens already (cord-activation.h), in place of listen; a reference is taken */
  gboolean unsafe_listen; /* permits an address that is not loopback */
  const char *trust_proxy;    /* comma list as of cord_trusted_proxies_new; NULL: no proxy is trusted */
  gboolean kit_mode;          /* answers without sign-in, for the public test kits; loopback or unix only */
  int undo_window;            /* seconds before a desk's order is carried out; -1: the default of 30 */
  guint idle;                 /* seconds without anything that end a verification; 0: the default of 30 minutes */
  const char *spool;          /* folder for outgoing messages; NULL: they stay in the store */
  const char *zone;           /* IANA zone of the operator; default UTC */
  const char *policy_dir;     /* folder of policy packs; default PKGDATADIR/policy */
  const char *policy;         /* id of the pack for requests outside any interaction; default "none" */
  const char *hub_allow;      /* comma list of hosts that a hub may call at addresses that are not public; NULL: none */
  CordLimits limits;          /* 0: the default of each */
  const CordSecretCost *cost; /* of password hashing; default 3 passes, 64 MiB */
  guint request_timeout;      /* milliseconds within which a request must arrive; 0: ten seconds */
  guint slice;                /* microseconds of work on a long answer at a time; 0: two thousand */
  guint scan_time;            /* milliseconds within which a long answer is ready or refused; 0: 4500 */
  CordServerPopulate populate;
  gpointer populate_data;
} CordServerOptions;

/* Sets all options to their defaults. */
void cord_server_options_init (CordServerOptions *options);

#define CORD_TYPE_SERVER (cord_server_get_type ())
G_DECLARE_FINAL_TYPE (CordServer, cord_server, CORD, SERVER, GObject)

/* Checks the options; opens nothing yet. Free it with g_object_unref once it is stopped. NULL with INVALID and member
 * "listen", "zone", "policy" … */
CordServer *cord_server_new (const CordServerOptions *options, CordClock *clock, GError **error);

/* In the calling thread's default context: opens the store, fills it, listens. FALSE with the error that prevented it;
 * nothing is left open then. */
gboolean cord_server_start (CordServer *self, GError **error);
/* Takes no more connections, answers for at most five seconds what was asked before, and closes the store. */
void cord_server_stop (CordServer *self);
/* While it stops: no client is waited for any more. The store stays consistent. */
void cord_server_skip_drain (CordServer *self);

/* While it runs, in its own thread: undo_window, idle, spool, zone, policy_dir, policy and limits are those of @options
 * from the next request on, and packs and catalog are read anew. FALSE: something is wrong with them, and all is as
 * before. */
gboolean cord_server_reload (CordServer *self, const CordServerOptions *options, GError **error);

/* As cord_server_start, but in a thread and a context of its own; returns when it listens or has failed to. */
gboolean cord_server_thread_start (CordServer *self, GError **error);
/* Stops the server and ends its thread. Nothing when none was started. */
void cord_server_thread_stop (CordServer *self);

/* After a start: "http://127.0.0.1:PORT"; for a Unix socket "http://localhost", to be reached through get_address.
 * Owned by @self. */
const char *cord_server_get_uri (CordServer *self);
/* The port that is bound; 0 for a Unix socket. */
guint cord_server_get_port (CordServer *self);
/* The address that is bound, owned by @self; NULL before a start. */
GSocketAddress *cord_server_get_address (CordServer *self);

G_END_DECLS
