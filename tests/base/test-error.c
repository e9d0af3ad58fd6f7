/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"

static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  g_assert_false (cord_error_set_full (&error, CORD_ERROR_STALE, "quote-stale", "policy.tick", "Quote again.",
                                       "%s has %d new lines.", "The bill", 2));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_STALE);
  g_assert_cmpstr (error->message, ==, "The bill has 2 new lines.");
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (cord_error_get_reason (copy), ==, "quote-stale");
  g_assert_cmpstr (cord_error_get_member (copy), ==, "policy.tick");
  g_assert_cmpstr (cord_error_get_hint (copy), ==, "Quote again.");
}

static void
test_message_only (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_error_set_full (&error, CORD_ERROR_DENIED, NULL, NULL, NULL, "Not %s.", "yours"));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (error->message, ==, "Not yours.");
  g_assert_null (cord_error_get_reason (error));
  g_assert_null (cord_error_get_member (error));
  g_assert_null (cord_error_get_hint (error));
}

static void
test_nobody_asks (void)
{
  g_assert_false (cord_error_set_full (NULL, CORD_ERROR_INVALID, "r", "m", "h", "x"));
}

static void
test_other_domains (void)
{
  g_autoptr (GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");

  g_assert_null (cord_error_get_reason (error));
  g_assert_null (cord_error_get_member (error));
  g_assert_null (cord_error_get_hint (error));
  g_assert_null (cord_error_get_reason (NULL));
}

static void
test_code_names (void)
{
  static const char *const names[] = { "not-found", "conflict", "invalid", "denied", "offline", "stale", "internal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (cord_error_code_name (i), ==, names[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/full", test_full);
  g_test_add_func ("/base/error/message-only", test_message_only);
  g_test_add_func ("/base/error/nobody-asks", test_nobody_asks);
  g_test_add_func ("/base/error/other-domains", test_other_domains);
  g_test_add_func ("/base/error/code-names", test_code_names);
  return g_test_run ();
}
