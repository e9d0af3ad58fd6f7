/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-step-row.h"

#include "desk/shared/cord-text-size.h"

#include <glib/gi18n.h>

struct _CordStepRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *badge;
  GtkLabel *count;
  GtkLabel *reason;
  GtkLabel *title;

  CordStep *step;
};

G_DEFINE_FINAL_TYPE (CordStepRow, cord_step_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static char *
describe (CordStep *step, gboolean done, const char *reason)
{
  guint n = cord_step_get_n_missing (step);

  if (done)
    return g_strdup_printf (_ ("%s, done"), cord_step_get_title (step));
  if (*reason != '\0')
    return g_strdup_printf ("%s, %s", cord_step_get_title (step), reason);
  if (n > 0)
    return g_strdup_printf (ngettext ("%s, %u item open", "%s, %u items open", n), cord_step_get_title (step), n);
  return g_strdup (cord_step_get_title (step));
}

static void
show_step (CordStepRow *self)
{
  const char *state = cord_step_get_state (self->step);
  guint n_missing = cord_step_get_n_missing (self->step);
  gboolean current;
  gboolean done = g_strcmp0 (state, "done") == 0;
  int number;
  g_autofree char *reason = NULL;
  g_autofree char *badge = NULL;
  g_autofree char *count = NULL;
  g_autofree char *name = NULL;

  g_object_get (self->step, "current", &current, "number", &number, "reason", &reason, NULL);
  badge = g_strdup_printf ("%d", number);
  count = g_strdup_printf ("%u", n_missing);
  gtk_label_set_label (self->badge, done ? "✓" : badge);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->reason, reason ? reason : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  /* All steps together would be higher than the window in large text. */
  gtk_widget_set_visible (GTK_WIDGET (self->reason),
                          reason != NULL && *reason != '\0' && !cord_text_size_is_large (GTK_WIDGET (self)));
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_missing > 0 && (current || g_strcmp0 (state, "missing") == 0));
  set_class (GTK_WIDGET (self), "done", done);
  set_class (GTK_WIDGET (self), "current", current);
  name = describe (self->step, done, reason ? reason : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, current, -1);
}

static void
follow_text_size (GtkWidget *widget)
{
  show_step (CORD_STEP_ROW (widget));
}

static void
cord_step_row_dispose (GObject *object)
{
  CordStepRow *self = CORD_STEP_ROW (object);

  g_clear_object (&self->step);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_STEP_ROW);
  G_OBJECT_CLASS (cord_step_row_parent_class)->dispose (object);
}

/* A list row has no action of its own on the accessibility bus. */
static void
act_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "activate");
}

static void
cord_step_row_class_init (CordStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_step_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-step-row.ui");
  gtk_widget_class_install_action (widget_class, "step.open", NULL, act_open);
  gtk_widget_class_bind_template_child (widget_class, CordStepRow, badge);
  gtk_widget_class_bind_template_child (widget_class, CordStepRow, count);
  gtk_widget_class_bind_template_child (widget_class, CordStepRow, reason);
  gtk_widget_class_bind_template_child (widget_class, CordStepRow, title);
}

static void
cord_step_row_init (CordStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cord_step_row_new (CordStep *step)
{
  CordStepRow *self = g_object_new (CORD_TYPE_STEP_ROW, NULL);

  self->step = g_object_ref (step);
  gtk_label_set_label (self->title, cord_step_get_title (step));
  g_signal_connect_object (step, "notify", G_CALLBACK (show_step), self, G_CONNECT_SWAPPED);
  cord_text_size_follow (GTK_WIDGET (self), follow_text_size);
  return GTK_WIDGET (self);
}

CordStep *
cord_step_row_get_step (CordStepRow *self)
{
  return self->step;
}
