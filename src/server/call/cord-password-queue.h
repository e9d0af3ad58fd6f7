/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Passwords on their way through the hash, which takes long and much memory on purpose: each is checked in a worker
 * thread, four at once, and up to 64 more wait for their turn. Failures are throttled per account and per address
 * (docs/security.md, T14). */
typedef struct _CordPasswordQueue CordPasswordQueue;

/* @match: whether the password is right. @error: OFFLINE with reason "stopping" when it was not checked because the
 * server stops, otherwise NULL; owned by the callee. */
typedef void (*CordPasswordFunc) (gboolean match, GError *error, gpointer user_data);

/* Makes the queue of @core, which owns it; once for each core. */
CordPasswordQueue *cord_password_queue_new (CordCore *core);
/* The queue of @core, owned by it; NULL before cord_password_queue_new. */
CordPasswordQueue *cord_password_queue_of (const CordCore *core);

/* Seconds until @account may be tried from @address, 0 when it may now. Also more than 0 when too many wait already. */
guint cord_password_queue_get_wait (CordPasswordQueue *self, const char *account, const char *address);
/* Checks @secret, which it takes and wipes, against @hash; where @hash is NULL, since there is no such account, it
 * takes the same time and does not match. @func is called once, later, in the thread of the caller. The strings are
 * copied. */
void cord_password_queue_check (CordPasswordQueue *self, const char *account, const char *address, const char *hash,
                                char *secret, CordPasswordFunc func, gpointer user_data);
/* Ends those that wait with the error "stopping", then runs the default context of the thread until those that are
 * being hashed have been answered. */
void cord_password_queue_stop (CordPasswordQueue *self);

/* How many are being hashed now. */
guint cord_password_queue_count_hashing (const CordPasswordQueue *self);
/* How many wait for their turn. */
guint cord_password_queue_count_waiting (const CordPasswordQueue *self);

G_END_DECLS
