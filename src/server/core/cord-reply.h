/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* More of a body that is too long to be held: the next piece, NULL without error after the last. */
typedef char *(*CordReplySource) (gpointer data, GError **error);
typedef struct _CordReply CordReply;
typedef struct _CordRequest CordRequest;
/* Works on an answer until @until (monotonic). NULL without error: there is more to do. */
typedef CordReply *(*CordReplyWork) (gpointer data, gint64 until, GError **error);

/* Goes on writing to the message that @request came as, whose status and headers are set. */
typedef void (*CordReplyAttach) (gpointer data, const CordRequest *request);

/* An answer before it becomes HTTP, so that it can be stored and sent again. */
struct _CordReply
{
  guint status;
  char *body; /* NULL: none */
  const char *content_type;
  GPtrArray *headers;     /* (element-type utf8): name, value, name, value … */
  CordReplySource source; /* of what follows the body, or NULL; such an answer is never stored */
  gpointer source_data;
  GDestroyNotify source_destroy;
  CordReplyWork work; /* that leads to the answer, or NULL; then this is not one yet (cord-scan.h) */
  gpointer work_data;
  GDestroyNotify work_destroy;
  CordReplyAttach attach; /* writes the body as it comes about; NULL: the body is the one above */
  gpointer attach_data;
};

/* A reply without a body. Free it, as those of all the functions below, with cord_reply_free. */
CordReply *cord_reply_new (guint status);
/* A reply whose body is @node, which it takes. */
CordReply *cord_reply_new_json (guint status, JsonNode *node);
/* A reply whose body is @json_text, which it takes. */
CordReply *cord_reply_new_text (guint status, char *json_text);
/* The problem body for @error, with the status of its code (docs/wire.md); @error stays the caller's. */
CordReply *cord_reply_new_error (const GError *error);
/* An answer to be worked on while others are answered: @work with @data leads to it (cord-scan.h). @data is destroyed
 * before the end of the request, and may use it. */
CordReply *cord_reply_new_later (CordReplyWork work, gpointer data, GDestroyNotify destroy);
/* Frees @self, and destroys what its source and its work use. */
void cord_reply_free (CordReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordReply, cord_reply_free)

/* Adds a header; both strings are copied. */
void cord_reply_set_header (CordReply *self, const char *name, const char *value);
/* Adds a header with a number, such as "X-Total-Count". */
void cord_reply_set_count (CordReply *self, const char *name, gint64 count);
/* Retry-After: how many seconds the client should wait. */
void cord_reply_set_retry (CordReply *self, gint64 seconds);
/* @source gives what follows the body. A piece is asked for when the one before it went out, and never after @destroy,
 * which comes before the end of the request that is answered: @data may use it. */
void cord_reply_set_source (CordReply *self, CordReplySource source, gpointer data, GDestroyNotify destroy);
/* The headers as "Name: value" lines, for the table of operations; free it with g_free. */
char *cord_reply_dup_headers (const CordReply *self);
/* Adds the headers in @lines, as written by cord_reply_dup_headers. */
void cord_reply_read_headers (CordReply *self, const char *lines);

/* Receives an answer once it is known: called exactly once, in the server's context. Takes @reply. */
typedef void (*CordReplyFunc) (CordReply *reply, gpointer user_data);

G_END_DECLS
