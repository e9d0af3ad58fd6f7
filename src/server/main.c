/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-data-folder.h"
#include "base/cord-id.h"
#include "base/cord-log.h"
#include "ctl/import/cord-import.h"
#include "server/cord-server.h"
#include "store/cord-user-store.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <sodium.h>
#include <sys/prctl.h>

#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define DEMO_USER "agent"

/* The command line. */
typedef struct
{
  char *store;
  char *listen;
  char *demo_folder;
  char *spool;
  char *zone;
  char *policy_dir;
  char *data_dir;
  char *policy;
  int undo_window;
  gboolean demo_data;
  gboolean unsafe_listen;
  gboolean kit_mode;
  gboolean version;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->store);
  g_free (self->listen);
  g_free (self->demo_folder);
  g_free (self->spool);
  g_free (self->zone);
  g_free (self->policy_dir);
  g_free (self->data_dir);
  g_free (self->policy);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
read_arguments (Arguments *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &self->store, N_("Where everything is kept"), "memory|sqlite:PATH" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, N_("Where to listen, on this machine only"),
      "unix:PATH|127.0.0.1:PORT" },
    { "unsafe-listen", 0, 0, G_OPTION_ARG_NONE, &self->unsafe_listen, N_("Permit an address that others can reach"),
      NULL },
    { "kit-mode", 0, 0, G_OPTION_ARG_NONE, &self->kit_mode, N_("Answer without sign-in, for the public test kits"),
      NULL },
    { "demo-data", 0, 0, G_OPTION_ARG_NONE, &self->demo_data,
      N_("Load the practice data first, and make a user to try it with"), NULL },
    { "demo-folder", 0, 0, G_OPTION_ARG_FILENAME, &self->demo_folder,
      N_("Load this folder instead of the practice data"), "DIR" },
    { "undo-window", 0, 0, G_OPTION_ARG_INT, &self->undo_window, N_("Seconds in which an order can be undone (30)"),
      "SECONDS" },
    { "spool", 0, 0, G_OPTION_ARG_FILENAME, &self->spool, N_("Folder for outgoing messages"), "DIR" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &self->zone, N_("Time zone of accounts that name none (UTC)"),
      "Europe/Berlin" },
    { "policy", 0, 0, G_OPTION_ARG_STRING, &self->policy, N_("Policy pack outside of interactions (none)"), "ID" },
    { "policy-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->policy_dir, N_("Folder of the policy packs"), "DIR" },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_("Folder of the program's data, which holds policy"),
      "DIR" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Print the version and exit"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("The server of Cordboard: TM Forum Open APIs over one store."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("Unexpected argument %s"), (*argv)[1]);
  else if (self->undo_window < -1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("--undo-window must not be negative"));
  if (self->data_dir == NULL)
    self->data_dir = cord_data_folder ();
  if (self->demo_data && self->demo_folder == NULL)
    self->demo_folder = g_build_filename (self->data_dir, "practice", NULL);
  return *argc <= 1 && self->undo_window >= -1;
}

static void
on_progress (const char *file, guint done, guint total, gpointer user_data)
{
  if (done == total)
    g_printerr (_("%s: %u\n"), file, done);
}

/* A user to try the demo with; the password is new each time and told to who started the server, nobody else. */
static gboolean
make_demo_user (CordDatabase *database, gint64 now, GError **error)
{
  g_autofree char *password = NULL;
  g_autoptr (CordUser) there = cord_user_store_get (database, DEMO_USER, error);

  if (there != NULL || (error != NULL && *error != NULL))
    return there != NULL;
  password = cord_id_random_hex (12);
  if (!cord_user_store_put (database, DEMO_USER, "agent", password, &CORD_SECRET_COST_DEFAULT, now, error))
    return FALSE;
  g_printerr (_("Sign in as %s with the password %s\n"), DEMO_USER, password);
  return TRUE;
}

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  CordImport import = { .database = database, .now = now, .progress = on_progress };

  return cord_import (&import, user_data, NULL, error) && make_demo_user (database, now, error);
}

static CordServer *
make_server (const Arguments *arguments, CordClock *clock, GError **error)
{
  g_autofree char *policy_dir = arguments->policy_dir != NULL ? g_strdup (arguments->policy_dir)
                                                              : g_build_filename (arguments->data_dir, "policy", NULL);
  CordServerOptions options;

  cord_server_options_init (&options);
  options.store = arguments->store;
  options.listen = arguments->listen != NULL ? arguments->listen : "127.0.0.1:8620";
  options.unsafe_listen = arguments->unsafe_listen;
  options.kit_mode = arguments->kit_mode;
  options.undo_window = arguments->undo_window;
  options.spool = arguments->spool;
  options.zone = arguments->zone;
  options.policy_dir = policy_dir;
  options.policy = arguments->policy;
  if (arguments->demo_data || arguments->demo_folder != NULL)
    {
      options.populate = populate;
      options.populate_data = arguments->demo_folder;
    }
  return cord_server_new (&options, clock, error);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static int
run (const Arguments *arguments)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CordServer) server = make_server (arguments, clock, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (server == NULL || !cord_server_start (server, &error))
    {
      g_printerr ("cordboard-server: %s\n", error->message);
      if (cord_error_get_hint (error) != NULL)
        g_printerr ("%s\n", cord_error_get_hint (error));
      return EXIT_REFUSED;
    }
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_print (_("Listening at %s\n"), arguments->listen != NULL && g_str_has_prefix (arguments->listen, "unix:")
                                        ? arguments->listen
                                        : cord_server_get_uri (server));
  g_main_loop_run (loop);
  cord_server_stop (server);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_auto (Arguments) arguments = { .undo_window = -1 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* HTTP/2 in this libsoup is not to be trusted (security.md); tokens and PINs must not land in a core file. */
  g_unsetenv ("SOUP_SERVER_HTTP2");
  prctl (PR_SET_DUMPABLE, 0);
  if (!read_arguments (&arguments, &argc, &argv, &error))
    {
      g_printerr ("cordboard-server: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (arguments.version)
    {
      g_print ("cordboard-server %s\n", CORD_VERSION);
      return EXIT_SUCCESS;
    }
  if (sodium_init () < 0)
    return EXIT_REFUSED;
  cord_log_init ("cordboard-server");
  return run (&arguments);
}
