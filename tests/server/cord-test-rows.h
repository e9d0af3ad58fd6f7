/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cord-test-server.h"

#include "wire/cord-endpoint.h"

G_BEGIN_DECLS

/* Documents and requests made from the tables of resources and endpoints, so that a new row is tested without
 * further code. Of every type there are three documents: 2 is customer C2's, the others are C1's (customers are
 * their own). */
#define TEST_ROWS 3
#define TEST_ROWS_PIN "77318842"
#define TEST_ROWS_PASSWORD "mauve-heron-canary"

/* Every role, a user who has it, and where the token of that user is kept. */
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
/* The role of the following requests, or NULL for nobody; outside of any interaction. */
void test_rows_be (TestRows *self, const char *role);
/* The same, inside the interaction. */
void test_rows_call (TestRows *self);
/* Inside another one, with C1 verified by a PIN: under "low" that is R1, which opens only plan and price; "high":
 * R3. */
void test_rows_call_under (TestRows *self, const char *policy);

char *test_row_id (const CordResourceType *type, guint n);
const char *test_row_customer (const CordResourceType *type, guint n); /* "C1" or "C2"; NULL: not named in it */
JsonNode *test_row_document (const CordResourceType *type, guint n);
/* The same as text that may be posted, with @member replaced by @json; NULL: without it. */
char *test_row_body (const CordResourceType *type, guint n, const char *member, const char *json);
char *test_row_path (const CordResourceType *type, guint n);

/* The endpoint's path; with the interaction's id where it needs one, or "ghost". */
char *test_endpoint_path (const TestRows *self, const CordEndpoint *endpoint);
gboolean test_endpoint_admits (const CordEndpoint *endpoint, const char *role);
/* The endpoint that answers instead of the engine's operation; NULL. */
const CordEndpoint *test_row_endpoint (const CordResourceType *type, char operation);
gboolean test_row_has (const CordResourceType *type, char operation);

/* 4xx with TM Forum's error body: code, reason, message and status as non-empty texts. @reason NULL: any. */
void test_assert_refusal (const TestReply *reply, const char *what, guint status, const char *reason);

G_END_DECLS
