/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-scanner.h"

#include <string.h>

static const char *const names[]
    = { "", "{", "}", "[", "]", ":", ",", "string", "open", "close", "text", "escape", "control", "literal" };

/* Feeds @text in blocks of @block bytes and lists the tokens with the bytes that each covers. */
static char *
dump (const char *text, gsize block)
{
  GString *out = g_string_new (NULL);
  CordJsonScanner scanner = { 0 };
  gsize length = strlen (text);

  for (gsize at = 0; at < length; at += block)
    {
      CordJsonToken token;
      const char *start;

      scanner.p = text + at;
      scanner.end = text + MIN (at + block, length);
      while ((token = cord_json_scanner_next (&scanner, &start)) != CORD_JSON_NOTHING)
        g_string_append_printf (out, "%s<%.*s> ", names[token], (int)(scanner.p - start), start);
    }
  return g_string_free (out, FALSE);
}

static void
assert_tokens (const char *text, const char *expected)
{
  g_autofree char *found = dump (text, strlen (text));

  g_assert_cmpstr (g_strchomp (found), ==, expected);
}

static void
test_tokens (void)
{
  assert_tokens (" ", "");
  assert_tokens ("{\"a\" : [1,\ttrue]}", "{<{> string<\"a\"> :<:> [<[> literal<1> ,<,> literal<true> ]<]> }<}>");
  assert_tokens ("\"\"", "string<\"\">");
  assert_tokens ("\"a\\\"]b\"", "open<\"> text<a> escape<\\\"> text<]b> close<\">");
  assert_tokens ("\"\\u00e4\"", "open<\"> escape<\\u> text<00e4> close<\">");
}

/* What is not JSON is returned as tokens too. */
static void
test_anything (void)
{
  assert_tokens ("a\\\"b", "literal<a\\> open<\"> text<b>");
  assert_tokens ("\"a\nb\"", "open<\"> text<a> control<\n> text<b> close<\">");
  assert_tokens ("\"a\\", "open<\"> text<a> escape<\\>");
  assert_tokens ("]}", "]<]> }<}>");
}

/* Brackets and commas outside strings, with their positions: all that the import looks at. */
static char *
dump_structure (const char *text, gsize length, gsize block)
{
  GString *out = g_string_new (NULL);
  CordJsonScanner scanner = { 0 };

  for (gsize at = 0; at < length; at += block)
    {
      CordJsonToken token;
      const char *start;

      scanner.p = text + at;
      scanner.end = text + MIN (at + block, length);
      while ((token = cord_json_scanner_next (&scanner, &start)) != CORD_JSON_NOTHING)
        if (token <= CORD_JSON_COMMA)
          g_string_append_printf (out, "%s%d ", names[token], (int)(start - text));
    }
  return g_string_free (out, FALSE);
}

static void
test_blocks_change_nothing (void)
{
  static const char alphabet[] = "{}[]:,\"\"\"\\\\ \nu1a\xc3\xa4";

  for (int i = 0; i < 2000; i++)
    {
      char text[40];
      g_autofree char *whole = NULL;

      for (gsize j = 0; j < sizeof text; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      whole = dump_structure (text, sizeof text, sizeof text);
      for (gsize block = 1; block < sizeof text; block++)
        {
          g_autofree char *blocks = dump_structure (text, sizeof text, block);

          g_assert_cmpstr (blocks, ==, whole);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-scanner/tokens", test_tokens);
  g_test_add_func ("/base/json-scanner/anything", test_anything);
  g_test_add_func ("/base/json-scanner/blocks-change-nothing", test_blocks_change_nothing);
  return g_test_run ();
}
