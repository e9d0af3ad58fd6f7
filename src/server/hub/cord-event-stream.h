/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

typedef struct _CordEventStream CordEventStream;

/* GET /cordboard/v1/event-stream: server-sent events (HTML, 9.2) that name the resource that changed, after it is
 * durable, and never its contents:
 *
 *   event: change
 *   data: {"type":"product","id":"line-1","version":3}      or, of one that is gone, {…,"deleted":true}
 *
 * Only what the caller's role may read is named, and to agents, of what belongs to customers, only that of those who
 * are verified in an open call of theirs, at the level that it needs. Nothing is kept for clients that are not
 * connected: one that connects reads what it needs, then listens. A stream ends when its sign-in does, when its reader
 * is too slow, and with the server.
 */
/* Makes the stream of @core, which owns it; once for each core. */
CordEventStream *cord_event_stream_new (CordCore *core);
/* The stream of @core, owned by it; NULL before cord_event_stream_new. */
CordEventStream *cord_event_stream_of (const CordCore *core);

/* Answers a request for the stream; the reply is the caller's. 406 unless the request accepts text/event-stream; 503
 * when there are too many streams. */
CordReply *cord_event_stream_open (CordRequest *request, GError **error);
/* Goes on writing the body of @message, which came as @request and was accepted. */
void cord_event_stream_attach (CordEventStream *self, const CordRequest *request, SoupServerMessage *message);

/* Whether any client reads the stream. */
gboolean cord_event_stream_is_watched (const CordEventStream *self);
/* Notes a change that is not durable yet, and may be undone; @version 0: deleted. @document: as it is stored, or before
 * it was deleted. */
void cord_event_stream_note (CordEventStream *self, const CordResourceType *type, const char *id, gint64 version,
                             const char *document);
/* Sends what was noted, as far as the store, which must be settled, holds it. */
void cord_event_stream_flush (CordEventStream *self);
/* To be called twice a second: ends the streams of those who are signed in no longer, whoever ended that, and sends a
 * comment where one is due, which also shows which clients have left. */
void cord_event_stream_beat (CordEventStream *self);
/* Ends every stream. */
void cord_event_stream_close (CordEventStream *self);

G_END_DECLS
