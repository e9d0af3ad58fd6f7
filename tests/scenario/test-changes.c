/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"

static void
print (ScenarioServer *server, const char *path)
{
  g_autoptr (JsonNode) node = scenario_system_get (server, path);
  g_autofree char *t = json_to_string (node, TRUE);
  g_printerr ("== %s\n%s\n", path, t);
}

static void
test_practice (gconstpointer data)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (ScenarioDesk) desk = scenario_desk_new (folder, server, "none");
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, GPOINTER_TO_UINT (data));
  g_autoptr (CordInteraction) interaction = scenario_call_run (desk, caller, NULL);
  GPtrArray *events = cord_interaction_get_events (interaction);

  scenario_desk_flush (desk);
  if (g_getenv ("SHOW"))
  {
  for (guint i = 0; i < events->len; i++)
  {
    g_autoptr (GVariant) v = cord_event_to_value (events->pdata[i]);
    g_autofree char *t = cord_value_to_canonical (v, NULL);
    if (strlen (t) > 1500) t[1500] = 0;
    g_printerr ("%s\n", t);
  }
  g_autofree char *p1 = g_strdup_printf ("/tmf-api/productOrderingManagement/v4/productOrder/%s", cord_interaction_get_order_id (interaction));
  print (server, p1);
  g_autofree char *p2 = g_strdup_printf ("/tmf-api/partyInteraction/v4/partyInteraction/%s", cord_interaction_get_id (interaction));
  print (server, p2);
  print (server, "/tmf-api/quoteManagement/v4/quote");
  print (server, "/tmf-api/communicationManagement/v4/communicationMessage");
  g_autofree char *p3 = g_strdup_printf ("/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate?cordboardOrder=%s", cord_interaction_get_order_id (interaction));
  print (server, p3);
  g_autofree char *p4 = g_strdup_printf ("/tmf-api/appointment/v4/appointment?relatedParty.id=%s", cord_value_get_string (caller, "customer"));
  print (server, p4);
  g_autofree char *p5 = g_strdup_printf ("/tmf-api/productInventory/v4/product?relatedParty.id=%s", cord_value_get_string (caller, "customer"));
  print (server, p5);
  g_autofree char *note = cord_interaction_dup_note (interaction);
  g_autofree char *mt = NULL;
  g_object_get (interaction, "message-text", &mt, NULL);
  g_printerr ("%s\n\n%s\n", note, mt);
  }
  g_clear_pointer (&desk, scenario_desk_free);
  scenario_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *path = g_strdup_printf ("/changes/practice/%u", i);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_practice);
    }
  return g_test_run ();
}
