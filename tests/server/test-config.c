/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"
#include "server/admin/cord-config-report.h"
#include "server/admin/cord-config-table.h"

#include <glib/gstdio.h>
#include <string.h>

/* The table, and the configuration that results from a command line and a file. */

typedef struct
{
  char *path;
  GPtrArray *problems;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int file = g_file_open_tmp ("cordboard-config-XXXXXX", &fixture->path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  fixture->problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
  g_ptr_array_unref (fixture->problems);
}

/* As main does it, with @arguments after the program's name and, where @file is not NULL, --config. */
static CordConfig *
read_all (Fixture *fixture, const char *file, const char *const *arguments, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (CordConfig) config = NULL;
  int argc;
  char **argv;

  g_ptr_array_add (list, (gpointer) "cordboard-server");
  for (; arguments != NULL && *arguments != NULL; arguments++)
    g_ptr_array_add (list, (gpointer)*arguments);
  if (file != NULL)
    {
      g_assert_true (g_file_set_contents (fixture->path, file, -1, NULL));
      g_ptr_array_add (list, (gpointer) "--config");
      g_ptr_array_add (list, fixture->path);
    }
  argc = (int)list->len;
  argv = (char **)list->pdata;
  config = cord_config_new (&argc, &argv, error);
  return config != NULL && cord_config_complete (config, fixture->problems) ? g_steal_pointer (&config) : NULL;
}

#define ARGUMENTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_table (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) closed = g_hash_table_new (g_str_hash, g_str_equal);
  const char *section = NULL;
  gsize n;
  const CordConfigOption *table = cord_config_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *values = cord_config_describe_values (&table[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", table[i].name);
      g_assert_true (g_hash_table_add (names, (gpointer)table[i].name));
      g_assert_true (cord_config_find (table[i].name) == &table[i]);
      g_assert_nonnull (values);
      g_assert_cmpint (table[i].kind == CORD_CONFIG_FLAG, ==, table[i].argument == NULL);
      g_assert_cmpint (table[i].kind == CORD_CONFIG_CHOICE, ==, table[i].choices != NULL);
      g_assert_true (table[i].kind != CORD_CONFIG_NUMBER || table[i].minimum < table[i].maximum);
      g_assert_true (!table[i].reloads || table[i].section != NULL);
      if (table[i].fallback != NULL)
        cord_config_check_value (&table[i], table[i].fallback, &error);
      g_assert_no_error (error);
      /* The keys of a section are contiguous. */
      if (g_strcmp0 (section, table[i].section) != 0 && section != NULL)
        g_hash_table_add (closed, (gpointer)section);
      section = table[i].section;
      g_assert_false (section != NULL && g_hash_table_contains (closed, section));
    }
  g_assert_null (cord_config_find ("password"));
}

static void
test_precedence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordConfig) config = read_all (
      fixture, "; a comment\n[orders]\nundo-window = 7\n  zone=Europe/Berlin  \n\n[server]\nlisten = unix:/run/x\n",
      ARGUMENTS ("--undo-window=9", "--unsafe-listen"), &error);
  g_autofree char *undo = NULL, *zone = NULL, *policy = NULL, *line = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (config);
  g_assert_cmpint (cord_config_number (config, "undo-window"), ==, 9);
  g_assert_cmpstr (cord_config_text (config, "zone"), ==, "Europe/Berlin");
  g_assert_cmpstr (cord_config_text (config, "policy"), ==, "none");
  g_assert_cmpstr (cord_config_text (config, "listen"), ==, "unix:/run/x");
  g_assert_true (cord_config_flag (config, "unsafe-listen"));
  g_assert_false (cord_config_flag (config, "kit-mode"));
  g_assert_null (cord_config_text (config, "spool"));
  g_assert_true (g_str_has_suffix (cord_config_text (config, "policy-dir"), "/policy"));
  undo = cord_config_dup_origin (config, "undo-window");
  zone = cord_config_dup_origin (config, "zone");
  policy = cord_config_dup_origin (config, "policy");
  line = g_strconcat (fixture->path, ":4", NULL);
  g_assert_cmpstr (undo, ==, "--undo-window");
  g_assert_cmpstr (zone, ==, line);
  g_assert_cmpstr (policy, ==, "default");
}

static void
test_derived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordConfig) kit = read_all (fixture, NULL, ARGUMENTS ("--kit-mode", "--demo-data", "--data-dir=/d"), NULL);
  g_autoptr (CordConfig) set = read_all (fixture, "[orders]\nundo-window=5\n", ARGUMENTS ("--kit-mode"), NULL);
  g_autoptr (CordConfig) plain = read_all (fixture, NULL, NULL, NULL);

  g_assert_cmpint (cord_config_number (kit, "undo-window"), ==, 0);
  g_assert_cmpstr (cord_config_text (kit, "demo-folder"), ==, "/d/practice");
  g_assert_cmpstr (cord_config_text (kit, "policy-dir"), ==, "/d/policy");
  g_assert_cmpint (cord_config_number (set, "undo-window"), ==, 5);
  g_assert_cmpint (cord_config_number (plain, "undo-window"), ==, 30);
  g_assert_null (cord_config_text (plain, "demo-folder"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordConfig) given
      = read_all (fixture, NULL, ARGUMENTS ("--hub-allow=10.0.0.1", "--hub-allow", "crm.example.com"), NULL);
  g_autoptr (CordConfig) filed = read_all (fixture, "[hub]\nhub-allow = 10.0.0.1 , crm.example.com\n", NULL, NULL);
  g_autoptr (CordConfig) none = read_all (fixture, NULL, NULL, NULL);

  g_assert_cmpstr (cord_config_text (given, "hub-allow"), ==, "10.0.0.1,crm.example.com");
  g_assert_cmpstr (cord_config_text (filed, "hub-allow"), ==, "10.0.0.1,crm.example.com");
  g_assert_null (cord_config_text (none, "hub-allow"));
}

/* What is printed can be read again with the same meaning. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordConfig) config
      = read_all (fixture, "[orders]\nundo-window = 7\n[hub]\nhub-allow=10.0.0.1,10.0.0.2\n", NULL, NULL);
  g_autofree char *text = cord_config_print (config);
  g_autoptr (CordConfig) again = read_all (fixture, text, NULL, NULL);
  g_autoptr (GPtrArray) now = NULL, later = NULL;

  g_assert_nonnull (again);
  now = cord_config_list_changes (config, again, TRUE);
  later = cord_config_list_changes (config, again, FALSE);
  g_assert_cmpuint (now->len, ==, 0);
  g_assert_cmpuint (later->len, ==, 0);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordConfig) before = read_all (fixture, "[orders]\nzone = UTC\n", ARGUMENTS ("--undo-window=9"), NULL);
  g_autoptr (CordConfig) after = NULL;
  g_autoptr (GPtrArray) now = NULL, later = NULL;

  g_file_set_contents (fixture->path, "[orders]\nzone = Europe/Berlin\nundo-window = 3\n[server]\nstore = sqlite:/x\n",
                       -1, NULL);
  after = cord_config_read_again (before, fixture->problems);
  g_assert_nonnull (after);
  g_assert_cmpint (cord_config_number (after, "undo-window"), ==, 9);
  now = cord_config_list_changes (before, after, TRUE);
  later = cord_config_list_changes (before, after, FALSE);
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (now, 0), ==, "zone");
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (later, 0), ==, "store");
}

/* Each with the line it is in, and words of the message or the hint. */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint line;
    const char *words;
  } cases[] = {
    { "[server]\nstor = x\n", 2, "Known here: store" },
    { "[sever]\nstore = memory\n", 2, "belongs in the section [server]" },
    { "[sever]\nx = 1\n", 2, "Known sections: server, orders" },
    { "[server]\nzone = UTC\n", 2, "belongs in the section [orders]" },
    { "[server]\nkit-mode = true\n", 2, "Write --kit-mode on the command line" },
    { "[server]\nstore = memory\n\nstore = memory\n", 4, "in line 2 already" },
    { "[server]\nunsafe-listen = yes\n", 2, "Write true or false." },
    { "[server]\nlisten = 8620\n", 2, "Write unix:PATH or 127.0.0.1:PORT." },
    { "[server]\nstore = postgresql://x\n", 2, "Write memory or sqlite:PATH." },
    { "[orders]\nundo-window = -1\n", 2, "Write a whole number from 0 to 86400." },
    { "[orders]\nundo-window = 30s\n", 2, "undo-window cannot be “30s”" },
    { "[orders]\nundo-window =\n", 2, "undo-window cannot be “”" },
    { "[orders]\nzone = Europe/Nowhere\n", 2, "Europe/Nowhere" },
    { "[messages]\nspool = spool\n", 2, "Write a path that begins with /." },
    { "[log]\nlog-level = loud\n", 2, "one of error, warning, notice, info, debug" },
    { "[hub]\nhub-allow = 10.0.0.1, http://crm\n", 2, "“http://crm” is no host" },
    { "[server]\ntrust-proxy = unix, nginx\n", 2, "“nginx” is no proxy" },
    { "[sign-in]\nsign-in-failures = 0\n", 2, "Write a whole number from 1 to 1000." },
    { "store = memory\n", 1, "in no section" },
    { "[server]\nstore\n", 2, "begin a comment with #" },
    { "[server\n", 1, "does not end" },
    { "[]\n", 1, "does not end" },
    { "=\n", 1, "no setting" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *start = g_strdup_printf ("%s:%u: ", fixture->path, cases[i].line);
      const GError *error;

      g_test_message ("%s", cases[i].text);
      g_assert_null (read_all (fixture, cases[i].text, NULL, NULL));
      g_assert_cmpuint (fixture->problems->len, ==, 1);
      error = g_ptr_array_index (fixture->problems, 0);
      g_assert_true (g_str_has_prefix (error->message, start));
      g_assert_nonnull (cord_error_get_hint (error));
      g_assert_true (strstr (error->message, cases[i].words) != NULL
                     || strstr (cord_error_get_hint (error), cases[i].words) != NULL);
      g_ptr_array_set_size (fixture->problems, 0);
    }
}

static void
test_all_at_once (Fixture *fixture, gconstpointer data)
{
  g_assert_null (read_all (fixture, "[server]\nstor = x\nlisten = nowhere\nnonsense\n[orders]\nundo-window = 99999\n",
                           NULL, NULL));
  g_assert_cmpuint (fixture->problems->len, ==, 4);
}

static void
test_file_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_strnfill (64 * 1024 + 1, '\n');
  g_autoptr (CordConfig) empty = NULL;

  g_assert_null (read_all (fixture, NULL, ARGUMENTS ("--config=/nowhere/at.all"), NULL));
  g_assert_null (read_all (fixture, NULL, ARGUMENTS ("--config=/"), NULL));
  g_assert_null (read_all (fixture, NULL, ARGUMENTS ("--config=/dev/zero"), NULL));
  g_assert_null (read_all (fixture, "[server]\nstore = \xff\n", NULL, NULL));
  g_assert_null (read_all (fixture, zeros, NULL, NULL));
  g_assert_cmpuint (fixture->problems->len, ==, 5);
  empty = read_all (fixture, "", NULL, NULL);
  g_assert_nonnull (empty);
}

static void
test_command_line (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "--undo-window=x", "--undo-window=-1", "--listen=8620", "--store=",
                                       "--log-level=x",   "--hub-allow=a,,b", "--nothing",     "more" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_null (read_all (fixture, NULL, ARGUMENTS (wrong[i]), &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/config/table", test_table);
  g_test_add ("/server/config/precedence", Fixture, NULL, set_up, test_precedence, tear_down);
  g_test_add ("/server/config/derived", Fixture, NULL, set_up, test_derived, tear_down);
  g_test_add ("/server/config/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/server/config/print", Fixture, NULL, set_up, test_print, tear_down);
  g_test_add ("/server/config/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/server/config/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/server/config/all-at-once", Fixture, NULL, set_up, test_all_at_once, tear_down);
  g_test_add ("/server/config/file-itself", Fixture, NULL, set_up, test_file_itself, tear_down);
  g_test_add ("/server/config/command-line", Fixture, NULL, set_up, test_command_line, tear_down);
  return g_test_run ();
}
