/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call/cord-found.h"

G_BEGIN_DECLS

/* Adds the customers with a telephone number that ends as @text, written in any way (cord_text_phone()), and those
 * whose number stands in the store without the country that @text begins with. Where @text is more than a number, the
 * numbers within it are looked for. */
void cord_phone_search (CordFound *found, const char *text);

G_END_DECLS
