/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/change/cord-process-page.h"

#include "domain/change/cord-bill-words.h"
#include "desk/change/cord-ladder-card.h"
#include "desk/shared/cord-row-button.h"

#include <glib/gi18n.h>

struct _CordProcessPage
{
  CordPage parent_instance;

  GtkLabel *gate;
  GtkWidget *gate_group;
  GtkListBox *lines;
  GtkWidget *lines_group;
  GtkListBox *missing;
  AdwActionRow *order;
  GtkImage *order_icon;
  GtkButton *place;
  GtkButton *quote_again;
  GtkWidget *to_read; /* all of the page: the order, what is missing, the amounts */
  GtkButton *undo;

  guint undo_tick; /* while the undo window is open */
};

G_DEFINE_FINAL_TYPE (CordProcessPage, cord_process_page, CORD_TYPE_PAGE)

static void show_order (CordProcessPage *self);

static gboolean
is_one_of (const char *state, const char *const *states)
{
  return g_strv_contains (states, state);
}

/* TRUE when no order is waiting or placed. */
static gboolean
is_free (CordInteraction *interaction)
{
  static const char *const states[] = { "", "refused", "cancelled", "rejected", "failed", NULL };

  return is_one_of (cord_interaction_get_order_state (interaction), states);
}

static gboolean
can_place (CordInteraction *interaction)
{
  return is_free (interaction) && cord_gate_get_open (cord_interaction_get_gate (interaction, CORD_GATE_COMMIT));
}

/* After a refusal the change may need a new quote, which is made on the page before. */
static gboolean
needs_quote (CordInteraction *interaction)
{
  static const char *const states[] = { "refused", "cancelled", "rejected", "failed", NULL };

  return is_one_of (cord_interaction_get_order_state (interaction), states) && !can_place (interaction);
}

/* The Commit gate. */

static void
on_go (CordProcessPage *self, GtkButton *button)
{
  cord_session_enter_step_async (cord_page_get_session (CORD_PAGE (self)),
                                 g_object_get_data (G_OBJECT (button), "step"),
                                 cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static GtkWidget *
make_missing (gpointer item, gpointer user_data)
{
  CordProcessPage *self = user_data;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *go = gtk_button_new_with_label (_ ("Go there"));
  g_autofree char *spoken = g_strdup_printf (_ ("Go to: %s"), cord_item_get_title (item));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cord_item_get_title (item));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (go, GTK_ALIGN_CENTER);
  cord_row_button_set_spoken (go, spoken);
  g_object_set_data_full (G_OBJECT (go), "step", g_strdup (cord_item_get_step (item)), g_free);
  g_signal_connect_object (go, "clicked", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), go);
  return row;
}

static void
show_gate (CordProcessPage *self, CordInteraction *interaction)
{
  gboolean open = cord_gate_get_open (cord_interaction_get_gate (interaction, CORD_GATE_COMMIT));

  gtk_widget_set_visible (self->gate_group, is_free (interaction));
  gtk_label_set_text (self->gate,
                      open ? _ ("The Commit gate is open: quote current, consent given, verification sufficient.")
                           : _ ("The Commit gate is closed. Before the change can be placed:"));
  gtk_widget_set_visible (GTK_WIDGET (self->missing), !open);
}

/* The state of the order. The words keep apart what is saved here and what the server has. */

static gint64
undo_until (CordInteraction *interaction)
{
  g_autofree char *text = NULL;
  gint64 until = 0;

  g_object_get (interaction, "undo-until", &text, NULL);
  return text != NULL && cord_instant_parse (text, &until, NULL) ? until : 0;
}

static gboolean
can_undo (CordProcessPage *self, CordInteraction *interaction)
{
  static const char *const states[] = { "acknowledged", "pending", "held", NULL };

  return is_one_of (cord_interaction_get_order_state (interaction), states)
         && undo_until (interaction)
                > cord_clock_now (cord_session_get_clock (cord_page_get_session (CORD_PAGE (self))));
}

static char *
dup_placed_words (CordProcessPage *self, CordInteraction *interaction)
{
  g_autofree char *number = NULL;
  g_autofree char *time = NULL;
  g_autoptr (GDateTime) until = NULL;

  g_object_get (interaction, "order-number", &number, NULL);
  if (!can_undo (self, interaction))
    return g_strdup_printf (_ ("Placed as order %s at the server"), number);
  until = g_date_time_new_from_unix_local (undo_until (interaction) / G_USEC_PER_SEC);
  time = g_date_time_format (until, "%H:%M:%S");
  return g_strdup_printf (_ ("Placed as order %s at the server; can be undone until %s"), number, time);
}

static char *
dup_order_words (CordProcessPage *self, CordInteraction *interaction, const char *state)
{
  g_autofree char *number = NULL;

  g_object_get (interaction, "order-number", &number, NULL);
  if (*state == '\0')
    return g_strdup (_ ("Not placed yet"));
  if (g_str_equal (state, "queued"))
    return g_strdup (_ ("Saved here, waiting for the server"));
  if (g_str_equal (state, "completed"))
    return g_strdup_printf (_ ("Completed: order %s"), number);
  if (g_str_equal (state, "cancelled"))
    return g_strdup_printf (_ ("Undone: order %s changes nothing"), number);
  if (g_str_equal (state, "refused"))
    {
      const CordOrderRefused *refused
          = cord_event_get_order_refused (cord_interaction_last (interaction, CORD_EVENT_ORDER_REFUSED));

      return g_strdup_printf (_ ("Needs you: %s"), refused != NULL ? refused->message : _ ("the server refused it"));
    }
  if (is_free (interaction))
    return g_strdup_printf (_ ("Needs you: the server could not carry out order %s"), number);
  return dup_placed_words (self, interaction);
}

static const char *
order_hint (CordInteraction *interaction, const char *state)
{
  if (*state == '\0')
    return _ ("Nothing is changed before you place it.");
  if (g_str_equal (state, "queued"))
    return _ ("It is placed exactly once, even if the line or this computer fails. You can go on.");
  if (g_str_equal (state, "completed"))
    return _ ("The server has carried it out.");
  if (is_free (interaction))
    return can_place (interaction) ? _ ("It can be placed again.") : _ ("Quote it again and ask the customer again.");
  return _ ("The server carries it out by itself.");
}

static const char *
order_icon (CordInteraction *interaction, const char *state)
{
  if (g_str_equal (state, "completed"))
    return "emblem-ok-symbolic";
  if (*state != '\0' && is_free (interaction))
    return "dialog-warning-symbolic";
  return *state == '\0' ? "media-record-symbolic" : "emblem-synchronizing-symbolic";
}

static gboolean
on_undo_tick (gpointer user_data)
{
  CordProcessPage *self = user_data;
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction != NULL && can_undo (self, interaction))
    return G_SOURCE_CONTINUE;
  self->undo_tick = 0;
  show_order (self);
  return G_SOURCE_REMOVE;
}

static void
watch_undo (CordProcessPage *self, gboolean open)
{
  if (!open)
    g_clear_handle_id (&self->undo_tick, g_source_remove);
  else if (self->undo_tick == 0)
    self->undo_tick = g_timeout_add_seconds (1, on_undo_tick, self);
}

static void
show_style (CordProcessPage *self, CordInteraction *interaction, const char *state)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->order), "success-row");
  gtk_widget_remove_css_class (GTK_WIDGET (self->order), "warning-row");
  if (g_str_equal (state, "completed"))
    gtk_widget_add_css_class (GTK_WIDGET (self->order), "success-row");
  else if (*state != '\0' && is_free (interaction))
    gtk_widget_add_css_class (GTK_WIDGET (self->order), "warning-row");
}

static void
show_order (CordProcessPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const char *state = interaction ? cord_interaction_get_order_state (interaction) : "";
  g_autofree char *words = NULL;

  if (interaction == NULL)
    {
      watch_undo (self, FALSE);
      return;
    }
  words = dup_order_words (self, interaction, state);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->order), words);
  adw_action_row_set_subtitle (self->order, order_hint (interaction, state));
  gtk_image_set_from_icon_name (self->order_icon, order_icon (interaction, state));
  show_style (self, interaction, state);
  gtk_widget_set_visible (GTK_WIDGET (self->place), is_free (interaction) && !needs_quote (interaction));
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), can_place (interaction));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), can_undo (self, interaction));
  gtk_widget_set_visible (GTK_WIDGET (self->quote_again), needs_quote (interaction));
  watch_undo (self, can_undo (self, interaction));
}

/* The effect on this bill. */

static GtkWidget *
make_line (CordQuote *quote, const char *words, gint64 minor)
{
  g_autofree char *amount = cord_money_to_signed_display (cord_quote_money (quote, minor));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *money = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_label_set_xalign (GTK_LABEL (money), 1);
  gtk_widget_add_css_class (money, "money");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), money);
  return row;
}

static void
show_lines (CordProcessPage *self, CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);
  GPtrArray *lines = quote ? cord_quote_get_added_lines (quote) : NULL;
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->lines, 0)) != NULL)
    gtk_list_box_remove (self->lines, GTK_WIDGET (row));
  gtk_widget_set_visible (
      self->lines_group, lines != NULL && (cord_interaction_get_quote_current (interaction) || !is_free (interaction)));
  if (lines == NULL)
    return;
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = cord_bill_words_line (&names, quote, line);

      gtk_list_box_append (self->lines, make_line (quote, words, line->gross));
    }
  gtk_list_box_append (self->lines,
                       make_line (quote, lines->len > 0 ? _ ("Together, added now") : _ ("Nothing is added now"),
                                  cord_quote_get_added (quote)->gross));
}

static void
show_primary (CordProcessPage *self, CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote_current (interaction) ? cord_interaction_get_quote (interaction) : NULL;
  g_autofree char *summary = quote != NULL ? cord_ladder_card_dup_summary (quote) : NULL;
  g_autofree char *label = NULL;

  if (needs_quote (interaction))
    cord_page_set_primary (CORD_PAGE (self), _ ("Quote again"), TRUE);
  else if (is_free (interaction))
    {
      label = summary != NULL ? g_strdup_printf (_ ("Place change: %s"), summary) : g_strdup (_ ("Place change"));
      cord_page_set_commitment (CORD_PAGE (self), "desk.place", self->to_read, label, can_place (interaction));
    }
  else
    cord_page_set_primary (CORD_PAGE (self), _ ("Go on to expect"), TRUE);
}

static void
show_state (CordProcessPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  show_order (self);
  if (interaction == NULL)
    return;
  show_gate (self, interaction);
  show_lines (self, interaction);
  show_primary (self, interaction);
}

/* Acts. */

static void
on_place (CordProcessPage *self)
{
  cord_page_commit (CORD_PAGE (self), "desk.place");
}

static void
place (CordProcessPage *self)
{
  cord_session_place_async (cord_page_get_session (CORD_PAGE (self)), cord_page_get_cancellable (CORD_PAGE (self)),
                            cord_page_act_done, NULL);
}

static void
on_undo (CordProcessPage *self)
{
  cord_session_undo_async (cord_page_get_session (CORD_PAGE (self)), cord_page_get_cancellable (CORD_PAGE (self)),
                           cord_page_act_done, NULL);
}

static void
on_quote_again (CordProcessPage *self)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  GCancellable *cancellable = cord_page_get_cancellable (CORD_PAGE (self));
  CordQuote *quote = interaction ? cord_interaction_get_quote (interaction) : NULL;
  CordDate date = quote ? cord_quote_get_effective (quote) : CORD_DATE_NONE;

  if (interaction == NULL)
    return;
  if (date != CORD_DATE_NONE)
    date = MAX (date, cord_session_today (session));
  cord_session_select_async (session, cord_interaction_get_selected (interaction), date, cancellable,
                             cord_page_act_done, NULL);
  cord_session_enter_step_async (session, "confirm", cancellable, cord_page_act_done, NULL);
}

static void
cord_process_page_primary (CordPage *page)
{
  CordProcessPage *self = CORD_PROCESS_PAGE (page);
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction == NULL)
    return;
  if (needs_quote (interaction))
    on_quote_again (self);
  else if (is_free (interaction))
    place (self);
  else
    cord_session_enter_step_async (cord_page_get_session (page), "expect", cord_page_get_cancellable (page),
                                   cord_page_act_done, NULL);
}

static void
cord_process_page_applied (CordPage *page, CordEvent *event)
{
  show_state (CORD_PROCESS_PAGE (page));
}

static void
cord_process_page_interaction_changed (CordPage *page)
{
  CordProcessPage *self = CORD_PROCESS_PAGE (page);
  CordInteraction *interaction = cord_page_get_interaction (page);
  CordGate *gate = interaction ? cord_interaction_get_gate (interaction, CORD_GATE_COMMIT) : NULL;

  gtk_list_box_bind_model (self->missing, gate ? cord_gate_get_missing (gate) : NULL, make_missing, self, NULL);
  show_state (self);
}

static void
on_session_set (CordProcessPage *self)
{
  g_signal_connect_object (cord_session_get_clock (cord_page_get_session (CORD_PAGE (self))), "moved",
                           G_CALLBACK (show_order), self, G_CONNECT_SWAPPED);
}

static void
cord_process_page_dispose (GObject *object)
{
  g_clear_handle_id (&CORD_PROCESS_PAGE (object)->undo_tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_PROCESS_PAGE);
  G_OBJECT_CLASS (cord_process_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/change/cord-process-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, gate);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, gate_group);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, lines);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, lines_group);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, missing);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, order);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, order_icon);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, place);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, quote_again);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, undo);
  gtk_widget_class_bind_template_child (widget_class, CordProcessPage, to_read);
  gtk_widget_class_bind_template_callback (widget_class, on_place);
  gtk_widget_class_bind_template_callback (widget_class, on_quote_again);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
cord_process_page_class_init (CordProcessPageClass *klass)
{
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_process_page_dispose;
  page_class->primary = cord_process_page_primary;
  page_class->applied = cord_process_page_applied;
  page_class->interaction_changed = cord_process_page_interaction_changed;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
cord_process_page_init (CordProcessPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_set), NULL);
}
