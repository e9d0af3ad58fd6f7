/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* A coded field with the SOP's choices for it, all in sight: one press picks. Shows what the fold holds and records
 * what the agent picks. Properties: field (name of the field to record, or NULL to record nothing), subtitle; title of
 * AdwPreferencesRow. Signal "picked" (value): after the agent chose. */
#define CORD_TYPE_CHOICE_ROW (cord_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (CordChoiceRow, cord_choice_row, CORD, CHOICE_ROW, AdwPreferencesRow)

/* Fills the choices from the session's SOP, or from @choices [{value, title}] when given. */
void cord_choice_row_set_session (CordChoiceRow *self, CordSession *session, GVariant *choices);
const char *cord_choice_row_get_value (CordChoiceRow *self); /* "" when nothing is picked */
/* Shows @value without recording it; "" shows nothing picked. */
void cord_choice_row_show (CordChoiceRow *self, const char *value);
/* Picks as the agent would; FALSE when there is no such choice. */
gboolean cord_choice_row_pick (CordChoiceRow *self, const char *value);

G_END_DECLS
