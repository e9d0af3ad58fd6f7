/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-bill-explain.h"
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* The worked examples of the quote format, byte for byte. */

static CordQuote *
quote_example (int number)
{
  g_autofree char *path = g_strdup_printf ("tests/billing/data/example-%d.input.json", number);
  g_autofree char *text = json_document_load (path);
  g_autoptr (GVariant) input = json_document_parse (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static void
check_example (int number)
{
  g_autoptr (CordQuote) quote = quote_example (number);
  g_autofree char *path = g_strdup_printf ("tests/billing/data/example-%d.output.json", number);
  g_autofree char *text = json_document_load (path);
  g_autofree char *expected = json_document_squeeze (text);
  g_autofree char *written = cord_quote_to_json (quote);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_upgrade (void)
{
  check_example (1);
}

static void
test_reversal (void)
{
  check_example (2);
}

/* What applies to the account: tax in the price, arrears, a discount that comes with the change, allowances. */
static void
test_account (void)
{
  check_example (3);
}

static void
test_billing_day (void)
{
  check_example (4);
}

static void
test_changes (void)
{
  check_example (5);
}

static void
test_getters (void)
{
  g_autoptr (CordQuote) upgrade = quote_example (1);
  g_autoptr (CordQuote) reversal = quote_example (2);
  const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (upgrade), 4);
  const CordBillLine *fee = g_ptr_array_index (cord_quote_get_lines (upgrade), 2);

  g_assert_cmpstr (cord_quote_get_currency (upgrade), ==, "EUR");
  g_assert_cmpuint (cord_quote_get_scale (upgrade), ==, 2);
  g_assert_cmpint (cord_quote_get_now (upgrade), ==, cord_date (2024, 6, 17));
  g_assert_cmpint (cord_quote_get_effective (upgrade), ==, cord_date (2024, 6, 17));
  g_assert_cmpint (cord_quote_get_effective (reversal), ==, CORD_DATE_NONE);
  g_assert_cmpstr (cord_quote_get_replaced (upgrade), ==, "25.00");
  g_assert_null (cord_quote_get_replaced (reversal));
  g_assert_cmpstr (cord_quote_get_letters (reversal), ==, "3BH7Y8HX");
  g_assert_cmpint (cord_quote_get_candidate (upgrade)->year.gross, ==, 63112);
  g_assert_cmpuint (cord_quote_get_candidate (upgrade)->after->len, ==, 1);
  g_assert_cmpstr (line->kind, ==, "recurring");
  g_assert_cmpstr (line->product, ==, "line1");
  g_assert_cmpint (line->ticks, ==, 14);
  g_assert_cmpint (line->cycle_ticks, ==, 30);
  g_assert_cmpint (fee->ticks, ==, -1);
  g_assert_cmpint (fee->cycle_ticks, ==, -1);
}

static void
test_explanations (void)
{
  static const char *const expected[] = {
    "Discount “spring”: 20\u00a0% of 16 of 30 days of €25.00 = −€2.67; −€5.00 already billed, so now €2.33",
    "Discount “spring”: 20\u00a0% of 14 of 30 days of €45.00 = −€4.20",
    "One-time fee = €9.90",
    "16 of 30 days of €25.00 = €13.33; €25.00 already billed, so now −€11.67",
    "14 of 30 days of €45.00 = €21.00",
  };
  g_autoptr (CordQuote) quote = quote_example (1);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = cord_bill_line_explain (quote, g_ptr_array_index (cord_quote_get_lines (quote), i));

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/quote/example/upgrade", test_upgrade);
  g_test_add_func ("/billing/quote/example/reversal", test_reversal);
  g_test_add_func ("/billing/quote/example/account", test_account);
  g_test_add_func ("/billing/quote/example/billing-day", test_billing_day);
  g_test_add_func ("/billing/quote/example/changes", test_changes);
  g_test_add_func ("/billing/quote/example/getters", test_getters);
  g_test_add_func ("/billing/quote/example/explanations", test_explanations);
  return g_test_run ();
}
