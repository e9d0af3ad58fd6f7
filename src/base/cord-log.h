/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Structured logging: one JSON object a line on standard error (or the journal when standard error goes
 * there), control characters escaped. Personal data goes only through CORD_PERSONAL, which keeps the last
 * three characters ("…471") unless debug messages are on. */
void cord_log_init (const char *program);
#define cord_log_info(...) g_log (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, __VA_ARGS__)
/* The masked form; valid until the eighth later call in the same thread. */
const char *cord_personal (const char *text);
#define CORD_PERSONAL(text) (cord_personal (text))

G_END_DECLS
