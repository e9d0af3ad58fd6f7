/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-log.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void
test_personal_is_masked (void)
{
  const char *kept[8];

  g_assert_cmpstr (CORD_PERSONAL ("+4930555471"), ==, "…471");
  g_assert_cmpstr (CORD_PERSONAL ("abc\xC3\xA9\xC3\xA8\xC3\xAA"), ==, "…\xC3\xA9\xC3\xA8\xC3\xAA");
  g_assert_null (strstr (CORD_PERSONAL ("471"), "471")); /* all of it is no mask */
  g_assert_cmpstr (CORD_PERSONAL ("bad\xFF"
                                  "471"),
                   ==, "…");
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
      cord_log_start (&(const CordLogOptions){ .program = "program" });
      g_setenv ("G_MESSAGES_DEBUG", G_LOG_DOMAIN, TRUE);
      cord_log_info ("first \"quoted\" \\ line\nsecond \x1b[31m %s", CORD_PERSONAL ("+4930555471"));
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*\"level\":\"info\",\"program\":\"program\"*");
  g_test_trap_assert_stderr ("*\"message\":\"first \\\"quoted\\\" \\\\ line\\u000asecond \\u001b[31m …471\"}\n");
}

/* What a program logs with these options; each in a process of its own, since the options are set once a process. */
static void
say_everything (CordLogFormat format, GLogLevelFlags least, const char *journal, int descriptor)
{
  const CordLogOptions options = { "program", format, least, descriptor, journal };

  cord_log_start (&options);
  g_debug ("a debug");
  g_info ("an info");
  cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_NOT_READY, "a \"notice\"\nPRIORITY=0\x1b[31m");
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "CORDBOARD_ROUTE", "order", "CORDBOARD_STATUS", "201",
                    "CORDBOARD_REQUEST", "0123", "OTHER", "hidden", "MESSAGE", "%s", "POST order");
}

static void
test_formats (void)
{
  if (g_test_subprocess ())
    {
      say_everything (CORD_LOG_AUTO, 0, NULL, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*debug*");
  g_test_trap_assert_stderr_unmatched ("*hidden*");
  g_test_trap_assert_stderr ("*,\"message\":\"an info\"}\n*");
  g_test_trap_assert_stderr ("*\"level\":\"notice\",*,\"message\":\"a \\\"notice\\\"\\u000aPRIORITY=0\\u001b?31m\","
                             "\"kind\":\"" CORD_LOG_NOT_READY "\"}\n*");
  g_test_trap_assert_stderr ("*,\"message\":\"POST order\",\"route\":\"order\",\"status\":201,\"request\":\"0123\"}\n");
}

static void
test_text (void)
{
  if (g_test_subprocess ())
    {
      say_everything (CORD_LOG_TEXT, G_LOG_LEVEL_DEBUG, NULL, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*Z debug cord-base-test: a debug\n*Z info cord-base-test: an info\n*");
  g_test_trap_assert_stderr ("*Z info cord-base-test: POST order route=order status=201 request=0123\n");
}

static void
test_levels (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("G_MESSAGES_DEBUG", "", TRUE);
      say_everything (CORD_LOG_TEXT, G_LOG_LEVEL_WARNING, NULL, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

static void
test_words (void)
{
  CordLogFormat format;
  GLogLevelFlags least;

  g_assert_true (cord_log_format_parse ("journal", &format) && format == CORD_LOG_JOURNAL);
  g_assert_true (cord_log_format_parse ("auto", &format) && format == CORD_LOG_AUTO);
  g_assert_false (cord_log_format_parse ("xml", &format));
  g_assert_true (cord_log_level_parse ("notice", &least) && least == G_LOG_LEVEL_MESSAGE);
  g_assert_false (cord_log_level_parse ("", &least));
}

/* Stands in for the journal's socket and returns what was sent to it. */

typedef struct
{
  char *folder;
  char *path;
  int socket;
} Journal;

static void
journal_open (Journal *self)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  self->folder = g_dir_make_tmp ("cordboard-log-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "socket", NULL);
  g_strlcpy (address.sun_path, self->path, sizeof address.sun_path);
  self->socket = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->socket, (struct sockaddr *)&address, sizeof address), ==, 0);
}

static void
journal_close (Journal *self)
{
  close (self->socket);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

/* The fields of the next datagram: each is KEY=value on one line, with a key that the journal accepts. */
static GHashTable *
journal_read (Journal *self)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  char buffer[32768];
  gssize length = recv (self->socket, buffer, sizeof buffer - 1, MSG_DONTWAIT);
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (length, >, 0);
  g_assert_true (buffer[length - 1] == '\n');
  buffer[length - 1] = '\0';
  lines = g_strsplit (buffer, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *equals = strchr (lines[i], '=');

      g_assert_nonnull (equals);
      *equals = '\0';
      g_assert_cmpuint (strspn (lines[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"), ==, strlen (lines[i]));
      g_assert_true (g_ascii_isupper (lines[i][0]));
      g_assert_true (g_hash_table_insert (fields, g_strdup (lines[i]), g_strdup (equals + 1)));
    }
  return fields;
}

static void
assert_field (GHashTable *fields, const char *key, const char *value)
{
  g_assert_cmpstr (g_hash_table_lookup (fields, key), ==, value);
}

static void
test_journal (void)
{
  Journal journal;
  g_autoptr (GHashTable) info = NULL;
  g_autoptr (GHashTable) notice = NULL;
  g_autoptr (GHashTable) order = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*\"message\":\"nobody listens\"}\n");
      return;
    }
  journal_open (&journal);
  say_everything (CORD_LOG_JOURNAL, 0, journal.path, 0);
  info = journal_read (&journal);
  assert_field (info, "MESSAGE", "an info");
  assert_field (info, "PRIORITY", "6");
  assert_field (info, "SYSLOG_IDENTIFIER", "program");
  notice = journal_read (&journal);
  assert_field (notice, "MESSAGE", "a \"notice\"\\u000aPRIORITY=0\\u001b[31m");
  assert_field (notice, "PRIORITY", "5");
  assert_field (notice, "MESSAGE_ID", CORD_LOG_NOT_READY);
  order = journal_read (&journal);
  assert_field (order, "MESSAGE", "POST order");
  assert_field (order, "CORDBOARD_ROUTE", "order");
  assert_field (order, "CORDBOARD_STATUS", "201");
  assert_field (order, "CORDBOARD_REQUEST", "0123");
  assert_field (order, "OTHER", NULL);
  g_assert_cmpint (recv (journal.socket, (char[1]){ 0 }, 1, MSG_DONTWAIT), <, 0);
  /* When the journal has gone, its lines go to standard error instead. */
  journal_close (&journal);
  g_message ("nobody listens");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/personal-is-masked", test_personal_is_masked);
  g_test_add_func ("/base/log/one-line-each", test_one_line_each);
  g_test_add_func ("/base/log/formats", test_formats);
  g_test_add_func ("/base/log/text", test_text);
  g_test_add_func ("/base/log/levels", test_levels);
  g_test_add_func ("/base/log/words", test_words);
  g_test_add_func ("/base/log/journal", test_journal);
  return g_test_run ();
}
