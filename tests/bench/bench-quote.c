/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One quote: read, priced, laddered and sealed. The baseline is the plain second implementation that the tests compare with; it neither
 * reads a document nor seals. */
#include "bench-report.h"
#include "domain/change/cord-proration.h"
#include "domain/change/cord-quote.h"
#include "json-document.h"
#include "slow-quote.h"

#define ROUNDS 2000
#define SLOW_ROUNDS 20

static SlowQuote
make (void)
{
  SlowQuote slow = { .grid = { .anchor = 1, .months = 1 }, .rounding = CORD_ROUNDING_HALF_UP, .now = cord_date (2024, 6, 17) };
  const CordDate begun = cord_date (2024, 1, 1);

  for (int i = 0; i < SLOW_OFFERS; i++)
    slow.offers[i] = (SlowOffer) { 25000 + 10000 * i, 19, 9900 };
  slow.events[0] = (SlowEvent) { SLOW_START, 0, 0, 1, -1, begun, begun, -1, 0, 0, CORD_DATE_NONE, 0 };
  slow.events[1] = (SlowEvent) { SLOW_DISCOUNT, 0, -1, 0, -1, begun, cord_date (2024, 4, 1), 20, 0, 6, CORD_DATE_NONE, 0 };
  slow.events[2] = (SlowEvent) { SLOW_CHANGE, 0, 1, 0, -1, slow.now, slow.now, -1, 0, 0, CORD_DATE_NONE, 0 };
  slow.n_events = 3;
  return slow;
}

static double
time_quotes (GVariant *input)
{
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordQuote) quote = cord_quote_new (input, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (cord_quote_get_lines (quote)->len, >, 0);
    }
  return bench_since (begun) / ROUNDS;
}

static double
time_slowly (const SlowQuote *slow)
{
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < SLOW_ROUNDS; i++)
    {
      g_autofree char *answer = slow_quote_answer (slow);

      g_assert_nonnull (answer);
    }
  return bench_since (begun) / SLOW_ROUNDS;
}

/* The baseline reads the zone anew for every case, as cord_prorate_case does. */
static double
time_prorating (gboolean keep_zones)
{
  g_autoptr (GVariant) input = json_document_parse_quoted (
    "{'id':'x','cycle':{'start':'2023-04-23','end':'2023-05-23'},'at':'2023-05-15','zone':'Europe/Berlin','old':'19.95','new':'29.95','scale':2}");
  g_autoptr (GHashTable) zones = keep_zones ? cord_prorate_zones_new () : NULL;
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      gboolean failed;
      g_autoptr (GVariant) answer = cord_prorate_case_with_zones (zones, input, &failed);

      g_assert_false (failed);
    }
  return bench_since (begun) / ROUNDS;
}

int
main (void)
{
  SlowQuote slow = make ();
  g_autofree char *text = slow_quote_to_json (&slow);
  g_autoptr (GVariant) input = json_document_parse (text);

  bench_report ("quote", time_quotes (input) * 1000, "µs", time_slowly (&slow) * 1000, "second implementation");
  bench_report ("prorate-case", time_prorating (TRUE) * 1000, "µs", time_prorating (FALSE) * 1000, "zone read every time");
  slow_quote_clear (&slow);
  return 0;
}
