/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

static guint
waiting (SessionCase *c)
{
  guint n;

  g_object_get (c->session, "waiting", &n, NULL);
  return n;
}

static const char *
order_state (SessionCase *c)
{
  return cord_interaction_get_order_state (session_case_interaction (c));
}

static void
ready_to_place (SessionCase *c)
{
  session_case_run (c, session_step_consent);
}

/* The connection is lost while placing: the order is kept, reported as kept, and placed once when it is back. */
static void
test_offline (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  gboolean online;

  ready_to_place (c);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  g_object_get (c->session, "online", &online, NULL);
  g_assert_false (online);
  DO (c, place);
  g_assert_cmpstr (order_state (c), ==, "queued");
  g_assert_cmpuint (waiting (c), ==, 1);
  REFUSED (c, CORD_ERROR_CONFLICT, place);
  REFUSED (c, CORD_ERROR_INVALID, select, session_case_key (c, 0), CORD_DATE_NONE);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 0);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
  g_assert_cmpuint (waiting (c), ==, 0);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
  g_assert_cmpuint (cord_fake_gateway_get_n_submits (c->gateway), ==, 2);
  g_assert_true (cord_fake_gateway_is_faithful (c->gateway));
  REFUSED (c, CORD_ERROR_CONFLICT, place);
}

/* The server has placed it, but the answer was lost: the same bytes again, one effect. */
static void
test_lost_answer (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  ready_to_place (c);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_LOST);
  DO (c, place);
  g_assert_cmpstr (order_state (c), ==, "queued");
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
  g_assert_true (cord_fake_gateway_is_faithful (c->gateway));
}

static void
test_server_in_trouble (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  ready_to_place (c);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_INTERNAL);
  DO (c, place);
  g_assert_cmpstr (order_state (c), ==, "queued");
  g_assert_cmpuint (waiting (c), ==, 1);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
}

/* Refused for its price: a new quote and a new consent, then a new operation. */
static void
test_stale (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *notice = NULL;
  g_autofree char *first = NULL;

  ready_to_place (c);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_STALE);
  REFUSED (c, CORD_ERROR_STALE, place);
  notice = session_case_text (c, "notice");
  g_assert_cmpstr (notice, ==, "The price has changed");
  g_assert_cmpstr (order_state (c), ==, "refused");
  g_assert_cmpuint (waiting (c), ==, 0);
  first = g_strdup (cord_interaction_get_operation (session_case_interaction (c)));
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  REFUSED (c, CORD_ERROR_DENIED, place);
  session_step_select (c);
  g_assert_no_error (c->error);
  DO (c, consent);
  DO (c, place);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
  g_assert_cmpstr (first, !=, cord_interaction_get_operation (session_case_interaction (c)));
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
}

static void
test_denied (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (GVariant) where = cord_value_of_strings ("reason", "level", NULL);

  ready_to_place (c);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_DENIED);
  REFUSED (c, CORD_ERROR_DENIED, place);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "order.refused", where), ==, 1);
}

/* Two clicks, and a slow answer. */
static void
test_two_clicks (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *busy = NULL;
  g_autofree char *idle = NULL;

  ready_to_place (c);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_HANG);
  cord_session_place_async (c->session, NULL, NULL, NULL);
  REFUSED (c, CORD_ERROR_CONFLICT, place);
  session_case_settle (c);
  busy = session_case_text (c, "busy");
  g_assert_cmpstr (busy, ==, "Placing the change…");
  REFUSED (c, CORD_ERROR_CONFLICT, place);
  cord_fake_gateway_release (c->gateway);
  session_case_settle (c);
  idle = session_case_text (c, "busy");
  g_assert_cmpstr (idle, ==, "");
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
  g_assert_cmpuint (cord_fake_gateway_get_n_submits (c->gateway), ==, 1);
}

/* The page that placed the order has been closed; the order is placed all the same. */
static void
test_cancelled_page (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ready_to_place (c);
  cord_session_place_async (c->session, cancellable, NULL, NULL);
  g_cancellable_cancel (cancellable);
  session_case_settle (c);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
}

/* Placed at the server, but the disk refuses the answer: shown as queued, and placed once all the same. */
static void
test_answer_not_stored (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  ready_to_place (c);
  cord_memory_journal_fail (c->journal, 2, FALSE);
  REFUSED (c, CORD_ERROR_INTERNAL, place);
  g_assert_cmpstr (cord_error_get_reason (c->error), ==, "disk-full");
  g_assert_cmpstr (order_state (c), ==, "queued");
  g_assert_cmpuint (waiting (c), ==, 1);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
  g_assert_cmpuint (waiting (c), ==, 0);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "order"), ==, 1);
  g_assert_true (cord_fake_gateway_is_faithful (c->gateway));
}

/* What could not be stored is not sent. */
static void
test_intent_not_stored (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  ready_to_place (c);
  cord_memory_journal_fail (c->journal, 1, FALSE);
  REFUSED (c, CORD_ERROR_INTERNAL, place);
  g_assert_cmpstr (order_state (c), ==, "");
  g_assert_cmpuint (waiting (c), ==, 0);
  g_assert_cmpuint (cord_fake_gateway_get_n_submits (c->gateway), ==, 0);
  DO (c, place);
  g_assert_cmpstr (order_state (c), ==, "acknowledged");
}

static void
test_undo (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  ready_to_place (c);
  REFUSED (c, CORD_ERROR_INVALID, undo);
  DO (c, place);
  DO (c, undo);
  g_assert_cmpstr (order_state (c), ==, "cancelled");
  REFUSED (c, CORD_ERROR_INVALID, undo);
  REFUSED (c, CORD_ERROR_INVALID, render_message, "email");
}

static void
test_refresh (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  guint64 seq;

  ready_to_place (c);
  DO (c, place);
  seq = cord_interaction_get_seq (session_case_interaction (c));
  DO (c, refresh_order);
  g_assert_cmpuint (cord_interaction_get_seq (session_case_interaction (c)), ==, seq);
  cord_fake_gateway_set_order_state (c->gateway, "completed");
  DO (c, refresh_order);
  g_assert_cmpstr (order_state (c), ==, "completed");
  DO (c, refresh_order);
  g_assert_cmpuint (cord_interaction_get_seq (session_case_interaction (c)), ==, seq + 1);
  REFUSED (c, CORD_ERROR_INVALID, undo);
}

/* Messages and appointments are sent the same way. */
static void
test_other_intents (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *state = NULL;
  g_autofree char *sent = NULL;

  session_case_run (c, session_step_place);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  session_step_promise (c);
  g_assert_no_error (c->error);
  session_step_render (c);
  DO (c, send_message);
  state = session_case_fold_text (c, "message-state");
  g_assert_cmpstr (state, ==, "queued");
  g_assert_cmpuint (waiting (c), ==, 2);
  REFUSED (c, CORD_ERROR_CONFLICT, send_message);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  sent = session_case_fold_text (c, "message-state");
  g_assert_cmpstr (sent, ==, "sent");
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "promise.made", NULL), ==, 1);
  g_assert_cmpuint (waiting (c), ==, 0);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "message"), ==, 1);
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->gateway, "appointment"), ==, 1);
}

static void
test_other_refused (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *state = NULL;

  session_case_run (c, session_step_place);
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_DENIED);
  session_step_promise (c);
  g_assert_error (c->error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpuint (cord_interaction_count (session_case_interaction (c), "promise.failed", NULL), ==, 1);
  session_step_render (c);
  REFUSED (c, CORD_ERROR_DENIED, send_message);
  state = session_case_fold_text (c, "message-state");
  g_assert_cmpstr (state, ==, "failed");
  cord_fake_gateway_set_submit_mood (c->gateway, CORD_FAKE_ANSWER);
  session_step_promise (c);
  g_assert_no_error (c->error);
  DO (c, send_message);
}

/* Parked while an order is being placed: the answer still reaches the record. */
static void
test_parked_on_its_way (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (CordInteraction) parked = NULL;

  ready_to_place (c);
  cord_fake_gateway_set_online (c->gateway, FALSE);
  DO (c, place);
  parked = g_object_ref (session_case_interaction (c));
  DO (c, park, "waiting-server", NULL);
  g_assert_cmpuint (waiting (c), ==, 1);
  cord_fake_gateway_set_online (c->gateway, TRUE);
  session_case_settle (c);
  g_assert_cmpuint (waiting (c), ==, 0);
  g_assert_cmpstr (cord_interaction_get_order_state (parked), ==, "acknowledged");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/offline", test_offline);
  g_test_add_func ("/place/lost-answer", test_lost_answer);
  g_test_add_func ("/place/server-in-trouble", test_server_in_trouble);
  g_test_add_func ("/place/stale", test_stale);
  g_test_add_func ("/place/denied", test_denied);
  g_test_add_func ("/place/two-clicks", test_two_clicks);
  g_test_add_func ("/place/cancelled-page", test_cancelled_page);
  g_test_add_func ("/place/answer-not-stored", test_answer_not_stored);
  g_test_add_func ("/place/intent-not-stored", test_intent_not_stored);
  g_test_add_func ("/place/undo", test_undo);
  g_test_add_func ("/place/refresh", test_refresh);
  g_test_add_func ("/place/other-intents", test_other_intents);
  g_test_add_func ("/place/other-refused", test_other_refused);
  g_test_add_func ("/place/parked-on-its-way", test_parked_on_its_way);
  return g_test_run ();
}
