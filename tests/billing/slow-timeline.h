/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* The events resolved: which of them remain, when they take effect, the state of a product at a moment; and the
 * cycles. */

#define SLOW_NEVER G_MAXINT64

/**
 * SlowCycle: [start, end) of local dates.
 * @reference: the date its ticks are counted from, to @end; @start unless it is a stub
 * @bill: number of the bill it stands on
 */
typedef struct
{
  int start;
  int end;
  int reference;
  gboolean stub;
  int bill;
} SlowCycle;

/* A product between two events; @version differs after each of them, @came is the date on which it came to the
 * offer. */
typedef struct
{
  gboolean exists;
  gboolean removed;
  gboolean suspended;
  gboolean has_suspended_price;
  SlowNumber suspended_price;
  int offer;
  int came;
  gboolean has_price;
  SlowNumber price;
  gint64 quantity;
  const SlowTerm *term;
  int term_start;
  int version;
} SlowState;

/* A fee: its key, and the date that determines its cycle. */
typedef struct
{
  char *key;
  int date;
  SlowAmount amount;
  SlowTax tax;
} SlowFee;

/**
 * SlowTimeline: of the first @n events.
 * @at, @effect, @ends, @end_dates, @date, @recorded: of each event: its moment, when it takes effect, when and on
 * which date a discount ends, its local date, and the date of recording
 * @order: the remaining events of a product except discounts, in the order in which they count
 * @moves: the first date of whole cycles by each billing day in force
 * @every_second: count each second separately
 * @bills: the results of slow_positions_of, by number of cycle
 * @widest: the largest intermediate amount
 */
typedef struct
{
  const SlowAccount *account;
  int n;
  gboolean possible;
  gboolean remains[SLOW_EVENTS];
  gint64 at[SLOW_EVENTS];
  gint64 effect[SLOW_EVENTS];
  gint64 ends[SLOW_EVENTS];
  int end_dates[SLOW_EVENTS];
  gint64 recorded_at[SLOW_EVENTS];
  int date[SLOW_EVENTS];
  int recorded[SLOW_EVENTS];
  int order[SLOW_PRODUCTS][SLOW_EVENTS];
  int n_order[SLOW_PRODUCTS];
  gint64 removed[SLOW_PRODUCTS];
  int moves[SLOW_EVENTS];
  int n_moves;
  GArray *cycles;
  int now;
  GArray *fees;
  gboolean every_second;
  GPtrArray *bills;
  SlowAmount widest;
} SlowTimeline;

SlowTimeline *slow_timeline_new (const SlowAccount *account, int n);
void slow_timeline_free (SlowTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlowTimeline, slow_timeline_free)

const SlowCycle *slow_timeline_cycle (const SlowTimeline *self, int number);
/* Number of the cycle that contains a date. */
int slow_timeline_cycle_of (const SlowTimeline *self, int date);
/* TRUE when it takes effect on the next day with the change day "old". */
gboolean slow_timeline_waits (SlowType type);

/* In slow-state.c. The state of a product after event @i. */
void slow_timeline_apply (const SlowTimeline *self, int i, SlowState *state);
/* The state of a product at a moment: after all that has taken effect. */
SlowState slow_timeline_state_at (const SlowTimeline *self, int product, gint64 at);
/* The taxes of the product in the cycle that starts on a date, where they are written in the account. */
const SlowTax *slow_state_tax (const SlowTimeline *self, const SlowState *state, int cycle_start);
/* The unit price in that cycle, a suspension apart. */
SlowNumber slow_state_price (const SlowTimeline *self, const SlowState *state, int cycle_start);
/* In slow-ends.c. Finds when discounts end; the order of the events is known already. */
void slow_timeline_find_ends (SlowTimeline *self);
/* Whether discount @d applies at a moment to a product on this offer. */
gboolean slow_timeline_discounts (const SlowTimeline *self, int d, int product, int offer, gint64 at);
/* Whether event @i brings a name that an earlier one has brought, be it in force or not. */
gboolean slow_account_repeats_name (const SlowAccount *account, int i);
/* The remaining events before event @stop (-1: all), in order. FALSE when one of them is impossible. */
gboolean slow_timeline_replay (const SlowTimeline *self, int product, int stop, SlowState *state);
/* Notes an intermediate amount. Returns it. */
SlowAmount slow_timeline_note (SlowTimeline *self, SlowAmount amount);

/* Finds cycles and moves; the other times of the events are known already. FALSE when a billing day is impossible.
 * In slow-cycles.c. */
gboolean slow_timeline_find_cycles (SlowTimeline *self);
/* Finds the fees. In slow-fees.c. */
void slow_timeline_find_fees (SlowTimeline *self);

/* TRUE when event @i has not been undone by the first @n. */
gboolean slow_timeline_stands (const SlowAccount *account, int n, int i);

G_END_DECLS
