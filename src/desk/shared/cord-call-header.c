/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-call-header.h"

#include <glib/gi18n.h>

struct _CordCallHeader
{
  AdwBin parent_instance;

  GtkLabel *call_state;
  GtkLabel *call_timer;
  GtkLabel *caller;
  GtkWidget *hold;
  GtkToggleButton *panel_toggle;
  GtkLabel *recording;
  GtkLabel *verified;

  CordSession *session;
  GSignalGroup *interaction_signals;
  GBindingGroup *interaction_bindings;
  guint timer;
};

G_DEFINE_FINAL_TYPE (CordCallHeader, cord_call_header, ADW_TYPE_BIN)

/* Calls and customers are for agents alone. */
static gboolean
is_agent (CordCallHeader *self)
{
  return self->session != NULL && cord_session_takes_calls (self->session);
}

static CordInteraction *
interaction_of (CordCallHeader *self)
{
  return self->session != NULL ? cord_session_get_call (self->session) : NULL;
}

static void
show_timer (CordCallHeader *self)
{
  CordInteraction *interaction = interaction_of (self);
  GPtrArray *events = interaction ? cord_interaction_get_events (interaction) : NULL;
  gint64 seconds = 0;
  g_autofree char *text = NULL;

  if (events != NULL && events->len > 0)
    {
      const CordEvent *first = events->pdata[0];

      seconds = MAX (0, (cord_clock_now (cord_session_get_clock (self->session)) - first->at) / G_USEC_PER_SEC);
    }
  text = g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, seconds / 60, seconds % 60);
  gtk_label_set_label (self->call_timer, text);
}

static gboolean
on_second (gpointer user_data)
{
  CordCallHeader *self = user_data;

  if (gtk_widget_get_visible (GTK_WIDGET (self->call_timer)))
    show_timer (self);
  return G_SOURCE_CONTINUE;
}

static const char *
call_state_text (const char *status)
{
  if (g_strcmp0 (status, "ringing") == 0)
    return _ ("Ringing");
  if (g_strcmp0 (status, "held") == 0)
    return _ ("On hold");
  return _ ("On a call");
}

static void
show_verified (CordCallHeader *self, CordInteraction *interaction)
{
  gtk_widget_set_visible (GTK_WIDGET (self->verified), interaction != NULL);
  if (interaction != NULL && cord_interaction_get_level (interaction) > CORD_LEVEL_R0)
    gtk_widget_add_css_class (GTK_WIDGET (self->verified), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verified), "success");
}

static void
show_call (CordCallHeader *self)
{
  CordInteraction *interaction = interaction_of (self);
  gboolean notice_given = FALSE;
  const char *status = interaction ? cord_interaction_get_status (interaction) : "";

  if (interaction != NULL)
    g_object_get (interaction, "notice-given", &notice_given, NULL);
  gtk_label_set_label (self->call_state, interaction       ? call_state_text (status)
                                         : is_agent (self) ? _ ("Available")
                                                           : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->call_timer), interaction != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->panel_toggle), interaction != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->recording), notice_given);
  gtk_widget_set_visible (self->hold, g_strcmp0 (status, "active") == 0 || g_strcmp0 (status, "held") == 0);
  gtk_button_set_label (GTK_BUTTON (self->hold), g_strcmp0 (status, "held") == 0 ? _ ("Resume") : _ ("Hold"));
  show_verified (self, interaction);
  show_timer (self);
}

static void
on_interaction_changed (CordCallHeader *self)
{
  CordInteraction *interaction = interaction_of (self);

  g_signal_group_set_target (self->interaction_signals, interaction);
  g_binding_group_set_source (self->interaction_bindings, interaction);
  /* The bindings leave the last values where they were. */
  if (interaction == NULL)
    {
      gtk_label_set_text (self->caller, _ ("Cordboard"));
      gtk_label_set_text (self->verified, "");
    }
  show_call (self);
}

static void
cord_call_header_dispose (GObject *object)
{
  CordCallHeader *self = CORD_CALL_HEADER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->interaction_signals);
  g_clear_object (&self->interaction_bindings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_CALL_HEADER);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_call_header_parent_class)->dispose (object);
}

static void
cord_call_header_class_init (CordCallHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_call_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-call-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, call_state);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, call_timer);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, caller);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, hold);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, panel_toggle);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, recording);
  gtk_widget_class_bind_template_child (widget_class, CordCallHeader, verified);
}

static void
cord_call_header_init (CordCallHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect_swapped (self->interaction_signals, "applied", G_CALLBACK (show_call), self);
  self->interaction_bindings = g_binding_group_new ();
  g_binding_group_bind (self->interaction_bindings, "title", self->caller, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->interaction_bindings, "verified-text", self->verified, "label", G_BINDING_SYNC_CREATE);
  on_interaction_changed (self);
}

void
cord_call_header_set_session (CordCallHeader *self, CordSession *session)
{
  g_return_if_fail (CORD_IS_CALL_HEADER (self) && CORD_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  self->timer = g_timeout_add_seconds (1, on_second, self);
  g_signal_connect_object (session, "notify::interaction", G_CALLBACK (on_interaction_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::signed-in", G_CALLBACK (on_interaction_changed), self, G_CONNECT_SWAPPED);
  on_interaction_changed (self);
}

GtkToggleButton *
cord_call_header_get_panel_toggle (CordCallHeader *self)
{
  return self->panel_toggle;
}
