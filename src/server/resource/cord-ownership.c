/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-ownership.h"

#include "config.h"

#include "domain/change/cord-change.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "store/cord-resource-store.h"
#include "wire/cord-reference.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const CordRequest *request;
  const char *items; /* the member that holds the items, or the parties */
  const char *customer;
} Claim;

/* @owned: whether it is the customer's; @absent where there is none of this id. FALSE when the store cannot be read. */
static gboolean
look_up (const Claim *self, const char *type, const char *id, gboolean absent, gboolean *owned, GError **error)
{
  CordCore *core = self->request->core;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *owner = NULL;

  if (!cord_engine_find (core, type, id, &node, error))
    return FALSE;
  if (node != NULL
      && !cord_access_find_customer (core, cord_resource_type_find (type), json_node_get_object (node), &owner, error))
    return FALSE;
  *owned = node != NULL ? g_strcmp0 (owner, self->customer) == 0 : absent;
  return TRUE;
}

static gboolean
check_account (const Claim *self, const char *id, GError **error)
{
  gboolean owned;

  if (!look_up (self, "billingAccount", id, cord_core_is_kit_mode (self->request->core), &owned, error))
    return FALSE;
  return owned
         || cord_error_set_full (error, CORD_ERROR_INVALID, "account", "billingAccount",
                                 _ ("Choose one of the customer's own accounts."),
                                 _ ("This is not an account of the customer"));
}

static gboolean
refuse_product (const Claim *self, GError **error)
{
  g_autofree char *member = g_strconcat (self->items, ".product.id", NULL);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-product", member, NULL,
                              _ ("There is no such product"));
}

/* @absent: whether an id that nobody has passes. */
static gboolean
check_product (const Claim *self, const char *id, gboolean absent, GError **error)
{
  gboolean owned;

  if (id == NULL)
    return TRUE;
  if (!look_up (self, "product", id, absent, &owned, error))
    return FALSE;
  return owned || refuse_product (self, error);
}

static gboolean
check_customer (const Claim *self, const char *id, GError **error)
{
  return g_strcmp0 (id, self->customer) == 0
         || cord_error_set_full (error, CORD_ERROR_INVALID, "several-customers", self->items,
                                 _ ("Do it once for each customer."), _ ("More than one customer is named"));
}

static gboolean
check_reference (CordReferenceKind kind, const char *id, gpointer user_data, GError **error)
{
  switch (kind)
    {
    case CORD_REFERENCE_ACCOUNT:
      return check_account (user_data, id, error);
    case CORD_REFERENCE_PRODUCT:
      return check_product (user_data, id, TRUE, error);
    /* One that was never kept, or is another's, is not followed (order/cord-provision.c). */
    case CORD_REFERENCE_QUOTE:
      return TRUE;
    case CORD_REFERENCE_CUSTOMER:
    default:
      return check_customer (user_data, id, error);
    }
}

static gboolean
check_change (const Claim *self, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) relies = cord_change_dup_relies_on (change);
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);

  /* The id of a product to come is one that only this customer's products have, so that nobody learns from it which ids
   * others have. Systems see all products, and name theirs as they like. */
  if (cord_change_is_addition (change) && cord_change_get_product (change) != NULL
      && cord_request_is_bound (self->request)
      && !cord_change_may_name (change, self->customer, cord_change_get_product (change)))
    return refuse_product (self, error);
  /* An unknown id may be that of a product to come; the pricing knows. It looks at nothing that is relied on. */
  for (guint i = 0; i < products->len; i++)
    if (!check_product (self, products->pdata[i], TRUE, error))
      return FALSE;
  for (guint i = 0; i < relies->len; i++)
    if (!check_product (self, g_ptr_array_index (relies, i), cord_core_is_kit_mode (self->request->core), error))
      return FALSE;
  return TRUE;
}

gboolean
cord_ownership_check (const CordRequest *request, const char *items, const char *customer, GVariant *change,
                      GError **error)
{
  Claim self = { request, items, customer };

  return customer == NULL
         || (cord_ownership_check_parties (request, "relatedParty", customer, error)
             && cord_reference_each (request->json, items, check_reference, &self, error)
             && check_change (&self, change, error));
}

gboolean
cord_ownership_check_parties (const CordRequest *request, const char *member, const char *customer, GError **error)
{
  Claim self = { request, member, customer };

  return cord_reference_each_customer (request->json, member, check_reference, &self, error);
}

/* References */

gboolean
cord_ownership_find (const CordRequest *request, const char *type, const char *id, gboolean *exists, GError **error)
{
  gint64 version = 0;

  if (id != NULL
      && !cord_resource_store_get_version (cord_core_get_database (request->core), type, id, &version, error))
    return FALSE;
  *exists = version > 0;
  return TRUE;
}

gboolean
cord_ownership_find_unpriced (const CordRequest *request, const char *customer, GVariant *change, gboolean *unpriced,
                              GError **error)
{
  gboolean known;

  *unpriced = cord_change_get_kind (change) == NULL;
  if (*unpriced || !cord_core_is_kit_mode (request->core))
    return TRUE;
  if (!cord_ownership_find (request, "customer", customer, &known, error))
    return FALSE;
  *unpriced = !known || (cord_change_get_offering (change) == NULL && !cord_change_keeps_plan (change));
  return TRUE;
}

static gboolean
unknown (const char *reason, const char *items, const char *path, const char *text, GError **error)
{
  g_autofree char *member = g_strconcat (items, path, NULL);

  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s", text);
}

gboolean
cord_ownership_check_references (const CordRequest *request, const char *items, GVariant *change, GError **error)
{
  const char *offering = cord_change_get_offering (change);
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  gboolean held = cord_change_get_kind (change) != NULL && !cord_change_is_addition (change);
  gboolean exists = !held || products->len > 0 || cord_change_is_billing_day (change);

  for (guint i = 0; held && i < products->len && (i == 0 || exists); i++)
    if (!cord_ownership_find (request, "product", products->pdata[i], &exists, error))
      return FALSE;
  if (!exists)
    return unknown ("unknown-product", items, ".product.id", _ ("There is no such product"), error);
  exists = TRUE;
  if (offering != NULL && !cord_ownership_find (request, "productOffering", offering, &exists, error))
    return FALSE;
  return exists || unknown ("unknown-offering", items, ".productOffering.id", _ ("There is no such offering"), error);
}
