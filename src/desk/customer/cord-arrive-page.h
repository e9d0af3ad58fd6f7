/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 0: answer, greet, give the recording notice, say who is on the line. */
#define CORD_TYPE_ARRIVE_PAGE (cord_arrive_page_get_type ())
G_DECLARE_FINAL_TYPE (CordArrivePage, cord_arrive_page, CORD, ARRIVE_PAGE, CordPage)

G_END_DECLS
