/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/customer/cord-arrive-page.h"

#include "desk/shared/cord-choice-row.h"

#include <glib/gi18n.h>

struct _CordArrivePage
{
  CordPage parent_instance;

  GtkWidget *answer;
  GtkWidget *give_notice;
  AdwActionRow *opening;
  AdwActionRow *phone;
  CordChoiceRow *role;
};

G_DEFINE_FINAL_TYPE (CordArrivePage, cord_arrive_page, CORD_TYPE_PAGE)

static gboolean
is_ringing (CordArrivePage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  return interaction != NULL && g_strcmp0 (cord_interaction_get_status (interaction), "ringing") == 0;
}

static void
show_state (CordArrivePage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  gboolean ringing = is_ringing (self);
  gboolean given = FALSE;
  g_autofree char *phone = NULL;

  if (interaction == NULL)
    return;
  g_object_get (interaction, "notice-given", &given, "phone", &phone, NULL);
  adw_action_row_set_subtitle (self->phone, phone != NULL && *phone != '\0' ? phone : _ ("Number withheld"));
  gtk_widget_set_visible (self->answer, ringing);
  gtk_widget_set_sensitive (self->give_notice, !ringing && !given);
  gtk_button_set_label (GTK_BUTTON (self->give_notice), given ? _ ("Given ✓") : _ ("Notice given"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->role), !ringing);
  cord_choice_row_show (self->role, cord_interaction_get_field (interaction, "caller-role"));
  if (ringing)
    cord_page_set_primary (CORD_PAGE (self), _ ("Answer the call"), TRUE);
  else
    cord_page_set_primary (CORD_PAGE (self), _ ("Go on to verify"), TRUE);
}

static void
cord_arrive_page_applied (CordPage *page, CordEvent *event)
{
  show_state (CORD_ARRIVE_PAGE (page));
}

static void
cord_arrive_page_interaction_changed (CordPage *page)
{
  CordArrivePage *self = CORD_ARRIVE_PAGE (page);
  CordSession *session = cord_page_get_session (page);
  const char *opening;

  if (cord_page_get_interaction (page) == NULL)
    return;
  cord_choice_row_set_session (self->role, session, NULL);
  opening = cord_session_get_opening (session);
  adw_action_row_set_subtitle (self->opening, opening);
  gtk_widget_set_visible (GTK_WIDGET (self->opening), *opening != '\0');
  show_state (self);
}

static void
on_answer (CordArrivePage *self)
{
  cord_session_answer_async (cord_page_get_session (CORD_PAGE (self)), cord_page_get_cancellable (CORD_PAGE (self)),
                             cord_page_act_done, NULL);
}

static void
on_notice (CordArrivePage *self)
{
  cord_session_give_notice_async (cord_page_get_session (CORD_PAGE (self)),
                                  cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
cord_arrive_page_primary (CordPage *page)
{
  if (is_ringing (CORD_ARRIVE_PAGE (page)))
    on_answer (CORD_ARRIVE_PAGE (page));
  else
    cord_session_enter_step_async (cord_page_get_session (page), "verify", cord_page_get_cancellable (page),
                                   cord_page_act_done, NULL);
}

static void
cord_arrive_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_ARRIVE_PAGE);
  G_OBJECT_CLASS (cord_arrive_page_parent_class)->dispose (object);
}

static void
cord_arrive_page_class_init (CordArrivePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_arrive_page_dispose;
  page_class->primary = cord_arrive_page_primary;
  page_class->applied = cord_arrive_page_applied;
  page_class->interaction_changed = cord_arrive_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/customer/cord-arrive-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordArrivePage, answer);
  gtk_widget_class_bind_template_child (widget_class, CordArrivePage, give_notice);
  gtk_widget_class_bind_template_child (widget_class, CordArrivePage, opening);
  gtk_widget_class_bind_template_child (widget_class, CordArrivePage, phone);
  gtk_widget_class_bind_template_child (widget_class, CordArrivePage, role);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_notice);
}

static void
cord_arrive_page_init (CordArrivePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
