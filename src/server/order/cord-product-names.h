/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/**
 * CordProductNames: which product the billing engine means. It calls a product by its id where that is short and plain,
 * and by a digest of it otherwise (cord_history_name), as other systems number theirs.
 * @customer, @account: ids, borrowed; either may be NULL
 * @ids: name → id of the products of both, read when the first digest is asked for
 */
typedef struct
{
  CordCore *core;
  const char *customer;
  const char *account;
  GHashTable *ids;
} CordProductNames;

/* The id of the product that lines call @name; @name itself where the inventory has no such product any more. Owned by
 * @self, or @name. NULL with an error of the store. */
const char *cord_product_names_find (CordProductNames *self, const char *name, GError **error);
/* Releases what was read. */
void cord_product_names_clear (CordProductNames *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordProductNames, cord_product_names_clear)

G_END_DECLS
