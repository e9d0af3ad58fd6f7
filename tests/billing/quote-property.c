/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote-property.h"

#include "cord-test-scope.h"
#include "json-document.h"

#include "billing/cord-quote-writer.h"

#include <string.h>

#define SEED 20240617
#define IN_ALL 10000
#define EFFORT 3000

static gint64
number_from_environment (const char *name, gint64 usual)
{
  const char *text = g_getenv (name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, &number, NULL))
    return usual;
  return number;
}

guint32
property_seed (void)
{
  return (guint32)number_from_environment ("CORD_SEED", SEED);
}

int
property_histories (int usual)
{
  return (int)(number_from_environment ("CORD_HISTORIES", cord_test_scope_share (IN_ALL)) * usual / IN_ALL);
}

GRand *
property_rand (const char *test, int n)
{
  const guint32 seeds[] = { property_seed (), g_str_hash (test), (guint32)n };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

CordQuote *
property_quote (const SlowAccount *account, GError **error)
{
  g_autofree char *json = slow_account_to_json (account);
  g_autoptr (GVariant) input = json_document_parse (json);

  return cord_quote_new (input, error);
}

CordQuote *
property_quote_new (const SlowAccount *account)
{
  g_autoptr (GError) error = NULL;
  CordQuote *quote = property_quote (account, &error);

  if (quote == NULL)
    {
      g_autofree char *json = slow_account_to_json (account);

      g_test_message ("%s", json);
    }
  g_assert_no_error (error);
  return quote;
}

char *
property_answer (const SlowAccount *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = property_quote (account, &error);

  if (quote != NULL)
    return cord_quote_to_json (quote);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  return g_strdup (cord_error_get_reason (error));
}

static gboolean
holds (const SlowAccount *account, gpointer data)
{
  const PropertyReport *report = data;
  g_autofree char *said = (*report) (account);

  return said == NULL;
}

void
property_check (const SlowAccount *account, PropertyReport report, const char *test, int n)
{
  g_autofree char *said = report (account);
  g_autofree SlowAccount *small = NULL;
  g_autofree char *json = NULL, *about = NULL;

  if (said == NULL)
    return;
  small = g_memdup2 (account, sizeof *account);
  shrink_account (small, holds, &report, EFFORT);
  json = slow_account_to_json (small);
  about = report (small);
  g_test_message ("history %d of “%s”, CORD_SEED=%u, made smaller:\n%s\n%s", n, test, property_seed (), json, about);
  g_test_fail ();
}

gboolean
property_post (SlowAccount *account, CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      int row = 0;

      while (row < account->n_ledger
             && (account->ledger[row].cycle != line->cycle.start || strcmp (account->ledger[row].key, line->key) != 0))
        row++;
      if (row == SLOW_LEDGER)
        return FALSE;
      if (row == account->n_ledger)
        {
          account->ledger[row] = (SlowRow){ .cycle = line->cycle.start };
          g_strlcpy (account->ledger[row].key, line->key, SLOW_KEY);
          account->n_ledger++;
        }
      account->ledger[row].net += account->inclusive ? line->gross : line->net;
    }
  account->has_ledger = TRUE;
  return TRUE;
}

SlowAmount
property_ledger_total (const SlowAccount *account)
{
  SlowAmount total = 0;

  for (int i = 0; i < account->n_ledger; i++)
    total += account->ledger[i].net;
  return total;
}
