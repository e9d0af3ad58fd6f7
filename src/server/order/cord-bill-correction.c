/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-bill-correction.h"

#include "base/cord-error.h"
#include "domain/change/cord-order-price.h"
#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-billed-account.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-applied-rate.h"
#include "wire/cord-tmf.h"

#define RATE "appliedCustomerBillingRate"

/* The lines of one bill. */
typedef struct
{
  CordQuote *quote;
  GPtrArray *lines; /* (element-type CordBillLine) */
  GPtrArray *names; /* (element-type utf8) of the lines, in the same order */
} Bill;

/* A line that is another without the order. Of @with and @without one may be NULL. */
typedef struct
{
  CordDate begins;
  const char *name;
  CordBillLine *with;
  CordBillLine *without;
  CordQuote *quote; /* of @without, or of @with where there is none */
} Difference;

typedef struct
{
  const CordBillCorrection *asked;
  CordBilledAccount account;
  GVariant *with;    /* events of the history: what was billed for orders that are reversed has been given back */
  GVariant *without; /* the same without the order */
  JsonArray *rates;  /* of the account */
  GPtrArray *bills;  /* (element-type Bill), which own what the differences point to */
  GArray *differences;
  CordDate due; /* of what is given back; CORD_DATE_NONE: on the next bill, whenever that is made */
} Correction;

static void
bill_free (Bill *self)
{
  g_object_unref (self->quote);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static void
correction_clear (Correction *self)
{
  cord_billed_account_clear (&self->account);
  g_clear_pointer (&self->with, g_variant_unref);
  g_clear_pointer (&self->without, g_variant_unref);
  g_clear_pointer (&self->rates, json_array_unref);
  g_clear_pointer (&self->bills, g_ptr_array_unref);
  g_clear_pointer (&self->differences, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Correction, correction_clear)

/* What differs */

/* Takes @quote, whose next bill it is. */
static Bill *
add_bill (Correction *self, GVariant *kept, CordQuote *quote)
{
  CordDate begins = cord_quote_get_current (quote)->next.cycle.start;
  Bill *bill = g_new0 (Bill, 1);

  bill->quote = quote;
  bill->lines = cord_quote_dup_row_lines (quote, FALSE, CORD_LADDER_NEXT, 0);
  bill->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < bill->lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (bill->lines, i);
      g_autofree char *order = cord_billed_account_dup_order (&self->account, kept, line, begins);

      g_ptr_array_add (bill->names, cord_billed_account_dup_line_name (line, order));
    }
  g_ptr_array_add (self->bills, bill);
  return bill;
}

static CordBillLine *
find_line (const Bill *bill, const char *name)
{
  for (guint i = 0; i < bill->names->len; i++)
    if (g_str_equal (g_ptr_array_index (bill->names, i), name))
      return g_ptr_array_index (bill->lines, i);
  return NULL;
}

static void
compare_lines (Correction *self, CordDate begins, const Bill *with, const Bill *without)
{
  for (guint i = 0; i < with->lines->len; i++)
    {
      Difference difference
          = { begins, g_ptr_array_index (with->names, i), g_ptr_array_index (with->lines, i), NULL, with->quote };

      difference.without = find_line (without, difference.name);
      if (difference.without != NULL)
        difference.quote = without->quote;
      if (difference.without == NULL || difference.with->net != difference.without->net
          || difference.with->tax != difference.without->tax)
        g_array_append_val (self->differences, difference);
    }
  for (guint i = 0; i < without->lines->len; i++)
    {
      const Difference fresh = { begins, g_ptr_array_index (without->names, i), NULL,
                                 g_ptr_array_index (without->lines, i), without->quote };

      if (find_line (with, fresh.name) == NULL)
        g_array_append_val (self->differences, fresh);
    }
}

/* Where no bill can have been written since the order was priced, there is nothing to compare. */
static gboolean
compare_bills (Correction *self, GError **error)
{
  const CordBilledAccount *account = &self->account;
  CordDate since = self->asked->recorded;

  while (since < account->history.billed)
    {
      Bill *with, *without;
      CordQuote *quote = cord_billed_account_find_next (account, self->with, since, error);

      if (quote == NULL)
        return FALSE;
      since = cord_quote_get_current (quote)->next.cycle.start;
      with = add_bill (self, self->with, quote);
      if (since > account->history.billed)
        break;
      quote = cord_billed_account_quote_before (account, self->without, since, error);
      if (quote == NULL)
        return FALSE;
      without = add_bill (self, self->without, quote);
      /* No bill holds a move of the billing day before its day, when it is carried out or fails. */
      if (cord_quote_get_current (quote)->next.cycle.start == since)
        compare_lines (self, since, with, without);
    }
  return TRUE;
}

/* What was charged */

static const char *
find_rate (const Correction *self, const Difference *difference)
{
  for (guint i = 0; i < cord_tmf_length (self->rates); i++)
    {
      JsonObject *rate = cord_tmf_at (self->rates, i);

      if (cord_applied_rate_is_due_on (rate, difference->begins)
          && g_strcmp0 (cord_applied_rate_get_line (rate), difference->name) == 0)
        return cord_tmf_id (rate);
    }
  return NULL;
}

/* Whether a bill holds any charge that was due with it. */
static gboolean
is_made (const Correction *self, CordDate begins)
{
  for (guint i = 0; i < cord_tmf_length (self->rates); i++)
    {
      JsonObject *rate = cord_tmf_at (self->rates, i);

      if (cord_applied_rate_is_due_on (rate, begins) && cord_applied_rate_is_billed (rate))
        return TRUE;
    }
  return FALSE;
}

/* FALSE also where a charge cannot be found: what does not say which line it is was written before they did. */
static gboolean
is_all_open (const Correction *self)
{
  for (guint i = 0; i < self->differences->len; i++)
    {
      const Difference *difference = &g_array_index (self->differences, Difference, i);

      if (is_made (self, difference->begins)
          || (difference->with != NULL && !cord_order_price_is_zero (difference->with)
              && find_rate (self, difference) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* Putting it right */

static gboolean
replace (Correction *self, const Difference *difference, GError **error)
{
  const char *charged = find_rate (self, difference);
  const CordRate rate = { .due = difference->begins, .line = difference->name };

  if (charged != NULL && !cord_engine_remove (self->account.core, cord_resource_type_find (RATE), charged, error))
    return FALSE;
  return difference->without == NULL
         || cord_billed_account_charge (&self->account, &rate, difference->quote, difference->without, error);
}

static void
take_off (CordBillLine *line, const CordBillLine *part)
{
  line->net -= part->net;
  line->tax -= part->tax;
  line->gross -= part->gross;
  for (guint i = 0; i < CORD_TAXES_MAX; i++)
    line->tax_parts[i] -= part->tax_parts[i];
}

static void
negate (CordBillLine *line)
{
  line->net = -line->net;
  line->tax = -line->tax;
  line->gross = -line->gross;
  for (guint i = 0; i < CORD_TAXES_MAX; i++)
    line->tax_parts[i] = -line->tax_parts[i];
}

/* Makes the line itself the difference, its taxes as well, so that both bills come to the cent to what one would have
 * been. Bills to come have nothing invoiced. */
static CordBillLine *
subtract (const Difference *difference)
{
  CordBillLine *line = difference->without != NULL ? difference->without : difference->with;

  if (difference->with == NULL)
    return line;
  line->invoiced = difference->with->position;
  if (difference->without != NULL)
    {
      take_off (line, difference->with);
      return line;
    }
  line->position = 0;
  line->ticks = MIN (line->ticks, 0);
  negate (line);
  return line;
}

/* The history takes no event from before its last. */
static CordDate
reversed_day (const Correction *self)
{
  const CordBilledAccount *account = &self->account;

  return MAX (account->history.billed, cord_kept_history_find_newest (account->history.events, account->zone));
}

/* The day of the bill that has the differences: the next one, as of the charges of an order. */
static gboolean
find_due (Correction *self, GError **error)
{
  g_autoptr (CordQuote) quote
      = cord_billed_account_quote_before (&self->account, self->account.history.events, reversed_day (self) + 1, error);

  if (quote != NULL && cord_quote_collects_next (quote))
    self->due = cord_quote_get_current (quote)->next.cycle.start;
  return quote != NULL;
}

static gboolean
write_differences (Correction *self, gboolean open, GError **error)
{
  const CordRate credit = { .order = self->asked->order, .due = self->due, .reason = self->asked->reason };

  for (guint i = 0; i < self->differences->len; i++)
    {
      const Difference *difference = &g_array_index (self->differences, Difference, i);

      if (open ? !replace (self, difference, error)
               : !cord_billed_account_charge (&self->account, &credit, difference->quote, subtract (difference), error))
        return FALSE;
    }
  return TRUE;
}

/* FALSE without an error of the store: the engine cannot say what would have been billed. */
static gboolean
prepare (Correction *self, CordCore *core, GError **error)
{
  const CordBillCorrection *asked = self->asked;

  if (!cord_billed_account_init (&self->account, core, asked->account, error))
    return FALSE;
  self->with = cord_kept_history_dup_unreversed (self->account.history.events);
  self->without = cord_kept_history_dup_without (self->with, asked->order, asked->dropped);
  self->bills = g_ptr_array_new_with_free_func ((GDestroyNotify)bill_free);
  self->differences = g_array_new (FALSE, FALSE, sizeof (Difference));
  return compare_bills (self, error) && (self->differences->len == 0 || find_due (self, error));
}

gboolean
cord_bill_correction_make (CordCore *core, const CordBillCorrection *asked, CordDate *reversed, GError **error)
{
  g_auto (Correction) self = { .asked = asked, .due = CORD_DATE_NONE };
  GError *inner = NULL;
  gboolean open;

  *reversed = CORD_DATE_NONE;
  if (!prepare (&self, core, &inner))
    {
      if (inner->code == CORD_ERROR_INTERNAL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      g_warning ("bills with order %s: %s", asked->order, inner->message);
      g_error_free (inner);
      return TRUE;
    }
  if (self.differences->len == 0)
    return TRUE;
  self.rates = cord_engine_collect (core, RATE, "billingAccount.id", asked->account, error);
  if (self.rates == NULL)
    return FALSE;
  open = is_all_open (&self);
  if (!open)
    *reversed = reversed_day (&self);
  return write_differences (&self, open, error);
}
