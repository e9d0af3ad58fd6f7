/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the server is met: a socket of its own, or one that systemd made and keeps across restarts. It takes the
 * connections itself, because a server that stops must leave those it will not answer to the next one. */
typedef struct _CordAcceptor CordAcceptor;

/* Takes a connection; called in the context that start was called in. */
typedef void (*CordAcceptorFunc) (GSocket *socket, gpointer user_data);

/* In place of an address: the socket that was handed over. */
#define CORD_LISTEN_SYSTEMD "systemd"

/* "unix:PATH", "127.0.0.1:PORT" or "[::1]:PORT". INVALID with member "listen"; reason "not-loopback" when others could
 * reach it and @unsafe is FALSE (docs/security.md, "The server's edge"). */
GSocketAddress *cord_acceptor_parse (const char *listen, gboolean unsafe, GError **error);

/* @socket: NULL, or one that was handed over and listens already, in whose favour @listen is passed over. INVALID with
 * member "listen"; nothing is opened yet. */
CordAcceptor *cord_acceptor_new (const char *listen, GSocket *socket, gboolean unsafe, GError **error);
void cord_acceptor_free (CordAcceptor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordAcceptor, cord_acceptor_free)

/* Opens the socket, unless it was handed over, and takes connections from then on. CONFLICT when another program is at
 * the path. */
gboolean cord_acceptor_start (CordAcceptor *self, CordAcceptorFunc func, gpointer user_data, GError **error);
/* Takes no more. A socket of its own is closed, and its file removed; what waits at one that was handed over waits for
 * the next server. May be called twice. */
void cord_acceptor_stop (CordAcceptor *self);

/* After a start, as bound: "http://127.0.0.1:PORT", for a Unix socket "http://localhost". Owned by self. */
const char *cord_acceptor_get_uri (CordAcceptor *self);
guint cord_acceptor_get_port (CordAcceptor *self); /* 0 for a Unix socket */
GSocketAddress *cord_acceptor_get_address (CordAcceptor *self);

G_END_DECLS
