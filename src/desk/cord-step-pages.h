/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* The page of a step in @pages, made when it is asked for first; owned by the stack. NULL when the procedure's @step
 * has no page. */
CordPage *cord_step_pages_get (GtkStack *pages, CordSession *session, const char *step);
/* Makes one page that is not there yet; FALSE when all are. */
gboolean cord_step_pages_make_next (GtkStack *pages, CordSession *session);

G_END_DECLS
