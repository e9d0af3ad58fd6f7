/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-log.h"

#include <string.h>

static void
test_personal_is_masked (void)
{
  const char *kept[8];

  g_assert_cmpstr (CORD_PERSONAL ("+4930555471"), ==, "…471");
  g_assert_cmpstr (CORD_PERSONAL ("abc\xC3\xA9\xC3\xA8\xC3\xAA"), ==, "…\xC3\xA9\xC3\xA8\xC3\xAA");
  g_assert_null (strstr (CORD_PERSONAL ("471"), "471")); /* all of it is no mask */
  g_assert_cmpstr (CORD_PERSONAL ("bad\xFF" "471"), ==, "…");
  g_assert_nonnull (CORD_PERSONAL (NULL));

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %d", 100 + i);

      kept[i] = CORD_PERSONAL (text);
    }
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *expected = g_strdup_printf ("…%d", 100 + i);

      g_assert_cmpstr (kept[i], ==, expected);
    }
}

static void
test_one_line_each (void)
{
  if (g_test_subprocess ())
    {
      cord_log_init ("program");
      g_setenv ("G_MESSAGES_DEBUG", G_LOG_DOMAIN, TRUE);
      cord_log_info ("first \"quoted\" \\ line\nsecond \x1b[31m %s", CORD_PERSONAL ("+4930555471"));
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*\"level\":\"info\",\"program\":\"program\"*");
  g_test_trap_assert_stderr ("*\"message\":\"first \\\"quoted\\\" \\\\ line\\u000asecond \\u001b[31m …471\"}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/personal-is-masked", test_personal_is_masked);
  g_test_add_func ("/base/log/one-line-each", test_one_line_each);
  return g_test_run ();
}
