/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-verification-codec.h"

#include "wire/cord-tmf.h"

#define LOCKED_UNTIL "lockedUntil"

JsonNode *
cord_verification_answer_to_json (const CordVerificationAnswer *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_boolean_member (body, "match", self->match);
  json_object_set_string_member (body, "level", self->level);
  json_object_set_int_member (body, "attemptsLeft", self->attempts_left);
  if (self->locked_until != NULL)
    json_object_set_string_member (body, LOCKED_UNTIL, self->locked_until);
  return cord_tmf_take_node (body);
}

void
cord_verification_set_locked_until (JsonNode *problem, const char *until)
{
  json_object_set_string_member (json_node_get_object (problem), LOCKED_UNTIL, until);
}
