/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* Whether a property holds of an account. It must return TRUE for an impossible account as well. */
typedef gboolean (*ShrinkProperty) (const SlowAccount *account, gpointer data);

/* Makes an account for which the property does not hold smaller while it still does not hold: removes events,
 * products, the ledger and rows of it, offers and rules, and simplifies the numbers and times of the rest. Tests the
 * property at most @effort times. Returns how often it was tested. */
int shrink_account (SlowAccount *account, ShrinkProperty holds, gpointer data, int effort);

G_END_DECLS
