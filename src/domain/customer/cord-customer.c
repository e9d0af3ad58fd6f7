/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-customer.h"

#include "base/cord-error.h"
#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-kept-calendar.h"
#include "domain/customer/cord-panel.h"

#include <glib/gi18n-lib.h>

#define NAME_MAX_CHARACTERS 80

struct _CordCustomer
{
  GObject parent_instance;

  GVariant *document;
  GVariant *contacts_document;
  char *name;
  char *since;
  char *payment;
  char *currency;
  guint scale;
  CordZone *zone;
  GVariant *cycle; /* of the document: where the grid is from */
  CordCalendar *calendar;
  CordMoney monthly;
  GListStore *products;
  GListModel *contacts;
  GListModel *bills;
  GListModel *interactions;
  GListModel *orders;
  GListModel *follow_ups;
};

G_DEFINE_FINAL_TYPE (CordCustomer, cord_customer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_SINCE,
  PROP_ACCOUNT_ID,
  PROP_ZONE,
  PROP_PAYMENT,
  PROP_CURRENCY,
  PROP_MONTHLY_TEXT,
  PROP_PRODUCTS,
  PROP_CONTACTS,
  PROP_BILLS,
  PROP_INTERACTIONS,
  PROP_ORDERS,
  PROP_FOLLOW_UPS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
refuse (GError **error, const char *member)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", member,
                              _ ("Ask the operator to correct the customer's record."),
                              _ ("The customer's record is not valid at “%s”."), member);
}

static char *
since_text (const char *since)
{
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *month = NULL;
  CordDate date;
  int year, month_number, day;

  if (since == NULL || !cord_date_parse (since, &date, NULL))
    return g_strdup ("");
  cord_date_split (date, &year, &month_number, &day);
  when = g_date_time_new_utc (year, month_number, day, 0, 0, 0);
  month = g_date_time_format (when, "%B %Y");
  /* Translators: "%s" is a month and a year, such as March 2021. */
  return g_strdup_printf (_ ("since %s"), month);
}

static gboolean
read_first (const char *text, int *month_index)
{
  g_autofree char *day = g_strdup_printf ("%s-01", text);
  CordDate date;

  if (!cord_date_parse (day, &date, NULL))
    return FALSE;
  *month_index = cord_date_month_index (date);
  return TRUE;
}

/* After a move of the billing day the account has the new one, and the history the cycle that it began with. */
static gboolean
read_calendar (CordCustomer *self, GError **error)
{
  gboolean moved = cord_value_has (self->document, "history.cycle");
  g_autoptr (GVariant) kept = cord_customer_dup_kept_events (self);
  CordCycleGrid grid = { 0 };
  const char *first;
  gint64 anchor, months;

  self->cycle = cord_value_dup_object (self->document, moved ? "history.cycle" : "account");
  first = cord_customer_get_first_month (self);
  anchor = cord_value_get_integer (self->cycle, "anchor", 1);
  months = cord_value_get_integer (self->cycle, "months", 1);
  if (anchor < 1 || anchor > 31)
    return refuse (error, moved ? "history.cycle.anchor" : "account.anchor");
  if (months < 1 || months > 120)
    return refuse (error, moved ? "history.cycle.months" : "account.months");
  if (first != NULL && !read_first (first, &grid.first_month))
    return refuse (error, moved ? "history.cycle.first" : "account.first");
  grid.anchor = (int)anchor;
  grid.months = (int)months;
  self->calendar = cord_kept_calendar_new (kept, &grid, self->zone);
  return TRUE;
}

/* An account without a currency takes that of its products. */
static gboolean
read_currency (CordCustomer *self, GVariant *products, GError **error)
{
  const char *currency = cord_value_get_string (self->document, "account.currency");
  gsize n = cord_value_length (products);
  int scale;

  for (gsize i = 0; i < n && currency == NULL; i++)
    {
      g_autoptr (GVariant) product = cord_value_dup_at (products, i);

      currency = cord_value_get_string (product, "currency");
      if (currency != NULL && cord_currency_scale (currency) < 0)
        currency = NULL;
    }
  if (currency == NULL)
    currency = "XXX";
  scale = cord_currency_scale (currency);
  if (scale < 0)
    return refuse (error, "account.currency");
  if (cord_value_get_integer (self->document, "account.scale", scale) != scale)
    return refuse (error, "account.scale");
  self->currency = g_strdup (currency);
  self->scale = (guint)scale;
  self->monthly = cord_money (0, currency, (guint)scale);
  return TRUE;
}

static gboolean
add_to_monthly (CordCustomer *self, CordProduct *product)
{
  CordMoney price = cord_product_get_price (product);
  CordMoney part;
  gint64 minor;

  if (__builtin_mul_overflow (price.minor, cord_product_get_quantity (product), &minor))
    return FALSE;
  part = cord_money (minor, self->currency, self->scale);
  return cord_money_add (self->monthly, part, &self->monthly, NULL);
}

/* The member at which a product does not go with the account; NULL: it does. */
static const char *
find_misfit (CordCustomer *self, CordProduct *product)
{
  if (!cord_product_is_held (product) || !cord_product_has_price (product) || !cord_customer_owns (self, product))
    return NULL;
  if (g_strcmp0 (cord_product_get_price (product).currency, self->currency) != 0)
    return "currency";
  return cord_product_is_active (product) && !add_to_monthly (self, product) ? "price" : NULL;
}

/* A product that cannot be read is shown, and stops no more than the bill of its account. */
static gboolean
read_product (CordCustomer *self, GVariant *document, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CordProduct) product = cord_product_new (document, &local);
  const char *problem = product != NULL ? cord_product_get_problem (product) : cord_error_get_member (local);
  const char *misfit = problem == NULL && product != NULL ? find_misfit (self, product) : problem;

  if (misfit != NULL)
    {
      g_clear_object (&product);
      product = cord_product_new_unreadable (document, misfit);
    }
  if (product == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (cord_product_is_held (product))
    g_list_store_append (self->products, product);
  return TRUE;
}

static gboolean
read_products (CordCustomer *self, GVariant *products, GError **error)
{
  gsize n = cord_value_length (products);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (products, i);

      if (!read_product (self, document, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_account (CordCustomer *self, GError **error)
{
  const char *zone = cord_value_get_string (self->document, "account.zone");

  self->zone = cord_zone_parse (zone != NULL && *zone != '\0' ? zone : "UTC", NULL);
  if (self->zone == NULL)
    return refuse (error, "account.zone");
  self->payment = cord_text_clean (cord_value_get_string (self->document, "account.payment"), NAME_MAX_CHARACTERS);
  return read_calendar (self, error);
}

static gboolean
read_document (CordCustomer *self, GError **error)
{
  g_autoptr (GVariant) products = cord_value_dup_array (self->document, "products");
  const char *id = cord_value_get_string (self->document, "id");

  if (id == NULL || *id == '\0')
    return refuse (error, "id");
  self->name = cord_text_clean (cord_value_get_string (self->document, "name"), NAME_MAX_CHARACTERS);
  self->since = since_text (cord_value_get_string (self->document, "since"));
  if (!read_account (self, error) || !read_currency (self, products, error) || !read_products (self, products, error))
    return FALSE;
  self->contacts_document = cord_value_dup_array (self->document, "contacts");
  self->contacts = cord_panel_contacts (self->document);
  self->bills = cord_panel_bills (self->document);
  self->interactions = cord_panel_interactions (self->document, self->zone);
  self->orders = cord_panel_orders (self->document, self->zone);
  self->follow_ups = cord_panel_follow_ups (self->document, self->zone);
  return TRUE;
}

static void
get_list (CordCustomer *self, guint id, GValue *value)
{
  GListModel *lists[] = {
    G_LIST_MODEL (self->products), self->contacts, self->bills, self->interactions, self->orders, self->follow_ups
  };

  g_value_set_object (value, lists[id - PROP_PRODUCTS]);
}

static void
cord_customer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordCustomer *self = CORD_CUSTOMER (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, cord_customer_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SINCE:
      g_value_set_string (value, self->since);
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_string (value, cord_customer_get_account_id (self));
      break;
    case PROP_ZONE:
      g_value_set_string (value, cord_customer_get_zone (self));
      break;
    case PROP_PAYMENT:
      g_value_set_string (value, self->payment);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    case PROP_MONTHLY_TEXT:
      g_value_take_string (value, cord_money_to_display (self->monthly));
      break;
    default:
      if (id >= PROP_PRODUCTS && id < N_PROPS)
        get_list (self, id, value);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_customer_finalize (GObject *object)
{
  CordCustomer *self = CORD_CUSTOMER (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->contacts_document, g_variant_unref);
  g_clear_pointer (&self->cycle, g_variant_unref);
  g_clear_pointer (&self->calendar, cord_calendar_free);
  g_clear_pointer (&self->zone, cord_zone_unref);
  g_free (self->name);
  g_free (self->since);
  g_free (self->payment);
  g_free (self->currency);
  g_clear_object (&self->products);
  g_clear_object (&self->contacts);
  g_clear_object (&self->bills);
  g_clear_object (&self->interactions);
  g_clear_object (&self->orders);
  g_clear_object (&self->follow_ups);
  G_OBJECT_CLASS (cord_customer_parent_class)->finalize (object);
}

static void
cord_customer_class_init (CordCustomerClass *klass)
{
  static const char *const names[]
      = { NULL,           "id",       "name",     "since", "account-id",   "zone",   "payment",   "currency",
          "monthly-text", "products", "contacts", "bills", "interactions", "orders", "follow-ups" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_customer_get_property;
  object_class->finalize = cord_customer_finalize;
  for (guint i = PROP_ID; i < N_PROPS; i++)
    properties[i] = i < PROP_PRODUCTS ? g_param_spec_string (names[i], NULL, NULL, NULL, flags)
                                      : g_param_spec_object (names[i], NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_customer_init (CordCustomer *self)
{
  self->products = g_list_store_new (CORD_TYPE_PRODUCT);
}

CordCustomer *
cord_customer_new (GVariant *document, GError **error)
{
  g_autoptr (CordCustomer) self = g_object_new (CORD_TYPE_CUSTOMER, NULL);

  g_return_val_if_fail (document != NULL, NULL);
  self->document = g_variant_ref_sink (document);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      refuse (error, "customer");
      return NULL;
    }
  return read_document (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
cord_customer_get_id (CordCustomer *self)
{
  return cord_value_get_string (self->document, "id");
}

const char *
cord_customer_get_name (CordCustomer *self)
{
  return self->name;
}

const char *
cord_customer_get_since (CordCustomer *self)
{
  return self->since;
}

const char *
cord_customer_get_account_id (CordCustomer *self)
{
  return cord_value_get_string (self->document, "account.id");
}

const char *
cord_customer_get_zone (CordCustomer *self)
{
  const char *zone = cord_value_get_string (self->document, "account.zone");

  return zone != NULL && *zone != '\0' ? zone : "UTC";
}

CordZone *
cord_customer_dup_time_zone (CordCustomer *self)
{
  return self != NULL ? cord_zone_ref (self->zone) : cord_zone_utc ();
}

const char *
cord_customer_get_payment (CordCustomer *self)
{
  return self->payment;
}

const char *
cord_customer_get_currency (CordCustomer *self)
{
  return self->currency;
}

guint
cord_customer_get_scale (CordCustomer *self)
{
  return self->scale;
}

CordCycleGrid
cord_customer_get_grid (CordCustomer *self)
{
  return self->calendar->grid;
}

CordCycle
cord_customer_get_cycle (CordCustomer *self, CordDate date)
{
  CordCycle cycle;

  return cord_calendar_dates (self->calendar, cord_calendar_index (self->calendar, date), &cycle, NULL)
             ? cycle
             : cord_cycle_grid_at (&self->calendar->grid, date);
}

CordDate
cord_customer_get_bill_start (CordCustomer *self, CordDate date)
{
  gint64 head = cord_calendar_bill_head (self->calendar, cord_calendar_index (self->calendar, date));
  CordCycle cycle;

  return cord_calendar_dates (self->calendar, head, &cycle, NULL) ? cycle.start : date;
}

gboolean
cord_customer_has_billing_day (CordCustomer *self, int anchor, CordDate date)
{
  return cord_calendar_anchor (self->calendar, date) == anchor
         && cord_calendar_anchor (self->calendar, cord_date (9999, 12, 31)) == anchor;
}

static gboolean
serves (const char *channel, const char *kind)
{
  if (g_strcmp0 (channel, "email") == 0)
    return g_strcmp0 (kind, "email") == 0;
  if (g_strcmp0 (channel, "sms") == 0)
    return g_strcmp0 (kind, "mobile") == 0;
  return (g_strcmp0 (channel, "post") == 0 || g_strcmp0 (channel, "letter") == 0) && g_strcmp0 (kind, "postal") == 0;
}

const char *
cord_customer_get_address (CordCustomer *self, const char *channel)
{
  const char *address = NULL;
  gsize n = cord_value_length (self->contacts_document);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) contact = cord_value_dup_at (self->contacts_document, i);
      const char *value = cord_value_get_string (contact, "value");

      if (value == NULL || *value == '\0' || !serves (channel, cord_value_get_string (contact, "kind")))
        continue;
      if (cord_value_get_boolean (contact, "preferred"))
        return value;
      if (address == NULL)
        address = value;
    }
  return address;
}

GListModel *
cord_customer_get_products (CordCustomer *self)
{
  return G_LIST_MODEL (self->products);
}

CordProduct *
cord_customer_find_product (CordCustomer *self, const char *product_id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->products));

  for (guint i = 0; i < n && product_id != NULL; i++)
    {
      /* The list keeps its own reference. */
      g_autoptr (CordProduct) product = g_list_model_get_item (G_LIST_MODEL (self->products), i);

      if (g_strcmp0 (cord_product_get_id (product), product_id) == 0)
        return product;
    }
  return NULL;
}

GListModel *
cord_customer_get_contacts (CordCustomer *self)
{
  return self->contacts;
}

GListModel *
cord_customer_get_bills (CordCustomer *self)
{
  return self->bills;
}

GListModel *
cord_customer_get_interactions (CordCustomer *self)
{
  return self->interactions;
}

GListModel *
cord_customer_get_orders (CordCustomer *self)
{
  return self->orders;
}

GListModel *
cord_customer_get_follow_ups (CordCustomer *self)
{
  return self->follow_ups;
}

gboolean
cord_customer_owns (CordCustomer *self, CordProduct *product)
{
  const char *account = cord_product_get_account (product);
  const char *own = cord_customer_get_account_id (self);

  return account == NULL || own == NULL || g_str_equal (account, own);
}

gboolean
cord_customer_is_active (CordCustomer *self)
{
  static const char *const closed[] = { "inactive", "suspended", "closed", "terminated", "deceased", NULL };
  const char *status = cord_value_get_string (self->document, "status");
  const char *state = cord_value_get_string (self->document, "account.state");
  g_autofree char *key = g_ascii_strdown (status != NULL ? status : "active", -1);

  if (cord_customer_get_account_id (self) == NULL || g_strv_contains (closed, key))
    return FALSE;
  return state == NULL || g_ascii_strcasecmp (state, "active") == 0;
}

static gboolean
is_unreadable (CordCustomer *self, CordProduct *product)
{
  return cord_product_get_problem (product) != NULL && cord_customer_owns (self, product);
}

CordProduct *
cord_customer_find_unreadable (CordCustomer *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->products));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (G_LIST_MODEL (self->products), i);

      if (is_unreadable (self, product))
        return product;
    }
  return NULL;
}

char *
cord_customer_dup_left_out (CordCustomer *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->products));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (G_LIST_MODEL (self->products), i);

      if (is_unreadable (self, product))
        g_ptr_array_add (names, (gpointer)cord_product_get_name (product));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  /* Translators: between names of products, all of which are meant. */
  joined = g_strjoinv (_ (", "), (char **)names->pdata);
  /* Translators: a sum of money leaves these products out. */
  return g_strdup_printf (_ ("without %s"), joined);
}

CordMoney
cord_customer_get_monthly (CordCustomer *self)
{
  return self->monthly;
}

GVariant *
cord_customer_dup_kept_events (CordCustomer *self)
{
  return cord_value_dup_array (self->document, "history.events");
}

GVariant *
cord_customer_dup_kept_offers (CordCustomer *self)
{
  return cord_value_dup_object (self->document, "history.offers");
}

GVariant *
cord_customer_dup_kept_taxes (CordCustomer *self)
{
  return cord_value_dup_object (self->document, "history.taxes");
}

const char *
cord_customer_get_first_month (CordCustomer *self)
{
  return cord_value_get_string (self->cycle, "first");
}

const char *
cord_customer_get_tax_region (CordCustomer *self)
{
  return cord_value_get_string (self->document, "account.taxRegion");
}

GVariant *
cord_customer_dup_tax_exemptions (CordCustomer *self)
{
  return cord_value_dup_array (self->document, "account.taxExemptions");
}

char **
cord_customer_dup_product_ids (CordCustomer *self)
{
  g_autoptr (GVariant) products = cord_value_dup_array (self->document, "products");
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (gsize i = 0; i < cord_value_length (products); i++)
    {
      g_autoptr (GVariant) product = cord_value_dup_at (products, i);
      const char *id = cord_value_get_string (product, "id");

      if (id != NULL)
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

gboolean
cord_customer_has_address (CordCustomer *self, const char *address)
{
  g_autoptr (GVariant) contacts = cord_value_dup_array (self->document, "contacts");

  for (gsize i = 0; i < cord_value_length (contacts); i++)
    {
      g_autoptr (GVariant) contact = cord_value_dup_at (contacts, i);

      if (address != NULL && g_strcmp0 (cord_value_get_string (contact, "value"), address) == 0)
        return TRUE;
    }
  return FALSE;
}
