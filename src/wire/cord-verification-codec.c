/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-verification-codec.h"

#include "wire/cord-problem.h"
#include "wire/cord-tmf.h"

#define MATCH "match"
#define LEVEL "level"
#define ATTEMPTS_LEFT "attemptsLeft"
#define LOCKED_UNTIL "lockedUntil"

JsonNode *
cord_verification_request_to_json (const CordVerifyCall *call)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "customer", call->customer);
  json_object_set_string_member (body, "factor", call->factor);
  json_object_set_string_member (body, "value", call->value);
  return cord_tmf_take_node (body);
}

JsonNode *
cord_verification_answer_to_json (const CordVerificationAnswer *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_boolean_member (body, MATCH, self->match);
  json_object_set_string_member (body, LEVEL, self->level);
  json_object_set_int_member (body, ATTEMPTS_LEFT, self->attempts_left);
  if (self->locked_until != NULL)
    json_object_set_string_member (body, LOCKED_UNTIL, self->locked_until);
  return cord_tmf_take_node (body);
}

gboolean
cord_verification_answer_read (CordVerificationAnswer *self, JsonNode *body)
{
  JsonNode *match = cord_json_find (body, MATCH);

  if (match == NULL || !JSON_NODE_HOLDS_VALUE (match) || json_node_get_value_type (match) != G_TYPE_BOOLEAN)
    return FALSE;
  *self = (CordVerificationAnswer){ .match = json_node_get_boolean (match),
                                    .level = cord_json_find_string (body, LEVEL),
                                    .locked_until = cord_json_find_string (body, LOCKED_UNTIL) };
  cord_tmf_integer (json_node_get_object (body), ATTEMPTS_LEFT, 0, G_MAXUINT, -1, &self->attempts_left);
  return TRUE;
}

void
cord_verification_set_locked_until (JsonNode *problem, const char *until)
{
  json_object_set_string_member (json_node_get_object (problem), LOCKED_UNTIL, until);
}

const char *
cord_verification_get_locked_until (JsonNode *problem)
{
  const char *until = problem != NULL ? cord_json_find_string (problem, LOCKED_UNTIL) : NULL;

  return until != NULL ? until : cord_problem_get_member (problem);
}
