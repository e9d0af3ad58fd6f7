/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-bill-names.h"

#include "config.h"
#include "domain/customer/cord-history.h"

#include <glib/gi18n-lib.h>

static CordOffering *
find_offering (const CordBillNames *self, const char *offer)
{
  return self->catalog != NULL ? cord_catalog_find_billed (self->catalog, offer) : NULL;
}

static CordProduct *
find_product (const CordBillNames *self, const char *product)
{
  GListModel *products = self->customer != NULL ? cord_customer_get_products (self->customer) : NULL;
  guint n = products != NULL ? g_list_model_get_n_items (products) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) held = g_list_model_get_item (products, i);
      g_autofree char *name = cord_history_name (cord_product_get_id (held));

      if (g_str_equal (name, product))
        return held; /* the customer keeps it */
    }
  return NULL;
}

static char *
dup_once (const CordBillNames *self, CordQuote *quote, const CordBillLine *line)
{
  const char *offer = cord_quote_get_event_offer (quote, cord_bill_line_get_event (line));
  CordOffering *offering = offer != NULL ? find_offering (self, offer) : NULL;
  const char *name = offering != NULL ? cord_offering_get_once_name (offering) : NULL;

  if (name != NULL)
    return g_strdup (name);
  if (offering != NULL)
    /* Translators: the name of a plan. */
    return g_strdup_printf (_ ("%s, one-time fee"), cord_offering_get_name (offering));
  if (self->product != NULL)
    return g_strdup_printf (_ ("%s, one-time fee"), self->product);
  return g_strdup (_ ("One-time fee"));
}

/* Of the product, or where that is gone or not known of the plan that it was on. */
static const char *
find_name (const CordBillNames *self, CordQuote *quote, const CordBillLine *line)
{
  CordProduct *held = find_product (self, line->product);
  const char *offer = cord_quote_find_line_offer (quote, line);
  const char *name = held != NULL ? cord_product_get_name (held) : self->product;
  CordOffering *offering = name == NULL && offer != NULL ? find_offering (self, offer) : NULL;

  return offering != NULL ? cord_offering_get_name (offering) : name;
}

char *
cord_bill_names_dup_fee (const CordBillNames *self, CordQuote *quote, const CordBillLine *line)
{
  gboolean leaving = g_str_equal (line->kind, "etf");
  const char *name = leaving || line->fee.suspension ? find_name (self, quote, line) : NULL;

  if (leaving)
    return name != NULL ? g_strdup_printf (_ ("%s, leaving early"), name) : g_strdup (_ ("Leaving early"));
  if (line->fee.suspension)
    return name != NULL ? g_strdup_printf (_ ("%s, suspending"), name) : g_strdup (_ ("Suspending"));
  return dup_once (self, quote, line);
}

static char *
dup_offer_name (const CordBillNames *self, const char *offer)
{
  CordOffering *offering = find_offering (self, offer);

  return g_strdup (offering != NULL ? cord_offering_get_name (offering) : offer);
}

static char *
dup_promotion_name (const CordBillNames *self, const char *discount)
{
  return self->catalog != NULL ? cord_catalog_dup_discount_title (self->catalog, discount) : g_strdup (discount);
}

char *
cord_bill_names_dup_after (const CordBillNames *self, const CordPromotionEnd *end)
{
  const gboolean is_price = end->offers[0] != NULL;
  char **of = is_price ? end->offers : end->discounts;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; of[i] != NULL; i++)
    {
      g_autofree char *name = is_price ? dup_offer_name (self, of[i]) : dup_promotion_name (self, of[i]);

      g_strv_builder_add (names, name);
    }
  texts = g_strv_builder_end (names);
  return g_strjoinv (", ", texts);
}

char *
cord_bill_names_dup_product (const CordBillNames *self, CordQuote *quote, const CordBillLine *line)
{
  const char *offer = cord_quote_find_line_offer (quote, line);
  CordOffering *offering = offer != NULL ? find_offering (self, offer) : NULL;
  CordProduct *held = offering == NULL ? find_product (self, line->product) : NULL;

  if (offering != NULL)
    return g_strdup (cord_offering_get_name (offering));
  return g_strdup (held != NULL ? cord_product_get_name (held) : self->product);
}
