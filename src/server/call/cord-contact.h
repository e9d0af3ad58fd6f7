/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* The interaction as the server keeps it: its row and its events. */
CordReply *cord_contact_open (CordRequest *request, GError **error);          /* POST /interaction */
CordReply *cord_contact_get (CordRequest *request, GError **error);           /* GET /interaction/{id} */
CordReply *cord_contact_append_events (CordRequest *request, GError **error); /* POST /interaction/{id}/event */
CordReply *cord_contact_list_events (CordRequest *request, GError **error);   /* GET /interaction/{id}/event?from= */

G_END_DECLS
