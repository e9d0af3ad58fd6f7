/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote-case.h"

#include "billing/cord-quote-writer.h"

#include "json-document.h"

char *
quote_case_print_lines (CordQuote *quote)
{
  g_autoptr (GVariant) value = cord_quote_to_value (quote);
  g_autoptr (GVariant) lines = cord_value_dup_array (value, "lines");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);
      const char *ticks = cord_value_get_string (line, "ticks");

      g_string_append_printf (text, "%s%s %s %s %s %s", i > 0 ? " | " : "", cord_value_get_string (line, "key"),
                              cord_value_get_string (line, "cycle.start"), ticks != NULL ? ticks : "-",
                              cord_value_get_string (line, "net"), cord_value_get_string (line, "tax"));
    }
  return g_string_free (text, FALSE);
}

static void
add_row (GString *text, GVariant *ladder, const char *row, gboolean has_cycle)
{
  g_autofree char *cycle = g_strconcat (row, ".cycle.start", NULL);
  g_autofree char *net = g_strconcat (row, ".net", NULL);

  g_string_append (text, row);
  if (has_cycle)
    g_string_append_printf (text, " %s", cord_value_get_string (ladder, cycle));
  g_string_append_printf (text, " %s", cord_value_get_string (ladder, net));
}

static void
add_ends (GString *text, GVariant *ladder)
{
  g_autoptr (GVariant) after = cord_value_dup_array (ladder, "after");

  for (gsize i = 0; i < cord_value_length (after); i++)
    {
      g_autoptr (GVariant) end = cord_value_dup_at (after, i);
      g_autoptr (GVariant) names = cord_value_dup_array (end, "discounts");

      g_string_append_printf (text, "after %s ", cord_value_get_string (end, "ends"));
      for (gsize j = 0; j < cord_value_length (names); j++)
        {
          g_autoptr (GVariant) name = cord_value_dup_at (names, j);

          g_string_append_printf (text, "%s%s", j > 0 ? "," : "", g_variant_get_string (name, NULL));
        }
      g_string_append_printf (text, " %s %s | ", cord_value_get_string (end, "cycle.start"),
                              cord_value_get_string (end, "net"));
    }
}

char *
quote_case_print_ladder (CordQuote *quote)
{
  g_autoptr (GVariant) value = cord_quote_to_value (quote);
  g_autoptr (GVariant) ladder = cord_value_dup (value, "ladder.candidate");
  GString *text = g_string_new (NULL);

  add_row (text, ladder, "this", FALSE);
  g_string_append (text, " | ");
  add_row (text, ladder, "next", TRUE);
  g_string_append (text, " | ");
  add_row (text, ladder, "steady", TRUE);
  g_string_append (text, " | ");
  add_ends (text, ladder);
  add_row (text, ladder, "year", FALSE);
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const QuoteCase *test = data;
  g_autofree char *text = g_strdup_printf ("{'currency':'EUR','scale':2,'zone':'Europe/Berlin',%s}", test->input);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  g_autofree char *lines = NULL, *ladder = NULL;

  g_assert_no_error (error);
  lines = quote_case_print_lines (quote);
  ladder = quote_case_print_ladder (quote);
  if (test->lines != NULL)
    g_assert_cmpstr (lines, ==, test->lines);
  if (test->ladder != NULL)
    g_assert_cmpstr (ladder, ==, test->ladder);
}

void
quote_case_add_tests (const char *group, const QuoteCase *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/billing/quote/%s/%s", group, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}
