/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-note-strip.h"

#include "desk/shared/cord-text-size.h"

#define LINES 3
#define LINES_IN_LARGE_TEXT 1
#define LINES_EXPANDED 12

struct _CordNoteStrip
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *title;
  GtkLabel *words;

  char *text;
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (CordNoteStrip, cord_note_strip, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_EXPANDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static int
height_of_lines (CordNoteStrip *self, int n)
{
  g_autofree char *breaks = g_strnfill ((gsize)n - 1, '\n');
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->words), breaks);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* A height that is no multiple of a line's would cut a line. */
static void
show_lines (CordNoteStrip *self)
{
  const int least = cord_text_size_is_large (GTK_WIDGET (self)) ? LINES_IN_LARGE_TEXT : LINES;

  /* A scrollbar has a height of its own, which is more than a line's. */
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  self->expanded ? GTK_POLICY_AUTOMATIC : GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_min_content_height (self->scroller, -1);
  gtk_scrolled_window_set_max_content_height (self->scroller,
                                              height_of_lines (self, self->expanded ? LINES_EXPANDED : least));
  gtk_scrolled_window_set_min_content_height (self->scroller, height_of_lines (self, least));
}

static void
follow_text_size (GtkWidget *widget)
{
  show_lines (CORD_NOTE_STRIP (widget));
}

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
  else if (prop_id == PROP_EXPANDED)
    g_value_set_boolean (value, CORD_NOTE_STRIP (object)->expanded);
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
set_expanded (CordNoteStrip *self, gboolean expanded)
{
  if (self->expanded == expanded)
    return;
  self->expanded = expanded;
  show_lines (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
cord_note_strip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    set_text (CORD_NOTE_STRIP (object), g_value_get_string (value));
  else if (prop_id == PROP_EXPANDED)
    set_expanded (CORD_NOTE_STRIP (object), g_value_get_boolean (value));
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
  properties[PROP_EXPANDED] = g_param_spec_boolean (
      "expanded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-note-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, title);
  gtk_widget_class_bind_template_child (widget_class, CordNoteStrip, words);
}

static void
cord_note_strip_init (CordNoteStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (on_height_changed), self, 0);
  cord_text_size_hide (GTK_WIDGET (self->title));
  cord_text_size_follow (GTK_WIDGET (self), follow_text_size);
  /* The font is known once the window is. */
  g_signal_connect (self, "map", G_CALLBACK (show_lines), NULL);
}
