/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-core.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where HTTP comes in and goes out (security.md, The server's edge): refuses what this libsoup reads too trustingly,
 * bounds the body, and hands a plain request to the router. */
void cord_edge_install (SoupServer *server, CordCore *core);

G_END_DECLS
