/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding an interaction of 5,000 events: a whole upgrade, and an agent who keeps editing and changing pages. The
 * baseline is the design's goal of 20 ms. */
#include "bench-report.h"
#include "record-fixture.h"

#define N_EVENTS 5000
#define ROUNDS 15
#define PROMISE_MS 20.0

static void
append (RecordFixture *fixture, guint number)
{
  static const char *const steps[] = { "gather", "needs", "options", "document" };

  if (number % 3 == 0)
    {
      g_autofree char *body = g_strdup_printf ("{'words':'Prefers to be called in the evening, note %u'}", number);

      record_apply (fixture, "note.edited", body);
    }
  else
    {
      g_autofree char *body = g_strdup_printf ("{'step':'%s'}", steps[number % G_N_ELEMENTS (steps)]);

      record_apply (fixture, "step.entered", body);
    }
}

static void
make (RecordFixture *fixture)
{
  record_fixture_set_up (fixture, NULL);
  record_arrive (fixture);
  record_choose (fixture);
  record_verify (fixture);
  record_open (fixture);
  record_gather (fixture);
  record_ask (fixture);
  record_rank (fixture);
  record_present (fixture);
  record_select (fixture);
  record_quote (fixture, "2026-03-17");
  record_consent (fixture);
  for (guint number = 0; cord_interaction_get_seq (fixture->interaction) < N_EVENTS; number++)
    append (fixture, number);
}

int
main (void)
{
  RecordFixture fixture = { 0 };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GPtrArray *events;

  make (&fixture);
  events = cord_interaction_get_events (fixture.interaction);
  for (guint i = 0; i < ROUNDS; i++)
    {
      CordInteraction *twin = record_empty_twin (&fixture);
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      double taken;

      cord_interaction_apply_all (twin, events, &error);
      taken = bench_since (begun);
      g_assert_no_error (error);
      g_assert_cmpuint (cord_interaction_get_seq (twin), ==, N_EVENTS);
      g_assert_cmpstr (cord_interaction_get_head (twin), ==, cord_interaction_get_head (fixture.interaction));
      g_array_append_val (times, taken);
      g_object_unref (twin);
    }
  bench_report ("fold-5000-events", bench_percentile (times, 50), "ms", PROMISE_MS, "promised");
  record_fixture_tear_down (&fixture, NULL);
  return 0;
}
