/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "quote-property.h"

#include "json-document.h"
#include "slow-canonical.h"

#include <string.h>

/* The invariants of the engine over random histories, each checked without an expected answer. A report describes
 * what is wrong with an account; an account that it does not apply to has nothing wrong. */

#define HISTORIES 200
#define LENGTH_MAX 10

typedef struct
{
  const char *name;
  PropertyReport report;
  RandomFlags flags;
} Property;

/* How often a report could check its invariant. */
static int tried;

/* The first @n_history events, and the one after them as the change at the time it was recorded; the ledger as it
 * is. */
static void
take_prefix (SlowAccount *out, const SlowAccount *account, int n_history)
{
  out->n_history = n_history;
  out->n_events = n_history + 1;
  memcpy (out->events, account->events, sizeof out->events);
  out->now = out->events[n_history].recorded;
}

/* An empty ledger: nothing has been invoiced. */
static void
clear_ledger (SlowAccount *account)
{
  account->has_ledger = TRUE;
  account->n_ledger = 0;
}

static gboolean
has_company (const SlowAccount *account)
{
  return account->n_events > account->n_history + 1;
}

/* Quotes and posts; FALSE where there is nothing to quote or no room for the rows. */
static gboolean
quote_and_post (SlowAccount *account)
{
  g_autoptr (CordQuote) quote = property_quote (account, NULL);

  return quote != NULL && property_post (account, quote);
}

static char *
expect_totals (const char *first_name, SlowAmount first, const char *second_name, SlowAmount second)
{
  g_autofree char *a = slow_amount_to_text (first, 0), *b = slow_amount_to_text (second, 0);

  tried++;
  return first == second ? NULL : g_strdup_printf ("%s: %s minor units; %s: %s", first_name, a, second_name, b);
}

/* Posting changes one by one or all at once gives equal net totals. */
static char *
report_one_by_one (const SlowAccount *account)
{
  g_autofree SlowAccount *single = g_memdup2 (account, sizeof *account), *whole = g_memdup2 (account, sizeof *account);

  if (has_company (account))
    return NULL;
  clear_ledger (single);
  clear_ledger (whole);
  for (int n = 0; n < account->n_events; n++)
    {
      take_prefix (single, account, n);
      if (!quote_and_post (single))
        return NULL;
    }
  if (!quote_and_post (whole))
    return NULL;
  return expect_totals ("one by one", property_ledger_total (single), "all at once", property_ledger_total (whole));
}

/* Quoted again after its lines were posted, the account emits nothing. */
static char *
report_rerun (const SlowAccount *account)
{
  g_autofree SlowAccount *posted = g_memdup2 (account, sizeof *account);
  g_autoptr (CordQuote) again = NULL;

  /* Without the ledger of the account: it may hold manual credits, or amounts of the wrong sign, which are never
   * settled. */
  if (!slow_account_fill_ledger (posted) || !quote_and_post (posted))
    return NULL;
  again = property_quote_new (posted);
  tried++;
  if (cord_quote_get_lines (again)->len == 0 && cord_quote_get_candidate (again)->this_bill.gross == 0)
    return NULL;
  return g_strdup_printf ("asked again it still emits %u lines", cord_quote_get_lines (again)->len);
}

/* A change that is posted and then reversed restores the previous state, and its lines are credited. */
static char *
report_reversal (const SlowAccount *account)
{
  g_autofree SlowAccount *changed = g_memdup2 (account, sizeof *account);
  SlowEvent *reversal = &changed->events[changed->n_events];
  SlowAmount before;

  if (has_company (account) || account->n_events == SLOW_EVENTS || !slow_account_fill_ledger (changed))
    return NULL;
  before = property_ledger_total (changed);
  if (!quote_and_post (changed))
    return NULL;
  *reversal = (SlowEvent){
    .type = SLOW_REVERSAL, .product = -1, .offer = -1, .recorded = changed->now, .of = changed->n_events
  };
  changed->n_history++;
  changed->n_events++;
  if (!quote_and_post (changed))
    return g_strdup ("the reversal is refused");
  return expect_totals ("before", before, "after", property_ledger_total (changed));
}

/* All events recorded on the day they take effect, none after now. FALSE when that makes no valid history. */
static gboolean
put_on_time (SlowAccount *account)
{
  for (int i = 0; i < account->n_events; i++)
    {
      SlowEvent *event = &account->events[i];

      event->effective = event->recorded;
      if (event->has_until && slow_account_at (account, event->until) <= slow_account_at (account, event->effective))
        event->has_until = FALSE;
      if (event->type == SLOW_BILLING_DAY || !slow_account_is_possible (account, i + 1))
        return FALSE;
    }
  return TRUE;
}

/* Events recorded late result in the same total as events recorded on time. */
static char *
report_back_dated (const SlowAccount *account)
{
  g_autofree SlowAccount *on_time = g_memdup2 (account, sizeof *account), *late = NULL, *step = NULL;

  clear_ledger (on_time);
  if (has_company (account) || !put_on_time (on_time))
    return NULL;
  late = g_memdup2 (on_time, sizeof *on_time);
  step = g_memdup2 (on_time, sizeof *on_time);
  for (int i = 0; i < late->n_events; i++)
    late->events[i].recorded = late->now;
  for (int n = 0; n < on_time->n_events; n++)
    {
      take_prefix (step, on_time, n);
      if (!quote_and_post (step))
        return NULL;
    }
  if (!quote_and_post (late))
    return NULL;
  return expect_totals ("on time", property_ledger_total (step), "back-dated", property_ledger_total (late));
}

static SlowAmount
adjusted_of (const SlowAccount *account, const CordBillLine *line)
{
  for (int i = 0; i < account->n_ledger; i++)
    if (account->ledger[i].cycle == line->cycle.start && strcmp (account->ledger[i].key, line->key) == 0)
      return account->ledger[i].adjusted;
  return 0;
}

/* No credit exceeds what was invoiced less earlier credits; position − invoiced = net wherever no credit is limited. */
static char *
report_credits (const SlowAccount *account)
{
  g_autoptr (CordQuote) quote = property_quote (account, NULL);

  for (guint i = 0; quote != NULL && i < cord_quote_get_lines (quote)->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), i);
      const SlowAmount amount = account->inclusive ? line->gross : line->net;
      const SlowAmount most = MAX (0, line->invoiced - adjusted_of (account, line));

      tried++;
      if (amount < 0 && line->invoiced > 0 ? -amount > most : amount != (SlowAmount)line->position - line->invoiced)
        return g_strdup_printf ("%s gives back what was not invoiced", line->key);
    }
  return NULL;
}

static gboolean
adds_up (const CordBillRow *row)
{
  return row->net + row->tax == row->gross;
}

static gboolean
ladder_adds_up (const CordLadder *ladder)
{
  for (guint i = 0; i < ladder->after->len; i++)
    if (!adds_up (&((CordPromotionEnd *)g_ptr_array_index (ladder->after, i))->row))
      return FALSE;
  return adds_up (&ladder->this_bill) && adds_up (&ladder->next) && (!ladder->has_first || adds_up (&ladder->first))
         && adds_up (&ladder->steady) && adds_up (&ladder->year);
}

/* net + tax = gross on every line and row, and the rows are the sums of the lines. */
static char *
report_gross (const SlowAccount *account)
{
  g_autoptr (CordQuote) quote = property_quote (account, NULL);
  CordBillRow sum = { .net = 0 };

  if (quote == NULL)
    return NULL;
  tried++;
  for (guint i = 0; i < cord_quote_get_lines (quote)->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), i);

      if (line->net + line->tax != line->gross || (line->net == 0 && line->gross == 0))
        return g_strdup_printf ("%s does not add up", line->key);
      sum.net += line->net;
      sum.tax += line->tax;
      sum.gross += line->gross;
    }
  if (!ladder_adds_up (cord_quote_get_current (quote)) || !ladder_adds_up (cord_quote_get_candidate (quote)))
    return g_strdup ("a row does not add up");
  if (cord_quote_get_candidate (quote)->this_bill.net != sum.net
      || cord_quote_get_candidate (quote)->this_bill.tax != sum.tax
      || cord_quote_get_candidate (quote)->this_bill.gross != sum.gross)
    return g_strdup ("this bill is not the sum of its lines");
  return NULL;
}

/* The digest at the commit equals that of the preview, whatever the order of members and the white space. */
static char *
report_digest (const SlowAccount *account)
{
  g_autofree char *json = slow_account_to_json (account), *sorted = slow_json_canonical (json), *spaced = NULL;
  g_autoptr (GString) spaces = g_string_new (NULL);
  g_autoptr (GVariant) input = NULL;
  g_autoptr (CordQuote) preview = property_quote (account, NULL), commit = NULL;

  if (preview == NULL)
    return NULL;
  tried++;
  for (const char *c = sorted; *c != '\0'; c++)
    g_string_append_printf (spaces, strchr ("{}[],", *c) != NULL ? "%c\n " : "%c", *c);
  input = json_document_parse (spaces->str);
  commit = cord_quote_new (input, NULL);
  if (commit == NULL || strcmp (cord_quote_get_sha256 (preview), cord_quote_get_sha256 (commit)) != 0)
    return g_strdup ("preview and commit have different digests");
  return NULL;
}

/* Replacing a price by the same price, however written, emits nothing and replaces nothing. */
static char *
report_equal_prices (const SlowAccount *account)
{
  g_autofree SlowAccount *twice = g_memdup2 (account, sizeof *account);
  SlowEvent *again = &twice->events[twice->n_events], *last = again - 1;
  g_autoptr (CordQuote) quote = NULL;

  if (has_company (account) || account->n_events == SLOW_EVENTS
      || (last->type != SLOW_START && last->type != SLOW_CHANGE) || last->offer < 0
      || !slow_account_is_possible (account, account->n_events))
    return NULL;
  last->has_price = TRUE;
  *again = (SlowEvent){ .type = SLOW_PRICE,
                        .product = last->product,
                        .offer = -1,
                        .has_price = TRUE,
                        .recorded = twice->now,
                        .effective = last->effective,
                        .price = last->price };
  if (again->price.decimals < twice->scale + 6)
    again->price = (SlowNumber){ again->price.digits * 10, again->price.decimals + 1 };
  twice->n_history++;
  twice->n_events++;
  twice->has_ledger = FALSE;
  quote = property_quote (twice, NULL);
  if (quote == NULL)
    return NULL;
  tried++;
  if (cord_quote_get_lines (quote)->len == 0 && cord_quote_get_replaced (quote) == NULL)
    return NULL;
  return g_strdup ("a change between equal prices emits something");
}

static const Property properties[] = {
  { "one-by-one-or-all-at-once", report_one_by_one, RANDOM_BASE },
  { "one-by-one-or-all-at-once-with-additions", report_one_by_one, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "rerun-emits-nothing", report_rerun, RANDOM_BASE },
  { "rerun-emits-nothing-with-additions", report_rerun, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "change-then-reversal", report_reversal, RANDOM_BASE },
  { "change-then-reversal-with-additions", report_reversal, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "back-dated-equals-on-time", report_back_dated, RANDOM_BASE },
  { "back-dated-equals-on-time-with-additions", report_back_dated, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "credits-within-what-was-invoiced", report_credits, RANDOM_BASE },
  { "credits-within-what-was-invoiced-with-additions", report_credits, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "net-plus-tax-is-gross", report_gross, RANDOM_BASE },
  { "net-plus-tax-is-gross-with-additions", report_gross, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "preview-equals-commit", report_digest, RANDOM_BASE },
  { "preview-equals-commit-with-additions", report_digest, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
  { "equal-prices-emit-nothing", report_equal_prices, RANDOM_BASE },
  { "equal-prices-emit-nothing-with-additions", report_equal_prices, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION },
};

static void
test_property (gconstpointer data)
{
  const Property *property = data;
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  tried = 0;
  for (int i = 0; i < cord_test_scope_share (HISTORIES) && !g_test_failed (); i++)
    {
      GRand *rand = property_rand (property->name, i);

      random_account (account, rand, property->flags, random_below (rand, LENGTH_MAX));
      g_rand_free (rand);
      property_check (account, property->report, property->name, i);
    }
  g_test_message ("tried %d times", tried);
  g_assert_cmpint (tried, >, cord_test_scope_share (HISTORIES) / 40);
}

/* A refused input is unchanged, and earlier requests are answered the same after it. */
static char *
report_refusal (const SlowAccount *account)
{
  g_autofree char *json = slow_account_to_json (account);
  g_autoptr (GVariant) input = json_document_parse (json), same = json_document_parse (json);
  g_autoptr (GError) first = NULL, second = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &first), again = cord_quote_new (input, &second);

  if (!cord_value_equal (input, same))
    return g_strdup ("the input was altered");
  if (quote != NULL || again != NULL)
    return g_strcmp0 (quote != NULL ? cord_quote_get_sha256 (quote) : NULL,
                      again != NULL ? cord_quote_get_sha256 (again) : NULL)
                   == 0
               ? NULL
               : g_strdup ("two answers to one question");
  if (first->domain != CORD_ERROR || first->code != CORD_ERROR_INVALID
      || !g_strv_contains ((const char *const[]){ "impossible", "overflow", "invalid", NULL },
                           cord_error_get_reason (first)))
    return g_strdup_printf ("refused with “%s” (%s)", first->message, cord_error_get_reason (first));
  return g_strcmp0 (first->message, second->message) == 0 ? NULL : g_strdup ("two refusals of one question");
}

/* Random events, most of them impossible, and amounts that overflow. In between, the same valid account is quoted. */
static void
test_refusals (void)
{
  g_autofree SlowAccount *good = g_new (SlowAccount, 1), *bad = g_new (SlowAccount, 1);
  GRand *rand = property_rand ("refusals", -1);
  g_autofree char *before = NULL, *after = NULL;
  int impossible = 0, overflow = 0;

  random_account (good, rand, RANDOM_BASE, 8);
  g_rand_free (rand);
  before = property_answer (good);
  for (int i = 0; i < 2 * HISTORIES && !g_test_failed (); i++)
    {
      g_autofree char *answer = NULL;

      rand = property_rand ("refusals", i);
      random_account (bad, rand, RANDOM_HUGE, 5);
      for (int n = 0; n < 2; n++)
        random_event (bad, rand, RANDOM_HUGE, bad->now);
      bad->n_history = bad->n_events - 1;
      g_rand_free (rand);
      answer = property_answer (bad);
      impossible += strcmp (answer, "impossible") == 0;
      overflow += strcmp (answer, "overflow") == 0;
      property_check (bad, report_refusal, "refusals", i);
    }
  g_assert_cmpint (impossible, >, 50);
  g_assert_cmpint (overflow, >, 50);
  after = property_answer (good);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/invariant/", properties[i].name, NULL);

      g_test_add_data_func (path, &properties[i], test_property);
    }
  g_test_add_func ("/billing/quote/invariant/refusals-leave-all-as-it-was", test_refusals);
  return g_test_run ();
}
