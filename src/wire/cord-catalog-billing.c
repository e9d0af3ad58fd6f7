/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-billing.h"

#include "domain/catalog/cord-included.h"
#include "wire/cord-price-kind.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define AMOUNT "unitOfMeasure.amount"
#define MISSING -1

typedef struct
{
  const char *billed; /* of the recurring prices so far; NULL before the first */
  GHashTable *names;  /* of the allowances so far; borrowed */
  CordBuilder allowances;
} Reading;

/* What is billed before the month and what is billed after it cannot be one price. */
static gboolean
read_billed (Reading *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *billed = cord_tmf_string (price, CORD_BILLED);

  if (cord_tmf_is_absent (price, CORD_BILLED))
    billed = "advance";
  if (g_strcmp0 (billed, "advance") != 0 && g_strcmp0 (billed, "arrears") != 0)
    return cord_tmf_refuse_because (place, CORD_BILLED,
                                    _ ("must be advance or arrears, the same on all prices of the month"), error);
  if (self->billed != NULL && !g_str_equal (self->billed, billed))
    return cord_tmf_refuse_because (place, CORD_BILLED,
                                    _ ("must be advance or arrears, the same on all prices of the month"), error);
  self->billed = billed;
  return TRUE;
}

static gboolean
read_allowance (Reading *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *name = cord_tmf_string (price, "name");
  const char *partial = cord_tmf_string (price, CORD_PARTIAL);
  g_autoptr (GVariant) value = NULL;
  CordIncluded included;
  CordBuilder builder;
  gint64 amount;

  if (name == NULL || !g_hash_table_add (self->names, (gpointer)name))
    return cord_tmf_refuse_because (place, "name",
                                    _ ("must be there, and no other allowance of the offering may have it"), error);
  if (!cord_tmf_integer (price, AMOUNT, 0, CORD_INCLUDED_AMOUNT_MAX, MISSING, &amount) || amount == MISSING)
    return cord_tmf_refuse_because (place, AMOUNT, _ ("must be a whole number of 0 or more"), error);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "name", name);
  cord_builder_integer (&builder, "amount", amount);
  cord_builder_string (&builder, "units", cord_tmf_string (price, "unitOfMeasure.units"));
  cord_builder_string (&builder, "partial", partial);
  value = cord_builder_end (&builder);
  if ((partial == NULL && !cord_tmf_is_absent (price, CORD_PARTIAL)) || !cord_included_read (&included, value))
    return cord_tmf_refuse_because (place, CORD_PARTIAL, _ ("must be prorate, full or forfeit"), error);
  cord_builder_add (&self->allowances, value);
  return TRUE;
}

static gboolean
read_price (Reading *self, JsonObject *price, GError **error)
{
  const CordTmfPlace place = { "productOfferingPrice", cord_tmf_string (price, "id") };

  const CordPriceKind kind = cord_price_kind_read (price);

  if (kind == CORD_PRICE_KIND_RECURRING)
    return read_billed (self, price, &place, error);
  return kind != CORD_PRICE_KIND_ALLOWANCE || read_allowance (self, price, &place, error);
}

gboolean
cord_catalog_billing_read (GPtrArray *prices, CordBuilder *out, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GVariant) allowances = NULL;
  Reading self = { .names = names };
  gboolean read = TRUE;

  cord_builder_init_array (&self.allowances);
  for (guint i = 0; read && i < prices->len; i++)
    read = read_price (&self, prices->pdata[i], error);
  allowances = cord_builder_end (&self.allowances);
  if (!read)
    return FALSE;
  if (g_strcmp0 (self.billed, "arrears") == 0)
    cord_builder_string (out, "billed", self.billed);
  if (cord_value_length (allowances) > 0)
    cord_builder_value (out, "allowances", allowances);
  return TRUE;
}
