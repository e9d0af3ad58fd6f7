/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Amounts are gint64 in minor units of a currency, cents for instance. */

/* @minor with exactly @scale decimals: "-13.55", never "-0.00". @scale is 0 to 9, since `prorate` computes in finer
 * units than currencies have. Returns a new string. */
char *cord_amount_to_string (gint64 minor, guint scale);

/* Refuses an amount that does not fit: INVALID with reason "overflow" and @member as the member at fault. Always
 * FALSE. */
gboolean cord_amount_refuse (const char *member, GError **error);

G_END_DECLS
