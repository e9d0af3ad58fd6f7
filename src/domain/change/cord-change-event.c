/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-change-event.h"

#include "base/cord-error.h"
#include "billing/cord-billing-event-draft.h"
#include "config.h"
#include "domain/customer/cord-history.h"

#include <glib/gi18n-lib.h>

/* Of a product in an order (TMF622), where it asks to suspend or to resume. */
#define STATUS "product.status"

static GVariant *
dup_term (CordOffering *offering, gint64 months)
{
  g_autoptr (GVariant) etf = cord_offering_dup_etf (offering, (int)months);
  const CordTermDraft term = { .months = months, .etf = etf };

  return cord_term_draft_to_value (&term);
}

static gboolean
nothing_changes (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "nothing-changes", "change",
                              _ ("Choose another plan, another number or a commitment."),
                              _ ("The customer has exactly this already."));
}

/* Names what changes; an offer or a quantity that stays is left out, so that a negotiated price is kept. */
static gboolean
add_what_changes (CordBillingEventDraft *event, GVariant *change, CordProduct *held, CordOffering *offering,
                  const char *offer, GError **error)
{
  const char *id = cord_offering_get_id (offering);
  gint64 quantity = cord_change_get_quantity (change);
  gint64 term = cord_change_get_term (change);
  gboolean other_offer = held == NULL || g_strcmp0 (cord_product_get_offering (held), id) != 0;
  gboolean other_quantity = quantity > 0 && quantity != (held != NULL ? cord_product_get_quantity (held) : 1);

  if (!other_offer && !other_quantity && term == 0)
    return nothing_changes (error);
  if (other_offer)
    event->offer = offer;
  if (other_quantity)
    event->quantity = quantity;
  if (term > 0)
    event->term = dup_term (offering, term);
  return TRUE;
}

static gboolean
find_parts (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordProduct **held, CordOffering **offering,
            GError **error)
{
  const char *from = cord_change_get_from (change);

  *offering = cord_catalog_find (catalog, cord_change_get_offering (change));
  *held = NULL;
  if (cord_change_is_billing_day (change))
    return TRUE;
  *held = cord_customer_find_product (customer, cord_change_get_product (change));
  if (cord_change_has_offering (change) && *offering == NULL)
    return cord_change_refuse (error, "offering");
  if (cord_change_is_addition (change))
    return *held == NULL || cord_change_refuse (error, "product");
  if (*held == NULL || !cord_customer_owns (customer, *held))
    return cord_change_refuse (error, "product");
  return from == NULL || g_str_equal (from, cord_product_get_offering (*held)) || cord_change_refuse (error, "from");
}

/* What is suspended cannot be suspended again, and only that can be resumed; all units of it together. */
static gboolean
check_status (GVariant *change, CordProduct *held, GError **error)
{
  const char *name = cord_product_get_name (held);
  gint64 quantity = cord_change_get_quantity (change);

  if (cord_change_is_quantity (change))
    return quantity != cord_product_get_quantity (held)
           || cord_error_set_full (error, CORD_ERROR_INVALID, "nothing-changes", "quantity",
                                   _ ("Choose another quantity."), _ ("The customer has exactly this already."));
  if (cord_change_keeps_plan (change) && quantity != 0 && quantity != cord_product_get_quantity (held))
    return cord_change_refuse (error, "quantity");
  if (cord_change_is_suspension (change) && !cord_product_may_be_suspended (held))
    return cord_error_set_full (
        error, CORD_ERROR_CONFLICT, "not-active", STATUS, _ ("Choose a product that is active."),
        cord_product_is_suspended (held) ? _ ("%s is suspended already.") : _ ("%s is not active."), name);
  return !cord_change_is_resumption (change) || cord_product_is_suspended (held)
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "not-suspended", STATUS,
                                 _ ("Choose a product that is suspended."), _ ("%s is not suspended."), name);
}

/* What the catalog asks for it is agreed with the suspension; a plan that is no longer in it costs nothing. */
static void
add_suspension (CordBillingEventDraft *event, CordProduct *held, CordCatalog *catalog)
{
  CordOffering *offering = cord_catalog_find (catalog, cord_product_get_offering (held));

  if (offering == NULL)
    return;
  event->price = cord_offering_get_suspension_price (offering);
  event->fee = cord_offering_get_suspension_fee (offering);
}

static const char *
type_of (GVariant *change)
{
  if (cord_change_is_addition (change))
    return "add";
  /* The other kinds are what the quote format calls them. */
  return cord_change_has_offering (change) || cord_change_is_quantity (change) ? "change"
                                                                               : cord_change_get_kind (change);
}

GVariant *
cord_change_event_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, GError **error)
{
  g_autofree char *product = NULL;
  g_autofree char *offer = NULL;
  g_auto (CordBillingEventDraft) event = { 0 };
  CordOffering *offering;
  CordProduct *held;

  if (!cord_change_check (change, error) || !find_parts (change, customer, catalog, &held, &offering, error))
    return NULL;
  if (held != NULL && !check_status (change, held, error))
    return NULL;
  event.type = type_of (change);
  if (cord_change_is_billing_day (change))
    {
      event.anchor = cord_change_get_date_shift (change);
      event.bill = cord_change_get_bill (change);
      return cord_billing_event_draft_to_value (&event);
    }
  if (cord_change_is_suspension (change))
    add_suspension (&event, held, catalog);
  if (cord_change_is_quantity (change))
    event.quantity = cord_change_get_quantity (change);
  product = cord_history_name (cord_change_get_product (change));
  event.product = product;
  offer = offering != NULL ? cord_history_name (cord_offering_get_id (offering)) : NULL;
  if (offering != NULL && cord_change_has_offering (change)
      && !add_what_changes (&event, change, held, offering, offer, error))
    return NULL;
  return cord_billing_event_draft_to_value (&event);
}
