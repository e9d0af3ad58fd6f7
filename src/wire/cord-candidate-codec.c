/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-candidate-codec.h"

JsonObject *
cord_candidate_to_json (const char *id, const char *label, const char *hint)
{
  JsonObject *candidate = json_object_new ();

  json_object_set_string_member (candidate, "id", id);
  json_object_set_string_member (candidate, "label", label);
  json_object_set_string_member (candidate, "hint", hint);
  return candidate;
}
