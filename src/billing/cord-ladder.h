/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill.h"

G_BEGIN_DECLS

/* What @timeline comes to from now on, with @lines as its bill now. Source: docs/quote-format.md, "Output". */
gboolean cord_ladder_compute (CordTimeline *timeline, GPtrArray *lines, CordLadder *out, GError **error);
/* The last day on which a bill of the 12-month total may start. */
CordDate cord_ladder_year_end (const CordBillingInput *input);
void cord_ladder_clear (CordLadder *self);

G_END_DECLS
