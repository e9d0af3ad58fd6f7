/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-fixture.h"

static guint
n_missing (RecordFixture *f, CordGateKind kind)
{
  return g_list_model_get_n_items (cord_gate_get_missing (cord_interaction_get_gate (f->interaction, kind)));
}

static CordStep *
find_step (RecordFixture *f, const char *id)
{
  g_autoptr (CordStep) step
      = g_list_model_get_item (cord_interaction_get_steps (f->interaction), (guint)cord_sop_find_step (f->sop, id));

  return step; /* the list holds it */
}

static void
assert_state (RecordFixture *f, const char *id, const char *state)
{
  g_assert_cmpstr (cord_step_get_state (find_step (f, id)), ==, state);
}

static void
test_disclose (RecordFixture *f, gconstpointer data)
{
  CordGate *gate = cord_interaction_get_gate (f->interaction, CORD_GATE_DISCLOSE);
  g_autoptr (CordItem) item = NULL;

  record_arrive (f);
  record_choose (f);
  g_assert_false (cord_gate_get_open (gate));
  g_assert_cmpuint (n_missing (f, CORD_GATE_DISCLOSE), ==, 1);
  item = g_list_model_get_item (cord_gate_get_missing (gate), 0);
  g_assert_cmpstr (cord_item_get_title (item), ==, "A match on PIN, one-time code or call-back");
  g_assert_cmpstr (cord_item_get_step (item), ==, "verify");
  g_assert_cmpstr (cord_item_get_field (item), ==, "pin");
  g_assert_cmpstr (cord_gate_get_summary (gate), ==, "Missing: A match on PIN, one-time code or call-back");
  assert_state (f, "gather", "gated");
  g_assert_cmpstr (cord_step_get_reason (find_step (f, "gather")), ==, "needs verification");
  record_verify (f);
  g_assert_true (cord_gate_get_open (gate));
  g_assert_cmpstr (cord_gate_get_summary (gate), ==, "Open");
  assert_state (f, "gather", "waiting");
}

static void
test_quote (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  g_assert_true (record_misses (f, CORD_GATE_QUOTE, "gate-catalog"));
  record_open (f);
  record_gather (f);
  g_assert_true (record_misses (f, CORD_GATE_QUOTE, "questions-three"));
  record_ask (f);
  g_assert_false (record_misses (f, CORD_GATE_QUOTE, "questions-three"));
  record_rank (f);
  record_present (f);
  g_assert_true (record_misses (f, CORD_GATE_QUOTE, "gate-change"));
  g_assert_cmpuint (n_missing (f, CORD_GATE_QUOTE), ==, 1);
  record_select (f);
  g_assert_true (record_is_open (f, CORD_GATE_QUOTE));
  /* A new ranking without the chosen plan: the customer cannot choose it any more. */
  record_apply (f, "options.ranked", "{'catalog':'7','options':[],'excluded':[]}");
  g_assert_true (record_misses (f, CORD_GATE_QUOTE, "gate-qualified"));
}

static void
assert_titles (RecordFixture *f, CordGateKind kind, const char *const *titles)
{
  GListModel *missing = cord_gate_get_missing (cord_interaction_get_gate (f->interaction, kind));

  for (guint i = 0; i < g_list_model_get_n_items (missing); i++)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (missing, i);

      g_assert_cmpstr (cord_item_get_title (item), ==, titles[i]);
    }
  g_assert_cmpuint (n_missing (f, kind), ==, g_strv_length ((char **)titles));
}

static void
test_commit (RecordFixture *f, gconstpointer data)
{
  static const char *const all[]
      = { "Quote shown", "Customer’s consent to this quote", "Verification for plan changes", NULL };

  record_arrive (f);
  assert_titles (f, CORD_GATE_COMMIT, all);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_gather (f);
  record_ask (f);
  record_rank (f);
  record_present (f);
  record_select (f);
  g_assert_cmpuint (n_missing (f, CORD_GATE_COMMIT), ==, 2);
  record_quote (f, "2026-03-17");
  assert_titles (f, CORD_GATE_COMMIT, (const char *[]){ all[1], NULL });
  record_apply (f, "step.entered", "{'step':'confirm'}");
  assert_state (f, "process", "gated");
  g_assert_cmpstr (cord_step_get_reason (find_step (f, "process")), ==, "opens after consent");
  record_consent (f);
  g_assert_true (record_is_open (f, CORD_GATE_COMMIT));
  assert_state (f, "process", "waiting");
}

/* Consent applies only to the seal it was given for. */
static void
test_consent_is_voided (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_rank (f);
  record_select (f);
  record_quote (f, "2026-03-17");
  record_consent (f);
  g_assert_true (cord_interaction_get_consented (f->interaction));
  record_select (f);
  g_assert_false (cord_interaction_get_quote_current (f->interaction));
  g_assert_false (cord_interaction_get_consented (f->interaction));
  record_quote (f, "2026-03-17");
  g_assert_true (cord_interaction_get_consented (f->interaction));
  record_quote (f, "2026-03-20");
  g_assert_false (cord_interaction_get_consented (f->interaction));
  record_quote (f, "2026-03-17");
  g_assert_false (cord_interaction_get_consented (f->interaction));
}

static void
to_order (RecordFixture *f)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_gather (f);
  record_ask (f);
  record_rank (f);
  record_present (f);
  record_select (f);
  record_quote (f, "2026-03-17");
  record_consent (f);
  record_queue_order (f);
}

static void
test_send (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  g_assert_true (record_misses (f, CORD_GATE_SEND, "gate-order"));
  record_place_order (f);
  g_assert_false (record_misses (f, CORD_GATE_SEND, "gate-order"));
  g_assert_true (record_misses (f, CORD_GATE_SEND, "gate-proof"));
  record_apply (f, "message.rendered",
                "{'channel':'sms','language':'en','subject':'','text':'x','digest':'0','proved':true,'problems':[]}");
  g_assert_true (record_misses (f, CORD_GATE_SEND, "gate-address"));
  record_apply (
      f, "message.rendered",
      "{'channel':'email','language':'en','subject':'','text':'x','digest':'0','proved':false,'problems':['€1']}");
  g_assert_false (record_misses (f, CORD_GATE_SEND, "gate-address"));
  g_assert_true (record_misses (f, CORD_GATE_SEND, "gate-proof"));
  record_render (f);
  g_assert_true (record_is_open (f, CORD_GATE_SEND));
  record_apply (f, "order.undone", "{'order':'o-1'}");
  g_assert_true (record_misses (f, CORD_GATE_SEND, "gate-order"));
}

static void
test_close (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "gate-order-answer"));
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "order"));
  record_place_order (f);
  record_expect (f);
  record_render (f);
  record_apply (f, "message.queued", "{'operation':'op-2','channel':'email'}");
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "gate-message-answer"));
  record_apply (f, "message.sent",
                "{'operation':'op-2','message':'m','channel':'email','address':'grace@example.org','state':'sent'}");
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "disposition"));
  record_document (f);
  g_assert_cmpuint (n_missing (f, CORD_GATE_CLOSE), ==, 1);
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "promise"));
  record_follow_up (f);
  g_assert_true (record_is_open (f, CORD_GATE_CLOSE));
  assert_state (f, "follow-up", "current");
  for (guint i = 0; i + 1 < cord_sop_get_n_steps (f->sop); i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (cord_interaction_get_steps (f->interaction), i);

      g_assert_cmpstr (cord_step_get_state (step), ==, "done");
    }
}

static void
test_parked_may_close (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  g_assert_false (record_is_open (f, CORD_GATE_CLOSE));
  record_apply (f, "interaction.parked", "{'reason':'customer-left'}");
  g_assert_true (record_is_open (f, CORD_GATE_CLOSE));
  record_refuse (f, "interaction.closed", "{'note':'0','words':' \\n '}", "impossible");
  record_apply (f, "interaction.closed", "{'note':'0','words':'The caller had to go.'}");
  g_assert_cmpstr (cord_interaction_get_status (f->interaction), ==, "closed");
}

/* The Close gate counts the note as written as soon as anything was recorded. */
static void
test_note_is_never_blank (RecordFixture *f, gconstpointer data)
{
  g_autofree char *none = cord_interaction_dup_note (f->interaction);
  g_autofree char *first = NULL;

  g_assert_cmpstr (none, ==, "");
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "gate-note"));
  record_apply (f, "step.entered", "{'step':'verify'}");
  first = g_strstrip (cord_interaction_dup_note (f->interaction));
  g_assert_cmpstr (first, !=, "");
  g_assert_false (record_misses (f, CORD_GATE_CLOSE, "gate-note"));
}

/* With the disposition "no change" the Close gate requires no consent. */
static void
test_no_change (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_gather (f);
  record_ask (f);
  record_rank (f);
  record_present (f);
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "consent"));
  record_apply (f, "disposition.set", "{'code':'no-change'}");
  g_assert_false (record_misses (f, CORD_GATE_CLOSE, "consent"));
  record_apply (f, "promise.made", "{'kind':'declined'}");
  g_assert_true (record_is_open (f, CORD_GATE_CLOSE));
}

/* With an order placed, the disposition "no change" waives no requirement. */
static void
test_no_change_after_order (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  record_place_order (f);
  record_apply (f, "disposition.set", "{'code':'no-change'}");
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "timeline"));
}

static void
count_changes (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *changes = user_data;

  *changes += removed + added;
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *)user_data)++;
}

/* Nothing unchanged moves in the list: a focused link keeps the focus. */
static void
test_lists_change_little (RecordFixture *f, gconstpointer data)
{
  CordGate *gate = cord_interaction_get_gate (f->interaction, CORD_GATE_CLOSE);
  guint changes = 0, notifies = 0;

  record_arrive (f);
  g_signal_connect (cord_gate_get_missing (gate), "items-changed", G_CALLBACK (count_changes), &changes);
  g_signal_connect (gate, "notify", G_CALLBACK (count_notify), &notifies);
  record_apply (f, "step.entered", "{'step':'options'}");
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpuint (notifies, ==, 0);
  record_choose (f);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (notifies, ==, 1);
}

static void
test_names (void)
{
  CordGateKind kind;

  for (guint i = 0; i < CORD_N_GATES; i++)
    {
      g_assert_true (cord_gate_parse (cord_gate_name ((CordGateKind)i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  g_assert_false (cord_gate_parse ("wall", &kind));
  g_assert_false (cord_gate_parse (NULL, &kind));
}

#define ADD(path, function)                                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/gates/disclose", test_disclose);
  ADD ("/gates/quote", test_quote);
  ADD ("/gates/commit", test_commit);
  ADD ("/gates/consent-is-voided", test_consent_is_voided);
  ADD ("/gates/send", test_send);
  ADD ("/gates/close", test_close);
  ADD ("/gates/parked-may-close", test_parked_may_close);
  ADD ("/gates/note-is-never-blank", test_note_is_never_blank);
  ADD ("/gates/no-change", test_no_change);
  ADD ("/gates/no-change-after-order", test_no_change_after_order);
  ADD ("/gates/lists-change-little", test_lists_change_little);
  g_test_add_func ("/gates/names", test_names);
  return g_test_run ();
}
