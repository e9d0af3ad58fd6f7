/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Under the canvas: whether the step's gate is open, what is missing as links to the fields, and the page's main
 * action. Properties: page (CordPage or NULL). Signal "item-activated" (CordItem): the agent followed a link. */
#define CORD_TYPE_GATE_BAR (cord_gate_bar_get_type ())
G_DECLARE_FINAL_TYPE (CordGateBar, cord_gate_bar, CORD, GATE_BAR, AdwBin)

G_END_DECLS
