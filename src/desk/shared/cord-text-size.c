/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-text-size.h"

#define USUAL_DPI (96 * 1024) /* as gtk-xft-dpi has it */
#define LARGE_PERCENT 150

int
cord_text_size_get_percent (GtkWidget *widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int)((gint64)dpi * 100 / USUAL_DPI) : 100;
}

gboolean
cord_text_size_is_large (GtkWidget *widget)
{
  return cord_text_size_get_percent (widget) >= LARGE_PERCENT;
}

void
cord_text_size_follow (GtkWidget *widget, void (*apply) (GtkWidget *widget))
{
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi", G_CALLBACK (apply), widget,
                           G_CONNECT_SWAPPED);
  apply (widget);
}

static void
show_unless_large (GtkWidget *widget)
{
  gtk_widget_set_visible (widget, !cord_text_size_is_large (widget));
}

void
cord_text_size_hide (GtkWidget *widget)
{
  cord_text_size_follow (widget, show_unless_large);
}
