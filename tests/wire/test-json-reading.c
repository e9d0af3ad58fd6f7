/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json.h"

#include "base/cord-value-writer.h"

#include <string.h>

/* Documents are parsed in one pass and serialized directly. json-glib, with a tree in between, is the reference: the
 * same document, or the same error message. */

/* The bytes that GLib itself would have written for the same value. */
static void
assert_same_bytes (GVariant *value, GVariant *tree, const char *text)
{
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (value);
  g_autoptr (GVariant) untrusted
      = g_variant_ref_sink (g_variant_new_from_bytes (g_variant_get_type (value), bytes, FALSE));
  g_autoptr (GBytes) wanted = NULL;

  g_assert_cmpstr (g_variant_get_type_string (value), ==, g_variant_get_type_string (tree));
  g_variant_get_data (tree);
  wanted = g_variant_get_data_as_bytes (tree);
  if (!g_bytes_equal (bytes, wanted))
    g_error ("other bytes: %s", text);
  g_assert_true (g_variant_is_normal_form (untrusted));
}

static void
check (const char *text, gsize length, const CordJsonLimits *limits)
{
  g_autofree char *bare = g_memdup2 (text, length);
  g_autoptr (GError) ours = NULL;
  g_autoptr (GError) theirs = NULL;
  g_autoptr (GVariant) value = cord_json_parse_value (bare != NULL ? bare : "", (gssize)length, limits, &ours);
  g_autoptr (JsonNode) node = cord_json_parse (bare != NULL ? bare : "", (gssize)length, limits, &theirs);
  g_autoptr (GVariant) tree = node != NULL ? cord_json_to_value (node) : NULL;

  if ((value == NULL) != (tree == NULL))
    g_error ("%.*s: %s", (int)length, text, ours != NULL ? ours->message : theirs->message);
  if (value != NULL)
    {
      assert_same_bytes (value, tree, text);
      return;
    }
  g_assert_cmpstr (ours->message, ==, theirs->message);
  g_assert_cmpint (ours->code, ==, theirs->code);
  g_assert_cmpstr (cord_error_get_reason (ours), ==, cord_error_get_reason (theirs));
  g_assert_cmpstr (cord_error_get_member (ours), ==, cord_error_get_member (theirs));
  g_assert_cmpstr (cord_error_get_hint (ours), ==, cord_error_get_hint (theirs));
}

static void
test_texts (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{}",
    "[]",
    "null",
    "true",
    "false",
    "\"\"",
    "0",
    "-0",
    "7",
    "-7",
    "0.0",
    "-0.0",
    "1e5",
    "\"a\"",
    "999999999999999999",
    "1000000000000000000",
    "-999999999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1e308",
    "1e309",
    "0.1e-400",
    "1234567890123456789012345678901234567890123456789012345678901234",
    "12345678901234567890123456789012345678901234567890123456789012345",
    "[[],{},[[]],[{}],{\"a\":{}},{\"a\":[]}]",
    "[1,2.50,\"x\",null,true,false]",
    "{\"a\":null,\"b\":[null]}",
    "{\"\":1}",
    "{\"\":{\"\":{\"\":[]}}}",
    "{\"\\u0061\":1,\"b\":2}",
    "{\"\\u0061\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"\\u0061\":1,\"\\u0061\":2}",
    "{\"\\n\\\\\":1,\"\\n/\":\"\\/\"}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uABCD\"",
    "\"\\uD83D\\uDE00\"",
    "\"\xF0\x9F\x98\x80\x7F\xE2\x80\xA8\"",
    "\"\xEF\xBC\xA1\xEF\xBF\xBF\\uffff\\ufffe\"",
    "{\"\xEF\xBF\xBF\":\"\\u0001\"}",
    " \t\r\n{ \"a\" :\n1 }\r\n",
    "{\"a\":1,}",
    "[,]",
    "[1 2]",
    "{\"a\" 1}",
    "{1:2}",
    "[1",
    "{\"a\":",
    "\"",
    "\"\\",
    "\"\\u",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "tru",
    "truE",
    "nul",
    "-",
    "01",
    "1.",
    "1e",
    "+1",
    "\xEF\xBB\xBF{}",
    "\"\xC0\xAF\"",
    "\"" CORD_JSON_NUMBER_MARK "1\"",
    "\"\\ufdd0\"",
    "{}{}",
    "[1]]",
    "//",
    "\"\x01\"",
    "{\"a\":\"b\",\"c\":{\"d\":[{\"e\":12.5},[],\"\"]},\"f\":-1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check (texts[i], strlen (texts[i]), NULL);
  check ("\"a\0b\"", 5, NULL);
  check ("{\"a\0\":1}", 9, NULL);
}

static const CordJsonLimits narrow = { 64, 3, 9, 12 };

static void
test_limits (void)
{
  static const char *const texts[] = {
    "[[[1]]]",
    "[[[[1]]]]",
    "[1,2,3,4,5,6,7,8]",
    "[1,2,3,4,5,6,7,8,9]",
    "\"123456789012\"",
    "\"1234567890123\"",
    "{\"1234567890123\":0}",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}",
    "[                                                             ]",
    "[                                                                  ]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check (texts[i], strlen (texts[i]), &narrow);
}

/* As deep as any text may be, objects in lists in objects: GVariant has a limit of its own. */
static void
test_deepest (void)
{
  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < 32; i++)
        g_string_append (text, kind == 0 || (kind == 2 && i % 2 == 0) ? "[" : "{\"a\":");
      g_string_append (text, "1.5");
      for (guint i = 32; i-- > 0;)
        g_string_append (text, kind == 0 || (kind == 2 && i % 2 == 0) ? "]" : "}");
      check (text->str, text->len, NULL);
    }
}

/* Where the offsets after a container, or after a member, become wider. */
static void
test_widths (void)
{
  for (guint around = 0; around < 2; around++)
    for (guint length = around == 0 ? 200 : 65500; length < (around == 0 ? 280u : 65536u); length++)
      for (guint kind = 0; kind < 4; kind++)
        {
          g_autofree char *long_text = g_strnfill (length, 'x');
          g_autofree char *text = kind == 0   ? g_strdup_printf ("[\"%s\"]", long_text)
                                  : kind == 1 ? g_strdup_printf ("{\"a\":\"%s\"}", long_text)
                                  : kind == 2 ? g_strdup_printf ("{\"%s\":1,\"b\":2}", long_text)
                                              : g_strdup_printf ("[[],{\"a\":[\"%s\"],\"b\":0}]", long_text);

          check (text, strlen (text), &CORD_JSON_LIMITS_FILE);
        }
}

static void
test_many (void)
{
  for (guint n = 0; n < 70; n++)
    {
      g_autoptr (GString) list = g_string_new ("[");
      g_autoptr (GString) object = g_string_new ("{");

      for (guint i = 0; i < n; i++)
        {
          g_string_append_printf (list, "%s%u", i > 0 ? "," : "", i);
          g_string_append_printf (object, "%s\"%s%u\":{\"k\":%u,\"\\u006b2\":%u}", i > 0 ? "," : "",
                                  i % 3 == 0 ? "\\u006b" : "k", i, i, i);
        }
      g_string_append_c (list, ']');
      check (list->str, list->len, NULL);
      g_string_append (object, ",\"k3\":0}");
      check (object->str, object->len, NULL);
      g_string_append (list, "x");
      check (list->str, list->len, NULL);
    }
}

static void append_random (GString *text, guint depth);

static void
append_random_string (GString *text)
{
  static const char *const pieces[]
      = { "a", "key",          "\\n", "\\u00e9", "\\ud83d\\ude00",
          "é", "\xEF\xBC\xA1", " ",   "\\\"",    "0123456789012345678901234567890123456789" };

  g_string_append_c (text, '"');
  for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  g_string_append_c (text, '"');
}

static void
append_random_container (GString *text, guint depth)
{
  gboolean object = g_test_rand_bit ();
  int n = g_test_rand_int_range (0, g_test_rand_int_range (0, 12) == 0 ? 40 : 6);

  g_string_append_c (text, object ? '{' : '[');
  for (int i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? (g_test_rand_bit () ? "," : " ,\n") : "");
      if (object)
        {
          append_random_string (text);
          g_string_append (text, g_test_rand_bit () ? ":" : " : ");
        }
      append_random (text, depth - 1);
    }
  g_string_append_c (text, object ? '}' : ']');
}

static void
append_random (GString *text, guint depth)
{
  static const char *const leaves[]
      = { "0", "-17", "3.140", "1e-7", "123456789012345678901", "9223372036854775807", "true", "false", "null" };
  int kind = g_test_rand_int_range (0, 4);

  if (kind == 0)
    g_string_append (text, leaves[g_test_rand_int_range (0, G_N_ELEMENTS (leaves))]);
  else if (kind == 1 || depth == 0)
    append_random_string (text);
  else
    append_random_container (text, depth);
}

/* Valid texts (except for repeated names), truncated ones, and ones with a corrupted byte. */
static void
test_random (void)
{
  static const char marks[] = "{}[]\":,\\0123456789eE.-tfn ";

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gsize at;

      append_random_container (text, 5);
      check (text->str, text->len, NULL);
      at = (gsize)g_test_rand_int_range (0, (gint32)text->len);
      check (text->str, at, NULL);
      text->str[at] = g_test_rand_bit () ? (char)g_test_rand_int_range (0, 256)
                                         : marks[g_test_rand_int_range (0, sizeof marks - 1)];
      check (text->str, text->len, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reading/texts", test_texts);
  g_test_add_func ("/json-reading/limits", test_limits);
  g_test_add_func ("/json-reading/deepest", test_deepest);
  g_test_add_func ("/json-reading/widths", test_widths);
  g_test_add_func ("/json-reading/many", test_many);
  g_test_add_func ("/json-reading/random", test_random);
  return g_test_run ();
}
