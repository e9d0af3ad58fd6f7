/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "sync/cord-journal-fixture.h"

#include "sync/journal/cord-journal-chain.h"
#include "sync/journal/cord-journal-owner.h"
#include "sync/journal/cord-journal-recovery.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Kills, truncation, noise and full disks. */

/* A process that is killed while it commits: what was reported as durable is there, the rest is not, and the chain
 * is valid. */
static void
test_kill (CordJournalFixture *fixture, gconstpointer data)
{
  cord_chain_close (g_steal_pointer (&fixture->journal));
  for (guint round = 0; round < 6; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", fixture->path, round);
      int durable[2];
      pid_t child;
      guint64 promised = 0, seq;
      g_autoptr (GVariant) left = NULL;
      g_autoptr (CordJournalDb) journal = NULL;
      GError *error = NULL;

      g_assert_cmpint (pipe (durable), ==, 0);
      child = fork ();
      if (child == 0)
        {
          CordJournalFile *file
              = cord_journal_file_open (path, "desk-1", CORD_CHAIN_SERVER, fixture->key, fixture->clock, NULL);
          CordChain *chain = cord_chain_new ("i-1");
          GPtrArray *settled = g_ptr_array_new ();

          cord_journal_owner_set (file, CORD_CHAIN_USER, NULL);
          cord_journal_file_begin (file, chain->header, NULL);
          while (TRUE)
            {
              GPtrArray *events = g_ptr_array_new ();

              g_ptr_array_add (events, cord_chain_next (chain, "call.held", NULL));
              cord_database_begin (file->database, NULL);
              cord_journal_file_commit (file, "i-1", events, NULL, NULL, settled, NULL);
              cord_database_commit (file->database, NULL);
              if (write (durable[1], &chain->seq, sizeof chain->seq) < 0)
                _exit (1);
            }
        }
      close (durable[1]);
      while (promised < 3 + round * 4 && read (durable[0], &seq, sizeof seq) == sizeof seq)
        promised = seq;
      kill (child, SIGKILL);
      while (read (durable[0], &seq, sizeof seq) == sizeof seq)
        promised = seq;
      close (durable[0]);
      waitpid (child, NULL, 0);
      journal = cord_chain_open (path, fixture->key, fixture->clock, &error);
      g_assert_no_error (error);
      g_assert_null (cord_journal_db_get_damaged (journal));
      left = cord_chain_recover (journal, &error);
      g_assert_no_error (error);
      g_assert_false (cord_value_get_boolean (left, "cut"));
      g_assert_cmpuint (cord_chain_n_events (left), >=, promised);
      g_assert_cmpuint (cord_chain_n_events (left), <=, promised + 1);
      cord_chain_close (g_steal_pointer (&journal));
    }
}

/* Truncated at every eighth of its length: the rest of the call is restored as far as it verifies; the damaged file
 * is kept beside it; the journal continues. */
static void
test_truncated (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *whole = NULL;
  gsize length;
  guint partly = 0;

  cord_journal_fixture_fill (fixture, chain, 120);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));
  for (guint eighth = 0; eighth < 8; eighth++)
    {
      g_autoptr (GVariant) left = NULL;
      g_autofree char *aside = NULL;
      g_autoptr (CordChain) next = cord_chain_new ("i-2");
      gsize events;
      GError *error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize)(length * eighth / 8), NULL));
      cord_journal_fixture_reopen (fixture);
      left = cord_chain_recover (fixture->journal, &error);
      g_assert_no_error (error);
      events = left != NULL && cord_value_has (left, "header") ? cord_chain_n_events (left) : 0;
      g_assert_cmpuint (events, <, 120);
      partly += events > 0;
      if (eighth > 0)
        {
          g_assert_true (cord_value_get_boolean (left, "cut"));
          aside = cord_journal_fixture_find_aside (fixture);
          g_assert_nonnull (aside);
          g_assert_cmpstr (cord_journal_db_get_damaged (fixture->journal), ==, aside);
          g_unlink (aside);
        }
      g_assert_true (cord_chain_begin (next, fixture->journal, &error));
      cord_chain_commit_plain (next, fixture->journal, "call.answered");
      cord_chain_close (g_steal_pointer (&fixture->journal));
      g_unlink (fixture->path);
    }
  g_assert_cmpuint (partly, >=, 2);
}

static void
test_noise (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *whole = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  gsize length;

  cord_journal_fixture_fill (fixture, chain, 40);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));
  for (guint round = 0; round < 12; round++)
    {
      g_autofree char *bad = g_memdup2 (whole, length);
      g_autoptr (GVariant) left = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 64; i++)
        bad[g_rand_int_range (rand, round < 6 ? 0 : 4096, (gint32)length)]
            ^= (char)(1 << g_rand_int_range (rand, 0, 8));
      g_assert_true (g_file_set_contents (fixture->path, bad, (gssize)length, NULL));
      fixture->journal = cord_chain_open (fixture->path, fixture->key, fixture->clock, &error);
      if (fixture->journal != NULL)
        {
          left = cord_chain_recover (fixture->journal, &error);
          cord_chain_close (g_steal_pointer (&fixture->journal));
        }
      /* A clear error, or what verifies; never a crash. */
      if (error != NULL)
        g_assert_true (error->domain == CORD_ERROR);
    }
}

static void
check_cut (const char *sql, gsize left_over, gboolean readable)
{
  CordJournalFixture fixture = { NULL };
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (CordChain) next = cord_chain_new ("i-2");
  GError *error = NULL;

  cord_journal_fixture_set_up (&fixture, NULL);
  cord_journal_fixture_fill (&fixture, chain, 5);
  cord_chain_close (g_steal_pointer (&fixture.journal));
  cord_journal_fixture_run (&fixture, sql);
  cord_journal_fixture_reopen (&fixture);
  left = cord_chain_recover (fixture.journal, &error);
  g_assert_no_error (error);
  aside = cord_journal_fixture_find_aside (&fixture);
  g_assert_nonnull (aside);
  if (readable)
    {
      g_autoptr (GVariant) again = NULL;

      g_assert_true (cord_value_get_boolean (left, "cut"));
      g_assert_cmpuint (cord_chain_n_events (left), ==, left_over);
      again = cord_chain_recover (fixture.journal, &error);
      g_assert_false (cord_value_get_boolean (again, "cut"));
    }
  else
    g_assert_null (left);
  cord_journal_fixture_tear_down (&fixture, NULL);
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
test_disk_full (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, tight;
  GStatBuf status;
  guint64 durable = 0;

  cord_journal_fixture_fill (fixture, chain, 3);
  durable = chain->seq;
  g_stat (fixture->path, &status);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  tight = old;
  tight.rlim_cur = (rlim_t)status.st_size;
  setrlimit (RLIMIT_FSIZE, &tight);
  while (error == NULL && chain->seq < 1000)
    {
      g_autoptr (CordIntent) intent = NULL;
      g_autofree char *operation = g_strdup_printf ("01931f00-0000-7000-8000-%012u", (guint)chain->seq);

      intent = cord_chain_intent (operation, "{\"x\":\"................................................................"
                                             "................................\"}");
      if (cord_chain_commit (chain, fixture->journal, cord_chain_next (chain, "call.held", NULL), NULL, intent, &error))
        durable = chain->seq;
      else
        g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (fixture->journal), operation));
    }
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_true (g_str_equal (cord_error_get_reason (error), "journal")
                 || g_str_equal (cord_error_get_reason (error), "disk-full"));
  g_assert_nonnull (cord_error_get_hint (error));
  left = cord_chain_recover (fixture->journal, NULL);
  g_assert_cmpuint (cord_chain_n_events (left), ==, durable);
  g_assert_false (cord_value_get_boolean (left, "cut"));
}

/* SQLite's own error for a full disk. */
static void
test_page_limit (CordJournalFixture *fixture, gconstpointer data)
{
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autoptr (GPtrArray) settled = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CordJournalFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CordStatement *statement;
  gboolean row;

  cord_chain_close (g_steal_pointer (&fixture->journal));
  file = cord_journal_file_open (fixture->path, NULL, CORD_CHAIN_SERVER, fixture->key, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->device, ==, "desk-1");
  g_assert_true (cord_journal_owner_set (file, CORD_CHAIN_USER, &error));
  g_assert_true (cord_journal_file_begin (file, chain->header, &error));
  statement = cord_database_statement (file->database, "PRAGMA max_page_count = 20", &error);
  g_assert_true (cord_statement_step (statement, &row, &error));
  cord_statement_reset (statement);
  while (error == NULL && chain->seq < 2000)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);

      g_ptr_array_add (events, cord_chain_next (chain, "call.held", NULL));
      g_assert_true (cord_database_begin (file->database, NULL));
      if (!cord_journal_file_commit (file, "i-1", events, NULL, NULL, settled, &error)
          || !cord_database_commit (file->database, &error))
        cord_database_rollback (file->database);
    }
  cord_journal_file_refuse (&error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "disk-full");
}

static void
check_internal (GError *error)
{
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_error_free (error);
}

/* A table that cannot be read is an error. It must not count as an empty one: the end of a call would be sent up before
 * its order, and a record be written without its values. */
static void
test_unreadable (CordJournalFixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "outbox", "vault", "event" };
  g_autoptr (CordChain) chain = cord_chain_new ("i-1");
  g_autofree char *path = g_build_filename (fixture->dir, "unreadable.call", NULL);

  cord_journal_fixture_fill (fixture, chain, 3);
  cord_chain_close (g_steal_pointer (&fixture->journal));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (CordJournalFile) file
          = cord_journal_file_open (fixture->path, NULL, CORD_CHAIN_SERVER, fixture->key, fixture->clock, NULL);
      g_autofree char *away = g_strdup_printf ("ALTER TABLE %s RENAME TO away", tables[i]);
      g_autofree char *back = g_strdup_printf ("ALTER TABLE away RENAME TO %s", tables[i]);
      g_autoptr (CordJournalBatch) batch = NULL;
      g_autoptr (GVariant) left = NULL;
      GError *error = NULL;

      g_assert_nonnull (file);
      g_assert_true (cord_journal_owner_set (file, CORD_CHAIN_USER, &error));
      cord_journal_fixture_run (fixture, away);
      left = cord_journal_recovery_read (file, &error);
      g_assert_null (left);
      check_internal (g_steal_pointer (&error));
      batch = cord_journal_batch_find (file, NULL, &error);
      if (g_str_equal (tables[i], "vault"))
        g_assert_cmpuint (cord_value_length (batch->events), ==, 3);
      else
        {
          g_assert_null (batch);
          check_internal (g_steal_pointer (&error));
        }
      g_assert_true (g_str_equal (tables[i], "outbox") || !cord_journal_chain_export (file, "i-1", path, &error));
      if (error != NULL)
        check_internal (g_steal_pointer (&error));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      cord_journal_fixture_run (fixture, back);
    }
}

#define ADD(name, func)                                                                                                \
  g_test_add ("/journal-damage/" name, CordJournalFixture, NULL, cord_journal_fixture_set_up, func,                    \
              cord_journal_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kill", test_kill);
  ADD ("truncated", test_truncated);
  ADD ("noise", test_noise);
  ADD ("unreadable", test_unreadable);
  g_test_add_func ("/journal-damage/bad-rows", test_bad_rows);
  ADD ("disk-full", test_disk_full);
  ADD ("page-limit", test_page_limit);
  return g_test_run ();
}
