/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "server/http/cord-trusted-proxies.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Turns a message of libsoup, which has come through the reader (cord-request-reader.h), into a plain request, and the
 * answer into the message's response once what it rests on is committed. */
typedef struct _CordHttpHandler CordHttpHandler;

/* Handles every message of @server, which @route answers. @core and @proxies must live longer. Free it with
 * cord_http_handler_free. */
CordHttpHandler *cord_http_handler_new (SoupServer *server, CordCore *core, const CordTrustedProxies *proxies,
                                        CordRequestRoute route);
/* Frees @self, after the last reference to the server is gone. */
void cord_http_handler_free (CordHttpHandler *self);

G_END_DECLS
