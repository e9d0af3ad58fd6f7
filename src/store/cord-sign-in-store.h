/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Where accounts have signed in from, and the locks that an operator has opened (docs/security.md, "Sign-in"). @kind is
 * "user" or "client"; times are microseconds since the epoch. */

/* Keeps @address as one that the account signed in from at @now: the sixteen newest, for ninety days. */
gboolean cord_sign_in_store_remember (CordDatabase *database, const char *kind, const char *name, const char *address,
                                      gint64 now, GError **error);
/* Whether this account (*known) and whether any account (*familiar) has signed in from @address. Takes as long for an
 * account that does not exist. */
gboolean cord_sign_in_store_look (CordDatabase *database, const char *kind, const char *name, const char *address,
                                  gint64 now, gboolean *known, gboolean *familiar, GError **error);

/* Asks the server, which may be running, to let the users and clients called @name try again at once. */
gboolean cord_sign_in_store_unlock (CordDatabase *database, const char *name, GError **error);
/* The names of whom that was asked since the last call; (transfer full) (element-type utf8). */
GPtrArray *cord_sign_in_store_take_unlocks (CordDatabase *database, GError **error);

G_END_DECLS
