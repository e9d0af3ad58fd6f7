/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What prorate and quote do between reading and writing: bytes in, one answer out, as docs/billing.md and
 * docs/quote-format.md have it. The bytes may be anything at all, and an answer is always appended to @out, without a
 * line end: JSON with the result or with "error" {code, message}. FALSE when it is an error.
 *
 * A library of its own, so that what is tested with hostile bytes is what the commands do. */

/* One case. @zones: see cord_prorate_zones_new; NULL when none are to be kept. */
gboolean cord_billing_prorate (GHashTable *zones, const char *text, gsize length, GString *out);
/* One document: a quote. */
gboolean cord_billing_quote (const char *text, gsize length, GString *out);
/* As above, with the arithmetic of every number (cord_quote_to_explained_value). */
gboolean cord_billing_quote_explained (const char *text, gsize length, GString *out);

G_END_DECLS
