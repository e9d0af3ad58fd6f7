/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The listening socket of the server: its own, or one that systemd made and keeps across restarts. It takes the
 * connections itself, because a server that stops must leave those it will not answer to the next one. */
typedef struct _CordAcceptor CordAcceptor;

/* Takes a connection, @socket, of which a reference stays the caller's; called in the context that start was called in.
 */
typedef void (*CordAcceptorFunc) (GSocket *socket, gpointer user_data);

/* In place of an address: the socket that was handed over. */
#define CORD_LISTEN_SYSTEMD "systemd"

/* The address to listen at, the caller's: "unix:PATH", "127.0.0.1:PORT" or "[::1]:PORT". INVALID with member "listen";
 * reason "not-loopback" when other machines could reach it and @unsafe is FALSE (docs/security.md, "Network
 * exposure"). */
GSocketAddress *cord_acceptor_parse (const char *listen, gboolean unsafe, GError **error);

/* @socket: NULL, or one that was handed over and listens already; @listen is ignored then. Free it with
 * cord_acceptor_free. INVALID with
 * member "listen"; nothing is opened yet. */
CordAcceptor *cord_acceptor_new (const char *listen, GSocket *socket, gboolean unsafe, GError **error);
/* Stops @self if need be, and frees it. */
void cord_acceptor_free (CordAcceptor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordAcceptor, cord_acceptor_free)

/* Opens the socket, unless it was handed over, and takes connections from then on. CONFLICT when another program is at
 * the path. */
gboolean cord_acceptor_start (CordAcceptor *self, CordAcceptorFunc func, gpointer user_data, GError **error);
/* Takes no more. A socket of its own is closed, and its file removed; what waits at one that was handed over waits for
 * the next server. May be called twice. */
void cord_acceptor_stop (CordAcceptor *self);

/* After a start, as bound: "http://127.0.0.1:PORT", for a Unix socket "http://localhost". Owned by @self. */
const char *cord_acceptor_get_uri (CordAcceptor *self);
/* The port that is bound; 0 for a Unix socket. */
guint cord_acceptor_get_port (CordAcceptor *self);
/* The address that is bound, owned by @self; NULL before a start. */
GSocketAddress *cord_acceptor_get_address (CordAcceptor *self);

G_END_DECLS
