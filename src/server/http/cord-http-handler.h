/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where HTTP comes in and goes out: hands what came through the reader (cord-request-reader.h) to the router as a plain
 * request.
 */
void cord_http_handler_install (SoupServer *server, CordCore *core);

G_END_DECLS
