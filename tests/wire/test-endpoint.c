/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-endpoint.h"

#include <string.h>

static void
test_table_is_sound (void)
{
  gsize n;
  const CordEndpoint *table = cord_endpoint_table (&n);

  g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++)
    {
      const char *path = table[i].path;
      const char *hole
          = strstr (g_str_has_prefix (path, "/tmf-api/{api}/") ? path + strlen ("/tmf-api/{api}") : path, "{");

      g_assert_true (cord_endpoint_find (table[i].name) == &table[i]);
      g_assert_true (*table[i].path == '/');
      g_assert_true (hole == NULL || g_str_has_prefix (hole, "{id}"));
      g_assert_true (*table[i].roles != '\0' && *table[i].purpose != '\0');
    }
  g_assert_null (cord_endpoint_find ("no-such"));
  g_assert_null (cord_endpoint_find (NULL));
}

/* The path that the client builds is the one that the server finds, whatever the id. */
static void
test_every_row_is_found (void)
{
  static const char *const ids[] = { "x", "a/b", "a b", "ä%2F", "..", "?#", "018f-7", "{id}", "a%", "+" };
  gsize n;
  const CordEndpoint *table = cord_endpoint_table (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (ids); k++)
      {
        gboolean hole = strstr (table[i].path, "{id}") != NULL;
        g_autofree char *path = cord_endpoint_expand (table[i].name, hole ? ids[k] : NULL);
        g_autofree char *parameter = NULL;
        gboolean known = FALSE;

        g_assert_true (cord_endpoint_match (table[i].method, path, &parameter, &known) == &table[i]);
        g_assert_true (known);
        g_assert_cmpstr (parameter, ==, hole ? ids[k] : NULL);
      }
}

static void
check_unmatched (const char *method, const char *path, gboolean expected_known)
{
  g_autofree char *parameter = NULL;
  gboolean known = !expected_known;

  g_assert_null (cord_endpoint_match (method, path, &parameter, &known));
  g_assert_null (parameter);
  g_assert_cmpint (known, ==, expected_known);
}

static void
test_unmatched (void)
{
  check_unmatched ("GET", "/", FALSE);
  check_unmatched ("GET", "", FALSE);
  check_unmatched ("GET", "/cordboard/v1/nothing", FALSE);
  check_unmatched ("GET", "/cordboard/v1/health/", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction/", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction//event", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction/a/b/event", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction/%00/event", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction/%ff/event", FALSE);
  check_unmatched ("GET", "/cordboard/v1/interaction/%2/event", FALSE);
  check_unmatched ("GET", "/CORDBOARD/v1/health", FALSE);
  check_unmatched ("DELETE", "/cordboard/v1/health", TRUE);
  check_unmatched ("get", "/cordboard/v1/health", TRUE);
  check_unmatched ("GET", "/cordboard/v1/token", TRUE);
  check_unmatched ("PUT", "/cordboard/v1/interaction/a%2Fb/event", TRUE);
}

/* The other methods of a resource's path are left to the resource engine. */
static void
test_resources (void)
{
  check_unmatched ("GET", "/tmf-api/quoteManagement/v4/quote", FALSE);
  check_unmatched ("DELETE", "/cordboard/v1/accountHistory/acct-1", FALSE);
}

static void
test_same_path_by_method (void)
{
  g_autofree char *id = NULL;

  g_assert_cmpstr (cord_endpoint_match ("POST", "/cordboard/v1/interaction/i%2F1/event", &id, NULL)->name, ==,
                   "event-append");
  g_assert_cmpstr (id, ==, "i/1");
  g_assert_cmpstr (cord_endpoint_match ("GET", "/cordboard/v1/interaction/i/event", NULL, NULL)->name, ==,
                   "event-list");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/table-is-sound", test_table_is_sound);
  g_test_add_func ("/endpoint/every-row-is-found", test_every_row_is_found);
  g_test_add_func ("/endpoint/unmatched", test_unmatched);
  g_test_add_func ("/endpoint/resources", test_resources);
  g_test_add_func ("/endpoint/same-path-by-method", test_same_path_by_method);
  return g_test_run ();
}
