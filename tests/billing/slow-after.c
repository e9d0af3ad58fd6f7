/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-after.h"

#include "slow-ladder.h"

#include <string.h>

/* @dated: a date from which offers cost something else; otherwise a moment at which discounts end. @names: of the
 * offers or discounts. */
typedef struct
{
  int date;
  gboolean dated;
  gint64 at;
  GPtrArray *names;
} Entry;

static void
free_entry (gpointer data)
{
  g_ptr_array_unref (((Entry *)data)->names);
  g_free (data);
}

static void
add_entry (GPtrArray *entries, gboolean dated, gint64 at, int date, const char *name)
{
  Entry *entry = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *other = g_ptr_array_index (entries, i);

      if (other->dated == dated && other->at == at)
        entry = other;
    }
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->names = g_ptr_array_new ();
      g_ptr_array_add (entries, entry);
    }
  entry->dated = dated;
  entry->at = at;
  entry->date = date;
  g_ptr_array_add (entry->names, (gpointer)name);
}

/* "for each end of a discount after `now`, by date, of products not removed by then" */
static void
add_ends (const SlowTimeline *timeline, GPtrArray *entries)
{
  for (int i = 0; i < timeline->n; i++)
    {
      const SlowEvent *event = &timeline->account->events[i];

      if (event->type == SLOW_DISCOUNT && timeline->remains[i] && timeline->ends[i] != SLOW_NEVER
          && timeline->ends[i] > slow_account_at (timeline->account, timeline->account->now)
          && timeline->removed[event->product] > timeline->ends[i])
        add_entry (entries, FALSE, timeline->ends[i], timeline->end_dates[i], event->discount);
    }
}

static gboolean
has_product_on (const SlowTimeline *timeline, int offer, gint64 at)
{
  for (int product = 0; product < SLOW_PRODUCTS; product++)
    {
      const SlowState state = slow_timeline_state_at (timeline, product, at);

      if (state.exists && !state.removed && state.offer == offer)
        return TRUE;
    }
  return FALSE;
}

/* Whether the price or the percents of the tax are others than the day before. */
static gboolean
is_dearer_or_cheaper (const SlowAccount *account, int offer, int date)
{
  const SlowSale before = slow_account_sale (account, offer, date - 1),
                 after = slow_account_sale (account, offer, date);

  return slow_number_compare (before.price, after.price) != 0 || !slow_tax_same_percents (&before.tax, &after.tax);
}

/* "for each date after `now` on which a dated row changes the price or the tax of an offer that a product is then on"
 */
static void
add_dated (const SlowTimeline *timeline, GPtrArray *entries)
{
  const SlowAccount *account = timeline->account;

  for (int offer = 0; offer < account->n_offers; offer++)
    for (int row = 0; row < account->offers[offer].n_dated; row++)
      {
        const int from = account->offers[offer].dated[row].from;
        const gint64 at = slow_account_at_date (account, from);

        if (from > slow_account_date (account, account->now) && is_dearer_or_cheaper (account, offer, from)
            && has_product_on (timeline, offer, at))
          add_entry (entries, TRUE, at, from, account->offer_names[offer]);
      }
}

/* "by date, ends of discounts first" */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(Entry *const *)a, *second = *(Entry *const *)b;

  if (first->date != second->date)
    return first->date - second->date;
  if (first->dated != second->dated)
    return first->dated - second->dated;
  return first->at < second->at ? -1 : first->at > second->at;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once. */
static void
print_names (GString *json, GPtrArray *names)
{
  const char *last = NULL;

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (last == NULL || strcmp (last, name) != 0)
        g_string_append_printf (json, "%s\"%s\"", last != NULL ? "," : "", name);
      last = name;
    }
}

static void
print_entry (SlowTimeline *timeline, SlowPrint *print, const Entry *entry)
{
  const int cycle = slow_ladder_cycle_from (timeline, entry->at);
  g_autofree char *date = slow_date_to_text (entry->date);

  g_string_append_c (print->json, '{');
  slow_print_cycle (print->json, slow_timeline_cycle (timeline, cycle));
  g_string_append_printf (print->json, ",\"%s\":\"%s\",\"%s\":[", entry->dated ? "from" : "ends", date,
                          entry->dated ? "offers" : "discounts");
  print_names (print->json, entry->names);
  g_string_append (print->json, "],");
  slow_print_row (print, slow_bill_of_cycle (timeline, cycle));
  g_string_append_c (print->json, '}');
}

void
slow_after_print (SlowTimeline *timeline, SlowPrint *print)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);

  add_ends (timeline, entries);
  add_dated (timeline, entries);
  g_ptr_array_sort (entries, compare_entries);
  g_string_append (print->json, ",\"after\":[");
  for (guint i = 0; i < entries->len; i++)
    {
      if (i > 0)
        g_string_append_c (print->json, ',');
      print_entry (timeline, print, g_ptr_array_index (entries, i));
    }
  g_string_append_c (print->json, ']');
}
