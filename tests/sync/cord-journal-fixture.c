/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-journal-fixture.h"

#include "sync/cord-await.h"
#include "sync/journal/cord-journal-salvage.h"

#include <string.h>

void
cord_journal_fixture_reopen (CordJournalFixture *fixture)
{
  GError *error = NULL;

  if (fixture->journal != NULL)
    cord_chain_close (fixture->journal);
  fixture->journal = cord_chain_open (fixture->path, fixture->key, fixture->clock, &error);
  g_assert_no_error (error);
}

void
cord_journal_fixture_set_up (CordJournalFixture *fixture, gconstpointer data)
{
  fixture->dir = cord_await_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "journal.db", NULL);
  fixture->clock = cord_clock_new_fixed (1700000000 * G_TIME_SPAN_SECOND);
  fixture->key = cord_chain_key (7);
  cord_journal_fixture_reopen (fixture);
}

void
cord_journal_fixture_tear_down (CordJournalFixture *fixture, gconstpointer data)
{
  if (fixture->journal != NULL)
    cord_chain_close (fixture->journal);
  g_bytes_unref (fixture->key);
  g_object_unref (fixture->clock);
  g_free (fixture->path);
  cord_await_remove_dir (fixture->dir);
}

CordVaultEntry *
cord_chain_commit_offer (CordChain *chain, CordJournalDb *journal)
{
  CordVaultEntry *entry = cord_vault_entry_new (g_variant_new_string (SECRET_PHONE));
  g_autoptr (GVariant) reference = cord_value_of_strings ("ref", entry->ref, NULL);
  CordBuilder body;
  GError *error = NULL;

  cord_builder_init (&body);
  cord_builder_string (&body, "channel", "phone");
  cord_builder_string (&body, "direction", "inbound");
  cord_builder_value (&body, "phone", reference);
  g_assert_true (cord_chain_commit (chain, journal, cord_chain_next (chain, "call.offered", cord_builder_end (&body)),
                                    entry, NULL, &error));
  g_assert_no_error (error);
  return entry;
}

void
cord_chain_commit_plain (CordChain *chain, CordJournalDb *journal, const char *type)
{
  GError *error = NULL;

  g_assert_true (cord_chain_commit (chain, journal, cord_chain_next (chain, type, NULL), NULL, NULL, &error));
  g_assert_no_error (error);
}

void
cord_chain_commit_order (CordChain *chain, CordJournalDb *journal, const char *operation)
{
  g_autoptr (CordIntent) intent = cord_chain_intent (operation, "{\"a\":13.55}");
  CordEvent *event
      = cord_chain_next (chain, "order.queued", cord_value_of_strings ("operation", operation, "seal", "ab", NULL));
  GError *error = NULL;

  g_assert_true (cord_chain_commit (chain, journal, event, NULL, intent, &error));
  g_assert_no_error (error);
}

gsize
cord_chain_n_events (GVariant *left)
{
  g_autoptr (GVariant) events = cord_value_dup_array (left, "events");

  return cord_value_length (events);
}

gsize
cord_chain_n_intents (GVariant *left)
{
  g_autoptr (GVariant) intents = cord_value_dup_array (left, "intents");

  return cord_value_length (intents);
}

void
cord_journal_fixture_fill (CordJournalFixture *fixture, CordChain *chain, guint n)
{
  GError *error = NULL;

  g_assert_true (cord_chain_begin (chain, fixture->journal, &error));
  for (guint i = 0; i < n; i++)
    cord_vault_entry_free (cord_chain_commit_offer (chain, fixture->journal));
}

char *
cord_journal_fixture_find_aside (CordJournalFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".damaged-") != NULL)
      return g_build_filename (fixture->dir, name, NULL);
  return NULL;
}

void
cord_journal_fixture_run (CordJournalFixture *fixture, const char *sql)
{
  g_autoptr (CordDatabase) database = cord_journal_salvage_open (fixture->path, NULL);

  g_assert_true (cord_statement_run (cord_database_statement (database, sql, NULL), NULL));
}
