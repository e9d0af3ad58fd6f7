/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE 1 /* memmem */
#include "sync/cord-await.h"
#include "sync/cord-chain.h"
#include "sync/cord-journal-key.h"
#include "sync/cord-journal-salvage.h"
#include "wire/cord-json.h"
#include "wire/cord-record-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPERATION "01931f00-0000-7000-8000-000000000001"
#define SECRET_PHONE "+491713920001"

typedef struct
{
  char *dir;
  char *path;
  CordClock *clock;
  GBytes *key;
  CordJournalDb *journal;
} Fixture;

static void
reopen (Fixture *fixture)
{
  GError *error = NULL;

  if (fixture->journal != NULL)
    cord_chain_close (fixture->journal);
  fixture->journal = cord_chain_open (fixture->path, fixture->key, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = cord_await_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "journal.db", NULL);
  fixture->clock = cord_clock_new_fixed (1700000000 * G_TIME_SPAN_SECOND);
  fixture->key = cord_chain_key (7);
  reopen (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->journal != NULL)
    cord_chain_close (fixture->journal);
  g_bytes_unref (fixture->key);
  g_object_unref (fixture->clock);
  g_free (fixture->path);
  cord_await_remove_dir (fixture->dir);
}

static CordVaultEntry *
commit_offer (CordChain *chain, CordJournalDb *journal)
{
  CordVaultEntry *entry = cord_vault_entry_new (g_variant_new_string (SECRET_PHONE));
  g_autoptr (GVariant) reference = cord_value_of_strings ("ref", entry->ref, NULL);
  CordBuilder body;
  GError *error = NULL;

  cord_builder_init (&body);
  cord_builder_string (&body, "channel", "phone");
  cord_builder_string (&body, "direction", "inbound");
  cord_builder_value (&body, "phone", reference);
  g_assert_true (cord_chain_commit (chain, journal, cord_chain_next (chain, "call.offered", cord_builder_end (&body)), entry, NULL, &error));
  g_assert_no_error (error);
  return entry;
}

static void
commit_plain (CordChain *chain, CordJournalDb *journal, const char *type)
{
  GError *error = NULL;

  g_assert_true (cord_chain_commit (chain, journal, cord_chain_next (chain, type, NULL), NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
commit_order (CordChain *chain, CordJournalDb *journal, const char *operation)
{
  g_autoptr (CordIntent) intent = cord_chain_intent (operation, "{\"a\":13.55}");
  CordEvent *event = cord_chain_next (chain, "order.queued", cord_value_of_strings ("operation", operation, "seal", "ab", NULL));
  GError *error = NULL;

  g_assert_true (cord_chain_commit (chain, journal, event, NULL, intent, &error));
  g_assert_no_error (error);
}

static gsize
n_events (GVariant *left)
{
  g_autoptr (GVariant) events = cord_value_dup_array (left, "events");

  return cord_value_length (events);
}

static gsize
n_intents (GVariant *left)
{
  g_autoptr (GVariant) intents = cord_value_dup_array (left, "intents");

  return cord_value_length (intents);
}

static char *
last_hash (GVariant *left)
{
  g_autoptr (GVariant) events = cord_value_dup_array (left, "events");
  g_autoptr (GVariant) last = cord_value_dup_at (events, cord_value_length (events) - 1);

  return g_strdup (cord_value_get_string (last, "hash"));
}

static void
test_equality (Fixture *fixture, gconstpointer data)
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
  entry = commit_offer (chain, fixture->journal);
  commit_plain (chain, fixture->journal, "call.answered");
  reopen (fixture);
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  header = cord_value_dup_object (left, "header");
  g_assert_true (cord_value_equal (header, chain->header));
  g_assert_cmpuint (n_events (left), ==, 2);
  head = last_hash (left);
  g_assert_cmpstr (head, ==, chain->head);
  g_assert_false (cord_value_has (left, "cut"));
  vault = cord_value_dup_array (left, "vault");
  g_assert_cmpuint (cord_value_length (vault), ==, 1);
  kept = cord_value_dup_at (vault, 0);
  g_assert_cmpstr (cord_value_get_string (kept, "ref"), ==, entry->ref);
  g_assert_cmpstr (cord_value_get_string (kept, "salt"), ==, entry->salt);
  value = cord_value_dup (kept, "value");
  g_assert_true (cord_value_equal (value, entry->value));
  cord_vault_entry_free (entry);
}

/* Nothing personal in the clear, and nobody else may read the file. */
static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) vault = NULL;
  g_autofree char *contents = NULL;
  GStatBuf status;
  gsize length;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  cord_vault_entry_free (commit_offer (chain, fixture->journal));
  commit_order (chain, fixture->journal, OPERATION);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, SECRET_PHONE, strlen (SECRET_PHONE)));
  g_assert_null (memmem (contents, length, "13.55", 5));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  /* With another key: the chain holds, the values are as good as erased, and the order is not sent. */
  g_bytes_unref (fixture->key);
  fixture->key = cord_chain_key (8);
  g_test_expect_message ("cord-sync", G_LOG_LEVEL_WARNING, "*cannot be read back*");
  reopen (fixture);
  g_test_assert_expected_messages ();
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (n_events (left), ==, 2);
  vault = cord_value_dup_array (left, "vault");
  g_assert_cmpuint (cord_value_length (vault), ==, 0);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
}

static void
test_outbox (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (CordIntent) before = NULL;
  g_autoptr (CordIntent) after = NULL;
  g_autoptr (CordIntent) acked = NULL;
  gint64 sequence = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  commit_order (chain, fixture->journal, OPERATION);
  before = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_SENT, &sequence, &error));
  g_assert_cmpint (sequence, ==, 1);
  reopen (fixture);
  after = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_true (g_bytes_equal (before->body, after->body));
  g_assert_cmpstr (after->method, ==, "POST");
  g_assert_cmpstr (after->kind, ==, "order");
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (n_intents (left), ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_SENT, &sequence, &error));
  g_assert_cmpint (sequence, ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
  /* Decided, but no event tells it yet: a crash here must bring the intent back, for its replay. */
  acked = cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION);
  g_assert_nonnull (acked);
  g_assert_true (cord_chain_commit (chain, fixture->journal,
                                    cord_chain_next (chain, "order.refused", cord_value_of_strings ("operation", OPERATION, "reason", "x", "message", "y", NULL)),
                                    NULL, NULL, &error));
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
  reopen (fixture);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), OPERATION));
  g_assert_false (cord_chain_mark (fixture->journal, "01931f00-0000-7000-8000-00000000ffff", CORD_INTENT_SENT, NULL, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

/* An intent and the event that explains it stand or fall together. */
static void
test_atomic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (CordChain) other = cord_chain_new ("i-1");
  g_autoptr (CordIntent) intent = cord_chain_intent (OPERATION, "{}");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  commit_order (chain, fixture->journal, OPERATION);
  /* The same operation again. */
  g_assert_false (cord_chain_commit (chain, fixture->journal, cord_chain_next (chain, "call.answered", NULL), NULL, intent, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_clear_error (&error);
  /* A chain that begins anew. */
  g_assert_false (cord_chain_commit (other, fixture->journal, cord_chain_next (other, "call.answered", NULL), NULL, NULL, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "chain");
  left = cord_chain_recover (fixture->journal, NULL);
  g_assert_cmpuint (n_events (left), ==, 1);
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) first = cord_chain_new ("i-1");
  g_autoptr (CordChain) second = cord_chain_new ("i-2");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) header = NULL;
  g_autoptr (GVariant) rest = NULL;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (first, fixture->journal, &error));
  commit_plain (first, fixture->journal, "call.answered");
  commit_order (first, fixture->journal, OPERATION);
  g_assert_true (cord_chain_begin (second, fixture->journal, &error));
  commit_plain (second, fixture->journal, "call.answered");
  g_assert_true (cord_chain_commit (second, fixture->journal, cord_chain_next (second, "interaction.parked", cord_value_of_strings ("reason", "x", NULL)), NULL, NULL, &error));
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
    g_assert_true (cord_chain_commit (first, fixture->journal, cord_chain_next (first, "interaction.closed", cord_builder_end (&body)), entry, NULL, &error));
    cord_vault_entry_free (entry);
  }
  /* Nothing is open; the order of the closed call is still on its way. */
  rest = cord_chain_recover (fixture->journal, &error);
  g_assert_no_error (error);
  g_assert_false (cord_value_has (rest, "header"));
  g_assert_cmpuint (n_intents (rest), ==, 1);
  g_assert_true (cord_chain_mark (fixture->journal, OPERATION, CORD_INTENT_ACKED, NULL, &error));
  g_assert_null (cord_chain_recover (fixture->journal, &error));
}

/* Many commits at once keep their order, whatever transaction they share; one refused in the middle stops those that build on it. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  enum { N = 60, BAD = 40 };
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  GAsyncResult *results[N] = { NULL };
  g_autoptr (GVariant) left = NULL;
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) cord_event_unref);

      g_ptr_array_add (events, cord_chain_next (chain, i % 2 == 0 ? "call.held" : "call.resumed", NULL));
      if (i == BAD)
        cord_event_unref (cord_chain_next (chain, "call.ended", NULL)); /* never committed: the next one does not follow */
      cord_journal_commit_async (CORD_JOURNAL (fixture->journal), "i-1", events, NULL, NULL, NULL, cord_await_store, &results[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      gboolean done = cord_journal_commit_finish (CORD_JOURNAL (fixture->journal), cord_await (&results[i]), NULL);

      g_assert_cmpint (done, ==, i <= BAD);
      g_object_unref (results[i]);
    }
  left = cord_chain_recover (fixture->journal, &error);
  g_assert_cmpuint (n_events (left), ==, BAD + 1);
}

static void
test_second_opener (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) refused = NULL;

      cord_journal_file_open (fixture->path, "desk-2", fixture->key, fixture->clock, &refused);
      _exit (g_error_matches (refused, CORD_ERROR, CORD_ERROR_CONFLICT) && g_str_equal (cord_error_get_reason (refused), "in-use")
                     && cord_error_get_hint (refused) != NULL
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_null (cord_chain_open (fixture->path, fixture->key, fixture->clock, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
}

/* A process that is killed while it commits: what it had been told is durable is there, the rest is not, and the chain holds. */
static void
test_kill (Fixture *fixture, gconstpointer data)
{
  cord_chain_close (g_steal_pointer (&fixture->journal));
  for (guint round = 0; round < 6; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", fixture->path, round);
      int told[2];
      pid_t child;
      guint64 promised = 0, seq;
      g_autoptr (GVariant) left = NULL;
      g_autoptr (CordJournalDb) journal = NULL;
      GError *error = NULL;

      g_assert_cmpint (pipe (told), ==, 0);
      child = fork ();
      if (child == 0)
        {
          CordJournalFile *file = cord_journal_file_open (path, "desk-1", fixture->key, fixture->clock, NULL);
          CordChain *chain = cord_chain_new ("i-1");
          GPtrArray *settled = g_ptr_array_new ();

          cord_journal_file_begin (file, chain->header, NULL);
          while (TRUE)
            {
              GPtrArray *events = g_ptr_array_new ();

              g_ptr_array_add (events, cord_chain_next (chain, "call.held", NULL));
              cord_database_begin (file->database, NULL);
              cord_journal_file_commit (file, "i-1", events, NULL, NULL, settled, NULL);
              cord_database_commit (file->database, NULL);
              if (write (told[1], &chain->seq, sizeof chain->seq) < 0)
                _exit (1);
            }
        }
      close (told[1]);
      while (promised < 3 + round * 4 && read (told[0], &seq, sizeof seq) == sizeof seq)
        promised = seq;
      kill (child, SIGKILL);
      while (read (told[0], &seq, sizeof seq) == sizeof seq)
        promised = seq;
      close (told[0]);
      waitpid (child, NULL, 0);
      journal = cord_chain_open (path, fixture->key, fixture->clock, &error);
      g_assert_no_error (error);
      g_assert_null (cord_journal_db_get_damaged (journal));
      left = cord_chain_recover (journal, &error);
      g_assert_no_error (error);
      g_assert_false (cord_value_has (left, "cut"));
      g_assert_cmpuint (n_events (left), >=, promised);
      g_assert_cmpuint (n_events (left), <=, promised + 1);
      cord_chain_close (g_steal_pointer (&journal));
    }
}

static char *
find_aside (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".damaged-") != NULL)
      return g_build_filename (fixture->dir, name, NULL);
  return NULL;
}

static void
fill (Fixture *fixture, CordChain *chain, guint n)
{
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  for (guint i = 0; i < n; i++)
    cord_vault_entry_free (commit_offer (chain, fixture->journal));
}

/* Cut at every eighth of its length: what is left of the call is answered, as far as it verifies; the rest lies beside it; the journal goes on. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *whole = NULL;
  gsize length;
  guint partly = 0;

  fill (fixture, chain, 120);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));
  for (guint eighth = 0; eighth < 8; eighth++)
    {
      g_autoptr (GVariant) left = NULL;
      g_autofree char *aside = NULL;
      g_autoptr (CordChain) next = cord_chain_new ("i-2");
      gsize events;
      GError *error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) (length * eighth / 8), NULL));
      reopen (fixture);
      left = cord_chain_recover (fixture->journal, &error);
      g_assert_no_error (error);
      events = left != NULL && cord_value_has (left, "header") ? n_events (left) : 0;
      g_assert_cmpuint (events, <, 120);
      partly += events > 0;
      if (eighth > 0)
        {
          g_assert_true (cord_value_get_boolean (left, "cut"));
          aside = find_aside (fixture);
          g_assert_nonnull (aside);
          g_assert_cmpstr (cord_journal_db_get_damaged (fixture->journal), ==, aside);
          g_unlink (aside);
        }
      g_assert_true (cord_chain_begin (next, fixture->journal, &error));
      commit_plain (next, fixture->journal, "call.answered");
      cord_chain_close (g_steal_pointer (&fixture->journal));
      g_unlink (fixture->path);
    }
  g_assert_cmpuint (partly, >=, 2);
}

static void
test_noise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *whole = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  gsize length;

  fill (fixture, chain, 40);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));
  for (guint round = 0; round < 12; round++)
    {
      g_autofree char *bad = g_memdup2 (whole, length);
      g_autoptr (GVariant) left = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 64; i++)
        bad[g_rand_int_range (rand, round < 6 ? 0 : 4096, (gint32) length)] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
      g_assert_true (g_file_set_contents (fixture->path, bad, (gssize) length, NULL));
      fixture->journal = cord_chain_open (fixture->path, fixture->key, fixture->clock, &error);
      if (fixture->journal != NULL)
        {
          left = cord_chain_recover (fixture->journal, &error);
          cord_chain_close (g_steal_pointer (&fixture->journal));
        }
      /* A clear word, or what verifies; never a crash. */
      if (error != NULL)
        g_assert_true (error->domain == CORD_ERROR);
    }
}

static void
change_row (Fixture *fixture, const char *sql)
{
  g_autoptr (CordDatabase) database = cord_journal_salvage_open (fixture->path, NULL);

  g_assert_true (cord_statement_run (cord_database_statement (database, sql, NULL), NULL));
}

static void
check_cut (const char *sql, gsize left_over, gboolean readable)
{
  Fixture fixture = { NULL };
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (CordChain) next = cord_chain_new ("i-2");
  GError *error = NULL;

  set_up (&fixture, NULL);
  fill (&fixture, chain, 5);
  cord_chain_close (g_steal_pointer (&fixture.journal));
  change_row (&fixture, sql);
  reopen (&fixture);
  left = cord_chain_recover (fixture.journal, &error);
  g_assert_no_error (error);
  aside = find_aside (&fixture);
  g_assert_nonnull (aside);
  if (readable)
    {
      g_autoptr (GVariant) again = NULL;

      g_assert_true (cord_value_get_boolean (left, "cut"));
      g_assert_cmpuint (n_events (left), ==, left_over);
      again = cord_chain_recover (fixture.journal, &error);
      g_assert_false (cord_value_has (again, "cut"));
    }
  else
    g_assert_null (left);
  tear_down (&fixture, NULL);
}

static void
test_bad_rows (void)
{
  check_cut ("DELETE FROM event WHERE seq = 3", 2, TRUE);
  check_cut ("DELETE FROM event WHERE seq = 1", 0, TRUE);
  check_cut ("UPDATE event SET body = replace (body, 'inbound', 'outbound') WHERE seq = 4", 3, TRUE);
  check_cut ("UPDATE event SET body = substr (body, 1, 40) WHERE seq = 5", 4, TRUE);
  check_cut ("UPDATE event SET body = x'ff00ff' WHERE seq = 2", 1, TRUE);
  check_cut ("UPDATE interaction SET header = '{'", 0, FALSE);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, tight;
  GStatBuf status;
  guint64 durable = 0;

  fill (fixture, chain, 3);
  durable = chain->seq;
  g_stat (fixture->path, &status);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  tight = old;
  tight.rlim_cur = (rlim_t) status.st_size;
  setrlimit (RLIMIT_FSIZE, &tight);
  while (error == NULL && chain->seq < 1000)
    {
      g_autoptr (CordIntent) intent = NULL;
      g_autofree char *operation = g_strdup_printf ("01931f00-0000-7000-8000-%012u", (guint) chain->seq);

      intent = cord_chain_intent (operation, "{\"x\":\"................................................................................................\"}");
      if (cord_chain_commit (chain, fixture->journal, cord_chain_next (chain, "call.held", NULL), NULL, intent, &error))
        durable = chain->seq;
      else
        g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), operation));
    }
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_true (g_str_equal (cord_error_get_reason (error), "journal") || g_str_equal (cord_error_get_reason (error), "disk-full"));
  g_assert_nonnull (cord_error_get_hint (error));
  left = cord_chain_recover (fixture->journal, NULL);
  g_assert_cmpuint (n_events (left), ==, durable);
  g_assert_false (cord_value_has (left, "cut"));
}

/* SQLite's own word for a full disk. */
static void
test_page_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GPtrArray) settled = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CordJournalFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CordStatement *statement;
  gboolean row;

  cord_chain_close (g_steal_pointer (&fixture->journal));
  file = cord_journal_file_open (fixture->path, NULL, fixture->key, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->device, ==, "desk-1");
  g_assert_true (cord_journal_file_begin (file, chain->header, &error));
  statement = cord_database_statement (file->database, "PRAGMA max_page_count = 20", &error);
  g_assert_true (cord_statement_step (statement, &row, &error));
  cord_statement_reset (statement);
  while (error == NULL && chain->seq < 2000)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) cord_event_unref);

      g_ptr_array_add (events, cord_chain_next (chain, "call.held", NULL));
      g_assert_true (cord_database_begin (file->database, NULL));
      if (!cord_journal_file_commit (file, "i-1", events, NULL, NULL, settled, &error) || !cord_database_commit (file->database, &error))
        cord_database_rollback (file->database);
    }
  cord_journal_file_refuse (&error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "disk-full");
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *path = g_build_filename (fixture->dir, "i-1.call", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (CordRecordFile) record = NULL;
  g_autoptr (GVariant) list = NULL;
  GError *error = NULL;

  fill (fixture, chain, 4);
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
test_purge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) gone = NULL;
  GError *error = NULL;

  fill (fixture, chain, 2);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  change_row (fixture, "UPDATE interaction SET status = 'closed'");
  cord_clock_advance (fixture->clock, 8 * G_TIME_SPAN_DAY);
  reopen (fixture);
  cord_journal_db_list_async (fixture->journal, NULL, cord_await_store, &before);
  kept = cord_journal_db_list_finish (fixture->journal, cord_await (&before), &error);
  g_assert_cmpuint (cord_value_length (kept), ==, 1); /* the server does not have it */
  cord_journal_db_uploaded_async (fixture->journal, "i-1", 2, NULL, cord_await_store, &result);
  g_assert_true (cord_journal_db_uploaded_finish (fixture->journal, cord_await (&result), &error));
  g_clear_object (&result);
  g_clear_object (&before);
  reopen (fixture);
  cord_journal_db_list_async (fixture->journal, NULL, cord_await_store, &after);
  gone = cord_journal_db_list_finish (fixture->journal, cord_await (&after), &error);
  g_assert_cmpuint (cord_value_length (gone), ==, 0);
  g_clear_object (&after);
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
  g_autoptr (CordDatabase) other = cord_database_open (path, CORD_DATABASE_CACHE, NULL);
  const char *const schema[] = { "CREATE TABLE x (y)", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_database_migrate (other, 4711, schema, NULL));
  g_clear_object (&other);
  g_assert_null (cord_chain_open (path, key, clock, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "foreign");
  cord_await_remove_dir (g_steal_pointer (&dir));
}

#define ADD(name, func) g_test_add ("/journal/" name, Fixture, NULL, set_up, func, tear_down)

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
  ADD ("kill", test_kill);
  ADD ("truncated", test_truncated);
  ADD ("noise", test_noise);
  g_test_add_func ("/journal/bad-rows", test_bad_rows);
  ADD ("disk-full", test_disk_full);
  ADD ("page-limit", test_page_limit);
  ADD ("export", test_export);
  ADD ("purge", test_purge);
  g_test_add_func ("/journal/key", test_key);
  g_test_add_func ("/journal/foreign", test_foreign);
  return g_test_run ();
}
