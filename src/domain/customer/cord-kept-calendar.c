/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-kept-calendar.h"

#include "billing/cord-billing-event-draft.h"
#include "domain/customer/cord-kept-history.h"

#define BILLING_DAY "billing-day"

static gboolean
is_type (const CordBillingEventDraft *event, const char *type)
{
  return g_strcmp0 (event->type, type) == 0;
}

static void
add_move (CordCalendar *self, const CordBillingEventDraft *event, guint number, CordZone *zone)
{
  const CordBillingMove move = { .number = number,
                                 .extends = g_strcmp0 (event->bill, "extension") == 0,
                                 .grid = { .anchor = (int)event->anchor } };
  CordDate recorded, effective;

  if (is_type (event, BILLING_DAY) && event->anchor >= 1 && event->anchor <= 31
      && cord_zone_read_day (zone, event->recorded, &recorded)
      && cord_zone_read_day (zone, event->effective, &effective) && cord_grid_date_in_range (recorded, NULL, NULL, NULL)
      && cord_grid_date_in_range (effective, NULL, NULL, NULL))
    cord_calendar_move (self, &move, recorded, effective, NULL);
}

CordCalendar *
cord_kept_calendar_new (GVariant *kept, const CordCycleGrid *grid, CordZone *zone)
{
  CordCalendar *self = cord_calendar_new (NULL, grid);
  g_autofree gboolean *remains = cord_kept_history_find_remaining (kept);

  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (remains[i])
        add_move (self, &draft, (guint)i + 1, zone);
    }
  return self;
}

gboolean
cord_kept_calendar_has_moves (GVariant *kept)
{
  for (gsize i = 0; i < cord_value_length (kept); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (kept, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (is_type (&draft, BILLING_DAY))
        return TRUE;
    }
  return FALSE;
}
