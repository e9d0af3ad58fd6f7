/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 2: name, contact and account read back, the plan confirmed, the change asked for and why. */
#define CORD_TYPE_GATHER_PAGE (cord_gather_page_get_type ())
G_DECLARE_FINAL_TYPE (CordGatherPage, cord_gather_page, CORD, GATHER_PAGE, CordPage)

G_END_DECLS
