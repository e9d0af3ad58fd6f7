/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Qualification and quotes, from the server's own rows through the same domain code as the desk's. */
CordReply *cord_pricing_qualify (CordRequest *request, GError **error); /* TMF679 */
CordReply *cord_pricing_quote (CordRequest *request, GError **error);   /* TMF648 */
/* Whether the customer is verified at the level that a change of plan asks for; TRUE for callers that are not bound to
 * an interaction. */
gboolean cord_pricing_check_change (const CordRequest *request, const char *customer, GError **error);

G_END_DECLS
