/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "cord-test-folder.h"

#include "billing/cord-quote.h"

#include <string.h>

/* Whole calls about a product that the customer keeps: no option is ranked, everything else is as in any call. */

#define PHONE_LINE "prod-C10001-home-phone"
#define INTERNET "prod-C10001-home-50"

static GVariant *
make_caller (void)
{
  g_autoptr (GVariant) answers
      = cord_value_of_strings ("use", "We are away.", "household", "Two of us.", "must-have", "The number.", NULL);
  g_autoptr (GVariant) start
      = cord_value_of_strings ("phone", "+491713920001", "customer", "C10001", "pin", "4711", "wants", "modify",
                               "product", PHONE_LINE, "reason", "other", "words", "We travel.", NULL);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, start);
  cord_builder_value (&builder, "answers", answers);
  return cord_builder_end (&builder);
}

/* The rest of the call, from consent to close. */
static CordInteraction *
finish (ScenarioDesk *desk, GVariant *caller)
{
  g_autoptr (CordInteraction) interaction = g_object_ref (scenario_desk_interaction (desk));
  guint n;
  const ScenarioMove *moves = scenario_call_moves (&n);
  gboolean agreed = FALSE;

  for (guint i = 0; i < n; i++)
    {
      agreed = agreed || g_str_equal (moves[i].name, "consent");
      if (agreed && moves[i].open (desk, caller))
        moves[i].make (desk, caller);
    }
  scenario_desk_flush (desk);
  return g_steal_pointer (&interaction);
}

static char *
dup_status (ScenarioServer *server, const char *product)
{
  g_autofree char *path = g_strconcat ("/tmf-api/productInventory/v4/product/", product, NULL);
  g_autoptr (JsonNode) node = scenario_system_get (server, path);

  return g_strdup (cord_json_find_string (node, "status"));
}

static void
assert_note (CordInteraction *interaction, const char *words)
{
  g_autofree char *note = cord_interaction_dup_note (interaction);

  if (strstr (note, words) == NULL)
    g_error ("The note does not say “%s”: %s", words, note);
}

static void
test_suspend_and_resume (void)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autoptr (ScenarioDesk) desk = scenario_desk_new (folder, server, "us");
  g_autoptr (GVariant) caller = make_caller ();
  g_autoptr (CordInteraction) suspended = NULL;
  g_autoptr (CordInteraction) resumed = NULL;
  g_autoptr (CordInteraction) counted = NULL;
  g_autoptr (CordInteraction) moved = NULL;
  g_autofree char *between = NULL;
  g_autofree char *notice = NULL;
  g_autofree char *after = NULL;
  gint64 before;

  g_object_unref (scenario_call_run (desk, caller, "needs"));
  REFUSED (desk, CORD_ERROR_INVALID, resume, PHONE_LINE, CORD_DATE_NONE);
  REFUSED (desk, CORD_ERROR_INVALID, suspend, "ghost", CORD_DATE_NONE);
  REFUSED (desk, CORD_ERROR_INVALID, suspend, INTERNET, CORD_DATE_NONE);
  notice = scenario_desk_text (desk, "notice");
  g_assert_cmpstr (notice, ==, "Home Phone, Online Security need Home 50. Suspend them first.");
  DO (desk, suspend, PHONE_LINE, CORD_DATE_NONE);
  before = cord_quote_get_current (cord_interaction_get_quote (scenario_desk_interaction (desk)))->steady.gross;
  suspended = finish (desk, caller);
  between = dup_status (server, PHONE_LINE);
  g_assert_cmpstr (between, ==, "suspended");
  assert_note (suspended, "Chosen: Suspend Home Phone.");

  cord_clock_advance (server->clock, 4 * (gint64)G_TIME_SPAN_DAY);
  g_object_unref (scenario_call_run (desk, caller, "needs"));
  REFUSED (desk, CORD_ERROR_INVALID, suspend, PHONE_LINE, CORD_DATE_NONE);
  DO (desk, resume, PHONE_LINE, CORD_DATE_NONE);
  g_assert_cmpint (
      cord_quote_get_candidate (cord_interaction_get_quote (scenario_desk_interaction (desk)))->steady.gross, ==,
      before);
  resumed = finish (desk, caller);
  after = dup_status (server, PHONE_LINE);
  g_assert_cmpstr (after, ==, "active");
  assert_note (resumed, "Chosen: Resume Home Phone.");

  g_object_unref (scenario_call_run (desk, caller, "needs"));
  REFUSED (desk, CORD_ERROR_INVALID, change_quantity, PHONE_LINE, 0, CORD_DATE_NONE);
  REFUSED (desk, CORD_ERROR_INVALID, change_quantity, PHONE_LINE, G_MAXINT64, CORD_DATE_NONE);
  REFUSED (desk, CORD_ERROR_INVALID, change_quantity, PHONE_LINE, 1, CORD_DATE_NONE);
  DO (desk, change_quantity, PHONE_LINE, 3, CORD_DATE_NONE);
  g_assert_cmpint (
      cord_quote_get_candidate (cord_interaction_get_quote (scenario_desk_interaction (desk)))->steady.gross, ==,
      before + 2 * 499);
  counted = finish (desk, caller);
  assert_note (counted, "Chosen: 3 × Home Phone.");

  g_object_unref (scenario_call_run (desk, caller, "needs"));
  REFUSED (desk, CORD_ERROR_INVALID, move_billing_day, 0, FALSE, CORD_DATE_NONE);
  REFUSED (desk, CORD_ERROR_INVALID, move_billing_day, 1, FALSE, CORD_DATE_NONE);
  DO (desk, move_billing_day, 15, TRUE, CORD_DATE_NONE);
  moved = finish (desk, caller);
  assert_note (moved, "Chosen: Move the billing day to day 15 of the month.");
  scenario_desk_free (g_steal_pointer (&desk));
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/held/suspend-and-resume", test_suspend_and_resume);
  return g_test_run ();
}
