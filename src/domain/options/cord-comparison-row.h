/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row of the comparison: one cell a column, the first that of the current plan. */
typedef struct _CordComparisonRow CordComparisonRow;

/* A row to be freed. @group: a literal, "price", "speed", "extras" or "terms". @label: copied. Its cells begin as "—"
 * without a difference. */
CordComparisonRow *cord_comparison_row_new (const char *group, const char *label, guint n_columns);
/* Frees the row with its cells. */
void cord_comparison_row_free (CordComparisonRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordComparisonRow, cord_comparison_row_free)

/* Fills the cell of @column. @text, @difference: taken over; NULL keeps "—" and "". @direction: a literal, "gain",
 * "loss", "pay", "save" or "same"; it is "same" when @difference is NULL. */
void cord_comparison_row_take (CordComparisonRow *self, guint column, char *text, char *difference,
                               const char *direction);
/* What the customer must be told of the cell of @column before they agree to it: a whole sentence, taken over. */
void cord_comparison_row_take_sentence (CordComparisonRow *self, guint column, char *sentence);
/* TRUE when any cell has a text or a difference. */
gboolean cord_comparison_row_is_filled (CordComparisonRow *self);
/* Orders two rows by group, then by what the customer loses, gains and pays, then the rest. For a stable sort of an
 * array of pointers. */
int cord_comparison_row_compare (gconstpointer a, gconstpointer b);

/* What cord_comparison_row_new() was given; the label is owned by the row. */
const char *cord_comparison_row_get_group (const CordComparisonRow *self);
const char *cord_comparison_row_get_label (const CordComparisonRow *self);
/* TRUE when any cell has a difference. */
gboolean cord_comparison_row_is_changed (const CordComparisonRow *self);
/* The cell of @column, which must exist: what the column has, "—" for nothing; the difference from the current plan in
 * words ("−€5.00 a month", "loses free calls"), "" for none; whether the customer gains, loses, pays or saves by it,
 * or "same". Texts are owned by the row. */
const char *cord_comparison_row_get_text (const CordComparisonRow *self, guint column);
const char *cord_comparison_row_get_difference (const CordComparisonRow *self, guint column);
const char *cord_comparison_row_get_direction (const CordComparisonRow *self, guint column);
/* The sentence about the cell of @column that the customer must hear before they agree; NULL for none. Owned by the
 * row.
 */
const char *cord_comparison_row_get_sentence (const CordComparisonRow *self, guint column);

G_END_DECLS
