/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-journal.h"
#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* The desk's journal on disk (journal.db): a CordJournal whose one thread writes in the order of the calls; what has
 * queued up goes into one transaction. Everything else happens in the main context it was opened in. Signals:
 * "committed" (interaction s), events of it became durable; "decided" (operation s), the server's answer to it did. */
#define CORD_TYPE_JOURNAL_DB (cord_journal_db_get_type ())
G_DECLARE_FINAL_TYPE (CordJournalDb, cord_journal_db, CORD, JOURNAL_DB, GObject)

/* @path NULL: in memory (practice line, tests). @device NULL: the one the journal has, made when it is new. @key: 32
 * bytes (cord-journal-key.h). CONFLICT with reason "in-use" when another desk has it. A damaged journal is set aside as
 * PATH.damaged-INSTANT, and opens with what it still holds. */
void cord_journal_db_open_async (const char *path, const char *device, GBytes *key, CordClock *clock,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
CordJournalDb *cord_journal_db_open_finish (GAsyncResult *result, GError **error);
const char *cord_journal_db_get_device (CordJournalDb *self);
const char *cord_journal_db_get_damaged (CordJournalDb *self); /* the file set aside at opening; or NULL */

/* Durable when it answers. SENT is to be asked for before the first byte leaves; *sequence is the intent's place in the
 * device's stream. NOT_FOUND for an operation that was never committed. @outcome: of decided states, what the server
 * said; of SENT, `problem` of a failed try. */
void cord_journal_db_mark_async (CordJournalDb *self, const char *operation, CordIntentState state,
                                 const CordIntentOutcome *outcome, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_journal_db_mark_finish (CordJournalDb *self, GAsyncResult *result, gint64 *sequence, GError **error);

/* Writes NAME.call and NAME.vault; @path ends in ".call". */
void cord_journal_db_export_async (CordJournalDb *self, const char *interaction, const char *path,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_journal_db_export_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
/* → [{id, status, begun, events}], oldest first. */
void cord_journal_db_list_async (CordJournalDb *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GVariant *cord_journal_db_list_finish (CordJournalDb *self, GAsyncResult *result, GError **error);

/* For the uploader: the next batch {waiting, interaction?, expect, events} that is of none of @skipped; that it
 * arrived; the hash of an event. */
void cord_journal_db_pending_async (CordJournalDb *self, const char *const *skipped, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_journal_db_pending_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
void cord_journal_db_uploaded_async (CordJournalDb *self, const char *interaction, gint64 up_to,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_journal_db_uploaded_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
void cord_journal_db_hash_async (CordJournalDb *self, const char *interaction, gint64 seq, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
char *cord_journal_db_hash_finish (CordJournalDb *self, GAsyncResult *result,
                                   GError **error); /* NULL without error: no such event */

G_END_DECLS
