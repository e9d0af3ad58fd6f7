/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-practice-ribbon.h"

#include "desk/shared/cord-text-size.h"

#include <glib/gi18n.h>

struct _CordPracticeRibbon
{
  AdwBin parent_instance;

  GtkLabel *clock;
  GtkLabel *explanation;

  CordClock *practice_clock;
  guint timer;
};

G_DEFINE_FINAL_TYPE (CordPracticeRibbon, cord_practice_ribbon, ADW_TYPE_BIN)

static void
show_clock (CordPracticeRibbon *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (cord_clock_now (self->practice_clock) / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (utc, _ ("%a %e %b %Y, %H:%M UTC"));

  gtk_label_set_label (self->clock, text);
}

static gboolean
on_second (gpointer user_data)
{
  show_clock (user_data);
  return G_SOURCE_CONTINUE;
}

static void
cord_practice_ribbon_dispose (GObject *object)
{
  CordPracticeRibbon *self = CORD_PRACTICE_RIBBON (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->practice_clock);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_PRACTICE_RIBBON);
  G_OBJECT_CLASS (cord_practice_ribbon_parent_class)->dispose (object);
}

static void
cord_practice_ribbon_class_init (CordPracticeRibbonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_practice_ribbon_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-practice-ribbon.ui");
  gtk_widget_class_bind_template_child (widget_class, CordPracticeRibbon, clock);
  gtk_widget_class_bind_template_child (widget_class, CordPracticeRibbon, explanation);
}

static void
cord_practice_ribbon_init (CordPracticeRibbon *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cord_text_size_hide (GTK_WIDGET (self->explanation));
}

void
cord_practice_ribbon_set_clock (CordPracticeRibbon *self, CordClock *clock)
{
  g_return_if_fail (self->practice_clock == NULL);

  self->practice_clock = g_object_ref (clock);
  g_signal_connect_object (clock, "moved", G_CALLBACK (show_clock), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (1, on_second, self);
  show_clock (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
