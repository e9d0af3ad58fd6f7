/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-consequences.h"

#include "config.h"
#include "domain/options/cord-comparison.h"

#include <glib/gi18n-lib.h>

static gboolean
has_key (GPtrArray *lines, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((const CordBillLine *)lines->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

/* What the change adds to one bill: fees of earlier changes that are still owed have the same line without it. */
static gint64
sum_on_bill (CordQuote *quote, const char *kind, CordLadderStep bill)
{
  g_autoptr (GPtrArray) with = cord_quote_dup_row_lines (quote, TRUE, bill, 0);
  g_autoptr (GPtrArray) without = cord_quote_dup_row_lines (quote, FALSE, bill, 0);
  gint64 sum = 0;

  for (guint i = 0; i < with->len; i++)
    {
      const CordBillLine *line = with->pdata[i];

      if (g_str_equal (line->kind, kind) && !has_key (without, line->key))
        sum += line->gross;
    }
  return sum;
}

/* A change at the end of the cycle has its fees on the next bill. */
static char *
dup_fee (CordQuote *quote, const char *kind)
{
  gint64 fee = sum_on_bill (quote, kind, CORD_LADDER_THIS);

  if (fee == 0)
    fee = sum_on_bill (quote, kind, CORD_LADDER_NEXT);
  return fee > 0 ? cord_money_to_display (cord_quote_money (quote, fee)) : NULL;
}

/* Losses first, as the rows of the comparison are sorted, then the terms. */
static void
add_rows (GPtrArray *sentences, const CordComparison *comparison, const char *leaving)
{
  GPtrArray *rows = cord_comparison_get_rows (comparison);

  for (guint i = 0; i < rows->len; i++)
    {
      const CordComparisonRow *row = rows->pdata[i];
      const char *sentence = cord_comparison_row_get_sentence (row, 1);
      gboolean is_fee = g_str_equal (cord_comparison_row_get_direction (row, 1), "pay");

      if (sentence != NULL && !(is_fee && leaving != NULL))
        g_ptr_array_add (sentences, g_strdup (sentence));
    }
}

GPtrArray *
cord_consequences_new (CordCustomer *customer, CordCatalog *catalog, GVariant *change, CordQuote *quote)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CordComparison) comparison
      = cord_comparison_new (customer, catalog, cord_quote_get_effective (quote), &change, 1);
  g_autofree char *once = dup_fee (quote, "once");
  g_autofree char *leaving = dup_fee (quote, "etf");

  if (once != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_ ("You pay %s once."), once));
  add_rows (sentences, comparison, leaving);
  if (leaving != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_ ("You pay %s for leaving early."), leaving));
  return sentences;
}
