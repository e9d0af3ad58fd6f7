/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-zone.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* The billing history of an account as the server keeps it. An event of an order has the id of the order in the
 * member "order"; it is added when the order is placed. An event with "supersededBy" was superseded by the order that
 * it names, and counts again when that order is undone. An event with "origin" comes from another system that changed
 * the inventory; it goes with the product when the order that brought the product is undone. The functions take and
 * return lists of events, the latter as full references. */

/* The events as the quote format takes them: those that count, without these three members, the numbers that reversals
 * name put right. With @products also without changes of these products that have not taken effect, because a new
 * change of them replaces those; but not those that are on a bill already, which the new change then credits.
 * @products: their names in the history, NULL-terminated, or NULL. */
GVariant *cord_kept_history_dup_events (GVariant *kept, const char *const *products, CordCustomer *customer,
                                        CordDate now);
/* As above without the orders and the changes of other systems since the last bill before @now began, which no bill
 * holds yet where changes are collected with the next bill. Full reference. */
GVariant *cord_kept_history_dup_collected (GVariant *kept, const char *const *products, CordCustomer *customer,
                                           CordDate now);
/* The events as the quote format takes them without the orders and the changes of other systems that were recorded on
 * @day or later, in the account's zone. Full reference. */
GVariant *cord_kept_history_dup_before (GVariant *kept, CordZone *zone, CordDate day);
/* The order of event @number, from 1, of that list; NULL for an event of no order. Full string. */
char *cord_kept_history_dup_order (GVariant *kept, CordZone *zone, CordDate day, guint number);
/* The day that the first event of an order was recorded on, in the account's zone; CORD_DATE_NONE when there is none.
 */
CordDate cord_kept_history_find_oldest (GVariant *kept, CordZone *zone);
/* TRUE when an event recorded on one day and taking effect on another is on a bill: its cycle began in between. */
gboolean cord_kept_history_is_billed (CordCustomer *customer, CordDate recorded, CordDate effective, CordDate now);
/* @kept with the events @fresh of @order appended. */
GVariant *cord_kept_history_append (GVariant *kept, GVariant *fresh, const char *order);
/* @kept with the events @fresh of another system appended. */
GVariant *cord_kept_history_append_foreign (GVariant *kept, GVariant *fresh);
/* @kept with the events of @order superseded by the order @by. */
GVariant *cord_kept_history_supersede (GVariant *kept, const char *order, const char *by);
/* @kept as it was before @order: without its events, and with those that it superseded. @dropped: also without this
 * order, which it took the place of, those that it superseded, and so on; or NULL. */
GVariant *cord_kept_history_dup_without (GVariant *kept, const char *order, const char *dropped);
/* @kept with the events of @order reversed by events of @day: they never happened, and no number changes. @restores:
 * those that it superseded count again. */
GVariant *cord_kept_history_reverse (GVariant *kept, const char *order, gboolean restores, CordDate day);
/* @kept without the orders that cord_kept_history_reverse() reversed, and without their reversals. */
GVariant *cord_kept_history_dup_unreversed (GVariant *kept);
/* Which events of @kept count: TRUE, by number − 1, for each that is neither superseded by an order nor reversed. Free
 * with g_free(). */
gboolean *cord_kept_history_find_remaining (GVariant *kept);
/* The oldest day that an order was recorded on which takes effect on @day or later; CORD_DATE_NONE when there is none.
 */
CordDate cord_kept_history_find_waiting (GVariant *kept, CordZone *zone, CordDate day);
/* The newest day that an event of an order or of another system was recorded on, in the zone of the account;
 * CORD_DATE_NONE when there is none. */
CordDate cord_kept_history_find_newest (GVariant *kept, CordZone *zone);
/* TRUE when @event comes from another system. */
gboolean cord_kept_history_is_foreign (GVariant *event);
/* TRUE when an order is to bring a product of the offering @offering (id) that the customer does not have yet, other
 * than the one of the id @product. */
gboolean cord_kept_history_brings (GVariant *kept, CordCustomer *customer, const char *offering, const char *product);
/* TRUE when any event is of an order. */
gboolean cord_kept_history_has_orders (GVariant *kept);

G_END_DECLS
