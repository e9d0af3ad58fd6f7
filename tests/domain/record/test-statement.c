/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-statement.h"

#include "cord-test-language.h"

#include <locale.h>
#include <string.h>

/* The sentences of a confirmation: what is written is read back with the same meaning, in every currency, with any
 * name, and in another language. */

static const struct
{
  const char *currency;
  guint scale;
} currencies[] = { { "EUR", 2 }, { "JPY", 0 }, { "KWD", 3 }, { "CHF", 2 } };

static const char *const names[]
    = { "Home Fiber 1000, activation", "€5.00 Smith", "x”: €1.00, on your bill of 1 December 2026.", "100 % off %s" };

static const gint64 amounts[] = { 0, 1, 4999, 123456789, -1300 };

/* One fact of each kind, no two of them with the same values. */
static GArray *
make_facts (guint currency, const char *name, gint64 amount)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (CordStatement));

  for (CordStatementKind kind = 0; kind < CORD_N_STATEMENTS; kind++)
    {
      CordStatement fact
          = { .kind = kind,
              .date = cord_date (2026, 11, 1) + (CordDate)kind,
              .money = cord_money (amount + kind, currencies[currency].currency, currencies[currency].scale),
              .name = name };

      g_array_append_val (facts, fact);
    }
  return facts;
}

static void
check_facts (GArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const CordStatement *fact = &g_array_index (facts, CordStatement, i);
      g_autofree char *text = cord_statement_write (fact);
      g_autofree char *more = g_strconcat (text, " And more.", NULL);
      CordStatement read;
      const char *end;

      if (!cord_statement_scan (more, facts, fact->money, &read, &end) || !cord_statement_equal (&read, fact))
        g_error ("not read back: %s", text);
      g_assert_cmpuint ((gsize)(end - more), ==, strlen (text));
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      for (guint k = 0; k < G_N_ELEMENTS (amounts); k++)
        {
          g_autoptr (GArray) facts = make_facts (i, names[j], amounts[k]);

          check_facts (facts);
        }
}

static gboolean
reads (GArray *facts, const char *text)
{
  CordStatement read;
  const char *end;

  return cord_statement_scan (text, facts, g_array_index (facts, CordStatement, 0).money, &read, &end);
}

/* Other words, another way of writing the number, or a name that nobody has are no statement. */
static void
test_no_statement (void)
{
  g_autoptr (GArray) facts = make_facts (0, "Welcome", 4999);

  g_assert_true (reads (facts, "Every month from 1 December 2026: €68.97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: 68,97 €."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: €68,97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: €068.97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: $68.97."));
  g_assert_false (reads (facts, "Every month from the first of December: €68.97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026, €68.97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: €68.97.5"));
  g_assert_false (reads (facts, "Once, for “Other”: €49.99, on your bill of 1 December 2026."));
  g_assert_true (reads (facts, "Once, for “Welcome”: €49.99, on your bill of 2026-12-01."));
  g_assert_false (reads (facts, ""));
}

static void
test_german (void)
{
  g_autoptr (GArray) facts = make_facts (0, "Home Fiber 1000, Anschluss", 4999);
  g_autofree char *folder = cord_test_language_install ("tests/domain/record/data/de.po");
  g_autofree char *fee = cord_statement_write (&g_array_index (facts, CordStatement, CORD_STATEMENT_FEE_ON_BILL));

  g_assert_cmpstr (fee, ==,
                   "Einmalig auf Ihrer Rechnung vom 9. November 2026: €50.07 für „Home Fiber 1000, Anschluss“.");
  check_facts (facts);
  g_assert_true (reads (facts, "Jeden Monat ab 1. Dezember 2026: €68.97."));
  g_assert_false (reads (facts, "Every month from 1 December 2026: €68.97."));
  cord_test_language_remove (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statement/round-trip", test_round_trip);
  g_test_add_func ("/statement/no-statement", test_no_statement);
  g_test_add_func ("/statement/german", test_german);
  return g_test_run ();
}
