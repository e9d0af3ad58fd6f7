/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-quote.h"

#include "billing/cord-added-lines.h"
#include "billing/cord-bill.h"
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-first-bill.h"
#include "billing/cord-ledger.h"
#include "billing/cord-line-offer.h"
#include "billing/cord-tax.h"

#include <string.h>

#define SEAL_LETTERS 8
#define BITS_PER_LETTER 5

struct _CordQuote
{
  GObject parent_instance;

  GVariant *document;
  CordBillingInput *input;
  CordTimeline *history; /* without the change */
  CordTimeline *changed; /* with it */
  GPtrArray *owed;
  GPtrArray *lines;
  GPtrArray *added_lines;
  CordBillRow added;
  GPtrArray *changes;
  CordLadder current;
  CordLadder candidate;
  char *sha256;
  char letters[SEAL_LETTERS + 1];
};

G_DEFINE_FINAL_TYPE (CordQuote, cord_quote, G_TYPE_OBJECT)

static void
change_free (CordQuoteChange *self)
{
  g_free (self->replaced);
  g_ptr_array_unref (self->entitlements);
  g_free (self);
}

static gboolean
add_change (CordQuote *self, guint number, GError **error)
{
  const CordBillingEvent *event = cord_billing_input_change (self->input, number);
  const CordDecimal *replaced = cord_timeline_replaced (self->changed, number);
  GPtrArray *entitlements = cord_entitlements_new (self->history, self->changed, number, error);
  CordQuoteChange *change;

  if (entitlements == NULL)
    return FALSE;
  change = g_new0 (CordQuoteChange, 1);
  change->effective = event->type == CORD_BILLING_REVERSAL ? CORD_DATE_NONE : event->effective.date;
  change->replaced = replaced != NULL ? cord_decimal_to_string (*replaced, self->input->scale) : NULL;
  change->entitlements = entitlements;
  g_ptr_array_add (self->changes, change);
  return TRUE;
}

static gboolean
compute_ladders (CordQuote *self, GError **error)
{
  const CordBillSide current = { self->history, self->owed, &self->current };
  const CordBillSide candidate = { self->changed, self->lines, &self->candidate };

  return cord_ladder_compute (self->history, self->owed, &self->current, error)
         && cord_ladder_compute (self->changed, self->lines, &self->candidate, error)
         && cord_first_bill_find (&current, &candidate, &self->candidate.has_first, &self->candidate.first, error);
}

/* Both bills: the history alone, then with the changes. */
static gboolean
compute (CordQuote *self, GError **error)
{
  if ((self->history = cord_timeline_new (self->input, self->input->n_history, error)) == NULL
      || (self->changed = cord_timeline_new_changed (self->history, error)) == NULL
      || (self->owed = cord_bill_lines (self->history, self->history, error)) == NULL
      || (self->lines = cord_bill_lines (self->changed, self->history, error)) == NULL
      || (self->added_lines = cord_added_lines_new (self->changed, self->history, self->lines, self->owed, error))
             == NULL
      || !cord_bill_sum (self->input, self->added_lines, &self->added, error))
    return FALSE;
  for (guint number = 1; number <= self->input->changes->len; number++)
    if (!add_change (self, number, error))
      return FALSE;
  return compute_ladders (self, error);
}

/* The first 40 bits of the seal in Crockford's base 32, which has no I, L, O or U to mishear. */
static void
spell_letters (CordQuote *self)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autofree char *start = g_strndup (self->sha256, SEAL_LETTERS * BITS_PER_LETTER / 4);
  guint64 bits = g_ascii_strtoull (start, NULL, 16);

  for (int i = SEAL_LETTERS - 1; i >= 0; i--)
    {
      self->letters[i] = alphabet[bits & 31];
      bits >>= BITS_PER_LETTER;
    }
}

/* Puts the canonical form of {"input":…,"lines":…} together from those of its members, so that the whole input need not
 * be copied into one document first. */
static void
seal (CordQuote *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GVariant) lines = cord_bill_lines_to_value (self->lines, self->input->scale);
  gsize input_length, lines_length;
  g_autofree char *input_bytes = cord_value_to_canonical (self->document, &input_length);
  g_autofree char *lines_bytes = cord_value_to_canonical (lines, &lines_length);

  g_checksum_update (checksum, (const guchar *)"{\"input\":", -1);
  g_checksum_update (checksum, (const guchar *)input_bytes, (gssize)input_length);
  g_checksum_update (checksum, (const guchar *)",\"lines\":", -1);
  g_checksum_update (checksum, (const guchar *)lines_bytes, (gssize)lines_length);
  g_checksum_update (checksum, (const guchar *)"}", -1);
  self->sha256 = g_strdup (g_checksum_get_string (checksum));
  spell_letters (self);
}

static void
cord_quote_finalize (GObject *object)
{
  CordQuote *self = CORD_QUOTE (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->owed, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->added_lines, g_ptr_array_unref);
  g_ptr_array_unref (self->changes);
  g_clear_pointer (&self->history, cord_timeline_free);
  g_clear_pointer (&self->changed, cord_timeline_free);
  g_clear_pointer (&self->input, cord_billing_input_free);
  cord_ladder_clear (&self->current);
  cord_ladder_clear (&self->candidate);
  g_clear_pointer (&self->sha256, g_free);
  G_OBJECT_CLASS (cord_quote_parent_class)->finalize (object);
}

static void
cord_quote_class_init (CordQuoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_quote_finalize;
}

static void
cord_quote_init (CordQuote *self)
{
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
}

/* @input: of @document, which it takes over; NULL after an error. */
static CordQuote *
new_of (GVariant *document, CordBillingInput *input, GError **error)
{
  g_autoptr (CordQuote) self = g_object_new (CORD_TYPE_QUOTE, NULL);

  self->document = g_variant_ref_sink (document);
  self->input = input;
  if (self->input == NULL || !compute (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

CordQuote *
cord_quote_new (GVariant *document, GError **error)
{
  CordQuote *self = new_of (document, cord_billing_input_read (document, error), error);

  if (self != NULL)
    seal (self);
  return self;
}

CordQuote *
cord_quote_new_of_account (GVariant *document, GError **error)
{
  return new_of (document, cord_billing_input_read_account (document, error), error);
}

GVariant *
cord_quote_get_input (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->document;
}

GPtrArray *
cord_quote_get_lines (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->lines;
}

GPtrArray *
cord_quote_get_added_lines (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->added_lines;
}

const CordBillRow *
cord_quote_get_added (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return &self->added;
}

GVariant *
cord_quote_dup_ledger (CordQuote *self)
{
  CordBuilder list;

  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  cord_builder_init_array (&list);
  for (guint i = 0; i < self->owed->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (self->owed, i);
      g_autofree char *net = cord_money_to_decimal (cord_quote_money (self, line->position));

      cord_ledger_row_add (&list, line->key, line->cycle.start, net);
    }
  return cord_builder_end (&list);
}

const CordLadder *
cord_quote_get_current (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return &self->current;
}

const CordLadder *
cord_quote_get_candidate (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return &self->candidate;
}

const char *
cord_quote_get_currency (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->input->currency;
}

guint
cord_quote_get_scale (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), 0);
  return self->input->scale;
}

CordDate
cord_quote_get_now (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), CORD_DATE_NONE);
  return self->input->now.date;
}

static const CordQuoteChange *
first_change (CordQuote *self)
{
  return g_ptr_array_index (self->changes, 0);
}

GPtrArray *
cord_quote_get_changes (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->changes;
}

gboolean
cord_quote_lists_changes (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), FALSE);
  return self->input->listed;
}

CordDate
cord_quote_get_effective (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), CORD_DATE_NONE);
  return first_change (self)->effective;
}

gboolean
cord_quote_split_price (CordQuote *self, const char *offer, gint64 minor, gint64 *net, gint64 *gross,
                        const CordTaxes **taxes, gint64 parts[CORD_TAXES_MAX])
{
  const int index = GPOINTER_TO_INT (g_hash_table_lookup (self->input->offer_index, offer)) - 1;
  const CordDatedPrice *row = index >= 0 ? cord_billing_offer_price_on (cord_billing_input_offer (self->input, index),
                                                                        cord_quote_get_effective (self))
                                         : NULL;
  CordTaxSplit split = { .net = minor, .gross = minor };

  *taxes = row != NULL ? row->taxes : NULL;
  if (row != NULL && !cord_tax_split (self->input, minor, row->taxes, NULL, &split, NULL))
    return FALSE;
  *net = split.net;
  *gross = split.gross;
  memcpy (parts, split.parts, sizeof split.parts);
  return TRUE;
}

CordDate
cord_quote_get_billing_day (CordQuote *self)
{
  const CordBillingEvent *event = cord_billing_input_change (self->input, 1);
  const GArray *moves = self->changed->calendar->moves;
  const CordBillingMove *last = moves->len > 0 ? &g_array_index (moves, CordBillingMove, moves->len - 1) : NULL;

  return last != NULL && last->number == event->number ? last->aligned : CORD_DATE_NONE;
}

const char *
cord_quote_get_replaced (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return first_change (self)->replaced;
}

const char *
cord_quote_get_sha256 (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->sha256;
}

const char *
cord_quote_get_letters (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  return self->letters;
}

/* Cannot fail: the same bill was computed for the ladder. */
static GPtrArray *
dup_lines_to_come (CordTimeline *timeline, CordDate start, gboolean month)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = cord_bill_lines_to_come (timeline, cord_calendar_index (timeline->calendar, start), month, &error);

  g_assert_no_error (error);
  return lines;
}

/* The lines of the bill now, computed again because the caller owns the answer. Cannot fail either. */
static GPtrArray *
dup_lines_now (CordQuote *self, gboolean candidate)
{
  GPtrArray *lines = cord_bill_lines (candidate ? self->changed : self->history, self->history, NULL);

  g_assert_nonnull (lines);
  return lines;
}

/* With the lines of the bill now where they are collected with it. */
static GPtrArray *
dup_next (CordQuote *self, gboolean candidate)
{
  const CordLadder *ladder = candidate ? &self->candidate : &self->current;
  GPtrArray *next = dup_lines_to_come (candidate ? self->changed : self->history, ladder->next.cycle.start, FALSE);
  GPtrArray *lines;

  if (!self->input->ticks.policy.collect_next)
    return next;
  lines = dup_lines_now (self, candidate);
  g_ptr_array_extend_and_steal (lines, next);
  return lines;
}

static GPtrArray *
dup_first (CordQuote *self)
{
  const CordLadder *ladder = &self->candidate;

  if (ladder->first.cycle.start == ladder->this_bill.cycle.start)
    return dup_lines_now (self, TRUE);
  if (ladder->first.cycle.start == ladder->next.cycle.start)
    return dup_next (self, TRUE);
  return dup_lines_to_come (self->changed, ladder->first.cycle.start, FALSE);
}

/* The lines of the bill now, then those of every bill of the year. */
static GPtrArray *
dup_year (CordQuote *self, gboolean candidate)
{
  CordTimeline *timeline = candidate ? self->changed : self->history;
  GPtrArray *lines = dup_lines_now (self, candidate);
  CordDate start = candidate ? self->candidate.next.cycle.start : self->current.next.cycle.start;
  gint64 index = cord_calendar_index (timeline->calendar, start);

  while (start <= cord_ladder_year_end (self->input))
    {
      CordCycle dates;

      g_ptr_array_extend_and_steal (lines, dup_lines_to_come (timeline, start, FALSE));
      index = cord_bill_next (timeline, index);
      cord_calendar_dates (timeline->calendar, index, &dates, NULL);
      start = dates.start;
    }
  return lines;
}

GPtrArray *
cord_quote_dup_row_lines (CordQuote *self, gboolean candidate, CordLadderStep step, guint after)
{
  const CordLadder *ladder;
  CordTimeline *timeline;

  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  ladder = candidate ? &self->candidate : &self->current;
  timeline = candidate ? self->changed : self->history;
  switch (step)
    {
    case CORD_LADDER_NEXT:
      return dup_next (self, candidate);
    case CORD_LADDER_FIRST:
      g_return_val_if_fail (ladder->has_first, NULL);
      return dup_first (self);
    case CORD_LADDER_STEADY:
      return dup_lines_to_come (timeline, ladder->steady.cycle.start, TRUE);
    case CORD_LADDER_AFTER:
      g_return_val_if_fail (after < ladder->after->len, NULL);
      return dup_lines_to_come (
          timeline, ((const CordPromotionEnd *)g_ptr_array_index (ladder->after, after))->row.cycle.start, TRUE);
    case CORD_LADDER_YEAR:
      return dup_year (self, candidate);
    case CORD_LADDER_THIS:
    default:
      return dup_lines_now (self, candidate);
    }
}

CordMoney
cord_quote_money (CordQuote *self, gint64 minor)
{
  return cord_money (minor, self->input->currency, self->input->scale);
}

gboolean
cord_quote_counts_days (CordQuote *self)
{
  return self->input->ticks.policy.tick == CORD_TICK_DAY;
}

gboolean
cord_quote_includes_tax (CordQuote *self)
{
  return self->input->tax_included;
}

gboolean
cord_quote_is_of_change (CordQuote *self, gint64 number)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), FALSE);
  return number > (gint64)self->input->n_history && number <= (gint64)self->input->events->len;
}

const char *
cord_quote_get_event_offer (CordQuote *self, gint64 number)
{
  int offer;

  g_return_val_if_fail (CORD_IS_QUOTE (self), NULL);
  if (number < 1 || number > (gint64)self->input->events->len)
    return NULL;
  offer = cord_billing_input_event (self->input, (guint)number)->offer;
  return offer >= 0 ? cord_billing_input_offer (self->input, offer)->name : NULL;
}

const char *
cord_quote_find_line_offer (CordQuote *self, const CordBillLine *line)
{
  int offer;

  g_return_val_if_fail (CORD_IS_QUOTE (self) && line != NULL, NULL);
  offer = cord_line_offer_find (self->history, line);
  return offer >= 0 ? cord_billing_input_offer (self->input, offer)->name : NULL;
}

gboolean
cord_quote_collects_next (CordQuote *self)
{
  g_return_val_if_fail (CORD_IS_QUOTE (self), FALSE);
  return self->input->ticks.policy.collect_next;
}

CordRounding
cord_quote_get_rounding (CordQuote *self)
{
  return self->input->ticks.policy.rounding;
}

gboolean
cord_quote_has_allowances (CordQuote *self)
{
  return cord_billing_input_has_allowances (self->input);
}
