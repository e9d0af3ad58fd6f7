/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-exclusion.h"

#include "base/cord-text.h"

struct _CordExclusion
{
  GObject parent_instance;

  GVariant *document;
  char *name;
  char *text;
};

G_DEFINE_FINAL_TYPE (CordExclusion, cord_exclusion, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_TEXT,
  PROP_RULE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cord_exclusion_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordExclusion *self = CORD_EXCLUSION (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_RULE:
      g_value_set_string (value, cord_exclusion_get_rule (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_exclusion_finalize (GObject *object)
{
  CordExclusion *self = CORD_EXCLUSION (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_free (self->name);
  g_free (self->text);
  G_OBJECT_CLASS (cord_exclusion_parent_class)->finalize (object);
}

static void
cord_exclusion_class_init (CordExclusionClass *klass)
{
  static const char *const names[] = { NULL, "name", "text", "rule" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_exclusion_get_property;
  object_class->finalize = cord_exclusion_finalize;
  for (guint i = PROP_NAME; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_exclusion_init (CordExclusion *self)
{
}

CordExclusion *
cord_exclusion_new (GVariant *document)
{
  CordExclusion *self = g_object_new (CORD_TYPE_EXCLUSION, NULL);

  self->document = g_variant_ref_sink (document);
  self->name = cord_text_clean (cord_value_get_string (document, "name"), 80);
  self->text = cord_text_clean (cord_value_get_string (document, "text"), 300);
  return self;
}

GVariant *
cord_exclusion_new_document (const char *offering, const char *name, const char *rule, const char *text)
{
  return cord_value_of_strings ("offering", offering, "name", name, "rule", rule, "text", text, NULL);
}

int
cord_exclusion_compare_documents (GVariant *a, GVariant *b)
{
  return g_strcmp0 (cord_value_get_string (a, "offering"), cord_value_get_string (b, "offering"));
}

const char *
cord_exclusion_get_name (CordExclusion *self)
{
  return self->name;
}

const char *
cord_exclusion_get_rule (CordExclusion *self)
{
  const char *rule = cord_value_get_string (self->document, "rule");

  return rule != NULL ? rule : "";
}
