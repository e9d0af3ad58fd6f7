/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-sign-in.h"

G_BEGIN_DECLS

/* Keeps secrets in the Secret Service (schema io.github.cordboard.Cordboard, attributes server and user); in memory
 * from the first call on that finds no service, or a locked one. */
#define CORD_TYPE_SIGN_IN_SECRET (cord_sign_in_secret_get_type ())
G_DECLARE_FINAL_TYPE (CordSignInSecret, cord_sign_in_secret, CORD, SIGN_IN_SECRET, GObject)
/* Nothing is asked of the Secret Service yet. Full reference. */
CordSignIn *cord_sign_in_secret_new (void);

G_END_DECLS
