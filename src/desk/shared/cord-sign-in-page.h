/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* Name and password, before anything else. On the practice line it says which ones to use. */
#define CORD_TYPE_SIGN_IN_PAGE (cord_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (CordSignInPage, cord_sign_in_page, CORD, SIGN_IN_PAGE, AdwBin)

/* Says which name and password the practice line takes. */
void cord_sign_in_page_set_practice (CordSignInPage *self);
/* May come after the person has typed and pressed Enter: then it signs in. */
void cord_sign_in_page_set_session (CordSignInPage *self, CordSession *session);
/* Gives the focus to the first field that is still empty. */
void cord_sign_in_page_focus (CordSignInPage *self);

G_END_DECLS
