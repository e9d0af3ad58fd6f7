/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-access.h"

#include "config.h"

#include "server/resource/cord-engine.h"
#include "server/resource/cord-open-calls.h"
#include "server/resource/cord-party.h"
#include "store/cord-resource-store.h"
#include "store/cord-token-store.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-order-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EVERY_PUBLIC "@PUBLIC"

/* What a role may do with a type of resource through the plain operations. What is not here is denied; what has an
 * endpoint of its own (quote, order …) is created there. */
static const struct
{
  const char *role;
  const char *type; /* NULL: every one; EVERY_PUBLIC: those whose class is PUBLIC */
  const char *operations;
} grants[] = {
  { "system", NULL, "LGCUD" },
  { "agent", EVERY_PUBLIC, "LG" },
  { "agent", "customer", "LG" },
  { "agent", "individual", "LG" },
  { "agent", "organization", "LG" },
  { "agent", "billingAccount", "LG" },
  { "agent", "product", "LG" },
  { "agent", "customerBill", "LG" },
  { "agent", "appliedCustomerBillingRate", "LG" },
  { "agent", "productOfferingQualification", "LGC" },
  { "agent", "quote", "LGC" },
  { "agent", "productOrder", "LGC" },
  { "agent", "cancelProductOrder", "LGC" },
  { "agent", "communicationMessage", "LGC" },
  { "agent", "appointment", "LGCU" },
  { "agent", "searchTimeSlot", "LGC" },
  { "agent", "partyInteraction", "LG" },
  { "agent", "accountHistory", "G" },
  { "reviewer", EVERY_PUBLIC, "LG" },
  { "trainer", EVERY_PUBLIC, "LG" },
  { "admin", EVERY_PUBLIC, "LGCUD" },
};

static gboolean
unauthenticated (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_DENIED, "unauthenticated", NULL, _ ("Sign in and try again."),
                              _ ("Nobody is signed in"));
}

gboolean
cord_access_identify (CordRequest *request, GError **error)
{
  const char *header = cord_request_header (request, "Authorization");
  g_autoptr (CordToken) token = NULL;
  GError *inner = NULL;

  if (header == NULL)
    {
      if (cord_core_is_kit_mode (request->core))
        {
          request->subject = g_strdup ("kit");
          request->role = g_strdup ("system");
        }
      return TRUE;
    }
  if (g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    token = cord_token_store_get (cord_core_get_database (request->core), "access", header + 7, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (token == NULL || !cord_token_is_valid (token, cord_core_now (request->core)))
    return cord_error_set_full (error, CORD_ERROR_DENIED, "invalid_token", NULL, _ ("Sign in again."),
                                _ ("The sign-in has ended"));
  request->subject = g_strdup (token->subject);
  request->role = g_strdup (token->role);
  return TRUE;
}

static gboolean
wrong_role (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_DENIED, "role", NULL, NULL, _ ("Your role does not permit this"));
}

gboolean
cord_access_check_roles (const CordRequest *request, const char *roles, GError **error)
{
  g_auto (GStrv) each = g_strsplit (roles, ",", -1);

  if (g_str_equal (roles, "*"))
    return TRUE;
  if (request->role == NULL)
    return unauthenticated (error);
  if (g_str_equal (roles, "signed-in") || g_strv_contains ((const char *const *)each, request->role))
    return TRUE;
  return wrong_role (error);
}

static gboolean
grant_covers (const char *granted, const CordResourceType *type)
{
  if (granted == NULL)
    return TRUE;
  return g_str_equal (granted, EVERY_PUBLIC) ? cord_resource_type_is_public (type) : g_str_equal (granted, type->name);
}

gboolean
cord_access_role_may (const char *role, const CordResourceType *type, char operation)
{
  if (g_str_equal (role, "supervisor"))
    role = "agent";
  for (gsize i = 0; i < G_N_ELEMENTS (grants); i++)
    if (g_str_equal (grants[i].role, role) && grant_covers (grants[i].type, type)
        && strchr (grants[i].operations, operation) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
cord_access_check_operation (const CordRequest *request, const CordResourceType *type, char operation, GError **error)
{
  if (request->role == NULL)
    return unauthenticated (error);
  return cord_access_role_may (request->role, type, operation) || wrong_role (error);
}

gboolean
cord_access_load_interaction (CordRequest *request, const char *id, gboolean closed_too, GError **error)
{
  g_autoptr (CordStoredInteraction) found = NULL;
  GError *inner = NULL;

  if (id == NULL)
    id = cord_request_header (request, "Cordboard-Interaction");
  if (id == NULL || *id == '\0')
    return TRUE;
  found = cord_interaction_store_get (cord_core_get_database (request->core), id, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  /* An interaction of another agent is answered as not found. */
  if (found == NULL
      || (cord_request_is_bound (request) && !cord_request_is_role (request, "reviewer")
          && g_strcmp0 (found->user, request->subject) != 0))
    return cord_error_set_full (error, CORD_ERROR_DENIED, "no-interaction", "Cordboard-Interaction",
                                _ ("Open an interaction for this call first."),
                                _ ("There is no such interaction of yours"));
  if (!closed_too && g_str_equal (found->state, "closed"))
    return cord_error_set_full (error, CORD_ERROR_DENIED, "interaction-closed", "Cordboard-Interaction",
                                _ ("Open an interaction for this call first."), _ ("This interaction is closed"));
  g_clear_pointer (&request->interaction, cord_stored_interaction_free);
  request->interaction = g_steal_pointer (&found);
  cord_open_calls_expire (request->core, request->interaction);
  return TRUE;
}

/* The level an agent needs for this class, by the policy of the interaction (or of the server). */
static CordLevel
level_for (const CordRequest *request, const CordResourceType *type)
{
  const char *pinned = request->interaction != NULL ? request->interaction->policy : NULL;
  CordPolicy *policy = cord_core_policy (request->core, pinned, NULL);
  CordClass klass;

  if (policy == NULL || !cord_class_parse (type->disclosure, &klass))
    return CORD_LEVEL_R3;
  return cord_policy_level_for_class (policy, klass);
}

gboolean
cord_access_check_level (const CordRequest *request, const char *customer, CordLevel level, GError **error)
{
  const CordStoredInteraction *interaction = request->interaction;
  g_autofree char *reason = g_strconcat ("level-", cord_level_name (level), NULL);

  if (!cord_request_is_bound (request))
    return TRUE;
  if (interaction != NULL && customer != NULL && g_strcmp0 (interaction->customer, customer) == 0
      && interaction->level >= (gint64)level)
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_DENIED, reason, NULL, _ ("Verify the caller first."),
                              _ ("This needs an open interaction in which the customer is verified at level %s"),
                              cord_level_name (level));
}

gboolean
cord_access_check_customer (const CordRequest *request, const CordResourceType *type, const char *customer,
                            GError **error)
{
  if (cord_resource_type_is_public (type))
    return TRUE;
  return cord_access_check_level (request, customer, level_for (request, type), error);
}

/* NULL in @customer when there is none. */
static gboolean
find_first_engaged (CordCore *core, const char *type, const char *party, char **customer, GError **error)
{
  g_autoptr (GPtrArray) ids = cord_party_find_customers (cord_core_get_database (core), type, party, -1, error);

  *customer = ids != NULL && ids->len > 0 ? g_strdup (g_ptr_array_index (ids, 0)) : NULL;
  return ids != NULL;
}

/* The customer named in the document @id; NULL in @customer when it names none or there is no such document. */
static gboolean
find_named (CordCore *core, const char *type_name, const char *id, char **customer, GError **error)
{
  const CordResourceType *type = cord_resource_type_find (type_name);
  g_autoptr (JsonNode) node = NULL;

  if (!cord_engine_find (core, type_name, id, &node, error))
    return FALSE;
  *customer = node != NULL ? g_strdup (cord_resource_type_customer (type, json_node_get_object (node))) : NULL;
  return TRUE;
}

gboolean
cord_access_is_limited (const CordRequest *request, const CordResourceType *type)
{
  return cord_request_is_bound (request) && !cord_resource_type_is_public (type);
}

const char *
cord_access_get_verified (const CordRequest *request)
{
  const CordStoredInteraction *interaction = request->interaction;

  return interaction != NULL && interaction->level >= CORD_LEVEL_R1 ? interaction->customer : NULL;
}

gboolean
cord_access_refuse_absent (const char *type, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "not-found", NULL, NULL, _ ("There is no such %s"), type);
}

gboolean
cord_access_check_owner (const CordRequest *request, const CordResourceType *type, const char *customer, GError **error)
{
  const char *verified = cord_access_get_verified (request);

  if (!cord_access_is_limited (request, type))
    return TRUE;
  if (verified == NULL || g_strcmp0 (customer, verified) != 0)
    return cord_access_refuse_absent (type->name, error);
  return cord_access_check_customer (request, type, customer, error);
}

/* Whose the document is, for this caller. */
static gboolean
find_owner (const CordRequest *request, const CordResourceType *type, JsonObject *document, char **owner,
            GError **error)
{
  const char *verified = cord_access_get_verified (request);
  gboolean engaged = FALSE;

  if (cord_resource_type_is_party (type->name)
      && !cord_party_test_engaged (cord_core_get_database (request->core), type->name, cord_tmf_id (document), verified,
                                   &engaged, error))
    return FALSE;
  if (!engaged)
    return cord_access_find_customer (request->core, type, document, owner, error);
  *owner = g_strdup (verified);
  return TRUE;
}

gboolean
cord_access_check_owned (const CordRequest *request, const CordResourceType *type, JsonObject *document, GError **error)
{
  g_autofree char *owner = NULL;

  if (!cord_access_is_limited (request, type))
    return TRUE;
  return find_owner (request, type, document, &owner, error) && cord_access_check_owner (request, type, owner, error);
}

gboolean
cord_access_check_document (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                            GError **error)
{
  g_autofree char *owner = NULL;

  if (!cord_access_is_limited (request, type))
    return TRUE;
  return find_owner (request, type, document, &owner, error)
         && cord_access_check_customer (request, type, owner, error);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, CORD_ERROR, CORD_ERROR_DENIED)
         || g_error_matches (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

gboolean
cord_access_test_owned (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                        gboolean *allowed, GError **error)
{
  GError *refusal = NULL;

  *allowed = cord_access_check_owned (request, type, document, &refusal);
  if (*allowed)
    return TRUE;
  if (is_refusal (refusal))
    {
      g_error_free (refusal);
      return TRUE;
    }
  g_propagate_error (error, refusal);
  return FALSE;
}

gboolean
cord_access_find_customer (CordCore *core, const CordResourceType *type, JsonObject *document, char **customer,
                           GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  const char *named = cord_resource_type_customer (type, document);
  const char *id = cord_tmf_id (document);

  if (named != NULL)
    {
      *customer = g_strdup (named);
      return TRUE;
    }
  if (cord_resource_type_is_party (type->name))
    return find_first_engaged (core, type->name, id, customer, error);
  if (g_str_equal (type->name, "accountHistory"))
    return find_named (core, "billingAccount", id, customer, error);
  if (g_str_equal (type->name, "cancelProductOrder"))
    return find_named (core, "productOrder", cord_order_resource_task_order (node), customer, error);
  return find_named (core, "billingAccount", cord_account_resource_of (node), customer, error);
}

GPtrArray *
cord_access_find_customers (CordCore *core, const CordResourceType *type, JsonObject *document, GError **error)
{
  g_autoptr (GPtrArray) customers = NULL;
  char *customer;

  if (cord_resource_type_is_party (type->name))
    return cord_party_find_customers (cord_core_get_database (core), type->name, cord_tmf_id (document), -1, error);
  customers = g_ptr_array_new_with_free_func (g_free);
  if (!cord_access_find_customer (core, type, document, &customer, error))
    return NULL;
  if (customer != NULL)
    g_ptr_array_add (customers, customer);
  return g_steal_pointer (&customers);
}
