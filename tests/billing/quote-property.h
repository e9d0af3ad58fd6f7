/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "random-account.h"
#include "shrink-account.h"
#include "slow-quote.h"

G_BEGIN_DECLS

/* Shared by the property tests of the billing engine: numbered random histories, and the report of one that fails.
 * CORD_SEED sets the seed (a number); CORD_HISTORIES sets how many histories are compared with the second
 * implementation. */

guint32 property_seed (void);
/* How many histories to try in a test that tries @usual out of 10 000. */
int property_histories (int usual);
/* The source of random numbers for history number @n of a test. Free with g_rand_free. */
GRand *property_rand (const char *test, int n);

/* The engine's quote; NULL with @error. */
CordQuote *property_quote (const SlowAccount *account, GError **error);
/* The same, which must succeed. */
CordQuote *property_quote_new (const SlowAccount *account);
/* The engine's answer, or the reason of its refusal ("impossible", "overflow" …). */
char *property_answer (const SlowAccount *account);

/* PropertyReport: describes what is wrong with an account, or returns NULL when nothing is. */
typedef char *(*PropertyReport) (const SlowAccount *account);

/* Fails the test when the report finds a fault: shrinks the account and prints it as the document for `cordboardctl
 * quote`, with the report on the smallest one. */
void property_check (const SlowAccount *account, PropertyReport report, const char *test, int n);

/* Posts the lines to the ledger, as an invoice does. FALSE when there is no room. */
gboolean property_post (SlowAccount *account, CordQuote *quote);
SlowAmount property_ledger_total (const SlowAccount *account);

G_END_DECLS
