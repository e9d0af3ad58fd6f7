/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-appointment.h"

#include "config.h"

#include "server/call/cord-contact.h"
#include "server/core/cord-operation.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "wire/cord-customer-codec.h"

#include <glib/gi18n-lib.h>

static gboolean
check_period (JsonNode *body, GError **error)
{
  const char *from = cord_json_find_string (body, "validFor.startDateTime");
  const char *to = cord_json_find_string (body, "validFor.endDateTime");
  gint64 start, end;

  return from == NULL || to == NULL || !cord_tmf_instant (from, &start) || !cord_tmf_instant (to, &end) || start <= end
         || cord_error_set_full (error, CORD_ERROR_INVALID, "value", "validFor.endDateTime", NULL,
                                 _ ("The appointment ends before it begins"));
}

CordReply *
cord_appointment_book (CordRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  const char *interaction = request->interaction != NULL ? request->interaction->id : NULL;
  g_autoptr (GVariant) asked = NULL;
  gint64 version;

  if (!cord_operation_require_key (request, error) || !check_period (request->json, error)
      || !cord_engine_prepare (request, request->type, document, error))
    return NULL;
  asked = cord_appointment_from_tmf (request->json, error);
  if (asked == NULL
      || !cord_access_check_customer (request, request->type, cord_value_get_string (asked, "customer"), error)
      || (cord_request_is_bound (request)
          && !cord_ownership_check_parties (request, "relatedParty", cord_value_get_string (asked, "customer"), error)))
    return NULL;
  json_object_set_string_member (document, "status", "confirmed");
  if (!cord_engine_store (request->core, request->type, document, &version, error)
      || !cord_contact_add_item (request->core, interaction, request->type,
                                 json_object_get_string_member (document, "id"), _ ("Follow-up"), error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}
