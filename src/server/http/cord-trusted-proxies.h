/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The proxies whose word is taken for the address of a client (docs/security.md, "Network exposure"). */
typedef struct _CordTrustedProxies CordTrustedProxies;

#define CORD_TRUST_NONE "none"
#define CORD_TRUST_UNIX "unix"

/* Whether @entry can be named: "unix" for whoever reaches the server's Unix socket, an address or a network such as
 * 10.1.0.0/16, or "none". INVALID with member "trust-proxy". */
gboolean cord_trusted_proxies_check (const char *entry, GError **error);
/* The proxies of @list, entries separated by commas; NULL: none. NULL with INVALID and member "trust-proxy" when an
 * entry is none. Free it with cord_trusted_proxies_free. */
CordTrustedProxies *cord_trusted_proxies_new (const char *list, GError **error);
/* Frees @self. */
void cord_trusted_proxies_free (CordTrustedProxies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTrustedProxies, cord_trusted_proxies_free)

/* What a client is counted under: its address, of IPv6 the network of 64 bits, since whoever has one address has all of
 * it; "local" at a Unix socket where no proxy says more. @peer is who connected. When it is trusted, the client is the
 * rightmost address of Forwarded (RFC 7239) or X-Forwarded-For that is not trusted itself: what stands left of it was
 * written by somebody unknown. When both headers came and differ, neither counts, because a proxy that writes one may
 * pass the other on. Free it with g_free. */
char *cord_trusted_proxies_dup_client (const CordTrustedProxies *self, GSocketAddress *peer,
                                       SoupMessageHeaders *headers);

G_END_DECLS
