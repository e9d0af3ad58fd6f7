/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-quote.h"
#include "domain/change/cord-promotion-choice.h"
#include "domain/change/cord-quote-input.h"
#include "domain/customer/cord-kept-history.h"
#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

/* Promotions of the catalog: which of them a change brings, what they are bound to, and how often a customer has them.
 */

#define START                                                                                                          \
  "{'type':'start','product':'h','offer':'home-50','price':'29.99','effective':'2026-10-01','recorded':'2026-10-01'}"
#define FIBER "home-fiber-250"
#define TIMES 5

/* A customer with the product "h" on @offering, and a history that the server keeps. */
static CordCustomer *
customer_on (const char *offering, GVariant *events)
{
  g_autofree char *products = g_strdup_printf (
      "[{'id':'h','offering':'%s','name':'Home','status':'active','start':'2026-10-01','price':'29.99"
      "','currency':'EUR'}]",
      offering);
  g_autoptr (GVariant) plain = test_customer_document ("EUR", products);
  g_autoptr (GVariant) history = NULL;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GError) error = NULL;
  CordBuilder builder;
  CordCustomer *customer;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "version", "1");
  cord_builder_value (&builder, "events", events);
  history = cord_builder_end (&builder);
  document = test_with (plain, "history", g_variant_ref (history));
  customer = cord_customer_new (document, &error);
  g_assert_no_error (error);
  return customer;
}

/* The history with an order that was placed on @day, as the server keeps it. */
static GVariant *
place (GVariant *events, CordQuote *quote, const char *order)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_autoptr (GVariant) fresh = NULL;
  CordBuilder list;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  cord_builder_init_array (&list);
  for (gsize i = 0; i <= cord_value_length (input.with); i++)
    {
      g_autoptr (GVariant) with = i > 0 ? cord_value_dup_at (input.with, i - 1) : g_variant_ref (input.change);
      g_autoptr (GVariant) event = NULL;
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, with);
      draft.recorded = input.now;
      draft.effective = input.effective;
      event = cord_billing_event_draft_to_value (&draft);
      cord_builder_add (&list, event);
    }
  fresh = cord_builder_end (&list);
  return cord_kept_history_append (events, fresh, order);
}

static CordQuote *
quote (GVariant *events, CordCatalog *catalog, const char *from, const char *to, CordDate day)
{
  g_autoptr (CordCustomer) customer = customer_on (from, events);
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autoptr (GVariant) change = cord_change_new ("modify", "h", to, from, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_quote_input_new (change, customer, catalog, policy, day, day, &error);
  CordQuote *made;

  g_assert_no_error (error);
  made = cord_quote_new (input, &error);
  g_assert_no_error (error);
  return made;
}

static char **
dup_given (CordQuote *quote)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  for (gsize i = 0; i < cord_value_length (input.with); i++)
    {
      g_autoptr (GVariant) with = cord_value_dup_at (input.with, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, with);
      g_strv_builder_add (names, draft.discount);
    }
  return g_strv_builder_end (names);
}

/* An offering with these promotions beside "home-50". */
static CordCatalog *
catalog_with (const char *promotions)
{
  g_autofree char *text = g_strdup_printf (
      "{'version':'1','currency':'EUR','offerings':[{'id':'home-50','name':'Home 50','price':'29.99','tax':'19'},"
      "{'id':'" FIBER "','name':'Fiber','price':'44.99','tax':'19','promotions':[%s]}]}",
      promotions);
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GError) error = NULL;
  CordCatalog *catalog = cord_catalog_new (document, &error);

  g_assert_no_error (error);
  return catalog;
}

static GVariant *
begin (void)
{
  return test_document ("[" START "]");
}

static void
assert_given (const char *promotions, CordDate day, const char *expected)
{
  g_autoptr (CordCatalog) catalog = catalog_with (promotions);
  g_autoptr (GVariant) events = begin ();
  g_autoptr (CordQuote) made = quote (events, catalog, "home-50", FIBER, day);
  g_auto (GStrv) names = dup_given (made);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, expected);
}

/* Up, down and up again, five times, on days that differ by @gap: never cheaper than the first time. */
static void
go_up_and_down (CordCatalog *catalog, int gap, gboolean again)
{
  g_autoptr (GVariant) events = begin ();
  CordDate day = TEST_TODAY;
  gint64 first = 0;

  for (guint i = 0; i < TIMES; i++, day += gap)
    {
      g_autofree char *order = g_strdup_printf ("up-%u", i);
      g_autofree char *reverse = g_strdup_printf ("down-%u", i);
      g_autoptr (CordQuote) up = quote (events, catalog, "home-50", FIBER, day);
      g_auto (GStrv) given = dup_given (up);
      g_autoptr (GVariant) after = place (events, up, order);
      g_autoptr (CordQuote) down = quote (after, catalog, FIBER, "home-50", day + gap);
      const CordLadder *ladder = cord_quote_get_candidate (up);

      g_assert_cmpuint (g_strv_length (given), ==, i == 0 || (again && gap > 0) ? 1 : 0);
      if (i == 0)
        first = ladder->next.net;
      g_assert_cmpint (ladder->next.net, >=, first);
      g_assert_cmpint (ladder->steady.net, ==, 4499);
      /* Back on the old plan nothing of it is left. */
      g_assert_cmpint (cord_quote_get_candidate (down)->next.net, ==, 2999);
      day += gap;
      g_variant_unref (events);
      events = place (after, down, reverse);
    }
}

static void
test_up_and_down (void)
{
  static const int gaps[] = { 0, 1, 9, 31, 200 };
  g_autoptr (CordCatalog) once = catalog_with ("{'id':'w','name':'Welcome','percent':'20','cycles':6}");
  g_autoptr (CordCatalog) often
      = catalog_with ("{'id':'w','name':'Welcome','percent':'20','cycles':6,'repeatable':true}");

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      go_up_and_down (once, gaps[i], FALSE);
      go_up_and_down (often, gaps[i], TRUE);
    }
}

/* A discount that was recorded before its promotion had an id is known by its name on the same offer. */
static void
test_known_by_name (void)
{
  static const struct
  {
    const char *offer;
    const char *discount;
    guint given;
  } cases[]
      = { { FIBER, "Welcome", 0 }, { FIBER, "Welcome-3", 0 }, { "home-50", "Welcome", 1 }, { FIBER, "Loyal", 1 } };
  g_autoptr (CordCatalog) catalog = catalog_with ("{'id':'w','name':'Welcome','percent':'20','cycles':6}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[{'type':'start','product':'g','offer':'%s','effective':'2026-10-01','recorded':'2026-10-01'},"
          "{'type':'discount','product':'g','discount':'%s','percent':'20','effective':'2026-10-01','recorded':'2026-"
          "10-"
          "01'}," START "]",
          cases[i].offer, cases[i].discount);
      g_autoptr (GVariant) events = test_document (text);
      g_autoptr (CordQuote) made = quote (events, catalog, "home-50", FIBER, TEST_TODAY);
      g_auto (GStrv) names = dup_given (made);

      g_assert_cmpuint (g_strv_length (names), ==, cases[i].given);
    }
}

#define TENTH "{'id':'a','name':'A','percent':'10'}"
#define SHORT "{'id':'s','name':'S','percent':'50','cycles':2}"
#define FIVE(more) "{'id':'f','name':'F','amount':'5.00'" more "}"

static void
test_stacking (void)
{
  /* 10 % of 44.99 for a year is 53.99, half of two months 44.99, five a month 60.00. */
  assert_given (TENTH, TEST_TODAY, "a");
  assert_given (SHORT "," TENTH, TEST_TODAY, "a");
  assert_given (SHORT "," TENTH "," FIVE (""), TEST_TODAY, "f");
  assert_given (SHORT "," TENTH "," FIVE (",'stacking':'add'"), TEST_TODAY, "a f");
  assert_given (TENTH "," FIVE (",'stacking':'exclusive'"), TEST_TODAY, "f");
  assert_given (SHORT ",{'id':'b','name':'B','amount':'2.00','stacking':'add'}," FIVE (",'stacking':'exclusive'"),
                TEST_TODAY, "s b");
  assert_given (FIVE (",'stacking':'exclusive'"), TEST_TODAY, "f");
}

#define NUMBERED(id) "{'id':'" id "','name':'N " id "','percent':'10','stacking':'add','repeatable':true}"

/* "w-2" may be what "w" is called when it is given again, and a promotion of its own, which comes first then. */
static void
test_numbered (void)
{
  static const struct
  {
    const char *discounts[2];
    const char *day;
    const char *given;
  } cases[] = {
    { { NULL }, NULL, "w w-2" },
    { { "w" }, "2026-10-01", "w-3 w-2" },
    { { "w-2" }, "2026-10-01", "w w-2-2" },
    { { "w", "w-3" }, "2026-10-01", "w-4 w-2" },
    { { "w-2" }, "2026-11-16", "w" }, /* today */
    { { "w-3" }, "2026-11-16", "w-2" },
  };
  g_autoptr (CordCatalog) catalog = catalog_with (NUMBERED ("w") "," NUMBERED ("w-2"));
  g_autoptr (CordCatalog) swapped = catalog_with (NUMBERED ("w-2") "," NUMBERED ("w"));
  CordOffering *fiber = cord_catalog_find (catalog, FIBER);
  g_autofree char *own = cord_catalog_dup_discount_title (catalog, "w-2");
  g_autofree char *other = cord_catalog_dup_discount_title (swapped, "w-3");

  g_assert_cmpstr (cord_offering_find_promotion (fiber, "w-2")->id, ==, "w-2");
  g_assert_cmpstr (cord_offering_find_promotion (fiber, "w-3")->id, ==, "w");
  g_assert_null (cord_offering_find_promotion (fiber, "x-2"));
  g_assert_cmpstr (own, ==, "N w-2");
  g_assert_cmpstr (other, ==, "N w");
  g_assert_cmpint (TEST_TODAY, ==, cord_date (2026, 11, 16));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new ("[{'type':'start','product':'g','offer':'" FIBER
                                               "','effective':'2026-10-01','recorded':'2026-10-01'}," START);
      g_autoptr (GVariant) events = NULL;
      g_autoptr (CordQuote) made = NULL;
      g_auto (GStrv) names = NULL;
      g_autofree char *joined = NULL;

      for (guint k = 0; k < 2 && cases[i].discounts[k] != NULL; k++)
        g_string_append_printf (
            text, ",{'type':'discount','product':'g','discount':'%s','percent':'10','effective':'%s','recorded':'%s'}",
            cases[i].discounts[k], cases[i].day, cases[i].day);
      g_string_append (text, "]");
      events = test_document (text->str);
      made = quote (events, catalog, "home-50", FIBER, TEST_TODAY);
      names = dup_given (made);
      joined = g_strjoinv (" ", names);
      g_assert_cmpstr (joined, ==, cases[i].given);
    }
}

/* Half of three cycles against a tenth without end, at 10.00 a cycle: the more months a cycle has, the fewer of the
 * year's cycles the second has. */
static void
test_first_year (void)
{
  static const struct
  {
    int months;
    gint64 of_short;
    gint64 of_tenth;
  } cases[] = { { 1, 1500, 1200 }, { 3, 1500, 400 }, { 6, 1000, 200 }, { 12, 500, 100 }, { 24, 250, 50 } };
  const CordPromotion half = { .percent = "50", .cycles = 3 }, tenth = { .percent = "10" },
                      amount = { .amount = "4.00", .cycles = 3 };
  const CordDecimal price = { .unscaled = 10 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (cord_promotion_year (&half, price, 2, cases[i].months), ==, cases[i].of_short);
      g_assert_cmpint (cord_promotion_year (&tenth, price, 2, cases[i].months), ==, cases[i].of_tenth);
      g_assert_cmpint (cord_promotion_year (&amount, price, 2, cases[i].months), ==, cases[i].of_short * 4 / 5);
    }
}

/* The account that the change is of says how long its cycles are. */
static void
test_first_year_of_account (void)
{
  g_autoptr (CordCatalog) catalog = catalog_with (SHORT "," TENTH);
  CordOffering *fiber = cord_catalog_find (catalog, FIBER);
  g_auto (CordGivenPromotions) given = { 0 };
  g_autoptr (CordZone) zone = cord_zone_utc ();

  cord_given_promotions_init (&given);
  for (int months = 1; months <= 3; months += 2)
    {
      g_autoptr (GPtrArray) chosen = cord_promotion_choose (fiber, &given, TEST_TODAY, zone, months);

      g_assert_cmpuint (chosen->len, ==, 1);
      g_assert_cmpstr (((const CordPromotion *)chosen->pdata[0])->id, ==, months == 1 ? "a" : "s");
    }
}

#define IN_DECEMBER(end) "{'id':'d','name':'D','percent':'10','from':'2026-12-01','until':'" end "'}"

/* The day on which the change takes effect decides, in the zone of the account. */
static void
test_valid_for (void)
{
  assert_given (IN_DECEMBER ("2027-01-01"), cord_date (2026, 11, 30), "");
  assert_given (IN_DECEMBER ("2027-01-01"), cord_date (2026, 12, 1), "d");
  assert_given (IN_DECEMBER ("2027-01-01"), cord_date (2026, 12, 31), "d");
  assert_given (IN_DECEMBER ("2027-01-01"), cord_date (2027, 1, 1), "");
  assert_given (IN_DECEMBER ("2026-12-31T22:59:59Z"), cord_date (2026, 12, 31), "d");
  assert_given (IN_DECEMBER ("2026-12-31T22:59:59Z"), cord_date (2027, 1, 1), "");
  assert_given (IN_DECEMBER ("2026-12-31T23:00:00Z"), cord_date (2026, 12, 31), "d");
  assert_given (IN_DECEMBER ("2026-12-31T23:00:00Z"), cord_date (2027, 1, 1), "");
  assert_given (IN_DECEMBER ("2026-12-31T23:00:01Z"), cord_date (2027, 1, 1), "d");
}

/* A fixed amount without an end is in the steady month. */
static void
test_amount (void)
{
  g_autoptr (CordCatalog) catalog = catalog_with (FIVE (""));
  g_autoptr (GVariant) events = begin ();
  g_autoptr (CordQuote) made = quote (events, catalog, "home-50", FIBER, TEST_TODAY);

  g_assert_cmpint (cord_quote_get_candidate (made)->steady.net, ==, 3999);
  g_assert_cmpuint (cord_quote_get_candidate (made)->after->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/promotion/up-and-down", test_up_and_down);
  g_test_add_func ("/promotion/known-by-name", test_known_by_name);
  g_test_add_func ("/promotion/stacking", test_stacking);
  g_test_add_func ("/promotion/numbered", test_numbered);
  g_test_add_func ("/promotion/first-year", test_first_year);
  g_test_add_func ("/promotion/first-year-of-account", test_first_year_of_account);
  g_test_add_func ("/promotion/valid-for", test_valid_for);
  g_test_add_func ("/promotion/amount", test_amount);
  return g_test_run ();
}
