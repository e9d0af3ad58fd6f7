/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "random-account.h"
#include "shrink-account.h"
#include "slow-quote.h"

G_BEGIN_DECLS

/* What the property tests of the billing engine share: histories by number, and what is done about one of which a
 * property does not hold. CORD_SEED sets the seed (a number), CORD_HISTORIES how many histories are compared with the
 * second implementation in all. */

guint32 property_seed (void);
/* How many histories of a test that would make @usual of the 10 000. */
int property_histories (int usual);
/* A source of numbers for history number @n of a test. Free with g_rand_free. */
GRand *property_rand (const char *test, int n);

/* The engine's quote; NULL with @error. */
CordQuote *property_quote (const SlowAccount *account, GError **error);
/* The same, which must succeed. */
CordQuote *property_quote_new (const SlowAccount *account);
/* What the engine says of it: its answer, or the reason why not ("impossible", "overflow" …). */
char *property_answer (const SlowAccount *account);

/**
 * PropertyReport: answers in words what is wrong with an account, or NULL when nothing is.
 */
typedef char *(*PropertyReport) (const SlowAccount *account);

/* Fails the test when the report says something: shrinks the account and prints it as the document for `cordboardctl
 * quote`, with what the report says of the smallest. */
void property_check (const SlowAccount *account, PropertyReport report, const char *test, int n);

/* Puts the lines into the ledger, as an invoice does. FALSE when there is no room. */
gboolean property_post (SlowAccount *account, CordQuote *quote);
SlowAmount property_ledger_total (const SlowAccount *account);

G_END_DECLS
