/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* One customer that a search found, masked: nobody is verified yet. @label: the name with only its initials; @hint: the
 * end of an account's number, in words. Full reference. */
JsonObject *cord_candidate_to_json (const char *id, const char *label, const char *hint);

G_END_DECLS
