/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-panel-fold.h"

#include "desk/shared/cord-text-size.h"

/* Rail and panel as wide as ui/cord-window.ui asks for, and the margins of the page. */
#define BESIDE_PAGE (220 + 320 + 2 * 24)

struct _CordPanelFold
{
  GObject parent_instance;

  GtkWidget *window;
  GtkToggleButton *toggle;
  CordPage *page;
  gboolean wanted; /* what the agent chose where there was room */
  gboolean fits;
  gboolean applying;
};

G_DEFINE_FINAL_TYPE (CordPanelFold, cord_panel_fold, G_TYPE_OBJECT)

static gboolean
has_room (CordPanelFold *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  int width;

  if (surface == NULL || self->page == NULL)
    return TRUE;
  g_object_get (self->page, "width", &width, NULL);
  return gdk_surface_get_width (surface) >= (BESIDE_PAGE + width) * cord_text_size_get_percent (self->window) / 100;
}

static void
apply (CordPanelFold *self)
{
  self->fits = has_room (self);
  self->applying = TRUE;
  gtk_toggle_button_set_active (self->toggle, self->fits && self->wanted);
  self->applying = FALSE;
}

static void
on_size_changed (CordPanelFold *self)
{
  if (has_room (self) != self->fits)
    apply (self);
}

static void
on_realize (CordPanelFold *self)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (self->window)), "notify::width",
                           G_CALLBACK (on_size_changed), self, G_CONNECT_SWAPPED);
}

static void
on_toggled (CordPanelFold *self)
{
  if (!self->applying && self->fits)
    self->wanted = gtk_toggle_button_get_active (self->toggle);
}

static void
cord_panel_fold_class_init (CordPanelFoldClass *klass)
{
}

static void
cord_panel_fold_init (CordPanelFold *self)
{
  self->wanted = self->fits = TRUE;
}

CordPanelFold *
cord_panel_fold_new (GtkWidget *window, GtkToggleButton *toggle)
{
  CordPanelFold *self = g_object_new (CORD_TYPE_PANEL_FOLD, NULL);

  self->window = window;
  self->toggle = toggle;
  g_signal_connect_object (window, "realize", G_CALLBACK (on_realize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (window), "notify::gtk-xft-dpi", G_CALLBACK (on_size_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
cord_panel_fold_set_page (CordPanelFold *self, CordPage *page)
{
  if (self->page == page)
    return;
  self->page = page;
  apply (self);
}
