/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a catalog of 100,000 offerings. The baseline is the same catalog with good entries only; with every hundredth
 * one bad in one of several ways it may take at most a fifth more processor time. */
#include "bench-report.h"

#include "domain/catalog/cord-catalog.h"
#include "wire/cord-catalog-codec.h"

#define N_OFFERINGS 100000
#define BAD_EVERY 100
#define ROUNDS 3
#define MOST 1.2

typedef struct
{
  JsonNode *offerings;
  JsonNode *prices;
} Shop;

static void
add_entry (GString *offerings, GString *prices, guint i, gboolean bad)
{
  static const char *const faults[] = { "\"value\":-5", "\"value\":\"free\"", "\"value\":9e30" };
  const char *value = bad && i % 2 == 0 ? faults[i / BAD_EVERY % G_N_ELEMENTS (faults)] : "\"value\":19.99";
  const char *term = bad && i % 2 != 0 ? "\"day\"" : "\"month\"";

  g_string_append_printf (
      offerings,
      "%s{\"id\":\"o%u\",\"name\":\"Offering %u\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":"
      "[{\"id\":\"c%u\"}],\"productOfferingPrice\":[{\"id\":\"p%u\"}],\"productOfferingTerm\":[{\"name\":\"A year\","
      "\"duration\":{\"amount\":12,\"units\":%s}}]}",
      i > 0 ? "," : "[", i, i, i % 20, i, term);
  g_string_append_printf (prices,
                          "%s{\"id\":\"p%u\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
                          "\"price\":{\"unit\":\"EUR\",%s},\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]}",
                          i > 0 ? "," : "[", i, value);
}

static JsonNode *
parse (GString *text)
{
  const CordJsonLimits limits = { 256 * 1024 * 1024, 32, G_MAXUINT, 64 * 1024 };
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_string_append_c (text, ']');
  node = cord_json_parse (text->str, (gssize)text->len, &limits, &error);
  g_assert_no_error (error);
  return node;
}

static Shop
make_shop (gboolean with_bad)
{
  g_autoptr (GString) offerings = g_string_new (NULL);
  g_autoptr (GString) prices = g_string_new (NULL);

  for (guint i = 0; i < N_OFFERINGS; i++)
    add_entry (offerings, prices, i, with_bad && i % BAD_EVERY == i / BAD_EVERY % 2);
  return (Shop){ parse (offerings), parse (prices) };
}

/* Milliseconds of processor time. */
static double
read_shop (const Shop *shop, guint problems)
{
  const double begun = bench_processor_time ();
  g_autoptr (GVariant) document = cord_catalog_from_tmf ("1", json_node_get_array (shop->offerings),
                                                         json_node_get_array (shop->prices), NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, &error);
  const double taken = bench_processor_time () - begun;

  g_assert_no_error (error);
  g_assert_cmpuint (cord_catalog_get_problems (catalog)->len, ==, problems);
  return taken;
}

int
main (void)
{
  const Shop good = make_shop (FALSE);
  const Shop mixed = make_shop (TRUE);
  g_autoptr (GArray) good_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) mixed_times = g_array_new (FALSE, FALSE, sizeof (double));
  double baseline, measured;

  for (guint i = 0; i < ROUNDS; i++)
    {
      baseline = read_shop (&good, 0);
      measured = read_shop (&mixed, N_OFFERINGS / BAD_EVERY);
      g_array_append_val (good_times, baseline);
      g_array_append_val (mixed_times, measured);
    }
  baseline = bench_percentile (good_times, 50);
  measured = bench_percentile (mixed_times, 50);
  bench_report ("catalog-of-100000-with-bad-ones", measured, "ms", baseline, "good ones only");
  json_node_unref (good.offerings);
  json_node_unref (good.prices);
  json_node_unref (mixed.offerings);
  json_node_unref (mixed.prices);
  return measured <= baseline * MOST ? 0 : 1;
}
