/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the server answered, whatever it answered. */
typedef struct
{
  guint status;
  JsonNode *body;    /* NULL: empty, or an error status with a body that is not JSON */
  GBytes *bytes;     /* as received; never NULL */
  char *etag;        /* or NULL */
  gint64 total;      /* X-Total-Count; -1 when absent */
  char *next;        /* Link with rel="next", as it stands there; or NULL */
  guint retry_after; /* seconds, at most an hour; 0 when absent */
  gboolean replayed; /* Idempotency-Replayed */
} CordAnswer;

/* An answer without headers and without a parsed body; references @bytes. */
CordAnswer *cord_answer_new (guint status, GBytes *bytes);
/* Frees the answer and what it holds; NULL is allowed. */
void cord_answer_free (CordAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordAnswer, cord_answer_free)

/* The address that the header Link names with rel="next" (RFC 8288); NULL when it names none. */
char *cord_answer_dup_next (const char *link);
/* Whether the status is a success. Otherwise sets the error that the problem body describes; a redirect is INTERNAL
 * with reason "bad-answer". */
gboolean cord_answer_check (const CordAnswer *self, GError **error);
/* The same, and whether the body is of @type, an object or an array: INTERNAL with reason "bad-answer" otherwise. */
gboolean cord_answer_check_body (const CordAnswer *self, JsonNodeType type, GError **error);
/* Sets INTERNAL with reason "bad-answer", for an answer that the server cannot have meant. @detail: what is wrong with
 * it, translated. Always FALSE. */
gboolean cord_answer_set_bad (GError **error, const char *detail);

G_END_DECLS
