/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/**
 * QuoteCase: a quote that was computed by hand.
 * @input: members of the document besides currency, scale and zone, with ' for "
 * @lines: as quote_case_print_lines; NULL is not compared
 * @ladder: as quote_case_print_ladder; NULL is not compared
 */
typedef struct
{
  const char *name;
  const char *input;
  const char *lines;
  const char *ladder;
} QuoteCase;

/* The lines of @quote, "key cycle ticks net tax", separated by " | ". Returns a new string. */
char *quote_case_print_lines (CordQuote *quote);
/* The ladder with the change, a row "name cycle net", separated by " | ". Returns a new string. */
char *quote_case_print_ladder (CordQuote *quote);
/* Adds a test "/billing/quote/GROUP/NAME" for each of @n cases, which must be static. */
void quote_case_add_tests (const char *group, const QuoteCase *cases, gsize n);

G_END_DECLS
