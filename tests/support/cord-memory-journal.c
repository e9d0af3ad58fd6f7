/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-memory-journal.h"

typedef struct
{
  char *user; /* whose interaction it is */
  char *interaction;
  GVariant *header;    /* of a begin; then the others are NULL */
  GPtrArray *events;   /* (element-type GVariant) */
  GPtrArray *personal; /* (element-type GVariant) */
  CordIntent *intent;  /* or NULL */
} Commit;

struct _CordMemoryJournal
{
  GObject parent_instance;

  GPtrArray *commits; /* (element-type Commit) */
  guint fail_in;
  gboolean sticky;
  gboolean cut;
  char *user; /* NULL: nobody */
  gboolean user_fails;
};

static void cord_memory_journal_journal_init (CordJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordMemoryJournal, cord_memory_journal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_JOURNAL, cord_memory_journal_journal_init))

static Commit *
commit_new (const char *user, const char *interaction)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->user = g_strdup (user);
  commit->interaction = g_strdup (interaction);
  commit->events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  commit->personal = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  return commit;
}

static void
commit_free (Commit *commit)
{
  g_free (commit->user);
  g_free (commit->interaction);
  g_clear_pointer (&commit->header, g_variant_unref);
  g_ptr_array_unref (commit->events);
  g_ptr_array_unref (commit->personal);
  cord_intent_free (commit->intent);
  g_free (commit);
}

static Commit *
commit_copy (const Commit *from)
{
  Commit *commit = commit_new (from->user, from->interaction);

  commit->header = from->header != NULL ? g_variant_ref (from->header) : NULL;
  for (guint i = 0; i < from->events->len; i++)
    g_ptr_array_add (commit->events, g_variant_ref (g_ptr_array_index (from->events, i)));
  for (guint i = 0; i < from->personal->len; i++)
    g_ptr_array_add (commit->personal, g_variant_ref (g_ptr_array_index (from->personal, i)));
  commit->intent = from->intent != NULL ? cord_intent_copy (from->intent) : NULL;
  return commit;
}

static void
set_user_async (CordJournal *journal, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback,
                gpointer user_data)
{
  CordMemoryJournal *self = CORD_MEMORY_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, set_user_async);
  g_clear_pointer (&self->user, g_free);
  if (self->user_fails)
    {
      g_task_return_new_error (task, CORD_ERROR, CORD_ERROR_INTERNAL, "No room");
      return;
    }
  self->user = g_strdup (user);
  g_task_return_boolean (task, TRUE);
}

/* TRUE when this one is to be refused. */
static gboolean
disk_is_full (CordMemoryJournal *self, GTask *task)
{
  GError *error = NULL;

  if (self->fail_in == 0)
    return FALSE;
  if (self->fail_in > 1)
    {
      self->fail_in--;
      return FALSE;
    }
  self->fail_in = self->sticky ? 1 : 0;
  cord_error_set_full (&error, CORD_ERROR_INTERNAL, "disk-full", NULL, "Free some space, then try again.",
                       "The disk is full");
  g_task_return_error (task, error);
  return TRUE;
}

static void
begin_async (CordJournal *journal, GVariant *header, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  CordMemoryJournal *self = CORD_MEMORY_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Commit *commit;

  g_task_set_source_tag (task, begin_async);
  if (disk_is_full (self, task))
    return;
  commit = commit_new (self->user, cord_value_get_string (header, "id"));
  commit->header = g_variant_ref (header);
  g_ptr_array_add (self->commits, commit);
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_boolean (CordJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
commit_async (CordJournal *journal, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
              const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordMemoryJournal *self = CORD_MEMORY_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Commit *commit;

  g_task_set_source_tag (task, commit_async);
  if (disk_is_full (self, task))
    return;
  commit = commit_new (self->user, interaction);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (commit->events, cord_event_to_value (g_ptr_array_index (events, i)));
  for (guint i = 0; i < vault_entries->len; i++)
    {
      const CordVaultEntry *entry = g_ptr_array_index (vault_entries, i);
      CordBuilder builder;

      cord_builder_init (&builder);
      cord_builder_string (&builder, "ref", entry->ref);
      cord_builder_string (&builder, "salt", entry->salt);
      cord_builder_value (&builder, "value", entry->value);
      g_ptr_array_add (commit->personal, cord_builder_end (&builder));
    }
  commit->intent = intent != NULL ? cord_intent_copy (intent) : NULL;
  g_ptr_array_add (self->commits, commit);
  g_task_return_boolean (task, TRUE);
}

/* Recovery. */

static const char *
last_type (CordMemoryJournal *self, const char *interaction)
{
  for (guint i = self->commits->len; i > 0; i--)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i - 1);

      if (commit->events->len > 0 && g_str_equal (commit->interaction, interaction))
        return cord_value_get_string (g_ptr_array_index (commit->events, commit->events->len - 1), "type");
    }
  return "";
}

static const Commit *
find_open (CordMemoryJournal *self)
{
  for (guint i = self->commits->len; i > 0; i--)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i - 1);
      const char *last = last_type (self, commit->interaction);

      if (commit->header != NULL && g_strcmp0 (commit->user, self->user) == 0)
        return g_str_equal (last, "interaction.closed") || g_str_equal (last, "interaction.parked") ? NULL : commit;
    }
  return NULL;
}

static gboolean
is_settled (CordMemoryJournal *self, const char *operation)
{
  static const char *const outcomes[]
      = { "order.placed", "order.refused", "message.sent", "message.failed", "promise.made", "promise.failed", NULL };

  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);

      for (guint j = 0; j < commit->events->len; j++)
        {
          GVariant *event = g_ptr_array_index (commit->events, j);

          if (g_strv_contains (outcomes, cord_value_get_string (event, "type"))
              && g_strcmp0 (cord_value_get_string (event, "body.operation"), operation) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static GVariant *
collect (CordMemoryJournal *self, const char *interaction, gboolean personal)
{
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);
      GPtrArray *values = personal ? commit->personal : commit->events;

      for (guint j = 0; g_str_equal (commit->interaction, interaction) && j < values->len; j++)
        cord_builder_add (&list, g_ptr_array_index (values, j));
    }
  return cord_builder_end (&list);
}

static GVariant *
collect_intents (CordMemoryJournal *self)
{
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);
      g_autoptr (GVariant) intent = NULL;

      if (commit->intent == NULL || is_settled (self, commit->intent->operation)
          || g_strcmp0 (commit->user, self->user) != 0)
        continue;
      intent = cord_value_of_strings ("operation", commit->intent->operation, "kind", commit->intent->kind, "method",
                                      commit->intent->method, "path", commit->intent->path, "state", "READY", NULL);
      cord_builder_add (&list, intent);
    }
  return cord_builder_end (&list);
}

static void
recover_async (CordJournal *journal, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordMemoryJournal *self = CORD_MEMORY_JOURNAL (journal);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const Commit *open = find_open (self);
  g_autoptr (GVariant) intents = collect_intents (self);
  CordBuilder builder;

  g_task_set_source_tag (task, recover_async);
  if (open == NULL && cord_value_length (intents) == 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  cord_builder_init (&builder);
  if (open != NULL)
    {
      g_autoptr (GVariant) events = collect (self, open->interaction, FALSE);
      g_autoptr (GVariant) personal = collect (self, open->interaction, TRUE);

      cord_builder_value (&builder, "header", open->header);
      cord_builder_value (&builder, "events", events);
      cord_builder_value (&builder, "vault", personal);
    }
  cord_builder_value (&builder, "intents", intents);
  cord_builder_boolean (&builder, "cut", self->cut);
  g_task_return_pointer (task, cord_builder_end (&builder), (GDestroyNotify)g_variant_unref);
}

static GVariant *
recover_finish (CordJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CordIntent *
dup_intent (CordJournal *journal, const char *operation)
{
  CordMemoryJournal *self = CORD_MEMORY_JOURNAL (journal);

  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);

      if (commit->intent != NULL && g_strcmp0 (commit->user, self->user) == 0
          && g_str_equal (commit->intent->operation, operation))
        return is_settled (self, operation) ? NULL : cord_intent_copy (commit->intent);
    }
  return NULL;
}

static void
cord_memory_journal_journal_init (CordJournalInterface *iface)
{
  iface->set_user_async = set_user_async;
  iface->set_user_finish = finish_boolean;
  iface->begin_async = begin_async;
  iface->begin_finish = finish_boolean;
  iface->commit_async = commit_async;
  iface->commit_finish = finish_boolean;
  iface->recover_async = recover_async;
  iface->recover_finish = recover_finish;
  iface->dup_intent = dup_intent;
}

static void
cord_memory_journal_finalize (GObject *object)
{
  g_ptr_array_unref (CORD_MEMORY_JOURNAL (object)->commits);
  g_free (CORD_MEMORY_JOURNAL (object)->user);
  G_OBJECT_CLASS (cord_memory_journal_parent_class)->finalize (object);
}

static void
cord_memory_journal_class_init (CordMemoryJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_memory_journal_finalize;
}

static void
cord_memory_journal_init (CordMemoryJournal *self)
{
  self->commits = g_ptr_array_new_with_free_func ((GDestroyNotify)commit_free);
}

CordMemoryJournal *
cord_memory_journal_new (void)
{
  return g_object_new (CORD_TYPE_MEMORY_JOURNAL, NULL);
}

CordMemoryJournal *
cord_memory_journal_copy (CordMemoryJournal *self, guint n_commits)
{
  CordMemoryJournal *copy = cord_memory_journal_new ();

  g_assert_cmpuint (n_commits, <=, self->commits->len);
  for (guint i = 0; i < n_commits; i++)
    g_ptr_array_add (copy->commits, commit_copy (g_ptr_array_index (self->commits, i)));
  return copy;
}

guint
cord_memory_journal_get_n_commits (CordMemoryJournal *self)
{
  return self->commits->len;
}

void
cord_memory_journal_fail (CordMemoryJournal *self, guint n, gboolean sticky)
{
  self->fail_in = n;
  self->sticky = sticky;
}

void
cord_memory_journal_fail_user (CordMemoryJournal *self, gboolean fails)
{
  self->user_fails = fails;
}

void
cord_memory_journal_set_cut (CordMemoryJournal *self, gboolean cut)
{
  self->cut = cut;
}

char *
cord_memory_journal_dump (CordMemoryJournal *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);

      for (guint j = 0; j < commit->events->len + commit->personal->len; j++)
        {
          GVariant *value = j < commit->events->len ? g_ptr_array_index (commit->events, j)
                                                    : g_ptr_array_index (commit->personal, j - commit->events->len);
          g_autofree char *line = cord_value_to_canonical (value, NULL);

          g_string_append_printf (text, "%s\n", line);
        }
      if (commit->intent != NULL)
        g_string_append_len (text, g_bytes_get_data (commit->intent->body, NULL),
                             g_bytes_get_size (commit->intent->body));
    }
  return g_string_free (text, FALSE);
}
