/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow-proof.h"
#include "scenario-call.h"
#include "scenario-proof.h"

/* The whole flow of a change, for thousands of customers: quote, order, completion, charges, product and history over HTTP, every kind of
 * change in the middle, on the first and on the last day of the cycle; and for a sample of them the whole call at the desk, with the
 * confirmation and the note. */

/* The newest of the public customers begin in November. */
#define START "2026-12-01T11:00:00Z"
#define FAR_DAY "2027-03-01T11:00:00Z"
#define NOON (11 * (gint64) G_TIME_SPAN_HOUR)
/* Under a sanitizer everything takes several times as long: every tenth customer then, another tenth on another day of the month. */
#if defined(__SANITIZE_ADDRESS__)
#define STRIDE 10
#else
#define STRIDE 1
#endif

static char *folder;
static gboolean is_public;

static CordDate
start_day (void)
{
  return (CordDate) (scenario_instant (START) / G_TIME_SPAN_DAY);
}

static gboolean
is_chosen (guint index)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return !is_public || index % STRIDE == (guint) g_date_time_get_day_of_month (now) % STRIDE;
}

/* Every combination, often: hundreds of each where all the public customers take part. */
static void
assert_counts (guint counts[FLOW_N_KINDS][FLOW_N_PLACES])
{
  guint least = !is_public ? 1 : STRIDE == 1 ? 200 : 10;

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
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) flow_order_free);
  guint counts[FLOW_N_KINDS][FLOW_N_PLACES] = { 0 };

  for (guint i = 0; i < customers->len; i++)
    {
      FlowCustomer *customer = customers->pdata[i];
      g_autoptr (FlowOrder) order = NULL;

      if (!is_chosen (i))
        continue;
      cord_clock_set (server->clock, customer->day * (gint64) G_TIME_SPAN_DAY + NOON);
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

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = scenario_make_folder ();
  is_public = flow_shop_write (folder);
  g_test_add_func ("/flow/everybody", test_everybody);
  status = g_test_run ();
  scenario_remove_folder (folder);
  g_free (folder);
  return status;
}
