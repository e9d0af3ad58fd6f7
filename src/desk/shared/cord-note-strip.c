/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-note-strip.h"

struct _CordNoteStrip
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CordNoteStrip, cord_note_strip, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The newest words stand at the end; the height becomes known only when the label is laid out again. */
static void
on_height_changed (GtkAdjustment *adjustment, CordNoteStrip *self)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
cord_note_strip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    g_value_set_string (value, gtk_label_get_label (CORD_NOTE_STRIP (object)->words));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cord_note_strip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  const char *text = g_value_get_string (value);

  if (prop_id == PROP_TEXT)
    gtk_label_set_text (CORD_NOTE_STRIP (object)->words, text ? text : "");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cord_note_strip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_NOTE_STRIP);
  G_OBJECT_CLASS (cord_note_strip_parent_class)->dispose (object);
}

static void
cord_note_strip_class_init (CordNoteStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_note_strip_get_property;
  object_class->set_property = cord_note_strip_set_property;
  object_class->dispose = cord_note_strip_dispose;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/cordboard/Cordboard/ui/shared/cord-note-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, words);
}

static void
cord_note_strip_init (CordNoteStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (on_height_changed), self, 0);
}
