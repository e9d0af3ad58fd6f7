/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-etf.h"

#include <glib/gi18n-lib.h>

static gboolean
overflow (GError **error)
{
  return cord_place_refuse (NULL, "term", "overflow", error, _ ("the fee is too large to be computed"));
}

static gboolean
fee_from_table (const CordTerm *self, int completed, guint scale, CordRounding rounding, gint64 *fee, CordDecimal *base,
                GError **error)
{
  *fee = 0;
  *base = (CordDecimal){ 0 };
  if ((guint)completed >= self->n_amounts)
    return TRUE;
  *base = self->amounts[completed];
  return cord_decimal_scale_round (*base, 1, 1, scale, rounding, fee, error);
}

static gboolean
fee_from_remaining (const CordTerm *self, CordTermRest rest, CordDecimal price, gint64 quantity, int cycle_months,
                    guint scale, CordRounding rounding, gint64 *fee, GError **error)
{
  const gint64 left = (gint64)rest.months * rest.month_days + rest.days;
  gint64 units;

  if (__builtin_mul_overflow (quantity, left, &units))
    return overflow (error);
  return cord_decimal_percent_round (price, self->percent, units, (gint64)cycle_months * rest.month_days, scale,
                                     rounding, fee, error);
}

/* Rounding keeps order, so that the smaller of two rounded amounts is the rounded smaller one. */
static gboolean
apply_cap (const CordTerm *self, guint scale, CordRounding rounding, gint64 *fee, GError **error)
{
  gint64 cap;
  g_autoptr (GError) too_large = NULL;

  if (!self->capped)
    return TRUE;
  if (!cord_decimal_scale_round (self->cap, 1, 1, scale, rounding, &cap, &too_large))
    return TRUE; /* the cap is above every amount there is */
  *fee = MIN (*fee, cap);
  return TRUE;
}

int
cord_etf_completed_months (CordDate start, CordDate removed)
{
  return removed > start ? cord_date_months_between (start, removed) : 0;
}

/* Months are counted from the removal to the end of the term here, and both ends of the month that follows are clamped
 * from the removal itself: 31 January, 29 February, 31 March. */
static CordTermRest
rest_by_day (const CordTerm *self, CordDate start, CordDate removed)
{
  const CordDate end = cord_date_add_months (start, self->months);
  const int months = cord_date_months_between (removed, end);
  const CordDate from = cord_date_add_months (removed, months), to = cord_date_add_months (removed, months + 1);

  if (months >= self->months)
    return (CordTermRest){ .months = self->months, .month_days = 1 };
  return (CordTermRest){ .months = months, .days = (int)(end - from), .month_days = (int)(to - from) };
}

CordTermRest
cord_etf_rest (const CordTerm *self, CordDate start, CordDate removed)
{
  if (self->by_day)
    return rest_by_day (self, start, removed);
  return (CordTermRest){ .months = self->months - cord_etf_completed_months (start, removed), .month_days = 1 };
}

gboolean
cord_etf_compute (const CordTerm *self, CordDate start, CordDate removed, CordDecimal price, gint64 quantity,
                  int cycle_months, guint scale, CordRounding rounding, gint64 *fee, CordDecimal *base, GError **error)
{
  const int completed = cord_etf_completed_months (start, removed);
  gboolean computed = TRUE;

  *fee = 0;
  *base = (CordDecimal){ 0 };
  if (completed >= self->months)
    return TRUE;

  switch (self->kind)
    {
    case CORD_ETF_TABLE:
      computed = fee_from_table (self, completed, scale, rounding, fee, base, error);
      break;
    case CORD_ETF_REMAINING:
      *base = price;
      computed = fee_from_remaining (self, cord_etf_rest (self, start, removed), price, quantity, cycle_months, scale,
                                     rounding, fee, error);
      break;
    case CORD_ETF_SUBSIDY:
      *base = self->amount;
      computed = cord_decimal_scale_round (self->amount, self->months - completed, self->months, scale, rounding, fee,
                                           error);
      break;
    case CORD_ETF_NONE:
    default:
      break;
    }
  return computed && apply_cap (self, scale, rounding, fee, error);
}
