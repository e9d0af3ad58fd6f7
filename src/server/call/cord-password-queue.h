/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Passwords on their way through the hash, which takes long and much memory on purpose: each is checked in a worker
 * thread, four at once, and the others wait for their turn; those who have signed in from their address before go
 * first. Failures are throttled (docs/security.md, "Sign-in"). */
typedef struct _CordPasswordQueue CordPasswordQueue;

/* Who tries to sign in. The strings are borrowed. */
typedef struct
{
  const char *kind;    /* "user" or "client" */
  const char *name;    /* of the account, whether there is one or not */
  const char *address; /* the request's */
  const char *hash;    /* of the password; NULL: there is no such account */
  gboolean known;      /* the account has signed in from this address before */
  gboolean familiar;   /* some account has */
} CordPasswordAttempt;

/* @match: whether the password is right. @wait: more than 0 when it was not checked, because there were too many
 * failures or too many wait already: the seconds after which to try again. @error: OFFLINE with reason "stopping" when
 * it was not checked because the server stops, otherwise NULL; owned by the callee. */
typedef void (*CordPasswordFunc) (gboolean match, guint wait, GError *error, gpointer user_data);

/* Makes the queue of @core, which owns it; once for each core. */
CordPasswordQueue *cord_password_queue_new (CordCore *core);
/* The queue of @core, owned by it; NULL before cord_password_queue_new. */
CordPasswordQueue *cord_password_queue_of (const CordCore *core);

/* Checks @secret, which it takes and wipes, against the hash of @attempt; where there is no such account, it takes the
 * same time and does not match. @func is called once, at once or later, in the thread of the caller. */
void cord_password_queue_check (CordPasswordQueue *self, const CordPasswordAttempt *attempt, char *secret,
                                CordPasswordFunc func, gpointer user_data);
/* Forgets the failures of the accounts that an operator has unlocked in the store since the last call. */
void cord_password_queue_unlock (CordPasswordQueue *self);
/* Ends those that wait with the error "stopping", then runs the default context of the thread until those that are
 * being hashed have been answered. */
void cord_password_queue_stop (CordPasswordQueue *self);

/* How many are being hashed now. */
guint cord_password_queue_count_hashing (const CordPasswordQueue *self);
/* How many wait for their turn. */
guint cord_password_queue_count_waiting (const CordPasswordQueue *self);

G_END_DECLS
