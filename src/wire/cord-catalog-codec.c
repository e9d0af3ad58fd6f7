/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-codec.h"

#include "wire/cord-promotion-codec.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

/* Characteristics that are not features: they say what a change to the offering takes. */
#define STEP "customerStep"
#define LEAD_DAYS "leadTimeDays"

/* A priceType of our own: a month of it while the product is suspended, or without a period the fee of suspending. */
#define SUSPENSION "suspension"

typedef struct
{
  GHashTable *prices; /* id → JsonObject, borrowed */
  GHashTable *specifications;
  GHashTable *categories;
  char currency[4]; /* "" until the first price is read */
} Reading;

static GHashTable *
index_by_id (JsonArray *array)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cord_tmf_length (array); i++)
    {
      JsonObject *object = cord_tmf_at (array, i);

      if (object != NULL && cord_tmf_string (object, "id") != NULL)
        g_hash_table_insert (index, (gpointer)cord_tmf_string (object, "id"), object);
    }
  return index;
}

/* Prices */

typedef struct
{
  CordTmfSum recurring;
  CordTmfSum once;
  CordTmfSum suspended;
  CordTmfSum suspending;
  guint n_once;
  const char *once_name; /* of the first */
  JsonArray *discounts;  /* or NULL */
  char *tax;
} Prices;

static void
prices_clear (Prices *prices)
{
  g_clear_pointer (&prices->discounts, json_array_unref);
  g_free (prices->tax);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prices, prices_clear)

/* The price that an offering refers to by id, or that it contains. */
static JsonObject *
find_price (const Reading *self, JsonObject *reference)
{
  const char *id = cord_tmf_string (reference, "id");
  JsonObject *found = id != NULL ? g_hash_table_lookup (self->prices, id) : NULL;

  if (found != NULL)
    return found;
  return cord_tmf_string (reference, "priceType") != NULL ? reference : NULL;
}

static gboolean
is_monthly (JsonObject *price)
{
  const char *word = cord_tmf_string (price, "recurringChargePeriodType");
  gint64 length;

  if (!cord_tmf_integer (price, "recurringChargePeriodLength", 1, 1200, 1, &length))
    return FALSE;
  return length * (word != NULL ? cord_tmf_period_months (word) : 1) == 1;
}

/* Where the price counts; NULL for one that is not charged here. Without a monthly price the offering cannot be sold
 * here, so other periods are skipped. */
static CordTmfSum *
sum_of (Prices *prices, JsonObject *price)
{
  if (cord_tmf_is (price, "priceType", "oneTime"))
    return &prices->once;
  if (cord_tmf_is (price, "priceType", SUSPENSION) && cord_tmf_string (price, "recurringChargePeriodType") == NULL)
    return &prices->suspending;
  if (!is_monthly (price))
    return NULL;
  if (cord_tmf_is (price, "priceType", SUSPENSION))
    return &prices->suspended;
  return cord_tmf_is (price, "priceType", "recurring") ? &prices->recurring : NULL;
}

static gboolean
add_price (Reading *self, Prices *prices, JsonObject *price, GError **error)
{
  CordTmfPlace place = { "productOfferingPrice", cord_tmf_string (price, "id") };
  JsonObject *tax = cord_tmf_first (price, "tax");
  CordTmfSum *sum = sum_of (prices, price);

  if (cord_tmf_is (price, "priceType", "discount"))
    {
      if (prices->discounts == NULL)
        prices->discounts = json_array_new ();
      json_array_add_object_element (prices->discounts, json_object_ref (price));
      return TRUE;
    }
  if (sum == NULL)
    return TRUE;
  if (!cord_tmf_sum_add (sum, cord_tmf_object (price, "price")))
    return cord_tmf_refuse (&place, "price", error);
  if (self->currency[0] == '\0')
    g_strlcpy (self->currency, sum->currency, sizeof self->currency);
  if (!g_str_equal (self->currency, sum->currency))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "currency", "price.unit", NULL,
                                _ ("The catalog has prices in both %s and %s"), self->currency, sum->currency);
  if (sum == &prices->once && prices->n_once++ == 0)
    prices->once_name = cord_tmf_string (price, "name");
  if (sum == &prices->recurring && tax != NULL && prices->tax == NULL)
    prices->tax = cord_tmf_dup_number (cord_tmf_find (tax, "taxRate"));
  return TRUE;
}

static gboolean
collect_prices (Reading *self, JsonObject *offering, Prices *prices, GError **error)
{
  JsonArray *references = cord_tmf_array (offering, "productOfferingPrice");

  for (guint i = 0; i < cord_tmf_length (references); i++)
    {
      JsonObject *reference = cord_tmf_at (references, i);
      JsonObject *price = reference != NULL ? find_price (self, reference) : NULL;

      if (price != NULL && !add_price (self, prices, price, error))
        return FALSE;
    }
  return TRUE;
}

static void
read_suspension (const Prices *prices, CordBuilder *out)
{
  g_autofree char *price = cord_tmf_sum_to_string (&prices->suspended);
  g_autofree char *fee = cord_tmf_sum_to_string (&prices->suspending);
  g_autoptr (GVariant) value = NULL;

  if (price == NULL && fee == NULL)
    return;
  value = cord_value_of_strings ("price", price, "fee", fee, NULL);
  cord_builder_value (out, SUSPENSION, value);
}

static gboolean
read_prices (Reading *self, JsonObject *offering, CordBuilder *out, GError **error)
{
  g_auto (Prices) prices = { 0 };
  g_autofree char *recurring = NULL;
  g_autofree char *once = NULL;

  if (!collect_prices (self, offering, &prices, error))
    return FALSE;
  recurring = cord_tmf_sum_to_string (&prices.recurring);
  once = cord_tmf_sum_to_string (&prices.once);
  cord_builder_string (out, "price", recurring);
  cord_builder_string (out, "once", once);
  /* A sum of several fees is none of them. */
  cord_builder_string (out, "onceName", prices.n_once == 1 ? prices.once_name : NULL);
  cord_builder_string (out, "tax", prices.tax);
  read_suspension (&prices, out);
  if (recurring != NULL || once != NULL)
    cord_builder_string (out, "currency", self->currency);
  return cord_promotion_from_tmf (prices.discounts, self->currency, out, error);
}

/* Features */

/* The default values of a characteristic, or its first one. */
static char **
dup_default_values (JsonObject *characteristic)
{
  JsonArray *values = cord_tmf_array (characteristic, "productSpecCharacteristicValue");
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *first = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < cord_tmf_length (values); i++)
    {
      JsonObject *entry = cord_tmf_at (values, i);
      JsonNode *by_default = entry != NULL ? cord_tmf_find (entry, "isDefault") : NULL;
      g_autofree char *text = entry != NULL ? cord_tmf_dup_text (cord_tmf_find (entry, "value")) : NULL;

      if (text == NULL)
        continue;
      if (by_default != NULL && JSON_NODE_HOLDS_VALUE (by_default)
          && json_node_get_value_type (by_default) == G_TYPE_BOOLEAN && json_node_get_boolean (by_default))
        {
          g_strv_builder_add (found, text);
          any = TRUE;
        }
      if (first == NULL)
        first = g_steal_pointer (&text);
    }
  if (!any && first != NULL)
    g_strv_builder_add (found, first);
  return g_strv_builder_end (found);
}

/* An offering may restrict the values of its specification. */
static JsonObject *
find_chosen (JsonObject *offering, const char *name)
{
  JsonArray *uses = cord_tmf_array (offering, "prodSpecCharValueUse");

  for (guint i = 0; i < cord_tmf_length (uses); i++)
    if (cord_tmf_at (uses, i) != NULL && g_strcmp0 (cord_tmf_string (cord_tmf_at (uses, i), "name"), name) == 0
        && cord_tmf_length (cord_tmf_array (cord_tmf_at (uses, i), "productSpecCharacteristicValue")) > 0)
      return cord_tmf_at (uses, i);
  return NULL;
}

static void
read_features (const Reading *self, JsonObject *offering, CordBuilder *out)
{
  const char *id = cord_tmf_string (offering, "productSpecification.id");
  JsonObject *specification = id != NULL ? g_hash_table_lookup (self->specifications, id) : NULL;
  JsonArray *list = specification != NULL ? cord_tmf_array (specification, "productSpecCharacteristic") : NULL;
  g_autoptr (GVariant) feature_list = NULL;
  g_autoptr (GVariant) step_list = NULL;
  CordBuilder features, steps;
  gint64 days = 0;

  cord_builder_init_array (&features);
  cord_builder_init_array (&steps);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *characteristic = cord_tmf_at (list, i);
      const char *name = characteristic != NULL ? cord_tmf_string (characteristic, "name") : NULL;
      JsonObject *chosen = name != NULL ? find_chosen (offering, name) : NULL;
      g_auto (GStrv) values = name != NULL ? dup_default_values (chosen != NULL ? chosen : characteristic) : NULL;
      g_autoptr (GVariant) feature = NULL;
      g_autofree char *text = NULL;

      if (values == NULL || values[0] == NULL)
        continue;
      if (g_str_equal (name, STEP))
        for (guint k = 0; values[k] != NULL; k++)
          cord_builder_add_string (&steps, values[k]);
      else if (g_str_equal (name, LEAD_DAYS))
        g_ascii_string_to_signed (values[0], 10, 0, 3650, &days, NULL);
      else
        {
          text = g_strjoinv (", ", values);
          feature = cord_value_of_strings ("name", name, "value", text, NULL);
          cord_builder_add (&features, feature);
        }
    }
  feature_list = cord_builder_end (&features);
  step_list = cord_builder_end (&steps);
  cord_builder_value (out, "features", feature_list);
  cord_builder_value (out, "steps", step_list);
  cord_builder_integer (out, "leadDays", days);
}

/* Terms and relations */

static gboolean
read_terms (JsonObject *offering, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  JsonArray *list = cord_tmf_array (offering, "productOfferingTerm");
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) every_fee = cord_tmf_dup_fee (cord_tmf_object (offering, "etf"));
  gboolean read = TRUE;
  CordBuilder terms;

  cord_builder_init_array (&terms);
  for (guint i = 0; read && i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);
      g_autofree char *member = g_strdup_printf ("productOfferingTerm.%u.duration", i);
      g_autoptr (GVariant) fee = entry != NULL ? cord_tmf_dup_fee (cord_tmf_object (entry, "etf")) : NULL;
      g_autoptr (GVariant) term_value = NULL;
      CordBuilder term;
      gint64 months;

      if (entry == NULL || !cord_tmf_months (cord_tmf_find (entry, "duration"), &months))
        {
          read = cord_tmf_refuse (place, member, error);
          break;
        }
      cord_builder_init (&term);
      cord_builder_string (&term, "name", cord_tmf_string (entry, "name"));
      cord_builder_integer (&term, "months", months);
      cord_builder_value (&term, "etf", fee);
      term_value = cord_builder_end (&term);
      cord_builder_add (&terms, term_value);
    }
  value = cord_builder_end (&terms);
  cord_builder_value (out, "terms", value);
  cord_builder_value (out, "etf", every_fee);
  return read;
}

static void
read_relations (JsonObject *offering, CordBuilder *out)
{
  JsonArray *list = cord_tmf_array (offering, "productOfferingRelationship");
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) any_value = NULL;
  CordBuilder groups, any;

  cord_builder_init_array (&groups);
  cord_builder_init_array (&any);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);

      if (entry == NULL || !cord_tmf_is (entry, "relationshipType", "reliesOn")
          || cord_tmf_string (entry, "id") == NULL)
        continue;
      if (cord_tmf_is (entry, "role", "any"))
        cord_builder_add_string (&any, cord_tmf_string (entry, "id"));
      else
        {
          g_autoptr (GVariant) group = NULL;
          CordBuilder single;

          cord_builder_init_array (&single);
          cord_builder_add_string (&single, cord_tmf_string (entry, "id"));
          group = cord_builder_end (&single);
          cord_builder_add (&groups, group);
        }
    }
  any_value = cord_builder_end (&any);
  if (cord_value_length (any_value) > 0)
    cord_builder_add (&groups, any_value);
  value = cord_builder_end (&groups);
  cord_builder_value (out, "reliesOn", value);
}

static void
read_bundled (JsonObject *offering, CordBuilder *out)
{
  JsonArray *list = cord_tmf_array (offering, "bundledProductOffering");
  g_autoptr (GVariant) value = NULL;
  CordBuilder bundled;

  cord_builder_init_array (&bundled);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    if (cord_tmf_at (list, i) != NULL)
      cord_builder_add_string (&bundled, cord_tmf_string (cord_tmf_at (list, i), "id"));
  value = cord_builder_end (&bundled);
  cord_builder_value (out, "bundled", value);
}

/* The whole */

static gboolean
flag (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = cord_tmf_find (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

static gboolean
is_on_sale (JsonObject *offering)
{
  const char *status = cord_tmf_string (offering, "lifecycleStatus");

  return flag (offering, "isSellable", TRUE)
         && (status == NULL || cord_tmf_is (offering, "lifecycleStatus", "Active")
             || cord_tmf_is (offering, "lifecycleStatus", "Launched"));
}

static void
read_names (const Reading *self, JsonObject *offering, const CordTmfPlace *place, gboolean sellable, CordBuilder *out)
{
  JsonObject *reference = cord_tmf_first (offering, "category");
  const char *id = reference != NULL ? cord_tmf_string (reference, "id") : NULL;
  JsonObject *category = id != NULL ? g_hash_table_lookup (self->categories, id) : NULL;
  const char *name = category != NULL ? cord_tmf_string (category, "name") : NULL;

  cord_builder_string (out, "id", place->id);
  cord_builder_string (out, "name", cord_tmf_string (offering, "name"));
  cord_builder_string (out, "description", cord_tmf_string (offering, "description"));
  cord_builder_string (out, "category", id);
  cord_builder_string (out, "categoryName",
                       name != NULL || reference == NULL ? name : cord_tmf_string (reference, "name"));
  cord_builder_string (out, "status", cord_tmf_string (offering, "lifecycleStatus"));
  cord_builder_boolean (out, "sellable", sellable && is_on_sale (offering));
  cord_builder_boolean (out, "bundle", flag (offering, "isBundle", FALSE));
}

/* What cannot be read keeps its own offering from being sold, and no other. */
static void
set_aside (const GError *problem, CordBuilder *out)
{
  g_autoptr (GVariant) value
      = cord_value_of_strings ("member", cord_error_get_member (problem), "text", problem->message, NULL);

  cord_builder_value (out, "problem", value);
}

static GVariant *
dup_offering (Reading *self, JsonNode *node, GError **error)
{
  CordTmfPlace place;
  JsonObject *offering = cord_tmf_resource (node, "productOffering", &place, error);
  CordBuilder out;
  g_autoptr (GError) problem = NULL;
  gboolean read;

  if (offering == NULL)
    return NULL;
  cord_builder_init (&out);
  read_features (self, offering, &out);
  read_relations (offering, &out);
  read_bundled (offering, &out);
  read = read_prices (self, offering, &out, &problem) && read_terms (offering, &place, &out, &problem);
  read_names (self, offering, &place, read, &out);
  if (problem != NULL)
    set_aside (problem, &out);
  return cord_builder_end (&out);
}

static GVariant *
dup_offerings (Reading *self, JsonArray *offerings, GError **error)
{
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; read && i < cord_tmf_length (offerings); i++)
    {
      g_autoptr (GVariant) offering = dup_offering (self, json_array_get_element (offerings, i), error);

      read = offering != NULL;
      if (read)
        cord_builder_add (&list, offering);
    }
  value = cord_builder_end (&list);
  return read ? g_steal_pointer (&value) : NULL;
}

GVariant *
cord_catalog_from_tmf (const char *version, JsonArray *offerings, JsonArray *prices, JsonArray *specifications,
                       JsonArray *categories, GError **error)
{
  g_autoptr (GHashTable) price_index = index_by_id (prices);
  g_autoptr (GHashTable) specification_index = index_by_id (specifications);
  g_autoptr (GHashTable) category_index = index_by_id (categories);
  Reading self = { price_index, specification_index, category_index, "" };
  g_autoptr (GVariant) list = dup_offerings (&self, offerings, error);
  CordBuilder out;

  if (list == NULL)
    return NULL;
  cord_builder_init (&out);
  cord_builder_string (&out, "version", version);
  if (self.currency[0] != '\0')
    {
      cord_builder_string (&out, "currency", self.currency);
      cord_builder_integer (&out, "scale", cord_currency_scale (self.currency));
    }
  cord_builder_value (&out, "offerings", list);
  return cord_builder_end (&out);
}
