/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/cord-json-limits.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* The only door through which JSON text comes in: scanned and guarded (cord-json-limits.h), so decimals stay as
 * written, marked strings that begin with CORD_JSON_NUMBER_MARK. */
JsonNode *cord_json_parse (const char *text, gssize length, const CordJsonLimits *limits, GError **error);
/* And out: compact, marks written as bare numbers, members in the node's order. */
char *cord_json_write (JsonNode *node);

gboolean cord_json_is_decimal (JsonNode *node);    /* integer or marked decimal */
char *cord_json_dup_decimal (JsonNode *node);      /* "24.85" of either; NULL when it is no number */
JsonNode *cord_json_decimal (const char *decimal); /* a node that is written as a bare number */

/* The document of a node and back (cord-value.h): marked decimals ↔ (s), null ↔ mv. */
GVariant *cord_json_to_value (JsonNode *node); /* full reference */
JsonNode *cord_json_from_value (GVariant *value);
GVariant *cord_json_parse_value (const char *text, gssize length, const CordJsonLimits *limits, GError **error);
char *cord_json_write_value (GVariant *value);
/* A whole file; errors name it. */
GVariant *cord_json_load_value (const char *path, GError **error);

/* Path reading in the manner of TMF630, "a.b.c"; an array on the way means any of its elements (first hit). */
JsonNode *cord_json_find (JsonNode *node, const char *path);          /* borrowed, or NULL */
const char *cord_json_find_string (JsonNode *node, const char *path); /* or NULL */

G_END_DECLS
