/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-db.h"

G_BEGIN_DECLS

#define CORD_CHAIN_USER "ada"
#define CORD_CHAIN_SERVER "https://one.example"

/* A chain of events as in a call, and the few steps with a journal that every test takes. */
typedef struct
{
  GVariant *header;
  char *id;
  char *head;
  guint64 seq;
} CordChain;

CordChain *cord_chain_new (const char *id);
void cord_chain_free (CordChain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordChain, cord_chain_free)
/* The next event; takes @body (NULL: {}). */
CordEvent *cord_chain_next (CordChain *self, const char *type, GVariant *body);

GBytes *cord_chain_key (guint8 byte);
/* The journal of CORD_CHAIN_USER at CORD_CHAIN_SERVER. */
CordJournalDb *cord_chain_open (const char *path, GBytes *key, CordClock *clock, GError **error);
void cord_chain_set_user (CordJournalDb *journal, const char *user);
gboolean cord_chain_begin (CordChain *self, CordJournalDb *journal, GError **error);
/* Commits one event (taken), with the optional other parts of a commit. */
gboolean cord_chain_commit (CordChain *self, CordJournalDb *journal, CordEvent *event, CordVaultEntry *entry,
                            const CordIntent *intent, GError **error);
GVariant *cord_chain_recover (CordJournalDb *journal, GError **error);
CordIntent *cord_chain_intent (const char *operation, const char *text);
gboolean cord_chain_mark (CordJournalDb *journal, const char *operation, CordIntentState state, gint64 *sequence,
                          GError **error);
/* Drops the last reference: everything is written and the file is closed when it returns. */
void cord_chain_close (CordJournalDb *journal);

G_END_DECLS
