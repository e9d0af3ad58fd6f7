/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* The outcomes of operations by their key (docs/reliability.md, "The server's transaction"). Scope of a key: the
 * device. */
typedef struct
{
  GBytes *request; /* SHA-256 of method, path, If-Match and body; NULL for a tombstone */
  char *actor;     /* the user or client that asked */
  char *state;     /* "claimed", "decided", "cancelled" (tombstone: the cancel came first) */
  guint status;
  char *headers; /* "Name: value" lines */
  char *body;    /* may be NULL */
} CordOperation;

/* Frees the operation and what it holds. */
void cord_operation_free (CordOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordOperation, cord_operation_free)

/* Takes the key for the request that is being carried out, inside a transaction; *claimed FALSE: it is taken already.
 * @sequence: the operation's number in the device's stream, 0 when the client sends none. @now: microseconds since the
 * epoch. CONFLICT with reason "operation-expired" when the device's outcomes up to @sequence were purged. */
gboolean cord_operation_store_claim (CordDatabase *database, const char *device, const char *id, gint64 sequence,
                                     GBytes *request, const char *actor, gint64 now, gboolean *claimed, GError **error);
/* Stores the outcome of a claimed operation; @body may be NULL. */
gboolean cord_operation_store_decide (CordDatabase *database, const char *device, const char *id, guint status,
                                      const char *headers, const char *body, GError **error);
/* The operation of a key; @device NULL: of any device. NULL without error: there is none. */
CordOperation *cord_operation_store_get (CordDatabase *database, const char *device, const char *id, GError **error);
/* Leaves a tombstone, so that the operation is refused if it arrives after its cancel. *placed FALSE: it is here
 * already.
 */
gboolean cord_operation_store_add_tombstone (CordDatabase *database, const char *device, const char *id,
                                             const char *actor, gint64 now, gboolean *placed, GError **error);
/* When the oldest operation was claimed, in microseconds; G_MAXINT64 when there is none. */
gboolean cord_operation_store_find_oldest (CordDatabase *database, gint64 *created, GError **error);
/* When the newest one was; 0 when there is none. */
gboolean cord_operation_store_find_newest (CordDatabase *database, gint64 *created, GError **error);
/* Forgets operations that were claimed before @before (microseconds), the oldest @most of them, and remembers per
 * device up to which sequence number (docs/reliability.md, R7). Inside a transaction. */
gboolean cord_operation_store_purge (CordDatabase *database, gint64 before, guint most, GError **error);

G_END_DECLS
