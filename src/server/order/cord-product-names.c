/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-product-names.h"

#include "domain/customer/cord-history.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-tmf.h"

static gboolean
add_products (CordProductNames *self, const char *column, const char *value, GError **error)
{
  g_autoptr (JsonArray) products = NULL;

  if (value == NULL)
    return TRUE;
  products = cord_engine_collect (self->core, "product", column, value, error);
  for (guint i = 0; products != NULL && i < cord_tmf_length (products); i++)
    {
      const char *id = cord_tmf_id (cord_tmf_at (products, i));

      g_hash_table_insert (self->ids, cord_history_name (id), g_strdup (id));
    }
  return products != NULL;
}

/* A product without an account is billed on one of its customer. */
static gboolean
load (CordProductNames *self, GError **error)
{
  if (self->ids != NULL)
    return TRUE;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return add_products (self, "relatedParty.id", self->customer, error)
         && add_products (self, "billingAccount.id", self->account, error);
}

const char *
cord_product_names_find (CordProductNames *self, const char *name, GError **error)
{
  const char *id;

  if (!cord_history_is_digest (name))
    return name;
  if (!load (self, error))
    return NULL;
  id = g_hash_table_lookup (self->ids, name);
  return id != NULL ? id : name;
}

void
cord_product_names_clear (CordProductNames *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}
