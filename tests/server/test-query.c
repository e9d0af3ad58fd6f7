/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-query.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/query/fields", test_fields);
  return g_test_run ();
}
