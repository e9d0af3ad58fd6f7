/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "scenario-proof.h"
#include "scenario-shop.h"
#include "scenario-wire.h"

#include <string.h>

/* A world in which nothing works the first time: whatever is asked of the server for the first time goes wrong on the wire, one
 * kind of request after the other. The agent tries again, and in the end everything is done, once. */

typedef struct
{
  const char *name;
  ScenarioWireVerdict verdict;
  gboolean answered; /* it goes wrong on the way back */
  const char *lie;   /* head and body of the answer, the length apart */
  gsize filler;      /* bytes to fill the body up with */
} Fault;

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const Fault faults[] = {
  { "500", SCENARIO_WIRE_LIE, FALSE, "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n|{\"code\":\"internal\",\"reason\":\"internal\",\"message\":\"boom\",\"status\":\"500\"}" },
  { "500-done", SCENARIO_WIRE_LIE, TRUE, "HTTP/1.1 500 Internal Server Error\r\n|" },
  { "503-html", SCENARIO_WIRE_LIE, FALSE, "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n|<html><body>Maintenance</body></html>" },
  { "redirect", SCENARIO_WIRE_LIE, FALSE, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\n|" },
  { "cut", SCENARIO_WIRE_CUT, FALSE },
  { "cut-done", SCENARIO_WIRE_CUT, TRUE },
  { "hang", SCENARIO_WIRE_HANG, FALSE },
  { "hang-done", SCENARIO_WIRE_HANG, TRUE },
  { "no-json", SCENARIO_WIRE_LIE, FALSE, JSON_HEAD "|{\"id\": \"x\", \"a\": [1, 2" },
  { "other-shape", SCENARIO_WIRE_LIE, FALSE, JSON_HEAD "|\"yes\"" },
  { "nothing", SCENARIO_WIRE_LIE, FALSE, JSON_HEAD "|" },
  { "empty-object", SCENARIO_WIRE_LIE, TRUE, JSON_HEAD "|{}" },
  { "twice-the-name", SCENARIO_WIRE_LIE, TRUE, JSON_HEAD "|{\"id\":\"a\",\"id\":\"b\"}" },
  { "deep", SCENARIO_WIRE_LIE, FALSE, JSON_HEAD "|[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]" },
  { "too-large", SCENARIO_WIRE_LIE, FALSE, JSON_HEAD "|[", 9 * 1024 * 1024 },
};

typedef struct
{
  const Fault *fault;
  GMutex mutex;
  GHashTable *seen; /* kinds of requests that have gone wrong */
} Trouble;

/* "GET /a/b/ID?x=1 HTTP/1.1" without what differs from call to call. */
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
prepare_lie (ScenarioWire *wire, const Fault *fault)
{
  g_auto (GStrv) parts = g_strsplit (fault->lie != NULL ? fault->lie : "|", "|", 2);
  g_autoptr (GString) bytes = g_string_new (parts[0]);

  g_string_append_printf (bytes, "Content-Length: %zu\r\nConnection: close\r\n\r\n%s", strlen (parts[1]) + fault->filler, parts[1]);
  for (gsize i = 0; i < fault->filler; i++)
    g_string_append_c (bytes, ' ');
  scenario_wire_set_lie (wire, bytes->str, bytes->len);
}

static void
test_fault (gconstpointer data)
{
  static const CordExchangeLimits limits = { 500, 300, 2000, 8 * 1024 * 1024 };
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, 0);
  Trouble trouble = { data };
  ScenarioWire *wire = scenario_wire_new (server->address, on_request, &trouble);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  ScenarioDesk *desk;

  g_mutex_init (&trouble.mutex);
  trouble.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  prepare_lie (wire, trouble.fault);
  desk = scenario_desk_open (folder, scenario_wire_get_address (wire), server->clock, "none", &error);
  g_assert_no_error (error);
  cord_remote_set_limits (desk->remote, &limits);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 20);
  desk->stubborn = 60;
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
  scenario_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/bad-world/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  return g_test_run ();
}
