/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "scenario-proof.h"
#include "scenario-shop.h"
#include "scenario-wire.h"

#include "cord-test-folder.h"
#include "cord-test-scope.h"

#include <string.h>

/* Nothing works the first time: the first request of each kind fails on the network, one kind after the other. The
 * agent tries again, and in the end everything is done exactly once. */

typedef struct
{
  const char *name;
  ScenarioWireVerdict verdict;
  gboolean answered;  /* the answer is lost */
  const char *answer; /* head and body of the answer, without the length */
  gsize filler;       /* bytes to fill the body up with */
} Fault;

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const Fault faults[] = {
  { "500", SCENARIO_WIRE_ANSWER, FALSE,
    "HTTP/1.1 500 Internal Server Error\r\nContent-Type: "
    "application/json\r\n|{\"code\":\"internal\",\"reason\":\"internal\",\"message\":\"boom\",\"status\":\"500\"}" },
  { "500-done", SCENARIO_WIRE_ANSWER, TRUE, "HTTP/1.1 500 Internal Server Error\r\n|" },
  { "503-html", SCENARIO_WIRE_ANSWER, FALSE,
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n|<html><body>Maintenance</body></html>" },
  { "redirect", SCENARIO_WIRE_ANSWER, FALSE, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\n|" },
  { "cut", SCENARIO_WIRE_CUT, FALSE },
  { "cut-done", SCENARIO_WIRE_CUT, TRUE },
  { "hang", SCENARIO_WIRE_HANG, FALSE },
  { "hang-done", SCENARIO_WIRE_HANG, TRUE },
  { "no-json", SCENARIO_WIRE_ANSWER, FALSE, JSON_HEAD "|{\"id\": \"x\", \"a\": [1, 2" },
  { "other-shape", SCENARIO_WIRE_ANSWER, FALSE, JSON_HEAD "|\"yes\"" },
  { "nothing", SCENARIO_WIRE_ANSWER, FALSE, JSON_HEAD "|" },
  { "empty-object", SCENARIO_WIRE_ANSWER, TRUE, JSON_HEAD "|{}" },
  { "twice-the-name", SCENARIO_WIRE_ANSWER, TRUE, JSON_HEAD "|{\"id\":\"a\",\"id\":\"b\"}" },
  { "deep", SCENARIO_WIRE_ANSWER, FALSE,
    JSON_HEAD "|[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
              "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]" },
  { "too-large", SCENARIO_WIRE_ANSWER, FALSE, JSON_HEAD "|[", 9 * 1024 * 1024 },
};

typedef struct
{
  const Fault *fault;
  GMutex mutex;
  GHashTable *seen; /* kinds of requests that have gone wrong */
} Trouble;

/* "GET /a/b/ID?x=1 HTTP/1.1" without the parts that differ from call to call. */
static char *
kind_of (const char *request)
{
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  g_auto (GStrv) parts = g_strsplit_set (words[1], "/?", -1);
  g_autoptr (GString) kind = g_string_new (words[0]);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][strcspn (parts[i], "=0123456789")] == '\0' || g_str_has_prefix (parts[i], "v"))
      g_string_append_printf (kind, "/%s", parts[i]);
  return g_string_free (g_steal_pointer (&kind), FALSE);
}

static ScenarioWireVerdict
on_request (const char *request, gboolean answered, gpointer user_data)
{
  Trouble *trouble = user_data;
  g_autofree char *kind = kind_of (request);
  gboolean first;

  if (answered != trouble->fault->answered)
    return SCENARIO_WIRE_PASS;
  g_mutex_lock (&trouble->mutex);
  first = g_hash_table_add (trouble->seen, g_strdup (kind));
  g_mutex_unlock (&trouble->mutex);
  return first ? trouble->fault->verdict : SCENARIO_WIRE_PASS;
}

static void
prepare_answer (ScenarioWire *wire, const Fault *fault)
{
  g_auto (GStrv) parts = g_strsplit (fault->answer != NULL ? fault->answer : "|", "|", 2);
  g_autoptr (GString) bytes = g_string_new (parts[0]);

  g_string_append_printf (bytes, "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                          strlen (parts[1]) + fault->filler, parts[1]);
  for (gsize i = 0; i < fault->filler; i++)
    g_string_append_c (bytes, ' ');
  scenario_wire_set_answer (wire, bytes->str, bytes->len);
}

static void
test_fault (gconstpointer data)
{
  static const CordExchangeLimits limits = { 500, 300, 2000, 8 * 1024 * 1024 };
  g_autofree char *shop = scenario_make_folder ();
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (GVariant) caller = scenario_shop_single (shop);
  g_autoptr (ScenarioServer) server = scenario_server_new (shop, SCENARIO_SHOP_DAY, 30);
  Trouble trouble = { data };
  ScenarioWire *wire = scenario_wire_new (server->address, on_request, &trouble);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  ScenarioDesk *desk;

  g_mutex_init (&trouble.mutex);
  trouble.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  prepare_answer (wire, trouble.fault);
  desk = scenario_desk_open (folder, scenario_wire_get_address (wire), server->clock, "none", &error);
  g_assert_no_error (error);
  cord_remote_set_limits (desk->remote, &limits);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 20);
  desk->tolerance = 60;
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  interaction = scenario_call_run (desk, caller, NULL);
  scenario_desk_flush (desk);
  scenario_prove_change (server, interaction);
  g_test_message ("%u refusals, %u kinds of requests", desk->refusals, g_hash_table_size (trouble.seen));
  g_assert_cmpuint (g_hash_table_size (trouble.seen), >=, 15);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
  scenario_wire_free (wire);
  g_hash_table_unref (trouble.seen);
  g_mutex_clear (&trouble.mutex);
  cord_test_folder_remove (folder);
  cord_test_folder_remove (shop);
}

/* The server is not reachable. */

static void
test_no_server (void)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  ScenarioDesk *desk;
  guint waiting;

  scenario_server_halt (server);
  desk = scenario_desk_open (folder, server->address, server->clock, "none", &error);
  g_assert_no_error (error);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 20);
  REFUSED (desk, CORD_ERROR_OFFLINE, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  REFUSED (desk, CORD_ERROR_INVALID, ring, "+491713920007");
  scenario_server_resume (server);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  interaction = scenario_call_run (desk, caller, "consent");
  /* The server stops in the middle of the call: what the customer agreed to is kept, and reported as kept. */
  scenario_server_halt (server);
  REFUSED (desk, CORD_ERROR_OFFLINE, find, "Raghunathan");
  DO (desk, place);
  g_object_get (desk->session, "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 1);
  g_assert_cmpstr (cord_interaction_get_order_state (interaction), ==, "queued");
  REFUSED (desk, CORD_ERROR_CONFLICT, place);
  REFUSED (desk, CORD_ERROR_DENIED, close);
  REFUSED (desk, CORD_ERROR_INVALID, undo);
  REFUSED (desk, CORD_ERROR_INVALID, refresh_order);
  scenario_server_resume (server);
  g_clear_object (&interaction);
  interaction = scenario_call_run (desk, caller, NULL);
  scenario_desk_flush (desk);
  scenario_prove_change (server, interaction);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
  cord_test_folder_remove (folder);
}

/* The server stops, the agent parks the call and signs out: the agreed change is made the next morning. */
static void
test_parked_without_server (void)
{
  g_autofree char *shop = scenario_make_folder ();
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (GVariant) caller = scenario_shop_single (shop);
  g_autoptr (ScenarioServer) server = scenario_server_new (shop, SCENARIO_SHOP_DAY, 30);
  g_autoptr (CordInteraction) interaction = NULL;
  g_autoptr (GError) error = NULL;
  ScenarioDesk *desk = scenario_desk_new (folder, server, "none");

  interaction = scenario_call_run (desk, caller, "consent");
  scenario_server_halt (server);
  DO (desk, place);
  DO (desk, park, "no-server", NULL);
  g_assert_null (cord_session_get_interaction (desk->session));
  REFUSED (desk, CORD_ERROR_OFFLINE, ring, "+12015550100");
  scenario_desk_free (desk);
  scenario_server_resume (server);
  desk = scenario_desk_open (folder, server->address, server->clock, "none", &error);
  g_assert_no_error (error);
  g_assert_null (cord_session_get_interaction (desk->session));
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  scenario_desk_flush (desk);
  g_assert_cmpuint (scenario_count_orders (server, cord_interaction_get_id (interaction)), ==, 1);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
  cord_test_folder_remove (folder);
  cord_test_folder_remove (shop);
}

/* Callers */

typedef struct
{
  ScenarioServer *server;
  ScenarioDesk *desk;
  char *folder;
} Scene;

static void
open_scene (Scene *scene, const char *data, const char *instant, const char *policy)
{
  scene->server = scenario_server_new (data, instant, 30);
  scene->folder = scenario_make_folder ();
  scene->desk = scenario_desk_new (scene->folder, scene->server, policy);
}

static void
open_practice (Scene *scene)
{
  g_autofree char *practice = scenario_source_path ("data/practice");

  open_scene (scene, practice, SCENARIO_PRACTICE_DAY, "none");
}

static void
close_scene (Scene *scene)
{
  scenario_desk_free (scene->desk);
  scenario_server_free (scene->server);
  cord_test_folder_remove (scene->folder);
  g_free (scene->folder);
}

static void
test_wrong_pin (void)
{
  Scene scene;
  g_autofree char *other_folder = scenario_make_folder ();
  ScenarioDesk *other;
  int left = 0;

  open_practice (&scene);
  DO (scene.desk, ring, "+491713920001");
  DO (scene.desk, answer);
  DO (scene.desk, choose, "C10001");
  for (int i = 2; i > 0; i--)
    {
      REFUSED (scene.desk, CORD_ERROR_DENIED, verify, "pin", "0000");
      g_assert_cmpstr (cord_error_get_reason (scene.desk->error), ==, "no-match");
      g_object_get (scenario_desk_interaction (scene.desk), "attempts-left", &left, NULL);
      g_assert_cmpint (left, ==, i);
    }
  REFUSED (scene.desk, CORD_ERROR_DENIED, verify, "pin", "0000");
  g_assert_cmpstr (cord_error_get_reason (scene.desk->error), ==, "locked");
  /* Even the right one, and for another agent's desk, too. */
  REFUSED (scene.desk, CORD_ERROR_DENIED, verify, "pin", "4711");
  other = scenario_desk_new (other_folder, scene.server, "none");
  DO (other, ring, "+491713920001");
  DO (other, answer);
  DO (other, choose, "C10001");
  REFUSED (other, CORD_ERROR_DENIED, verify, "pin", "4711");
  g_assert_cmpstr (cord_error_get_reason (other->error), ==, "locked");
  g_assert_null (cord_interaction_get_customer (scenario_desk_interaction (other)));
  cord_clock_advance (scene.server->clock, 31 * (gint64)G_TIME_SPAN_MINUTE);
  DO (other, verify, "pin", "4711");
  g_assert_nonnull (cord_interaction_get_customer (scenario_desk_interaction (other)));
  scenario_desk_free (other);
  cord_test_folder_remove (other_folder);
  close_scene (&scene);
}

static void
test_unknown_customer (void)
{
  Scene scene;
  GListModel *candidates;

  open_practice (&scene);
  DO (scene.desk, ring, "+491713920066");
  DO (scene.desk, answer);
  g_object_get (scenario_desk_interaction (scene.desk), "candidates", &candidates, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (candidates), ==, 0);
  g_object_unref (candidates);
  DO (scene.desk, find, "Nobody of that name");
  REFUSED (scene.desk, CORD_ERROR_INVALID, find, "");
  DO (scene.desk, choose, "C99999");
  ACT (scene.desk, verify, "pin", "0000");
  scenario_desk_assert_refused (scene.desk, (CordError)scene.desk->error->code);
  g_assert_null (cord_interaction_get_customer (scenario_desk_interaction (scene.desk)));
  REFUSED (scene.desk, CORD_ERROR_INVALID, rank);
  REFUSED (scene.desk, CORD_ERROR_INVALID, place);
  REFUSED (scene.desk, CORD_ERROR_DENIED, close);
  DO (scene.desk, park, "no-customer", "Rang from an unknown number.");
  scenario_desk_flush (scene.desk);
  close_scene (&scene);
}

/* Aino Korhonen has nothing yet: there is nothing to upgrade, but something to add. */
static void
test_no_plan (void)
{
  Scene scene;
  g_autoptr (GVariant) answers
      = cord_value_of_strings ("use", "Calls.", "household", "Me.", "must-have", "A number.", NULL);
  g_autoptr (GVariant) start = cord_value_of_strings ("phone", "+491713920018", "query", "C10018", "customer", "C10018",
                                                      "pin", "9914", "wants", "add", "offering", "mobile-m", "reason",
                                                      "new-need", "words", "Has no plan.", NULL);
  g_autoptr (GVariant) caller = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, start);
  cord_builder_value (&builder, "answers", answers);
  caller = cord_builder_end (&builder);
  open_practice (&scene);
  g_object_unref (scenario_call_run (scene.desk, caller, "gather"));
  DO (scene.desk, set_field, "change-kind", "upgrade", NULL, "caller");
  DO (scene.desk, rank);
  g_assert_cmpuint (g_list_model_get_n_items (cord_interaction_get_options (scenario_desk_interaction (scene.desk))),
                    ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cord_interaction_get_excluded (scenario_desk_interaction (scene.desk))),
                    >=, 1);
  DO (scene.desk, set_field, "change-kind", "add", NULL, "caller");
  DO (scene.desk, rank);
  interaction = scenario_call_run (scene.desk, caller, NULL);
  scenario_desk_flush (scene.desk);
  scenario_prove_change (scene.server, interaction);
  g_clear_object (&interaction);
  close_scene (&scene);
}

/* Hostile names: markup, SQL, direction overrides, amounts, and a very long one. */

static const ScenarioPerson hostile[] = {
  { "H1", "<b onclick=\"x\">Bold</b>", "&amp; <a href=\"file:///etc\">Sons</a>", "1111", "phone dsl", "40.00" },
  { "H2",
    "\xe2\x80\xae"
    "gnirts\xe2\x80\xac",
    "\xd7\xa0\xd7\x95\xd7\xa2\xd7\x9d \xe2\x80\x8f\xe2\x81\xa6", "2222", "phone dsl", "40.00" },
  { "H3", "Pays $99.99 on 1 January 2030", "$0.00 a month, order O-999999", "3333", "phone dsl", "40.00" },
  { "H4", "Robert'); DROP TABLE resource;--", "%s%n\\\r\nBcc: all@example.com", "4444", "phone dsl", "40.00" },
  { "H5", NULL, "Long", "5555", "phone dsl", "40.00" },
};

static void
test_hostile_name (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *folder = scenario_make_folder ();
  g_autofree char *phone = scenario_shop_phone (index);
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *product = g_strdup_printf ("prod-%s-dsl", hostile[index].id);
  ScenarioPerson people[G_N_ELEMENTS (hostile)];
  g_autoptr (GVariant) answers = cord_value_of_strings ("use", "<i>Films</i>", "household",
                                                        "\xe2\x80\xae"
                                                        "all of us",
                                                        "must-have", "It's 100 % \"quoted\"", NULL);
  g_autoptr (GVariant) start = cord_value_of_strings (
      "phone", phone, "customer", hostile[index].id, "pin", hostile[index].pin, "wants", "upgrade", "product", product,
      "offering", "fiber", "reason", "other", "words", hostile[index].family, NULL);
  g_autoptr (GVariant) caller = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  CordBuilder builder;
  Scene scene;

  memcpy (people, hostile, sizeof hostile);
  people[G_N_ELEMENTS (people) - 1].given = long_name;
  scenario_shop_write (folder, people, G_N_ELEMENTS (people), TRUE);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, start);
  cord_builder_value (&builder, "answers", answers);
  caller = cord_builder_end (&builder);
  open_scene (&scene, folder, SCENARIO_SHOP_DAY, "us");
  interaction = scenario_call_run (scene.desk, caller, NULL);
  scenario_desk_flush (scene.desk);
  scenario_prove_change (scene.server, interaction);
  g_clear_object (&interaction);
  close_scene (&scene);
  cord_test_folder_remove (folder);
}

static void
test_empty_catalog (void)
{
  g_autofree char *folder = scenario_make_folder ();
  Scene scene;

  scenario_shop_write (folder, hostile, 1, FALSE);
  open_scene (&scene, folder, SCENARIO_SHOP_DAY, "none");
  DO (scene.desk, ring, "+12015550100");
  DO (scene.desk, answer);
  DO (scene.desk, choose, "H1");
  DO (scene.desk, verify, "pin", "1111");
  DO (scene.desk, set_field, "change-kind", "upgrade", NULL, "caller");
  DO (scene.desk, set_field, "product", "prod-H1-dsl", NULL, "caller");
  DO (scene.desk, rank);
  g_assert_cmpuint (g_list_model_get_n_items (cord_interaction_get_options (scenario_desk_interaction (scene.desk))),
                    ==, 0);
  REFUSED (scene.desk, CORD_ERROR_INVALID, select, "upgrade/prod-H1-dsl/fiber/0", CORD_DATE_NONE);
  REFUSED (scene.desk, CORD_ERROR_DENIED, place);
  DO (scene.desk, park, "no-offers", NULL);
  scenario_desk_flush (scene.desk);
  close_scene (&scene);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  guint step = cord_test_scope_step (3);

  g_test_init (&argc, &argv, NULL);
  for (guint i = cord_test_scope_turn (step); i < G_N_ELEMENTS (faults); i += step)
    {
      g_autofree char *path = g_strconcat ("/bad-network/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/bad-network/no-server", test_no_server);
  g_test_add_func ("/bad-network/parked-without-server", test_parked_without_server);
  g_test_add_func ("/bad-network/wrong-pin", test_wrong_pin);
  g_test_add_func ("/bad-network/unknown-customer", test_unknown_customer);
  g_test_add_func ("/bad-network/no-plan", test_no_plan);
  g_test_add_func ("/bad-network/empty-catalog", test_empty_catalog);
  for (guint i = cord_test_scope_turn (step); i < G_N_ELEMENTS (hostile); i += step)
    {
      g_autofree char *path = g_strdup_printf ("/bad-network/hostile-name/%u", i + 1);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hostile_name);
    }
  return g_test_run ();
}
