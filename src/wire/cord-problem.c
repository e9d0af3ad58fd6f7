/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-problem.h"

#include "base/cord-text.h"

#include <glib/gi18n-lib.h>

#define MESSAGE_LENGTH 500
#define NAME_LENGTH 120

#define REASON "reason"
#define MEMBER "member"

/* Reasons with a status that differs from that of their code. Those of OAuth 2 are RFC 6749, 5.2; a wrong password is
 * 401 (docs/wire.md, "Errors"). */
static const struct
{
  const char *reason;
  guint status;
  gboolean oauth;
} special[] = {
  { "invalid_grant", 401, TRUE },          { "invalid_client", 401, TRUE },   { "invalid_request", 400, TRUE },
  { "unsupported_grant_type", 400, TRUE }, { "unauthenticated", 401, FALSE }, { "invalid_token", 401, FALSE },
  { "method-not-allowed", 405, FALSE },    { "not-acceptable", 406, FALSE },  { "timeout", 408, FALSE },
  { "operation-expired", 410, FALSE },     { "stale", 412, FALSE },           { "precondition-failed", 412, FALSE },
  { "json-too-large", 413, FALSE },        { "too-large", 413, FALSE },       { "media-type", 415, FALSE },
  { "expectation", 417, FALSE },           { "key-reuse", 422, FALSE },       { "locked", 423, FALSE },
  { "precondition-required", 428, FALSE }, { "throttled", 429, FALSE },       { "head-too-large", 431, FALSE },
  { "not-implemented", 501, FALSE },       { "http-version", 505, FALSE },
};

/* INTERNAL is always 500, and OFFLINE is 503 unless it is "throttled": the "locked" of a busy store must not get the
 * 423 of a locked customer. */
static gboolean
is_special (CordError code, guint status)
{
  return code != CORD_ERROR_INTERNAL && (code != CORD_ERROR_OFFLINE || status == 429);
}

static guint
status_of_code (CordError code)
{
  switch (code)
    {
    case CORD_ERROR_NOT_FOUND:
      return 404;
    case CORD_ERROR_CONFLICT:
    case CORD_ERROR_STALE:
      return 409;
    case CORD_ERROR_INVALID:
      return 400;
    case CORD_ERROR_DENIED:
      return 403;
    case CORD_ERROR_OFFLINE:
      return 503;
    case CORD_ERROR_INTERNAL:
    default:
      return 500;
    }
}

/* Errors of the store that are temporary (cord-database.h): nothing was changed, and the request may be repeated. */
static gboolean
is_temporary (const GError *error)
{
  static const char *const temporary[] = { "locked", "disk-full", "read-only", "given-up", NULL };
  const char *reason = cord_error_get_reason (error);

  return reason != NULL && error->code == CORD_ERROR_INTERNAL && g_strv_contains (temporary, reason);
}

guint
cord_problem_status (const GError *error)
{
  const char *reason = cord_error_get_reason (error);

  if (error == NULL || error->domain != CORD_ERROR)
    return 500;
  if (is_temporary (error))
    return 503;
  for (gsize i = 0; reason != NULL && i < G_N_ELEMENTS (special); i++)
    if (g_str_equal (special[i].reason, reason) && is_special ((CordError)error->code, special[i].status))
      return special[i].status;
  return status_of_code ((CordError)error->code);
}

static gboolean
is_oauth (const char *reason)
{
  for (gsize i = 0; reason != NULL && i < G_N_ELEMENTS (special); i++)
    if (special[i].oauth && g_str_equal (special[i].reason, reason))
      return TRUE;
  return FALSE;
}

/* The cause is logged; clients only learn that it is temporary. */
static JsonNode *
temporary_problem (void)
{
  g_autoptr (GError) error = NULL;

  cord_error_set_full (&error, CORD_ERROR_OFFLINE, "store-unavailable", NULL, _ ("Wait a moment, then try again."),
                       _ ("The server can store nothing at the moment"));
  return cord_problem_from_error (error);
}

static JsonNode *
full_problem (const GError *error)
{
  JsonObject *body = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gboolean ours = error != NULL && error->domain == CORD_ERROR;
  gboolean is_public = ours && error->code != CORD_ERROR_INTERNAL;
  const char *code = ours ? cord_error_code_name ((CordError)error->code) : cord_error_code_name (CORD_ERROR_INTERNAL);
  const char *reason = ours && cord_error_get_reason (error) != NULL ? cord_error_get_reason (error) : code;
  const char *member = is_public ? cord_error_get_member (error) : NULL;
  const char *hint = is_public ? cord_error_get_hint (error) : NULL;
  g_autofree char *status = g_strdup_printf ("%u", cord_problem_status (error));
  g_autofree char *reference
      = g_strdup_printf ("https://www.rfc-editor.org/rfc/rfc9110#section-15.%c", *status == '5' ? '6' : '5');

  json_object_set_string_member (body, "code", code);
  json_object_set_string_member (body, REASON, reason);
  /* Internal errors are logged; their message stays in the server. */
  json_object_set_string_member (body, "message",
                                 is_public ? error->message : _ ("Something went wrong in the server"));
  json_object_set_string_member (body, "status", status);
  json_object_set_string_member (body, "referenceError", reference);
  if (member != NULL)
    json_object_set_string_member (body, MEMBER, member);
  if (hint != NULL)
    json_object_set_string_member (body, "hint", hint);
  if (is_oauth (reason))
    json_object_set_string_member (body, "error", reason);
  json_node_take_object (node, body);
  return node;
}

JsonNode *
cord_problem_from_error (const GError *error)
{
  return is_temporary (error) ? temporary_problem () : full_problem (error);
}

/* Reading */

static CordError
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
    case 407:
    case 423:
      return CORD_ERROR_DENIED;
    case 404:
    case 410:
      return CORD_ERROR_NOT_FOUND;
    case 409:
    case 422:
    case 428:
      return CORD_ERROR_CONFLICT;
    case 412:
      return CORD_ERROR_STALE;
    case 408:
    case 425:
    case 429:
    case 502:
    case 503:
    case 504:
      return CORD_ERROR_OFFLINE;
    default:
      return status >= 400 && status < 500 ? CORD_ERROR_INVALID : CORD_ERROR_INTERNAL;
    }
}

/* The code in the body when it is a CORD_ERROR's; other systems have numbers there that mean nothing here. */
static CordError
code_of_body (JsonNode *body, guint status)
{
  const char *name = body != NULL ? cord_json_find_string (body, "code") : NULL;

  for (int code = CORD_ERROR_NOT_FOUND; name != NULL && code <= CORD_ERROR_INTERNAL; code++)
    if (g_str_equal (cord_error_code_name ((CordError)code), name))
      return (CordError)code;
  return code_of_status (status);
}

static char *
dup_clean (JsonNode *body, const char *member, guint length)
{
  const char *text = body != NULL ? cord_json_find_string (body, member) : NULL;

  return text != NULL && *text != '\0' ? cord_text_clean (text, length) : NULL;
}

/* The hint for an error of this code that came without one. */
static const char *
hint_of_code (CordError code)
{
  switch (code)
    {
    case CORD_ERROR_OFFLINE:
      return _ ("Wait a moment, then try again.");
    case CORD_ERROR_INTERNAL:
      return _ ("Try again; if it stays, tell the supervisor.");
    case CORD_ERROR_CONFLICT:
    case CORD_ERROR_STALE:
      return _ ("Look at what has changed, then try again.");
    case CORD_ERROR_NOT_FOUND:
    case CORD_ERROR_INVALID:
      return _ ("Check what was entered, then try again.");
    case CORD_ERROR_DENIED:
    default:
      return NULL;
    }
}

void
cord_problem_to_error (guint status, JsonNode *body, GError **error)
{
  JsonNode *object = body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? body : NULL;
  g_autofree char *reason = dup_clean (object, REASON, NAME_LENGTH);
  g_autofree char *message = dup_clean (object, "message", MESSAGE_LENGTH);
  g_autofree char *member = dup_clean (object, MEMBER, NAME_LENGTH);
  g_autofree char *hint = dup_clean (object, "hint", MESSAGE_LENGTH);
  CordError code = code_of_body (object, status);

  if (reason == NULL)
    reason = dup_clean (object, "error", NAME_LENGTH);
  if (message == NULL)
    message = dup_clean (object, "error_description", MESSAGE_LENGTH);
  if (message == NULL)
    message = reason != NULL ? g_strdup_printf (_ ("The server answered %u: %s"), status, reason)
                             : g_strdup_printf (_ ("The server answered %u without saying why"), status);
  cord_error_set_full (error, code, reason, member, hint != NULL ? hint : hint_of_code (code), "%s", message);
}

static const char *
get_string (JsonNode *body, const char *member)
{
  return body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? cord_json_find_string (body, member) : NULL;
}

const char *
cord_problem_get_reason (JsonNode *body)
{
  return get_string (body, REASON);
}

const char *
cord_problem_get_member (JsonNode *body)
{
  return get_string (body, MEMBER);
}
