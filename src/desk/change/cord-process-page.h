/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 6: the change is placed exactly once. Says whether it is saved here, placed at the server, or needs the agent.
 */
#define CORD_TYPE_PROCESS_PAGE (cord_process_page_get_type ())
G_DECLARE_FINAL_TYPE (CordProcessPage, cord_process_page, CORD, PROCESS_PAGE, CordPage)

G_END_DECLS
