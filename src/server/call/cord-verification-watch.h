/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Within which failures over different parties are counted, in microseconds. */
#define CORD_VERIFICATION_WINDOW G_TIME_SPAN_HOUR

/* From which address which parties were not verified within the last hour (docs/security.md, "Verification"); those of
 * each user are in the store (store/cord-verification-store.h). It also locks customers that do not exist as the store
 * does the others, so that they leave no locks and cannot be told from them. In memory, and bounded by the limits
 * themselves. */
typedef struct _CordVerificationWatch CordVerificationWatch;

/* Makes the watch of @core, which owns it; once for each core. */
CordVerificationWatch *cord_verification_watch_new (CordCore *core);
/* The watch of @core, owned by it; NULL before cord_verification_watch_new. */
CordVerificationWatch *cord_verification_watch_of (const CordCore *core);

/* Seconds until callers may be verified from @address, 0 when they may now. */
guint cord_verification_watch_get_wait (CordVerificationWatch *self, const char *address);
/* Counts a failure over @party. */
void cord_verification_watch_note_failure (CordVerificationWatch *self, const char *address, const char *party);
/* Forgets that @party was not verified from @address; nothing when it was. */
void cord_verification_watch_forget_failure (CordVerificationWatch *self, const char *address, const char *party);

/* The lock of a customer that does not exist; values as of cord_lockout_store_get. */
void cord_verification_watch_get_lock (CordVerificationWatch *self, const char *customer, guint *failures,
                                       gint64 *until);
/* Replaces it. When ten thousand are kept, those that no longer count go first. */
void cord_verification_watch_set_lock (CordVerificationWatch *self, const char *customer, guint failures, gint64 until);

G_END_DECLS
