/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

typedef struct _CordEventStream CordEventStream;

/* GET /cordboard/v1/event-stream: server-sent events (HTML, 9.2) that tell which resource changed, after it is durable,
 * and never what it says:
 *
 *   event: change
 *   data: {"type":"product","id":"line-1","version":3}      or, of one that is gone, {…,"deleted":true}
 *
 * Only types that the caller's role may read are named. Nothing is kept for who is not there: whoever connects looks up
 * what he needs, then listens. A stream ends when its sign-in does, when its reader is too slow, and with the server.
 */
CordEventStream *cord_event_stream_new (CordCore *core);      /* owned by @core, and freed with it */
CordEventStream *cord_event_stream_of (const CordCore *core); /* NULL: none was made */

/* 406 unless the request accepts text/event-stream; 503 when there are too many streams. */
CordReply *cord_event_stream_open (CordRequest *request, GError **error);
/* What the reply to an accepted request goes on with. */
void cord_event_stream_attach (CordEventStream *self, const CordRequest *request, SoupServerMessage *message);

gboolean cord_event_stream_is_watched (const CordEventStream *self);
/* A change that is not durable yet, and may be undone; @version 0: deleted. */
void cord_event_stream_note (CordEventStream *self, const CordResourceType *type, const char *id, gint64 version);
/* Tells what was noted, as far as the store, which must be settled, holds it. */
void cord_event_stream_flush (CordEventStream *self);
/* To be called now and then: a sign of life where one is due, which also finds out who has left. */
void cord_event_stream_beat (CordEventStream *self);
/* Ends every stream. */
void cord_event_stream_close (CordEventStream *self);

G_END_DECLS
