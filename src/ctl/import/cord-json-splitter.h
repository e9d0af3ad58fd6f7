/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Takes a stream of documents apart without holding the stream: the elements of one array (RFC 8259), or one document a
 * line, whichever its first character says. An object whose line does not end it goes over the following lines to its
 * closing brace, as tools print single ones for people. It finds where each ends and nothing else; whether that is JSON
 * is for cord_json_parse. Memory: one document and the block read with it. A byte order mark of UTF-8 is passed over,
 * an array has nothing after it, empty lines count as lines and hold nothing. */
typedef struct _CordJsonSplitter CordJsonSplitter;

typedef struct
{
  const char *text; /* inside the splitter, until it is used again; not terminated; NULL: there are no more */
  gsize length;
  guint64 number; /* of the element, from 1; 0 when there is one a line */
  guint64 line;   /* where it begins, from 1 */
  guint64 column; /* in bytes, from 1 */
} CordJsonPiece;

/* @most: bytes of one document. @cancellable ends a read that waits, or is NULL. */
CordJsonSplitter *cord_json_splitter_new (GInputStream *stream, gsize most, GCancellable *cancellable);
/* Frees the splitter and drops its reference to the stream. */
void cord_json_splitter_free (CordJsonSplitter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordJsonSplitter, cord_json_splitter_free)

/* INVALID with the reason "json-syntax", "json-too-large", "json-encoding" or "truncated" and the member "line N,
 * column M", or what reading the stream answered; there is nothing to be had after an error. */
gboolean cord_json_splitter_next (CordJsonSplitter *self, CordJsonPiece *piece, GError **error);
/* What comes next in the stream, as much as is at hand: at least one block unless it is shorter. Takes nothing. */
const char *cord_json_splitter_peek (CordJsonSplitter *self, gsize *length, GError **error);
/* How much was read and split up to now. */
guint64 cord_json_splitter_get_bytes (const CordJsonSplitter *self);

G_END_DECLS
