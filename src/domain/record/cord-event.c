/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-reference-private.h"

#include <string.h>

/* An event, its members in the order of its type's fields, and the struct they are read into, in one allocation: the
 * fold reads members with every event. */
typedef struct
{
  CordEvent event;
  GVariant *members[CORD_EVENT_MAX_FIELDS];
  gint64 typed[];
} Record;

/* Every event line carries exactly these. */
static const char *const line_members[]
    = { "actor", "at", "body", "hash", "mono", "prev", "seq", "step", "type", "v", NULL };

static GVariant *
dup_unhashed (const CordEvent *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_integer (&builder, "seq", (gint64)self->seq);
  cord_builder_integer (&builder, "at", self->at);
  cord_builder_integer (&builder, "mono", self->mono);
  cord_builder_string (&builder, "actor", self->actor);
  cord_builder_string (&builder, "step", self->step);
  cord_builder_string (&builder, "type", self->type);
  cord_builder_integer (&builder, "v", self->version);
  cord_builder_value (&builder, "body", self->body);
  cord_builder_string (&builder, "prev", self->prev);
  return cord_builder_end (&builder);
}

/* The zero byte marks a leaf, so that no event can pass for an inner node of a hash tree over events. */
static char *
compute_hash (const CordEvent *self)
{
  g_autoptr (GVariant) value = dup_unhashed (self);

  return cord_value_digest (value, "\0", 1);
}

static void
read_members (Record *record, const CordEventType *type)
{
  const CordEventField *fields = cord_event_type_fields (type);

  for (gsize i = 0; fields[i].name != NULL; i++)
    {
      record->members[i] = cord_value_dup (record->event.body, fields[i].name);
      cord_event_field_read (&fields[i], record->members[i], record->typed);
    }
  record->event.typed = type->size > 0 ? record->typed : NULL;
}

static CordEvent *
event_alloc (guint64 seq, gint64 at, gint64 mono, const char *actor, const char *step, const CordEventType *type,
             GVariant *body, const char *prev)
{
  Record *record = g_malloc0 (sizeof (Record) + type->size);
  CordEvent *self = &record->event;

  g_atomic_ref_count_init (&self->ref_count);
  self->seq = seq;
  self->at = at;
  self->mono = mono;
  self->actor = g_strdup (actor);
  self->step = g_strdup (step);
  self->type = g_intern_string (type->type);
  self->kind = cord_event_type_kind (type);
  self->version = type->version;
  self->body = g_variant_ref_sink (body);
  /* Serialise now: GVariant may move its strings when it does so later, and the fold borrows them. */
  g_variant_get_data (self->body);
  read_members (record, type);
  self->prev = g_strdup (prev);
  return self;
}

CordEvent *
cord_event_new (guint64 seq, gint64 at, gint64 mono, const char *actor, const char *step, const char *type,
                GVariant *body, const char *prev)
{
  g_autoptr (GVariant) sunk = body != NULL ? g_variant_ref_sink (body) : cord_value_empty_object ();
  CordEvent *self;

  g_return_val_if_fail (actor != NULL && step != NULL && prev != NULL, NULL);
  g_return_val_if_fail (cord_event_check_recorded (type, sunk, NULL), NULL);

  self = event_alloc (seq, at, mono, actor, step, cord_event_type_find (type), sunk, prev);
  self->hash = compute_hash (self);
  return self;
}

static gboolean
refuse (const char *member, GError **error, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "event", member, NULL, "%s: %s", member, message);
}

static gboolean
check_members (GVariant *value, GError **error)
{
  GVariantIter iter;
  const char *key;

  if (!g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "event", NULL, NULL, "An event must be an object");
  for (gsize i = 0; line_members[i] != NULL; i++)
    if (!cord_value_has (value, line_members[i]))
      return refuse (line_members[i], error, "missing");
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (!g_strv_contains (line_members, key))
      return refuse (key, error, "an event has no such member");
  return TRUE;
}

static gboolean
check_strings (GVariant *value, GError **error)
{
  static const char *const strings[] = { "actor", "hash", "prev", "step", "type", NULL };

  for (gsize i = 0; strings[i] != NULL; i++)
    if (cord_value_get_string (value, strings[i]) == NULL)
      return refuse (strings[i], error, "must be text");
  if (!cord_digest_is_valid (cord_value_get_string (value, "prev")))
    return refuse ("prev", error, "must be 64 lower-case hex digits");
  return TRUE;
}

static gboolean
check_numbers (GVariant *value, GError **error)
{
  static const char *const numbers[] = { "seq", "at", "mono", "v", NULL };

  for (gsize i = 0; numbers[i] != NULL; i++)
    if (cord_value_get_integer (value, numbers[i], 0) != cord_value_get_integer (value, numbers[i], 1))
      return refuse (numbers[i], error, "must be an integer");
  if (cord_value_get_integer (value, "seq", 0) < 1)
    return refuse ("seq", error, "must be at least 1");
  if (cord_value_get_integer (value, "mono", 0) < 0)
    return refuse ("mono", error, "must not be negative");
  return TRUE;
}

CordEvent *
cord_event_from_value (GVariant *value, GError **error)
{
  g_autoptr (CordEvent) self = NULL;
  g_autoptr (GVariant) body = NULL;
  const CordEventType *type;

  if (!check_members (value, error) || !check_strings (value, error) || !check_numbers (value, error))
    return NULL;
  type = cord_event_type_find (cord_value_get_string (value, "type"));
  if (type == NULL)
    {
      refuse ("type", error, "unknown event type");
      return NULL;
    }
  if (cord_value_get_integer (value, "v", 0) != type->version)
    {
      refuse ("v", error, "this version of the event type is not known here");
      return NULL;
    }
  body = cord_value_dup (value, "body");
  if (!cord_event_check_recorded (type->type, body, error))
    return NULL;

  self = event_alloc ((guint64)cord_value_get_integer (value, "seq", 0), cord_value_get_integer (value, "at", 0),
                      cord_value_get_integer (value, "mono", 0), cord_value_get_string (value, "actor"),
                      cord_value_get_string (value, "step"), type, body, cord_value_get_string (value, "prev"));
  self->hash = compute_hash (self);
  if (strcmp (self->hash, cord_value_get_string (value, "hash")) != 0)
    {
      refuse ("hash", error, "does not match the event");
      return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
cord_event_line_get_type (GVariant *line)
{
  return cord_value_get_string (line, "type");
}

guint64
cord_event_line_get_seq (GVariant *line)
{
  return (guint64)MAX (cord_value_get_integer (line, "seq", 0), 0);
}

GVariant *
cord_event_to_value (const CordEvent *self)
{
  g_autoptr (GVariant) unhashed = dup_unhashed (self);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, unhashed);
  cord_builder_string (&builder, "hash", self->hash);
  return cord_builder_end (&builder);
}

CordEvent *
cord_event_ref (CordEvent *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cord_event_unref (CordEvent *self)
{
  Record *record = (Record *)self;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (record->members); i++)
    g_clear_pointer (&record->members[i], g_variant_unref);
  g_free (self->actor);
  g_free (self->step);
  g_free (self->prev);
  g_free (self->hash);
  g_variant_unref (self->body);
  g_free (record);
}

GVariant *
cord_event_peek (const CordEvent *self, const char *member)
{
  const CordEventType *type = cord_event_type_find (self->type);
  const CordEventField *field = cord_event_type_find_field (type, member);

  return field != NULL ? ((const Record *)self)->members[field - cord_event_type_fields (type)] : NULL;
}

const CordEvent *
cord_event_of (gconstpointer typed)
{
  return (const CordEvent *)((const char *)typed - G_STRUCT_OFFSET (Record, typed));
}

char *
cord_event_header_digest (GVariant *header)
{
  return cord_value_digest (header, NULL, 0);
}
