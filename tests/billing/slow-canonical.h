/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rewrites a JSON value in canonical form (RFC 8785). Only for what the second implementation and the engine write:
 * no escapes, no fractions. */
char *slow_json_canonical (const char *json);

G_END_DECLS
