/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Who fails to verify callers, from which addresses, and the users whose right to do so has ended until a supervisor
 * gives it back (docs/security.md, "Verification"). All of it outlives a restart. Times are microseconds since the
 * epoch. */

/* Notes that @user failed over @party at @now, inside a transaction. *parties: over how many different ones that was
 * since @since. Everybody's failures up to @since are forgotten, and those that lie ahead of a clock that was set back.
 */
gboolean cord_verification_store_note_failure (CordDatabase *database, const char *user, const char *party, gint64 now,
                                               gint64 since, guint *parties, GError **error);
/* Forgets that @user failed over @party; nothing when they did not. */
gboolean cord_verification_store_forget_failure (CordDatabase *database, const char *user, const char *party,
                                                 GError **error);

/* Ends the right of @user at @now, inside a transaction, and forgets the failures that led to it. */
gboolean cord_verification_store_end (CordDatabase *database, const char *user, gint64 now, GError **error);
/* Whether the right of @user has ended. */
gboolean cord_verification_store_is_ended (CordDatabase *database, const char *user, gboolean *ended, GError **error);
/* Gives it back; nothing when it had not ended. */
gboolean cord_verification_store_restore (CordDatabase *database, const char *user, GError **error);

/* Notes that somebody failed over @party from @address at @now, inside a transaction. The failures of every address up
 * to @since are forgotten, and those that lie ahead of a clock that was set back. */
gboolean cord_verification_store_note_address (CordDatabase *database, const char *address, const char *party,
                                               gint64 now, gint64 since, GError **error);
/* Forgets that somebody failed over @party from @address; nothing when nobody did. */
gboolean cord_verification_store_forget_address (CordDatabase *database, const char *address, const char *party,
                                                 GError **error);
/* *parties: over how many somebody failed from @address after @since and until @now; *oldest: when that was for the one
 * that was last tried the longest ago, 0 when there is none. */
gboolean cord_verification_store_count_address (CordDatabase *database, const char *address, gint64 now, gint64 since,
                                                guint *parties, gint64 *oldest, GError **error);

G_END_DECLS
