/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-promotion-choice.h"

#include "domain/catalog/cord-offering-prices.h"
#include "domain/change/cord-change.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"

#define DECIMALS_MAX 10

/* Promotions that may be given, and what each takes off in the first year. */
typedef struct
{
  GPtrArray *promotions;
  GArray *years; /* (element-type gint64) */
} Candidates;

static void
candidates_clear (Candidates *self)
{
  g_clear_pointer (&self->promotions, g_ptr_array_unref);
  g_clear_pointer (&self->years, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Candidates, candidates_clear)

static void
find_candidates (Candidates *self, CordOffering *offering, const CordGivenPromotions *given, CordDate day,
                 const CordZone *zone, int cycle_months)
{
  g_autofree char *offer = cord_history_name (cord_offering_get_id (offering));
  const GArray *all = cord_offering_get_promotions (offering);
  const char *currency = cord_offering_get_currency (offering);
  const guint scale = currency != NULL ? (guint)MAX (cord_currency_scale (currency), 0) : 0;
  g_autofree char *listed = cord_offering_dup_price_on (offering, day, zone);
  CordDecimal price = { 0, 0 };

  self->promotions = g_ptr_array_new ();
  self->years = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (listed != NULL)
    cord_decimal_parse (listed, DECIMALS_MAX, FALSE, &price, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      CordPromotion *promotion = &g_array_index (all, CordPromotion, i);
      const gint64 year = cord_promotion_year (promotion, price, scale, cycle_months);

      if (!cord_promotion_is_offered (promotion, day, zone)
          || cord_given_promotions_has_on (given, offering, promotion, day)
          || (!promotion->repeatable && cord_given_promotions_has (given, offering, promotion, offer)))
        continue;
      g_ptr_array_add (self->promotions, promotion);
      g_array_append_val (self->years, year);
    }
}

/* The index of the best one of that kind; -1 when there is none. Of equal ones the first counts. */
static int
find_best (const Candidates *self, CordStacking stacking)
{
  int best = -1;

  for (guint i = 0; i < self->promotions->len; i++)
    {
      const CordPromotion *promotion = g_ptr_array_index (self->promotions, i);

      if (promotion->stacking == stacking
          && (best < 0 || g_array_index (self->years, gint64, i) > g_array_index (self->years, gint64, best)))
        best = (int)i;
    }
  return best;
}

/* The best one with all that add. Returns what they take off. */
static gint64
combine (const Candidates *self, GPtrArray *chosen)
{
  const int best = find_best (self, CORD_STACKING_BEST);
  gint64 sum = 0;

  for (guint i = 0; i < self->promotions->len; i++)
    {
      CordPromotion *promotion = g_ptr_array_index (self->promotions, i);

      if (promotion->stacking != CORD_STACKING_ADD && (int)i != best)
        continue;
      g_ptr_array_add (chosen, promotion);
      if (__builtin_add_overflow (sum, g_array_index (self->years, gint64, i), &sum))
        sum = G_MAXINT64;
    }
  return sum;
}

GPtrArray *
cord_promotion_choose (CordOffering *offering, const CordGivenPromotions *given, CordDate day, const CordZone *zone,
                       int cycle_months)
{
  g_auto (Candidates) candidates = { 0 };
  GPtrArray *chosen = g_ptr_array_new ();
  gint64 together;
  int alone;

  find_candidates (&candidates, offering, given, day, zone, cycle_months);
  alone = find_best (&candidates, CORD_STACKING_EXCLUSIVE);
  together = combine (&candidates, chosen);
  if (alone >= 0 && (chosen->len == 0 || g_array_index (candidates.years, gint64, alone) > together))
    {
      g_ptr_array_set_size (chosen, 0);
      g_ptr_array_add (chosen, g_ptr_array_index (candidates.promotions, alone));
    }
  return chosen;
}

struct _CordPromotionChooser
{
  CordCustomer *customer;
  CordDate today;
  CordZone *zone;
  gboolean noted;
  char *product; /* for whose changes the history is noted, as the history calls it; NULL for additions */
  CordGivenPromotions given;
};

CordPromotionChooser *
cord_promotion_chooser_new (CordCustomer *customer, CordDate today)
{
  CordPromotionChooser *self = g_new0 (CordPromotionChooser, 1);

  self->customer = customer;
  self->today = today;
  self->zone = cord_customer_dup_time_zone (customer);
  return self;
}

void
cord_promotion_chooser_free (CordPromotionChooser *self)
{
  cord_given_promotions_clear (&self->given);
  cord_zone_unref (self->zone);
  g_free (self->product);
  g_free (self);
}

static void
note_history (CordPromotionChooser *self)
{
  g_autoptr (GVariant) kept = cord_history_dup_events (self->customer);
  const char *const products[] = { self->product, NULL };
  g_autoptr (GVariant) events = cord_kept_history_dup_events (kept, products, self->customer, self->today);
  g_autofree gboolean *remains = cord_kept_history_find_remaining (events);

  cord_given_promotions_clear (&self->given);
  cord_given_promotions_init (&self->given);
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      cord_given_promotions_note (&self->given, &draft, remains[i]);
    }
}

/* A change of a product gives up one of it that waits, and what that was to bring. */
static void
require_history (CordPromotionChooser *self, GVariant *change)
{
  const char *id = cord_change_get_product (change);
  g_autofree char *product = id != NULL ? cord_history_name (id) : NULL;

  if (self->noted && g_strcmp0 (self->product, product) == 0)
    return;
  g_free (self->product);
  self->product = g_steal_pointer (&product);
  note_history (self);
  self->noted = TRUE;
}

GPtrArray *
cord_promotion_chooser_choose (CordPromotionChooser *self, GVariant *change, CordOffering *offering, CordDate day)
{
  CordProduct *held
      = change != NULL ? cord_customer_find_product (self->customer, cord_change_get_product (change)) : NULL;

  if (change == NULL || offering == NULL || cord_offering_get_promotions (offering)->len == 0
      || (held != NULL && g_str_equal (cord_product_get_offering (held), cord_offering_get_id (offering))))
    return g_ptr_array_new ();
  require_history (self, change);
  return cord_promotion_choose (offering, &self->given, day, self->zone,
                                cord_customer_get_grid (self->customer).months);
}
