/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base/cord-data-folder.h"
#include "base/cord-log.h"
#include "desk/cord-application.h"
#include "desk/cord-composition.h"
#include "desk/cord-window.h"
#include "desk/tour/cord-tour.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

typedef struct
{
  char *server;
  char *policy;
  char *profile;
  char *tour;
  char **uris;
  gboolean demo;
  gboolean fresh;
  gboolean version;
  gboolean toured; /* the tour is finished and its record is written */

  CordApplication *application;
  CordComposition *composition;
  int status;
} Desk;

static void
say (Desk *desk, const GError *error)
{
  const char *hint = cord_error_get_hint (error);

  fprintf (stderr, "cordboard: %s\n", error->message);
  if (hint != NULL && *hint != '\0')
    fprintf (stderr, "  %s\n", hint);
  desk->status = EXIT_FAILURE;
}

static void
say_and_quit (Desk *desk, const GError *error)
{
  say (desk, error);
  g_application_quit (G_APPLICATION (desk->application));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  if (!cord_composition_export_finish (CORD_COMPOSITION (source), result, &error))
    {
      say_and_quit (desk, error);
      return;
    }
  desk->toured = TRUE;
  g_application_quit (G_APPLICATION (desk->application));
}

static void
on_tour_played (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *interaction = cord_tour_play_finish (CORD_TOUR (source), result, &error);
  g_autofree char *path = g_build_filename (desk->tour, "upgrade.call", NULL);

  if (interaction == NULL)
    say_and_quit (desk, error);
  else
    cord_composition_export_async (desk->composition, interaction, path, on_exported, desk);
}

static void
play_tour (Desk *desk)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (desk->application));
  g_autoptr (GVariant) caller = cord_value_dup_at (cord_composition_get_callers (desk->composition), 0);
  g_autoptr (CordTour) tour = cord_tour_new (CORD_WINDOW (window), caller, desk->tour);

  g_mkdir_with_parents (desk->tour, 0755);
  cord_tour_play_async (tour, on_tour_played, desk);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  desk->composition = cord_composition_build_finish (result, &error);
  g_application_release (G_APPLICATION (desk->application));
  if (desk->composition != NULL)
    {
      cord_application_set_session (desk->application, cord_composition_get_session (desk->composition));
      if (desk->tour != NULL)
        play_tour (desk);
    }
  else if (desk->tour != NULL)
    say_and_quit (desk, error);
  else
    {
      say (desk, error);
      cord_application_set_failure (desk->application, error);
    }
}

static gboolean
knows_its_server (const Desk *desk)
{
  if (desk->demo || (desk->server != NULL && *desk->server != '\0'))
    return TRUE;
  fprintf (stderr, _ ("cordboard: no server is named. Give --server URL, set it in the settings, or open the practice "
                      "line with --demo.\n"));
  return FALSE;
}

/* The journal, the gateway and the session are opened after the first frame, while the agent types the password. */
static void
on_first_frame (GdkFrameClock *clock, Desk *desk)
{
  const CordCompositionOptions options = { .server = desk->server,
                                           .demo = desk->demo,
                                           .fresh = desk->fresh || desk->tour != NULL,
                                           .practice = desk->tour != NULL ? "tour" : "practice",
                                           .policy = desk->policy,
                                           .profile = desk->profile };

  g_signal_handlers_disconnect_by_func (clock, on_first_frame, desk);
  g_application_hold (G_APPLICATION (desk->application));
  cord_composition_build_async (&options, NULL, on_built, desk);
}

static void
on_map (GtkWidget *window, Desk *desk)
{
  g_signal_handlers_disconnect_by_func (window, on_map, desk);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_first_frame), desk);
}

static void
on_window_added (Desk *desk, GtkWindow *window)
{
  g_signal_handlers_disconnect_by_func (desk->application, on_window_added, desk);
  g_signal_connect (window, "map", G_CALLBACK (on_map), desk);
}

/* Only the first instance opens a desk; later ones pass their address on and exit. */
static void
on_startup (Desk *desk)
{
  if (!knows_its_server (desk))
    {
      desk->status = 2;
      return;
    }
  cord_application_expect_session (desk->application, desk->demo);
  g_signal_connect_swapped (desk->application, "window-added", G_CALLBACK (on_window_added), desk);
}

static char *
text_of_settings (const char *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = schema ? g_settings_new_full (schema, NULL, NULL) : NULL;

  return schema && g_settings_schema_has_key (schema, key) ? g_settings_get_string (settings, key) : NULL;
}

static gboolean
parse_options (Desk *desk, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &desk->demo, N_ ("Open the practice line: no network, scripted callers"), NULL },
    { "fresh", 0, 0, G_OPTION_ARG_NONE, &desk->fresh, N_ ("On the practice line, forget a call that was cut off"),
      NULL },
    { "tour", 0, 0, G_OPTION_ARG_FILENAME, &desk->tour,
      N_ ("Play a whole upgrade on the practice line; leave pictures and the record in DIR"), N_ ("DIR") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &desk->server,
      N_ ("Address of the central server: https://HOST or unix:PATH"), N_ ("URL") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &desk->profile,
      N_ ("How the system behind the server speaks; cordboard-server unless given"), N_ ("FILE|NAME") },
    { "policy", 0, 0, G_OPTION_ARG_STRING, &desk->policy, N_ ("Policy pack (none, eu, us)"), N_ ("ID") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &desk->version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &desk->uris, NULL,
      N_ ("[cordboard:customer?phone=NUMBER]") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      fprintf (stderr, "cordboard: %s\n", error->message);
      return FALSE;
    }
  desk->demo = desk->demo || desk->tour != NULL;
  if (!desk->demo && desk->server == NULL)
    desk->server = text_of_settings ("server");
  if (!desk->demo && desk->profile == NULL)
    desk->profile = text_of_settings ("profile");
  return TRUE;
}

/* The window can be closed in the middle of the tour, and a second tour only raises the window of the first. */
static void
check_tour (Desk *desk)
{
  if (desk->tour == NULL || desk->toured || desk->status != EXIT_SUCCESS)
    return;
  fprintf (stderr, "cordboard: %s\n",
           g_application_get_is_remote (G_APPLICATION (desk->application)) ? "another tour is playing; wait for its end"
                                                                           : "the tour was stopped before its end");
  desk->status = EXIT_FAILURE;
}

static int
run (Desk *desk, char *program)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  int status;

  g_ptr_array_add (arguments, program);
  for (gsize i = 0; desk->uris != NULL && desk->uris[i] != NULL; i++)
    g_ptr_array_add (arguments, desk->uris[i]);
  g_ptr_array_add (arguments, NULL);
  desk->application = cord_application_new (desk->tour != NULL ? APPLICATION_ID ".Tour"
                                            : desk->demo       ? APPLICATION_ID ".Practice"
                                                               : APPLICATION_ID);
  g_signal_connect_swapped (desk->application, "startup", G_CALLBACK (on_startup), desk);
  status = g_application_run (G_APPLICATION (desk->application), (int)arguments->len - 1, (char **)arguments->pdata);
  check_tour (desk);
  return status;
}

int
main (int argc, char **argv)
{
  g_autofree char *locale = cord_locale_folder ();
  Desk desk = { 0 };
  int status;

  /* Customers' data and keys are in memory. */
  prctl (PR_SET_DUMPABLE, 0);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* Leaves out the requests that the server of the practice line logs. */
  cord_log_start (&(const CordLogOptions){ .program = "cordboard", .least = G_LOG_LEVEL_MESSAGE });
  if (!parse_options (&desk, &argc, &argv))
    return 2;
  if (desk.version)
    {
      printf ("cordboard %s\n", CORD_VERSION);
      return EXIT_SUCCESS;
    }
  status = run (&desk, argv[0]);
  g_clear_object (&desk.application);
  g_clear_object (&desk.composition);
  g_free (desk.server);
  g_free (desk.policy);
  g_free (desk.profile);
  g_free (desk.tour);
  g_strfreev (desk.uris);
  return status != EXIT_SUCCESS ? status : desk.status;
}
