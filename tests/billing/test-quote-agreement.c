/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-document.h"
#include "quote-property.h"

#include <string.h>

/* The engine against the second implementation: the same answer for every history, as a JSON value, or the same
 * refusal. */

#define LENGTH_MAX 13

/* TRUE when both are the same JSON value. A second implementation that does not tell the first bill is not asked for
 * it. */
static gboolean
is_same_answer (const char *actual, const char *expected)
{
  g_autoptr (GRegex) first = g_regex_new ("\"first\":(null|\\{\"cycle\":\\{[^}]*\\}[^}]*\\}),", 0, 0, NULL);
  g_autofree char *known = strstr (expected, "\"first\":") != NULL
                               ? g_strdup (actual)
                               : g_regex_replace_literal (first, actual, -1, 0, "", 0, NULL);
  g_autoptr (GVariant) actual_value = json_document_parse (known);
  g_autoptr (GVariant) expected_value = json_document_parse (expected);
  g_autofree char *actual_text = cord_value_to_canonical (actual_value, NULL);
  g_autofree char *expected_text = cord_value_to_canonical (expected_value, NULL);

  return strcmp (actual_text, expected_text) == 0;
}

/* Both answers, when they differ. Amounts that are not asked for may be computed or not: an overflow is required
 * where such an amount is in the answer, and allowed where one occurred on the way to it. */
static char *
report_difference (const SlowAccount *account)
{
  g_auto (SlowAnswer) expected = slow_quote (account);
  g_autofree char *answer = property_answer (account);

  /* Either refusal is right where both apply: the second implementation stops at what is impossible. */
  if (expected.json == NULL && (strcmp (answer, "impossible") == 0 || strcmp (answer, "overflow") == 0))
    return NULL;
  if (expected.json != NULL && strcmp (answer, "overflow") == 0 && expected.widest > G_MAXINT64)
    return NULL;
  if (expected.json != NULL && expected.largest <= G_MAXINT64 && answer[0] == '{'
      && is_same_answer (answer, expected.json))
    return NULL;
  return g_strdup_printf ("expected: %s\nactual:   %s",
                          expected.json == NULL           ? "impossible"
                          : expected.largest > G_MAXINT64 ? "overflow"
                                                          : expected.json,
                          answer);
}

static void
compare_histories (const char *test, RandomFlags flags, int usual)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  const int n = property_histories (usual);

  g_test_message ("%d histories, CORD_SEED=%u", n, property_seed ());
  for (int i = 0; i < n && !g_test_failed (); i++)
    {
      GRand *rand = property_rand (test, i);

      random_account (account, rand, flags, random_below (rand, LENGTH_MAX));
      g_rand_free (rand);
      property_check (account, report_difference, test, i);
    }
}

/* Random events: what one finds impossible, the other does too. */
static void
test_impossible (gconstpointer test)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  const int n = property_histories (500);
  const RandomFlags flags = strcmp (test, "impossible") == 0 ? RANDOM_BASE : RANDOM_ADDITIONS;
  int refused = 0;

  for (int i = 0; i < n && !g_test_failed (); i++)
    {
      GRand *rand = property_rand (test, i);

      random_account (account, rand, flags, random_below (rand, 6));
      account->n_events = account->n_history + 1; /* no other event with the change */
      for (int more = random_below (rand, 3); more >= 0; more--)
        random_event (account, rand, flags, account->now);
      account->n_history = account->n_events - 1;
      g_rand_free (rand);
      property_check (account, report_difference, test, i);
      refused += !slow_account_is_possible (account, account->n_history)
                 || !slow_account_is_possible (account, account->n_events);
    }
  g_assert_cmpint (refused, >, n / 20);
}

static void
test_base (gconstpointer name)
{
  compare_histories (name, RANDOM_BASE, 5000);
}

/* With tax in the price, arrears, allowances, a billing day that moves, and promotions added with the change. */
static void
test_additions (gconstpointer name)
{
  compare_histories (name, RANDOM_ADDITIONS, 5000);
}

static void
test_huge (gconstpointer name)
{
  compare_histories (name, RANDOM_HUGE | RANDOM_ADDITIONS, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/billing/quote/agreement/base", "base", test_base);
  g_test_add_data_func ("/billing/quote/agreement/additions", "additions", test_additions);
  g_test_add_data_func ("/billing/quote/agreement/huge", "huge", test_huge);
  g_test_add_data_func ("/billing/quote/agreement/impossible", "impossible", test_impossible);
  g_test_add_data_func ("/billing/quote/agreement/impossible-additions", "impossible-additions", test_impossible);
  return g_test_run ();
}
