/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-kept-history.h"

#include "base/cord-zone.h"
#include "billing/cord-billing-event-draft.h"
#include "domain/customer/cord-history.h"

#define ORDER "order"
#define SUPERSEDED "supersededBy"
#define ORIGIN "origin"
#define INVENTORY "inventory"
#define REVERSAL "reversal"

typedef gboolean (*Counts) (GVariant *event, gpointer user_data);

static gboolean
is_text (GVariant *event, const char *member, const char *text)
{
  return g_strcmp0 (cord_value_get_string (event, member), text) == 0;
}

/* @event without its members @names. */
static GVariant *
dup_without (GVariant *event, const char *const *names)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;
  CordBuilder builder;

  cord_builder_init (&builder);
  g_variant_iter_init (&iter, event);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    if (!g_strv_contains (names, key))
      cord_builder_value (&builder, key, value);
  return cord_builder_end (&builder);
}

gboolean
cord_kept_history_is_foreign (GVariant *event)
{
  return cord_value_has (event, ORIGIN);
}

/* What is added while the account is billed here; the rest is what it began with. */
static gboolean
is_added (GVariant *event)
{
  return cord_value_has (event, ORDER) || cord_kept_history_is_foreign (event);
}

static GVariant *
dup_with (GVariant *event, const char *member, const char *text)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, event);
  cord_builder_string (&builder, member, text);
  return cord_builder_end (&builder);
}

static gint64
reversed_number (const CordBillingEventDraft *event)
{
  return g_strcmp0 (event->type, REVERSAL) == 0 ? event->of : 0;
}

/* Reversals name events by number, so the numbers change with the events that are left out. */
static GVariant *
renumber (GVariant *event, const guint *numbers, gsize n)
{
  g_auto (CordBillingEventDraft) draft = { 0 };
  gint64 of;

  cord_billing_event_draft_read (&draft, event);
  of = reversed_number (&draft);
  if (of < 1 || of > (gint64)n || numbers[of - 1] == (guint)of)
    return g_variant_ref (event);
  draft.of = numbers[of - 1];
  return cord_billing_event_draft_to_value (&draft);
}

/* The new number of each event, 0 for one that is left out: with the reversals of those. */
static guint *
number_events (GVariant *events, Counts counts, gpointer user_data)
{
  gsize n = cord_value_length (events);
  guint *numbers = g_new0 (guint, n + 1);
  guint next = 1;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_auto (CordBillingEventDraft) draft = { 0 };
      gint64 of;

      cord_billing_event_draft_read (&draft, event);
      of = reversed_number (&draft);
      if (counts (event, user_data) && (of < 1 || of > (gint64)i || numbers[of - 1] > 0))
        numbers[i] = next++;
    }
  return numbers;
}

static GVariant *
filter (GVariant *events, Counts counts, gpointer user_data)
{
  g_autofree guint *numbers = number_events (events, counts, user_data);
  gsize n = cord_value_length (events);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < n; i++)
    if (numbers[i] > 0)
      {
        g_autoptr (GVariant) event = cord_value_dup_at (events, i);
        g_autoptr (GVariant) renumbered = renumber (event, numbers, n);

        cord_builder_add (&list, renumbered);
      }
  return cord_builder_end (&list);
}

/* The events that count for a quote */

typedef struct
{
  const char *const *products; /* or NULL */
  CordCustomer *customer;
  CordZone *zone;
  CordDate now;
  CordDate before; /* orders recorded on this day or later do not count either, where it is asked for */
} Quoting;

static CordDate
day_of (const Quoting *self, const char *text)
{
  CordDate day;

  return cord_zone_read_day (self->zone, text, &day) ? day : CORD_DATE_NONE;
}

gboolean
cord_kept_history_is_billed (CordCustomer *customer, CordDate recorded, CordDate effective, CordDate now)
{
  CordDate start = cord_customer_get_cycle (customer, effective).start;

  return recorded < start && start <= now;
}

static gboolean
counts_for_quote (GVariant *event, gpointer user_data)
{
  const Quoting *self = user_data;
  g_auto (CordBillingEventDraft) draft = { 0 };
  CordDate recorded, effective;

  if (cord_value_has (event, SUPERSEDED))
    return FALSE;
  if (self->products == NULL || !cord_value_has (event, ORDER))
    return TRUE;
  cord_billing_event_draft_read (&draft, event);
  if (draft.product == NULL || !g_strv_contains (self->products, draft.product))
    return TRUE;
  recorded = day_of (self, draft.recorded);
  effective = day_of (self, draft.effective);
  if (recorded == CORD_DATE_NONE || effective == CORD_DATE_NONE)
    return TRUE;
  return effective <= self->now || cord_kept_history_is_billed (self->customer, recorded, effective, self->now);
}

static gboolean
counts_before (GVariant *event, gpointer user_data)
{
  const Quoting *self = user_data;
  g_auto (CordBillingEventDraft) draft = { 0 };

  if (!counts_for_quote (event, user_data))
    return FALSE;
  cord_billing_event_draft_read (&draft, event);
  return !is_added (event) || day_of (self, draft.recorded) < self->before;
}

CordDate
cord_kept_history_find_newest (GVariant *kept, CordZone *zone)
{
  const Quoting self = { .zone = zone };
  CordDate newest = CORD_DATE_NONE;

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };
      CordDate recorded;

      if (!is_added (event))
        continue;
      cord_billing_event_draft_read (&draft, event);
      recorded = day_of (&self, draft.recorded);
      if (recorded != CORD_DATE_NONE && (newest == CORD_DATE_NONE || recorded > newest))
        newest = recorded;
    }
  return newest;
}

CordDate
cord_kept_history_find_waiting (GVariant *kept, CordZone *zone, CordDate day)
{
  const Quoting self = { .zone = zone };
  CordDate oldest = CORD_DATE_NONE;

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };
      CordDate recorded, effective;

      cord_billing_event_draft_read (&draft, event);
      recorded = day_of (&self, draft.recorded);
      effective = day_of (&self, draft.effective);
      if (cord_value_has (event, ORDER) && effective >= day && recorded != CORD_DATE_NONE
          && (oldest == CORD_DATE_NONE || recorded < oldest))
        oldest = recorded;
    }
  return oldest;
}

/* The events that count, as the quote format takes them. */
static GVariant *
dup_plain (GVariant *kept, Counts counts, Quoting *self)
{
  static const char *const own[] = { ORDER, SUPERSEDED, ORIGIN, NULL };
  g_autoptr (GVariant) counting = filter (kept, counts, self);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (counting); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (counting, i);
      g_autoptr (GVariant) plain = dup_without (event, own);

      cord_builder_add (&list, plain);
    }
  return cord_builder_end (&list);
}

GVariant *
cord_kept_history_dup_events (GVariant *kept, const char *const *products, CordCustomer *customer, CordDate now)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  Quoting self = { .products = products, .customer = customer, .zone = zone, .now = now };

  return dup_plain (kept, counts_for_quote, &self);
}

GVariant *
cord_kept_history_dup_collected (GVariant *kept, const char *const *products, CordCustomer *customer, CordDate now)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  Quoting self = { products, customer, zone, now, cord_customer_get_bill_start (customer, now) };

  return dup_plain (kept, counts_before, &self);
}

GVariant *
cord_kept_history_dup_before (GVariant *kept, CordZone *zone, CordDate day)
{
  Quoting self = { .zone = zone, .before = day };

  return dup_plain (kept, counts_before, &self);
}

char *
cord_kept_history_dup_order (GVariant *kept, CordZone *zone, CordDate day, guint number)
{
  Quoting self = { .zone = zone, .before = day };
  g_autoptr (GVariant) counting = filter (kept, counts_before, &self);
  g_autoptr (GVariant) event
      = number >= 1 && number <= cord_value_length (counting) ? cord_value_dup_at (counting, number - 1) : NULL;

  return event != NULL ? g_strdup (cord_value_get_string (event, ORDER)) : NULL;
}

CordDate
cord_kept_history_find_oldest (GVariant *kept, CordZone *zone)
{
  const Quoting self = { .zone = zone };

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (cord_value_has (event, ORDER))
        return day_of (&self, draft.recorded);
    }
  return CORD_DATE_NONE;
}

/* What orders change */

/* The events @fresh are marked with the text @mark as the member @member. */
static GVariant *
append (GVariant *kept, GVariant *fresh, const char *member, const char *mark)
{
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);

      cord_builder_add (&list, event);
    }
  for (gsize i = 0; i < cord_value_length (fresh); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (fresh, i);
      g_autoptr (GVariant) marked = dup_with (event, member, mark);

      cord_builder_add (&list, marked);
    }
  return cord_builder_end (&list);
}

GVariant *
cord_kept_history_append (GVariant *kept, GVariant *fresh, const char *order)
{
  return append (kept, fresh, ORDER, order);
}

GVariant *
cord_kept_history_append_foreign (GVariant *kept, GVariant *fresh)
{
  return append (kept, fresh, ORIGIN, INVENTORY);
}

GVariant *
cord_kept_history_supersede (GVariant *kept, const char *order, const char *by)
{
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      gboolean taken = is_text (event, ORDER, order) && !cord_value_has (event, SUPERSEDED);
      g_autoptr (GVariant) marked = taken ? dup_with (event, SUPERSEDED, by) : g_variant_ref (event);

      cord_builder_add (&list, marked);
    }
  return cord_builder_end (&list);
}

/* The names of the products that the orders @orders brought. What other systems then did to these has no sense without
 * them. */
static GHashTable *
collect_brought (GVariant *kept, GHashTable *orders)
{
  GHashTable *products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };
      const char *order = cord_value_get_string (event, ORDER);

      cord_billing_event_draft_read (&draft, event);
      if (order != NULL && g_hash_table_contains (orders, order)
          && (g_strcmp0 (draft.type, "add") == 0 || g_strcmp0 (draft.type, "start") == 0))
        g_hash_table_add (products, g_strdup (draft.product));
    }
  return products;
}

/* What goes when orders are taken out. */
typedef struct
{
  GHashTable *orders;
  GHashTable *products; /* that they brought */
} Taken;

static gboolean
is_taken (GVariant *event, const Taken *taken)
{
  g_auto (CordBillingEventDraft) draft = { 0 };
  const char *order = cord_value_get_string (event, ORDER);

  if (order != NULL)
    return g_hash_table_contains (taken->orders, order);
  if (!cord_kept_history_is_foreign (event))
    return FALSE;
  cord_billing_event_draft_read (&draft, event);
  return draft.product != NULL && g_hash_table_contains (taken->products, draft.product);
}

static gboolean
is_left (GVariant *event, gpointer user_data)
{
  return !is_taken (event, user_data);
}

/* @kept without what the orders brought. */
static GVariant *
take_out (GVariant *kept, GHashTable *orders)
{
  g_autoptr (GHashTable) products = collect_brought (kept, orders);
  Taken taken = { orders, products };

  return filter (kept, is_left, &taken);
}

static GHashTable *
set_of_one (const char *order)
{
  GHashTable *orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (orders, g_strdup (order));
  return orders;
}

static GVariant *
dup_restored (GVariant *event, const char *order)
{
  static const char *const mark[] = { SUPERSEDED, NULL };

  return is_text (event, SUPERSEDED, order) ? dup_without (event, mark) : g_variant_ref (event);
}

/* Without the events of @order, and with those that it superseded. */
static GVariant *
withdraw (GVariant *kept, const char *order)
{
  g_autoptr (GHashTable) orders = set_of_one (order);
  g_autoptr (GVariant) left = take_out (kept, orders);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (left); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (left, i);
      g_autoptr (GVariant) plain = dup_restored (event, order);

      cord_builder_add (&list, plain);
    }
  return cord_builder_end (&list);
}

/* The orders that @order took the place of, one after another. */
static GHashTable *
collect_orders (GVariant *kept, const char *order)
{
  GHashTable *orders = set_of_one (order);
  gboolean found = TRUE;

  while (found)
    {
      found = FALSE;
      for (gsize i = 0; i < cord_value_length (kept); i++)
        {
          g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
          const char *by = cord_value_get_string (event, SUPERSEDED);
          const char *id = cord_value_get_string (event, ORDER);

          if (by != NULL && id != NULL && g_hash_table_contains (orders, by)
              && g_hash_table_add (orders, g_strdup (id)))
            found = TRUE;
        }
    }
  return orders;
}

/* Without the events of @order, those that it superseded, and those that they superseded. */
static GVariant *
drop (GVariant *kept, const char *order)
{
  g_autoptr (GHashTable) orders = collect_orders (kept, order);

  return take_out (kept, orders);
}

GVariant *
cord_kept_history_dup_without (GVariant *kept, const char *order, const char *dropped)
{
  g_autoptr (GVariant) before = withdraw (kept, order);

  return dropped != NULL ? drop (before, dropped) : g_steal_pointer (&before);
}

static void
add_reversal (CordBuilder *list, gsize number, const char *order, const char *day)
{
  const CordBillingEventDraft draft = { .type = REVERSAL, .of = (gint64)number, .recorded = day };
  g_autoptr (GVariant) event = cord_billing_event_draft_to_value (&draft);
  g_autoptr (GVariant) marked = dup_with (event, ORDER, order);

  cord_builder_add (list, marked);
}

GVariant *
cord_kept_history_reverse (GVariant *kept, const char *order, gboolean restores, CordDate day)
{
  g_autofree char *recorded = cord_date_to_string (day);
  g_autoptr (GHashTable) orders = set_of_one (order);
  g_autoptr (GHashTable) products = collect_brought (kept, orders);
  const Taken taken = { orders, products };
  gsize n = cord_value_length (kept);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_autoptr (GVariant) left = restores ? dup_restored (event, order) : g_variant_ref (event);

      cord_builder_add (&list, left);
    }
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);

      if (is_taken (event, &taken))
        add_reversal (&list, i + 1, order, recorded);
    }
  return cord_builder_end (&list);
}

GVariant *
cord_kept_history_dup_unreversed (GVariant *kept)
{
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };
      const char *order = cord_value_get_string (event, ORDER);

      cord_billing_event_draft_read (&draft, event);
      if (order != NULL && reversed_number (&draft) > 0)
        g_hash_table_add (orders, g_strdup (order));
    }
  return take_out (kept, orders);
}

gboolean *
cord_kept_history_find_remaining (GVariant *kept)
{
  gsize n = cord_value_length (kept);
  gboolean *remains = g_new (gboolean, n + 1);

  for (gsize i = 0; i < n; i++)
    remains[i] = TRUE;
  /* A reversal may be reversed in turn, so they are asked from the last. */
  for (gsize i = n; i > 0; i--)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i - 1);
      g_auto (CordBillingEventDraft) draft = { 0 };
      gint64 of;

      cord_billing_event_draft_read (&draft, event);
      of = reversed_number (&draft);
      if (cord_value_has (event, SUPERSEDED))
        remains[i - 1] = FALSE;
      else if (remains[i - 1] && of >= 1 && of < (gint64)i)
        remains[of - 1] = FALSE;
    }
  return remains;
}

gboolean
cord_kept_history_has_orders (GVariant *kept)
{
  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);

      if (cord_value_has (event, ORDER))
        return TRUE;
    }
  return FALSE;
}

/* The names of the products that @customer has or had. */
static GHashTable *
dup_known (CordCustomer *customer)
{
  g_auto (GStrv) ids = cord_customer_dup_product_ids (customer);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; ids[i] != NULL; i++)
    g_hash_table_add (names, cord_history_name (ids[i]));
  return names;
}

gboolean
cord_kept_history_brings (GVariant *kept, CordCustomer *customer, const char *offering, const char *product)
{
  g_autofree gboolean *remains = cord_kept_history_find_remaining (kept);
  g_autofree char *offer = cord_history_name (offering);
  g_autofree char *own = cord_history_name (product);
  g_autoptr (GHashTable) known = dup_known (customer);
  g_autoptr (GHashTable) coming = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (!remains[i] || draft.product == NULL || g_str_equal (draft.product, own)
          || g_hash_table_contains (known, draft.product))
        continue;
      if (g_strcmp0 (draft.type, "remove") == 0)
        g_hash_table_remove (coming, draft.product);
      else if (g_strcmp0 (draft.type, "add") == 0 && g_strcmp0 (draft.offer, offer) == 0
               && cord_value_has (event, ORDER))
        g_hash_table_add (coming, g_strdup (draft.product));
    }
  return g_hash_table_size (coming) > 0;
}
