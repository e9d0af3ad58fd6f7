/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-idle-page.h"

#include "desk/shared/cord-limit-list.h"
#include "desk/shared/cord-page.h"

#include <glib/gi18n.h>

struct _CordIdlePage
{
  AdwBin parent_instance;

  CordLimitList *limits;
  GtkButton *next;
  GtkEditable *phone;
  AdwStatusPage *status;

  CordSession *session;
};

G_DEFINE_FINAL_TYPE (CordIdlePage, cord_idle_page, ADW_TYPE_BIN)

static void
on_next_call (CordIdlePage *self)
{
  cord_session_ring_async (self->session, NULL, NULL, cord_page_act_done, NULL);
}

static void
on_phone (CordIdlePage *self)
{
  const char *phone = gtk_editable_get_text (self->phone);

  if (*phone == '\0')
    return;
  cord_session_ring_async (self->session, phone, NULL, cord_page_act_done, NULL);
  gtk_editable_set_text (self->phone, "");
}

static void
cord_idle_page_dispose (GObject *object)
{
  CordIdlePage *self = CORD_IDLE_PAGE (object);

  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_IDLE_PAGE);
  G_OBJECT_CLASS (cord_idle_page_parent_class)->dispose (object);
}

static void
cord_idle_page_class_init (CordIdlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CORD_TYPE_LIMIT_LIST);
  G_OBJECT_CLASS (klass)->dispose = cord_idle_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-idle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordIdlePage, limits);
  gtk_widget_class_bind_template_child (widget_class, CordIdlePage, next);
  gtk_widget_class_bind_template_child (widget_class, CordIdlePage, phone);
  gtk_widget_class_bind_template_child (widget_class, CordIdlePage, status);
  gtk_widget_class_bind_template_callback (widget_class, on_next_call);
  gtk_widget_class_bind_template_callback (widget_class, on_phone);
}

static void
cord_idle_page_init (CordIdlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_idle_page_set_session (CordIdlePage *self, CordSession *session)
{
  gboolean practice;

  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_object_bind_property (session, "limits", self->limits, "limits", G_BINDING_SYNC_CREATE);
  practice = cord_session_get_practice (session);
  gtk_widget_set_visible (GTK_WIDGET (self->next), practice);
  adw_status_page_set_description (
      self->status,
      practice
          ? _ ("Take the next scripted caller, or start from a number.")
          : _ ("A ringing call opens here by itself. Nothing about a customer is shown before they are verified."));
}
