/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-zone.h"

G_BEGIN_DECLS

/* The cases of `cordboardctl prorate`. Source: docs/billing.md, "Command lines". */

/* Answers one case with an object that has the member "id": the result, or "error" {code, message}, and then *@failed,
 * which may be NULL, is TRUE. Returns a full reference. */
GVariant *cord_prorate_case (GVariant *input, gboolean *failed);

/* As above for many cases in a row: appends the answer to @out as JSON text. @zones, from cord_prorate_zones_new and
 * owned by the caller, keeps time zones so that each is loaded once; NULL keeps none. FALSE when the answer is an
 * error. */
gboolean cord_prorate_case_append (GHashTable *zones, GVariant *input, GString *out);
/* An empty table of time zones: name → CordZone. Returns a full reference. */
GHashTable *cord_prorate_zones_new (void);

G_END_DECLS
