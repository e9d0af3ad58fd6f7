/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* The outcomes of operations by their key (docs/reliability.md, "The server's transaction"). Scope of a key: the
 * device. */
typedef struct
{
  GBytes *request; /* SHA-256 of method, path, If-Match and body; NULL for a tombstone */
  char *actor;     /* who asked */
  char *state;     /* "claimed", "decided", "cancelled" (tombstone: the cancel came first) */
  guint status;
  char *headers; /* "Name: value" lines */
  char *body;    /* may be NULL */
} CordOperation;

void cord_operation_free (CordOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordOperation, cord_operation_free)

/* Inside a transaction. *claimed FALSE: the key is there already. @sequence 0: the client sends none. CONFLICT with
 * reason "operation-expired" when the device's outcomes up to @sequence were purged. */
gboolean cord_operation_store_claim (CordDatabase *database, const char *device, const char *id, gint64 sequence,
                                     GBytes *request, const char *actor, gint64 now, gboolean *claimed, GError **error);
gboolean cord_operation_store_decide (CordDatabase *database, const char *device, const char *id, guint status,
                                      const char *headers, const char *body, GError **error);
/* NULL without error: none. @device NULL: whichever has it. */
CordOperation *cord_operation_store_get (CordDatabase *database, const char *device, const char *id, GError **error);
/* *placed FALSE when the operation is there already. */
gboolean cord_operation_store_bury (CordDatabase *database, const char *device, const char *id, const char *actor,
                                    gint64 now, gboolean *placed, GError **error);
/* Forgets outcomes older than @before and remembers, per device, up to which sequence. */
gboolean cord_operation_store_purge (CordDatabase *database, gint64 before, GError **error);

G_END_DECLS
