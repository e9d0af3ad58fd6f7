/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-codec.h"

#include "domain/catalog/cord-offering.h"
#include "wire/cord-catalog-billing.h"
#include "wire/cord-catalog-charge.h"
#include "wire/cord-catalog-price-list.h"
#include "wire/cord-catalog-prices.h"
#include "wire/cord-catalog-shape.h"
#include "wire/cord-fee-codec.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

/* Characteristics that are not features: they say what a change to the offering takes. */
#define STEP "customerStep"
#define LEAD_DAYS "leadTimeDays"
#define BETTER "cordboardBetter" /* docs/wire.md, "A plan change as an order" */

#define ETF "etf"
#define TERM_MONTHS_MAX 600

typedef struct
{
  GHashTable *prices; /* id → JsonObject, borrowed */
  GHashTable *specifications;
  GHashTable *categories;
} Reading;

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
          const char *better = cord_tmf_string (characteristic, BETTER);

          text = g_strjoinv (", ", values);
          feature = cord_value_of_strings ("name", name, "value", text, "better", better, NULL);
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

/* "Until further notice" has no duration, and binds nobody. */
static gboolean
read_months (JsonObject *term, gint64 *months)
{
  gboolean empty = cord_tmf_object (term, "duration") != NULL && cord_tmf_is_absent (term, "duration.amount")
                   && cord_tmf_is_absent (term, "duration.units");

  *months = 0;
  return empty || cord_tmf_is_absent (term, "duration")
         || (cord_tmf_months (cord_tmf_find (term, "duration"), months) && *months <= TERM_MONTHS_MAX);
}

static gboolean
add_term (JsonArray *list, guint i, const CordTmfPlace *place, guint scale, CordBuilder *terms, GError **error)
{
  JsonObject *entry = cord_tmf_at (list, i);
  g_autofree char *member = g_strdup_printf ("productOfferingTerm.%u.duration", i);
  g_autofree char *fee_member = g_strdup_printf ("productOfferingTerm.%u." ETF, i);
  g_autoptr (GVariant) fee = NULL;
  g_autoptr (GVariant) value = NULL;
  CordBuilder term;
  gint64 months;

  if (entry == NULL || !read_months (entry, &months))
    return cord_tmf_refuse_because (place, member, _ ("must be whole months, at most 600"), error);
  if (!cord_fee_read (entry, ETF, scale, &fee))
    return cord_tmf_refuse_because (place, fee_member, _ ("is no fee for leaving that can be billed"), error);
  cord_builder_init (&term);
  cord_builder_string (&term, "name", cord_tmf_string (entry, "name"));
  cord_builder_integer (&term, "months", months);
  cord_builder_value (&term, ETF, fee);
  value = cord_builder_end (&term);
  cord_builder_add (terms, value);
  return TRUE;
}

/* @scale: decimals of the currency of the fees for leaving */
static gboolean
read_terms (JsonObject *offering, const CordTmfPlace *place, guint scale, CordBuilder *out, GError **error)
{
  JsonArray *list = cord_tmf_array (offering, "productOfferingTerm");
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) every_fee = NULL;
  gboolean read = TRUE;
  CordBuilder terms;

  if (!cord_fee_read (offering, ETF, scale, &every_fee))
    return cord_tmf_refuse_because (place, ETF, _ ("is no fee for leaving that can be billed"), error);
  cord_builder_init_array (&terms);
  for (guint i = 0; read && i < cord_tmf_length (list); i++)
    read = add_term (list, i, place, scale, &terms, error);
  value = cord_builder_end (&terms);
  cord_builder_value (out, "terms", value);
  cord_builder_value (out, ETF, every_fee);
  return read;
}

/* In the words of several systems. */
static gboolean
is_needed (JsonObject *relation)
{
  static const char *const types[] = { "reliesOn", "relies on", "requires", "dependsOn", "dependency" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (cord_tmf_is (relation, "relationshipType", types[i]))
      return TRUE;
  return FALSE;
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

      if (entry == NULL || !is_needed (entry) || cord_tmf_string (entry, "id") == NULL)
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

/* What an offering needs must not be lost because its id is. */
static gboolean
check_relations (JsonObject *offering, const CordTmfPlace *place, GError **error)
{
  JsonArray *list = cord_tmf_array (offering, "productOfferingRelationship");

  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);
      g_autofree char *member = g_strdup_printf ("productOfferingRelationship.%u.id", i);

      if (entry != NULL && is_needed (entry) && cord_tmf_id (entry) == NULL)
        return cord_tmf_refuse_because (place, member, _ ("must be the id of an offering"), error);
    }
  return TRUE;
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

static gboolean
read_what_is_billed (const Reading *self, JsonObject *offering, const CordTmfPlace *place, CordBuilder *out,
                     GError **error)
{
  g_autoptr (GPtrArray) prices
      = cord_catalog_price_list_find (self->prices, offering, is_on_sale (offering), place, error);
  g_autoptr (GVariant) period = prices != NULL ? cord_catalog_period_read (offering, place, error) : NULL;
  g_autoptr (GVariant) value = NULL;
  gboolean read;
  CordBuilder periods;
  guint scale;

  cord_builder_init_array (&periods);
  if (period != NULL && g_variant_n_children (period) > 0)
    cord_builder_add (&periods, period);
  read = period != NULL && cord_catalog_prices_read (prices, out, &periods, &scale, error)
         && cord_catalog_billing_read (prices, out, error) && read_terms (offering, place, scale, out, error);
  value = cord_builder_end (&periods);
  if (cord_value_length (value) > 0)
    cord_builder_value (out, "periods", value);
  return read;
}

/* @problem: of a document that was built before, which cannot be used: prices and terms are left out; or NULL */
static GVariant *
build_offering (const Reading *self, JsonObject *offering, const CordTmfPlace *place, const GError *problem)
{
  g_autoptr (GError) found = NULL;
  CordBuilder out;

  cord_builder_init (&out);
  read_features (self, offering, &out);
  read_relations (offering, &out);
  read_bundled (offering, &out);
  if (problem == NULL && cord_catalog_shape_check_offering (offering, place, &found)
      && check_relations (offering, place, &found))
    read_what_is_billed (self, offering, place, &out, &found);
  if (problem == NULL)
    problem = found;
  read_names (self, offering, place, problem == NULL, &out);
  if (problem != NULL)
    set_aside (problem, &out);
  return cord_builder_end (&out);
}

static GVariant *
dup_offering (const Reading *self, JsonObject *object, const CordTmfPlace *place)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) document = build_offering (self, object, place, NULL);
  g_autoptr (CordOffering) offering = cord_offering_new (document, &problem);

  return offering != NULL ? g_steal_pointer (&document) : build_offering (self, object, place, problem);
}

/* Nobody can ask for what has no id; it stands under its place in the list, so that it can be found and corrected. */
static GVariant *
dup_without_id (const Reading *self, JsonObject *object, guint index)
{
  g_autofree char *id = g_strdup_printf (_ ("entry %u without an id"), index + 1);
  const CordTmfPlace place = { NULL, id };
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (GError) problem = NULL;

  cord_tmf_refuse_because (&place, "id", _ ("must be a text"), &problem);
  return build_offering (self, object != NULL ? object : empty, &place, problem);
}

/* Which of two entries counts cannot be known. The same entry twice, as when a list changes while it is read page by
 * page, is one. */
static GVariant *
dup_doubled (const Reading *self, JsonObject *object, const CordTmfPlace *place)
{
  g_autoptr (GError) problem = NULL;

  cord_tmf_refuse_because (place, "id", _ ("is that of another entry as well"), &problem);
  return build_offering (self, object, place, problem);
}

/* Offerings by id, and those ids which several different entries have. */
static void
find_doubled (JsonArray *offerings, GHashTable *first, GHashTable *doubled)
{
  for (guint i = 0; i < cord_tmf_length (offerings); i++)
    {
      JsonObject *object = cord_tmf_at (offerings, i);
      const char *id = object != NULL ? cord_tmf_id (object) : NULL;
      JsonObject *other = id != NULL ? g_hash_table_lookup (first, id) : NULL;

      if (id != NULL && other == NULL)
        g_hash_table_insert (first, (gpointer)id, object);
      else if (other != NULL && !json_object_equal (other, object))
        g_hash_table_add (doubled, (gpointer)id);
    }
}

static GVariant *
dup_offerings (const Reading *self, JsonArray *offerings)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) doubled = g_hash_table_new (g_str_hash, g_str_equal);
  CordBuilder list;

  find_doubled (offerings, first, doubled);
  cord_builder_init_array (&list);
  for (guint i = 0; i < cord_tmf_length (offerings); i++)
    {
      JsonObject *object = cord_tmf_at (offerings, i);
      const CordTmfPlace place = { NULL, object != NULL ? cord_tmf_id (object) : NULL };
      g_autoptr (GVariant) offering = NULL;

      if (place.id == NULL)
        offering = dup_without_id (self, object, i);
      else if (g_hash_table_lookup (first, place.id) != object)
        continue;
      else if (g_hash_table_contains (doubled, place.id))
        offering = dup_doubled (self, object, &place);
      else
        offering = dup_offering (self, object, &place);
      cord_builder_add (&list, offering);
    }
  return cord_builder_end (&list);
}

/* The currency of most offerings; of equally many the first. One offering in other money does not make it that of the
 * catalog. Borrowed from @offerings; NULL when nothing has a price. */
static const char *
find_currency (GVariant *offerings)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  const char *best = NULL;
  guint most = 0;

  for (gsize i = 0; i < cord_value_length (offerings); i++)
    {
      g_autoptr (GVariant) offering = cord_value_dup_at (offerings, i);
      const char *currency = cord_value_get_string (offering, "currency");

      if (currency != NULL)
        g_hash_table_insert (counts, (gpointer)currency,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, currency)) + 1));
    }
  for (gsize i = 0; i < cord_value_length (offerings); i++)
    {
      g_autoptr (GVariant) offering = cord_value_dup_at (offerings, i);
      const char *currency = cord_value_get_string (offering, "currency");
      const guint n = currency != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, currency)) : 0;

      if (n <= most)
        continue;
      most = n;
      best = currency;
    }
  return best;
}

GVariant *
cord_catalog_from_tmf (const char *version, JsonArray *offerings, JsonArray *prices, JsonArray *specifications,
                       JsonArray *categories)
{
  g_autoptr (GHashTable) price_index = cord_tmf_index (prices);
  g_autoptr (GHashTable) specification_index = cord_tmf_index (specifications);
  g_autoptr (GHashTable) category_index = cord_tmf_index (categories);
  Reading self = { price_index, specification_index, category_index };
  g_autoptr (GVariant) list = dup_offerings (&self, offerings);
  const char *currency = find_currency (list);
  CordBuilder out;

  cord_builder_init (&out);
  cord_builder_string (&out, "version", version);
  if (currency != NULL)
    {
      cord_builder_string (&out, "currency", currency);
      cord_builder_integer (&out, "scale", cord_currency_scale (currency));
    }
  cord_builder_value (&out, "offerings", list);
  return cord_builder_end (&out);
}
