/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST /interaction/{id}/verification: blind (docs/security.md, "Verification"). What the caller said is compared with
 * the keyed hash on record; the stored value is never shown, and a customer that does not exist is answered like one
 * whose PIN does not match. */
CordReply *cord_verification (CordRequest *request, GError **error);

G_END_DECLS
