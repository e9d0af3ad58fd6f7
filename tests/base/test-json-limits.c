/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-limits.h"

#include <string.h>

#define MARK CORD_JSON_NUMBER_MARK

/* A text that may hold a NUL. */
typedef struct
{
  const char *text;
  gsize length;
  const char *reason;
} Case;

/* Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define CASE(text, reason) { text, sizeof (text) - 1, reason }
/* clang-format on */

static gboolean
scan (const char *text)
{
  return cord_json_scan (text, strlen (text), &CORD_JSON_LIMITS_WIRE, NULL);
}

/* @text is copied without a NUL after it, so that a read past its end is seen by the address sanitizer. */
static void
check_case (const Case *c)
{
  g_autofree char *bare = g_memdup2 (c->text, c->length);
  g_autoptr (GError) error = NULL;
  gboolean good = cord_json_scan (bare, c->length, &CORD_JSON_LIMITS_WIRE, &error);

  if (good != (c->reason == NULL))
    g_error ("%s: %s", c->text, good ? "accepted" : error->message);
  if (good)
    return;
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, c->reason);
  g_assert_nonnull (cord_error_get_member (error));
}

static void
check_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    check_case (&cases[i]);
}

static void
test_valid (void)
{
  static const Case cases[] = {
    CASE ("{}", NULL),
    CASE ("[]", NULL),
    CASE (" \t\r\n[ ] \n", NULL),
    CASE ("0", NULL),
    CASE ("-0", NULL),
    CASE ("-0.0e-0", NULL),
    CASE ("1E+2", NULL),
    CASE ("1e-10", NULL),
    CASE ("20.05E1", NULL),
    CASE ("9223372036854775807", NULL),
    CASE ("92233720368547758070", NULL),
    CASE ("true", NULL),
    CASE ("[null,false]", NULL),
    CASE ("\"\"", NULL),
    CASE ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uABCD\"", NULL),
    CASE ("\"\\uD83D\\uDE00\"", NULL),
    CASE ("\"\xF0\x9F\x98\x80\x7F\xE2\x80\xA8\"", NULL),
    CASE ("\"\xEF\xBC\xA1\xEF\xBF\xBF\"", NULL),
    CASE ("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", NULL),
    CASE ("{\"\":0,\"a\":1,\"A\":2}", NULL),
    CASE ("[{\"a\":1},{\"a\":1}]", NULL),
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_syntax (void)
{
  static const Case cases[] = {
    CASE ("", "json-syntax"),
    CASE (" ", "json-syntax"),
    CASE ("[", "json-syntax"),
    CASE ("{", "json-syntax"),
    CASE ("]", "json-syntax"),
    CASE ("[1,]", "json-syntax"),
    CASE ("[,1]", "json-syntax"),
    CASE ("[1 2]", "json-syntax"),
    CASE ("[1}", "json-syntax"),
    CASE ("[1]]", "json-syntax"),
    CASE ("[1][2]", "json-syntax"),
    CASE ("1 2", "json-syntax"),
    CASE ("{\"a\"}", "json-syntax"),
    CASE ("{\"a\":}", "json-syntax"),
    CASE ("{\"a\" 1}", "json-syntax"),
    CASE ("{\"a\":1,}", "json-syntax"),
    CASE ("{\"a\":1 \"b\":2}", "json-syntax"),
    CASE ("{a:1}", "json-syntax"),
    CASE ("{'a':1}", "json-syntax"),
    CASE ("{1:1}", "json-syntax"),
    CASE ("{\"a\"", "json-syntax"),
    CASE ("{\"a\":", "json-syntax"),
    CASE ("{\"a\":1", "json-syntax"),
    CASE ("01", "json-syntax"),
    CASE ("-01", "json-syntax"),
    CASE ("+1", "json-syntax"),
    CASE ("-", "json-syntax"),
    CASE ("1.", "json-syntax"),
    CASE (".5", "json-syntax"),
    CASE ("1.e5", "json-syntax"),
    CASE ("1e", "json-syntax"),
    CASE ("1e+", "json-syntax"),
    CASE ("1e5.5", "json-syntax"),
    CASE ("0x10", "json-syntax"),
    CASE ("1_000", "json-syntax"),
    CASE ("NaN", "json-syntax"),
    CASE ("-Infinity", "json-syntax"),
    CASE ("tru", "json-syntax"),
    CASE ("True", "json-syntax"),
    CASE ("truefalse", "json-syntax"),
    CASE ("nul", "json-syntax"),
    CASE ("\"", "json-syntax"),
    CASE ("\"a", "json-syntax"),
    CASE ("\"a\\", "json-syntax"),
    CASE ("\"\\", "json-syntax"),
    CASE ("\"\\u", "json-syntax"),
    CASE ("\"\\u00", "json-syntax"),
    CASE ("\"\\u00g0\"", "json-syntax"),
    CASE ("\"\\x41\"", "json-syntax"),
    CASE ("\"\\'\"", "json-syntax"),
    CASE ("\"\\U0041\"", "json-syntax"),
    CASE ("\"a\nb\"", "json-syntax"),
    CASE ("\"a\tb\"", "json-syntax"),
    CASE ("\"\x1f\"", "json-syntax"),
    CASE ("[1] // note", "json-syntax"),
    CASE ("/**/[]", "json-syntax"),
    CASE ("\xEF\xBB\xBF[]", "json-syntax"),
    CASE ("[\xC2\xA0]", "json-syntax"),
    CASE ("[\v1]", "json-syntax"),
    CASE ("[\f]", "json-syntax"),
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_encoding (void)
{
  static const Case cases[] = {
    CASE ("\"a\0b\"", "json-encoding"),
    CASE ("[]\0", "json-encoding"),
    CASE ("\"\\u0000\"", "json-encoding"),
    CASE ("{\"\\u0000\":1}", "json-encoding"),
    CASE ("\"\\ud800\"", "json-encoding"),
    CASE ("\"\\udc00\"", "json-encoding"),
    CASE ("\"\\ud800\\u0041\"", "json-encoding"),
    CASE ("\"\\ud800\\ud800\"", "json-encoding"),
    CASE ("\"\\udc00\\ud800\"", "json-encoding"),
    CASE ("\"\\ud83dx\"", "json-encoding"),
    CASE ("\"\xFF\"", "json-encoding"),
    CASE ("\"\x80\"", "json-encoding"),
    CASE ("\"\xC3\"", "json-encoding"),
    CASE ("\"\xC0\xAF\"", "json-encoding"), /* overlong "/" */
    CASE ("\"\xE0\x80\xAF\"", "json-encoding"),
    CASE ("\"\xC0\x80\"", "json-encoding"),         /* overlong NUL */
    CASE ("\"\xED\xA0\x80\"", "json-encoding"),     /* a surrogate */
    CASE ("\"\xF4\x90\x80\x80\"", "json-encoding"), /* above U+10FFFF */
    CASE ("\"\xE2\x82", "json-encoding"),
    CASE ("\xFE\xFF\0[\0]", "json-encoding"),
    CASE ("[\0]\0", "json-encoding"),
    CASE ("\"" MARK "1.5\"", "json-encoding"),
    CASE ("\"a" MARK "\"", "json-encoding"),
    CASE ("{\"" MARK "\":1}", "json-encoding"),
    CASE ("\"\\uFDD0"
          "1.5\"",
          "json-encoding"),
    CASE ("\"\\ufdd0\"", "json-encoding"),
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_duplicate_keys (void)
{
  static const Case cases[] = {
    CASE ("{\"a\":1,\"a\":2}", "json-duplicate-key"),
    CASE ("{\"a\":1,\"\\u0061\":1}", "json-duplicate-key"),
    CASE ("{\"\\/\":1,\"/\":1}", "json-duplicate-key"),
    CASE ("{\"\\n\":1,\"\\u000A\":1}", "json-duplicate-key"),
    CASE ("{\"\\ud83d\\ude00\":1,\"\xF0\x9F\x98\x80\":1}", "json-duplicate-key"),
    CASE ("{\"\":1,\"\":1}", "json-duplicate-key"),
    CASE ("{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", "json-duplicate-key"),
    CASE ("[{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]}]", "json-duplicate-key"),
    CASE ("{\"\xEF\xBC\xA1\":1,\"\\uFF21\":1}", "json-duplicate-key"),
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* Objects with more members than are compared one by one. */
static void
test_many_keys (void)
{
  for (int again = -1; again < 60; again++)
    {
      g_autoptr (GString) text = g_string_new ("{");
      g_autoptr (GError) error = NULL;

      for (int i = 0; i < 60; i++)
        g_string_append_printf (text, "\"key%d\":%d,", i, i);
      if (again < 0)
        g_string_append (text, "\"other\":1}");
      else
        g_string_append_printf (text, "\"ke\\u0079%d\":1}", again);
      g_assert_true (cord_json_scan (text->str, text->len, &CORD_JSON_LIMITS_WIRE, &error) == (again < 0));
      if (again >= 0)
        g_assert_cmpstr (cord_error_get_reason (error), ==, "json-duplicate-key");
    }
}

static char *
nested (guint depth, const char *open, const char *inside, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inside);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
assert_reason (const char *text, const CordJsonLimits *limits, const char *reason)
{
  g_autoptr (GError) error = NULL;
  gboolean good = cord_json_scan (text, strlen (text), limits, &error);

  g_assert_cmpint (good, ==, reason == NULL);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nested (32, "[", "", "]");
  g_autofree char *arrays = nested (33, "[", "", "]");
  g_autofree char *objects = nested (33, "{\"a\":", "1", "}");
  g_autofree char *bomb = nested (500000, "[", "", "");
  g_autofree char *many = nested (40, "[],", "[]", "");
  g_autofree char *wide = nested (1, "[", many, "]");

  assert_reason (deepest, &CORD_JSON_LIMITS_WIRE, NULL);
  assert_reason (wide, &CORD_JSON_LIMITS_WIRE, NULL);
  assert_reason (arrays, &CORD_JSON_LIMITS_WIRE, "json-too-deep");
  assert_reason (objects, &CORD_JSON_LIMITS_WIRE, "json-too-deep");
  assert_reason (bomb, &CORD_JSON_LIMITS_WIRE, "json-too-deep");
}

static void
test_size (void)
{
  static const CordJsonLimits bytes = { 10, 4, 100, 100 };
  static const CordJsonLimits tokens = { 1000, 4, 5, 100 };
  static const CordJsonLimits string = { 1000, 4, 100, 10 };

  assert_reason ("[1,2,3,45]", &bytes, NULL);
  assert_reason ("[1,2,3,456]", &bytes, "json-too-large");
  assert_reason ("[1,2,3,4]", &tokens, NULL);
  assert_reason ("[1,2,3,4,5]", &tokens, "json-too-large");
  assert_reason ("\"1234567890\"", &string, NULL);
  assert_reason ("\"12345678901\"", &string, "json-too-large");
  assert_reason ("{\"12345678901\":1}", &string, "json-too-large");
  assert_reason ("\"\\u0031\\u0032\"", &string, "json-too-large");
  assert_reason ("1e308", &bytes, NULL);
  assert_reason ("1e400", &bytes, "json-too-large"); /* No double holds it exactly, so it could not be sealed. */
  assert_reason ("-1.5E999", &bytes, "json-too-large");
}

static void
test_member_tells_where (void)
{
  static const char text[] = "{\n  \"a\": 1,\n  \"a\": 2\n}";
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_json_scan (text, strlen (text), &CORD_JSON_LIMITS_WIRE, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "line 3, column 3");
}

static void
assert_guarded (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *guarded = cord_json_guard (text, strlen (text), &CORD_JSON_LIMITS_WIRE, &length, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (guarded, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

/* Decimals keep the text they were written with, trailing zeros included; integers and everything else are
 * unchanged. */
static void
test_guard (void)
{
  assert_guarded ("13.55", "\"" MARK "13.55\"");
  assert_guarded ("[1, 2.50 ,-3]", "[1, \"" MARK "2.50\" ,-3]");
  assert_guarded ("{\"a\":0.10,\"b\":-0.0,\"c\":1E5}",
                  "{\"a\":\"" MARK "0.10\",\"b\":\"" MARK "-0.0\",\"c\":\"" MARK "1E5\"}");
  assert_guarded ("[9223372036854775807,9223372036854775808]", "[9223372036854775807,\"" MARK "9223372036854775808\"]");
  assert_guarded ("[-9223372036854775808,-9223372036854775809]",
                  "[-9223372036854775808,\"" MARK "-9223372036854775809\"]");
  assert_guarded ("0.1000000000000000055511151231257827", "\"" MARK "0.1000000000000000055511151231257827\"");
  assert_guarded ("{\"13.55\":\"13.55\",\"e\":\"1\\u002e5\"}", "{\"13.55\":\"13.55\",\"e\":\"1\\u002e5\"}");
  assert_guarded (" [ true , null , \"\xC3\xA9\" ] ", " [ true , null , \"\xC3\xA9\" ] ");
}

static void
test_guard_refuses (void)
{
  static const char *const texts[] = {
    "[1.5,]", "\"" MARK "1.5\"", "\"\\uFDD0\"", "{\"a\":1.5,\"a\":1.5}", "1.5.5", "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length = 77;

      g_assert_null (cord_json_guard (texts[i], strlen (texts[i]), &CORD_JSON_LIMITS_WIRE, &length, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
    }
}

static void
append_random (GString *text, guint depth)
{
  static const char *const leaves[] = {
    "0",
    "-17",
    "3.140",
    "1e-7",
    "123456789012345678901",
    "true",
    "null",
    "\"\"",
    "\"a\\u00e9\\\"\"",
    "\"\xF0\x9F\x98\x80\"",
  };
  int members = g_test_rand_int_range (0, 4);
  gboolean object = g_test_rand_bit ();

  if (depth == 0 || g_test_rand_int_range (0, 3) == 0)
    {
      g_string_append (text, leaves[g_test_rand_int_range (0, G_N_ELEMENTS (leaves))]);
      return;
    }
  g_string_append_c (text, object ? '{' : '[');
  for (int i = 0; i < members; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (object)
        g_string_append_printf (text, " \"k%d\" : ", i);
      append_random (text, depth - 1);
    }
  g_string_append_c (text, object ? '}' : ']');
}

/* Valid texts pass, the guard keeps their decimals, and a text that is truncated or corrupted anywhere never
 * crashes. */
static void
test_random_texts (void)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *guarded = NULL;
      g_autofree char *bare = NULL;
      gsize length, cut;

      append_random (text, 6);
      g_assert_true (scan (text->str));
      guarded = cord_json_guard (text->str, text->len, &CORD_JSON_LIMITS_WIRE, &length, NULL);
      g_assert_nonnull (guarded);
      g_assert_false (strstr (text->str, "3.140") != NULL && strstr (guarded, MARK "3.140") == NULL);

      cut = (gsize)g_test_rand_int_range (0, (gint32)text->len + 1);
      bare = g_memdup2 (text->str, cut + 1);
      if (cut < text->len && (*text->str == '{' || *text->str == '['))
        g_assert_false (cord_json_scan (bare, cut, &CORD_JSON_LIMITS_WIRE, NULL));
      bare[cut / 2] = (char)g_test_rand_int_range (0, 256);
      cord_json_scan (bare, cut, &CORD_JSON_LIMITS_WIRE, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-limits/valid", test_valid);
  g_test_add_func ("/base/json-limits/syntax", test_syntax);
  g_test_add_func ("/base/json-limits/encoding", test_encoding);
  g_test_add_func ("/base/json-limits/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/base/json-limits/many-keys", test_many_keys);
  g_test_add_func ("/base/json-limits/depth", test_depth);
  g_test_add_func ("/base/json-limits/size", test_size);
  g_test_add_func ("/base/json-limits/member-tells-where", test_member_tells_where);
  g_test_add_func ("/base/json-limits/guard", test_guard);
  g_test_add_func ("/base/json-limits/guard-refuses", test_guard_refuses);
  g_test_add_func ("/base/json-limits/random-texts", test_random_texts);
  return g_test_run ();
}
