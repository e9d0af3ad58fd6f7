/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-sop-part.h"

const char *
cord_sop_step_get_id (GVariant *step)
{
  return cord_value_get_string (step, "id");
}

int
cord_sop_step_get_number (GVariant *step)
{
  return (int)cord_value_get_integer (step, "number", 0);
}

const char *
cord_sop_step_get_gate (GVariant *step)
{
  return cord_value_get_string (step, "gate");
}

const char *
cord_sop_step_get_title (GVariant *step)
{
  return cord_value_get_string (step, "title");
}

const char *
cord_sop_step_get_purpose (GVariant *step)
{
  return cord_value_get_string (step, "purpose");
}

GVariant *
cord_sop_step_dup_prompts (GVariant *step)
{
  return cord_value_dup_array (step, "prompts");
}

const char *
cord_sop_prompt_get_id (GVariant *prompt)
{
  return cord_value_get_string (prompt, "id");
}

const char *
cord_sop_prompt_get_text (GVariant *prompt)
{
  return cord_value_get_string (prompt, "text");
}

const char *
cord_sop_prompt_get_manner (GVariant *prompt)
{
  return cord_value_get_string (prompt, "manner");
}

gboolean
cord_sop_prompt_is_verbatim (GVariant *prompt)
{
  return g_strcmp0 (cord_sop_prompt_get_manner (prompt), "verbatim") == 0;
}

GVariant *
cord_sop_prompt_dup_condition (GVariant *prompt)
{
  return cord_value_dup (prompt, "when");
}

const char *
cord_sop_question_get_id (GVariant *question)
{
  return cord_value_get_string (question, "id");
}

const char *
cord_sop_question_get_text (GVariant *question)
{
  return cord_value_get_string (question, "text");
}

const char *
cord_sop_question_get_form (GVariant *question)
{
  return cord_value_get_string (question, "form");
}

const char *
cord_sop_question_get_kind (GVariant *question)
{
  return cord_value_get_string (question, "kind");
}

gboolean
cord_sop_question_is_open (GVariant *question)
{
  return g_strcmp0 (cord_sop_question_get_form (question), "open") == 0;
}

gboolean
cord_sop_question_is_amount (GVariant *question)
{
  return g_strcmp0 (cord_sop_question_get_kind (question), "money") == 0;
}

GVariant *
cord_sop_question_dup_choices (GVariant *question)
{
  return cord_value_dup_array (question, "choices");
}

GVariant *
cord_sop_choice_new (const char *value, const char *title)
{
  return cord_value_of_strings ("value", value, "title", title, NULL);
}

const char *
cord_sop_choice_get_value (GVariant *choice)
{
  return cord_value_get_string (choice, "value");
}

const char *
cord_sop_choice_get_title (GVariant *choice)
{
  return cord_value_get_string (choice, "title");
}
