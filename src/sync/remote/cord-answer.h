/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the server answered, whatever it answered. */
typedef struct
{
  guint status;
  JsonNode *body;    /* NULL: empty, or an error status with something that is no JSON */
  GBytes *bytes;     /* as received; never NULL */
  char *etag;        /* or NULL */
  gint64 total;      /* X-Total-Count; -1 when absent */
  char *next;        /* Link with rel="next", as it stands there; or NULL */
  guint retry_after; /* seconds, at most an hour; 0 when absent */
  gboolean replayed; /* Idempotency-Replayed */
} CordAnswer;

CordAnswer *cord_answer_new (guint status, GBytes *bytes);
void cord_answer_free (CordAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordAnswer, cord_answer_free)

/* The address that the header Link names with rel="next" (RFC 8288); NULL when it names none. */
char *cord_answer_dup_next (const char *link);
/* FALSE with the error that the problem body tells, for every status that is no success; a redirect is refused. */
gboolean cord_answer_check (const CordAnswer *self, GError **error);
/* And when a success carries no JSON object or array: INTERNAL, reason "bad-answer". */
gboolean cord_answer_check_body (const CordAnswer *self, JsonNodeType type, GError **error);
/* INTERNAL, reason "bad-answer": what came cannot have come from the server. Always FALSE. */
gboolean cord_answer_set_bad (GError **error, const char *detail);

G_END_DECLS
