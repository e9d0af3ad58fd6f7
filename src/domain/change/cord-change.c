/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-change.h"

#include "base/cord-error.h"
#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-timing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUANTITY "quantity"
#define TERM "term"
#define RELIES_ON "reliesOn"
#define ALONG "along"
#define DATE_SHIFT "dateShift"
#define BILL "bill"

#define TERM_MAX_MONTHS 600
#define ADDED_MAX 100
#define BILLING_DAY "billing-day"
#define STUB "stub"
#define EXTENSION "extension"

gboolean
cord_change_refuse (GError **error, const char *member)
{
  g_autofree char *path = g_strdup_printf ("change.%s", member);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", path, _ ("Choose the option again."),
                              _ ("The change is not valid at “%s”."), path);
}

const char *
cord_change_get_kind (GVariant *change)
{
  return change != NULL ? cord_value_get_string (change, "kind") : NULL;
}

const char *
cord_change_get_product (GVariant *change)
{
  return change != NULL ? cord_value_get_string (change, "product") : NULL;
}

const char *
cord_change_get_offering (GVariant *change)
{
  return change != NULL ? cord_value_get_string (change, "offering") : NULL;
}

const char *
cord_change_get_from (GVariant *change)
{
  return change != NULL ? cord_value_get_string (change, "from") : NULL;
}

gint64
cord_change_get_quantity (GVariant *change)
{
  return change != NULL ? cord_value_get_integer (change, QUANTITY, 0) : 0;
}

gint64
cord_change_get_term (GVariant *change)
{
  return change != NULL ? cord_value_get_integer (change, TERM, 0) : 0;
}

gboolean
cord_change_has_term (GVariant *change)
{
  return change != NULL && cord_value_has (change, TERM);
}

gint64
cord_change_get_date_shift (GVariant *change)
{
  return change != NULL ? cord_value_get_integer (change, DATE_SHIFT, 0) : 0;
}

const char *
cord_change_get_bill (GVariant *change)
{
  return change != NULL ? cord_value_get_string (change, BILL) : NULL;
}

static void
add_ids (GPtrArray *ids, GVariant *change, const char *member)
{
  g_autoptr (GVariant) list = change != NULL ? cord_value_dup_array (change, member) : NULL;

  for (gsize i = 0; list != NULL && i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (list, i);

      if (g_variant_is_of_type (id, G_VARIANT_TYPE_STRING))
        g_ptr_array_add (ids, g_variant_dup_string (id, NULL));
    }
}

GPtrArray *
cord_change_dup_relies_on (GVariant *change)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  add_ids (ids, change, RELIES_ON);
  return ids;
}

GPtrArray *
cord_change_dup_products (GVariant *change)
{
  const char *product = cord_change_get_product (change);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (product != NULL)
    g_ptr_array_add (ids, g_strdup (product));
  if (cord_change_is_removal (change))
    add_ids (ids, change, ALONG);
  return ids;
}

static gboolean
is_kind (GVariant *change, const char *kind)
{
  return g_strcmp0 (cord_change_get_kind (change), kind) == 0;
}

gboolean
cord_change_is_addition (GVariant *change)
{
  return is_kind (change, "add");
}

gboolean
cord_change_is_removal (GVariant *change)
{
  return is_kind (change, "remove");
}

gboolean
cord_change_takes_along (GVariant *change)
{
  return cord_change_is_removal (change) && cord_value_has (change, ALONG);
}

gboolean
cord_change_is_suspension (GVariant *change)
{
  return is_kind (change, "suspend");
}

gboolean
cord_change_is_resumption (GVariant *change)
{
  return is_kind (change, "resume");
}

gboolean
cord_change_is_quantity (GVariant *change)
{
  return is_kind (change, "modify") && cord_value_has (change, QUANTITY) && !cord_value_has (change, "offering");
}

gboolean
cord_change_is_billing_day (GVariant *change)
{
  return is_kind (change, BILLING_DAY);
}

gboolean
cord_change_has_offering (GVariant *change)
{
  return !cord_change_is_removal (change) && !cord_change_keeps_plan (change);
}

gboolean
cord_change_keeps_plan (GVariant *change)
{
  return cord_change_is_suspension (change) || cord_change_is_resumption (change) || cord_change_is_quantity (change)
         || cord_change_is_billing_day (change);
}

gboolean
cord_change_knows_kind (const char *kind)
{
  return kind != NULL && cord_timing_knows_kind (kind);
}

/* "remove/product+another" */
static char *
dup_products_key (GVariant *change)
{
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  const char *kind = cord_change_get_kind (change);
  g_autofree char *names = NULL;

  g_ptr_array_add (products, NULL);
  names = g_strjoinv ("+", (char **)products->pdata);
  return g_strconcat (kind != NULL ? kind : "", "/", names, NULL);
}

static char *
dup_billing_day_key (GVariant *change)
{
  return g_strdup_printf (BILLING_DAY "/%" G_GINT64_FORMAT "%s", cord_change_get_date_shift (change),
                          g_strcmp0 (cord_change_get_bill (change), EXTENSION) == 0 ? "/" EXTENSION : "");
}

char *
cord_change_key (GVariant *change)
{
  const char *kind = cord_change_get_kind (change);
  const char *product = cord_change_get_product (change);
  const char *offering = cord_change_get_offering (change);
  gint64 quantity = cord_change_get_quantity (change);
  g_autofree char *suffix
      = quantity != 0 && quantity != 1 ? g_strdup_printf ("/x%" G_GINT64_FORMAT, quantity) : g_strdup ("");

  if (cord_change_is_billing_day (change))
    return dup_billing_day_key (change);
  if (!cord_change_has_offering (change))
    {
      g_autofree char *products = dup_products_key (change);

      return g_strconcat (products, suffix, NULL);
    }
  return g_strdup_printf ("%s/%s/%s/%" G_GINT64_FORMAT "%s", kind != NULL ? kind : "", product != NULL ? product : "",
                          offering != NULL ? offering : "", cord_change_get_term (change), suffix);
}

static gboolean
check_integer (GVariant *change, const char *member, gint64 least, gint64 most)
{
  gint64 value = cord_value_get_integer (change, member, G_MININT64);

  return !cord_value_has (change, member) || (value >= least && value <= most);
}

/* Names of products, each once. */
static gboolean
check_along (GVariant *change, GError **error)
{
  g_autoptr (GVariant) list = cord_value_dup_array (change, ALONG);
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (!cord_value_has (change, ALONG))
    return TRUE;
  if (!cord_change_is_removal (change) || cord_value_length (list) == 0
      || products->len != cord_value_length (list) + 1)
    return cord_change_refuse (error, ALONG);
  for (guint i = 0; i < products->len; i++)
    if (*(const char *)products->pdata[i] == '\0' || !g_hash_table_add (names, products->pdata[i]))
      return cord_change_refuse (error, ALONG);
  return TRUE;
}

/* The billing day is the account's, so nothing else may be named. */
static gboolean
check_billing_day (GVariant *change, GError **error)
{
  static const char *const others[] = { "product", "offering", "from", QUANTITY, TERM, RELIES_ON, ALONG };
  const char *bill = cord_change_get_bill (change);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (cord_value_has (change, others[i]))
      return cord_change_refuse (error, others[i]);
  if (!cord_value_has (change, DATE_SHIFT) || !check_integer (change, DATE_SHIFT, 1, 31))
    return cord_change_refuse (error, DATE_SHIFT);
  return !cord_value_has (change, BILL) || g_strcmp0 (bill, STUB) == 0 || g_strcmp0 (bill, EXTENSION) == 0
         || cord_change_refuse (error, BILL);
}

gboolean
cord_change_check (GVariant *change, GError **error)
{
  const char *kind, *product, *offering;

  if (change == NULL || !g_variant_is_of_type (change, CORD_VALUE_OBJECT))
    return cord_change_refuse (error, "kind");
  kind = cord_change_get_kind (change);
  product = cord_change_get_product (change);
  offering = cord_change_get_offering (change);
  if (!cord_change_knows_kind (kind))
    return cord_change_refuse (error, "kind");
  if (cord_change_is_billing_day (change))
    return check_billing_day (change, error);
  if (product == NULL || *product == '\0')
    return cord_change_refuse (error, "product");
  if (cord_change_has_offering (change) && (offering == NULL || *offering == '\0'))
    return cord_change_refuse (error, "offering");
  /* One change at a time: what is suspended is not changed besides. */
  if (cord_change_keeps_plan (change) && offering != NULL)
    return cord_change_refuse (error, "offering");
  if (cord_change_keeps_plan (change) && cord_value_has (change, TERM))
    return cord_change_refuse (error, TERM);
  if (!check_along (change, error))
    return FALSE;
  if (!check_integer (change, QUANTITY, 1, CORD_CHANGE_QUANTITY_MAX))
    return cord_change_refuse (error, QUANTITY);
  return check_integer (change, TERM, 0, TERM_MAX_MONTHS) || cord_change_refuse (error, TERM);
}

static void
build_change (CordBuilder *builder, const char *kind, const char *product, const char *offering, const char *from,
              int term)
{
  cord_builder_init (builder);
  cord_builder_string (builder, "kind", kind);
  cord_builder_string (builder, "product", product);
  cord_builder_string (builder, "offering", offering);
  cord_builder_string (builder, "from", from);
  if (term > 0)
    cord_builder_integer (builder, TERM, term);
}

GVariant *
cord_change_new (const char *kind, const char *product, const char *offering, const char *from, int term)
{
  CordBuilder builder;

  build_change (&builder, kind, product, offering, from, term);
  return cord_builder_end (&builder);
}

GVariant *
cord_change_new_quantity (const char *product, const char *from, gint64 quantity)
{
  CordBuilder builder;

  build_change (&builder, "modify", product, NULL, from, 0);
  cord_builder_integer (&builder, QUANTITY, quantity);
  return cord_builder_end (&builder);
}

GVariant *
cord_change_new_billing_day (gint64 day, gboolean extension)
{
  CordBuilder builder;

  build_change (&builder, BILLING_DAY, NULL, NULL, NULL, 0);
  cord_builder_integer (&builder, DATE_SHIFT, day);
  cord_builder_string (&builder, BILL, extension ? EXTENSION : NULL);
  return cord_builder_end (&builder);
}

GVariant *
cord_change_with_product (GVariant *change, const char *product)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, change);
  cord_builder_string (&builder, "product", product);
  return cord_builder_end (&builder);
}

GVariant *
cord_change_take_along (GVariant *change, const char *product)
{
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  g_autoptr (GVariant) along = NULL;
  CordBuilder list;
  CordBuilder builder;

  g_return_val_if_fail (cord_change_is_removal (change), NULL);

  cord_builder_init_array (&list);
  for (guint i = 1; i < products->len; i++)
    cord_builder_add_string (&list, products->pdata[i]);
  cord_builder_add_string (&list, product);
  along = cord_builder_end (&list);
  build_change (&builder, "remove", cord_change_get_product (change), NULL, cord_change_get_from (change), 0);
  cord_builder_value (&builder, ALONG, along);
  return cord_builder_end (&builder);
}

/* The @n-th product of @offering that the customer adds, from 1. The first dash without an underscore before it ends
 * the customer's id: those of "C" and its "1-tv" must not be those of "C-1" and its "tv". */
static char *
name_product (const char *customer, const char *offering, guint n)
{
  g_autoptr (GString) name = g_string_new ("prod-");

  for (const char *p = customer; *p != '\0'; p++)
    {
      if (*p == '-' || *p == '_')
        g_string_append_c (name, '_');
      g_string_append_c (name, *p);
    }
  g_string_append_printf (name, "-%s", offering);
  if (n > 1)
    g_string_append_printf (name, "-%u", n);
  return cord_history_name (name->str);
}

static char *
new_product_id (CordCustomer *customer, const char *offering)
{
  g_autoptr (GHashTable) used = cord_history_dup_names (customer);
  char *name = name_product (cord_customer_get_id (customer), offering, 1);

  for (guint i = 2; g_hash_table_contains (used, name); i++)
    {
      g_free (name);
      name = name_product (cord_customer_get_id (customer), offering, i);
    }
  return name;
}

gboolean
cord_change_may_name (GVariant *change, const char *customer, const char *product)
{
  const char *offering = cord_change_get_offering (change);
  gboolean named = FALSE;

  for (guint i = 1; customer != NULL && offering != NULL && !named && i <= ADDED_MAX; i++)
    {
      g_autofree char *name = name_product (customer, offering, i);

      named = g_str_equal (name, product);
    }
  return named;
}

static GVariant *
dup_relied_products (CordCustomer *customer, CordOffering *offering)
{
  GListModel *products = cord_customer_get_products (customer);
  guint n = g_list_model_get_n_items (products);
  CordBuilder ids;

  cord_builder_init_array (&ids);
  for (guint i = 0; i < n && offering != NULL; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if (cord_product_is_active (product) && cord_offering_may_rely_on (offering, cord_product_get_offering (product)))
        cord_builder_add_string (&ids, cord_product_get_id (product));
    }
  return cord_builder_end (&ids);
}

GVariant *
cord_change_new_add (CordCustomer *customer, CordCatalog *catalog, const char *offering, int term)
{
  g_autoptr (GVariant) relies_on = dup_relied_products (customer, cord_catalog_find (catalog, offering));
  g_autofree char *product = new_product_id (customer, offering);
  CordBuilder builder;

  build_change (&builder, "add", product, offering, NULL, term);
  if (cord_value_length (relies_on) > 0)
    cord_builder_value (&builder, RELIES_ON, relies_on);
  return cord_builder_end (&builder);
}

GVariant *
cord_change_complete (GVariant *change, CordCustomer *customer, CordCatalog *catalog)
{
  const char *offering = cord_change_get_offering (change);
  g_autoptr (GVariant) relies_on = NULL;
  g_autofree char *product = NULL;
  CordBuilder builder;

  if (!cord_change_is_addition (change) || offering == NULL || cord_change_get_product (change) != NULL)
    return g_variant_ref (change);
  relies_on = dup_relied_products (customer, cord_catalog_find (catalog, offering));
  product = new_product_id (customer, offering);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, change);
  cord_builder_string (&builder, "product", product);
  if (!cord_value_has (change, RELIES_ON) && cord_value_length (relies_on) > 0)
    cord_builder_value (&builder, RELIES_ON, relies_on);
  return cord_builder_end (&builder);
}

/* "Home Internet", "Home Internet, TV" */
static char *
dup_product_names (GVariant *change, CordCustomer *customer)
{
  g_autoptr (GPtrArray) ids = cord_change_dup_products (change);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      CordProduct *product = cord_customer_find_product (customer, ids->pdata[i]);

      g_ptr_array_add (names, product != NULL ? g_strdup (cord_product_get_name (product))
                                              : cord_text_clean (ids->pdata[i], 80));
    }
  g_ptr_array_add (names, NULL);
  /* Translators: between names of products, all of which are meant. */
  return g_strjoinv (_ (", "), (char **)names->pdata);
}

static char *
dup_offering_name (GVariant *change, CordCatalog *catalog)
{
  const char *id = cord_change_get_offering (change);
  CordOffering *offering = cord_catalog_find (catalog, id);

  return offering != NULL ? g_strdup (cord_offering_get_name (offering)) : cord_text_clean (id, 80);
}

/* What happens to a product that is not exchanged for another. */
static char *
dup_product_title (GVariant *change, CordCustomer *customer)
{
  g_autofree char *product = dup_product_names (change, customer);

  if (cord_change_is_quantity (change))
    return g_strdup_printf ("%" G_GINT64_FORMAT " × %s", cord_change_get_quantity (change), product);
  if (cord_change_is_suspension (change))
    return g_strdup_printf (_ ("Suspend %s"), product);
  return g_strdup_printf (cord_change_is_resumption (change) ? _ ("Resume %s") : _ ("Remove %s"), product);
}

char *
cord_change_title (GVariant *change, CordCustomer *customer, CordCatalog *catalog)
{
  gint64 term = cord_change_get_term (change);
  gint64 quantity = cord_change_get_quantity (change);
  g_autofree char *offering = NULL;
  g_autofree char *name = NULL;
  g_autofree char *product = NULL;

  if (cord_change_is_billing_day (change))
    /* Translators: a day of the month, from which each bill is to begin. */
    return g_strdup_printf (_ ("Move the billing day to day %d of the month"),
                            (int)cord_change_get_date_shift (change));
  if (!cord_change_has_offering (change))
    return dup_product_title (change, customer);
  offering = dup_offering_name (change, catalog);
  name = quantity > 1 ? g_strdup_printf ("%" G_GINT64_FORMAT " × %s", quantity, offering) : g_steal_pointer (&offering);
  if (cord_change_is_addition (change))
    {
      product = g_steal_pointer (&name);
      name = g_strdup_printf (_ ("Add %s"), product);
    }
  if (term <= 0)
    return g_steal_pointer (&name);
  /* Translators: a plan and its commitment, such as "Fiber Internet, 12 months". */
  return g_strdup_printf (ngettext ("%s, %d month", "%s, %d months", (gulong)term), name, (int)term);
}

CordTimingCase
cord_change_timing_case (GVariant *change, CordCustomer *customer, CordDate today)
{
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  CordTimingCase facts = { .kind = cord_change_get_kind (change) };

  for (guint i = 0; i < products->len; i++)
    {
      CordProduct *held = cord_customer_find_product (customer, products->pdata[i]);
      const int months = held != NULL ? cord_product_get_term_months (held) : 0;

      facts.in_term
          = facts.in_term || (months > 0 && cord_date_add_months (cord_product_get_term_start (held), months) > today);
    }
  return facts;
}

CordDate
cord_change_default_date (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today)
{
  const CordTimingCase facts = cord_change_timing_case (change, customer, today);

  return cord_policy_day (policy, &facts, today, cord_customer_get_cycle (customer, today).end);
}

gboolean
cord_change_check_timing (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today, GError **error)
{
  const CordTimingCase facts = cord_change_timing_case (change, customer, today);
  const char *reason = cord_policy_refusal (policy, &facts);

  return reason == NULL
         || cord_error_set_full (error, CORD_ERROR_DENIED, "timing-refused", "change",
                                 _ ("Offer the customer another change."), "%s", reason);
}

const char *
cord_change_timing (CordCustomer *customer, CordDate today, CordDate effective)
{
  if (effective == today)
    return "now";
  return effective == cord_customer_get_cycle (customer, today).end ? "end-of-cycle" : "date";
}
