/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-type.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-reference-private.h"

#include <stdlib.h>
#include <string.h>

static const CordEventType table[] = {
#define EVENT(kind, Struct, name, text, version, ...) [CORD_EVENT_##kind] = { text, version, sizeof (Struct) },
#define PLAIN_EVENT(kind, text, version, ...) [CORD_EVENT_##kind] = { text, version, 0 },
#include "domain/record/cord-event-table.def"
};

#define OPTIONAL (1u << 0)
#define FREE (1u << 1)
/* clang-format off */
#define FIELD(member, name, shape, klass, flags, personal)                                                             \
  { name, shape, ((flags) & OPTIONAL) == 0, personal, ((flags) & FREE) != 0, CORD_CLASS_##klass,                       \
    G_STRUCT_OFFSET (Body, member) },

/* The macros of members do not know the struct of their row; each block calls it Body. */
const CordEventField *
cord_event_type_fields (const CordEventType *type)
{
  static const CordEventField none[] = { { NULL } };

  switch (cord_event_type_kind (type))
    {
#define EVENT(kind, Struct, ...)                                                                                       \
  case CORD_EVENT_##kind:                                                                                              \
    {                                                                                                                  \
      typedef Struct Body;                                                                                             \
      static const CordEventField fields[] = {
#define TEXT(member, name, klass, flags) FIELD (member, name, 's', klass, flags, FALSE)
#define NUMBER(member, name, klass, flags) FIELD (member, name, 'x', klass, flags, FALSE)
#define FLAG(member, name, klass, flags) FIELD (member, name, 'b', klass, flags, FALSE)
#define OBJECT(member, name, klass, flags) FIELD (member, name, 'o', klass, flags, FALSE)
#define LIST(member, name, klass, flags) FIELD (member, name, 'a', klass, flags, FALSE)
#define BESIDE(member, name, shape, klass, flags) FIELD (member, name, shape, klass, flags, TRUE)
#define PLAIN_EVENT(kind, ...)                                                                                         \
  case CORD_EVENT_##kind:                                                                                              \
    return none;
#define NEVER(name) { name, 's', FALSE, FALSE, FALSE, CORD_CLASS_SECRET, 0 },
#define END { NULL } }; return fields; }
#include "domain/record/cord-event-table.def"
    case CORD_N_EVENT_KINDS:
    default:
      return none;
    }
}

/* clang-format on */

static int
compare_name (gconstpointer name, gconstpointer entry)
{
  return strcmp (name, ((const CordEventType *)entry)->type);
}

const CordEventType *
cord_event_type_find (const char *type)
{
  if (type == NULL)
    return NULL;
  return bsearch (type, table, G_N_ELEMENTS (table), sizeof table[0], compare_name);
}

CordEventKind
cord_event_type_kind (const CordEventType *type)
{
  return (CordEventKind)(type - table);
}

const char *
cord_event_kind_name (CordEventKind kind)
{
  g_return_val_if_fail (kind < CORD_N_EVENT_KINDS, NULL);
  return table[kind].type;
}

const CordEventType *
cord_event_type_table (gsize *n_types)
{
  *n_types = G_N_ELEMENTS (table);
  return table;
}

const CordEventField *
cord_event_type_find_field (const CordEventType *type, const char *name)
{
  for (const CordEventField *field = cord_event_type_fields (type); field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;
  return NULL;
}

static gboolean
refuse (const char *type, const char *member, const char *reason, GError **error, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s: %s: %s", type, member, message);
}

static char
shape_of (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return 's';
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return 'x';
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return 'b';
  if (g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    return 'o';
  if (g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    return 'a';
  return '\0'; /* null, decimal, or nothing of ours */
}

/* Bodies are hashed in canonical form, where the writing of a decimal could differ: no null and no decimal at any
 * depth. */
static gboolean
is_plain (GVariant *value)
{
  char shape = shape_of (value);
  gboolean plain = shape != '\0';

  if (shape != 'o' && shape != 'a')
    return plain;
  for (gsize i = 0; plain && i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      g_autoptr (GVariant) boxed = shape == 'o' ? g_variant_get_child_value (child, 1) : g_variant_ref (child);
      g_autoptr (GVariant) inner = g_variant_get_variant (boxed);

      plain = is_plain (inner);
    }
  return plain;
}

static gboolean
check_member (const CordEventType *type, const char *name, GVariant *value, gboolean recorded, GError **error)
{
  const CordEventField *field = cord_event_type_find_field (type, name);
  gboolean reference;

  if (field == NULL)
    return refuse (type->type, name, "undeclared", error, "this event has no such member");
  if (field->klass == CORD_CLASS_SECRET)
    return refuse (type->type, name, "secret", error, "a secret is never recorded");
  reference = field->personal && cord_reference_get_digest (value) != NULL;
  if (recorded && field->personal && !reference)
    return refuse (type->type, name, "personal", error, "must stand as a reference");
  if (!reference && (shape_of (value) != field->shape || !is_plain (value)))
    return refuse (type->type, name, "shape", error, "has another type than declared");
  return TRUE;
}

static gboolean
check_body (const char *name, GVariant *body, gboolean recorded, GError **error)
{
  const CordEventType *type = cord_event_type_find (name);
  GVariantIter iter;
  const char *key;
  GVariant *value;
  gboolean fine = TRUE;

  if (type == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-type", "type", NULL, "Unknown event type “%s”",
                                name != NULL ? name : "");
  if (body == NULL || !g_variant_is_of_type (body, CORD_VALUE_OBJECT))
    return refuse (name, "body", "shape", error, "must be an object");
  g_variant_iter_init (&iter, body);
  while (fine && g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      fine = check_member (type, key, value, recorded, error);
      g_variant_unref (value);
    }
  for (const CordEventField *field = cord_event_type_fields (type); fine && field->name != NULL; field++)
    {
      gboolean present = !field->mandatory || cord_value_has (body, field->name);

      fine = present || refuse (name, field->name, "missing", error, "missing");
    }
  return fine;
}

gboolean
cord_event_check_body (const char *type, GVariant *body, GError **error)
{
  return check_body (type, body, FALSE, error);
}

gboolean
cord_event_check_recorded (const char *type, GVariant *body, GError **error)
{
  return check_body (type, body, TRUE, error);
}

void
cord_event_field_read (const CordEventField *field, GVariant *value, gpointer body)
{
  gpointer place = G_STRUCT_MEMBER_P (body, field->offset);

  if (value == NULL || field->klass == CORD_CLASS_SECRET)
    return;
  if (field->personal)
    ((CordBeside *)place)->reference = value;
  else if (field->shape == 's')
    *(const char **)place = g_variant_get_string (value, NULL);
  else if (field->shape == 'x')
    *(gint64 *)place = g_variant_get_int64 (value);
  else if (field->shape == 'b')
    *(gboolean *)place = g_variant_get_boolean (value);
  else
    *(GVariant **)place = value;
}

static void
write_beside (CordBuilder *builder, const char *name, const CordBeside *beside)
{
  if (beside->text != NULL)
    cord_builder_string (builder, name, beside->text);
  else
    cord_builder_value (builder, name, beside->value != NULL ? beside->value : beside->reference);
}

static void
write_field (CordBuilder *builder, const CordEventField *field, gconstpointer body)
{
  gconstpointer place = (const char *)body + field->offset;

  if (field->klass == CORD_CLASS_SECRET)
    return;
  if (field->personal)
    write_beside (builder, field->name, place);
  else if (field->shape == 's')
    cord_builder_string (builder, field->name, *(const char *const *)place);
  else if (field->shape == 'x')
    cord_builder_integer (builder, field->name, *(const gint64 *)place);
  else if (field->shape == 'b')
    cord_builder_boolean (builder, field->name, *(const gboolean *)place);
  else
    cord_builder_value (builder, field->name, *(GVariant *const *)place);
}

GVariant *
cord_event_body_new (CordEventKind kind, gconstpointer body)
{
  CordBuilder builder;

  g_return_val_if_fail (kind < CORD_N_EVENT_KINDS && (body != NULL || table[kind].size == 0), NULL);
  cord_builder_init (&builder);
  for (const CordEventField *field = cord_event_type_fields (&table[kind]); field->name != NULL; field++)
    write_field (&builder, field, body);
  return cord_builder_end (&builder);
}
