/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "-13.55": @minor units with exactly @scale decimals (0 to 9: proration knows finer scales than money), never
 * "-0.00". Full string. */
char *cord_amount_to_string (gint64 minor, guint scale);

G_END_DECLS
