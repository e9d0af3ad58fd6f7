/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/customer/cord-gather-page.h"

#include "base/cord-text.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-words-row.h"
#include "domain/options/cord-qualification-held.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

struct _CordGatherPage
{
  CordPage parent_instance;

  AdwActionRow *account_row;
  GtkButton *confirm_details;
  GtkButton *confirm_plan;
  AdwActionRow *contact_row;
  CordChoiceRow *kind;
  GtkLabel *monthly;
  AdwActionRow *name_row;
  AdwActionRow *plan_row;
  CordChoiceRow *product;
  CordChoiceRow *reason;
  CordWordsRow *words;
};

G_DEFINE_FINAL_TYPE (CordGatherPage, cord_gather_page, CORD_TYPE_PAGE)

static const char *
contact_of (CordCustomer *customer)
{
  const char *address = cord_customer_get_address (customer, "sms");

  if (address == NULL)
    address = cord_customer_get_address (customer, "email");
  return address != NULL ? address : _ ("No contact on record");
}

static void
show_products (CordGatherPage *self, CordCustomer *customer)
{
  GListModel *products = cord_customer_get_products (customer);
  g_autoptr (GString) names = g_string_new (NULL);
  CordCatalog *catalog = cord_interaction_get_catalog (cord_page_get_interaction (CORD_PAGE (self)));
  CordDate today = cord_session_today (cord_page_get_session (CORD_PAGE (self)));
  g_autofree char *monthly = cord_money_to_display (cord_qualify_monthly (customer, catalog, today));
  g_autofree char *left_out = cord_customer_dup_left_out (customer);
  g_autoptr (GVariant) list = NULL;
  CordBuilder choices;

  cord_builder_init_array (&choices);
  for (guint i = 0; i < g_list_model_get_n_items (products); i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);
      g_autofree char *name = cord_text_clean (cord_product_get_name (product), 60);
      g_autofree char *price = cord_money_to_display (cord_qualify_held_price (customer, product, catalog, today));
      g_autofree char *title
          = cord_product_get_problem (product) == NULL ? g_strdup_printf ("%s, %s", name, price) : NULL;
      g_autoptr (GVariant) choice = cord_sop_choice_new (cord_product_get_id (product), title != NULL ? title : name);

      cord_builder_add (&choices, choice);
      if (cord_product_get_problem (product) == NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? " · " : "", name);
    }
  if (left_out != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? " · " : "", left_out);
  list = cord_builder_end (&choices);
  cord_choice_row_set_session (self->product, cord_page_get_session (CORD_PAGE (self)), list);
  adw_action_row_set_subtitle (self->plan_row,
                               names->len > 0 ? names->str : _ ("Nothing yet: this customer has no product"));
  gtk_label_set_label (self->monthly, monthly);
}

static void
show_customer (CordGatherPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordCustomer *customer = interaction ? cord_interaction_get_customer (interaction) : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_details), customer != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_plan), customer != NULL);
  if (customer == NULL)
    {
      adw_action_row_set_subtitle (self->name_row, _ ("Shown after verification"));
      adw_action_row_set_subtitle (self->contact_row, _ ("Shown after verification"));
      adw_action_row_set_subtitle (self->account_row, _ ("Shown after verification"));
      adw_action_row_set_subtitle (self->plan_row, _ ("Shown after verification"));
      gtk_label_set_label (self->monthly, "");
      return;
    }
  adw_action_row_set_subtitle (self->name_row, cord_customer_get_name (customer));
  adw_action_row_set_subtitle (self->contact_row, contact_of (customer));
  adw_action_row_set_subtitle (self->account_row, cord_customer_get_account_id (customer)
                                                      ? cord_customer_get_account_id (customer)
                                                      : _ ("No account"));
  show_products (self, customer);
}

static void
show_fields (CordGatherPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  gboolean named, confirmed;

  if (interaction == NULL)
    return;
  named = *cord_interaction_get_field (interaction, "name") != '\0';
  confirmed = cord_interaction_count (interaction, "plan.confirmed", NULL) > 0;
  gtk_button_set_label (self->confirm_details, named ? _ ("Read back ✓") : _ ("Details are right"));
  gtk_button_set_label (self->confirm_plan, confirmed ? _ ("Confirmed ✓") : _ ("Plan confirmed"));
  cord_choice_row_show (self->kind, cord_interaction_get_field (interaction, "change-kind"));
  cord_choice_row_show (self->product, cord_interaction_get_field (interaction, "product"));
  cord_choice_row_show (self->reason, cord_interaction_get_field (interaction, "reason-code"));
  cord_words_row_show (self->words, cord_interaction_get_field (interaction, "reason-words"));
  gtk_widget_set_visible (GTK_WIDGET (self->product),
                          g_strcmp0 (cord_interaction_get_field (interaction, "change-kind"), "add") != 0);
  cord_page_set_primary (CORD_PAGE (self), _ ("Go on to needs"), TRUE);
}

static void
cord_gather_page_applied (CordPage *page, CordEvent *event)
{
  CordGatherPage *self = CORD_GATHER_PAGE (page);

  if (g_str_equal (event->type, "customer.opened"))
    show_customer (self);
  show_fields (self);
}

static void
cord_gather_page_interaction_changed (CordPage *page)
{
  CordGatherPage *self = CORD_GATHER_PAGE (page);
  CordSession *session = cord_page_get_session (page);

  if (cord_page_get_interaction (page) == NULL)
    return;
  cord_choice_row_set_session (self->kind, session, NULL);
  cord_choice_row_set_session (self->reason, session, NULL);
  cord_words_row_set_session (self->words, session);
  show_customer (self);
  show_fields (self);
}

static void
record (CordGatherPage *self, const char *field, const char *words)
{
  cord_session_set_field_async (cord_page_get_session (CORD_PAGE (self)), field, NULL, words, "record",
                                cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
on_details_right (CordGatherPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  CordCustomer *customer = interaction ? cord_interaction_get_customer (interaction) : NULL;

  if (customer == NULL)
    return;
  record (self, "name", cord_customer_get_name (customer));
  record (self, "contact", contact_of (customer));
  record (self, "account",
          cord_customer_get_account_id (customer) ? cord_customer_get_account_id (customer)
                                                  : cord_customer_get_id (customer));
}

static void
on_plan_confirmed (CordGatherPage *self)
{
  cord_session_confirm_plan_async (cord_page_get_session (CORD_PAGE (self)),
                                   cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static void
cord_gather_page_primary (CordPage *page)
{
  cord_words_row_settle (CORD_GATHER_PAGE (page)->words);
  cord_session_enter_step_async (cord_page_get_session (page), "needs", cord_page_get_cancellable (page),
                                 cord_page_act_done, NULL);
}

static void
cord_gather_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_GATHER_PAGE);
  G_OBJECT_CLASS (cord_gather_page_parent_class)->dispose (object);
}

static void
cord_gather_page_class_init (CordGatherPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_gather_page_dispose;
  page_class->primary = cord_gather_page_primary;
  page_class->applied = cord_gather_page_applied;
  page_class->interaction_changed = cord_gather_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  g_type_ensure (CORD_TYPE_WORDS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/customer/cord-gather-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, confirm_details);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, confirm_plan);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, contact_row);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, monthly);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, plan_row);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, product);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, reason);
  gtk_widget_class_bind_template_child (widget_class, CordGatherPage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_details_right);
  gtk_widget_class_bind_template_callback (widget_class, on_plan_confirmed);
}

static void
cord_gather_page_init (CordGatherPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
