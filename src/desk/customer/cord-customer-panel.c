/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/customer/cord-customer-panel.h"

#include "base/cord-text.h"
#include "desk/customer/cord-fact-list.h"
#include "desk/shared/cord-one-of.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n.h>

struct _CordCustomerPanel
{
  AdwBin parent_instance;

  CordFactList *account;
  AdwAvatar *avatar;
  CordFactList *bills;
  CordFactList *contacts;
  CordFactList *follow_ups;
  CordFactList *interactions;
  GtkStack *mode;
  GtkLabel *name;
  CordFactList *orders;
  GtkListBox *products;
  GtkLabel *since;
  GtkStack *tabs;

  CordSession *session;
  GSignalGroup *interaction_signals;
};

G_DEFINE_FINAL_TYPE (CordCustomerPanel, cord_customer_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* NULL before the catalog is there, and where it does not have it any more. */
static CordOffering *
offering_of (CordCustomerPanel *self, CordProduct *product)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);
  CordCatalog *catalog = interaction ? cord_interaction_get_catalog (interaction) : NULL;

  return catalog ? cord_catalog_find (catalog, cord_product_get_offering (product)) : NULL;
}

/* The list price, when the customer has a negotiated one, which a change of plan would end; NULL otherwise. */
static char *
negotiated_text (CordCustomerPanel *self, CordProduct *product, CordOffering *offering)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);
  g_autoptr (CordZone) zone
      = cord_customer_dup_time_zone (interaction != NULL ? cord_interaction_get_customer (interaction) : NULL);
  CordMoney list;
  g_autofree char *display = NULL;

  if (!cord_qualify_is_negotiated (product, offering, cord_session_today (self->session), zone, &list))
    return NULL;
  display = cord_money_to_display (list);
  return g_strdup_printf (_ ("own price, list %s"), display);
}

/* "includes 3000 MB data, 50 messages each cycle"; NULL when there is nothing. */
static char *
included_text (CordProduct *product, CordOffering *offering)
{
  const GArray *allowances = offering != NULL ? cord_offering_get_allowances (offering) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; allowances != NULL && i < allowances->len; i++)
    {
      const CordIncluded *included = &g_array_index (allowances, CordIncluded, i);
      g_autofree char *units = cord_text_clean (included->units, 20);
      g_autofree char *name = cord_text_clean (included->name, 40);

      g_string_append_printf (list, "%s%" G_GINT64_FORMAT "%s%s %s", i > 0 ? ", " : "", included->amount,
                              *units != '\0' ? " " : "", units, name);
    }
  if (list->len == 0)
    return NULL;
  /* Translators: a list such as "3000 MB data, 50 messages". */
  return g_strdup_printf (cord_product_get_quantity (product) > 1 ? _ ("each includes %s each cycle")
                                                                  : _ ("includes %s each cycle"),
                          list->str);
}

/* NULL when its record is in order. */
static char *
problem_text (CordProduct *product)
{
  const char *problem = cord_product_get_problem (product);

  return problem != NULL ? g_strdup_printf (_ ("not billed here: its record has an error at “%s”"), problem) : NULL;
}

static char *
product_subtitle (CordCustomerPanel *self, CordProduct *product)
{
  CordOffering *offering = offering_of (self, product);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  char *detail = NULL;

  g_object_get (product, "detail", &detail, NULL);
  g_ptr_array_add (parts, detail);
  g_ptr_array_add (parts, cord_product_dup_other_prices (product));
  g_ptr_array_add (parts, problem_text (product));
  g_ptr_array_add (parts, negotiated_text (self, product, offering));
  g_ptr_array_add (parts, included_text (product, offering));
  if (offering != NULL && cord_offering_get_billed (offering) != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("billed after its cycle")));
  for (guint i = 0; i < parts->len; i++)
    if (parts->pdata[i] != NULL && *(const char *)parts->pdata[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", (const char *)parts->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "" for what has none. */
static char *
price_text (CordCustomerPanel *self, CordProduct *product)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);
  CordCustomer *customer = interaction != NULL ? cord_interaction_get_customer (interaction) : NULL;

  if (customer == NULL || !cord_product_has_price (product))
    return g_strdup ("");
  return cord_money_to_display (cord_qualify_held_price (customer, product, cord_interaction_get_catalog (interaction),
                                                         cord_session_today (self->session)));
}

static GtkWidget *
make_product (gpointer item, gpointer user_data)
{
  CordProduct *product = item;
  g_autofree char *subtitle = product_subtitle (user_data, product);
  g_autofree char *price = NULL;
  g_autofree char *name = cord_text_clean (cord_product_get_name (product), 80);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *amount;

  price = price_text (user_data, product);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  amount = gtk_label_new (price);
  gtk_widget_add_css_class (amount, "money");
  gtk_widget_set_valign (amount, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  return row;
}

static GListModel *
account_facts (CordSession *session, CordCustomer *customer)
{
  GListStore *facts = g_list_store_new (CORD_TYPE_ENTRY);
  CordCycle cycle = cord_customer_get_cycle (customer, cord_session_today (session));
  g_autofree char *start = cord_date_to_display (cycle.start);
  g_autofree char *end = cord_date_to_display (cycle.end - 1);
  CordCatalog *catalog = cord_interaction_get_catalog (cord_session_get_interaction (session));
  g_autofree char *monthly
      = cord_money_to_display (cord_qualify_monthly (customer, catalog, cord_session_today (session)));
  g_autofree char *left_out = cord_customer_dup_left_out (customer);
  const char *account = cord_customer_get_account_id (customer);
  const char *payment = cord_customer_get_payment (customer);
  g_autofree char *range = g_strdup_printf (_ ("%s to %s"), start, end);
  g_autoptr (CordEntry) number
      = cord_entry_new ("account", "fact", _ ("Account"), account ? account : _ ("none"), "", "");
  g_autoptr (CordEntry) cycle_fact = cord_entry_new ("cycle", "fact", _ ("Billing cycle"), range, "", "");
  g_autoptr (CordEntry) total
      = cord_entry_new ("monthly", "fact", _ ("Every month"), left_out != NULL ? left_out : "", "", monthly);
  g_autoptr (CordEntry) paid
      = cord_entry_new ("payment", "fact", _ ("Paid by"), payment ? payment : _ ("not known"), "", "");

  g_list_store_append (facts, number);
  g_list_store_append (facts, cycle_fact);
  g_list_store_append (facts, total);
  g_list_store_append (facts, paid);
  return G_LIST_MODEL (facts);
}

static void
show_customer (CordCustomerPanel *self)
{
  CordInteraction *interaction = self->session ? cord_session_get_interaction (self->session) : NULL;
  CordCustomer *customer = interaction ? cord_interaction_get_customer (interaction) : NULL;
  g_autoptr (GListModel) facts = NULL;
  g_autofree char *since = NULL;

  cord_one_of_show (self->mode, customer ? "open" : "masked");
  gtk_list_box_bind_model (self->products, customer ? cord_customer_get_products (customer) : NULL, make_product, self,
                           NULL);
  cord_fact_list_bind (self->contacts, customer ? cord_customer_get_contacts (customer) : NULL);
  cord_fact_list_bind (self->bills, customer ? cord_customer_get_bills (customer) : NULL);
  cord_fact_list_bind (self->orders, customer ? cord_customer_get_orders (customer) : NULL);
  cord_fact_list_bind (self->follow_ups, customer ? cord_customer_get_follow_ups (customer) : NULL);
  cord_fact_list_bind (self->interactions, customer ? cord_customer_get_interactions (customer) : NULL);
  if (customer == NULL)
    {
      cord_fact_list_bind (self->account, NULL);
      gtk_label_set_text (self->name, "");
      gtk_label_set_text (self->since, "");
      adw_avatar_set_text (self->avatar, NULL);
      return;
    }
  facts = account_facts (self->session, customer);
  cord_fact_list_bind (self->account, facts);
  since = *cord_customer_get_since (customer) != '\0'
              ? g_strdup_printf ("%s · %s", cord_customer_get_since (customer), cord_customer_get_id (customer))
              : g_strdup (cord_customer_get_id (customer));
  gtk_label_set_text (self->name, cord_customer_get_name (customer));
  gtk_label_set_text (self->since, since);
  adw_avatar_set_text (self->avatar, cord_customer_get_name (customer));
}

static void
on_interaction (CordCustomerPanel *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->tabs), GTK_TYPE_SCROLLED_WINDOW);

  g_signal_group_set_target (self->interaction_signals, cord_session_get_interaction (self->session));
  gtk_stack_set_visible_child_name (self->tabs, "products");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 0);
  show_customer (self);
}

static void
cord_customer_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordCustomerPanel *self = CORD_CUSTOMER_PANEL (object);

  if (prop_id != PROP_SESSION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (!g_set_object (&self->session, g_value_get_object (value)) || self->session == NULL)
    return;
  g_signal_connect_object (self->session, "notify::interaction", G_CALLBACK (on_interaction), self, G_CONNECT_SWAPPED);
  on_interaction (self);
}

static void
cord_customer_panel_dispose (GObject *object)
{
  CordCustomerPanel *self = CORD_CUSTOMER_PANEL (object);

  g_clear_object (&self->interaction_signals);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_CUSTOMER_PANEL);
  G_OBJECT_CLASS (cord_customer_panel_parent_class)->dispose (object);
}

static void
cord_customer_panel_class_init (CordCustomerPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cord_customer_panel_set_property;
  object_class->dispose = cord_customer_panel_dispose;
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, CORD_TYPE_SESSION, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CORD_TYPE_FACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/customer/cord-customer-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, account);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, avatar);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, bills);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, contacts);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, follow_ups);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, interactions);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, mode);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, name);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, orders);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, products);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, since);
  gtk_widget_class_bind_template_child (widget_class, CordCustomerPanel, tabs);
}

static void
cord_customer_panel_init (CordCustomerPanel *self)
{
  self->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect_swapped (self->interaction_signals, "notify::customer", G_CALLBACK (show_customer), self);
  g_signal_group_connect_swapped (self->interaction_signals, "notify::catalog", G_CALLBACK (show_customer), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
