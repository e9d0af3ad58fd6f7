/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-print.h"

void
slow_print_cycle (GString *json, const SlowCycle *cycle)
{
  g_autofree char *start = slow_date_to_text (cycle->start), *end = slow_date_to_text (cycle->end);

  g_string_append_printf (json, "\"cycle\":{\"start\":\"%s\",\"end\":\"%s\"}", start, end);
}

static void
print_value (SlowPrint *self, const char *name, SlowAmount amount)
{
  g_autofree char *text = slow_amount_to_text (amount, self->account->scale);

  *self->largest = MAX (*self->largest, amount < 0 ? -amount : amount);
  g_string_append_printf (self->json, "\"%s\":\"%s\"", name, text);
}

void
slow_print_amount (SlowPrint *self, const char *name, SlowAmount amount)
{
  g_string_append_c (self->json, ',');
  print_value (self, name, amount);
}

void
slow_print_row (SlowPrint *self, SlowBillRow row)
{
  print_value (self, "net", row.net);
  slow_print_amount (self, "tax", row.tax);
  slow_print_amount (self, "gross", row.gross);
}

void
slow_print_row_of_cycle (SlowPrint *self, const SlowTimeline *timeline, int cycle, SlowBillRow row)
{
  g_string_append_c (self->json, '{');
  slow_print_cycle (self->json, slow_timeline_cycle (timeline, cycle));
  g_string_append_c (self->json, ',');
  slow_print_row (self, row);
  g_string_append_c (self->json, '}');
}
