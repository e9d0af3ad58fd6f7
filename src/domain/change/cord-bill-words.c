/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-bill-words.h"

#include "billing/cord-bill-explain.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* Suspended in between, or with another offer there and back. */
static gboolean
has_gap (const CordBillLine *line)
{
  for (guint i = 1; i < line->parts->len; i++)
    if (g_array_index (line->parts, CordBillPart, i).from != g_array_index (line->parts, CordBillPart, i - 1).to)
      return TRUE;
  return FALSE;
}

/* "1 to 17 November 2026". NULL where time is counted in seconds, which are no whole days, and where the time has a
 * gap. */
static char *
dup_span (CordQuote *quote, const CordBillLine *line)
{
  guint n = line->parts->len;
  CordDate first, last;
  int year, month, day, last_year, last_month, last_day;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (n == 0 || has_gap (line) || !cord_quote_counts_days (quote))
    return NULL;
  first = (CordDate)g_array_index (line->parts, CordBillPart, 0).from;
  last = (CordDate)g_array_index (line->parts, CordBillPart, n - 1).to - 1;
  cord_date_split (first, &year, &month, &day);
  cord_date_split (last, &last_year, &last_month, &last_day);
  to = cord_date_to_display (last);
  if (first == last)
    return g_steal_pointer (&to);
  if (year == last_year && month == last_month)
    /* Translators: a day of the month, and a whole date in the same month: "1 to 17 November 2026". */
    return g_strdup_printf (_ ("%d to %s"), day, to);
  from = cord_date_to_display (first);
  /* Translators: two whole dates. */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

/* Nothing of it is left in its cycle: a removed discount, a change that gave way to another, the fee of either. */
static gboolean
is_given_up (const CordBillLine *line)
{
  return line->ticks <= 0 && line->position == 0 && line->invoiced != 0;
}

static char *
dup_given_up (CordQuote *quote, const CordBillLine *line, const char *name)
{
  gint64 now = cord_quote_includes_tax (quote) ? line->gross : line->net;
  g_autofree char *before = cord_bill_line_dup_before (quote, line);
  g_autofree char *back = cord_money_to_display (cord_quote_money (quote, -now));

  if (now > 0)
    {
      g_autofree char *owed = cord_money_to_display (cord_quote_money (quote, now));

      /* Translators: the name of a product, "−€5.00 already billed", what is owed for it now. */
      return g_strdup_printf (_ ("%s, a discount that no longer applies: %s, so now %s"), name, before, owed);
    }
  /* Translators: the name of a product, "€30.00 already billed", what comes back. */
  return g_strdup_printf (_ ("%s, no longer charged: %s, back %s"), name, before, back);
}

/* NULL for what is no discount, and where no catalog names it. */
static char *
dup_discount (const CordBillNames *names, const CordBillLine *line)
{
  g_autofree char *key = NULL;

  if (names->catalog == NULL || !g_str_equal (line->kind, "discount"))
    return NULL;
  key = cord_bill_line_dup_discount (line);
  return cord_catalog_dup_discount_title (names->catalog, key);
}

static char *
dup_line (const CordBillNames *names, CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *discount = dup_discount (names, line);
  g_autofree char *arithmetic = cord_bill_line_explain_named (quote, line, discount);
  gboolean is_fee = line->ticks < 0;
  g_autofree char *name
      = is_fee ? cord_bill_names_dup_fee (names, quote, line) : cord_bill_names_dup_product (names, quote, line);
  g_autofree char *span = dup_span (quote, line);

  if (name == NULL)
    return g_steal_pointer (&arithmetic);
  if (is_given_up (line))
    return dup_given_up (quote, line, name);
  if (span != NULL)
    /* Translators: a product, from when to when, and the arithmetic: "Home 50, 1 to 9 November 2026: 9 of 30 days …" */
    return g_strdup_printf (_ ("%s, %s: %s"), name, span, arithmetic);
  /* Translators: a product or a fee, and the arithmetic of what it costs. */
  return g_strdup_printf (_ ("%s: %s"), name, arithmetic);
}

char *
cord_bill_words_line (const CordBillNames *names, CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *words = dup_line (names, quote, line);
  g_autofree char *tax = cord_bill_line_explain_tax (quote, line);

  /* Translators: the arithmetic of a line of the bill, and that of its tax. */
  return tax != NULL ? g_strdup_printf (_ ("%s; %s"), words, tax) : g_steal_pointer (&words);
}
