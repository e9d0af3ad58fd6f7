/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-account.h"

const char *const slow_allowance_names[SLOW_ALLOWANCES] = { "minutes", "data" };

SlowTime
slow_time_of_date (int date)
{
  return (SlowTime){ .date = date };
}

SlowTime
slow_time_of_second (gint64 second, int offset)
{
  return (SlowTime){ .exact = TRUE, .second = second, .offset = offset };
}

int
slow_account_date (const SlowAccount *self, SlowTime time)
{
  return time.exact ? slow_zone_date_at (slow_zone (self->zone), time.second) : time.date;
}

gint64
slow_account_at_date (const SlowAccount *self, int date)
{
  return self->second ? slow_zone_first_second (slow_zone (self->zone), date) : date;
}

const SlowTax *
slow_account_tax (const SlowAccount *self, int offer, int date)
{
  const SlowTax *tax = &self->offers[offer].sale.tax;

  for (int i = 0; i < self->offers[offer].n_dated && self->offers[offer].dated[i].from <= date; i++)
    if (self->offers[offer].dated[i].has_tax)
      tax = &self->offers[offer].dated[i].tax;
  return tax;
}

SlowSale
slow_account_sale (const SlowAccount *self, int offer, int date)
{
  SlowSale sale = self->offers[offer].sale;

  sale.tax = *slow_account_tax (self, offer, date);
  for (int i = 0; i < self->offers[offer].n_dated && self->offers[offer].dated[i].from <= date; i++)
    {
      const SlowDated *row = &self->offers[offer].dated[i];

      if (row->has_price)
        sale.price = row->price;
      if (row->has_once)
        sale.once = row->once;
    }
  return sale;
}

gboolean
slow_event_allows_offer (const SlowEvent *discount, int offer)
{
  return discount->offers == 0 || (discount->offers & 1U << offer) != 0;
}

gint64
slow_account_at (const SlowAccount *self, SlowTime time)
{
  if (self->second && time.exact)
    return time.second;
  return slow_account_at_date (self, slow_account_date (self, time));
}
