/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include <string.h>

#define TIMEOUT_SECONDS 20

void
desk_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
}

DeskCase *
desk_case_new (void)
{
  DeskCase *self = g_new0 (DeskCase, 1);

  self->base = session_case_new ();
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  return self;
}

DeskCase *
desk_case_new_at (SessionStep last)
{
  DeskCase *self = desk_case_new ();

  session_case_run (self->base, last);
  return self;
}

void
desk_case_free (DeskCase *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  session_case_settle (self->base);
  session_case_free (self->base);
  g_free (self);
}

void
desk_case_settle (DeskCase *self)
{
  session_case_settle (self->base);
}

static gboolean
on_too_long (gpointer user_data)
{
  g_error ("Nothing happens: %s", (const char *)user_data);
  return G_SOURCE_REMOVE;
}

static void
wait_mapped (GtkWidget *widget)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer) "the window does not appear");

  while (!gtk_widget_get_mapped (widget))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

gpointer
desk_case_show (DeskCase *self, gpointer widget)
{
  GtkWidget *child = widget;

  if (GTK_IS_LIST_BOX_ROW (widget))
    {
      child = gtk_list_box_new ();
      gtk_list_box_append (GTK_LIST_BOX (child), widget);
    }
  gtk_window_set_child (GTK_WINDOW (self->window), child);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_mapped (self->window);
  desk_case_settle (self);
  return widget;
}

CordPage *
desk_case_page (DeskCase *self, GType type)
{
  return desk_case_show (self, g_object_new (type, "session", self->base->session, NULL));
}

/* GTK releases widgets that were drawn or focused only with its next frame. */
void
desk_case_drop (DeskCase *self, gpointer widget)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer) "the widget is held by something");
  gpointer left = widget;

  g_object_add_weak_pointer (widget, &left);
  if (GTK_IS_LIST_BOX_ROW (widget))
    gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (widget)), widget);
  gtk_window_set_child (GTK_WINDOW (self->window), NULL);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static void
on_painted (gboolean *painted)
{
  *painted = TRUE;
}

static void
paint (GtkWidget *widget)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer) "nothing is painted");
  GdkFrameClock *frames = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong after = g_signal_connect_swapped (frames, "after-paint", G_CALLBACK (on_painted), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (frames, after);
  g_source_remove (guard);
}

void
desk_case_read (DeskCase *self, CordPage *page)
{
  GtkScrolledWindow *scroller = desk_find_type (page, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (scroller);
  double last;

  paint (GTK_WIDGET (page));
  gtk_adjustment_set_value (place, 0);
  do
    {
      paint (GTK_WIDGET (page));
      last = gtk_adjustment_get_value (place);
      gtk_adjustment_set_value (place, last + gtk_adjustment_get_page_size (place) / 2);
    }
  while (gtk_adjustment_get_value (place) > last);
}

void
desk_case_commit (DeskCase *self, CordPage *page, const char *action)
{
  desk_case_read (self, page);
  cord_page_commit (page, action);
}

CordInteraction *
desk_case_interaction (DeskCase *self)
{
  return session_case_interaction (self->base);
}

void
desk_case_expect (DeskCase *self, const char *type, guint count)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer)type);

  while (cord_interaction_count (desk_case_interaction (self), type, NULL) < count)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  desk_case_settle (self);
  g_assert_cmpuint (cord_interaction_count (desk_case_interaction (self), type, NULL), ==, count);
}

void
desk_case_expect_step (DeskCase *self, const char *step)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer)step);

  while (!g_str_equal (cord_interaction_get_step (desk_case_interaction (self)), step))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

void
desk_case_await (DeskCase *self, gpointer widget, const char *text)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer)text);

  while (!desk_says (widget, text))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

GVariant *
desk_case_last (DeskCase *self, const char *type)
{
  GPtrArray *events = cord_interaction_get_events (desk_case_interaction (self));

  for (guint i = events->len; i > 0; i--)
    if (g_str_equal (((CordEvent *)events->pdata[i - 1])->type, type))
      return ((CordEvent *)events->pdata[i - 1])->body;
  g_assert_not_reached ();
}

/* Finding widgets. */

typedef gboolean (*Wanted) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
search (GtkWidget *root, gboolean mapped, Wanted wanted, gconstpointer data)
{
  if (mapped && !gtk_widget_get_mapped (root))
    return NULL;
  if (wanted (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, mapped, wanted, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget *widget, gconstpointer text)
{
  g_autofree char *typed = NULL;

  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
  if (GTK_IS_TEXT_VIEW (widget))
    {
      g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &typed, NULL);
      return strstr (typed, text) != NULL;
    }
  return GTK_IS_TEXT (widget) && strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), text) != NULL;
}

static gboolean
is_labelled (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), data) == 0;
}

static gboolean
is_button (GtkWidget *widget, gconstpointer data)
{
  if (!GTK_IS_BUTTON (widget))
    return FALSE;
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), data) == 0
         || search (widget, TRUE, is_labelled, data) != NULL;
}

static gboolean
is_named (GtkWidget *widget, gconstpointer data)
{
  return g_strcmp0 (gtk_widget_get_name (widget), data) == 0;
}

static gboolean
is_a (GtkWidget *widget, gconstpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *)data);
}

gboolean
desk_says (gpointer root, const char *text)
{
  return search (root, TRUE, says, text) != NULL;
}

GtkWidget *
desk_find_button (gpointer root, const char *label)
{
  return search (root, TRUE, is_button, label);
}

gpointer
desk_find_type (gpointer root, GType type)
{
  return search (root, TRUE, is_a, &type);
}

GtkWidget *
desk_find_name (gpointer root, const char *name)
{
  return search (root, FALSE, is_named, name);
}

/* Using widgets. */

void
desk_click (gpointer root, const char *label)
{
  GtkWidget *button = desk_find_button (root, label);

  if (button == NULL)
    g_error ("There is no button “%s”", label);
  g_assert_true (gtk_widget_is_sensitive (button));
  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  else
    g_signal_emit_by_name (button, "clicked");
}

void
desk_assert_primary (CordPage *page, const char *label, gboolean enabled)
{
  g_autofree char *shown = NULL;
  gboolean can;

  g_object_get (page, "primary-label", &shown, "primary-enabled", &can, NULL);
  g_assert_cmpstr (shown, ==, label);
  g_assert_true (can == enabled);
}
