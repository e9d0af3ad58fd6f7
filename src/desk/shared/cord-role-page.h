/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* What the window shows to somebody who signed in and is not an agent: what there is for them today, and with what.
 * Nothing of a call or a customer is on it. */
#define CORD_TYPE_ROLE_PAGE (cord_role_page_get_type ())
G_DECLARE_FINAL_TYPE (CordRolePage, cord_role_page, CORD, ROLE_PAGE, AdwBin)

/* @role as the server names it ("reviewer", "trainer", "supervisor", "admin"); for any other the page says that there
 * is nothing here. Who looks after the catalog is shown what of it cannot be sold, as @session fetches it. */
void cord_role_page_show (CordRolePage *self, CordSession *session, const char *role);
/* Nobody with a role of this page is signed in any more: what was fetched for them is let go of. */
void cord_role_page_clear (CordRolePage *self);

G_END_DECLS
