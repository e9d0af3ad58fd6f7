/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-sop.h"

#include "domain/record/cord-interaction-private.h"
#include "domain/record/cord-sop-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CordSop
{
  GObject parent_instance;

  GVariant *document;
  GPtrArray *steps;      /* (element-type GVariant) */
  GHashTable *questions; /* id → GVariant */
  GHashTable *fields;    /* name → choices or NULL */
  GHashTable *numbers;   /* step id → its index + 1 */
  GHashTable *settable;  /* names of fields that hold a value; the others are only places on the screen */
  GHashTable *choices;   /* field or question → value → title; what the fold asks for with every event */
  GPtrArray *items;      /* (element-type CordSopItem) */
};

G_DEFINE_FINAL_TYPE (CordSop, cord_sop, G_TYPE_OBJECT)

static const char *
translate (const char *text)
{
  return text != NULL && *text != '\0' ? _ (text) : "";
}

static void
item_free (CordSopItem *item)
{
  g_clear_object (&item->item);
  cord_predicate_free (item->evidence);
  cord_predicate_free (item->when);
  g_free (item);
}

static void
unref_value (gpointer value)
{
  if (value != NULL)
    g_variant_unref (value);
}

GHashTable *
cord_sop_dup_fields (GVariant *document)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_value);
  g_autoptr (GVariant) choices = cord_value_dup_object (document, "choices");
  g_autoptr (GVariant) steps = cord_value_dup_array (document, "steps");
  GVariantIter iter;
  const char *name;
  GVariant *list;

  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      g_autoptr (GVariant) items = cord_value_dup_array (step, "items");

      for (gsize j = 0; j < cord_value_length (items); j++)
        {
          g_autoptr (GVariant) item = cord_value_dup_at (items, j);
          const char *field = cord_value_get_string (item, "field");

          if (field != NULL && *field != '\0')
            g_hash_table_insert (fields, g_strdup (field), NULL);
        }
    }
  g_variant_iter_init (&iter, choices);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &list))
    g_hash_table_insert (fields, g_strdup (name), list);
  return fields;
}

static void
add_items (CordSop *self, guint index, GVariant *step)
{
  g_autoptr (GVariant) items = cord_value_dup_array (step, "items");

  for (gsize i = 0; i < cord_value_length (items); i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (items, i);
      g_autoptr (GVariant) evidence = cord_value_dup (document, "evidence");
      g_autoptr (GVariant) when = cord_value_dup (document, "when");
      CordSopItem *item = g_new0 (CordSopItem, 1);

      item->item = cord_item_new (cord_value_get_string (document, "id"),
                                  translate (cord_value_get_string (document, "title")),
                                  cord_value_get_string (step, "id"), cord_value_get_string (document, "field"));
      item->step = index;
      item->mandatory = cord_value_get_boolean (document, "mandatory");
      item->evidence = cord_predicate_new (evidence);
      if (cord_value_get_string (evidence, "field") != NULL)
        g_hash_table_add (self->settable, g_strdup (cord_value_get_string (evidence, "field")));
      item->when = when != NULL ? cord_predicate_new (when) : NULL;
      g_ptr_array_add (self->items, item);
    }
}

static void
add_choices (CordSop *self, const char *name, GVariant *list)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) choice = cord_value_dup_at (list, i);

      g_hash_table_insert (titles, g_strdup (cord_value_get_string (choice, "value")),
                           g_strdup (translate (cord_value_get_string (choice, "title"))));
    }
  g_hash_table_insert (self->choices, g_strdup (name), titles);
}

static void
add_step (CordSop *self, GVariant *step)
{
  g_autoptr (GVariant) questions = cord_value_dup_array (step, "questions");

  for (gsize i = 0; i < cord_value_length (questions); i++)
    {
      GVariant *question = cord_value_dup_at (questions, i);
      const char *id = cord_value_get_string (question, "id");
      g_autoptr (GVariant) answers = cord_value_dup_array (question, "choices");

      g_hash_table_insert (self->questions, g_strdup (id), question);
      if (g_str_equal (cord_value_get_string (question, "kind"), "choice")
          && !g_hash_table_contains (self->choices, id))
        add_choices (self, id, answers);
    }
  add_items (self, self->steps->len, step);
  g_ptr_array_add (self->steps, g_variant_ref (step));
  g_hash_table_insert (self->numbers, g_strdup (cord_value_get_string (step, "id")),
                       GUINT_TO_POINTER (self->steps->len));
}

static void
cord_sop_finalize (GObject *object)
{
  CordSop *self = CORD_SOP (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_hash_table_unref);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->settable, g_hash_table_unref);
  G_OBJECT_CLASS (cord_sop_parent_class)->finalize (object);
}

static void
cord_sop_class_init (CordSopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_sop_finalize;
}

static void
cord_sop_init (CordSop *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  self->questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  self->settable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
}

CordSop *
cord_sop_new (GVariant *document, GError **error)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (document);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) steps = NULL;
  GHashTableIter iter;
  gpointer field, choices;
  CordSop *self;

  if (!cord_sop_check (sunk, faults))
    {
      const char *line = faults->pdata[0];
      g_autofree char *member = g_strndup (line, strcspn (line, ":"));

      cord_error_set_full (error, CORD_ERROR_INVALID, "sop", member,
                           _ ("Check the file with “cordboardctl sop check”."), "%s", line);
      return NULL;
    }
  self = g_object_new (CORD_TYPE_SOP, NULL);
  self->document = g_steal_pointer (&sunk);
  self->fields = cord_sop_dup_fields (self->document);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &field, &choices))
    if (choices != NULL)
      {
        add_choices (self, field, choices);
        g_hash_table_add (self->settable, g_strdup (field));
      }
  steps = cord_value_dup_array (self->document, "steps");
  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);

      add_step (self, step);
    }
  return self;
}

const char *
cord_sop_get_title (CordSop *self)
{
  return cord_value_get_string (self->document, "title");
}

const char *
cord_sop_get_id (CordSop *self)
{
  return cord_value_get_string (self->document, "id");
}

const char *
cord_sop_get_version (CordSop *self)
{
  return cord_value_get_string (self->document, "version");
}

gsize
cord_sop_get_n_steps (CordSop *self)
{
  return self->steps->len;
}

GVariant *
cord_sop_get_step (CordSop *self, gsize index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);
  return self->steps->pdata[index];
}

int
cord_sop_find_step (CordSop *self, const char *id)
{
  return id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, id)) - 1 : -1;
}

GVariant *
cord_sop_find_question (CordSop *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->questions, id) : NULL;
}

GVariant *
cord_sop_dup_questions (CordSop *self)
{
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < self->steps->len; i++)
    {
      g_autoptr (GVariant) questions = cord_value_dup_array (self->steps->pdata[i], "questions");

      for (gsize j = 0; j < cord_value_length (questions); j++)
        {
          g_autoptr (GVariant) question = cord_value_dup_at (questions, j);

          cord_builder_add (&builder, question);
        }
    }
  return cord_builder_end (&builder);
}

GVariant *
cord_sop_dup_choices (CordSop *self, const char *field)
{
  GVariant *choices = field != NULL ? g_hash_table_lookup (self->fields, field) : NULL;

  return choices != NULL ? g_variant_ref (choices) : cord_value_empty_array ();
}

const char *
cord_sop_get_choice_title (CordSop *self, const char *field, const char *value)
{
  GHashTable *titles = field != NULL ? g_hash_table_lookup (self->choices, field) : NULL;
  const char *title = titles != NULL && value != NULL ? g_hash_table_lookup (titles, value) : NULL;

  return title != NULL ? title : value;
}

GPtrArray *
cord_sop_get_items (CordSop *self)
{
  return self->items;
}

gboolean
cord_sop_has_field (CordSop *self, const char *field)
{
  return field != NULL && g_hash_table_contains (self->settable, field);
}

gboolean
cord_sop_allows (CordSop *self, const char *field, const char *value)
{
  GHashTable *titles = g_hash_table_lookup (self->choices, field);

  return titles == NULL || g_hash_table_contains (titles, value);
}
