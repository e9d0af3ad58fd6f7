/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-inventory-change.h"

#include "config.h"

#include "base/cord-error.h"
#include "billing/cord-billing-event-draft.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"
#include "domain/customer/cord-price.h"

#include <glib/gi18n-lib.h>

#define PRICE "productPrice"

/* What the history says of the product. */
typedef struct
{
  const CordInventoryChange *change;
  const char *name;
  gboolean known;   /* it began once */
  gboolean over;    /* and was removed, from a day that has come */
  guint ending;     /* the number of the event by which another system removes it on a later day; 0 */
  GHashTable *used; /* names of discounts */
  CordBuilder *events;
} Writing;

static gboolean
refuse (GError **error, const char *reason, const char *member, const char *hint, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, reason, member, hint, "%s", message);
}

static gboolean
is_type (const CordBillingEventDraft *draft, const char *type)
{
  return g_strcmp0 (draft->type, type) == 0;
}

static void
note_event (Writing *self, const CordBillingEventDraft *draft, gboolean foreign, guint number)
{
  CordDate effective = CORD_DATE_NONE;

  if (draft->discount != NULL)
    g_hash_table_add (self->used, g_strdup (draft->discount));
  if (is_type (draft, "start") || is_type (draft, "add"))
    self->known = TRUE;
  if (!is_type (draft, "remove"))
    return;
  if (!cord_date_parse (draft->effective, &effective, NULL) || effective <= self->change->today)
    self->over = TRUE;
  else if (foreign)
    self->ending = number;
}

static void
read_history (Writing *self)
{
  g_autofree gboolean *remains = cord_kept_history_find_remaining (self->change->kept);

  for (gsize i = 0; i < cord_value_length (self->change->kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (self->change->kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (g_strcmp0 (draft.product, self->name) == 0 && (remains[i] || draft.discount != NULL))
        note_event (self, &draft, cord_kept_history_is_foreign (event), (guint)i + 1);
    }
}

/* The events */

static void
add (Writing *self, CordBillingEventDraft *draft, CordDate effective)
{
  g_autofree char *day
      = effective != CORD_DATE_NONE ? cord_date_to_string (MAX (effective, self->change->earliest)) : NULL;
  g_autoptr (GVariant) event = NULL;

  draft->effective = day;
  event = cord_billing_event_draft_to_value (draft);
  cord_builder_add (self->events, event);
}

/* Without the day that they were recorded on, which is today. */
static void
add_all (Writing *self, GVariant *events)
{
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) plain = cord_billing_event_draft_dup_recorded (event, NULL);

      cord_builder_add (self->events, plain);
    }
}

static gboolean
check_day (const Writing *self, CordDate day, const char *member, GError **error)
{
  g_autofree char *last = cord_date_to_string (self->change->earliest);

  return day >= self->change->earliest || self->change->done
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "billed", member,
                                 _ ("Choose a day from then on, and give back by hand what was billed before."),
                                 _ ("The bill of %s was issued already"), last);
}

static gboolean
end_product (Writing *self, CordProduct *product, CordDate ends, GError **error)
{
  CordDate start = cord_product_get_start (product);
  CordBillingEventDraft draft = { .type = "remove", .product = self->name };

  if (ends == CORD_DATE_NONE)
    ends = self->change->today;
  /* What ends before it began is billed nothing. */
  if (start != CORD_DATE_NONE)
    ends = MAX (ends, start);
  if (!check_day (self, ends, "terminationDate", error))
    return FALSE;
  add (self, &draft, ends);
  return TRUE;
}

static gboolean
begin_product (Writing *self, GError **error)
{
  CordProduct *product = self->change->after.product;
  CordDate start = cord_product_get_start (product);
  g_autoptr (GVariant) events = NULL;

  if (self->known)
    return refuse (error, "ended", "status", _ ("Add a new product with an id of its own."),
                   _ ("This product was over, and cannot be billed again"));
  if (start == CORD_DATE_NONE)
    start = self->change->today;
  if (self->change->moved)
    start = MAX (start, self->change->today);
  if (!check_day (self, start, "startDate", error))
    return FALSE;
  start = MAX (start, self->change->earliest);
  events = cord_history_dup_product (product, start, self->used);
  add_all (self, events);
  return self->change->after.ends == CORD_DATE_NONE || end_product (self, product, self->change->after.ends, error);
}

static const char *
price_of (CordProduct *product)
{
  const char *price = cord_product_get_price_decimal (product);

  return price != NULL ? price : "0";
}

static void
change_offer_or_quantity (Writing *self, CordProduct *was, CordProduct *is)
{
  g_autofree char *offer = cord_history_name (cord_product_get_offering (is));
  gboolean moved = g_strcmp0 (cord_product_get_offering (was), cord_product_get_offering (is)) != 0;
  gboolean counted = cord_product_get_quantity (was) != cord_product_get_quantity (is);
  CordBillingEventDraft draft = { .type = "change", .product = self->name };

  if (moved)
    {
      draft.offer = offer;
      draft.price = price_of (is);
    }
  if (counted)
    draft.quantity = cord_product_get_quantity (is);
  if (moved || counted)
    add (self, &draft, self->change->today);
  if (!moved && !cord_price_equal (price_of (was), price_of (is)))
    {
      CordBillingEventDraft priced = { .type = "price", .product = self->name, .price = price_of (is) };

      add (self, &priced, self->change->today);
    }
}

static gboolean
has_same_term (CordProduct *was, CordProduct *is)
{
  g_autoptr (GVariant) a = cord_history_dup_term (was);
  g_autoptr (GVariant) b = cord_history_dup_term (is);

  return cord_product_get_term_months (is) == 0
         || (cord_value_equal (a, b) && cord_product_get_term_start (was) == cord_product_get_term_start (is));
}

static void
change_term (Writing *self, CordProduct *was, CordProduct *is)
{
  g_auto (CordBillingEventDraft) draft = { .type = "change", .product = self->name };
  CordDate begins = cord_product_get_term_start (is);

  if (has_same_term (was, is))
    return;
  draft.term = cord_history_dup_term (is);
  /* What the term costs counts from its own beginning; it moves no money of the bills before. */
  add (self, &draft, begins != CORD_DATE_NONE ? begins : self->change->today);
}

static gboolean
is_same_discount (const CordProductDiscount *a, const CordProductDiscount *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->promotion, b->promotion) == 0;
}

static gboolean
is_equal_discount (const CordProductDiscount *a, const CordProductDiscount *b)
{
  gboolean equal_percent = g_strcmp0 (a->percent, b->percent) == 0
                           || (a->percent != NULL && b->percent != NULL && cord_price_equal (a->percent, b->percent));
  gboolean equal_amount = g_strcmp0 (a->amount, b->amount) == 0
                          || (a->amount != NULL && b->amount != NULL && cord_price_equal (a->amount, b->amount));

  return equal_percent && equal_amount && g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->until, b->until) == 0;
}

static const CordProductDiscount *
find_discount (GArray *list, const CordProductDiscount *wanted)
{
  for (guint i = 0; i < list->len; i++)
    if (is_same_discount (&g_array_index (list, CordProductDiscount, i), wanted))
      return &g_array_index (list, CordProductDiscount, i);
  return NULL;
}

static gboolean
is_running (const Writing *self, const CordProductDiscount *discount)
{
  CordDate until;

  return discount->until == NULL || !cord_date_parse (discount->until, &until, NULL) || until > self->change->today;
}

/* One that came with an offer which the product leaves is over by itself. */
static gboolean
check_kept_discounts (Writing *self, GArray *was, GArray *is, gboolean moved, GError **error)
{
  for (guint i = 0; i < was->len; i++)
    {
      const CordProductDiscount *before = &g_array_index (was, CordProductDiscount, i);
      const CordProductDiscount *after = find_discount (is, before);

      if (!is_running (self, before) || (after == NULL && moved && before->promotion != NULL)
          || (after != NULL && is_equal_discount (before, after)))
        continue;
      return refuse (error, "discount", PRICE, _ ("Leave it, and change the price instead."),
                     _ ("A discount that runs can be neither changed nor taken away"));
    }
  return TRUE;
}

static gboolean
change_discounts (Writing *self, CordProduct *was, CordProduct *is, GError **error)
{
  gboolean moved = g_strcmp0 (cord_product_get_offering (was), cord_product_get_offering (is)) != 0;
  g_autoptr (GArray) before = cord_product_dup_discounts (was);
  g_autoptr (GArray) after = cord_product_dup_discounts (is);

  if (!self->change->done && !check_kept_discounts (self, before, after, moved, error))
    return FALSE;
  for (guint i = 0; i < after->len; i++)
    {
      const CordProductDiscount *discount = &g_array_index (after, CordProductDiscount, i);
      g_autoptr (GVariant) events = NULL;

      if (find_discount (before, discount) != NULL)
        continue;
      events = cord_history_dup_discount (is, discount, self->change->today, self->used);
      add_all (self, events);
    }
  return TRUE;
}

static void
change_suspension (Writing *self, CordProduct *was, CordProduct *is)
{
  CordBillingEventDraft draft
      = { .type = cord_product_is_suspended (is) ? "suspend" : "resume", .product = self->name };

  if (cord_product_is_suspended (was) != cord_product_is_suspended (is))
    add (self, &draft, self->change->today);
}

/* A day that was announced may be moved, or not come. */
static gboolean
change_end (Writing *self, GError **error)
{
  CordDate was = self->change->before.ends;
  CordDate is = self->change->after.ends;
  CordBillingEventDraft back = { .type = "reversal", .of = self->ending };

  if (was == is)
    return TRUE;
  if (is != CORD_DATE_NONE)
    return end_product (self, self->change->after.product, is, error);
  if (self->ending > 0)
    add (self, &back, CORD_DATE_NONE);
  return TRUE;
}

static gboolean
change_product (Writing *self, GError **error)
{
  CordProduct *was = self->change->before.product;
  CordProduct *is = self->change->after.product;

  if (!self->change->done && cord_product_get_start (was) != cord_product_get_start (is))
    return refuse (error, "billed", "startDate", _ ("Leave the start as it is."),
                   _ ("The product is billed from the start that it had"));
  if (!change_discounts (self, was, is, error))
    return FALSE;
  change_offer_or_quantity (self, was, is);
  change_term (self, was, is);
  change_suspension (self, was, is);
  return change_end (self, error);
}

static gboolean
is_there (const CordInventoryState *state)
{
  return state->product != NULL && cord_product_is_held (state->product);
}

static gboolean
write_events (Writing *self, GError **error)
{
  const CordInventoryState *before = &self->change->before;
  const CordInventoryState *after = &self->change->after;

  if (!is_there (after))
    return !is_there (before) || !self->known || self->over || end_product (self, before->product, after->ends, error);
  /* An account that is imported with its history is no news. */
  if (!is_there (before))
    return (self->known && !self->over) || begin_product (self, error);
  /* The history takes no notice of what has no start, until it gets one. */
  if (!self->known)
    return cord_product_get_start (before->product) == cord_product_get_start (after->product)
           || begin_product (self, error);
  return self->over || change_product (self, error);
}

static const char *
find_id (const CordInventoryChange *change)
{
  CordProduct *product = change->after.product != NULL ? change->after.product : change->before.product;

  return product != NULL ? cord_product_get_id (product) : NULL;
}

GVariant *
cord_inventory_change_dup_events (const CordInventoryChange *self, GError **error)
{
  const char *id = find_id (self);
  g_autofree char *name = id != NULL ? cord_history_name (id) : NULL;
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GVariant) events = NULL;
  CordBuilder list;
  Writing writing = { .change = self, .name = name, .used = used, .events = &list };
  gboolean written = TRUE;

  cord_builder_init_array (&list);
  if (name != NULL)
    {
      read_history (&writing);
      written = write_events (&writing, error);
    }
  events = cord_builder_end (&list);
  return written ? g_steal_pointer (&events) : NULL;
}

static gboolean
has_type (GVariant *events, const char *const *types)
{
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (draft.type != NULL && g_strv_contains (types, draft.type))
        return TRUE;
    }
  return FALSE;
}

gboolean
cord_inventory_change_supersedes (GVariant *events)
{
  static const char *const types[] = { "change", "remove", NULL };

  return has_type (events, types);
}

gboolean
cord_inventory_change_ends (GVariant *events)
{
  static const char *const types[] = { "remove", NULL };

  return has_type (events, types);
}
