/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Which entry of a stored list an entry of the changed list was. A merge patch replaces a list as a whole (RFC 7396),
 * so that entries may be added, taken away and moved. */
typedef struct
{
  JsonArray *before;  /* the stored list, borrowed; NULL: none */
  gboolean in_place;  /* both lists have as many entries */
  GHashTable *values; /* entries of @before by their values; NULL until they are needed, as @ids */
  GHashTable *ids;    /* by their ids */
} CordEntryMatch;

/* Begins with the stored value, which may be NULL or no list, and the changed list. Both must outlive the match. */
void cord_entry_match_init (CordEntryMatch *self, JsonNode *before, JsonArray *after);
/* Frees what the match holds. */
void cord_entry_match_clear (CordEntryMatch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordEntryMatch, cord_entry_match_clear)

/* The stored entry that @entry, the changed list's number @index, was: one that is equal, else the one with its id,
 * else the one in its place if the lists are of one length and not both have an id. Borrowed; NULL for none. */
JsonNode *cord_entry_match_find (CordEntryMatch *self, guint index, JsonNode *entry);
/* Whether two values may be the same thing before and after a change: objects with two ids are not. */
gboolean cord_entry_match_is_same (JsonNode *before, JsonNode *after);

G_END_DECLS
