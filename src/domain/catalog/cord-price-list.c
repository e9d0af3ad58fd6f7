/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-price-list.h"

#include "domain/customer/cord-validity.h"

#define PRICE "price"
#define DECIMALS_MAX (CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA)

typedef struct
{
  CordDecimal price;
  CordValidity valid;
} Entry;

GVariant *
cord_price_list_new_entry (const char *price, const char *from, const char *until)
{
  return cord_value_of_strings (PRICE, price, CORD_VALID_FROM, from, CORD_VALID_UNTIL, until, NULL);
}

static gboolean
read_entry (Entry *out, GVariant *object, const CordZone *zone)
{
  const char *price = cord_value_get_string (object, PRICE);

  return price != NULL && cord_decimal_parse (price, DECIMALS_MAX, FALSE, &out->price, NULL)
         && cord_validity_read (&out->valid, object, zone) == NULL;
}

/* *out += @price; FALSE when that is too large. */
static gboolean
add (CordDecimal *out, CordDecimal price)
{
  CordDecimal sum = *out;

  for (; sum.decimals < price.decimals; sum.decimals++)
    if (__builtin_mul_overflow (sum.unscaled, (__int128)10, &sum.unscaled))
      return FALSE;
  for (; price.decimals < sum.decimals; price.decimals++)
    if (__builtin_mul_overflow (price.unscaled, (__int128)10, &price.unscaled))
      return FALSE;
  if (__builtin_add_overflow (sum.unscaled, price.unscaled, &sum.unscaled))
    return FALSE;
  *out = sum;
  return TRUE;
}

gboolean
cord_price_list_sum (GVariant *list, CordDecimal *out)
{
  g_autoptr (CordZone) utc = cord_zone_utc ();

  *out = (CordDecimal){ 0, 0 };
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      Entry entry;

      if (!read_entry (&entry, object, utc) || !add (out, entry.price))
        return FALSE;
    }
  return TRUE;
}

static GArray *
read_entries (GVariant *list, const CordZone *zone)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      Entry entry;

      if (read_entry (&entry, object, zone))
        g_array_append_val (entries, entry);
    }
  return entries;
}

/* An end within a day counts to the end of that day, but not where the price that follows begins on it: the two never
 * held together. */
static void
give_way (GArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    for (guint k = 0; k < entries->len; k++)
      {
        CordValidity *ending = &g_array_index (entries, Entry, i).valid;
        const CordValidity *next = &g_array_index (entries, Entry, k).valid;

        if (cord_validity_meets (ending, next) && next->begins >= ending->ends)
          ending->until = next->from;
      }
}

static CordPriceStep
step_on (const GArray *entries, CordDate day)
{
  CordPriceStep step = { .from = day };

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (!cord_validity_contains (&entry->valid, day))
        continue;
      add (&step.price, entry->price);
      step.holds = TRUE;
    }
  return step;
}

/* Where nothing holds, what was charged before goes on; before everything it is the first price. */
static void
fill_gaps (GArray *steps)
{
  guint first = 0;

  while (first < steps->len && !g_array_index (steps, CordPriceStep, first).holds)
    first++;
  for (guint i = 0; i < steps->len && first < steps->len; i++)
    {
      CordPriceStep *step = &g_array_index (steps, CordPriceStep, i);

      if (!step->holds)
        step->price = g_array_index (steps, CordPriceStep, i < first ? first : i - 1).price;
    }
}

GArray *
cord_price_list_dup_steps (GVariant *list, const CordZone *zone)
{
  g_autoptr (GArray) entries = read_entries (list, zone);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CordDate));
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (CordPriceStep));
  CordPriceStep step;

  give_way (entries);
  for (guint i = 0; i < entries->len; i++)
    cord_validity_add_days (&g_array_index (entries, Entry, i).valid, days);
  step = step_on (entries, CORD_DATE_NONE);
  g_array_append_val (steps, step);
  for (guint i = 0; i < days->len; i++)
    {
      step = step_on (entries, g_array_index (days, CordDate, i));
      g_array_append_val (steps, step);
    }
  fill_gaps (steps);
  return steps;
}

const CordPriceStep *
cord_price_steps_find (const GArray *steps, CordDate date)
{
  guint i = 0;

  while (date != CORD_DATE_NONE && i + 1 < steps->len && g_array_index (steps, CordPriceStep, i + 1).from <= date)
    i++;
  return &g_array_index (steps, CordPriceStep, i);
}
