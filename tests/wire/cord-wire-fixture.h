/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* JSON written in C with ' instead of ", parsed with the same limits as everything else. */
static inline JsonNode *
fixture (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *node = cord_json_parse (json, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static inline GVariant *
fixture_value (const char *text)
{
  g_autoptr (JsonNode) node = fixture (text);

  return cord_json_to_value (node);
}

/* Fails with both texts when the document differs from the one written with ' instead of ". */
static inline void
assert_value (GVariant *value, const char *expected)
{
  g_autoptr (GVariant) wanted = fixture_value (expected);
  g_autofree char *a = value != NULL ? cord_value_to_canonical (value, NULL) : g_strdup ("nothing");
  g_autofree char *b = cord_value_to_canonical (wanted, NULL);

  g_assert_cmpstr (a, ==, b);
}

static inline void
assert_refused (const GError *error, const char *member)
{
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_member (error), ==, member);
}

G_END_DECLS
