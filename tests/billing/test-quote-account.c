/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* What applies to the whole account and not to one product: tax in the price, billing in arrears, the billing day,
 * allowances. Each computed by hand. A row is "lines; this; next from; steady from; year" with a line "key cycle
 * ticks net tax" and a sum "net+tax"; and an allowance "name cycle current candidate". */

typedef struct
{
  const char *name;
  const char *rules; /* before the catalog */
  const char *history;
  const char *now;
  const char *change;
  const char *effective; /* NULL with a reversal */
  const char *answer;
} Case;

#define MONTHLY "'cycle':{'anchor':1,'months':1}"
#define INCLUSIVE MONTHLY ",'tax':'inclusive'"
#define START_AT(offer, date)                                                                                          \
  "{'type':'start','product':'p','offer':'" offer "','effective':'" date "','recorded':'" date "'}"
#define START(offer) START_AT (offer, "2024-01-01")
#define TO(offer) "{'type':'change','product':'p','offer':'" offer "'}"
#define BILLING_DAY(anchor) "{'type':'billing-day','anchor':" anchor "}"
#define EXTENSION(anchor) "{'type':'billing-day','anchor':" anchor ",'bill':'extension'}"
#define MOVED(anchor, effective, recorded)                                                                             \
  "{'type':'billing-day','anchor':" anchor ",'effective':'" effective "','recorded':'" recorded "'}"
#define EXTENDED(anchor, effective, recorded)                                                                          \
  "{'type':'billing-day','anchor':" anchor ",'bill':'extension','effective':'" effective "',"                          \
  "'recorded':'" recorded "'}"

static const char catalog[] = "'catalog':{'S':{'price':'30.00'},'M':{'price':'60.00'},'T':{'price':'30.00','tax':'19'},"
                              "'A':{'price':'30.00','billed':'arrears'},"
                              "'D1':{'price':'30.00','allowances':{'data':{'amount':3000,'partial':'prorate'},'sms':{'"
                              "amount':100,'partial':'full'},"
                              "'talk':{'amount':60,'partial':'forfeit'}}},"
                              "'D2':{'price':'60.00','allowances':{'data':{'amount':9000,'partial':'prorate'},'sms':{'"
                              "amount':500,'partial':'full'},"
                              "'talk':{'amount':600,'partial':'forfeit'}}}}";

static const Case cases[] = {
  /* 15.00 holds 15 × 19 ÷ 119 = 2.3950 of tax; a month 30 × 19 ÷ 119 = 4.7899; the year 2.39 + 12 × 4.79 */
  { "tax-included", INCLUSIVE, START ("S"), "2024-06-16", TO ("T"), "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | recurring/p/30.00/19 2024-06-01 15/30 12.61 2.39; -2.39+2.39; "
    "2024-07-01 25.21+4.79; 2024-07-01 25.21+4.79; 300.13+59.87" },
  { "tax-included-credit", INCLUSIVE, START ("T"), "2024-06-16", "{'type':'remove','product':'p'}", "2024-06-16",
    "recurring/p/30.00/19 2024-06-01 15/30 -12.61 -2.39; -12.61+-2.39; 2024-07-01 0.00+0.00; 2024-07-01 0.00+0.00; "
    "-12.61+-2.39" },
  /* Nothing of June is billed before July; July's bill is June in arrears. */
  { "arrears-are-not-owed-yet", MONTHLY, START ("A"), "2024-06-16", "{'type':'remove','product':'p'}", "2024-06-16",
    "; 0.00+0.00; 2024-07-01 15.00+0.00; 2024-07-01 0.00+0.00; 15.00+0.00" },
  { "arrears-back-dated", MONTHLY, START ("A"), "2024-06-16", "{'type':'remove','product':'p'}", "2024-05-16",
    "recurring/p/30.00/0/arrears 2024-05-01 15/31 -15.48 0.00; -15.48+0.00; 2024-07-01 0.00+0.00; 2024-07-01 "
    "0.00+0.00; "
    "-15.48+0.00" },
  { "to-arrears", MONTHLY, START ("S"), "2024-06-16", TO ("A"), "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00; -15.00+0.00; 2024-07-01 15.00+0.00; 2024-07-01 30.00+0.00; "
    "330.00+0.00" },
  { "to-advance", MONTHLY, START ("A"), "2024-06-16", TO ("S"), "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00; 15.00+0.00; 2024-07-01 45.00+0.00; 2024-07-01 30.00+0.00; "
    "390.00+0.00" },
  { "a-ledger-with-arrears", MONTHLY, START_AT ("A", "2024-05-01"), "2024-06-16",
    "{'type':'remove','product':'p'},'invoiced':[{'key':'recurring/p/30.00/0/"
    "arrears','cycle':'2024-06-01','net':'30.00'}]",
    "2024-06-16",
    "recurring/p/30.00/0/arrears 2024-05-01 31/31 30.00 0.00 | recurring/p/30.00/0/arrears 2024-06-01 0/30 -30.00 "
    "0.00; "
    "0.00+0.00; 2024-07-01 15.00+0.00; 2024-07-01 0.00+0.00; 15.00+0.00" },
  /* The stub of 1 to 15 July is 14 of the 30 days from 15 June; then twelve whole months to 15 June. */
  { "a-later-billing-day", MONTHLY, START ("S"), "2024-06-16", BILLING_DAY ("15"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 14.00+0.00; 2024-07-15 30.00+0.00; 374.00+0.00" },
  { "an-extension", MONTHLY, START ("S"), "2024-06-16", EXTENSION ("15"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 44.00+0.00; 2024-07-15 30.00+0.00; 374.00+0.00" },
  /* From the 15th to the 1st: 15 July to 1 August is 17 of the 31 days of July. */
  { "an-earlier-billing-day", "'cycle':{'anchor':15,'months':1}", START ("S"), "2024-06-16", BILLING_DAY ("1"),
    "2024-06-16", "; 0.00+0.00; 2024-07-15 16.45+0.00; 2024-08-01 30.00+0.00; 346.45+0.00" },
  { "the-same-billing-day", MONTHLY, START ("S"), "2024-06-16", BILLING_DAY ("1"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-07-01 30.00+0.00; 360.00+0.00" },
  { "a-billing-day-on-the-first-day", MONTHLY, START ("S"), "2024-06-01", BILLING_DAY ("31"), "2024-06-01",
    "; 0.00+0.00; 2024-07-01 29.03+0.00; 2024-07-31 30.00+0.00; 359.03+0.00" }, /* 30 of the 31 days from 30 June */
  { "a-billing-day-from-a-date", MONTHLY, START ("S"), "2024-06-16", BILLING_DAY ("15"), "2024-08-02",
    "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-09-15 30.00+0.00; 373.55+0.00" }, /* 14 of the 31 days from 15 August */
  /* In the stub a change is counted in the same thirty days: 15.00 less 5 of 30, 30.00 more for them. */
  { "a-change-in-the-stub", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"), "2024-07-10", TO ("M"),
    "2024-07-10",
    "recurring/p/30.00/0 2024-07-01 9/30 -5.00 0.00 | recurring/p/60.00/0 2024-07-01 5/30 10.00 0.00; 5.00+0.00; "
    "2024-07-15 60.00+0.00; 2024-07-15 60.00+0.00; 725.00+0.00" },
  /* Both cycles of an extension are billed on 1 July: 5 of 30 days of the stub, and the whole cycle from 15 July. */
  { "a-change-in-an-extension", MONTHLY, START ("S") "," EXTENDED ("15", "2024-06-16", "2024-06-16"), "2024-07-10",
    TO ("M"), "2024-07-10",
    "recurring/p/30.00/0 2024-07-01 9/30 -5.00 0.00 | recurring/p/60.00/0 2024-07-01 5/30 10.00 0.00 | "
    "recurring/p/30.00/0 2024-07-15 0/31 -30.00 0.00 | recurring/p/60.00/0 2024-07-15 31/31 60.00 0.00; 35.00+0.00; "
    "2024-08-15 60.00+0.00; 2024-07-15 60.00+0.00; 695.00+0.00" },
  { "a-pending-billing-day-is-superseded", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"),
    "2024-06-20", BILLING_DAY ("20"), "2024-06-20",
    "; 0.00+0.00; 2024-07-01 19.00+0.00; 2024-07-20 30.00+0.00; 379.00+0.00" },
  /* Nothing moves on 1 July: the stub is 1 to 20 September, 19 of the 31 days from 20 August. */
  { "a-pending-billing-day-never-begins", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"),
    "2024-06-20", BILLING_DAY ("20"), "2024-08-02",
    "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-09-20 30.00+0.00; 378.39+0.00" },
  { "a-pending-billing-day-is-undone", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"), "2024-06-20",
    "{'type':'reversal','of':2}", NULL, "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-07-01 30.00+0.00; 360.00+0.00" },
  /* What is billed with the extension on 1 July stays: the next bill to begin is that of 15 August. Its stub is 5 of
   * the 31 days from 20 July, 4.84, before eleven months. */
  { "a-billing-day-after-an-extension", MONTHLY, START ("S") "," EXTENDED ("15", "2024-06-16", "2024-06-16"),
    "2024-07-10", BILLING_DAY ("20"), "2024-07-10",
    "; 0.00+0.00; 2024-08-15 4.84+0.00; 2024-08-20 30.00+0.00; 334.84+0.00" },
  /* 5 of the 30 days from 20 June, then twelve months to 20 June. */
  { "a-billing-day-that-begins-today-stays", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"),
    "2024-07-01", BILLING_DAY ("20"), "2024-07-01",
    "; 0.00+0.00; 2024-07-15 5.00+0.00; 2024-07-20 30.00+0.00; 365.00+0.00" },
  /* Three cycles of a discount: June in part, then the stub together with the cycle after it, then one more: 7 + 15 +
   * 15, and ten months at 30. */
  { "a-stub-is-not-counted-alone", MONTHLY,
    START ("S") "," MOVED ("15", "2024-06-16",
                           "2024-06-16") ","
                                         "{'type':'discount','product':'p','discount':'d','percent':'50','cycles':3,'"
                                         "effective':'2024-06-16','recorded':'2024-06-16'}",
    "2024-06-16", "{'type':'change','product':'p','quantity':1}", "2024-06-16",
    "; 0.00+0.00; 2024-07-01 7.00+0.00; 2024-09-15 30.00+0.00; 337.00+0.00" },
  /* The other product's three cycles end with the new ones on 15 September: 14 + 7, 30 + 15 twice, and ten months. */
  { "a-billing-day-is-every-product's", MONTHLY,
    START ("S") ",{'type':'start','product':'q','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'},"
                "{'type':'discount','product':'q','discount':'d','percent':'50','cycles':3,'effective':'2024-06-16','"
                "recorded':'2024-06-16'}",
    "2024-06-16", BILLING_DAY ("15"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 21.00+0.00; 2024-09-15 60.00+0.00; 711.00+0.00" },
  { "fixed-days-in-a-stub", MONTHLY ",'policy':{'day_count':'fixed:30'}", START ("S"), "2024-06-16", BILLING_DAY ("15"),
    "2024-06-16", "; 0.00+0.00; 2024-07-01 14.00+0.00; 2024-07-15 30.00+0.00; 374.00+0.00" },
  { "arrears-of-a-stub", MONTHLY, START ("A"), "2024-06-16", BILLING_DAY ("15"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-07-15 30.00+0.00; 374.00+0.00" },
  /* July's bill is June; August's is the stub and the cycle from 15 July together. */
  { "arrears-of-an-extension", MONTHLY, START ("A"), "2024-06-16", EXTENSION ("15"), "2024-06-16",
    "; 0.00+0.00; 2024-07-01 30.00+0.00; 2024-07-15 30.00+0.00; 374.00+0.00" },
  /* 15 of 30 days of each plan for data, both whole for messages, only the new plan's for talk. */
  { "allowances", MONTHLY, START ("D1"), "2024-06-16", TO ("D2"), "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | recurring/p/60.00/0 2024-06-01 15/30 30.00 0.00; 15.00+0.00; "
    "2024-07-01 60.00+0.00; 2024-07-01 60.00+0.00; 735.00+0.00; data 2024-06-01 3000 6000; sms 2024-06-01 100 600; "
    "talk 2024-06-01 60 600" },
  /* Two until the 16th, then one: three halves of the data, and the messages of two. */
  { "allowances-of-fewer", MONTHLY,
    "{'type':'start','product':'p','offer':'D1','quantity':2,'effective':'2024-01-01','recorded':'2024-01-01'}",
    "2024-06-16", "{'type':'change','product':'p','quantity':1}", "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 45/30 -15.00 0.00; -15.00+0.00; 2024-07-01 30.00+0.00; 2024-07-01 30.00+0.00; "
    "345.00+0.00; data 2024-06-01 6000 4500; sms 2024-06-01 200 200; talk 2024-06-01 120 60" },
  /* The first of 31 days counts nothing where a month is 30 days. */
  { "allowances-without-a-tick", MONTHLY ",'policy':{'day_count':'fixed:30'}", START_AT ("D1", "2024-03-01"),
    "2024-03-02", TO ("D2"), "2024-03-02",
    "recurring/p/30.00/0 2024-03-01 0/30 -30.00 0.00 | recurring/p/60.00/0 2024-03-01 30/30 60.00 0.00; 30.00+0.00; "
    "2024-04-01 60.00+0.00; 2024-04-01 60.00+0.00; 750.00+0.00; data 2024-03-01 3000 9000; sms 2024-03-01 100 500; "
    "talk 2024-03-01 60 600" },
  /* July: 10/31 of 3000 are 968, 21/31 of 9000 are 6097; 9.68 + 40.65 of money, and eleven months. */
  { "allowances-in-a-cycle-to-come", MONTHLY, START ("D1"), "2024-06-16", TO ("D2"), "2024-07-11",
    "; 0.00+0.00; 2024-07-01 50.33+0.00; 2024-08-01 60.00+0.00; 710.33+0.00; data 2024-07-01 3000 7065; "
    "sms 2024-07-01 100 600; talk 2024-07-01 60 600" },
  { "allowances-of-a-reversal", MONTHLY,
    START ("D1") ",{'type':'change','product':'p','offer':'D2','effective':'2024-06-16','recorded':'2024-06-16'}",
    "2024-06-20", "{'type':'reversal','of':2}", NULL,
    "recurring/p/30.00/0 2024-06-01 30/30 15.00 0.00 | recurring/p/60.00/0 2024-06-01 0/30 -30.00 0.00; -15.00+0.00; "
    "2024-07-01 30.00+0.00; 2024-07-01 30.00+0.00; 345.00+0.00; data 2024-06-01 6000 3000; sms 2024-06-01 600 100; "
    "talk 2024-06-01 600 60" },
  { "allowances-of-what-is-removed", MONTHLY, START ("D1"), "2024-06-16", "{'type':'remove','product':'p'}",
    "2024-06-16",
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00; -15.00+0.00; 2024-07-01 0.00+0.00; 2024-07-01 0.00+0.00; "
    "-15.00+0.00; data 2024-06-01 3000 1500; sms 2024-06-01 100 100; talk 2024-06-01 60 0" },
};

static CordQuote *
quote_case (const Case *test, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin',%s,%s,'history':[%s],'now':'%s','change':%s%s%s%s}",
      test->rules, catalog, test->history, test->now, test->change, test->effective != NULL ? ",'effective':'" : "",
      test->effective != NULL ? test->effective : "", test->effective != NULL ? "'" : "");
  g_autoptr (GVariant) input = json_document_parse_quoted (text);

  return cord_quote_new (input, error);
}

static void
print_sum (GString *text, GVariant *ladder, const char *step, gboolean with_cycle)
{
  g_autoptr (GVariant) row = cord_value_dup_object (ladder, step);

  g_string_append (text, "; ");
  if (with_cycle)
    g_string_append_printf (text, "%s ", cord_value_get_string (row, "cycle.start"));
  g_string_append_printf (text, "%s+%s", cord_value_get_string (row, "net"), cord_value_get_string (row, "tax"));
}

static void
print_lines (GString *text, GVariant *value)
{
  g_autoptr (GVariant) lines = cord_value_dup_array (value, "lines");

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);

      g_string_append_printf (text, "%s%s %s %s %s %s", i > 0 ? " | " : "", cord_value_get_string (line, "key"),
                              cord_value_get_string (line, "cycle.start"), cord_value_get_string (line, "ticks"),
                              cord_value_get_string (line, "net"), cord_value_get_string (line, "tax"));
    }
}

static void
print_allowances (GString *text, CordQuote *quote)
{
  const CordQuoteChange *change = g_ptr_array_index (cord_quote_get_changes (quote), 0);
  GPtrArray *entitlements = change->entitlements;

  for (guint i = 0; i < entitlements->len; i++)
    {
      const CordEntitlement *entitlement = g_ptr_array_index (entitlements, i);
      g_autofree char *start = cord_date_to_string (entitlement->cycle.start);

      g_string_append_printf (text, "; %s %s %d %d", entitlement->allowance, start, (int)entitlement->current,
                              (int)entitlement->candidate);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = quote_case (test, &error);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) ladder = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  value = cord_quote_to_value (quote);
  ladder = cord_value_dup_object (value, "ladder.candidate");
  print_lines (text, value);
  print_sum (text, ladder, "this", FALSE);
  print_sum (text, ladder, "next", TRUE);
  print_sum (text, ladder, "steady", TRUE);
  print_sum (text, ladder, "year", FALSE);
  if (g_str_has_prefix (test->name, "allowances"))
    print_allowances (text, quote);
  g_assert_cmpstr (text->str, ==, test->answer);
}

/* The history alone, the change, and why it cannot be. */
static const Case refusals[] = {
  { "a-move-that-has-begun", MONTHLY, START ("S") "," MOVED ("15", "2024-04-16", "2024-04-16"), "2024-06-16",
    "{'type':'reversal','of':2}", NULL, "change" },
  { "a-move-that-begins-today", MONTHLY, START ("S") "," MOVED ("15", "2024-06-16", "2024-06-16"), "2024-07-01",
    "{'type':'reversal','of':2}", NULL, "change" },
  { "what-would-begin-in-the-past", MONTHLY,
    START ("S") "," MOVED ("15", "2024-04-16", "2024-04-16") "," MOVED ("20", "2024-08-01", "2024-04-20"), "2024-06-16",
    "{'type':'reversal','of':3}", NULL, "change" },
  { "in-weeks", "'cycle':{'days':7,'first':'2024-01-01'}", START ("S"), "2024-06-16", BILLING_DAY ("15"), "2024-06-16",
    "change.type" },
};

static void
test_refusal (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (quote_case (test, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "impossible");
  g_assert_cmpstr (cord_error_get_member (error), ==, test->answer);
}

/* Every row of both ladders is the sum of its lines. */
static void
check_row (CordQuote *quote, gboolean candidate, CordLadderStep step, guint after, const CordBillRow *row)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quote, candidate, step, after);
  gint64 net = 0, tax = 0, gross = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      gint64 ticks = 0;

      for (guint j = 0; j < line->parts->len; j++)
        ticks += g_array_index (line->parts, CordBillPart, j).ticks
                 * g_array_index (line->parts, CordBillPart, j).quantity;
      if (line->ticks >= 0)
        g_assert_cmpint (ticks, ==, line->ticks);
      net += line->net;
      tax += line->tax;
      gross += line->gross;
    }
  g_assert_cmpint (net, ==, row->net);
  g_assert_cmpint (tax, ==, row->tax);
  g_assert_cmpint (gross, ==, row->gross);
}

static void
test_rows_open (gconstpointer data)
{
  g_autoptr (CordQuote) quote = quote_case (data, NULL);

  for (int candidate = 0; candidate < 2; candidate++)
    {
      const CordLadder *ladder = candidate ? cord_quote_get_candidate (quote) : cord_quote_get_current (quote);

      check_row (quote, candidate, CORD_LADDER_THIS, 0, &ladder->this_bill);
      check_row (quote, candidate, CORD_LADDER_NEXT, 0, &ladder->next);
      if (ladder->has_first)
        check_row (quote, candidate, CORD_LADDER_FIRST, 0, &ladder->first);
      check_row (quote, candidate, CORD_LADDER_STEADY, 0, &ladder->steady);
      check_row (quote, candidate, CORD_LADDER_YEAR, 0, &ladder->year);
      for (guint i = 0; i < ladder->after->len; i++)
        check_row (quote, candidate, CORD_LADDER_AFTER, i,
                   &((CordPromotionEnd *)g_ptr_array_index (ladder->after, i))->row);
    }
}

static void
add_tests (const char *folder, const Case *all, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/", folder, "/", all[i].name, NULL);

      g_test_add_data_func (path, &all[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tests ("account", cases, G_N_ELEMENTS (cases), test_case);
  add_tests ("account-rows", cases, G_N_ELEMENTS (cases), test_rows_open);
  add_tests ("account-refusal", refusals, G_N_ELEMENTS (refusals), test_refusal);
  return g_test_run ();
}
