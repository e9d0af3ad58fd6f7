/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/needs/cord-question-row.h"

#include "desk/shared/cord-page.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

#define PAUSE_MS 250
#define CHOICES_A_LINE 8
#define CHOICES_APART 6

struct _CordQuestionRow
{
  AdwPreferencesRow parent_instance;

  AdwBin *answer;
  GtkToggleButton *asked;
  GtkLabel *text;

  CordSession *session;
  char *id;
  gboolean is_amount;
  GtkEditable *entry; /* NULL when it has choices */
  GPtrArray *choices; /* GtkToggleButton, borrowed, each with its "value" */
  char *settled;
  guint pause;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CordQuestionRow, cord_question_row, ADW_TYPE_PREFERENCES_ROW)

static void
ask (CordQuestionRow *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);

  if (interaction != NULL && !cord_interaction_is_asked (interaction, self->id))
    cord_session_ask_async (self->session, self->id, NULL, cord_page_act_done, NULL);
}

static void
on_asked (CordQuestionRow *self)
{
  if (self->showing || !gtk_toggle_button_get_active (self->asked))
    return;
  ask (self);
}

/* An amount as the caller says it ("80", "€ 80,50") in the form the record holds ("80.00"); NULL when it is none. */
static char *
read_amount (CordQuestionRow *self, const char *text)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);
  CordCustomer *customer = interaction ? cord_interaction_get_customer (interaction) : NULL;
  guint scale = customer ? cord_customer_get_scale (customer) : 2;
  g_autoptr (GString) digits = g_string_new (NULL);
  CordMoney money;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (*p == '.' || *p == ',')
      g_string_append_c (digits, '.');
  if (!cord_money_parse (digits->str, customer ? cord_customer_get_currency (customer) : "XXX", scale, &money, NULL))
    return NULL;
  return cord_money_to_decimal (money);
}

void
cord_question_row_settle (CordQuestionRow *self)
{
  const char *typed = self->entry ? gtk_editable_get_text (self->entry) : "";
  g_autofree char *amount = NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (*typed == '\0' || g_strcmp0 (typed, self->settled) == 0)
    return;
  if (self->is_amount)
    {
      amount = read_amount (self, typed);
      if (amount == NULL)
        {
          gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
          gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), _ ("An amount such as 80 or 80.50"));
          return;
        }
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  g_free (self->settled);
  self->settled = g_strdup (typed);
  ask (self);
  cord_session_record_answer_async (self->session, self->id, self->is_amount ? amount : NULL,
                                    self->is_amount ? NULL : typed, NULL, cord_page_act_done, NULL);
}

static gboolean
on_pause (gpointer user_data)
{
  CordQuestionRow *self = user_data;

  self->pause = 0;
  cord_question_row_settle (self);
  return G_SOURCE_REMOVE;
}

static void
on_text (CordQuestionRow *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_choice (GtkToggleButton *button, CordQuestionRow *self)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;
  ask (self);
  cord_session_record_answer_async (self->session, self->id, g_object_get_data (G_OBJECT (button), "value"), NULL, NULL,
                                    cord_page_act_done, NULL);
}

static void
add_choice (CordQuestionRow *self, GtkFlowBox *box, const char *value, const char *title)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (title);

  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  if (self->choices->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->choices->pdata[0]);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_choice), self, 0);
  g_ptr_array_add (self->choices, button);
  gtk_flow_box_append (box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static GtkWidget *
make_choices (CordQuestionRow *self, GVariant *choices)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), CHOICES_A_LINE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), CHOICES_APART);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), CHOICES_APART);
  gtk_widget_add_css_class (box, "choices");
  for (gsize i = 0; i < cord_value_length (choices); i++)
    {
      g_autoptr (GVariant) choice = cord_value_dup_at (choices, i);

      add_choice (self, GTK_FLOW_BOX (box), cord_sop_choice_get_value (choice), cord_sop_choice_get_title (choice));
    }
  return box;
}

static GtkWidget *
make_entry (CordQuestionRow *self, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  if (self->is_amount)
    {
      gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Amount a month"));
      gtk_widget_set_halign (entry, GTK_ALIGN_START);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (cord_question_row_settle), self, G_CONNECT_SWAPPED);
  return entry;
}

static void
cord_question_row_dispose (GObject *object)
{
  CordQuestionRow *self = CORD_QUESTION_ROW (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->entry = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_QUESTION_ROW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_question_row_parent_class)->dispose (object);
}

static void
cord_question_row_finalize (GObject *object)
{
  CordQuestionRow *self = CORD_QUESTION_ROW (object);

  g_free (self->id);
  g_free (self->settled);
  G_OBJECT_CLASS (cord_question_row_parent_class)->finalize (object);
}

static void
cord_question_row_class_init (CordQuestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_question_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_question_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/needs/cord-question-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CordQuestionRow, answer);
  gtk_widget_class_bind_template_child (widget_class, CordQuestionRow, asked);
  gtk_widget_class_bind_template_child (widget_class, CordQuestionRow, text);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
}

static void
cord_question_row_init (CordQuestionRow *self)
{
  self->choices = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cord_question_row_new (CordSession *session, GVariant *question)
{
  CordQuestionRow *self = g_object_new (CORD_TYPE_QUESTION_ROW, NULL);
  g_autoptr (GVariant) choices = cord_sop_question_dup_choices (question);
  const char *text = cord_sop_question_get_text (question);
  g_autofree char *name = NULL;

  self->session = g_object_ref (session);
  self->id = g_strdup (cord_sop_question_get_id (question));
  self->is_amount = cord_sop_question_is_amount (question);
  gtk_label_set_label (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->asked), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  adw_bin_set_child (self->answer,
                     cord_value_length (choices) > 0 ? make_choices (self, choices) : make_entry (self, text));
  name = g_strdup_printf ("field-%s", self->id);
  gtk_widget_set_name (GTK_WIDGET (self->answer), name);
  return GTK_WIDGET (self);
}

void
cord_question_row_show (CordQuestionRow *self, CordInteraction *interaction)
{
  const char *answer = cord_interaction_get_answer (interaction, self->id);
  gboolean asked = cord_interaction_is_asked (interaction, self->id);

  self->showing = TRUE;
  gtk_toggle_button_set_active (self->asked, asked);
  gtk_button_set_label (GTK_BUTTON (self->asked), asked ? _ ("Asked ✓") : _ ("Asked"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->asked), !asked);
  for (guint i = 0; i < self->choices->len; i++)
    if (g_strcmp0 (g_object_get_data (self->choices->pdata[i], "value"), answer) == 0)
      gtk_toggle_button_set_active (self->choices->pdata[i], TRUE);
  if (self->entry != NULL && self->settled == NULL && *answer != '\0' && *gtk_editable_get_text (self->entry) == '\0')
    {
      gtk_editable_set_text (self->entry, answer);
      self->settled = g_strdup (answer);
    }
  self->showing = FALSE;
}
