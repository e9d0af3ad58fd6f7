/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "sync/cord-journal-fixture.h"

#include "store/sqlite/cord-sqlite-database.h"
#include "sync/journal/cord-journal-salvage.h"
#include "sync/journal/cord-journal-seal.h"
#include "wire/cord-json.h"

#include <glib/gstdio.h>
#include <string.h>

/* Whose calls the journal shows and hands out for sending: docs/reliability.md, "The journal". */

#define OPERATION "0190d2a0-0000-7000-8000-000000000001"
#define SECOND "0190d2a0-0000-7000-8000-000000000002"

static gint64
count_waiting (CordJournalDb *journal, const char *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CordJournalBatch) found = NULL;
  g_autoptr (GError) error = NULL;

  cord_journal_db_pending_async (journal, NULL, NULL, cord_await_store, &result);
  found = cord_journal_db_pending_finish (journal, cord_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->user, ==, user);
  g_assert_true ((found->interaction == NULL) == (found->waiting == 0));
  return found->waiting;
}

static gsize
count_listed (CordJournalDb *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) list = NULL;

  cord_journal_db_list_async (journal, NULL, cord_await_store, &result);
  list = cord_journal_db_list_finish (journal, cord_await (&result), NULL);
  return cord_value_length (list);
}

static CordIntentPlace *
mark_sent (CordJournalDb *journal, const char *operation, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_journal_db_mark_async (journal, operation, CORD_INTENT_SENT, NULL, NULL, cord_await_store, &result);
  return cord_journal_db_mark_finish (journal, cord_await (&result), error);
}

/* Nothing of ada's call can be seen, goes on, or is handed out for sending. */
static void
assert_nothing (CordJournalFixture *fixture, CordChain *chain, const char *user)
{
  g_autofree char *path = g_build_filename (fixture->dir, "stolen.call", NULL);
  g_autoptr (GAsyncResult) exported = NULL;
  g_autoptr (GVariant) left = NULL;
  g_autoptr (CordIntentPlace) place = NULL;
  g_autoptr (GError) error = NULL;

  left = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  g_assert_null (left);
  g_assert_cmpuint (count_listed (fixture->journal), ==, 0);
  g_assert_cmpint (count_waiting (fixture->journal, user), ==, 0);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
  place = mark_sent (fixture->journal, OPERATION, &error);
  g_assert_null (place);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  cord_journal_db_export_async (fixture->journal, chain->id, path, NULL, cord_await_store, &exported);
  g_assert_false (cord_journal_db_export_finish (fixture->journal, cord_await (&exported), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

static void
assert_whole (CordJournalFixture *fixture, gsize n_values)
{
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) vault = NULL;
  g_autoptr (CordIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  left = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cord_chain_n_events (left), ==, 2);
  g_assert_cmpuint (cord_chain_n_intents (left), ==, 1);
  vault = cord_value_dup_array (left, "vault");
  g_assert_cmpuint (cord_value_length (vault), ==, n_values);
  intent = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_nonnull (intent);
}

static void
take_call (CordJournalFixture *fixture, CordChain *chain)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_vault_entry_free (cord_chain_commit_offer (chain, fixture->journal));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
}

static void
test_users (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (CordChain) second = cord_chain_new ("i-2");
  g_autoptr (CordIntentPlace) hers = NULL;
  g_autoptr (CordIntentPlace) his = NULL;
  g_autoptr (GError) error = NULL;

  take_call (fixture, chain);
  cord_chain_set_user (fixture->journal, NULL);
  assert_nothing (fixture, chain, NULL);
  g_assert_false (cord_chain_begin (second, fixture->journal, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_clear_error (&error);
  cord_chain_set_user (fixture->journal, "bob");
  assert_nothing (fixture, chain, "bob");
  g_assert_false (
      cord_chain_commit (chain, fixture->journal, cord_chain_next (chain, "call.held", NULL), NULL, NULL, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cord_chain_begin (second, fixture->journal, &error));
  cord_chain_commit_order (second, fixture->journal, SECOND);
  his = mark_sent (fixture->journal, SECOND, &error);
  g_assert_no_error (error);
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
  hers = mark_sent (fixture->journal, OPERATION, &error);
  g_assert_no_error (error);
  /* Each has a stream without gaps. */
  g_assert_cmpstr (hers->user, ==, CORD_CHAIN_USER);
  g_assert_cmpstr (his->user, ==, "bob");
  g_assert_cmpint (hers->sequence, ==, 1);
  g_assert_cmpint (his->sequence, ==, 1);
  g_assert_cmpstr (hers->device, !=, his->device);
}

/* The answer to an order that was sent before its user left is still noted. */
static void
test_late_answer (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (CordIntentPlace) place = NULL;
  g_autoptr (GError) error = NULL;

  take_call (fixture, chain);
  place = mark_sent (fixture->journal, OPERATION, &error);
  cord_chain_set_user (fixture->journal, "bob");
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
  g_assert_no_error (error);
}

static CordJournalDb *
open_at (CordJournalFixture *fixture, const char *server, GBytes *key, const char *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CordJournalDb *journal;

  cord_journal_db_open_async (fixture->path, NULL, server, key, fixture->clock, NULL, cord_await_store, &result);
  journal = cord_journal_db_open_finish (cord_await (&result), &error);
  g_assert_no_error (error);
  cord_chain_set_user (journal, user);
  return journal;
}

static void
test_servers (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");

  take_call (fixture, chain);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  fixture->journal = open_at (fixture, "https://two.example", fixture->key, CORD_CHAIN_USER);
  assert_nothing (fixture, chain, CORD_CHAIN_USER);
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
}

static char *
find_foreign (CordJournalFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".foreign-") != NULL)
      return g_build_filename (fixture->dir, name, NULL);
  return NULL;
}

/* A journal was copied here from another profile or machine: the same user at the same server, but another desk, and so
 * another key. It is kept beside a new one. */
static void
test_copied (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GBytes) other = cord_chain_key (8);
  g_autofree char *device = g_strdup (cord_journal_db_get_device (fixture->journal));
  g_autofree char *aside = NULL;

  take_call (fixture, chain);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  fixture->journal = open_at (fixture, CORD_CHAIN_SERVER, other, CORD_CHAIN_USER);
  assert_nothing (fixture, chain, CORD_CHAIN_USER);
  g_assert_cmpstr (cord_journal_db_get_device (fixture->journal), !=, device);
  aside = find_foreign (fixture);
  g_assert_nonnull (aside);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  /* At home it is whole. */
  g_assert_cmpint (g_rename (aside, fixture->path), ==, 0);
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
}

/* A damaged check is no proof that the journal is another's. */
static void
test_damaged_check (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");

  take_call (fixture, chain);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  cord_journal_fixture_run (fixture, "UPDATE meta SET key_check = x'00'");
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
}

/* From before calls had an owner */

static void
insert (CordDatabase *database, const char *sql, const char *first, const char *second, GBytes *blob)
{
  g_autoptr (GError) error = NULL;
  CordStatement *statement = cord_database_statement (database, sql, &error);

  g_assert_no_error (error);
  cord_statement_bind_text (statement, 1, first);
  cord_statement_bind_text (statement, 2, second);
  if (blob != NULL)
    cord_statement_bind_blob (statement, 3, blob);
  cord_statement_run (statement, &error);
  g_assert_no_error (error);
}

static void
insert_event (CordDatabase *database, CordEvent *event)
{
  g_autoptr (GVariant) value = cord_event_to_value (event);
  g_autofree char *text = cord_json_write_value (value);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO event (interaction, seq, hash, prev, body) "
                                          "VALUES ('i-1', %u, '%s', ?2, ?1)",
                                          (guint)event->seq, event->hash);

  insert (database, sql, text, event->prev, NULL);
  cord_event_unref (event);
}

static void
write_old (CordJournalFixture *fixture, CordChain *chain)
{
  const char *const body = "{\"a\":13.55}";
  g_autofree char *sql_path
      = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "sql", "sqlite", "desk-001-journal.sql", NULL);
  g_autofree char *sql = NULL;
  g_autofree char *header = cord_json_write_value (chain->header);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  g_autofree char *outbox = g_strdup_printf (
      "INSERT INTO outbox (op_id, stream, seq, kind, method, path, sealed_body, body_sha256, created_utc, state) "
      "VALUES (?1, 'i-1', 7, 'order', 'POST', ?2, ?3, x'%s', 0, 'SENT')",
      digest);
  g_autoptr (CordDatabase) database = cord_sqlite_open (fixture->path, CORD_SQLITE_JOURNAL, NULL);
  g_autoptr (GBytes) value = cord_journal_seal (fixture->key, "vault|i-1|r1|value|desk-1", "\"x\"", 3);
  g_autoptr (GBytes) sealed = cord_journal_seal (fixture->key, "outbox|" OPERATION "|body|desk-1", body, strlen (body));
  const char *migrations[] = { NULL, NULL };

  g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
  migrations[0] = sql;
  g_assert_true (cord_database_migrate (database, CORD_JOURNAL_APPLICATION_ID, migrations, NULL));
  insert (database, "INSERT INTO meta (id, device_id, next_seq) VALUES (1, ?1, 8)", "desk-1", NULL, NULL);
  insert (database, "INSERT INTO interaction (id, place, header, status, begun) VALUES (?1, 1, ?2, 'open', 0)", "i-1",
          header, NULL);
  insert_event (database, cord_chain_next (chain, "call.answered", NULL));
  insert_event (database, cord_chain_next (chain, "call.held", NULL));
  insert (database, "INSERT INTO vault (ref, interaction, place, salt, sealed_value) VALUES (?1, 'i-1', 1, ?2, ?3)",
          "r1", "00", value);
  insert (database, outbox, OPERATION, "/tmf-api/productOrderingManagement/v4/productOrder", sealed);
}

/* The call goes to the user who took it; what was sent keeps its device id and number, as its key is kept under them at
 * the server. */
static void
test_migration (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (CordIntentPlace) before = NULL;
  g_autoptr (CordIntentPlace) after = NULL;
  g_autoptr (GError) error = NULL;

  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_unlink (fixture->path);
  write_old (fixture, chain);
  fixture->journal = open_at (fixture, CORD_CHAIN_SERVER, fixture->key, NULL);
  assert_nothing (fixture, chain, NULL);
  cord_chain_set_user (fixture->journal, "bob");
  assert_nothing (fixture, chain, "bob");
  cord_chain_set_user (fixture->journal, CORD_CHAIN_USER);
  assert_whole (fixture, 1);
  before = mark_sent (fixture->journal, OPERATION, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before->device, ==, "desk-1");
  g_assert_cmpint (before->sequence, ==, 7);
  cord_chain_commit_order (chain, fixture->journal, SECOND);
  after = mark_sent (fixture->journal, SECOND, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->device, !=, "desk-1");
  g_assert_cmpint (after->sequence, ==, 1);
}

/* Values from before calls had an owner are sealed with the journal's key, and prove that the journal is one's own. */
static void
test_damaged_check_before (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");

  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_unlink (fixture->path);
  write_old (fixture, chain);
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  cord_journal_fixture_run (fixture, "UPDATE meta SET key_check = x'00'");
  cord_journal_fixture_reopen (fixture);
  assert_whole (fixture, 1);
}

static void
commit_async (CordJournalDb *journal, CordChain *chain, GAsyncResult **result)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  g_ptr_array_add (events, cord_chain_next (chain, "call.held", NULL));
  cord_journal_commit_async (CORD_JOURNAL (journal), chain->id, events, values, NULL, NULL, cord_await_store, result);
}

/* Commits that wait together share a transaction, and run again one by one when one of them fails: each for the user it
 * was for. */
static void
test_user_changes_meanwhile (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  GAsyncResult *results[12] = { NULL };
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    commit_async (fixture->journal, chain, &results[i]);
  cord_journal_set_user_async (CORD_JOURNAL (fixture->journal), "bob", NULL, cord_await_store, &changed);
  commit_async (fixture->journal, chain, &late);
  g_assert_false (cord_journal_commit_finish (CORD_JOURNAL (fixture->journal), cord_await (&late), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cord_journal_set_user_finish (CORD_JOURNAL (fixture->journal), cord_await (&changed), &error));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_true (cord_journal_commit_finish (CORD_JOURNAL (fixture->journal), cord_await (&results[i]), &error));
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
}

#define ADD(name, func)                                                                                                \
  g_test_add ("/journal-owner/" name, CordJournalFixture, NULL, cord_journal_fixture_set_up, func,                     \
              cord_journal_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("users", test_users);
  ADD ("late-answer", test_late_answer);
  ADD ("servers", test_servers);
  ADD ("copied", test_copied);
  ADD ("damaged-check-before", test_damaged_check_before);
  ADD ("user-changes-meanwhile", test_user_changes_meanwhile);
  ADD ("damaged-check", test_damaged_check);
  ADD ("migration", test_migration);
  return g_test_run ();
}
