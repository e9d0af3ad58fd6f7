/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-quote.h"

#include "slow-allowances.h"
#include "slow-canonical.h"
#include "slow-ladder.h"
#include "slow-print.h"

#include <string.h>

static void
print_taxes (SlowPrint *print, const SlowLine *line)
{
  g_string_append (print->json, ",\"taxes\":[");
  for (int i = 0; i < line->tax.n; i++)
    {
      const char *name = line->tax.parts[i].name;
      g_autofree char *percent = slow_number_to_key (line->tax.parts[i].percent, 0);

      g_string_append_printf (print->json, name != NULL ? "%s{\"name\":\"%s\"" : "%s{\"name\":null", i > 0 ? "," : "",
                              name);
      g_string_append_printf (print->json, ",\"percent\":\"%s\"", percent);
      slow_print_amount (print, "tax", line->parts[i]);
      g_string_append_c (print->json, '}');
    }
  g_string_append_c (print->json, ']');
}

static void
print_line (SlowPrint *print, const SlowLine *line)
{
  const SlowCycle cycle = { .start = line->start, .end = line->end };
  g_autofree char *units = slow_amount_to_text (line->units, 0);

  g_string_append_printf (print->json, "{\"key\":\"%s\",", line->key);
  slow_print_cycle (print->json, &cycle);
  if (line->units < 0)
    g_string_append (print->json, ",\"ticks\":null");
  else
    g_string_append_printf (print->json, ",\"ticks\":\"%s/%" G_GINT64_FORMAT "\"", units, line->whole);
  slow_print_amount (print, "position", line->position);
  slow_print_amount (print, "invoiced", line->invoiced);
  slow_print_amount (print, "net", line->row.net);
  slow_print_amount (print, "tax", line->row.tax);
  if (line->tax.n > 0)
    print_taxes (print, line);
  slow_print_amount (print, "gross", line->row.gross);
  g_string_append_c (print->json, '}');
}

static char *
print_lines (const SlowAccount *account, GPtrArray *lines, SlowAmount *largest)
{
  SlowPrint print = { account, g_string_new ("["), largest };

  for (guint i = 0; i < lines->len; i++)
    {
      if (i > 0)
        g_string_append_c (print.json, ',');
      print_line (&print, g_ptr_array_index (lines, i));
    }
  g_string_append_c (print.json, ']');
  return g_string_free (print.json, FALSE);
}

/* "the negotiated unit price which the change ends or replaces by another, or null"; "null for one superseded or
 * undone" */
static void
print_replaced_by (GString *json, const SlowTimeline *candidate, int i)
{
  const SlowEvent *change = &candidate->account->events[i];
  SlowState before, after;

  if (candidate->remains[i] && change->product >= 0 && change->type != SLOW_DISCOUNT)
    {
      slow_timeline_replay (candidate, change->product, i, &before);
      after = before;
      slow_timeline_apply (candidate, i, &after);
      if (before.has_price && (!after.has_price || slow_number_compare (before.price, after.price) != 0))
        {
          g_autofree char *text = slow_number_to_key (before.price, candidate->account->scale);

          g_string_append_printf (json, "\"%s\"", text);
          return;
        }
    }
  g_string_append (json, "null");
}

static void
print_replaced (GString *json, const SlowTimeline *candidate)
{
  const SlowAccount *account = candidate->account;

  g_string_append_printf (json, ",\"replaced\":%s", account->list ? "[" : "");
  for (int i = account->n_history; i < account->n_events; i++)
    if (!account->events[i].with)
      {
        g_string_append (json, i > account->n_history ? "," : "");
        print_replaced_by (json, candidate, i);
      }
  g_string_append (json, account->list ? "]" : "");
}

/* The first 40 bits in letters that are not easily confused, five bits a letter. */
static void
print_seal (GString *json, const SlowAccount *account, const char *lines)
{
  static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autofree char *input = slow_account_to_json (account);
  g_autofree char *both = g_strconcat ("{\"lines\":", lines, ",\"input\":", input, "}", NULL);
  g_autofree char *sealed = slow_json_canonical (both);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sealed, -1);
  char spoken[9] = "";

  for (int letter = 0; letter < 8; letter++)
    {
      int value = 0;

      for (int bit = 5 * letter; bit < 5 * letter + 5; bit++)
        value = 2 * value + (g_ascii_xdigit_value (sha256[bit / 4]) >> (3 - bit % 4) & 1);
      spoken[letter] = letters[value];
    }
  g_string_append_printf (json, ",\"seal\":{\"sha256\":\"%s\",\"letters\":\"%s\"}}", sha256, spoken);
}

/* The cycles of the ledger are those of the history, up to the cycle of now. */
static gboolean
ledger_is_possible (const SlowTimeline *history)
{
  const SlowAccount *account = history->account;
  const int now = slow_timeline_cycle (history, history->now)->bill;

  for (int i = 0; account->has_ledger && i < account->n_ledger; i++)
    {
      const SlowCycle *cycle
          = slow_timeline_cycle (history, slow_timeline_cycle_of (history, account->ledger[i].cycle));

      if (cycle->start != account->ledger[i].cycle || cycle->bill > now)
        return FALSE;
    }
  return TRUE;
}

/* Why an account is refused that is: a name that is used twice is noticed before anything else. */
static const char *
refusal_of (const SlowAccount *account)
{
  for (int i = 0; i < account->n_events; i++)
    if (slow_account_repeats_name (account, i))
      return "invalid";
  return "impossible";
}

static SlowAnswer
answer (SlowTimeline *history, SlowTimeline *candidate)
{
  const SlowAccount *account = candidate->account;
  SlowAnswer self = { NULL, refusal_of (account) };
  g_autoptr (GPtrArray) owed = NULL, lines = NULL;
  g_autofree char *printed = NULL;
  GString *json;

  if (!history->possible || !candidate->possible || !ledger_is_possible (history))
    return self;
  owed = slow_lines_new (history, history);
  lines = slow_lines_new (candidate, history);
  printed = print_lines (account, lines, &self.largest);
  json = g_string_new ("{\"lines\":");
  g_string_append_printf (json, "%s,\"ladder\":{\"current\":", printed);
  slow_ladder_print (&(SlowLadder){ history, owed }, NULL, json, &self.largest);
  g_string_append (json, ",\"candidate\":");
  slow_ladder_print (&(SlowLadder){ candidate, lines }, &(SlowLadder){ history, owed }, json, &self.largest);
  g_string_append_c (json, '}');
  print_replaced (json, candidate);
  slow_allowances_print (history, candidate, json);
  print_seal (json, account, printed);
  self.json = g_string_free (json, FALSE);
  self.widest = MAX (self.largest, MAX (history->widest, candidate->widest));
  return self;
}

static SlowAnswer
quote (const SlowAccount *account, gboolean every_second)
{
  g_autoptr (SlowTimeline) history = slow_timeline_new (account, account->n_history);
  g_autoptr (SlowTimeline) candidate = slow_timeline_new (account, account->n_events);

  history->every_second = candidate->every_second = every_second;
  return answer (history, candidate);
}

SlowAnswer
slow_quote (const SlowAccount *account)
{
  return quote (account, FALSE);
}

SlowAnswer
slow_quote_every_second (const SlowAccount *account)
{
  return quote (account, TRUE);
}

void
slow_answer_clear (SlowAnswer *self)
{
  g_clear_pointer (&self->json, g_free);
}

gboolean
slow_account_is_possible (const SlowAccount *account, int n)
{
  g_autoptr (SlowTimeline) timeline = slow_timeline_new (account, n);

  return timeline->possible;
}

/* FALSE when there is no room for it. */
static gboolean
add_rows (SlowAccount *account, SlowTimeline *history, int cycle)
{
  GPtrArray *positions = slow_positions_of (history, cycle);

  for (guint i = 0; i < positions->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (positions, i);
      SlowRow *row = &account->ledger[account->n_ledger];

      if (!slow_bill_is_due (history, cycle, position))
        continue;
      if (account->n_ledger == SLOW_LEDGER || position->amount > G_MAXINT64 || position->amount < -G_MAXINT64)
        return FALSE;
      g_strlcpy (row->key, position->key, sizeof row->key);
      row->cycle = slow_timeline_cycle (history, cycle)->start;
      row->net = position->amount;
      row->adjusted = 0;
      account->n_ledger++;
    }
  return TRUE;
}

gboolean
slow_account_fill_ledger (SlowAccount *account)
{
  g_autoptr (SlowTimeline) history = NULL;
  int now;

  account->n_ledger = 0;
  account->has_ledger = FALSE;
  history = slow_timeline_new (account, account->n_history);
  if (!history->possible)
    return FALSE;
  now = slow_timeline_cycle (history, history->now)->bill;
  account->has_ledger = TRUE;
  for (int i = 0; account->has_ledger && slow_timeline_cycle (history, i)->bill <= now; i++)
    account->has_ledger = add_rows (account, history, i);
  if (!account->has_ledger)
    account->n_ledger = 0;
  return account->has_ledger;
}
