/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* What of the second edition of the quote format a random document has, to show that each occurs. */

#define ACCOUNT_FEATURES 15

const char *account_feature_name (int feature);
/* Adds one for each feature that the document has. */
void account_features_count (const SlowAccount *account, int counts[ACCOUNT_FEATURES]);

G_END_DECLS
