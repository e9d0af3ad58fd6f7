/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/change/cord-expect-page.h"

#include "desk/shared/cord-row-button.h"

#include <glib/gi18n.h>

struct _CordExpectPage
{
  CordPage parent_instance;

  AdwActionRow *nothing;
  GtkListBox *steps;
  AdwActionRow *timeline;
  GtkButton *state;

  gboolean showing; /* the buttons are being set by the program */
};

G_DEFINE_FINAL_TYPE (CordExpectPage, cord_expect_page, CORD_TYPE_PAGE)

/* The timeline that was stated, or else the one that follows from the quote and the catalog. */

static CordDate
parse_date (const char *text)
{
  CordDate date;

  return text != NULL && cord_date_parse (text, &date, NULL) ? date : CORD_DATE_NONE;
}

/* What was stated about the selected change; selecting another makes it NULL. */
static const CordTimelineStated *
stated_timeline (CordInteraction *interaction)
{
  gboolean stated;

  g_object_get (interaction, "timeline-stated", &stated, NULL);
  return stated ? cord_event_get_timeline_stated (cord_interaction_last (interaction, CORD_EVENT_TIMELINE_STATED))
                : NULL;
}

static int
lead_days (CordInteraction *interaction)
{
  GVariant *change = cord_interaction_get_change (interaction);
  CordCatalog *catalog = cord_interaction_get_catalog (interaction);
  const char *id = cord_change_get_offering (change);
  CordOffering *offering = id != NULL && catalog != NULL ? cord_catalog_find (catalog, id) : NULL;

  return offering != NULL ? cord_offering_get_lead_days (offering) : 0;
}

static void
find_dates (CordInteraction *interaction, CordDate *effective, CordDate *ready)
{
  const CordTimelineStated *timeline = stated_timeline (interaction);
  CordQuote *quote = cord_interaction_get_quote (interaction);

  *effective = *ready = CORD_DATE_NONE;
  if (timeline != NULL)
    {
      *effective = parse_date (timeline->effective);
      *ready = parse_date (timeline->ready);
    }
  else if (quote != NULL)
    {
      *effective = cord_quote_get_effective (quote);
      *ready = *effective != CORD_DATE_NONE ? *effective + lead_days (interaction) : CORD_DATE_NONE;
    }
}

static char *
dup_sentence (CordDate effective, CordDate ready)
{
  g_autofree char *from = NULL;
  g_autofree char *day = NULL;

  if (effective == CORD_DATE_NONE)
    return g_strdup (_ ("No date is known before the change has a price"));
  from = cord_date_to_display (effective);
  if (ready == CORD_DATE_NONE || ready == effective)
    return g_strdup_printf (_ ("Takes effect on %s, and everything is ready that day"), from);
  day = cord_date_to_display (ready);
  return g_strdup_printf (_ ("Takes effect on %s; everything is ready on %s"), from, day);
}

static void
show_timeline (CordExpectPage *self, CordInteraction *interaction)
{
  gboolean stated = stated_timeline (interaction) != NULL;
  CordDate effective, ready;
  g_autofree char *sentence = NULL;

  find_dates (interaction, &effective, &ready);
  sentence = dup_sentence (effective, ready);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->timeline), sentence);
  gtk_button_set_label (self->state, stated ? _ ("Told ✓") : _ ("Timeline told"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->state), effective != CORD_DATE_NONE);
}

/* The customer's own steps. */

static void show_steps (CordExpectPage *self, CordInteraction *interaction);

/* The event is on record, so the button cannot be released again. */
static void
on_explained (CordExpectPage *self, GtkToggleButton *button)
{
  if (self->showing)
    return;
  if (gtk_toggle_button_get_active (button))
    cord_session_explain_step_async (cord_page_get_session (CORD_PAGE (self)),
                                     g_object_get_data (G_OBJECT (button), "item"),
                                     cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
  else
    show_steps (self, cord_page_get_interaction (CORD_PAGE (self)));
}

static GtkWidget *
make_step (CordExpectPage *self, const char *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Explained: %s"), item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_name (button, "explained");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cord_row_button_set_spoken (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "item", g_strdup (item), g_free);
  g_object_set_data (G_OBJECT (row), "button", button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_explained), self, G_CONNECT_SWAPPED);
  cord_row_button_add (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
button_at (CordExpectPage *self, gsize index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->steps, (int)index);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "button") : NULL;
}

static gboolean
is_shown (CordExpectPage *self, GVariant *steps)
{
  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      GtkWidget *button = button_at (self, i);

      if (button == NULL
          || g_strcmp0 (g_object_get_data (G_OBJECT (button), "item"), cord_customer_step_get_item (step)) != 0)
        return FALSE;
    }
  return button_at (self, cord_value_length (steps)) == NULL;
}

/* Rows are kept while the steps are the same, so that they keep the focus. */
static void
rebuild_steps (CordExpectPage *self, GVariant *steps)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->steps, 0)) != NULL)
    gtk_list_box_remove (self->steps, GTK_WIDGET (row));
  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);

      gtk_list_box_append (self->steps, make_step (self, cord_customer_step_get_item (step)));
    }
}

static void
show_steps (CordExpectPage *self, CordInteraction *interaction)
{
  g_autoptr (GVariant) steps = cord_interaction_dup_customer_steps (interaction);
  gsize n = cord_value_length (steps);

  if (!is_shown (self, steps))
    rebuild_steps (self, steps);
  self->showing = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      GtkWidget *button = button_at (self, i);
      gboolean explained = cord_customer_step_is_explained (step);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), explained);
      gtk_button_set_label (GTK_BUTTON (button), explained ? _ ("Explained ✓") : _ ("Explained"));
    }
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->steps), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), n == 0);
  adw_action_row_set_subtitle (self->nothing, *cord_interaction_get_selected (interaction) != '\0'
                                                  ? _ ("The change works by itself; say so to the customer.")
                                                  : _ ("The steps follow from the change, once one is chosen."));
}

static void
show_state (CordExpectPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL)
    return;
  show_timeline (self, interaction);
  show_steps (self, interaction);
  cord_page_set_primary (CORD_PAGE (self), _ ("Go on to document"), TRUE);
}

static gboolean
concerns_expectations (const char *type)
{
  return g_str_has_prefix (type, "change.") || g_str_has_prefix (type, "quote.") || g_str_has_prefix (type, "timeline.")
         || g_str_has_prefix (type, "order.") || g_str_equal (type, "step.explained")
         || g_str_equal (type, "catalog.pinned");
}

static void
cord_expect_page_applied (CordPage *page, CordEvent *event)
{
  if (concerns_expectations (event->type))
    show_state (CORD_EXPECT_PAGE (page));
}

static void
cord_expect_page_interaction_changed (CordPage *page)
{
  show_state (CORD_EXPECT_PAGE (page));
}

static void
on_told (CordExpectPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL || stated_timeline (interaction) != NULL)
    return;
  cord_session_state_timeline_async (cord_page_get_session (CORD_PAGE (self)),
                                     cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
cord_expect_page_primary (CordPage *page)
{
  cord_session_enter_step_async (cord_page_get_session (page), "document", cord_page_get_cancellable (page),
                                 cord_page_act_done, NULL);
}

static void
cord_expect_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_EXPECT_PAGE);
  G_OBJECT_CLASS (cord_expect_page_parent_class)->dispose (object);
}

static void
cord_expect_page_class_init (CordExpectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_expect_page_dispose;
  page_class->primary = cord_expect_page_primary;
  page_class->applied = cord_expect_page_applied;
  page_class->interaction_changed = cord_expect_page_interaction_changed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/change/cord-expect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordExpectPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CordExpectPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CordExpectPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, CordExpectPage, state);
  gtk_widget_class_bind_template_callback (widget_class, on_told);
}

static void
cord_expect_page_init (CordExpectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
