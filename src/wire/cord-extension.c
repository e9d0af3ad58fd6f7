/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-extension.h"

const char *
cord_extension_get_interaction (JsonNode *resource)
{
  return cord_json_find_string (resource, CORD_EXTENSION_INTERACTION);
}

const char *
cord_extension_get_seal (JsonNode *resource)
{
  return cord_json_find_string (resource, CORD_EXTENSION_SEAL);
}
