/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/record/cord-document-page.h"

#include "desk/shared/cord-choice-row.h"

#include <glib/gi18n.h>

#define PAUSE_MS 250

struct _CordDocumentPage
{
  CordPage parent_instance;

  CordChoiceRow *channel;
  CordChoiceRow *disposition;
  GtkWidget *message_card;
  GtkLabel *note;
  GtkListBox *problems;
  GtkLabel *proof;
  AdwActionRow *sending;
  GtkImage *sending_icon;
  GtkLabel *subject;
  GtkTextView *text;
  GtkTextView *words;
  GtkButton *write;

  char *picked;  /* channel */
  char *settled; /* the agent's own words as last recorded */
  guint pause;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CordDocumentPage, cord_document_page, CORD_TYPE_PAGE)

static gboolean
is_ordered (CordInteraction *interaction)
{
  return cord_interaction_holds (interaction, "order-placed");
}

/* The channel. */

static const char *
address_for (CordInteraction *interaction, const char *channel)
{
  CordCustomer *customer = cord_interaction_get_customer (interaction);

  if (customer == NULL || channel == NULL)
    return NULL;
  return cord_customer_get_address (customer, g_str_equal (channel, "letter") ? "post" : channel);
}

static const CordMessageRendered *
last_rendered (CordInteraction *interaction)
{
  return cord_event_get_message_rendered (cord_interaction_last (interaction, CORD_EVENT_MESSAGE_RENDERED));
}

static const char *
rendered_channel (CordInteraction *interaction)
{
  const CordMessageRendered *rendered = last_rendered (interaction);

  return rendered != NULL ? rendered->channel : NULL;
}

/* What the agent picked, else what was written, else the first channel that reaches the customer. */
static const char *
chosen_channel (CordDocumentPage *self, CordInteraction *interaction)
{
  static const char *const channels[] = { "email", "sms", "letter" };
  const char *rendered = rendered_channel (interaction);

  if (self->picked != NULL)
    return self->picked;
  if (rendered != NULL)
    return rendered;
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (address_for (interaction, channels[i]) != NULL)
      return channels[i];
  return NULL;
}

static void
show_channel (CordDocumentPage *self, CordInteraction *interaction)
{
  const char *channel = chosen_channel (self, interaction);
  const char *address = address_for (interaction, channel);

  if (channel != NULL)
    cord_choice_row_show (self->channel, channel);
  g_object_set (self->channel, "subtitle", address != NULL ? address : _ ("No address on record for it"), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), is_ordered (interaction) && address != NULL);
}

/* The message. */

static GtkWidget *
make_problem (const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_add_css_class (row, "warning-row");
  return row;
}

static void
show_proof (CordDocumentPage *self, const CordMessageRendered *rendered)
{
  GVariant *problems = rendered != NULL ? rendered->problems : NULL;
  gsize n = problems != NULL ? cord_value_length (problems) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->problems, 0)) != NULL)
    gtk_list_box_remove (self->problems, GTK_WIDGET (row));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) problem = cord_value_dup_at (problems, i);

      gtk_list_box_append (self->problems, make_problem (g_variant_get_string (problem, NULL)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems), n > 0);
  if (rendered != NULL && rendered->proved)
    gtk_label_set_text (self->proof, _ ("Every amount and date agrees with the order ✓"));
  else
    gtk_label_set_text (self->proof, _ ("It cannot be sent: the text does not agree with the order."));
}

static void
show_message (CordDocumentPage *self, CordInteraction *interaction)
{
  g_autofree char *subject = cord_interaction_dup_property (interaction, "message-subject");
  g_autofree char *text = cord_interaction_dup_property (interaction, "message-text");
  const CordMessageRendered *rendered = last_rendered (interaction);

  gtk_widget_set_visible (self->message_card, rendered != NULL);
  gtk_label_set_text (self->subject, subject);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  show_proof (self, rendered);
  gtk_button_set_label (self->write, rendered != NULL ? _ ("Write it again") : _ ("Write the confirmation"));
}

/* Saved here, sent by the server, or in need of the agent. */
static char *
dup_sending_words (CordInteraction *interaction, const char *state)
{
  const CordMessageFailed *failed
      = cord_event_get_message_failed (cord_interaction_last (interaction, CORD_EVENT_MESSAGE_FAILED));
  const char *address = address_for (interaction, rendered_channel (interaction));

  if (g_str_equal (state, "queued"))
    return g_strdup (_ ("Saved here, waiting for the server"));
  if (g_str_equal (state, "sent"))
    return g_strdup_printf (_ ("Sent to %s"), address != NULL ? address : _ ("the address of record"));
  if (g_str_equal (state, "failed"))
    return g_strdup_printf (_ ("Needs you: %s"), failed != NULL ? failed->message : _ ("it was not sent"));
  if (g_str_equal (state, "rendered"))
    return g_strdup (_ ("Written, not sent yet"));
  return g_strdup (is_ordered (interaction) ? _ ("Not written yet") : _ ("There is no placed change to confirm"));
}

static void
show_sending (CordDocumentPage *self, CordInteraction *interaction)
{
  g_autofree char *state = cord_interaction_dup_property (interaction, "message-state");
  g_autofree char *words = dup_sending_words (interaction, state);
  gboolean sent = g_str_equal (state, "sent");
  gboolean failed = g_str_equal (state, "failed");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sending), words);
  gtk_image_set_from_icon_name (self->sending_icon, sent     ? "emblem-ok-symbolic"
                                                    : failed ? "dialog-warning-symbolic"
                                                             : "mail-unread-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->sending), sent ? "warning-row" : "success-row");
  if (sent || failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->sending), sent ? "success-row" : "warning-row");
}

/* The page's main action, in the order of the work. */
typedef enum
{
  DO_WRITE,
  DO_SEND,
  DO_GO_ON,
} MainAct;

static MainAct
main_act (CordDocumentPage *self, CordInteraction *interaction)
{
  g_autofree char *state = cord_interaction_dup_property (interaction, "message-state");
  gboolean other_channel = g_strcmp0 (chosen_channel (self, interaction), rendered_channel (interaction)) != 0;
  gboolean proved;

  g_object_get (interaction, "message-proved", &proved, NULL);
  if (g_str_equal (state, "queued") || g_str_equal (state, "sent") || !is_ordered (interaction))
    return DO_GO_ON;
  return *state == '\0' || other_channel || !proved ? DO_WRITE : DO_SEND;
}

static void
show_primary (CordDocumentPage *self, CordInteraction *interaction)
{
  const char *address = address_for (interaction, chosen_channel (self, interaction));
  gboolean open = cord_gate_get_open (cord_interaction_get_gate (interaction, CORD_GATE_SEND));
  g_autofree char *label = NULL;

  switch (main_act (self, interaction))
    {
    case DO_WRITE:
      cord_page_set_primary (CORD_PAGE (self), _ ("Write the confirmation"), address != NULL);
      break;
    case DO_SEND:
      label = g_strdup_printf (_ ("Send confirmation to %s"), address != NULL ? address : _ ("the address of record"));
      cord_page_set_commitment (CORD_PAGE (self), "desk.send", self->message_card, label, open);
      break;
    case DO_GO_ON:
    default:
      cord_page_set_primary (CORD_PAGE (self), _ ("Go on to follow up"), TRUE);
    }
}

/* The note. */

static char *
dup_typed (CordDocumentPage *self)
{
  char *typed = NULL;

  g_object_get (gtk_text_view_get_buffer (self->words), "text", &typed, NULL);
  return typed;
}

static void
settle (CordDocumentPage *self)
{
  g_autofree char *typed = dup_typed (self);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (cord_page_get_interaction (CORD_PAGE (self)) == NULL || g_strcmp0 (typed, self->settled) == 0)
    return;
  g_free (self->settled);
  self->settled = g_strdup (typed);
  cord_session_edit_note_async (cord_page_get_session (CORD_PAGE (self)), typed,
                                cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static gboolean
on_pause (gpointer user_data)
{
  CordDocumentPage *self = user_data;

  self->pause = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
on_typed (CordDocumentPage *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

/* Text that the agent has typed since is kept, and with it the cursor. */
static void
show_note (CordDocumentPage *self, CordInteraction *interaction)
{
  g_autofree char *note = cord_interaction_dup_note (interaction);
  g_autofree char *words = cord_interaction_dup_property (interaction, "note-words");
  g_autofree char *typed = dup_typed (self);

  gtk_label_set_text (self->note, *note != '\0' ? note : _ ("Nothing to write down yet"));
  if (self->pause != 0 || g_str_equal (typed, words))
    return;
  self->showing = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->words), words, -1);
  self->showing = FALSE;
  g_free (self->settled);
  self->settled = g_strdup (words);
}

static void
show_disposition (CordDocumentPage *self, CordInteraction *interaction)
{
  g_autofree char *code = cord_interaction_dup_property (interaction, "disposition");

  cord_choice_row_show (self->disposition, code);
}

static void
show_state (CordDocumentPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL)
    return;
  show_channel (self, interaction);
  show_sending (self, interaction);
  show_note (self, interaction);
  show_disposition (self, interaction);
  show_primary (self, interaction);
}

static void
cord_document_page_applied (CordPage *page, CordEvent *event)
{
  CordDocumentPage *self = CORD_DOCUMENT_PAGE (page);

  if (g_str_has_prefix (event->type, "message."))
    show_message (self, cord_page_get_interaction (page));
  show_state (self);
}

static void
cord_document_page_interaction_changed (CordPage *page)
{
  CordDocumentPage *self = CORD_DOCUMENT_PAGE (page);
  CordSession *session = cord_page_get_session (page);
  g_autoptr (GVariant) channels = NULL;
  g_autoptr (GVariant) dispositions = NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->picked, g_free);
  g_clear_pointer (&self->settled, g_free);
  if (cord_page_get_interaction (page) == NULL)
    return;
  channels = cord_sop_dup_choices (cord_session_get_sop (session), "channel");
  dispositions = cord_sop_dup_choices (cord_session_get_sop (session), "disposition");
  cord_choice_row_set_session (self->channel, session, channels);
  cord_choice_row_set_session (self->disposition, session, dispositions);
  show_message (self, cord_page_get_interaction (page));
  show_state (self);
}

/* Acts. */

static void
on_channel (CordDocumentPage *self, const char *channel)
{
  g_free (self->picked);
  self->picked = g_strdup (channel);
  show_state (self);
}

static void
on_write (CordDocumentPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const char *channel = interaction ? chosen_channel (self, interaction) : NULL;

  if (channel != NULL)
    cord_session_render_message_async (cord_page_get_session (CORD_PAGE (self)), channel,
                                       cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_disposition (CordDocumentPage *self, const char *code)
{
  cord_session_set_disposition_async (cord_page_get_session (CORD_PAGE (self)), code,
                                      cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
cord_document_page_primary (CordPage *page)
{
  CordDocumentPage *self = CORD_DOCUMENT_PAGE (page);
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction == NULL)
    return;
  settle (self);
  switch (main_act (self, interaction))
    {
    case DO_WRITE:
      on_write (self);
      break;
    case DO_SEND:
      cord_session_send_message_async (cord_page_get_session (page), cord_page_get_cancellable (page),
                                       cord_page_act_done, NULL);
      break;
    case DO_GO_ON:
    default:
      cord_session_enter_step_async (cord_page_get_session (page), "follow-up", cord_page_get_cancellable (page),
                                     cord_page_act_done, NULL);
    }
}

static void
cord_document_page_dispose (GObject *object)
{
  g_clear_handle_id (&CORD_DOCUMENT_PAGE (object)->pause, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_DOCUMENT_PAGE);
  G_OBJECT_CLASS (cord_document_page_parent_class)->dispose (object);
}

static void
cord_document_page_finalize (GObject *object)
{
  g_free (CORD_DOCUMENT_PAGE (object)->picked);
  g_free (CORD_DOCUMENT_PAGE (object)->settled);
  G_OBJECT_CLASS (cord_document_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/record/cord-document-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, channel);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, disposition);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, message_card);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, note);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, problems);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, proof);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, sending);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, sending_icon);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, subject);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, text);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, words);
  gtk_widget_class_bind_template_child (widget_class, CordDocumentPage, write);
  gtk_widget_class_bind_template_callback (widget_class, on_channel);
  gtk_widget_class_bind_template_callback (widget_class, on_disposition);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
}

static void
cord_document_page_class_init (CordDocumentPageClass *klass)
{
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_document_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_document_page_finalize;
  page_class->primary = cord_document_page_primary;
  page_class->applied = cord_document_page_applied;
  page_class->interaction_changed = cord_document_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
cord_document_page_init (CordDocumentPage *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (focus, "leave", G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->words), focus);
  g_signal_connect_object (gtk_text_view_get_buffer (self->words), "changed", G_CALLBACK (on_typed), self,
                           G_CONNECT_SWAPPED);
}
