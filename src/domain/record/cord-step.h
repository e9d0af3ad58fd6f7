/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One step of the rail. Properties: id, number (int), title, purpose, state ("done", "current", "missing", "waiting",
 * "gated"), n-missing (uint, mandatory items still open), missing (GListModel of CordItem), reason (why it is gated, in
 * words, or ""), gate (string name or ""), current (boolean). */
#define CORD_TYPE_STEP (cord_step_get_type ())
G_DECLARE_FINAL_TYPE (CordStep, cord_step, CORD, STEP, GObject)
/* Copies its strings; title and purpose are translated already. @gate, or NULL: the gate that guards leaving it.
 * Full reference. */
CordStep *cord_step_new (const char *id, int number, const char *title, const char *purpose, const char *gate);
/* Its id in the procedure. */
const char *cord_step_get_id (CordStep *self);
/* What the rail shows, translated. */
const char *cord_step_get_title (CordStep *self);
/* "done", "current", "missing" (begun, mandatory items open), "waiting" (not begun) or "gated". Static. */
const char *cord_step_get_state (CordStep *self);
/* Why it is gated, in words; "" when it is not. */
const char *cord_step_get_reason (CordStep *self);
/* Name of the gate that guards leaving it (cord_gate_parse); "" when there is none. */
const char *cord_step_get_gate (CordStep *self);
/* How many mandatory items are open. */
guint cord_step_get_n_missing (CordStep *self);
/* The open mandatory items (element-type CordItem), owned by @self; the same model for its whole life. */
GListModel *cord_step_get_missing (CordStep *self);
/* @touched: something of the step was done; @missing: (element-type CordItem), its open mandatory items; @gated_reason:
 * NULL when no closed gate stands before it. Notifies only what changed. For the fold alone. */
void cord_step_update (CordStep *self, gboolean current, gboolean touched, GPtrArray *missing,
                       const char *gated_reason);

G_END_DECLS
