/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-step.h"

#include "domain/record/cord-item.h"

struct _CordStep
{
  GObject parent_instance;

  char *id;
  int number;
  char *title;
  char *purpose;
  char *gate;
  const char *state; /* static */
  char *reason;
  gboolean current;
  GListStore *missing;
};

G_DEFINE_FINAL_TYPE (CordStep, cord_step, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NUMBER,
  PROP_TITLE,
  PROP_PURPOSE,
  PROP_STATE,
  PROP_N_MISSING,
  PROP_MISSING,
  PROP_REASON,
  PROP_GATE,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cord_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordStep *self = CORD_STEP (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NUMBER:
      g_value_set_int (value, self->number);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PURPOSE:
      g_value_set_string (value, self->purpose);
      break;
    case PROP_STATE:
      g_value_set_string (value, self->state);
      break;
    case PROP_N_MISSING:
      g_value_set_uint (value, cord_step_get_n_missing (self));
      break;
    case PROP_MISSING:
      g_value_set_object (value, self->missing);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_GATE:
      g_value_set_string (value, self->gate);
      break;
    case PROP_CURRENT:
      g_value_set_boolean (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_step_finalize (GObject *object)
{
  CordStep *self = CORD_STEP (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->purpose);
  g_free (self->gate);
  g_free (self->reason);
  g_clear_object (&self->missing);
  G_OBJECT_CLASS (cord_step_parent_class)->finalize (object);
}

static void
cord_step_class_init (CordStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cord_step_get_property;
  object_class->finalize = cord_step_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_NUMBER] = g_param_spec_int ("number", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_PURPOSE] = g_param_spec_string ("purpose", NULL, NULL, "", flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, "waiting", flags);
  properties[PROP_N_MISSING] = g_param_spec_uint ("n-missing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MISSING] = g_param_spec_object ("missing", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", flags);
  properties[PROP_GATE] = g_param_spec_string ("gate", NULL, NULL, "", flags);
  properties[PROP_CURRENT] = g_param_spec_boolean ("current", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_step_init (CordStep *self)
{
  self->state = "waiting";
  self->reason = g_strdup ("");
  self->missing = g_list_store_new (CORD_TYPE_ITEM);
}

CordStep *
cord_step_new (const char *id, int number, const char *title, const char *purpose, const char *gate)
{
  CordStep *self = g_object_new (CORD_TYPE_STEP, NULL);

  self->id = g_strdup (id);
  self->number = number;
  self->title = g_strdup (title);
  self->purpose = g_strdup (purpose);
  self->gate = g_strdup (gate != NULL ? gate : "");
  return self;
}

const char *
cord_step_get_id (CordStep *self)
{
  return self->id;
}

const char *
cord_step_get_title (CordStep *self)
{
  return self->title;
}

const char *
cord_step_get_state (CordStep *self)
{
  return self->state;
}

const char *
cord_step_get_reason (CordStep *self)
{
  return self->reason;
}

const char *
cord_step_get_gate (CordStep *self)
{
  return self->gate;
}

guint
cord_step_get_n_missing (CordStep *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->missing));
}

GListModel *
cord_step_get_missing (CordStep *self)
{
  return G_LIST_MODEL (self->missing);
}

static const char *
choose_state (gboolean current, gboolean touched, gboolean complete, gboolean gated)
{
  if (current)
    return "current";
  if (gated)
    return "gated";
  if (!touched)
    return "waiting";
  return complete ? "done" : "missing";
}

void
cord_step_update (CordStep *self, gboolean current, gboolean touched, GPtrArray *missing, const char *gated_reason)
{
  const char *state = choose_state (current, touched, missing->len == 0, gated_reason != NULL);
  const char *reason = gated_reason != NULL ? gated_reason : "";
  guint n_missing = cord_step_get_n_missing (self);

  g_object_freeze_notify (G_OBJECT (self));
  cord_item_replace_all (self->missing, missing);
  if (n_missing != missing->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MISSING]);
  if (self->current != current)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  if (!g_str_equal (self->state, state))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (!g_str_equal (self->reason, reason))
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }
  self->current = current;
  self->state = state;
  g_object_thaw_notify (G_OBJECT (self));
}
