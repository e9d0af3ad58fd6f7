/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-journal.h"
#include "sync/journal/cord-journal-batch.h"

G_BEGIN_DECLS

/* The desk's journal on disk (journal.db; docs/reliability.md, "The journal"): a CordJournal with one thread that
 * writes in the order of the calls and commits what is queued in one transaction. Callbacks and signals come in the
 * main context that opened it. What it lists, recovers and hands out for sending is the user's at this server alone
 * (cord_journal_set_user_async). Signals: "user-changed"; "committed" (interaction s), events of it are durable;
 * "decided" (operation s), the server's answer is. */
#define CORD_TYPE_JOURNAL_DB (cord_journal_db_get_type ())
G_DECLARE_FINAL_TYPE (CordJournalDb, cord_journal_db, CORD, JOURNAL_DB, GObject)

/* @path NULL: in memory (practice line, tests). @device NULL: the id that the journal has, made when it is new.
 * @server: the name of the server that the desk is connected to, any text that stays the same. @key: 32 bytes
 * (cord-journal-key.h). CONFLICT with reason "in-use" when another desk has it. A damaged journal is set aside as
 * PATH.damaged-INSTANT, and opens with what it still holds; one that was written with another key, which was copied
 * here from another profile or machine, is set aside as PATH.foreign-INSTANT, and the desk begins a new one. */
void cord_journal_db_open_async (const char *path, const char *device, const char *server, GBytes *key,
                                 CordClock *clock, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Full reference; NULL with the error. The last unref waits until everything queued is written. */
CordJournalDb *cord_journal_db_open_finish (GAsyncResult *result, GError **error);
/* The id of this desk, owned by @self. */
const char *cord_journal_db_get_device (CordJournalDb *self);
/* The damaged file that was set aside at opening, owned by @self; NULL when it was sound. */
const char *cord_journal_db_get_damaged (CordJournalDb *self);

/* Stores a new state of an intent; SENT must be stored before the first byte is sent. @outcome, or NULL: for decided
 * states what the server answered, for SENT the `problem` of a failed try. NOT_FOUND for an operation that was never
 * committed, and for SENT for one that is not the user's. */
void cord_journal_db_mark_async (CordJournalDb *self, const char *operation, CordIntentState state,
                                 const CordIntentOutcome *outcome, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* When it is durable, the place of the intent in its stream, full; NULL with the error. */
CordIntentPlace *cord_journal_db_mark_finish (CordJournalDb *self, GAsyncResult *result, GError **error);

/* Writes the record as NAME.call and NAME.vault; @path ends in ".call". */
void cord_journal_db_export_async (CordJournalDb *self, const char *interaction, const char *path,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Errors as of cord_journal_chain_export() and of writing the files. */
gboolean cord_journal_db_export_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
/* Lists the user's interactions (cord_journal_file_list). */
void cord_journal_db_list_async (CordJournalDb *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Full reference. */
GVariant *cord_journal_db_list_finish (CordJournalDb *self, GAsyncResult *result, GError **error);

/* For the uploader: finds the next batch of events (cord_journal_batch_find). */
void cord_journal_db_pending_async (CordJournalDb *self, const char *const *skipped, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* Full; NULL with an error. */
CordJournalBatch *cord_journal_db_pending_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
/* Stores that the server has the events of @interaction up to this `seq`. */
void cord_journal_db_uploaded_async (CordJournalDb *self, const char *interaction, gint64 up_to,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* TRUE when it is durable. */
gboolean cord_journal_db_uploaded_finish (CordJournalDb *self, GAsyncResult *result, GError **error);
/* Reads the hash of one event, to compare it with the server's. */
void cord_journal_db_hash_async (CordJournalDb *self, const char *interaction, gint64 seq, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* Full string; NULL without error when there is no such event. */
char *cord_journal_db_hash_finish (CordJournalDb *self, GAsyncResult *result, GError **error);

G_END_DECLS
