/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-allowances.h"

#include "slow-print.h"

/* What an offer includes in a cycle. */
typedef struct
{
  gboolean seen;
  SlowAmount units;
  gint64 largest;
  gint64 last; /* quantity at the end of the cycle; 0 when another is in force then, or none */
} Use;

typedef struct
{
  Use uses[SLOW_OFFERS];
  int offer;
  gint64 quantity;
} Uses;

static void
count (SlowTimeline *self, const SlowCycle *cycle, int product, const SlowState *state, gint64 at, gint64 ticks,
       gpointer data)
{
  Uses *uses = data;
  Use *use = &uses->uses[state->offer];

  if (state->suspended)
    return;
  use->seen = TRUE;
  use->units += (SlowAmount)ticks * state->quantity;
  if (ticks > 0)
    use->largest = MAX (use->largest, state->quantity);
  uses->offer = state->offer;
  uses->quantity = state->quantity;
}

static SlowAmount
amount_of (const SlowTimeline *self, const SlowAllowance *allowance, const Use *use, gint64 whole)
{
  const SlowDigits over[] = { (SlowDigits)allowance->amount, (SlowDigits)use->units }, under[] = { (SlowDigits)whole };

  switch (allowance->partial)
    {
    case SLOW_FULL:
      return (SlowAmount)allowance->amount * use->largest;
    case SLOW_FORFEIT:
      return (SlowAmount)allowance->amount * use->last;
    case SLOW_PRORATE:
    default:
      return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), self->account->rounding);
    }
}

/* What a product includes under a name in a cycle; FALSE when nothing. */
static gboolean
find_allowance (SlowTimeline *self, int product, const SlowCycle *cycle, int name, SlowAmount *sum)
{
  Uses uses = { .offer = -1 };
  gboolean has = FALSE;

  *sum = 0;
  if (slow_walk (self, product, cycle, count, &uses))
    uses.uses[uses.offer].last = uses.quantity;
  for (int i = 0; i < self->account->n_offers; i++)
    if (uses.uses[i].seen && self->account->offers[i].allowances[name].present)
      {
        has = TRUE;
        *sum += amount_of (self, &self->account->offers[i].allowances[name], &uses.uses[i],
                           slow_whole_ticks (self, cycle));
      }
  return has;
}

static const SlowEvent *
event_of_change (const SlowAccount *account, int i)
{
  const SlowEvent *event = &account->events[i];

  while (event->type == SLOW_REVERSAL)
    event = &account->events[event->of - 1];
  return event;
}

static void
print_name (SlowTimeline *history, SlowTimeline *candidate, const SlowEvent *event, int name, GString *json)
{
  const SlowAccount *account = candidate->account;
  const int date = slow_account_date (account, event->effective);
  const SlowCycle *before = slow_timeline_cycle (history, slow_timeline_cycle_of (history, date));
  const SlowCycle *after = slow_timeline_cycle (candidate, slow_timeline_cycle_of (candidate, date));
  SlowAmount current, changed;
  const gboolean had = find_allowance (history, event->product, before, name, &current);
  const gboolean has = find_allowance (candidate, event->product, after, name, &changed);
  g_autofree char *old = slow_amount_to_text (current, 0), *new = slow_amount_to_text (changed, 0);

  if (!had && !has)
    return;
  g_string_append_printf (json, "%s{\"product\":\"%s\",\"allowance\":\"%s\",",
                          json->str[json->len - 1] == '[' ? "" : ",", account->products[event->product],
                          slow_allowance_names[name]);
  slow_print_cycle (json, after);
  g_string_append_printf (json, ",\"current\":\"%s\",\"candidate\":\"%s\"}", old, new);
}

static void
print_change (SlowTimeline *history, SlowTimeline *candidate, const SlowEvent *event, GString *json)
{
  g_string_append_c (json, '[');
  /* The names are sorted in reverse order. */
  for (int name = SLOW_ALLOWANCES - 1; name >= 0 && event->product >= 0; name--)
    print_name (history, candidate, event, name, json);
  g_string_append_c (json, ']');
}

void
slow_allowances_print (SlowTimeline *history, SlowTimeline *candidate, GString *json)
{
  const SlowAccount *account = candidate->account;
  gboolean any = FALSE;

  for (int i = 0; i < account->n_offers; i++)
    for (int name = 0; name < SLOW_ALLOWANCES; name++)
      any = any || account->offers[i].allowances[name].present;
  if (!any)
    return;
  g_string_append_printf (json, ",\"allowances\":%s", account->list ? "[" : "");
  for (int i = account->n_history; i < account->n_events; i++)
    if (!account->events[i].with)
      {
        g_string_append (json, i > account->n_history ? "," : "");
        print_change (history, candidate, event_of_change (account, i), json);
      }
  g_string_append (json, account->list ? "]" : "");
}
