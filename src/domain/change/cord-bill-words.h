/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-bill-names.h"

G_BEGIN_DECLS

/* A line of a bill as a customer reads it, the product first, then the time, the arithmetic and that of the tax, which
 * explains a gross amount: "Home 50, 1 to 9 November 2026: 9 of 30 days of €29.99 = €9.00; €29.99 already billed, so
 * now −€20.99". In the reader's language. Source: docs/billing.md, "The bill ladder". Returns a new string. */
char *cord_bill_words_line (const CordBillNames *names, CordQuote *quote, const CordBillLine *line);

G_END_DECLS
