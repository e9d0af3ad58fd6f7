/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-product-codec.h"

#include "domain/catalog/cord-price-list.h"
#include "domain/customer/cord-validity.h"
#include "wire/cord-fee-codec.h"

typedef struct
{
  CordTmfPlace place;
  JsonObject *object;
  JsonObject *offering; /* NULL when unknown */
  const CordProductContext *context;
  const char *start; /* of the product; NULL when it is not known */
  CordBuilder *out;
} Reading;

/* The characteristic that is the number of the line, and not a feature of the plan. */
#define SERVICE_ID "serviceId"

/* The amount of a TMF637 Price: net where it is given, otherwise gross (an operator whose prices include the tax). */
static JsonObject *
price_money (JsonObject *price)
{
  JsonObject *money = cord_tmf_object (price, "price.dutyFreeAmount");

  return money != NULL ? money : cord_tmf_object (price, "price.taxIncludedAmount");
}

/* Months of a recurring price; 0 for a period that is not known. */
static int
months_of (JsonObject *price)
{
  const char *period = cord_tmf_string (price, "recurringChargePeriod");

  return period != NULL ? cord_tmf_period_months (period) : 1;
}

/* An entry of cord-price-list.h for the price. FALSE when its validFor cannot be read. */
static gboolean
list_price (JsonObject *price, CordBuilder *list)
{
  g_autoptr (GVariant) period = NULL;
  g_autoptr (GVariant) entry = NULL;
  g_autofree char *amount = NULL;
  CordTmfSum sum = { 0 };
  CordBuilder builder;
  gboolean read;

  cord_builder_init (&builder);
  read = cord_tmf_read_period (price, &builder) == NULL && cord_tmf_sum_add (&sum, price_money (price));
  period = cord_builder_end (&builder);
  amount = cord_tmf_sum_to_string (&sum);
  entry = cord_price_list_new_entry (amount, cord_value_get_string (period, CORD_VALID_FROM),
                                     cord_value_get_string (period, CORD_VALID_UNTIL));
  cord_builder_add (list, entry);
  return read;
}

/* Of another period than the bill's: somebody else bills it, and here it is shown. */
static gboolean
add_other_price (JsonObject *price, CordBuilder *others)
{
  g_autofree char *amount = NULL;
  g_autoptr (GVariant) entry = NULL;
  CordTmfSum alone = { 0 };
  CordBuilder builder;

  if (!cord_tmf_sum_add (&alone, price_money (price)))
    return FALSE;
  amount = cord_tmf_sum_to_string (&alone);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "price", amount);
  cord_builder_string (&builder, "currency", alone.currency);
  cord_builder_integer (&builder, "months", months_of (price));
  entry = cord_builder_end (&builder);
  cord_builder_add (others, entry);
  return TRUE;
}

static gboolean
add_price (const Reading *self, JsonObject *price, CordTmfSum *sum, CordBuilder *entries, CordBuilder *others)
{
  int months = months_of (price);

  if (months == 0)
    return FALSE;
  if (months != 1 && months != self->context->months)
    return add_other_price (price, others);
  return cord_tmf_sum_add (sum, price_money (price)) && list_price (price, entries);
}

/* Prices that follow one another are no sum: that of the first day, and what is paid from later days on. @list: of
 * cord-price-list.h */
static void
write_prices (Reading *self, GVariant *list, const char *currency)
{
  g_autoptr (GArray) steps = cord_price_list_dup_steps (list, self->context->zone);
  const guint scale = (guint)cord_currency_scale (currency);
  g_autofree char *text = NULL;
  g_autoptr (GVariant) value = NULL;
  CordDate first = CORD_DATE_NONE;
  CordBuilder later;

  if (self->start != NULL)
    cord_date_parse (self->start, &first, NULL);
  cord_builder_init_array (&later);
  for (guint i = 1; i < steps->len; i++)
    {
      const CordPriceStep *step = &g_array_index (steps, CordPriceStep, i);
      g_autofree char *day = cord_date_to_string (step->from);
      g_autofree char *price = cord_decimal_to_string (step->price, scale);
      g_autoptr (GVariant) entry = cord_value_of_strings ("price", price, "from", day, NULL);

      if ((first == CORD_DATE_NONE || step->from > first)
          && cord_decimal_compare (step->price, g_array_index (steps, CordPriceStep, i - 1).price) != 0)
        cord_builder_add (&later, entry);
    }
  value = cord_builder_end (&later);
  text = cord_decimal_to_string (cord_price_steps_find (steps, first)->price, scale);
  cord_builder_string (self->out, "price", text);
  if (cord_value_length (value) > 0)
    cord_builder_value (self->out, "laterPrices", value);
}

static gboolean
read_price (Reading *self, GError **error)
{
  JsonArray *prices = cord_tmf_array (self->object, "productPrice");
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) other_prices = NULL;
  gboolean read = TRUE;
  CordTmfSum sum = { 0 };
  CordBuilder entries;
  CordBuilder others;

  cord_builder_init_array (&entries);
  cord_builder_init_array (&others);

  for (guint i = 0; read && i < cord_tmf_length (prices); i++)
    {
      JsonObject *price = cord_tmf_at (prices, i);
      g_autofree char *member = g_strdup_printf ("productPrice.%u.price", i);

      if (price == NULL || !cord_tmf_is (price, "priceType", "recurring"))
        continue;
      read = add_price (self, price, &sum, &entries, &others) || cord_tmf_refuse (&self->place, member, error);
    }
  list = cord_builder_end (&entries);
  other_prices = cord_builder_end (&others);
  if (cord_value_length (other_prices) > 0)
    cord_builder_value (self->out, "otherPrices", other_prices);
  if (!read || sum.n == 0)
    return read;
  write_prices (self, list, sum.currency);
  cord_builder_string (self->out, "currency", sum.currency);
  return TRUE;
}

/* Discounts: prices of their own, or alterations of a recurring one. */

static char *
dup_percent (JsonObject *entry)
{
  g_autofree char *percent = cord_tmf_dup_number (cord_tmf_find (entry, "percentage"));

  if (percent == NULL)
    percent = cord_tmf_dup_number (cord_tmf_find (entry, "price.percentage"));
  /* Some systems write a reduction as a negative percentage. */
  return percent != NULL ? g_strdup (*percent == '-' ? percent + 1 : percent) : NULL;
}

static gboolean
add_discount (Reading *self, CordBuilder *discounts, JsonObject *entry, const char *member, GError **error)
{
  g_autofree char *percent = dup_percent (entry);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *amount = NULL;
  g_autoptr (GVariant) value = NULL;
  CordDecimal decimal;
  CordBuilder discount;

  if (!cord_tmf_read_end_date (entry, "validFor.endDateTime", self->context->zone, &until))
    return cord_tmf_refuse (&self->place, member, error);
  from = cord_tmf_dup_date (cord_tmf_string (entry, "validFor.startDateTime"), self->context->zone);
  if (percent != NULL && !cord_decimal_parse (percent, 6, FALSE, &decimal, NULL))
    return cord_tmf_refuse (&self->place, member, error);
  if (percent == NULL && price_money (entry) != NULL)
    {
      CordTmfSum sum = { 0 };

      if (!cord_tmf_sum_add (&sum, price_money (entry)))
        return cord_tmf_refuse (&self->place, member, error);
      amount = cord_tmf_sum_to_string (&sum);
    }
  if (percent == NULL && amount == NULL)
    return TRUE;
  cord_builder_init (&discount);
  cord_builder_string (&discount, "name", cord_tmf_string (entry, "name"));
  cord_builder_string (&discount, "percent", percent);
  cord_builder_string (&discount, "amount", amount);
  /* It cannot begin before the product does. */
  if (self->start == NULL || g_strcmp0 (from, self->start) > 0)
    cord_builder_string (&discount, "from", from);
  cord_builder_string (&discount, "until", until);
  cord_builder_string (&discount, "promotion", cord_tmf_string (entry, "productOfferingPrice.id"));
  value = cord_builder_end (&discount);
  cord_builder_add (discounts, value);
  return TRUE;
}

static gboolean
add_alterations (Reading *self, CordBuilder *discounts, JsonObject *price, guint index, GError **error)
{
  JsonArray *alterations = cord_tmf_array (price, "productPriceAlteration");

  for (guint i = 0; i < cord_tmf_length (alterations); i++)
    {
      g_autofree char *member = g_strdup_printf ("productPrice.%u.productPriceAlteration.%u", index, i);
      JsonObject *alteration = cord_tmf_at (alterations, i);

      if (alteration != NULL && !add_discount (self, discounts, alteration, member, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_discounts (Reading *self, GError **error)
{
  JsonArray *prices = cord_tmf_array (self->object, "productPrice");
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder discounts;

  cord_builder_init_array (&discounts);
  for (guint i = 0; read && i < cord_tmf_length (prices); i++)
    {
      g_autofree char *member = g_strdup_printf ("productPrice.%u", i);
      JsonObject *price = cord_tmf_at (prices, i);

      if (price == NULL)
        continue;
      if (cord_tmf_is (price, "priceType", "discount"))
        read = add_discount (self, &discounts, price, member, error);
      else if (cord_tmf_is (price, "priceType", "recurring"))
        read = add_alterations (self, &discounts, price, i, error);
    }
  value = cord_builder_end (&discounts);
  cord_builder_value (self->out, "discounts", value);
  return read;
}

/* The commitment */

/* A product without the fee has that of its offering. */
static GVariant *
dup_offered_fee (const Reading *self, gint64 months)
{
  JsonArray *terms = self->offering != NULL ? cord_tmf_array (self->offering, "productOfferingTerm") : NULL;

  for (guint i = 0; i < cord_tmf_length (terms); i++)
    {
      JsonObject *term = cord_tmf_at (terms, i);
      g_autoptr (GVariant) fee = NULL;
      gint64 offered;

      if (term != NULL && cord_tmf_months (cord_tmf_find (term, "duration"), &offered) && offered == months
          && cord_fee_read (term, "etf", CORD_SCALE_MAX, &fee) && fee != NULL)
        return g_steal_pointer (&fee);
    }
  return NULL;
}

static gboolean
read_term (Reading *self, const char *start, GError **error)
{
  JsonObject *term = cord_tmf_first (self->object, "productTerm");
  const char *from = term != NULL ? cord_tmf_string (term, "validFor.startDateTime") : NULL;
  g_autofree char *begins = NULL;
  g_autoptr (GVariant) fee = NULL;
  g_autoptr (GVariant) value = NULL;
  CordBuilder builder;
  gint64 months;

  if (term == NULL || cord_tmf_find (term, "duration") == NULL)
    return TRUE;
  if (!cord_tmf_months (cord_tmf_find (term, "duration"), &months))
    return cord_tmf_refuse (&self->place, "productTerm.0.duration", error);
  if (months == 0)
    return TRUE;
  begins = from != NULL ? cord_tmf_dup_date (from, self->context->zone) : g_strdup (start);
  if (from != NULL && begins == NULL)
    return cord_tmf_refuse (&self->place, "productTerm.0.validFor.startDateTime", error);

  fee = cord_fee_from_tmf (cord_tmf_object (term, "etf"));
  if (fee == NULL)
    fee = dup_offered_fee (self, months);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "name", cord_tmf_string (term, "name"));
  cord_builder_integer (&builder, "months", months);
  cord_builder_string (&builder, "start", begins);
  cord_builder_value (&builder, "etf", fee);
  value = cord_builder_end (&builder);
  cord_builder_value (self->out, "term", value);
  return TRUE;
}

/* Everything else */

static void
read_features (Reading *self)
{
  JsonArray *list = cord_tmf_array (self->object, "productCharacteristic");
  g_autofree char *service = NULL;
  g_autoptr (GVariant) value = NULL;
  JsonObject *realizing = cord_tmf_first (self->object, "realizingService");
  CordBuilder features;

  cord_builder_init_array (&features);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);
      const char *name = entry != NULL ? cord_tmf_string (entry, "name") : NULL;
      g_autofree char *text = entry != NULL ? cord_tmf_dup_text (cord_tmf_find (entry, "value")) : NULL;
      g_autoptr (GVariant) feature = NULL;

      if (name == NULL || text == NULL)
        continue;
      if (g_str_equal (name, SERVICE_ID))
        {
          g_free (service);
          service = g_steal_pointer (&text);
          continue;
        }
      feature = cord_value_of_strings ("name", name, "value", text, NULL);
      cord_builder_add (&features, feature);
    }
  value = cord_builder_end (&features);
  cord_builder_value (self->out, "features", value);
  if (service == NULL && realizing != NULL)
    service = g_strdup (cord_tmf_string (realizing, "id"));
  if (service == NULL)
    service = g_strdup (cord_tmf_string (self->object, "productSerialNumber"));
  cord_builder_string (self->out, "serviceId", service);
}

static void
read_relations (Reading *self)
{
  JsonArray *list = cord_tmf_array (self->object, "productRelationship");
  g_autoptr (GVariant) value = NULL;
  CordBuilder relies;

  cord_builder_init_array (&relies);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);
      const char *id;

      if (entry == NULL || !cord_tmf_is (entry, "relationshipType", "reliesOn"))
        continue;
      id = cord_tmf_string (entry, "product.id");
      cord_builder_add_string (&relies, id != NULL ? id : cord_tmf_string (entry, "id"));
    }
  value = cord_builder_end (&relies);
  cord_builder_value (self->out, "reliesOn", value);
}

/* Without an offering the id has to be one that no offering has. */
static const char *
offering_id (const Reading *self)
{
  const char *offering = cord_tmf_string (self->object, "productOffering.id");
  const char *specification = cord_tmf_string (self->object, "productSpecification.id");

  if (offering != NULL)
    return offering;
  return specification != NULL ? specification : self->place.id;
}

static void
read_names (Reading *self)
{
  const char *name = cord_tmf_string (self->object, "name");
  JsonObject *category = self->offering != NULL ? cord_tmf_first (self->offering, "category") : NULL;

  cord_builder_string (self->out, "id", self->place.id);
  cord_builder_string (self->out, "offering", offering_id (self));
  cord_builder_string (self->out, "name", name != NULL ? name : cord_tmf_string (self->object, "productOffering.name"));
  cord_builder_string (self->out, "account", cord_tmf_string (self->object, "billingAccount.id"));
  cord_builder_string (self->out, "category", category != NULL ? cord_tmf_string (category, "id") : NULL);
}

static gboolean
read_product (Reading *self, GError **error)
{
  const char *from = cord_tmf_string (self->object, "startDate");
  g_autofree char *start = cord_tmf_dup_date (from, self->context->zone);
  g_autofree char *version = cord_tmf_dup_text (cord_tmf_find (self->object, "version"));
  gint64 quantity;

  /* What can be read comes first: it stands for the product where the rest cannot. */
  read_names (self);
  cord_builder_string (self->out, "status", cord_tmf_string (self->object, "status"));
  read_features (self);
  read_relations (self);
  cord_builder_string (self->out, "version", version);
  if (cord_tmf_string (self->object, "status") == NULL)
    return cord_tmf_refuse (&self->place, "status", error);
  if (from != NULL && start == NULL)
    return cord_tmf_refuse (&self->place, "startDate", error);
  if (!cord_tmf_integer (self->object, "quantity", 1, 1000000, 1, &quantity))
    return cord_tmf_refuse (&self->place, "quantity", error);
  self->start = start;
  cord_builder_string (self->out, "start", start);
  cord_builder_integer (self->out, "quantity", quantity);
  return read_price (self, error) && read_term (self, start, error) && read_discounts (self, error);
}

/* @refusal: of what cannot be read, whose member becomes the document's problem. NULL, with @error, for what is no
 * product at all. */
static GVariant *
read_document (JsonNode *product, const CordProductContext *context, GError **refusal, GError **error)
{
  CordBuilder out;
  Reading self = { .context = context, .out = &out };
  const char *offering;

  self.object = cord_tmf_resource (product, "product", &self.place, error);
  if (self.object == NULL)
    return NULL;
  offering = cord_tmf_string (self.object, "productOffering.id");
  self.offering = offering != NULL ? g_hash_table_lookup (context->offerings, offering) : NULL;

  cord_builder_init (&out);
  if (!read_product (&self, refusal))
    cord_builder_string (&out, "problem", cord_error_get_member (*refusal));
  return cord_builder_end (&out);
}

GVariant *
cord_product_from_tmf (JsonNode *product, const CordProductContext *context, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GVariant) document = read_document (product, context, &refusal, error);

  if (refusal == NULL)
    return g_steal_pointer (&document);
  g_propagate_error (error, g_steal_pointer (&refusal));
  return NULL;
}

GVariant *
cord_product_show_tmf (JsonNode *product, const CordProductContext *context, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  return read_document (product, context, &refusal, error);
}
