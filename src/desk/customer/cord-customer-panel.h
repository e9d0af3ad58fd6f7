/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The customer beside the canvas: products, bill, history. Masked until the Disclose gate opens; a tab the agent chose
 * stays. Property: session. */
#define CORD_TYPE_CUSTOMER_PANEL (cord_customer_panel_get_type ())
G_DECLARE_FINAL_TYPE (CordCustomerPanel, cord_customer_panel, CORD, CUSTOMER_PANEL, AdwBin)

G_END_DECLS
