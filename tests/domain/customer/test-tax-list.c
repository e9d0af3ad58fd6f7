/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-tax-list.h"

#include "billing/cord-quote.h"
#include "domain/customer/cord-policy.h"
#include "test-document.h"

static char *
on (const char *list, const char *exemptions, const char *zone_name, const char *day)
{
  g_autoptr (GVariant) taxes = test_document (list);
  g_autoptr (GVariant) exempt = exemptions != NULL ? test_document (exemptions) : NULL;
  g_autoptr (CordZone) zone = cord_zone_parse (zone_name, NULL);
  g_autoptr (GVariant) found = NULL;
  CordDate date;

  g_assert_true (cord_tax_list_check (taxes, NULL));
  g_assert_true (cord_date_parse (day, &date, NULL));
  found = cord_tax_list_dup_on (taxes, exempt, zone, date);
  return cord_value_to_canonical (found, NULL);
}

#define assert_on(list, exemptions, zone, day, expected)                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = on (list, exemptions, zone, day);                                                         \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

/* One tax of which the rate changes need no name, however the day is written on which it does. */
static void
test_one_at_a_time (void)
{
  static const char *const lists[] = {
    "[{'percent':'7','until':'2025-07-01'},{'percent':'8.65','from':'2025-07-01'}]",
    "[{'percent':'8.65','from':'2025-07-01'},{'percent':'7','until':'2025-07-01'}]",
    "[{'percent':'7','until':'2025-07-01T04:59:59Z'},{'percent':'8.65','from':'2025-07-01T05:00:00Z'}]",
    "[{'percent':'7','until':'2025-07-01T05:00:00Z'},{'percent':'8.65','from':'2025-07-01T05:00:00Z'}]",
    /* Handed over within the day, it is that of the next. */
    "[{'percent':'7','until':'2025-07-01T17:00:00Z'},{'percent':'8.65','from':'2025-07-01T17:00:00Z'}]",
    "[{'percent':'7','until':'2025-07-01T10:00:00Z'},{'percent':'8.65','from':'2025-07-01T17:00:00Z'}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GVariant) list = test_document (lists[i]);
      g_autoptr (CordZone) zone = cord_zone_parse ("America/Chicago", NULL);
      g_autoptr (GVariant) dated = cord_tax_list_dup_dated (list, NULL, zone);
      g_autofree char *rows = cord_value_to_canonical (dated, NULL);

      assert_on (lists[i], NULL, "America/Chicago", "2025-06-30", "\"7\"");
      assert_on (lists[i], NULL, "America/Chicago", "2025-07-01", "\"8.65\"");
      g_assert_cmpstr (rows, ==, "[{\"from\":\"2025-07-01\",\"tax\":\"8.65\"}]");
    }
}

/* Midnight in New York is still the day before in Chicago, for what ends as for what begins. */
static void
test_market_zone (void)
{
  const char *list
      = "[{'percent':'7','until':'2025-07-01T04:00:00Z'},{'percent':'8.65','from':'2025-07-01T04:00:00Z'}]";

  assert_on (list, NULL, "America/New_York", "2025-06-30", "\"7\"");
  assert_on (list, NULL, "America/Chicago", "2025-06-29", "\"7\"");
  assert_on (list, NULL, "America/Chicago", "2025-06-30", "\"8.65\"");
}

/* One that follows another under a new name does so at midnight of the catalog's zone, within a day of the account's;
 * one that begins while the other still holds is due besides it. */
static void
test_new_name (void)
{
  const char *follows = "[{'name':'VAT','percent':'19','until':'2025-06-30T23:59:59+02:00'},"
                        "{'name':'Sales tax','percent':'21','from':'2025-07-01T00:00:00+02:00'}]";
  const char *overlaps = "[{'name':'VAT','percent':'19','until':'2025-06-30T23:59:59+02:00'},"
                         "{'name':'Sales tax','percent':'21','from':'2025-06-30T12:00:00+02:00'}]";
  const char *old = "[{\"name\":\"VAT\",\"percent\":\"19\"}]";
  const char *new = "[{\"name\":\"Sales tax\",\"percent\":\"21\"}]";
  const char *both = "[{\"name\":\"VAT\",\"percent\":\"19\"},{\"name\":\"Sales tax\",\"percent\":\"21\"}]";

  assert_on (follows, NULL, "Europe/London", "2025-06-29", old);
  assert_on (follows, NULL, "Europe/London", "2025-06-30", new);
  assert_on (follows, NULL, "Europe/Berlin", "2025-06-30", old);
  assert_on (follows, NULL, "Europe/Berlin", "2025-07-01", new);
  assert_on (overlaps, NULL, "Europe/London", "2025-06-30", both);
}

/* Several that end within a day are due on all of it, and an exemption covers it. */
static void
test_last_day (void)
{
  const char *two = "[{'name':'A','percent':'1'},{'name':'B','percent':'2','until':'2026-06-17T21:59:59Z'}]";
  const char *exempt = "[{'until':'2026-06-17T21:59:59Z'}]";

  assert_on (two, NULL, "Europe/Berlin", "2026-06-17",
             "[{\"name\":\"A\",\"percent\":\"1\"},{\"name\":\"B\",\"percent\":\"2\"}]");
  assert_on (two, NULL, "Europe/Berlin", "2026-06-18", "[{\"name\":\"A\",\"percent\":\"1\"}]");
  assert_on (two, exempt, "Europe/Berlin", "2026-06-17", "\"0\"");
  assert_on (two, exempt, "Europe/Berlin", "2026-06-18", "[{\"name\":\"A\",\"percent\":\"1\"}]");
  /* The clocks of Beirut skip midnight: its first instant is 01:00. */
  assert_on ("[{'percent':'5','until':'2022-03-26T22:00:00Z'}]", NULL, "Asia/Beirut", "2022-03-26", "\"5\"");
  assert_on ("[{'percent':'5','until':'2022-03-26T22:00:00Z'}]", NULL, "Asia/Beirut", "2022-03-27", "\"0\"");
}

#define LINE "line"

/* A second line from the 17th of June 2025 on at 100.00, in Illinois: its tax rises with July. */
static CordQuote *
quote_illinois (CordPolicy *policy)
{
  g_autoptr (GVariant) taxes = cord_policy_dup_taxes (policy, "US-IL");
  g_autoptr (CordZone) zone = cord_zone_parse ("America/Chicago", NULL);
  g_autoptr (GVariant) tax = cord_tax_list_dup_on (taxes, NULL, zone, CORD_DATE_NONE);
  g_autoptr (GVariant) dated = cord_tax_list_dup_dated (taxes, NULL, zone);
  g_autoptr (GVariant) offer = test_document ("{'price':'100.00'}");
  g_autoptr (GVariant) taxed = test_with (offer, "tax", g_variant_ref (tax));
  g_autoptr (GVariant) whole = test_with (taxed, "dated", g_variant_ref (dated));
  g_autoptr (GVariant) none = test_document ("{}");
  g_autoptr (GVariant) catalog = test_with (none, "S", g_variant_ref (whole));
  g_autoptr (GVariant) text = test_document (
      "{'currency':'USD','scale':2,'zone':'America/Chicago','cycle':{'anchor':1,'months':1},'history':[{'type':'start',"
      "'product':'" LINE "','offer':'S','effective':'2025-01-01','recorded':'2025-01-01'}],'now':'2025-06-17',"
      "'change':{'type':'add','product':'second','offer':'S'},'effective':'2025-06-17'}");
  g_autoptr (GVariant) document = test_with (text, "catalog", g_variant_ref (catalog));
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (document, &error);

  g_assert_no_error (error);
  return quote;
}

/* The packs that ship. Sources: Illinois Public Act 104-0006 (8.65 % from July 2025 on, 7 % before). In June 14 of 30
 * days of 100.00 are 46.67, with 3.27 and 2.80; in July 200.00 have 17.30 and 12.00. */
static void
test_packs (void)
{
  static const char *const packs[] = { "eu", "none", "us" };

  for (guint i = 0; i < G_N_ELEMENTS (packs); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/data/policy/%s.json", g_getenv ("CORD_SOURCE_ROOT"), packs[i]);
      g_autofree char *text = NULL;
      g_autoptr (GVariant) document = NULL;
      g_autoptr (CordPolicy) policy = NULL;
      g_autoptr (CordQuote) quote = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      document = test_document (text);
      policy = cord_policy_new (document, NULL);
      g_assert_nonnull (policy);
      quote = quote_illinois (policy);
      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.net, ==, 4667);
      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.tax, ==, 327 + 280);
      g_assert_cmpint (cord_quote_get_candidate (quote)->next.tax, ==, 1730 + 1200);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *list;
    gsize index;
    const char *member;
  } cases[] = {
    { "[{'percent':'7'},{'percent':'6','from':'2026-07-01'}]", 0, "name" },
    { "[{'name':'A','percent':'7'},{'percent':'6','from':'2026-07-01'}]", 1, "name" },
    { "[{'percent':'7','until':'2026-07-02'},{'percent':'6','from':'2026-07-01'}]", 0, "name" },
    { "[{'name':'A','percent':'60'},{'name':'B','percent':'41','from':'2026-07-01'}]", 1, "percent" },
    { "[{'name':'B','percent':'41','from':'2026-07-01','until':'2026-07-02'},{'name':'A','percent':'60'}]", 1,
      "percent" },
    { "[{'name':'A','percent':'7'},{'name':'B','percent':'seven'}]", 1, "percent" },
    { "[{'name':'A','percent':'7','from':'2026-07-01','until':'2026-07-01'}]", 0, "until" },
    { "[{'name':'A','percent':'7','from':'2026-07-01T12:00:00Z','until':'2026-07-01T11:00:00Z'}]", 0, "until" },
    { "[{'name':'A','percent':'7','from':'soon'}]", 0, "from" },
    { "[{'name':'A','percent':'7','until':5}]", 0, "until" },
    { "[{'name':'','percent':'7'}]", 0, "name" },
    { "[{'name':5,'percent':'7'}]", 0, "name" },
    { "[{'name':'A','percent':'1'},{'name':'B','percent':'1'},{'name':'C','percent':'1'},{'name':'D','percent':'1'},"
      "{'name':'E','percent':'1'},{'name':'F','percent':'1'},{'name':'G','percent':'1'},{'name':'H','percent':'1'},"
      "{'name':'I','percent':'1','from':'2026-07-01'}]",
      8, NULL },
  };
  const char *over_time
      = "[{'name':'A','percent':'60','until':'2026-07-01'},{'name':'B','percent':'60','from':'2026-07-01'}]";
  g_autoptr (GVariant) good = test_document (over_time);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) list = test_document (cases[i].list);
      CordTaxFault fault;

      g_assert_false (cord_tax_list_check (list, &fault));
      g_assert_cmpuint (fault.index, ==, cases[i].index);
      g_assert_cmpstr (fault.member, ==, cases[i].member);
    }
  g_assert_true (cord_tax_list_check (good, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax-list/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/tax-list/market-zone", test_market_zone);
  g_test_add_func ("/tax-list/new-name", test_new_name);
  g_test_add_func ("/tax-list/last-day", test_last_day);
  g_test_add_func ("/tax-list/packs", test_packs);
  g_test_add_func ("/tax-list/refuses", test_refuses);
  return g_test_run ();
}
