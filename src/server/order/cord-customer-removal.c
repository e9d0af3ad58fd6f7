/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-customer-removal.h"

#include "config.h"

#include "server/resource/cord-engine.h"
#include "wire/cord-product-resource.h"

#include <glib/gi18n-lib.h>

static gboolean
check_products (CordRequest *request, GError **error)
{
  g_autoptr (JsonArray) products
      = cord_engine_collect (request->core, "product", "relatedParty.id", request->id, error);

  if (products == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (products); i++)
    if (!cord_product_resource_is_over (json_array_get_object_element (products, i)))
      return cord_error_set_full (error, CORD_ERROR_CONFLICT, "has-products", "id",
                                  _ ("End the products first, or give them to another customer."),
                                  _ ("The customer still has products"));
  return TRUE;
}

/* Whether the caller may remove the customer is checked first: a refusal afterwards takes the removal back. */
CordReply *
cord_customer_delete (CordRequest *request, GError **error)
{
  g_autoptr (CordReply) reply = cord_engine_delete (request, error);

  return reply != NULL && check_products (request, error) ? g_steal_pointer (&reply) : NULL;
}
