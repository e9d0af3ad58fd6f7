/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/gateway.h"
#include "domain/record/cord-event.h"
#include "domain/record/cord-vault.h"

G_BEGIN_DECLS

/* Where events become durable before the screen shows them; implemented by the desk's journal database, and by memory
 * in tests. A call belongs to the user who took it at a server: the journal shows and hands out what is the present
 * user's alone, and keeps the rest for whom it belongs to. */
#define CORD_TYPE_JOURNAL (cord_journal_get_type ())
G_DECLARE_INTERFACE (CordJournal, cord_journal, CORD, JOURNAL, GObject)

struct _CordJournalInterface
{
  GTypeInterface parent;

  /* Works for @user from here on, or with NULL for nobody: nothing can be begun or recovered then. In the order of the
   * calls, with begins and commits. */
  void (*set_user_async) (CordJournal *self, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
  gboolean (*set_user_finish) (CordJournal *self, GAsyncResult *result, GError **error);
  /* Stores the header of a new interaction. */
  void (*begin_async) (CordJournal *self, GVariant *header, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*begin_finish) (CordJournal *self, GAsyncResult *result, GError **error);
  /* One transaction: the events, the personal values they refer to, and (or NULL) the intent they explain. Commits
   * happen in the order of the calls. INTERNAL with reason "disk-full" or "journal" when the disk refuses: nothing was
   * stored. */
  void (*commit_async) (CordJournal *self, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
                        const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*commit_finish) (CordJournal *self, GAsyncResult *result, GError **error);
  /* A CordRecovery (cord-gateway-document.def) of the user's newest interaction that is neither closed nor parked; NULL
   * without error when there is neither such an interaction nor an unsettled intent. A damaged journal answers what
   * verifies, with
   * @cut. */
  void (*recover_async) (CordJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
  GVariant *(*recover_finish) (CordJournal *self, GAsyncResult *result, GError **error);
  /* The stored intent, bytes and all, for sending again; NULL when unknown or settled. */
  CordIntent *(*dup_intent) (CordJournal *self, const char *operation);
};

/* Works for @user, or with NULL for nobody. */
void cord_journal_set_user_async (CordJournal *self, const char *user, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with INTERNAL, reason "disk-full" or "journal": it works for nobody. */
gboolean cord_journal_set_user_finish (CordJournal *self, GAsyncResult *result, GError **error);
/* Stores @header, the first line of a new record, which opens the interaction. */
void cord_journal_begin_async (CordJournal *self, GVariant *header, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* TRUE when the header is durable; INTERNAL with reason "disk-full" or "journal" otherwise. */
gboolean cord_journal_begin_finish (CordJournal *self, GAsyncResult *result, GError **error);
/* Stores @events (element-type CordEvent), the values they refer to (element-type CordVaultEntry) and @intent, or
 * NULL, in one transaction. */
void cord_journal_commit_async (CordJournal *self, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
                                const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* TRUE when everything is durable. INTERNAL with reason "disk-full" or "journal": nothing was stored. */
gboolean cord_journal_commit_finish (CordJournal *self, GAsyncResult *result, GError **error);
/* Reads back what the user left open. */
void cord_journal_recover_async (CordJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Full reference; NULL without error when nothing was left. */
GVariant *cord_journal_recover_finish (CordJournal *self, GAsyncResult *result, GError **error);
/* Full; NULL when @operation is unknown or settled. Answers from memory and does not block. */
CordIntent *cord_journal_dup_intent (CordJournal *self, const char *operation);

G_END_DECLS
