/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* The one window: navigation only. It shows sign-in, waiting or a call; in a call the rail, the page of the current
 * step, the note, the gate bar and the customer panel, each bound to the session. */
#define CORD_TYPE_WINDOW (cord_window_get_type ())
G_DECLARE_FINAL_TYPE (CordWindow, cord_window, CORD, WINDOW, AdwApplicationWindow)

/* @session NULL: it comes later; until then the window takes the name and the password, and signs in when it is there.
 */
CordWindow *cord_window_new (GtkApplication *application, CordSession *session);
void cord_window_set_session (CordWindow *self, CordSession *session); /* once */
/* Says that this is the practice line, before the session can. */
void cord_window_set_practice (CordWindow *self);
/* There will be no session, and why. */
void cord_window_set_failure (CordWindow *self, const GError *error);
CordSession *cord_window_get_session (CordWindow *self); /* NULL before it is there */
/* Made when it is first asked for. Borrowed; NULL when there is no such step, or no session yet. */
CordPage *cord_window_get_page (CordWindow *self, const char *step);
CordPage *cord_window_get_visible_page (CordWindow *self); /* NULL outside a call */

G_END_DECLS
