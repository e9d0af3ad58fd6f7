/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/cord-json-limits.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* All JSON text is parsed here, after it was checked against @limits (cord-json-limits.h); NULL stands for those of the
 * wire. @length: -1 for a NUL-terminated text. Decimals stay as written, as strings that begin with
 * CORD_JSON_NUMBER_MARK. Full reference; INVALID for what is no JSON or is beyond the limits. */
JsonNode *cord_json_parse (const char *text, gssize length, const CordJsonLimits *limits, GError **error);
/* The text of a node: compact, marked strings as bare numbers, members in the node's order. Full string. */
char *cord_json_write (JsonNode *node);

/* TRUE for an integer and for a marked decimal. */
gboolean cord_json_is_decimal (JsonNode *node);
/* "24.85" of either; NULL when the node is no number. Full string. */
char *cord_json_dup_decimal (JsonNode *node);
/* A node that is written as a bare number. Full reference. */
JsonNode *cord_json_decimal (const char *decimal);
/* Adds what the stored document @text holds to @array, by the limits of files; leaves out what cannot be read. */
void cord_json_add_stored (JsonArray *array, const char *text);

/* The document (cord-value.h) of a node: a marked decimal becomes (s), null becomes mv. Full reference. */
GVariant *cord_json_to_value (JsonNode *node);
/* The node of a document. Full reference. */
JsonNode *cord_json_from_value (GVariant *value);
/* As cord_json_parse() and cord_json_write(), for documents and without a tree of nodes in between. */
GVariant *cord_json_parse_value (const char *text, gssize length, const CordJsonLimits *limits, GError **error);
char *cord_json_write_value (GVariant *value);
/* The document of a file. Full reference; errors name the file. */
GVariant *cord_json_load_value (const char *path, GError **error);

/* The node at a path of TMF630, "a.b.c"; of an array on the way, the first element that has the rest of the path.
 * Borrowed, or NULL. */
JsonNode *cord_json_find (JsonNode *node, const char *path);
/* The string at a path; NULL when there is none. Owned by @node. */
const char *cord_json_find_string (JsonNode *node, const char *path);

G_END_DECLS
