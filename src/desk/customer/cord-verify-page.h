/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 1: masked candidates, and proof of who it is, checked blind: what the caller says goes to the server, which
 * answers match or no match. */
#define CORD_TYPE_VERIFY_PAGE (cord_verify_page_get_type ())
G_DECLARE_FINAL_TYPE (CordVerifyPage, cord_verify_page, CORD, VERIFY_PAGE, CordPage)

G_END_DECLS
