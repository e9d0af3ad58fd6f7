/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-order-plan.h"

#include "domain/change/cord-change.h"
#include "domain/customer/cord-kept-history.h"

#define CUSTOMER "customer"
#define ACCOUNT "account"
#define INTERACTION "interaction"
#define QUOTE "quote"
#define CHANGE "change"
#define INPUT "input"
#define EFFECTIVE "effective"
#define BEGAN "began"

struct _CordOrderPlan
{
  GObject parent_instance;
  GVariant *document;
  GVariant *change;
  CordQuote *quote; /* NULL until it is needed */
  char *text;
};

G_DEFINE_FINAL_TYPE (CordOrderPlan, cord_order_plan, G_TYPE_OBJECT)

static void
cord_order_plan_finalize (GObject *object)
{
  CordOrderPlan *self = CORD_ORDER_PLAN (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  g_clear_object (&self->quote);
  g_free (self->text);
  G_OBJECT_CLASS (cord_order_plan_parent_class)->finalize (object);
}

static void
cord_order_plan_class_init (CordOrderPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_order_plan_finalize;
}

static void
cord_order_plan_init (CordOrderPlan *self)
{
}

/* Takes @document. */
static CordOrderPlan *
new_of (GVariant *document, const char *text)
{
  CordOrderPlan *self = g_object_new (CORD_TYPE_ORDER_PLAN, NULL);

  self->document = document;
  self->change = cord_value_dup_object (document, CHANGE);
  self->text = text != NULL ? g_strdup (text) : cord_json_write_value (document);
  return self;
}

CordOrderPlan *
cord_order_plan_new (const CordOrderRequest *order, const char *account, GVariant *change, CordQuote *quote,
                     gboolean began)
{
  CordOrderPlan *self;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, CUSTOMER, order->customer);
  cord_builder_string (&builder, ACCOUNT, account);
  cord_builder_string (&builder, INTERACTION, order->interaction);
  cord_builder_string (&builder, QUOTE, order->quote);
  if (quote != NULL || cord_change_is_removal (change))
    cord_builder_value (&builder, CHANGE, change);
  if (quote != NULL)
    {
      cord_builder_value (&builder, INPUT, cord_quote_get_input (quote));
      cord_builder_boolean (&builder, BEGAN, began);
    }
  self = new_of (cord_builder_end (&builder), NULL);
  g_set_object (&self->quote, quote);
  return self;
}

CordOrderPlan *
cord_order_plan_read (const char *text, GError **error)
{
  GVariant *document = cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, error);

  return document != NULL ? new_of (document, text) : NULL;
}

const char *
cord_order_plan_get_text (CordOrderPlan *self)
{
  return self->text;
}

const char *
cord_order_plan_get_customer (CordOrderPlan *self)
{
  return cord_value_get_string (self->document, CUSTOMER);
}

const char *
cord_order_plan_get_account (CordOrderPlan *self)
{
  return cord_value_get_string (self->document, ACCOUNT);
}

const char *
cord_order_plan_get_quote_id (CordOrderPlan *self)
{
  return cord_value_get_string (self->document, QUOTE);
}

GVariant *
cord_order_plan_get_change (CordOrderPlan *self)
{
  return self->change;
}

gboolean
cord_order_plan_get_began (CordOrderPlan *self)
{
  return cord_value_get_boolean (self->document, BEGAN);
}

gboolean
cord_order_plan_is_priced (CordOrderPlan *self)
{
  return cord_value_has (self->document, INPUT);
}

CordQuote *
cord_order_plan_get_quote (CordOrderPlan *self, GError **error)
{
  g_autoptr (GVariant) input = self->quote == NULL ? cord_value_dup (self->document, INPUT) : NULL;

  g_return_val_if_fail (self->quote != NULL || input != NULL, NULL);

  if (self->quote == NULL)
    self->quote = cord_quote_new (input, error);
  return self->quote;
}

static CordDate
day_of (CordOrderPlan *self, const char *path)
{
  const char *text = cord_value_get_string (self->document, path);
  CordDate day = CORD_DATE_NONE;

  if (text != NULL)
    cord_date_parse (text, &day, NULL);
  return day;
}

/* Several changes of one order take effect together. */
static CordDate
effective_of (CordOrderPlan *self)
{
  g_autoptr (GVariant) changes = cord_value_dup_array (self->document, INPUT ".changes");
  g_autoptr (GVariant) first = cord_value_length (changes) > 0 ? cord_value_dup_at (changes, 0) : NULL;
  const char *text = first != NULL ? cord_value_get_string (first, EFFECTIVE) : NULL;
  CordDate day = CORD_DATE_NONE;

  if (first == NULL)
    return day_of (self, INPUT "." EFFECTIVE);
  if (text != NULL)
    cord_date_parse (text, &day, NULL);
  return day;
}

CordDate
cord_order_plan_get_recorded (CordOrderPlan *self)
{
  return day_of (self, INPUT ".now");
}

gboolean
cord_order_plan_is_billed (CordOrderPlan *self, CordDate recorded, CordCustomer *customer, CordDate today)
{
  /* A move of the billing day touches no bill before its day. */
  return cord_order_plan_is_priced (self) && !cord_change_is_billing_day (self->change)
         && cord_kept_history_is_billed (customer, recorded, effective_of (self), today);
}
