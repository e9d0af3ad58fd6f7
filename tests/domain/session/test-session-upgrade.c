/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

#include <string.h>

static const char *const upgrade_types[] = { "call.offered",      "candidate.shown",    "call.answered",
                                             "step.entered",      "notice.given",       "field.set",
                                             "candidate.chosen",  "verify.started",     "verify.attempt",
                                             "verify.passed",     "customer.opened",    "catalog.pinned",
                                             "step.entered",      "field.set",          "field.set",
                                             "field.set",         "field.set",          "need.derived",
                                             "field.set",         "need.derived",       "plan.confirmed",
                                             "field.set",         "need.derived",       "field.set",
                                             "question.asked",    "question.answered",  "question.asked",
                                             "question.answered", "need.derived",       "question.asked",
                                             "question.answered", "need.derived",       "options.ranked",
                                             "option.presented",  "option.presented",   "comparison.viewed",
                                             "label.shown",       "change.selected",    "quote.shown",
                                             "consent.given",     "order.queued",       "order.placed",
                                             "timeline.stated",   "step.explained",     "step.explained",
                                             "promise.queued",    "promise.made",       "message.rendered",
                                             "message.queued",    "message.sent",       "note.edited",
                                             "disposition.set",   "satisfaction.given", NULL };

static void
on_toast (CordSession *session, const char *text, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (text));
}

static void
on_busy (CordSession *session, GParamSpec *pspec, gpointer user_data)
{
  g_autofree char *busy = NULL;

  g_object_get (session, "busy", &busy, NULL);
  if (*busy != '\0')
    g_ptr_array_add (user_data, g_steal_pointer (&busy));
}

static void
test_whole (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (GPtrArray) toasts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) busy = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *notice = NULL;
  g_autofree char *dump = NULL;
  gboolean saved;
  guint waiting;

  g_signal_connect (c->session, "toast", G_CALLBACK (on_toast), toasts);
  g_signal_connect (c->session, "notify::busy", G_CALLBACK (on_busy), busy);
  session_case_run (c, NULL);
  session_case_assert_types (c, upgrade_types);
  g_assert_true (cord_gate_get_open (cord_interaction_get_gate (session_case_interaction (c), CORD_GATE_CLOSE)));
  DO (c, close);
  g_assert_null (cord_session_get_interaction (c->session));
  g_object_get (c->session, "saved", &saved, "waiting", &waiting, NULL);
  notice = session_case_text (c, "notice");
  g_assert_true (saved);
  g_assert_cmpuint (waiting, ==, 0);
  g_assert_cmpstr (notice, ==, "");
  g_assert_cmpuint (toasts->len, ==, 3);
  g_assert_cmpstr (toasts->pdata[0], ==, "Change placed");
  g_assert_true (g_ptr_array_find_with_equal_func (busy, "Checking the PIN…", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (busy, "Placing the change…", g_str_equal, NULL));
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "message"), ==, 1);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "appointment"), ==, 1);
  dump = cord_memory_journal_dump (c->journal);
  g_assert_null (strstr (dump, "\"4711\""));
  g_assert_null (strstr (dump, "4111 1111"));
  g_assert_nonnull (strstr (dump, "[card number removed]"));
  g_signal_handlers_disconnect_by_data (c->session, toasts);
  g_signal_handlers_disconnect_by_data (c->session, busy);
}

static void
test_wrong_pin (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *notice = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *until = NULL;
  g_autofree char *dump = NULL;

  session_case_run (c, session_step_choose);
  REFUSED (c, CORD_ERROR_DENIED, verify, "pin", "0000");
  notice = session_case_text (c, "notice");
  hint = session_case_text (c, "notice-hint");
  g_assert_cmpstr (notice, ==, "That does not match");
  g_assert_cmpstr (hint, ==, "Ask again: 2 attempts are left.");
  REFUSED (c, CORD_ERROR_DENIED, verify, "pin", "1111");
  REFUSED (c, CORD_ERROR_DENIED, verify, "pin", "2222");
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "locked");
  until = session_case_fold_text (c, "locked-until");
  g_assert_cmpstr (until, ==, "2026-11-10T11:00:00Z");
  g_assert_cmpint (cord_interaction_get_level (session_case_interaction (c)), ==, CORD_LEVEL_R0);
  g_assert_null (cord_interaction_get_customer (session_case_interaction (c)));
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.started", NULL), ==, 1);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.attempt", NULL), ==, 3);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.failed", NULL), ==, 3);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.locked", NULL), ==, 1);
  dump = cord_memory_journal_dump (c->journal);
  g_assert_null (strstr (dump, "\"2222\""));
}

/* Locked elsewhere: the answer is an error and its end time is recorded. */
static void
test_locked (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  session_case_run (c, session_step_choose);
  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_VERIFY, CORD_FAKE_LOCKED);
  REFUSED (c, CORD_ERROR_DENIED, verify, "pin", CORD_FAKE_PIN);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.locked", NULL), ==, 1);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "verify.failed", NULL), ==, 0);
}

/* The customer could not be loaded after the verification: verifying again completes it. */
static void
test_load_again (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  session_case_run (c, session_step_choose);
  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_LOAD_CUSTOMER, CORD_FAKE_OFFLINE);
  REFUSED (c, CORD_ERROR_OFFLINE, verify, "pin", CORD_FAKE_PIN);
  g_assert_cmpint (cord_interaction_get_level (session_case_interaction (c)), ==, CORD_LEVEL_R2);
  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_LOAD_CUSTOMER, CORD_FAKE_ANSWER);
  DO (c, verify, "pin", CORD_FAKE_PIN);
  g_assert_nonnull (cord_interaction_get_customer (session_case_interaction (c)));
}

/* Every act at the wrong moment: a message for the agent, and nothing recorded. */
static void
test_wrong_moment (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  const char *keys[] = { "a", NULL };

  REFUSED (c, CORD_ERROR_INVALID, answer);
  REFUSED (c, CORD_ERROR_INVALID, hold, TRUE);
  REFUSED (c, CORD_ERROR_INVALID, give_notice);
  REFUSED (c, CORD_ERROR_INVALID, find, "Okafor");
  REFUSED (c, CORD_ERROR_INVALID, choose, "C1");
  REFUSED (c, CORD_ERROR_INVALID, verify, "pin", "1");
  REFUSED (c, CORD_ERROR_INVALID, enter_step, "gather");
  REFUSED (c, CORD_ERROR_INVALID, set_field, "name", "x", NULL, "agent");
  REFUSED (c, CORD_ERROR_INVALID, confirm_plan);
  REFUSED (c, CORD_ERROR_INVALID, ask, "use");
  REFUSED (c, CORD_ERROR_INVALID, record_answer, "use", NULL, "x");
  REFUSED (c, CORD_ERROR_INVALID, rank);
  REFUSED (c, CORD_ERROR_INVALID, present, "a");
  REFUSED (c, CORD_ERROR_INVALID, excuse, "one-fits");
  REFUSED (c, CORD_ERROR_INVALID, view_comparison, keys);
  REFUSED (c, CORD_ERROR_INVALID, show_label, "a");
  REFUSED (c, CORD_ERROR_INVALID, object, "x");
  REFUSED (c, CORD_ERROR_INVALID, select, "a", CORD_DATE_NONE);
  REFUSED (c, CORD_ERROR_INVALID, consent);
  REFUSED (c, CORD_ERROR_INVALID, place);
  REFUSED (c, CORD_ERROR_INVALID, undo);
  REFUSED (c, CORD_ERROR_INVALID, refresh_order);
  REFUSED (c, CORD_ERROR_INVALID, state_timeline);
  REFUSED (c, CORD_ERROR_INVALID, explain_step, "x");
  REFUSED (c, CORD_ERROR_INVALID, render_message, "email");
  REFUSED (c, CORD_ERROR_INVALID, send_message);
  REFUSED (c, CORD_ERROR_INVALID, edit_note, "x");
  REFUSED (c, CORD_ERROR_INVALID, set_disposition, "no-change");
  REFUSED (c, CORD_ERROR_INVALID, promise, "declined", 0, NULL);
  REFUSED (c, CORD_ERROR_INVALID, satisfaction, 5);
  REFUSED (c, CORD_ERROR_INVALID, close);
  REFUSED (c, CORD_ERROR_INVALID, park, "call-dropped", NULL);
  g_assert_cmpuint (cord_memory_journal_get_n_commits (c->journal), ==, 0);
}

static void
test_wrong_order (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  DO (c, ring, "+491713920001");
  REFUSED (c, CORD_ERROR_INVALID, ring, "+491713920001");
  REFUSED (c, CORD_ERROR_INVALID, hold, TRUE);
  REFUSED (c, CORD_ERROR_INVALID, verify, "pin", "1");
  REFUSED (c, CORD_ERROR_INVALID, sign_out);
  DO (c, answer);
  REFUSED (c, CORD_ERROR_INVALID, answer);
  DO (c, hold, TRUE);
  REFUSED (c, CORD_ERROR_INVALID, hold, TRUE);
  DO (c, hold, FALSE);
  REFUSED (c, CORD_ERROR_INVALID, enter_step, "nowhere");
  REFUSED (c, CORD_ERROR_INVALID, ask, "nothing");
  REFUSED (c, CORD_ERROR_INVALID, set_field, "caller-role", "stranger", NULL, "caller");
  g_assert_cmpstr (c->error->message, ==, "This does not fit the call as it stands");
  REFUSED (c, CORD_ERROR_DENIED, close);
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "close");
  REFUSED (c, CORD_ERROR_INVALID, park, "", NULL);
  DO (c, park, "call-dropped", "The line went dead");
  g_assert_null (cord_session_get_interaction (c->session));
  DO (c, sign_out);
  REFUSED (c, CORD_ERROR_INVALID, ring, "+491713920001");
}

static void
test_gates (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  session_case_run (c, session_step_select);
  REFUSED (c, CORD_ERROR_DENIED, place);
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "commit");
  g_assert_nonnull (cord_error_get_hint (c->error));
  DO (c, consent);
  DO (c, place);
  REFUSED (c, CORD_ERROR_DENIED, send_message);
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "send");
  REFUSED (c, CORD_ERROR_INVALID, render_message, "pigeon");
  REFUSED (c, CORD_ERROR_INVALID, promise, "call", 0, NULL);
  REFUSED (c, CORD_ERROR_INVALID, satisfaction, 6);
}

/* The server's price differs from the one computed here: nothing is shown. */
static void
test_mismatch (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  session_case_run (c, session_step_label);
  cord_fake_gateway_set_wrong_seal (c->gateway, TRUE);
  session_step_select (c);
  g_assert_error (c->error, CORD_ERROR, CORD_ERROR_STALE);
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "quote-mismatch");
  g_assert_null (cord_interaction_get_quote (session_case_interaction (c)));
  g_assert_false (cord_interaction_get_quote_current (session_case_interaction (c)));
}

static void
test_preview (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (CordQuote) preview = NULL;
  g_autoptr (CordQuote) none = NULL;
  g_autoptr (GError) error = NULL;

  session_case_run (c, session_step_select);
  preview = cord_session_preview (c->session, cord_interaction_get_selected (session_case_interaction (c)), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_quote_get_sha256 (preview), ==,
                   cord_quote_get_sha256 (cord_interaction_get_quote (session_case_interaction (c))));
  none = cord_session_preview (c->session, "upgrade/none/none/0", &error);
  g_assert_null (none);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
}

/* The call was parked while the server was still searching: the late answer has no effect. */
static void
test_late_answer (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  session_case_run (c, session_step_choose);
  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_FIND, CORD_FAKE_HANG);
  cord_session_find_async (c->session, "Okafor", NULL, NULL, NULL);
  DO (c, park, "call-dropped", NULL);
  cord_fake_gateway_release (c->gateway);
  session_case_settle (c);
  g_assert_null (cord_session_get_interaction (c->session));
}

static void
test_callers (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (GVariant) caller
      = cord_value_of_strings ("id", "a", "phone", "+491713920001", "opening", "Good morning!", NULL);
  g_autoptr (GVariant) callers = NULL;
  g_autoptr (CordSession) session = NULL;
  CordBuilder list;

  REFUSED (c, CORD_ERROR_INVALID, ring, NULL);
  cord_builder_init_array (&list);
  cord_builder_add (&list, caller);
  callers = cord_builder_end (&list);
  session = cord_session_new (CORD_GATEWAY (c->gateway), CORD_JOURNAL (c->journal), c->clock, c->sop, c->policy,
                              "device-1", callers);
  g_clear_object (&c->session);
  c->session = g_object_ref (session);
  g_assert_true (cord_session_get_practice (session));
  DO (c, sign_in, "agent", "secret");
  DO (c, ring, NULL);
  g_assert_cmpstr (cord_session_get_opening (session), ==, "Good morning!");
  DO (c, park, "call-dropped", NULL);
  g_assert_cmpstr (cord_session_get_opening (session), ==, "");
  DO (c, ring, NULL);
  g_assert_cmpstr (cord_session_get_opening (session), ==, "Good morning!");
  g_clear_object (&session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/whole", test_whole);
  g_test_add_func ("/session/wrong-pin", test_wrong_pin);
  g_test_add_func ("/session/locked", test_locked);
  g_test_add_func ("/session/load-again", test_load_again);
  g_test_add_func ("/session/wrong-moment", test_wrong_moment);
  g_test_add_func ("/session/wrong-order", test_wrong_order);
  g_test_add_func ("/session/gates", test_gates);
  g_test_add_func ("/session/mismatch", test_mismatch);
  g_test_add_func ("/session/preview", test_preview);
  g_test_add_func ("/session/late-answer", test_late_answer);
  g_test_add_func ("/session/callers", test_callers);
  return g_test_run ();
}
