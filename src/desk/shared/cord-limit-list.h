/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How the system that the desk stands before differs, one sentence a row, said before a call begins; not there when it
 * differs in nothing. Property: limits (as), the sentences. */
#define CORD_TYPE_LIMIT_LIST (cord_limit_list_get_type ())
G_DECLARE_FINAL_TYPE (CordLimitList, cord_limit_list, CORD, LIMIT_LIST, AdwBin)

G_END_DECLS
