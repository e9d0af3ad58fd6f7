/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-quote.h"

static void
append_price (GString *json, const char *name, int thousandths)
{
  g_string_append_printf (json, ",\"%s\":\"%d.%03d\"", name, thousandths / 1000, thousandths % 1000);
}

static void
append_discount (const SlowEvent *event, int number, GString *json)
{
  g_autofree char *until = event->until != CORD_DATE_NONE ? cord_date_to_string (event->until) : NULL;

  g_string_append_printf (json, ",\"discount\":\"d%d\"", number);
  if (event->percent >= 0)
    g_string_append_printf (json, ",\"percent\":\"%d\"", event->percent);
  else
    append_price (json, "amount", event->amount);
  if (event->cycles > 0)
    g_string_append_printf (json, ",\"cycles\":%d", event->cycles);
  if (until != NULL)
    g_string_append_printf (json, ",\"until\":\"%s\"", until);
}

static void
append_event (const SlowQuote *self, int i, GString *json)
{
  static const char *const names[]
      = { "start", "change", "price", "remove", "suspend", "resume", "discount", "reversal" };
  const SlowEvent *event = &self->events[i];
  g_autofree char *recorded = cord_date_to_string (event->recorded);
  g_autofree char *effective = event->type == SLOW_REVERSAL ? NULL : cord_date_to_string (event->effective);

  g_string_append_printf (json, "{\"type\":\"%s\"", names[event->type]);
  if (i < self->n_events - 1)
    g_string_append_printf (json, ",\"recorded\":\"%s\"", recorded);
  if (i < self->n_events - 1 && effective != NULL)
    g_string_append_printf (json, ",\"effective\":\"%s\"", effective);
  if (event->type == SLOW_REVERSAL)
    g_string_append_printf (json, ",\"of\":%d", event->of);
  else
    g_string_append_printf (json, ",\"product\":\"p%d\"", event->product);
  if ((event->type == SLOW_START || event->type == SLOW_CHANGE) && event->offer >= 0)
    g_string_append_printf (json, ",\"offer\":\"o%d\"", event->offer);
  if ((event->type == SLOW_START || event->type == SLOW_CHANGE) && event->quantity > 0)
    g_string_append_printf (json, ",\"quantity\":%d", event->quantity);
  if (event->type <= SLOW_PRICE && event->price >= 0)
    append_price (json, "price", event->price);
  if (event->type == SLOW_PRICE && event->price < 0)
    g_string_append (json, ",\"price\":null");
  if (event->type == SLOW_DISCOUNT)
    append_discount (event, i + 1, json);
  g_string_append_c (json, '}');
}

static void
append_rules (const SlowQuote *self, GString *json)
{
  g_autofree char *first = self->grid.days > 0 ? cord_date_to_string (self->grid.first) : NULL;
  g_autofree char *fixed = g_strdup_printf ("fixed:%d", self->fixed);

  g_string_append (json, "{\"currency\":\"EUR\",\"scale\":2,\"zone\":\"Europe/Berlin\",\"cycle\":");
  if (first != NULL)
    g_string_append_printf (json, "{\"days\":%d,\"first\":\"%s\"}", self->grid.days, first);
  else
    g_string_append_printf (json, "{\"anchor\":%d,\"months\":%d}", self->grid.anchor, self->grid.months);
  g_string_append_printf (json,
                          ",\"policy\":{\"day_count\":\"%s\",\"rounding\":\"%s\",\"change_day\":\"%s\"},\"catalog\":{",
                          self->fixed == 0     ? "actual"
                          : self->fixed == 360 ? "30/360"
                                               : fixed,
                          cord_rounding_name (self->rounding), self->change_day_old ? "old" : "new");
  for (int i = 0; i < SLOW_OFFERS; i++)
    {
      g_string_append_printf (json, "%s\"o%d\":{\"tax\":\"%d\"", i > 0 ? "," : "", i, self->offers[i].tax);
      append_price (json, "price", self->offers[i].price);
      append_price (json, "once", self->offers[i].once);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "}");
}

static void
append_ledger (const SlowQuote *self, GString *json)
{
  g_string_append (json, ",\"invoiced\":[");
  for (int i = 0; i < self->n_ledger; i++)
    {
      const SlowLedgerRow *row = &self->ledger[i];
      g_autofree char *cycle = cord_date_to_string (row->cycle);

      g_string_append_printf (json,
                              "%s{\"key\":\"%s\",\"cycle\":\"%s\",\"net\":\"%s%d.%02d\",\"adjusted\":\"%d.%02d\"}",
                              i > 0 ? "," : "", row->key, cycle, row->net < 0 ? "-" : "", ABS (row->net) / 100,
                              ABS (row->net) % 100, row->adjusted / 100, row->adjusted % 100);
    }
  g_string_append_c (json, ']');
}

char *
slow_quote_to_json (const SlowQuote *self)
{
  const SlowEvent *change = &self->events[self->n_events - 1];
  GString *json = g_string_new (NULL);
  g_autofree char *now = cord_date_to_string (self->now);
  g_autofree char *effective = change->type != SLOW_REVERSAL ? cord_date_to_string (change->effective) : NULL;

  append_rules (self, json);
  g_string_append (json, ",\"history\":[");
  for (int i = 0; i < self->n_events - 1; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_event (self, i, json);
    }
  g_string_append_printf (json, "],\"now\":\"%s\",\"change\":", now);
  append_event (self, self->n_events - 1, json);
  if (effective != NULL)
    g_string_append_printf (json, ",\"effective\":\"%s\"", effective);
  if (self->has_ledger)
    append_ledger (self, json);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
