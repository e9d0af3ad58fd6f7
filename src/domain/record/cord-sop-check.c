/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-sop.h"

#include "domain/record/cord-gate.h"
#include "domain/record/cord-interaction-private.h"
#include "domain/record/cord-sop-private.h"

#include <string.h>

/* The dimensions of needs that an answer can derive (cord-needs.h). */
static const char *const dimensions[] = { "budget", "commitment",    "speed",  "data",      "people", "must-have",
                                          "term",   "accessibility", "travel", "streaming", "wish",   NULL };

/* A walk over the document: faults and ids found so far, and the path of the current object. */
typedef struct
{
  GPtrArray *faults;
  CordPredicateScope scope;
  GHashTable *ids; /* "kind/id" */
  GString *place;
} Check;

static void fault (Check *check, const char *member, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
fault (Check *check, const char *member, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (check->faults, g_strdup_printf ("%s%s%s: %s", check->place->str,
                                                   check->place->len > 0 && *member != '\0' ? "." : "", member, text));
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\n")] == '\0';
}

static void
need_text (Check *check, GVariant *object, const char *member)
{
  if (is_blank (cord_value_get_string (object, member)))
    fault (check, member, "missing");
}

static void
need_id (Check *check, GVariant *object, const char *kind)
{
  const char *id = cord_value_get_string (object, "id");
  g_autofree char *key = g_strdup_printf ("%s/%s", kind, id != NULL ? id : "");

  if (is_blank (id))
    fault (check, "id", "missing");
  else if (!g_hash_table_add (check->ids, g_steal_pointer (&key)))
    fault (check, "id", "“%s” stands twice", id);
}

static void
need_one_of (Check *check, GVariant *object, const char *member, const char *const *values)
{
  const char *value = cord_value_get_string (object, member);

  if (value == NULL || !g_strv_contains (values, value))
    fault (check, member, "“%s” is not known", value != NULL ? value : "");
}

static void
check_predicate (Check *check, GVariant *object, const char *member)
{
  g_autoptr (GVariant) predicate = cord_value_dup (object, member);
  g_autofree char *place = g_strdup_printf ("%s.%s", check->place->str, member);

  cord_predicate_check (predicate, &check->scope, place, check->faults);
}

typedef void (*CheckFunc) (Check *check, GVariant *object, gsize index);

/* Calls @each for the objects of a list, with the place set to the object. */
static void
for_each (Check *check, GVariant *object, const char *member, CheckFunc each)
{
  g_autoptr (GVariant) list = cord_value_dup_array (object, member);
  gsize outer = check->place->len;

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) element = cord_value_dup_at (list, i);

      g_string_append_printf (check->place, "%s%s.%" G_GSIZE_FORMAT, outer > 0 ? "." : "", member, i);
      if (g_variant_is_of_type (element, CORD_VALUE_OBJECT))
        each (check, element, i);
      else
        fault (check, "", "must be an object");
      g_string_truncate (check->place, outer);
    }
}

static void
check_choice (Check *check, GVariant *choice, gsize index)
{
  if (cord_value_get_string (choice, "value") == NULL)
    fault (check, "value", "missing");
  need_text (check, choice, "title");
}

static void
check_prompt (Check *check, GVariant *prompt, gsize index)
{
  static const char *const manners[] = { "verbatim", "paraphrase", NULL };

  need_id (check, prompt, "prompt");
  need_text (check, prompt, "text");
  need_one_of (check, prompt, "manner", manners);
  if (cord_value_has (prompt, "when"))
    check_predicate (check, prompt, "when");
}

static void
check_question (Check *check, GVariant *question, gsize index)
{
  static const char *const forms[] = { "open", "closed", NULL };
  static const char *const kinds[] = { "words", "choice", "money", "number", NULL };
  g_autoptr (GVariant) choices = cord_value_dup_array (question, "choices");

  need_id (check, question, "question");
  need_text (check, question, "text");
  need_one_of (check, question, "form", forms);
  need_one_of (check, question, "kind", kinds);
  if (cord_value_has (question, "derives"))
    need_one_of (check, question, "derives", dimensions);
  if (g_strcmp0 (cord_value_get_string (question, "kind"), "choice") == 0 && cord_value_length (choices) == 0)
    fault (check, "choices", "missing");
  for_each (check, question, "choices", check_choice);
}

static void
check_item (Check *check, GVariant *item, gsize index)
{
  need_id (check, item, "item");
  need_text (check, item, "title");
  check_predicate (check, item, "evidence");
  if (cord_value_has (item, "when"))
    check_predicate (check, item, "when");
}

/* A gate on a step without mandatory items would never be closed. */
static void
check_gate (Check *check, GVariant *step)
{
  g_autoptr (GVariant) items = cord_value_dup_array (step, "items");
  CordGateKind kind;

  if (!cord_value_has (step, "gate"))
    return;
  if (!cord_gate_parse (cord_value_get_string (step, "gate"), &kind))
    {
      fault (check, "gate", "unknown gate");
      return;
    }
  for (gsize i = 0; i < cord_value_length (items); i++)
    {
      g_autoptr (GVariant) item = cord_value_dup_at (items, i);

      if (g_variant_is_of_type (item, CORD_VALUE_OBJECT) && cord_value_get_boolean (item, "mandatory")
          && cord_value_has (item, "evidence"))
        return;
    }
  fault (check, "gate", "no mandatory item with a predicate stands before it");
}

static void
check_fed (Check *check, GVariant *step)
{
  g_autoptr (GVariant) ids = cord_value_dup_array (step, "predicates");

  for (gsize i = 0; i < cord_value_length (ids); i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (ids, i);

      if (!g_variant_is_of_type (id, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (id) < 1)
        fault (check, "predicates", "must be numbers of questions of the scorecard");
    }
}

static void
check_step (Check *check, GVariant *step, gsize index)
{
  g_autoptr (GVariant) prompts = cord_value_dup_array (step, "prompts");

  need_id (check, step, "step");
  need_text (check, step, "title");
  need_text (check, step, "purpose");
  if (cord_value_get_integer (step, "number", -1) != (gint64)index)
    fault (check, "number", "the step cannot be reached: it must be number %" G_GSIZE_FORMAT, index);
  if (cord_value_length (prompts) == 0)
    fault (check, "prompts", "nothing to say");
  for_each (check, step, "prompts", check_prompt);
  for_each (check, step, "questions", check_question);
  for_each (check, step, "items", check_item);
  check_gate (check, step);
  check_fed (check, step);
}

static void
check_choices (Check *check, GVariant *document)
{
  g_autoptr (GVariant) choices = cord_value_dup_object (document, "choices");
  GVariantIter iter;
  const char *field;

  g_string_assign (check->place, "choices");
  g_variant_iter_init (&iter, choices);
  while (g_variant_iter_next (&iter, "{&sv}", &field, NULL))
    {
      g_autoptr (GVariant) list = cord_value_dup_array (choices, field);

      if (cord_value_length (list) == 0)
        fault (check, field, "no choice to make");
      for_each (check, choices, field, check_choice);
    }
  g_string_truncate (check->place, 0);
}

static GHashTable *
dup_questions (GVariant *document)
{
  GHashTable *questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GVariant) steps = cord_value_dup_array (document, "steps");

  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      g_autoptr (GVariant) list = cord_value_dup_array (step, "questions");

      for (gsize j = 0; j < cord_value_length (list); j++)
        {
          g_autoptr (GVariant) question = cord_value_dup_at (list, j);

          if (cord_value_get_string (question, "id") != NULL)
            g_hash_table_add (questions, g_strdup (cord_value_get_string (question, "id")));
        }
    }
  return questions;
}

gboolean
cord_sop_check (GVariant *document, GPtrArray *faults)
{
  guint before = faults->len;
  Check check = { .faults = faults };
  g_autoptr (GVariant) steps = NULL;

  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      g_ptr_array_add (faults, g_strdup ("document: must be an object"));
      return FALSE;
    }
  check.place = g_string_new (NULL);
  check.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check.scope.fields = cord_sop_dup_fields (document);
  check.scope.questions = dup_questions (document);

  need_text (&check, document, "id");
  need_text (&check, document, "version");
  need_text (&check, document, "title");
  steps = cord_value_dup_array (document, "steps");
  if (cord_value_length (steps) == 0)
    fault (&check, "steps", "missing");
  for_each (&check, document, "steps", check_step);
  check_choices (&check, document);

  g_hash_table_unref (check.scope.fields);
  g_hash_table_unref (check.scope.questions);
  g_hash_table_unref (check.ids);
  g_string_free (check.place, TRUE);
  return faults->len == before;
}

const char *const *
cord_sop_states (void)
{
  return cord_interaction_state_names ();
}
