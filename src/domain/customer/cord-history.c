/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-history.h"

#include <string.h>

#define NAME_MAX_BYTES 64

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
  return g_strdup_printf ("x-%.32s", digest);
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

static void
begin_event (CordBuilder *event, const char *type, const char *product, CordDate date)
{
  g_autofree char *day = cord_date_to_string (date);

  cord_builder_init (event);
  cord_builder_string (event, "type", type);
  cord_builder_string (event, "product", product);
  cord_builder_string (event, "effective", day);
  cord_builder_string (event, "recorded", day);
}

static void
take_event (GPtrArray *entries, const char *product, CordDate recorded, CordBuilder *event)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->recorded = recorded;
  entry->product = g_strdup (product);
  entry->order = entries->len;
  entry->event = cord_builder_end (event);
  g_ptr_array_add (entries, entry);
}

/* The quote format's term: the months, and the fee where one is agreed. */
static GVariant *
dup_term (CordProduct *product)
{
  g_autoptr (GVariant) etf = cord_value_dup (cord_product_get_document (product), "term.etf");
  CordBuilder term;

  cord_builder_init (&term);
  cord_builder_integer (&term, "months", cord_product_get_term_months (product));
  cord_builder_value (&term, "etf", etf);
  return cord_builder_end (&term);
}

static void
add_start (GPtrArray *entries, CordProduct *product, const char *name)
{
  g_autofree char *offer = cord_history_name (cord_product_get_offering (product));
  CordDate start = cord_product_get_start (product);
  gint64 quantity = cord_product_get_quantity (product);
  const char *price = cord_value_get_string (cord_product_get_document (product), "price");
  CordBuilder event;

  begin_event (&event, "start", name, start);
  cord_builder_string (&event, "offer", offer);
  cord_builder_string (&event, "price", price != NULL ? price : "0");
  if (quantity != 1)
    cord_builder_integer (&event, "quantity", quantity);
  if (cord_product_get_term_months (product) > 0 && cord_product_get_term_start (product) <= start)
    {
      g_autoptr (GVariant) term = dup_term (product);

      cord_builder_value (&event, "term", term);
    }
  take_event (entries, name, start, &event);
}

/* A term that was agreed later is a change of its own, dated when it began. */
static void
add_later_term (GPtrArray *entries, CordProduct *product, const char *name)
{
  g_autoptr (GVariant) term = NULL;
  CordDate begins = cord_product_get_term_start (product);
  CordBuilder event;

  if (cord_product_get_term_months (product) == 0 || begins <= cord_product_get_start (product))
    return;
  term = dup_term (product);
  begin_event (&event, "change", name, begins);
  cord_builder_value (&event, "term", term);
  take_event (entries, name, begins, &event);
}

static void
add_discounts (GPtrArray *entries, CordProduct *product, const char *name, GHashTable *used)
{
  g_autoptr (GVariant) discounts = cord_value_dup_array (cord_product_get_document (product), "discounts");
  CordDate start = cord_product_get_start (product);
  gsize n = cord_value_length (discounts);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) discount = cord_value_dup_at (discounts, i);
      const char *percent = cord_value_get_string (discount, "percent");
      const char *amount = percent == NULL ? cord_value_get_string (discount, "amount") : NULL;
      const char *until = cord_value_get_string (discount, "until");
      g_autofree char *unique = NULL;
      CordDate ends;
      CordBuilder event;

      /* Without a share or an amount there is nothing to bill; one that ended before it began never applied. */
      if ((percent == NULL && amount == NULL)
          || (until != NULL && (!cord_date_parse (until, &ends, NULL) || ends <= start)))
        continue;
      unique = cord_history_unique_discount_name (used, cord_value_get_string (discount, "name"));
      begin_event (&event, "discount", name, start);
      cord_builder_string (&event, "discount", unique);
      cord_builder_string (&event, "percent", percent);
      cord_builder_string (&event, "amount", amount);
      cord_builder_string (&event, "until", until);
      take_event (entries, name, start, &event);
    }
}

/* A suspended product is billed nothing; since when is not known, so it counts as never billed. */
static void
add_suspension (GPtrArray *entries, CordProduct *product, const char *name)
{
  CordDate start = cord_product_get_start (product);
  CordBuilder event;

  if (g_ascii_strcasecmp (cord_product_get_status (product), "suspended") != 0)
    return;
  begin_event (&event, "suspend", name, start);
  take_event (entries, name, start, &event);
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

GVariant *
cord_history_derive (CordCustomer *customer)
{
  g_autoptr (GPtrArray) products = sorted_products (customer);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CordBuilder events;

  for (guint i = 0; i < products->len; i++)
    {
      CordProduct *product = g_ptr_array_index (products, i);
      g_autofree char *name = cord_history_name (cord_product_get_id (product));

      add_start (entries, product, name);
      add_later_term (entries, product, name);
      add_discounts (entries, product, name, used);
      add_suspension (entries, product, name);
    }
  g_ptr_array_sort (entries, entry_compare);
  cord_builder_init_array (&events);
  for (guint i = 0; i < entries->len; i++)
    cord_builder_add (&events, ((Entry *)g_ptr_array_index (entries, i))->event);
  return cord_builder_end (&events);
}
