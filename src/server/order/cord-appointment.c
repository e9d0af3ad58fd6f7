/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-appointment.h"

#include "config.h"

#include "server/core/cord-operation.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "server/resource/cord-party-interaction.h"
#include "wire/cord-appointment-resource.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

CordReply *
cord_appointment_book (CordRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  const char *interaction = request->interaction != NULL ? request->interaction->id : NULL;
  const char *customer = NULL;
  gint64 version;

  if (!cord_operation_require_key (request, error) || !cord_engine_prepare (request, request->type, document, error))
    return NULL;
  if (!cord_appointment_resource_read_customer (request->json, &customer, error)
      || !cord_access_check_customer (request, request->type, customer, error)
      || (cord_request_is_bound (request) && !cord_ownership_check_parties (request, "relatedParty", customer, error)))
    return NULL;
  cord_appointment_resource_confirm (document);
  if (!cord_engine_store (request->core, request->type, document, &version, error)
      || !cord_party_interaction_add_item (request->core, interaction, request->type, cord_tmf_id (document),
                                           _ ("Follow-up"), error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}
