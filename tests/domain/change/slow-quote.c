/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-quote.h"

#include <stdlib.h>
#include <string.h>

#define FOREVER (cord_date (2100, 1, 1))
#define NEVER (cord_date (2200, 1, 1))

typedef struct
{
  gboolean exists;
  gboolean removed;
  gboolean suspended;
  int offer;
  int price; /* negotiated; -1: none */
  int quantity;
} SlowState;

/* A line key in one cycle. */
typedef struct
{
  char *key;
  gint64 units; /* -1: a fee */
  gint64 whole;
  int tax;
  gint64 position;
} SlowPosition;

typedef struct
{
  gint64 net;
  gint64 tax;
} SlowRow;

static void
position_free (SlowPosition *position)
{
  g_free (position->key);
  g_free (position);
}

static char *
price_text (int thousandths)
{
  char *text = g_strdup_printf ("%d.%03d", thousandths / 1000, thousandths % 1000);

  if (thousandths % 10 == 0)
    text[strlen (text) - 1] = '\0';
  return text;
}

/* round (over ÷ under) of a magnitude. */
static gint64
round_fraction (gint64 over, gint64 under, CordRounding rounding)
{
  const gint64 whole = over / under, twice = 2 * (over % under);

  switch (rounding)
    {
    case CORD_ROUNDING_HALF_UP:
      return whole + (twice >= under);
    case CORD_ROUNDING_HALF_DOWN:
      return whole + (twice > under);
    case CORD_ROUNDING_HALF_EVEN:
      return whole + (twice > under || (twice == under && whole % 2 == 1));
    case CORD_ROUNDING_CEILING:
      return whole + (twice > 0);
    case CORD_ROUNDING_TRUNCATE:
    case CORD_ROUNDING_FLOOR:
    default:
      return whole;
    }
}

static gint64
round_signed (gint64 amount, gint64 percent, CordRounding rounding)
{
  const gint64 magnitude = round_fraction (ABS (amount) * percent, 100, rounding);

  return amount < 0 ? -magnitude : magnitude;
}

static gboolean
stands (const SlowQuote *self, int n, int i)
{
  for (int j = i + 1; j < n; j++)
    if (self->events[j].type == SLOW_REVERSAL && self->events[j].of == i + 1 && stands (self, n, j))
      return FALSE;
  return TRUE;
}

static gboolean
is_plan (const SlowEvent *event)
{
  return event->type == SLOW_CHANGE || event->type == SLOW_REMOVE;
}

static gboolean
remains (const SlowQuote *self, int n, int i)
{
  const SlowEvent *event = &self->events[i];

  if (event->type == SLOW_REVERSAL || !stands (self, n, i))
    return FALSE;
  for (int j = i + 1; j < n; j++)
    if (is_plan (event) && is_plan (&self->events[j]) && self->events[j].product == event->product
        && stands (self, n, j) && event->effective > self->events[j].recorded)
      return FALSE;
  return TRUE;
}

static CordDate
effect (const SlowQuote *self, const SlowEvent *event)
{
  return event->effective + (self->change_day_old && event->type != SLOW_START && event->type != SLOW_DISCOUNT);
}

static gboolean
is_possible_for (const SlowState *state, const SlowEvent *event)
{
  if (event->type == SLOW_START)
    return TRUE;
  return state->exists && !state->removed && !(event->type == SLOW_SUSPEND && state->suspended)
         && !(event->type == SLOW_RESUME && !state->suspended);
}

static void
apply (SlowState *state, const SlowEvent *event)
{
  if (event->type == SLOW_START)
    *state = (SlowState){ TRUE, FALSE, FALSE, event->offer, event->price, event->quantity };
  if (event->type == SLOW_CHANGE)
    {
      if (event->offer >= 0 && event->offer != state->offer)
        state->price = -1;
      if (event->offer >= 0)
        state->offer = event->offer;
      if (event->price >= 0)
        state->price = event->price;
      if (event->quantity > 0)
        state->quantity = event->quantity;
    }
  if (event->type == SLOW_PRICE)
    state->price = event->price;
  if (event->type == SLOW_REMOVE)
    state->removed = TRUE;
  if (event->type == SLOW_SUSPEND || event->type == SLOW_RESUME)
    state->suspended = event->type == SLOW_SUSPEND;
}

/* Replays a product up to and with @day, in the order (effect, number); stops before event @stop (-1: none). */
static gboolean
replay (const SlowQuote *self, int n, int product, CordDate day, int stop, SlowState *state)
{
  gboolean done[SLOW_EVENTS_MAX] = { FALSE };

  *state = (SlowState){ 0 };
  state->price = -1;
  while (TRUE)
    {
      int next = -1;

      for (int i = 0; i < n; i++)
        if (!done[i] && self->events[i].product == product && self->events[i].type != SLOW_DISCOUNT
            && effect (self, &self->events[i]) <= day && remains (self, n, i)
            && (next < 0 || effect (self, &self->events[i]) < effect (self, &self->events[next])))
          next = i;
      if (next < 0 || next == stop)
        return TRUE;
      if (!is_possible_for (state, &self->events[next]))
        return FALSE;
      apply (state, &self->events[next]);
      done[next] = TRUE;
    }
}

gboolean
slow_quote_is_possible (const SlowQuote *self, int n)
{
  SlowState state;

  for (int i = 0; i < n; i++)
    {
      if (!remains (self, n, i))
        continue;
      if (!replay (self, n, self->events[i].product, FOREVER, -1, &state) || !state.exists)
        return FALSE;
    }
  return TRUE;
}

static gint64
serial (CordDate date)
{
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  return 360 * year + 30 * month + (day == 31 ? 30 : day);
}

static gint64
left (const SlowQuote *self, CordCycle cycle, CordDate day)
{
  if (self->fixed == 0)
    return cycle.end - day;
  if (self->fixed == 360)
    return serial (cycle.end) - serial (day);
  if (day == cycle.start)
    return self->fixed;
  return MIN (self->fixed, cycle.end - day);
}

static CordDate
discount_end (const SlowQuote *self, const SlowEvent *event)
{
  if (event->until != CORD_DATE_NONE)
    return event->until;
  if (event->cycles == 0)
    return NEVER;
  return cord_cycle_grid_nth (&self->grid, cord_cycle_grid_index (&self->grid, event->effective) + event->cycles - 1)
      .end;
}

static SlowPosition *
get_position (GPtrArray *positions, const char *key, gint64 whole, int tax)
{
  SlowPosition *position;

  for (guint i = 0; i < positions->len; i++)
    if (strcmp (((SlowPosition *)g_ptr_array_index (positions, i))->key, key) == 0)
      return g_ptr_array_index (positions, i);
  position = g_new0 (SlowPosition, 1);
  position->key = g_strdup (key);
  position->whole = whole;
  position->tax = tax;
  g_ptr_array_add (positions, position);
  return position;
}

/* One day of one product: what it adds to the keys. */
static void
count_day (const SlowQuote *self, int n, int product, CordCycle cycle, CordDate day, GPtrArray *positions)
{
  const gint64 ticks = left (self, cycle, day) - (day + 1 == cycle.end ? 0 : left (self, cycle, day + 1));
  const gint64 whole = left (self, cycle, cycle.start);
  g_autofree char *price = NULL, *key = NULL;
  const SlowOffer *offer;
  SlowState state;

  replay (self, n, product, day, -1, &state);
  if (!state.exists || state.removed || state.suspended)
    return;
  offer = &self->offers[state.offer];
  price = price_text (state.price >= 0 ? state.price : offer->price);
  key = g_strdup_printf ("recurring/p%d/%s/%d", product, price, offer->tax);
  get_position (positions, key, whole, offer->tax)->units += ticks * state.quantity;
  for (int i = 0; i < n; i++)
    {
      const SlowEvent *event = &self->events[i];
      g_autofree char *name = g_strdup_printf ("discount/p%d/%s/%d/d%d", product, price, offer->tax, i + 1);

      if (event->type == SLOW_DISCOUNT && event->product == product && remains (self, n, i) && event->effective <= day
          && day < discount_end (self, event))
        get_position (positions, name, whole, offer->tax)->units += ticks * (event->percent >= 0 ? state.quantity : 1);
    }
}

static int
price_of_key (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  g_auto (GStrv) digits = g_strsplit (parts[2], ".", 2);

  return atoi (digits[0]) * 1000 + atoi (digits[1]) * (strlen (digits[1]) == 2 ? 10 : 1);
}

/* Turns counted days into amounts: the recurring ones first, then the discounts in the order of recording. */
static void
price_positions (const SlowQuote *self, int n, GPtrArray *positions)
{
  g_autoptr (GHashTable) rest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < positions->len; i++)
    {
      SlowPosition *position = g_ptr_array_index (positions, i);

      if (!g_str_has_prefix (position->key, "recurring/"))
        continue;
      position->position
          = round_fraction (price_of_key (position->key) * position->units, 10 * position->whole, self->rounding);
      g_hash_table_insert (rest, g_strdup (position->key + strlen ("recurring/")),
                           GINT_TO_POINTER (position->position));
    }
  for (int d = 0; d < n; d++)
    for (guint i = 0; i < positions->len; i++)
      {
        SlowPosition *position = g_ptr_array_index (positions, i);
        g_autofree char *name = g_strdup_printf ("/d%d", d + 1);
        g_autofree char *of = NULL;
        gint64 amount, most;

        if (!g_str_has_prefix (position->key, "discount/") || !g_str_has_suffix (position->key, name))
          continue;
        of = g_strndup (position->key + strlen ("discount/"),
                        strlen (position->key) - strlen ("discount/") - strlen (name));
        most = GPOINTER_TO_INT (g_hash_table_lookup (rest, of));
        if (self->events[d].percent >= 0)
          amount = round_fraction ((gint64)price_of_key (position->key) * self->events[d].percent * position->units,
                                   1000 * position->whole, self->rounding);
        else
          amount = round_fraction (self->events[d].amount * position->units, 10 * position->whole, self->rounding);
        amount = MIN (amount, most);
        g_hash_table_insert (rest, g_steal_pointer (&of), GINT_TO_POINTER (most - amount));
        position->position = -amount;
      }
}

static void
add_fees (const SlowQuote *self, int n, CordCycle cycle, GPtrArray *positions)
{
  for (int i = 0; i < n; i++)
    {
      const SlowEvent *event = &self->events[i];
      SlowState state;
      g_autofree char *key = NULL;
      SlowPosition *position;
      int quantity;

      if ((event->type != SLOW_START && event->type != SLOW_CHANGE) || event->offer < 0 || !remains (self, n, i)
          || event->effective < cycle.start || event->effective >= cycle.end)
        continue;
      replay (self, n, event->product, FOREVER, i, &state);
      if (state.exists && state.offer == event->offer)
        continue;
      quantity = event->quantity > 0 ? event->quantity : state.quantity;
      if (self->offers[event->offer].once == 0)
        continue;
      key = g_strdup_printf ("once/p%d/%d/%d", event->product, i + 1, self->offers[event->offer].tax);
      position = get_position (positions, key, -1, self->offers[event->offer].tax);
      position->units = -1;
      position->position = round_fraction (self->offers[event->offer].once * quantity, 10, self->rounding);
    }
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SlowPosition *const *)a)->key, (*(SlowPosition *const *)b)->key);
}

static GPtrArray *
positions_of (const SlowQuote *self, int n, CordCycle cycle)
{
  GPtrArray *positions = g_ptr_array_new_with_free_func ((GDestroyNotify)position_free);

  for (int product = 0; product < 3; product++)
    for (CordDate day = cycle.start; day < cycle.end; day++)
      count_day (self, n, product, cycle, day, positions);
  price_positions (self, n, positions);
  add_fees (self, n, cycle, positions);
  g_ptr_array_sort (positions, compare_positions);
  return positions;
}

/* The key's position in the cycle's ledger row, or what the history comes to when there is no ledger. */
static void
find_invoiced (const SlowQuote *self, GPtrArray *history, CordCycle cycle, const char *key, gint64 *net,
               gint64 *adjusted)
{
  *net = *adjusted = 0;
  for (guint i = 0; !self->has_ledger && i < history->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (history, i);

      if (strcmp (position->key, key) == 0)
        *net = position->position;
    }
  for (int i = 0; self->has_ledger && i < self->n_ledger; i++)
    if (self->ledger[i].cycle == cycle.start && strcmp (self->ledger[i].key, key) == 0)
      {
        *net = self->ledger[i].net;
        *adjusted = self->ledger[i].adjusted;
      }
}

static void
add_ledger_keys (const SlowQuote *self, GPtrArray *history, CordCycle cycle, GPtrArray *positions)
{
  for (guint i = 0; !self->has_ledger && i < history->len; i++)
    {
      const SlowPosition *old = g_ptr_array_index (history, i);

      if (old->units < 0)
        get_position (positions, old->key, -1, old->tax)->units = -1;
      else
        get_position (positions, old->key, old->whole, old->tax);
    }
  for (int i = 0; self->has_ledger && i < self->n_ledger; i++)
    if (self->ledger[i].cycle == cycle.start)
      {
        g_auto (GStrv) parts = g_strsplit (self->ledger[i].key, "/", -1);
        const gboolean once = g_str_has_prefix (self->ledger[i].key, "once/");
        SlowPosition *position
            = get_position (positions, self->ledger[i].key, left (self, cycle, cycle.start), atoi (parts[3]));

        if (once)
          position->units = -1;
      }
  g_ptr_array_sort (positions, compare_positions);
}

static void
add_lines (const SlowQuote *self, int n, CordCycle cycle, GString *text, SlowRow *sum)
{
  g_autoptr (GPtrArray) history = positions_of (self, self->n_events - 1, cycle);
  g_autoptr (GPtrArray) positions = positions_of (self, n, cycle);
  g_autofree char *start = cord_date_to_string (cycle.start);

  add_ledger_keys (self, history, cycle, positions);
  for (guint i = 0; i < positions->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (positions, i);
      gint64 invoiced, adjusted, net, tax;

      find_invoiced (self, history, cycle, position->key, &invoiced, &adjusted);
      net = position->position - invoiced;
      if (net < 0 && invoiced > 0)
        net = -MIN (-net, MAX (0, invoiced - adjusted));
      if (net == 0)
        continue;
      tax = round_signed (net, position->tax, self->rounding);
      sum->net += net;
      sum->tax += tax;
      if (text != NULL && position->units < 0)
        g_string_append_printf (text, "%s %s -", position->key, start);
      else if (text != NULL)
        g_string_append_printf (text, "%s %s %d/%d", position->key, start, (int)position->units, (int)position->whole);
      if (text != NULL)
        g_string_append_printf (text, " %d %d %d %d %d\n", (int)position->position, (int)invoiced, (int)net, (int)tax,
                                (int)(net + tax));
    }
}

static CordDate
first_day (const SlowQuote *self)
{
  CordDate first = self->now;

  for (int i = 0; i < self->n_events; i++)
    if (self->events[i].type != SLOW_REVERSAL)
      first = MIN (first, self->events[i].effective);
  for (int i = 0; i < self->n_ledger; i++)
    first = MIN (first, self->ledger[i].cycle);
  return first;
}

static void
add_lines_until_now (const SlowQuote *self, int n, GString *text, SlowRow *sum)
{
  CordDate day = first_day (self);

  while (day <= self->now)
    {
      const CordCycle cycle = cord_cycle_grid_at (&self->grid, day);

      add_lines (self, n, cycle, text, sum);
      day = cycle.end;
    }
}

static void
add_bill (const SlowQuote *self, int n, CordCycle cycle, SlowRow *sum)
{
  g_autoptr (GPtrArray) positions = positions_of (self, n, cycle);

  for (guint i = 0; i < positions->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (positions, i);

      sum->net += position->position;
      sum->tax += round_signed (position->position, position->tax, self->rounding);
    }
}

static void
print_row (GString *text, const char *name, const SlowRow *row)
{
  g_string_append_printf (text, "%s %d %d %d\n", name, (int)row->net, (int)row->tax, (int)(row->net + row->tax));
}

static CordCycle
next_cycle (const SlowQuote *self, CordCycle cycle)
{
  return cord_cycle_grid_at (&self->grid, cycle.end);
}

/* The bill of the first cycle to come that starts at or after @day. */
static void
print_bill_from (const SlowQuote *self, int n, CordDate day, const char *name, GString *text)
{
  CordCycle cycle = next_cycle (self, cord_cycle_grid_at (&self->grid, self->now));
  g_autofree char *start = NULL, *full = NULL;
  SlowRow row = { 0 };

  while (cycle.start < day)
    cycle = next_cycle (self, cycle);
  start = cord_date_to_string (cycle.start);
  full = g_strconcat (name, " ", start, NULL);
  add_bill (self, n, cycle, &row);
  print_row (text, full, &row);
}

static CordDate
quiet_day (const SlowQuote *self, int n)
{
  CordDate last = self->now;

  for (int i = 0; i < n; i++)
    if (remains (self, n, i))
      {
        last = MAX (last, effect (self, &self->events[i]));
        if (self->events[i].type == SLOW_DISCOUNT && discount_end (self, &self->events[i]) != NEVER)
          last = MAX (last, discount_end (self, &self->events[i]));
      }
  return last;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Every day to come on which a discount of a product that is still there ends. */
static void
print_after (const SlowQuote *self, int n, GString *text)
{
  for (CordDate day = self->now + 1; day <= quiet_day (self, n); day++)
    {
      g_autofree char *date = cord_date_to_string (day);
      GString *name = g_string_new ("after ");
      GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

      for (int i = 0; i < n; i++)
        {
          SlowState state;

          if (self->events[i].type != SLOW_DISCOUNT || !remains (self, n, i)
              || discount_end (self, &self->events[i]) != day)
            continue;
          replay (self, n, self->events[i].product, day, -1, &state);
          if (!state.removed)
            g_ptr_array_add (names, g_strdup_printf ("d%d", i + 1));
        }
      g_ptr_array_sort (names, compare_names);
      g_string_append (name, date);
      for (guint i = 0; i < names->len; i++)
        g_string_append_printf (name, " %s", (char *)g_ptr_array_index (names, i));
      if (names->len > 0)
        print_bill_from (self, n, day, name->str, text);
      g_ptr_array_unref (names);
      g_string_free (name, TRUE);
    }
}

static void
print_ladder (const SlowQuote *self, int n, GString *text)
{
  CordCycle cycle = next_cycle (self, cord_cycle_grid_at (&self->grid, self->now));
  SlowRow now = { 0 }, year;

  add_lines_until_now (self, n, NULL, &now);
  print_row (text, "this", &now);
  print_bill_from (self, n, self->now, "next", text);
  print_bill_from (self, n, quiet_day (self, n), "steady", text);
  print_after (self, n, text);
  for (year = now; cycle.start <= cord_date_add_months (self->now, 12); cycle = next_cycle (self, cycle))
    add_bill (self, n, cycle, &year);
  print_row (text, "year", &year);
}

char *
slow_quote_answer (const SlowQuote *self)
{
  GString *text = g_string_new (NULL);
  SlowRow sum = { 0 };

  add_lines_until_now (self, self->n_events, text, &sum);
  print_ladder (self, self->n_events - 1, text);
  print_ladder (self, self->n_events, text);
  return g_string_free (text, FALSE);
}

void
slow_quote_fill_ledger (SlowQuote *self)
{
  CordDate day = first_day (self);

  while (day <= self->now)
    {
      const CordCycle cycle = cord_cycle_grid_at (&self->grid, day);
      g_autoptr (GPtrArray) positions = positions_of (self, self->n_events - 1, cycle);

      for (guint i = 0; i < positions->len && self->n_ledger < SLOW_LEDGER_MAX; i++)
        {
          const SlowPosition *position = g_ptr_array_index (positions, i);

          self->ledger[self->n_ledger++]
              = (SlowLedgerRow){ g_strdup (position->key), cycle.start, (int)position->position, 0 };
        }
      day = cycle.end;
    }
  self->has_ledger = TRUE;
}

void
slow_quote_clear (SlowQuote *self)
{
  for (int i = 0; i < self->n_ledger; i++)
    g_free (self->ledger[i].key);
  self->n_ledger = 0;
}
