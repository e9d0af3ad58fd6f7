/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-shown-watch.h"

#define MARGIN 12
#define ROUNDING 1 /* pixels; positions in a scrolled page are fractions */

struct _CordShownWatch
{
  GObject parent_instance;

  GtkScrolledWindow *scroller; /* weak */
  GtkWidget *words;            /* weak; NULL: nothing is watched */
  GdkFrameClock *frames;       /* while the words are mapped */
  char *text;                  /* of the words when they were last looked at */
  double seen;                 /* pixels from the top of the words that were on the screen */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (CordShownWatch, cord_shown_watch, G_TYPE_OBJECT)

/* A frame clock that went with its surface has dropped the handler already. */
static void
stop (CordShownWatch *self)
{
  if (self->frames != NULL)
    g_signal_handlers_disconnect_by_data (self->frames, self);
  g_clear_object (&self->frames);
}

/* The words in the scroller's coordinates; FALSE while they are not on the screen at all. */
static gboolean
find_words (CordShownWatch *self, graphene_rect_t *bounds)
{
  return self->scroller != NULL && self->words != NULL && gtk_widget_get_mapped (self->words)
         && gtk_widget_compute_bounds (self->words, GTK_WIDGET (self->scroller), bounds)
         && graphene_rect_get_height (bounds) > 0;
}

static void
append_words (GString *text, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_EXPANDER (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      g_autofree char *content = NULL;

      g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &content, NULL);
      g_string_append_printf (text, "%s\n", content);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (text, child);
}

/* What was seen of other words does not count. */
static void
follow_text (CordShownWatch *self)
{
  GString *text = g_string_new (NULL);

  append_words (text, self->words);
  if (g_strcmp0 (text->str, self->text) != 0)
    {
      self->seen = 0;
      self->shown = FALSE;
    }
  g_free (self->text);
  self->text = g_string_free (text, FALSE);
}

static void
on_after_paint (CordShownWatch *self)
{
  graphene_rect_t bounds;
  double height, top, first, last;

  if (!find_words (self, &bounds))
    return;
  follow_text (self);
  height = graphene_rect_get_height (&bounds);
  top = graphene_rect_get_y (&bounds);
  first = MAX (0, -top);
  last = MIN (height, gtk_widget_get_height (GTK_WIDGET (self->scroller)) - top);
  if (first <= self->seen + ROUNDING && last > self->seen)
    self->seen = last;
  self->shown |= self->seen >= height - ROUNDING;
}

static void
follow_frames (CordShownWatch *self)
{
  GdkFrameClock *frames = gtk_widget_get_frame_clock (self->words);

  stop (self);
  if (frames == NULL)
    return;
  self->frames = g_object_ref (frames);
  g_signal_connect_swapped (frames, "after-paint", G_CALLBACK (on_after_paint), self);
  gtk_widget_queue_draw (self->words);
}

static void
forget_words (CordShownWatch *self)
{
  stop (self);
  if (self->words != NULL)
    g_signal_handlers_disconnect_by_data (self->words, self);
  g_clear_weak_pointer (&self->words);
}

static void
cord_shown_watch_dispose (GObject *object)
{
  CordShownWatch *self = CORD_SHOWN_WATCH (object);

  forget_words (self);
  g_clear_weak_pointer (&self->scroller);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (cord_shown_watch_parent_class)->dispose (object);
}

static void
cord_shown_watch_class_init (CordShownWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cord_shown_watch_dispose;
}

static void
cord_shown_watch_init (CordShownWatch *self)
{
}

CordShownWatch *
cord_shown_watch_new (GtkScrolledWindow *scroller)
{
  CordShownWatch *self = g_object_new (CORD_TYPE_SHOWN_WATCH, NULL);

  g_set_weak_pointer (&self->scroller, scroller);
  return self;
}

void
cord_shown_watch_start (CordShownWatch *self, GtkWidget *words)
{
  forget_words (self);
  self->seen = 0;
  self->shown = FALSE;
  g_clear_pointer (&self->text, g_free);
  g_set_weak_pointer (&self->words, words);
  if (words == NULL)
    return;
  g_signal_connect_object (words, "map", G_CALLBACK (follow_frames), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (words))
    follow_frames (self);
}

gboolean
cord_shown_watch_is_shown (CordShownWatch *self)
{
  if (self->words != NULL && gtk_widget_get_mapped (self->words))
    follow_text (self);
  return self->shown;
}

void
cord_shown_watch_reveal (CordShownWatch *self)
{
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  if (!find_words (self, &bounds))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + graphene_rect_get_y (&bounds)
                                            + self->seen - MARGIN);
}
