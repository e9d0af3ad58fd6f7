/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* The one window: navigation only. It shows sign-in, waiting or a call; in a call the rail, the page of the current step, the note,
 * the gate bar and the customer panel, each bound to the session. */
#define CORD_TYPE_WINDOW (cord_window_get_type ())
G_DECLARE_FINAL_TYPE (CordWindow, cord_window, CORD, WINDOW, AdwApplicationWindow)

CordWindow *cord_window_new (GtkApplication *application, CordSession *session);
CordSession *cord_window_get_session (CordWindow *self);
CordPage *cord_window_get_page (CordWindow *self, const char *step); /* borrowed */
CordPage *cord_window_get_visible_page (CordWindow *self);           /* NULL outside a call */

G_END_DECLS
