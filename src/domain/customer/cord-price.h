/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"

G_BEGIN_DECLS

/* A unit price as documents carry it: "24.85", up to scale + 6 decimals (quote format). *out is the
 * price rounded half up to the currency's minor unit, for the screen; bills are computed from the text. FALSE with an
 * error when @text is no price. */
gboolean cord_price_parse (const char *text, const char *currency, CordMoney *out, GError **error);
/* TRUE when both are prices of the same value, such as "50", "50.0" and "50.00". */
gboolean cord_price_equal (const char *a, const char *b);

G_END_DECLS
