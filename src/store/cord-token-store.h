/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Bearer tokens, kept as their SHA-256 only: who reads the store cannot sign in with it. */

typedef struct
{
  char *family;
  char *subject;
  char *role;
  gint64 expires; /* microseconds since the epoch */
  gboolean used;  /* a refresh token that was exchanged already */
} CordToken;

void cord_token_free (CordToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordToken, cord_token_free)

/* @kind "access" or "refresh". */
gboolean cord_token_store_add (CordDatabase *database, const char *kind, const char *token, const char *family,
                               const char *subject, const char *role, gint64 expires, GError **error);
CordToken *cord_token_store_get (CordDatabase *database, const char *kind, const char *token,
                                 GError **error); /* NULL without error: unknown */
gboolean cord_token_store_use (CordDatabase *database, const char *token, GError **error);
gboolean cord_token_store_revoke_family (CordDatabase *database, const char *family, GError **error);
gboolean cord_token_store_revoke_subject (CordDatabase *database, const char *subject, GError **error);
/* The family of a token of either kind, or NULL. */
char *cord_token_store_find_family (CordDatabase *database, const char *token, GError **error);
gboolean cord_token_store_purge (CordDatabase *database, gint64 now, GError **error);

G_END_DECLS
