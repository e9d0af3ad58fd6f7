/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 3: the SOP's questions, the caller's answers, and the needs derived from them. */
#define CORD_TYPE_NEEDS_PAGE (cord_needs_page_get_type ())
G_DECLARE_FINAL_TYPE (CordNeedsPage, cord_needs_page, CORD, NEEDS_PAGE, CordPage)

G_END_DECLS
