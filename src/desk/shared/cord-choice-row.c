/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-choice-row.h"

#include "desk/shared/cord-page.h"
#include "domain/record/cord-sop-part.h"

struct _CordChoiceRow
{
  AdwPreferencesRow parent_instance;

  GtkFlowBox *buttons;
  GtkLabel *detail;
  GtkLabel *heading;

  char *field;
  CordSession *session;
  GPtrArray *choices; /* GtkToggleButton, borrowed, each with its "value" */
  gboolean showing;   /* the selection is being set by the program */
};

G_DEFINE_FINAL_TYPE (CordChoiceRow, cord_choice_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_FIELD,
  PROP_SUBTITLE,
  N_PROPS,
};

enum
{
  PICKED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
value_of (GtkToggleButton *button)
{
  return g_object_get_data (G_OBJECT (button), "value");
}

/* Exactly one stays pressed: pressing it again keeps it, pressing another lets it go. */
static void
on_toggled (GtkToggleButton *button, CordChoiceRow *self)
{
  if (self->showing)
    return;
  cord_choice_row_show (self, value_of (button));
  if (self->field != NULL && self->session != NULL)
    cord_session_set_field_async (self->session, self->field, value_of (button), NULL, "caller", NULL,
                                  cord_page_act_done, NULL);
  g_signal_emit (self, signals[PICKED], 0, value_of (button));
}

/* The label of a button begins with a capital letter; the same words can be in the middle of a sentence in the note. */
static char *
sentence_case (const char *title)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*title == '\0')
    return g_strdup ("");
  g_string_append_unichar (text, g_unichar_totitle (g_utf8_get_char (title)));
  g_string_append (text, g_utf8_next_char (title));
  return g_strdup (text->str);
}

static void
add_choice (CordChoiceRow *self, const char *value, const char *words)
{
  g_autofree char *title = sentence_case (words);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (self->heading), -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_ptr_array_add (self->choices, button);
  gtk_flow_box_append (self->buttons, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  gtk_widget_set_sensitive (button, gtk_widget_is_sensitive (GTK_WIDGET (self)));
}

static void
cord_choice_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CordChoiceRow *self = CORD_CHOICE_ROW (object);

  switch (prop_id)
    {
    case PROP_FIELD:
      g_value_set_string (value, self->field);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, gtk_label_get_text (self->detail));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_choice_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordChoiceRow *self = CORD_CHOICE_ROW (object);
  const char *text = g_value_get_string (value);

  switch (prop_id)
    {
    case PROP_FIELD:
      g_free (self->field);
      self->field = g_strdup (text);
      break;
    case PROP_SUBTITLE:
      gtk_label_set_text (self->detail, text ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->detail), text != NULL && *text != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* AT-SPI reports a button's own sensitivity only, not that of its parents. */
static void
cord_choice_row_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  CordChoiceRow *self = CORD_CHOICE_ROW (widget);

  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    gtk_widget_set_sensitive (self->choices->pdata[i], gtk_widget_is_sensitive (widget));
  GTK_WIDGET_CLASS (cord_choice_row_parent_class)->state_flags_changed (widget, previous);
}

static void
cord_choice_row_dispose (GObject *object)
{
  CordChoiceRow *self = CORD_CHOICE_ROW (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_CHOICE_ROW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_choice_row_parent_class)->dispose (object);
}

static void
cord_choice_row_finalize (GObject *object)
{
  g_free (CORD_CHOICE_ROW (object)->field);
  G_OBJECT_CLASS (cord_choice_row_parent_class)->finalize (object);
}

static void
cord_choice_row_class_init (CordChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_choice_row_get_property;
  object_class->set_property = cord_choice_row_set_property;
  object_class->dispose = cord_choice_row_dispose;
  object_class->finalize = cord_choice_row_finalize;
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE]
      = g_param_spec_string ("subtitle", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PICKED] = g_signal_new ("picked", CORD_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);

  widget_class->state_flags_changed = cord_choice_row_state_flags_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CordChoiceRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, CordChoiceRow, detail);
  gtk_widget_class_bind_template_child (widget_class, CordChoiceRow, heading);
}

static void
cord_choice_row_init (CordChoiceRow *self)
{
  self->choices = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_choice_row_set_session (CordChoiceRow *self, CordSession *session, GVariant *choices)
{
  g_autoptr (GVariant) own
      = choices ? g_variant_ref (choices) : cord_sop_dup_choices (cord_session_get_sop (session), self->field);
  GtkWidget *child;

  g_set_object (&self->session, session);
  g_ptr_array_set_size (self->choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_flow_box_remove (self->buttons, child);
  for (gsize i = 0; i < cord_value_length (own); i++)
    {
      g_autoptr (GVariant) choice = cord_value_dup_at (own, i);

      add_choice (self, cord_sop_choice_get_value (choice), cord_sop_choice_get_title (choice));
    }
}

const char *
cord_choice_row_get_value (CordChoiceRow *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (gtk_toggle_button_get_active (self->choices->pdata[i]))
      return value_of (self->choices->pdata[i]);
  return "";
}

void
cord_choice_row_show (CordChoiceRow *self, const char *value)
{
  gboolean was_showing = self->showing;

  self->showing = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    gtk_toggle_button_set_active (self->choices->pdata[i], g_strcmp0 (value_of (self->choices->pdata[i]), value) == 0);
  self->showing = was_showing;
}

gboolean
cord_choice_row_pick (CordChoiceRow *self, const char *value)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_strcmp0 (value_of (self->choices->pdata[i]), value) == 0)
      {
        gtk_toggle_button_set_active (self->choices->pdata[i], TRUE);
        return TRUE;
      }
  return FALSE;
}
