/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-tax-list.h"

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
  g_test_add_func ("/tax-list/last-day", test_last_day);
  g_test_add_func ("/tax-list/refuses", test_refuses);
  return g_test_run ();
}
