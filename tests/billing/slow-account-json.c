/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-event-json.h"

static void
add_cycle (GString *json, const SlowAccount *self)
{
  g_autofree char *first = self->months == 0 ? slow_date_to_text (self->first) : NULL;

  if (self->months == 0)
    g_string_append_printf (json, ",\"cycle\":{\"days\":%d,\"first\":\"%s\"}", self->days, first);
  else if (self->first >= 0)
    g_string_append_printf (json, ",\"cycle\":{\"anchor\":%d,\"months\":%d,\"first\":\"%04d-%02d\"}", self->anchor,
                            self->months, self->first / 12, self->first % 12 + 1);
  else
    g_string_append_printf (json, ",\"cycle\":{\"anchor\":%d,\"months\":%d}", self->anchor, self->months);
}

static void
add_member (GString *json, const SlowAccount *self, const char *name, const char *value, gboolean usual)
{
  if (self->terse && usual)
    return;
  g_string_append_printf (json, "%s\"%s\":\"%s\"", json->str[json->len - 1] == '{' ? "" : ",", name, value);
}

static void
add_policy (GString *json, const SlowAccount *self)
{
  g_autofree char *fixed = g_strdup_printf ("fixed:%d", self->day_count);
  const char *day_count = self->day_count == SLOW_30_360 ? "30/360" : self->day_count == SLOW_ACTUAL ? "actual" : fixed;

  g_string_append (json, ",\"policy\":{");
  add_member (json, self, "tick", self->second ? "second" : "day", !self->second);
  add_member (json, self, "day_count", day_count, self->day_count == SLOW_ACTUAL);
  add_member (json, self, "rounding", slow_rounding_name (self->rounding), self->rounding == SLOW_HALF_UP);
  add_member (json, self, "change_day", self->change_day_old ? "old" : "new", !self->change_day_old);
  if (self->collect_next)
    add_member (json, self, "collect", "next", FALSE);
  g_string_append_c (json, '}');
}

static void
add_allowances (GString *json, const SlowOffer *offer)
{
  static const char *const partials[] = { "prorate", "full", "forfeit" };
  const char *separator = ",\"allowances\":{";

  for (int i = 0; i < SLOW_ALLOWANCES; i++)
    if (offer->allowances[i].present)
      {
        g_string_append_printf (json, "%s\"%s\":{\"amount\":%" G_GINT64_FORMAT ",\"partial\":\"%s\"}", separator,
                                slow_allowance_names[i], offer->allowances[i].amount,
                                partials[offer->allowances[i].partial]);
        separator = ",";
      }
  g_string_append (json, *separator == ',' && separator[1] == '\0' ? "}" : "");
}

static void
add_dated (GString *json, const SlowOffer *offer)
{
  g_string_append (json, offer->n_dated > 0 ? ",\"dated\":[" : "");
  for (int i = 0; i < offer->n_dated; i++)
    {
      const SlowDated *row = &offer->dated[i];
      g_autofree char *from = slow_date_to_text (row->from);

      g_string_append_printf (json, "%s{\"from\":\"%s\"", i > 0 ? "," : "", from);
      if (row->has_price)
        slow_json_add_number (json, "price", row->price);
      if (row->has_tax)
        slow_json_add_tax (json, &row->tax);
      if (row->has_once)
        slow_json_add_number (json, "once", row->once);
      g_string_append_c (json, '}');
    }
  g_string_append (json, offer->n_dated > 0 ? "]" : "");
}

static void
add_catalog (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"catalog\":{");
  for (int i = 0; i < self->n_offers; i++)
    {
      const SlowOffer *offer = &self->offers[i];
      g_autofree char *price = slow_number_to_text (offer->sale.price);

      g_string_append_printf (json, "%s\"%s\":{\"price\":\"%s\"", i > 0 ? "," : "", self->offer_names[i], price);
      if (!slow_tax_is_nothing (&offer->sale.tax))
        slow_json_add_tax (json, &offer->sale.tax);
      if (offer->sale.once.digits > 0)
        slow_json_add_number (json, "once", offer->sale.once);
      add_dated (json, offer);
      if (offer->arrears)
        g_string_append (json, ",\"billed\":\"arrears\"");
      add_allowances (json, offer);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
add_ledger (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"invoiced\":[");
  for (int i = 0; i < self->n_ledger; i++)
    {
      const SlowRow *row = &self->ledger[i];
      g_autofree char *cycle = slow_date_to_text (row->cycle);
      g_autofree char *net = slow_amount_to_text (row->net, self->scale);
      g_autofree char *adjusted = slow_amount_to_text (row->adjusted, self->scale);

      g_string_append_printf (json, "%s{\"key\":\"%s\",\"cycle\":\"%s\",\"net\":\"%s\"", i > 0 ? "," : "", row->key,
                              cycle, net);
      if (row->adjusted != 0)
        g_string_append_printf (json, ",\"adjusted\":\"%s\"", adjusted);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
add_history (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"history\":[");
  for (int i = 0; i < self->n_history; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      slow_json_add_event (json, self, &self->events[i]);
      if (self->events[i].type != SLOW_REVERSAL)
        slow_json_add_time (json, "effective", self->events[i].effective);
      slow_json_add_time (json, "recorded", self->events[i].recorded);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/* What comes with event @i, and the time of both. */
static void
add_company (GString *json, const SlowAccount *self, int i)
{
  const char *separator = ",\"with\":[{";

  if (self->events[i].type != SLOW_REVERSAL)
    slow_json_add_time (json, "effective", self->events[i].effective);
  for (i++; i < self->n_events && self->events[i].with; i++)
    {
      g_string_append (json, separator);
      slow_json_add_event (json, self, &self->events[i]);
      separator = "},{";
    }
  g_string_append (json, self->events[i - 1].with ? "}]" : "");
}

static void
add_changes (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"changes\":[");
  for (int i = self->n_history; i < self->n_events; i++)
    if (!self->events[i].with)
      {
        g_string_append (json, i > self->n_history ? ",{" : "{");
        slow_json_add_event (json, self, &self->events[i]);
        add_company (json, self, i);
        g_string_append_c (json, '}');
      }
  g_string_append_c (json, ']');
}

static void
add_change (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"change\":{");
  slow_json_add_event (json, self, &self->events[self->n_history]);
  g_string_append_c (json, '}');
  add_company (json, self, self->n_history);
}

char *
slow_account_to_json (const SlowAccount *self)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"currency\":\"%s\",\"scale\":%d,\"zone\":\"%s\"", self->currency, self->scale,
                          slow_zone (self->zone)->name);
  if (self->inclusive)
    g_string_append (json, ",\"tax\":\"inclusive\"");
  add_cycle (json, self);
  add_policy (json, self);
  add_catalog (json, self);
  add_history (json, self);
  slow_json_add_time (json, "now", self->now);
  if (self->list)
    add_changes (json, self);
  else
    add_change (json, self);
  if (self->has_ledger)
    add_ledger (json, self);
  if (self->history_version > 0)
    g_string_append_printf (json, ",\"history_version\":%d", self->history_version);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
