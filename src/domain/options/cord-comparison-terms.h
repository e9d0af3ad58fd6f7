/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-comparison-side.h"

G_BEGIN_DECLS

/* Adds the rows of the group "terms": the commitment, the fee for leaving early, and the lead time. */
void cord_comparison_add_terms (CordComparisonSides *self);

G_END_DECLS
