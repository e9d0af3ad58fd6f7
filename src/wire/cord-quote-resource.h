/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF648 quote beside its seal (cord_quote_seal_tmf). The codec of what a caller
 * asks for is cord-quote-request.h. */

gboolean cord_quote_resource_is_instant (JsonObject *quote); /* the answer is to hold the price */
/* The prices of the first item, which is approved by it, and of the whole; takes both arrays. */
void cord_quote_resource_take_prices (JsonObject *quote, JsonArray *item, JsonArray *total);
void cord_quote_resource_approve (JsonObject *quote); /* it is answered */
void cord_quote_resource_accept (JsonObject *quote);  /* it was ordered */

G_END_DECLS
