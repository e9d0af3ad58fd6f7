/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* The billing history of an account as the server keeps it. An event that an order brought carries the order's id in
 * the member "order"; what an order brings stands here from the moment it is placed. An event with "supersededBy" was
 * taken back by the order that it names, and counts again when that order is undone. All of them take and give lists of
 * events; full references. */

/* The events as the quote format takes them: those that count, without these two members, the numbers that reversals
 * name put right. With @product also without what waits for that product, because a change of it takes the place of a
 * change that waits; unless a bill holds it already, as then the new change gives it back. @product: the name in the
 * history, or NULL. */
GVariant *cord_kept_history_dup_events (GVariant *kept, const char *product, CordCustomer *customer, CordDate now);
/* Whether a bill holds what was recorded on one day and takes effect on another: its cycle began in between. */
gboolean cord_kept_history_is_billed (CordCustomer *customer, CordDate recorded, CordDate effective, CordDate now);
/* With @fresh at the end, brought by @order. */
GVariant *cord_kept_history_append (GVariant *kept, GVariant *fresh, const char *order);
/* What @order brought is taken back by the order @by. */
GVariant *cord_kept_history_supersede (GVariant *kept, const char *order, const char *by);
/* As it was before @order: what it brought is gone, what it took back counts again. */
GVariant *cord_kept_history_withdraw (GVariant *kept, const char *order);
/* What @order brought is gone for good, and with it all that it took back, and what that took back. */
GVariant *cord_kept_history_drop (GVariant *kept, const char *order);
/* Whether an order brought any of it. */
gboolean cord_kept_history_has_orders (GVariant *kept);

G_END_DECLS
