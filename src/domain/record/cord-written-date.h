/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"

G_BEGIN_DECLS

/* Reads a date that stands at @text: one of the @n dates @known as this language writes them, which in some languages
 * begin with a word, an ISO date, or any other that begins with its day. *end is set after it. FALSE when none is
 * there. */
gboolean cord_written_date_scan (const char *text, const CordDate *known, guint n, CordDate *out, const char **end);

G_END_DECLS
