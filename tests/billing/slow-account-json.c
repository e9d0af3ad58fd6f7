/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-account.h"

#include <string.h>

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

static void
add_time (GString *json, const char *name, SlowTime time)
{
  g_autofree char *text = time_text (time);

  g_string_append_printf (json, ",\"%s\":\"%s\"", name, text);
}

static void
add_number (GString *json, const char *name, SlowNumber number)
{
  g_autofree char *text = slow_number_to_text (number);

  g_string_append_printf (json, ",\"%s\":\"%s\"", name, text);
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
        add_number (json, "percent", term->percent);
      if (term->etf == SLOW_ETF_SUBSIDY)
        add_number (json, "amount", term->amount);
      if (term->has_cap)
        add_number (json, "cap", term->cap);
      if (term->tax.digits > 0)
        add_number (json, "tax", term->tax);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
add_discount (GString *json, const SlowEvent *event)
{
  g_string_append_printf (json, ",\"discount\":\"%s\"", event->discount);
  add_number (json, event->is_percent ? "percent" : "amount", event->value);
  if (event->cycles > 0)
    g_string_append_printf (json, ",\"cycles\":%d", event->cycles);
  if (event->has_until)
    add_time (json, "until", event->until);
}

static void
add_service (GString *json, const SlowAccount *self, const SlowEvent *event)
{
  if (event->offer >= 0)
    g_string_append_printf (json, ",\"offer\":\"%s\"", self->offer_names[event->offer]);
  if (event->quantity > 0)
    g_string_append_printf (json, ",\"quantity\":%" G_GINT64_FORMAT, event->quantity);
  if (event->has_price)
    add_number (json, "price", event->price);
  if (event->term.months > 0)
    add_term (json, &event->term);
}

static void
add_event (GString *json, const SlowAccount *self, const SlowEvent *event, gboolean with_times)
{
  static const char *const names[]
      = { "start", "change", "price", "remove", "suspend", "resume", "discount", "reversal", "billing-day" };

  g_string_append_printf (json, "{\"type\":\"%s\"", event->says_add ? "add" : names[event->type]);
  if (event->product >= 0)
    g_string_append_printf (json, ",\"product\":\"%s\"", self->products[event->product]);
  if (event->type == SLOW_START || event->type == SLOW_CHANGE)
    add_service (json, self, event);
  if (event->type == SLOW_PRICE && event->has_price)
    add_number (json, "price", event->price);
  if (event->type == SLOW_PRICE && !event->has_price)
    g_string_append (json, ",\"price\":null");
  if (event->type == SLOW_DISCOUNT)
    add_discount (json, event);
  if (event->type == SLOW_REVERSAL)
    g_string_append_printf (json, ",\"of\":%d", event->of);
  if (event->type == SLOW_BILLING_DAY)
    g_string_append_printf (json, ",\"anchor\":%d%s", event->anchor, event->extension ? ",\"bill\":\"extension\"" : "");
  if (with_times && event->type != SLOW_REVERSAL)
    add_time (json, "effective", event->effective);
  if (with_times)
    add_time (json, "recorded", event->recorded);
  g_string_append_c (json, '}');
}

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
add_catalog (GString *json, const SlowAccount *self)
{
  g_string_append (json, ",\"catalog\":{");
  for (int i = 0; i < self->n_offers; i++)
    {
      const SlowOffer *offer = &self->offers[i];
      g_autofree char *price = slow_number_to_text (offer->price);

      g_string_append_printf (json, "%s\"%s\":{\"price\":\"%s\"", i > 0 ? "," : "", self->offer_names[i], price);
      if (offer->tax.digits > 0)
        add_number (json, "tax", offer->tax);
      if (offer->once.digits > 0)
        add_number (json, "once", offer->once);
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
add_events (GString *json, const SlowAccount *self, int from, int to, gboolean with_times)
{
  for (int i = from; i < to; i++)
    {
      if (i > from)
        g_string_append_c (json, ',');
      add_event (json, self, &self->events[i], with_times);
    }
}

char *
slow_account_to_json (const SlowAccount *self)
{
  const SlowEvent *change = &self->events[self->n_history];
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"currency\":\"%s\",\"scale\":%d,\"zone\":\"%s\"", self->currency, self->scale,
                          slow_zone (self->zone)->name);
  if (self->inclusive)
    g_string_append (json, ",\"tax\":\"inclusive\"");
  add_cycle (json, self);
  add_policy (json, self);
  add_catalog (json, self);
  g_string_append (json, ",\"history\":[");
  add_events (json, self, 0, self->n_history, TRUE);
  g_string_append_c (json, ']');
  add_time (json, "now", self->now);
  g_string_append (json, ",\"change\":");
  add_event (json, self, change, FALSE);
  if (change->type != SLOW_REVERSAL)
    add_time (json, "effective", change->effective);
  if (self->n_events > self->n_history + 1)
    {
      g_string_append (json, ",\"with\":[");
      add_events (json, self, self->n_history + 1, self->n_events, FALSE);
      g_string_append_c (json, ']');
    }
  if (self->has_ledger)
    add_ledger (json, self);
  if (self->history_version > 0)
    g_string_append_printf (json, ",\"history_version\":%d", self->history_version);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static char *canonical_value (const char **cursor);

static char *
take_string (const char **cursor)
{
  const char *end = strchr (*cursor + 1, '"') + 1;
  char *text = g_strndup (*cursor, (gsize)(end - *cursor));

  *cursor = end;
  return text;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A list or an object, whose members are put in the order of their names. */
static char *
canonical_group (const char **cursor)
{
  const gboolean is_object = **cursor == '{';
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *inside = NULL;

  for (++*cursor; **cursor != '}' && **cursor != ']';)
    {
      g_autofree char *name = is_object ? take_string (cursor) : NULL;
      g_autofree char *value = NULL;

      *cursor += is_object || **cursor == ','; /* ":", or "," between elements */
      value = canonical_value (cursor);
      g_ptr_array_add (parts, is_object ? g_strconcat (name, ":", value, NULL) : g_steal_pointer (&value));
      *cursor += is_object && **cursor == ',';
    }
  ++*cursor;
  if (is_object)
    g_ptr_array_sort (parts, compare_texts);
  g_ptr_array_add (parts, NULL);
  inside = g_strjoinv (",", (char **)parts->pdata);
  return g_strconcat (is_object ? "{" : "[", inside, is_object ? "}" : "]", NULL);
}

static char *
canonical_value (const char **cursor)
{
  gsize length;
  char *text;

  if (**cursor == '{' || **cursor == '[')
    return canonical_group (cursor);
  if (**cursor == '"')
    return take_string (cursor);
  length = strcspn (*cursor, ",]}");
  text = g_strndup (*cursor, length);
  *cursor += length;
  return text;
}

char *
slow_json_canonical (const char *json)
{
  return canonical_value (&json);
}
