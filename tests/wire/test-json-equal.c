/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json-equal.h"
#include "wire/cord-json.h"

/* What another program writes back of what it read is the same, however it writes numbers. */

static gboolean
equal (const char *a, const char *b)
{
  g_autoptr (JsonNode) x = cord_json_parse (a, -1, NULL, NULL);
  g_autoptr (JsonNode) y = cord_json_parse (b, -1, NULL, NULL);

  g_assert_true (x != NULL && y != NULL);
  if (cord_json_equal (x, y))
    g_assert_cmpuint (cord_json_hash (x), ==, cord_json_hash (y));
  return cord_json_equal (x, y) && cord_json_equal (y, x);
}

static void
test_same (void)
{
  g_assert_true (equal ("{\"a\":20.00,\"b\":[1,null,true]}", "{\"b\":[1.0,null,true],\"a\":20}"));
  g_assert_true (equal ("{\"a\":{\"value\":-0.00}}", "{\"a\":{\"value\":0}}"));
  g_assert_true (equal ("[0.10]", "[0.1]"));
  g_assert_true (equal ("[100, 1000.0]", "[100.0, 1000]"));
  g_assert_true (equal ("[1e2]", "[1e2]"));
  g_assert_true (equal ("[\"20.00\"]", "[\"20.00\"]"));
}

static void
test_different (void)
{
  g_assert_false (equal ("{\"a\":1}", "{\"a\":1,\"b\":null}"));
  g_assert_false (equal ("{\"a\":null}", "{\"b\":null}"));
  g_assert_false (equal ("[1,2]", "[2,1]"));
  g_assert_false (equal ("[100]", "[10]"));
  g_assert_false (equal ("[10]", "[1]"));
  g_assert_false (equal ("[0.10]", "[0.01]"));
  g_assert_false (equal ("[20]", "[\"20\"]"));
  g_assert_false (equal ("[\"20.0\"]", "[\"20.00\"]"));
  g_assert_false (equal ("[0]", "[false]"));
  g_assert_false (equal ("[{}]", "[[]]"));
  g_assert_false (equal ("[9007199254740993]", "[9007199254740992]"));
}

static void
test_none (void)
{
  g_autoptr (JsonNode) node = cord_json_parse ("[null]", -1, NULL, NULL);

  g_assert_true (cord_json_equal (NULL, NULL));
  g_assert_false (cord_json_equal (node, NULL));
  g_assert_false (cord_json_equal (NULL, node));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json-equal/same", test_same);
  g_test_add_func ("/wire/json-equal/different", test_different);
  g_test_add_func ("/wire/json-equal/none", test_none);
  return g_test_run ();
}
