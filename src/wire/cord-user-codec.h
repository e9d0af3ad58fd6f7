/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* A user as administrators see and change it over /cordboard/v1/user:
 * { name, role, enabled, team?, shift?, startDate?, extension? }. */

/**
 * CordUserEntry: borrowed texts, NULL where nothing is said.
 */
typedef struct
{
  const char *name;
  const char *role;
  gboolean enabled;
  const char *team;
  const char *shift;
  const char *start_date;
  const char *extension;
} CordUserEntry;

/* Adds @entry to the list of a GET. */
void cord_user_entry_add (JsonArray *users, const CordUserEntry *entry);
/* The entry alone, as a PATCH answers it. Full reference. */
JsonNode *cord_user_entry_to_json (const CordUserEntry *entry);
/* { users: [ … ] }. Takes @users. Full reference. */
JsonNode *cord_user_list_to_json (JsonArray *users);
/* Applies the merge-patch (RFC 7396) @patch to what may be changed of @entry: team, shift, startDate and extension. The
 * texts become those of @patch. INVALID with the member for one of another kind, and reason "immutable" for any other
 * member. */
gboolean cord_user_entry_patch (CordUserEntry *entry, JsonObject *patch, GError **error);

G_END_DECLS
