/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-error.h"

G_BEGIN_DECLS

#define CORD_REQUEST_HEAD_MAX (32 * 1024)   /* bytes, its empty line included */
#define CORD_REQUEST_BODY_MAX (1024 * 1024) /* bytes */

/* The request line and the header fields, read as strictly as RFC 9112 lets a server read them: whatever two parsers
 * could take for two things is refused, so that the parser of libsoup has nothing to decide (docs/security.md, T1 and
 * T2). */
typedef struct
{
  gsize length;     /* bytes that it took, its empty line included */
  gsize body;       /* bytes that follow it */
  gboolean expects; /* the client waits for 100 (Continue) before it sends them */
  char *text;       /* the head to go on with: without what concerns this connection alone or is not served here */
} CordRequestHead;

/* Frees what @self holds, and empties it. */
void cord_request_head_clear (CordRequestHead *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordRequestHead, cord_request_head_clear)

/* Whether the head is whole, the first @seen bytes having been looked through before. */
gboolean cord_request_head_is_whole (const char *bytes, gsize length, gsize seen);
/* Reads the whole head that @bytes begin with into @self. INVALID, with the reason "framing", "target",
 * "head-too-large", "too-large", "http-version", "expectation" or "media-type", naming the field at fault. */
gboolean cord_request_head_read (CordRequestHead *self, const char *bytes, gsize length, GError **error);

G_END_DECLS
