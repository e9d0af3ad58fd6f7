/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* Shapes in which people were billed wrongly elsewhere (tests/billing/data/reported.json), each with what is right:
 * "member.member.index" of the answer, and its text. */

/* The text at @path; NULL when there is none. */
static char *
dup_text (GVariant *answer, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  g_autoptr (GVariant) value = g_variant_ref (answer);

  for (guint i = 0; steps[i] != NULL && value != NULL; i++)
    {
      g_autoptr (GVariant) outer = g_steal_pointer (&value);
      guint64 index;

      if (g_variant_is_of_type (outer, CORD_VALUE_OBJECT))
        value = cord_value_dup (outer, steps[i]);
      else if (g_variant_is_of_type (outer, CORD_VALUE_ARRAY)
               && g_ascii_string_to_unsigned (steps[i], 10, 0, cord_value_length (outer) - 1, &index, NULL))
        value = cord_value_dup_at (outer, (gsize)index);
    }
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL)
                                                                              : NULL;
}

static void
check_report (GVariant *report)
{
  g_autoptr (GVariant) input = cord_value_dup (report, "input");
  g_autoptr (GVariant) right = cord_value_dup (report, "right");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  g_autoptr (GVariant) answer = NULL;
  GVariantIter iter;
  const char *path;
  GVariant *wanted;

  g_test_message ("%s", cord_value_get_string (report, "id"));
  g_assert_no_error (error);
  answer = cord_quote_to_value (quote);
  g_variant_iter_init (&iter, right);
  while (g_variant_iter_loop (&iter, "{&sv}", &path, &wanted))
    {
      g_autofree char *text = dup_text (answer, path);

      g_test_message ("%s", path);
      g_assert_cmpstr (text, ==, g_variant_get_string (wanted, NULL));
    }
}

static void
test_reports (void)
{
  g_autofree char *text = json_document_load ("tests/billing/data/reported.json");
  g_autoptr (GVariant) reports = json_document_parse (text);

  g_assert_cmpuint (cord_value_length (reports), >, 0);
  for (gsize i = 0; i < cord_value_length (reports); i++)
    {
      g_autoptr (GVariant) report = cord_value_dup_at (reports, i);

      check_report (report);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/quote/reported", test_reports);
  return g_test_run ();
}
