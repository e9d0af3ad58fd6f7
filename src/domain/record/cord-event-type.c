/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-private.h"

#include <stdlib.h>
#include <string.h>

/* Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define FIELD(name, shape, klass) { name, shape, TRUE, FALSE, CORD_CLASS_##klass }
#define MAYBE(name, shape, klass) { name, shape, FALSE, FALSE, CORD_CLASS_##klass }
#define BESIDE(name, shape, klass) { name, shape, TRUE, TRUE, CORD_CLASS_##klass }
#define MAYBE_BESIDE(name, shape, klass) { name, shape, FALSE, TRUE, CORD_CLASS_##klass }
/* Declared only so that the refusal can say why: class SECRET never enters a body. */
#define NEVER(name, shape) { name, shape, FALSE, FALSE, CORD_CLASS_SECRET }
/* clang-format on */

/* Sorted by name: looked up by bisection. A released type is never changed, it gets a new version. */
static const CordEventType table[] = {
  { "call.answered", 1, { { NULL } } },
  { "call.ended", 1, { { NULL } } },
  { "call.held", 1, { { NULL } } },
  { "call.offered",
    1,
    { FIELD ("channel", 's', PUBLIC), FIELD ("direction", 's', PUBLIC), BESIDE ("phone", 's', ACCOUNT) } },
  { "call.resumed", 1, { { NULL } } },
  { "candidate.chosen", 1, { FIELD ("customer", 's', PUBLIC), FIELD ("how", 's', PUBLIC) } },
  { "candidate.shown", 1, { FIELD ("count", 'x', PUBLIC), BESIDE ("candidates", 'a', PUBLIC) } },
  /* Beside the chain because it is large, not because it is personal. */
  { "catalog.pinned", 1, { FIELD ("version", 's', PUBLIC), BESIDE ("catalog", 'o', PUBLIC) } },
  { "change.selected", 1, { FIELD ("option", 's', ACCOUNT), FIELD ("change", 'o', ACCOUNT) } },
  { "comparison.viewed", 1, { FIELD ("options", 'a', PUBLIC) } },
  { "consent.given", 1, { FIELD ("seal", 's', PUBLIC), FIELD ("prompt", 's', PUBLIC), FIELD ("manner", 's', PUBLIC) } },
  { "customer.opened",
    1,
    { FIELD ("customer", 's', PUBLIC), BESIDE ("snapshot", 'o', CPNI), FIELD ("digest", 's', PUBLIC),
      FIELD ("products", 'x', PUBLIC) } },
  { "disposition.set", 1, { FIELD ("code", 's', PUBLIC) } },
  { "field.revealed", 1, { FIELD ("field", 's', PUBLIC), FIELD ("class", 's', PUBLIC) } },
  { "field.set",
    1,
    { FIELD ("field", 's', PUBLIC), MAYBE ("value", 's', ACCOUNT), MAYBE_BESIDE ("words", 's', ACCOUNT),
      FIELD ("source", 's', PUBLIC) } },
  { "interaction.closed", 1, { FIELD ("note", 's', PUBLIC), BESIDE ("words", 's', CPNI) } },
  { "interaction.parked", 1, { FIELD ("reason", 's', PUBLIC), MAYBE_BESIDE ("words", 's', ACCOUNT) } },
  { "interaction.resumed", 1, { { NULL } } },
  { "label.shown", 1, { FIELD ("option", 's', PUBLIC) } },
  { "message.failed",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("reason", 's', PUBLIC), FIELD ("message", 's', PUBLIC) } },
  { "message.queued", 1, { FIELD ("operation", 's', PUBLIC), FIELD ("channel", 's', PUBLIC) } },
  { "message.rendered",
    1,
    { FIELD ("channel", 's', PUBLIC), FIELD ("language", 's', PUBLIC), FIELD ("subject", 's', ACCOUNT),
      BESIDE ("text", 's', CPNI), FIELD ("digest", 's', PUBLIC), FIELD ("proved", 'b', PUBLIC),
      FIELD ("problems", 'a', CPNI) } },
  { "message.sent",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("message", 's', PUBLIC), FIELD ("channel", 's', PUBLIC),
      BESIDE ("address", 's', ACCOUNT), FIELD ("state", 's', PUBLIC) } },
  { "need.derived", 1, { BESIDE ("needs", 'o', ACCOUNT) } },
  { "note.edited", 1, { BESIDE ("words", 's', CPNI) } },
  { "notice.given", 1, { FIELD ("notice", 's', PUBLIC) } },
  { "objection", 1, { BESIDE ("words", 's', ACCOUNT) } },
  { "option.presented", 1, { FIELD ("option", 's', ACCOUNT) } },
  { "options.excused", 1, { FIELD ("reason", 's', PUBLIC) } },
  { "options.ranked",
    1,
    { FIELD ("catalog", 's', PUBLIC), FIELD ("options", 'a', ACCOUNT), FIELD ("excluded", 'a', ACCOUNT) } },
  { "order.accepted",
    1,
    { FIELD ("order", 's', PUBLIC), FIELD ("state", 's', PUBLIC), MAYBE ("completed", 's', PUBLIC) } },
  { "order.placed",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("order", 's', PUBLIC), FIELD ("number", 's', ACCOUNT),
      FIELD ("state", 's', PUBLIC), FIELD ("effective", 's', ACCOUNT), MAYBE ("undoUntil", 's', PUBLIC) } },
  { "order.queued", 1, { FIELD ("operation", 's', PUBLIC), FIELD ("seal", 's', PUBLIC) } },
  { "order.refused",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("reason", 's', PUBLIC), FIELD ("message", 's', PUBLIC),
      MAYBE ("member", 's', PUBLIC) } },
  { "order.undone", 1, { FIELD ("order", 's', PUBLIC) } },
  { "plan.confirmed", 1, { FIELD ("products", 'a', ACCOUNT) } },
  { "promise.failed",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("reason", 's', PUBLIC), FIELD ("message", 's', PUBLIC) } },
  { "promise.made",
    1,
    { FIELD ("kind", 's', PUBLIC), MAYBE ("at", 's', ACCOUNT), MAYBE ("appointment", 's', PUBLIC),
      MAYBE ("operation", 's', PUBLIC), MAYBE_BESIDE ("purpose", 's', ACCOUNT) } },
  { "promise.queued",
    1,
    { FIELD ("operation", 's', PUBLIC), FIELD ("kind", 's', PUBLIC), FIELD ("at", 's', ACCOUNT) } },
  { "question.answered",
    1,
    { FIELD ("question", 's', PUBLIC), MAYBE ("value", 's', ACCOUNT), MAYBE_BESIDE ("words", 's', ACCOUNT) } },
  { "question.asked", 1, { FIELD ("question", 's', PUBLIC), FIELD ("form", 's', PUBLIC) } },
  { "quote.shown",
    1,
    { FIELD ("quote", 's', PUBLIC), FIELD ("seal", 's', PUBLIC), FIELD ("letters", 's', PUBLIC),
      FIELD ("effective", 's', ACCOUNT), FIELD ("currency", 's', PUBLIC), BESIDE ("input", 'o', CPNI),
      FIELD ("bill", 'o', CPNI), MAYBE ("price", 's', ACCOUNT) } },
  { "satisfaction.given", 1, { FIELD ("score", 'x', PUBLIC) } },
  { "step.entered", 1, { FIELD ("step", 's', PUBLIC) } },
  { "step.explained", 1, { FIELD ("item", 's', PUBLIC) } },
  { "timeline.stated", 1, { FIELD ("effective", 's', ACCOUNT), FIELD ("ready", 's', ACCOUNT) } },
  { "verify.attempt",
    1,
    { FIELD ("factor", 's', PUBLIC), FIELD ("length", 'x', PUBLIC), NEVER ("value", 's'), NEVER ("pin", 's'),
      NEVER ("code", 's') } },
  { "verify.failed", 1, { FIELD ("factor", 's', PUBLIC), FIELD ("attemptsLeft", 'x', PUBLIC) } },
  { "verify.locked", 1, { FIELD ("until", 's', PUBLIC) } },
  { "verify.passed", 1, { FIELD ("factor", 's', PUBLIC), FIELD ("level", 's', PUBLIC) } },
  { "verify.started", 1, { FIELD ("factor", 's', PUBLIC), FIELD ("customer", 's', PUBLIC) } },
};

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

const CordEventType *
cord_event_type_table (gsize *n_types)
{
  *n_types = G_N_ELEMENTS (table);
  return table;
}

const CordEventField *
cord_event_type_find_field (const CordEventType *type, const char *name)
{
  for (const CordEventField *field = type->fields; field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;
  return NULL;
}

gboolean
cord_hex_is_digest (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

gboolean
cord_value_is_reference (GVariant *value)
{
  return value != NULL && g_variant_is_of_type (value, CORD_VALUE_OBJECT) && g_variant_n_children (value) == 1
         && cord_hex_is_digest (cord_value_get_string (value, "ref"));
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

/* No null and no decimal at any depth: what has no shape has no place in a body. */
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
  reference = field->personal && cord_value_is_reference (value);
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
  for (const CordEventField *field = type->fields; fine && field->name != NULL; field++)
    if (field->mandatory && !cord_value_has (body, field->name))
      fine = refuse (name, field->name, "missing", error, "missing");
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
