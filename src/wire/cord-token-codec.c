/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-token-codec.h"

#include "wire/cord-tmf.h"

JsonNode *
cord_token_answer_to_json (const CordTokenAnswer *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "access_token", self->access);
  json_object_set_string_member (body, "token_type", "Bearer");
  json_object_set_int_member (body, "expires_in", self->lifetime);
  if (self->refresh != NULL)
    json_object_set_string_member (body, "refresh_token", self->refresh);
  json_object_set_string_member (body, "role", self->role);
  json_object_set_string_member (body, "user", self->user);
  json_object_set_string_member (body, "zone", self->zone);
  return cord_tmf_take_node (body);
}
