/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/customer/cord-verify-page.h"

#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-row-button.h"

#include <glib/gi18n.h>

struct _CordVerifyPage
{
  CordPage parent_instance;

  GtkLabel *attempts;
  GtkListBox *candidates;
  AdwPreferencesGroup *candidates_group;
  GtkLabel *nobody;
  CordChoiceRow *factor;
  GtkEditable *pin;
  AdwPreferencesGroup *proof;
  GtkEditable *search;

  gboolean checking;
};

G_DEFINE_FINAL_TYPE (CordVerifyPage, cord_verify_page, CORD_TYPE_PAGE)

static const char *
chosen_factor (CordVerifyPage *self)
{
  const char *value = cord_choice_row_get_value (self->factor);

  return *value != '\0' ? value : "pin";
}

static void
show_attempts (CordVerifyPage *self, CordInteraction *interaction)
{
  CordPolicy *policy = cord_session_get_policy (cord_page_get_session (CORD_PAGE (self)));
  g_autofree char *locked_until = NULL;
  g_autofree char *text = NULL;
  int left;

  g_object_get (interaction, "attempts-left", &left, "locked-until", &locked_until, NULL);
  if (cord_interaction_get_level (interaction) > CORD_LEVEL_R0)
    text = g_strdup (_ ("Verified. The customer’s data is open on the right."));
  else if (locked_until != NULL && *locked_until != '\0')
    text = g_strdup_printf (_ ("Locked for every agent until %s. Offer a call back to the number of record."),
                            locked_until);
  else
    {
      guint attempts = left >= 0 ? (guint)left : cord_policy_get_attempts (policy);

      text = g_strdup_printf (ngettext ("%u attempt left. After that the account is locked for every agent for %u "
                                        "minutes and the customer is told.",
                                        "%u attempts left. After that the account is locked for every agent for %u "
                                        "minutes and the customer is told.",
                                        attempts),
                              attempts, cord_policy_get_lock_minutes (policy));
    }
  gtk_label_set_label (self->attempts, text);
}

static void
show_primary (CordVerifyPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  gboolean verified = interaction != NULL && cord_interaction_get_level (interaction) > CORD_LEVEL_R0;
  gboolean ready;

  if (interaction == NULL)
    return;
  ready = !self->checking && *cord_interaction_get_candidate (interaction) != '\0'
          && *gtk_editable_get_text (self->pin) != '\0';
  if (verified)
    cord_page_set_primary (CORD_PAGE (self), _ ("Go on to gather"), TRUE);
  else
    cord_page_set_primary (CORD_PAGE (self),
                           g_str_equal (chosen_factor (self), "pin") ? _ ("Check PIN") : _ ("Check proof"), ready);
  if (verified
      && gtk_widget_get_focus_child (GTK_WIDGET (self->proof))
             != NULL) /* a field must not go grey with the caret in it */
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->proof), !verified);
}

static void
show_state (CordVerifyPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL)
    return;
  show_attempts (self, interaction);
  show_primary (self);
}

static void
on_choose (CordVerifyPage *self, GtkWidget *button)
{
  cord_session_choose_async (cord_page_get_session (CORD_PAGE (self)),
                             g_object_get_data (G_OBJECT (button), "customer"),
                             cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
}

static GtkWidget *
make_candidate (gpointer item, gpointer user_data)
{
  CordVerifyPage *self = user_data;
  CordCandidate *candidate = item;
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  gboolean chosen = g_strcmp0 (cord_interaction_get_candidate (interaction), cord_candidate_get_id (candidate)) == 0;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (chosen ? _ ("Chosen ✓") : _ ("This one"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cord_candidate_get_label (candidate));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), cord_candidate_get_hint (candidate));
  gtk_widget_set_name (button, "choose-candidate");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !chosen && cord_interaction_get_level (interaction) == CORD_LEVEL_R0);
  g_object_set_data_full (G_OBJECT (button), "customer", g_strdup (cord_candidate_get_id (candidate)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  cord_candidate_get_label (candidate), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_choose), self, G_CONNECT_SWAPPED);
  cord_row_button_add (ADW_ACTION_ROW (row), button);
  return row;
}

static const char *
nobody_text (CordInteraction *interaction)
{
  if (cord_interaction_count_kind (interaction, CORD_EVENT_CANDIDATE_SHOWN) == 0)
    return _ ("Nobody has been looked for yet. Ask for the name or account number and search above.");
  return _ ("Nobody found. Try another spelling, the account number, the number of the line or the e-mail address.");
}

/* How to find who is not among the first; NULL where all are shown. */
static char *
dup_cut (guint shown, guint found)
{
  if (found <= shown || shown == 0)
    return NULL;
  if (found >= CORD_CANDIDATES_COUNTED)
    /* Translators: "20 of 200 or more are shown." */
    return g_strdup_printf (
        _ ("%u of %u or more are shown. Search for the account number or more of the name to find the others."), shown,
        found);
  /* Translators: "20 of 113 are shown." */
  return g_strdup_printf (
      _ ("%u of %u are shown. Search for the account number or more of the name to find the others."), shown, found);
}

/* The caller's number, and what to do where not all are shown. */
static char *
dup_description (CordInteraction *interaction, GListModel *candidates)
{
  g_autofree char *cut = dup_cut (g_list_model_get_n_items (candidates), cord_interaction_get_n_found (interaction));
  g_autofree char *phone = NULL;

  g_object_get (interaction, "phone", &phone, NULL);
  if (phone == NULL || *phone == '\0')
    return g_strdup (cut != NULL ? cut : "");
  return cut != NULL ? g_strdup_printf ("%s\n%s", phone, cut) : g_steal_pointer (&phone);
}

static void
show_candidates (CordVerifyPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  g_autoptr (GListModel) candidates = NULL;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;

  if (interaction != NULL)
    {
      g_object_get (interaction, "candidates", &candidates, NULL);
      description = dup_description (interaction, candidates);
      escaped = g_markup_escape_text (description, -1);
      adw_preferences_group_set_description (self->candidates_group, escaped);
      gtk_label_set_label (self->nobody, nobody_text (interaction));
    }
  gtk_list_box_bind_model (self->candidates, candidates, make_candidate, self, NULL);
}

static void
cord_verify_page_applied (CordPage *page, CordEvent *event)
{
  if (g_str_has_prefix (event->type, "candidate.") || g_str_equal (event->type, "verify.passed"))
    show_candidates (CORD_VERIFY_PAGE (page));
  show_state (CORD_VERIFY_PAGE (page));
}

static void
on_factor (CordVerifyPage *self, const char *value)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin), g_str_equal (value, "pin")
                                                                      ? _ ("PIN, as the caller says it")
                                                                      : _ ("Proof, as the caller gives it"));
  show_primary (self);
}

static void
cord_verify_page_interaction_changed (CordPage *page)
{
  CordVerifyPage *self = CORD_VERIFY_PAGE (page);

  cord_choice_row_show (self->factor, "pin");
  on_factor (self, "pin");
  gtk_editable_set_text (self->pin, "");
  gtk_editable_set_text (self->search, "");
  show_candidates (self);
  show_state (self);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CordVerifyPage) self = user_data;
  g_autoptr (GError) error = NULL;

  cord_session_act_finish (CORD_SESSION (source), result, &error);
  self->checking = FALSE;
  if (g_cancellable_is_cancelled (cord_page_get_cancellable (CORD_PAGE (self))))
    return;
  gtk_editable_set_text (self->pin, "");
  show_primary (self);
}

static void
on_check (CordVerifyPage *self)
{
  CordPage *page = CORD_PAGE (self);
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction == NULL || self->checking || *gtk_editable_get_text (self->pin) == '\0'
      || *cord_interaction_get_candidate (interaction) == '\0')
    return;
  self->checking = TRUE;
  show_primary (self);
  cord_session_verify_async (cord_page_get_session (page), chosen_factor (self), gtk_editable_get_text (self->pin),
                             cord_page_get_cancellable (page), on_checked, g_object_ref (self));
}

static void
cord_verify_page_primary (CordPage *page)
{
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction != NULL && cord_interaction_get_level (interaction) > CORD_LEVEL_R0)
    cord_session_enter_step_async (cord_page_get_session (page), "gather", cord_page_get_cancellable (page),
                                   cord_page_act_done, NULL);
  else
    on_check (CORD_VERIFY_PAGE (page));
}

static void
on_edited (CordVerifyPage *self)
{
  show_primary (self);
}

static void
on_search (CordVerifyPage *self)
{
  CordPage *page = CORD_PAGE (self);
  const char *query = gtk_editable_get_text (self->search);

  if (*query != '\0')
    cord_session_find_async (cord_page_get_session (page), query, cord_page_get_cancellable (page), cord_page_act_done,
                             NULL);
}

static void
on_session_set (CordVerifyPage *self)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  g_autoptr (GVariant) factors = cord_sop_dup_choices (cord_session_get_sop (session), "factor");

  cord_choice_row_set_session (self->factor, session, factors);
  cord_choice_row_show (self->factor, "pin");
}

static void
cord_verify_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_VERIFY_PAGE);
  G_OBJECT_CLASS (cord_verify_page_parent_class)->dispose (object);
}

static void
cord_verify_page_class_init (CordVerifyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_verify_page_dispose;
  page_class->primary = cord_verify_page_primary;
  page_class->applied = cord_verify_page_applied;
  page_class->interaction_changed = cord_verify_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/customer/cord-verify-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, attempts);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, candidates);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, candidates_group);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, factor);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, pin);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, proof);
  gtk_widget_class_bind_template_child (widget_class, CordVerifyPage, search);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_factor);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
}

static void
cord_verify_page_init (CordVerifyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_set), NULL);
}
