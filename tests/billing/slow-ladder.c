/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-ladder.h"

#include "slow-after.h"
#include "slow-print.h"

int
slow_ladder_cycle_from (const SlowTimeline *timeline, gint64 at)
{
  int cycle = timeline->now + 1;

  while (slow_account_at_date (timeline->account, slow_timeline_cycle (timeline, cycle)->start) < at)
    cycle++;
  return cycle;
}

/* "`steady` waits for the last row of the offer a product is on in the end" */
static gint64
last_dated_row (const SlowTimeline *timeline, int product)
{
  const SlowState state = slow_timeline_state_at (timeline, product, SLOW_NEVER);
  const SlowOffer *offer = &timeline->account->offers[state.offer];

  if (!state.exists || state.removed || offer->n_dated == 0)
    return G_MININT64;
  return slow_account_at_date (timeline->account, offer->dated[offer->n_dated - 1].from);
}

/* The moment after which no event takes effect, no discount ends, no price changes and no billing day starts to
 * apply. */
static gint64
quiet_from (const SlowTimeline *timeline)
{
  gint64 last = G_MININT64;

  for (int i = 0; i < timeline->n; i++)
    {
      if (!timeline->remains[i] || timeline->account->events[i].type == SLOW_BILLING_DAY)
        continue;
      last = MAX (last, timeline->effect[i]);
      if (timeline->ends[i] != SLOW_NEVER)
        last = MAX (last, timeline->ends[i]);
    }
  for (int product = 0; product < SLOW_PRODUCTS; product++)
    last = MAX (last, last_dated_row (timeline, product));
  for (int i = 0; i < timeline->n_moves; i++)
    last = MAX (last, slow_account_at_date (timeline->account, timeline->moves[i]));
  return last;
}

int
slow_ladder_steady (const SlowTimeline *timeline)
{
  return slow_ladder_cycle_from (timeline, quiet_from (timeline));
}

int
slow_ladder_cycle_of_bill (const SlowLadder *self, int n)
{
  const int bill = slow_timeline_cycle (self->timeline, self->timeline->now)->bill + n;
  int cycle = self->timeline->now;

  while (slow_timeline_cycle (self->timeline, cycle)->bill < bill)
    cycle++;
  return cycle;
}

/* Policy `collect`: "`next`, they are collected with the next bill" */
GArray *
slow_ladder_charges (const SlowLadder *self, int n)
{
  const SlowTimeline *timeline = self->timeline;
  GArray *charges = n == 0
                        ? g_array_new (FALSE, FALSE, sizeof (SlowCharge))
                        : slow_bill_charges (self->timeline, slow_timeline_cycle (timeline, timeline->now)->bill + n);

  for (guint i = 0; i < self->lines->len && n == (n > 0 && timeline->account->collect_next); i++)
    {
      const SlowLine *line = g_ptr_array_index (self->lines, i);
      const SlowCharge charge = { line->key, line->row };

      g_array_append_val (charges, charge);
    }
  return charges;
}

static SlowBillRow
sum_of_bill (const SlowLadder *self, int n)
{
  g_autoptr (GArray) charges = slow_ladder_charges (self, n);

  return slow_bill_sum (self->timeline, charges);
}

/* `this` and all bills to come that start on or before the date 12 months after now. */
static SlowBillRow
year_of (const SlowLadder *self)
{
  SlowTimeline *timeline = self->timeline;
  const int last = slow_date_add_months (slow_account_date (timeline->account, timeline->account->now), 12);
  SlowBillRow year = sum_of_bill (self, 0);

  for (int bill = 1;; bill++)
    {
      const int cycle = slow_ladder_cycle_of_bill (self, bill);
      g_autoptr (GArray) charges = NULL;

      if (slow_timeline_cycle (timeline, cycle)->start > last)
        return year;
      charges = slow_bill_charges (timeline, slow_timeline_cycle (timeline, cycle)->bill);
      slow_bill_add (&year, slow_bill_sum (timeline, charges));
      slow_timeline_note (timeline, year.net);
      slow_timeline_note (timeline, year.gross);
    }
}

static void
print_bill (const SlowLadder *self, SlowPrint *print, const char *name, int n)
{
  g_string_append_printf (print->json, ",\"%s\":", name);
  slow_print_row_of_cycle (print, self->timeline, slow_ladder_cycle_of_bill (self, n), sum_of_bill (self, n));
}

static void
print_first (const SlowLadder *self, const SlowLadder *current, SlowPrint *print)
{
  const int first = slow_ladder_first (self, current);

  if (first >= 0)
    print_bill (self, print, "first", first);
  else
    g_string_append (print->json, ",\"first\":null");
}

void
slow_ladder_print (const SlowLadder *self, const SlowLadder *current, GString *json, SlowAmount *largest)
{
  SlowPrint print = { self->timeline->account, json, largest };
  const int steady = slow_ladder_steady (self->timeline);

  g_string_append (json, "{\"this\":{");
  slow_print_row (&print, sum_of_bill (self, 0));
  g_string_append_c (json, '}');
  print_bill (self, &print, "next", 1);
  if (current != NULL)
    print_first (self, current, &print);
  g_string_append (json, ",\"steady\":");
  slow_print_row_of_cycle (&print, self->timeline, steady, slow_bill_of_cycle (self->timeline, steady));
  slow_after_print (self->timeline, &print);
  g_string_append (json, ",\"year\":{");
  slow_print_row (&print, year_of (self));
  g_string_append (json, "}}");
}
