/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* The parts of a procedure as cord_sop_check has passed them (domain/record/cord-sop.h has their members). What a
 * getter answers is owned by the part and lives as long as it; a member that the part does not have is NULL. */

/* Id of a step, by which events and cord_sop_find_step() name it. */
const char *cord_sop_step_get_id (GVariant *step);
/* Its place in the procedure, from 0. */
int cord_sop_step_get_number (GVariant *step);
/* The gate that guards leaving it (cord_gate_parse). */
const char *cord_sop_step_get_gate (GVariant *step);
/* Title of a step, untranslated: the shipped procedures are translated by _() where they are shown. */
const char *cord_sop_step_get_title (GVariant *step);
/* One sentence on what the step is for, untranslated. */
const char *cord_sop_step_get_purpose (GVariant *step);
GVariant *cord_sop_step_dup_prompts (GVariant *step); /* an array of prompts; unref it */

/* A prompt: words to say. Its id, by which consent.given names what was read out. */
const char *cord_sop_prompt_get_id (GVariant *prompt);
const char *cord_sop_prompt_get_text (GVariant *prompt);
const char *cord_sop_prompt_get_manner (GVariant *prompt);  /* "verbatim" or "paraphrase" */
gboolean cord_sop_prompt_is_verbatim (GVariant *prompt);    /* must it be said word for word? */
GVariant *cord_sop_prompt_dup_condition (GVariant *prompt); /* a predicate, unref it; NULL: it can always be said */

/* A question about the customer's needs. Its id, by which events name it. */
const char *cord_sop_question_get_id (GVariant *question);
/* What the agent asks, untranslated. */
const char *cord_sop_question_get_text (GVariant *question);
/* How it is to be put: "open", answered in the customer's own words, or "closed". */
const char *cord_sop_question_get_form (GVariant *question);
/* What its answer is: "words", "choice", "money" or "number". */
const char *cord_sop_question_get_kind (GVariant *question);
gboolean cord_sop_question_is_open (GVariant *question);      /* answered in the customer's own words? */
gboolean cord_sop_question_is_amount (GVariant *question);    /* answered with an amount of money? */
GVariant *cord_sop_question_dup_choices (GVariant *question); /* an array of choices, unref it; empty for none */

/* A choice, of a question or a coded field; one that no procedure has, such as a day, is made with _new(), a full
 * reference. */
GVariant *cord_sop_choice_new (const char *value, const char *title);
const char *cord_sop_choice_get_value (GVariant *choice); /* what is recorded */
const char *cord_sop_choice_get_title (GVariant *choice); /* what is shown */

G_END_DECLS
