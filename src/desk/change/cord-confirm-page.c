/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/change/cord-confirm-page.h"

#include "desk/change/cord-ladder-card.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-date-row.h"
#include "desk/shared/cord-one-of.h"
#include "desk/shared/cord-prompt-card.h"
#include "domain/change/cord-change-bill.h"
#include "domain/options/cord-consequences.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>
#include <string.h>

#define LETTERS_HALF 4

struct _CordConfirmPage
{
  CordPage parent_instance;

  GtkButton *again;
  GtkButton *agree;
  AdwActionRow *change_row;
  GtkWidget *consent_group;
  AdwActionRow *consent_row;
  CordPromptCard *consent_words;
  CordDateRow *date;
  CordChoiceRow *effective;
  CordLadderCard *ladder;
  GtkLabel *letters;
  GtkWidget *letters_card;
  GtkStack *mode;
  AdwActionRow *replaced;
  AdwActionRow *stale;
  GtkWidget *to_read; /* ladder, letters and the words of the consent */

  CordDate choices_of; /* the day the choices were made for */
  char *choices_for;   /* and the kind of change */
};

G_DEFINE_FINAL_TYPE (CordConfirmPage, cord_confirm_page, CORD_TYPE_PAGE)

/* NULL when there is no quote or it is stale. */
static CordQuote *
current_quote (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  return interaction != NULL && cord_interaction_get_quote_current (interaction)
             ? cord_interaction_get_quote (interaction)
             : NULL;
}

static gboolean
is_ordered (CordInteraction *interaction)
{
  return cord_interaction_holds (interaction, "order-placed") || cord_interaction_holds (interaction, "order-queued");
}

static CordDate
end_of_cycle (CordConfirmPage *self, CordCustomer *customer)
{
  return cord_customer_get_cycle (customer, cord_session_today (cord_page_get_session (CORD_PAGE (self)))).end;
}

static void
select_with_date (CordConfirmPage *self, CordDate date)
{
  CordPage *page = CORD_PAGE (self);
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction != NULL && *cord_interaction_get_selected (interaction) != '\0')
    cord_session_select_async (cord_page_get_session (page), cord_interaction_get_selected (interaction), date,
                               cord_page_get_cancellable (page), cord_page_act_done, NULL);
}

/* When it takes effect. */

static void
add_choice (CordBuilder *choices, const char *value, const char *title)
{
  g_autoptr (GVariant) choice = cord_sop_choice_new (value, title);

  cord_builder_add (choices, choice);
}

static GVariant *
make_choices (CordConfirmPage *self, CordCustomer *customer, const CordTimingCase *facts)
{
  CordPolicy *policy = cord_session_get_policy (cord_page_get_session (CORD_PAGE (self)));
  g_autofree char *today = cord_date_to_display (cord_session_today (cord_page_get_session (CORD_PAGE (self))));
  g_autofree char *end = cord_date_to_display (end_of_cycle (self, customer));
  g_autofree char *now_title = g_strdup_printf (_ ("Today, %s"), today);
  g_autofree char *end_title = g_strdup_printf (_ ("End of the billing cycle, %s"), end);
  CordBuilder choices;

  cord_builder_init_array (&choices);
  if (cord_policy_permits (policy, facts, "now"))
    add_choice (&choices, "now", now_title);
  if (cord_policy_permits (policy, facts, "end-of-cycle"))
    add_choice (&choices, "end-of-cycle", end_title);
  if (cord_policy_permits (policy, facts, "date"))
    add_choice (&choices, "date", _ ("On a date"));
  return cord_builder_end (&choices);
}

/* The row is filled again only when other rules apply, so that it keeps the focus. */
static void
fill_choices (CordConfirmPage *self, CordCustomer *customer, GVariant *change)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordDate today = cord_session_today (session);
  const CordTimingCase facts = cord_change_timing_case (change, customer, today);
  g_autofree char *looked_at = g_strdup_printf ("%s/%d", facts.kind, facts.in_term);
  g_autoptr (GVariant) choices = NULL;

  if (self->choices_of == today && g_strcmp0 (self->choices_for, looked_at) == 0)
    return;
  self->choices_of = today;
  g_free (self->choices_for);
  self->choices_for = g_steal_pointer (&looked_at);
  choices = make_choices (self, customer, &facts);
  cord_choice_row_set_session (self->effective, session, choices);
}

static void
show_effective (CordConfirmPage *self, CordInteraction *interaction)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  CordQuote *quote = cord_interaction_get_quote (interaction);
  CordDate date = quote != NULL ? cord_quote_get_effective (quote) : CORD_DATE_NONE;
  GVariant *change = cord_interaction_get_change (interaction);
  const char *timing;

  if (customer == NULL)
    return;
  if (change != NULL)
    fill_choices (self, customer, change);
  timing = date != CORD_DATE_NONE ? cord_change_timing (customer, cord_session_today (session), date) : "";
  cord_choice_row_show (self->effective, timing);
  cord_date_row_show (self->date, date, cord_session_today (session));
  gtk_widget_set_visible (GTK_WIDGET (self->date), g_str_equal (timing, "date"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->effective), !is_ordered (interaction));
  gtk_widget_set_sensitive (GTK_WIDGET (self->date), !is_ordered (interaction));
}

static void
on_timing (CordConfirmPage *self, const char *timing)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordCustomer *customer = interaction ? cord_interaction_get_customer (interaction) : NULL;

  if (customer == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->date), g_str_equal (timing, "date"));
  if (g_str_equal (timing, "date"))
    cord_date_row_open (self->date);
  else
    select_with_date (self, g_str_equal (timing, "now") ? cord_session_today (session) : end_of_cycle (self, customer));
}

static void
on_date (CordConfirmPage *self, int date)
{
  select_with_date (self, (CordDate)date);
}

/* What it costs. */

/* A unit price with more decimals than the currency is shown as it was agreed. */
static char *
dup_unit_price (CordQuote *quote, const char *decimal)
{
  CordMoney money;

  if (cord_money_parse (decimal, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &money, NULL))
    return cord_money_to_display (money);
  return g_strdup_printf ("%s\u00a0%s", cord_quote_get_currency (quote), decimal);
}

static void
show_replaced (CordConfirmPage *self, CordQuote *quote)
{
  const char *replaced = quote != NULL ? cord_quote_get_replaced (quote) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->replaced), replaced != NULL);
  if (replaced != NULL)
    {
      g_autofree char *price = dup_unit_price (quote, replaced);
      g_autofree char *title = g_strdup_printf (_ ("The negotiated price of %s a month ends"), price);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->replaced), title);
    }
}

/* Shows "S6YA45FC" in two groups; a screen reader spells it. */
static void
show_letters (CordConfirmPage *self, CordQuote *quote)
{
  const char *letters = quote != NULL ? cord_quote_get_letters (quote) : "";
  gboolean halves = strlen (letters) > LETTERS_HALF;
  g_autofree char *grouped = g_strdup_printf ("%.*s%s%s", LETTERS_HALF, letters, halves ? "\u00a0" : "",
                                              halves ? letters + LETTERS_HALF : "");
  g_autoptr (GString) spelled = g_string_new (NULL);

  for (const char *letter = letters; *letter != '\0'; letter++)
    g_string_append_printf (spelled, "%s%c", spelled->len > 0 ? " " : "", *letter);
  gtk_label_set_text (self->letters, grouped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->letters), GTK_ACCESSIBLE_PROPERTY_LABEL, spelled->str, -1);
  gtk_widget_set_visible (self->letters_card, quote != NULL);
}

static void
show_stale (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordQuote *quote = current_quote (self);
  g_autofree char *busy = NULL;
  gboolean asked;

  if (interaction == NULL)
    return;
  g_object_get (cord_page_get_session (CORD_PAGE (self)), "busy", &busy, NULL);
  asked = cord_interaction_get_quote (interaction) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->stale), quote == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->ladder), quote != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again), *busy == '\0' && !is_ordered (interaction));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stale), *busy != '\0' ? busy
                                                                    : asked       ? _ ("This price no longer holds")
                                                                                  : _ ("There is no price yet"));
  adw_action_row_set_subtitle (self->stale,
                               asked ? _ ("Something has changed since. Name no amount before it is quoted again.")
                                     : _ ("Name no amount before the server has quoted it."));
}

static void
show_ladder (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordQuote *quote = current_quote (self);
  const CordBillNames names = cord_interaction_get_bill_names (interaction);

  cord_ladder_card_show (self->ladder, quote, &names, _ ("What it does to the bill"), NULL);
  show_replaced (self, quote);
  show_letters (self, quote);
  show_stale (self);
}

/* The consent. */

static char *
dup_added_sentence (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  gint64 gross = cord_quote_get_added (quote)->gross;
  g_autofree char *amount = cord_money_to_display (cord_quote_money (quote, ABS (gross)));
  g_autofree char *bill = cord_date_to_display (ladder->next.cycle.start);

  if (gross == 0)
    return g_strdup (_ ("Nothing is added now."));
  if (cord_quote_collects_next (quote))
    return g_strdup_printf (gross > 0 ? _ ("You pay %s more for this billing cycle, on your bill of %s.")
                                      : _ ("You get %s back, on your bill of %s."),
                            amount, bill);
  return g_strdup_printf (gross > 0 ? _ ("You pay %s more now.") : _ ("You get %s back now."), amount);
}

/* The question that is asked word for word, from the procedure. */
static char *
dup_question (CordSop *sop)
{
  int index = cord_sop_find_step (sop, "confirm");
  g_autoptr (GVariant) prompts = index >= 0 ? cord_sop_step_dup_prompts (cord_sop_get_step (sop, (gsize)index)) : NULL;

  for (gsize i = 0; prompts != NULL && i < cord_value_length (prompts); i++)
    {
      g_autoptr (GVariant) prompt = cord_value_dup_at (prompts, i);

      if (cord_sop_prompt_is_verbatim (prompt))
        return g_strdup (cord_sop_prompt_get_text (prompt));
    }
  return g_strdup ("");
}

/* A line each, so that none is lost in the middle of a paragraph; "" when there is nothing to say. */
static char *
dup_consequences (CordConfirmPage *self, CordQuote *quote)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  CordCatalog *catalog = cord_interaction_get_catalog (interaction);
  GVariant *change = cord_interaction_get_change (interaction);
  g_autoptr (GPtrArray) sentences = NULL;
  GString *lines = g_string_new (NULL);

  if (customer != NULL && catalog != NULL && change != NULL)
    sentences = cord_consequences_new (customer, catalog, change, quote);
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    g_string_append_printf (lines, "%s\n", (const char *)sentences->pdata[i]);
  return g_string_free (lines, FALSE);
}

static char *
dup_consent_words (CordConfirmPage *self, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autofree char *question = dup_question (cord_session_get_sop (cord_page_get_session (CORD_PAGE (self))));
  g_autofree char *title = NULL;
  g_autofree char *date = cord_date_to_display (cord_quote_get_effective (quote));
  const CordBillRow *named = cord_change_bill_named (quote);
  g_autofree char *added = dup_added_sentence (quote);
  g_autofree char *bill_date = cord_date_to_display (named->cycle.start);
  g_autofree char *bill = cord_money_to_display (cord_quote_money (quote, named->gross));
  g_autofree char *month_date = cord_date_to_display (ladder->steady.cycle.start);
  g_autofree char *steady = cord_money_to_display (cord_quote_money (quote, ladder->steady.gross));
  g_autofree char *consequences = dup_consequences (self, quote);

  g_object_get (cord_page_get_interaction (CORD_PAGE (self)), "change-title", &title, NULL);
  /* Translators: read out, a line each: the change and its date; a sentence about what is added now, a bill
   * and its date, a month and its date; sentences on what is lost, the commitment and fees, each with its line break;
   * the question */
  return g_strdup_printf (
      _ ("Your change: %s, from %s.\n%s Your bill of %s is %s, and from %s it is %s a month.\n%s%s"), title, date,
      added, bill_date, bill, month_date, steady, consequences, question);
}

static void
show_consent (CordConfirmPage *self, CordInteraction *interaction)
{
  CordQuote *quote = current_quote (self);
  gboolean consented = cord_interaction_get_consented (interaction);
  g_autofree char *words = quote != NULL ? dup_consent_words (self, quote) : NULL;

  gtk_widget_set_visible (self->consent_group, quote != NULL);
  cord_prompt_card_set (self->consent_words, "verbatim", words);
  gtk_button_set_label (self->agree, consented ? _ ("Agreed ✓") : _ ("Customer agrees"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->consent_row),
                                 consented ? _ ("The customer agreed to this price and date")
                                           : _ ("Wait for a clear yes"));
}

static void
show_primary (CordConfirmPage *self, CordInteraction *interaction)
{
  CordQuote *quote = current_quote (self);
  g_autofree char *summary = quote != NULL ? cord_ladder_card_dup_summary (quote) : NULL;
  g_autofree char *label = NULL;

  if (*cord_interaction_get_selected (interaction) == '\0')
    cord_page_set_primary (CORD_PAGE (self), _ ("Go to options"), TRUE);
  else if (is_ordered (interaction) || cord_interaction_get_consented (interaction))
    cord_page_set_primary (CORD_PAGE (self), _ ("Go on to process"), TRUE);
  else if (quote != NULL)
    {
      label = g_strdup_printf (_ ("Customer agrees: %s"), summary);
      cord_page_set_commitment (CORD_PAGE (self), "desk.consent", self->to_read, label, TRUE);
    }
  else
    cord_page_set_primary (
        CORD_PAGE (self),
        cord_interaction_get_quote (interaction) != NULL ? _ ("Quote again") : _ ("Ask for the price"), TRUE);
}

static void
show_state (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  g_autofree char *title = NULL;

  if (interaction == NULL)
    return;
  g_object_get (interaction, "change-title", &title, NULL);
  cord_one_of_show (self->mode, *cord_interaction_get_selected (interaction) != '\0' ? "change" : "empty");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->change_row), title);
  show_effective (self, interaction);
  show_ladder (self);
  show_consent (self, interaction);
  show_primary (self, interaction);
}

/* Acts. */

static void
on_again (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordQuote *quote = interaction ? cord_interaction_get_quote (interaction) : NULL;
  CordDate today = cord_session_today (cord_page_get_session (CORD_PAGE (self)));
  CordDate date = quote != NULL ? cord_quote_get_effective (quote) : CORD_DATE_NONE;

  select_with_date (self, date != CORD_DATE_NONE && date < today ? today : date);
}

static void
on_agree (CordConfirmPage *self)
{
  cord_page_commit (CORD_PAGE (self), "desk.consent");
}

static void
take_consent (CordConfirmPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL || cord_interaction_get_consented (interaction))
    return;
  cord_session_consent_async (cord_page_get_session (CORD_PAGE (self)), cord_page_get_cancellable (CORD_PAGE (self)),
                              cord_page_act_done, NULL);
}

static void
enter (CordConfirmPage *self, const char *step)
{
  cord_session_enter_step_async (cord_page_get_session (CORD_PAGE (self)), step,
                                 cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_options (CordConfirmPage *self)
{
  enter (self, "options");
}

static void
cord_confirm_page_primary (CordPage *page)
{
  CordConfirmPage *self = CORD_CONFIRM_PAGE (page);
  CordInteraction *interaction = cord_page_get_interaction (page);

  if (interaction == NULL)
    return;
  if (*cord_interaction_get_selected (interaction) == '\0')
    on_options (self);
  else if (is_ordered (interaction) || cord_interaction_get_consented (interaction))
    enter (self, "process");
  else if (current_quote (self) != NULL)
    take_consent (self);
  else
    on_again (self);
}

static gboolean
concerns_change (const char *type)
{
  return g_str_has_prefix (type, "change.") || g_str_has_prefix (type, "quote.") || g_str_has_prefix (type, "consent.")
         || g_str_has_prefix (type, "order.") || g_str_equal (type, "customer.opened")
         || g_str_equal (type, "catalog.pinned");
}

static void
cord_confirm_page_applied (CordPage *page, CordEvent *event)
{
  if (concerns_change (event->type))
    show_state (CORD_CONFIRM_PAGE (page));
}

static void
cord_confirm_page_interaction_changed (CordPage *page)
{
  CORD_CONFIRM_PAGE (page)->choices_of = CORD_DATE_NONE;
  show_state (CORD_CONFIRM_PAGE (page));
}

static void
on_session_set (CordConfirmPage *self)
{
  g_signal_connect_object (cord_page_get_session (CORD_PAGE (self)), "notify::busy", G_CALLBACK (show_stale), self,
                           G_CONNECT_SWAPPED);
}

static void
cord_confirm_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_CONFIRM_PAGE);
  G_OBJECT_CLASS (cord_confirm_page_parent_class)->dispose (object);
}

static void
cord_confirm_page_finalize (GObject *object)
{
  g_free (CORD_CONFIRM_PAGE (object)->choices_for);
  G_OBJECT_CLASS (cord_confirm_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/change/cord-confirm-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, again);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, agree);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, change_row);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, consent_group);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, consent_row);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, consent_words);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, date);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, effective);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, ladder);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, letters);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, letters_card);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, mode);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, replaced);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, stale);
  gtk_widget_class_bind_template_child (widget_class, CordConfirmPage, to_read);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_agree);
  gtk_widget_class_bind_template_callback (widget_class, on_date);
  gtk_widget_class_bind_template_callback (widget_class, on_options);
  gtk_widget_class_bind_template_callback (widget_class, on_timing);
}

static void
cord_confirm_page_class_init (CordConfirmPageClass *klass)
{
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_confirm_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_confirm_page_finalize;
  page_class->primary = cord_confirm_page_primary;
  page_class->applied = cord_confirm_page_applied;
  page_class->interaction_changed = cord_confirm_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  g_type_ensure (CORD_TYPE_DATE_ROW);
  g_type_ensure (CORD_TYPE_LADDER_CARD);
  g_type_ensure (CORD_TYPE_PROMPT_CARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
cord_confirm_page_init (CordConfirmPage *self)
{
  self->choices_of = CORD_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_set), NULL);
}
