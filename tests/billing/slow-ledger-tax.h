/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* The taxes of a line whose key nothing but the ledger knows. */
SlowTax slow_ledger_tax (const SlowAccount *account, const char *key);

G_END_DECLS
