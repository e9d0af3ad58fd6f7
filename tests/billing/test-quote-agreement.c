/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote-property.h"

#include "account-features.h"
#include "slow-canonical.h"

#include <string.h>

/* The engine against the second implementation: the same answer for every history, as a JSON value, or the same
 * refusal. */

#define LENGTH_MAX 13

/* The seal covers the lines, and all amounts are texts, so that values are equal where their canonical texts are. */
static gboolean
are_equal (const char *answer, const char *expected)
{
  g_autofree char *a = NULL, *b = NULL;

  if (strcmp (answer, expected) == 0)
    return TRUE;
  if (answer[0] != '{')
    return FALSE;
  a = slow_json_canonical (answer);
  b = slow_json_canonical (expected);
  return strcmp (a, b) == 0;
}

/* Both answers, when they differ. Amounts that are not asked for may be computed or not: an overflow is required
 * where such an amount is in the answer, and allowed where one occurred on the way to it. */
static char *
report_difference (const SlowAccount *account)
{
  g_auto (SlowAnswer) expected = slow_quote (account);
  g_autofree char *answer = property_answer (account);

  /* Either refusal is right where both apply: the second implementation stops at what is impossible. */
  if (expected.json == NULL && (strcmp (answer, expected.refusal) == 0 || strcmp (answer, "overflow") == 0))
    return NULL;
  if (expected.json != NULL && strcmp (answer, "overflow") == 0 && expected.widest > G_MAXINT64)
    return NULL;
  if (expected.json != NULL && expected.largest <= G_MAXINT64 && are_equal (answer, expected.json))
    return NULL;
  return g_strdup_printf ("expected: %s\nactual:   %s",
                          expected.json == NULL           ? expected.refusal
                          : expected.largest > G_MAXINT64 ? "overflow"
                                                          : expected.json,
                          answer);
}

static void
compare_histories (const char *test, RandomFlags flags, int usual)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  const int n = property_histories (usual);
  int features[ACCOUNT_FEATURES] = { 0 };

  g_test_message ("%d histories, CORD_SEED=%u", n, property_seed ());
  for (int i = 0; i < n && !g_test_failed (); i++)
    {
      GRand *rand = property_rand (test, i);

      random_account (account, rand, flags, random_below (rand, LENGTH_MAX));
      g_rand_free (rand);
      account_features_count (account, features);
      property_check (account, report_difference, test, i);
    }
  for (int feature = 0; feature < ACCOUNT_FEATURES; feature++)
    g_test_message ("%d with %s", features[feature], account_feature_name (feature));
}

/* Random events: what one finds impossible, the other does too. */
static void
test_impossible (gconstpointer test)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  const int n = property_histories (500);
  const RandomFlags flags = strcmp (test, "impossible") == 0 ? RANDOM_BASE : RANDOM_ADDITIONS | RANDOM_SECOND_EDITION;
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

/* With tax in the price, arrears, allowances, a billing day that moves, promotions added with the change, and all of
 * the second edition. */
static void
test_additions (gconstpointer name)
{
  compare_histories (name, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION, 5000);
}

static void
test_huge (gconstpointer name)
{
  compare_histories (name, RANDOM_HUGE | RANDOM_ADDITIONS | RANDOM_SECOND_EDITION, 500);
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
