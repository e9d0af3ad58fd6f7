/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/options/cord-options-page.h"

#include "desk/change/cord-ladder-card.h"
#include "desk/options/cord-comparison-grid.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-one-of.h"

#include <glib/gi18n.h>

#define MOST_COLUMNS 3

struct _CordOptionsPage
{
  CordPage parent_instance;

  GtkLabel *catalog;
  CordComparisonGrid *comparison;
  GtkToggleButton *differences;
  AdwStatusPage *empty;
  GtkListBox *excluded;
  GtkWidget *excluded_group;
  CordChoiceRow *excuse;
  GtkWidget *excuse_group;
  GtkButton *label_button;
  GtkWidget *label_group;
  CordLadderCard *ladder;
  GtkStack *mode;
  GtkListBox *others;
  GtkWidget *others_group;
  GtkButton *rank_again;
  GtkLabel *reasons;

  GPtrArray *shown; /* CordOption in the columns */
  char *chosen;
};

G_DEFINE_FINAL_TYPE (CordOptionsPage, cord_options_page, CORD_TYPE_PAGE)

static CordOption *
chosen_option (CordOptionsPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  return interaction != NULL && self->chosen != NULL ? cord_interaction_find_option (interaction, self->chosen) : NULL;
}

static gboolean
is_shown (CordOptionsPage *self, const char *key)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (g_strcmp0 (cord_option_get_key (self->shown->pdata[i]), key) == 0)
      return TRUE;
  return FALSE;
}

/* The first three of a new ranking, or the agent's choice while those are still ranked. */
static void
choose_columns (CordOptionsPage *self, CordInteraction *interaction)
{
  GListModel *options = cord_interaction_get_options (interaction);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_object_unref);
  const char *selected = cord_interaction_get_selected (interaction);

  for (guint i = 0; i < self->shown->len; i++)
    {
      CordOption *option = cord_interaction_find_option (interaction, cord_option_get_key (self->shown->pdata[i]));

      if (option != NULL)
        g_ptr_array_add (columns, g_object_ref (option));
    }
  if (columns->len < self->shown->len)
    g_ptr_array_set_size (columns, 0);
  for (guint i = 0; columns->len < MOST_COLUMNS && i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (options, i);

      if (!g_ptr_array_find (columns, option, NULL))
        g_ptr_array_add (columns, g_steal_pointer (&option));
    }
  g_ptr_array_unref (self->shown);
  self->shown = g_steal_pointer (&columns);
  if (self->chosen == NULL || !is_shown (self, self->chosen))
    {
      const char *first = self->shown->len > 0 ? cord_option_get_key (self->shown->pdata[0]) : NULL;

      g_free (self->chosen);
      self->chosen = g_strdup (is_shown (self, selected) ? selected : first);
    }
}

static void
show_primary (CordOptionsPage *self, CordQuote *preview)
{
  CordOption *option = chosen_option (self);
  g_autofree char *summary = NULL;
  g_autofree char *label = NULL;

  if (option == NULL || preview == NULL)
    {
      cord_page_set_primary (CORD_PAGE (self), option ? _ ("Quote this option") : "", FALSE);
      return;
    }
  summary = cord_ladder_card_dup_summary (preview);
  label = g_strdup_printf (_ ("Quote %s: %s"), cord_option_get_title (option), summary);
  cord_page_set_primary (CORD_PAGE (self), label, TRUE);
}

static void
show_ladder (CordOptionsPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  CordOption *option = chosen_option (self);
  g_autoptr (CordQuote) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *reasons = NULL;

  if (option == NULL)
    {
      cord_ladder_card_show (self->ladder, NULL, NULL, NULL, NULL);
      show_primary (self, NULL);
      return;
    }
  preview = cord_session_preview (cord_page_get_session (CORD_PAGE (self)), self->chosen, &error);
  title = g_strdup_printf (_ ("What “%s” does to the bill"), cord_option_get_title (option));
  cord_ladder_card_show (self->ladder, preview, &names, title, error ? error->message : NULL);
  g_object_get (option, "reasons-text", &reasons, NULL);
  gtk_label_set_text (self->reasons, reasons != NULL && *reasons != '\0' ? reasons : _ ("It is what was asked for."));
  show_primary (self, preview);
}

static void
show_comparison (CordOptionsPage *self)
{
  cord_comparison_grid_show (self->comparison, cord_page_get_session (CORD_PAGE (self)), self->shown, self->chosen,
                             gtk_toggle_button_get_active (self->differences));
}

static void
view_comparison (CordOptionsPage *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < self->shown->len; i++)
    g_ptr_array_add (keys, (gpointer)cord_option_get_key (self->shown->pdata[i]));
  g_ptr_array_add (keys, NULL);
  if (keys->len > 1)
    cord_session_view_comparison_async (cord_page_get_session (CORD_PAGE (self)), (const char *const *)keys->pdata,
                                        cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_compare (CordOptionsPage *self, GtkWidget *button)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  CordOption *option = interaction ? cord_interaction_find_option (interaction, key) : NULL;

  if (option == NULL)
    return;
  if (self->shown->len == MOST_COLUMNS)
    g_ptr_array_set_size (self->shown, MOST_COLUMNS - 1);
  g_ptr_array_add (self->shown, g_object_ref (option));
  g_free (self->chosen);
  self->chosen = g_strdup (key);
  view_comparison (self);
}

static GtkWidget *
make_row (const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail ? detail : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_others (CordOptionsPage *self, CordInteraction *interaction)
{
  GListModel *options = cord_interaction_get_options (interaction);
  guint n = 0;

  clear_list (self->others);
  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (options, i);
      g_autofree char *difference = NULL;
      GtkWidget *row, *button;

      if (is_shown (self, cord_option_get_key (option)))
        continue;
      g_object_get (option, "difference-text", &difference, NULL);
      row = make_row (cord_option_get_title (option), difference);
      button = gtk_button_new_with_label (_ ("Compare"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), "key", g_strdup (cord_option_get_key (option)), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_compare), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->others, row);
      n++;
    }
  gtk_widget_set_visible (self->others_group, n > 0);
}

static void
show_excluded (CordOptionsPage *self, CordInteraction *interaction)
{
  GListModel *excluded = cord_interaction_get_excluded (interaction);
  guint n = g_list_model_get_n_items (excluded);

  clear_list (self->excluded);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordExclusion) exclusion = g_list_model_get_item (excluded, i);
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      g_object_get (exclusion, "name", &name, "text", &text, NULL);
      gtk_list_box_append (self->excluded, make_row (name, text));
    }
  gtk_widget_set_visible (self->excluded_group, n > 0);
}

static void
show_duties (CordOptionsPage *self, CordInteraction *interaction)
{
  CordPolicy *policy = cord_session_get_policy (cord_page_get_session (CORD_PAGE (self)));
  gboolean read_out = self->chosen != NULL && cord_interaction_is_label_shown (interaction, self->chosen);
  guint presented;

  g_object_get (interaction, "n-presented", &presented, NULL);
  gtk_widget_set_visible (self->label_group, cord_policy_needs_label (policy));
  gtk_button_set_label (self->label_button, read_out ? _ ("Read out ✓") : _ ("Label read out"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->label_button), !read_out);
  gtk_widget_set_visible (self->excuse_group, presented < 2);
}

/* Where there is nothing to choose from, answers would not help. */
static gboolean
lacks_catalog (CordInteraction *interaction)
{
  CordCatalog *catalog = cord_interaction_get_catalog (interaction);

  return catalog != NULL && g_list_model_get_n_items (cord_catalog_get_offerings (catalog)) == 0;
}

static void
say_empty (CordOptionsPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

/* Where no bill can be worked out, answers would not help either. FALSE: it can. */
static gboolean
show_unreadable (CordOptionsPage *self, CordInteraction *interaction)
{
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  CordProduct *product = customer != NULL ? cord_customer_find_unreadable (customer) : NULL;
  g_autofree char *text = NULL;

  if (product == NULL)
    return FALSE;
  text = g_strdup_printf (
      _ ("The record of %s has an error at “%s”, so that no bill can be worked out. Ask the operator "
         "to correct the product in the inventory."),
      cord_product_get_name (product), cord_product_get_problem (product));
  say_empty (self, _ ("No change can be priced"), text);
  return TRUE;
}

static void
show_empty (CordOptionsPage *self, CordInteraction *interaction)
{
  if (show_unreadable (self, interaction))
    return;
  if (lacks_catalog (interaction))
    say_empty (self, _ ("The server has no catalog yet"),
               _ ("There are no offerings to choose from before one is imported with “cordboardctl import”."));
  else if (cord_interaction_count (interaction, "options.ranked", NULL) > 0)
    say_empty (
        self, _ ("No plan fits"),
        _ ("What was ruled out is listed below with the reason. Change an answer, or choose another kind of change."));
  else
    say_empty (self, _ ("Nothing ranked yet"),
               _ ("Say which change is wanted, answer the questions, then find what fits."));
}

static void
show_state (CordOptionsPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordCatalog *catalog;
  g_autofree char *version = NULL;

  if (interaction == NULL)
    return;
  choose_columns (self, interaction);
  catalog = cord_interaction_get_catalog (interaction);
  version = g_strdup_printf (_ ("Catalog %s"), catalog ? cord_catalog_get_version (catalog) : _ ("not loaded"));
  gtk_label_set_text (self->catalog, version);
  show_empty (self, interaction);
  cord_one_of_show (self->mode, self->shown->len > 0 ? "options" : "empty");
  show_comparison (self);
  show_ladder (self);
  show_others (self, interaction);
  show_excluded (self, interaction);
  show_duties (self, interaction);
}

static gboolean
concerns_options (const char *type)
{
  return g_str_has_prefix (type, "option") || g_str_has_prefix (type, "comparison") || g_str_has_prefix (type, "label")
         || g_str_equal (type, "catalog.pinned") || g_str_equal (type, "customer.opened")
         || g_str_equal (type, "change.selected");
}

static void
cord_options_page_applied (CordPage *page, CordEvent *event)
{
  if (concerns_options (event->type))
    show_state (CORD_OPTIONS_PAGE (page));
}

static void
cord_options_page_interaction_changed (CordPage *page)
{
  CordOptionsPage *self = CORD_OPTIONS_PAGE (page);

  g_ptr_array_set_size (self->shown, 0);
  g_clear_pointer (&self->chosen, g_free);
  gtk_toggle_button_set_active (self->differences, TRUE);
  show_state (self);
}

static void
cord_options_page_entered (CordPage *page)
{
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction != NULL && CORD_OPTIONS_PAGE (page)->shown->len > 0
      && cord_interaction_count (interaction, "comparison.viewed", NULL) == 0)
    view_comparison (CORD_OPTIONS_PAGE (page));
}

static void
cord_options_page_primary (CordPage *page)
{
  CordOptionsPage *self = CORD_OPTIONS_PAGE (page);

  if (self->chosen == NULL)
    return;
  cord_session_select_async (cord_page_get_session (page), self->chosen, CORD_DATE_NONE,
                             cord_page_get_cancellable (page), cord_page_act_done, NULL);
  cord_session_enter_step_async (cord_page_get_session (page), "confirm", cord_page_get_cancellable (page),
                                 cord_page_act_done, NULL);
}

static void
on_find (CordOptionsPage *self)
{
  cord_session_rank_async (cord_page_get_session (CORD_PAGE (self)), cord_page_get_cancellable (CORD_PAGE (self)),
                           cord_page_act_done, NULL);
}

static void
on_differences (CordOptionsPage *self)
{
  show_comparison (self);
}

static void
on_chosen (CordOptionsPage *self, const char *key)
{
  g_free (self->chosen);
  self->chosen = g_strdup (key);
  show_state (self);
}

static void
on_present (CordOptionsPage *self, const char *key)
{
  cord_session_present_async (cord_page_get_session (CORD_PAGE (self)), key,
                              cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_label (CordOptionsPage *self)
{
  if (self->chosen != NULL)
    cord_session_show_label_async (cord_page_get_session (CORD_PAGE (self)), self->chosen,
                                   cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_excuse (CordOptionsPage *self, const char *reason)
{
  cord_session_excuse_async (cord_page_get_session (CORD_PAGE (self)), reason,
                             cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_session_set (CordOptionsPage *self)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  g_autoptr (GVariant) reasons = cord_sop_dup_choices (cord_session_get_sop (session), "excuse");

  cord_choice_row_set_session (self->excuse, session, reasons);
}

static void
cord_options_page_dispose (GObject *object)
{
  CordOptionsPage *self = CORD_OPTIONS_PAGE (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_OPTIONS_PAGE);
  G_OBJECT_CLASS (cord_options_page_parent_class)->dispose (object);
}

static void
cord_options_page_finalize (GObject *object)
{
  g_free (CORD_OPTIONS_PAGE (object)->chosen);
  G_OBJECT_CLASS (cord_options_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/options/cord-options-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, catalog);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, differences);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, excluded);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, excluded_group);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, excuse);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, excuse_group);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, label_button);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, label_group);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, ladder);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, mode);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, others);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, others_group);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, rank_again);
  gtk_widget_class_bind_template_child (widget_class, CordOptionsPage, reasons);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_differences);
  gtk_widget_class_bind_template_callback (widget_class, on_excuse);
  gtk_widget_class_bind_template_callback (widget_class, on_find);
  gtk_widget_class_bind_template_callback (widget_class, on_label);
  gtk_widget_class_bind_template_callback (widget_class, on_present);
}

static void
cord_options_page_class_init (CordOptionsPageClass *klass)
{
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_options_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_options_page_finalize;
  page_class->primary = cord_options_page_primary;
  page_class->entered = cord_options_page_entered;
  page_class->applied = cord_options_page_applied;
  page_class->interaction_changed = cord_options_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  g_type_ensure (CORD_TYPE_COMPARISON_GRID);
  g_type_ensure (CORD_TYPE_LADDER_CARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

/* In large text the two would widen the window. */
static void
wrap_label (GtkButton *button)
{
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (button)), TRUE);
}

static void
cord_options_page_init (CordOptionsPage *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  wrap_label (GTK_BUTTON (self->differences));
  wrap_label (self->rank_again);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_set), NULL);
}
