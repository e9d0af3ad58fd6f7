/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the system behind the desk does not do, one sentence a row, shown before a call begins; hidden when there are no
 * sentences. Property: limits (as). */
#define CORD_TYPE_LIMIT_LIST (cord_limit_list_get_type ())
G_DECLARE_FINAL_TYPE (CordLimitList, cord_limit_list, CORD, LIMIT_LIST, AdwBin)

G_END_DECLS
