/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "cord-test-folder.h"
#include "scenario-proof.h"
#include "scenario-shop.h"

/* An open call belongs to the user who took it and to their server. Each time the desk is closed in the middle of a
 * call, with an order that no server has yet, and opened again for somebody else, or elsewhere. */

typedef struct
{
  ScenarioServer *server;
  GVariant *caller;
  char *shop;
  char *folder; /* of the desk's journal */
  char *call;   /* id */
} Scene;

/* The agent agrees on a change while the server stops, and leaves. */
static void
leave_call (Scene *scene)
{
  ScenarioDesk *desk;
  CordInteraction *interaction;
  guint waiting;

  scene->shop = scenario_make_folder ();
  scene->folder = scenario_make_folder ();
  scene->caller = scenario_shop_single (scene->shop);
  scene->server = scenario_server_new (scene->shop, SCENARIO_SHOP_DAY, 0);
  desk = scenario_desk_new (scene->folder, scene->server, "none");
  interaction = scenario_call_run (desk, scene->caller, "consent");
  scenario_server_halt (scene->server);
  DO (desk, place);
  g_object_get (desk->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 1);
  scene->call = g_strdup (cord_interaction_get_id (interaction));
  g_object_unref (interaction);
  scenario_desk_free (desk);
}

static void
clear_scene (Scene *scene)
{
  scenario_server_free (scene->server);
  cord_test_folder_remove (scene->shop);
  cord_test_folder_remove (scene->folder);
  g_variant_unref (scene->caller);
  g_free (scene->shop);
  g_free (scene->folder);
  g_free (scene->call);
}

static ScenarioDesk *
open_desk (const Scene *scene, ScenarioServer *server)
{
  g_autoptr (GError) error = NULL;
  ScenarioDesk *desk = scenario_desk_open (scene->folder, server->address, server->clock, "none", &error);

  g_assert_no_error (error);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 20);
  return desk;
}

static void
assert_nothing (ScenarioDesk *desk)
{
  guint waiting;

  g_assert_null (cord_session_get_interaction (desk->session));
  g_object_get (desk->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
}

static guint
count_events (const Scene *scene)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/event", scene->call);
  g_autoptr (JsonNode) answer = scenario_reviewer_get (scene->server, path);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (answer), "events"));
}

/* The first is back: the call is where it was, and its order is placed once. */
static void
come_back (const Scene *scene, ScenarioDesk *desk)
{
  g_autoptr (CordInteraction) interaction = NULL;

  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  g_assert_cmpstr (cord_interaction_get_id (scenario_desk_interaction (desk)), ==, scene->call);
  interaction = scenario_call_run (desk, scene->caller, NULL);
  scenario_desk_flush (desk);
  scenario_prove_change (scene->server, interaction);
  g_assert_cmpuint (scenario_count_orders (scene->server, scene->call), ==, 1);
}

static void
test_other_user (void)
{
  Scene scene;
  ScenarioDesk *desk;
  g_autoptr (CordInteraction) interaction = NULL;
  guint events;

  leave_call (&scene);
  scenario_server_resume (scene.server);
  events = count_events (&scene);
  desk = open_desk (&scene, scene.server);
  assert_nothing (desk);
  DO (desk, sign_in, SCENARIO_OTHER_USER, SCENARIO_PASSWORD);
  assert_nothing (desk);
  /* A clean start: the colleague's own call, with an order of its own. */
  interaction = scenario_call_run (desk, scene.caller, "place");
  g_assert_cmpstr (cord_interaction_get_id (interaction), !=, scene.call);
  DO (desk, park, "later", NULL);
  scenario_desk_flush (desk);
  DO (desk, sign_out);
  assert_nothing (desk);
  g_assert_cmpuint (scenario_count_orders (scene.server, scene.call), ==, 0);
  g_assert_cmpuint (count_events (&scene), ==, events);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  g_assert_cmpstr (cord_interaction_get_id (scenario_desk_interaction (desk)), ==, scene.call);
  scenario_desk_flush (desk);
  g_assert_cmpuint (count_events (&scene), >, events);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
  clear_scene (&scene);
}

/* A user of the same name at another server is somebody else. */
static void
test_other_server (void)
{
  Scene scene;
  ScenarioDesk *desk;
  ScenarioServer *other;

  leave_call (&scene);
  other = scenario_server_new (scene.shop, SCENARIO_SHOP_DAY, 0);
  desk = open_desk (&scene, other);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  assert_nothing (desk);
  scenario_desk_flush (desk);
  g_assert_cmpuint (scenario_count_orders (other, scene.call), ==, 0);
  scenario_desk_free (desk);
  scenario_server_free (other);
  scenario_server_resume (scene.server);
  desk = open_desk (&scene, scene.server);
  come_back (&scene, desk);
  scenario_desk_free (desk);
  clear_scene (&scene);
}

static void
test_server_dead (void)
{
  Scene scene;
  ScenarioDesk *desk;

  leave_call (&scene);
  desk = open_desk (&scene, scene.server);
  assert_nothing (desk);
  REFUSED (desk, CORD_ERROR_OFFLINE, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  assert_nothing (desk);
  scenario_server_resume (scene.server);
  REFUSED (desk, CORD_ERROR_DENIED, sign_in, SCENARIO_USER, "wrong horse");
  assert_nothing (desk);
  come_back (&scene, desk);
  scenario_desk_free (desk);
  clear_scene (&scene);
}

static void
test_role_changed (void)
{
  Scene scene;
  ScenarioDesk *desk;
  guint events;

  leave_call (&scene);
  scene.server->role = "reviewer";
  scenario_server_resume (scene.server);
  events = count_events (&scene);
  desk = open_desk (&scene, scene.server);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  assert_nothing (desk);
  scenario_desk_flush (desk);
  g_assert_cmpuint (count_events (&scene), ==, events);
  g_assert_cmpuint (scenario_count_orders (scene.server, scene.call), ==, 0);
  scenario_desk_free (desk);
  scenario_server_halt (scene.server);
  scene.server->role = "agent";
  scenario_server_resume (scene.server);
  desk = open_desk (&scene, scene.server);
  come_back (&scene, desk);
  scenario_desk_free (desk);
  clear_scene (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/owner/other-user", test_other_user);
  g_test_add_func ("/owner/other-server", test_other_server);
  g_test_add_func ("/owner/server-dead", test_server_dead);
  g_test_add_func ("/owner/role-changed", test_role_changed);
  return g_test_run ();
}
