/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A lasting condition in words, and what the agent can do next. Properties: message ("" hides the bar), hint. */
#define CORD_TYPE_NOTICE_BAR (cord_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (CordNoticeBar, cord_notice_bar, CORD, NOTICE_BAR, AdwBin)

G_END_DECLS
