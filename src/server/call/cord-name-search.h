/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call/cord-found.h"

G_BEGIN_DECLS

/* Adds the customers whose name, or whose party's name, has words that begin as those of @text, in any order and
 * however either of them is written (base/cord-search-key.h). Where there are none, titles and single letters in @text
 * are left out: "Mr. J. Doe". */
void cord_name_search (CordFound *found, const char *text);

G_END_DECLS
