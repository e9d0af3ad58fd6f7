/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-candidate.h"

#include "base/cord-value.h"

struct _CordCandidate
{
  GObject parent_instance;

  char *values[3]; /* in the order of the properties */
};

G_DEFINE_FINAL_TYPE (CordCandidate, cord_candidate, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_LABEL,
  PROP_HINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cord_candidate_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordCandidate *self = CORD_CANDIDATE (object);

  if (id > PROP_0 && id < N_PROPS)
    g_value_set_string (value, self->values[id - 1]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cord_candidate_finalize (GObject *object)
{
  CordCandidate *self = CORD_CANDIDATE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_free (self->values[i]);
  G_OBJECT_CLASS (cord_candidate_parent_class)->finalize (object);
}

static void
cord_candidate_class_init (CordCandidateClass *klass)
{
  static const char *const names[] = { NULL, "id", "label", "hint" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_candidate_get_property;
  object_class->finalize = cord_candidate_finalize;
  for (guint i = PROP_ID; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_candidate_init (CordCandidate *self)
{
}

CordCandidate *
cord_candidate_new (const char *id, const char *label, const char *hint)
{
  CordCandidate *self = g_object_new (CORD_TYPE_CANDIDATE, NULL);
  const char *values[] = { id, label, hint };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    self->values[i] = g_strdup (values[i] != NULL ? values[i] : "");
  return self;
}

CordCandidate *
cord_candidate_new_from_document (GVariant *document)
{
  return cord_candidate_new (cord_value_get_string (document, "id"), cord_value_get_string (document, "label"),
                             cord_value_get_string (document, "hint"));
}

const char *
cord_candidate_get_id (CordCandidate *self)
{
  g_return_val_if_fail (CORD_IS_CANDIDATE (self), "");
  return self->values[PROP_ID - 1];
}

const char *
cord_candidate_get_label (CordCandidate *self)
{
  g_return_val_if_fail (CORD_IS_CANDIDATE (self), "");
  return self->values[PROP_LABEL - 1];
}

const char *
cord_candidate_get_hint (CordCandidate *self)
{
  g_return_val_if_fail (CORD_IS_CANDIDATE (self), "");
  return self->values[PROP_HINT - 1];
}
