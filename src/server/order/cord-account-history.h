/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/order/cord-account-state.h"

G_BEGIN_DECLS

/* The billing history that the server keeps of an account (cord-kept-history.h), inside the caller's transaction. It
 * holds what an order brings from the moment the order stands, because every quote after it must know; the inventory
 * and the charges follow when it is carried out. Each of these moves its version on. */

/* Adds what @quote, the order's own, proposes; @superseded: the order whose events it takes back, or NULL. Where no
 * history is kept yet, it begins with what the products tell, and *began is set. */
gboolean cord_account_history_place (CordCore *core, const CordAccountState *state, CordQuote *quote, const char *order,
                                     const char *superseded, gboolean *began, GError **error);
/* As it was before @order. @dropped: the order that @order took the place of, where that one does not come back; or
 * NULL. @began: it began with @order, and is not kept any more once no other order has added to it. */
gboolean cord_account_history_withdraw (CordCore *core, const char *account, const char *order, const char *dropped,
                                        gboolean began, GError **error);

G_END_DECLS
