/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-merge-patch.h"

/* The cases of RFC 7396, appendix A: target, patch, result. */
static const char *const cases[][3] = {
  { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
  { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
  { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
  { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
  { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
  { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
  { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
  { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
  { "{\"a\":\"foo\"}", "null", "null" },
  { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
  { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
  { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
  { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
  { "{\"price\":13.50}", "{\"price\":13.55}", "{\"price\":13.55}" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) target = cord_json_parse (cases[i][0], -1, &CORD_JSON_LIMITS_WIRE, NULL);
      g_autoptr (JsonNode) patch = cord_json_parse (cases[i][1], -1, &CORD_JSON_LIMITS_WIRE, NULL);
      g_autoptr (JsonNode) result = cord_merge_patch (target, patch);
      g_autofree char *text = cord_json_write (result);
      g_autofree char *kept = cord_json_write (target);

      g_assert_cmpstr (text, ==, cases[i][2]);
      g_assert_cmpstr (kept, ==, cases[i][0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/merge-patch/rfc-7396", test_cases);
  return g_test_run ();
}
