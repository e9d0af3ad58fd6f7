/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* As cord_quote_to_value with a member "arithmetic": for each line, and for each row of both ladders, the price, the
 * parts with their dates, ticks and quantities, the rounding and the tax rate that its amounts follow from, and the
 * sentence that says so. Returns a full reference. Source: docs/quote-format.md, "Output". */
GVariant *cord_quote_to_explained_value (CordQuote *self);

G_END_DECLS
