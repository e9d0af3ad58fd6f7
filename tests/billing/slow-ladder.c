/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-ladder.h"

#include <string.h>

typedef struct
{
  SlowTimeline *timeline;
  GString *json;
  SlowAmount *largest;
} Print;

void
slow_print_cycle (GString *json, int start, int end)
{
  g_autofree char *first = slow_date_to_text (start), *after = slow_date_to_text (end);

  g_string_append_printf (json, "\"cycle\":{\"start\":\"%s\",\"end\":\"%s\"}", first, after);
}

void
slow_print_amount (GString *json, const SlowAccount *account, const char *name, SlowAmount amount, SlowAmount *largest)
{
  g_autofree char *text = slow_amount_to_text (amount, account->scale);

  *largest = MAX (*largest, amount < 0 ? -amount : amount);
  g_string_append_printf (json, ",\"%s\":\"%s\"", name, text);
}

static void
print_row (Print *print, SlowBillRow row)
{
  g_autofree char *net = slow_amount_to_text (row.net, print->timeline->account->scale);

  *print->largest = MAX (*print->largest, row.net < 0 ? -row.net : row.net);
  g_string_append_printf (print->json, "\"net\":\"%s\"", net);
  slow_print_amount (print->json, print->timeline->account, "tax", row.tax, print->largest);
  slow_print_amount (print->json, print->timeline->account, "gross", row.gross, print->largest);
}

static void
print_cycle (Print *print, int cycle)
{
  slow_print_cycle (print->json, slow_timeline_cycle (print->timeline, cycle)->start,
                    slow_timeline_cycle (print->timeline, cycle)->end);
  g_string_append_c (print->json, ',');
}

/* The first future cycle that starts at or after a moment. */
static int
first_from (const SlowTimeline *timeline, gint64 at)
{
  int cycle = timeline->now + 1;

  while (slow_account_at_date (timeline->account, slow_timeline_cycle (timeline, cycle)->start) < at)
    cycle++;
  return cycle;
}

/* The moment after which no event takes effect, no discount ends and no billing day starts to apply. */
static gint64
quiet_from (const SlowTimeline *timeline)
{
  gint64 last = G_MININT64;

  for (int i = 0; i < timeline->n; i++)
    {
      if (!timeline->remains[i] || timeline->account->events[i].type == SLOW_BILLING_DAY)
        continue;
      last = MAX (last, timeline->effect[i]);
      if (timeline->ends[i] != SLOW_NEVER)
        last = MAX (last, timeline->ends[i]);
    }
  for (int i = 0; i < timeline->n_moves; i++)
    last = MAX (last, slow_account_at_date (timeline->account, timeline->moves[i]));
  return last;
}

static gboolean
ends_after_now (const SlowTimeline *timeline, int i)
{
  const SlowEvent *event = &timeline->account->events[i];

  return event->type == SLOW_DISCOUNT && timeline->remains[i] && timeline->ends[i] != SLOW_NEVER
         && timeline->ends[i] > slow_account_at (timeline->account, timeline->account->now)
         && timeline->removed[event->product] > timeline->ends[i];
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The names of the discounts that end at this moment, sorted, each once; and the local date on which that is. */
static void
print_names (Print *print, gint64 at)
{
  const SlowTimeline *timeline = print->timeline;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *last = NULL;

  for (int i = 0; i < timeline->n; i++)
    if (ends_after_now (timeline, i) && timeline->ends[i] == at)
      g_ptr_array_add (names, (gpointer)timeline->account->events[i].discount);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (last == NULL || strcmp (last, name) != 0)
        g_string_append_printf (print->json, "%s\"%s\"", last != NULL ? "," : "", name);
      last = name;
    }
}

static void
print_end (Print *print, gint64 at)
{
  const int cycle = first_from (print->timeline, at);
  int local = 0;
  g_autofree char *date = NULL;

  for (int i = 0; i < print->timeline->n; i++)
    if (ends_after_now (print->timeline, i) && print->timeline->ends[i] == at)
      local = print->timeline->end_dates[i];
  date = slow_date_to_text (local);
  g_string_append_c (print->json, '{');
  print_cycle (print, cycle);
  g_string_append_printf (print->json, "\"ends\":\"%s\",\"discounts\":[", date);
  print_names (print, at);
  g_string_append (print->json, "],");
  print_row (print, slow_bill_of_cycle (print->timeline, cycle));
  g_string_append_c (print->json, '}');
}

static void
print_after (Print *print)
{
  const SlowTimeline *timeline = print->timeline;
  gint64 last = G_MININT64;

  g_string_append (print->json, "},\"after\":[");
  while (TRUE)
    {
      gint64 next = SLOW_NEVER;

      for (int i = 0; i < timeline->n; i++)
        if (ends_after_now (timeline, i) && timeline->ends[i] > last)
          next = MIN (next, timeline->ends[i]);
      if (next == SLOW_NEVER)
        break;
      if (last != G_MININT64)
        g_string_append_c (print->json, ',');
      print_end (print, next);
      last = next;
    }
  g_string_append (print->json, "],\"year\":{");
}

static SlowBillRow
year_of (SlowTimeline *timeline, SlowBillRow now)
{
  const int last = slow_date_add_months (slow_account_date (timeline->account, timeline->account->now), 12);
  int bill = slow_timeline_cycle (timeline, timeline->now)->bill;
  SlowBillRow year = now;

  for (guint c = 0; c < timeline->cycles->len; c++)
    {
      const SlowCycle *cycle = slow_timeline_cycle (timeline, (int)c);

      if (cycle->bill <= bill || cycle->start > last)
        continue;
      bill = cycle->bill;
      slow_bill_add (&year, slow_bill_of (timeline, bill));
      slow_timeline_note (timeline, year.net);
      slow_timeline_note (timeline, year.gross);
    }
  return year;
}

static int
next_bill_starts (const SlowTimeline *timeline)
{
  int cycle = timeline->now;

  while (slow_timeline_cycle (timeline, cycle)->bill == slow_timeline_cycle (timeline, timeline->now)->bill)
    cycle++;
  return cycle;
}

void
slow_ladder_print (SlowTimeline *timeline, GPtrArray *lines, GString *json, SlowAmount *largest)
{
  Print print = { timeline, json, largest };
  const int next = next_bill_starts (timeline), steady = first_from (timeline, quiet_from (timeline));
  SlowBillRow now = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      slow_bill_add (&now, ((SlowLine *)g_ptr_array_index (lines, i))->row);
      slow_timeline_note (timeline, now.gross);
    }
  g_string_append (json, "{\"this\":{");
  print_row (&print, now);
  g_string_append (json, "},\"next\":{");
  print_cycle (&print, next);
  print_row (&print, slow_bill_of (timeline, slow_timeline_cycle (timeline, next)->bill));
  g_string_append (json, "},\"steady\":{");
  print_cycle (&print, steady);
  print_row (&print, slow_bill_of_cycle (timeline, steady));
  print_after (&print);
  print_row (&print, year_of (timeline, now));
  g_string_append (json, "}}");
}
