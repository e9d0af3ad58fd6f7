/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/* Which of the first @n_events of @input still count: TRUE, by number − 1, for each that is neither reversed nor
 * superseded, and is no reversal itself. Free with g_free. Source: docs/quote-format.md, "Time line". */
gboolean *cord_remaining_events (const CordBillingInput *input, guint n_events);

G_END_DECLS
