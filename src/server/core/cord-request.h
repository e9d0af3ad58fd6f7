/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "server/core/cord-reply.h"
#include "store/cord-interaction-store.h"
#include "wire/cord-endpoint.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One request on its way through the server, with what the router found out about it. */
struct _CordRequest
{
  CordCore *core;
  char *method;               /* "GET" also for HEAD */
  char *path;                 /* still percent-encoded */
  char *query;                /* or NULL */
  char *reference;            /* random, for the log and the header Cordboard-Request; says nothing */
  gint64 begun;               /* monotonic: when all of it was there */
  SoupServerMessage *message; /* it came as; not owned; NULL: from nobody outside */
  gboolean left;              /* the connection has ended meanwhile */
  /* Whether the other side has closed it, which shows only when one looks; NULL: nobody can look. */
  gboolean (*check_left) (SoupServerMessage *message);
  char *remote; /* address of the other side, for rate limits */
  GBytes *body;
  SoupMessageHeaders *headers; /* owned */
  JsonNode *json;              /* the body, where it is JSON */

  char *subject; /* who asks; NULL: nobody signed in */
  char *role;    /* "agent" … "system"; NULL */
  const CordEndpoint *endpoint;
  const CordResourceType *type;
  char *id; /* of the path */
  CordStoredInteraction
      *interaction; /* the one the request belongs to, checked to be the caller's own and open; or NULL */
};

void cord_request_free (CordRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRequest, cord_request_free)

const char *cord_request_header (const CordRequest *self, const char *name); /* or NULL */
/* TRUE when the header, If-Match or If-None-Match, lists @tag (with its quotation marks), or all there are; FALSE
 * without one. Whether a tag is weak makes no difference (RFC 9110, 8.8.3.2). */
gboolean cord_request_names_tag (const CordRequest *self, const char *header, const char *tag);
gboolean cord_request_is_role (const CordRequest *self, const char *role);
/* TRUE for those who see customers only inside an interaction. */
gboolean cord_request_is_bound (const CordRequest *self);
/* A part of a query, percent-decoded, + as space; NULL when it is not UTF-8 or holds a NUL. */
char *cord_request_decode (const char *text);
/* The decoded value of a parameter of the query; NULL when absent. */
char *cord_request_dup_parameter (const CordRequest *self, const char *name);
/* A text of the JSON body; INVALID naming it when it is missing, empty or not a text. */
const char *cord_request_text (const CordRequest *self, const char *member, GError **error);
/* For Cordboard's own resources (docs/security.md, T4): INVALID naming the first member of the JSON body that is not in
 * @known. */
gboolean cord_request_check_members (const CordRequest *self, const char *const *known, GError **error);
/* Whether nobody is there any more to take the answer. Who has closed his side counts as gone, although he might still
 * read: a proxy whose own client went away does just that. */
gboolean cord_request_has_left (const CordRequest *self);
/* The answer to a request that failed with @error (taken; NULL: there was none), and a line in the log where it is no
 * fault of who asks. */
CordReply *cord_request_refuse (const CordRequest *self, GError *error);
/* Whose outcomes the idempotency keys of this request live among. */
char *cord_request_dup_device (const CordRequest *self);

typedef CordReply *(*CordHandler) (CordRequest *request, GError **error);
/* Answers @request, which stays the caller's, through @done: at once or later, exactly once. */
typedef void (*CordRequestRoute) (CordRequest *request, CordReplyFunc done, gpointer user_data);

G_END_DECLS
