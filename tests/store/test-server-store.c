/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-server-store.h"

#include "cord-recording-database.h"
#include "store/cord-credential-store.h"
#include "store/cord-interaction-store.h"
#include "store/cord-lockout-store.h"
#include "store/cord-meta-store.h"
#include "store/cord-operation-store.h"
#include "store/cord-resource-index.h"
#include "store/cord-resource-store.h"
#include "store/cord-sign-in-store.h"
#include "store/cord-spool-store.h"
#include "store/cord-token-store.h"
#include "store/cord-user-store.h"
#include "store/cord-work-store.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The tables of the server, one by one, on a database in memory. */

static CordDatabase *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  CordDatabase *database = cord_recording_database_open_store (&error);

  g_assert_no_error (error);
  return database;
}

static void
test_address (void)
{
  static const char *const bad[] = { "", "sqlite:", "postgresql://x", "/srv/x.db" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordDatabase) database = cord_server_store_open (bad[i], &error);

      g_assert_null (database);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, "store");
    }
}

static void
put (CordDatabase *database, const char *id, const char *document, const char *party, CordPutResult expected)
{
  const char *const columns[] = { "party", party, "party", party, NULL };
  g_autoptr (GError) error = NULL;
  CordPutResult result;

  g_assert_true (cord_resource_store_put (database, "thing", id, document, columns, 5, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, expected);
}

static gboolean
stop_after_first (const CordStoredResource *resource, gpointer user_data)
{
  g_string_append (user_data, resource->id);
  return FALSE;
}

static void
test_resources (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (CordStoredResource) stored = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  gint64 count;
  gboolean there;

  put (database, "a", "{1}", "anna berg", CORD_PUT_CREATED);
  put (database, "b", "{2}", "anna", CORD_PUT_CREATED);
  put (database, "a", "{1}", "anna berg", CORD_PUT_UNCHANGED);
  stored = cord_resource_store_get (database, "thing", "a", NULL);
  g_assert_cmpint (stored->version, ==, 1);
  put (database, "a", "{3}", "bert", CORD_PUT_CHANGED);
  cord_stored_resource_free (stored);
  stored = cord_resource_store_get (database, "thing", "a", NULL);
  g_assert_cmpint (stored->version, ==, 2);
  g_assert_cmpstr (stored->document, ==, "{3}");
  /* The index entries of before a change are removed. */
  found = cord_resource_store_find (database, "thing", "party", "anna berg", NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_true (cord_resource_store_count (database, "thing", &count, NULL));
  g_assert_cmpint (count, ==, 2);
  g_assert_true (cord_resource_index_count (database, "thing", "party", "bert", -1, &count, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (cord_resource_store_each (database, "thing", 1, -1, stop_after_first, seen, NULL));
  g_assert_true (cord_resource_store_each (database, "thing", 0, -1, stop_after_first, seen, NULL));
  g_assert_cmpstr (seen->str, ==, "ba");
  g_assert_true (cord_resource_store_delete (database, "thing", "a", &there, NULL));
  g_assert_true (there);
  g_assert_true (cord_resource_store_delete (database, "thing", "a", &there, NULL));
  g_assert_false (there);
  g_assert_true (cord_resource_index_count (database, "thing", "party", "bert", -1, &count, NULL));
  g_assert_cmpint (count, ==, 0);
}

static void
test_credentials (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  CordStatement *statement;
  gboolean match, row;

  g_assert_true (cord_credential_store_set (database, "party", "pin", "4711", NULL));
  g_assert_true (cord_credential_store_check (database, "party", "pin", "4711", &match, NULL));
  g_assert_true (match);
  g_assert_true (cord_credential_store_check (database, "party", "pin", "4712", &match, NULL));
  g_assert_false (match);
  g_assert_true (cord_credential_store_check (database, "party", "password", "4711", &match, NULL));
  g_assert_false (match);
  g_assert_true (cord_credential_store_check (database, "ghost", "pin", "", &match, NULL));
  g_assert_false (match);
  /* The same PIN of another customer is stored differently, and never in plain text. */
  g_assert_true (cord_credential_store_set (database, "other", "pin", "4711", NULL));
  statement = cord_database_statement (database,
                                       "SELECT count(DISTINCT hash), sum(instr(hash, '4711')) FROM credential", NULL);
  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_cmpint (cord_statement_get_integer (statement, 0), ==, 2);
  g_assert_cmpint (cord_statement_get_integer (statement, 1), ==, 0);
  cord_statement_reset (statement);
  g_assert_true (cord_credential_store_remove (database, "other", NULL));
  g_assert_true (cord_credential_store_check (database, "other", "pin", "4711", &match, NULL));
  g_assert_false (match);
  g_assert_true (cord_credential_store_check (database, "party", "pin", "4711", &match, NULL));
  g_assert_true (match);
}

static void
assert_lockout (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, guint failures, gint64 until)
{
  CordLockout lockout;

  g_assert_true (cord_lockout_store_get (database, subject, now, now - 10, &lockout, NULL));
  g_assert_cmpuint (lockout.failures, ==, failures);
  g_assert_cmpint (lockout.until, ==, until);
}

static void
set_lockout (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, guint failures, gint64 until)
{
  g_assert_true (cord_lockout_store_set (database, subject, now, now - 10, &(CordLockout){ failures, until }, NULL));
}

/* Failures count for ten, locks until their end; the same id with and without a customer is two subjects. */
static void
test_lockouts (void)
{
  static const CordLockoutSubject subjects[] = { { "c", TRUE }, { "c", FALSE } };
  static const CordLockoutSubject other = { "d", TRUE };
  g_autoptr (CordDatabase) database = open_store ();

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      const CordLockoutSubject *subject = &subjects[i];

      assert_lockout (database, subject, 100, 0, 0);
      set_lockout (database, subject, 100, 2, 0);
      assert_lockout (database, subject, 109, 2, 0);
      assert_lockout (database, subject, 110, 0, 0);
      /* The clock was set back. */
      assert_lockout (database, subject, 99, 0, 0);
      set_lockout (database, subject, 100, 0, 150);
      set_lockout (database, &other, 149, 1, 0);
      assert_lockout (database, subject, 149, 0, 150);
      assert_lockout (database, subject, 150, 0, 0);
      set_lockout (database, subject, 200, 1, 0);
      g_assert_true (cord_lockout_store_clear (database, subject, NULL));
      assert_lockout (database, subject, 200, 0, 0);
    }
}

static gint64
thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static gint64
time_check (const char *hash, const CordSecretCost *cost)
{
  gint64 begun = thread_time ();

  g_assert_false (cord_secret_check_password (hash, "wrong", cost));
  return thread_time () - begun;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

/* Whether an account that does not exist takes as long as one that does, within 5 % of the median. */
static gboolean
takes_equal_time (const char *hash, const CordSecretCost *cost)
{
  static gint64 times[2][500];
  gint64 known, unknown;

  for (gsize i = 0; i < G_N_ELEMENTS (times[0]); i++)
    {
      times[0][i] = time_check (hash, cost);
      times[1][i] = time_check (NULL, cost);
    }
  for (gsize i = 0; i < 2; i++)
    qsort (times[i], G_N_ELEMENTS (times[i]), sizeof (gint64), compare_times);
  known = times[0][G_N_ELEMENTS (times[0]) / 2];
  unknown = times[1][G_N_ELEMENTS (times[1]) / 2];
  g_test_message ("known %" G_GINT64_FORMAT " ns, unknown %" G_GINT64_FORMAT " ns", known, unknown);
  return ABS (known - unknown) * 20 < known;
}

/* Less work for one of them shows in every attempt, the noise of a busy machine in some. */
static void
test_equal_time (void)
{
  const CordSecretCost cost = { 1, 1024 * 1024 };
  g_autofree char *hash = cord_secret_hash_password ("right", &cost, NULL);
  guint attempts = 1;

  while (!takes_equal_time (hash, &cost))
    g_assert_cmpuint (++attempts, <=, 5);
}

/* Where an account signed in from, and the unlocks. */
static void
test_sign_ins (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  const gint64 day = G_TIME_SPAN_DAY;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) again = NULL;
  gboolean known, familiar;

  g_assert_true (cord_sign_in_store_look (database, "user", "a", "192.0.2.1", day, &known, &familiar, NULL));
  g_assert_false (known || familiar);
  g_assert_true (cord_sign_in_store_remember (database, "user", "a", "192.0.2.1", day, NULL));
  g_assert_true (cord_sign_in_store_look (database, "user", "a", "192.0.2.1", day, &known, &familiar, NULL));
  g_assert_true (known && familiar);
  g_assert_true (cord_sign_in_store_look (database, "client", "a", "192.0.2.1", day, &known, &familiar, NULL));
  g_assert_true (!known && familiar);
  for (int i = 2; i < 18; i++)
    {
      g_autofree char *address = g_strdup_printf ("192.0.2.%d", i);

      g_assert_true (cord_sign_in_store_remember (database, "user", "a", address, day + i, NULL));
    }
  g_assert_true (cord_sign_in_store_look (database, "user", "a", "192.0.2.1", day, &known, &familiar, NULL));
  g_assert_false (known || familiar);
  g_assert_true (cord_sign_in_store_look (database, "user", "a", "192.0.2.2", 91 * day, &known, &familiar, NULL));
  g_assert_true (known && familiar);
  g_assert_true (cord_sign_in_store_look (database, "user", "a", "192.0.2.2", 92 * day, &known, &familiar, NULL));
  g_assert_false (known || familiar);
  g_assert_true (cord_sign_in_store_unlock (database, "a", NULL));
  g_assert_true (cord_sign_in_store_unlock (database, "a", NULL));
  first = cord_sign_in_store_take_unlocks (database, NULL);
  again = cord_sign_in_store_take_unlocks (database, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpstr (first->pdata[0], ==, "a");
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_keys_stay (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (GBytes) first = cord_meta_store_get_key (database, "k", 32, NULL);
  g_autoptr (GBytes) again = cord_meta_store_get_key (database, "k", 32, NULL);
  g_autoptr (GBytes) other = cord_meta_store_get_key (database, "l", 32, NULL);

  g_assert_true (g_bytes_equal (first, again));
  g_assert_false (g_bytes_equal (first, other));
}

/* Whether a token outlives that the user is made again, as an operator changes a role or a password. */
static void
assert_outlives (CordDatabase *database, const char *role, const char *password, gboolean expected)
{
  g_autoptr (CordToken) token = NULL;

  g_assert_true (cord_token_store_add (database, "refresh", "t", "f", "amina", "agent", 10, NULL));
  g_assert_true (cord_user_store_put (database, "amina", role, password, &CORD_SECRET_COST_LOWEST, 1, NULL));
  token = cord_token_store_get (database, "refresh", "t", NULL);
  g_assert_true ((token != NULL) == expected);
  g_assert_true (cord_token_store_revoke_subject (database, "amina", NULL));
}

static void
test_users (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CordUser) user = NULL;
  g_autoptr (CordUser) client = NULL;
  g_autoptr (CordToken) token = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gboolean found;

  g_assert_true (cord_user_store_put (database, "amina", "agent", "secret", &CORD_SECRET_COST_LOWEST, 1, &error));
  user = cord_user_store_get (database, "amina", NULL);
  g_assert_cmpstr (user->role, ==, "agent");
  g_assert_true (cord_secret_check_password (user->hash, "secret", &CORD_SECRET_COST_LOWEST));
  g_assert_false (cord_secret_check_password (user->hash, "Secret", &CORD_SECRET_COST_LOWEST));
  g_assert_false (cord_secret_check_password (NULL, "secret", &CORD_SECRET_COST_LOWEST));
  g_assert_false (cord_user_store_put (database, "x", "king", "s", &CORD_SECRET_COST_LOWEST, 1, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "role");
  g_clear_error (&error);
  g_assert_false (cord_user_store_put (database, "a b", "agent", "s", &CORD_SECRET_COST_LOWEST, 1, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "name");
  g_assert_true (cord_client_store_put (database, "billing", "s", &CORD_SECRET_COST_LOWEST, 1, NULL));
  client = cord_client_store_get (database, "billing", NULL);
  g_assert_cmpstr (client->role, ==, "system");
  list = cord_user_store_list (database, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  assert_outlives (database, "agent", "secret", TRUE);
  assert_outlives (database, "trainer", "secret", FALSE);
  assert_outlives (database, "trainer", "another", FALSE);
  g_assert_true (cord_token_store_add (database, "access", "t", "f", "amina", "agent", 10, NULL));
  g_assert_true (cord_user_store_set_disabled (database, "amina", TRUE, &found, NULL));
  g_assert_true (found);
  token = cord_token_store_get (database, "access", "t", NULL);
  g_assert_null (token);
  g_assert_true (cord_user_store_set_disabled (database, "ghost", TRUE, &found, NULL));
  g_assert_false (found);
}

static void
test_tokens (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (CordToken) token = NULL;
  g_autoptr (CordToken) used = NULL;
  g_autoptr (CordToken) wrong = NULL;
  g_autoptr (CordToken) gone = NULL;
  g_autofree char *family = NULL;
  CordStatement *statement;
  gboolean row;

  g_assert_true (cord_token_store_add (database, "refresh", "r1", "f", "amina", "agent", 100, NULL));
  g_assert_true (cord_token_store_add (database, "access", "a1", "f", "amina", "agent", 10, NULL));
  statement = cord_database_statement (database, "SELECT count(*) FROM token WHERE hash = 'r1'", NULL);
  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_cmpint (cord_statement_get_integer (statement, 0), ==, 0);
  cord_statement_reset (statement);
  wrong = cord_token_store_get (database, "access", "r1", NULL);
  g_assert_null (wrong);
  token = cord_token_store_get (database, "refresh", "r1", NULL);
  g_assert_false (token->used);
  g_assert_true (cord_token_store_use (database, "r1", NULL));
  used = cord_token_store_get (database, "refresh", "r1", NULL);
  g_assert_true (used->used);
  family = cord_token_store_find_family (database, "a1", NULL);
  g_assert_cmpstr (family, ==, "f");
  g_assert_true (cord_token_store_purge (database, 50, NULL));
  gone = cord_token_store_get (database, "access", "a1", NULL);
  g_assert_null (gone);
  g_assert_true (cord_token_store_revoke_family (database, "f", NULL));
  gone = cord_token_store_get (database, "refresh", "r1", NULL);
  g_assert_null (gone);
}

static void
add_call (CordDatabase *database, const char *id, const char *user, gint64 opened)
{
  CordStoredInteraction row
      = { (char *)id, (char *)user, (char *)"phone", (char *)"inbound", (char *)"plan-change", (char *)"eu" };
  g_autoptr (GError) error = NULL;

  row.opened = opened;
  g_assert_true (cord_interaction_store_add (database, &row, &error)
                 && cord_interaction_store_set_level (database, id, "C1", 2, opened, &error));
  g_assert_no_error (error);
}

static void
assert_open (CordDatabase *database, const char *user, const char *expected)
{
  g_autoptr (GPtrArray) open = cord_interaction_store_find_open (database, user, NULL);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < open->len; i++)
    g_string_append (ids, ((CordStoredInteraction *)g_ptr_array_index (open, i))->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_level (CordDatabase *database, const char *id, gint64 level, gint64 active)
{
  g_autoptr (CordStoredInteraction) stored = cord_interaction_store_get (database, id, NULL);

  g_assert_cmpint (stored->level, ==, level);
  g_assert_cmpint (stored->active, ==, active);
  g_assert_cmpstr (stored->customer, ==, "C1");
}

/* Which are open, and how long a verification holds. */
static void
test_calls (void)
{
  g_autoptr (CordDatabase) database = open_store ();

  add_call (database, "c", "amina", 30);
  add_call (database, "a", "amina", 100);
  add_call (database, "b", "amina", 100);
  add_call (database, "d", "bert", 1);
  assert_open (database, "amina", "cab");
  g_assert_true (cord_interaction_store_set_state (database, "a", "parked", 200, NULL));
  g_assert_true (cord_interaction_store_set_state (database, "b", "closed", 200, NULL));
  assert_open (database, "amina", "c");
  assert_level (database, "a", 0, 100);
  assert_level (database, "b", 0, 100);
  g_assert_true (cord_interaction_store_set_active (database, "c", 129, 100, NULL));
  assert_level (database, "c", 2, 129);
  g_assert_true (cord_interaction_store_set_active (database, "c", 30, 100, NULL));
  assert_level (database, "c", 2, 30);
  g_assert_true (cord_interaction_store_set_active (database, "c", 130, 100, NULL));
  assert_level (database, "c", 0, 130);
  g_assert_true (cord_interaction_store_set_level (database, "c", "C1", 3, 131, NULL));
  g_assert_true (cord_interaction_store_set_active (database, "c", 31, 100, NULL));
  assert_level (database, "c", 0, 31);
}

static void
test_events (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  CordStoredInteraction row
      = { (char *)"i", (char *)"amina", (char *)"phone", (char *)"inbound", (char *)"plan-change", (char *)"eu" };
  g_autoptr (CordStoredInteraction) stored = NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 next;
  static const char *const forbidden[] = { "UPDATE event SET document = 'x'", "DELETE FROM event" };

  g_assert_true (cord_interaction_store_add (database, &row, NULL));
  g_assert_true (cord_event_store_append (database, "i", 1, "call.answered", "h1", "{}", 5, NULL));
  g_assert_false (cord_event_store_append (database, "i", 1, "call.answered", "h2", "{}", 5, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_true (cord_event_store_append (database, "i", 2, "call.ended", "h2", "[]", 6, NULL));
  stored = cord_interaction_store_get (database, "i", NULL);
  g_assert_cmpint (stored->seq, ==, 2);
  g_assert_cmpstr (stored->head, ==, "h2");
  g_assert_true (cord_event_store_read (database, "i", 2, 9, 1000, documents, &next, NULL));
  g_assert_cmpuint (documents->len, ==, 1);
  g_assert_cmpint (next, ==, 3);
  g_assert_true (cord_event_store_read (database, "i", 1, 2, 1, documents, &next, NULL));
  g_assert_cmpuint (documents->len, ==, 2);
  g_assert_cmpint (next, ==, 2);
  g_assert_true (cord_event_store_read (database, "i", 3, 2, 1000, documents, &next, NULL));
  g_assert_cmpuint (documents->len, ==, 2);
  g_assert_cmpint (next, ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    g_assert_false (cord_statement_run (cord_database_statement (database, forbidden[i], NULL), NULL));
}

static void
test_operations (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (GBytes) hash = g_bytes_new_static ("hash", 4);
  g_autoptr (CordOperation) stored = NULL;
  g_autoptr (CordOperation) forgotten = NULL;
  g_autoptr (GError) error = NULL;
  gboolean claimed, placed;
  gint64 oldest;

  g_assert_true (cord_operation_store_find_oldest (database, &oldest, NULL));
  g_assert_cmpint (oldest, ==, G_MAXINT64);
  g_assert_true (cord_operation_store_claim (database, "d", "k", 4, hash, "amina", 10, &claimed, NULL));
  g_assert_true (claimed);
  g_assert_true (cord_operation_store_decide (database, "d", "k", 201, "ETag: \"1\"\n", "{}", NULL));
  g_assert_true (cord_operation_store_claim (database, "d", "k", 4, hash, "amina", 11, &claimed, NULL));
  g_assert_false (claimed);
  /* The same key from another device is another key. */
  g_assert_true (cord_operation_store_claim (database, "e", "k", 0, hash, "amina", 30, &claimed, NULL));
  g_assert_true (claimed);
  stored = cord_operation_store_get (database, "d", "k", NULL);
  g_assert_cmpuint (stored->status, ==, 201);
  g_assert_true (g_bytes_equal (stored->request, hash));
  g_assert_true (cord_operation_store_add_tombstone (database, "d", "k", "amina", 12, &placed, NULL));
  g_assert_false (placed);
  /* After their outcomes are deleted, operations are refused, not carried out again. */
  g_assert_true (cord_operation_store_purge (database, 20, 10, NULL));
  forgotten = cord_operation_store_get (database, "d", "k", NULL);
  g_assert_null (forgotten);
  g_assert_false (cord_operation_store_claim (database, "d", "k", 4, hash, "amina", 40, &claimed, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "operation-expired");
  g_assert_true (cord_operation_store_find_oldest (database, &oldest, NULL));
  g_assert_cmpint (oldest, ==, 30);
}

/* A purge of a few takes the oldest; what is left is still answered, whatever its sequence number. */
static void
test_purge_by_pieces (void)
{
  static const struct
  {
    const char *id;
    gint64 sequence;
    gint64 created;
  } rows[] = { { "a", 7, 1 }, { "b", 0, 2 }, { "c", 3, 3 }, { "d", 9, 4 } };
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (GError) error = NULL;
  gboolean claimed;
  gint64 oldest;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (cord_operation_store_claim (database, "d", rows[i].id, rows[i].sequence, NULL, "amina",
                                               rows[i].created, &claimed, NULL));
  for (gint64 left = 2; left <= 4; left++)
    {
      g_assert_true (cord_operation_store_purge (database, 4, 1, NULL));
      g_assert_true (cord_operation_store_find_oldest (database, &oldest, NULL));
      g_assert_cmpint (oldest, ==, left);
    }
  g_assert_true (cord_operation_store_purge (database, 4, 1, NULL));
  g_assert_true (cord_operation_store_claim (database, "d", "d", 9, NULL, "amina", 5, &claimed, NULL));
  g_assert_false (claimed);
  /* The highest of the purged numbers counts, not the last one. */
  g_assert_false (cord_operation_store_claim (database, "d", "e", 7, NULL, "amina", 5, &claimed, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "operation-expired");
  g_assert_true (cord_operation_store_claim (database, "d", "f", 8, NULL, "amina", 5, &claimed, NULL));
}

static void
test_work (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  CordWork one = { (char *)"o1", (char *)"p1", 20, 20, (char *)"{}" };
  CordWork same = { (char *)"o2", (char *)"p1", 10, 10, (char *)"{}" };
  CordWork early = { (char *)"o3", (char *)"p3", 10, 10, (char *)"{}" };
  g_autoptr (CordWork) due = NULL;
  g_autoptr (CordWork) nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordWork) pending = NULL;
  g_autoptr (CordWork) along = NULL;

  g_assert_true (cord_work_store_add (database, &one, NULL));
  g_assert_false (cord_work_store_add (database, &same, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_true (cord_work_store_add (database, &early, NULL));
  pending = cord_work_store_find_product (database, "p1", NULL);
  g_assert_cmpstr (pending->id, ==, "o1");
  g_assert_true (cord_work_store_add_product (database, "o1", "p2", NULL));
  g_assert_false (cord_work_store_add_product (database, "o3", "p2", NULL));
  along = cord_work_store_find_product (database, "p2", NULL);
  g_assert_cmpstr (along->id, ==, "o1");
  g_assert_cmpstr (along->product, ==, "p1");
  nothing = cord_work_store_next_due (database, 9, NULL);
  g_assert_null (nothing);
  due = cord_work_store_next_due (database, 30, NULL);
  g_assert_cmpstr (due->id, ==, "o3");
  g_assert_true (cord_work_store_remove (database, "o3", NULL));
  cord_work_free (due);
  due = cord_work_store_next_due (database, 30, NULL);
  g_assert_cmpstr (due->id, ==, "o1");
  g_assert_true (cord_work_store_remove (database, "o1", NULL));
  g_clear_pointer (&along, cord_work_free);
  along = cord_work_store_find_product (database, "p2", NULL);
  g_assert_null (along);
}

/* One replaces another, and that replaces a third; they return one by one, and a chain is deleted as a whole. */
static void
test_superseded_work (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  CordWork first = { (char *)"o1", (char *)"p", 20, 5, (char *)"{\"a\":1}" };
  CordWork second = { (char *)"o2", (char *)"p", 30, 6, (char *)"{}" };
  CordWork third = { (char *)"o3", (char *)"p", 40, 7, (char *)"{}" };
  g_autofree char *resource = NULL;
  g_autoptr (CordWork) older = NULL;
  g_autoptr (CordWork) back = NULL;
  g_autoptr (CordWork) gone = NULL;

  g_assert_true (cord_work_store_add (database, &first, NULL));
  g_assert_true (cord_work_store_supersede (database, "o1", "o2", "{\"id\":\"o1\"}", NULL));
  g_assert_true (cord_work_store_add (database, &second, NULL));
  g_assert_true (cord_work_store_supersede (database, "o2", "o3", "{}", NULL));
  g_assert_true (cord_work_store_add (database, &third, NULL));
  older = cord_work_store_get_superseded (database, "o2", &resource, NULL);
  g_assert_cmpstr (older->id, ==, "o1");
  g_assert_cmpstr (resource, ==, "{\"id\":\"o1\"}");
  g_assert_true (cord_work_store_remove (database, "o3", NULL));
  g_assert_true (cord_work_store_restore (database, "o3", NULL));
  g_assert_true (cord_work_store_remove (database, "o2", NULL));
  g_assert_true (cord_work_store_restore (database, "o2", NULL));
  back = cord_work_store_get (database, "o1", NULL);
  g_assert_cmpstr (back->product, ==, "p");
  g_assert_cmpint (back->due, ==, 20);
  g_assert_cmpint (back->undo_until, ==, 5);
  g_assert_cmpstr (back->document, ==, "{\"a\":1}");
  g_assert_true (cord_work_store_supersede (database, "o1", "o2", "{}", NULL));
  g_assert_true (cord_work_store_add (database, &second, NULL));
  g_assert_true (cord_work_store_supersede (database, "o2", "o3", "{}", NULL));
  g_assert_true (cord_work_store_forget (database, "o3", NULL));
  gone = cord_work_store_get_superseded (database, "o2", NULL, NULL);
  g_assert_null (gone);
  g_assert_true (cord_work_store_restore (database, "o3", NULL));
}

static void
test_spool (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (GBytes) mime = g_bytes_new_static ("To: a\r\n", 7);
  g_autoptr (GBytes) found = NULL;
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;

  g_assert_true (cord_spool_store_add (database, "m", "email", "a", mime, 1, NULL));
  id = cord_spool_store_next (database, &found, NULL);
  g_assert_cmpstr (id, ==, "m");
  g_assert_true (g_bytes_equal (found, mime));
  g_assert_true (cord_spool_store_set_written (database, "m", NULL));
  g_clear_pointer (&found, g_bytes_unref);
  next = cord_spool_store_next (database, &found, NULL);
  g_assert_null (next);
}

/* What a store does arrives at the database behind the interface. */
static void
test_interface (void)
{
  g_autoptr (CordDatabase) inner = cord_server_store_open ("memory", NULL);
  g_autoptr (CordDatabase) database = cord_recording_database_new (inner);
  g_autofree char *found = NULL;
  guint statements, steps;

  g_assert_true (cord_meta_store_set (database, "a", "1", NULL));
  g_assert_true (cord_meta_store_set (database, "a", "2", NULL));
  cord_recording_database_count (database, &statements, &steps);
  g_assert_cmpuint (statements, ==, 1);
  g_assert_cmpuint (steps, ==, 2);
  found = cord_meta_store_get (inner, "a", NULL);
  g_assert_cmpstr (found, ==, "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/server/interface", test_interface);
  g_test_add_func ("/store/server/address", test_address);
  g_test_add_func ("/store/server/resources", test_resources);
  g_test_add_func ("/store/server/credentials", test_credentials);
  g_test_add_func ("/store/server/lockouts", test_lockouts);
  g_test_add_func ("/store/server/keys-stay", test_keys_stay);
  g_test_add_func ("/store/server/equal-time", test_equal_time);
  g_test_add_func ("/store/server/sign-ins", test_sign_ins);
  g_test_add_func ("/store/server/users", test_users);
  g_test_add_func ("/store/server/tokens", test_tokens);
  g_test_add_func ("/store/server/calls", test_calls);
  g_test_add_func ("/store/server/events", test_events);
  g_test_add_func ("/store/server/operations", test_operations);
  g_test_add_func ("/store/server/purge-by-pieces", test_purge_by_pieces);
  g_test_add_func ("/store/server/work", test_work);
  g_test_add_func ("/store/server/superseded-work", test_superseded_work);
  g_test_add_func ("/store/server/spool", test_spool);
  return g_test_run ();
}
