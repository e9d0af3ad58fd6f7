/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-offer.h"

#include "billing/cord-allowance.h"
#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>

enum
{
  FIELD_PRICE,
  FIELD_TAX,
  FIELD_ONCE,
  FIELD_BILLED,
  FIELD_ALLOWANCES,
  FIELD_DATED,
};

#define ROW(name, kind, member) CORD_FIELD_ROW (CordBillingOfferDraft, name, kind, member)

static const CordField offer_table[] = {
  [FIELD_PRICE] = ROW ("price", TEXT, price),
  [FIELD_TAX] = ROW ("tax", VALUE, tax),
  [FIELD_ONCE] = ROW ("once", TEXT, once),
  [FIELD_BILLED] = ROW ("billed", TEXT, billed),
  [FIELD_ALLOWANCES] = ROW ("allowances", VALUE, allowances),
  [FIELD_DATED] = ROW ("dated", VALUE, dated),
  { 0 },
};

static gboolean
read_allowances (const CordFields *fields, GStringChunk *strings, GArray **out, GError **error)
{
  const CordPlace list = { .parent = fields->place, .name = offer_table[FIELD_ALLOWANCES].name };

  if (!cord_fields_has (fields, FIELD_ALLOWANCES))
    return TRUE;
  *out = cord_allowances_parse (&fields->values[FIELD_ALLOWANCES], &list, strings, error);
  return *out != NULL;
}

/* The price without a date, then the dated ones. */
static gboolean
read_prices (const CordFields *fields, guint max_decimals, GArray *prices, GError **error)
{
  const CordPlace list = { .parent = fields->place, .name = offer_table[FIELD_DATED].name };
  CordDatedPrice first = { .from = CORD_DATE_NONE };
  const CordView *array;

  if (!cord_fields_decimal (fields, FIELD_PRICE, max_decimals, &first.price, error))
    return FALSE;
  if (cord_fields_has (fields, FIELD_ONCE)
      && !cord_fields_decimal (fields, FIELD_ONCE, max_decimals, &first.once, error))
    return FALSE;
  first.taxes = cord_taxes_read (fields, FIELD_TAX, error);
  if (first.taxes == NULL)
    return FALSE;
  g_array_append_val (prices, first);
  return !cord_fields_has (fields, FIELD_DATED)
         || (cord_fields_array (fields, FIELD_DATED, &array, error)
             && cord_dated_prices_read (prices, array, &list, max_decimals, error));
}

gboolean
cord_billing_offer_parse (const char *name, const CordView *object, guint scale, GStringChunk *strings,
                          CordBillingOffer *out, GError **error)
{
  const CordPlace catalog = { .name = "catalog" };
  const CordPlace place = { .parent = &catalog, .name = name };
  const guint max_decimals = scale + CORD_UNIT_PRICE_EXTRA;
  CordFields fields;
  g_auto (CordBillingOffer) offer = { 0 };

  if (!cord_billing_name_is_valid (name))
    return cord_place_refuse (&catalog, NULL, "invalid", error,
                              _ ("the name of an offer must be 1 to 64 letters, digits, “_” or “-”"));
  offer.prices = cord_dated_prices_new ();
  if (!cord_fields_collect (&fields, object, &place, offer_table, error)
      || !read_prices (&fields, max_decimals, offer.prices, error))
    return FALSE;
  if (!cord_fields_either (&fields, FIELD_BILLED, "advance", "arrears", &offer.arrears, error)
      || !read_allowances (&fields, strings, &offer.allowances, error))
    return FALSE;
  offer.name = g_string_chunk_insert (strings, name);
  *out = offer;
  offer = (CordBillingOffer){ 0 };
  return TRUE;
}

void
cord_billing_offer_clear (CordBillingOffer *self)
{
  g_clear_pointer (&self->prices, g_array_unref);
  g_clear_pointer (&self->allowances, g_array_unref);
}

const CordDatedPrice *
cord_billing_offer_price_on (const CordBillingOffer *self, CordDate date)
{
  return &g_array_index (self->prices, CordDatedPrice, cord_dated_prices_find (self->prices, date));
}

GVariant *
cord_billing_offer_draft_to_value (const CordBillingOfferDraft *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_fields_write (offer_table, self, &builder);
  return cord_builder_end (&builder);
}

void
cord_billing_offer_draft_read (CordBillingOfferDraft *self, GVariant *object)
{
  *self = (CordBillingOfferDraft){ 0 };
  cord_fields_read (offer_table, object, self, NULL);
}

void
cord_billing_offer_draft_clear (CordBillingOfferDraft *self)
{
  g_clear_pointer (&self->tax, g_variant_unref);
  g_clear_pointer (&self->allowances, g_variant_unref);
  g_clear_pointer (&self->dated, g_variant_unref);
}

const char *
cord_billing_offer_find_price (GVariant *catalog, const char *name)
{
  g_autoptr (GVariant) offer = cord_value_dup (catalog, name);

  return offer != NULL ? cord_value_get_string (offer, offer_table[FIELD_PRICE].name) : NULL;
}
