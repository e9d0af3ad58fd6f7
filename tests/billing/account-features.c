/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account-features.h"

typedef gboolean (*HasEvent) (const SlowAccount *account, const SlowEvent *event);

static gboolean
any_event (const SlowAccount *account, HasEvent has)
{
  for (int i = 0; i < account->n_events; i++)
    if (has (account, &account->events[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_bound (const SlowAccount *account, const SlowEvent *event)
{
  return event->type == SLOW_DISCOUNT && event->offers != 0;
}

static gboolean
has_price_while_suspended (const SlowAccount *account, const SlowEvent *event)
{
  return event->type == SLOW_SUSPEND && event->has_price;
}

static gboolean
has_fee_of_suspension (const SlowAccount *account, const SlowEvent *event)
{
  return event->type == SLOW_SUSPEND && event->has_fee;
}

static gboolean
has_several_taxes_on_etf (const SlowAccount *account, const SlowEvent *event)
{
  return event->term.etf != SLOW_ETF_NONE && event->term.tax.n > 1;
}

static gboolean
is_remaining_of_net (const SlowAccount *account, const SlowEvent *event)
{
  return event->term.etf == SLOW_ETF_REMAINING && event->term.of_net;
}

static gboolean
is_remaining_by_day (const SlowAccount *account, const SlowEvent *event)
{
  return event->term.etf == SLOW_ETF_REMAINING && event->term.by_day;
}

static gboolean
is_reversal_in_list (const SlowAccount *account, const SlowEvent *event)
{
  return account->list && event->type == SLOW_REVERSAL && event->of > account->n_history;
}

static gboolean
is_with_in_list (const SlowAccount *account, const SlowEvent *event)
{
  return account->list && event->with;
}

static gboolean
collects_next (const SlowAccount *account)
{
  return account->collect_next;
}

static gboolean
is_list (const SlowAccount *account)
{
  return account->list;
}

static gboolean
has_offer_with (const SlowAccount *account, int taxes_from, int taxes_to)
{
  for (int i = 0; i < account->n_offers; i++)
    if (account->offers[i].sale.tax.n >= taxes_from && account->offers[i].sale.tax.n <= taxes_to)
      return TRUE;
  return FALSE;
}

static gboolean
has_several_taxes (const SlowAccount *account)
{
  return has_offer_with (account, 2, SLOW_TAXES);
}

static gboolean
has_list_of_one_tax (const SlowAccount *account)
{
  return has_offer_with (account, 1, 1);
}

static gboolean
has_several_inclusive (const SlowAccount *account)
{
  return account->inclusive && has_several_taxes (account);
}

static gboolean
has_dated (const SlowAccount *account)
{
  for (int i = 0; i < account->n_offers; i++)
    if (account->offers[i].n_dated > 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_dated_tax (const SlowAccount *account)
{
  for (int i = 0; i < account->n_offers; i++)
    for (int row = 0; row < account->offers[i].n_dated; row++)
      if (account->offers[i].dated[row].has_tax)
        return TRUE;
  return FALSE;
}

static const struct
{
  const char *name;
  gboolean (*has) (const SlowAccount *account);
  HasEvent has_event;
} features[ACCOUNT_FEATURES] = {
  { "collected with the next bill", collects_next, NULL },
  { "a list of changes", is_list, NULL },
  { "a discount with a change of a list", NULL, is_with_in_list },
  { "a change of a list reversed in it", NULL, is_reversal_in_list },
  { "a discount bound to offers", NULL, is_bound },
  { "a price while suspended", NULL, has_price_while_suspended },
  { "a fee for a suspension", NULL, has_fee_of_suspension },
  { "several taxes", has_several_taxes, NULL },
  { "a list of one tax", has_list_of_one_tax, NULL },
  { "several taxes in the price", has_several_inclusive, NULL },
  { "several taxes on a leaving fee", NULL, has_several_taxes_on_etf },
  { "dated prices", has_dated, NULL },
  { "dated taxes", has_dated_tax, NULL },
  { "remaining charges of what is paid", NULL, is_remaining_of_net },
  { "remaining charges by the day", NULL, is_remaining_by_day },
};

const char *
account_feature_name (int feature)
{
  return features[feature].name;
}

void
account_features_count (const SlowAccount *account, int counts[ACCOUNT_FEATURES])
{
  for (int i = 0; i < ACCOUNT_FEATURES; i++)
    counts[i] += features[i].has != NULL ? features[i].has (account) : any_event (account, features[i].has_event);
}
