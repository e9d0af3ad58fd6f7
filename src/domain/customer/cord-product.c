/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-product.h"

#include "base/cord-error.h"
#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/customer/cord-price.h"

#include <glib/gi18n-lib.h>

#define PROBLEM "problem"
#define NAME_MAX_CHARACTERS 80

struct _CordProduct
{
  GObject parent_instance;

  GVariant *document;
  GVariant *features;
  GVariant *relies_on;
  char *name;
  char *price_text;
  char *detail;
  CordMoney price;
  CordDate start;
  CordDate term_start;
  int term_months;
};

G_DEFINE_FINAL_TYPE (CordProduct, cord_product, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_OFFERING,
  PROP_NAME,
  PROP_STATUS,
  PROP_PRICE_TEXT,
  PROP_DETAIL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
refuse (GError **error, const char *member)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", member,
                              _ ("Ask the operator to correct the product in the inventory."),
                              _ ("A product of this customer is not valid at “%s”."), member);
}

static char *
describe_term (int months)
{
  if (months == 12)
    return g_strdup (_ ("one year"));
  if (months == 24)
    return g_strdup (_ ("two years"));
  return g_strdup_printf (ngettext ("%d month", "%d months", (gulong)months), months);
}

/* One line that distinguishes the product from similar ones: its most important feature and its commitment. */
static char *
describe (CordProduct *self)
{
  static const char *const telling[] = { "download", "data", "minutes", "channels", "lines", NULL };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *data = cord_product_get_feature (self, "data");

  /* Mobile plans differ by their volume, lines at home by their speed. */
  if (data != NULL && g_ascii_isdigit (*data))
    g_ptr_array_add (parts, cord_text_clean (data, 40));
  for (guint i = 0; telling[i] != NULL && parts->len == 0; i++)
    {
      const char *value = cord_product_get_feature (self, telling[i]);

      if (value == NULL)
        continue;
      if (i < 2)
        g_ptr_array_add (parts, cord_text_clean (value, 40));
      else
        g_ptr_array_add (parts, g_strdup_printf ("%s %s", value, telling[i]));
    }
  if (self->term_months > 0)
    g_ptr_array_add (parts, describe_term (self->term_months));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

/* Years so late that a term cannot be added to them are typing errors. */
static gboolean
read_date (const char *text, CordDate *out)
{
  int year, month, day;

  if (!cord_date_parse (text, out, NULL))
    return FALSE;
  cord_date_split (*out, &year, &month, &day);
  return year <= 9000;
}

static gboolean
read_term (CordProduct *self, GError **error)
{
  const char *start = cord_value_get_string (self->document, "term.start");
  gint64 months = cord_value_get_integer (self->document, "term.months", 0);

  if (months < 0 || months > 1200)
    return refuse (error, "term.months");
  self->term_months = (int)months;
  self->term_start = self->start;
  if (start != NULL && !read_date (start, &self->term_start))
    return refuse (error, "term.start");
  return TRUE;
}

static gboolean
read_price (CordProduct *self, GError **error)
{
  const char *price = cord_value_get_string (self->document, "price");
  const char *currency = cord_value_get_string (self->document, "currency");
  int scale = currency != NULL ? cord_currency_scale (currency) : -1;

  if (currency != NULL && scale < 0)
    return refuse (error, "currency");
  if (price != NULL && currency == NULL)
    return refuse (error, "currency");
  if (price != NULL && !cord_price_parse (price, currency, &self->price, NULL))
    return refuse (error, "price");
  /* A free product has no price. */
  if (price == NULL)
    self->price = cord_money (0, currency != NULL ? currency : "XXX", currency != NULL ? (guint)scale : 2);
  if (price != NULL)
    self->price_text = cord_money_to_display (self->price);
  return TRUE;
}

static gboolean
read_document (CordProduct *self, GError **error)
{
  const char *id = cord_value_get_string (self->document, "id");
  const char *start = cord_value_get_string (self->document, "start");
  gint64 quantity = cord_value_get_integer (self->document, "quantity", 1);

  if (id == NULL || *id == '\0')
    return refuse (error, "id");
  if (cord_value_get_string (self->document, "offering") == NULL)
    return refuse (error, "offering");
  if (quantity < 1 || quantity > 1000000)
    return refuse (error, "quantity");
  self->start = CORD_DATE_NONE;
  if (start != NULL && !read_date (start, &self->start))
    return refuse (error, "start");
  if (!read_price (self, error) || !read_term (self, error))
    return FALSE;
  self->features = cord_value_dup_array (self->document, "features");
  self->relies_on = cord_value_dup_array (self->document, "reliesOn");
  self->name = cord_text_clean (cord_value_get_string (self->document, "name"), NAME_MAX_CHARACTERS);
  if (*self->name == '\0')
    {
      g_free (self->name);
      self->name = cord_text_clean (cord_value_get_string (self->document, "offering"), NAME_MAX_CHARACTERS);
    }
  self->detail = describe (self);
  return TRUE;
}

static void
cord_product_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordProduct *self = CORD_PRODUCT (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, cord_product_get_id (self));
      break;
    case PROP_OFFERING:
      g_value_set_string (value, cord_product_get_offering (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STATUS:
      g_value_set_string (value, cord_product_get_status (self));
      break;
    case PROP_PRICE_TEXT:
      g_value_set_string (value, self->price_text != NULL ? self->price_text : "");
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_product_finalize (GObject *object)
{
  CordProduct *self = CORD_PRODUCT (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->features, g_variant_unref);
  g_clear_pointer (&self->relies_on, g_variant_unref);
  g_free (self->name);
  g_free (self->price_text);
  g_free (self->detail);
  G_OBJECT_CLASS (cord_product_parent_class)->finalize (object);
}

static void
cord_product_class_init (CordProductClass *klass)
{
  static const char *const names[] = { NULL, "id", "offering", "name", "status", "price-text", "detail" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_product_get_property;
  object_class->finalize = cord_product_finalize;
  for (guint i = PROP_ID; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_product_init (CordProduct *self)
{
}

CordProduct *
cord_product_new_unreadable (GVariant *document, const char *member)
{
  static const char *const texts[]
      = { "id", "offering", "name", "account", "category", "status", "serviceId", "version" };
  g_autoptr (GVariant) features = cord_value_dup_array (document, "features");
  g_autoptr (GVariant) relies_on = cord_value_dup_array (document, "reliesOn");
  g_autoptr (GVariant) readable = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    cord_builder_string (&builder, texts[i], cord_value_get_string (document, texts[i]));
  cord_builder_value (&builder, "features", features);
  cord_builder_value (&builder, "reliesOn", relies_on);
  cord_builder_string (&builder, PROBLEM, member);
  readable = cord_builder_end (&builder);
  return cord_product_new (readable, NULL);
}

CordProduct *
cord_product_new (GVariant *document, GError **error)
{
  g_autoptr (CordProduct) self = g_object_new (CORD_TYPE_PRODUCT, NULL);

  g_return_val_if_fail (document != NULL, NULL);
  self->document = g_variant_ref_sink (document);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      refuse (error, "product");
      return NULL;
    }
  return read_document (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
cord_product_get_id (CordProduct *self)
{
  return cord_value_get_string (self->document, "id");
}

const char *
cord_product_get_offering (CordProduct *self)
{
  return cord_value_get_string (self->document, "offering");
}

const char *
cord_product_get_name (CordProduct *self)
{
  return self->name;
}

const char *
cord_product_get_status (CordProduct *self)
{
  const char *status = cord_value_get_string (self->document, "status");

  return status != NULL ? status : "active";
}

const char *
cord_product_get_account (CordProduct *self)
{
  return cord_value_get_string (self->document, "account");
}

const char *
cord_product_get_category (CordProduct *self)
{
  return cord_value_get_string (self->document, "category");
}

CordMoney
cord_product_get_price (CordProduct *self)
{
  return self->price;
}

CordDate
cord_product_get_start (CordProduct *self)
{
  return self->start;
}

CordDate
cord_product_get_term_start (CordProduct *self)
{
  return self->term_start;
}

int
cord_product_get_term_months (CordProduct *self)
{
  return self->term_months;
}

gint64
cord_product_get_quantity (CordProduct *self)
{
  return cord_value_get_integer (self->document, "quantity", 1);
}

const char *
cord_product_get_feature (CordProduct *self, const char *name)
{
  return cord_feature_find (self->features, name);
}

gboolean
cord_product_get_commitment (CordProduct *self, CordDate today, int *months, CordDate *ends)
{
  CordDate end;

  if (self->term_months == 0 || self->term_start == CORD_DATE_NONE)
    return FALSE;
  end = cord_date_add_months (self->term_start, self->term_months);
  if (today >= end)
    return FALSE;
  if (months != NULL)
    *months = self->term_months;
  if (ends != NULL)
    *ends = end;
  return TRUE;
}

gboolean
cord_product_relies_on (CordProduct *self, const char *product_id)
{
  gsize n = cord_value_length (self->relies_on);
  gboolean found = FALSE;

  for (gsize i = 0; i < n && !found; i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (self->relies_on, i);

      found = g_variant_is_of_type (id, G_VARIANT_TYPE_STRING)
              && g_strcmp0 (g_variant_get_string (id, NULL), product_id) == 0;
    }
  return found;
}

gboolean
cord_product_is_active (CordProduct *self)
{
  const char *status = cord_product_get_status (self);

  /* An ordered removal still bills until it is done. */
  return g_ascii_strcasecmp (status, "active") == 0 || g_ascii_strcasecmp (status, "pendingTerminate") == 0;
}

gboolean
cord_product_is_suspended (CordProduct *self)
{
  return g_ascii_strcasecmp (cord_product_get_status (self), "suspended") == 0;
}

gboolean
cord_product_may_be_suspended (CordProduct *self)
{
  return g_ascii_strcasecmp (cord_product_get_status (self), "active") == 0;
}

gboolean
cord_product_is_held (CordProduct *self)
{
  static const char *const gone[] = { "terminated", "cancelled", "aborted", NULL };
  g_autofree char *status = g_ascii_strdown (cord_product_get_status (self), -1);

  return !g_strv_contains (gone, status);
}

const char *
cord_product_get_price_decimal (CordProduct *self)
{
  return cord_value_get_string (self->document, "price");
}

gboolean
cord_product_has_price (CordProduct *self)
{
  return cord_value_has (self->document, "price");
}

GVariant *
cord_product_get_features (CordProduct *self)
{
  return self->features;
}

GVariant *
cord_product_dup_etf (CordProduct *self)
{
  return cord_value_dup (self->document, "term.etf");
}

const char *
cord_product_get_problem (CordProduct *self)
{
  return cord_value_get_string (self->document, PROBLEM);
}

static char *
dup_other_price (GVariant *entry)
{
  const char *text = cord_value_get_string (entry, "price");
  const char *currency = cord_value_get_string (entry, "currency");
  int months = (int)cord_value_get_integer (entry, "months", 0);
  g_autofree char *amount = NULL;
  CordMoney price;

  if (text == NULL || currency == NULL || months < 1 || !cord_price_parse (text, currency, &price, NULL))
    return NULL;
  amount = cord_money_to_display (price);
  if (months == 12)
    return g_strdup_printf (_ ("%s a year"), amount);
  return g_strdup_printf (ngettext ("%s every %d month", "%s every %d months", (gulong)months), amount, months);
}

char *
cord_product_dup_other_prices (CordProduct *self)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, "otherPrices");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (list, i);
      char *text = dup_other_price (entry);

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (_ (", "), (char **)texts->pdata);
}

GArray *
cord_product_dup_later_prices (CordProduct *self)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, "laterPrices");
  GArray *prices = g_array_new (FALSE, FALSE, sizeof (CordProductPrice));

  /* The texts are in the bytes of the document, and so outlive the value. */
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      const CordProductPrice price
          = { .price = cord_value_get_string (object, "price"), .from = cord_value_get_string (object, "from") };

      g_array_append_val (prices, price);
    }
  return prices;
}

GArray *
cord_product_dup_discounts (CordProduct *self)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, "discounts");
  GArray *discounts = g_array_new (FALSE, FALSE, sizeof (CordProductDiscount));

  /* The texts are in the bytes of the document, and so outlive the value. */
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      const CordProductDiscount discount = { .name = cord_value_get_string (object, "name"),
                                             .percent = cord_value_get_string (object, "percent"),
                                             .amount = cord_value_get_string (object, "amount"),
                                             .from = cord_value_get_string (object, "from"),
                                             .until = cord_value_get_string (object, "until"),
                                             .promotion = cord_value_get_string (object, "promotion") };

      g_array_append_val (discounts, discount);
    }
  return discounts;
}
