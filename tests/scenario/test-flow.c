/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "cord-test-folder.h"
#include "flow-proof.h"
#include "scenario-call.h"
#include "scenario-proof.h"
#include "scenario-shop.h"

#include <string.h>

/* The whole flow of a change, for thousands of customers: quote, order, completion, charges, product and history over
 * HTTP, every kind of change in the middle, on the first and on the last day of the cycle; and for a sample of them the
 * whole call at the desk, with the confirmation and the note. */

/* The newest customers of the public data begin in November. */
#define START "2026-12-01T11:00:00Z"
#define FAR_DAY "2027-03-01T11:00:00Z"
#define NOON (11 * (gint64)G_TIME_SPAN_HOUR)
#define SAMPLE 35 /* calls at the desk, of ./check --all */

static char *folder;
static gboolean is_public;
static guint parts = 1;

static CordDate
start_day (void)
{
  return (CordDate)(scenario_instant (START) / G_TIME_SPAN_DAY);
}

/* One of so many customers takes part. */
static guint
stride (void)
{
  if (cord_test_scope_is_all ())
    return CORD_TEST_SANITIZED ? 20 : 1;
  return CORD_TEST_SANITIZED ? 200 : 10;
}

/* Every combination is tried often: hundreds of times each where all customers of the public data take part. */
static void
assert_counts (guint counts[FLOW_N_KINDS][FLOW_N_PLACES])
{
  /* A sample has each combination at least once; the products of a few customers determine their possible changes. */
  guint least = stride () == 1 && is_public ? 200 / parts : is_public && CORD_TEST_SANITIZED ? 0 : 1;

  for (guint kind = 0; kind < FLOW_N_KINDS; kind++)
    for (guint place = 0; place < FLOW_N_PLACES; place++)
      {
        g_test_message ("%s, %s: %u", flow_kind_name (kind), flow_place_name (place), counts[kind][place]);
        g_assert_cmpuint (counts[kind][place], >=, least);
      }
}

static void
test_everybody (void)
{
  g_autoptr (ScenarioServer) server = scenario_server_new (folder, START, 30);
  g_autoptr (GPtrArray) customers = flow_shop_load (folder, start_day ());
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_order_free);
  guint counts[FLOW_N_KINDS][FLOW_N_PLACES] = { 0 };

  for (guint i = 0; i < customers->len; i++)
    {
      FlowCustomer *customer = customers->pdata[i];
      g_autoptr (FlowOrder) order = NULL;

      cord_clock_set (server->clock, customer->day * (gint64)G_TIME_SPAN_DAY + NOON);
      order = flow_order_place (server, customer);
      counts[customer->kind][customer->place]++;
      if (customer->waits)
        g_ptr_array_add (waiting, g_steal_pointer (&order));
      else
        flow_order_prove_completion (server, order);
    }
  cord_clock_set (server->clock, scenario_instant (FAR_DAY));
  for (guint i = 0; i < waiting->len; i++)
    flow_order_prove_completion (server, waiting->pdata[i]);
  assert_counts (counts);
}

/* At the desk */

static const char *
answers_for (FlowKind kind)
{
  static const char *const texts[]
      = { "speed=fastest;commitment=no", "speed=same;commitment=no", "streaming=yes;wish=A second line;commitment=no",
          "wish=Less", "commitment=yes;term=12" };

  return texts[kind];
}

static GVariant *
dup_answers (FlowKind kind)
{
  g_autofree char *text = g_strconcat (
      "use=Films and mail in the evening.;household=Two of us.;must-have=The number stays.;budget=150.00;",
      answers_for (kind), NULL);

  return scenario_shop_answers (text);
}

static GVariant *
make_caller (const FlowCustomer *customer)
{
  g_autoptr (GVariant) answers = dup_answers (customer->kind);
  CordBuilder caller;

  cord_builder_init (&caller);
  cord_builder_string (&caller, "customer", customer->id);
  cord_builder_string (&caller, "phone", customer->phone);
  cord_builder_string (&caller, "pin", customer->pin);
  cord_builder_string (&caller, "wants", flow_kind_name (customer->kind));
  cord_builder_string (&caller, "product", customer->kind != FLOW_ADD ? customer->product : NULL);
  cord_builder_string (&caller, "offering", customer->offering);
  if (customer->term > 0)
    cord_builder_integer (&caller, "term", customer->term);
  cord_builder_string (&caller, "reason", "other");
  cord_builder_string (&caller, "words", "It suits us better.");
  cord_builder_value (&caller, "answers", answers);
  return cord_builder_end (&caller);
}

/* A customer who can have it without breaking a commitment, and asks for something that the questions find. */
static gboolean
fits (FlowCustomer *customer, FlowKind kind)
{
  static const char *const asked[] = { "streaming-tv", "multiple-lines", NULL };

  return !customer->bound && flow_shop_choose (customer, kind)
         && (kind != FLOW_ADD || g_strv_contains (asked, customer->offering));
}

static FlowCustomer *
pick (GPtrArray *customers, GHashTable *used, guint from, FlowKind kind)
{
  for (guint i = 0; i < customers->len; i++)
    {
      FlowCustomer *customer = customers->pdata[(from + i) % customers->len];

      if (!g_hash_table_contains (used, customer) && fits (customer, kind))
        {
          g_hash_table_add (used, customer);
          return customer;
        }
    }
  g_assert_not_reached ();
}

static void
play (ScenarioServer *server, const FlowCustomer *customer, const char *policy)
{
  g_autoptr (GVariant) caller = make_caller (customer);
  g_autofree char *journal = scenario_make_folder ();
  ScenarioDesk *desk = scenario_desk_new (journal, server, policy);
  g_autoptr (CordInteraction) interaction = scenario_call_run (desk, caller, NULL);

  scenario_desk_flush (desk);
  scenario_let_day_come (server, interaction);
  scenario_prove_change (server, interaction);
  scenario_desk_free (desk);
  cord_test_folder_remove (journal);
}

/* Every combination, under every policy, with the confirmation and the note: each on the customer's next such day. */
static void
test_desk (void)
{
  static const char *const policies[] = { "none", "eu", "us" };
  g_autoptr (ScenarioServer) server = scenario_server_new (folder, START, 30);
  g_autoptr (GPtrArray) customers = flow_shop_load (folder, start_day ());
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  guint n = FLOW_N_KINDS * FLOW_N_PLACES;

  if (is_public && cord_test_scope_is_all () && !CORD_TEST_SANITIZED)
    n = SAMPLE;
  else if (CORD_TEST_SANITIZED && !cord_test_scope_is_all ())
    n = FLOW_N_KINDS;
  for (guint i = 0; i < n; i++)
    {
      FlowPlace place = (i / FLOW_N_KINDS) % FLOW_N_PLACES;
      FlowCustomer *customer = pick (customers, used, i * customers->len / n, i % FLOW_N_KINDS);
      CordDate today = (CordDate)(cord_clock_now (server->clock) / G_TIME_SPAN_DAY);

      customer->day = flow_shop_day (customer, place, today + 1);
      g_test_message ("%s: %s, %s", customer->id, flow_kind_name (customer->kind), flow_place_name (place));
      cord_clock_set (server->clock, customer->day * (gint64)G_TIME_SPAN_DAY + NOON);
      play (server, customer, policies[i % G_N_ELEMENTS (policies)]);
    }
}

/* test-scenario-flow PART/PARTS, or desk */
int
main (int argc, char **argv)
{
  gboolean desk;
  guint part = 0;
  int status;

  g_test_init (&argc, &argv, NULL);
  desk = argc > 1 && g_str_equal (argv[1], "desk");
  if (!desk && argc > 1)
    {
      part = (guint)g_ascii_strtoull (argv[1], NULL, 10);
      parts = (guint)g_ascii_strtoull (strchr (argv[1], '/') + 1, NULL, 10);
    }
  folder = scenario_make_folder ();
  /* The desk calls a few of every tenth customer, or of every fiftieth. */
  is_public
      = desk ? flow_shop_write (folder, 0, stride () > 20 ? 50 : 10)
             : flow_shop_write (folder, part % parts + parts * cord_test_scope_turn (stride ()), parts * stride ());
  if (desk)
    g_test_add_func ("/flow/desk", test_desk);
  else
    g_test_add_func ("/flow/everybody", test_everybody);
  status = g_test_run ();
  cord_test_folder_remove (folder);
  g_free (folder);
  return status;
}
