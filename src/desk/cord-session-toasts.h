/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The toasts of a session. The one about a placed change has "Undo" as long as that is real: until the order is
 * accepted or undone, and in this call alone. */
#define CORD_TYPE_SESSION_TOASTS (cord_session_toasts_get_type ())
G_DECLARE_FINAL_TYPE (CordSessionToasts, cord_session_toasts, CORD, SESSION_TOASTS, GObject)

/* @overlay: shows them; it must outlive the object. Full reference. */
CordSessionToasts *cord_session_toasts_new (AdwToastOverlay *overlay, CordSession *session);

G_END_DECLS
