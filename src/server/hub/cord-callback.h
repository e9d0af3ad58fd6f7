/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Addresses that clients ask this server to call: they must not reach the server's own network through it. */

/* Whether the address is one of the public network: nothing that is loopback, private, link-local, shared, multicast or
 * set apart for another purpose, also where an IPv6 address holds an IPv4 one. Source: IANA's registries of
 * special-purpose addresses (RFC 6890). */
gboolean cord_callback_is_public (GInetAddress *address);

/* The parts of a callback, the caller's. NULL with INVALID with member "callback" when it is no absolute http or https
 * address, names a user, or writes an IP address otherwise than in full. */
GUri *cord_callback_parse (const char *text, GError **error);
/* Whether the callback may be a public one. INVALID as above when it names this machine, or an address that is not
 * public. A name is not looked up here: that is done whenever it is called (cord-callback-address.h). */
gboolean cord_callback_check_public (GUri *uri, GError **error);
/* The host without the dot at its end, which may be there and means nothing; free it with g_free. */
char *cord_callback_dup_host (GUri *uri);

G_END_DECLS
