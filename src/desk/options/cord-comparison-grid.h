/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The current plan pinned left and up to three candidates beside it, row by row: what the customer loses, gains and
 * pays; rows in which nothing differs are folded away. Signals: "chosen" (key): look closer at it; "present" (key): it
 * was presented. */
#define CORD_TYPE_COMPARISON_GRID (cord_comparison_grid_get_type ())
G_DECLARE_FINAL_TYPE (CordComparisonGrid, cord_comparison_grid, CORD, COMPARISON_GRID, AdwBin)

/* @options: (element-type CordOption), at most three; @chosen: key of the one in focus. */
void cord_comparison_grid_show (CordComparisonGrid *self, CordSession *session, GPtrArray *options, const char *chosen,
                                gboolean differences_only);

G_END_DECLS
