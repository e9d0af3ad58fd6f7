/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Bearer tokens, kept as their SHA-256 only, so that reading the store does not allow anybody to sign in. */

/* How long they last, in microseconds. */
#define CORD_TOKEN_ACCESS_TIME (5 * G_TIME_SPAN_MINUTE)
#define CORD_TOKEN_REFRESH_TIME (7 * G_TIME_SPAN_DAY)

typedef struct
{
  char *family;  /* of all tokens that come from one sign-in */
  char *subject; /* name of the user or client */
  char *role;
  gint64 expires; /* microseconds since the epoch */
  gint64 longest; /* how long one of its kind lasts */
  gboolean used;  /* a refresh token that was exchanged already */
} CordToken;

/* Frees the token and its strings. */
void cord_token_free (CordToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordToken, cord_token_free)

/* Whether it can be used at @now (microseconds since the epoch); one that would last longer than its kind may was
 * issued while the clock was wrong. */
gboolean cord_token_is_valid (const CordToken *self, gint64 now);

/* Stores a token of the @kind "access" or "refresh". @expires: microseconds since the epoch. */
gboolean cord_token_store_add (CordDatabase *database, const char *kind, const char *token, const char *family,
                               const char *subject, const char *role, gint64 expires, GError **error);
/* What is known of a token of this kind, expired ones included. NULL without error: it is unknown. */
CordToken *cord_token_store_get (CordDatabase *database, const char *kind, const char *token, GError **error);
/* Marks a refresh token as exchanged. It stays known, so that its second use can be noticed. */
gboolean cord_token_store_use (CordDatabase *database, const char *token, GError **error);
/* Ends every token of the family, as after a sign-out. */
gboolean cord_token_store_revoke_family (CordDatabase *database, const char *family, GError **error);
/* Ends every token of the user or client. */
gboolean cord_token_store_revoke_subject (CordDatabase *database, const char *subject, GError **error);
/* The family of a token of either kind; full string. NULL without error: it is unknown. */
char *cord_token_store_find_family (CordDatabase *database, const char *token, GError **error);
/* Forgets the tokens that had expired at @now (microseconds since the epoch). */
gboolean cord_token_store_purge (CordDatabase *database, gint64 now, GError **error);

G_END_DECLS
