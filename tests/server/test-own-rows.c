/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-recording-database.h"

#include "server/resource/cord-engine.h"
#include "server/resource/cord-list-budget.h"
#include "store/cord-server-store.h"

#include <string.h>

/* Whether an agent can learn of a customer who is not verified, by asking for what is hidden. Not by the clock, which
 * proves nothing: the answer, and every step the store makes for it, must be the same for a guess that hits and one
 * that misses. CORD_CUSTOMERS sets how many customers there are; with 7043 or a million of them it takes the same
 * steps. */

#define CUSTOMERS 200
#define GUESSES 40

typedef struct
{
  CordDatabase *database;
  CordCore *core;
  CordRequest *request;
  guint customers;
} Fixture;

static void
put (Fixture *self, const char *type, const char *id, const char *document, const char *const *columns)
{
  g_autoptr (GError) error = NULL;

  cord_resource_store_put (self->database, type, id, document, columns, 5, NULL, &error);
  g_assert_no_error (error);
}

/* The customer's, and the party, the account and the product that are theirs. */
static void
put_customer (Fixture *self, guint n)
{
  g_autofree char *id = g_strdup_printf ("c%u", n);
  g_autofree char *party = g_strdup_printf ("p%u", n);
  g_autofree char *account = g_strdup_printf ("a%u", n);
  g_autofree char *product = g_strdup_printf ("line%u", n);
  g_autofree char *name = g_strdup_printf ("Name %u", n);
  g_autofree char *secret = g_strdup_printf ("%u", 1000 + n * 7919 % 9000);
  g_autofree char *customer = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"engagedParty\":{\"id\":\"%s\"},\"birth\":\"%s\"}", id, name, party, secret);
  g_autofree char *individual
      = g_strdup_printf ("{\"id\":\"%s\",\"familyName\":\"%s\",\"birth\":\"%s\"}", party, name, secret);
  g_autofree char *billing = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}]}", account, name, id);
  g_autofree char *line
      = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"price\":%s,\"billingAccount\":{\"id\":\"%s\"}}", product,
                         name, secret, account);

  put (self, "customer", id, customer, (const char *const[]){ "name", name, "engagedParty.id", party, NULL });
  put (self, "individual", party, individual, (const char *const[]){ "familyName", name, NULL });
  put (self, "billingAccount", account, billing, (const char *const[]){ "name", name, "relatedParty.id", id, NULL });
  put (self, "product", product, line, (const char *const[]){ "name", name, "billingAccount.id", account, NULL });
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordSettings) settings = cord_settings_new ();
  g_autoptr (CordDatabase) inner = cord_server_store_open ("memory", NULL);
  const char *customers = g_getenv ("CORD_CUSTOMERS");

  self->customers = customers != NULL ? (guint)g_ascii_strtoull (customers, NULL, 10) : CUSTOMERS;
  self->database = cord_recording_database_new (inner);
  g_free (settings->policy_dir);
  settings->policy_dir = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  settings->slice = G_TIME_SPAN_MINUTE;
  self->core = cord_core_new (self->database, clock, settings);
  cord_list_budget_new (self->core, CORD_LIST_TIME_MAX, CORD_LIST_SIZE_MAX);
  g_assert_true (cord_database_begin (self->database, NULL));
  for (guint n = 1; n <= self->customers; n++)
    put_customer (self, n);
  g_assert_true (cord_database_commit (self->database, NULL));
  self->request = g_new0 (CordRequest, 1);
  self->request->core = self->core;
  self->request->role = g_strdup ("agent");
  self->request->subject = g_strdup ("agent");
  self->request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  cord_request_free (self->request);
  cord_core_free (self->core);
  g_object_unref (self->database);
}

/* The agent's own call, in which the last customer is verified. */
static void
verify (Fixture *self)
{
  CordStoredInteraction *interaction = g_new0 (CordStoredInteraction, 1);

  interaction->policy = g_strdup ("none");
  interaction->customer = g_strdup_printf ("c%u", self->customers);
  interaction->level = CORD_LEVEL_R2;
  self->request->interaction = interaction;
}

/* All that reaches the caller, and the steps that the store made for it. */
static char *
ask (Fixture *self, const char *type, const char *id, const char *query)
{
  CordHandler handler = id != NULL ? cord_engine_get : cord_engine_list;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordReply) reply = NULL;
  g_autofree char *headers = NULL;
  guint before, after, statements;

  g_free (self->request->id);
  g_free (self->request->query);
  g_free (self->request->path);
  self->request->type = cord_resource_type_find (type);
  self->request->id = g_strdup (id);
  self->request->query = g_strdup (query);
  self->request->path = cord_resource_type_path (type, id);
  cord_recording_database_count (self->database, &statements, &before);
  reply = handler (self->request, &error);
  if (reply == NULL)
    reply = cord_reply_new_error (error);
  cord_recording_database_count (self->database, &statements, &after);
  g_assert_null (reply->work);
  headers = cord_reply_dup_headers (reply);
  return g_strdup_printf ("%u %s %s, %u steps", reply->status, headers, reply->body, after - before);
}

static void
assert_silent (Fixture *self, const char *type, const char *id, const char *query, const char *wrong_id,
               const char *wrong_query)
{
  g_autofree char *hit = ask (self, type, id, query);
  g_autofree char *miss = ask (self, type, wrong_id, wrong_query);

  if (!g_str_equal (hit, miss))
    g_error ("%s: a guess that hits (%s) is answered by\n%s\nand one that misses by\n%s", type,
             query != NULL ? query : id, hit, miss);
}

/* Guesses of the member @path: its value, and one that nobody has but that compares alike with what the verified
 * customer has, whose own row they may well tell. */
static void
guess (Fixture *self, const char *type, const char *path, const char *value, const char *wrong)
{
  static const char *const forms[]
      = { "%s=%s", "%s.eq=%s", "%s.gte=%s", "%s.lt=%s", "%s.regex=^%s$", "%s=%s,x&x=", "sort=%s&x=%s" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 3);
      g_autofree char *query = g_strconcat (parts[0], path, parts[1], value, parts[2], NULL);
      g_autofree char *other = g_strconcat (parts[0], path, parts[1], wrong, parts[2], NULL);

      assert_silent (self, type, NULL, query, NULL, other);
    }
}

static void
guess_all (Fixture *self)
{
  for (guint n = 1; n <= GUESSES; n++)
    {
      g_autofree char *name = g_strdup_printf ("Name%%20%u", n);
      g_autofree char *id = g_strdup_printf ("c%u", n);
      g_autofree char *party = g_strdup_printf ("p%u", n);
      g_autofree char *line = g_strdup_printf ("line%u", n);
      g_autofree char *account = g_strdup_printf ("a%u", n);
      g_autofree char *birth = g_strdup_printf ("%u", 1000 + n * 7919 % 9000);
      g_autofree char *no_id = g_strconcat (id, "%20", NULL);
      g_autofree char *no_name = g_strconcat (name, "%20", NULL);
      g_autofree char *no_account = g_strconcat (account, "%20", NULL);
      g_autofree char *no_birth = g_strconcat (birth, ".5", NULL);

      guess (self, "customer", "id", id, no_id);
      guess (self, "customer", "name", name, no_name);
      guess (self, "customer", "birth", birth, no_birth);
      guess (self, "individual", "familyName", name, no_name);
      guess (self, "individual", "birth", birth, no_birth);
      guess (self, "billingAccount", "relatedParty.id", id, no_id);
      guess (self, "product", "billingAccount.id", account, no_account);
      guess (self, "product", "price", birth, no_birth);
      assert_silent (self, "customer", id, NULL, "nobody", NULL);
      assert_silent (self, "individual", party, NULL, "nobody", NULL);
      assert_silent (self, "billingAccount", account, "fields=name", "nobody", "fields=name");
      assert_silent (self, "product", line, NULL, "nobody", NULL);
      assert_silent (self, "accountHistory", account, NULL, "nobody", NULL);
    }
}

static void
test_unverified (Fixture *self, gconstpointer data)
{
  guess_all (self);
}

static void
test_verified (Fixture *self, gconstpointer data)
{
  verify (self);
  guess_all (self);
}

/* Before verification there is nothing that the store could be asked. */
static void
test_store_is_not_asked (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = {
    NULL, "id=c1", "name=Name%201", "birth.gt=1", "sort=-birth,name", "offset=2&limit=2&sort=name", "fields=none"
  };
  static const char *const types[] = { "customer", "individual", "billingAccount", "product", "quote", "customerBill" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (queries); j++)
      {
        g_autofree char *answer = ask (self, types[i], NULL, queries[j]);

        g_assert_true (g_str_has_prefix (answer, "200 "));
        g_assert_true (g_str_has_suffix (answer, " [], 0 steps"));
      }
}

static void
assert_told (Fixture *self, const char *type, const char *id, const char *query)
{
  g_autofree char *mark = g_strdup_printf ("Name %u\"", self->customers);
  g_autofree char *answer = ask (self, type, id, query);

  if (!g_str_has_prefix (answer, "200 ") || strstr (answer, mark) == NULL)
    g_error ("%s %s %s: %s", type, id != NULL ? id : "", query != NULL ? query : "", answer);
}

/* What the verified customer has is found by every way that leads to it, and costs a few steps. */
static void
test_own (Fixture *self, gconstpointer data)
{
  static const char *const types[][2]
      = { { "customer", "c" }, { "individual", "p" }, { "billingAccount", "a" }, { "product", "line" } };

  verify (self);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", types[i][1], self->customers);
      g_autofree char *named = g_strdup_printf ("id=%s&sort=name", id);
      g_autofree char *answer = ask (self, types[i][0], NULL, "name.regex=x");
      const char *steps = strrchr (answer, ',');

      assert_told (self, types[i][0], id, NULL);
      assert_told (self, types[i][0], NULL, NULL);
      assert_told (self, types[i][0], NULL, named);
      g_assert_cmpuint (g_ascii_strtoull (steps + 2, NULL, 10), <, 20);
    }
}

/* One that is named in another role is found on the way, and not told. */
static void
test_another_role (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup_printf ("c%u", self->customers);
  g_autofree char *document = g_strdup_printf (
      "{\"id\":\"shared\",\"relatedParty\":[{\"id\":\"%s\",\"role\":\"payer\"},{\"id\":\"c1\",\"role\":\"customer\"}]}",
      id);
  g_autofree char *listed = NULL;

  put (self, "product", "shared", document,
       (const char *const[]){ "relatedParty.id", id, "relatedParty.id", "c1", NULL });
  verify (self);
  listed = ask (self, "product", NULL, NULL);
  g_assert_null (strstr (listed, "shared"));
  g_assert_nonnull (strstr (listed, "X-Total-Count: 1"));
  assert_told (self, "product", NULL, NULL);
  {
    g_autofree char *shared = ask (self, "product", "shared", NULL);
    g_autofree char *nothing = ask (self, "product", "nobody", NULL);

    g_assert_true (g_str_has_prefix (shared, "404 "));
    g_assert_cmpmem (shared, (gsize)(strrchr (shared, ',') - shared), nothing,
                     (gsize)(strrchr (nothing, ',') - nothing));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/own-rows/unverified", Fixture, NULL, set_up, test_unverified, tear_down);
  g_test_add ("/server/own-rows/verified", Fixture, NULL, set_up, test_verified, tear_down);
  g_test_add ("/server/own-rows/store-is-not-asked", Fixture, NULL, set_up, test_store_is_not_asked, tear_down);
  g_test_add ("/server/own-rows/own", Fixture, NULL, set_up, test_own, tear_down);
  g_test_add ("/server/own-rows/another-role", Fixture, NULL, set_up, test_another_role, tear_down);
  return g_test_run ();
}
