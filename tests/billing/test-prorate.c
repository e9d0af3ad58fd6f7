/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-output.h"
#include "billing/cord-prorate.h"
#include "billing/cord-proration.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* `prorate` case by case: docs/billing.md, "Command lines". */

typedef struct
{
  const char *name;
  const char *input;
  const char *expected;
} Case;

#define APRIL "'cycle':{'start':'2023-04-23','end':'2023-05-23'}"
#define MARCH "'cycle':{'start':'2024-03-01','end':'2024-04-01'}"

static const Case answers[] = {
  { "published-example",
    "{'id':'x'," APRIL ",'at':'2023-05-15','zone':'UTC','old':'19.95','new':null,'scale':2,"
    "'policy':{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'}}",
    "{'id':'x','used':'22/30','unused':'8/30','credit':'5.32','charge':null,'used_charge':'14.63','net':'-5.32'}" },
  { "policy-left-out", "{'id':'x'," APRIL ",'at':'2023-05-15','zone':'UTC','old':null,'new':'30','scale':2}",
    "{'id':'x','used':'22/30','unused':'8/30','credit':null,'charge':'8.00','used_charge':null,'net':'8.00'}" },
  { "no-price", "{'id':'x'," APRIL ",'at':'2023-05-15','zone':'UTC','old':null,'new':null,'scale':2}",
    "{'id':'x','used':'22/30','unused':'8/30','credit':null,'charge':null,'used_charge':null,'net':'0.00'}" },
  { "anchored",
    "{'id':'x','cycle':{'anchor':31,'months':1,'containing':'2024-02-10'},'at':'2024-02-10','zone':'UTC','old':'29.00',"
    "'new':'58.00','scale':2}",
    "{'id':'x','cycle':{'start':'2024-01-31','end':'2024-02-29'},'used':'10/29','unused':'19/29','credit':'19.00',"
    "'charge':'38.00','used_charge':'10.00','net':'19.00'}" },
  { "anchored-quarter-from-1970",
    "{'id':'x','cycle':{'anchor':1,'months':3,'containing':'2024-06-30'},'at':'2024-04-01','zone':'UTC','old':null,"
    "'new':'91','scale':0}",
    "{'id':'x','cycle':{'start':'2024-04-01','end':'2024-07-01'},'used':'0/91','unused':'91/91','credit':null,"
    "'charge':'91','used_charge':null,'net':'91'}" },
  { "at-the-end", "{'id':'x'," APRIL ",'at':'2023-05-23','zone':'UTC','old':'19.95','new':'30','scale':2}",
    "{'id':'x','used':'30/30','unused':'0/30','credit':'0.00','charge':'0.00','used_charge':'19.95','net':'0.00'}" },
  { "old-day-is-used",
    "{'id':'x'," APRIL ",'at':'2023-05-15','zone':'UTC','old':'30','new':'60','scale':2,'policy':{'change_day':'old'}}",
    "{'id':'x','used':'23/30','unused':'7/30','credit':'7.00','charge':'14.00','used_charge':'23.00','net':'7.00'}" },
  { "old-day-never-passes-the-end",
    "{'id':'x'," APRIL ",'at':'2023-05-23','zone':'UTC','old':'30','new':null,'scale':2,'policy':{'change_day':'old'}}",
    "{'id':'x','used':'30/30','unused':'0/30','credit':'0.00','charge':null,'used_charge':'30.00','net':'0.00'}" },
  { "fixed-first-day",
    "{'id':'x'," MARCH
    ",'at':'2024-03-01','zone':'UTC','old':'30','new':'60','scale':2,'policy':{'day_count':'fixed:30'}}",
    "{'id':'x','used':'0/30','unused':'30/30','credit':'30.00','charge':'60.00','used_charge':'0.00','net':'30.00'}" },
  { "fixed-second-day",
    "{'id':'x'," MARCH
    ",'at':'2024-03-03','zone':'UTC','old':'30','new':null,'scale':2,'policy':{'day_count':'fixed:30'}}",
    "{'id':'x','used':'1/30','unused':'29/30','credit':'29.00','charge':null,'used_charge':'1.00','net':'-29.00'}" },
  { "fixed-short-month",
    "{'id':'x','cycle':{'start':'2023-02-01','end':'2023-03-01'},'at':'2023-02-02','zone':'UTC','old':'30','new':null,"
    "'scale':2,'policy':{'day_count':'fixed:30'}}",
    "{'id':'x','used':'3/30','unused':'27/30','credit':'27.00','charge':null,'used_charge':'3.00','net':'-27.00'}" },
  { "fixed-first-day-of-a-short-month",
    "{'id':'x','cycle':{'start':'2023-02-01','end':'2023-03-01'},'at':'2023-02-01','zone':'UTC','old':'30','new':null,"
    "'scale':2,'policy':{'day_count':'fixed:30'}}",
    "{'id':'x','used':'0/30','unused':'30/30','credit':'30.00','charge':null,'used_charge':'0.00','net':'-30.00'}" },
  { "fixed-long-month",
    "{'id':'x'," MARCH
    ",'at':'2024-03-03','zone':'UTC','old':'28','new':null,'scale':2,'policy':{'day_count':'fixed:28'}}",
    "{'id':'x','used':'0/28','unused':'28/28','credit':'28.00','charge':null,'used_charge':'0.00','net':'-28.00'}" },
  { "fixed-quarter",
    "{'id':'x','cycle':{'start':'2024-01-01','end':'2024-04-01'},'at':'2024-03-12','zone':'UTC','old':'30','new':null,"
    "'scale':2,'policy':{'day_count':'fixed:30'}}",
    "{'id':'x','used':'10/30','unused':'20/30','credit':'20.00','charge':null,'used_charge':'10.00','net':'-20.00'}" },
  /* Half a cent rounds to a cent used, so that nothing is left to credit. */
  { "used-rounds-and-the-rest-is-credited",
    "{'id':'x'," APRIL ",'at':'2023-05-08','zone':'UTC','old':'0.01','new':null,'scale':2}",
    "{'id':'x','used':'15/30','unused':'15/30','credit':'0.00','charge':null,'used_charge':'0.01','net':'0.00'}" },
  { "strict-30-360",
    "{'id':'x','cycle':{'start':'2024-01-31','end':'2024-02-29'},'at':'2024-02-15','zone':'UTC','old':'29','new':null,"
    "'scale':2,'policy':{'day_count':'30/360'}}",
    "{'id':'x','used':'15/29','unused':'14/29','credit':'14.00','charge':null,'used_charge':'15.00','net':'-14.00'}" },
  { "second-over-spring-forward",
    "{'id':'x','cycle':{'start':'2024-03-31','end':'2024-04-01'},'at':'2024-03-31T12:00:00+02:00','zone':'Europe/"
    "Berlin',"
    "'old':'23','new':null,'scale':2,'policy':{'tick':'second'}}",
    "{'id':'x','used':'39600/82800','unused':'43200/82800','credit':'12.00','charge':null,'used_charge':'11.00',"
    "'net':'-12.00'}" },
  { "second-with-a-date",
    "{'id':'x'," MARCH ",'at':'2024-03-16','zone':'UTC','old':null,'new':'31','scale':2,'policy':{'tick':'second'}}",
    "{'id':'x','used':'1296000/2678400','unused':'1382400/2678400','credit':null,'charge':'16.00','used_charge':null,"
    "'net':'16.00'}" },
  { "day-of-an-instant-is-local",
    "{'id':'x'," MARCH ",'at':'2024-03-15T23:30:00Z','zone':'Europe/Berlin','old':null,'new':'31','scale':2}",
    "{'id':'x','used':'15/31','unused':'16/31','credit':null,'charge':'16.00','used_charge':null,'net':'16.00'}" },
  { "days-ignore-daylight-saving",
    "{'id':'x'," MARCH ",'at':'2024-03-31','zone':'Europe/Berlin','old':null,'new':'31','scale':2}",
    "{'id':'x','used':'30/31','unused':'1/31','credit':null,'charge':'1.00','used_charge':null,'net':'1.00'}" },
  { "large", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1000000000000000','scale':0}",
    "{'id':'x','used':'0/31','unused':'31/31','credit':null,'charge':'1000000000000000','used_charge':null,"
    "'net':'1000000000000000'}" },
  { "largest", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'92233720368547758.07','scale':2}",
    "{'id':'x','used':'0/31','unused':'31/31','credit':null,'charge':'92233720368547758.07','used_charge':null,"
    "'net':'92233720368547758.07'}" },
  { "fine-price", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'0.000001','scale':0}",
    "{'id':'x','used':'0/31','unused':'31/31','credit':null,'charge':'0','used_charge':null,'net':'0'}" },
  { "number-as-id", "{'id':7," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1','scale':0}",
    "{'id':7,'used':'0/31','unused':'31/31','credit':null,'charge':'1','used_charge':null,'net':'1'}" },
};

static void
test_answer (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GVariant) input = json_document_parse_quoted (test->input);
  g_autofree char *expected = g_strdelimit (g_strdup (test->expected), "'", '"');
  gboolean failed = TRUE;
  g_autoptr (GVariant) answer = cord_prorate_case (input, &failed);
  g_autofree char *written = cord_output_to_json (answer);

  g_assert_cmpstr (written, ==, expected);
  g_assert_false (failed);
}

/* name, input, "code" */
static const Case refusals[] = {
  { "outside", "{'id':'x'," MARCH ",'at':'2024-04-02','zone':'UTC','old':null,'new':'1','scale':0}", "impossible" },
  { "before", "{'id':'x'," MARCH ",'at':'2024-02-29','zone':'UTC','old':null,'new':'1','scale':0}", "impossible" },
  { "end-before-start",
    "{'id':'x','cycle':{'start':'2024-03-01','end':'2024-02-01'},'at':'2024-02-29','zone':'UTC','new':'1','scale':0}",
    "impossible" },
  { "empty-cycle",
    "{'id':'x','cycle':{'start':'2024-03-01','end':'2024-03-01'},'at':'2024-03-01','zone':'UTC','new':'1','scale':0}",
    "impossible" },
  { "nothing-to-count",
    "{'id':'x','cycle':{'start':'2024-03-30','end':'2024-03-31'},'at':'2024-03-30','zone':'UTC','new':'1','scale':0,"
    "'policy':{'day_count':'30/360'}}",
    "impossible" },
  { "anchor-0",
    "{'id':'x','cycle':{'anchor':0,'months':1,'containing':'2024-03-01'},'at':'2024-03-01','zone':'UTC','scale':0}",
    "invalid" },
  { "anchor-32",
    "{'id':'x','cycle':{'anchor':32,'months':1,'containing':'2024-03-01'},'at':'2024-03-01','zone':'UTC','scale':0}",
    "invalid" },
  { "months-0",
    "{'id':'x','cycle':{'anchor':1,'months':0,'containing':'2024-03-01'},'at':'2024-03-01','zone':'UTC','scale':0}",
    "invalid" },
  { "scale-10", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1','scale':10}", "invalid" },
  { "scale-text", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1','scale':'2'}", "invalid" },
  { "scale-fraction", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1','scale':2.0}",
    "invalid" },
  { "overflow", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'92233720368547758.08','scale':2}",
    "overflow" },
  { "overflow-of-the-old-price",
    "{'id':'x'," MARCH ",'at':'2024-03-31','zone':'UTC','old':'100000000000000000000','new':null,'scale':2}",
    "overflow" },
  { "many-digits",
    "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','new':'1234567890123456789012345678901234567890','scale':0}",
    "overflow" },
  { "price-number", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':1,'scale':0}", "invalid" },
  { "price-decimal", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':1.5,'scale':1}", "invalid" },
  { "price-negative", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'-1','scale':0}",
    "invalid" },
  { "price-exponent", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1e3','scale':0}",
    "invalid" },
  { "price-bare-point", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','old':null,'new':'1.','scale':0}",
    "invalid" },
  { "price-too-fine", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','new':'1.0000000','scale':0}", "invalid" },
  { "zone", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'Mars/Olympus','new':'1','scale':0}", "zone" },
  { "zone-missing", "{'id':'x'," MARCH ",'at':'2024-03-01','new':'1','scale':0}", "invalid" },
  { "at-without-offset", "{'id':'x'," MARCH ",'at':'2024-03-01T10:00:00','zone':'UTC','new':'1','scale':0}",
    "invalid" },
  { "at-no-date", "{'id':'x'," MARCH ",'at':'2024-02-30','zone':'UTC','new':'1','scale':0}", "invalid" },
  { "second-with-fixed",
    "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','scale':0,'policy':{'tick':'second','day_count':'fixed:30'}}",
    "invalid" },
  { "second-with-old",
    "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','scale':0,'policy':{'tick':'second','change_day':'old'}}",
    "invalid" },
  { "tick", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','scale':0,'policy':{'tick':'hour'}}", "invalid" },
  { "fixed-0", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','scale':0,'policy':{'day_count':'fixed:0'}}",
    "invalid" },
  { "rounding", "{'id':'x'," MARCH ",'at':'2024-03-01','zone':'UTC','scale':0,'policy':{'rounding':'up'}}", "invalid" },
  { "no-cycle", "{'id':'x','at':'2024-03-01','zone':'UTC','scale':0}", "invalid" },
};

static void
test_refusal (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GVariant) input = json_document_parse_quoted (test->input);
  gboolean failed = FALSE;
  g_autoptr (GVariant) answer = cord_prorate_case (input, &failed);

  g_assert_true (failed);
  g_assert_cmpstr (cord_value_get_string (answer, "id"), ==, "x");
  g_assert_cmpstr (cord_value_get_string (answer, "error.code"), ==, test->expected);
  g_assert_nonnull (cord_value_get_string (answer, "error.message"));
}

static void
test_without_id (void)
{
  static const char *const inputs[] = { "{}", "[]", "7", "{'id':null,'scale':2}", "{'id':{},'scale':2}" };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GVariant) input = json_document_parse_quoted (inputs[i]);
      gboolean failed = FALSE;
      g_autoptr (GVariant) answer = cord_prorate_case (input, &failed);
      g_autofree char *written = cord_output_to_json (answer);

      g_assert_true (failed);
      g_assert_true (g_str_has_prefix (written, "{\"id\":null,\"error\":{\"code\":\"invalid\","));
    }
}

/* A table of zones makes it faster and changes nothing else. */
static void
test_zones (void)
{
  g_autoptr (GHashTable) zones = cord_prorate_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GVariant) input = json_document_parse_quoted (answers[i].input);
      g_autoptr (GVariant) alone = cord_prorate_case (input, NULL);
      g_autofree char *written = cord_output_to_json (alone);
      g_autoptr (GString) kept = g_string_new (NULL);

      g_assert_true (cord_prorate_case_append (zones, input, kept));
      g_assert_cmpstr (kept->str, ==, written);
    }
  g_assert_cmpuint (g_hash_table_size (zones), ==, 2);
}

/* used + unused is the whole, credit + used_charge the whole price, and unused never grows with the date. */
static void
test_parts_sum (void)
{
  static const char *const policies[]
      = { "{}", "{'day_count':'fixed:30'}", "{'day_count':'30/360'}", "{'change_day':'old'}", "{'tick':'second'}" };
  CordTicks ticks = { .zone = cord_zone_parse ("Europe/Berlin", NULL) };

  for (guint p = 0; p < G_N_ELEMENTS (policies); p++)
    {
      g_autoptr (GVariant) policy = json_document_parse_quoted (policies[p]);
      const CordView view = cord_view (policy);

      g_assert_true (cord_billing_policy_parse (&view, NULL, &ticks.policy, NULL));
      for (int i = 0; i < 400; i++)
        {
          const CordCycleGrid grid
              = { .anchor = g_test_rand_int_range (1, 32), .months = g_test_rand_int_range (1, 13) };
          const CordCycle dates = cord_cycle_grid_at (&grid, cord_date (g_test_rand_int_range (1999, 2040), 2, 28));
          CordTickCycle cycle;
          gint64 before = G_MAXINT64;

          g_assert_true (cord_ticks_cycle (&ticks, dates, &cycle, NULL));
          for (CordDate date = dates.start; date <= dates.end; date += 1 + (dates.end - dates.start) / 13)
            {
              CordProration proration = { .ticks = &ticks,
                                          .cycle = &cycle,
                                          .at = cord_ticks_of_date (&ticks, date),
                                          .has_old = TRUE,
                                          .has_new = TRUE,
                                          .scale = 2 };
              CordProrated result;
              gint64 whole;

              proration.old_price = (CordDecimal){ .unscaled = g_test_rand_int_range (0, 1000000), .decimals = 3 };
              proration.new_price = proration.old_price;
              g_assert_true (cord_proration_compute (&proration, &result, NULL));
              g_assert_true (
                  cord_decimal_scale_round (proration.old_price, 1, 1, 2, CORD_ROUNDING_HALF_UP, &whole, NULL));
              g_assert_cmpint (result.used + result.unused, ==, result.whole);
              g_assert_cmpint (result.credit + result.used_charge, ==, whole);
              g_assert_cmpint (result.unused, <=, before);
              g_assert_cmpint (ABS (result.net), <=, 1); /* the same price either side: a cent of rounding at most */
              before = result.unused;
            }
        }
    }
  cord_zone_unref (ticks.zone);
}

static void
add_cases (const char *prefix, const Case *cases, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("/billing/prorate/answer/", answers, G_N_ELEMENTS (answers), test_answer);
  add_cases ("/billing/prorate/refusal/", refusals, G_N_ELEMENTS (refusals), test_refusal);
  g_test_add_func ("/billing/prorate/without-id", test_without_id);
  g_test_add_func ("/billing/prorate/zones", test_zones);
  g_test_add_func ("/billing/prorate/parts-sum", test_parts_sum);
  return g_test_run ();
}
