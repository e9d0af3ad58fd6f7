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
  SoupServerMessage *message; /* it came as; not owned; NULL: made by the server itself */
  gboolean left;              /* the connection has ended meanwhile */
  /* Asks whether the client has closed the connection; NULL: cannot be asked. */
  gboolean (*check_left) (SoupServerMessage *message);
  char *remote; /* what the client's failures are counted under (cord-trusted-proxies.h) */
  GBytes *body;
  SoupMessageHeaders *headers; /* owned */
  JsonNode *json;              /* the body, where it is JSON */

  char *subject; /* user or client; NULL: not signed in */
  char *role;    /* "agent" … "system"; NULL */
  const CordEndpoint *endpoint;
  const CordResourceType *type;
  char *id; /* of the path */
  CordStoredInteraction
      *interaction; /* the one the request belongs to, checked to be the caller's own and open; or NULL */
};

/* Frees @self with all it owns. */
void cord_request_free (CordRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRequest, cord_request_free)

/* The value of a header, owned by @self; NULL when it was not sent. */
const char *cord_request_header (const CordRequest *self, const char *name);
/* TRUE when the header, If-Match or If-None-Match, lists @tag (with its quotation marks), or all there are; FALSE
 * without one. Whether a tag is weak makes no difference (RFC 9110, 8.8.3.2). */
gboolean cord_request_names_tag (const CordRequest *self, const char *header, const char *tag);
/* Whether the sender has this role. */
gboolean cord_request_is_role (const CordRequest *self, const char *role);
/* TRUE for roles that see customers only inside an interaction. */
gboolean cord_request_is_bound (const CordRequest *self);
/* A part of a query, percent-decoded, + as space; free it with g_free. NULL when it is not UTF-8 or holds a NUL. */
char *cord_request_decode (const char *text);
/* The decoded value of a parameter of the query; free it with g_free. NULL when absent. */
char *cord_request_dup_parameter (const CordRequest *self, const char *name);
/* Reads the whole number of a parameter of the query, from 0 to @most; *value stays as it is when the parameter is
 * absent. INVALID naming it when it is no such number. */
gboolean cord_request_read_number (const CordRequest *self, const char *name, guint64 most, guint64 *value,
                                   GError **error);
/* A text of the JSON body, owned by it. NULL with INVALID naming it when it is missing, empty or not a text. */
const char *cord_request_text (const CordRequest *self, const char *member, GError **error);
/* For Cordboard's own resources (docs/security.md, T4): INVALID naming the first member of the JSON body that is not in
 * @known. */
gboolean cord_request_check_members (const CordRequest *self, const char *const *known, GError **error);
/* Whether the client has gone and takes no answer. One that closed its side of the connection counts as gone although
 * it might still read: a proxy whose own client went away does just that. */
gboolean cord_request_has_left (const CordRequest *self);
/* The answer to a request that failed with @error (taken; NULL: there was none), and a line in the log where it is not
 * the client's fault. */
CordReply *cord_request_refuse (const CordRequest *self, GError *error);
/* The name under which the idempotency keys of this request are kept: its device's, otherwise one made from its
 * subject. Free it with g_free. */
char *cord_request_dup_device (const CordRequest *self);

/* Answers @request: the reply is the caller's; NULL with the error that becomes a problem body. */
typedef CordReply *(*CordHandler) (CordRequest *request, GError **error);
/* Answers @request, which stays the caller's, through @done: at once or later, exactly once. */
typedef void (*CordRequestRoute) (CordRequest *request, CordReplyFunc done, gpointer user_data);

G_END_DECLS
