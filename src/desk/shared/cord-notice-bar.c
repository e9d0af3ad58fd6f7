/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-notice-bar.h"

struct _CordNoticeBar
{
  AdwBin parent_instance;

  GtkLabel *hint;
  GtkLabel *message;
  GtkRevealer *revealer;
};

G_DEFINE_FINAL_TYPE (CordNoticeBar, cord_notice_bar, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_MESSAGE,
  PROP_HINT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
on_dismissed (CordNoticeBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
cord_notice_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CordNoticeBar *self = CORD_NOTICE_BAR (object);

  switch (prop_id)
    {
    case PROP_MESSAGE:
      g_value_set_string (value, gtk_label_get_label (self->message));
      break;
    case PROP_HINT:
      g_value_set_string (value, gtk_label_get_label (self->hint));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_notice_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordNoticeBar *self = CORD_NOTICE_BAR (object);
  const char *text = g_value_get_string (value) ? g_value_get_string (value) : "";

  switch (prop_id)
    {
    case PROP_MESSAGE:
      if (*text != '\0') /* the words stay while the bar closes */
        gtk_label_set_label (self->message, text);
      gtk_revealer_set_reveal_child (self->revealer, *text != '\0');
      break;
    case PROP_HINT:
      gtk_label_set_label (self->hint, text);
      gtk_widget_set_visible (GTK_WIDGET (self->hint), *text != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_notice_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_NOTICE_BAR);
  G_OBJECT_CLASS (cord_notice_bar_parent_class)->dispose (object);
}

static void
cord_notice_bar_class_init (CordNoticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_notice_bar_get_property;
  object_class->set_property = cord_notice_bar_set_property;
  object_class->dispose = cord_notice_bar_dispose;

  properties[PROP_MESSAGE]
      = g_param_spec_string ("message", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CordNoticeBar, hint);
  gtk_widget_class_bind_template_child (widget_class, CordNoticeBar, message);
  gtk_widget_class_bind_template_child (widget_class, CordNoticeBar, revealer);
  gtk_widget_class_bind_template_callback (widget_class, on_dismissed);
}

static void
cord_notice_bar_init (CordNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
