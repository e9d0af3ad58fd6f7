/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-eligibility.h"

#include "config.h"

#include "base/cord-error.h"
#include "domain/change/cord-change.h"
#include "domain/customer/cord-kept-history.h"
#include "domain/options/cord-qualification-held.h"
#include "domain/options/cord-qualification.h"

#include <glib/gi18n-lib.h>

#define OFFERING "productOffering.id"
#define PRODUCT "product.id"
#define STATUS "product.status"

/* What a rule of the qualification is as a refusal. What is not here is a conflict over the offering or, where the
 * change leads to none, over the product. */
static const struct
{
  const char *rule;
  CordError code;
  const char *member;
  const char *hint;
} refusals[] = {
  { "not-sold", CORD_ERROR_CONFLICT, OFFERING, N_ ("Choose another plan.") },
  { "no-price", CORD_ERROR_CONFLICT, OFFERING, N_ ("Choose another plan.") },
  { "product-unreadable", CORD_ERROR_CONFLICT, PRODUCT,
    N_ ("Ask the operator to correct the product in the inventory.") },
  { "not-active", CORD_ERROR_CONFLICT, STATUS, N_ ("Choose a product that is active.") },
  { "not-suspended", CORD_ERROR_CONFLICT, STATUS, N_ ("Choose a product that is suspended.") },
  { "nothing-changes", CORD_ERROR_INVALID, NULL, N_ ("Ask for what the customer does not have.") },
  { "others-rely-on-it", CORD_ERROR_CONFLICT, PRODUCT, NULL },
  { "in-commitment", CORD_ERROR_CONFLICT, PRODUCT, NULL },
  { "timing-refused", CORD_ERROR_DENIED, NULL, NULL },
};

/* An order that waits brings what only one may be held of; the inventory does not know yet. */
static char *
dup_coming (const CordAccountState *state, GVariant *change)
{
  CordOffering *offering = cord_change_has_offering (change)
                               ? cord_catalog_find (state->catalog, cord_change_get_offering (change))
                               : NULL;
  g_autoptr (GVariant) kept = cord_customer_dup_kept_events (state->customer);

  if (offering == NULL || cord_qualify_is_line (offering)
      || !cord_kept_history_brings (kept, state->customer, cord_offering_get_id (offering),
                                    cord_change_get_product (change)))
    return NULL;
  return g_strdup_printf (_ ("%s is ordered already."), cord_offering_get_name (offering));
}

static GVariant *
decide (const CordAccountState *state, GVariant *change, gboolean agreed)
{
  g_autoptr (GVariant) answer
      = (agreed ? cord_qualify_agreed : cord_qualify) (change, state->customer, state->catalog, state->today);
  g_autofree char *coming = cord_qualification_is_qualified (answer) ? dup_coming (state, change) : NULL;
  g_autoptr (GError) refusal = NULL;

  if (coming != NULL)
    return cord_qualification_refuse ("already-held", coming);
  if (!cord_qualification_is_qualified (answer)
      || cord_change_check_timing (change, state->customer, state->policy, state->today, &refusal))
    return g_steal_pointer (&answer);
  return cord_qualification_refuse (cord_error_get_reason (refusal), refusal->message);
}

GVariant *
cord_eligibility_decide (const CordAccountState *state, GVariant *change)
{
  return decide (state, change, FALSE);
}

static const char *
find_member (GVariant *change)
{
  if (cord_change_is_billing_day (change))
    return "cordboardBillingDay.dateShift";
  if (cord_change_is_quantity (change))
    return "quantity";
  return cord_change_has_offering (change) ? OFFERING : PRODUCT;
}

gboolean
cord_eligibility_check (const CordAccountState *state, GVariant *change, const char *item, gboolean agreed,
                        GError **error)
{
  g_autoptr (GVariant) answer = decide (state, change, agreed);
  const char *rule = cord_qualification_get_rule (answer);
  const char *member = find_member (change);
  const char *hint = NULL;
  CordError code = CORD_ERROR_CONFLICT;
  g_autofree char *path = NULL;

  if (cord_qualification_is_qualified (answer))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (refusals[i].rule, rule))
      {
        code = refusals[i].code;
        member = refusals[i].member != NULL ? refusals[i].member : member;
        hint = refusals[i].hint;
      }
  path = g_strconcat (item, ".", member, NULL);
  return cord_error_set_full (error, code, rule, path, hint != NULL ? _ (hint) : NULL, "%s",
                              cord_qualification_get_text (answer));
}
