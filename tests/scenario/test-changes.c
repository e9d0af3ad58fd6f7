/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "scenario-proof.h"
#include "scenario-shop.h"

#include "cord-test-folder.h"
#include "cord-test-scope.h"

/* One whole call on a fresh desk, and everything it left at the server. Returns the interaction. */
static CordInteraction *
play (ScenarioServer *server, GVariant *caller, const char *policy)
{
  g_autofree char *folder = scenario_make_folder ();
  ScenarioDesk *desk = scenario_desk_new (folder, server, policy);
  CordInteraction *interaction = scenario_call_run (desk, caller, NULL);

  scenario_desk_flush (desk);
  scenario_let_day_come (server, interaction);
  scenario_prove_change (server, interaction);
  scenario_desk_free (desk);
  cord_test_folder_remove (folder);
  return interaction;
}

static void
test_practice (gconstpointer data)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, GPOINTER_TO_UINT (data));

  g_object_unref (play (server, caller, "none"));
}

static GVariant *
call_again (const char *kind, const char *offering)
{
  g_autoptr (GVariant) answers
      = cord_value_of_strings ("use", "Work.", "household", "Four of us.", "must-have", "The number.", NULL);
  g_autoptr (GVariant) start
      = cord_value_of_strings ("phone", "+491713920001", "customer", "C10001", "pin", "4711", "wants", kind, "product",
                               "prod-C10001-home-50", "offering", offering, "reason", "other", "words", "Again.", NULL);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, start);
  cord_builder_value (&builder, "answers", answers);
  return cord_builder_end (&builder);
}

/* The next call finds the results of the first: the plan, and its monthly price. */
static void
test_call_again (void)
{
  static const char *const changes[][2]
      = { { "upgrade", "home-fiber-250" }, { "downgrade", "home-100" }, { "upgrade", "home-fiber-1000" } };
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  gint64 steady = 0;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GVariant) caller = call_again (changes[i][0], changes[i][1]);
      g_autoptr (CordInteraction) interaction = play (server, caller, "none");
      CordQuote *quote = cord_interaction_get_quote (interaction);
      gint64 monthly = cord_customer_get_monthly (cord_interaction_get_customer (interaction)).minor;

      if (i > 0)
        g_assert_cmpint (monthly, ==, steady);
      g_assert_cmpint (cord_quote_get_current (quote)->steady.gross, ==, monthly);
      steady = cord_quote_get_candidate (quote)->steady.gross;
      cord_clock_advance (server->clock, 4 * (gint64)G_TIME_SPAN_DAY);
    }
}

static void
add_practice (void)
{
  guint step = cord_test_scope_step (3);
  g_autoptr (GVariant) callers = scenario_callers ();

  for (guint i = cord_test_scope_turn (step); i < cord_value_length (callers); i += step)
    {
      g_autoptr (GVariant) caller = cord_value_dup_at (callers, i);
      g_autofree char *path = g_strconcat ("/changes/practice/", cord_value_get_string (caller, "id"), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_practice);
    }
}

/* Customers of an American operator, made from public data where available. */

/* The accounts have no zone: in the operator's, Berlin, a new day has begun already. */
#define DAY "2026-11-12T23:30:00Z"

typedef struct
{
  const char *name;
  const char *held; /* offerings, divided by spaces */
  const char *lacks;
  guint skip; /* so that every change has a customer of its own */
  const char *wants;
  const char *product; /* offering whose product is to change; NULL when adding */
  const char *offering;
  int term;
  const char *policy;
  const char *answers; /* question=words, divided by semicolons */
} RealChange;

#define THREE "use=Films and mail in the evening.;household=Two of us.;must-have=The number stays."

static const RealChange changes[] = {
  { "dsl-to-fiber", "phone dsl", "fiber", 0, "upgrade", "dsl", "fiber", 0, "us",
    THREE ";speed=fastest;budget=120.00;commitment=no" },
  { "fiber-to-dsl", "fiber phone", "dsl", 1, "downgrade", "fiber", "dsl", 0, "eu",
    THREE ";speed=same;budget=60.00;commitment=no" },
  { "add-streaming-tv", "dsl", "streaming-tv", 2, "add", NULL, "streaming-tv", 0, "none",
    THREE ";streaming=yes;budget=150.00;commitment=no" },
  { "remove-tech-support", "tech-support", "", 3, "remove", "tech-support", "tech-support", 0, "none",
    THREE ";budget=90.00" },
  { "add-a-line", "phone", "multiple-lines", 4, "add", NULL, "multiple-lines", 0, "eu",
    THREE ";wish=A second line;budget=150.00;commitment=no" },
  { "one-year-term", "fiber", "", 4, "modify", "fiber", "fiber", 12, "us", THREE ";commitment=yes;term=12" },
};

static char *real_folder;

/* The same shape on a small scale, where the public data is not available. */
static const ScenarioPerson people[] = {
  { "1001-AAAAA", "Ada", "Baker", "1111", "phone dsl online-security", "43.15" },
  { "1002-BBBBB", "Bao", "Kim", "2222", "fiber phone", "71.35" },
  { "1003-CCCCC", "Chen", "Diaz", "3333", "fiber phone tech-support", "56.95" },
  { "1004-DDDDD", "Dara", "Evans", "4444", "dsl phone tech-support", "25.10" },
  { "1005-EEEEE", "Emeka", "Flores", "5555", "dsl phone", "29.85" },
  { "1006-FFFFF", "Fatima", "Gruber", "6666", "fiber phone tech-support", "49.95" },
  { "1007-GGGGG", "Grace", "Hansen", "7777", "dsl phone tech-support", "24.80" },
  { "1008-HHHHH", "Hugo", "Ivanov", "8888", "fiber phone", "52.00" },
  { "1009-IIIII", "Ines", "Jensen", "9999", "fiber phone", "50.00" },
};

static GVariant *
make_caller (const RealChange *change)
{
  g_autoptr (GVariant) picked = scenario_shop_pick (real_folder, change->held, change->lacks, change->skip);
  g_autoptr (GVariant) answers = scenario_shop_answers (change->answers);
  g_autofree char *product
      = change->product != NULL
            ? g_strdup_printf ("prod-%s-%s", cord_value_get_string (picked, "customer"), change->product)
            : NULL;
  CordBuilder caller;

  cord_builder_init (&caller);
  cord_builder_extend (&caller, picked);
  cord_builder_string (&caller, "wants", change->wants);
  cord_builder_string (&caller, "product", product);
  cord_builder_string (&caller, "offering", change->offering);
  if (change->term > 0)
    cord_builder_integer (&caller, "term", change->term);
  cord_builder_string (&caller, "reason", "other");
  cord_builder_string (&caller, "words", "It suits us better.");
  cord_builder_value (&caller, "answers", answers);
  return cord_builder_end (&caller);
}

static void
test_real (gconstpointer data)
{
  const RealChange *change = data;
  g_autoptr (ScenarioServer) server = scenario_server_new (real_folder, DAY, 30);
  g_autoptr (GVariant) caller = make_caller (change);

  g_object_unref (play (server, caller, change->policy));
}

static void
add_real (void)
{
  guint step = cord_test_scope_step (3);

  real_folder = scenario_make_folder ();
  if (!scenario_shop_convert (real_folder, 300))
    scenario_shop_write (real_folder, people, G_N_ELEMENTS (people), TRUE);
  for (guint i = cord_test_scope_turn (step); i < G_N_ELEMENTS (changes); i += step)
    {
      g_autofree char *path = g_strconcat ("/changes/real/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_real);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  add_practice ();
  g_test_add_func ("/changes/call-again", test_call_again);
  add_real ();
  status = g_test_run ();
  cord_test_folder_remove (real_folder);
  g_free (real_folder);
  return status;
}
