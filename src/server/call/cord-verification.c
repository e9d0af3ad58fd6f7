/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-verification.h"

#include "config.h"

#include "base/cord-deadline.h"
#include "base/cord-log.h"
#include "base/cord-period.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-open-calls.h"
#include "server/resource/cord-party-interaction.h"
#include "server/resource/cord-party.h"
#include "store/cord-credential-store.h"
#include "store/cord-lockout-store.h"
#include "store/cord-verification-store.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-problem.h"
#include "wire/cord-verification-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WINDOW G_TIME_SPAN_HOUR /* within which failures are counted, over one party and over different ones */

static gboolean
check_factor (const char *factor, GError **error)
{
  static const char *const offered[] = { "pin", "password", NULL };

  if (g_strv_contains (offered, factor))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "factor", "factor", _ ("Ask for the PIN or the password."),
                              _ ("This way to verify is not set up here"));
}

/* Whom a verification is about. */
typedef struct
{
  const char *customer;
  char *subject; /* what is locked: the party ("individual:17"), or a customer without one ("customer:17"); a digest
                  * where there is no such customer */
  char *own;     /* the customer itself, of which a PIN may be as well */
  gboolean exists;
} Claim;

static void
claim_clear (Claim *self)
{
  g_free (self->subject);
  g_free (self->own);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Claim, claim_clear)

static gboolean
read_claim (CordRequest *request, const char *customer, Claim *claim, GError **error)
{
  g_autoptr (JsonNode) document = NULL;
  const char *party, *type;

  if (!cord_engine_find (request->core, "customer", customer, &document, error))
    return FALSE;
  party = document != NULL ? cord_customer_resource_get_party (document) : NULL;
  if (!cord_party_find_type (cord_core_get_database (request->core), party,
                             document != NULL ? cord_customer_resource_get_party_referred (document) : NULL, &type,
                             error))
    return FALSE;
  claim->customer = customer;
  claim->exists = document != NULL;
  claim->own = cord_credential_subject ("customer", customer);
  claim->subject = !claim->exists ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, customer, -1)
                   : type != NULL ? cord_credential_subject (type, party)
                                  : g_strdup (claim->own);
  return TRUE;
}

/* A PIN belongs to the party, or to the customer itself; both are always compared, so that the time taken discloses
 * nothing. */
static gboolean
compare (CordRequest *request, const Claim *claim, const char *factor, const char *value, gboolean *match,
         GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  gboolean of_party, of_customer;

  if (!cord_credential_store_check (database, claim->subject, factor, value, &of_party, error)
      || !cord_credential_store_check (database, claim->own, factor, value, &of_customer, error))
    return FALSE;
  *match = claim->exists && (of_party || of_customer);
  return TRUE;
}

static CordLockoutSubject
lockout_subject (const Claim *claim)
{
  return (CordLockoutSubject){ claim->subject, claim->exists };
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
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = NULL;
  CordReply *reply;

  cord_core_count (request->core, CORD_OUTCOME_VERIFICATION_LOCKED);
  cord_error_set_full (&error, CORD_ERROR_DENIED, "locked", end, NULL,
                       _ ("Too many wrong answers: this customer can be verified again at %s"), end);
  body = cord_problem_from_error (error);
  cord_verification_set_locked_until (body, end);
  reply = cord_reply_new_json (423, json_node_ref (body));
  cord_reply_set_retry (reply, (until - cord_core_now (request->core)) / G_TIME_SPAN_SECOND + 1);
  return reply;
}

static CordLevel
level_with (const CordRequest *request, const char *customer)
{
  const CordStoredInteraction *row = request->interaction;

  return g_strcmp0 (row->customer, customer) == 0 ? (CordLevel)row->level : CORD_LEVEL_R0;
}

static gint64
lock_time (CordPolicy *policy)
{
  return cord_policy_get_lock_minutes (policy) * G_TIME_SPAN_MINUTE;
}

/* Seconds until callers may be verified from the address of the request, 0 when they may now. */
static gboolean
find_wait (CordRequest *request, guint *wait, GError **error)
{
  gint64 now = cord_core_now (request->core);
  gint64 oldest;
  guint parties;

  if (!cord_verification_store_count_address (cord_core_get_database (request->core), request->remote, now,
                                              now - WINDOW, &parties, &oldest, error))
    return FALSE;
  *wait = parties >= cord_core_get_settings (request->core)->limits.verification_address
              ? (guint)((oldest + WINDOW - now + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND)
              : 0;
  return TRUE;
}

static CordReply *
throttled (CordRequest *request, guint wait)
{
  guint minutes = (wait + 59) / 60;
  g_autofree char *hint = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Wait %u minute, then try again.", "Wait %u minutes, then try again.", minutes),
      minutes);
  g_autoptr (GError) error = NULL;
  CordReply *reply;

  cord_core_count (request->core, CORD_OUTCOME_VERIFICATION_THROTTLED);
  cord_error_set_full (&error, CORD_ERROR_DENIED, "throttled", NULL, hint,
                       _ ("Too many callers could not be verified from this address"));
  reply = cord_reply_new_error (error);
  cord_reply_set_retry (reply, wait);
  return reply;
}

static gboolean
check_right (CordRequest *request, GError **error)
{
  gboolean ended;

  if (!cord_verification_store_is_ended (cord_core_get_database (request->core), request->subject, &ended, error))
    return FALSE;
  return !ended
         || cord_error_set_full (error, CORD_ERROR_DENIED, "verification-ended", NULL,
                                 _ ("Ask your supervisor to give it back to you."),
                                 _ ("You cannot verify callers any more, because it failed for too many of them"));
}

static CordReply *
pass (CordRequest *request, CordPolicy *policy, const Claim *claim, const char *factor, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  CordLevel level = MAX (level_with (request, claim->customer), cord_policy_level_of_factor (policy, factor));
  const CordLockoutSubject subject = lockout_subject (claim);

  if (!cord_lockout_store_clear (database, &subject, error)
      || !cord_interaction_store_set_level (database, request->interaction->id, claim->customer, (gint64)level,
                                            cord_core_now (request->core), error)
      || !cord_open_calls_resume (request->core, request->interaction, error)
      || !cord_party_interaction_set_customer (request->core, request->interaction->id, claim->customer, error)
      /* Who found the right answer in the end did not guess. */
      || !cord_verification_store_forget_failure (database, request->subject, claim->subject, error)
      || !cord_verification_store_forget_address (database, request->remote, claim->subject, error))
    return NULL;
  cord_core_count (request->core, CORD_OUTCOME_VERIFIED);
  return answer (TRUE, level, cord_policy_get_attempts (policy), 0);
}

/* Guessing over many parties; "cordboardctl user list" tells a supervisor whose right has ended. */
static gboolean
note_failure (CordRequest *request, const Claim *claim, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  gint64 now = cord_core_now (request->core);
  guint parties;

  if (!cord_verification_store_note_address (database, request->remote, claim->subject, now, now - WINDOW, error)
      || !cord_verification_store_note_failure (database, request->subject, claim->subject, now, now - WINDOW, &parties,
                                                error))
    return FALSE;
  if (parties < cord_core_get_settings (request->core)->limits.verification_agent)
    return TRUE;
  if (!cord_verification_store_end (database, request->subject, now, error))
    return FALSE;
  cord_core_count (request->core, CORD_OUTCOME_VERIFICATION_ENDED);
  cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_VERIFICATION_ENDED,
                  "somebody failed to verify too many customers within an hour: their right to verify has ended");
  return TRUE;
}

static CordReply *
fail (CordRequest *request, CordPolicy *policy, const Claim *claim, guint failures, GError **error)
{
  gint64 now = cord_core_now (request->core);
  guint attempts = cord_policy_get_attempts (policy);
  guint count = failures + 1;
  gboolean locks = count >= attempts;
  const CordLockout lockout = { .failures = locks ? 0 : count, .until = locks ? now + lock_time (policy) : 0 };
  const CordLockoutSubject subject = lockout_subject (claim);

  if (!cord_lockout_store_set (cord_core_get_database (request->core), &subject, now, now - WINDOW, &lockout, error)
      || !note_failure (request, claim, error))
    return NULL;
  cord_core_count (request->core, CORD_OUTCOME_NOT_VERIFIED);
  return answer (FALSE, level_with (request, claim->customer), locks ? 0 : attempts - count, lockout.until);
}

static gboolean
get_lockout (CordRequest *request, const Claim *claim, CordLockout *lockout, GError **error)
{
  gint64 now = cord_core_now (request->core);
  const CordLockoutSubject subject = lockout_subject (claim);

  return cord_lockout_store_get (cord_core_get_database (request->core), &subject, now, now - WINDOW, lockout, error);
}

static CordReply *
verify (CordRequest *request, CordPolicy *policy, const char *customer, const char *factor, const char *value,
        GError **error)
{
  g_auto (Claim) claim = { 0 };
  CordLockout lockout;
  gboolean match;

  if (!read_claim (request, customer, &claim, error) || !compare (request, &claim, factor, value, &match, error)
      || !get_lockout (request, &claim, &lockout, error))
    return NULL;
  if (cord_deadline_is_ahead (lockout.until, cord_core_now (request->core), lock_time (policy)))
    return locked (request, lockout.until);
  return match ? pass (request, policy, &claim, factor, error)
               : fail (request, policy, &claim, lockout.failures, error);
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
  guint wait;

  if (policy == NULL || !check_factor (factor, error) || !check_right (request, error)
      || !find_wait (request, &wait, error))
    return NULL;
  return wait > 0 ? throttled (request, wait) : verify (request, policy, customer, factor, value, error);
}
