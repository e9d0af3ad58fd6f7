/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-window.h"

#include "desk/cord-panel-fold.h"
#include "desk/cord-session-toasts.h"
#include "desk/cord-step-pages.h"
#include "desk/customer/cord-customer-panel.h"
#include "desk/shared/cord-call-header.h"
#include "desk/shared/cord-gate-bar.h"
#include "desk/shared/cord-idle-page.h"
#include "desk/shared/cord-keys-window.h"
#include "desk/shared/cord-note-strip.h"
#include "desk/shared/cord-notice-bar.h"
#include "desk/shared/cord-one-of.h"
#include "desk/shared/cord-practice-ribbon.h"
#include "desk/shared/cord-press-guard.h"
#include "desk/shared/cord-role-page.h"
#include "desk/shared/cord-sign-in-page.h"
#include "desk/shared/cord-status-line.h"
#include "desk/shared/cord-step-row.h"

#include <glib/gi18n.h>

struct _CordWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  CordCustomerPanel *customer_panel;
  CordGateBar *gate_bar;
  CordCallHeader *header;
  CordIdlePage *idle;
  GtkStack *mode;
  CordNoteStrip *note;
  CordNoticeBar *notice;
  GtkStack *pages;
  GtkRevealer *panel_revealer;
  GtkLabel *procedure;
  GtkListBox *rail;
  CordPracticeRibbon *ribbon;
  CordRolePage *role_page;
  CordSignInPage *sign_in;
  CordStatusLine *status;
  AdwToastOverlay *toasts;

  /* owned */
  CordSession *session;
  GSignalGroup *interaction_signals;
  GBindingGroup *interaction_bindings;
  GCancellable *cancellable;
  CordPanelFold *panel_fold;
  guint pages_to_come;
  CordSessionToasts *session_toasts;
  char *wanted_field; /* to focus once its step is shown */
};

G_DEFINE_FINAL_TYPE (CordWindow, cord_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_signed_in (CordWindow *self)
{
  gboolean signed_in = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "signed-in", &signed_in, NULL);
  return signed_in;
}

/* Calls and customers are for agents alone; who has another role gets a page of their own. */
static gboolean
is_agent (CordWindow *self)
{
  return self->session != NULL && cord_session_takes_calls (self->session);
}

static CordInteraction *
interaction_of (CordWindow *self)
{
  return self->session != NULL ? cord_session_get_call (self->session) : NULL;
}

static GtkWidget *
make_step_row (gpointer item, gpointer user_data)
{
  return cord_step_row_new (CORD_STEP (item));
}

/* The page follows the step of the interaction, which only events change. */
static void
show_step (CordWindow *self)
{
  CordInteraction *interaction = interaction_of (self);
  const char *step = interaction ? cord_interaction_get_step (interaction) : "";
  const char *id = *step != '\0' ? step : "arrive";

  if (cord_window_get_page (self, id) != NULL)
    cord_one_of_show (self->pages, id);
}

static void
show_progress (CordWindow *self)
{
  CordInteraction *interaction = interaction_of (self);
  g_autofree char *text = NULL;

  if (interaction != NULL)
    {
      GListModel *steps = cord_interaction_get_steps (interaction);
      int index = cord_sop_find_step (cord_session_get_sop (self->session), cord_interaction_get_step (interaction));
      guint open = cord_interaction_get_n_missing (interaction);

      text = g_strdup_printf (ngettext ("Step %d of %u · %u item open", "Step %d of %u · %u items open", open),
                              MAX (index, 0), g_list_model_get_n_items (steps) - 1, open);
    }
  cord_status_line_set_progress (self->status, text);
}

static void
show_role (CordWindow *self)
{
  g_autofree char *role = NULL;

  g_object_get (self->session, "role", &role, NULL);
  cord_role_page_show (self->role_page, self->session, role);
}

static void
show_page (CordWindow *self, const char *mode)
{
  gboolean is_new = g_strcmp0 (gtk_stack_get_visible_child_name (self->mode), mode) != 0;

  cord_one_of_show (self->mode, mode);
  if (g_str_equal (mode, "sign-in") && (is_new || gtk_window_get_focus (GTK_WINDOW (self)) == NULL))
    cord_sign_in_page_focus (self->sign_in);
}

static void
show_mode (CordWindow *self)
{
  CordInteraction *interaction = interaction_of (self);
  const char *mode = !is_signed_in (self)  ? "sign-in"
                     : !is_agent (self)    ? "role"
                     : interaction == NULL ? "idle"
                                           : "call";

  if (g_str_equal (mode, "role"))
    show_role (self);
  else
    cord_role_page_clear (self->role_page);
  show_page (self, mode);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.park", interaction != NULL);
}

static void
on_page_shown (CordWindow *self)
{
  CordPage *page = cord_window_get_visible_page (self);
  g_autofree char *field = g_steal_pointer (&self->wanted_field);

  g_object_set (self->gate_bar, "page", page, NULL);
  cord_panel_fold_set_page (self->panel_fold, page);
  if (page == NULL)
    return;
  cord_page_enter (page);
  if (field != NULL)
    cord_page_focus_field (page, field);
}

/* What had the focus in the last call means nothing to the next one. */
static void
start_clean (CordWindow *self)
{
  g_clear_pointer (&self->wanted_field, g_free);
  cord_one_of_leave (gtk_stack_get_child_by_name (self->mode, "call"));
}

static void
on_interaction_changed (CordWindow *self)
{
  CordInteraction *interaction = interaction_of (self);

  start_clean (self);
  g_signal_group_set_target (self->interaction_signals, interaction);
  g_binding_group_set_source (self->interaction_bindings, interaction);
  if (interaction == NULL)
    g_object_set (self->note, "text", "", NULL); /* the binding leaves the last one */
  gtk_list_box_bind_model (self->rail, interaction ? cord_interaction_get_steps (interaction) : NULL, make_step_row,
                           self, NULL);
  show_mode (self);
  show_step (self);
  on_page_shown (self);
  show_progress (self);
}

static void
enter_step (CordWindow *self, const char *step)
{
  CordInteraction *interaction = interaction_of (self);

  if (interaction != NULL && g_strcmp0 (step, cord_interaction_get_step (interaction)) != 0)
    cord_session_enter_step_async (self->session, step, self->cancellable, cord_page_act_done, NULL);
}

static void
on_step_activated (CordWindow *self, GtkListBoxRow *row)
{
  enter_step (self, cord_step_get_id (cord_step_row_get_step (CORD_STEP_ROW (row))));
}

/* Another step is shown once its event is durable; the field is focused then. */
static void
go_to_field (CordWindow *self, const char *step, const char *field)
{
  CordPage *page = cord_window_get_page (self, step);

  if (page != NULL && page == cord_window_get_visible_page (self))
    {
      cord_page_focus_field (page, field);
      return;
    }
  g_free (self->wanted_field);
  self->wanted_field = g_strdup (field);
  enter_step (self, step);
}

static void
on_item_activated (CordWindow *self, CordItem *item)
{
  go_to_field (self, cord_item_get_step (item), cord_item_get_field (item));
}

static void
act_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter_step (CORD_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
act_primary (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordPage *page = cord_window_get_visible_page (CORD_WINDOW (widget));

  if (page != NULL)
    cord_page_activate_primary (page);
}

/* The acts that cannot be taken back, each by an action and a key of its own. */
static void
act_commit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordPage *page = cord_window_get_visible_page (CORD_WINDOW (widget));

  if (page != NULL)
    cord_page_commit (page, action);
}

/* F8: the first thing still missing, from the current step onwards. */
static void
act_next_missing (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordInteraction *interaction = interaction_of (CORD_WINDOW (widget));
  g_autoptr (CordItem) item = interaction != NULL ? cord_interaction_dup_next_missing (interaction) : NULL;

  if (item != NULL)
    on_item_activated (CORD_WINDOW (widget), item);
}

static void
act_panel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkToggleButton *toggle = cord_call_header_get_panel_toggle (CORD_WINDOW (widget)->header);

  gtk_toggle_button_set_active (toggle, !gtk_toggle_button_get_active (toggle));
}

static void
act_note (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordNoteStrip *note = CORD_WINDOW (widget)->note;
  gboolean expanded;

  g_object_get (note, "expanded", &expanded, NULL);
  g_object_set (note, "expanded", !expanded, NULL);
}

static void
act_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_field (CORD_WINDOW (widget), "verify", "search");
}

/* Elsewhere the key only leads to what would be promised. */
static void
act_schedule (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordPage *page = cord_window_get_visible_page (CORD_WINDOW (widget));

  if (page != NULL && !cord_page_press (page, "schedule"))
    go_to_field (CORD_WINDOW (widget), "follow-up", "promise");
}

static void
act_hold (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordWindow *self = CORD_WINDOW (widget);
  CordInteraction *interaction = interaction_of (self);

  if (interaction != NULL)
    cord_session_hold_async (self->session, g_strcmp0 (cord_interaction_get_status (interaction), "held") != 0,
                             self->cancellable, cord_page_act_done, NULL);
}

static void
act_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cord_session_undo_async (CORD_WINDOW (widget)->session, CORD_WINDOW (widget)->cancellable, cord_page_act_done, NULL);
}

static void
act_park (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cord_session_park_async (CORD_WINDOW (widget)->session, "later", NULL, CORD_WINDOW (widget)->cancellable,
                           cord_page_act_done, NULL);
}

static void
act_sign_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cord_session_sign_out_async (CORD_WINDOW (widget)->session, CORD_WINDOW (widget)->cancellable, cord_page_act_done,
                               NULL);
}

static void
act_keys (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordSession *session = CORD_WINDOW (widget)->session;

  cord_keys_window_present (GTK_WINDOW (widget), session != NULL ? cord_session_get_sop (session) : NULL);
}

static void
act_clock (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CordWindow *self = CORD_WINDOW (widget);
  CordClock *clock = cord_session_get_clock (self->session);
  gint64 hours = g_str_has_suffix (action, "day") ? 24 : 1;

  if (!cord_clock_is_movable (clock))
    return;
  cord_clock_advance (clock, hours * 3600 * G_USEC_PER_SEC);
  cord_session_refresh_order_async (self->session, self->cancellable, cord_page_act_done, NULL);
}

static void
cord_window_dispose (GObject *object)
{
  CordWindow *self = CORD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pages_to_come, g_source_remove);
  g_clear_object (&self->interaction_signals);
  g_clear_object (&self->interaction_bindings);
  g_clear_object (&self->panel_fold);
  g_clear_object (&self->session_toasts);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_window_parent_class)->dispose (object);
}

static void
cord_window_finalize (GObject *object)
{
  g_clear_object (&CORD_WINDOW (object)->cancellable);
  g_free (CORD_WINDOW (object)->wanted_field);
  G_OBJECT_CLASS (cord_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/cordboard/Cordboard/ui/cord-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CordWindow, customer_panel);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, gate_bar);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, idle);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, mode);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, note);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, panel_revealer);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, procedure);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, rail);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, ribbon);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, role_page);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, status);
  gtk_widget_class_bind_template_child (widget_class, CordWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_step_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_page_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_item_activated);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desk.step", "s", act_step);
  gtk_widget_class_install_action (widget_class, "desk.primary", NULL, act_primary);
  gtk_widget_class_install_action (widget_class, "desk.consent", NULL, act_commit);
  gtk_widget_class_install_action (widget_class, "desk.place", NULL, act_commit);
  gtk_widget_class_install_action (widget_class, "desk.send", NULL, act_commit);
  gtk_widget_class_install_action (widget_class, "desk.close", NULL, act_commit);
  gtk_widget_class_install_action (widget_class, "desk.next-missing", NULL, act_next_missing);
  gtk_widget_class_install_action (widget_class, "desk.panel", NULL, act_panel);
  gtk_widget_class_install_action (widget_class, "desk.note", NULL, act_note);
  gtk_widget_class_install_action (widget_class, "desk.find", NULL, act_find);
  gtk_widget_class_install_action (widget_class, "desk.hold", NULL, act_hold);
  gtk_widget_class_install_action (widget_class, "desk.undo", NULL, act_undo);
  gtk_widget_class_install_action (widget_class, "desk.park", NULL, act_park);
  gtk_widget_class_install_action (widget_class, "desk.schedule", NULL, act_schedule);
  gtk_widget_class_install_action (widget_class, "desk.sign-out", NULL, act_sign_out);
  gtk_widget_class_install_action (widget_class, "desk.keys", NULL, act_keys);
  gtk_widget_class_install_action (widget_class, "desk.clock-hour", NULL, act_clock);
  gtk_widget_class_install_action (widget_class, "desk.clock-day", NULL, act_clock);
}

static void
act_wrap_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter_step (CORD_WINDOW (widget), "document");
}

static void
cord_window_class_init (CordWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType used[] = { CORD_TYPE_CALL_HEADER,  CORD_TYPE_CUSTOMER_PANEL, CORD_TYPE_GATE_BAR,        CORD_TYPE_IDLE_PAGE,
                   CORD_TYPE_NOTE_STRIP,   CORD_TYPE_NOTICE_BAR,     CORD_TYPE_PRACTICE_RIBBON, CORD_TYPE_ROLE_PAGE,
                   CORD_TYPE_SIGN_IN_PAGE, CORD_TYPE_STATUS_LINE };

  G_OBJECT_CLASS (klass)->dispose = cord_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_window_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    g_type_ensure (used[i]);
  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "desk.wrap-up", NULL, act_wrap_up);
}

static void
enable_actions (CordWindow *self, gboolean enabled)
{
  static const char *const names[] = { "desk.undo", "desk.sign-out", "desk.clock-hour", "desk.clock-day" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], enabled);
}

static void
cord_window_init (CordWindow *self)
{
  GtkToggleButton *toggle;

  self->cancellable = g_cancellable_new ();
  self->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect_swapped (self->interaction_signals, "applied", G_CALLBACK (show_progress), self);
  g_signal_group_connect_swapped (self->interaction_signals, "notify::step", G_CALLBACK (show_step), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->interaction_bindings = g_binding_group_new ();
  g_binding_group_bind (self->interaction_bindings, "note", self->note, "text", G_BINDING_SYNC_CREATE);
  toggle = cord_call_header_get_panel_toggle (self->header);
  g_object_bind_property (toggle, "active", self->panel_revealer, "reveal-child", G_BINDING_SYNC_CREATE);
  self->panel_fold = cord_panel_fold_new (GTK_WIDGET (self), toggle);
  enable_actions (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.park", FALSE);
}

/* Creates one page at a time while idle, so that all exist before the first call. */
static gboolean
on_idle (gpointer user_data)
{
  CordWindow *self = user_data;

  if (cord_step_pages_make_next (self->pages, self->session))
    return G_SOURCE_CONTINUE;
  self->pages_to_come = 0;
  return G_SOURCE_REMOVE;
}

/* Pages hold what they showed last, which the next user must not find. */
static void
on_signed_in_changed (CordWindow *self)
{
  GtkWidget *page;

  on_interaction_changed (self);
  while (!is_signed_in (self) && (page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  if (self->pages_to_come == 0)
    self->pages_to_come = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
bind_session (CordWindow *self)
{
  CordSession *session = self->session;

  cord_call_header_set_session (self->header, session);
  cord_sign_in_page_set_session (self->sign_in, session);
  cord_idle_page_set_session (self->idle, session);
  cord_status_line_set_session (self->status, session);
  g_object_set (self->customer_panel, "session", session, NULL);
  gtk_label_set_label (self->procedure, cord_sop_get_title (cord_session_get_sop (session)));
  g_object_bind_property (session, "notice", self->notice, "message", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "notice-hint", self->notice, "hint", G_BINDING_SYNC_CREATE);
  self->session_toasts = cord_session_toasts_new (self->toasts, session);
  g_signal_connect_object (session, "notify::interaction", G_CALLBACK (on_interaction_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::signed-in", G_CALLBACK (on_signed_in_changed), self, G_CONNECT_SWAPPED);
}

CordWindow *
cord_window_new (GtkApplication *application, CordSession *session)
{
  CordWindow *self = g_object_new (CORD_TYPE_WINDOW, "application", application, NULL);

  cord_press_guard_add (GTK_WINDOW (self));
  if (session != NULL)
    cord_window_set_session (self, session);
  else
    on_interaction_changed (self);
  return self;
}

void
cord_window_set_session (CordWindow *self, CordSession *session)
{
  g_return_if_fail (CORD_IS_WINDOW (self) && CORD_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  if (cord_session_get_practice (session))
    {
      cord_window_set_practice (self);
      cord_practice_ribbon_set_clock (self->ribbon, cord_session_get_clock (session));
    }
  bind_session (self);
  enable_actions (self, TRUE);
  self->pages_to_come = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
  on_interaction_changed (self);
}

void
cord_window_set_practice (CordWindow *self)
{
  g_return_if_fail (CORD_IS_WINDOW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  gtk_widget_set_visible (GTK_WIDGET (self->ribbon), TRUE);
  cord_sign_in_page_set_practice (self->sign_in);
}

void
cord_window_set_failure (CordWindow *self, const GError *error)
{
  g_return_if_fail (CORD_IS_WINDOW (self) && self->session == NULL);

  g_object_set (self->notice, "message", error->message, "hint", cord_error_get_hint (error), NULL);
  cord_one_of_leave (GTK_WIDGET (self->sign_in));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_in), FALSE);
}

CordSession *
cord_window_get_session (CordWindow *self)
{
  return self->session;
}

CordPage *
cord_window_get_page (CordWindow *self, const char *step)
{
  return self->session != NULL ? cord_step_pages_get (self->pages, self->session, step) : NULL;
}

CordPage *
cord_window_get_visible_page (CordWindow *self)
{
  GtkWidget *page = interaction_of (self) ? gtk_stack_get_visible_child (self->pages) : NULL;

  return page ? CORD_PAGE (page) : NULL;
}
