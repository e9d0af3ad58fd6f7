/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-billing-run.h"

#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-billed-account.h"

/* FALSE where another system bills the account, and where no bill has begun since the last one. */
static gboolean
is_due (const CordBilledAccount *self)
{
  const CordAccountHistory *history = &self->history;

  return history->terms != NULL && cord_value_length (history->events) > 0
         && (history->next == CORD_DATE_NONE || history->next <= cord_billed_account_get_today (self));
}

static gboolean
write_line (CordBilledAccount *self, CordQuote *quote, const CordBillLine *line, GError **error)
{
  CordDate begins = cord_quote_get_current (quote)->next.cycle.start;
  g_autofree char *order = cord_billed_account_dup_order (self, self->history.events, line, begins);
  g_autofree char *name = cord_billed_account_dup_line_name (line, order);
  const CordRate rate = { .order = order, .due = begins, .line = name };

  return cord_billed_account_charge (self, &rate, quote, line, error);
}

static gboolean
write_bill (CordBilledAccount *self, CordQuote *quote, GError **error)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quote, FALSE, CORD_LADDER_NEXT, 0);

  for (guint i = 0; i < lines->len; i++)
    if (!write_line (self, quote, g_ptr_array_index (lines, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_bills (CordBilledAccount *self, GError **error)
{
  CordDate since = self->history.billed;
  CordDate written = since;

  if (since == CORD_DATE_NONE)
    since = cord_kept_history_find_oldest (self->history.events, self->zone);
  while (since != CORD_DATE_NONE)
    {
      g_autoptr (CordQuote) quote = cord_billed_account_find_next (self, self->history.events, since, error);

      if (quote == NULL)
        return FALSE;
      since = cord_quote_get_current (quote)->next.cycle.start;
      if (since > cord_billed_account_get_today (self))
        break;
      if (!write_bill (self, quote, error))
        return FALSE;
      written = since;
    }
  return (written == self->history.billed && since == self->history.next)
         || cord_account_history_set_billed (self->core, self->id, written, since, error);
}

gboolean
cord_billing_run (CordCore *core, const char *account, GError **error)
{
  g_auto (CordBilledAccount) billed = { 0 };

  return account == NULL
         || (cord_billed_account_init (&billed, core, account, error)
             && (!is_due (&billed) || write_bills (&billed, error)));
}

gboolean
cord_billing_run_find_today (CordCore *core, const char *account, CordDate *out, GError **error)
{
  g_auto (CordBilledAccount) billed = { 0 };

  if (!cord_billed_account_init (&billed, core, account, error))
    return FALSE;
  *out = cord_billed_account_get_today (&billed);
  return TRUE;
}
