/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-press-guard.h"

#define CHORD (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)

static gboolean
is_moving (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Home:
    case GDK_KEY_End:
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Left:
    case GDK_KEY_KP_Right:
    case GDK_KEY_KP_Up:
    case GDK_KEY_KP_Down:
    case GDK_KEY_KP_Home:
    case GDK_KEY_KP_End:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_KP_Page_Down:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static gboolean
is_deleting (guint keyval)
{
  return keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete;
}

static gboolean
may_repeat_in_text (GtkWidget *text, guint keyval, GdkModifierType state)
{
  if (is_moving (keyval) || is_deleting (keyval))
    return (state & GDK_ALT_MASK) == 0;
  if ((state & CHORD) != 0)
    return FALSE;
  if (is_enter (keyval))
    return GTK_IS_TEXT_VIEW (text);
  return gdk_keyval_to_unicode (keyval) >= ' ' || keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
}

/* The days of a calendar are chosen by moving. */
static gboolean
may_repeat (GtkWidget *focus, guint keyval, GdkModifierType state)
{
  if (focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    return may_repeat_in_text (focus, keyval, state);
  if ((state & CHORD) != 0 || (focus != NULL && GTK_IS_CALENDAR (focus)))
    return FALSE;
  return is_moving (keyval) || keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
}

/* GDK does not tell a repeated press from a first one; what tells them apart is the release between them. */
static gboolean
on_key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, GHashTable *held)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  return !g_hash_table_add (held, GUINT_TO_POINTER (keycode))
         && !may_repeat (gtk_window_get_focus (GTK_WINDOW (window)), keyval, state);
}

static void
on_key_released (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, GHashTable *held)
{
  g_hash_table_remove (held, GUINT_TO_POINTER (keycode));
}

/* A key that was held when the window lost the focus is released elsewhere. */
static void
on_active_changed (GHashTable *held)
{
  g_hash_table_remove_all (held);
}

static void
forget_held (gpointer held, GClosure *closure)
{
  g_hash_table_unref (held);
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  return gtk_widget_get_ancestor (widget, type) != NULL;
}

gboolean
cord_press_guard_is_act (GtkWidget *widget)
{
  return (is_inside (widget, GTK_TYPE_BUTTON) || is_inside (widget, GTK_TYPE_LIST_BOX_ROW))
         && !is_inside (widget, GTK_TYPE_TEXT) && !is_inside (widget, GTK_TYPE_TEXT_VIEW)
         && !is_inside (widget, GTK_TYPE_CALENDAR) && !is_inside (widget, GTK_TYPE_WINDOW_CONTROLS);
}

static void
on_clicked (GtkGestureClick *click, int n_press, double x, double y)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *target = n_press > 1 ? gtk_widget_pick (window, x, y, GTK_PICK_DEFAULT) : NULL;

  if (target != NULL && cord_press_guard_is_act (target))
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

void
cord_press_guard_add (GtkWindow *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GHashTable *held = g_hash_table_new (NULL, NULL);

  gtk_event_controller_set_name (keys, "press-guard");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), held);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_released), held);
  /* The window, which outlives its controllers, owns the set. */
  g_signal_connect_data (window, "notify::is-active", G_CALLBACK (on_active_changed), held, forget_held,
                         G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_clicked), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (click));
}
