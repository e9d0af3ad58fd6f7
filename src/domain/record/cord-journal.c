/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-journal.h"

G_DEFINE_INTERFACE (CordJournal, cord_journal, G_TYPE_OBJECT)

static void
cord_journal_default_init (CordJournalInterface *iface)
{
}

void
cord_journal_set_user_async (CordJournal *self, const char *user, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CORD_IS_JOURNAL (self));
  CORD_JOURNAL_GET_IFACE (self)->set_user_async (self, user, cancellable, callback, user_data);
}

gboolean
cord_journal_set_user_finish (CordJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_JOURNAL (self), FALSE);
  return CORD_JOURNAL_GET_IFACE (self)->set_user_finish (self, result, error);
}

void
cord_journal_begin_async (CordJournal *self, GVariant *header, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (CORD_IS_JOURNAL (self));
  CORD_JOURNAL_GET_IFACE (self)->begin_async (self, header, cancellable, callback, user_data);
}

gboolean
cord_journal_begin_finish (CordJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_JOURNAL (self), FALSE);
  return CORD_JOURNAL_GET_IFACE (self)->begin_finish (self, result, error);
}

void
cord_journal_commit_async (CordJournal *self, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
                           const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (CORD_IS_JOURNAL (self));
  CORD_JOURNAL_GET_IFACE (self)->commit_async (self, interaction, events, vault_entries, intent, cancellable, callback,
                                               user_data);
}

gboolean
cord_journal_commit_finish (CordJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_JOURNAL (self), FALSE);
  return CORD_JOURNAL_GET_IFACE (self)->commit_finish (self, result, error);
}

void
cord_journal_recover_async (CordJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (CORD_IS_JOURNAL (self));
  CORD_JOURNAL_GET_IFACE (self)->recover_async (self, cancellable, callback, user_data);
}

GVariant *
cord_journal_recover_finish (CordJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_JOURNAL (self), NULL);
  return CORD_JOURNAL_GET_IFACE (self)->recover_finish (self, result, error);
}

CordIntent *
cord_journal_dup_intent (CordJournal *self, const char *operation)
{
  g_return_val_if_fail (CORD_IS_JOURNAL (self), NULL);
  return CORD_JOURNAL_GET_IFACE (self)->dup_intent (self, operation);
}
