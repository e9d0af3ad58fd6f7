/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The desk's application: one instance, one window, the accelerators, and cordboard: addresses handed to the running
 * desk. */
#define CORD_TYPE_APPLICATION (cord_application_get_type ())
G_DECLARE_FINAL_TYPE (CordApplication, cord_application, CORD, APPLICATION, AdwApplication)

/* @id: the application id; NULL for a private instance (the practice line, tests). */
CordApplication *cord_application_new (const char *id);
/* A session is on its way: the window opens before it, takes the name and the password, and says from its first frame
 * on whether it is the practice line's. Without this the window opens only when the session is there. */
void cord_application_expect_session (CordApplication *self, gboolean practice);
/* The session is there: windows opened before it get it, and a number that waits rings. Takes a reference. Once only.
 */
void cord_application_set_session (CordApplication *self, CordSession *session);
/* No session can be had: the window says why. */
void cord_application_set_failure (CordApplication *self, const GError *error);

G_END_DECLS
