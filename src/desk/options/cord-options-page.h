/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 4: what fits, ranked with reasons, beside what they have; what was ruled out and why; what each does to the
 * bill. */
#define CORD_TYPE_OPTIONS_PAGE (cord_options_page_get_type ())
G_DECLARE_FINAL_TYPE (CordOptionsPage, cord_options_page, CORD, OPTIONS_PAGE, CordPage)

G_END_DECLS
