/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario-case.h"

G_BEGIN_DECLS

/* One call from ring to close, as an agent would take it from the caller's document:
 * { phone, customer, pin, wants, product?, offering, term?, reason, words, answers {question: words},
 *   query? (what to look for when the number finds nobody), channel? ("email"), name? (what the note calls the
 * customer) } Each move of the agent is made only while the record lacks what it brings, so that a call can be taken up
 * wherever it was cut off. */
typedef struct
{
  const char *name;
  gboolean (*open) (ScenarioDesk *desk, GVariant *caller); /* still to be made */
  void (*make) (ScenarioDesk *desk, GVariant *caller);
} ScenarioMove;

const ScenarioMove *scenario_call_moves (guint *n_moves);
/* Makes the moves that are open, up to and with the one named; NULL: to the close. Answers the interaction, still
 * readable after its close. Ordered, it lets the undo window pass unless @undo_window is 0. */
CordInteraction *scenario_call_run (ScenarioDesk *desk, GVariant *caller, const char *last);
/* The ranked option that is what the caller came for; fails the test when it is not among them. */
CordOption *scenario_call_find_option (ScenarioDesk *desk, GVariant *caller);
/* The practice line's callers. */
GVariant *scenario_callers (void);

G_END_DECLS
