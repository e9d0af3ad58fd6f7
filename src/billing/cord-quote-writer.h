/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* The output object of the quote format: lines, ladder, replaced price, allowances and seal, with amounts as decimal
 * strings. Returns a full reference. Source: docs/quote-format.md, "Output". */
GVariant *cord_quote_to_value (CordQuote *self);
/* The same as JSON text, members in the order of the quote format. Returns a new string. */
char *cord_quote_to_json (CordQuote *self);

G_END_DECLS
