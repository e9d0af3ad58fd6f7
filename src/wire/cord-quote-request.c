/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-quote-request.h"

#include "wire/cord-quote-codec.h"

gboolean
cord_quote_request_read (CordQuoteRequest *self, JsonNode *quote, GError **error)
{
  GVariant *document = cord_quote_request_from_tmf (quote, error);

  cord_quote_request_clear (self);
  if (document == NULL)
    return FALSE;
  self->document = document;
  self->customer = cord_value_get_string (document, "customer");
  self->account = cord_value_get_string (document, "account");
  self->effective = cord_value_get_string (document, "effective");
  self->change = cord_value_dup_object (document, "change");
  return TRUE;
}

void
cord_quote_request_clear (CordQuoteRequest *self)
{
  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  *self = (CordQuoteRequest){ 0 };
}
