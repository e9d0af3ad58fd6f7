/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-product-names.h"
#include "server/order/cord-rate.h"

G_BEGIN_DECLS

/**
 * CordBilledAccount: an account whose bills are made here, inside the caller's transaction. To be cleared by the
 * caller.
 * @id: borrowed
 * @history: as it is kept
 * @zone: of the account, or of the operator where nothing is kept of it
 * @resource: of the account; NULL until the first line is written, or where there is none
 */
typedef struct
{
  CordCore *core;
  const char *id;
  CordAccountHistory history;
  CordZone *zone;
  CordCatalog *catalog; /* owned by the core; NULL until the first line is written, as are the names */
  JsonNode *resource;
  CordProductNames names;
} CordBilledAccount;

/* Reads what is kept of the account @id, which may be nothing. FALSE with an error of the store or of the zone. */
gboolean cord_billed_account_init (CordBilledAccount *self, CordCore *core, const char *id, GError **error);
/* Releases what it owns. */
void cord_billed_account_clear (CordBilledAccount *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBilledAccount, cord_billed_account_clear)

/* Today in the zone of the account. */
CordDate cord_billed_account_get_today (const CordBilledAccount *self);
/* What the account, which must have terms, pays on the day before @day, without any order of that day or later. @kept:
 * its events, those of the history or others (cord-kept-history.h). Full reference; NULL with an error of the engine.
 */
CordQuote *cord_billed_account_quote_before (const CordBilledAccount *self, GVariant *kept, CordDate day,
                                             GError **error);
/* The same on the day before its first bill after that of @since, which is the quote's next one, begins. */
CordQuote *cord_billed_account_find_next (const CordBilledAccount *self, GVariant *kept, CordDate since,
                                          GError **error);

/* The order whose event among @kept brought the fee of @line, on a bill that begins on @day. Full string; NULL for
 * anything but a fee. */
char *cord_billed_account_dup_order (const CordBilledAccount *self, GVariant *kept, const CordBillLine *line,
                                     CordDate day);
/* Which line of a bill @line is, however the events are numbered: a fee by the order that brought it. @order: that, or
 * NULL. Returns a new string. */
char *cord_billed_account_dup_line_name (const CordBillLine *line, const char *order);
/* Charges @line of @quote with a rate of its own. @rate: order, due date, name of the line and reason, where it has
 * them; the rest is filled in. FALSE with an error of the store. */
gboolean cord_billed_account_charge (CordBilledAccount *self, const CordRate *rate, CordQuote *quote,
                                     const CordBillLine *line, GError **error);

G_END_DECLS
