/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "store/sqlite/cord-sqlite-database.h"
#include "sync/cord-journal-fixture.h"
#include "sync/journal/cord-journal-key.h"
#include "wire/record/cord-record-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPERATION "01931f00-0000-7000-8000-000000000001"

static char *
last_hash (GVariant *left)
{
  g_autoptr (GVariant) events = cord_value_dup_array (left, "events");
  g_autoptr (GVariant) last = cord_value_dup_at (events, cord_value_length (events) - 1);

  return g_strdup (cord_value_get_string (last, "hash"));
}

static void
test_equality (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) header = NULL;
  g_autoptr (GVariant) vault = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autofree char *head = NULL;
  CordVaultEntry *entry;
  GError *error = NULL;

  g_assert_null (cord_chain_recover (fixture->journal, &error));
  g_assert_no_error (error);
  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  entry = cord_chain_commit_offer (chain, fixture->journal);
  cord_chain_commit_plain (chain, fixture->journal, "call.answered");
  cord_journal_fixture_reopen (fixture);
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  header = cord_value_dup_object (left, "header");
  g_assert_true (cord_value_equal (header, chain->header));
  g_assert_cmpuint (cord_chain_n_events (left), ==, 2);
  head = last_hash (left);
  g_assert_cmpstr (head, ==, chain->head);
  g_assert_false (cord_value_get_boolean (left, "cut"));
  vault = cord_value_dup_array (left, "vault");
  g_assert_cmpuint (cord_value_length (vault), ==, 1);
  kept = cord_value_dup_at (vault, 0);
  g_assert_cmpstr (cord_value_get_string (kept, "ref"), ==, entry->ref);
  g_assert_cmpstr (cord_value_get_string (kept, "salt"), ==, entry->salt);
  value = cord_value_dup (kept, "value");
  g_assert_true (cord_value_equal (value, entry->value));
  cord_vault_entry_free (entry);
}

/* No personal value in plain text, and no other user may read the file. */
static void
test_sealed (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) vault = NULL;
  g_autofree char *contents = NULL;
  GStatBuf status;
  gsize length;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_vault_entry_free (cord_chain_commit_offer (chain, fixture->journal));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, SECRET_PHONE, strlen (SECRET_PHONE)));
  g_assert_null (memmem (contents, length, "13.55", 5));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  /* Moved to somebody else with their own tool: the chain is valid, the values count as erased, the order is not
   * sent. */
  cord_chain_close (g_steal_pointer (&fixture->journal));
  cord_journal_fixture_run (fixture, "UPDATE interaction SET user = 'bob'");
  cord_journal_fixture_reopen (fixture);
  g_test_expect_message ("cord-sync", G_LOG_LEVEL_WARNING, "*cannot be read back*");
  cord_chain_set_user (fixture->journal, "bob");
  g_test_assert_expected_messages ();
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (cord_chain_n_events (left), ==, 2);
  vault = cord_value_dup_array (left, "vault");
  g_assert_cmpuint (cord_value_length (vault), ==, 0);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
}

static void
test_outbox (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (CordIntent) before = NULL;
  g_autoptr (CordIntent) after = NULL;
  g_autoptr (CordIntent) acked = NULL;
  gint64 sequence = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
  before = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_SENT, &sequence, &error));
  g_assert_cmpint (sequence, ==, 1);
  cord_journal_fixture_reopen (fixture);
  after = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_true (g_bytes_equal (before->body, after->body));
  g_assert_cmpstr (after->method, ==, "POST");
  g_assert_cmpstr (after->kind, ==, "order");
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (cord_chain_n_intents (left), ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_SENT, &sequence, &error));
  g_assert_cmpint (sequence, ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
  /* Decided, but without an event yet: after a crash here the intent must be restored, to be sent again. */
  acked = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_nonnull (acked);
  g_assert_true (cord_chain_commit (
      chain, fixture->journal,
      cord_chain_next (chain, "order.refused",
                       cord_value_of_strings ("operation", OPERATION, "reason", "x", "message", "y", NULL)),
      NULL, NULL, &error));
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
  cord_journal_fixture_reopen (fixture);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
  g_assert_false (
      cord_chain_mark (fixture->journal, "01931f00-0000-7000-8000-00000000ffff", CORD_INTENT_SENT, NULL, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

/* An intent and its event are committed together or not at all. */
static void
test_atomic (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (CordChain) other = cord_chain_new ("i-1");
  g_autoptr (CordIntent) intent = cord_chain_intent (OPERATION, "{}");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
  /* The same operation again. */
  g_assert_false (cord_chain_commit (chain, fixture->journal, cord_chain_next (chain, "call.answered", NULL), NULL,
                                     intent, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_clear_error (&error);
  /* A chain that begins again. */
  g_assert_false (
      cord_chain_commit (other, fixture->journal, cord_chain_next (other, "call.answered", NULL), NULL, NULL, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "chain");
  left = cord_chain_recover (fixture->journal, NULL);
  g_assert_cmpuint (cord_chain_n_events (left), ==, 1);
}

static void
test_status (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) first = cord_chain_new ("i-1");
  g_autoptr (CordChain) second = cord_chain_new ("i-2");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) header = NULL;
  g_autoptr (GVariant) rest = NULL;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (first, fixture->journal, &error));
  cord_chain_commit_plain (first, fixture->journal, "call.answered");
  cord_chain_commit_order (first, fixture->journal, OPERATION);
  g_assert_true (cord_chain_begin (second, fixture->journal, &error));
  cord_chain_commit_plain (second, fixture->journal, "call.answered");
  g_assert_true (cord_chain_commit (
      second, fixture->journal,
      cord_chain_next (second, "interaction.parked", cord_value_of_strings ("reason", "x", NULL)), NULL, NULL, &error));
  left = cord_chain_recover (fixture->journal, &error);
  header = cord_value_dup_object (left, "header");
  g_assert_cmpstr (cord_value_get_string (header, "id"), ==, "i-1");
  g_clear_pointer (&left, g_variant_unref);
  {
    CordVaultEntry *entry = cord_vault_entry_new (g_variant_new_string ("the note"));
    g_autoptr (GVariant) reference = cord_value_of_strings ("ref", entry->ref, NULL);
    CordBuilder body;

    cord_builder_init (&body);
    cord_builder_string (&body, "note", "digest");
    cord_builder_value (&body, "words", reference);
    g_assert_true (cord_chain_commit (first, fixture->journal,
                                      cord_chain_next (first, "interaction.closed", cord_builder_end (&body)), entry,
                                      NULL, &error));
    cord_vault_entry_free (entry);
  }
  /* Nothing is open; the order of the closed call is still pending. */
  rest = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  g_assert_false (cord_value_has (rest, "header"));
  g_assert_cmpuint (cord_chain_n_intents (rest), ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
  g_assert_null (cord_chain_recover (fixture->journal, &error));
}

/* Many commits at once keep their order, whatever transaction they share; a refused one stops those that continue
 * it. */
static void
test_order (CordJournalFixture *fixture, gconstpointer data)
{
  enum
  {
    N = 60,
    BAD = 40
  };
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  GAsyncResult *results[N] = { NULL };
  g_autoptr (GVariant) left = NULL;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);

      g_ptr_array_add (events, cord_chain_next (chain, i % 2 == 0 ? "call.held" : "call.resumed", NULL));
      if (i == BAD)
        cord_event_unref (cord_chain_next (chain, "call.ended",
                                           NULL)); /* never committed: the next one does not continue the chain */
      cord_journal_commit_async (CORD_JOURNAL (fixture->journal), "i-1", events, NULL, NULL, NULL, cord_await_store,
                                 &results[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      gboolean done = cord_journal_commit_finish (CORD_JOURNAL (fixture->journal), cord_await (&results[i]), NULL);

      g_assert_cmpint (done, ==, i <= BAD);
      g_object_unref (results[i]);
    }
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (cord_chain_n_events (left), ==, BAD + 1);
}

static void
test_second_opener (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) refused = NULL;

      cord_journal_file_open (fixture->path, "desk-2", CORD_CHAIN_SERVER, fixture->key, fixture->clock, &refused);
      _exit (g_error_matches (refused, CORD_ERROR, CORD_ERROR_CONFLICT)
                     && g_str_equal (cord_error_get_reason (refused), "in-use") && cord_error_get_hint (refused) != NULL
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_null (cord_chain_open (fixture->path, fixture->key, fixture->clock, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
}

static void
test_export (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *path = g_build_filename (fixture->dir, "i-1.call", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (CordRecordFile) record = NULL;
  g_autoptr (GVariant) list = NULL;
  GError *error = NULL;

  cord_journal_fixture_fill (fixture, chain, 4);
  cord_journal_db_export_async (fixture->journal, "i-1", path, NULL, cord_await_store, &result);
  g_assert_true (cord_journal_db_export_finish (fixture->journal, cord_await (&result), &error));
  g_assert_no_error (error);
  record = cord_record_file_read (path, &error);
  g_assert_no_error (error);
  g_assert_true (cord_record_file_verify (record, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (record->events->len, ==, 4);
  g_assert_cmpstr (record->head, ==, chain->head);
  g_assert_cmpuint (cord_value_length (record->vault), ==, 4);
  cord_journal_db_list_async (fixture->journal, NULL, cord_await_store, &listed);
  list = cord_journal_db_list_finish (fixture->journal, cord_await (&listed), &error);
  g_assert_cmpuint (cord_value_length (list), ==, 1);
}

static void
test_purge (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) gone = NULL;
  GError *error = NULL;

  cord_journal_fixture_fill (fixture, chain, 2);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  cord_journal_fixture_run (fixture, "UPDATE interaction SET status = 'closed'");
  cord_clock_advance (fixture->clock, 8 * G_TIME_SPAN_DAY);
  cord_journal_fixture_reopen (fixture);
  cord_journal_db_list_async (fixture->journal, NULL, cord_await_store, &before);
  kept = cord_journal_db_list_finish (fixture->journal, cord_await (&before), &error);
  g_assert_cmpuint (cord_value_length (kept), ==, 1); /* the server does not have it */
  cord_journal_db_uploaded_async (fixture->journal, "i-1", 2, NULL, cord_await_store, &result);
  g_assert_true (cord_journal_db_uploaded_finish (fixture->journal, cord_await (&result), &error));
  g_clear_object (&result);
  g_clear_object (&before);
  cord_journal_fixture_reopen (fixture);
  cord_journal_db_list_async (fixture->journal, NULL, cord_await_store, &after);
  gone = cord_journal_db_list_finish (fixture->journal, cord_await (&after), &error);
  g_assert_cmpuint (cord_value_length (gone), ==, 0);
  g_clear_object (&after);
}

/* Of two events the second waits until the order is decided. */
static void
assert_held_until_decided (CordJournalFixture *fixture)
{
  GError *error = NULL;

  for (guint decided = 0; decided < 2; decided++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (CordJournalBatch) found = NULL;

      cord_journal_db_pending_async (fixture->journal, NULL, NULL, cord_await_store, &result);
      found = cord_journal_db_pending_finish (fixture->journal, cord_await (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpint (found->waiting, ==, 2);
      g_assert_cmpuint (found->expect, ==, 1);
      g_assert_cmpuint (cord_value_length (found->events), ==, 1 + decided);
      g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
    }
}

/* The server accepts orders only while the interaction is open: its end is not uploaded before they are decided. */
static void
test_held_end (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  CordVaultEntry *entry = cord_vault_entry_new (g_variant_new_string ("the note"));
  g_autoptr (GVariant) reference = cord_value_of_strings ("ref", entry->ref, NULL);
  CordBuilder body;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
  cord_builder_init (&body);
  cord_builder_string (&body, "note", "digest");
  cord_builder_value (&body, "words", reference);
  g_assert_true (cord_chain_commit (chain, fixture->journal,
                                    cord_chain_next (chain, "interaction.closed", cord_builder_end (&body)), entry,
                                    NULL, &error));
  cord_vault_entry_free (entry);
  assert_held_until_decided (fixture);
}

/* Nor is it verified any more once it is parked. */
static void
test_held_park (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_chain_commit_order (chain, fixture->journal, OPERATION);
  g_assert_true (cord_chain_commit (
      chain, fixture->journal,
      cord_chain_next (chain, "interaction.parked", cord_value_of_strings ("reason", "x", NULL)), NULL, NULL, &error));
  assert_held_until_decided (fixture);
}

static GBytes *
load_key (CordSignIn *store, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_journal_key_load_async (store, path, NULL, cord_await_store, &result);
  return cord_journal_key_load_finish (cord_await (&result), error);
}

static void
test_key (void)
{
  g_autofree char *dir = cord_await_make_dir ();
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  g_autofree char *file = g_strconcat (path, ".key", NULL);
  g_autoptr (CordSignIn) store = cord_sign_in_memory_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = load_key (store, path, &error);
  g_autoptr (GBytes) second = load_key (store, path, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (first), ==, 32);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_set_contents (file, "short", -1, NULL));
  g_assert_null (load_key (store, path, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_clear_error (&error);
  /* A journal without its key is not opened with a new one. */
  g_unlink (file);
  g_assert_true (g_file_set_contents (path, "something", -1, NULL));
  g_assert_null (load_key (store, path, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "keyring");
  cord_await_remove_dir (g_steal_pointer (&dir));
}

static void
test_foreign (void)
{
  g_autofree char *dir = cord_await_make_dir ();
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (GBytes) key = cord_chain_key (1);
  g_autoptr (CordDatabase) other = cord_sqlite_open (path, CORD_SQLITE_CACHE, NULL);
  const char *const schema[] = { "CREATE TABLE x (y)", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_database_migrate (other, 4711, schema, NULL));
  g_clear_object (&other);
  g_assert_null (cord_chain_open (path, key, clock, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "foreign");
  cord_await_remove_dir (g_steal_pointer (&dir));
}

#define ADD(name, func)                                                                                                \
  g_test_add ("/journal/" name, CordJournalFixture, NULL, cord_journal_fixture_set_up, func,                           \
              cord_journal_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("equality", test_equality);
  ADD ("sealed", test_sealed);
  ADD ("outbox", test_outbox);
  ADD ("atomic", test_atomic);
  ADD ("status", test_status);
  ADD ("order", test_order);
  ADD ("second-opener", test_second_opener);
  ADD ("export", test_export);
  ADD ("purge", test_purge);
  ADD ("held-end", test_held_end);
  ADD ("held-park", test_held_park);
  g_test_add_func ("/journal/key", test_key);
  g_test_add_func ("/journal/foreign", test_foreign);
  return g_test_run ();
}
