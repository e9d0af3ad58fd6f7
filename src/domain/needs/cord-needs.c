/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/needs/cord-needs.h"

#include "base/cord-text.h"

#include <string.h>

#define WORDS_MAX_CHARACTERS 300

struct _CordNeeds
{
  GObject parent_instance;

  GVariant *document;
  GVariant *needs;
};

G_DEFINE_FINAL_TYPE (CordNeeds, cord_needs, G_TYPE_OBJECT)

static const char *const kinds[] = { "upgrade", "downgrade", "modify", "add", "remove", NULL };
static const char *const yes_words[] = { "yes", "true", "y", NULL };
static const char *const no_words[] = { "no", "false", "n", "none", "nothing", "-", NULL };

/* Dimensions whose values come from a closed list. */
static const struct
{
  const char *dimension;
  const char *values[4];
} closed[] = {
  { "commitment", { "yes", "no", "unsure" } },
  { "speed", { "same", "faster", "fastest" } },
  { "data", { "light", "medium", "heavy" } },
  { "travel", { "yes", "no" } },
  { "streaming", { "yes", "no" } },
};

static void
cord_needs_finalize (GObject *object)
{
  CordNeeds *self = CORD_NEEDS (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->needs, g_variant_unref);
  G_OBJECT_CLASS (cord_needs_parent_class)->finalize (object);
}

static void
cord_needs_class_init (CordNeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_needs_finalize;
}

static void
cord_needs_init (CordNeeds *self)
{
}

/* The first amount in what was said: "about €1,200.50" → "1200.50", "80,5 Euro" → "80.50". A last comma or point with
 * one or two digits behind it is the decimal one, all others group. */
static char *
find_amount (const char *words)
{
  const char *start = words + strcspn (words, "0123456789");
  gsize length = strspn (start, "0123456789.,'");
  g_autofree char *run = g_strndup (start, length);
  g_autoptr (GString) whole = g_string_new (NULL);
  gsize decimals;
  char *point, *comma, *mark;

  while (length > 0 && !g_ascii_isdigit (run[length - 1]))
    run[--length] = '\0';
  if (length == 0)
    return NULL;
  point = strrchr (run, '.');
  comma = strrchr (run, ',');
  mark = comma == NULL || (point != NULL && point > comma) ? point : comma;
  decimals = mark != NULL ? strlen (mark + 1) : 0;
  if (decimals > 2)
    mark = NULL;
  for (const char *p = run; *p != '\0' && p != mark; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (whole, *p);
  if (whole->len > 12)
    return NULL;
  if (mark != NULL)
    g_string_append_printf (whole, ".%s%s", mark + 1, decimals == 1 ? "0" : "");
  return g_strdup (whole->str);
}

static char *
find_count (const char *words, guint64 most)
{
  const char *start = words + strcspn (words, "0123456789");
  g_autofree char *digits = g_strndup (start, strspn (start, "0123456789"));
  guint64 count;

  if (!g_ascii_string_to_unsigned (digits, 10, 0, most, &count, NULL))
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

static char *
find_choice (const char *const *values, const char *words)
{
  g_autofree char *key = cord_text_search_key (words);

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], key))
      return g_strdup (values[i]);
  if (g_str_equal (values[0], "yes") && g_strv_contains (yes_words, key))
    return g_strdup ("yes");
  if (g_str_equal (values[0], "yes") && g_strv_contains (no_words, key))
    return g_strdup ("no");
  return NULL;
}

/* The value of a need, or NULL when the answer says nothing about it. */
static char *
read_value (const char *dimension, const char *answer)
{
  g_autofree char *words = cord_text_clean (answer, WORDS_MAX_CHARACTERS);
  g_autofree char *key = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    if (g_str_equal (closed[i].dimension, dimension))
      return find_choice (closed[i].values, words);
  if (g_str_equal (dimension, "budget"))
    return find_amount (words);
  if (g_str_equal (dimension, "people"))
    return find_count (words, 1000);
  if (g_str_equal (dimension, "term"))
    return find_count (words, 600);
  key = cord_text_search_key (words);
  g_strdelimit (key, ".,!", ' ');
  g_strstrip (key);
  return *key == '\0' || g_strv_contains (no_words, key) ? NULL : g_steal_pointer (&words);
}

static void
add_need (CordBuilder *needs, GVariant *question, GVariant *answers)
{
  const char *id = cord_value_get_string (question, "id");
  const char *dimension = cord_value_get_string (question, "derives");
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) need = NULL;
  g_autofree char *value = NULL;

  if (id == NULL || dimension == NULL || answers == NULL || !g_variant_is_of_type (answers, CORD_VALUE_OBJECT))
    return;
  /* Not a path lookup, since the id of a question may contain a point. */
  answer = g_variant_lookup_value (answers, id, G_VARIANT_TYPE_STRING);
  value = answer != NULL ? read_value (dimension, g_variant_get_string (answer, NULL)) : NULL;
  if (value == NULL)
    return;
  need = cord_value_of_strings ("dimension", dimension, "value", value, "question", id, NULL);
  cord_builder_add (needs, need);
}

CordNeeds *
cord_needs_derive (GVariant *questions, GVariant *answers, GVariant *fields)
{
  const char *kind = cord_value_get_string (fields, "change-kind");
  const char *product = cord_value_get_string (fields, "product");
  const char *reason = cord_value_get_string (fields, "reason-code");
  g_autoptr (GVariant) needs = NULL;
  g_autoptr (GVariant) document = NULL;
  gsize n = cord_value_length (questions);
  CordBuilder list, builder;

  if (kind == NULL || !g_strv_contains (kinds, kind))
    kind = "";
  if (product == NULL || g_str_equal (kind, "add"))
    product = "";
  cord_builder_init_array (&list);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) question = cord_value_dup_at (questions, i);

      add_need (&list, question, answers);
    }
  needs = cord_builder_end (&list);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "kind", kind);
  cord_builder_string (&builder, "product", product);
  cord_builder_string (&builder, "reason", reason != NULL ? reason : "");
  cord_builder_value (&builder, "needs", needs);
  document = cord_builder_end (&builder);
  return cord_needs_new (document);
}

CordNeeds *
cord_needs_new (GVariant *document)
{
  CordNeeds *self = g_object_new (CORD_TYPE_NEEDS, NULL);

  self->document = g_variant_ref_sink (document);
  self->needs = cord_value_dup_array (document, "needs");
  return self;
}

GVariant *
cord_needs_get_document (CordNeeds *self)
{
  g_return_val_if_fail (CORD_IS_NEEDS (self), NULL);
  return self->document;
}

const char *
cord_needs_get_kind (CordNeeds *self)
{
  const char *kind = cord_value_get_string (self->document, "kind");

  return kind != NULL ? kind : "";
}

const char *
cord_needs_get_product (CordNeeds *self)
{
  const char *product = cord_value_get_string (self->document, "product");

  return product != NULL ? product : "";
}

gsize
cord_needs_get_length (CordNeeds *self)
{
  return cord_value_length (self->needs);
}

CordNeed
cord_needs_get_at (CordNeeds *self, gsize index)
{
  g_autoptr (GVariant) need = cord_value_dup_at (self->needs, index);

  /* The texts are in the bytes of the document, and so outlive @need. */
  return (CordNeed){ .dimension = cord_value_get_string (need, "dimension"),
                     .value = cord_value_get_string (need, "value"),
                     .question = cord_value_get_string (need, "question") };
}

const char *
cord_needs_get (CordNeeds *self, const char *dimension)
{
  const char *found = NULL;

  for (gsize i = 0; i < cord_needs_get_length (self) && found == NULL; i++)
    {
      const CordNeed need = cord_needs_get_at (self, i);

      if (g_strcmp0 (need.dimension, dimension) == 0)
        found = need.value;
    }
  return found;
}
