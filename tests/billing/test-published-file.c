/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-prorate.h"
#include "billing/cord-quote.h"
#include "billing/cord-tick.h"

#include "json-document.h"

#include <stdlib.h>
#include <string.h>

/* Every case of a file of published figures, where it is found beside the source: replayed with its own dates and
 * policy, by a reading listed here, or listed with the test (of test-published.c) that says why we differ. A case
 * that is none of these fails, and so does a name here that the file does not have. */

/* How to read a case that its dates and fractions alone do not determine: @facts replaces cycle and date, @policy is
 * added to what the case says itself, and @answer is the member to compare. */
typedef struct
{
  const char *id;
  const char *amount; /* "credit" or "charge" */
  const char *facts;  /* NULL: the case's own cycle and date */
  const char *policy;
  const char *answer;
  const char *price; /* not stated by the case, but implied by its amount */
} Reading;

#define CYCLE(start, end, at) "'cycle':{'start':'" start "','end':'" end "'},'at':'" at "'"
#define THIRTY ",'day_count':'30/360'"
#define DAY_IS_USED ",'change_day':'old'"

static const Reading readings[] = {
  /* Months of 30 days, as the case says itself. */
  { "kb-frac-032", "charge", NULL, THIRTY, "charge", NULL },
  { "kb-frac-033", "charge", NULL, THIRTY, "charge", NULL },
  { "kb-frac-034", "charge", NULL, THIRTY, "charge", NULL },
  { "kb-frac-036", "charge", NULL, THIRTY, "charge", NULL },
  { "kb-038", "charge", NULL, THIRTY, "charge", NULL },
  { "kb-041", "credit", NULL, THIRTY, "credit", NULL },
  { "kb-042", "credit", NULL, THIRTY, "credit", NULL },
  { "kb-043", "credit", NULL, THIRTY, "credit", NULL },
  { "telco-004", "charge", NULL, ",'day_count':'fixed:30'", "charge", NULL },
  /* In arrears the used part of the old price is billed. */
  { "kb-044", "charge", NULL, "", "used_charge", NULL },
  { "kb-045", "charge", NULL, "", "used_charge", NULL },
  /* From the change to the new billing day, in the cycle of the new one that contains it. */
  { "kb-054", "charge", "'cycle':{'anchor':10,'months':1,'containing':'2016-05-05'},'at':'2016-05-05'", "", "charge",
    NULL },
  { "kb-058", "charge", "'cycle':{'anchor':10,'months':1,'containing':'2016-07-15'},'at':'2016-07-15'", "", "charge",
    NULL },
  { "kb-059", "charge", "'cycle':{'anchor':10,'months':1,'containing':'2016-06-01'},'at':'2016-06-01'", "", "charge",
    NULL },
  { "kb-061", "charge", "'cycle':{'anchor':4,'months':1,'containing':'2016-07-01'},'at':'2016-07-01'", "", "charge",
    NULL },
  { "kb-121", "charge", CYCLE ("2014-06-17", "2014-07-17", "2014-06-20"), "", "used_charge", NULL },
  /* Each price in its own cycle: month, quarter, year. */
  { "kb-066", "credit", CYCLE ("2012-05-01", "2012-06-01", "2012-05-11"), "", "credit", NULL },
  { "kb-073", "charge", CYCLE ("2012-05-01", "2012-08-01", "2012-05-12"), "", "charge", NULL },
  { "kb-096", "charge", CYCLE ("2011-07-31", "2012-07-31", "2011-07-31"), "", "charge", NULL },
  { "kb-144", "charge", CYCLE ("2017-12-25", "2018-01-25", "2018-01-24"), "", "charge", "1000" },
  { "lago-006", "charge", CYCLE ("2023-06-29", "2024-06-29", "2023-09-28"), "", "charge", NULL },
  { "met-008", "charge", CYCLE ("2025-01-01", "2026-01-01", "2025-01-31"), "", "used_charge", NULL },
  { "kb-120", "charge", CYCLE ("2014-02-08", "2015-02-01", "2015-01-01"), "", "charge", NULL },
  /* Half a cycle of Gold for 15.00: the full price is 30.00. */
  { "kb-143", "charge", NULL, "", "charge", "30.00" },
  /* The part that was missed, or is reversed, counted from the first day. */
  { "kb-088", "credit", CYCLE ("2019-04-27", "2019-05-27", "2019-05-03"), "", "used_charge", NULL },
  { "kb-123", "charge", CYCLE ("2016-09-08", "2016-10-08", "2016-09-09"), "", "used_charge", NULL },
  /* The change waits for the end of the term, when there is nothing to credit. */
  { "lago-007", "credit", CYCLE ("2023-10-19", "2023-11-19", "2023-11-19"), "", "credit", NULL },
  /* The day of a termination is used, the day of a start is billed. */
  { "lago-014", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-014", "charge", NULL, "", "charge", NULL },
  { "lago-015", "credit", CYCLE ("2023-02-01", "2023-03-01", "2023-02-08T00:00:00Z"), DAY_IS_USED, "credit", NULL },
  { "lago-015", "charge", CYCLE ("2023-02-01", "2023-03-01", "2023-02-08T00:00:00Z"), "", "charge", NULL },
  { "lago-017", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-022", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-024", "credit", CYCLE ("2022-10-01", "2022-11-01", "2022-10-15T01:00:00Z"), DAY_IS_USED, "credit", NULL },
  { "lago-028", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-040", "charge", NULL, DAY_IS_USED, "used_charge", NULL },
  { "lago-044", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-046", "credit", NULL, DAY_IS_USED, "credit", NULL },
  { "lago-047", "charge", NULL, DAY_IS_USED, "used_charge", NULL },
  { "lago-048", "charge", NULL, DAY_IS_USED, "used_charge", NULL },
  /* Free until the trial ends on the 17th. */
  { "lago-031", "credit", CYCLE ("2022-10-01", "2022-11-01", "2022-10-17"), "", "credit", NULL },
  /* Noon of the 16th, to the second. */
  { "flex-012", "charge", NULL, "", "charge", NULL },
  /* An order in the afternoon of the first day is of that day. */
  { "fs-004", "charge", CYCLE ("2016-03-10", "2016-04-10", "2016-03-10T16:00:00Z"), "", "charge", NULL },
  { "fs-005", "charge", CYCLE ("2016-03-10", "2016-04-10", "2016-03-10T16:00:00Z"), "", "charge", NULL },
  { "zuora-004", "charge", CYCLE ("2021-02-01", "2021-03-01", "2021-02-27"), "", "charge", NULL },
  { "zuora-007", "charge", CYCLE ("2020-02-01", "2020-03-01", "2020-02-01"), "", "charge", NULL },
  /* Only a fraction is published, or a day without a year: here is a cycle that results in it. */
  { "telco-005", "credit", CYCLE ("2023-06-01", "2023-07-01", "2023-06-11"), "", "credit", NULL },
  { "telco-005", "charge", CYCLE ("2023-06-01", "2023-07-01", "2023-06-11"), "", "charge", NULL },
  { "misc-002", "credit", CYCLE ("2023-02-01", "2023-03-01", "2023-02-08"), "", "credit", NULL },
  { "misc-002", "charge", CYCLE ("2023-02-01", "2023-03-01", "2023-02-08"), "", "charge", NULL },
  { "misc-003", "credit", CYCLE ("2024-09-01", "2024-10-01", "2024-09-15"), DAY_IS_USED, "credit", NULL },
  { "misc-003", "charge", CYCLE ("2024-09-01", "2024-10-01", "2024-09-15"), DAY_IS_USED, "charge", NULL },
  { "misc-004", "credit", CYCLE ("2024-09-01", "2024-10-01", "2024-09-15"), DAY_IS_USED, "credit", NULL },
  { "misc-014", "credit", CYCLE ("2024-04-01", "2024-05-01", "2024-04-05"), "", "credit", NULL },
  { "misc-014", "charge", CYCLE ("2024-04-01", "2024-05-01", "2024-04-05"), "", "charge", NULL },
  { "misc-015", "credit", CYCLE ("2024-04-01", "2024-05-01", "2024-04-05"), "", "credit", NULL },
  { "misc-015", "charge", CYCLE ("2024-04-01", "2024-05-01", "2024-04-05"), "", "charge", NULL },
};

/* A part in the middle of a cycle, [from, to): a suspension, or what begins and ends in the same cycle. */
typedef struct
{
  const char *id;
  const char *amount;
  CordCycle cycle;
  CordDate from;
  CordDate to;
  CordDayCount day_count;
} Span;

static GArray *
make_spans (void)
{
  const CordCycle year = { cord_date (2014, 1, 1), cord_date (2015, 1, 1) };
  const CordCycle january = { cord_date (2014, 1, 1), cord_date (2014, 2, 1) };
  const CordCycle april = { cord_date (2021, 4, 1), cord_date (2021, 5, 1) };
  const CordDate first = cord_date (2021, 4, 21), last = cord_date (2021, 4, 30);
  const Span spans[] = {
    { "kb-103",
      "credit",
      { cord_date (2013, 6, 15), cord_date (2013, 7, 15) },
      cord_date (2013, 6, 21),
      cord_date (2013, 6, 26),
      CORD_DAY_COUNT_ACTUAL },
    { "kb-106", "charge", january, cord_date (2014, 1, 10), cord_date (2014, 1, 17), CORD_DAY_COUNT_ACTUAL },
    { "kb-112", "credit", january, cord_date (2014, 1, 17), cord_date (2014, 1, 25), CORD_DAY_COUNT_ACTUAL },
    { "kb-119", "credit", year, cord_date (2014, 1, 14), cord_date (2014, 2, 8), CORD_DAY_COUNT_ACTUAL },
    { "kb-127",
      "credit",
      { cord_date (2012, 5, 31), cord_date (2013, 5, 31) },
      cord_date (2012, 7, 10),
      cord_date (2012, 7, 20),
      CORD_DAY_COUNT_ACTUAL },
    /* The last day is used: to the next one. */
    { "lago-021",
      "charge",
      { cord_date (2025, 2, 1), cord_date (2025, 3, 1) },
      cord_date (2025, 2, 8),
      cord_date (2025, 2, 22),
      CORD_DAY_COUNT_ACTUAL },
    { "lago-033",
      "charge",
      { cord_date (2024, 4, 15), cord_date (2024, 7, 15) },
      cord_date (2024, 5, 20),
      cord_date (2024, 6, 21),
      CORD_DAY_COUNT_ACTUAL },
    { "lago-034",
      "charge",
      { cord_date (2024, 4, 1), cord_date (2024, 7, 1) },
      cord_date (2024, 5, 20),
      cord_date (2024, 6, 21),
      CORD_DAY_COUNT_ACTUAL },
    { "zuora-010", "charge", april, first, last, CORD_DAY_COUNT_ACTUAL },
    { "zuora-011", "charge", april, first, last, CORD_DAY_COUNT_FIXED },
    { "zuora-012", "charge", april, first, last, CORD_DAY_COUNT_30_360 },
  };
  GArray *array = g_array_new (FALSE, FALSE, sizeof (Span));

  g_array_append_vals (array, spans, G_N_ELEMENTS (spans));
  return array;
}

/* Cases that another test holds, or that say why we differ: in test-published.c, by their path there. */
typedef struct
{
  const char *id;
  const char *member;
  const char *figure;
  const char *test;
} Named;

static const Named named[] = {
  { "flex-006", "expected_credit", "150", "credit-cap" },
  { "flex-007", "expected_credit", "20", "credit-cap" },
  { "flex-010", "expected_credit", "0", "credit-cap" },
  { "kb-117", "expected_credit", "0.00", "credit-cap" },
  { "kb-102", "expected_credit", "28.00", "back-dated-repair" },
  { "kb-102", "expected_charge", "13.00", "back-dated-repair" },
  { "met-007", "expected_charge", "1000.00", "one-time-fee" },
  { "misc-005", "expected_charge", "923.23", "more-than-a-cycle" },
  { "om-004", "expected_charge", "100.00", "figure/never-more-than-the-whole" },
  { "etf-001", "expected_charge", "164.64", "termination-fees" },
  { "etf-004", "expected_charge", "86.40", "termination-fees" },
  { "etf-011", "expected_charge", "220.00", "termination-fees" },
  { "etf-012", "expected_charge", "140.00", "termination-fees" },
  { "telco-006", "expected_credit", "8.16", "figure/optus-truncates-each-side" },
  { "misc-004", "expected_charge", "0.00", "figure/samsung-converts-to-days" },
  { "zuora-008", "expected_charge", "0.966666667", "figure/zuora-actual-360" },
  { "days-016", "extra.expected_days", "20", "figure/months-of-28-days" },
  { "days-018", "extra.expected_days", "20", "figure/months-of-28-days-from-february" },
  /* Traps, as the file itself calls them. */
  { "kb-frac-009", "expected_charge", "0.451612903", "figure/kill-bill-unaligned-cycle" },
  { "lago-032", "expected_credit", "4.99", "figure/lago-floating-point" },
  { "telco-007", "expected_charge", "20.00", "figure/spintel-first-day" },
  { "telco-008", "expected_charge", "7.74", "figure/hostfission-first-day" },
  { "misc-011", "expected_credit", "0.00", "second-unit-of-a-promotion" },
  { "misc-011", "expected_charge", "72.00", "second-unit-of-a-promotion" },
  { "misc-012", "expected_credit", "467.53", "figure/gumroad-restarts-the-year" },
  { "misc-012", "expected_charge", "998.00", "figure/gumroad-restarts-the-year" },
  { "misc-013", "expected_credit", "921.93", "figure/gumroad-restarts-it-again" },
  { "misc-013", "expected_charge", "1497.00", "figure/gumroad-restarts-it-again" },
};

/* The case being tried. */
typedef struct
{
  GVariant *test;
  const char *id;
  GHashTable *used; /* the entries of the tables above that match a case */
  GArray *spans;
  guint amounts;
} Work;

static char *
find_published (void)
{
  const char *shared = g_getenv ("CORD_SHARED");
  const char *root = g_getenv ("CORD_SOURCE_ROOT");

  if (shared != NULL)
    return g_build_filename (shared, "data", "proration-cases.json", NULL);
  return g_build_filename (root != NULL ? root : ".", "..", "shared", "data", "proration-cases.json", NULL);
}

static void
assert_same_amount (const Work *work, const char *what, const char *written, const char *expected)
{
  CordDecimal a, b;

  if (written == NULL || !cord_decimal_parse (written, 9, TRUE, &a, NULL)
      || !cord_decimal_parse (expected, 18, TRUE, &b, NULL) || cord_decimal_compare (a, b) != 0)
    g_error ("%s: %s is %s instead of %s", work->id, what, written, expected);
}

/* Whether two unreduced fractions are equal. */
static gboolean
same_fraction (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, "/", 2);
  g_auto (GStrv) second = g_strsplit (b, "/", 2);

  return g_ascii_strtoll (first[0], NULL, 10) * g_ascii_strtoll (second[1], NULL, 10)
         == g_ascii_strtoll (second[0], NULL, 10) * g_ascii_strtoll (first[1], NULL, 10);
}

static const char *
fraction_of (const Work *work, const char *amount)
{
  g_autofree char *member = g_strconcat (amount, "_fraction", NULL);

  return cord_value_get_string (work->test, member);
}

static const char *
expected_of (const Work *work, const char *amount)
{
  g_autofree char *member = g_strconcat ("expected_", amount, NULL);

  return cord_value_get_string (work->test, member);
}

static const char *
rounding_of (const Work *work)
{
  return g_strcmp0 (cord_value_get_string (work->test, "rounding"), "truncate") == 0 ? "truncate" : "half-up";
}

static const char *
price_of (const Work *work, const char *amount)
{
  const gboolean credit = strcmp (amount, "credit") == 0;
  const char *price = cord_value_get_string (work->test, credit ? "old_price" : "new_price");

  return price != NULL ? price : cord_value_get_string (work->test, "old_price");
}

/* The policy that the case names: its granularity, its rounding; and its zone. */
static GVariant *
prorate (const Work *work, const char *facts, const char *policy, const char *price)
{
  const char *granularity = cord_value_get_string (work->test, "granularity");
  const char *zone = cord_value_get_string (work->test, "extra.tz");
  const gboolean seconds = strcmp (granularity, "second") == 0 || strcmp (granularity, "nanosecond") == 0;
  g_autofree char *own = NULL, *text = NULL;
  g_autoptr (GVariant) input = NULL;

  if (facts == NULL)
    own = g_strdup_printf (CYCLE ("%s", "%s", "%s"), cord_value_get_string (work->test, "cycle_start"),
                           cord_value_get_string (work->test, "cycle_end"),
                           cord_value_get_string (work->test, "change_date"));
  text = g_strdup_printf ("{'id':'x',%s,'zone':'%s','old':'%s','new':'%s','scale':%d,'policy':{'tick':'%s','rounding':"
                          "'%s'%s}}",
                          facts != NULL ? facts : own, zone != NULL ? zone : "UTC", price, price,
                          (int)cord_value_get_integer (work->test, "scale", 2), seconds ? "second" : "day",
                          rounding_of (work), policy);
  input = json_document_parse_quoted (text);
  return cord_prorate_case (input, NULL);
}

/* The member of the answer has the published fraction, and the amount too. */
static gboolean
compare (const Work *work, GVariant *answer, const char *amount, const char *member)
{
  const char *published = fraction_of (work, amount);
  const char *counted = cord_value_get_string (answer, strcmp (member, "used_charge") == 0 ? "used" : "unused");

  if (counted == NULL || (published != NULL && !same_fraction (counted, published)))
    return FALSE;
  assert_same_amount (work, amount, cord_value_get_string (answer, member), expected_of (work, amount));
  return TRUE;
}

static gboolean
replay_reading (Work *work, const char *amount)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      const Reading *reading = &readings[i];
      g_autoptr (GVariant) answer = NULL;

      if (strcmp (reading->id, work->id) != 0 || strcmp (reading->amount, amount) != 0)
        continue;
      g_hash_table_add (work->used, (gpointer)reading);
      answer = prorate (work, reading->facts, reading->policy,
                        reading->price != NULL ? reading->price : price_of (work, amount));
      if (!compare (work, answer, amount, reading->answer))
        g_error ("%s: the %s is of another fraction than the reading's", work->id, amount);
      return TRUE;
    }
  return FALSE;
}

static gboolean
replay_span (Work *work, const char *amount)
{
  for (guint i = 0; i < work->spans->len; i++)
    {
      const Span *span = &g_array_index (work->spans, Span, i);
      const CordTicks ticks = { .policy = { .day_count = span->day_count, .fixed = 30 } };
      g_autofree char *fraction = NULL, *written = NULL;
      CordTickCycle cycle;
      CordDecimal price;
      gint64 counted, minor;

      if (strcmp (span->id, work->id) != 0 || strcmp (span->amount, amount) != 0)
        continue;
      g_hash_table_add (work->used, (gpointer)span);
      g_assert_true (cord_ticks_cycle (&ticks, span->cycle, &cycle, NULL));
      counted = cord_ticks_left (&ticks, &cycle, span->from) - cord_ticks_left (&ticks, &cycle, span->to);
      fraction = g_strdup_printf ("%d/%d", (int)counted, (int)cycle.ticks);
      if (!same_fraction (fraction, fraction_of (work, amount)))
        g_error ("%s: %s is not the published fraction", work->id, fraction);
      g_assert_true (cord_decimal_parse (price_of (work, amount), 9, FALSE, &price, NULL));
      g_assert_true (cord_decimal_scale_round (price, counted, cycle.ticks,
                                               (guint)cord_value_get_integer (work->test, "scale", 2),
                                               CORD_ROUNDING_HALF_UP, &minor, NULL));
      written = cord_decimal_to_string (
          (CordDecimal){ .unscaled = minor, .decimals = (guint8)cord_value_get_integer (work->test, "scale", 2) }, 0);
      assert_same_amount (work, amount, written, expected_of (work, amount));
      return TRUE;
    }
  return FALSE;
}

static gboolean
replay_named (Work *work, const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      if (strcmp (named[i].id, work->id) != 0 || strcmp (named[i].member, member) != 0)
        continue;
      g_hash_table_add (work->used, (gpointer)&named[i]);
      if (strcmp (member, "extra.expected_days") == 0)
        g_assert_cmpint (cord_value_get_integer (work->test, member, -1), ==, atoi (named[i].figure));
      else
        assert_same_amount (work, member, cord_value_get_string (work->test, member), named[i].figure);
      return TRUE;
    }
  return FALSE;
}

/* By its own dates: the published fraction is the unused part of the cycle, or the used one. */
static gboolean
replay_dates (const Work *work, const char *amount)
{
  const char *price = price_of (work, amount);
  g_autoptr (GVariant) answer = NULL;

  if (fraction_of (work, amount) == NULL || price == NULL || cord_value_get_string (work->test, "change_date") == NULL)
    return FALSE;
  answer = prorate (work, NULL, "", price);
  return compare (work, answer, amount, strcmp (amount, "credit") == 0 ? "credit" : "charge")
         || compare (work, answer, amount, "used_charge");
}

static gboolean
replay_amount (Work *work, const char *amount)
{
  g_autofree char *expected = g_strconcat ("expected_", amount, NULL);

  if (cord_value_get_string (work->test, expected) == NULL)
    return FALSE;
  if (!replay_named (work, expected) && !replay_reading (work, amount) && !replay_span (work, amount)
      && (!cord_value_get_boolean (work->test, "oracle") || !replay_dates (work, amount)))
    g_error ("%s: its %s is neither replayed nor named", work->id, amount);
  work->amounts++;
  return TRUE;
}

static gint64
minor_of (const Work *work, const char *member)
{
  const char *text = cord_value_get_string (work->test, member);
  CordMoney money;

  if (text == NULL)
    return 0;
  g_assert_true (cord_money_parse (text, "XTS", (guint)cord_value_get_integer (work->test, "scale", 2), &money, NULL));
  return money.minor;
}

/* Net is charge less credit; a tax is that of the rounded amount. */
static void
check_sums (Work *work)
{
  const char *rate = cord_value_get_string (work->test, "extra.tax_rate");
  g_autofree char *number = rate != NULL ? g_strndup (rate, strlen (rate) - strlen ("%")) : NULL;
  CordDecimal percent;
  gint64 tax;

  /* The figures of a trap may contradict each other: those of misc-013 differ by a cent. */
  if (cord_value_get_boolean (work->test, "oracle") && cord_value_get_string (work->test, "expected_net") != NULL)
    g_assert_cmpint (minor_of (work, "expected_net"), ==,
                     minor_of (work, "expected_charge") - minor_of (work, "expected_credit"));
  if (rate == NULL
      || strcmp (work->id, "lago-028") == 0) /* its tax is on the credit less a coupon: tax-of-the-rounded */
    return;
  g_assert_true (cord_decimal_parse (number, 6, FALSE, &percent, NULL));
  for (int i = 0; i < 2; i++)
    {
      const gint64 net = minor_of (work, i == 0 ? "expected_credit" : "expected_charge");
      const char *gross = i == 0 ? "extra.credit_incl_tax" : "extra.charge_incl_tax";

      g_assert_true (cord_minor_percent_round (net, percent, CORD_ROUNDING_HALF_UP, &tax, NULL));
      if (cord_value_get_string (work->test, gross) != NULL)
        g_assert_cmpint (net + tax, ==, minor_of (work, gross));
    }
}

static CordDate
date_of (const Work *work, const char *member)
{
  g_autofree char *text = g_strndup (cord_value_get_string (work->test, member), strlen ("YYYY-MM-DD"));
  CordDate date;

  g_assert_true (cord_date_parse (text, &date, NULL));
  return date;
}

static gboolean
check_days (Work *work)
{
  const gint64 expected = cord_value_get_integer (work->test, "extra.expected_days", -1);
  const gint64 fixed = cord_value_get_integer (work->test, "extra.fixed_days", 0);
  const char *zone = cord_value_get_string (work->test, "extra.tz");
  CordTicks ticks = { .zone = cord_zone_parse (zone != NULL ? zone : "UTC", NULL) };
  CordTickCycle cycle;

  if (expected < 0)
    return FALSE;
  ticks.policy.day_count = fixed == 30 ? CORD_DAY_COUNT_30_360 : CORD_DAY_COUNT_ACTUAL;
  if (!replay_named (work, "extra.expected_days"))
    {
      g_assert_true (cord_ticks_cycle (
          &ticks, (CordCycle){ date_of (work, "cycle_start"), date_of (work, "cycle_end") }, &cycle, NULL));
      if (cycle.ticks != expected)
        g_error ("%s: %d days instead of %d", work->id, (int)cycle.ticks, (int)expected);
    }
  cord_zone_unref (ticks.zone);
  return TRUE;
}

static gboolean
check_boundary (Work *work)
{
  const gint64 anchor = cord_value_get_integer (work->test, "bcd", 0);
  const CordCycleGrid grid = { .anchor = (int)anchor, .months = 1 };
  CordCycle cycle;

  if (strcmp (cord_value_get_string (work->test, "kind"), "cycle_boundary") != 0)
    return FALSE;
  cycle = cord_cycle_grid_at (&grid, date_of (work, "cycle_start"));
  g_assert_cmpint (cycle.start, ==, date_of (work, "cycle_start"));
  if (cord_value_get_string (work->test, "cycle_end") != NULL)
    g_assert_cmpint (cycle.end, ==, date_of (work, "cycle_end"));
  return TRUE;
}

static void
check_case (Work *work)
{
  const gboolean credit = replay_amount (work, "credit"), charge = replay_amount (work, "charge");

  if (credit || charge)
    check_sums (work);
  else if (!check_days (work) && !check_boundary (work))
    g_error ("%s is neither replayed nor named", work->id);
}

static void
assert_used (const Work *work, gconstpointer entry, const char *id)
{
  if (!g_hash_table_contains (work->used, entry))
    g_error ("%s is named here and not in the file, or not for that amount", id);
}

static void
test_file (void)
{
  g_autofree char *path = find_published ();
  g_autofree char *text = NULL;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) cases = NULL;
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) spans = make_spans ();
  Work work = { .used = used, .spans = spans };

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the published cases are not here");
      return;
    }
  document = json_document_parse (text);
  cases = cord_value_dup_array (document, "cases");
  for (gsize i = 0; i < cord_value_length (cases); i++)
    {
      g_autoptr (GVariant) test = cord_value_dup_at (cases, i);

      work.test = test;
      work.id = cord_value_get_string (test, "id");
      check_case (&work);
    }
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    assert_used (&work, &readings[i], readings[i].id);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    assert_used (&work, &named[i], named[i].id);
  for (guint i = 0; i < spans->len; i++)
    assert_used (&work, &g_array_index (spans, Span, i), g_array_index (spans, Span, i).id);
  g_test_message ("%u cases, %u amounts", (guint)cord_value_length (cases), work.amounts);
}

static void
assert_new (GHashTable *seen, const char *id, const char *amount)
{
  if (!g_hash_table_add (seen, g_strconcat (id, " ", amount, NULL)))
    g_error ("%s: its %s is accounted for twice", id, amount);
}

/* An amount is read in one way, or named; this holds without the file, too. */
static void
test_once (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) spans = make_spans ();

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    assert_new (seen, readings[i].id, readings[i].amount);
  for (guint i = 0; i < spans->len; i++)
    assert_new (seen, g_array_index (spans, Span, i).id, g_array_index (spans, Span, i).amount);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    assert_new (seen, named[i].id,
                g_str_has_prefix (named[i].member, "expected_") ? named[i].member + strlen ("expected_")
                                                                : named[i].member);
}

/* The tests that are named exist. */
static void
test_names (void)
{
  g_autofree char *source = json_document_load ("tests/billing/test-published.c");

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      const char *figure = strstr (named[i].test, "figure/");
      g_autofree char *text = figure != NULL ? g_strdup_printf ("{ \"%s\",", figure + strlen ("figure/"))
                                             : g_strdup_printf ("\"/billing/published/%s\"", named[i].test);

      if (strstr (source, text) == NULL)
        g_error ("%s: there is no test %s", named[i].id, named[i].test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/published-file/once", test_once);
  g_test_add_func ("/billing/published-file/names", test_names);
  g_test_add_func ("/billing/published-file/every-case", test_file);
  return g_test_run ();
}
