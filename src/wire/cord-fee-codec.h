/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* Early termination fees, an extension "etf" of a term or an offering: objects as docs/quote-format.md has them, in
 * which numbers may be numbers. */

/* The fee in @object with its numbers as text; NULL when @object is NULL or has no kind. Full reference. */
GVariant *cord_fee_from_tmf (JsonObject *object);
/* The fee at @path of @object, checked: *out is a full reference, or NULL where there is none. @scale: decimals of its
 * currency. FALSE, with *out NULL, when what is there cannot be billed. */
gboolean cord_fee_read (JsonObject *object, const char *path, guint scale, GVariant **out);

G_END_DECLS
