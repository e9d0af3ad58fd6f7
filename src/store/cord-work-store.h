/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Orders that wait to be carried out: for their undo window, or for their date. Times: microseconds since the epoch. */
typedef struct
{
  char *id;      /* of the order */
  char *product; /* what one change at a time may wait for: a product, or the billing day of an account */
  gint64 due;
  gint64 undo_until;
  char *document; /* the JSON text of what is to be done */
} CordWork;

/* Frees the work and its strings. */
void cord_work_free (CordWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordWork, cord_work_free)

/* Adds work. CONFLICT with reason "constraint" when its product has a pending change already. */
gboolean cord_work_store_add (CordDatabase *database, const CordWork *work, GError **error);
/* Notes that the work @id waits for @product as well. CONFLICT as above. It goes with the work, also when that is moved
 * aside, and does not come back with it. */
gboolean cord_work_store_add_product (CordDatabase *database, const char *id, const char *product, GError **error);
/* The work of the order @id. NULL without error: there is none. */
CordWork *cord_work_store_get (CordDatabase *database, const char *id, GError **error);
/* The work that waits for this product. NULL without error: there is none. */
CordWork *cord_work_store_find_product (CordDatabase *database, const char *product, GError **error);
/* The work that has been due longest at @now. NULL without error: nothing is due. */
CordWork *cord_work_store_next_due (CordDatabase *database, gint64 now, GError **error);
/* The first work that waits for nothing but its undo window, and for longer than until @latest. NULL without error:
 * there is none. */
CordWork *cord_work_store_next_misdated (CordDatabase *database, gint64 latest, GError **error);
/* How many orders wait, and how many of them are due at @now. */
gboolean cord_work_store_count (CordDatabase *database, gint64 now, gint64 *waiting, gint64 *due, GError **error);
/* Removes the work of the order @id, which is carried out, has failed or is undone. None of this id is no error. */
gboolean cord_work_store_remove (CordDatabase *database, const char *id, GError **error);

/* Moves the work @id aside for the order @by, and keeps it in case @by is undone. @resource: the JSON text of its order
 * as it stands. */
gboolean cord_work_store_supersede (CordDatabase *database, const char *id, const char *by, const char *resource,
                                    GError **error);
/* The work that was moved aside for the order @by. NULL without error: there is none. @resource (may be NULL): the text
 * of its order; full string. */
CordWork *cord_work_store_get_superseded (CordDatabase *database, const char *by, char **resource, GError **error);
/* Puts the work back that was moved aside for @by, whose own work must be removed already. None is no error. */
gboolean cord_work_store_restore (CordDatabase *database, const char *by, GError **error);
/* Forgets what was moved aside for @by, and for those in turn: @by is carried out or has failed, and nothing of it can
 * come back. */
gboolean cord_work_store_forget (CordDatabase *database, const char *by, GError **error);

G_END_DECLS
