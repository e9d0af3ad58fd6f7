/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* One question of the SOP and the caller's answer: words or an amount typed, or one of its choices. Answering records
 * that it was asked. */
#define CORD_TYPE_QUESTION_ROW (cord_question_row_get_type ())
G_DECLARE_FINAL_TYPE (CordQuestionRow, cord_question_row, CORD, QUESTION_ROW, AdwPreferencesRow)

/* @question: a question of the session's procedure (domain/record/cord-sop-part.h). */
GtkWidget *cord_question_row_new (CordSession *session, GVariant *question);
/* Shows what the fold holds. */
void cord_question_row_show (CordQuestionRow *self, CordInteraction *interaction);
/* Records at once what was typed. */
void cord_question_row_settle (CordQuestionRow *self);

G_END_DECLS
