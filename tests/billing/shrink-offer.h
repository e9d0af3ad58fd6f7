/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* Simplifications of the catalog, for the shrinker. Each makes the @nth of its kind; FALSE when there are no more. */

/* Replaces an offer by the first wherever it is used. */
gboolean shrink_drop_offer (SlowAccount *account, int nth);
gboolean shrink_offer (SlowAccount *account, int nth);
/* The rows of dated prices. */
gboolean shrink_rows_of_offers (SlowAccount *account, int nth);
/* All taxes, those of terms as well. */
gboolean shrink_taxes (SlowAccount *account, int nth);
/* By the ways 0 to 3: 0, then 10, then the integer part, then one decimal less. */
void shrink_number (SlowNumber *number, int way);

G_END_DECLS
