/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* A titled list of short facts: what on the left, when or how much on the right, words below.
 * Properties: title, empty (said when there is nothing). */
#define CORD_TYPE_FACT_LIST (cord_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (CordFactList, cord_fact_list, CORD, FACT_LIST, GtkBox)

void cord_fact_list_bind (CordFactList *self, GListModel *entries); /* of CordEntry */

G_END_DECLS
