/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* A row of the comparison while it is made: one cell a column, the first that of the current plan. */
typedef struct _CordComparisonRow CordComparisonRow;

/* @group: "price", "speed", "extras" or "terms". Cells begin as "—" without a difference. */
CordComparisonRow *cord_comparison_row_new (const char *group, const char *label, guint n_columns);
void cord_comparison_row_free (CordComparisonRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordComparisonRow, cord_comparison_row_free)

/* @text, @difference: taken over; NULL keeps "—" and "". @direction: a literal, "same" when @difference is NULL. */
void cord_comparison_row_take (CordComparisonRow *self, guint column, char *text, char *difference,
                               const char *direction);
/* TRUE when any cell says something. */
gboolean cord_comparison_row_is_filled (CordComparisonRow *self);
/* By group, then what is lost, gained, paid, and the rest; for a stable sort of pointers. */
int cord_comparison_row_compare (gconstpointer a, gconstpointer b);
GVariant *cord_comparison_row_to_value (CordComparisonRow *self);

G_END_DECLS
