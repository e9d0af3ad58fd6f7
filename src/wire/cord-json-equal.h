/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whether two nodes (may be NULL: no node, which equals no other) mean the same: the order of members does not matter,
 * and numbers are equal by value, since a client that reads 20.00 writes 20.0 or 20. Numbers with an exponent are equal
 * only when they are written alike. */
gboolean cord_json_equal (JsonNode *a, JsonNode *b);
/* A hash of @node, the same for nodes that are equal by cord_json_equal(), for a GHashTable whose keys are nodes. */
guint cord_json_hash (JsonNode *node);

G_END_DECLS
