/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-ledger-tax.h"

#include <string.h>

static gboolean
is_list_of (const SlowTax *tax, const SlowTax *percents)
{
  return tax->n > 0 && slow_tax_same_percents (tax, percents);
}

/* "own tax, then dated" */
static const SlowTax *
find_in_offer (const SlowOffer *offer, const SlowTax *percents)
{
  if (is_list_of (&offer->sale.tax, percents))
    return &offer->sale.tax;
  for (int i = 0; i < offer->n_dated; i++)
    if (offer->dated[i].has_tax && is_list_of (&offer->dated[i].tax, percents))
      return &offer->dated[i].tax;
  return NULL;
}

/* The offer whose name comes first after that of @last (-1: the very first); -1 when there is none. */
static int
next_by_name (const SlowAccount *account, int last)
{
  int next = -1;

  for (int i = 0; i < account->n_offers; i++)
    if ((last < 0 || strcmp (account->offer_names[i], account->offer_names[last]) > 0)
        && (next < 0 || strcmp (account->offer_names[i], account->offer_names[next]) < 0))
      next = i;
  return next;
}

/* "the first list with these percents, offers by name (own tax, then dated), then terms by event; else the names are
 * null" */
SlowTax
slow_ledger_tax (const SlowAccount *account, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  const SlowTax percents = slow_tax_of_key (parts[3]);

  for (int i = next_by_name (account, -1); i >= 0; i = next_by_name (account, i))
    {
      const SlowTax *tax = find_in_offer (&account->offers[i], &percents);

      if (tax != NULL)
        return *tax;
    }
  for (int i = 0; i < account->n_events; i++)
    if (account->events[i].term.etf != SLOW_ETF_NONE && is_list_of (&account->events[i].term.tax, &percents))
      return account->events[i].term.tax;
  return percents;
}
