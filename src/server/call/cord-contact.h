/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* The interaction as the server keeps it: its row, its events, and the TMF683 partyInteraction that other systems see.
 */
CordReply *cord_contact_open (CordRequest *request, GError **error);          /* POST /interaction */
CordReply *cord_contact_get (CordRequest *request, GError **error);           /* GET /interaction/{id} */
CordReply *cord_contact_append_events (CordRequest *request, GError **error); /* POST /interaction/{id}/event */
CordReply *cord_contact_list_events (CordRequest *request, GError **error);   /* GET /interaction/{id}/event?from= */

/* Adds the resource @id of @type, which came out of the contact, to the items of the partyInteraction; @reason says
 * what it is, in words. @interaction NULL: nothing to do. */
gboolean cord_contact_add_item (CordCore *core, const char *interaction, const CordResourceType *type, const char *id,
                                const char *reason, GError **error);
/* Names @customer, who has been verified, in the partyInteraction. */
gboolean cord_contact_set_customer (CordCore *core, const char *interaction, const char *customer, GError **error);

G_END_DECLS
