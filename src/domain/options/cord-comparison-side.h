/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-comparison-row.h"
#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/**
 * CordComparisonSide: one column of the comparison.
 * @change: NULL for the current plan
 * @held: what the change starts from; NULL for an addition
 * @offering: what it leads to (for the current plan: what is held); NULL for a removal, or when the catalog has it not
 * @features: [{name, value}] of what the column shows
 * @price: a month; @term: months the column commits to anew, 0 when it does not
 */
typedef struct
{
  GVariant *change;
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
  CordDate today;
  guint n_sides;
  CordComparisonSide *sides;
  GPtrArray *rows; /* (element-type CordComparisonRow) */
} CordComparisonSides;

/* Does the change of @self take the product away? */
gboolean cord_comparison_side_is_removal (const CordComparisonSide *self);
/* The plan of @self is the one the customer has. */
gboolean cord_comparison_side_is_same (const CordComparisonSide *self);

/* Each adds the rows of its groups that say something. */
void cord_comparison_add_prices (CordComparisonSides *self);   /* group "price" */
void cord_comparison_add_features (CordComparisonSides *self); /* groups "speed" and "extras" */
void cord_comparison_add_terms (CordComparisonSides *self);    /* group "terms" */

G_END_DECLS
