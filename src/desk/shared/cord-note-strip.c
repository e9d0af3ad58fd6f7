/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-note-strip.h"

struct _CordNoteStrip
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *words;

  char *text;
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
    g_value_set_string (value, CORD_NOTE_STRIP (object)->text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The note runs in the reader's direction, whatever name it begins with. */
static void
set_text (CordNoteStrip *self, const char *text)
{
  const char *mark = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "\xE2\x80\x8F" : "\xE2\x80\x8E";
  g_autofree char *led = NULL;

  g_free (self->text);
  self->text = g_strdup (text ? text : "");
  led = g_strconcat (*self->text != '\0' ? mark : "", self->text, NULL);
  gtk_label_set_text (self->words, led);
}

static void
cord_note_strip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    set_text (CORD_NOTE_STRIP (object), g_value_get_string (value));
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
cord_note_strip_finalize (GObject *object)
{
  g_free (CORD_NOTE_STRIP (object)->text);
  G_OBJECT_CLASS (cord_note_strip_parent_class)->finalize (object);
}

static void
cord_note_strip_class_init (CordNoteStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_note_strip_get_property;
  object_class->set_property = cord_note_strip_set_property;
  object_class->dispose = cord_note_strip_dispose;
  object_class->finalize = cord_note_strip_finalize;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-note-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, words);
}

static void
cord_note_strip_init (CordNoteStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (on_height_changed), self, 0);
}
