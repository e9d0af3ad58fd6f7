/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* How long a verification holds (docs/security.md, "Verification"): it ends with its call, when the call is parked, and
 * when nothing happens in it for long. Functions that fail set an error of the store. */

/* How many calls of an agent are open at once; one more parks the oldest. */
#define CORD_OPEN_CALLS_MAX 3

/* Takes @call back to level R0, in memory only, when nothing has happened in it for the time of the settings. */
void cord_open_calls_expire (CordCore *core, CordStoredInteraction *call);
/* Adds to @calls (element-type CordStoredInteraction, which it owns) those in which @customer is verified now. */
gboolean cord_open_calls_add_verified (CordCore *core, const char *customer, GPtrArray *calls, GError **error);
/* Notes that something happened in the interaction of @request, if it has one; once a minute, so that reading costs no
 * writing. */
void cord_open_calls_note_activity (const CordRequest *request);

/* Parks the oldest open calls of the agent of @call as long as there are too many; never @call itself. */
gboolean cord_open_calls_park_oldest (CordCore *core, const CordStoredInteraction *call, GError **error);
/* Closes, parks or opens it again, here, in the store and for the other systems. */
gboolean cord_open_calls_close (CordCore *core, CordStoredInteraction *call, GError **error);
gboolean cord_open_calls_park (CordCore *core, CordStoredInteraction *call, GError **error);
gboolean cord_open_calls_resume (CordCore *core, CordStoredInteraction *call, GError **error);

G_END_DECLS
