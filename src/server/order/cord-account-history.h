/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/order/cord-account-state.h"

G_BEGIN_DECLS

/* The billing history that the server keeps of an account (cord-kept-history.h), inside the caller's transaction. It
 * holds what an order brings from the moment the order stands, because every quote after it must know; the inventory
 * and the charges follow when it is carried out. */

/**
 * CordAccountHistory: what is kept of one account.
 * @events: list (cord-kept-history.h), empty where nothing is kept
 * @cycle: that they begin with; NULL while the account has it
 * @terms: what the newest order was priced by: currency, zone, policy, cycle and catalog of its quote's input; or NULL
 * @former: list of earlier terms, oldest first, that bills were made by which may hold an order that still waits
 * @taxes: the catalog's own taxes (cord-tax-list.h) of the offers that orders were priced by, by their names there, as
 *         they were last read
 * @billed: the day that the last bill began on whose charges are written; CORD_DATE_NONE when there was none
 * @next: the day that the next bill begins on; CORD_DATE_NONE where it has to be found
 * @version: of the events
 */
typedef struct
{
  GVariant *events;
  GVariant *cycle;
  GVariant *terms;
  GVariant *former;
  GVariant *taxes;
  CordDate billed;
  CordDate next;
  gint64 version;
} CordAccountHistory;

/* Reads what is kept of @account, which may be nothing; to be cleared by the caller. */
gboolean cord_account_history_load (CordCore *core, const char *account, CordAccountHistory *out, GError **error);
/* Releases what it owns. */
void cord_account_history_clear (CordAccountHistory *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordAccountHistory, cord_account_history_clear)
/* The terms by which the bill that begins on @day was made, or is to be made; NULL where there are none. Full
 * reference.
 */
GVariant *cord_account_history_dup_terms (const CordAccountHistory *self, CordDate day);
/* Notes that the charges of the bill that began on @day are written, and when the next one begins. The events and their
 * version stay. */
gboolean cord_account_history_set_billed (CordCore *core, const char *account, CordDate day, CordDate next,
                                          GError **error);

/* Adds what @quote, the order's own, proposes; @superseded: the order whose events it takes back, or NULL. Where no
 * history is kept yet, it begins with what the products tell, and *began is set. */
gboolean cord_account_history_place (CordCore *core, const CordAccountState *state, CordQuote *quote, const char *order,
                                     const char *superseded, gboolean *began, GError **error);
/* Adds @events (cord-inventory-change.h), which another system brought about and @quote prices. What the account was
 * priced by stays, and gets the offers that it did not have. */
gboolean cord_account_history_note (CordCore *core, const CordAccountState *state, CordQuote *quote, GVariant *events,
                                    GError **error);
/* As it was before @order. @dropped: the order that @order took the place of, where that one does not come back; or
 * NULL. @began: it began with @order, and is not kept any more once no other order has added to it. */
gboolean cord_account_history_withdraw (CordCore *core, const char *account, const char *order, const char *dropped,
                                        gboolean began, GError **error);

/* As it is without @order, which a bill holds: its events stay, reversed on @day, so that what is billed is told from
 * what is due. @restores: the order that it took the place of comes back. */
gboolean cord_account_history_reverse (CordCore *core, const char *account, const char *order, gboolean restores,
                                       CordDate day, GError **error);

G_END_DECLS
