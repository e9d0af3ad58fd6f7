/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Stands before libsoup: reads the one request of each connection in whole, within its deadline and its
 * bounds, and hands on what is valid beyond doubt (cord-request-head.h). Everything else is answered here, with the
 * error body of every other refusal. A client that is slow, or silent, or leaves half way never gets further than this.
 */
typedef struct _CordRequestReader CordRequestReader;

/* In the calling thread's default context. @timeout: milliseconds within which a request must
 * arrive, and a third of those within which a client must take more of an answer over TCP; 0: ten seconds. Free it with
 * cord_request_reader_free. */
CordRequestReader *cord_request_reader_new (SoupServer *soup, CordCore *core, guint timeout);
/* Closes the connections whose request is not whole; those handed on to libsoup are libsoup's. */
void cord_request_reader_free (CordRequestReader *self);

/* Reads a request from a connection that was accepted; takes a reference to @socket. */
void cord_request_reader_accept (CordRequestReader *self, GSocket *socket);
/* TRUE for a moment after a connection was taken whose request is not whole: it is on its way. */
gboolean cord_request_reader_expects_request (CordRequestReader *self);
/* Ends the connection of a message that came through a reader, without waiting for what is unsent: libsoup does not
 * know the socket it writes to. */
void cord_request_reader_cut (SoupServerMessage *message);
/* Whether the client of such a message has closed the connection, or its own half of it, since: libsoup, which has
 * the whole request, does not look before it writes. */
gboolean cord_request_reader_has_left (SoupServerMessage *message);

G_END_DECLS
