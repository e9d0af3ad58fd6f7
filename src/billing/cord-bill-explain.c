/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill-explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
display (CordQuote *quote, gint64 minor)
{
  return cord_money_to_display (cord_quote_money (quote, minor));
}

/* A unit price in minor units; FALSE when it is finer than those or too large for them. */
static gboolean
unit_to_minor (CordDecimal unit, guint scale, gint64 *minor)
{
  __int128 value = unit.unscaled;
  guint decimals = unit.decimals;

  for (; decimals > scale && value % 10 == 0; decimals--)
    value /= 10;
  for (; decimals < scale && value <= G_MAXINT64; decimals++)
    value *= 10;
  *minor = (gint64)value;
  return decimals == scale && value <= G_MAXINT64;
}

static char *
display_unit (CordQuote *quote, CordDecimal unit)
{
  const guint scale = cord_quote_get_scale (quote);
  g_autofree char *exact = NULL;
  gint64 minor;

  if (unit_to_minor (unit, scale, &minor))
    return display (quote, minor);
  exact = cord_decimal_to_string (unit, scale);
  return g_strdup_printf ("%s\u00a0%s", cord_quote_get_currency (quote), exact);
}

static char *
display_percent (CordDecimal percent)
{
  g_autofree char *text = cord_decimal_to_string (percent, 0);

  /* Translators: a percentage, such as 20 %. */
  return g_strdup_printf (_ ("%s\u00a0%%"), text);
}

static char *
display_count (gint64 count)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

/* "€30.00", or "3 × €30.00". */
static char *
display_units (CordQuote *quote, CordDecimal unit, gint64 quantity)
{
  g_autofree char *price = display_unit (quote, unit);

  return quantity == 1 ? g_steal_pointer (&price) : g_strdup_printf ("%" G_GINT64_FORMAT " × %s", quantity, price);
}

/* How many units all parts had; 0 when not all had the same. */
static gint64
common_quantity (const CordBillLine *line)
{
  gint64 quantity = 1;

  for (guint i = 0; i < line->parts->len; i++)
    {
      const CordBillPart *part = &g_array_index (line->parts, CordBillPart, i);

      if (i > 0 && part->quantity != quantity)
        return 0;
      quantity = part->quantity;
    }
  return quantity;
}

/* "10 × 1 + 20 × 3": the ticks of each part and its units. */
static char *
display_parts (const CordBillLine *line)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < line->parts->len; i++)
    {
      const CordBillPart *part = &g_array_index (line->parts, CordBillPart, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " × %" G_GINT64_FORMAT, i > 0 ? " + " : "", part->ticks,
                              part->quantity);
    }
  return g_string_free (text, FALSE);
}

/* "14 of 30 days of €45.00"; each unit counts unless the price is for all of them. */
static char *
display_share (CordQuote *quote, const CordBillLine *line, CordDecimal price, gboolean for_each_unit)
{
  const gint64 quantity = for_each_unit ? common_quantity (line) : 1;
  g_autofree char *ticks = quantity > 0 ? display_count (line->ticks / quantity) : display_parts (line);
  g_autofree char *whole = display_count (line->cycle_ticks);
  g_autofree char *unit = display_units (quote, price, MAX (quantity, 1));

  if (cord_quote_counts_days (quote))
    return g_strdup_printf (_ ("%s of %s days of %s"), ticks, whole, unit);
  return g_strdup_printf (_ ("%s of %s seconds of %s"), ticks, whole, unit);
}

char *
cord_bill_line_dup_discount (const CordBillLine *line)
{
  g_auto (GStrv) parts = g_strsplit (line->key, "/", -1);

  return g_strdup (parts[4] != NULL ? parts[4] : parts[0]);
}

/* @name: or NULL for the one in the line's key */
static char *
explain_discount (CordQuote *quote, const CordBillLine *line, const char *position, const char *name)
{
  g_autofree char *key_name = name == NULL ? cord_bill_line_dup_discount (line) : NULL;
  const char *discount = name != NULL ? name : key_name;
  g_autofree char *percent = line->is_percent ? display_percent (line->discount) : NULL;
  g_autofree char *share
      = display_share (quote, line, line->is_percent ? line->unit : line->discount, line->is_percent);
  g_autofree char *of = line->is_percent ? g_strdup_printf (_ ("%s of %s"), percent, share) : g_strdup (share);

  if (line->limited)
    return g_strdup_printf (_ ("Discount “%s”: %s, as far as there is a charge left = %s"), discount, of, position);
  return g_strdup_printf (_ ("Discount “%s”: %s = %s"), discount, of, position);
}

/* TRUE when the line is for time in which the product was suspended, and for no other. */
static gboolean
is_suspended (const CordBillLine *line)
{
  for (guint i = 0; i < line->parts->len; i++)
    if (!g_array_index (line->parts, CordBillPart, i).suspended)
      return FALSE;
  return line->parts->len > 0;
}

static char *
explain_recurring (CordQuote *quote, const CordBillLine *line, const char *position)
{
  g_autofree char *share = display_share (quote, line, line->unit, TRUE);

  if (is_suspended (line))
    /* Translators: days of a price, such as "20 of 30 days of €15.00", and what they come to. */
    return g_strdup_printf (_ ("While suspended, %s = %s"), share, position);
  return g_strdup_printf (_ ("%s = %s"), share, position);
}

/* "7 of 12 months left", "6 months and 16 of 31 days left of 12 months", or in the last month "16 of 31 days left of
 * the last of 12 months". */
static char *
display_rest (const CordFeeArithmetic *fee)
{
  const gint64 whole = fee->by_day ? fee->rest.months : fee->months - fee->completed;
  g_autofree char *left = display_count (whole);
  g_autofree char *days = display_count (fee->rest.days);
  g_autofree char *month = display_count (fee->rest.month_days);
  g_autofree char *months = display_count (fee->months);

  if (!fee->by_day || fee->rest.days == 0)
    return g_strdup_printf (_ ("%s of %s months left"), left, months);
  if (whole == 0)
    /* Translators: days, the days of that month, and the months of the term. */
    return g_strdup_printf (_ ("%s of %s days left of the last of %s months"), days, month, months);
  return g_strdup_printf (ngettext ("%s month and %s of %s days left of %s months",
                                    "%s months and %s of %s days left of %s months", (gulong)whole),
                          left, days, month, months);
}

/* "2 × €30.00 a month", or "€50.00 a month after discounts". */
static char *
display_charge (CordQuote *quote, const CordBillLine *line)
{
  const CordFeeArithmetic *fee = &line->fee;
  g_autofree char *units = display_units (quote, line->unit, fee->quantity);
  g_autofree char *cycle = display_count (fee->cycle_months);
  g_autofree char *charge = fee->cycle_months == 1 ? g_strdup_printf (_ ("%s a month"), units)
                                                   : g_strdup_printf (_ ("%s for %s months"), units, cycle);

  /* Translators: an amount, such as "€50.00 a month". */
  return fee->net ? g_strdup_printf (_ ("%s after discounts"), charge) : g_steal_pointer (&charge);
}

static char *
explain_remaining (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *rest = display_rest (&line->fee);
  g_autofree char *percent = display_percent (line->fee.percent);
  g_autofree char *charge = display_charge (quote, line);

  /* Translators: "7 of 12 months left", a percentage, and "€30.00 a month". */
  return g_strdup_printf (_ ("%s, %s of %s"), rest, percent, charge);
}

static char *
explain_table (const CordBillLine *line)
{
  g_autofree char *completed = display_count (line->fee.completed);
  g_autofree char *months = display_count (line->fee.months);

  return g_strdup_printf (_ ("%s of %s months completed"), completed, months);
}

static char *
explain_subsidy (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *left = display_count (line->fee.months - line->fee.completed);
  g_autofree char *months = display_count (line->fee.months);
  g_autofree char *amount = display_unit (quote, line->unit);

  return g_strdup_printf (_ ("%s of %s months left of %s"), left, months, amount);
}

static char *
display_fee (CordQuote *quote, const CordBillLine *line)
{
  switch (line->fee.kind)
    {
    case CORD_ETF_REMAINING:
      return explain_remaining (quote, line);
    case CORD_ETF_TABLE:
      return explain_table (line);
    case CORD_ETF_SUBSIDY:
      return explain_subsidy (quote, line);
    case CORD_ETF_NONE:
    default:
      return NULL;
    }
}

static char *
explain_etf (CordQuote *quote, const CordBillLine *line, const char *position)
{
  g_autofree char *share = display_fee (quote, line);

  if (share == NULL)
    return g_strdup_printf (_ ("Early termination fee = %s"), position);
  if (line->fee.capped)
    return g_strdup_printf (_ ("Early termination fee: %s, at most %s"), share, position);
  return g_strdup_printf (_ ("Early termination fee: %s = %s"), share, position);
}

static char *
explain_once (CordQuote *quote, const CordBillLine *line, const char *position)
{
  g_autofree char *units = line->fee.quantity > 1 ? display_units (quote, line->unit, line->fee.quantity) : NULL;

  if (line->fee.suspension)
    return g_strdup_printf (_ ("Fee for suspending = %s"), position);
  if (units != NULL)
    return g_strdup_printf (_ ("One-time fee: %s = %s"), units, position);
  return g_strdup_printf (_ ("One-time fee = %s"), position);
}

static char *
explain_position (CordQuote *quote, const CordBillLine *line, const char *discount)
{
  g_autofree char *position = display (quote, line->position);

  if (strcmp (line->kind, "recurring") == 0)
    return explain_recurring (quote, line, position);
  if (strcmp (line->kind, "discount") == 0)
    return explain_discount (quote, line, position, discount);
  if (strcmp (line->kind, "etf") == 0)
    return explain_etf (quote, line, position);
  return explain_once (quote, line, position);
}

char *
cord_bill_line_explain (CordQuote *quote, const CordBillLine *line)
{
  return cord_bill_line_explain_named (quote, line, NULL);
}

char *
cord_bill_line_dup_before (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *billed = display (quote, line->invoiced - line->waiting);
  g_autofree char *waiting = display (quote, line->waiting);
  g_autofree char *bill = cord_date_to_display (cord_quote_get_candidate (quote)->next.cycle.start);

  if (line->waiting == 0)
    return g_strdup_printf (_ ("%s already billed"), billed);
  if (line->waiting == line->invoiced)
    /* Translators: an amount, which may be negative, and the date of a bill to come. */
    return g_strdup_printf (_ ("%s already put on the bill of %s"), waiting, bill);
  /* Translators: an amount, another one, which may be negative, and the date of a bill to come. */
  return g_strdup_printf (_ ("%s already billed and %s put on the bill of %s"), billed, waiting, bill);
}

char *
cord_bill_line_explain_named (CordQuote *quote, const CordBillLine *line, const char *discount)
{
  g_autofree char *position = explain_position (quote, line, discount);
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  if (line->invoiced == 0)
    return g_steal_pointer (&position);
  before = cord_bill_line_dup_before (quote, line);
  now = display (quote, cord_quote_includes_tax (quote) ? line->gross : line->net);
  /* Translators: the arithmetic of a line, what was billed for it before ("€30.00 already billed"), what is now. */
  return g_strdup_printf (_ ("%s; %s, so now %s"), position, before, now);
}

/* "6 % state tax €3.60 + 2.5 % city tax €1.50", joined by @separator. */
static char *
display_taxes (CordQuote *quote, const CordBillLine *line, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < line->taxes->n; i++)
    {
      g_autofree char *rate = display_percent (line->taxes->percents[i]);
      g_autofree char *tax = display (quote, line->tax_parts[i]);

      if (i > 0)
        g_string_append (text, separator);
      if (line->taxes->names[i] != NULL)
        /* Translators: one of several taxes: its rate, its name and what it comes to. */
        g_string_append_printf (text, _ ("%s %s %s"), rate, line->taxes->names[i], tax);
      else
        /* Translators: one of several taxes that has no name: its rate and what it comes to. */
        g_string_append_printf (text, _ ("%s tax %s"), rate, tax);
    }
  return g_string_free (text, FALSE);
}

static char *
explain_taxes (CordQuote *quote, const CordBillLine *line)
{
  const gboolean included = cord_quote_includes_tax (quote);
  g_autofree char *taxes = display_taxes (quote, line, included ? ", " : " + ");
  g_autofree char *net = display (quote, line->net);
  g_autofree char *tax = display (quote, line->tax);
  g_autofree char *gross = display (quote, line->gross);

  if (included)
    /* Translators: an amount, the tax that the amount includes, and the taxes which that is the sum of. */
    return g_strdup_printf (_ ("%s includes tax %s: %s"), gross, tax, taxes);
  /* Translators: a net amount, its taxes joined by plus signs, and the sum. */
  return g_strdup_printf (_ ("%s + %s = %s"), net, taxes, gross);
}

char *
cord_bill_line_explain_tax (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *rate = display_percent (line->tax_rate);
  g_autofree char *net = display (quote, line->net);
  g_autofree char *tax = display (quote, line->tax);
  g_autofree char *gross = display (quote, line->gross);

  if (line->tax_rate.unscaled == 0)
    return NULL;
  if (line->taxes->listed)
    return explain_taxes (quote, line);
  if (cord_quote_includes_tax (quote))
    /* Translators: an amount, the tax rate, and the tax that the amount includes. */
    return g_strdup_printf (_ ("%s includes %s tax: %s"), gross, rate, tax);
  /* Translators: a net amount, the tax rate, the tax and the sum. */
  return g_strdup_printf (_ ("%s + %s tax %s = %s"), net, rate, tax, gross);
}
