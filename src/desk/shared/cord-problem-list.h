/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/catalog/cord-catalog.h"

G_BEGIN_DECLS

/* The offerings that are not sold because their entry in the catalog cannot be read, with name, place and reason; a few
 * at first, more when asked. Hidden while there are none. Property: catalog (CordCatalog or NULL). */
#define CORD_TYPE_PROBLEM_LIST (cord_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (CordProblemList, cord_problem_list, CORD, PROBLEM_LIST, AdwBin)

G_END_DECLS
