/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "session-case.h"

/* Another run of the desk on the same journal. The server takes no orders, so nothing happens by itself. */
static SessionCase *
restart (CordMemoryJournal *journal, guint n_commits)
{
  SessionCase *c = session_case_new_over (cord_memory_journal_copy (journal, n_commits));

  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_OFFLINE);
  DO (c, restore);
  return c;
}

/* The connection comes back, to a server that takes orders. */
static void
answer_again (SessionCase *c)
{
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  cord_fake_gateway_set_online (c->gateway, TRUE);
}

typedef struct
{
  CordMemoryJournal *journal;
  GPtrArray *states; /* after each commit that was applied; NULL where nothing was shown */
} Watch;

static void
on_applied (CordInteraction *interaction, gpointer event, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GVariant) state = cord_interaction_dup_state (interaction);
  guint n = cord_memory_journal_get_n_commits (watch->journal);

  if (watch->states->len <= n)
    g_ptr_array_set_size (watch->states, n + 1);
  g_free (watch->states->pdata[n]);
  watch->states->pdata[n] = cord_value_to_canonical (state, NULL);
}

static void
on_interaction (CordSession *session, GParamSpec *pspec, gpointer user_data)
{
  CordInteraction *interaction = cord_session_get_interaction (session);

  if (interaction != NULL)
    g_signal_connect (interaction, "applied", G_CALLBACK (on_applied), user_data);
}

/* Killed after any commit, the desk comes back in the same step with the same fields. */
static void
test_restore_everywhere (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  Watch watch = { c->journal, g_ptr_array_new_with_free_func (g_free) };
  guint compared = 0;
  guint n;

  g_signal_connect (c->session, "notify::interaction", G_CALLBACK (on_interaction), &watch);
  session_case_run (c, NULL);
  n = cord_memory_journal_get_n_commits (c->journal);
  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (SessionCase) again = restart (c->journal, i);
      const char *expected = i < watch.states->len ? watch.states->pdata[i] : NULL;
      g_autofree char *state = NULL;

      if (i < 2)
        {
          g_assert_null (cord_session_get_interaction (again->session));
          continue;
        }
      state = session_case_state (again);
      if (expected == NULL)
        continue;
      g_assert_cmpstr (state, ==, expected);
      compared++;
    }
  g_assert_cmpuint (compared, >=, n - 2);
  g_signal_handlers_disconnect_by_data (c->session, &watch);
  g_ptr_array_unref (watch.states);
}

/* Killed between placing and the answer: placed once, with the stored bytes. */
static void
test_resubmit (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  guint waiting;

  session_case_run (c, session_step_consent);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_LOST);
  DO (c, place);
  again = restart (c->journal, cord_memory_journal_get_n_commits (c->journal));
  g_object_get (again->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 1);
  session_case_settle (again);
  g_assert_cmpstr (cord_interaction_get_order_state (session_case_interaction (again)), ==, "queued");
  answer_again (again);
  session_case_settle (again);
  g_assert_cmpstr (cord_interaction_get_order_state (session_case_interaction (again)), ==, "acknowledged");
  g_assert_cmpstr (cord_interaction_get_operation (session_case_interaction (again)), ==,
                   cord_interaction_get_operation (session_case_interaction (c)));
  g_assert_true (cord_fake_gateway_is_faithful (again->gateway));
  g_object_get (again->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
}

/* A message that waited for the restart has its channel and address as before. */
static void
test_resubmit_message (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  g_autofree char *state = NULL;

  session_case_run (c, session_step_render);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  DO (c, send_message);
  again = restart (c->journal, cord_memory_journal_get_n_commits (c->journal));
  answer_again (again);
  session_case_settle (again);
  state = session_case_fold_text (again, "message-state");
  g_assert_cmpstr (state, ==, "sent");
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (again->gateway, "message"), ==, 1);
}

/* A follow-up that was asked for without a network, before the desk was closed, finds that nobody is free any more: it
 * is to be done again, and with another time it is booked with the words that were entered. */
static void
test_resubmit_promise (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  const CordPromiseFailed *failed;
  const CordPromiseQueued *queued;
  CordInteraction *interaction;
  g_autofree char *notice = NULL;

  session_case_run (c, session_step_place);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  session_step_promise (c);
  again = restart (c->journal, cord_memory_journal_get_n_commits (c->journal));
  answer_again (again);
  cord_fake_gateway_set_submit_mood (again->gateway, CORD_FAKE_FULL);
  session_case_settle (again);
  interaction = session_case_interaction (again);
  failed = cord_event_get_promise_failed (cord_interaction_last (interaction, CORD_EVENT_PROMISE_FAILED));
  g_assert_nonnull (failed);
  g_assert_cmpstr (failed->reason, ==, "slot-full");
  g_assert_cmpstr (failed->message, ==, "No agent is free at that time any more. Choose another time.");
  g_object_get (again->session, "notice", &notice, NULL);
  g_assert_cmpstr (notice, ==, "The follow-up was not booked: No agent is free at that time any more");
  queued = cord_event_get_promise_queued (cord_interaction_last (interaction, CORD_EVENT_PROMISE_QUEUED));
  g_assert_cmpstr (cord_interaction_get_beside (interaction, &queued->purpose), ==, "Does the film run now?");
  cord_fake_gateway_set_submit_mood (again->gateway, CORD_FAKE_ANSWER);
  session_step_promise (again);
  g_assert_no_error (again->error);
  g_assert_cmpuint (cord_interaction_count (interaction, "promise.made", NULL), ==, 1);
}

/* The call was parked, the order was not answered, the desk was closed: the order is still sent. */
static void
test_pending_order (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;

  session_case_run (c, session_step_consent);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  DO (c, place);
  DO (c, park, "waiting-server", NULL);
  again = restart (c->journal, cord_memory_journal_get_n_commits (c->journal));
  g_assert_null (cord_session_get_interaction (again->session));
  answer_again (again);
  session_case_settle (again);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (again->gateway, "order"), ==, 1);
}

/* The same, with the next call already open: the answer does not get into the wrong record. */
static void
test_pending_order_beside_call (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  guint64 seq;

  session_case_run (c, session_step_consent);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_LOST);
  DO (c, place);
  DO (c, park, "waiting-server", NULL);
  session_case_run (c, session_step_consent);
  again = restart (c->journal, cord_memory_journal_get_n_commits (c->journal));
  seq = cord_interaction_get_seq (session_case_interaction (again));
  answer_again (again);
  session_case_settle (again);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (again->gateway, "order"), ==, 1);
  g_assert_cmpuint (cord_interaction_get_seq (session_case_interaction (again)), ==, seq);
  g_assert_cmpstr (cord_interaction_get_order_state (session_case_interaction (again)), ==, "");
  DO (again, place);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (again->gateway, "order"), ==, 2);
}

static void
test_resumed_call (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  guint n_steps;
  const SessionStep *steps = session_case_upgrade (&n_steps);
  gboolean past = FALSE;

  session_case_run (c, session_step_rank);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  DO (again, restore);
  for (guint i = 0; i < n_steps; i++)
    {
      if (past)
        {
          steps[i](again);
          g_assert_no_error (again->error);
        }
      past = past || steps[i] == session_step_rank;
    }
  DO (again, close);
}

static void
test_not_signed_in (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  gboolean signed_in;

  session_case_run (c, session_step_choose);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  cord_fake_gateway_set_kept_sign_in (again->gateway, FALSE);
  DO (again, restore);
  g_object_get (again->session, "signed-in", &signed_in, NULL);
  g_assert_false (signed_in);
  g_assert_null (cord_session_get_interaction (again->session));
  DO (again, sign_in, "agent", "secret");
  g_assert_cmpstr (cord_interaction_get_id (session_case_interaction (again)), ==,
                   cord_interaction_get_id (session_case_interaction (c)));
  REFUSED (again, CORD_ERROR_INVALID, restore);
}

static void
assert_nothing (SessionCase *c)
{
  guint waiting;

  g_assert_null (cord_session_get_interaction (c->session));
  g_object_get (c->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
}

/* A sign-in is kept, but the server is dead: nobody knows who sits here. */
static void
test_server_dead (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  g_autofree char *notice = NULL;

  session_case_run (c, session_step_verify);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  cord_fake_gateway_set_online (again->gateway, FALSE);
  DO (again, restore);
  assert_nothing (again);
  notice = session_case_text (again, "notice");
  g_assert_cmpstr (notice, ==, "The server does not answer, so it is not known yet who is here");
  REFUSED (again, CORD_ERROR_OFFLINE, sign_in, "agent", "secret");
  assert_nothing (again);
  cord_fake_gateway_set_online (again->gateway, TRUE);
  session_case_settle (again);
  assert_nothing (again);
  DO (again, restore);
  g_assert_nonnull (cord_session_get_interaction (again->session));
}

/* Nobody has touched the desk when the server comes back: the kept sign-in is tried again, and the notice goes. */
static void
test_server_back (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  g_autofree char *notice = NULL;

  session_case_run (c, session_step_verify);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  cord_fake_gateway_set_online (again->gateway, FALSE);
  DO (again, restore);
  cord_fake_gateway_set_online (again->gateway, TRUE);
  session_case_settle (again);
  g_assert_nonnull (cord_session_get_interaction (again->session));
  notice = session_case_text (again, "notice");
  g_assert_cmpstr (notice, ==, "");
}

/* The sign-in is renewed while a call is open; the call is parked before the answer comes. */
static void
test_renewed_while_parked (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  gboolean signed_in;

  session_case_run (c, session_step_choose);
  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_SIGN_IN, CORD_FAKE_HANG);
  session_case_begin (c);
  cord_session_sign_in_async (c->session, "agent", "secret", NULL, session_case_on_done, c);
  cord_session_park_async (c->session, "later", NULL, NULL, NULL, NULL);
  session_case_settle (c);
  g_assert_null (cord_session_get_interaction (c->session));
  cord_fake_gateway_release (c->gateway);
  session_case_wait (c);
  g_assert_no_error (c->error);
  g_object_get (c->session, "signed-in", &signed_in, NULL);
  g_assert_true (signed_in);
}

/* The order of a call waits for its answer; a colleague signs in, without or with the first one signing out. Neither
 * call nor order is theirs; both are there when the first one is back. */
static void
take_turns (gboolean signs_out)
{
  g_autoptr (SessionCase) c = session_case_new ();
  const char *operation;

  session_case_run (c, session_step_consent);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_OFFLINE);
  DO (c, place);
  operation = cord_interaction_get_operation (session_case_interaction (c));
  if (signs_out)
    {
      DO (c, park, "later", NULL);
      DO (c, sign_out);
      assert_nothing (c);
    }
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  DO (c, sign_in, "colleague", "secret");
  assert_nothing (c);
  session_case_settle (c);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (c->journal), operation));
  DO (c, ring, "+491713920001");
  DO (c, park, "later", NULL);
  session_case_settle (c);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 0);
  DO (c, sign_in, "agent", "secret");
  session_case_settle (c);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
  g_assert_true ((cord_session_get_interaction (c->session) == NULL) == signs_out);
}

static void
test_other_user (void)
{
  take_turns (FALSE);
  take_turns (TRUE);
}

/* Whoever is no agent any more neither sees the call nor sends what it left. */
static void
test_role_changed (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;

  session_case_run (c, session_step_consent);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_OFFLINE);
  DO (c, place);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  cord_fake_gateway_set_role (again->gateway, "reviewer");
  DO (again, sign_in, "agent", "secret");
  assert_nothing (again);
  session_case_settle (again);
  g_assert_cmpuint (cord_fake_gateway_get_n_submits (again->gateway), ==, 0);
  cord_fake_gateway_set_role (again->gateway, "agent");
  DO (again, sign_in, "agent", "secret");
  session_case_settle (again);
  g_assert_nonnull (cord_session_get_interaction (again->session));
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (again->gateway, "order"), ==, 1);
}

static void
test_cut (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (SessionCase) again = NULL;
  g_autofree char *notice = NULL;

  session_case_run (c, session_step_choose);
  again = session_case_new_over (cord_memory_journal_copy (c->journal, cord_memory_journal_get_n_commits (c->journal)));
  cord_memory_journal_set_cut (again->journal, TRUE);
  DO (again, restore);
  notice = session_case_text (again, "notice");
  g_assert_cmpstr (notice, !=, "");
}

/* The disk refuses the n-th commit, for every n: the act fails, none of it is shown, the notice says so, and the
 * state shown is that on disk. */
static void
fail_at (guint n)
{
  g_autoptr (SessionCase) c = session_case_new ();
  guint n_steps;
  const SessionStep *steps = session_case_upgrade (&n_steps);
  g_autofree char *notice = NULL;
  gboolean saved;
  guint i = 0;

  cord_memory_journal_fail (c->journal, n, FALSE);
  while (i < n_steps && steps[i](c) == NULL)
    i++;
  g_assert_cmpuint (i, <, n_steps);
  g_assert_error (c->error, CORD_ERROR, CORD_ERROR_INTERNAL);
  notice = session_case_text (c, "notice");
  g_assert_cmpstr (notice, ==, "The disk is full");
  g_object_get (c->session, "saved", &saved, NULL);
  g_assert_true (saved);
  g_assert_cmpuint (cord_memory_journal_get_n_commits (c->journal), ==, n - 1);
  if (cord_session_get_interaction (c->session) != NULL)
    {
      g_autoptr (SessionCase) again = restart (c->journal, n - 1);
      g_autofree char *shown = session_case_state (c);
      g_autofree char *stored = session_case_state (again);

      g_assert_cmpstr (shown, ==, stored);
    }
  else
    g_assert_cmpuint (n, <=, 2);
}

static void
test_disk_full (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  guint n;

  session_case_run (c, NULL);
  n = cord_memory_journal_get_n_commits (c->journal);
  g_assert_cmpuint (n, >, 50);
  for (guint i = 1; i <= n; i += cord_test_scope_step (7))
    fail_at (i);
}

/* A call rings, and while the server opens it somebody else signs in: it is not theirs. */
static void
test_late_call (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  cord_fake_gateway_set_call_mood (c->gateway, CORD_CALL_OPEN_INTERACTION, CORD_FAKE_HANG);
  cord_session_ring_async (c->session, "+491713920001", NULL, NULL, NULL);
  DO (c, sign_out);
  DO (c, sign_in, "bob", "secret");
  cord_fake_gateway_release (c->gateway);
  session_case_settle (c);
  assert_nothing (c);
  g_assert_cmpuint (cord_memory_journal_get_n_commits (c->journal), ==, 0);
}

/* The journal cannot change to the user: nobody is signed in, and the next try can succeed. */
static void
test_user_not_set (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  gboolean signed_in;

  DO (c, sign_out);
  cord_memory_journal_fail_user (c->journal, TRUE);
  REFUSED (c, CORD_ERROR_INTERNAL, sign_in, "agent", "secret");
  g_object_get (c->session, "signed-in", &signed_in, NULL);
  g_assert_false (signed_in);
  cord_memory_journal_fail_user (c->journal, FALSE);
  DO (c, sign_in, "agent", "secret");
  DO (c, ring, "+491713920001");
  g_assert_nonnull (cord_session_get_interaction (c->session));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/restore-everywhere", test_restore_everywhere);
  g_test_add_func ("/journal/resubmit", test_resubmit);
  g_test_add_func ("/journal/resubmit-message", test_resubmit_message);
  g_test_add_func ("/journal/pending-order", test_pending_order);
  g_test_add_func ("/journal/pending-order-beside-call", test_pending_order_beside_call);
  g_test_add_func ("/journal/resumed-call", test_resumed_call);
  g_test_add_func ("/journal/not-signed-in", test_not_signed_in);
  g_test_add_func ("/journal/server-dead", test_server_dead);
  g_test_add_func ("/journal/server-back", test_server_back);
  g_test_add_func ("/journal/resubmit-promise", test_resubmit_promise);
  g_test_add_func ("/journal/renewed-while-parked", test_renewed_while_parked);
  g_test_add_func ("/journal/other-user", test_other_user);
  g_test_add_func ("/journal/late-call", test_late_call);
  g_test_add_func ("/journal/user-not-set", test_user_not_set);
  g_test_add_func ("/journal/role-changed", test_role_changed);
  g_test_add_func ("/journal/cut", test_cut);
  g_test_add_func ("/journal/disk-full", test_disk_full);
  return g_test_run ();
}
