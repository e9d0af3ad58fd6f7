/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* The lines as the quote format writes them, which is also what the seal covers. Full reference. */
GVariant *cord_quote_write_lines (GPtrArray *lines, guint scale);
/* A document as JSON text, members in the order they stand. Full string. */
char *cord_quote_write_json (GVariant *value);

/* TRUE when ticks are days, FALSE when seconds. */
gboolean cord_quote_counts_days (CordQuote *self);
/* Whether some offer of the catalog includes anything. */
gboolean cord_quote_has_allowances (CordQuote *self);
gboolean cord_quote_includes_tax (CordQuote *self);
CordRounding cord_quote_get_rounding (CordQuote *self);

G_END_DECLS
