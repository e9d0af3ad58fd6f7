/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-recorder.h"

#include "base/cord-text.h"
#include "domain/record/cord-event-private.h"
#include "domain/record/cord-reference-private.h"

/* One queued append. Nothing personal leaves it before the commit. */
typedef struct
{
  const CordEventType *type;
  GVariant *body;
  CordIntent *intent;
  gint64 at;
  gint64 mono;
  gboolean no_callback; /* report a failure by the signal */
} Entry;

struct _CordRecorder
{
  GObject parent_instance;

  CordInteraction *interaction;
  CordJournal *journal;
  CordClock *clock;
  char *actor;
  gint64 mono_base; /* of the last event of an earlier run */
  gint64 mono_start;
  GQueue waiting;      /* (element-type GTask), the head being committed when @committing */
  GPtrArray *events;   /* (element-type CordEvent), the one being committed; alive until the journal answers */
  GPtrArray *personal; /* (element-type CordVaultEntry), of that event; owned by the interaction's vault */
  gboolean committing;
};

enum
{
  PROP_SAVED = 1,
  N_PROPS
};
enum
{
  FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CordRecorder, cord_recorder, G_TYPE_OBJECT)

static void commit_next (CordRecorder *self);

static void
entry_free (Entry *entry)
{
  g_variant_unref (entry->body);
  cord_intent_free (entry->intent);
  g_free (entry);
}

static GVariant *
without_cards (const CordEventField *field, GVariant *value)
{
  g_autofree char *hidden = NULL;

  if (field == NULL || !field->free_text || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_ref (value);
  hidden = cord_text_hide_cards (g_variant_get_string (value, NULL));
  return g_variant_ref_sink (g_variant_new_string (hidden));
}

/* Moves personal members to the vault and leaves their references in the body. */
static GVariant *
to_recorded (CordRecorder *self, const CordEventType *type, GVariant *body)
{
  CordVault *vault = cord_interaction_get_vault (self->interaction);
  CordBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  cord_builder_init (&builder);
  g_variant_iter_init (&iter, body);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      const CordEventField *field = cord_event_type_find_field (type, name);
      g_autoptr (GVariant) owned = boxed;
      g_autoptr (GVariant) value = without_cards (field, owned);

      if (field != NULL && field->personal)
        {
          CordVaultEntry *entry = cord_vault_entry_new (value);
          g_autoptr (GVariant) reference = cord_reference_new (entry->ref);

          g_ptr_array_add (self->personal, entry);
          cord_vault_add (vault, entry);
          cord_builder_value (&builder, name, reference);
        }
      else
        cord_builder_value (&builder, name, value);
    }
  return cord_builder_end (&builder);
}

static void
finish_task (GTask *task, GError *error)
{
  CordRecorder *self = g_task_get_source_object (task);
  Entry *entry = g_task_get_task_data (task);

  if (error == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (entry->no_callback)
    g_signal_emit (self, signals[FAILED], 0, error);
  g_task_return_error (task, g_error_copy (error));
}

static void
notify_saved (CordRecorder *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVED]);
}

/* What is queued behind a refused commit was meant to follow it, so it fails with it. */
static void
refuse_all (CordRecorder *self, GError *error)
{
  GQueue refused = self->waiting;
  GTask *task;

  g_queue_init (&self->waiting);
  self->committing = FALSE;
  notify_saved (self);
  while ((task = g_queue_pop_head (&refused)) != NULL)
    {
      finish_task (task, error);
      g_object_unref (task);
    }
}

/* The values of an event that was not stored must not stay in the vault. */
static void
forget_commit (CordRecorder *self)
{
  CordVault *vault = cord_interaction_get_vault (self->interaction);

  for (guint i = 0; i < self->personal->len; i++)
    cord_vault_erase (vault, ((CordVaultEntry *)g_ptr_array_index (self->personal, i))->ref);
  g_ptr_array_set_size (self->personal, 0);
  g_ptr_array_set_size (self->events, 0);
}

/* The values go into the vault before the check, which reads them. What the fold would refuse must not become durable,
 * or the next run could not read the record back. */
static gboolean
build_event (CordRecorder *self, Entry *entry, GError **error)
{
  g_autoptr (GVariant) body = NULL;
  const char *step = cord_interaction_get_step (self->interaction);
  CordEvent *event;

  if (!cord_event_check_body (entry->type->type, entry->body, error))
    return FALSE;
  body = to_recorded (self, entry->type, entry->body);
  event = cord_event_new (cord_interaction_get_seq (self->interaction) + 1, entry->at, entry->mono, self->actor, step,
                          entry->type->type, body, cord_interaction_get_head (self->interaction));
  g_ptr_array_add (self->events, event);
  return cord_interaction_check (self->interaction, event, error);
}

static gboolean
apply_committed (CordRecorder *self, GError **error)
{
  g_autoptr (CordEvent) event = g_ptr_array_steal_index (self->events, 0);

  g_ptr_array_set_size (self->personal, 0);
  return cord_interaction_apply (self->interaction, event, error);
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CordRecorder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (!cord_journal_commit_finish (CORD_JOURNAL (source), result, &error))
    {
      forget_commit (self);
      refuse_all (self, error);
      return;
    }
  if (!apply_committed (self, &error))
    {
      refuse_all (self, error);
      return;
    }
  task = g_queue_pop_head (&self->waiting);
  self->committing = FALSE;
  if (g_queue_is_empty (&self->waiting))
    notify_saved (self);
  finish_task (task, NULL);
  commit_next (self);
}

/* An event that cannot happen fails alone; those queued behind it go on. */
static void
refuse_first (CordRecorder *self, GError *error)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

  forget_commit (self);
  self->committing = FALSE;
  if (g_queue_is_empty (&self->waiting))
    notify_saved (self);
  finish_task (task, error);
  commit_next (self);
}

static void
commit_next (CordRecorder *self)
{
  g_autoptr (GError) error = NULL;
  Entry *entry;

  if (self->committing || g_queue_is_empty (&self->waiting))
    return;
  self->committing = TRUE;
  entry = g_task_get_task_data (g_queue_peek_head (&self->waiting));
  if (!build_event (self, entry, &error))
    {
      refuse_first (self, error);
      return;
    }
  cord_journal_commit_async (self->journal, cord_interaction_get_id (self->interaction), self->events, self->personal,
                             entry->intent, NULL, on_committed, g_object_ref (self));
}

static gint64
elapsed (CordRecorder *self)
{
  return self->mono_base + MAX (cord_clock_monotonic (self->clock) - self->mono_start, 0);
}

static void
cord_recorder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SAVED)
    g_value_set_boolean (value, cord_recorder_get_saved (CORD_RECORDER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cord_recorder_finalize (GObject *object)
{
  CordRecorder *self = CORD_RECORDER (object);

  g_clear_object (&self->interaction);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_free (self->actor);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->personal);
  g_queue_clear_full (&self->waiting, g_object_unref);
  G_OBJECT_CLASS (cord_recorder_parent_class)->finalize (object);
}

static void
cord_recorder_class_init (CordRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_recorder_get_property;
  object_class->finalize = cord_recorder_finalize;
  props[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[FAILED] = g_signal_new ("failed", CORD_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cord_recorder_init (CordRecorder *self)
{
  g_queue_init (&self->waiting);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  self->personal = g_ptr_array_new ();
}

CordRecorder *
cord_recorder_new (CordInteraction *interaction, CordJournal *journal, CordClock *clock, const char *actor)
{
  CordRecorder *self;
  GPtrArray *events;

  g_return_val_if_fail (CORD_IS_INTERACTION (interaction) && CORD_IS_JOURNAL (journal) && CORD_IS_CLOCK (clock), NULL);
  self = g_object_new (CORD_TYPE_RECORDER, NULL);
  self->interaction = g_object_ref (interaction);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  self->actor = g_strdup (actor);
  self->mono_start = cord_clock_monotonic (clock);
  events = cord_interaction_get_events (interaction);
  if (events->len > 0)
    self->mono_base = ((CordEvent *)g_ptr_array_index (events, events->len - 1))->mono;
  return self;
}

void
cord_recorder_append_async (CordRecorder *self, const char *type, GVariant *body, const CordIntent *intent,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GVariant) sunk = body != NULL ? g_variant_ref_sink (body) : cord_value_empty_object ();
  const CordEventType *known;
  Entry *entry;

  g_return_if_fail (CORD_IS_RECORDER (self) && type != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cord_recorder_append_async);
  g_task_set_name (task, "record an event");
  g_task_set_check_cancellable (task, FALSE); /* a queued event is stored in any case */
  known = cord_event_type_find (type);
  if (known == NULL || !g_variant_is_of_type (sunk, CORD_VALUE_OBJECT))
    {
      g_task_return_new_error (task, CORD_ERROR, CORD_ERROR_INVALID, "No event of type “%s” can be recorded", type);
      return;
    }
  entry = g_new0 (Entry, 1);
  entry->type = known;
  entry->body = g_variant_ref (sunk);
  entry->intent = intent != NULL ? cord_intent_copy (intent) : NULL;
  entry->at = cord_clock_now (self->clock);
  entry->mono = elapsed (self);
  entry->no_callback = callback == NULL;
  g_task_set_task_data (task, entry, (GDestroyNotify)entry_free);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  if (self->waiting.length == 1)
    notify_saved (self);
  commit_next (self);
}

gboolean
cord_recorder_append_finish (CordRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
cord_recorder_get_saved (CordRecorder *self)
{
  return g_queue_is_empty (&self->waiting);
}

void
cord_recorder_set_actor (CordRecorder *self, const char *actor)
{
  g_return_if_fail (CORD_IS_RECORDER (self) && actor != NULL);
  g_free (self->actor);
  self->actor = g_strdup (actor);
}
