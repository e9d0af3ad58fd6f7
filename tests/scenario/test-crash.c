/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "cord-test-folder.h"
#include "scenario-call.h"
#include "scenario-proof.h"
#include "scenario-shop.h"
#include "scenario-wire.h"

#include <signal.h>
#include <unistd.h>

/* The desk is killed by SIGKILL right after its event number k, for every k (./check takes some, others each day);
 * another desk resumes the call from the journal, with the same server. The killed desk is this program again, in a
 * process of its own. */

#define CHILD "--be-a-desk"
#define STATE_FILE "state.json"
#define SERVER "crash" /* the name under which the journal knows the server, whatever lies between */

typedef struct
{
  ScenarioServer *server;
  GVariant *caller;
  char *folder; /* of the journal */
  char *data;
} Scene;

static void
open_scene (Scene *scene)
{
  scene->data = scenario_make_folder ();
  scene->folder = scenario_make_folder ();
  scene->caller = scenario_shop_single (scene->data);
  scene->server = scenario_server_new (scene->data, SCENARIO_SHOP_DAY, 0);
}

static void
close_scene (Scene *scene)
{
  scenario_server_free (scene->server);
  cord_test_folder_remove (scene->data);
  cord_test_folder_remove (scene->folder);
  g_variant_unref (scene->caller);
  g_free (scene->data);
  g_free (scene->folder);
}

/* In the child */

typedef struct
{
  guint64 last; /* event */
  const char *folder;
} Doom;

static void
die_after (CordInteraction *interaction, const Doom *doom)
{
  g_autoptr (GVariant) state = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  if (cord_interaction_get_seq (interaction) < doom->last)
    return;
  state = cord_interaction_dup_state (interaction);
  text = cord_value_to_canonical (state, NULL);
  path = g_build_filename (doom->folder, STATE_FILE, NULL);
  g_file_set_contents (path, text, -1, NULL);
  kill (getpid (), SIGKILL);
}

static void
on_applied (CordInteraction *interaction, CordEvent *event, Doom *doom)
{
  die_after (interaction, doom);
}

static void
on_interaction (CordSession *session, GParamSpec *pspec, Doom *doom)
{
  CordInteraction *interaction = cord_session_get_interaction (session);

  if (interaction == NULL)
    return;
  die_after (interaction, doom);
  g_signal_connect (interaction, "applied", G_CALLBACK (on_applied), doom);
}

static ScenarioDesk *
open_desk (const char *folder, const char *address, CordClock *clock)
{
  g_autoptr (CordProfile) profile = cord_profile_new_standard ();
  g_autoptr (GError) error = NULL;
  ScenarioDesk *desk = scenario_desk_open_before (folder, address, SERVER, profile, clock, "eu", &error);

  g_assert_no_error (error);
  g_assert_no_error (desk->error);
  return desk;
}

static int
be_a_desk (char **argv)
{
  const char *address = argv[0], *folder = argv[1];
  Doom doom = { g_ascii_strtoull (argv[3], NULL, 10), folder };
  g_autoptr (CordClock) clock = cord_clock_new_fixed (scenario_instant (SCENARIO_SHOP_DAY));
  g_autoptr (GVariant) caller = scenario_shop_single (argv[2]);
  ScenarioDesk *desk = open_desk (folder, address, clock);

  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  if (doom.last > 0)
    g_signal_connect (desk->session, "notify::interaction", G_CALLBACK (on_interaction), &doom);
  g_object_unref (scenario_call_run (desk, caller, NULL));
  scenario_desk_free (desk);
  return 0;
}

/* In the parent */

static gboolean
has_ended (gpointer user_data)
{
  return g_subprocess_get_identifier (user_data) == NULL;
}

static GSubprocess *
start_child (const Scene *scene, const char *address, guint64 last)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, last);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, CHILD, address,
                                         scene->folder, scene->data, number, NULL);

  g_assert_no_error (error);
  return child;
}

/* TRUE when it was killed, FALSE when it came to the end of the call. */
static gboolean
wait_for_child (GSubprocess *child)
{
  scenario_wait (has_ended, child, "the desk does not end");
  if (g_subprocess_get_if_exited (child))
    {
      g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
      return FALSE;
    }
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return TRUE;
}

static char *
state_of (CordInteraction *interaction)
{
  g_autoptr (GVariant) state = cord_interaction_dup_state (interaction);

  return cord_value_to_canonical (state, NULL);
}

/* What was on the screen when it was killed is a prefix of what was restored. */
static void
compare_with_screen (ScenarioDesk *desk, const char *folder, guint64 last)
{
  CordInteraction *restored = scenario_desk_interaction (desk);
  GPtrArray *events = cord_interaction_get_events (restored);
  g_autoptr (CordInteraction) seen = cord_interaction_new (cord_interaction_get_header (restored), desk->sop,
                                                           desk->policy, cord_interaction_get_vault (restored));
  g_autofree char *path = g_build_filename (folder, STATE_FILE, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &before, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, >=, last);
  for (guint i = 0; i < last; i++)
    {
      cord_interaction_apply (seen, events->pdata[i], &error);
      g_assert_no_error (error);
    }
  after = state_of (seen);
  g_assert_cmpstr (after, ==, before);
}

static guint
count_of (ScenarioServer *server, const char *base, const char *interaction)
{
  g_autofree char *path = g_strconcat (base, "?cordboardInteraction=", interaction, NULL);
  g_autoptr (JsonNode) found = scenario_system_get (server, path);

  return json_array_get_length (json_node_get_array (found));
}

static void
assert_once (ScenarioServer *server, const char *interaction)
{
  g_assert_cmpuint (scenario_count_orders (server, interaction), ==, 1);
  g_assert_cmpuint (count_of (server, "/tmf-api/communicationManagement/v4/communicationMessage", interaction), ==, 1);
  g_assert_cmpuint (count_of (server, "/tmf-api/appointment/v4/appointment", interaction), ==, 1);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GVariant **)user_data = cord_journal_db_list_finish (CORD_JOURNAL_DB (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_listed (gpointer user_data)
{
  return *(GVariant **)user_data != NULL;
}

/* Nothing is open: the call was closed, and only its end may still have to be sent. */
static void
assert_closed (ScenarioServer *server, ScenarioDesk *desk)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) only = NULL;

  cord_journal_db_list_async (desk->journal, NULL, on_listed, &list);
  scenario_wait (is_listed, &list, "the journal's calls");
  g_assert_cmpuint (cord_value_length (list), ==, 1);
  only = cord_value_dup_at (list, 0);
  g_assert_cmpstr (cord_value_get_string (only, "status"), ==, "closed");
  scenario_desk_flush (desk);
  assert_once (server, cord_value_get_string (only, "id"));
}

/* Nothing of the call is shown or waits to be sent. */
static void
assert_nothing (ScenarioDesk *desk)
{
  guint waiting;

  g_assert_null (cord_session_get_interaction (desk->session));
  g_object_get (desk->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
}

/* A colleague sits down at the desk in between. @last 0: what was on the screen is unknown. */
static void
take_up (Scene *scene, guint64 last)
{
  g_autoptr (CordInteraction) interaction = NULL;
  ScenarioDesk *desk = open_desk (scene->folder, scene->server->address, scene->server->clock);

  assert_nothing (desk);
  DO (desk, sign_in, SCENARIO_OTHER_USER, SCENARIO_PASSWORD);
  assert_nothing (desk);
  scenario_desk_flush (desk);
  DO (desk, sign_out);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  if (cord_session_get_interaction (desk->session) == NULL)
    assert_closed (scene->server, desk);
  else
    {
      if (last > 0)
        compare_with_screen (desk, scene->folder, last);
      interaction = scenario_call_run (desk, scene->caller, NULL);
      scenario_desk_flush (desk);
      scenario_prove_change (scene->server, interaction);
      assert_once (scene->server, cord_interaction_get_id (interaction));
      g_clear_object (&interaction);
    }
  scenario_desk_free (desk);
}

static gboolean
crash_at (guint64 last)
{
  Scene scene;
  g_autoptr (GSubprocess) child = NULL;
  gboolean killed;

  open_scene (&scene);
  child = start_child (&scene, scene.server->address, last);
  killed = wait_for_child (child);
  if (killed)
    take_up (&scene, last);
  close_scene (&scene);
  return killed;
}

static void
test_every_event (void)
{
  const guint step = cord_test_scope_is_all () ? 1 : CORD_TEST_SANITIZED ? 14 : 3;
  const guint64 first = 1 + cord_test_scope_turn (step);
  guint64 last = first;

  while (crash_at (last))
    last += step;
  g_test_message ("crashes from event %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT ", every %u", first, last - step,
                  step);
  g_assert_cmpuint (last, >, 40);
}

/* Between the desk and the server: the desk is killed while an operation that must happen once is in progress. */

typedef struct
{
  const char *name;
  const char *request;
  gboolean answered; /* the server has carried it out, and its answer is lost */
} Cut;

static const Cut cuts[] = {
  { "order-lost", "POST /tmf-api/productOrderingManagement/v4/productOrder", FALSE },
  { "order-done", "POST /tmf-api/productOrderingManagement/v4/productOrder", TRUE },
  { "message-lost", "POST /tmf-api/communicationManagement/v4/communicationMessage", FALSE },
  { "message-done", "POST /tmf-api/communicationManagement/v4/communicationMessage", TRUE },
  { "appointment-lost", "POST /tmf-api/appointment/v4/appointment", FALSE },
  { "appointment-done", "POST /tmf-api/appointment/v4/appointment", TRUE },
  { "events-done", "POST /cordboard/v1/interaction/", TRUE },
};

typedef struct
{
  const Cut *cut;
  GSubprocess *child;
} Killer;

/* In the wire's thread. */
static ScenarioWireVerdict
on_request (const char *request, gboolean answered, gpointer user_data)
{
  Killer *killer = user_data;

  if (!g_str_has_prefix (request, killer->cut->request))
    return SCENARIO_WIRE_PASS;
  if (answered != killer->cut->answered)
    return SCENARIO_WIRE_PASS;
  g_subprocess_send_signal (killer->child, SIGKILL);
  return SCENARIO_WIRE_CUT;
}

static void
test_cut (gconstpointer data)
{
  Killer killer = { data, NULL };
  ScenarioWire *wire;
  Scene scene;

  open_scene (&scene);
  wire = scenario_wire_new (scene.server->address, on_request, &killer);
  /* The connection transfers nothing before its first use, which the child makes. */
  killer.child = start_child (&scene, scenario_wire_get_address (wire), 0);
  g_assert_true (wait_for_child (killer.child));
  scenario_wire_free (wire);
  g_object_unref (killer.child);
  take_up (&scene, 0);
  close_scene (&scene);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && g_str_equal (argv[1], CHILD))
    return be_a_desk (argv + 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/every-event", test_every_event);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *path = g_strconcat ("/crash/cut/", cuts[i].name, NULL);

      g_test_add_data_func (path, &cuts[i], test_cut);
    }
  return g_test_run ();
}
