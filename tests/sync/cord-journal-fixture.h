/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/cord-chain.h"

G_BEGIN_DECLS

#define SECRET_PHONE "+491713920001" /* what cord_chain_commit_offer keeps beside the chain */

/* A journal in a folder of its own, and a clock that stands still. */
typedef struct
{
  char *dir;
  char *path;
  CordClock *clock;
  GBytes *key;
  CordJournalDb *journal;
} CordJournalFixture;

void cord_journal_fixture_reopen (CordJournalFixture *fixture);
void cord_journal_fixture_set_up (CordJournalFixture *fixture, gconstpointer data);
void cord_journal_fixture_tear_down (CordJournalFixture *fixture, gconstpointer data);
CordVaultEntry *cord_chain_commit_offer (CordChain *chain, CordJournalDb *journal);
void cord_chain_commit_plain (CordChain *chain, CordJournalDb *journal, const char *type);
void cord_chain_commit_order (CordChain *chain, CordJournalDb *journal, const char *operation);
gsize cord_chain_n_events (GVariant *left);
gsize cord_chain_n_intents (GVariant *left);
void cord_journal_fixture_fill (CordJournalFixture *fixture, CordChain *chain, guint n);
char *cord_journal_fixture_find_aside (CordJournalFixture *fixture);
void cord_journal_fixture_run (CordJournalFixture *fixture, const char *sql);

G_END_DECLS
