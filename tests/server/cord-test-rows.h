/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cord-test-server.h"

#include "wire/cord-endpoint.h"

G_BEGIN_DECLS

/* Documents and requests made from the tables of resources and endpoints, so that a new row of them is tested without a
 * line written for it. Of every type there are three documents: 2 is customer C2's, the others are C1's (customers are
 * their own). */
#define TEST_ROWS 3
#define TEST_ROWS_PIN "77318842"
#define TEST_ROWS_PASSWORD "mauve-heron-canary"

/* Every role there is, the user who has it, and where the token of a signed-in one is kept. */
#define TEST_ROLES 6
extern const char *const test_roles[TEST_ROLES];

typedef struct
{
  TestServer *server;
  char *folder;
  char *tokens[TEST_ROLES];
  char *interaction; /* open, the agent's, nobody verified */
} TestRows;

TestRows *test_rows_new (void);
void test_rows_free (TestRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestRows, test_rows_free)
/* Who asks from now on: a role, or NULL for nobody; outside of any interaction. */
void test_rows_be (TestRows *self, const char *role);
/* Inside the interaction. */
void test_rows_call (TestRows *self);
/* Inside another one, with C1 verified by a PIN: under "low" that is R1, which opens plan and price only; "high": R3.
 */
void test_rows_call_under (TestRows *self, const char *policy);

char *test_row_id (const CordResourceType *type, guint n);
const char *test_row_customer (const CordResourceType *type, guint n); /* "C1" or "C2"; NULL: not named in it */
JsonNode *test_row_document (const CordResourceType *type, guint n);
/* The same as text, with @member replaced by @json; NULL: left out. */
char *test_row_body (const CordResourceType *type, guint n, const char *member, const char *json);
char *test_row_path (const CordResourceType *type, guint n);

/* The endpoint's path; where it wants an id, that of the interaction, or "ghost". */
char *test_endpoint_path (const TestRows *self, const CordEndpoint *endpoint);
gboolean test_endpoint_admits (const CordEndpoint *endpoint, const char *role);
/* The endpoint that answers in the place of the engine's operation; NULL. */
const CordEndpoint *test_row_endpoint (const CordResourceType *type, char operation);
gboolean test_row_has (const CordResourceType *type, char operation);

/* 4xx with TM Forum's error body: code, reason, message and status as texts that say something. @reason NULL: any. */
void test_assert_refusal (const TestReply *reply, const char *what, guint status, const char *reason);

G_END_DECLS
