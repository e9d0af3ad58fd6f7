/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/record/cord-gate.h"

G_BEGIN_DECLS

/* A step in the list of steps: done, current, with its missing items, or gated with the reason; never by colour alone.
 */
#define CORD_TYPE_STEP_ROW (cord_step_row_get_type ())
G_DECLARE_FINAL_TYPE (CordStepRow, cord_step_row, CORD, STEP_ROW, GtkListBoxRow)

/* A row that follows @step, which it keeps a reference to. */
GtkWidget *cord_step_row_new (CordStep *step);
CordStep *cord_step_row_get_step (CordStepRow *self); /* borrowed */

G_END_DECLS
