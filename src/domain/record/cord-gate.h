/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/record/cord-item.h"
#include "domain/record/cord-step.h"

G_BEGIN_DECLS

/* Five effects are gated; a closed gate lists exactly what is missing (docs/interaction.md, "Gates"). */
typedef enum
{
  CORD_GATE_DISCLOSE, /* showing customer data: the level covers the class */
  CORD_GATE_QUOTE,    /* a price as an offer: needs answered, plan in the pinned catalog, qualified */
  CORD_GATE_COMMIT,   /* placing the order: quote current and sealed, consent after it, level covers the risk */
  CORD_GATE_SEND,     /* the confirmation: every amount and date equals the order, address of record, consent */
  CORD_GATE_CLOSE,    /* ending the record: nothing mandatory open, or parked; never a blank note */
} CordGateKind;
#define CORD_N_GATES 5

/* Properties: open (boolean), missing (GListModel of CordItem), title ("Commit gate"), summary ("open" in words or what
 * is missing, one line). */
#define CORD_TYPE_GATE (cord_gate_get_type ())
G_DECLARE_FINAL_TYPE (CordGate, cord_gate, CORD, GATE, GObject)
/* A closed gate that lists nothing as missing. Full reference. */
CordGate *cord_gate_new (CordGateKind kind);
/* TRUE when nothing is missing. */
gboolean cord_gate_get_open (CordGate *self);
/* The property "missing" (element-type CordItem), owned by @self; the same model for its whole life. */
GListModel *cord_gate_get_missing (CordGate *self);
/* One translated line for the gate's row: "Open", or what is missing. Owned by @self. */
const char *cord_gate_get_summary (CordGate *self);
/* The gate is open when @missing (element-type CordItem) is empty. Notifies only what changed. For the fold alone. */
void cord_gate_update (CordGate *self, GPtrArray *missing);
/* The name by which procedures and `cordboardctl record state` call it: "disclose", "quote" … Static. */
const char *cord_gate_name (CordGateKind kind);
/* The kind of a name from a procedure, such as "commit"; FALSE, and *out as it was, when there is no such gate. */
gboolean cord_gate_parse (const char *name, CordGateKind *out);

G_END_DECLS
