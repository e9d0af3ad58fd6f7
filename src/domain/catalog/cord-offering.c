/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-offering.h"

#include "base/cord-error.h"
#include "base/cord-text.h"
#include "config.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/catalog/cord-price-list.h"
#include "domain/customer/cord-feature.h"
#include "domain/customer/cord-price.h"
#include "domain/customer/cord-tax-list.h"

#include <glib/gi18n-lib.h>

#define SUSPENSION_PRICE "suspension.price"
#define SUSPENSION_FEE "suspension.fee"
#define NAME_MAX_CHARACTERS 80
#define DESCRIPTION_MAX_CHARACTERS 500

struct _CordOffering
{
  GObject parent_instance;

  GVariant *document;
  GVariant *features;
  char *name;
  char *description;
  char *category_name;
  char *price_text;
  char *once_name;    /* NULL when the catalog has none */
  GArray *promotions; /* (element-type CordPromotion) */
  GArray *allowances; /* (element-type CordIncluded) */
  gboolean has_price;
  CordMoney price;
  gboolean has_once;
  CordMoney once;
};

G_DEFINE_FINAL_TYPE (CordOffering, cord_offering, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_CATEGORY,
  PROP_PRICE_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
refuse (GError **error, const char *member)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", member,
                              _ ("Ask the operator to correct the catalog."),
                              _ ("An offering of the catalog is not valid at “%s”."), member);
}

static gboolean
read_amount (CordOffering *self, const char *member, gboolean *present, CordMoney *out, GError **error)
{
  const char *text = cord_value_get_string (self->document, member);
  const char *currency = cord_value_get_string (self->document, "currency");

  *present = text != NULL;
  if (text == NULL)
    return !cord_value_has (self->document, member) || refuse (error, member);
  return cord_price_parse (text, currency, out, NULL) || refuse (error, member);
}

/* No sum of prices that hold at different times may be too large for the screen and for bills. */
static gboolean
check_list (CordOffering *self, const char *member, GError **error)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, member);
  g_autofree char *text = NULL;
  CordDecimal sum;
  CordMoney money;

  if (!cord_value_has (self->document, member))
    return TRUE;
  if (!cord_price_list_sum (list, &sum))
    return refuse (error, member);
  text = cord_decimal_to_string (sum, 0);
  return cord_price_parse (text, cord_value_get_string (self->document, "currency"), &money, NULL)
         || refuse (error, member);
}

static gboolean
check_suspension (CordOffering *self, GError **error)
{
  gboolean present;
  CordMoney money;

  return read_amount (self, SUSPENSION_PRICE, &present, &money, error)
         && read_amount (self, SUSPENSION_FEE, &present, &money, error);
}

static gboolean
check_billed (CordOffering *self, GError **error)
{
  const char *billed = cord_value_get_string (self->document, "billed");

  return !cord_value_has (self->document, "billed") || g_strcmp0 (billed, "advance") == 0
         || g_strcmp0 (billed, "arrears") == 0 || refuse (error, "billed");
}

static gboolean
read_allowances (CordOffering *self, GError **error)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, "allowances");

  self->allowances = g_array_new (FALSE, FALSE, sizeof (CordIncluded));
  /* The texts are in the bytes of the document, and so outlive the value. */
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      CordIncluded included;

      if (!cord_included_read (&included, object))
        return refuse (error, "allowances");
      g_array_append_val (self->allowances, included);
    }
  return TRUE;
}

static void
read_promotions (CordOffering *self)
{
  g_autoptr (GVariant) list = cord_value_dup_array (self->document, "promotions");

  self->promotions = g_array_new (FALSE, FALSE, sizeof (CordPromotion));
  /* The texts are in the bytes of the document, and so outlive the value. */
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      CordPromotion promotion;

      if (cord_promotion_read (&promotion, object))
        g_array_append_val (self->promotions, promotion);
    }
}

static gboolean
check_terms (CordOffering *self, GError **error)
{
  g_autoptr (GVariant) terms = cord_value_dup_array (self->document, "terms");
  gsize n = cord_value_length (terms);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) term = cord_value_dup_at (terms, i);
      gint64 months = cord_value_get_integer (term, "months", -1);

      if (months < 0 || months > 600)
        {
          g_autofree char *member = g_strdup_printf ("terms.%" G_GSIZE_FORMAT ".months", i);

          return refuse (error, member);
        }
    }
  return TRUE;
}

static char *
dup_name (GVariant *document, const char *member, const char *fallback)
{
  g_autofree char *name = cord_text_clean (cord_value_get_string (document, member), NAME_MAX_CHARACTERS);

  return *name != '\0' ? g_steal_pointer (&name)
                       : cord_text_clean (cord_value_get_string (document, fallback), NAME_MAX_CHARACTERS);
}

static gboolean
read_document (CordOffering *self, GError **error)
{
  const char *id = cord_value_get_string (self->document, "id");

  if (id == NULL || *id == '\0')
    return refuse (error, "id");
  if (!read_amount (self, "price", &self->has_price, &self->price, error)
      || !read_amount (self, "once", &self->has_once, &self->once, error)
      || !check_list (self, CORD_OFFERING_PRICES, error) || !check_list (self, CORD_OFFERING_FEES, error)
      || !check_suspension (self, error) || !check_billed (self, error) || !read_allowances (self, error)
      || !check_terms (self, error))
    return FALSE;
  self->features = cord_value_dup_array (self->document, "features");
  self->name = dup_name (self->document, "name", "id");
  self->category_name = dup_name (self->document, "categoryName", "category");
  self->description
      = cord_text_clean (cord_value_get_string (self->document, "description"), DESCRIPTION_MAX_CHARACTERS);
  self->price_text = self->has_price ? cord_money_to_display (self->price) : g_strdup ("");
  if (cord_value_get_string (self->document, "onceName") != NULL)
    self->once_name = dup_name (self->document, "onceName", "name");
  read_promotions (self);
  return TRUE;
}

static void
cord_offering_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordOffering *self = CORD_OFFERING (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, cord_offering_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_CATEGORY:
      g_value_set_string (value, cord_offering_get_category (self));
      break;
    case PROP_PRICE_TEXT:
      g_value_set_string (value, self->price_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_offering_finalize (GObject *object)
{
  CordOffering *self = CORD_OFFERING (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->features, g_variant_unref);
  g_free (self->name);
  g_free (self->description);
  g_free (self->category_name);
  g_free (self->price_text);
  g_free (self->once_name);
  g_clear_pointer (&self->promotions, g_array_unref);
  g_clear_pointer (&self->allowances, g_array_unref);
  G_OBJECT_CLASS (cord_offering_parent_class)->finalize (object);
}

static void
cord_offering_class_init (CordOfferingClass *klass)
{
  static const char *const names[] = { NULL, "id", "name", "description", "category", "price-text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_offering_get_property;
  object_class->finalize = cord_offering_finalize;
  for (guint i = PROP_ID; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_offering_init (CordOffering *self)
{
}

CordOffering *
cord_offering_new (GVariant *document, GError **error)
{
  g_autoptr (CordOffering) self = g_object_new (CORD_TYPE_OFFERING, NULL);

  g_return_val_if_fail (document != NULL, NULL);
  self->document = g_variant_ref_sink (document);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      refuse (error, "offering");
      return NULL;
    }
  return read_document (self, error) ? g_steal_pointer (&self) : NULL;
}

GVariant *
cord_offering_get_document (CordOffering *self)
{
  g_return_val_if_fail (CORD_IS_OFFERING (self), NULL);
  return self->document;
}

const char *
cord_offering_get_id (CordOffering *self)
{
  return cord_value_get_string (self->document, "id");
}

const char *
cord_offering_get_name (CordOffering *self)
{
  return self->name;
}

const char *
cord_offering_get_category (CordOffering *self)
{
  const char *category = cord_value_get_string (self->document, "category");

  return category != NULL ? category : "";
}

const char *
cord_offering_get_category_name (CordOffering *self)
{
  return self->category_name;
}

GVariant *
cord_offering_get_features (CordOffering *self)
{
  return self->features;
}

CordOfferingStage
cord_offering_get_stage (CordOffering *self)
{
  static const struct
  {
    const char *status;
    CordOfferingStage stage;
  } stages[] = {
    { "Active", CORD_OFFERING_IN_USE },      { "Launched", CORD_OFFERING_IN_USE },
    { "In study", CORD_OFFERING_PREPARED },  { "In design", CORD_OFFERING_PREPARED },
    { "In test", CORD_OFFERING_PREPARED },   { "Retired", CORD_OFFERING_WITHDRAWN },
    { "Obsolete", CORD_OFFERING_WITHDRAWN }, { "Rejected", CORD_OFFERING_WITHDRAWN },
  };
  const char *status = cord_value_get_string (self->document, "status");

  for (gsize i = 0; status != NULL && i < G_N_ELEMENTS (stages); i++)
    if (g_ascii_strcasecmp (stages[i].status, status) == 0)
      return stages[i].stage;
  return status == NULL ? CORD_OFFERING_IN_USE : CORD_OFFERING_ELSEWHERE;
}

gboolean
cord_offering_is_sellable (CordOffering *self)
{
  if (cord_value_has (self->document, "sellable") && !cord_value_get_boolean (self->document, "sellable"))
    return FALSE;
  return cord_offering_get_stage (self) == CORD_OFFERING_IN_USE;
}

static gboolean
is_in_period (GVariant *period, CordDate day, const CordZone *zone, gboolean *later)
{
  const char *from = cord_value_get_string (period, "from");
  const char *until = cord_value_get_string (period, "until");
  CordDate date;

  *later = from != NULL && cord_zone_read_day (zone, from, &date) && day < date;
  if (from != NULL && (*later || !cord_zone_read_day (zone, from, &date)))
    return FALSE;
  return until == NULL || (cord_zone_read_end (zone, until, &date) && day < date);
}

/* *later: it is not sold yet. */
static gboolean
is_sold (CordOffering *self, CordDate day, const CordZone *zone, gboolean *later)
{
  g_autoptr (GVariant) periods = cord_value_dup_array (self->document, "periods");
  gboolean sold = cord_offering_is_sellable (self);

  *later = FALSE;
  for (gsize i = 0; sold && i < cord_value_length (periods); i++)
    {
      g_autoptr (GVariant) period = cord_value_dup_at (periods, i);

      sold = is_in_period (period, day, zone, later);
    }
  return sold && cord_offering_has_prices_on (self, day, zone, later);
}

gboolean
cord_offering_is_sold_on (CordOffering *self, CordDate day, const CordZone *zone)
{
  gboolean later;

  return is_sold (self, day, zone, &later);
}

gboolean
cord_offering_is_sold_after (CordOffering *self, CordDate day, const CordZone *zone)
{
  gboolean later;

  return !is_sold (self, day, zone, &later) && later;
}

gboolean
cord_offering_has_price (CordOffering *self)
{
  return self->has_price || self->has_once;
}

const char *
cord_offering_get_billed (CordOffering *self)
{
  const char *billed = cord_value_get_string (self->document, "billed");

  return g_strcmp0 (billed, "arrears") == 0 ? billed : NULL;
}

const GArray *
cord_offering_get_allowances (CordOffering *self)
{
  return self->allowances;
}

const char *
cord_offering_get_suspension_price (CordOffering *self)
{
  return cord_value_get_string (self->document, SUSPENSION_PRICE);
}

const char *
cord_offering_get_suspension_fee (CordOffering *self)
{
  return cord_value_get_string (self->document, SUSPENSION_FEE);
}

const char *
cord_offering_get_feature (CordOffering *self, const char *name)
{
  return cord_feature_find (self->features, name);
}

static int
compare_integers (gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

GArray *
cord_offering_dup_terms (CordOffering *self)
{
  g_autoptr (GVariant) terms = cord_value_dup_array (self->document, "terms");
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));
  gsize n = cord_value_length (terms);
  int none = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) term = cord_value_dup_at (terms, i);
      int months = (int)cord_value_get_integer (term, "months", 0);

      g_array_append_val (found, months);
    }
  if (found->len == 0)
    g_array_append_val (found, none);
  g_array_sort (found, compare_integers);
  return found;
}

gboolean
cord_offering_has_term (CordOffering *self, int months)
{
  g_autoptr (GArray) terms = cord_offering_dup_terms (self);
  gboolean found = FALSE;

  for (guint i = 0; i < terms->len && !found; i++)
    found = g_array_index (terms, int, i) == months;
  return found;
}

GVariant *
cord_offering_dup_etf (CordOffering *self, int months)
{
  g_autoptr (GVariant) terms = cord_value_dup_array (self->document, "terms");
  gsize n = cord_value_length (terms);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) term = cord_value_dup_at (terms, i);

      if (cord_value_get_integer (term, "months", 0) == months && cord_value_has (term, "etf"))
        return cord_value_dup (term, "etf");
    }
  return months > 0 ? cord_value_dup (self->document, "etf") : NULL;
}

const GArray *
cord_offering_get_promotions (CordOffering *self)
{
  return self->promotions;
}

const CordPromotion *
cord_offering_find_named (CordOffering *self, const char *discount, gboolean numbered)
{
  for (guint i = 0; i < self->promotions->len; i++)
    {
      const CordPromotion *promotion = &g_array_index (self->promotions, CordPromotion, i);

      if (cord_promotion_is_named (promotion, discount, numbered))
        return promotion;
    }
  return NULL;
}

const CordPromotion *
cord_offering_find_promotion (CordOffering *self, const char *discount)
{
  const CordPromotion *exact = cord_offering_find_named (self, discount, FALSE);

  return exact != NULL ? exact : cord_offering_find_named (self, discount, TRUE);
}

static gboolean
strings_contain (GVariant *array, const char *text)
{
  gsize n = cord_value_length (array);
  gboolean found = FALSE;

  for (gsize i = 0; i < n && !found; i++)
    {
      g_autoptr (GVariant) item = cord_value_dup_at (array, i);

      if (g_variant_is_of_type (item, G_VARIANT_TYPE_STRING))
        found = g_strcmp0 (g_variant_get_string (item, NULL), text) == 0;
      else if (g_variant_is_of_type (item, CORD_VALUE_ARRAY))
        found = strings_contain (item, text);
    }
  return found;
}

gboolean
cord_offering_may_rely_on (CordOffering *self, const char *offering_id)
{
  g_autoptr (GVariant) groups = cord_offering_dup_relies_on (self);

  return strings_contain (groups, offering_id);
}

gboolean
cord_offering_bundles (CordOffering *self, const char *offering_id)
{
  g_autoptr (GVariant) bundled = cord_offering_dup_bundled (self);

  return strings_contain (bundled, offering_id);
}

char **
cord_offering_dup_steps (CordOffering *self)
{
  g_autoptr (GVariant) steps = cord_value_dup_array (self->document, "steps");
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  gsize n = cord_value_length (steps);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      g_autofree char *text = g_variant_is_of_type (step, G_VARIANT_TYPE_STRING)
                                  ? cord_text_clean (g_variant_get_string (step, NULL), DESCRIPTION_MAX_CHARACTERS)
                                  : NULL;

      if (text != NULL && *text != '\0')
        g_ptr_array_add (texts, g_steal_pointer (&text));
    }
  g_ptr_array_add (texts, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

int
cord_offering_get_lead_days (CordOffering *self)
{
  return (int)CLAMP (cord_value_get_integer (self->document, "leadDays", 0), 0, 3650);
}

const char *
cord_offering_get_currency (CordOffering *self)
{
  return cord_value_get_string (self->document, "currency");
}

GVariant *
cord_offering_dup_taxes (CordOffering *self)
{
  const char *tax = cord_value_get_string (self->document, "tax");
  g_autoptr (GVariant) entry = NULL;
  CordBuilder list;

  if (cord_value_has (self->document, "taxes"))
    return cord_value_dup_array (self->document, "taxes");
  cord_builder_init_array (&list);
  if (tax != NULL)
    {
      entry = cord_tax_list_new_entry (NULL, tax, NULL, NULL);
      cord_builder_add (&list, entry);
    }
  return cord_builder_end (&list);
}

const char *
cord_offering_get_once_name (CordOffering *self)
{
  return self->once_name;
}

const char *
cord_offering_get_problem (CordOffering *self)
{
  return cord_value_get_string (self->document, "problem.text");
}

const char *
cord_offering_get_problem_member (CordOffering *self)
{
  return cord_value_get_string (self->document, "problem.member");
}

gboolean
cord_offering_is_bundle (CordOffering *self)
{
  return cord_value_get_boolean (self->document, "bundle");
}

GVariant *
cord_offering_dup_relies_on (CordOffering *self)
{
  return cord_value_dup_array (self->document, "reliesOn");
}

GVariant *
cord_offering_dup_bundled (CordOffering *self)
{
  return cord_value_dup_array (self->document, "bundled");
}

char *
cord_offering_dup_term_name (CordOffering *self, gint64 months)
{
  g_autoptr (GVariant) terms = cord_value_dup_array (self->document, "terms");

  for (gsize i = 0; i < cord_value_length (terms); i++)
    {
      g_autoptr (GVariant) term = cord_value_dup_at (terms, i);

      if (cord_value_get_integer (term, "months", -1) == months && cord_value_get_string (term, "name") != NULL)
        return g_strdup (cord_value_get_string (term, "name"));
    }
  return NULL;
}
