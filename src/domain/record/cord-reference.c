/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "domain/record/cord-reference-private.h"

#include <string.h>

#define MEMBER "ref"

gboolean
cord_digest_is_valid (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

GVariant *
cord_reference_new (const char *digest)
{
  return cord_value_of_strings (MEMBER, digest, NULL);
}

const char *
cord_reference_get_digest (GVariant *value)
{
  const char *digest;

  if (value == NULL || !g_variant_is_of_type (value, CORD_VALUE_OBJECT) || g_variant_n_children (value) != 1)
    return NULL;
  digest = cord_value_get_string (value, MEMBER);
  return cord_digest_is_valid (digest) ? digest : NULL;
}
