/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-order-request.h"

#include "wire/cord-order-codec.h"

gboolean
cord_order_request_read (CordOrderRequest *self, JsonNode *order, GError **error)
{
  GVariant *document = cord_order_from_tmf (order, error);

  cord_order_request_clear (self);
  if (document == NULL)
    return FALSE;
  self->document = document;
  self->interaction = cord_value_get_string (document, "interaction");
  self->customer = cord_value_get_string (document, "customer");
  self->account = cord_value_get_string (document, "account");
  self->quote = cord_value_get_string (document, "quote");
  self->seal = cord_value_get_string (document, "seal");
  self->effective = cord_value_get_string (document, "effective");
  self->change = cord_value_dup_object (document, "change");
  return TRUE;
}

void
cord_order_request_clear (CordOrderRequest *self)
{
  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  *self = (CordOrderRequest){ 0 };
}
