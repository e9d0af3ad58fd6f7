/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/record/cord-sop.h"

G_BEGIN_DECLS

/* The list of all keys (cord-keys.h) in a window of its own, which Escape closes. */
#define CORD_TYPE_KEYS_WINDOW (cord_keys_window_get_type ())
G_DECLARE_FINAL_TYPE (CordKeysWindow, cord_keys_window, CORD, KEYS_WINDOW, AdwWindow)

/* Shows it, modal over @parent and gone with it; one that is open already is brought to the front. @sop: the procedure
 * whose steps are listed by their titles; NULL lists none. */
void cord_keys_window_present (GtkWindow *parent, CordSop *sop);

G_END_DECLS
