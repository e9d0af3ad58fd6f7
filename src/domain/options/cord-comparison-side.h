/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-comparison-row.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-promotion-choice.h"

G_BEGIN_DECLS

/**
 * CordComparisonSide: one column of the comparison.
 * @change: NULL for the current plan
 * @day: on which the change takes effect; today for the current plan
 * @held: what the change starts from; NULL for an addition
 * @offering: what it leads to (for the current plan: what is held); NULL for a removal, or when it is not in the
 * catalog
 * @features: [{name, value}] of what the column shows
 * @price: a month; @term: months the column commits to anew, 0 when it does not
 */
typedef struct
{
  GVariant *change;
  CordDate day;
  CordProduct *held;
  CordOffering *offering;
  GVariant *features;
  CordMoney before;
  CordMoney price;
  int term;
} CordComparisonSide;

/* What the rows are made from; all but @rows is borrowed. sides[0] is the current plan. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  CordPromotionChooser *chooser;
  guint n_sides;
  CordComparisonSide *sides;
  GPtrArray *rows; /* (element-type CordComparisonRow) */
} CordComparisonSides;

/* TRUE when the column is of a removal: the customer has nothing in the place of what is held. */
gboolean cord_comparison_side_is_removal (const CordComparisonSide *self);
/* TRUE when the plan of the column is the one that the customer has. */
gboolean cord_comparison_side_is_same (const CordComparisonSide *self);

G_END_DECLS
