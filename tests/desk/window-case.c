/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-case.h"

void
window_case_free (WindowCase *self)
{
  CordWindow *window = g_object_ref (self->window);
  gpointer left = window;

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_free (self->desk);
  g_free (self);
}

WindowCase *
window_case_new (DeskCase *desk)
{
  WindowCase *self = g_new0 (WindowCase, 1);

  self->desk = desk;
  self->window = cord_window_new (GTK_APPLICATION (g_application_get_default ()), desk->base->session);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    g_main_context_iteration (NULL, TRUE);
  desk_case_settle (desk);
  return self;
}

void
window_case_go_to (WindowCase *self, const char *step)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.step", "s", step);
  desk_case_expect_step (self->desk, step);
  desk_case_settle (self->desk);
}
