/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-event-json.h"

static char *
time_text (SlowTime time)
{
  const gint64 local = time.second + 60 * time.offset;
  const gint64 date = local / 86400 - (local % 86400 < 0), clock = local - date * 86400;
  g_autofree char *day = slow_date_to_text (time.exact ? (int)date : time.date);
  g_autofree char *zone = NULL;

  if (!time.exact)
    return g_steal_pointer (&day);
  zone = time.offset == 0 ? g_strdup ("Z")
                          : g_strdup_printf ("%c%02d:%02d", time.offset < 0 ? '-' : '+', ABS (time.offset) / 60,
                                             ABS (time.offset) % 60);
  return g_strdup_printf ("%sT%02d:%02d:%02d%s", day, (int)(clock / 3600), (int)(clock / 60 % 60), (int)(clock % 60),
                          zone);
}

void
slow_json_add_time (GString *json, const char *name, SlowTime time)
{
  g_autofree char *text = time_text (time);

  g_string_append_printf (json, ",\"%s\":\"%s\"", name, text);
}

void
slow_json_add_number (GString *json, const char *name, SlowNumber number)
{
  g_autofree char *text = slow_number_to_text (number);

  g_string_append_printf (json, ",\"%s\":\"%s\"", name, text);
}

void
slow_json_add_tax (GString *json, const SlowTax *tax)
{
  if (tax->n == 0)
    {
      slow_json_add_number (json, "tax", tax->parts[0].percent);
      return;
    }
  g_string_append (json, ",\"tax\":[");
  for (int i = 0; i < tax->n; i++)
    {
      g_string_append_printf (json, "%s{\"name\":\"%s\"", i > 0 ? "," : "", tax->parts[i].name);
      slow_json_add_number (json, "percent", tax->parts[i].percent);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
add_table (GString *json, const SlowTerm *term)
{
  g_string_append (json, ",\"amounts\":[");
  for (int i = 0; i < term->n_amounts; i++)
    {
      g_autofree char *text = slow_number_to_text (term->amounts[i]);

      g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", text);
    }
  g_string_append_c (json, ']');
}

static void
add_term (GString *json, const SlowTerm *term)
{
  static const char *const kinds[] = { "", "table", "remaining", "subsidy" };

  g_string_append_printf (json, ",\"term\":{\"months\":%d", term->months);
  if (term->etf != SLOW_ETF_NONE)
    {
      g_string_append_printf (json, ",\"etf\":{\"kind\":\"%s\"", kinds[term->etf]);
      if (term->etf == SLOW_ETF_TABLE)
        add_table (json, term);
      if (term->etf == SLOW_ETF_REMAINING && term->has_percent)
        slow_json_add_number (json, "percent", term->percent);
      if (term->etf == SLOW_ETF_REMAINING && term->of_net)
        g_string_append (json, ",\"of\":\"net\"");
      if (term->etf == SLOW_ETF_REMAINING && term->by_day)
        g_string_append (json, ",\"by\":\"day\"");
      if (term->etf == SLOW_ETF_SUBSIDY)
        slow_json_add_number (json, "amount", term->amount);
      if (term->has_cap)
        slow_json_add_number (json, "cap", term->cap);
      if (!slow_tax_is_nothing (&term->tax))
        slow_json_add_tax (json, &term->tax);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
add_offers (GString *json, const SlowAccount *self, guint offers)
{
  const char *separator = ",\"offers\":[";

  for (int i = 0; i <= SLOW_OFFERS; i++)
    if ((offers & 1U << i) != 0)
      {
        g_string_append_printf (json, "%s\"%s\"", separator, i == SLOW_OFFERS ? "gone" : self->offer_names[i]);
        separator = ",";
      }
  g_string_append (json, offers != 0 ? "]" : "");
}

static void
add_discount (GString *json, const SlowAccount *self, const SlowEvent *event)
{
  g_string_append_printf (json, ",\"discount\":\"%s\"", event->discount);
  slow_json_add_number (json, event->is_percent ? "percent" : "amount", event->value);
  if (event->cycles > 0)
    g_string_append_printf (json, ",\"cycles\":%d", event->cycles);
  if (event->has_until)
    slow_json_add_time (json, "until", event->until);
  add_offers (json, self, event->offers);
}

static void
add_service (GString *json, const SlowAccount *self, const SlowEvent *event)
{
  if (event->offer >= 0)
    g_string_append_printf (json, ",\"offer\":\"%s\"", self->offer_names[event->offer]);
  if (event->quantity > 0)
    g_string_append_printf (json, ",\"quantity\":%" G_GINT64_FORMAT, event->quantity);
  if (event->has_price)
    slow_json_add_number (json, "price", event->price);
  if (event->term.months > 0)
    add_term (json, &event->term);
}

void
slow_json_add_event (GString *json, const SlowAccount *self, const SlowEvent *event)
{
  static const char *const names[]
      = { "start", "change", "price", "remove", "suspend", "resume", "discount", "reversal", "billing-day" };

  g_string_append_printf (json, "\"type\":\"%s\"", event->says_add ? "add" : names[event->type]);
  if (event->product >= 0)
    g_string_append_printf (json, ",\"product\":\"%s\"", self->products[event->product]);
  if (event->type == SLOW_START || event->type == SLOW_CHANGE)
    add_service (json, self, event);
  if ((event->type == SLOW_PRICE || event->type == SLOW_SUSPEND) && event->has_price)
    slow_json_add_number (json, "price", event->price);
  if (event->type == SLOW_PRICE && !event->has_price)
    g_string_append (json, ",\"price\":null");
  if (event->type == SLOW_SUSPEND && event->has_fee)
    slow_json_add_number (json, "fee", event->fee);
  if (event->type == SLOW_DISCOUNT)
    add_discount (json, self, event);
  if (event->type == SLOW_REVERSAL)
    g_string_append_printf (json, ",\"of\":%d", event->of);
  if (event->type == SLOW_BILLING_DAY)
    g_string_append_printf (json, ",\"anchor\":%d%s", event->anchor, event->extension ? ",\"bill\":\"extension\"" : "");
}
