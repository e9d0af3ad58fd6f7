/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json.h"

#include "cord-wire-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
check_round (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = cord_json_parse (text, -1, NULL, &error);
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  out = cord_json_write (node);
  g_assert_cmpstr (out, ==, text);
}

static void
test_text_round_trip (void)
{
  check_round ("{}");
  check_round ("[]");
  check_round ("null");
  check_round ("{\"b\":1,\"a\":[true,false,null,\"x\"],\"c\":{\"d\":-7}}");
  check_round ("\"\\\"\\\\\\n\\r\\t\\u0001 é 漢 😀\"");
  check_round ("[9223372036854775807,-9223372036854775808,0]");
  check_round ("\"-1.5\"");
}

/* 13.55 as a double is printed as 13.550000000000001 by json-glib. */
static void
test_decimals_stay_as_written (void)
{
  check_round ("[13.55,24.85,0.1,-0.01,5.0,100.00]");
  check_round ("[1e2,1.5E-7,123456789012345678901234567890]");
  check_round ("[9223372036854775808]");
}

static void
test_decimal_nodes (void)
{
  g_autoptr (JsonNode) node = fixture ("{'a':24.85,'b':3,'c':'24.85','d':true}");
  g_autoptr (JsonNode) whole = cord_json_decimal ("25");
  g_autoptr (JsonNode) cents = cord_json_decimal ("25.00");
  g_autofree char *a = cord_json_dup_decimal (cord_json_find (node, "a"));
  g_autofree char *b = cord_json_dup_decimal (cord_json_find (node, "b"));
  g_autofree char *written = cord_json_write (cents);

  g_assert_cmpstr (a, ==, "24.85");
  g_assert_cmpstr (b, ==, "3");
  g_assert_false (cord_json_is_decimal (cord_json_find (node, "c")));
  g_assert_null (cord_json_dup_decimal (cord_json_find (node, "d")));
  g_assert_cmpint (json_node_get_int (whole), ==, 25);
  g_assert_cmpstr (written, ==, "25.00");
}

static void
test_documents (void)
{
  const char *text = "{\"a\":1,\"d\":24.85,\"e\":[],\"l\":[{\"x\":\"y\"},null,true],\"n\":null,\"o\":{}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = cord_json_parse_value (text, -1, NULL, &error);
  g_autoptr (GVariant) decimal = NULL;
  g_autoptr (GVariant) nothing = NULL;
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  decimal = cord_value_dup (value, "d");
  nothing = cord_value_dup (value, "n");
  g_assert_true (g_variant_is_of_type (decimal, CORD_VALUE_DECIMAL));
  g_assert_cmpstr (g_variant_get_type_string (nothing), ==, "mv");
  g_assert_cmpint (cord_value_get_integer (value, "a", 0), ==, 1);
  out = cord_json_write_value (value);
  g_assert_cmpstr (out, ==, text);
}

/* A typed text never becomes a bare number when it is written. */
static void
test_text_cannot_pose_as_number (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (CORD_JSON_NUMBER_MARK "1e400"));
  g_autoptr (GVariant) inner = g_variant_ref_sink (g_variant_new_string ("a" CORD_JSON_NUMBER_MARK "b"));
  g_autofree char *out = cord_json_write_value (value);
  g_autofree char *cut = cord_json_write_value (inner);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), CORD_JSON_NUMBER_MARK "1,\"x\":2");
  g_autofree char *harmless = cord_json_write (node);

  g_assert_cmpstr (out, ==, "\"1e400\"");
  g_assert_cmpstr (cut, ==, "\"ab\"");
  g_assert_cmpstr (harmless, ==, "\"1,\\\"x\\\":2\"");
}

static void
check_refused (const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = cord_json_parse (text, length, NULL, &error);

  g_assert_null (node);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_nonnull (cord_error_get_reason (error));
}

static void
test_hostile_text (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "}",
    "[1,]",
    "{\"a\":1,}",
    "{a:1}",
    "{'a':1}",
    "[1 2]",
    "01",
    "1.",
    ".5",
    "+1",
    "- 1",
    "0x10",
    "NaN",
    "Infinity",
    "nul",
    "True",
    "\"\n\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[1]]",
    "{} {}",
    "// c\n1",
    "/* c */ 1",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "\"" CORD_JSON_NUMBER_MARK "1\"",
    "\"\\ufdd0"
    "1\"",
    "\xEF\xBB\xBF{}",
    "\"\xC0\xAF\"",
    "\"\xED\xA0\x80\"",
    "\"\xFF\"",
    "var x = 1;",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (texts[i], -1);
  check_refused ("\"a\0b\"", 5);
}

static void
test_bombs (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (GString) wide = g_string_new ("[0");
  g_autoptr (GString) big = g_string_new ("\"");

  check_refused (deep, -1);
  for (guint i = 0; i < 120000; i++)
    g_string_append (wide, ",0");
  g_string_append_c (wide, ']');
  check_refused (wide->str, (gssize)wide->len);
  for (guint i = 0; i < 70000; i++)
    g_string_append_c (big, 'a');
  g_string_append_c (big, '"');
  check_refused (big->str, (gssize)big->len);
}

static void
test_paths (void)
{
  g_autoptr (JsonNode) node = fixture ("{'a':{'b':[{'c':null},{'d':'x'},{'d':'y'}]},'n':5,'m':1.5}");

  g_assert_cmpstr (cord_json_find_string (node, "a.b.d"), ==, "x");
  g_assert_null (cord_json_find_string (node, "n"));
  g_assert_null (cord_json_find_string (node, "m"));
  g_assert_null (cord_json_find (node, "a.x.d"));
  g_assert_null (cord_json_find (node, "n.b"));
  g_assert_null (cord_json_find (node, ""));
  g_assert_null (cord_json_find (NULL, "a"));
  g_assert_true (JSON_NODE_HOLDS_NULL (cord_json_find (node, "a.b.c")));
}

/* A parsed document can be changed: the server merges patches into it. */
static void
test_parsed_nodes_are_mutable (void)
{
  g_autoptr (JsonNode) node = fixture ("{'a':{'b':1}}");

  json_object_set_string_member (json_object_get_object_member (json_node_get_object (node), "a"), "b", "c");
  g_assert_cmpstr (cord_json_find_string (node, "a.b"), ==, "c");
}

static void
test_files (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cord-test-json-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "{\"a\":1.50}", -1, NULL));
  value = cord_json_load_value (path, &error);
  g_assert_no_error (error);
  g_assert_true (cord_value_has (value, "a"));

  g_assert_true (g_file_set_contents (path, "{\"a\":}", -1, NULL));
  g_assert_null (cord_json_load_value (path, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_unlink (path);
  g_assert_null (cord_json_load_value (path, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/text-round-trip", test_text_round_trip);
  g_test_add_func ("/json/decimals-stay-as-written", test_decimals_stay_as_written);
  g_test_add_func ("/json/decimal-nodes", test_decimal_nodes);
  g_test_add_func ("/json/documents", test_documents);
  g_test_add_func ("/json/text-cannot-pose-as-number", test_text_cannot_pose_as_number);
  g_test_add_func ("/json/hostile-text", test_hostile_text);
  g_test_add_func ("/json/bombs", test_bombs);
  g_test_add_func ("/json/paths", test_paths);
  g_test_add_func ("/json/parsed-nodes-are-mutable", test_parsed_nodes_are_mutable);
  g_test_add_func ("/json/files", test_files);
  return g_test_run ();
}
