/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-limit-list.h"

struct _CordLimitList
{
  AdwBin parent_instance;

  GtkBox *list;

  char **limits;
};

G_DEFINE_FINAL_TYPE (CordLimitList, cord_limit_list, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_LIMITS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
make_row (const char *sentence)
{
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "label", sentence, "wrap",
                       TRUE, "xalign", 0.0f, NULL);
}

static void
clear (CordLimitList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, row);
}

static void
set_limits (CordLimitList *self, const char *const *limits)
{
  clear (self);
  g_strfreev (self->limits);
  self->limits = g_strdupv ((char **)limits);
  for (gsize i = 0; limits != NULL && limits[i] != NULL; i++)
    gtk_box_append (self->list, make_row (limits[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), limits != NULL && *limits != NULL);
}

static void
cord_limit_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LIMITS:
      g_value_set_boxed (value, CORD_LIMIT_LIST (object)->limits);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_limit_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LIMITS:
      set_limits (CORD_LIMIT_LIST (object), g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_limit_list_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_LIMIT_LIST);
  G_OBJECT_CLASS (cord_limit_list_parent_class)->dispose (object);
}

static void
cord_limit_list_finalize (GObject *object)
{
  g_strfreev (CORD_LIMIT_LIST (object)->limits);
  G_OBJECT_CLASS (cord_limit_list_parent_class)->finalize (object);
}

static void
cord_limit_list_class_init (CordLimitListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cord_limit_list_dispose;
  object_class->finalize = cord_limit_list_finalize;
  object_class->get_property = cord_limit_list_get_property;
  object_class->set_property = cord_limit_list_set_property;
  properties[PROP_LIMITS]
      = g_param_spec_boxed ("limits", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-limit-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CordLimitList, list);
}

static void
cord_limit_list_init (CordLimitList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
