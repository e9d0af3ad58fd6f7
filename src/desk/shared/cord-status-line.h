/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* At the bottom of the window: what is saved, what waits for the server, online or not, and the running act.
 * Properties: session, progress (text at the end). */
#define CORD_TYPE_STATUS_LINE (cord_status_line_get_type ())
G_DECLARE_FINAL_TYPE (CordStatusLine, cord_status_line, CORD, STATUS_LINE, AdwBin)

/* The session whose state is shown; a reference is taken. Once only. */
void cord_status_line_set_session (CordStatusLine *self, CordSession *session);
/* The agent’s position in the procedure, in words; NULL for nothing. */
void cord_status_line_set_progress (CordStatusLine *self, const char *progress);

G_END_DECLS
