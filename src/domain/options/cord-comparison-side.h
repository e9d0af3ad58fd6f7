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

/* What all rows are made from; sides[0] is the current plan. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  CordDate today;
  guint n_sides;
  CordComparisonSide *sides;
  GPtrArray *rows; /* of CordComparisonRow */
} CordComparison;

gboolean cord_comparison_side_is_removal (const CordComparisonSide *self);
/* The plan of @self is the one the customer has. */
gboolean cord_comparison_side_is_same (const CordComparisonSide *self);
/* Promotions of the column in words, or NULL: those that run on, and that of a new plan. */
char *cord_comparison_promotion (CordComparison *comparison, const CordComparisonSide *side);

void cord_comparison_add_prices (CordComparison *self);   /* group "price" */
void cord_comparison_add_features (CordComparison *self); /* groups "speed" and "extras" */
void cord_comparison_add_terms (CordComparison *self);    /* group "terms" */

G_END_DECLS
