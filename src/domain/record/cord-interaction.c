/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (CordInteraction, cord_interaction, G_TYPE_OBJECT)

enum
{
  SIGNAL_APPLIED,
  SIGNAL_FIELD_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const status_names[] = { "new", "ringing", "active", "held", "parked", "closed" };

/* s text, b boolean, i integer, u unsigned, t unsigned 64, l list model, o object (its type below) */
static const struct
{
  const char *name;
  char shape;
} specs[N_PROPS] = {
  [PROP_ID] = { "id", 's' },
  [PROP_SEQ] = { "seq", 't' },
  [PROP_STATUS] = { "status", 's' },
  [PROP_STEP] = { "step", 's' },
  [PROP_PHONE] = { "phone", 's' },
  [PROP_CALLER_ROLE] = { "caller-role", 's' },
  [PROP_NOTICE_GIVEN] = { "notice-given", 'b' },
  [PROP_CUSTOMER] = { "customer", 'o' },
  [PROP_CANDIDATES] = { "candidates", 'l' },
  [PROP_CANDIDATE] = { "candidate", 's' },
  [PROP_LEVEL] = { "level", 'i' },
  [PROP_FACTOR] = { "factor", 's' },
  [PROP_ATTEMPTS_LEFT] = { "attempts-left", 'i' },
  [PROP_LOCKED_UNTIL] = { "locked-until", 's' },
  [PROP_NEEDS] = { "needs", 'o' },
  [PROP_CATALOG] = { "catalog", 'o' },
  [PROP_OPTIONS] = { "options", 'l' },
  [PROP_EXCLUDED] = { "excluded", 'l' },
  [PROP_N_PRESENTED] = { "n-presented", 'u' },
  [PROP_SELECTED] = { "selected", 's' },
  [PROP_CHANGE_TITLE] = { "change-title", 's' },
  [PROP_QUOTE] = { "quote", 'o' },
  [PROP_QUOTE_CURRENT] = { "quote-current", 'b' },
  [PROP_CONSENTED] = { "consented", 'b' },
  [PROP_ORDER_STATE] = { "order-state", 's' },
  [PROP_ORDER_ID] = { "order-id", 's' },
  [PROP_ORDER_NUMBER] = { "order-number", 's' },
  [PROP_UNDO_UNTIL] = { "undo-until", 's' },
  [PROP_EFFECTIVE] = { "effective", 's' },
  [PROP_TIMELINE_STATED] = { "timeline-stated", 'b' },
  [PROP_MESSAGE_TEXT] = { "message-text", 's' },
  [PROP_MESSAGE_SUBJECT] = { "message-subject", 's' },
  [PROP_MESSAGE_PROVED] = { "message-proved", 'b' },
  [PROP_MESSAGE_STATE] = { "message-state", 's' },
  [PROP_NOTE] = { "note", 's' },
  [PROP_NOTE_WORDS] = { "note-words", 's' },
  [PROP_DISPOSITION] = { "disposition", 's' },
  [PROP_PROMISE] = { "promise", 's' },
  [PROP_SATISFACTION] = { "satisfaction", 'i' },
  [PROP_STEPS] = { "steps", 'l' },
  [PROP_VERIFIED_TEXT] = { "verified-text", 's' },
  [PROP_TITLE] = { "title", 's' },
};

static gboolean
get_flag (CordInteraction *self, guint id)
{
  switch (id)
    {
    case PROP_NOTICE_GIVEN:
      return self->fold.notice_given != NULL;
    case PROP_QUOTE_CURRENT:
      return self->fold.quote_current;
    case PROP_CONSENTED:
      return cord_interaction_get_consented (self);
    case PROP_TIMELINE_STATED:
      return self->fold.timeline_stated != NULL;
    case PROP_MESSAGE_PROVED:
    default:
      return cord_interaction_get_message_proved (self);
    }
}

static gpointer
get_object (CordInteraction *self, guint id)
{
  switch (id)
    {
    case PROP_CUSTOMER:
      return self->customer;
    case PROP_CATALOG:
      return self->catalog;
    case PROP_NEEDS:
      return cord_interaction_get_needs (self);
    case PROP_QUOTE:
      return cord_interaction_get_quote (self);
    case PROP_CANDIDATES:
      return self->candidates;
    case PROP_OPTIONS:
      return self->options;
    case PROP_EXCLUDED:
      return self->excluded;
    case PROP_STEPS:
    default:
      return self->steps;
    }
}

static int
get_number (CordInteraction *self, guint id)
{
  switch (id)
    {
    case PROP_LEVEL:
      return (int)self->fold.level;
    case PROP_ATTEMPTS_LEFT:
      return cord_interaction_get_attempts_left (self);
    case PROP_SATISFACTION:
    default:
      return cord_interaction_get_satisfaction (self);
    }
}

static void
cord_interaction_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordInteraction *self = CORD_INTERACTION (object);

  switch (specs[id].shape)
    {
    case 's':
      g_value_take_string (value, cord_interaction_dup_text (self, id));
      break;
    case 'b':
      g_value_set_boolean (value, get_flag (self, id));
      break;
    case 'i':
      g_value_set_int (value, get_number (self, id));
      break;
    case 'u':
      g_value_set_uint (value, g_hash_table_size (self->fold.presented));
      break;
    case 't':
      g_value_set_uint64 (value, cord_interaction_get_seq (self));
      break;
    case 'l':
    case 'o':
      g_value_set_object (value, get_object (self, id));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_interaction_finalize (GObject *object)
{
  CordInteraction *self = CORD_INTERACTION (object);

  for (gsize i = 0; i < CORD_N_EVENT_KINDS; i++)
    g_clear_pointer (&self->by_type[i], g_ptr_array_unref);
  for (gsize i = 0; i < cord_sop_get_n_steps (self->sop); i++)
    g_ptr_array_unref (self->missing[i]);
  g_free (self->missing);
  for (guint i = 0; i < CORD_N_GATES; i++)
    g_clear_object (&self->gates[i]);
  cord_fold_clear (&self->fold);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->gate_items, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->header, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  g_clear_object (&self->sop);
  g_clear_object (&self->policy);
  g_clear_object (&self->vault);
  g_clear_object (&self->parsed);
  g_clear_object (&self->customer);
  g_clear_object (&self->catalog);
  g_clear_object (&self->needs);
  g_clear_object (&self->quote);
  g_clear_object (&self->candidates);
  g_clear_object (&self->options);
  g_clear_object (&self->excluded);
  g_clear_object (&self->steps);
  g_free (self->root);
  g_free (self->note);
  g_free (self->change_title);
  G_OBJECT_CLASS (cord_interaction_parent_class)->finalize (object);
}

static GType
type_of_object (guint id)
{
  switch (id)
    {
    case PROP_CUSTOMER:
      return CORD_TYPE_CUSTOMER;
    case PROP_CATALOG:
      return CORD_TYPE_CATALOG;
    case PROP_NEEDS:
      return CORD_TYPE_NEEDS;
    case PROP_QUOTE:
    default:
      return CORD_TYPE_QUOTE;
    }
}

static GParamSpec *
make_spec (guint id)
{
  const char *name = specs[id].name;
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (specs[id].shape)
    {
    case 's':
      return g_param_spec_string (name, NULL, NULL, "", flags);
    case 'b':
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case 'i':
      return g_param_spec_int (name, NULL, NULL, -1, G_MAXINT, 0, flags);
    case 'u':
      return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case 't':
      return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXUINT64, 0, flags);
    case 'l':
      return g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, flags);
    case 'o':
    default:
      return g_param_spec_object (name, NULL, NULL, type_of_object (id), flags);
    }
}

static void
cord_interaction_class_init (CordInteractionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_interaction_get_property;
  object_class->finalize = cord_interaction_finalize;
  for (guint id = 1; id < N_PROPS; id++)
    properties[id] = make_spec (id);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FIELD_CHANGED]
      = g_signal_new ("field-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cord_interaction_init (CordInteraction *self)
{
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  self->changed = g_ptr_array_new ();
  self->candidates = g_list_store_new (CORD_TYPE_CANDIDATE);
  self->options = g_list_store_new (CORD_TYPE_OPTION);
  self->excluded = g_list_store_new (CORD_TYPE_EXCLUSION);
  cord_fold_init (&self->fold);
}

CordInteraction *
cord_interaction_new (GVariant *header, CordSop *sop, CordPolicy *policy, CordVault *vault)
{
  CordInteraction *self = g_object_new (CORD_TYPE_INTERACTION, NULL);

  self->header = g_variant_ref_sink (header);
  self->sop = g_object_ref (sop);
  self->policy = g_object_ref (policy);
  self->vault = g_object_ref (vault);
  self->root = cord_event_header_digest (self->header);
  cord_interaction_build_steps (self);
  cord_interaction_update_gates (self);
  return self;
}

static void
notify_all (CordInteraction *self)
{
  guint64 dirty = self->dirty;
  g_autoptr (GPtrArray) changed = g_steal_pointer (&self->changed);

  self->dirty = 0;
  self->changed = g_ptr_array_new ();
  g_object_freeze_notify (G_OBJECT (self));
  for (guint id = 1; id < N_PROPS; id++)
    if ((dirty & CORD_BIT (id)) != 0)
      g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  g_object_thaw_notify (G_OBJECT (self));
  for (guint i = 0; i < changed->len; i++)
    g_signal_emit (self, signals[SIGNAL_FIELD_CHANGED], g_quark_from_string (changed->pdata[i]), changed->pdata[i]);
}

/* Many events folded at once must not emit "field-changed" twice for a field. */
static void
remove_duplicates (GPtrArray *names)
{
  g_autoptr (GHashTable) seen = NULL;

  if (names->len < 2)
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < names->len;)
    if (g_hash_table_add (seen, names->pdata[i]))
      i++;
    else
      g_ptr_array_remove_index (names, i);
}

static void
publish (CordInteraction *self, guint first)
{
  g_autoptr (GPtrArray) applied = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);

  for (guint i = first; i < self->events->len; i++)
    g_ptr_array_add (applied, cord_event_ref (self->events->pdata[i]));
  remove_duplicates (self->changed);
  cord_interaction_refresh_lists (self);
  cord_interaction_update_gates (self);
  g_object_ref (self);
  notify_all (self);
  for (guint i = 0; i < applied->len; i++)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, applied->pdata[i]);
  g_object_unref (self);
}

gboolean
cord_interaction_apply (CordInteraction *self, CordEvent *event, GError **error)
{
  guint first = self->events->len;

  if (!cord_interaction_fold (self, event, error))
    return FALSE;
  publish (self, first);
  return TRUE;
}

gboolean
cord_interaction_apply_all (CordInteraction *self, GPtrArray *events, GError **error)
{
  guint first = self->events->len;
  gboolean fine = TRUE;

  for (guint i = 0; fine && i < events->len; i++)
    fine = cord_interaction_fold (self, events->pdata[i], error);
  if (self->events->len > first)
    publish (self, first);
  return fine;
}

GVariant *
cord_interaction_get_header (CordInteraction *self)
{
  return self->header;
}

CordSop *
cord_interaction_get_sop (CordInteraction *self)
{
  return self->sop;
}

CordVault *
cord_interaction_get_vault (CordInteraction *self)
{
  return self->vault;
}

GPtrArray *
cord_interaction_get_events (CordInteraction *self)
{
  return self->events;
}

guint64
cord_interaction_get_seq (CordInteraction *self)
{
  return self->events->len;
}

const char *
cord_interaction_get_head (CordInteraction *self)
{
  const CordEvent *last = self->events->len > 0 ? self->events->pdata[self->events->len - 1] : NULL;

  return last != NULL ? last->hash : self->root;
}

const char *
cord_interaction_get_status (CordInteraction *self)
{
  return status_names[self->fold.status];
}

static gboolean
matches (const CordEvent *event, GVariant *where)
{
  GVariantIter iter;
  const char *key;
  GVariant *wanted;
  gboolean same = TRUE;

  g_variant_iter_init (&iter, where);
  while (same && g_variant_iter_next (&iter, "{&sv}", &key, &wanted))
    {
      GVariant *value = cord_event_peek (event, key);

      same = value != NULL && g_variant_is_of_type (value, g_variant_get_type (wanted))
             && g_variant_equal (value, wanted);
      g_variant_unref (wanted);
    }
  return same;
}

guint
cord_interaction_count (CordInteraction *self, const char *type, GVariant *where)
{
  const CordEventType *known = cord_event_type_find (type);
  GPtrArray *events = known != NULL ? self->by_type[cord_event_type_kind (known)] : NULL;
  guint n = 0;

  if (events == NULL || where == NULL)
    return events != NULL ? events->len : 0;
  for (guint i = 0; i < events->len; i++)
    if (matches (events->pdata[i], where))
      n++;
  return n;
}

guint
cord_interaction_count_kind (CordInteraction *self, CordEventKind kind)
{
  g_return_val_if_fail (kind < CORD_N_EVENT_KINDS, 0);
  return self->by_type[kind] != NULL ? self->by_type[kind]->len : 0;
}

const CordEvent *
cord_interaction_last (CordInteraction *self, CordEventKind kind)
{
  guint n = cord_interaction_count_kind (self, kind);

  return n > 0 ? g_ptr_array_index (self->by_type[kind], n - 1) : NULL;
}

GVariant *
cord_interaction_last_body (CordInteraction *self, const char *type)
{
  const CordEventType *known = cord_event_type_find (type);
  const CordEvent *event = known != NULL ? cord_interaction_last (self, cord_event_type_kind (known)) : NULL;

  return event != NULL ? event->body : NULL;
}

gboolean
cord_interaction_is_label_shown (CordInteraction *self, const char *option)
{
  return g_hash_table_contains (self->fold.labels, option);
}

gboolean
cord_interaction_is_started (CordInteraction *self, const char *factor, const char *customer)
{
  GPtrArray *events = self->by_type[CORD_EVENT_VERIFY_STARTED];

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const CordVerifyStarted *started = cord_event_get_verify_started (g_ptr_array_index (events, i));

      if (g_str_equal (started->factor, factor) && g_str_equal (started->customer, customer))
        return TRUE;
    }
  return FALSE;
}

static const CordEvent *
find_operation (CordInteraction *self, const char *operation, const char *(*operation_of) (const CordEvent *event))
{
  for (guint i = 0; i < self->events->len; i++)
    if (g_strcmp0 (operation_of (g_ptr_array_index (self->events, i)), operation) == 0)
      return g_ptr_array_index (self->events, i);
  return NULL;
}

const CordEvent *
cord_interaction_find_queued (CordInteraction *self, const char *operation)
{
  g_return_val_if_fail (operation != NULL, NULL);
  return find_operation (self, operation, cord_event_get_queued);
}

const CordEvent *
cord_interaction_find_settled (CordInteraction *self, const char *operation)
{
  g_return_val_if_fail (operation != NULL, NULL);
  return find_operation (self, operation, cord_event_get_settled);
}

char *
cord_interaction_dup_property (CordInteraction *self, const char *property)
{
  char *text = NULL;

  g_object_get (self, property, &text, NULL);
  return text != NULL ? text : g_strdup ("");
}
