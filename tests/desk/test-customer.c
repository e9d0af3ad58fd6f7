/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/customer/cord-arrive-page.h"
#include "desk/customer/cord-customer-panel.h"
#include "desk/customer/cord-fact-list.h"
#include "desk/customer/cord-gather-page.h"
#include "desk/customer/cord-verify-page.h"
#include "desk/shared/cord-choice-row.h"

static DeskCase *
ringing (void)
{
  DeskCase *c = desk_case_new ();

  DO (c->base, ring, "+491713920001");
  return c;
}

static void
test_arrive (void)
{
  g_autoptr (DeskCase) c = ringing ();
  CordPage *page = desk_case_page (c, CORD_TYPE_ARRIVE_PAGE);

  desk_assert_says (page, "+491713920001");
  desk_assert_primary (page, "Answer the call", TRUE);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Notice given")));
  cord_page_activate_primary (page);
  desk_case_expect (c, "call.answered", 1);
  desk_click (page, "Notice given");
  desk_case_expect (c, "notice.given", 1);
  desk_assert_says (page, "Given ✓");
  desk_click (page, "Account holder");
  desk_case_expect (c, "field.set", 1);
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "caller-role"), ==, "holder");
  desk_assert_primary (page, "Go on to verify", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect_step (c, "verify");
  desk_case_drop (c, page);
}

static GtkEditable *
field (gpointer page, const char *name)
{
  GtkWidget *found = desk_find_name (page, name);

  g_assert_true (GTK_IS_EDITABLE (found));
  return GTK_EDITABLE (found);
}

static void
test_verify (void)
{
  g_autoptr (DeskCase) c = ringing ();
  CordPage *page = desk_case_page (c, CORD_TYPE_VERIFY_PAGE);

  DO (c->base, answer);
  desk_assert_says (page, "G•••• O•••••");
  desk_assert_silent (page, "Okafor");
  desk_assert_says (page, "3 attempts left.");
  desk_assert_primary (page, "Check PIN", FALSE);
  desk_click (page, "This one");
  desk_case_expect (c, "candidate.chosen", 1);
  gtk_editable_set_text (field (page, "field-pin"), "0000");
  desk_assert_primary (page, "Check PIN", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect (c, "verify.failed", 1);
  desk_assert_says (page, "2 attempts left.");
  g_assert_cmpstr (gtk_editable_get_text (field (page, "field-pin")), ==, "");
  gtk_editable_set_text (field (page, "field-pin"), CORD_FAKE_PIN);
  cord_page_activate_primary (page);
  desk_case_expect (c, "customer.opened", 1);
  desk_case_settle (c);
  desk_assert_says (page, "Verified.");
  desk_assert_primary (page, "Go on to gather", TRUE);
  g_assert_cmpstr (gtk_editable_get_text (field (page, "field-pin")), ==, "");
  desk_case_drop (c, page);
}

static void
test_verify_search (void)
{
  g_autoptr (DeskCase) c = ringing ();
  CordPage *page = desk_case_page (c, CORD_TYPE_VERIFY_PAGE);

  DO (c->base, answer);
  g_signal_emit_by_name (field (page, "field-search"), "entry-activated");
  desk_case_settle (c);
  desk_case_expect (c, "candidate.shown", 1);
  desk_assert_says (page, "+491713920001");
  gtk_editable_set_text (field (page, "field-search"), "Okafor");
  g_signal_emit_by_name (field (page, "field-search"), "entry-activated");
  desk_case_expect (c, "candidate.shown", 2);
  desk_assert_says (page, "1 of 113 are shown.");
  gtk_editable_set_text (field (page, "field-search"), "Nobody");
  g_signal_emit_by_name (field (page, "field-search"), "entry-activated");
  desk_case_expect (c, "candidate.shown", 3);
  desk_assert_says (page, "Nobody found. Try another spelling");
  desk_assert_silent (page, "113");
  desk_assert_silent (page, "by that number");
  desk_case_drop (c, page);
}

static void
test_verify_locked (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_choose);
  CordPage *page = desk_case_page (c, CORD_TYPE_VERIFY_PAGE);

  cord_fake_gateway_set_call_mood (c->base->gateway, CORD_CALL_VERIFY, CORD_FAKE_LOCKED);
  gtk_editable_set_text (field (page, "field-pin"), CORD_FAKE_PIN);
  cord_page_activate_primary (page);
  desk_case_expect (c, "verify.locked", 1);
  desk_assert_says (page, "Locked for every agent until");
  desk_case_drop (c, page);
}

static void
test_gather (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_verify);
  CordPage *page = desk_case_page (c, CORD_TYPE_GATHER_PAGE);

  desk_assert_says (page, "Grace Okafor");
  desk_assert_says (page, "+491713920001");
  desk_assert_says (page, "DSL 50");
  desk_assert_says (page, "€54.70");
  desk_click (page, "Details are right");
  desk_case_expect (c, "field.set", 4);
  desk_assert_says (page, "Read back ✓");
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "name"), ==, "Grace Okafor");
  desk_click (page, "Plan confirmed");
  desk_case_expect (c, "plan.confirmed", 1);
  desk_assert_says (page, "Confirmed ✓");
  desk_click (page, "Upgrade");
  desk_case_expect (c, "field.set", 5);
  desk_click (page, "DSL 50, €24.85");
  desk_case_expect (c, "field.set", 6);
  desk_click (page, "Speed");
  desk_case_expect (c, "field.set", 7);
  gtk_editable_set_text (field (page, "field-reason-words"), "Films stutter");
  cord_page_activate_primary (page);
  desk_case_expect_step (c, "needs");
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "reason-words"), ==, "Films stutter");
  g_assert_cmpstr (cord_interaction_get_field (desk_case_interaction (c), "product"), ==, "prod-home");
  desk_case_drop (c, page);
}

static void
test_gather_masked (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_choose);
  CordPage *page = desk_case_page (c, CORD_TYPE_GATHER_PAGE);

  desk_assert_says (page, "Shown after verification");
  desk_assert_silent (page, "Okafor");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Details are right")));
  desk_case_drop (c, page);
}

/* A name is shown as text, never as markup. */
static void
test_markup (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordPage *page;

  cord_fake_gateway_set_customer_name (c->base->gateway, "Ann <b>& Sons");
  session_case_run (c->base, session_step_verify);
  page = desk_case_page (c, CORD_TYPE_GATHER_PAGE);
  desk_assert_says (page, "Ann <b>& Sons");
  desk_case_drop (c, page);
}

static void
test_panel (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_choose);
  CordCustomerPanel *panel
      = desk_case_show (c, g_object_new (CORD_TYPE_CUSTOMER_PANEL, "session", c->base->session, NULL));

  desk_assert_says (panel, "Nothing shown yet");
  desk_assert_silent (panel, "Okafor");
  g_assert_no_error (session_step_verify (c->base));
  desk_assert_says (panel, "Grace Okafor");
  desk_assert_says (panel, "DSL 50");
  desk_assert_says (panel, "€24.85");
  desk_assert_says (panel, "1 November 2026 to 30 November 2026");
  desk_assert_says (panel, "grace@example.org");
  DO (c->base, park, "call-dropped", NULL);
  desk_assert_silent (panel, "Okafor");
  desk_case_drop (c, panel);
}

/* What a plan includes, and that it is billed after its month, is what the catalog says of it. */
static void
test_included (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordCustomerPanel *panel;

  cord_fake_gateway_set_included (c->base->gateway, "dsl-50");
  session_case_run (c->base, session_step_verify);
  panel = desk_case_show (c, g_object_new (CORD_TYPE_CUSTOMER_PANEL, "session", c->base->session, NULL));
  desk_assert_says (panel, "50 Mbit/s · includes 3000 MB data, 50 messages each cycle · billed after its cycle");
  desk_case_drop (c, panel);
}

static void
test_facts (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  g_autoptr (GListStore) entries = g_list_store_new (CORD_TYPE_ENTRY);
  g_autoptr (CordEntry) entry = cord_entry_new ("b1", "bill", "Bill 7", "paid", "1 October 2026", "€54.70");
  CordFactList *list
      = desk_case_show (c, g_object_new (CORD_TYPE_FACT_LIST, "title", "BILLS", "empty", "No bill on record.", NULL));

  desk_assert_says (list, "BILLS");
  cord_fact_list_bind (list, G_LIST_MODEL (entries));
  desk_case_settle (c);
  desk_assert_says (list, "No bill on record.");
  g_list_store_append (entries, entry);
  desk_assert_says (list, "Bill 7");
  desk_assert_says (list, "€54.70");
  desk_assert_says (list, "paid");
  desk_case_drop (c, list);
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/customer/arrive", test_arrive);
  g_test_add_func ("/customer/verify", test_verify);
  g_test_add_func ("/customer/verify/search", test_verify_search);
  g_test_add_func ("/customer/verify/locked", test_verify_locked);
  g_test_add_func ("/customer/gather", test_gather);
  g_test_add_func ("/customer/gather/masked", test_gather_masked);
  g_test_add_func ("/customer/gather/markup", test_markup);
  g_test_add_func ("/customer/panel", test_panel);
  g_test_add_func ("/customer/included", test_included);
  g_test_add_func ("/customer/facts", test_facts);
  return g_test_run ();
}
