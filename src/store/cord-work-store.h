/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Orders that wait to be carried out: for their undo window, or for their date. Times: microseconds since the epoch. */
typedef struct
{
  char *id; /* of the order */
  char *product;
  gint64 due;
  gint64 undo_until;
  char *document; /* what to do, as the server wrote it */
} CordWork;

void cord_work_free (CordWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordWork, cord_work_free)

/* CONFLICT with reason "constraint" when the product has a change pending. */
gboolean cord_work_store_add (CordDatabase *database, const CordWork *work, GError **error);
CordWork *cord_work_store_get (CordDatabase *database, const char *id, GError **error); /* NULL without error: none */
/* The order that waits for this product; NULL without error: none. */
char *cord_work_store_find_product (CordDatabase *database, const char *product, GError **error);
CordWork *cord_work_store_next_due (CordDatabase *database, gint64 now,
                                    GError **error); /* NULL without error: nothing is due */
/* How many there are, and how many of them are due. */
gboolean cord_work_store_count (CordDatabase *database, gint64 now, gint64 *waiting, gint64 *due, GError **error);
gboolean cord_work_store_remove (CordDatabase *database, const char *id, GError **error);

/* The work @id gives its place to the order @by, and is kept for when that is undone; @resource: its order as it
 * stands. */
gboolean cord_work_store_supersede (CordDatabase *database, const char *id, const char *by, const char *resource,
                                    GError **error);
/* What the order @by took the place of; NULL without error: nothing. @resource: full, or NULL where nobody asks. */
CordWork *cord_work_store_get_superseded (CordDatabase *database, const char *by, char **resource, GError **error);
/* Puts it back; @by must have left its place. Nothing to put back is no error. */
gboolean cord_work_store_restore (CordDatabase *database, const char *by, GError **error);
/* The order @by is carried out or has failed: nothing that it took the place of comes back, nor what those did. */
gboolean cord_work_store_forget (CordDatabase *database, const char *by, GError **error);

G_END_DECLS
