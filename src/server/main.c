/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-data-folder.h"
#include "base/cord-id.h"
#include "base/cord-log.h"
#include "ctl/import/cord-import.h"
#include "server/admin/cord-activation.h"
#include "server/admin/cord-config-report.h"
#include "server/admin/cord-notify.h"
#include "server/cord-server.h"
#include "server/http/cord-acceptor.h"
#include "store/cord-user-store.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <sodium.h>
#include <sys/prctl.h>

#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define DEMO_USER "agent"

/* The program from its start to its end. */
typedef struct
{
  CordConfig *config;
  CordServer *server;
  CordNotify *notify;
  GMainLoop *loop;
} Service;

static void
on_progress (const CordImportStage *stage, gpointer user_data)
{
  if (stage->end)
    g_printerr (_ ("%s: %u\n"), stage->file, stage->done);
}

/* A user to try the demo with; the password is new each time and printed only to the terminal that started the server.
 */
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
  g_printerr (_ ("Sign in as %s with the password %s\n"), DEMO_USER, password);
  return TRUE;
}

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  CordImport import = { .database = database, .now = now, .progress = on_progress };

  return cord_import (&import, user_data, NULL, error) && make_demo_user (database, now, error);
}

/* @config, if known, tells where the option at fault was set. */
static void
complain (const GError *error, const CordConfig *config)
{
  const char *hint = cord_error_get_hint (error);
  const char *member = cord_error_get_member (error);
  g_autofree char *origin = config != NULL && member != NULL ? cord_config_dup_origin (config, member) : NULL;

  g_printerr ("cordboard-server: %s%s%s\n", origin != NULL ? origin : "", origin != NULL ? ": " : "", error->message);
  if (hint != NULL && *hint != '\0')
    g_printerr ("  %s\n", hint);
}

/* The options are those of @config, which must stay as long as they do. */
static void
fill_options (CordServerOptions *options, const CordConfig *config)
{
  cord_server_options_init (options);
  options->store = cord_config_text (config, "store");
  options->listen = cord_config_text (config, "listen");
  options->unsafe_listen = cord_config_flag (config, "unsafe-listen");
  options->trust_proxy = cord_config_text (config, "trust-proxy");
  options->kit_mode = cord_config_flag (config, "kit-mode");
  options->limits.sign_in_account = (guint)cord_config_number (config, "sign-in-failures");
  options->limits.sign_in_address = (guint)cord_config_number (config, "sign-in-address-failures");
  options->limits.verification_agent = (guint)cord_config_number (config, "verification-failures");
  options->limits.verification_address = (guint)cord_config_number (config, "verification-address-failures");
  options->idle = (guint)cord_config_number (config, "verification-idle") * 60;
  options->undo_window = cord_config_number (config, "undo-window");
  options->spool = cord_config_text (config, "spool");
  options->zone = cord_config_text (config, "zone");
  options->policy_dir = cord_config_text (config, "policy-dir");
  options->policy = cord_config_text (config, "policy");
  options->hub_allow = cord_config_text (config, "hub-allow");
}

static CordServer *
make_server (const CordConfig *config, GSocket *socket, GError **error)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  const char *demo = cord_config_text (config, "demo-folder");
  CordServerOptions options;

  fill_options (&options, config);
  options.socket = socket;
  if (demo != NULL)
    {
      options.populate = populate;
      options.populate_data = (gpointer)demo;
    }
  return cord_server_new (&options, clock, error);
}

static gboolean
on_stop_signal (gpointer user_data)
{
  Service *service = user_data;

  if (g_main_loop_is_running (service->loop))
    g_main_loop_quit (service->loop);
  else
    cord_server_skip_drain (service->server);
  return G_SOURCE_CONTINUE;
}

static void
report_changes (const CordConfig *before, const CordConfig *after)
{
  g_autoptr (GPtrArray) applied = cord_config_list_changes (before, after, TRUE);
  g_autoptr (GPtrArray) waiting = cord_config_list_changes (before, after, FALSE);

  for (guint i = 0; i < applied->len; i++)
    g_message ("the setting %s has changed", (char *)g_ptr_array_index (applied, i));
  for (guint i = 0; i < waiting->len; i++)
    g_message ("the setting %s has changed and needs a restart", (char *)g_ptr_array_index (waiting, i));
  g_message ("the configuration was read again");
}

/* The file as it is now, or, where anything in it is wrong, nothing of it. */
static void
reload (Service *service)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  g_autoptr (CordConfig) config = cord_config_read_again (service->config, problems);
  CordServerOptions options;
  GError *error = NULL;

  if (config != NULL)
    {
      fill_options (&options, config);
      if (cord_server_reload (service->server, &options, &error))
        {
          report_changes (service->config, config);
          cord_config_free (service->config);
          service->config = g_steal_pointer (&config);
          return;
        }
      g_ptr_array_add (problems, error);
    }
  for (guint i = 0; i < problems->len; i++)
    g_warning ("the configuration stays as it was: %s", ((GError *)g_ptr_array_index (problems, i))->message);
}

static gboolean
on_reload_signal (gpointer user_data)
{
  Service *service = user_data;

  cord_notify_reloading (service->notify);
  reload (service);
  cord_notify_ready (service->notify, cord_server_get_uri (service->server));
  return G_SOURCE_CONTINUE;
}

static void
serve (Service *service)
{
  const char *listen = cord_config_text (service->config, "listen");
  const char *uri = cord_server_get_uri (service->server);

  g_unix_signal_add (SIGINT, on_stop_signal, service);
  g_unix_signal_add (SIGTERM, on_stop_signal, service);
  g_unix_signal_add (SIGHUP, on_reload_signal, service);
  g_print (_ ("Listening at %s\n"), g_str_has_prefix (listen, "unix:") ? listen : uri);
  cord_notify_start_watchdog (service->notify);
  cord_notify_ready (service->notify, uri);
  g_main_loop_run (service->loop);
  cord_notify_stopping (service->notify);
  cord_server_stop (service->server);
}

/* Takes @config. */
static int
run (CordConfig *config)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CordNotify) notify = cord_notify_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = cord_activation_take_socket (&error);
  g_autoptr (CordServer) server = error == NULL ? make_server (config, socket, &error) : NULL;
  Service service = { config, server, notify, loop };

  if (server != NULL && cord_server_start (server, &error))
    serve (&service);
  else
    complain (error, service.config);
  cord_config_free (service.config);
  return error == NULL ? EXIT_SUCCESS : EXIT_REFUSED;
}

/* Neither the store nor a socket is touched. */
static int
check (const CordConfig *config)
{
  g_autoptr (GPtrArray) doubts = cord_config_list_warnings (config);
  g_autofree char *text = cord_config_print (config);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordServer) server = NULL;

  if (!g_str_equal (cord_config_text (config, "listen"), CORD_LISTEN_SYSTEMD))
    server = make_server (config, NULL, &error);
  if (error != NULL)
    {
      complain (error, config);
      return EXIT_REFUSED;
    }
  for (guint i = 0; i < doubts->len; i++)
    g_printerr (_ ("cordboard-server: warning: %s\n"), (char *)g_ptr_array_index (doubts, i));
  g_print ("%s", text);
  return EXIT_SUCCESS;
}

static void
start_log (const CordConfig *config)
{
  CordLogOptions options = { .program = "cordboard-server" };

  cord_log_format_parse (cord_config_text (config, "log-format"), &options.format);
  cord_log_level_parse (cord_config_text (config, "log-level"), &options.least);
  cord_log_start (&options);
}

static CordConfig *
read_config (int argc, char **argv, int *status)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordConfig) config = cord_config_new (&argc, &argv, &error);

  if (config == NULL)
    {
      complain (error, NULL);
      *status = EXIT_USAGE;
      return NULL;
    }
  if (cord_config_complete (config, problems))
    return g_steal_pointer (&config);
  for (guint i = 0; i < problems->len; i++)
    complain (g_ptr_array_index (problems, i), NULL);
  *status = EXIT_REFUSED;
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (CordConfig) config = NULL;
  g_autofree char *locale = cord_locale_folder ();
  int status = EXIT_SUCCESS;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* HTTP/2 in this libsoup is not to be trusted (docs/security.md, "What libsoup is kept from"); tokens and PINs must
   * not land in a core file. */
  g_unsetenv ("SOUP_SERVER_HTTP2");
  prctl (PR_SET_DUMPABLE, 0);
  config = read_config (argc, argv, &status);
  if (config == NULL)
    return status;
  if (cord_config_flag (config, "version"))
    {
      g_print ("cordboard-server %s\n", CORD_VERSION);
      return EXIT_SUCCESS;
    }
  if (cord_config_flag (config, "check-config"))
    return check (config);
  if (sodium_init () < 0)
    return EXIT_REFUSED;
  start_log (config);
  return run (g_steal_pointer (&config));
}
