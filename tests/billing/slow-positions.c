/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-positions.h"

#include <string.h>

#define RATES_MAX (SLOW_EVENTS + 1)

/* What one unit price and tax accumulates in a cycle, and each discount on it. "Where one key has several lists of
 * names, those of its first segment in the cycle count": the first that the discount applies to may be a later one. */
typedef struct
{
  SlowNumber price;
  const SlowTax *tax;
  gboolean arrears;
  SlowAmount units;
  SlowAmount left;
  SlowAmount discounted[SLOW_EVENTS];
  const SlowTax *discount_taxes[SLOW_EVENTS];
} Rate;

typedef struct
{
  Rate rates[RATES_MAX];
  int n;
  int last; /* the rate of the current state, and its taxes */
  const SlowTax *tax;
  int version;
} Rates;

static gint64
thirties (int date)
{
  int year, month, day;

  slow_date_split (date, &year, &month, &day);
  return 360 * (gint64)year + 30 * month + (day == 31 ? 30 : day);
}

gint64
slow_whole_ticks (const SlowTimeline *self, const SlowCycle *cycle)
{
  const SlowAccount *account = self->account;

  if (account->day_count == SLOW_30_360)
    return thirties (cycle->end) - thirties (cycle->reference);
  if (account->day_count != SLOW_ACTUAL)
    return account->day_count;
  return slow_account_at_date (account, cycle->end) - slow_account_at_date (account, cycle->reference);
}

/* The ticks from a moment of the cycle to its end. */
static gint64
left (const SlowTimeline *self, const SlowCycle *cycle, gint64 at, gint64 end)
{
  const SlowAccount *account = self->account;

  if (at >= end)
    return 0;
  if (account->day_count == SLOW_30_360)
    return thirties (cycle->end) - thirties ((int)at);
  if (account->day_count == SLOW_ACTUAL)
    return end - at;
  return at == cycle->reference ? account->day_count : MIN (account->day_count, end - at);
}

/* With ticks of a day: the next day. Seconds are skipped while nothing changes: from one moment at which an event
 * takes effect or a discount starts or ends to the next, each second has the same state, and actual seconds count
 * one each, so that their sum is their number. */
static gint64
next_tick (const SlowTimeline *self, int product, gint64 at, gint64 end)
{
  gint64 next = end;

  if (!self->account->second || self->every_second)
    return at + 1;
  for (int i = 0; i < self->n; i++)
    {
      if (!self->remains[i] || self->account->events[i].product != product)
        continue;
      if (self->effect[i] > at)
        next = MIN (next, self->effect[i]);
      if (self->account->events[i].type == SLOW_DISCOUNT && self->ends[i] > at)
        next = MIN (next, self->ends[i]);
    }
  return next;
}

gboolean
slow_walk (SlowTimeline *self, int product, const SlowCycle *cycle, SlowCounter counter, gpointer data)
{
  const gint64 start = slow_account_at_date (self->account, cycle->start);
  const gint64 end = slow_account_at_date (self->account, cycle->end);
  SlowState state = { 0 };
  int taken = 0;

  for (gint64 at = start; at < end;)
    {
      const gint64 next = next_tick (self, product, at, end);

      while (taken < self->n_order[product] && self->effect[self->order[product][taken]] <= at)
        slow_timeline_apply (self, self->order[product][taken++], &state);
      if (state.exists && !state.removed)
        counter (self, cycle, product, &state, at, left (self, cycle, at, end) - left (self, cycle, next, end), data);
      at = next;
    }
  return state.exists && !state.removed && !state.suspended;
}

static int
rate_of (Rates *rates, SlowNumber price, const SlowTax *tax, gboolean arrears)
{
  int i = 0;

  while (i < rates->n
         && (slow_number_compare (rates->rates[i].price, price) != 0
             || !slow_tax_same_percents (rates->rates[i].tax, tax) || rates->rates[i].arrears != arrears))
    i++;
  if (i == rates->n)
    {
      g_assert (rates->n < RATES_MAX);
      rates->rates[rates->n++] = (Rate){ .price = price, .tax = tax, .arrears = arrears };
      for (int d = 0; d < SLOW_EVENTS; d++)
        rates->rates[i].discounted[d] = -1;
    }
  return i;
}

/* The rate of the state: while suspended, that of the suspension. */
static void
find_rate (const SlowTimeline *self, const SlowCycle *cycle, const SlowState *state, Rates *rates)
{
  const SlowNumber price = state->suspended ? state->suspended_price : slow_state_price (self, state, cycle->start);

  rates->tax = slow_state_tax (self, state, cycle->start);
  rates->last = rate_of (rates, price, rates->tax, self->account->offers[state->offer].arrears);
  rates->version = state->version;
}

/* One tick, or several equal ones. */
static void
count (SlowTimeline *self, const SlowCycle *cycle, int product, const SlowState *state, gint64 at, gint64 ticks,
       gpointer data)
{
  Rates *rates = data;
  Rate *rate;

  if (state->suspended && !state->has_suspended_price)
    return;
  if (rates->version != state->version)
    find_rate (self, cycle, state, rates);
  rate = &rates->rates[rates->last];
  rate->units += (SlowAmount)ticks * state->quantity;
  for (int d = 0; d < self->n && !state->suspended; d++)
    if (slow_timeline_discounts (self, d, product, state->offer, at))
      {
        if (rate->discounted[d] < 0)
          {
            rate->discounted[d] = 0;
            rate->discount_taxes[d] = rates->tax;
          }
        rate->discounted[d] += (SlowAmount)ticks * (self->account->events[d].is_percent ? state->quantity : 1);
      }
}

static void
add_position (GPtrArray *positions, char *key, SlowAmount units, gint64 whole, const SlowTax *tax, SlowAmount amount,
              gboolean arrears)
{
  SlowPosition *position = g_new0 (SlowPosition, 1);

  *position = (SlowPosition){ key, units, whole, *tax, amount, arrears };
  g_ptr_array_add (positions, position);
}

static void
free_position (gpointer data)
{
  g_free (((SlowPosition *)data)->key);
  g_free (data);
}

static SlowAmount
round_units (const SlowTimeline *self, SlowNumber price, SlowNumber share, SlowAmount units, gint64 whole)
{
  const SlowDigits over[] = { price.digits, share.digits, slow_power_of_ten (self->account->scale), (SlowDigits)units };
  const SlowDigits under[]
      = { slow_power_of_ten (price.decimals), slow_power_of_ten (share.decimals), (SlowDigits)whole };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), self->account->rounding);
}

static SlowAmount
discount_amount (const SlowTimeline *self, const SlowEvent *event, const Rate *rate, SlowAmount units, gint64 whole)
{
  const SlowNumber one = { 1, 0 }, share = { event->value.digits, event->value.decimals + 2 }; /* percent */

  return event->is_percent ? round_units (self, rate->price, share, units, whole)
                           : round_units (self, event->value, one, units, whole);
}

static void
add_discounts (SlowTimeline *self, Rate *rate, const char *tail, gint64 whole, GPtrArray *positions)
{
  for (int d = 0; d < self->n; d++)
    {
      const SlowEvent *event = &self->account->events[d];
      SlowAmount amount;

      if (rate->discounted[d] < 0)
        continue;
      amount = slow_timeline_note (self, discount_amount (self, event, rate, rate->discounted[d], whole));
      amount = MIN (amount, rate->left);
      rate->left -= amount;
      add_position (positions,
                    g_strconcat ("discount/", tail, "/", event->discount, rate->arrears ? "/arrears" : "", NULL),
                    rate->discounted[d], whole, rate->discount_taxes[d], -amount, rate->arrears);
    }
}

static void
add_product (SlowTimeline *self, int product, const SlowCycle *cycle, GPtrArray *positions)
{
  const SlowNumber one = { 1, 0 };
  const gint64 whole = slow_whole_ticks (self, cycle);
  Rates rates;

  rates.n = rates.last = rates.version = 0;
  slow_walk (self, product, cycle, count, &rates);
  for (int i = 0; i < rates.n; i++)
    {
      Rate *rate = &rates.rates[i];
      g_autofree char *price = slow_number_to_key (rate->price, self->account->scale);
      g_autofree char *tax = slow_tax_to_key (rate->tax);
      g_autofree char *tail = g_strjoin ("/", self->account->products[product], price, tax, NULL);

      rate->left = slow_timeline_note (self, round_units (self, rate->price, one, rate->units, whole));
      add_position (positions, g_strconcat ("recurring/", tail, rate->arrears ? "/arrears" : "", NULL), rate->units,
                    whole, rate->tax, rate->left, rate->arrears);
      add_discounts (self, rate, tail, whole, positions);
    }
}

static void
add_fees (SlowTimeline *self, const SlowCycle *cycle, GPtrArray *positions)
{
  for (guint i = 0; i < self->fees->len; i++)
    {
      const SlowFee *fee = &g_array_index (self->fees, SlowFee, i);

      if (fee->date >= cycle->start && fee->date < cycle->end)
        add_position (positions, g_strdup (fee->key), -1, 0, &fee->tax, fee->amount, FALSE);
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SlowPosition *const *)a)->key, (*(SlowPosition *const *)b)->key);
}

GPtrArray *
slow_positions_of (SlowTimeline *self, int number)
{
  const SlowCycle *cycle = slow_timeline_cycle (self, number);
  GPtrArray *positions = g_ptr_array_index (self->bills, number);

  if (positions != NULL)
    return positions;
  positions = g_ptr_array_new_with_free_func (free_position);
  for (int product = 0; product < SLOW_PRODUCTS; product++)
    if (self->n_order[product] > 0)
      add_product (self, product, cycle, positions);
  add_fees (self, cycle, positions);
  g_ptr_array_sort (positions, compare_keys);
  g_ptr_array_index (self->bills, number) = positions;
  return positions;
}
