/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-token-codec.h"

#include "wire/cord-tmf.h"

#define ACCESS "access_token"
#define REFRESH "refresh_token"
#define ROLE "role"
#define ZONE "zone"
#define GRANT "grant_type"

JsonNode *
cord_token_answer_to_json (const CordTokenAnswer *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, ACCESS, self->access);
  json_object_set_string_member (body, "token_type", "Bearer");
  json_object_set_int_member (body, "expires_in", self->lifetime);
  if (self->refresh != NULL)
    json_object_set_string_member (body, REFRESH, self->refresh);
  json_object_set_string_member (body, ROLE, self->role);
  json_object_set_string_member (body, "user", self->user);
  json_object_set_string_member (body, ZONE, self->zone);
  return cord_tmf_take_node (body);
}

void
cord_token_answer_read (CordTokenAnswer *self, JsonNode *body)
{
  *self = (CordTokenAnswer){ .access = cord_json_find_string (body, ACCESS),
                             .refresh = cord_json_find_string (body, REFRESH),
                             .role = cord_json_find_string (body, ROLE),
                             .zone = cord_json_find_string (body, ZONE) };
}

JsonNode *
cord_token_password_grant_to_json (const char *user, const char *password)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, GRANT, "password");
  json_object_set_string_member (body, "username", user);
  json_object_set_string_member (body, "password", password);
  return cord_tmf_take_node (body);
}

JsonNode *
cord_token_refresh_grant_to_json (const char *refresh)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, GRANT, REFRESH);
  json_object_set_string_member (body, REFRESH, refresh);
  return cord_tmf_take_node (body);
}

JsonNode *
cord_token_revocation_to_json (const char *token)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "token", token);
  return cord_tmf_take_node (body);
}
