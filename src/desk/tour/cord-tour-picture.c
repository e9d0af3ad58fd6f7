/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/tour/cord-tour-picture.h"

#include "base/cord-error.h"

#define EQUAL_FRAMES 3
#define MOST_FRAMES 40

typedef struct
{
  GtkWindow *window;
  char *path;
  GBytes *last; /* the pixels of the frame before; NULL for the first one */
  guint n_equal;
  guint n_frames;
  gulong painted;
} Picture;

static void
picture_free (Picture *self)
{
  g_clear_object (&self->window);
  g_clear_pointer (&self->last, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

/* NULL between a change and the frame that draws it, when the window has no content. */
static GdkTexture *
render (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  return node ? gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL) : NULL;
}

static GBytes *
dup_pixels (GdkTexture *texture)
{
  const gsize stride = (gsize)gdk_texture_get_width (texture) * 4;
  const gsize size = stride * (gsize)gdk_texture_get_height (texture);
  guchar *pixels = g_malloc (size);

  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, size);
}

static gboolean
is_at_rest (Picture *self, GdkTexture *texture)
{
  g_autoptr (GBytes) pixels = dup_pixels (texture);

  self->n_equal = self->last != NULL && g_bytes_equal (pixels, self->last) ? self->n_equal + 1 : 1;
  g_clear_pointer (&self->last, g_bytes_unref);
  self->last = g_steal_pointer (&pixels);
  return self->n_equal >= EQUAL_FRAMES || self->n_frames >= MOST_FRAMES;
}

static void
finish (GTask *task, GdkFrameClock *clock, GdkTexture *texture)
{
  Picture *self = g_task_get_task_data (task);

  g_signal_handler_disconnect (clock, self->painted);
  if (g_task_return_error_if_cancelled (task))
    ;
  else if (texture != NULL && gdk_texture_save_to_png (texture, self->path))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, CORD_ERROR, CORD_ERROR_INTERNAL, "the picture %s could not be written", self->path);
  g_object_unref (task);
}

static void
on_painted (GdkFrameClock *clock, GTask *task)
{
  Picture *self = g_task_get_task_data (task);
  g_autoptr (GdkTexture) texture = render (self->window);

  self->n_frames++;
  if (texture != NULL ? is_at_rest (self, texture) : self->n_frames >= MOST_FRAMES)
    finish (task, clock, texture);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self->window));
}

void
cord_tour_picture_take_async (GtkWindow *window, const char *path, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (window, cancellable, callback, user_data);
  Picture *self = g_new0 (Picture, 1);

  g_task_set_source_tag (task, cord_tour_picture_take_async);
  g_task_set_name (task, "take a picture");
  self->window = g_object_ref (window);
  self->path = g_strdup (path);
  g_task_set_task_data (task, self, (GDestroyNotify)picture_free);
  self->painted = g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                                    G_CALLBACK (on_painted), task);
  gtk_widget_queue_draw (GTK_WIDGET (window));
}

gboolean
cord_tour_picture_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cord_tour_picture_take_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
