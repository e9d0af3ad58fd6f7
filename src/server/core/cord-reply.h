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

/* An answer before it becomes HTTP, so that it can be stored and given again. */
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
  CordReplyAttach attach; /* who writes the body as it comes about, or NULL: the body is what stands here */
  gpointer attach_data;
};

CordReply *cord_reply_new (guint status);
CordReply *cord_reply_new_json (guint status, JsonNode *node);  /* takes the node */
CordReply *cord_reply_new_text (guint status, char *json_text); /* takes the text */
CordReply *cord_reply_new_error (const GError *error);
/* To be worked on while others are answered. @data is gone before the end of the request, and may use it. */
CordReply *cord_reply_new_later (CordReplyWork work, gpointer data, GDestroyNotify destroy);
void cord_reply_free (CordReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordReply, cord_reply_free)

void cord_reply_set_header (CordReply *self, const char *name, const char *value);
const char *cord_reply_get_header (const CordReply *self, const char *name);
/* A piece is asked for when the one before it went out, and never after @destroy, which comes before the end of the
 * request that is answered: @data may use it. */
void cord_reply_set_source (CordReply *self, CordReplySource source, gpointer data, GDestroyNotify destroy);
/* As "Name: value" lines, for the table of operations, and back. */
char *cord_reply_dup_headers (const CordReply *self);
void cord_reply_read_headers (CordReply *self, const char *lines);

/* Who takes an answer once it is known: called exactly once, in the server's context. Takes @reply. */
typedef void (*CordReplyFunc) (CordReply *reply, gpointer user_data);

G_END_DECLS
