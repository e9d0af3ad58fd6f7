/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-entry.h"

struct _CordEntry
{
  GObject parent_instance;

  char *values[6]; /* in the order of the properties */
};

G_DEFINE_FINAL_TYPE (CordEntry, cord_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_KIND,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_WHEN,
  PROP_AMOUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
cord_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordEntry *self = CORD_ENTRY (object);

  if (id > PROP_0 && id < N_PROPS)
    g_value_set_string (value, self->values[id - 1]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cord_entry_finalize (GObject *object)
{
  CordEntry *self = CORD_ENTRY (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_free (self->values[i]);
  G_OBJECT_CLASS (cord_entry_parent_class)->finalize (object);
}

static void
cord_entry_class_init (CordEntryClass *klass)
{
  static const char *const names[] = { NULL, "id", "kind", "title", "detail", "when", "amount" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_entry_get_property;
  object_class->finalize = cord_entry_finalize;
  for (guint i = PROP_ID; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_entry_init (CordEntry *self)
{
}

CordEntry *
cord_entry_new (const char *id, const char *kind, const char *title, const char *detail, const char *when,
                const char *amount)
{
  CordEntry *self = g_object_new (CORD_TYPE_ENTRY, NULL);
  const char *values[] = { id, kind, title, detail, when, amount };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    self->values[i] = g_strdup (values[i] != NULL ? values[i] : "");
  return self;
}

const char *
cord_entry_get_title (CordEntry *self)
{
  g_return_val_if_fail (CORD_IS_ENTRY (self), "");
  return self->values[PROP_TITLE - 1];
}

const char *
cord_entry_get_detail (CordEntry *self)
{
  g_return_val_if_fail (CORD_IS_ENTRY (self), "");
  return self->values[PROP_DETAIL - 1];
}

const char *
cord_entry_get_amount (CordEntry *self)
{
  g_return_val_if_fail (CORD_IS_ENTRY (self), "");
  return self->values[PROP_AMOUNT - 1];
}
