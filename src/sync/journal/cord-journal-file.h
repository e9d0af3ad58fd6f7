/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-journal.h"
#include "store/cord-database.h"

G_BEGIN_DECLS

/* Where an intent stands. READY: stored, not sent. SENT: a byte may have left, the outcome is unknown. ACKED, CONFLICT
 * and REJECTED: the server decided. */
typedef enum
{
  CORD_INTENT_READY,
  CORD_INTENT_SENT,
  CORD_INTENT_ACKED,
  CORD_INTENT_CONFLICT,
  CORD_INTENT_REJECTED,
} CordIntentState;

/* The journal's file, opened; used by one thread, the journal's. Every function is one step of a transaction that the
 * caller opens and commits, unless it says that it reads or that it has its own. Errors: INTERNAL with reason
 * "disk-full" or "journal". */
typedef struct
{
  CordDatabase *database;
  char *path; /* NULL: in memory */
  char *device;
  GBytes *key;
  CordClock *clock;
  int lock;
  char *damaged; /* where the damaged file was set aside when this one was opened; or NULL */
} CordJournalFile;

/* @path NULL: in memory. @device NULL: the one the file has, made when it has none. CONFLICT with reason "in-use" when
 * another desk has it. A damaged file is set aside and what can be read is taken over. */
CordJournalFile *cord_journal_file_open (const char *path, const char *device, GBytes *key, CordClock *clock,
                                         GError **error);
void cord_journal_file_close (CordJournalFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordJournalFile, cord_journal_file_close)

gboolean cord_journal_file_begin (CordJournalFile *self, GVariant *header, GError **error);
/* The events go on where the journal's chain ends, or CONFLICT with reason "chain". @settled receives the operations
 * whose outcome these events tell. */
gboolean cord_journal_file_commit (CordJournalFile *self, const char *interaction, GPtrArray *events,
                                   GPtrArray *vault_entries, const CordIntent *intent, GPtrArray *settled,
                                   GError **error);

typedef struct
{
  guint status;
  const char *etag;
  GBytes *body;
  const char *problem; /* reason of the refusal */
} CordIntentOutcome;

/* *sequence: the intent's place in the device's stream. *settled: nobody waits for the outcome any more. NOT_FOUND for
 * an unknown operation. */
gboolean cord_journal_file_mark (CordJournalFile *self, const char *operation, CordIntentState state,
                                 const CordIntentOutcome *outcome, gint64 *sequence, gboolean *settled, GError **error);
gboolean cord_journal_file_uploaded (CordJournalFile *self, const char *interaction, gint64 up_to, GError **error);
gboolean cord_journal_file_purge (CordJournalFile *self, GError **error);
gboolean cord_journal_file_list (CordJournalFile *self, GVariant **list,
                                 GError **error); /* reads: [{id, status, begun, events}] */

/* cord-journal-read.c: they read. */
GPtrArray *cord_journal_file_intents (CordJournalFile *self, GError **error); /* unsettled; (element-type CordIntent) */
GVariant *cord_journal_file_recover (CordJournalFile *self,
                                     GError **error); /* as cord-journal.h says; has its own transaction */
/* {interaction, expect, events} of the next batch to send up that is of none of @skipped, and `waiting`: how many there
 * are in all. */
GVariant *cord_journal_file_pending (CordJournalFile *self, const char *const *skipped, GError **error);
char *cord_journal_file_hash (CordJournalFile *self, const char *interaction, gint64 seq,
                              GError **error); /* NULL without error: none */
gboolean cord_journal_file_export (CordJournalFile *self, const char *interaction, const char *path, GError **error);

/* Places that sealed columns are bound to. */
char *cord_journal_file_vault_place (CordJournalFile *self, const char *interaction, const char *ref);
char *cord_journal_file_outbox_place (CordJournalFile *self, const char *operation, const char *column);
gboolean cord_journal_file_refuse (GError **error); /* gives an error of the store its reason; always FALSE */

G_END_DECLS
