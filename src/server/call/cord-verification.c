/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-verification.h"

#include "config.h"

#include "base/cord-period.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party-interaction.h"
#include "store/cord-credential-store.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-problem.h"
#include "wire/cord-verification-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_factor (const char *factor, GError **error)
{
  static const char *const offered[] = { "pin", "password", NULL };

  if (g_strv_contains (offered, factor))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "factor", "factor", _ ("Ask for the PIN or the password."),
                              _ ("This way to verify is not set up here"));
}

/* A PIN belongs to the party, or to the customer itself; both are always compared, so that the time taken discloses
 * nothing. */
static gboolean
compare (CordRequest *request, const char *customer, const char *factor, const char *value, gboolean *match,
         GError **error)
{
  GError *inner = NULL;
  g_autoptr (JsonNode) document = cord_engine_load (request->core, "customer", customer, NULL, &inner);
  const char *party = document != NULL ? cord_customer_resource_get_party (document) : NULL;
  gboolean of_party, of_customer;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (!cord_credential_store_check (cord_core_get_database (request->core), party != NULL ? party : "", factor, value,
                                    &of_party, error)
      || !cord_credential_store_check (cord_core_get_database (request->core), customer, factor, value, &of_customer,
                                       error))
    return FALSE;
  *match = document != NULL && (of_party || of_customer);
  return TRUE;
}

static CordReply *
answer (gboolean match, CordLevel level, guint left, gint64 until)
{
  g_autofree char *end = until > 0 ? cord_instant_to_string (until) : NULL;
  const CordVerificationAnswer said
      = { .match = match, .level = cord_level_name (level), .attempts_left = left, .locked_until = end };

  return cord_reply_new_json (200, cord_verification_answer_to_json (&said));
}

/* 423 with the time it ends, in the body and as Retry-After. */
static CordReply *
locked (CordRequest *request, gint64 until)
{
  g_autofree char *end = cord_instant_to_string (until);
  g_autofree char *seconds
      = g_strdup_printf ("%" G_GINT64_FORMAT, (until - cord_core_now (request->core)) / G_TIME_SPAN_SECOND + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = NULL;
  CordReply *reply;

  cord_core_count (request->core, CORD_OUTCOME_VERIFICATION_LOCKED);
  cord_error_set_full (&error, CORD_ERROR_DENIED, "locked", end, NULL,
                       _ ("Too many wrong answers: this customer can be verified again at %s"), end);
  body = cord_problem_from_error (error);
  cord_verification_set_locked_until (body, end);
  reply = cord_reply_new_json (423, json_node_ref (body));
  cord_reply_set_header (reply, "Retry-After", seconds);
  return reply;
}

static CordLevel
level_with (const CordRequest *request, const char *customer)
{
  const CordStoredInteraction *row = request->interaction;

  return g_strcmp0 (row->customer, customer) == 0 ? (CordLevel)row->level : CORD_LEVEL_R0;
}

static CordReply *
pass (CordRequest *request, CordPolicy *policy, const char *customer, const char *factor, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  CordLevel level = MAX (level_with (request, customer), cord_policy_level_of_factor (policy, factor));

  if (!cord_lockout_store_set (database, customer, 0, 0, error)
      || !cord_interaction_store_set_level (database, request->interaction->id, customer, (gint64)level, error)
      || !cord_party_interaction_set_customer (request->core, request->interaction->id, customer, error))
    return NULL;
  cord_core_count (request->core, CORD_OUTCOME_VERIFIED);
  return answer (TRUE, level, cord_policy_get_attempts (policy), 0);
}

static CordReply *
fail (CordRequest *request, CordPolicy *policy, const char *customer, guint failures, GError **error)
{
  guint attempts = cord_policy_get_attempts (policy);
  guint count = failures + 1;
  gint64 until = count >= attempts
                     ? cord_core_now (request->core) + cord_policy_get_lock_minutes (policy) * 60 * G_TIME_SPAN_SECOND
                     : 0;

  if (!cord_lockout_store_set (cord_core_get_database (request->core), customer, until > 0 ? 0 : count, until, error))
    return NULL;
  cord_core_count (request->core, CORD_OUTCOME_NOT_VERIFIED);
  return answer (FALSE, level_with (request, customer), until > 0 ? 0 : attempts - count, until);
}

CordReply *
cord_verification (CordRequest *request, GError **error)
{
  static const char *const known[] = { "customer", "factor", "value", NULL };
  const char *customer
      = cord_request_check_members (request, known, error) ? cord_request_text (request, "customer", error) : NULL;
  const char *factor = customer != NULL ? cord_request_text (request, "factor", error) : NULL;
  const char *value = factor != NULL ? cord_request_text (request, "value", error) : NULL;
  CordPolicy *policy = value != NULL ? cord_core_policy (request->core, request->interaction->policy, error) : NULL;
  gboolean match;
  guint failures;
  gint64 until;

  if (policy == NULL || !check_factor (factor, error) || !compare (request, customer, factor, value, &match, error)
      || !cord_lockout_store_get (cord_core_get_database (request->core), customer, &failures, &until, error))
    return NULL;
  if (until > cord_core_now (request->core))
    return locked (request, until);
  return match ? pass (request, policy, customer, factor, error) : fail (request, policy, customer, failures, error);
}
