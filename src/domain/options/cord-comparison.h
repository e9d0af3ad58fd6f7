/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"
#include "domain/options/cord-comparison-row.h"

G_BEGIN_DECLS

/* The comparison of what the customer has with the candidates. Rows come grouped in the order price, speed, extras,
 * terms and, within a group, sorted by what the customer loses, gains, pays, then the rest. What an offer loses is said
 * in words. A negotiated price that the change ends is a row of its own. A promotion of a new plan is said in words
 * ("20 % less for the first 6 months"); the ladder has it in its amounts. */
typedef struct _CordComparison CordComparison;

/**
 * CordComparisonColumn:
 * @key: of the change; "" for the current plan
 * @name: of the plan, of what is taken away, or of what is unknown
 * @price: a month; zero without a price
 */
typedef struct
{
  char *key;
  char *name;
  CordMoney price;
} CordComparisonColumn;

/* A comparison to be freed: a column for the current plan, then one for each of @changes. Unknown offerings and
 * products give columns of "—". @days: the day on which each of them takes effect, the same as in its quote, from which
 * commitments count and for which promotions are chosen; CORD_DATE_NONE is @today. Nothing of what is passed needs to
 * outlive the call. */
CordComparison *cord_comparison_new (CordCustomer *customer, CordCatalog *catalog, CordDate today,
                                     GVariant *const *changes, const CordDate *days, gsize n_changes);
/* Frees the comparison with its columns and rows. */
void cord_comparison_free (CordComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordComparison, cord_comparison_free)

/* The columns; @index must be below their number. Owned by the comparison. */
guint cord_comparison_get_n_columns (const CordComparison *self);
const CordComparisonColumn *cord_comparison_get_column (const CordComparison *self, guint index);
/* (element-type CordComparisonRow), owned by the comparison. Each row has as many cells as there are columns. */
GPtrArray *cord_comparison_get_rows (const CordComparison *self);

G_END_DECLS
