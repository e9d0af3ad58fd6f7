/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* Whether a property holds of an account. It must also say so of one that is impossible. */
typedef gboolean (*ShrinkProperty) (const SlowAccount *account, gpointer data);

/* Makes an account of which the property does not hold smaller, as long as it does not hold: takes away events,
 * products, the ledger and rows of it, offers, rules, and puts simpler numbers and times in place of what is left. Asks
 * at most @effort times. Answers how often it asked. */
int shrink_account (SlowAccount *account, ShrinkProperty holds, gpointer data, int effort);

G_END_DECLS
