/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison-terms.h"

#include "billing/cord-term.h"
#include "config.h"

#include <glib/gi18n-lib.h>

static gboolean
running (const CordComparisonSide *side, int *months, CordDate *ends)
{
  return side->held != NULL && cord_product_get_commitment (side->held, side->day, months, ends);
}

static char *
until_text (CordDate ends)
{
  g_autofree char *day = cord_date_to_display (ends);

  return g_strdup_printf (_ ("until %s"), day);
}

static char *
months_text (int months)
{
  return g_strdup_printf (ngettext ("%d month", "%d months", (gulong)months), months);
}

static void
add_commitment (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("terms", _ ("Commitment"), self->n_sides);

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      CordDate ends;

      if (side->term > 0)
        {
          g_autofree char *months = months_text (side->term);
          g_autofree char *until = until_text (cord_date_add_months (side->day, side->term));

          cord_comparison_row_take (row, i, g_strdup (months), g_strdup_printf (_ ("commits for %s"), months), "loss");
          /* Translators: "12 months" and "until 10 November 2027" */
          cord_comparison_row_take_sentence (row, i, g_strdup_printf (_ ("You are bound for %s, %s."), months, until));
        }
      else if (cord_comparison_side_is_removal (side))
        cord_comparison_row_take (row, i, NULL, NULL, "same");
      else if (running (side, NULL, &ends))
        cord_comparison_row_take (row, i, until_text (ends), NULL, "same");
      else
        cord_comparison_row_take (row, i, g_strdup (_ ("none")), NULL, "same");
    }
  g_ptr_array_add (self->rows, row);
}

static char *
amount_text (const char *text, const char *currency)
{
  int scale = cord_currency_scale (currency);
  CordMoney money;

  if (text == NULL || scale < 0 || !cord_money_parse (text, currency, (guint)scale, &money, NULL))
    return NULL;
  return cord_money_to_display (money);
}

static char *
fee_text (GVariant *etf, const char *currency)
{
  CordEtfDraft fee;
  g_autofree char *amount = NULL;
  g_autofree char *cap = NULL;
  g_autofree char *text = NULL;

  cord_etf_draft_read (&fee, etf);
  amount = amount_text (fee.amount, currency);
  cap = amount_text (fee.cap, currency);
  if (g_strcmp0 (fee.kind, "remaining") == 0 && fee.percent != NULL)
    text = g_strdup_printf (_ ("%s\u00a0%% of the months left"), fee.percent);
  else if (g_strcmp0 (fee.kind, "remaining") == 0)
    text = g_strdup (_ ("the months left"));
  else if (g_strcmp0 (fee.kind, "subsidy") == 0 && amount != NULL)
    text = g_strdup_printf (_ ("at most %s, less every month"), amount);
  else
    text = g_strdup (_ ("a fee, less as time goes by"));
  return cap != NULL ? g_strdup_printf (_ ("%s, at most %s"), text, cap) : g_steal_pointer (&text);
}

static GVariant *
fee_of (const CordComparisonSide *side)
{
  if (side->term > 0)
    return side->offering != NULL ? cord_offering_dup_etf (side->offering, side->term) : NULL;
  if (running (side, NULL, NULL))
    return cord_product_dup_etf (side->held);
  return NULL;
}

/* The fee for leaving early, if any of the columns has one. */
static void
add_early_end (CordComparisonSides *self)
{
  g_autoptr (CordComparisonRow) row = cord_comparison_row_new ("terms", _ ("Leaving early"), self->n_sides);
  g_autoptr (GVariant) before = fee_of (&self->sides[0]);
  gboolean any = before != NULL;

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      g_autoptr (GVariant) etf = fee_of (side);
      g_autofree char *text = etf != NULL ? fee_text (etf, side->price.currency) : g_strdup (_ ("no fee"));

      any |= etf != NULL;
      if (cord_comparison_side_is_removal (side) && etf != NULL)
        {
          cord_comparison_row_take (row, i, g_strdup (text), g_strdup_printf (_ ("a fee for leaving early: %s"), text),
                                    "pay");
          cord_comparison_row_take_sentence (row, i, g_strdup_printf (_ ("You pay for leaving early: %s."), text));
        }
      else if (etf != NULL && side->term > 0)
        {
          cord_comparison_row_take (row, i, g_strdup (text), g_strdup_printf (_ ("leaving early costs %s"), text),
                                    "loss");
          cord_comparison_row_take_sentence (row, i, g_strdup_printf (_ ("Leaving earlier costs %s."), text));
        }
      else
        cord_comparison_row_take (row, i, g_steal_pointer (&text), NULL, "same");
    }
  if (any)
    g_ptr_array_add (self->rows, g_steal_pointer (&row));
}

static void
add_lead_time (CordComparisonSides *self)
{
  g_autoptr (CordComparisonRow) row = cord_comparison_row_new ("terms", _ ("Ready after"), self->n_sides);

  for (guint i = 1; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      int days = side->offering != NULL && !cord_comparison_side_is_same (side)
                     ? cord_offering_get_lead_days (side->offering)
                     : 0;

      if (days > 0)
        cord_comparison_row_take (row, i, g_strdup_printf (ngettext ("%d day", "%d days", (gulong)days), days), NULL,
                                  "same");
    }
  if (cord_comparison_row_is_filled (row))
    g_ptr_array_add (self->rows, g_steal_pointer (&row));
}

void
cord_comparison_add_terms (CordComparisonSides *self)
{
  add_commitment (self);
  add_early_end (self);
  add_lead_time (self);
}
