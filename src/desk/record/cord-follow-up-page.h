/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 9: a call or message promised, or declined; how satisfied the customer is; the end of the interaction. */
#define CORD_TYPE_FOLLOW_UP_PAGE (cord_follow_up_page_get_type ())
G_DECLARE_FINAL_TYPE (CordFollowUpPage, cord_follow_up_page, CORD, FOLLOW_UP_PAGE, CordPage)

G_END_DECLS
