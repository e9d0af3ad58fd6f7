/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shrink-offer.h"

#include <string.h>

/* 0, then 10, then the integer part, then one decimal less. */
void
shrink_number (SlowNumber *number, int way)
{
  const SlowNumber ten = { 10, 0 }, nothing = { 0, 0 };

  if (way == 0)
    *number = nothing;
  else if (way == 1 && slow_number_compare (*number, ten) > 0)
    *number = ten;
  else if (way == 2)
    *number = (SlowNumber){ number->digits / slow_power_of_ten (number->decimals), 0 };
  else if (way == 3 && number->decimals > 0)
    *number = (SlowNumber){ number->digits / 10, number->decimals - 1 };
}

/* The discounts that are bound to an offer that is left out are then bound to the first. */
static guint
without_offer (guint offers, int nth)
{
  const guint before = offers & ((1U << nth) - 1), after = offers & (SLOW_OFFER_UNKNOWN - 1) & ~((2U << nth) - 1);

  return before | after >> 1 | (offers & SLOW_OFFER_UNKNOWN) | ((offers & 1U << nth) != 0);
}

gboolean
shrink_drop_offer (SlowAccount *account, int nth)
{
  if (nth >= account->n_offers || account->n_offers == 1)
    return FALSE;
  for (int i = 0; i < account->n_events; i++)
    {
      SlowEvent *event = &account->events[i];

      event->offers = without_offer (event->offers, nth);
      if (event->offer == nth)
        event->offer = 0;
      else if (event->offer > nth)
        event->offer--;
    }
  memmove (&account->offers[nth], &account->offers[nth + 1],
           sizeof account->offers[0] * (gsize)(account->n_offers - nth - 1));
  account->n_offers--;
  return TRUE;
}

/* One percent instead of a list, then a shorter list; then each percent simpler. */
#define WAYS_OF_TAX (2 + 4 * SLOW_TAXES)

static void
shrink_tax (SlowTax *tax, int way)
{
  if (way == 0)
    tax->n = 0;
  else if (way == 1 && tax->n > 1)
    tax->n--;
  else if (way >= 2 && (way - 2) / 4 < slow_tax_count (tax))
    shrink_number (&tax->parts[(way - 2) / 4].percent, (way - 2) % 4);
}

gboolean
shrink_taxes (SlowAccount *account, int nth)
{
  const int i = nth / WAYS_OF_TAX, offers = account->n_offers, rows = offers * SLOW_DATED;

  if (i < offers)
    shrink_tax (&account->offers[i].sale.tax, nth % WAYS_OF_TAX);
  else if (i < offers + rows)
    shrink_tax (&account->offers[(i - offers) / SLOW_DATED].dated[(i - offers) % SLOW_DATED].tax, nth % WAYS_OF_TAX);
  else if (i < offers + rows + account->n_events)
    shrink_tax (&account->events[i - offers - rows].term.tax, nth % WAYS_OF_TAX);
  else
    return FALSE;
  return TRUE;
}

static void
drop_row (SlowOffer *offer, int row)
{
  if (row >= offer->n_dated)
    return;
  memmove (&offer->dated[row], &offer->dated[row + 1], sizeof offer->dated[0] * (gsize)(offer->n_dated - row - 1));
  offer->n_dated--;
}

/* Leaves the row out, or one of its members when there are others, or makes its prices simpler. */
static void
shrink_row (SlowOffer *offer, int nth, int way)
{
  SlowDated *row = &offer->dated[nth];

  if (way == 0)
    drop_row (offer, nth);
  else if (way == 1 && (row->has_tax || row->has_once))
    row->has_price = FALSE;
  else if (way == 2 && (row->has_price || row->has_once))
    row->has_tax = FALSE;
  else if (way == 3 && (row->has_price || row->has_tax))
    row->has_once = FALSE;
  else if (way >= 4 && way < 8)
    shrink_number (&row->price, way - 4);
  else if (way >= 8)
    shrink_number (&row->once, way - 8);
}

#define WAYS_OF_ROW 12

gboolean
shrink_rows_of_offers (SlowAccount *account, int nth)
{
  const int row = nth / WAYS_OF_ROW;

  if (row >= account->n_offers * SLOW_DATED)
    return FALSE;
  shrink_row (&account->offers[row / SLOW_DATED], row % SLOW_DATED, nth % WAYS_OF_ROW);
  return TRUE;
}

#define WAYS_OF_OFFER 10

gboolean
shrink_offer (SlowAccount *account, int nth)
{
  SlowOffer *offer = &account->offers[nth / WAYS_OF_OFFER];
  const int way = nth % WAYS_OF_OFFER;

  if (nth / WAYS_OF_OFFER >= account->n_offers)
    return FALSE;
  if (way < 4)
    shrink_number (&offer->sale.price, way);
  else if (way < 8)
    shrink_number (&offer->sale.once, way - 4);
  else if (way == 8)
    offer->arrears = FALSE;
  else
    memset (offer->allowances, 0, sizeof offer->allowances);
  return TRUE;
}
