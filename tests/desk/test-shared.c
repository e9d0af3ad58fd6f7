/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/customer/cord-gather-page.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-date-row.h"
#include "desk/shared/cord-gate-bar.h"
#include "desk/shared/cord-idle-page.h"
#include "desk/shared/cord-limit-list.h"
#include "desk/shared/cord-note-strip.h"
#include "desk/shared/cord-notice-bar.h"
#include "desk/shared/cord-practice-ribbon.h"
#include "desk/shared/cord-prompt-card.h"
#include "desk/shared/cord-sign-in-page.h"
#include "desk/shared/cord-status-line.h"
#include "desk/shared/cord-step-row.h"
#include "desk/shared/cord-words-row.h"

static void
test_prompt (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordPromptCard *card = desk_case_show (c, g_object_new (CORD_TYPE_PROMPT_CARD, NULL));

  cord_prompt_card_set (card, "paraphrase", "Good <b>morning</b>");
  desk_assert_says (card, "“Good <b>morning</b>”");
  cord_prompt_card_set (card, "verbatim", "Do you agree?");
  desk_assert_says (card, "SAY, WORD FOR WORD");
  cord_prompt_card_set (card, "verbatim", "");
  desk_assert_silent (card, "Do you agree?");
  desk_case_drop (c, card);
}

static void
test_limits (void)
{
  static const char *const two[] = { "A change cannot be <undone> & that is it.", "Bills are not shown.", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (DeskCase) c = desk_case_new ();
  CordLimitList *list = desk_case_show (c, g_object_new (CORD_TYPE_LIMIT_LIST, NULL));
  g_auto (GStrv) limits = NULL;

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (list)));
  g_object_set (list, "limits", two, NULL);
  desk_case_await (c, list, "How this system differs");
  desk_assert_says (list, two[0]);
  desk_assert_says (list, two[1]);
  g_object_get (list, "limits", &limits, NULL);
  g_assert_true (g_strv_equal ((const char *const *)limits, two));
  g_object_set (list, "limits", &two[1], NULL);
  desk_assert_silent (list, two[0]);
  desk_assert_says (list, two[1]);
  g_object_set (list, "limits", none, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (list)));
  g_object_set (list, "limits", NULL, NULL);
  desk_case_drop (c, list);
}

static void
test_note (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordNoteStrip *note = desk_case_show (c, g_object_new (CORD_TYPE_NOTE_STRIP, NULL));
  g_autofree char *text = NULL;

  g_object_set (note, "text", "Verified by PIN.", NULL);
  desk_assert_says (note, "Verified by PIN.");
  g_object_get (note, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Verified by PIN.");
  g_object_set (note, "text", NULL, NULL);
  desk_assert_silent (note, "Verified");
  desk_case_drop (c, note);
}

static void
test_notice (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordNoticeBar *notice = desk_case_show (c, g_object_new (CORD_TYPE_NOTICE_BAR, NULL));

  g_object_set (notice, "message", "The server does not answer", "hint", "Try again.", NULL);
  desk_case_await (c, notice, "The server does not answer");
  desk_assert_says (notice, "Try again.");
  desk_click (notice, "Dismiss this notice");
  g_assert_false (gtk_revealer_get_reveal_child (desk_find_type (notice, GTK_TYPE_REVEALER)));
  g_object_set (notice, "message", "Again", "hint", "", NULL);
  g_assert_true (gtk_revealer_get_reveal_child (desk_find_type (notice, GTK_TYPE_REVEALER)));
  desk_case_drop (c, notice);
}

static void
test_status (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_consent);
  CordStatusLine *status = desk_case_show (c, g_object_new (CORD_TYPE_STATUS_LINE, NULL));

  cord_status_line_set_session (status, c->base->session);
  cord_status_line_set_progress (status, "Step 5 of 9");
  desk_assert_says (status, "Saved ✓");
  desk_assert_says (status, "Nothing waiting");
  desk_assert_says (status, "Online");
  desk_assert_says (status, "Step 5 of 9");
  cord_fake_gateway_set_online (c->base->gateway, FALSE);
  desk_assert_says (status, "Offline: work goes on, orders wait");
  g_assert_no_error (session_step_place (c->base));
  desk_assert_says (status, "1 waiting for the server");
  desk_case_drop (c, status);
}

static void
test_sign_in (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordSignInPage *page = desk_case_show (c, g_object_new (CORD_TYPE_SIGN_IN_PAGE, NULL));
  GtkEditable *user = GTK_EDITABLE (desk_find_name (page, "field-user"));
  GtkEditable *password = GTK_EDITABLE (desk_find_name (page, "field-password"));
  gboolean signed_in;

  DO (c->base, sign_out);
  cord_sign_in_page_set_session (page, c->base->session);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Sign in")));
  gtk_editable_set_text (user, "agent");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Sign in")));
  gtk_editable_set_text (password, "secret");
  desk_click (page, "Sign in");
  desk_case_settle (c);
  g_object_get (c->base->session, "signed-in", &signed_in, NULL);
  g_assert_true (signed_in);
  g_assert_cmpstr (gtk_editable_get_text (password), ==, "");
  desk_case_drop (c, page);
}

static void
test_sign_in_refused (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordSignInPage *page = desk_case_show (c, g_object_new (CORD_TYPE_SIGN_IN_PAGE, NULL));
  GtkEditable *password = GTK_EDITABLE (desk_find_name (page, "field-password"));
  gboolean signed_in;

  DO (c->base, sign_out);
  cord_sign_in_page_set_session (page, c->base->session);
  cord_fake_gateway_set_call_mood (c->base->gateway, CORD_CALL_SIGN_IN, CORD_FAKE_DENIED);
  gtk_editable_set_text (GTK_EDITABLE (desk_find_name (page, "field-user")), "agent");
  gtk_editable_set_text (password, "wrong");
  desk_click (page, "Sign in");
  desk_case_settle (c);
  g_object_get (c->base->session, "signed-in", &signed_in, NULL);
  g_assert_false (signed_in);
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (page, "Sign in")));
  desk_case_drop (c, page);
}

static void
test_idle (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordIdlePage *page = desk_case_show (c, g_object_new (CORD_TYPE_IDLE_PAGE, NULL));
  GtkEditable *phone = GTK_EDITABLE (desk_find_name (page, "field-phone"));

  cord_idle_page_set_session (page, c->base->session);
  g_assert_null (desk_find_button (page, "Next call"));
  g_signal_emit_by_name (phone, "entry-activated");
  desk_case_settle (c);
  g_assert_null (cord_session_get_interaction (c->base->session));
  gtk_editable_set_text (phone, "+491713920001");
  g_signal_emit_by_name (phone, "entry-activated");
  while (cord_session_get_interaction (c->base->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_expect (c, "call.offered", 1);
  g_assert_cmpstr (gtk_editable_get_text (phone), ==, "");
  desk_case_drop (c, page);
}

static void
on_picked (CordChoiceRow *row, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s;", value);
}

static void
test_choice (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_choose);
  g_autoptr (GString) picked = g_string_new (NULL);
  CordChoiceRow *row
      = desk_case_show (c, g_object_new (CORD_TYPE_CHOICE_ROW, "title", "Caller", "field", "caller-role", NULL));

  cord_choice_row_set_session (row, c->base->session, NULL);
  g_signal_connect (row, "picked", G_CALLBACK (on_picked), picked);
  desk_assert_says (row, "Caller");
  g_assert_cmpstr (cord_choice_row_get_value (row), ==, "");
  cord_choice_row_show (row, "holder");
  g_assert_cmpstr (cord_choice_row_get_value (row), ==, "holder");
  g_assert_false (cord_choice_row_pick (row, "stranger"));
  g_assert_cmpstr (picked->str, ==, "");
  desk_click (row, "Authorised by the holder");
  desk_case_expect (c, "field.set", 2);
  g_assert_cmpstr (picked->str, ==, "authorised;");
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "caller-role"), ==, "authorised");
  cord_choice_row_show (row, "");
  g_assert_cmpstr (cord_choice_row_get_value (row), ==, "");
  desk_case_drop (c, row);
}

static void
test_words (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordWordsRow *row
      = desk_case_show (c, g_object_new (CORD_TYPE_WORDS_ROW, "title", "Words", "field", "reason-words", NULL));

  cord_words_row_set_session (row, c->base->session);
  cord_words_row_settle (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "Too sl");
  gtk_editable_set_text (GTK_EDITABLE (row), "Too slow");
  cord_words_row_show (row, "what the fold held");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Too slow");
  desk_case_expect (c, "field.set", 2);
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "reason-words"), ==, "Too slow");
  cord_words_row_settle (row);
  desk_case_settle (c);
  desk_case_expect (c, "field.set", 2);
  cord_words_row_show (row, "Other words");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Other words");
  desk_case_drop (c, row);
}

static void
on_date (CordDateRow *row, int date, gpointer user_data)
{
  *(int *)user_data = date;
}

static void
test_date (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordDateRow *row = desk_case_show (c, g_object_new (CORD_TYPE_DATE_ROW, "title", "Date", NULL));
  CordDate today = cord_date (2026, 11, 10);
  int picked = 0;

  g_signal_connect (row, "picked", G_CALLBACK (on_date), &picked);
  desk_assert_says (row, "Choose a day…");
  g_assert_cmpint (cord_date_row_get_date (row), ==, CORD_DATE_NONE);
  cord_date_row_show (row, CORD_DATE_NONE, today);
  cord_date_row_pick (row, today - 1);
  g_assert_cmpint (picked, ==, 0);
  g_assert_cmpint (cord_date_row_get_date (row), ==, CORD_DATE_NONE);
  cord_date_row_open (row);
  desk_case_await (c, row, "Use this day");
  desk_assert_says (row, "The earliest day is 10 November 2026.");
  desk_click (row, "Use this day");
  g_assert_cmpint (picked, ==, today);
  desk_assert_says (row, "10 November 2026");
  desk_case_drop (c, row);
}

static CordStep *
step_at (DeskCase *c, guint index)
{
  g_autoptr (CordStep) step = g_list_model_get_item (cord_interaction_get_steps (desk_case_interaction (c)), index);

  return step; /* the list holds it */
}

static void
test_step (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  GtkWidget *verify = desk_case_show (c, cord_step_row_new (step_at (c, 1)));
  GtkWidget *expect;

  g_assert_true (cord_step_row_get_step (CORD_STEP_ROW (verify)) == step_at (c, 1));
  desk_assert_says (verify, "Verify");
  desk_assert_says (verify, "✓");
  g_assert_true (gtk_widget_has_css_class (verify, "done"));
  desk_case_drop (c, verify);
  expect = desk_case_show (c, cord_step_row_new (step_at (c, 7)));
  desk_assert_says (expect, "7");
  desk_assert_says (expect, "opens after consent");
  DO (c->base, enter_step, "expect");
  g_assert_true (gtk_widget_has_css_class (expect, "current"));
  desk_case_drop (c, expect);
}

static void
on_item (CordGateBar *bar, CordItem *item, gpointer user_data)
{
  g_string_append_printf (user_data, "%s/%s;", cord_item_get_step (item), cord_item_get_field (item));
}

static void
test_gate_bar (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  g_autoptr (GString) items = g_string_new (NULL);
  CordPage *page = g_object_ref_sink (g_object_new (CORD_TYPE_GATHER_PAGE, "session", c->base->session, NULL));
  CordGateBar *bar = desk_case_show (c, g_object_new (CORD_TYPE_GATE_BAR, NULL));

  g_signal_connect (bar, "item-activated", G_CALLBACK (on_item), items);
  g_object_set (bar, "page", page, NULL);
  desk_assert_says (bar, "items are still open");
  desk_assert_says (bar, "Go on to needs");
  desk_click (bar, "Customer’s name");
  g_assert_cmpstr (items->str, ==, "gather/name;");
  DO (c->base, set_field, "name", NULL, "Grace Okafor", "record");
  g_assert_null (desk_find_button (bar, "Customer’s name"));
  desk_click (bar, "Go on to needs");
  desk_case_expect_step (c, "needs");
  g_object_set (bar, "page", NULL, NULL);
  desk_case_drop (c, bar);
  g_assert_finalize_object (page);
}

static void
test_gate_bar_open (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (NULL);
  CordPage *page = g_object_ref_sink (g_object_new (CORD_TYPE_GATHER_PAGE, "session", c->base->session, NULL));
  CordGateBar *bar = desk_case_show (c, g_object_new (CORD_TYPE_GATE_BAR, "page", page, NULL));

  desk_assert_says (bar, "Nothing is missing here");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (bar), "open"));
  desk_case_drop (c, bar);
  g_assert_finalize_object (page);
}

static void
test_ribbon (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordPracticeRibbon *ribbon = desk_case_show (c, g_object_new (CORD_TYPE_PRACTICE_RIBBON, NULL));

  desk_assert_silent (ribbon, "Practice line");
  cord_practice_ribbon_set_clock (ribbon, c->base->clock);
  desk_case_settle (c);
  desk_assert_says (ribbon, "Practice line");
  desk_assert_says (ribbon, "Scripted callers");
  desk_assert_says (ribbon, "Tue 10 Nov 2026, 10:00 UTC");
  cord_clock_advance (c->base->clock, 3600 * (gint64)G_USEC_PER_SEC);
  desk_assert_says (ribbon, "Tue 10 Nov 2026, 11:00 UTC");
  desk_case_drop (c, ribbon);
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/shared/prompt", test_prompt);
  g_test_add_func ("/shared/limits", test_limits);
  g_test_add_func ("/shared/note", test_note);
  g_test_add_func ("/shared/notice", test_notice);
  g_test_add_func ("/shared/ribbon", test_ribbon);
  g_test_add_func ("/shared/status", test_status);
  g_test_add_func ("/shared/sign-in", test_sign_in);
  g_test_add_func ("/shared/sign-in/refused", test_sign_in_refused);
  g_test_add_func ("/shared/idle", test_idle);
  g_test_add_func ("/shared/choice", test_choice);
  g_test_add_func ("/shared/words", test_words);
  g_test_add_func ("/shared/date", test_date);
  g_test_add_func ("/shared/step", test_step);
  g_test_add_func ("/shared/gate-bar", test_gate_bar);
  g_test_add_func ("/shared/gate-bar/open", test_gate_bar_open);
  return g_test_run ();
}
