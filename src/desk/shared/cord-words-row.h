/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* Words that are typed while the caller speaks; they are recorded at most 250 ms later, without a button to press.
 * Properties: field (name of the field to record, or NULL to record nothing). Signal "settled" (words): the agent
 * paused, pressed Enter or left the row, and the words differ from the last ones. */
#define CORD_TYPE_WORDS_ROW (cord_words_row_get_type ())
G_DECLARE_FINAL_TYPE (CordWordsRow, cord_words_row, CORD, WORDS_ROW, AdwEntryRow)

/* The session whose field is shown and recorded; a reference is taken. */
void cord_words_row_set_session (CordWordsRow *self, CordSession *session);
/* Shows what the fold holds, unless the agent is typing there. */
void cord_words_row_show (CordWordsRow *self, const char *words);
/* Settles at once what was typed; call before leaving the page. */
void cord_words_row_settle (CordWordsRow *self);

G_END_DECLS
