/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Puts the customer panel away on pages that would not have their widest column beside it, in a window that is too
 * narrow or with text that is too large, and brings it back on others. What the agent does with the panel themselves
 * holds until they leave the page, and where there is room for both for good. */
#define CORD_TYPE_PANEL_FOLD (cord_panel_fold_get_type ())
G_DECLARE_FINAL_TYPE (CordPanelFold, cord_panel_fold, CORD, PANEL_FOLD, GObject)

/* @toggle: shows the panel while it is active; it and @window must outlive the object. Full reference. */
CordPanelFold *cord_panel_fold_new (GtkWidget *window, GtkToggleButton *toggle);
/* The page beside the panel; NULL when there is none. Borrowed, and to be replaced before it goes. */
void cord_panel_fold_set_page (CordPanelFold *self, CordPage *page);

G_END_DECLS
