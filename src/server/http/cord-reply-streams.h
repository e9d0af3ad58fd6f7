/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-reply.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The answers that are on their way out in pieces. They take turns, one piece at a time, and whatever else the server
 * has to do goes before each, so that nobody else waits longer because they are many. */
typedef struct _CordReplyStreams CordReplyStreams;

/* Without any yet. Free it with cord_reply_streams_free. */
CordReplyStreams *cord_reply_streams_new (void);
/* Frees @self, after all its messages have finished. */
void cord_reply_streams_free (CordReplyStreams *self);

/* Writes out an answer that has a source: the next piece is asked for when the one before has gone to the socket, so a
 * slow client delays no other and no more than a piece is kept for it. HTTP/1.1 gets chunks, HTTP/1.0 a body that ends
 * with the connection. When the source fails, or the client takes nothing for @timeout (microseconds), or not all
 * of it within a hundred times that, the connection is cut without the end of the body, so that no client takes a part
 * for the whole.
 *
 * Takes @reply, whose status and headers are on the message already. @done comes once, after the last use of @reply,
 * when the message is finished. */
void cord_reply_streams_add (CordReplyStreams *self, SoupServerMessage *message, CordReply *reply, gint64 timeout,
                             GDestroyNotify done, gpointer user_data);

G_END_DECLS
