/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario-case.h"
#include "wire/profile/cord-profile.h"

G_BEGIN_DECLS

/* Another company's system, before which cordboard-server keeps no more than sign-in, interactions, verification and
 * records: two addresses, as two hosts would be. What it is told in any other dialect than that of
 * data/profile/example.json it refuses, and remembers: our extensions (400), standard words and paging parameters
 * (400), PATCH (405), keys and headers of ours (400). Its lists are always partial (206), without a total, its links
 * relative, and its answers hold members that nobody knows. Behind it the true server prices, provisions and keeps;
 * nothing of the desk's own translation is used here. */
typedef struct _ForeignSystem ForeignSystem;

ForeignSystem *foreign_system_new (ScenarioServer *server);
void foreign_system_free (ForeignSystem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ForeignSystem, foreign_system_free)
char *foreign_system_dup_address (ForeignSystem *self); /* of the desk's own server */
char *foreign_system_dup_base (ForeignSystem *self);    /* of the system: its resources lie in "/bss" */
/* The example profile with the system's address in it. */
CordProfile *foreign_system_make_profile (ForeignSystem *self);
/* The requests outside its dialect, one a line; "" when there were none. */
char *foreign_system_dup_complaints (ForeignSystem *self);
/* Bodies of what was posted to a resource as it calls it ("order"), oldest first. (element-type JsonNode), container
 * full. */
GPtrArray *foreign_system_dup_posted (ForeignSystem *self, const char *resource);
/* How many requests of any kind it got. */
guint foreign_system_count (ForeignSystem *self);
/* From now on the answers to so many posted orders are lost. */
void foreign_system_lose_answers (ForeignSystem *self, int orders);
/* From now on its quotes have another total. */
void foreign_system_set_dearer (ForeignSystem *self);

G_END_DECLS
