/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-roster.h"

#include "store/cord-shift.h"
#include "store/cord-user-store.h"

#define DAY (24 * 60 * 60)
#define STEP ((int)(CORD_SLOT_LENGTH / G_USEC_PER_SEC))

static int
by_start (gconstpointer a, gconstpointer b)
{
  const CordShiftSpan *x = a, *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

/* Parts of a shift may overlap, and follow one another, as at midnight; the agent is one all the same, and there
 * without a break. */
static void
append_merged (GArray *spans, GArray *own)
{
  const guint first = spans->len;

  g_array_sort (own, by_start);
  for (guint i = 0; i < own->len; i++)
    {
      const CordShiftSpan span = g_array_index (own, CordShiftSpan, i);
      CordShiftSpan *last = spans->len > first ? &g_array_index (spans, CordShiftSpan, spans->len - 1) : NULL;

      if (last != NULL && span.start <= last->end)
        last->end = MAX (last->end, span.end);
      else
        g_array_append_val (spans, span);
    }
}

static void
add_agent (CordRoster *self, const CordUser *user, gint64 from, gint64 to)
{
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GArray) own = NULL;
  CordDate first = CORD_DATE_NONE;

  if (user->disabled || user->work.shift == NULL || !g_str_equal (user->role, "agent"))
    return;
  parts = cord_shift_parse (user->work.shift, NULL);
  if (parts == NULL)
    return;
  if (user->work.start_date != NULL)
    cord_date_parse (user->work.start_date, &first, NULL);
  if (self->spans == NULL)
    self->spans = g_array_new (FALSE, FALSE, sizeof (CordShiftSpan));
  own = g_array_new (FALSE, FALSE, sizeof (CordShiftSpan));
  cord_shift_add_spans (parts, first, from, to, self->zone, own);
  append_merged (self->spans, own);
}

gboolean
cord_roster_load (CordRoster *self, CordCore *core, const CordZone *zone, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) users = cord_user_store_list (cord_core_get_database (core), error);

  self->zone = zone;
  self->spans = NULL;
  for (guint i = 0; users != NULL && i < users->len; i++)
    add_agent (self, g_ptr_array_index (users, i), from, to);
  return users != NULL;
}

void
cord_roster_clear (CordRoster *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
}

gboolean
cord_roster_has_shifts (const CordRoster *self)
{
  return self->spans != NULL;
}

guint
cord_roster_count (const CordRoster *self, const CordSlot *slot)
{
  guint count = 0;

  if (self->spans == NULL)
    return 1;
  for (guint i = 0; i < self->spans->len; i++)
    {
      const CordShiftSpan *span = &g_array_index (self->spans, CordShiftSpan, i);

      count += span->start <= slot->start && slot->end <= span->end;
    }
  return count;
}

GArray *
cord_roster_find_slots (const CordRoster *self, gint64 from, gint64 to)
{
  CordDate first = cord_instant_to_date (from, self->zone);
  gint64 last = G_MININT64;
  GArray *slots;

  if (self->spans == NULL)
    return cord_office_hours_between (from, to, self->zone);
  slots = g_array_new (FALSE, FALSE, sizeof (CordSlot));
  for (CordDate date = first; date < first + CORD_SLOT_DAYS_MAX && cord_date_to_instant (date, self->zone) < to; date++)
    for (int second = 0; second < DAY; second += STEP)
      {
        gint64 start = cord_local_to_instant (date, second, self->zone);
        CordSlot slot = { start, start + CORD_SLOT_LENGTH };

        /* Half hours that the clocks skip begin where the next one does. */
        if (start <= last || slot.start < from || slot.end > to || cord_roster_count (self, &slot) == 0)
          continue;
        g_array_append_val (slots, slot);
        last = start;
      }
  return slots;
}
