/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-quote.h"

#include "domain/change/cord-quote-writer.h"

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

/* "14 of 30 days of €45.00 = €21.00" */
static char *
explain_recurring (CordQuote *quote, const CordBillLine *line, const char *position)
{
  g_autofree char *unit = display_unit (quote, line->unit);
  g_autofree char *ticks = g_strdup_printf ("%" G_GINT64_FORMAT, line->ticks);
  g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, line->cycle_ticks);

  if (cord_quote_counts_days (quote))
    return g_strdup_printf (_("%s of %s days of %s = %s"), ticks, whole, unit, position);
  return g_strdup_printf (_("%s of %s seconds of %s = %s"), ticks, whole, unit, position);
}

static char *
explain_discount (CordQuote *quote, const CordBillLine *line, const char *position)
{
  const char *name = strrchr (line->key, '/') + 1;
  g_autofree char *unit = display_unit (quote, line->unit);
  g_autofree char *ticks = g_strdup_printf ("%" G_GINT64_FORMAT, line->ticks);
  g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, line->cycle_ticks);

  if (cord_quote_counts_days (quote))
    return g_strdup_printf (_("Discount “%s” on %s of %s days of %s = %s"), name, ticks, whole, unit, position);
  return g_strdup_printf (_("Discount “%s” on %s of %s seconds of %s = %s"), name, ticks, whole, unit, position);
}

static char *
explain_position (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *position = display (quote, line->position);

  if (strcmp (line->kind, "recurring") == 0)
    return explain_recurring (quote, line, position);
  if (strcmp (line->kind, "discount") == 0)
    return explain_discount (quote, line, position);
  if (strcmp (line->kind, "etf") == 0)
    return g_strdup_printf (_("Early termination fee = %s"), position);
  return g_strdup_printf (_("One-time fee = %s"), position);
}

char *
cord_bill_line_explain (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *position = explain_position (quote, line);
  g_autofree char *invoiced = NULL;
  g_autofree char *net = NULL;

  if (line->invoiced == 0)
    return g_steal_pointer (&position);
  invoiced = display (quote, line->invoiced);
  net = display (quote, line->net);
  /* Translators: the arithmetic of a line, what was billed for it before, and what is billed now. */
  return g_strdup_printf (_("%s; %s already billed, so now %s"), position, invoiced, net);
}
