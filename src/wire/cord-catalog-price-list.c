/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-price-list.h"

#include "wire/cord-json-equal.h"
#include "wire/cord-price-kind.h"

#include <glib/gi18n-lib.h>

#define PRICES "productOfferingPrice"
#define PARTS "bundledPopRelationship"
#define RELATIONS "popRelationship"
#define STATUS "lifecycleStatus"
#define PERIOD "validFor"

/* Each price of an offering is compared with the others. */
#define PRICES_MAX 200

typedef struct
{
  GHashTable *prices;        /* id → JsonObject, borrowed */
  const CordTmfPlace *place; /* of the offering */
  GPtrArray *found;          /* (element-type JsonObject), owned */
  GPtrArray *above;          /* (element-type JsonObject) the prices that consist of the one being read */
  guint composite;           /* prices of the offering that consist of others */
  guint read;                /* prices, each as often as it was named */
} PriceList;

static CordTmfPlace
place_of (JsonObject *price)
{
  return (CordTmfPlace){ PRICES, cord_tmf_string (price, "id") };
}

static JsonObject *
find_price (GHashTable *prices, JsonObject *reference)
{
  const char *id = reference != NULL ? cord_tmf_string (reference, "id") : NULL;
  JsonObject *found = id != NULL ? g_hash_table_lookup (prices, id) : NULL;

  if (found != NULL)
    return found;
  return reference != NULL
                 && (cord_tmf_string (reference, "priceType") != NULL || cord_tmf_object (reference, "price") != NULL)
             ? reference
             : NULL;
}

/* An id is one price, however often it is named. */
static gboolean
is_same_price (gconstpointer a, gconstpointer b)
{
  const char *id = cord_tmf_string ((JsonObject *)a, "id");

  return a == b
         || (id != NULL && g_strcmp0 (id, cord_tmf_string ((JsonObject *)b, "id")) == 0 && json_object_equal (a, b));
}

static void
take_price (GPtrArray *found, JsonObject *price)
{
  if (!g_ptr_array_find_with_equal_func (found, price, is_same_price, NULL))
    g_ptr_array_add (found, json_object_ref (price));
}

/* Prices that consist of others */

/* What holds for all parts of a price unless they say otherwise themselves. */
static const char *const inherited[]
    = { STATUS, PERIOD, RELATIONS, "tax", "productOfferingTerm", "prodSpecCharValueUse", "place", "constraint" };

static JsonObject *
dup_part (JsonObject *part, JsonObject *whole)
{
  JsonObject *merged = json_object_new ();
  GList *members = json_object_get_members (part);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (merged, l->data, json_object_dup_member (part, l->data));
  g_list_free (members);
  for (guint i = 0; i < G_N_ELEMENTS (inherited); i++)
    if (cord_tmf_is_absent (merged, inherited[i]) && !cord_tmf_is_absent (whole, inherited[i]))
      json_object_set_member (merged, inherited[i], json_object_dup_member (whole, inherited[i]));
  if (!cord_price_is_in_use (whole))
    json_object_set_member (merged, STATUS, json_object_dup_member (whole, STATUS));
  return merged;
}

/* Which of two periods a part has cannot be said of all prices that are read later. */
static gboolean
check_period (JsonObject *part, JsonObject *whole, GError **error)
{
  const CordTmfPlace place = place_of (whole);

  return cord_tmf_is_absent (part, PERIOD) || cord_tmf_is_absent (whole, PERIOD)
         || cord_json_equal (cord_tmf_find (part, PERIOD), cord_tmf_find (whole, PERIOD))
         || cord_tmf_refuse_because (&place, PERIOD, _ ("must be that of the prices it consists of"), error);
}

static gboolean
has_amount (JsonObject *price)
{
  return !cord_tmf_is_absent (price, "price.value") || !cord_tmf_is_absent (price, "percentage");
}

/* Without one of its prices an offering would be sold for less than it costs. */
static gboolean
refuse_missing (const CordTmfPlace *place, const char *member, JsonObject *reference, GError **error)
{
  const char *id = reference != NULL ? cord_tmf_string (reference, "id") : NULL;
  g_autofree char *why = id != NULL ? g_strdup_printf (_ ("names a price that is not in the catalog: %s"), id)
                                    : g_strdup (_ ("names a price without its id"));

  return cord_tmf_refuse_because (place, member, why, error);
}

static gboolean add_price (PriceList *self, JsonObject *price, JsonObject *whole, GError **error);

static gboolean
add_parts (PriceList *self, JsonObject *whole, JsonArray *parts, GError **error)
{
  const CordTmfPlace place = place_of (whole);
  gboolean read = TRUE;

  if (has_amount (whole))
    return cord_tmf_refuse_because (&place, PARTS, _ ("must not stand on a price with an amount of its own"), error);
  if (g_ptr_array_find (self->above, whole, NULL))
    return cord_tmf_refuse_because (&place, PARTS, _ ("must not lead back to the same price"), error);
  if (self->above->len == 0 && ++self->composite > 1)
    return cord_tmf_refuse_because (
        self->place, PRICES, _ ("has several prices that consist of others; give each an offering of its own"), error);
  g_ptr_array_add (self->above, whole);
  for (guint i = 0; read && i < cord_tmf_length (parts); i++)
    {
      JsonObject *part = find_price (self->prices, cord_tmf_at (parts, i));

      if (part == NULL)
        return refuse_missing (&place, PARTS, cord_tmf_at (parts, i), error);
      read = check_period (part, whole, error) && add_price (self, part, whole, error);
    }
  g_ptr_array_set_size (self->above, (int)self->above->len - 1);
  return read;
}

/* @whole: the price that it is a part of; or NULL */
static gboolean
add_price (PriceList *self, JsonObject *price, JsonObject *whole, GError **error)
{
  JsonArray *parts = cord_tmf_array (price, PARTS);
  g_autoptr (JsonObject) part = whole != NULL ? dup_part (price, whole) : NULL;

  if (++self->read > PRICES_MAX)
    return cord_tmf_refuse_because (self->place, PRICES, _ ("has more prices than an offering can have, 200"), error);
  if (cord_tmf_length (parts) > 0)
    return add_parts (self, price, parts, error);
  take_price (self->found, part != NULL ? part : price);
  return TRUE;
}

/* Discounts */

/* Words by which a price names what is taken off it. */
static gboolean
is_discounted_by (JsonObject *relation)
{
  static const char *const types[]
      = { "discount", "discountedBy", "discounted by", "alteration", "alteredBy", "altered by" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (cord_tmf_is (relation, "relationshipType", types[i]))
      return TRUE;
  return FALSE;
}

/* The discount that entry @i of the relations of @price names; NULL for anything else. */
static JsonObject *
find_discount (GHashTable *prices, JsonObject *price, guint i)
{
  JsonObject *relation = cord_tmf_at (cord_tmf_array (price, RELATIONS), i);
  JsonObject *other = relation != NULL && is_discounted_by (relation) ? find_price (prices, relation) : NULL;

  return other != NULL && cord_price_kind_read (other) == CORD_PRICE_KIND_DISCOUNT ? other : NULL;
}

/* The discounts that a recurring price of the offering names; prices may name each other in a circle. */
static void
follow_discounts (PriceList *self)
{
  const guint n = self->found->len;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *price = self->found->pdata[i];
      const guint relations = cord_price_kind_read (price) == CORD_PRICE_KIND_RECURRING
                                  ? cord_tmf_length (cord_tmf_array (price, RELATIONS))
                                  : 0;

      for (guint k = 0; k < relations && self->found->len <= PRICES_MAX; k++)
        {
          JsonObject *discount = find_discount (self->prices, price, k);

          if (discount != NULL)
            take_price (self->found, discount);
        }
    }
}

/* Whether the discount says that it is taken off the price with this id. */
static gboolean
is_taken_off (JsonObject *discount, const char *id)
{
  JsonArray *relations = cord_tmf_array (discount, RELATIONS);

  for (guint i = 0; id != NULL && i < cord_tmf_length (relations); i++)
    if (cord_tmf_at (relations, i) != NULL && g_strcmp0 (cord_tmf_string (cord_tmf_at (relations, i), "id"), id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_discount (const PriceList *self, JsonObject *price)
{
  const char *id = cord_tmf_string (price, "id");
  const guint relations = cord_tmf_length (cord_tmf_array (price, RELATIONS));

  for (guint i = 0; i < relations; i++)
    if (find_discount (self->prices, price, i) != NULL)
      return TRUE;
  for (guint i = 0; i < self->found->len; i++)
    if (cord_price_kind_read (self->found->pdata[i]) == CORD_PRICE_KIND_DISCOUNT
        && is_taken_off (self->found->pdata[i], id))
      return TRUE;
  return FALSE;
}

/* Discounts are given on what recurs. One on a fee would make the month cheaper, and leave the fee as it is. */
static gboolean
check_discounts (const PriceList *self, GError **error)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      const CordTmfPlace place = place_of (self->found->pdata[i]);
      const CordPriceKind kind = cord_price_kind_read (self->found->pdata[i]);

      if (kind != CORD_PRICE_KIND_RECURRING && kind != CORD_PRICE_KIND_DISCOUNT
          && has_discount (self, self->found->pdata[i]))
        return cord_tmf_refuse_because (&place, RELATIONS,
                                        _ ("names a discount, which only a recurring price can have here"), error);
    }
  return TRUE;
}

/* Prices that are not in use */

static gboolean
has_in_use (const GPtrArray *prices, CordPriceKind kind)
{
  for (guint i = 0; i < prices->len; i++)
    if (cord_price_is_in_use (prices->pdata[i]) && cord_price_kind_read (prices->pdata[i]) == kind)
      return TRUE;
  return FALSE;
}

/* A retired price beside one in use does not count. Where its kind has none in use, an offering that is sold no longer
 * says what it costs; of one that is not sold, it is what customers have. */
static gboolean
drop_unused (GPtrArray *prices, gboolean on_sale, GError **error)
{
  for (guint i = 0; i < prices->len; i++)
    {
      const CordTmfPlace place = place_of (prices->pdata[i]);
      const CordPriceKind kind = cord_price_kind_read (prices->pdata[i]);

      if (cord_price_is_in_use (prices->pdata[i]) || (!on_sale && !has_in_use (prices, kind)))
        continue;
      if (kind == CORD_PRICE_KIND_RECURRING && !has_in_use (prices, kind))
        return cord_tmf_refuse_because (&place, STATUS,
                                        _ ("must be Active or Launched for at least one recurring price"), error);
      g_ptr_array_remove_index (prices, i--);
    }
  return TRUE;
}

GPtrArray *
cord_catalog_price_list_find (GHashTable *prices, JsonObject *offering, gboolean on_sale, const CordTmfPlace *place,
                              GError **error)
{
  JsonArray *references = cord_tmf_array (offering, PRICES);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  g_autoptr (GPtrArray) above = g_ptr_array_new ();
  PriceList self = { .prices = prices, .place = place, .found = found, .above = above };

  if (cord_tmf_length (references) > PRICES_MAX)
    {
      cord_tmf_refuse_because (place, PRICES, _ ("has more prices than an offering can have, 200"), error);
      return NULL;
    }
  for (guint i = 0; i < cord_tmf_length (references); i++)
    {
      JsonObject *price = find_price (prices, cord_tmf_at (references, i));

      if (price == NULL)
        refuse_missing (place, PRICES, cord_tmf_at (references, i), error);
      if (price == NULL || !add_price (&self, price, NULL, error))
        return NULL;
    }
  follow_discounts (&self);
  return drop_unused (found, on_sale, error) && check_discounts (&self, error) ? g_steal_pointer (&found) : NULL;
}
