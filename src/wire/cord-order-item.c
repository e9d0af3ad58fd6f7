/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-order-codec.h"

#include "base/cord-error.h"
#include "domain/change/cord-change.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define KIND "cordboardKind"
#define STATUS "product.status"
#define OFFERING "productOffering.id"
#define HELD "product.productOffering.id"
#define BILLING_DAY "cordboardBillingDay"
#define DATE_SHIFT "dateShift"
#define BILL "bill"

/* What a product is to be from then on: TMF622 has no action for it. */
#define SUSPENDED "suspended"
#define ACTIVE "active"

static const struct
{
  const char *kind;
  const char *action;
} actions[] = {
  { "add", "add" },          { "remove", "delete" },  { "modify", "modify" }, { "upgrade", "modify" },
  { "downgrade", "modify" }, { "suspend", "modify" }, { "resume", "modify" }, { "billing-day", "modify" },
};

static const char *
action_of_kind (const char *kind)
{
  for (gsize i = 0; kind != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].kind, kind))
      return actions[i].action;
  return NULL;
}

static JsonObject *
new_product (GVariant *change)
{
  JsonObject *product = json_object_new ();
  g_autoptr (GPtrArray) relies = cord_change_dup_relies_on (change);
  JsonArray *relations = json_array_new ();

  cord_tmf_set_text (product, "id", cord_change_get_product (change));
  if (cord_change_is_suspension (change) || cord_change_is_resumption (change))
    json_object_set_string_member (product, "status", cord_change_is_suspension (change) ? SUSPENDED : ACTIVE);
  cord_tmf_take_object (product, "productOffering", cord_tmf_new_reference (cord_change_get_from (change), NULL));
  for (guint i = 0; i < relies->len; i++)
    {
      JsonObject *relation = json_object_new ();

      json_object_set_string_member (relation, "relationshipType", "reliesOn");
      cord_tmf_take_object (relation, "product", cord_tmf_new_reference (g_ptr_array_index (relies, i), NULL));
      json_array_add_object_element (relations, relation);
    }
  if (json_array_get_length (relations) > 0)
    json_object_set_array_member (product, "productRelationship", relations);
  else
    json_array_unref (relations);
  return product;
}

static JsonObject *
new_term (gint64 months)
{
  JsonObject *term = json_object_new ();
  JsonObject *duration = json_object_new ();

  json_object_set_int_member (duration, "amount", months);
  json_object_set_string_member (duration, "units", "month");
  json_object_set_object_member (term, "duration", duration);
  return term;
}

static JsonObject *
new_billing_day (GVariant *change)
{
  JsonObject *day = json_object_new ();

  json_object_set_int_member (day, DATE_SHIFT, cord_change_get_date_shift (change));
  cord_tmf_set_text (day, BILL, cord_change_get_bill (change));
  return day;
}

JsonObject *
cord_order_item_from_change (GVariant *change)
{
  const char *kind = cord_change_get_kind (change);
  const char *action = action_of_kind (kind);
  JsonObject *item;

  g_return_val_if_fail (action != NULL, NULL);

  item = json_object_new ();
  json_object_set_string_member (item, "id", "1");
  json_object_set_string_member (item, "action", action);
  if (g_str_equal (action, "modify"))
    json_object_set_string_member (item, KIND, kind);
  if (cord_change_is_billing_day (change))
    {
      json_object_set_object_member (item, BILLING_DAY, new_billing_day (change));
      return item;
    }
  if (cord_change_get_quantity (change) != 0)
    json_object_set_int_member (item, "quantity", cord_change_get_quantity (change));
  json_object_set_object_member (item, "product", new_product (change));
  cord_tmf_take_object (item, "productOffering", cord_tmf_new_reference (cord_change_get_offering (change), NULL));
  if (cord_change_has_term (change))
    cord_tmf_take_single (item, "itemTerm", new_term (cord_change_get_term (change)));
  return item;
}

/* Reading. Foreign systems write the actions in words of their own. */

static const char *
kind_of_item (JsonObject *item)
{
  static const struct
  {
    const char *action;
    const char *kind;
  } words[] = {
    { "add", "add" },       { "modify", "modify" }, { "change", "modify" }, { "delete", "remove" },
    { "remove", "remove" }, { "noChange", "" },     { "no-change", "" },    { "no_change", "" },
  };
  const char *named = cord_tmf_string (item, KIND);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!cord_tmf_is (item, "action", words[i].action))
        continue;
      if (named == NULL || !g_str_equal (words[i].kind, "modify"))
        return words[i].kind;
      return g_strcmp0 (action_of_kind (named), "modify") == 0 ? named : NULL;
    }
  return NULL;
}

/* What an item without an action asks for. */
static const char *
infer_kind (JsonObject *item)
{
  static const char *const wishes[] = { OFFERING, STATUS, "quantity", "itemTerm", BILLING_DAY };

  if (cord_tmf_string (item, "product.id") == NULL && cord_tmf_find (item, BILLING_DAY) == NULL)
    return cord_tmf_string (item, OFFERING) != NULL || cord_tmf_string (item, HELD) != NULL ? "add" : "";
  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    if (cord_tmf_find (item, wishes[i]) != NULL)
      return "modify";
  return "";
}

/* A modification that asks for nothing but another status suspends or resumes. Other systems describe the whole product
 * in an item, so an active one is resumed only where nothing else is wanted of it. NULL when the status contradicts the
 * rest. */
static const char *
kind_with_status (JsonObject *item, const char *kind)
{
  const char *named = cord_tmf_string (item, KIND);
  const char *wanted = cord_tmf_string (item, OFFERING);
  const char *held = cord_tmf_string (item, HELD);
  gboolean elsewhere = wanted != NULL && held != NULL && !g_str_equal (wanted, held);
  gboolean suspends = g_strcmp0 (kind, "suspend") == 0, resumes = g_strcmp0 (kind, "resume") == 0;

  if (g_strcmp0 (action_of_kind (kind), "modify") != 0)
    return kind;
  if (cord_tmf_is (item, STATUS, SUSPENDED))
    return (named == NULL || suspends) && !elsewhere ? "suspend" : NULL;
  if (suspends)
    return cord_tmf_find (item, STATUS) == NULL && !elsewhere ? kind : NULL;
  if (resumes)
    return (cord_tmf_find (item, STATUS) == NULL || cord_tmf_is (item, STATUS, ACTIVE)) && !elsewhere ? kind : NULL;
  if (named == NULL && cord_tmf_is (item, STATUS, ACTIVE) && wanted == NULL && cord_tmf_find (item, "quantity") == NULL
      && cord_tmf_first (item, "itemTerm") == NULL)
    return "resume";
  return kind;
}

static void
read_relies_on (JsonObject *item, CordBuilder *out)
{
  JsonArray *relations = cord_tmf_array (item, "product.productRelationship");
  g_autoptr (GVariant) value = NULL;
  CordBuilder relies;

  cord_builder_init_array (&relies);
  for (guint i = 0; i < cord_tmf_length (relations); i++)
    {
      JsonObject *relation = cord_tmf_at (relations, i);

      if (relation != NULL && cord_tmf_is (relation, "relationshipType", "reliesOn"))
        {
          const char *id = cord_tmf_string (relation, "product.id");

          cord_builder_add_string (&relies, id != NULL ? id : cord_tmf_string (relation, "id"));
        }
    }
  value = cord_builder_end (&relies);
  if (cord_value_length (value) > 0)
    cord_builder_value (out, "reliesOn", value);
}

static gboolean
keeps_plan (const char *kind)
{
  return g_str_equal (kind, "suspend") || g_str_equal (kind, "resume");
}

/* What is suspended or resumed is the plan that the product has, however the item names it. */
static void
read_offerings (JsonObject *item, const char *kind, CordBuilder *out)
{
  const char *wanted = cord_tmf_string (item, OFFERING);
  const char *held = cord_tmf_string (item, HELD);
  gboolean keeps = keeps_plan (kind);

  /* A product to come has no offering yet, so the one that it is described with is the one that is wanted. One that
   * has an id is somebody's already. */
  if (wanted == NULL && g_str_equal (kind, "add") && cord_tmf_string (item, "product.id") == NULL)
    wanted = held;
  if (!keeps && !g_str_equal (kind, "remove"))
    cord_builder_string (out, "offering", wanted);
  if (!g_str_equal (kind, "add"))
    cord_builder_string (out, "from", keeps && held == NULL ? wanted : held);
}

/* The commitment that is asked for; what a suspended or resumed product is described with is not. */
static JsonObject *
find_term (JsonObject *item, const char *kind)
{
  JsonObject *term = cord_tmf_first (item, "itemTerm");

  if (term != NULL || keeps_plan (kind))
    return term;
  return cord_tmf_first (item, "product.productTerm");
}

/* A modification that says to which day the billing day is moved need not say by a kind that it is one. */
static gboolean
moves_billing_day (JsonObject *item, const char *kind)
{
  return g_strcmp0 (kind, "billing-day") == 0
         || (g_strcmp0 (kind, "modify") == 0 && cord_tmf_string (item, KIND) == NULL
             && cord_tmf_find (item, BILLING_DAY) != NULL);
}

/* The billing day is the account's: an item that names anything else contradicts itself. */
static GVariant *
read_billing_day (JsonObject *item, const CordTmfPlace *place, GError **error)
{
  static const char *const others[] = { "product", "productOffering", "quantity", "itemTerm" };
  const char *bill = cord_tmf_string (item, BILLING_DAY "." BILL);
  CordBuilder out;
  gint64 day;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (cord_tmf_find (item, others[i]) != NULL)
      {
        cord_tmf_refuse (place, others[i], error);
        return NULL;
      }
  if (!cord_tmf_integer (item, BILLING_DAY "." DATE_SHIFT, 1, 31, 0, &day) || day == 0)
    {
      cord_tmf_refuse (place, BILLING_DAY "." DATE_SHIFT, error);
      return NULL;
    }
  if (cord_tmf_find (item, BILLING_DAY "." BILL) != NULL && g_strcmp0 (bill, "stub") != 0
      && g_strcmp0 (bill, "extension") != 0)
    {
      cord_tmf_refuse (place, BILLING_DAY "." BILL, error);
      return NULL;
    }
  cord_builder_init (&out);
  cord_builder_string (&out, "kind", "billing-day");
  cord_builder_integer (&out, DATE_SHIFT, day);
  cord_builder_string (&out, BILL, bill);
  return cord_builder_end (&out);
}

static GVariant *
read_product_change (JsonObject *item, const char *action, const CordTmfPlace *place, GError **error)
{
  const char *kind = kind_with_status (item, action);
  JsonObject *term;
  gint64 quantity, months = 0;
  CordBuilder out;

  if (kind == NULL)
    {
      cord_tmf_refuse (place, action != NULL ? STATUS : "action", error);
      return NULL;
    }
  if (*kind == '\0')
    return NULL;
  if (!cord_tmf_integer (item, "quantity", 1, 1000000, 1, &quantity))
    {
      cord_tmf_refuse (place, "quantity", error);
      return NULL;
    }
  term = find_term (item, kind);
  if (term != NULL && !cord_tmf_months (cord_tmf_find (term, "duration"), &months))
    {
      cord_tmf_refuse (place,
                       cord_tmf_first (item, "itemTerm") != NULL ? "itemTerm.duration" : "product.productTerm.duration",
                       error);
      return NULL;
    }

  cord_builder_init (&out);
  cord_builder_string (&out, "kind", kind);
  cord_builder_string (&out, "product", cord_tmf_string (item, "product.id"));
  read_offerings (item, kind, &out);
  if (cord_tmf_find (item, "quantity") != NULL)
    cord_builder_integer (&out, "quantity", quantity);
  if (term != NULL)
    cord_builder_integer (&out, "term", months);
  read_relies_on (item, &out);
  return cord_builder_end (&out);
}

GVariant *
cord_order_item_to_change (JsonObject *item, const CordTmfPlace *place, GError **error)
{
  const char *kind = kind_of_item (item);

  if (cord_tmf_find (item, "action") == NULL && g_strcmp0 (place->resource, "productOrder") != 0)
    kind = infer_kind (item);
  if (moves_billing_day (item, kind))
    return read_billing_day (item, place, error);
  if (cord_tmf_find (item, BILLING_DAY) != NULL)
    {
      cord_tmf_refuse (place, BILLING_DAY, error);
      return NULL;
    }
  return read_product_change (item, kind, place, error);
}

static gboolean
refuse_several (const CordTmfPlace *place, GError **error)
{
  g_autofree char *member = g_strdup_printf ("%s.%u", place->list, place->index);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "several-changes", member,
                              _ ("Ask for each change by itself."),
                              _ ("Several changes go together only where each removes another product."));
}

/* Adds what the item at @place asks for to what those before it do. Takes @found. */
static gboolean
join (GVariant **change, GVariant *found, const CordTmfPlace *place, GError **error)
{
  g_autoptr (GVariant) next = found;
  g_autoptr (GVariant) before = *change;
  const char *product = cord_change_get_product (next);
  g_autoptr (GPtrArray) products = cord_change_dup_products (before);

  *change = NULL;
  if (before == NULL)
    *change = g_steal_pointer (&next);
  else if (!cord_change_is_removal (before) || !cord_change_is_removal (next) || product == NULL || products->len == 0
           || g_ptr_array_find_with_equal_func (products, product, g_str_equal, NULL))
    return refuse_several (place, error);
  else
    *change = cord_change_take_along (before, product);
  return TRUE;
}

static gboolean
read_item (JsonArray *items, const CordTmfPlace *place, GVariant **change, GError **error)
{
  JsonObject *item = cord_tmf_at (items, place->index);
  g_autoptr (GError) local = NULL;
  GVariant *found = NULL;

  if (item == NULL)
    {
      g_autofree char *member = g_strdup_printf ("%s.%u", place->list, place->index);

      return cord_tmf_refuse (&(const CordTmfPlace){ place->resource, place->id, NULL, 0 }, member, error);
    }
  found = cord_order_item_to_change (item, place, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return found == NULL || join (change, found, place, error);
}

GVariant *
cord_order_items_to_change (JsonArray *items, const CordTmfPlace *place, GError **error)
{
  g_autoptr (GVariant) change = NULL;

  for (guint i = 0; i < cord_tmf_length (items); i++)
    if (!read_item (items, &(const CordTmfPlace){ place->resource, place->id, place->list, i }, &change, error))
      return NULL;
  return g_steal_pointer (&change);
}

JsonObject *
cord_order_items_find (JsonArray *items, const char *resource, const char *product, guint *index)
{
  for (*index = 0; *index < cord_tmf_length (items); (*index)++)
    {
      JsonObject *item = cord_tmf_at (items, *index);
      g_autoptr (GVariant) change
          = item != NULL ? cord_order_item_to_change (item, &(const CordTmfPlace){ resource }, NULL) : NULL;

      if (change != NULL && (product == NULL || g_strcmp0 (cord_change_get_product (change), product) == 0))
        return item;
    }
  return NULL;
}
