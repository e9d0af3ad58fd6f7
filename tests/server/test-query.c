/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-comparable.h"
#include "server/resource/cord-query.h"

#include <string.h>

/* What the parameter "fields" selects from a document: query, document, result. The entries are copies, so
 * LeakSanitizer finds those that are not freed (build with -Db_sanitize=address). */
static const char *const cases[][3] = {
  { "fields=none", "{\"id\":\"1\",\"a\":2}", "{\"id\":\"1\"}" },
  { "fields=a", "{\"id\":\"1\",\"a\":2,\"b\":3}", "{\"id\":\"1\",\"a\":2}" },
  { "fields=a.b", "{\"id\":\"1\",\"a\":{\"b\":2,\"c\":3}}", "{\"id\":\"1\",\"a\":{\"b\":2}}" },
  { "fields=a.b,a.c", "{\"id\":\"1\",\"a\":[{\"b\":1,\"c\":2,\"d\":3}]}", "{\"id\":\"1\",\"a\":[{\"b\":1,\"c\":2}]}" },
  { "fields=a.b", "{\"id\":\"1\",\"a\":[{\"b\":1},{\"c\":2},{\"b\":3}]}",
    "{\"id\":\"1\",\"a\":[{\"b\":1},{},{\"b\":3}]}" },
  { "fields=a.b", "{\"id\":\"1\",\"a\":[{\"c\":1},{\"c\":2}]}", "{\"id\":\"1\",\"a\":[{},{}]}" },
  { "fields=a%2Cb", "{\"id\":\"1\",\"a\":2,\"b\":3,\"c\":4}", "{\"id\":\"1\",\"a\":2,\"b\":3}" },
  { "fields=a&fields=b", "{\"id\":\"1\",\"a\":2,\"b\":3,\"c\":4}", "{\"id\":\"1\",\"a\":2,\"b\":3}" },
  { "fields=none&fields=a", "{\"id\":\"1\",\"a\":2,\"b\":3}", "{\"id\":\"1\",\"a\":2}" },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordQuery) query = cord_query_parse (cases[i][0], &error);
      g_autoptr (JsonNode) document = cord_json_parse (cases[i][1], -1, &CORD_JSON_LIMITS_WIRE, &error);
      g_autoptr (JsonNode) left = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      left = cord_query_project (query, document);
      text = cord_json_write (left);
      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

/* Whether a query chooses a document. */
static const struct
{
  const char *query, *document;
  gboolean chosen;
} choices[] = {
  /* Several values, and several conditions. */
  { "a=1,2", "{\"a\":2}", TRUE },
  { "a=1&a=2", "{\"a\":2}", TRUE },
  { "a=1;2", "{\"a\":2}", TRUE },
  { "a=1;a=2", "{\"a\":2}", TRUE },
  { "a=1;a=2", "{\"a\":3}", FALSE },
  { "a=1;b=2", "{\"a\":3,\"b\":2}", TRUE },
  { "a=1;b=2", "{\"a\":1,\"b\":3}", TRUE },
  { "a=1;b=2", "{\"a\":2,\"b\":1}", FALSE },
  { "a=1;b=2&c=3", "{\"a\":1,\"b\":2,\"c\":4}", FALSE },
  { "a=1;b=2&c=3", "{\"b\":2,\"c\":3}", TRUE },
  { "a=x%3By", "{\"a\":\"x;y\"}", TRUE },
  { "a=x%2Cy", "{\"a\":\"x,y\"}", TRUE },
  { "a=x%2Cy", "{\"a\":\"x\"}", FALSE },
  { "a=b=c", "{\"a\":\"b=c\"}", TRUE },
  { "a=~b", "{\"a\":\"abc\"}", TRUE },
  { "a=%7Eb", "{\"a\":\"~b\"}", TRUE },
  { "a*=b", "{\"a\":\"abc\"}", TRUE },
  { "a%2A%3Db", "{\"a\":\"abc\"}", TRUE },
  { "a%3D~b", "{\"a\":\"abc\"}", TRUE },
  /* Every spelling of an order. */
  { "a.gt=1", "{\"a\":2}", TRUE },
  { "a>1", "{\"a\":2}", TRUE },
  { "a%3E1", "{\"a\":2}", TRUE },
  { "a%3e1", "{\"a\":1}", FALSE },
  { "a>=1", "{\"a\":1}", TRUE },
  { "a%3E=1", "{\"a\":1}", TRUE },
  { "a%3E%3D1", "{\"a\":1}", TRUE },
  { "a%3C1", "{\"a\":0.5}", TRUE },
  { "a%3C=1", "{\"a\":1.0}", TRUE },
  { "a%3C%3D1", "{\"a\":2}", FALSE },
  { "a%3C1;a%3E5", "{\"a\":6}", TRUE },
  { "a%3C1;a%3E5", "{\"a\":3}", FALSE },
  { "a%3E1&a%3C5", "{\"a\":3}", TRUE },
  { "a%3E1&a%3C5", "{\"a\":6}", FALSE },
  /* Numbers are no texts, and an order is of one kind. */
  { "a=1", "{\"a\":1.0}", TRUE },
  { "a=01", "{\"a\":\"1\"}", FALSE },
  { "a=1", "{\"a\":\"1\"}", TRUE },
  { "a.gt=1", "{\"a\":\"x\"}", FALSE },
  { "a.lt=x", "{\"a\":1}", FALSE },
  /* Telephone numbers and addresses are the same however they are written, and nothing else is. */
  { "phoneNumber=%2B49305550471", "{\"phoneNumber\":\"+49 (0) 30 555-0471\"}", TRUE },
  { "a.phoneNumber=0049%2030%205550471", "{\"a\":[{\"phoneNumber\":\"+49 30/5550471\"}]}", TRUE },
  { "phoneNumber=+49305550471", "{\"phoneNumber\":\"tel:+49-30-5550471\"}", TRUE },
  { "phoneNumber=1,%2B49305550471", "{\"phoneNumber\":\"0049305550471\"}", TRUE },
  { "phoneNumber=030%205550471", "{\"phoneNumber\":\"0305550471\"}", TRUE },
  { "phoneNumber=5550471", "{\"phoneNumber\":\"0305550471\"}", FALSE },
  { "phoneNumber=office", "{\"phoneNumber\":\"office\"}", TRUE },
  { "phoneNumber=office", "{\"phoneNumber\":\"Office\"}", FALSE },
  { "phoneNumber=x", "{\"phoneNumber\":\"y\"}", FALSE },
  { "phoneNumber=", "{\"phoneNumber\":\"030\"}", FALSE },
  { "emailAddress=JANE@example.com", "{\"emailAddress\":\"Jane@Example.com\"}", TRUE },
  { "emailAddress=mailto:jane@example.com", "{\"emailAddress\":\"jane@example.com\"}", TRUE },
  { "emailAddress=jane@example.org", "{\"emailAddress\":\"jane@example.com\"}", FALSE },
  { "emailAddress=none", "{\"emailAddress\":\"None\"}", FALSE },
  { "name=JANE", "{\"name\":\"Jane\"}", FALSE },
  /* Instants are the same however they are written. */
  { "a=2026-11-30T09:00:00Z", "{\"a\":\"2026-11-30T10:00:00+01:00\"}", TRUE },
  { "a=2026-11-30T10:00:00%2B01:00", "{\"a\":\"2026-11-30T09:00:00.000Z\"}", TRUE },
  { "a=2026-11-30T10:00:00+01:00", "{\"a\":\"2026-11-30T09:00:00Z\"}", TRUE },
  { "a=2026-11-30T09:00:00Z", "{\"a\":\"2026-11-30T09:00:01Z\"}", FALSE },
  { "a=2026-11-30", "{\"a\":\"2026-11-30T00:00:00Z\"}", TRUE },
  { "a=2026-11-30", "{\"a\":\"2026-11-30\"}", TRUE },
  { "a%3E2026-11-29", "{\"a\":\"2026-11-30T09:00:00Z\"}", TRUE },
  { "a.lt=2026-11-30T00:00:00Z", "{\"a\":\"2026-11-29\"}", TRUE },
  { "a.lt=2026-11-30T00:00:00+02:00", "{\"a\":\"2026-11-29T22:30:00Z\"}", FALSE },
};

static void
test_choices (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordQuery) query = cord_query_parse (choices[i].query, &error);
      g_autoptr (JsonNode) document = cord_json_parse (choices[i].document, -1, &CORD_JSON_LIMITS_WIRE, NULL);
      g_auto (CordDocument) text = { choices[i].document, NULL };
      gboolean chosen = TRUE;

      g_assert_no_error (error);
      for (guint k = 0; chosen && k < query->filters->len; k++)
        g_assert_true (cord_filter_match (g_ptr_array_index (query->filters, k), &text, &chosen, NULL));
      if (chosen != choices[i].chosen || cord_query_matches (query, document) != choices[i].chosen)
        g_error ("%s upon %s: %s", choices[i].query, choices[i].document, chosen ? "chosen" : "left out");
    }
}

/* Values of different kinds have one order, or a sort would depend on where it began. */
static void
test_order_of_kinds (void)
{
  static const char *const ascending[]
      = { "-3", "2", "10", "1999-12-31", "2026-11-30T01:00:00+02:00", "2026-11-30", "1a", "2026-13-01", "x" };

  for (gsize i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (ascending); k++)
      {
        CordComparable a, b;

        cord_comparable_read (&a, ascending[i]);
        cord_comparable_read (&b, ascending[k]);
        g_assert_true ((cord_comparable_compare (&a, &b) > 0) == (i > k));
        g_assert_true ((cord_comparable_compare (&a, &b) < 0) == (i < k));
      }
}

static gboolean
note_value (const char *text, gboolean number, gpointer user_data)
{
  g_string_append_printf (user_data, "%s%s|", number ? "#" : "", text);
  return g_str_equal (text, "stop");
}

/* Path, document, the values at the path: a number begins with #, a search ends at "stop". */
static const char *const values[][3] = {
  { "a", "{\"a\":1}", "#1|" },
  { "a", " { \"b\" : 2 , \"a\" : \"x\" } ", "x|" },
  { "a", "{\"b\":{\"a\":1},\"c\":[{\"a\":2}]}", "" },
  { "a.b", "{\"a\":{\"c\":[1,{\"b\":0}],\"b\":true}}", "true|" },
  { "a.b", "{\"a\":[{\"b\":1},{\"c\":2},{\"b\":[3,[4]]},5]}", "#1|#3|#4|" },
  { "a", "{\"a\":[\"x\",null,false,-1.50,1e3,{},[]]}", "x|false|#-1.50|#1e3|" },
  { "a", "{\"a\":{\"b\":1}}", "" },
  { "a.b", "{\"a\":1}", "" },
  { "a.", "{\"a\":1}", "#1|" },
  { "a..b", "{\"a\":{\"\":{\"b\":7}}}", "#7|" },
  { "a", "{\"a\":-0}", "#0|" },
  { "a", "{\"a\":123456789012345678901234567890}", "#123456789012345678901234567890|" },
  { "a", "{\"b\":\"}]\\\"\",\"a\":\"y\"}", "y|" },
  { "a", "{\"a\":\"\\u00e4\\\"\"}", "ä\"|" },
  { "ä", "{\"\\u00e4\":1,\"b\":2}", "#1|" },
  { "ä", "{\"ä\":1}", "#1|" },
  { "a", "{\"a\":[\"x\",\"stop\",\"y\"]}", "x|stop|" },
  { "a", "{\"ab\":1,\"\":2}", "" },
  { "ab", "{\"a\":1}", "" },
  { "a", "{}", "" },
  { "a", "{\"a\":\"\"}", "|" },
};

/* Found by scanning the text, and in the parsed document. */
static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto (CordDocument) scanned = { values[i][1], NULL };
      g_auto (CordDocument) parsed = { values[i][1], NULL };
      g_autoptr (GString) of_text = g_string_new (NULL);
      g_autoptr (GString) of_node = g_string_new (NULL);
      gboolean found, again;

      g_assert_true (cord_document_visit (&scanned, values[i][0], note_value, of_text, &found, NULL));
      again = cord_document_visit_node (cord_document_parse (&parsed, NULL), values[i][0], note_value, of_node);
      g_assert_cmpstr (of_text->str, ==, values[i][2]);
      g_assert_cmpstr (of_node->str, ==, values[i][2]);
      g_assert_true (found == again);
      /* Only escapes that matter take a parser. */
      g_assert_true ((scanned.node != NULL) == (strstr (values[i][1], "\\u") != NULL));
    }
}

/* What is no JSON any more is the fault of the store. */
static void
test_damage (void)
{
  static const char *const texts[]
      = { "", "{", "{\"a\"", "{\"a\":", "{\"a\":[1", "{\"b\":[}", "{\"b\" 1}", "{\"b\":1 2}", "{b:1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (CordDocument) document = { texts[i], NULL };
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      gboolean over;

      g_assert_false (cord_document_visit (&document, "a.c", note_value, found, &over, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "corrupt");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/query/values", test_values);
  g_test_add_func ("/server/query/damage", test_damage);
  g_test_add_func ("/server/query/fields", test_fields);
  g_test_add_func ("/server/query/choices", test_choices);
  g_test_add_func ("/server/query/kinds", test_order_of_kinds);
  return g_test_run ();
}
