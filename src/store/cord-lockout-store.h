/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Failed verifications by whom they were about, and the locks that come of them (docs/security.md, "Verification"). A
 * party and a customer that does not exist are kept in tables of their own and treated alike in everything, so that no
 * answer tells them apart. Times are microseconds since the epoch. */

typedef struct
{
  const char *id;  /* of the party or of a customer without one, as cord_credential_subject() has it; a digest where
                    * there  is no such customer */
  gboolean exists; /* whether there is such a customer */
} CordLockoutSubject;

typedef struct
{
  guint failures; /* in a row, whichever agents tried; 0 when nothing is known or it is forgotten */
  gint64 until;   /* the end of the lock, also of one that is over; 0: there is none */
} CordLockout;

/* What is known of @subject at @now. Failures count while the last of them was after @since and not after @now; a lock
 * lasts to its end, however long ago it began. */
gboolean cord_lockout_store_get (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, gint64 since,
                                 CordLockout *lockout, GError **error);
/* Notes a failure at @now, inside a transaction: @lockout replaces what was known. What no longer counts at @now is
 * removed, of everybody. */
gboolean cord_lockout_store_set (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, gint64 since,
                                 const CordLockout *lockout, GError **error);
/* Forgets the failures and the lock of @subject, who was verified. */
gboolean cord_lockout_store_clear (CordDatabase *database, const CordLockoutSubject *subject, GError **error);

G_END_DECLS
