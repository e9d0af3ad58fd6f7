/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "cord-test-server.h"

G_BEGIN_DECLS

/* Changes of the customer C1 as another system quotes and orders them: without an undo window. */

#define TEST_PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"

/* To ten o'clock (UTC) of the day, where the system "billing" signs in. */
void test_go_to (TestServer *server, const char *day);
/* POSTs a resource, which must be taken. Returns its id, a new string. */
char *test_create (TestServer *server, const char *path, const char *body);
/* An item that takes the product to the offering. @more: further members, each after a comma. Returns a new string. */
char *test_change_to (const char *product, const char *offering, const char *more);
/* An instant quote of one item, effective on the day of the clock. @more: further members, each before a comma. Returns
 * a full reply. */
TestReply *test_quote_change (TestServer *server, const char *item, const char *more);
/* The same, effective on that date. */
TestReply *test_quote_change_on (TestServer *server, const char *item, const char *date);
/* An order of one item for the day of the clock, as test_quote_change() has it. */
TestReply *test_order_change (TestServer *server, const char *item, const char *more);
/* Places an order of one item, given as its members, for that day; it must be taken. Returns its id, a new string. */
char *test_place (TestServer *server, const char *item, const char *day);
/* Whether a change of one item qualifies, and in @text why not, in words; NULL: whatever they are. */
void test_assert_qualified (TestServer *server, const char *item, const char *result, const char *text);
/* What the input that came with a quote says, which must have its seal. Returns a full reference. */
CordQuote *test_compute_quote (const TestReply *reply);
/* What a quote of taking the product to the offering, which must be given. Returns a full reference. */
CordQuote *test_compute_change (TestServer *server, const char *product, const char *offering);
/* Orders that, which must be taken. */
void test_must_change (TestServer *server, const char *product, const char *offering);

G_END_DECLS
