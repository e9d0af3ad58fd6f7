/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-consequences.h"

#include "config.h"
#include "domain/change/cord-change-bill.h"
#include "domain/options/cord-comparison.h"

#include <glib/gi18n-lib.h>

static char *
dup_sentence (CordQuote *quote, const CordChangeFee *fee)
{
  g_autofree char *amount = cord_money_to_display (cord_quote_money (quote, fee->gross));
  g_autofree char *bill = cord_date_to_display (fee->bill);

  if (fee->leaving && fee->at_once)
    return g_strdup_printf (_ ("You pay %s for leaving early, now."), amount);
  if (fee->leaving)
    /* Translators: an amount, the date of the bill. */
    return g_strdup_printf (_ ("You pay %s for leaving early, on your bill of %s."), amount, bill);
  if (fee->at_once)
    /* Translators: an amount, what it is for. */
    return g_strdup_printf (_ ("You pay %s once, now: %s."), amount, fee->name);
  /* Translators: an amount, the date of the bill, what it is for. */
  return g_strdup_printf (_ ("You pay %s once, on your bill of %s: %s."), amount, bill, fee->name);
}

/* Those for leaving early, or the others. TRUE when there are any. */
static gboolean
add_fees (GPtrArray *sentences, CordQuote *quote, GPtrArray *fees, gboolean leaving)
{
  guint before = sentences->len;

  for (guint i = 0; i < fees->len; i++)
    {
      const CordChangeFee *fee = fees->pdata[i];

      if (fee->leaving == leaving)
        g_ptr_array_add (sentences, dup_sentence (quote, fee));
    }
  return sentences->len > before;
}

/* Losses first, as the rows of the comparison are sorted, then the terms. */
static void
add_rows (GPtrArray *sentences, const CordComparison *comparison, gboolean leaving)
{
  GPtrArray *rows = cord_comparison_get_rows (comparison);

  for (guint i = 0; i < rows->len; i++)
    {
      const CordComparisonRow *row = rows->pdata[i];
      const char *sentence = cord_comparison_row_get_sentence (row, 1);
      gboolean is_fee = g_str_equal (cord_comparison_row_get_direction (row, 1), "pay");

      if (sentence != NULL && !(is_fee && leaving))
        g_ptr_array_add (sentences, g_strdup (sentence));
    }
}

GPtrArray *
cord_consequences_new (CordCustomer *customer, CordCatalog *catalog, GVariant *change, CordQuote *quote)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  const CordDate day = cord_quote_get_effective (quote);
  g_autoptr (CordComparison) comparison
      = cord_comparison_new (customer, catalog, cord_quote_get_now (quote), &change, &day, 1);
  const CordBillNames names = { customer, catalog };
  g_autoptr (GPtrArray) fees = cord_change_bill_fees (quote, &names);
  g_autoptr (GPtrArray) leaving = g_ptr_array_new_with_free_func (g_free);
  gboolean any = add_fees (leaving, quote, fees, TRUE);

  add_fees (sentences, quote, fees, FALSE);
  add_rows (sentences, comparison, any);
  g_ptr_array_extend_and_steal (sentences, g_steal_pointer (&leaving));
  return sentences;
}
