/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/customer/cord-product.h"

G_BEGIN_DECLS

/**
 * CordInventoryState: a product on one account, before or after another system wrote it.
 * @product: borrowed; NULL where there is none, or it is on another account
 * @ends: the day that it is over, as the inventory says; CORD_DATE_NONE where that is not known
 */
typedef struct
{
  CordProduct *product;
  CordDate ends;
} CordInventoryState;

/**
 * CordInventoryChange: what another system did to a product.
 * @moved: the product was on another account before, and is billed on this one from today
 * @kept: what is kept of the account's billing history (cord-kept-history.h)
 * @today: in the account's zone
 * @earliest: the day of the last bill; nothing can take effect before it
 * @done: the inventory is as it is, so that what should take effect before @earliest does so then, and discounts that
 *        were altered or taken away stay in the history
 */
typedef struct
{
  CordInventoryState before;
  CordInventoryState after;
  gboolean moved;
  GVariant *kept;
  CordDate today;
  CordDate earliest;
  gboolean done;
} CordInventoryChange;

/* The events of the quote format that make the history say what the inventory says now, each with its "effective": the
 * product's own dates, otherwise today. An empty list where nothing changes that is billed, or the history says it
 * already. Full reference; NULL with CONFLICT and the member of the product where the history cannot say it: reason
 * "billed" for a day before the last bill, "ended" for a product that was over and is back, or "discount"
 * for one that was taken away or altered while it ran. Source: docs/billing.md, "What other systems change". */
GVariant *cord_inventory_change_dup_events (const CordInventoryChange *self, GError **error);
/* TRUE when one of @events would take the place of a change of the same product that an order has agreed on and that
 * still waits. */
gboolean cord_inventory_change_supersedes (GVariant *events);
/* TRUE when one of @events ends the product. */
gboolean cord_inventory_change_ends (GVariant *events);

G_END_DECLS
