/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-private.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>

/* Resources without which no change of plan can be completed. */
static const char *const needed[]
    = { "customer",     "billingAccount",      "product", "productOffering", "productOfferingPrice",
        "productOrder", "communicationMessage" };

static const struct
{
  const char *resource;
  const char *sentence;
} missing[] = {
  { "appointment", N_ ("Follow-up calls cannot be booked.") },
  { "customerBill", N_ ("Earlier bills are not shown.") },
  { "partyInteraction", N_ ("Earlier contacts are not shown.") },
  { "individual", N_ ("Contact details are those of the customer’s record alone.") },
};

static void
add (GStrvBuilder *out, const char *sentence)
{
  g_strv_builder_add (out, sentence);
}

static void
add_missing (CordProfile *self, GStrvBuilder *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (missing); i++)
    if (!cord_profile_offers (self, missing[i].resource))
      add (out, _ (missing[i].sentence));
}

/* Undo needs the end of the undo window, which the agent is shown. */
static gboolean
can_undo (CordProfile *self)
{
  const CordProfileResource *order = cord_profile_find_resource (self, "productOrder");

  return cord_profile_offers (self, "cancelProductOrder")
         && (self->extensions || g_hash_table_contains (order->members, "cordboardUndoUntil"));
}

/* For a server that neither prices nor seals. */
static void
add_pricing (CordProfile *self, GStrvBuilder *out)
{
  add (out, _ ("Prices are worked out on this desk, from the products, prices and dates that the system tells."));
  add (out, _ ("Changes made earlier in the running billing cycle are not known; the next bill may settle them."));
  if (self->quotes == CORD_PROFILE_QUOTES_NONE)
    add (out, _ ("The system keeps no quote: the price stands in the record of the call and on the order."));
  add (out, _ ("A letter goes to the address that the system has on record."));
  add (out, _ ("This call stands in Cordboard’s own record, not among the system’s contacts."));
}

static gboolean
is_found_again (CordProfile *self, const char *resource)
{
  return !cord_profile_offers (self, resource) || cord_profile_get_reference (self, resource) != NULL;
}

/* For a server that carries out a repeated request again. */
static void
add_repetition (CordProfile *self, GStrvBuilder *out)
{
  if (is_found_again (self, "productOrder"))
    add (out, _ ("Before a change is sent again, the desk looks whether the system has it already."));
  else
    add (out, _ ("After a lost answer a change may be placed twice: look at the customer’s orders first."));
  if (!is_found_again (self, "communicationMessage"))
    add (out, _ ("After a lost answer a confirmation may go out twice."));
  if (!is_found_again (self, "appointment"))
    add (out, _ ("After a lost answer a follow-up call may be booked twice."));
}

char **
cord_profile_dup_limits (CordProfile *self)
{
  g_autoptr (GStrvBuilder) out = g_strv_builder_new ();

  if (!can_undo (self))
    add (out, _ ("A change cannot be undone from this desk once it is placed."));
  add_missing (self, out);
  if (!self->extensions)
    add_pricing (self, out);
  if (!self->idempotency)
    add_repetition (self, out);
  return g_strv_builder_end (out);
}

gboolean
cord_profile_check_usable (CordProfile *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *api = NULL;

      if (cord_profile_offers (self, needed[i]))
        continue;
      api = cord_profile_dup_api (cord_resource_type_find (needed[i]));
      return cord_error_set_full (error, CORD_ERROR_DENIED, "profile", needed[i],
                                  _ ("Tell your supervisor; no call can be taken before this system."),
                                  _ ("“%s” has no %s (%s): no change of plan could be completed"), self->name,
                                  needed[i], api);
    }
  return TRUE;
}
