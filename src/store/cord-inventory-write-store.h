/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/**
 * CordInventoryWrite: a product or an account that was imported and that the billing history does not know of yet.
 * @row: in the order of the writes
 * @type: of the resource
 * @before, @after: its JSON texts; @before is NULL for a new one
 */
typedef struct
{
  gint64 row;
  char *type;
  char *before;
  char *after;
} CordInventoryWrite;

/* Frees the write and its strings. */
void cord_inventory_write_free (CordInventoryWrite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordInventoryWrite, cord_inventory_write_free)

/* Adds one; @write->row is not used. */
gboolean cord_inventory_write_store_add (CordDatabase *database, const CordInventoryWrite *write, GError **error);
/* The oldest. NULL without error: there is none. */
CordInventoryWrite *cord_inventory_write_store_next (CordDatabase *database, GError **error);
/* Removes the one of that row. */
gboolean cord_inventory_write_store_remove (CordDatabase *database, gint64 row, GError **error);

G_END_DECLS
