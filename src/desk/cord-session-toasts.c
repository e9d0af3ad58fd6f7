/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-session-toasts.h"

#include <glib/gi18n.h>

#define UNDO_SECONDS 15

struct _CordSessionToasts
{
  GObject parent_instance;

  AdwToastOverlay *overlay;
  CordSession *session;
  GSignalGroup *interaction_signals;
  AdwToast *undo; /* not owned */
};

G_DEFINE_FINAL_TYPE (CordSessionToasts, cord_session_toasts, G_TYPE_OBJECT)

static void
on_undo_dismissed (AdwToast *toast, CordSessionToasts *self)
{
  if (self->undo == toast)
    self->undo = NULL;
}

static void
on_applied (CordInteraction *interaction, CordEvent *event, CordSessionToasts *self)
{
  if (self->undo != NULL && (g_str_equal (event->type, "order.accepted") || g_str_equal (event->type, "order.undone")))
    adw_toast_dismiss (self->undo);
}

static void
on_interaction_changed (CordSessionToasts *self)
{
  if (self->undo != NULL)
    adw_toast_dismiss (self->undo);
  g_signal_group_set_target (self->interaction_signals, cord_session_get_call (self->session));
}

/* Undo is offered only directly after the order was placed. */
static gboolean
just_placed (CordSessionToasts *self)
{
  CordInteraction *interaction = cord_session_get_call (self->session);
  GPtrArray *events = interaction ? cord_interaction_get_events (interaction) : NULL;
  const CordEvent *last = events != NULL && events->len > 0 ? events->pdata[events->len - 1] : NULL;

  return last != NULL && g_str_equal (last->type, "order.placed")
         && g_str_equal (cord_interaction_get_order_state (interaction), "acknowledged");
}

static void
on_toast (CordSession *session, const char *text, CordSessionToasts *self)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (just_placed (self))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "desk.undo");
      adw_toast_set_timeout (toast, UNDO_SECONDS);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_undo_dismissed), self, 0);
      self->undo = toast;
    }
  adw_toast_overlay_add_toast (self->overlay, toast);
}

static void
cord_session_toasts_dispose (GObject *object)
{
  CordSessionToasts *self = CORD_SESSION_TOASTS (object);

  g_clear_object (&self->interaction_signals);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_session_toasts_parent_class)->dispose (object);
}

static void
cord_session_toasts_class_init (CordSessionToastsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cord_session_toasts_dispose;
}

static void
cord_session_toasts_init (CordSessionToasts *self)
{
  self->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect (self->interaction_signals, "applied", G_CALLBACK (on_applied), self);
}

CordSessionToasts *
cord_session_toasts_new (AdwToastOverlay *overlay, CordSession *session)
{
  CordSessionToasts *self = g_object_new (CORD_TYPE_SESSION_TOASTS, NULL);

  self->overlay = overlay;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "toast", G_CALLBACK (on_toast), self, 0);
  g_signal_connect_object (session, "notify::interaction", G_CALLBACK (on_interaction_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::signed-in", G_CALLBACK (on_interaction_changed), self, G_CONNECT_SWAPPED);
  on_interaction_changed (self);
  return self;
}
