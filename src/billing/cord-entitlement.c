/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-entitlement.h"

#include "billing/cord-allowance.h"
#include "billing/cord-position.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the segments of one offer come to in the cycle. */
typedef struct
{
  int offer;
  gint64 units; /* Σ quantity × ticks */
  gint64 largest;
  gint64 at_end; /* quantity at the end of the cycle, 0 when it is not in force then */
} Share;

typedef struct
{
  CordTimeline *timeline;
  const CordTickCycle *cycle;
  CordCycle shown; /* the cycle with the changes, which may move the billing day */
  GArray *shares;
} Work;

static void
entitlement_free (CordEntitlement *self)
{
  g_free (self->product);
  g_free (self->allowance);
  g_free (self);
}

static gboolean
overflow (const char *name, GError **error)
{
  return cord_place_refuse (NULL, name, "overflow", error, _ ("the allowance is too large to be computed"));
}

static Share *
share_of (Work *work, int offer)
{
  const Share fresh = { .offer = offer };

  for (guint i = 0; i < work->shares->len; i++)
    if (g_array_index (work->shares, Share, i).offer == offer)
      return &g_array_index (work->shares, Share, i);
  g_array_append_val (work->shares, fresh);
  return &g_array_index (work->shares, Share, work->shares->len - 1);
}

static gboolean
collect_shares (Work *work, guint product, GError **error)
{
  const CordTimelineProduct *owner = cord_timeline_product (work->timeline, product);
  guint first, last;

  cord_segments_in_cycle (owner, work->cycle, &first, &last);
  for (guint i = first; i < last; i++)
    {
      const CordSegment *segment = &g_array_index (owner->segments, CordSegment, i);
      const gint64 ticks = cord_ticks_between (&work->timeline->input->ticks, work->cycle, segment->from, segment->to);
      Share *share;
      gint64 units;

      if (segment->suspended)
        continue;
      share = share_of (work, segment->offer);
      if (__builtin_mul_overflow (ticks, segment->quantity, &units)
          || __builtin_add_overflow (share->units, units, &share->units))
        return overflow (owner->name, error);
      if (ticks > 0)
        share->largest = MAX (share->largest, segment->quantity);
      if (segment->to >= work->cycle->end)
        share->at_end = segment->quantity;
    }
  return TRUE;
}

static gboolean
amount_of_share (const Work *work, const Share *share, const CordAllowance *allowance, gint64 *out)
{
  const CordDecimal amount = { .unscaled = allowance->amount };

  switch (allowance->part)
    {
    case CORD_ALLOWANCE_FULL:
      return !__builtin_mul_overflow (allowance->amount, share->largest, out);
    case CORD_ALLOWANCE_FORFEIT:
      return !__builtin_mul_overflow (allowance->amount, share->at_end, out);
    case CORD_ALLOWANCE_PRORATE:
    default:
      return cord_decimal_scale_round (amount, share->units, work->cycle->ticks, 0,
                                       work->timeline->input->ticks.policy.rounding, out, NULL);
    }
}

static CordEntitlement *
get_entitlement (GPtrArray *entitlements, const char *product, const char *name, CordCycle cycle)
{
  CordEntitlement *self;

  for (guint i = 0; i < entitlements->len; i++)
    if (strcmp (((CordEntitlement *)g_ptr_array_index (entitlements, i))->allowance, name) == 0)
      return g_ptr_array_index (entitlements, i);
  self = g_new0 (CordEntitlement, 1);
  self->product = g_strdup (product);
  self->allowance = g_strdup (name);
  self->cycle = cycle;
  g_ptr_array_add (entitlements, self);
  return self;
}

static gboolean
add_share (Work *work, const Share *share, guint product, gboolean candidate, GPtrArray *entitlements, GError **error)
{
  const CordBillingOffer *offer = cord_billing_input_offer (work->timeline->input, share->offer);

  for (guint i = 0; offer->allowances != NULL && i < offer->allowances->len; i++)
    {
      const CordAllowance *allowance = &g_array_index (offer->allowances, CordAllowance, i);
      CordEntitlement *entitlement = get_entitlement (
          entitlements, cord_timeline_product (work->timeline, product)->name, allowance->name, work->shown);
      gint64 *sum = candidate ? &entitlement->candidate : &entitlement->current;
      gint64 amount;

      if (!amount_of_share (work, share, allowance, &amount) || __builtin_add_overflow (*sum, amount, sum))
        return overflow (allowance->name, error);
    }
  return TRUE;
}

static gboolean
add_side (CordTimeline *timeline, const CordBillingEvent *event, CordCycle shown, gboolean candidate,
          GPtrArray *entitlements, GError **error)
{
  const gint64 index = cord_calendar_index (timeline->calendar, event->effective.date);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  CordTickCycle cycle;
  Work work = { .timeline = timeline, .cycle = &cycle, .shown = shown, .shares = shares };

  if (!cord_calendar_nth (timeline->calendar, index, &cycle, error) || !collect_shares (&work, event->product, error))
    return FALSE;
  for (guint i = 0; i < shares->len; i++)
    if (!add_share (&work, &g_array_index (shares, Share, i), event->product, candidate, entitlements, error))
      return FALSE;
  return TRUE;
}

static int
compare_entitlements (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(CordEntitlement *const *)a)->allowance, (*(CordEntitlement *const *)b)->allowance);
}

GPtrArray *
cord_entitlements_new (CordTimeline *current, CordTimeline *candidate, guint change, GError **error)
{
  const CordBillingInput *input = candidate->input;
  const CordBillingEvent *event = cord_billing_input_undone (input, cord_billing_input_change (input, change));
  g_autoptr (GPtrArray) entitlements = g_ptr_array_new_with_free_func ((GDestroyNotify)entitlement_free);
  CordCycle shown;

  if (!cord_billing_input_has_allowances (input) || event->type == CORD_BILLING_DAY)
    return g_steal_pointer (&entitlements);
  if (!cord_calendar_dates (candidate->calendar, cord_calendar_index (candidate->calendar, event->effective.date),
                            &shown, error)
      || !add_side (current, event, shown, FALSE, entitlements, error)
      || !add_side (candidate, event, shown, TRUE, entitlements, error))
    return NULL;
  g_ptr_array_sort (entitlements, compare_entitlements);
  return g_steal_pointer (&entitlements);
}
