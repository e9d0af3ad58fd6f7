/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-history.h"

#include "billing/cord-billing-event-draft.h"

#include <string.h>

#define NAME_MAX_BYTES 64
#define DIGEST_PREFIX "x-"
#define DIGEST_DIGITS 32

typedef struct
{
  CordDate recorded;
  char *product;
  guint order; /* of the events of one product */
  GVariant *event;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->product);
  g_variant_unref (entry->event);
  g_free (entry);
}

static int
entry_compare (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(const Entry *const *)a;
  const Entry *second = *(const Entry *const *)b;
  int order = (first->recorded > second->recorded) - (first->recorded < second->recorded);

  if (order == 0)
    order = g_strcmp0 (first->product, second->product);
  return order != 0 ? order : (int)first->order - (int)second->order;
}

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gboolean
is_name (const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > NAME_MAX_BYTES)
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if (!is_name_character (*p))
      return FALSE;
  return TRUE;
}

char *
cord_history_name (const char *id)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  if (is_name (id))
    return g_strdup (id);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  return g_strdup_printf (DIGEST_PREFIX "%.*s", DIGEST_DIGITS, digest);
}

gboolean
cord_history_is_digest (const char *name)
{
  return g_str_has_prefix (name, DIGEST_PREFIX)
         && strspn (name + strlen (DIGEST_PREFIX), "0123456789abcdef") == DIGEST_DIGITS
         && strlen (name) == strlen (DIGEST_PREFIX) + DIGEST_DIGITS;
}

char *
cord_history_discount_name (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *p = name != NULL ? name : ""; *p != '\0' && text->len < 48; p++)
    if (is_name_character (*p))
      g_string_append_c (text, *p);
    else if (text->len > 0 && text->str[text->len - 1] != '-')
      g_string_append_c (text, '-');
  while (text->len > 0 && text->str[text->len - 1] == '-')
    g_string_truncate (text, text->len - 1);
  if (text->len == 0)
    g_string_assign (text, "discount");
  return g_string_free (text, FALSE);
}

char *
cord_history_unique_discount_name (GHashTable *used, const char *name)
{
  g_autofree char *base = cord_history_discount_name (name);
  char *unique = g_strdup (base);

  for (guint i = 2; g_hash_table_contains (used, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s-%u", base, i);
    }
  g_hash_table_add (used, g_strdup (unique));
  return unique;
}

char *
cord_history_unique_promotion_name (GHashTable *used, const char *id)
{
  g_autofree char *base = cord_history_name (id);
  char *unique = g_strdup (base);

  for (guint i = 2; g_hash_table_contains (used, unique); i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s-%u", base, i);

      g_free (unique);
      unique = cord_history_name (numbered);
    }
  g_hash_table_add (used, g_strdup (unique));
  return unique;
}

/* @effective: on or after @recorded */
static void
take_later_event (GPtrArray *entries, CordBillingEventDraft *draft, CordDate recorded, CordDate effective)
{
  g_autofree char *known = cord_date_to_string (recorded);
  g_autofree char *day = cord_date_to_string (effective);
  Entry *entry = g_new0 (Entry, 1);

  draft->effective = day;
  draft->recorded = known;
  entry->recorded = recorded;
  entry->product = g_strdup (draft->product);
  entry->order = entries->len;
  entry->event = cord_billing_event_draft_to_value (draft);
  g_ptr_array_add (entries, entry);
}

static void
take_event (GPtrArray *entries, CordBillingEventDraft *draft, CordDate date)
{
  take_later_event (entries, draft, date, date);
}

GVariant *
cord_history_dup_term (CordProduct *product)
{
  g_autoptr (GVariant) etf = cord_product_dup_etf (product);
  const CordTermDraft term = { .months = cord_product_get_term_months (product), .etf = etf };

  return cord_term_draft_to_value (&term);
}

static void
add_start (GPtrArray *entries, CordProduct *product, CordDate start, const char *name)
{
  g_autofree char *offer = cord_history_name (cord_product_get_offering (product));
  gint64 quantity = cord_product_get_quantity (product);
  const char *price = cord_product_get_price_decimal (product);
  g_auto (CordBillingEventDraft) event
      = { .type = "start", .product = name, .offer = offer, .price = price != NULL ? price : "0" };

  if (quantity != 1)
    event.quantity = quantity;
  if (cord_product_get_term_months (product) > 0 && cord_product_get_term_start (product) <= start)
    event.term = cord_history_dup_term (product);
  take_event (entries, &event, start);
}

/* A term that was agreed later is a change of its own, dated when it began. */
static void
add_later_term (GPtrArray *entries, CordProduct *product, CordDate start, const char *name)
{
  CordDate begins = cord_product_get_term_start (product);
  g_auto (CordBillingEventDraft) event = { .type = "change", .product = name };

  if (cord_product_get_term_months (product) == 0 || begins <= start)
    return;
  event.term = cord_history_dup_term (product);
  take_event (entries, &event, begins);
}

/* A price that was agreed for later. */
static void
add_later_prices (GPtrArray *entries, CordProduct *product, CordDate start, const char *name)
{
  g_autoptr (GArray) prices = cord_product_dup_later_prices (product);

  for (guint i = 0; i < prices->len; i++)
    {
      const CordProductPrice *price = &g_array_index (prices, CordProductPrice, i);
      CordBillingEventDraft event = { .type = "price", .product = name, .price = price->price };
      CordDate from;

      if (price->price != NULL && price->from != NULL && cord_date_parse (price->from, &from, NULL) && from > start)
        take_later_event (entries, &event, start, from);
    }
}

/* Without a share or an amount there is nothing to bill; one that ended before it began never applied. */
static gboolean
is_billed (const CordProductDiscount *discount, CordDate start)
{
  CordDate ends;

  return (discount->percent != NULL || discount->amount != NULL)
         && (discount->until == NULL || (cord_date_parse (discount->until, &ends, NULL) && ends > start));
}

/* A promotion of the catalog is bound to the offering that the product has it on. */
static GVariant *
dup_bound_offers (CordProduct *product)
{
  g_autofree char *offer = cord_history_name (cord_product_get_offering (product));
  CordBuilder offers;

  cord_builder_init_array (&offers);
  cord_builder_add_string (&offers, offer);
  return cord_builder_end (&offers);
}

static void
add_discount (GPtrArray *entries, CordProduct *product, const CordProductDiscount *discount, CordDate start,
              const char *name, GHashTable *used)
{
  g_auto (CordBillingEventDraft) event = { .type = "discount", .product = name, .until = discount->until };
  g_autofree char *unique = NULL;
  CordDate begins = start;
  CordDate from;

  if (discount->from != NULL && cord_date_parse (discount->from, &from, NULL))
    begins = MAX (from, start);
  if (!is_billed (discount, begins))
    return;
  unique = discount->promotion != NULL ? cord_history_unique_promotion_name (used, discount->promotion)
                                       : cord_history_unique_discount_name (used, discount->name);
  event.offers = discount->promotion != NULL ? dup_bound_offers (product) : NULL;
  event.discount = unique;
  event.percent = discount->percent;
  event.amount = discount->percent == NULL ? discount->amount : NULL;
  take_later_event (entries, &event, start, begins);
}

static void
add_discounts (GPtrArray *entries, CordProduct *product, CordDate start, const char *name, GHashTable *used)
{
  g_autoptr (GArray) discounts = cord_product_dup_discounts (product);

  for (guint i = 0; i < discounts->len; i++)
    add_discount (entries, product, &g_array_index (discounts, CordProductDiscount, i), start, name, used);
}

/* A suspended product is billed nothing; since when is not known, so it counts as never billed. */
static void
add_suspension (GPtrArray *entries, CordProduct *product, CordDate start, const char *name)
{
  CordBillingEventDraft event = { .type = "suspend", .product = name };

  if (!cord_product_is_suspended (product))
    return;
  take_event (entries, &event, start);
}

static void
add_product (GPtrArray *entries, CordProduct *product, CordDate start, GHashTable *used)
{
  g_autofree char *name = cord_history_name (cord_product_get_id (product));

  add_start (entries, product, start, name);
  add_later_term (entries, product, start, name);
  add_later_prices (entries, product, start, name);
  add_discounts (entries, product, start, name, used);
  add_suspension (entries, product, start, name);
}

static GVariant *
list_entries (GPtrArray *entries)
{
  CordBuilder events;

  cord_builder_init_array (&events);
  for (guint i = 0; i < entries->len; i++)
    cord_builder_add (&events, ((Entry *)g_ptr_array_index (entries, i))->event);
  return cord_builder_end (&events);
}

GVariant *
cord_history_dup_product (CordProduct *product, CordDate start, GHashTable *used)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  add_product (entries, product, start, used);
  return list_entries (entries);
}

GVariant *
cord_history_dup_discount (CordProduct *product, const CordProductDiscount *discount, CordDate start, GHashTable *used)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autofree char *name = cord_history_name (cord_product_get_id (product));

  add_discount (entries, product, discount, start, name, used);
  return list_entries (entries);
}

static int
compare_products (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (cord_product_get_id (*(CordProduct *const *)a), cord_product_get_id (*(CordProduct *const *)b));
}

static GPtrArray *
sorted_products (CordCustomer *customer)
{
  GListModel *products = cord_customer_get_products (customer);
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (products);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      /* Without a start there is no position to compute: the quote refuses a change of such a product. */
      if (cord_customer_owns (customer, product) && cord_product_get_start (product) != CORD_DATE_NONE)
        g_ptr_array_add (sorted, g_steal_pointer (&product));
    }
  g_ptr_array_sort (sorted, compare_products);
  return sorted;
}

static GVariant *
derive (CordCustomer *customer)
{
  g_autoptr (GPtrArray) products = sorted_products (customer);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < products->len; i++)
    {
      CordProduct *product = g_ptr_array_index (products, i);

      add_product (entries, product, cord_product_get_start (product), used);
    }
  g_ptr_array_sort (entries, entry_compare);
  return list_entries (entries);
}

GVariant *
cord_history_dup_events (CordCustomer *customer)
{
  g_autoptr (GVariant) kept = cord_customer_dup_kept_events (customer);

  return cord_value_length (kept) > 0 ? g_steal_pointer (&kept) : derive (customer);
}

GHashTable *
cord_history_dup_names (CordCustomer *customer)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) ids = cord_customer_dup_product_ids (customer);
  g_autoptr (GVariant) events = cord_customer_dup_kept_events (customer);

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (names, cord_history_name (ids[i]));
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (draft.product != NULL)
        g_hash_table_add (names, g_strdup (draft.product));
    }
  return names;
}
