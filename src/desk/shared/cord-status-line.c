/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-status-line.h"

#include <glib/gi18n.h>

struct _CordStatusLine
{
  AdwBin parent_instance;

  GtkLabel *busy;
  GtkLabel *online;
  GtkLabel *progress;
  GtkLabel *saved;
  GtkSpinner *spinner;
  GtkLabel *waiting;

  CordSession *session;
};

G_DEFINE_FINAL_TYPE (CordStatusLine, cord_status_line, ADW_TYPE_BIN)

static void
show_session (CordStatusLine *self)
{
  g_autofree char *busy = NULL;
  g_autofree char *waiting_text = NULL;
  gboolean saved, online;
  guint waiting;

  g_object_get (self->session, "saved", &saved, "online", &online, "waiting", &waiting, "busy", &busy, NULL);
  waiting_text
      = waiting == 0
            ? g_strdup (_ ("Nothing waiting"))
            : g_strdup_printf (ngettext ("%u waiting for the server", "%u waiting for the server", waiting), waiting);
  gtk_label_set_label (self->saved, saved ? _ ("Saved ✓") : _ ("Saving…"));
  gtk_label_set_label (self->waiting, waiting_text);
  gtk_label_set_label (self->online, online ? _ ("Online") : _ ("Offline: work goes on, orders wait"));
  gtk_label_set_label (self->busy, busy ? busy : "");
  gtk_spinner_set_spinning (self->spinner, busy != NULL && *busy != '\0');
}

static void
cord_status_line_dispose (GObject *object)
{
  CordStatusLine *self = CORD_STATUS_LINE (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_STATUS_LINE);
  G_OBJECT_CLASS (cord_status_line_parent_class)->dispose (object);
}

static void
cord_status_line_class_init (CordStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_status_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, busy);
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, online);
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, progress);
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, saved);
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, CordStatusLine, waiting);
}

static void
cord_status_line_init (CordStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_status_line_set_session (CordStatusLine *self, CordSession *session)
{
  static const char *const watched[] = { "notify::saved", "notify::online", "notify::waiting", "notify::busy" };

  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (show_session), self, G_CONNECT_SWAPPED);
  show_session (self);
}

void
cord_status_line_set_progress (CordStatusLine *self, const char *progress)
{
  gtk_label_set_label (self->progress, progress ? progress : "");
}
