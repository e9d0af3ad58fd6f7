/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/change/cord-confirm-page.h"
#include "desk/change/cord-expect-page.h"
#include "desk/change/cord-ladder-card.h"
#include "desk/change/cord-process-page.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-date-row.h"

#define AMOUNTS "€94.22 on 1 December 2026, €79.70 a month"

static void
test_ladder (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordInteraction *interaction = desk_case_interaction (c);
  CordQuote *quote = cord_interaction_get_quote (interaction);
  const CordBillNames names
      = { cord_interaction_get_customer (interaction), cord_interaction_get_catalog (interaction) };
  CordLadderCard *card = desk_case_show (c, g_object_new (CORD_TYPE_LADDER_CARD, NULL));
  g_autofree char *summary = cord_ladder_card_dup_summary (quote);

  g_assert_cmpstr (summary, ==, AMOUNTS);
  cord_ladder_card_show (card, quote, &names, "What Fiber does", NULL);
  desk_assert_says (card, "What Fiber does");
  desk_assert_says (card, "+€17.51");
  desk_assert_says (card, "€79.70");
  desk_assert_silent (card, "9 of 30 days");
  gtk_expander_set_expanded (desk_find_type (card, GTK_TYPE_EXPANDER), TRUE);
  desk_case_settle (c);
  desk_assert_says (card, "DSL 50, 1 to 9 November 2026: 9 of 30 days of €24.85 = €7.46");
  cord_ladder_card_show (card, NULL, NULL, NULL, "The engine cannot say.");
  desk_assert_says (card, "The engine cannot say.");
  desk_assert_silent (card, "€");
  desk_case_drop (c, card);
}

static void
test_confirm (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);

  desk_assert_says (page, "Fiber 250");
  desk_assert_says (page, "Today, 10 November 2026");
  desk_assert_says (page, "End of the billing cycle, 1 December 2026");
  desk_assert_says (page, "You pay €17.51 more for this billing cycle, on your bill of 1 December 2026. "
                          "Your bill of 1 December 2026 is €94.22, and from 1 March 2027 it is €79.70 a month.");
  desk_assert_silent (page, "You lose");
  desk_assert_silent (page, "You are bound");
  desk_assert_says (page, "Do you agree that I make this change now");
  desk_assert_primary (page, "Customer agrees: " AMOUNTS, TRUE);
  desk_case_read (c, page);
  desk_click (page, "Customer agrees");
  desk_case_expect (c, "consent.given", 1);
  desk_assert_says (page, "The customer agreed to this price and date");
  desk_assert_primary (page, "Go on to process", TRUE);
  desk_click (page, "Agreed ✓");
  desk_case_settle (c);
  desk_case_expect (c, "consent.given", 1);
  cord_page_activate_primary (page);
  desk_case_expect_step (c, "process");
  desk_case_drop (c, page);
}

/* The words end below the window: the first press only scrolls to them. */
static void
test_confirm_unseen (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);
  g_autofree char *notice = NULL;

  cord_page_commit (page, "desk.consent");
  desk_case_expect (c, "consent.given", 0);
  notice = session_case_text (c->base, "notice");
  g_assert_cmpstr (notice, ==, "What this does had not been on the screen yet");
  cord_page_activate_primary (page);
  desk_case_read (c, page);
  cord_page_activate_primary (page);
  cord_page_commit (page, "desk.place");
  desk_case_expect (c, "consent.given", 0);
  cord_page_commit (page, "desk.consent");
  desk_case_expect (c, "consent.given", 1);
  desk_case_drop (c, page);
}

/* What cannot be taken back is among the words of the consent, a line each. */
static void
test_confirm_loss (void)
{
  g_autoptr (DeskCase) c = desk_case_new ();
  CordPage *page;

  cord_fake_gateway_add_feature (c->base->gateway, "hotspot", "yes");
  session_case_run (c->base, session_step_select);
  page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);
  desk_assert_says (page, " a month.\nYou lose hotspot.\nDo you agree that I make this change now");
  desk_case_drop (c, page);
}

/* The letters are grouped for readability. */
static void
test_letters (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);
  const char *letters = cord_quote_get_letters (cord_interaction_get_quote (desk_case_interaction (c)));
  g_autofree char *grouped = g_strdup_printf ("%.4s\u00a0%s", letters, letters + 4);

  desk_assert_says (page, grouped);
  desk_case_drop (c, page);
}

static void
test_confirm_date (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_consent);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);
  CordDateRow *date;

  desk_click (page, "End of the billing cycle, 1 December 2026");
  desk_case_expect (c, "quote.shown", 2);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "quote.shown"), "effective"), ==, "2026-12-01");
  desk_assert_says (page, "from 1 December 2026");
  desk_assert_says (page, "Wait for a clear yes");
  g_assert_false (cord_interaction_get_consented (desk_case_interaction (c)));
  desk_click (page, "On a date");
  desk_case_settle (c);
  date = desk_find_type (page, CORD_TYPE_DATE_ROW);
  g_assert_nonnull (date);
  cord_date_row_pick (date, cord_date (2026, 11, 9));
  desk_case_settle (c);
  desk_case_expect (c, "quote.shown", 2);
  cord_date_row_pick (date, cord_date (2026, 11, 20));
  desk_case_expect (c, "quote.shown", 3);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "quote.shown"), "effective"), ==, "2026-11-20");
  desk_assert_says (page, "20 November 2026");
  desk_case_drop (c, page);
}

/* The server cannot be reached: no amount stays on the page, and it can be asked again. */
static void
test_confirm_stale (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);

  cord_fake_gateway_set_call_mood (c->base->gateway, CORD_CALL_QUOTE, CORD_FAKE_OFFLINE);
  desk_click (page, "End of the billing cycle, 1 December 2026");
  desk_case_expect (c, "change.selected", 2);
  desk_case_await (c, page, "This price no longer holds");
  desk_assert_silent (page, "€");
  desk_assert_primary (page, "Quote again", TRUE);
  cord_fake_gateway_set_call_mood (c->base->gateway, CORD_CALL_QUOTE, CORD_FAKE_ANSWER);
  desk_click (page, "Quote again");
  desk_case_expect (c, "quote.shown", 2);
  desk_assert_silent (page, "This price no longer holds");
  desk_assert_primary (page, "Customer agrees: " AMOUNTS, TRUE);
  desk_case_drop (c, page);
}

static void
test_confirm_empty (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_CONFIRM_PAGE);

  desk_assert_says (page, "No change chosen yet");
  desk_assert_primary (page, "Go to options", TRUE);
  desk_click (page, "Go to options");
  desk_case_expect_step (c, "options");
  desk_case_drop (c, page);
}

static void
test_process (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_PROCESS_PAGE);

  desk_assert_says (page, "Not placed yet");
  desk_assert_says (page, "The Commit gate is closed");
  desk_assert_says (page, "Customer’s consent to this quote");
  desk_assert_primary (page, "Place change: " AMOUNTS, FALSE);
  desk_case_commit (c, page, "desk.place");
  desk_case_settle (c);
  desk_case_expect (c, "order.queued", 0);
  g_assert_no_error (session_step_consent (c->base));
  desk_assert_says (page, "The Commit gate is open");
  desk_assert_says (page, "9 of 30 days of €24.85 = €7.46");
  desk_assert_says (page, "+€17.51");
  desk_assert_primary (page, "Place change: " AMOUNTS, TRUE);
  desk_case_commit (c, page, "desk.place");
  desk_case_expect (c, "order.placed", 1);
  desk_assert_says (page, "Placed as order 123 at the server; can be undone until 10:00:30");
  desk_assert_primary (page, "Go on to expect", TRUE);
  desk_click (page, "Undo");
  desk_case_expect (c, "order.undone", 1);
  desk_assert_says (page, "Undone: order 123 changes nothing");
  desk_assert_primary (page, "Place change: " AMOUNTS, TRUE);
  desk_case_drop (c, page);
}

static void
test_process_go_there (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_select);
  CordPage *page = desk_case_page (c, CORD_TYPE_PROCESS_PAGE);

  desk_click (page, "Go there");
  desk_case_expect_step (c, "confirm");
  desk_case_drop (c, page);
}

/* The undo window ends by the injected clock, not by the system's. */
static void
test_process_late (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_PROCESS_PAGE);

  g_assert_nonnull (desk_find_button (page, "Undo"));
  cord_clock_advance (c->base->clock, 31 * G_USEC_PER_SEC);
  desk_assert_says (page, "Placed as order 123 at the server");
  desk_assert_silent (page, "can be undone");
  g_assert_null (desk_find_button (page, "Undo"));
  cord_fake_gateway_set_order_state (c->base->gateway, "completed");
  DO (c->base, refresh_order);
  desk_assert_says (page, "Completed: order 123");
  desk_case_drop (c, page);
}

static void
test_process_waiting (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_consent);
  CordPage *page = desk_case_page (c, CORD_TYPE_PROCESS_PAGE);

  cord_fake_gateway_set_online (c->base->gateway, FALSE);
  desk_case_read (c, page);
  desk_click (page, "Place change");
  desk_case_expect (c, "order.queued", 1);
  desk_assert_says (page, "Saved here, waiting for the server");
  desk_assert_primary (page, "Go on to expect", TRUE);
  cord_fake_gateway_set_online (c->base->gateway, TRUE);
  desk_case_expect (c, "order.placed", 1);
  desk_assert_silent (page, "Saved here");
  g_assert_cmpuint (cord_fake_gateway_get_n_effects (c->base->gateway, "order"), ==, 1);
  desk_case_drop (c, page);
}

static void
test_process_refused (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_consent);
  CordPage *page = desk_case_page (c, CORD_TYPE_PROCESS_PAGE);

  cord_fake_gateway_set_submit_mood (c->base->gateway, CORD_FAKE_STALE);
  desk_case_commit (c, page, "desk.place");
  desk_case_expect (c, "order.refused", 1);
  desk_assert_says (page, "Needs you: The price has changed");
  desk_assert_primary (page, "Quote again", TRUE);
  desk_click (page, "Quote again");
  desk_case_expect (c, "quote.shown", 2);
  desk_case_expect_step (c, "confirm");
  g_assert_true (cord_interaction_get_quote_current (desk_case_interaction (c)));
  desk_case_drop (c, page);
}

static void
test_expect (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_place);
  CordPage *page = desk_case_page (c, CORD_TYPE_EXPECT_PAGE);
  g_autoptr (GVariant) steps = NULL;

  desk_assert_says (page, "Takes effect on 10 November 2026; everything is ready on 13 November 2026");
  desk_click (page, "Timeline told");
  desk_case_expect (c, "timeline.stated", 1);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "timeline.stated"), "ready"), ==, "2026-11-13");
  desk_assert_says (page, "Told ✓");
  desk_assert_says (page, "Restart the router.");
  desk_assert_says (page, "Keep the old modem for 2 days.");
  desk_click (page, "Explained");
  desk_case_expect (c, "step.explained", 1);
  g_assert_cmpstr (cord_value_get_string (desk_case_last (c, "step.explained"), "item"), ==, "Restart the router.");
  desk_click (page, "Explained ✓");
  desk_case_settle (c);
  desk_case_expect (c, "step.explained", 1);
  desk_assert_says (page, "Explained ✓");
  desk_click (page, "Explained");
  desk_case_expect (c, "step.explained", 2);
  desk_assert_primary (page, "Go on to document", TRUE);
  cord_page_activate_primary (page);
  desk_case_expect_step (c, "document");
  desk_case_drop (c, page);
}

static void
test_expect_nothing (void)
{
  g_autoptr (DeskCase) c = desk_case_new_at (session_step_rank);
  CordPage *page = desk_case_page (c, CORD_TYPE_EXPECT_PAGE);

  desk_assert_says (page, "No date is known before the change has a price");
  desk_assert_says (page, "Nothing to do for the customer");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (page, "Timeline told")));
  desk_case_drop (c, page);
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/change/ladder", test_ladder);
  g_test_add_func ("/change/confirm", test_confirm);
  g_test_add_func ("/change/confirm/unseen", test_confirm_unseen);
  g_test_add_func ("/change/confirm/loss", test_confirm_loss);
  g_test_add_func ("/change/letters", test_letters);
  g_test_add_func ("/change/confirm/date", test_confirm_date);
  g_test_add_func ("/change/confirm/stale", test_confirm_stale);
  g_test_add_func ("/change/confirm/empty", test_confirm_empty);
  g_test_add_func ("/change/process", test_process);
  g_test_add_func ("/change/process/go-there", test_process_go_there);
  g_test_add_func ("/change/process/late", test_process_late);
  g_test_add_func ("/change/process/waiting", test_process_waiting);
  g_test_add_func ("/change/process/refused", test_process_refused);
  g_test_add_func ("/change/expect", test_expect);
  g_test_add_func ("/change/expect/nothing", test_expect_nothing);
  return g_test_run ();
}
