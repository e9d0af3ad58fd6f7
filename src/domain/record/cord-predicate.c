/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-predicate.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-private.h"

#include <string.h>

typedef enum
{
  KIND_COUNT, /* "event" is a count of at least one */
  KIND_FIELD,
  KIND_ANSWERED,
  KIND_STATE,
  KIND_ALL,
  KIND_ANY,
  KIND_NOT,
} Kind;

struct _CordPredicate
{
  Kind kind;
  char *name;      /* event type, field or question */
  char *is;        /* value of the field, or NULL */
  GVariant *where; /* or NULL */
  guint least;
  CordStateFunc state;
  GPtrArray *parts; /* (element-type CordPredicate) */
};

/* The member that says what kind of predicate an object is, and which others may accompany it. */
static const struct
{
  const char *member;
  Kind kind;
  const char *others[3];
} forms[] = {
  { "event", KIND_COUNT, { "where" } }, { "count", KIND_COUNT, { "least", "where" } },
  { "field", KIND_FIELD, { "is" } },    { "answered", KIND_ANSWERED, { NULL } },
  { "state", KIND_STATE, { NULL } },    { "all", KIND_ALL, { NULL } },
  { "any", KIND_ANY, { NULL } },        { "not", KIND_NOT, { NULL } },
};

static int
find_form (GVariant *document)
{
  if (document != NULL && g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
      if (cord_value_has (document, forms[i].member))
        return (int)i;
  return -1;
}

static gboolean fault (GPtrArray *faults, const char *place, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fault (GPtrArray *faults, const char *place, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (faults, g_strdup_printf ("%s: %s", place, text));
  return FALSE;
}

static gboolean
check_members (GVariant *document, guint form, const char *place, GPtrArray *faults)
{
  GVariantIter iter;
  const char *key;
  gboolean fine = TRUE;

  g_variant_iter_init (&iter, document);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (strcmp (key, forms[form].member) != 0 && !g_strv_contains (forms[form].others, key))
      fine = fault (faults, place, "“%s” does not go with “%s”", key, forms[form].member);
  return fine;
}

/* A member of `where` that the event lacks, or records as a reference, could never be equal. */
static gboolean
check_where (const CordEventType *type, GVariant *document, const char *place, GPtrArray *faults)
{
  g_autoptr (GVariant) where = cord_value_dup (document, "where");
  g_autoptr (GVariant) body = NULL;
  GVariantIter iter;
  const char *key;
  gboolean fine = TRUE;

  if (where == NULL)
    return TRUE;
  if (!g_variant_is_of_type (where, CORD_VALUE_OBJECT))
    return fault (faults, place, "“where” must be an object");
  g_variant_iter_init (&iter, where);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    {
      const CordEventField *field = cord_event_type_find_field (type, key);
      g_autoptr (GVariant) value = cord_value_dup (where, key);

      if (field == NULL)
        fine = fault (faults, place, "“%s” has no member “%s”", type->type, key);
      else if (field->personal || field->klass == CORD_CLASS_SECRET)
        fine = fault (faults, place, "“%s” of “%s” is not kept in the record", key, type->type);
      else if (!g_variant_is_of_type (value, field->shape == 'x'   ? G_VARIANT_TYPE_INT64
                                             : field->shape == 'b' ? G_VARIANT_TYPE_BOOLEAN
                                                                   : G_VARIANT_TYPE_STRING))
        fine = fault (faults, place, "“%s” of “%s” has another type", key, type->type);
    }
  return fine;
}

static gboolean
check_count (GVariant *document, const char *member, const char *place, GPtrArray *faults)
{
  const char *name = cord_value_get_string (document, member);
  const CordEventType *type = cord_event_type_find (name);

  if (type == NULL)
    return fault (faults, place, "unknown event “%s”", name != NULL ? name : "");
  if (strcmp (member, "count") == 0 && cord_value_get_integer (document, "least", 0) < 1)
    return fault (faults, place, "“least” must be at least 1");
  return check_where (type, document, place, faults);
}

static gboolean
check_field (GVariant *document, const CordPredicateScope *scope, const char *place, GPtrArray *faults)
{
  const char *name = cord_value_get_string (document, "field");
  const char *is = cord_value_get_string (document, "is");
  GVariant *choices = NULL;

  if (name == NULL || !g_hash_table_lookup_extended (scope->fields, name, NULL, (gpointer *)&choices))
    return fault (faults, place, "unknown field “%s”", name != NULL ? name : "");
  if (cord_value_has (document, "is") && is == NULL)
    return fault (faults, place, "“is” must be text");
  if (is == NULL || choices == NULL)
    return TRUE;
  for (gsize i = 0; i < cord_value_length (choices); i++)
    {
      g_autoptr (GVariant) choice = cord_value_dup_at (choices, i);

      if (g_strcmp0 (cord_value_get_string (choice, "value"), is) == 0)
        return TRUE;
    }
  return fault (faults, place, "“%s” is never “%s”", name, is);
}

static gboolean
check_parts (GVariant *document, const char *member, const CordPredicateScope *scope, const char *place,
             GPtrArray *faults)
{
  g_autoptr (GVariant) parts = cord_value_dup (document, member);
  gboolean fine = TRUE;

  if (!g_variant_is_of_type (parts, CORD_VALUE_ARRAY) || cord_value_length (parts) == 0)
    return fault (faults, place, "“%s” must be a list with at least one predicate", member);
  for (gsize i = 0; i < cord_value_length (parts); i++)
    {
      g_autoptr (GVariant) part = cord_value_dup_at (parts, i);
      g_autofree char *inner = g_strdup_printf ("%s.%s.%" G_GSIZE_FORMAT, place, member, i);

      fine = cord_predicate_check (part, scope, inner, faults) && fine;
    }
  return fine;
}

static gboolean
check_named (GVariant *document, Kind kind, const char *member, const CordPredicateScope *scope, const char *place,
             GPtrArray *faults)
{
  const char *name = cord_value_get_string (document, member);
  gboolean known = name != NULL
                   && (kind == KIND_STATE ? cord_interaction_find_state (name) != NULL
                                          : g_hash_table_contains (scope->questions, name));

  return known
         || fault (faults, place, "unknown %s “%s”", kind == KIND_STATE ? "state" : "question",
                   name != NULL ? name : "");
}

gboolean
cord_predicate_check (GVariant *document, const CordPredicateScope *scope, const char *place, GPtrArray *faults)
{
  int form = find_form (document);
  g_autofree char *inner = NULL;
  g_autoptr (GVariant) part = NULL;

  if (form < 0)
    return fault (faults, place, "not a predicate");
  if (!check_members (document, (guint)form, place, faults))
    return FALSE;
  switch (forms[form].kind)
    {
    case KIND_COUNT:
      return check_count (document, forms[form].member, place, faults);
    case KIND_FIELD:
      return check_field (document, scope, place, faults);
    case KIND_ANSWERED:
    case KIND_STATE:
      return check_named (document, forms[form].kind, forms[form].member, scope, place, faults);
    case KIND_NOT:
      inner = g_strdup_printf ("%s.not", place);
      part = cord_value_dup (document, "not");
      return cord_predicate_check (part, scope, inner, faults);
    case KIND_ALL:
    case KIND_ANY:
    default:
      return check_parts (document, forms[form].member, scope, place, faults);
    }
}

static void
add_parts (CordPredicate *self, GVariant *value)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_predicate_free);
  if (self->kind == KIND_NOT)
    {
      g_ptr_array_add (self->parts, cord_predicate_new (value));
      return;
    }
  for (gsize i = 0; i < cord_value_length (value); i++)
    {
      g_autoptr (GVariant) part = cord_value_dup_at (value, i);

      g_ptr_array_add (self->parts, cord_predicate_new (part));
    }
}

CordPredicate *
cord_predicate_new (GVariant *document)
{
  CordPredicate *self = g_new0 (CordPredicate, 1);
  int form = find_form (document);
  g_autoptr (GVariant) value = NULL;

  g_assert (form >= 0);
  self->kind = forms[form].kind;
  value = cord_value_dup (document, forms[form].member);
  if (self->kind == KIND_ALL || self->kind == KIND_ANY || self->kind == KIND_NOT)
    {
      add_parts (self, value);
      return self;
    }
  self->name = g_variant_dup_string (value, NULL);
  self->is = g_strdup (cord_value_get_string (document, "is"));
  self->where = cord_value_dup (document, "where");
  self->least = (guint)cord_value_get_integer (document, "least", 1);
  if (self->kind == KIND_STATE)
    self->state = cord_interaction_find_state (self->name);
  return self;
}

void
cord_predicate_free (CordPredicate *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->is);
  g_clear_pointer (&self->where, g_variant_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

/* @wanted TRUE: do all parts hold? FALSE: does any? Stops at the first that decides. */
static gboolean
combine_parts (const CordPredicate *self, CordInteraction *interaction, gboolean wanted)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (cord_predicate_holds (self->parts->pdata[i], interaction) != wanted)
      return !wanted;
  return wanted;
}

gboolean
cord_predicate_holds (const CordPredicate *self, CordInteraction *interaction)
{
  switch (self->kind)
    {
    case KIND_COUNT:
      return cord_interaction_count (interaction, self->name, self->where) >= self->least;
    case KIND_FIELD:
      return cord_interaction_field_is (interaction, self->name, self->is);
    case KIND_ANSWERED:
      return cord_interaction_is_answered (interaction, self->name);
    case KIND_STATE:
      return self->state (interaction);
    case KIND_ALL:
      return combine_parts (self, interaction, TRUE);
    case KIND_ANY:
      return combine_parts (self, interaction, FALSE);
    case KIND_NOT:
    default:
      return !cord_predicate_holds (self->parts->pdata[0], interaction);
    }
}
