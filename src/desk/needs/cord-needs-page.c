/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/needs/cord-needs-page.h"

#include "desk/needs/cord-question-row.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

struct _CordNeedsPage
{
  CordPage parent_instance;

  AdwPreferencesGroup *closed_questions;
  AdwPreferencesGroup *open_questions;
  GtkLabel *understood;

  GPtrArray *rows; /* CordQuestionRow, borrowed */
};

G_DEFINE_FINAL_TYPE (CordNeedsPage, cord_needs_page, CORD_TYPE_PAGE)

static void
drop_rows (CordNeedsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      gboolean open = gtk_widget_is_ancestor (row, GTK_WIDGET (self->open_questions));

      adw_preferences_group_remove (open ? self->open_questions : self->closed_questions, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
make_rows (CordNeedsPage *self)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  g_autoptr (GVariant) questions = cord_sop_dup_questions (cord_session_get_sop (session));

  drop_rows (self);
  for (gsize i = 0; i < cord_value_length (questions); i++)
    {
      g_autoptr (GVariant) question = cord_value_dup_at (questions, i);
      GtkWidget *row = cord_question_row_new (session, question);
      gboolean open = cord_sop_question_is_open (question);

      adw_preferences_group_add (open ? self->open_questions : self->closed_questions, row);
      g_ptr_array_add (self->rows, row);
    }
}

static const char *
dimension_title (const char *dimension)
{
  static const struct
  {
    const char *dimension;
    const char *title;
  } titles[] = {
    { "budget", N_ ("at most, a month") },
    { "commitment", N_ ("accepts a commitment") },
    { "speed", N_ ("speed") },
    { "data", N_ ("data use") },
    { "people", N_ ("people in the household") },
    { "must-have", N_ ("must have") },
    { "term", N_ ("term in months") },
    { "accessibility", N_ ("to be respected") },
    { "travel", N_ ("travels") },
    { "streaming", N_ ("streams") },
    { "wish", N_ ("asked for") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i].dimension, dimension) == 0)
      return _ (titles[i].title);
  return dimension;
}

static void
show_needs (CordNeedsPage *self, CordInteraction *interaction)
{
  CordNeeds *needs = cord_interaction_get_needs (interaction);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; needs != NULL && i < cord_needs_get_length (needs); i++)
    {
      const CordNeed need = cord_needs_get_at (needs, i);

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", dimension_title (need.dimension),
                              need.value);
    }
  gtk_label_set_text (self->understood, text->len > 0 ? text->str : _ ("Nothing yet. Each answer adds to it."));
}

static void
show_state (CordNeedsPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    cord_question_row_show (self->rows->pdata[i], interaction);
  show_needs (self, interaction);
  cord_page_set_primary (CORD_PAGE (self), _ ("Find what fits"), cord_interaction_get_customer (interaction) != NULL);
}

static void
cord_needs_page_applied (CordPage *page, CordEvent *event)
{
  show_state (CORD_NEEDS_PAGE (page));
}

static void
cord_needs_page_interaction_changed (CordPage *page)
{
  if (cord_page_get_interaction (page) == NULL)
    {
      drop_rows (CORD_NEEDS_PAGE (page));
      return;
    }
  make_rows (CORD_NEEDS_PAGE (page));
  show_state (CORD_NEEDS_PAGE (page));
}

static void
cord_needs_page_primary (CordPage *page)
{
  CordNeedsPage *self = CORD_NEEDS_PAGE (page);

  for (guint i = 0; i < self->rows->len; i++)
    cord_question_row_settle (self->rows->pdata[i]);
  cord_session_rank_async (cord_page_get_session (page), cord_page_get_cancellable (page), cord_page_act_done, NULL);
  cord_session_enter_step_async (cord_page_get_session (page), "options", cord_page_get_cancellable (page),
                                 cord_page_act_done, NULL);
}

static void
cord_needs_page_dispose (GObject *object)
{
  CordNeedsPage *self = CORD_NEEDS_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_NEEDS_PAGE);
  G_OBJECT_CLASS (cord_needs_page_parent_class)->dispose (object);
}

static void
cord_needs_page_class_init (CordNeedsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_needs_page_dispose;
  page_class->primary = cord_needs_page_primary;
  page_class->applied = cord_needs_page_applied;
  page_class->interaction_changed = cord_needs_page_interaction_changed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/needs/cord-needs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordNeedsPage, closed_questions);
  gtk_widget_class_bind_template_child (widget_class, CordNeedsPage, open_questions);
  gtk_widget_class_bind_template_child (widget_class, CordNeedsPage, understood);
}

static void
cord_needs_page_init (CordNeedsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
