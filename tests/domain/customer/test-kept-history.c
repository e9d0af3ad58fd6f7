/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-document.h"

#include "domain/customer/cord-kept-calendar.h"
#include "domain/customer/cord-kept-history.h"

/* The cycle of these accounts begins on the first of the month. */

#define LINE "{'type':'start','product':'line','offer':'S','effective':'2026-01-01','recorded':'2026-01-01'}"
#define TV "{'type':'start','product':'tv','offer':'T','effective':'2026-02-01','recorded':'2026-02-01'}"
#define TO_M(more)                                                                                                     \
  "{'type':'change','product':'line','offer':'M','effective':'2026-06-20','recorded':'2026-06-10'" more "}"
#define PROMO(more)                                                                                                    \
  "{'type':'discount','product':'line','discount':'d','percent':'20','effective':'2026-06-20','recorded':'2026-06-"    \
  "10'" more "}"
#define TO_L(more)                                                                                                     \
  "{'type':'change','product':'line','offer':'L','effective':'2026-06-25','recorded':'2026-06-12'" more "}"
#define TV_U(more)                                                                                                     \
  "{'type':'change','product':'tv','offer':'U','effective':'2026-06-11','recorded':'2026-06-11'" more "}"
#define BACK(of) "{'type':'reversal','of':" of ",'recorded':'2026-06-13'}"

#define OF_A ",'order':'a'"
#define A_BY_B ",'order':'a','supersededBy':'b'"
#define OF_B ",'order':'b'"
#define B_BY_C ",'order':'b','supersededBy':'c'"
#define OF_C ",'order':'c'"
#define OF_D ",'order':'d'"

static void
assert_events (GVariant *found, const char *expected)
{
  g_autoptr (GVariant) wanted = test_document (expected);
  g_autofree char *a = cord_value_to_canonical (found, NULL);
  g_autofree char *b = cord_value_to_canonical (wanted, NULL);

  g_assert_cmpstr (a, ==, b);
}

/* Orders are added, superseded and withdrawn; another product's order in between is not affected. */
static void
test_orders (void)
{
  g_autoptr (GVariant) before = test_document ("[" LINE "," TV "]");
  g_autoptr (GVariant) of_a = test_document ("[" TO_M ("") "," PROMO ("") "]");
  g_autoptr (GVariant) of_d = test_document ("[" TV_U ("") "]");
  g_autoptr (GVariant) of_b = test_document ("[" TO_L ("") "]");
  g_autoptr (GVariant) with_a = cord_kept_history_append (before, of_a, "a");
  g_autoptr (GVariant) with_d = cord_kept_history_append (with_a, of_d, "d");
  g_autoptr (GVariant) without_a = cord_kept_history_supersede (with_d, "a", "b");
  g_autoptr (GVariant) with_b = cord_kept_history_append (without_a, of_b, "b");
  g_autoptr (GVariant) undone = cord_kept_history_dup_without (with_b, "b", NULL);
  g_autoptr (GVariant) dropped = cord_kept_history_dup_without (with_b, "b", "a");
  g_autoptr (GVariant) first = cord_kept_history_dup_without (with_a, "a", NULL);

  assert_events (with_d, "[" LINE "," TV "," TO_M (OF_A) "," PROMO (OF_A) "," TV_U (OF_D) "]");
  assert_events (with_b, "[" LINE "," TV "," TO_M (A_BY_B) "," PROMO (A_BY_B) "," TV_U (OF_D) "," TO_L (OF_B) "]");
  g_assert_true (cord_value_equal (undone, with_d));
  assert_events (dropped, "[" LINE "," TV "," TV_U (OF_D) "]");
  g_assert_true (cord_value_equal (first, before));
  g_assert_false (cord_kept_history_has_orders (before));
  g_assert_true (cord_kept_history_has_orders (dropped));
}

/* Dropping the last of three drops all that it had replaced. */
static void
test_chain (void)
{
  g_autoptr (GVariant) kept = test_document ("[" LINE "," TO_M (A_BY_B) "," TO_L (B_BY_C) "," TO_M (OF_C) "]");
  g_autoptr (GVariant) undone = cord_kept_history_dup_without (kept, "c", NULL);
  g_autoptr (GVariant) dropped = cord_kept_history_dup_without (kept, "c", "b");

  assert_events (undone, "[" LINE "," TO_M (A_BY_B) "," TO_L (OF_B) "]");
  assert_events (dropped, "[" LINE "]");
}

/* A reversal keeps referring to its event, and is dropped with it. */
static void
test_reversals (void)
{
  g_autoptr (GVariant) kept = test_document ("[" LINE "," TO_M (OF_A) "," TV "," BACK ("3") "," BACK ("2") "]");
  g_autoptr (GVariant) left = cord_kept_history_dup_without (kept, "a", NULL);

  assert_events (left, "[" LINE "," TV "," BACK ("2") "]");
}

/* What a bill holds is reversed, and what it had replaced counts again; no number changes. */
static void
test_reversed (void)
{
  g_autoptr (GVariant) kept = test_document ("[" LINE "," TO_M (A_BY_B) "," TO_L (OF_B) "]");
  g_autoptr (GVariant) restored = cord_kept_history_reverse (kept, "b", TRUE, 19896);
  g_autoptr (GVariant) left = cord_kept_history_reverse (kept, "b", FALSE, 19896);
  g_autofree gboolean *remains = cord_kept_history_find_remaining (restored);

  assert_events (restored,
                 "[" LINE
                 "," TO_M (OF_A) "," TO_L (OF_B) ","
                                                 "{'type':'reversal','recorded':'2024-06-22','of':3,'order':'b'}]");
  assert_events (left,
                 "[" LINE
                 "," TO_M (A_BY_B) "," TO_L (OF_B) ","
                                                   "{'type':'reversal','recorded':'2024-06-22','of':3,'order':'b'}]");
  g_assert_true (remains[0] && remains[1] && !remains[2]);
}

/* An order that was reversed is left out whole, and what it had replaced stays. */
static void
test_unreversed (void)
{
  g_autoptr (GVariant) kept = test_document ("[" LINE "," TO_M (OF_A) "," TO_L (OF_B) "," TV "]");
  g_autoptr (GVariant) reversed = cord_kept_history_reverse (kept, "b", TRUE, 19896);
  g_autoptr (GVariant) left = cord_kept_history_dup_unreversed (reversed);
  g_autoptr (GVariant) same = cord_kept_history_dup_unreversed (kept);

  assert_events (left, "[" LINE "," TO_M (OF_A) "," TV "]");
  assert_events (same, "[" LINE "," TO_M (OF_A) "," TO_L (OF_B) "," TV "]");
}

static CordCustomer *
make_customer (void)
{
  g_autoptr (GVariant) document
      = test_document ("{'id':'c','name':'C','status':'active','account':{'id':'a','state':'active','anchor':1,"
                       "'months':1,'zone':'UTC','currency':'EUR','scale':2},'products':[]}");
  g_autoptr (GError) error = NULL;
  CordCustomer *customer = cord_customer_new (document, &error);

  g_assert_no_error (error);
  return customer;
}

static GVariant *
dup_events (const char *kept, const char *product, const char *now)
{
  g_autoptr (CordCustomer) customer = make_customer ();
  g_autoptr (GVariant) events = test_document (kept);
  const char *const products[] = { product, NULL };
  CordDate day;

  g_assert_true (cord_date_parse (now, &day, NULL));
  return cord_kept_history_dup_events (events, products, customer, day);
}

/* A quote sees the events that count, without the marks; for a product's own next change also without the waiting
 * one. */
static void
test_what_a_quote_sees (void)
{
  static const char kept[] = "[" LINE "," TV "," TO_M (OF_A) "," PROMO (OF_A) "," TV_U (OF_D) "]";
  g_autoptr (GVariant) all = dup_events (kept, NULL, "2026-06-12");
  g_autoptr (GVariant) other = dup_events (kept, "tv", "2026-06-12");
  g_autoptr (GVariant) own = dup_events (kept, "line", "2026-06-12");
  g_autoptr (GVariant) after = dup_events (kept, "line", "2026-06-20");
  g_autoptr (GVariant) superseded = dup_events ("[" LINE "," TO_M (A_BY_B) "," TO_L (OF_B) "]", "tv", "2026-06-12");
  static const char whole[] = "[" LINE "," TV "," TO_M ("") "," PROMO ("") "," TV_U ("") "]";

  assert_events (all, whole);
  assert_events (other, whole);
  assert_events (own, "[" LINE "," TV "," TV_U ("") "]");
  assert_events (after, whole);
  assert_events (superseded, "[" LINE "," TO_L ("") "]");
}

/* An event that a bill already holds is kept; so is one that no order of ours brought. */
static void
test_kept_events (void)
{
  static const char billed[]
      = "[" LINE
        ",{'type':'change','product':'line','offer':'M','effective':'2026-07-11','recorded':'2026-06-10','order':'a'}]";
  g_autoptr (GVariant) before = dup_events (billed, "line", "2026-06-30");
  g_autoptr (GVariant) since = dup_events (billed, "line", "2026-07-01");
  g_autoptr (GVariant) foreign = dup_events ("[" LINE "," TO_M ("") "]", "line", "2026-06-12");

  g_assert_cmpuint (cord_value_length (before), ==, 1);
  g_assert_cmpuint (cord_value_length (since), ==, 2);
  g_assert_cmpuint (cord_value_length (foreign), ==, 2);
}

#define MOVE(anchor, day, more)                                                                                        \
  "{'type':'billing-day','anchor':" anchor ",'effective':'" day "','recorded':'" day "'" more "}"

static void
assert_cycle (const char *events, CordDate date, CordDate start, CordDate end)
{
  g_autofree char *text = g_strdup_printf ("{'id':'C','account':{'id':'a','zone':'Europe/Berlin','anchor':15},"
                                           "'history':{'cycle':{'anchor':1,'months':1},'events':[" LINE "%s]}}",
                                           events);
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (CordCustomer) customer = cord_customer_new (document, NULL);
  CordCycle cycle = cord_customer_get_cycle (customer, date);

  g_assert_cmpint (cycle.start, ==, start);
  g_assert_cmpint (cycle.end, ==, end);
}

/* The 15th counts from the bill of the 1st of July on, and what lies between is a cycle of its own. */
static void
test_moved_billing_day (void)
{
  const char *const moved = "," MOVE ("15", "2026-06-10", "");
  const CordDate june = cord_date (2026, 6, 1), july = cord_date (2026, 7, 1), aligned = cord_date (2026, 7, 15);

  assert_cycle (moved, cord_date (2026, 6, 20), june, july);
  assert_cycle (moved, cord_date (2026, 7, 14), july, aligned);
  assert_cycle (moved, cord_date (2026, 7, 15), aligned, cord_date (2026, 8, 15));
  /* An instant of the evening before in UTC. */
  assert_cycle ("," MOVE ("15", "2026-06-30T22:00:00Z", ""), july, july, cord_date (2026, 8, 1));
  assert_cycle ("," MOVE ("15", "2026-06-10", ",'order':'a','supersededBy':'b'"), july, july, cord_date (2026, 8, 1));
  assert_cycle ("," MOVE ("15", "2026-06-10", "") "," BACK ("2"), july, july, cord_date (2026, 8, 1));
  assert_cycle ("," MOVE ("15", "2026-06-10", "") "," BACK ("2") "," BACK ("3"), july, july, aligned);
  assert_cycle ("," MOVE ("15", "2026-06-10", "") "," MOVE ("20", "2026-06-12", ""), july, july,
                cord_date (2026, 7, 20));
  /* What no quote would take. */
  assert_cycle ("," MOVE ("32", "2026-06-10", "") "," MOVE ("0", "2026-06-10", "") "," MOVE ("15", "soon", ""), july,
                july, cord_date (2026, 8, 1));
  assert_cycle ("," MOVE ("15", "9999-06-10", "") ",{'type':'billing-day'}", july, july, cord_date (2026, 8, 1));
}

static void
test_has_billing_day (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'id':'C','account':{'id':'a','anchor':1},'history':{'events':[" MOVE ("15", "2026-06-10", "") "]}}");
  g_autoptr (CordCustomer) customer = cord_customer_new (document, NULL);

  g_assert_false (cord_customer_has_billing_day (customer, 1, cord_date (2026, 6, 20)));
  g_assert_false (cord_customer_has_billing_day (customer, 15, cord_date (2026, 6, 20)));
  g_assert_true (cord_customer_has_billing_day (customer, 15, cord_date (2026, 7, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kept-history/orders", test_orders);
  g_test_add_func ("/kept-history/chain", test_chain);
  g_test_add_func ("/kept-history/reversals", test_reversals);
  g_test_add_func ("/kept-history/reversed", test_reversed);
  g_test_add_func ("/kept-history/unreversed", test_unreversed);
  g_test_add_func ("/kept-history/what-a-quote-sees", test_what_a_quote_sees);
  g_test_add_func ("/kept-history/kept-events", test_kept_events);
  g_test_add_func ("/kept-history/moved-billing-day", test_moved_billing_day);
  g_test_add_func ("/kept-history/has-billing-day", test_has_billing_day);
  return g_test_run ();
}
