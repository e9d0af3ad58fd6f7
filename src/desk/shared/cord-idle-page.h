/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* Between calls: the practice line's next caller, or a number typed by hand. */
#define CORD_TYPE_IDLE_PAGE (cord_idle_page_get_type ())
G_DECLARE_FINAL_TYPE (CordIdlePage, cord_idle_page, CORD, IDLE_PAGE, AdwBin)

/* The session whose calls begin here; a reference is taken. Once only. */
void cord_idle_page_set_session (CordIdlePage *self, CordSession *session);

G_END_DECLS
