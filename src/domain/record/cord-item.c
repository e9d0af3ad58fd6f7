/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-item.h"

struct _CordItem
{
  GObject parent_instance;

  char *id;
  char *title;
  char *step;
  char *field;
};

G_DEFINE_FINAL_TYPE (CordItem, cord_item, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_STEP,
  PROP_FIELD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cord_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordItem *self = CORD_ITEM (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STEP:
      g_value_set_string (value, self->step);
      break;
    case PROP_FIELD:
      g_value_set_string (value, self->field);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_item_finalize (GObject *object)
{
  CordItem *self = CORD_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->step);
  g_free (self->field);
  G_OBJECT_CLASS (cord_item_parent_class)->finalize (object);
}

static void
cord_item_class_init (CordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cord_item_get_property;
  object_class->finalize = cord_item_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_STEP] = g_param_spec_string ("step", NULL, NULL, "", flags);
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_item_init (CordItem *self)
{
}

CordItem *
cord_item_new (const char *id, const char *title, const char *step, const char *field)
{
  CordItem *self = g_object_new (CORD_TYPE_ITEM, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->step = g_strdup (step);
  self->field = g_strdup (field != NULL ? field : "");
  return self;
}

const char *
cord_item_get_id (CordItem *self)
{
  return self->id;
}

const char *
cord_item_get_title (CordItem *self)
{
  return self->title;
}

const char *
cord_item_get_step (CordItem *self)
{
  return self->step;
}

const char *
cord_item_get_field (CordItem *self)
{
  return self->field;
}

static gboolean
is_same (CordItem *a, CordItem *b)
{
  return a == b || (g_str_equal (a->id, b->id) && g_str_equal (a->title, b->title) && g_str_equal (a->step, b->step));
}

gboolean
cord_item_replace_all (GListStore *store, GPtrArray *items)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint first = 0, last = 0;

  while (first < old && first < items->len)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (G_LIST_MODEL (store), first);

      if (!is_same (item, items->pdata[first]))
        break;
      first++;
    }
  while (last < old - first && last < items->len - first)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (G_LIST_MODEL (store), old - 1 - last);

      if (!is_same (item, items->pdata[items->len - 1 - last]))
        break;
      last++;
    }
  if (first + last == old && old == items->len)
    return FALSE;
  g_list_store_splice (store, first, old - first - last, items->len > first + last ? items->pdata + first : NULL,
                       items->len - first - last);
  return TRUE;
}
