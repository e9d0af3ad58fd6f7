/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-chain.h"

#include "sync/cord-await.h"

#include <string.h>

CordChain *
cord_chain_new (const char *id)
{
  CordChain *self = g_new0 (CordChain, 1);

  self->id = g_strdup (id);
  self->header = cord_value_of_strings ("id", id, "sop", "plan-change", "policy", "none", "device", "desk-1", NULL);
  self->head = cord_value_digest (self->header, NULL, 0);
  return self;
}

void
cord_chain_free (CordChain *self)
{
  g_free (self->id);
  g_free (self->head);
  g_variant_unref (self->header);
  g_free (self);
}

CordEvent *
cord_chain_next (CordChain *self, const char *type, GVariant *body)
{
  g_autoptr (GVariant) owned = body != NULL ? g_variant_take_ref (body) : cord_value_empty_object ();
  CordEvent *event = cord_event_new (self->seq + 1, 1700000000000000 + (gint64)self->seq, (gint64)self->seq * 1000,
                                     "ada", "arrive", type, owned, self->head);

  self->seq++;
  g_free (self->head);
  self->head = g_strdup (event->hash);
  return event;
}

GBytes *
cord_chain_key (guint8 byte)
{
  guint8 key[32];

  memset (key, byte, sizeof key);
  return g_bytes_new (key, sizeof key);
}

CordJournalDb *
cord_chain_open (const char *path, GBytes *key, CordClock *clock, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  CordJournalDb *journal;

  cord_journal_db_open_async (path, "desk-1", CORD_CHAIN_SERVER, key, clock, NULL, cord_await_store, &result);
  journal = cord_journal_db_open_finish (cord_await (&result), error);
  if (journal != NULL)
    cord_chain_set_user (journal, CORD_CHAIN_USER);
  return journal;
}

void
cord_chain_set_user (CordJournalDb *journal, const char *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cord_journal_set_user_async (CORD_JOURNAL (journal), user, NULL, cord_await_store, &result);
  cord_journal_set_user_finish (CORD_JOURNAL (journal), cord_await (&result), &error);
  g_assert_no_error (error);
}

gboolean
cord_chain_begin (CordChain *self, CordJournalDb *journal, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_journal_begin_async (CORD_JOURNAL (journal), self->header, NULL, cord_await_store, &result);
  return cord_journal_begin_finish (CORD_JOURNAL (journal), cord_await (&result), error);
}

gboolean
cord_chain_commit (CordChain *self, CordJournalDb *journal, CordEvent *event, CordVaultEntry *entry,
                   const CordIntent *intent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  if (entry != NULL)
    g_ptr_array_add (entries, entry);
  cord_journal_commit_async (CORD_JOURNAL (journal), self->id, events, entries, intent, NULL, cord_await_store,
                             &result);
  return cord_journal_commit_finish (CORD_JOURNAL (journal), cord_await (&result), error);
}

GVariant *
cord_chain_recover (CordJournalDb *journal, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_journal_recover_async (CORD_JOURNAL (journal), NULL, cord_await_store, &result);
  return cord_journal_recover_finish (CORD_JOURNAL (journal), cord_await (&result), error);
}

CordIntent *
cord_chain_intent (const char *operation, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return cord_intent_new (operation, "order", "POST", "/tmf-api/productOrderingManagement/v4/productOrder", NULL, body);
}

gboolean
cord_chain_mark (CordJournalDb *journal, const char *operation, CordIntentState state, gint64 *sequence, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CordIntentPlace) place = NULL;

  cord_journal_db_mark_async (journal, operation, state, NULL, NULL, cord_await_store, &result);
  place = cord_journal_db_mark_finish (journal, cord_await (&result), error);
  if (place != NULL && sequence != NULL)
    *sequence = place->sequence;
  return place != NULL;
}

static void
on_gone (gpointer user_data, GObject *journal)
{
  *(gboolean *)user_data = TRUE;
}

/* Pending work of its thread holds a reference. */
void
cord_chain_close (CordJournalDb *journal)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (journal), on_gone, &gone);
  g_object_unref (journal);
  cord_await_flag (&gone);
}
