/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/cord-session.h"

G_BEGIN_DECLS

/* The desk's application: one instance, one window, the accelerators, and cordboard: addresses handed to the running desk. */
#define CORD_TYPE_APPLICATION (cord_application_get_type ())
G_DECLARE_FINAL_TYPE (CordApplication, cord_application, CORD, APPLICATION, AdwApplication)

/* @id: the application id; NULL for a private instance (the practice line, tests). */
CordApplication *cord_application_new (const char *id);
/* The session may come later (it is built asynchronously); the window opens when both are there. */
void cord_application_set_session (CordApplication *self, CordSession *session);
/* "cordboard:customer?phone=+49…": the number, or NULL when it is another address. */
char *cord_application_parse_uri (const char *uri);

G_END_DECLS
