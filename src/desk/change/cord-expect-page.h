/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 7: when it takes effect, and what the customer has to do. */
#define CORD_TYPE_EXPECT_PAGE (cord_expect_page_get_type ())
G_DECLARE_FINAL_TYPE (CordExpectPage, cord_expect_page, CORD, EXPECT_PAGE, CordPage)

G_END_DECLS
