/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-sop-part.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

/* The fields from which needs are derived. */
static const char *const need_fields[] = { "change-kind", "product", "reason-code", NULL };

void
cord_session_enter_step_async (CordSession *self, const char *step, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_enter_step_async, "enter step", cancellable, callback, user_data);

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, step != NULL && cord_sop_find_step (self->sop, step) >= 0,
                            _ ("The procedure has no such step"), NULL))
    return;
  cord_act_append (act, CORD_EVENT_STEP_ENTERED, &(CordStepEntered){ .step = step });
  cord_act_then (act, NULL);
}

static GVariant *
collect_answers (CordAct *act)
{
  g_autoptr (GVariant) questions = cord_sop_dup_questions (act->session->sop);
  CordBuilder answers;

  cord_builder_init (&answers);
  for (gsize i = 0; i < cord_value_length (questions); i++)
    {
      g_autoptr (GVariant) question = cord_value_dup_at (questions, i);
      const char *id = cord_sop_question_get_id (question);
      const char *answer = cord_interaction_get_answer (act->interaction, id);

      if (*answer != '\0')
        cord_builder_string (&answers, id, answer);
    }
  return cord_builder_end (&answers);
}

static GVariant *
collect_fields (CordAct *act)
{
  CordBuilder fields;

  cord_builder_init (&fields);
  for (guint i = 0; need_fields[i] != NULL; i++)
    {
      const char *value = cord_interaction_get_field (act->interaction, need_fields[i]);

      if (*value != '\0')
        cord_builder_string (&fields, need_fields[i], value);
    }
  return cord_builder_end (&fields);
}

/* Appends need.derived when the fields and answers give other needs than before. */
static void
derive_needs (CordAct *act)
{
  g_autoptr (GVariant) questions = cord_sop_dup_questions (act->session->sop);
  g_autoptr (GVariant) answers = collect_answers (act);
  g_autoptr (GVariant) fields = collect_fields (act);
  g_autoptr (CordNeeds) needs = cord_needs_derive (questions, answers, fields);
  CordNeeds *known = cord_interaction_get_needs (act->interaction);
  const CordNeedDerived derived = { .needs = { .value = cord_needs_get_document (needs) } };

  if (known == NULL || !cord_value_equal (cord_needs_get_document (known), cord_needs_get_document (needs)))
    cord_act_append (act, CORD_EVENT_NEED_DERIVED, &derived);
  cord_act_then (act, NULL);
}

void
cord_session_set_field_async (CordSession *self, const char *field, const char *value, const char *words,
                              const char *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_set_field_async, "set field", cancellable, callback, user_data);
  const CordFieldSet set
      = { .field = field, .value = value, .words = { .text = words }, .source = source != NULL ? source : "agent" };

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, field != NULL && *field != '\0' && (value != NULL || words != NULL),
                            _ ("There is nothing to write down"), NULL))
    return;
  cord_act_append (act, CORD_EVENT_FIELD_SET, &set);
  cord_act_then (act, g_strv_contains (need_fields, field) ? derive_needs : NULL);
}

void
cord_session_confirm_plan_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_confirm_plan_async, "confirm plan", cancellable, callback, user_data);
  GListModel *products;
  g_autoptr (GVariant) ids = NULL;
  CordBuilder list;

  if (!cord_act_require_customer (act))
    return;
  products = cord_customer_get_products (cord_interaction_get_customer (act->interaction));
  cord_builder_init_array (&list);
  for (guint i = 0; i < g_list_model_get_n_items (products); i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      cord_builder_add_string (&list, cord_product_get_id (product));
    }
  ids = cord_builder_end (&list);
  cord_act_append (act, CORD_EVENT_PLAN_CONFIRMED, &(CordPlanConfirmed){ .products = ids });
  cord_act_then (act, NULL);
}

/* The question of the procedure, or NULL after the act has been ended. */
static GVariant *
require_question (CordAct *act, const char *question)
{
  GVariant *known = question != NULL ? cord_sop_find_question (act->session->sop, question) : NULL;

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, known != NULL, _ ("The procedure has no such question"), NULL))
    return NULL;
  return known;
}

void
cord_session_ask_async (CordSession *self, const char *question, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_ask_async, "ask", cancellable, callback, user_data);
  GVariant *known = require_question (act, question);
  const char *form;

  if (known == NULL)
    return;
  form = cord_sop_question_get_form (known);
  cord_act_append (act, CORD_EVENT_QUESTION_ASKED,
                   &(CordQuestionAsked){ .question = question, .form = form != NULL ? form : "open" });
  cord_act_then (act, NULL);
}

void
cord_session_record_answer_async (CordSession *self, const char *question, const char *value, const char *words,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_record_answer_async, "record answer", cancellable, callback, user_data);
  const CordQuestionAnswered answered = { .question = question, .value = value, .words = { .text = words } };

  if (require_question (act, question) == NULL
      || !cord_act_require (act, value != NULL || words != NULL, _ ("There is no answer to write down"), NULL))
    return;
  cord_act_append (act, CORD_EVENT_QUESTION_ANSWERED, &answered);
  cord_act_then (act, derive_needs);
}
