/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-error.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The body of an error as TM Forum has it, {code, reason, message, status, referenceError} with code and status as
 * strings, and the error of the domain that it stands for (docs/wire.md, "Errors"). */

/* The HTTP status of a CORD_ERROR: by its reason where the table in cord-problem.c names it, otherwise by its code. */
guint cord_problem_status (const GError *error);
/* The body for @error. It has message, reason, member and hint and nothing else of it. Full reference. */
JsonNode *cord_problem_from_error (const GError *error);
/* Sets @error to the CORD_ERROR that an answer with this status stands for. @body: NULL when it is empty or not JSON.
 */
void cord_problem_to_error (guint status, JsonNode *body, GError **error);
/* The reason that a body names, or NULL. Owned by @body, which may be NULL. */
const char *cord_problem_get_reason (JsonNode *body);
/* The member at fault that a body names, or NULL. Owned by @body, which may be NULL. */
const char *cord_problem_get_member (JsonNode *body);

G_END_DECLS
