/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/needs/cord-needs-page.h"
#include "desk/needs/cord-question-row.h"
#include "desk/options/cord-comparison-grid.h"
#include "desk/options/cord-options-page.h"

static CordQuestionRow *
show_question (DeskCase *c, const char *id)
{
  return desk_case_show (c, cord_question_row_new (c->base->session, cord_sop_find_question (c->base->sop, id)));
}

static void
type_into (gpointer row, const char *text)
{
  GtkEditable *entry = desk_find_type (row, GTK_TYPE_ENTRY);

  gtk_editable_set_text (entry, text);
}

static void
test_question_words (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordQuestionRow *row = show_question (c, "use");

  cord_question_row_show (row, desk_case_interaction (c));
  desk_click (row, "Asked");
  desk_case_expect (c, "question.asked", 1);
  type_into (row, "Films in the ev");
  type_into (row, "Films in the evening");
  desk_case_expect (c, "question.answered", 1);
  desk_case_expect (c, "question.asked", 1);
  g_assert_cmpstr (cord_interaction_get_answer (desk_case_interaction (c), "use"), ==, "Films in the evening");
  cord_question_row_settle (row);
  desk_case_settle (c);
  desk_case_expect (c, "question.answered", 1);
  desk_case_drop (c, row);
}

static void
test_question_amount (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordQuestionRow *row = show_question (c, "budget");

  type_into (row, "about eighty");
  cord_question_row_settle (row);
  desk_case_settle (c);
  desk_case_expect (c, "question.answered", 0);
  g_assert_true (gtk_widget_has_css_class (desk_find_type (row, GTK_TYPE_ENTRY), "error"));
  type_into (row, "€ 80,5");
  cord_question_row_settle (row);
  desk_case_expect (c, "question.answered", 1);
  g_assert_cmpstr (cord_interaction_get_answer (desk_case_interaction (c), "budget"), ==, "80.50");
  g_assert_false (gtk_widget_has_css_class (desk_find_type (row, GTK_TYPE_ENTRY), "error"));
  desk_case_drop (c, row);
}

static void
test_question_choice (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordQuestionRow *row = show_question (c, "speed");

  desk_click (row, "Faster");
  desk_case_expect (c, "question.answered", 1);
  desk_case_expect (c, "question.asked", 1);
  g_assert_cmpstr (cord_interaction_get_answer (desk_case_interaction (c), "speed"), ==, "faster");
  cord_question_row_show (row, desk_case_interaction (c));
  desk_assert_says (row, "Asked ✓");
  desk_case_drop (c, row);
}

static void
test_needs (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordPage *page;

  DO (c->base, set_field, "change-kind", "upgrade", NULL, "caller");
  DO (c->base, set_field, "product", "prod-home", NULL, "caller");
  page = desk_case_page (c, CORD_TYPE_NEEDS_PAGE);
  desk_assert_says (page, "What must not be missing?");
  desk_click (page, "Faster");
  desk_case_expect (c, "question.answered", 1);
  desk_case_settle (c);
  desk_assert_says (page, "speed: ");
  desk_assert_primary (page, "Find what fits", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect (c, "options.ranked", 1);
  desk_case_expect_step (c, "options");
  desk_case_drop (c, page);
}

static void
on_key (CordComparisonGrid *grid, const char *key, GString *heard)
{
  g_string_append_printf (heard, "%s;", key);
}

static void
test_comparison (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) chosen = g_string_new (NULL);
  g_autoptr (GString) presented = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("%s;", session_case_key (c->base, 0));
  CordComparisonGrid *grid = desk_case_show (c, g_object_new (CORD_TYPE_COMPARISON_GRID, NULL));

  g_signal_connect (grid, "chosen", G_CALLBACK (on_key), chosen);
  g_signal_connect (grid, "present", G_CALLBACK (on_key), presented);
  cord_comparison_grid_show (grid, c->base->session, options, NULL, TRUE);
  desk_assert_silent (grid, "NOW");
  g_ptr_array_add (options, g_list_model_get_item (cord_interaction_get_options (desk_case_interaction (c)), 0));
  g_ptr_array_add (options, g_list_model_get_item (cord_interaction_get_options (desk_case_interaction (c)), 1));
  cord_comparison_grid_show (grid, c->base->session, options, session_case_key (c->base, 1), TRUE);
  desk_assert_says (grid, "NOW");
  desk_assert_says (grid, "DSL 50");
  desk_assert_says (grid, "€54.70");
  desk_assert_says (grid, "Fiber 250");
  desk_assert_says (grid, "€49.85");
  desk_click (grid, "Look closer");
  g_assert_cmpstr (chosen->str, ==, expected);
  desk_click (grid, "Present");
  g_assert_cmpstr (presented->str, ==, expected);
  desk_case_drop (c, grid);
}

static void
test_options (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_OPTIONS_PAGE);

  cord_page_enter (page);
  desk_case_expect (c, "comparison.viewed", 1);
  desk_assert_says (page, "Catalog cat-1");
  desk_assert_says (page, "Fiber 250");
  desk_assert_says (page, "What “Fiber 250” does to the bill");
  desk_click (page, "Present");
  desk_case_expect (c, "option.presented", 1);
  desk_click (page, "Present");
  desk_case_expect (c, "option.presented", 2);
  desk_assert_says (page, "Presented ✓");
  desk_click (page, "Label read out");
  desk_case_expect (c, "label.shown", 1);
  desk_assert_says (page, "Read out ✓");
  desk_assert_primary (page, "Quote Fiber 250: €94.22 on 1 December 2026, €79.70 a month", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect (c, "quote.shown", 1);
  desk_case_expect_step (c, "confirm");
  desk_case_drop (c, page);
}

static void
test_options_focus (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_OPTIONS_PAGE);

  desk_click (page, "Look closer");
  desk_case_settle (c);
  desk_assert_says (page, "What “Fiber 1000” does to the bill");
  desk_case_drop (c, page);
}

static void
test_options_excuse (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_OPTIONS_PAGE);

  desk_click (page, "Only one option fits");
  desk_case_expect (c, "options.excused", 1);
  g_assert_true (cord_interaction_holds (desk_case_interaction (c), "two-presented-or-excused"));
  desk_case_drop (c, page);
}

static void
test_options_empty (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordPage *page = desk_case_page (c, CORD_TYPE_OPTIONS_PAGE);

  desk_assert_says (page, "Nothing ranked yet");
  desk_case_drop (c, page);
}

static void
test_options_without_catalog (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordPage *page;

  cord_fake_gateway_set_catalog (c->base->gateway, "{'version': <'0'>, 'offerings': <@av []>}");
  session_case_run (c->base, session_step_verify);
  page = desk_case_page (c, CORD_TYPE_OPTIONS_PAGE);
  desk_assert_says (page, "The server has no catalog yet");
  desk_assert_says (page, "cordboardctl import");
  desk_assert_silent (page, "Nothing ranked yet");
  desk_case_drop (c, page);
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/needs/question/words", test_question_words);
  g_test_add_func ("/needs/question/amount", test_question_amount);
  g_test_add_func ("/needs/question/choice", test_question_choice);
  g_test_add_func ("/needs/page", test_needs);
  g_test_add_func ("/options/comparison", test_comparison);
  g_test_add_func ("/options/page", test_options);
  g_test_add_func ("/options/focus", test_options_focus);
  g_test_add_func ("/options/excuse", test_options_excuse);
  g_test_add_func ("/options/empty", test_options_empty);
  g_test_add_func ("/options/without-catalog", test_options_without_catalog);
  return g_test_run ();
}
