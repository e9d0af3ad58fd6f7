/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

#include "json-document.h"

#define TIMEOUT_SECONDS 20

static GVariant *
load (const char *path)
{
  g_autofree char *text = json_document_load (path);

  return json_document_parse (text);
}

SessionCase *
session_case_new_over (CordMemoryJournal *journal)
{
  SessionCase *self = g_new0 (SessionCase, 1);
  g_autoptr (GVariant) sop = load ("data/sop/plan-change.json");
  g_autoptr (GVariant) policy = load ("data/policy/eu.json");
  g_autoptr (GError) error = NULL;
  gint64 now;

  g_assert_true (cord_instant_parse ("2026-11-10T10:00:00Z", &now, NULL));
  self->clock = cord_clock_new_fixed (now);
  self->sop = cord_sop_new (sop, &error);
  g_assert_no_error (error);
  self->policy = cord_policy_new (policy, &error);
  g_assert_no_error (error);
  self->gateway = cord_fake_gateway_new (self->clock, self->policy);
  self->journal = journal;
  self->session = cord_session_new (CORD_GATEWAY (self->gateway), CORD_JOURNAL (self->journal), self->clock, self->sop,
                                    self->policy, "device-1", NULL);
  return self;
}

SessionCase *
session_case_new (void)
{
  SessionCase *self = session_case_new_over (cord_memory_journal_new ());

  DO (self, sign_in, "agent", "secret");
  return self;
}

void
session_case_free (SessionCase *self)
{
  session_case_settle (self);
  g_clear_error (&self->error);
  g_assert_finalize_object (self->session);
  g_object_unref (self->gateway);
  g_object_unref (self->journal);
  g_object_unref (self->policy);
  g_object_unref (self->sop);
  g_object_unref (self->clock);
  g_free (self);
}

void
session_case_on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SessionCase *self = user_data;

  self->done = TRUE;
  g_assert_true (cord_session_act_finish (CORD_SESSION (source), result, &self->error) == (self->error == NULL));
}

void
session_case_begin (SessionCase *self)
{
  g_clear_error (&self->error);
  self->done = FALSE;
}

static gboolean
on_too_long (gpointer user_data)
{
  g_error ("The act does not answer");
  return G_SOURCE_REMOVE;
}

const GError *
session_case_wait (SessionCase *self)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, NULL);

  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  return self->error;
}

void
session_case_settle (SessionCase *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

CordInteraction *
session_case_interaction (SessionCase *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);

  g_assert_nonnull (interaction);
  return interaction;
}

char *
session_case_text (SessionCase *self, const char *property)
{
  char *text = NULL;

  g_object_get (self->session, property, &text, NULL);
  return text;
}

char *
session_case_fold_text (SessionCase *self, const char *property)
{
  char *text = NULL;

  g_object_get (session_case_interaction (self), property, &text, NULL);
  return text;
}

char *
session_case_state (SessionCase *self)
{
  g_autoptr (GVariant) state = cord_interaction_dup_state (session_case_interaction (self));

  return cord_value_to_canonical (state, NULL);
}

const char *
session_case_key (SessionCase *self, guint index)
{
  GListModel *options = cord_interaction_get_options (session_case_interaction (self));
  g_autoptr (CordOption) option = g_list_model_get_item (options, index);

  g_assert_nonnull (option);
  return cord_option_get_key (option);
}

void
session_case_assert_types (SessionCase *self, const char *const *types)
{
  GPtrArray *events = cord_interaction_get_events (session_case_interaction (self));

  for (guint i = 0; i < events->len; i++)
    g_assert_cmpstr (((CordEvent *)g_ptr_array_index (events, i))->type, ==, types[i]);
  g_assert_null (types[events->len]);
}

/* The upgrade. */

static const GError *
step_ring (SessionCase *c)
{
  return ACT (c, ring, "+491713920001");
}
static const GError *
step_answer (SessionCase *c)
{
  return ACT (c, answer);
}
static const GError *
step_notice (SessionCase *c)
{
  return ACT (c, give_notice);
}
static const GError *
step_role (SessionCase *c)
{
  return ACT (c, set_field, "caller-role", "holder", NULL, "caller");
}
const GError *
session_step_choose (SessionCase *c)
{
  return ACT (c, choose, CORD_FAKE_CUSTOMER);
}
const GError *
session_step_verify (SessionCase *c)
{
  return ACT (c, verify, "pin", CORD_FAKE_PIN);
}
static const GError *
step_gather (SessionCase *c)
{
  return ACT (c, enter_step, "gather");
}
static const GError *
step_name (SessionCase *c)
{
  return ACT (c, set_field, "name", NULL, "Grace Okafor", "record");
}
static const GError *
step_contact (SessionCase *c)
{
  return ACT (c, set_field, "contact", NULL, "grace@example.org", "record");
}
static const GError *
step_account (SessionCase *c)
{
  return ACT (c, set_field, "account", "A1", NULL, "record");
}
static const GError *
step_kind (SessionCase *c)
{
  return ACT (c, set_field, "change-kind", "upgrade", NULL, "caller");
}
static const GError *
step_product (SessionCase *c)
{
  return ACT (c, set_field, "product", "prod-home", NULL, "agent");
}
static const GError *
step_plan (SessionCase *c)
{
  return ACT (c, confirm_plan);
}
static const GError *
step_reason (SessionCase *c)
{
  return ACT (c, set_field, "reason-code", "speed", NULL, "caller");
}
static const GError *
step_words (SessionCase *c)
{
  return ACT (c, set_field, "reason-words", NULL, "Films stutter; card 4111 1111 1111 1111", "caller");
}
static const GError *
step_ask_use (SessionCase *c)
{
  return ACT (c, ask, "use");
}
static const GError *
step_use (SessionCase *c)
{
  return ACT (c, record_answer, "use", NULL, "Films in the evening");
}
static const GError *
step_ask_budget (SessionCase *c)
{
  return ACT (c, ask, "budget");
}
static const GError *
step_budget (SessionCase *c)
{
  return ACT (c, record_answer, "budget", "80.00", NULL);
}
static const GError *
step_ask_speed (SessionCase *c)
{
  return ACT (c, ask, "speed");
}
static const GError *
step_speed (SessionCase *c)
{
  return ACT (c, record_answer, "speed", "faster", NULL);
}
const GError *
session_step_rank (SessionCase *c)
{
  return ACT (c, rank);
}
static const GError *
step_present_one (SessionCase *c)
{
  return ACT (c, present, session_case_key (c, 0));
}
static const GError *
step_present_two (SessionCase *c)
{
  return ACT (c, present, session_case_key (c, 1));
}
static const GError *
step_compare (SessionCase *c)
{
  const char *keys[] = { "", session_case_key (c, 0), session_case_key (c, 1), NULL };

  return ACT (c, view_comparison, keys);
}

static const char *
fiber_key (SessionCase *c)
{
  for (guint i = 0;; i++)
    if (g_strrstr (session_case_key (c, i), "/fiber-250/") != NULL)
      return session_case_key (c, i);
}

const GError *
session_step_label (SessionCase *c)
{
  return ACT (c, show_label, fiber_key (c));
}
const GError *
session_step_select (SessionCase *c)
{
  return ACT (c, select, fiber_key (c), CORD_DATE_NONE);
}
const GError *
session_step_consent (SessionCase *c)
{
  return ACT (c, consent);
}
const GError *
session_step_place (SessionCase *c)
{
  return ACT (c, place);
}
static const GError *
step_timeline (SessionCase *c)
{
  return ACT (c, state_timeline);
}
static const GError *
step_explain_one (SessionCase *c)
{
  return ACT (c, explain_step, "Restart the router.");
}
static const GError *
step_explain_two (SessionCase *c)
{
  return ACT (c, explain_step, "Keep the old modem for 2 days.");
}
const GError *
session_step_promise (SessionCase *c)
{
  gint64 at;

  g_assert_true (cord_instant_parse ("2026-11-24T09:00:00Z", &at, NULL));
  return ACT (c, promise, "call", at, "Does the film run now?");
}
const GError *
session_step_render (SessionCase *c)
{
  return ACT (c, render_message, "email");
}
static const GError *
step_send (SessionCase *c)
{
  return ACT (c, send_message);
}
static const GError *
step_note (SessionCase *c)
{
  return ACT (c, edit_note, "Very friendly.");
}
static const GError *
step_disposition (SessionCase *c)
{
  return ACT (c, set_disposition, "plan-changed");
}
const GError *
session_step_score (SessionCase *c)
{
  return ACT (c, satisfaction, 5);
}

static const SessionStep upgrade[] = {
  step_ring,
  step_answer,
  step_notice,
  step_role,
  session_step_choose,
  session_step_verify,
  step_gather,
  step_name,
  step_contact,
  step_account,
  step_kind,
  step_product,
  step_plan,
  step_reason,
  step_words,
  step_ask_use,
  step_use,
  step_ask_budget,
  step_budget,
  step_ask_speed,
  step_speed,
  session_step_rank,
  step_present_one,
  step_present_two,
  step_compare,
  session_step_label,
  session_step_select,
  session_step_consent,
  session_step_place,
  step_timeline,
  step_explain_one,
  step_explain_two,
  session_step_promise,
  session_step_render,
  step_send,
  step_note,
  step_disposition,
  session_step_score,
};

const SessionStep *
session_case_upgrade (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (upgrade);
  return upgrade;
}

void
session_case_run (SessionCase *self, SessionStep last)
{
  for (guint i = 0; i < G_N_ELEMENTS (upgrade); i++)
    {
      upgrade[i](self);
      g_assert_no_error (self->error);
      if (upgrade[i] == last)
        return;
    }
}
