/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 5: what changes, from when, what it does to the bill, and the customer’s consent. The price is the server’s
 * sealed quote. */
#define CORD_TYPE_CONFIRM_PAGE (cord_confirm_page_get_type ())
G_DECLARE_FINAL_TYPE (CordConfirmPage, cord_confirm_page, CORD, CONFIRM_PAGE, CordPage)

G_END_DECLS
