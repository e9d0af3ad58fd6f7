/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-gate.h"

#include <glib/gi18n-lib.h>

struct _CordGate
{
  GObject parent_instance;

  CordGateKind kind;
  gboolean open;
  GListStore *missing;
  char *summary;
};

G_DEFINE_FINAL_TYPE (CordGate, cord_gate, G_TYPE_OBJECT)

enum
{
  PROP_OPEN = 1,
  PROP_MISSING,
  PROP_TITLE,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *name;
  const char *title;
} kinds[CORD_N_GATES] = {
  [CORD_GATE_DISCLOSE] = { "disclose", N_ ("Disclose gate") }, [CORD_GATE_QUOTE] = { "quote", N_ ("Quote gate") },
  [CORD_GATE_COMMIT] = { "commit", N_ ("Commit gate") },       [CORD_GATE_SEND] = { "send", N_ ("Send gate") },
  [CORD_GATE_CLOSE] = { "close", N_ ("Close gate") },
};

static char *
describe (CordGate *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->missing));
  GString *titles = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (G_LIST_MODEL (self->missing), i);

      if (i > 0)
        g_string_append (titles, " · ");
      g_string_append (titles, cord_item_get_title (item));
    }
  joined = g_string_free (titles, FALSE);
  if (self->open)
    return g_strdup (_ ("Open"));
  /* Translators: what a gate still waits for, as a list */
  return g_strdup_printf (_ ("Missing: %s"), joined);
}

static void
cord_gate_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordGate *self = CORD_GATE (object);

  switch (id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, self->open);
      break;
    case PROP_MISSING:
      g_value_set_object (value, self->missing);
      break;
    case PROP_TITLE:
      g_value_set_string (value, _ (kinds[self->kind].title));
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_gate_finalize (GObject *object)
{
  CordGate *self = CORD_GATE (object);

  g_clear_object (&self->missing);
  g_free (self->summary);
  G_OBJECT_CLASS (cord_gate_parent_class)->finalize (object);
}

static void
cord_gate_class_init (CordGateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cord_gate_get_property;
  object_class->finalize = cord_gate_finalize;
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_MISSING] = g_param_spec_object ("missing", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_gate_init (CordGate *self)
{
  self->missing = g_list_store_new (CORD_TYPE_ITEM);
  self->summary = g_strdup ("");
}

CordGate *
cord_gate_new (CordGateKind kind)
{
  CordGate *self = g_object_new (CORD_TYPE_GATE, NULL);

  self->kind = kind;
  return self;
}

gboolean
cord_gate_get_open (CordGate *self)
{
  return self->open;
}

GListModel *
cord_gate_get_missing (CordGate *self)
{
  return G_LIST_MODEL (self->missing);
}

const char *
cord_gate_get_summary (CordGate *self)
{
  return self->summary;
}

void
cord_gate_update (CordGate *self, GPtrArray *missing)
{
  gboolean open = missing->len == 0;
  gboolean moved = cord_item_replace_all (self->missing, missing);

  if (!moved && open == self->open)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (open != self->open)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
  self->open = open;
  g_free (self->summary);
  self->summary = describe (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
cord_gate_name (CordGateKind kind)
{
  return kinds[kind].name;
}

gboolean
cord_gate_parse (const char *name, CordGateKind *out)
{
  for (guint i = 0; i < CORD_N_GATES; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0)
      {
        *out = (CordGateKind)i;
        return TRUE;
      }
  return FALSE;
}
