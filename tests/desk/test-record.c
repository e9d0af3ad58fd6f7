/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/record/cord-document-page.h"
#include "desk/record/cord-follow-up-page.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-date-row.h"

static void
test_document (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  desk_assert_says (page, "grace@example.org");
  desk_assert_says (page, "Not written yet");
  desk_assert_primary (page, "Write the confirmation", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect (c, "message.rendered", 1);
  desk_assert_says (page, "Your change: Fiber 250");
  desk_assert_says (page, "Added now: +€17.51");
  desk_assert_says (page, "Every amount and date agrees with the order ✓");
  desk_assert_says (page, "Written, not sent yet");
  desk_assert_primary (page, "Send confirmation to grace@example.org", TRUE);
  desk_case_commit (c, page, "desk.send");
  desk_case_expect (c, "message.sent", 1);
  desk_assert_says (page, "Sent to grace@example.org");
  desk_assert_primary (page, "Go on to follow up", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect_step (c, "follow-up");
  desk_case_drop (c, page);
}

/* A message for another channel is a new one: it is rendered before it is sent. */
static void
test_channel (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  cord_page_activate_primary (page);
  desk_case_expect (c, "message.rendered", 1);
  desk_click (page, "Letter");
  desk_assert_says (page, "No address on record for it");
  desk_assert_primary (page, "Write the confirmation", FALSE);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Write it again")));
  desk_click (page, "Text message");
  desk_assert_says (page, "+491713920001");
  desk_assert_primary (page, "Write the confirmation", TRUE);
  desk_click (page, "Write it again");
  desk_case_expect (c, "message.rendered", 2);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "message.rendered"), "channel"), ==, "sms");
  desk_assert_primary (page, "Send confirmation to +491713920001", TRUE);
  desk_case_drop (c, page);
}

/* What was read of the last text says nothing of the new one, though both go to the same address. */
static void
test_written_again (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_render);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  desk_case_read (c, page);
  DO (c->base, promise, "message", cord_clock_now (c->base->clock) + 72 * G_TIME_SPAN_HOUR, NULL);
  desk_click (page, "Write it again");
  desk_case_expect (c, "message.rendered", 2);
  desk_assert_primary (page, "Send confirmation to grace@example.org", TRUE);
  cord_page_commit (page, "desk.send");
  desk_case_settle (c);
  g_assert_cmpuint (cord_interaction_count (desk_case_interaction (c), "message.queued", NULL), ==, 0);
  desk_case_commit (c, page, "desk.send");
  desk_case_expect (c, "message.sent", 1);
  desk_case_drop (c, page);
}

static void
test_waiting (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_render);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  cord_fake_gateway_set_online (c->base->gateway, FALSE);
  desk_case_commit (c, page, "desk.send");
  desk_case_expect (c, "message.queued", 1);
  desk_assert_says (page, "Saved here, waiting for the server");
  cord_fake_gateway_set_online (c->base->gateway, TRUE);
  desk_case_expect (c, "message.sent", 1);
  desk_assert_says (page, "Sent to grace@example.org");
  desk_case_drop (c, page);
}

static void
test_failed (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_render);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  cord_fake_gateway_set_submit_mood (c->base->gateway, CORD_FAKE_DENIED);
  desk_case_commit (c, page, "desk.send");
  desk_case_expect (c, "message.failed", 1);
  desk_assert_says (page, "Needs you: Not permitted");
  desk_assert_primary (page, "Send confirmation to grace@example.org", TRUE);
  desk_case_drop (c, page);
}

static GtkTextBuffer *
words_of (CordPage *page)
{
  GtkWidget *words = desk_find_type (desk_find_name (page, "field-note"), GTK_TYPE_TEXT_VIEW);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (words));
}

static void
test_note (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);

  desk_assert_says (page, "There is no placed change to confirm");
  desk_assert_primary (page, "Go on to follow up", TRUE);
  desk_assert_says (page, "Grace Okafor (Account holder), verified by PIN.");
  gtk_text_buffer_set_text (words_of (page), "Call", -1);
  gtk_text_buffer_set_text (words_of (page), "Calls again on Monday.", -1);
  desk_case_expect (c, "note.edited", 1);
  desk_assert_says (page, "Calls again on Monday.");
  gtk_text_buffer_set_text (words_of (page), "Card 4111 1111 1111 1111", -1);
  cord_page_activate_primary (page);
  desk_case_expect (c, "note.edited", 2);
  desk_assert_silent (page, "4111");
  desk_assert_says (page, "[card number removed]");
  desk_case_drop (c, page);
}

static void
test_disposition (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_DOCUMENT_PAGE);
  CordChoiceRow *row = CORD_CHOICE_ROW (desk_find_name (page, "field-disposition"));

  g_assert_cmpstr (cord_choice_row_get_value (row), ==, "");
  desk_click (page, "No change");
  desk_case_expect (c, "disposition.set", 1);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "disposition.set"), "code"), ==, "no-change");
  g_assert_cmpstr (cord_choice_row_get_value (row), ==, "no-change");
  desk_case_drop (c, page);
}

static void
test_promise (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);

  desk_assert_says (page, "Nothing promised yet");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Schedule")));
  desk_click (page, "Call");
  desk_click (page, "In a week, 17 November 2026");
  desk_click (page, "Schedule");
  desk_case_expect (c, "promise.made", 1);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "promise.made"), "kind"), ==, "call");
  /* 10 o'clock in Berlin, in winter */
  g_assert_true (
      g_str_has_prefix (cord_value_get_string (desk_case_last (c, "promise.made"), "at"), "2026-11-17T09:00:00"));
  desk_assert_says (page, "Promised: Call on 17 November 2026, 10:00");
  desk_case_drop (c, page);
}

/* Another time is chosen then; what it is about need not be entered again, not even when the call is opened anew. */
static void
test_promise_refused (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);
  CordPage *anew;

  cord_fake_gateway_set_submit_mood (c->base->gateway, CORD_FAKE_FULL);
  desk_click (page, "Message");
  desk_click (page, "In a week, 17 November 2026");
  adw_combo_row_set_selected (desk_find_type (page, ADW_TYPE_COMBO_ROW), 5);
  gtk_editable_set_text (desk_find_type (page, ADW_TYPE_ENTRY_ROW), "Ask about the router");
  desk_click (page, "Schedule");
  desk_case_expect (c, "promise.failed", 1);
  desk_assert_says (page, "Needs you: No agent is free at that time any more. Choose another time.");
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (page, "Schedule")));
  desk_case_drop (c, page);
  anew = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);
  desk_assert_says (anew, "Needs you: No agent is free at that time any more. Choose another time.");
  g_assert_cmpstr (gtk_editable_get_text (desk_find_type (anew, ADW_TYPE_ENTRY_ROW)), ==, "Ask about the router");
  g_assert_cmpuint (adw_combo_row_get_selected (desk_find_type (anew, ADW_TYPE_COMBO_ROW)), ==, 5);
  cord_fake_gateway_set_submit_mood (c->base->gateway, CORD_FAKE_ANSWER);
  adw_combo_row_set_selected (desk_find_type (anew, ADW_TYPE_COMBO_ROW), 6);
  desk_click (anew, "Schedule");
  desk_case_expect (c, "promise.made", 1);
  desk_assert_says (anew, "Promised: Message on 17 November 2026, 11:00");
  desk_case_drop (c, anew);
}

static void
test_promise_date (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);
  CordDateRow *date;

  desk_click (page, "Message");
  desk_click (page, "On a date");
  desk_case_settle (c);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Schedule")));
  date = desk_find_type (page, CORD_TYPE_DATE_ROW);
  cord_date_row_pick (date, cord_date (2026, 11, 9));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Schedule")));
  cord_date_row_pick (date, cord_date (2026, 12, 1));
  desk_click (page, "Schedule");
  desk_case_expect (c, "promise.made", 1);
  desk_assert_says (page, "Promised: Message on 1 December 2026, 10:00");
  desk_case_drop (c, page);
}

static void
test_declined (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);

  desk_click (desk_find_name (page, "field-promise"), "Declined");
  desk_assert_silent (page, "In a week");
  desk_assert_says (page, "Nothing promised yet");
  desk_click (desk_find_name (page, "schedule"), "No follow-up wanted");
  desk_case_expect (c, "promise.made", 1);
  desk_assert_says (page, "The customer wants no follow-up");
  desk_case_drop (c, page);
}

static void
test_score (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);

  desk_click (page, "4");
  desk_case_expect (c, "satisfaction.given", 1);
  g_assert_cmpint (cord_value_get_integer (desk_case_last (c, "satisfaction.given"), "score", -1), ==, 4);
  desk_click (page, "Would rather not say");
  desk_case_expect (c, "satisfaction.given", 2);
  g_assert_cmpint (cord_value_get_integer (desk_case_last (c, "satisfaction.given"), "score", -1), ==, 0);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (desk_find_button (page, "4"))));
  desk_case_drop (c, page);
}

static void
test_close (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);

  desk_assert_primary (page, "Close this interaction", FALSE);
  desk_case_drop (c, page);
}

static void
test_close_whole (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (NULL);
  CordPage *page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);

  desk_assert_says (page, "Promised: Call on 24 November 2026, 10:00");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (desk_find_button (page, "5"))));
  desk_assert_primary (page, "Close this interaction", TRUE);
  desk_case_commit (c, page, "desk.close");
  while (cord_session_get_interaction (c->base->session) != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_drop (c, page);
}

/* All of it was read, then another promise is made: the last words are on the screen, the first are not. */
static void
test_close_renewed (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (NULL);
  CordPage *page;

  gtk_window_set_default_size (GTK_WINDOW (c->window), 900, 300);
  page = desk_case_page (c, CORD_TYPE_FOLLOW_UP_PAGE);
  desk_case_read (c, page);
  desk_click (desk_find_name (page, "field-promise"), "Declined");
  desk_click (desk_find_name (page, "schedule"), "No follow-up wanted");
  desk_case_expect (c, "promise.made", 2);
  cord_page_commit (page, "desk.close");
  desk_case_settle (c);
  g_assert_nonnull (cord_session_get_interaction (c->base->session));
  desk_case_commit (c, page, "desk.close");
  while (cord_session_get_interaction (c->base->session) != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_drop (c, page);
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/record/document", test_document);
  g_test_add_func ("/record/document/channel", test_channel);
  g_test_add_func ("/record/document/written-again", test_written_again);
  g_test_add_func ("/record/document/waiting", test_waiting);
  g_test_add_func ("/record/document/failed", test_failed);
  g_test_add_func ("/record/document/note", test_note);
  g_test_add_func ("/record/document/disposition", test_disposition);
  g_test_add_func ("/record/follow-up/promise", test_promise);
  g_test_add_func ("/record/follow-up/refused", test_promise_refused);
  g_test_add_func ("/record/follow-up/date", test_promise_date);
  g_test_add_func ("/record/follow-up/declined", test_declined);
  g_test_add_func ("/record/follow-up/score", test_score);
  g_test_add_func ("/record/follow-up/close", test_close);
  g_test_add_func ("/record/follow-up/close-whole", test_close_whole);
  g_test_add_func ("/record/follow-up/close-renewed", test_close_renewed);
  return g_test_run ();
}
