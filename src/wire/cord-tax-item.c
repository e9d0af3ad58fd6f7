/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-tax-item.h"

#include "wire/cord-price-resource.h"
#include "wire/cord-tmf.h"

#define CATEGORY "taxCategory"
#define RATE "taxRate"
#define AMOUNT "taxAmount"

typedef struct
{
  char *category;
  char *percent;
  CordMoney amount;
} Sum;

struct _CordTaxSums
{
  GPtrArray *sums;
};

JsonObject *
cord_tax_item_to_tmf (const char *category, const char *percent, CordMoney amount)
{
  JsonObject *item = json_object_new ();

  cord_tmf_set_text (item, CATEGORY, category);
  cord_tmf_set_number (item, RATE, percent);
  json_object_set_object_member (item, AMOUNT, cord_price_resource_money (amount));
  return item;
}

static void
sum_free (Sum *self)
{
  g_free (self->category);
  g_free (self->percent);
  g_free (self);
}

CordTaxSums *
cord_tax_sums_new (void)
{
  CordTaxSums *self = g_new0 (CordTaxSums, 1);

  self->sums = g_ptr_array_new_with_free_func ((GDestroyNotify)sum_free);
  return self;
}

void
cord_tax_sums_free (CordTaxSums *self)
{
  g_ptr_array_unref (self->sums);
  g_free (self);
}

static Sum *
require_sum (CordTaxSums *self, const char *category, const char *percent, CordMoney amount)
{
  Sum *sum;

  for (guint i = 0; i < self->sums->len; i++)
    {
      sum = g_ptr_array_index (self->sums, i);
      if (g_strcmp0 (sum->category, category) == 0 && g_strcmp0 (sum->percent, percent) == 0)
        return sum;
    }
  sum = g_new0 (Sum, 1);
  sum->category = g_strdup (category);
  sum->percent = g_strdup (percent);
  sum->amount = cord_money (0, amount.currency, amount.scale);
  g_ptr_array_add (self->sums, sum);
  return sum;
}

static gboolean
add_item (CordTaxSums *self, JsonObject *item, const char *currency)
{
  g_autofree char *percent = cord_tmf_dup_number (cord_tmf_find (item, RATE));
  CordMoney amount;
  Sum *sum;

  if (!cord_price_resource_read_money (item, AMOUNT, &amount) || !g_str_equal (amount.currency, currency))
    return TRUE;
  sum = require_sum (self, cord_tmf_string (item, CATEGORY), percent, amount);
  return cord_money_add (sum->amount, amount, &sum->amount, NULL);
}

gboolean
cord_tax_sums_add (CordTaxSums *self, JsonArray *list, const char *currency)
{
  for (guint i = 0; i < cord_tmf_length (list); i++)
    if (cord_tmf_at (list, i) != NULL && !add_item (self, cord_tmf_at (list, i), currency))
      return FALSE;
  return TRUE;
}

JsonArray *
cord_tax_sums_to_tmf (const CordTaxSums *self)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < self->sums->len; i++)
    {
      const Sum *sum = g_ptr_array_index (self->sums, i);

      if (sum->amount.minor != 0)
        json_array_add_object_element (list, cord_tax_item_to_tmf (sum->category, sum->percent, sum->amount));
    }
  return list;
}
