/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-comparison-side.h"

G_BEGIN_DECLS

/* Adds the rows of the groups "speed" and "extras": a row for each feature that a column has, the parts of bundles, and
 * the other products of the customer that work only with what is held. */
void cord_comparison_add_features (CordComparisonSides *self);

G_END_DECLS
