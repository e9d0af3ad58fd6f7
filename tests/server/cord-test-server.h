/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-server.h"
#include "wire/cord-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The real server in a thread of its own with a small store, and a real HTTP client for it. The clock stands at
 * 2026-06-17T10:00:00Z until the test moves it. */
#define TEST_PASSWORD "correct horse"

typedef struct
{
  CordServer *server;
  CordClock *clock;
  SoupSession *session;
  char *folder;           /* of its own, removed at the end */
  char *store;            /* path of the database; NULL in memory */
  const char *more;       /* as in test_server_new_with */
  CordDatabase *database; /* the server's, in its thread: only to inject faults with SQLite */
  char *spool;
  char *token; /* sent when not NULL */
  char *interaction;
} TestServer;

typedef struct
{
  guint status;
  char *text;
  JsonNode *json; /* NULL when the body is none */
  SoupMessageHeaders *headers;
} TestReply;

TestServer *test_server_new (gboolean kit_mode, const char *listen);
/* On a port that the system chooses, with this user or client signed in. */
TestServer *test_server_new_as (const char *who);
/* One with a fixed policy pack. */
TestServer *test_server_new_under (const char *policy);
/* With the data of the folder @more on top of its own, which has policy packs under policy; it must stay as long as
 * the server. NULL: nothing more. */
TestServer *test_server_new_with (gboolean kit_mode, const char *listen, const char *more);
/* Puts the policy pack "none" into such a folder. */
void test_copy_policy (const char *more);
/* One that believes X-Forwarded-For from this address. */
TestServer *test_server_new_behind (const char *proxy);
/* One in which @idle seconds without anything end a verification. */
TestServer *test_server_new_idle (guint idle);
TestServer *test_server_new_limited (const CordLimits *limits);
TestServer *test_server_new_stored (void); /* on disk; takes eight connections at once */
void test_server_free (TestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)
void test_reply_free (TestReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestReply, test_reply_free)

/* A request that is not sent yet, and later its answer. */
SoupMessage *test_make_message (TestServer *self, const char *method, const char *path, const char *body);
TestReply *test_read_reply (SoupMessage *message, GBytes *body);
/* @body: JSON or NULL. Then pairs of header name and value, and NULL; "Content-Type" may be among them. */
TestReply *test_send (TestServer *self, const char *method, const char *path, const char *body,
                      ...) G_GNUC_NULL_TERMINATED;
/* Signs in; later requests send the token. Users: agent, other (both agents), boss (supervisor), eyes (reviewer),
 * coach (trainer), root (admin); client: billing. */
void test_sign_in (TestServer *self, const char *user);
/* Opens an interaction and verifies the customer with the PIN; later requests are inside it. */
void test_open (TestServer *self);
void test_verify (TestServer *self, const char *customer, const char *pin);

/* The store of a server on disk, as another program beside it opens it. */
CordDatabase *test_open_store (TestServer *self);
gint64 test_count_rows (CordDatabase *database, const char *table);
/* What cordboardctl user disable does to the user "agent". */
void test_disable_agent (CordDatabase *database);

const char *test_text (const TestReply *reply, const char *path); /* asserts that it exists */
const char *test_header (const TestReply *reply, const char *name);
void test_assert_status (const TestReply *reply, guint status);
void test_assert_problem (const TestReply *reply, guint status, const char *reason);

#define POPULATION "/tmf-api/productInventory/v4/product"
#define CATALOG "/tmf-api/productCatalogManagement/v4/productOffering"

G_END_DECLS
