/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One step of the rail. Properties: id, number (int), title, purpose, state ("done", "current", "missing", "waiting",
 * "gated"), n-missing (uint, mandatory items still open), missing (GListModel of CordItem), reason (why it is gated, in
 * words, or ""), gate (string name or ""), current (boolean). */
#define CORD_TYPE_STEP (cord_step_get_type ())
G_DECLARE_FINAL_TYPE (CordStep, cord_step, CORD, STEP, GObject)
CordStep *cord_step_new (const char *id, int number, const char *title, const char *purpose, const char *gate);
const char *cord_step_get_id (CordStep *self);
int cord_step_get_number (CordStep *self);
const char *cord_step_get_title (CordStep *self);
const char *cord_step_get_state (CordStep *self);
const char *cord_step_get_reason (CordStep *self);
const char *cord_step_get_gate (CordStep *self); /* "" when none */
guint cord_step_get_n_missing (CordStep *self);
GListModel *cord_step_get_missing (CordStep *self);
/* @touched: something of the step was done; @missing: (element-type CordItem), its open mandatory items; @gated_reason:
 * NULL when no closed gate stands before it. Notifies only what changed. Called by the fold. */
void cord_step_update (CordStep *self, gboolean current, gboolean touched, GPtrArray *missing,
                       const char *gated_reason);

G_END_DECLS
