/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The top of the window: the state of the call and its time, who is on the phone and how far they are verified, hold,
 * the customer panel, the main menu. Outside a call, and before it is known who is at the desk, it names nobody. */
#define CORD_TYPE_CALL_HEADER (cord_call_header_get_type ())
G_DECLARE_FINAL_TYPE (CordCallHeader, cord_call_header, CORD, CALL_HEADER, AdwBin)

/* Follows @session; once. */
void cord_call_header_set_session (CordCallHeader *self, CordSession *session);
/* The button that shows the customer panel while it is active. Owned by @self. */
GtkToggleButton *cord_call_header_get_panel_toggle (CordCallHeader *self);

G_END_DECLS
