/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-qualification-codec.h"

#include "domain/cord-gateway-document.h"
#include "wire/cord-extension.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-tmf.h"

#define ITEMS "productOfferingQualificationItem"

/* From worst to best. */
static const char *const results[] = { "unqualified", "alternate", "qualified" };

JsonNode *
cord_qualification_to_tmf (GVariant *request)
{
  JsonObject *body = json_object_new ();
  g_auto (CordQualifyCall) call = { .change = cord_value_empty_object () };

  cord_qualify_call_read (&call, request);
  json_object_set_string_member (body, "@type", "ProductOfferingQualification");
  json_object_set_boolean_member (body, "instantSyncQualification", TRUE);
  json_object_set_boolean_member (body, "provideAlternative", TRUE);
  json_object_set_boolean_member (body, "provideUnavailabilityReason", TRUE);
  cord_tmf_take_single (body, "relatedParty", cord_tmf_new_customer (call.customer));
  cord_tmf_take_single (body, ITEMS, cord_order_item_from_change (call.change));
  cord_tmf_set_text (body, CORD_EXTENSION_INTERACTION, call.interaction);
  return cord_tmf_take_node (body);
}

static GVariant *
dup_changes (JsonObject *body, const CordTmfPlace *place, GError **error)
{
  JsonArray *items = cord_tmf_array (body, ITEMS);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GError) local = NULL;
  CordBuilder changes;

  cord_builder_init_array (&changes);
  for (guint i = 0; local == NULL && i < cord_tmf_length (items); i++)
    {
      JsonObject *item = cord_tmf_at (items, i);
      g_autoptr (GVariant) change = NULL;

      if (item == NULL)
        continue;
      change = cord_order_item_to_change (item, &(const CordTmfPlace){ place->resource, place->id, ITEMS, i }, &local);
      if (change != NULL)
        cord_builder_add (&changes, change);
    }
  value = cord_builder_end (&changes);
  if (local == NULL)
    return g_steal_pointer (&value);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

GVariant *
cord_qualification_request_from_tmf (JsonNode *body, GError **error)
{
  JsonObject *object = body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL;
  CordTmfPlace place = { "productOfferingQualification", object != NULL ? cord_tmf_string (object, "id") : NULL };
  g_autoptr (GVariant) changes = NULL;
  CordBuilder out;

  if (object == NULL)
    {
      cord_tmf_refuse (&place, place.resource, error);
      return NULL;
    }
  changes = dup_changes (object, &place, error);
  if (changes == NULL)
    return NULL;
  cord_builder_init (&out);
  cord_builder_string (&out, "interaction", cord_tmf_string (object, CORD_EXTENSION_INTERACTION));
  cord_builder_string (&out, "customer", cord_tmf_customer (object, "relatedParty"));
  cord_builder_value (&out, "changes", changes);
  return cord_builder_end (&out);
}

/* The server's answer */

void
cord_qualification_answer_item (JsonObject *item, GVariant *result)
{
  CordQualifyReply reply = { NULL };

  cord_qualify_reply_read (&reply, result);
  json_object_set_string_member (item, "state", "done");
  cord_tmf_set_text (item, "qualificationItemResult", reply.result);
  if (reply.rule != NULL && *reply.rule != '\0')
    {
      JsonObject *reason = json_object_new ();

      cord_tmf_set_text (reason, "code", reply.rule);
      cord_tmf_set_text (reason, "label", reply.text);
      cord_tmf_take_single (item, "eligibilityUnavailabilityReason", reason);
    }
  if (reply.alternate != NULL)
    {
      JsonObject *proposal = json_object_new ();

      json_object_set_string_member (proposal, "id", "1");
      cord_tmf_take_object (proposal, "alternateProductOffering", cord_tmf_new_reference (reply.alternate, NULL));
      cord_tmf_take_single (item, "alternateProductOfferingProposal", proposal);
    }
}

void
cord_qualification_answer_whole (JsonObject *body)
{
  JsonArray *items = cord_tmf_array (body, ITEMS);
  gsize worst = G_N_ELEMENTS (results) - 1;

  for (guint i = 0; i < cord_tmf_length (items); i++)
    for (gsize k = 0; k < worst; k++)
      if (cord_tmf_at (items, i) != NULL && cord_tmf_is (cord_tmf_at (items, i), "qualificationItemResult", results[k]))
        worst = k;
  json_object_set_string_member (body, "qualificationResult", results[worst]);
}

/* The answer at the desk */

GVariant *
cord_qualification_from_tmf (JsonNode *qualification, GError **error)
{
  CordTmfPlace place;
  JsonObject *object = cord_tmf_resource (qualification, "productOfferingQualification", &place, error);
  JsonObject *item = object != NULL ? cord_tmf_first (object, ITEMS) : NULL;
  JsonObject *reason = item != NULL ? cord_tmf_first (item, "eligibilityUnavailabilityReason") : NULL;
  JsonObject *proposal = item != NULL ? cord_tmf_first (item, "alternateProductOfferingProposal") : NULL;
  const char *result = item != NULL ? cord_tmf_string (item, "qualificationItemResult") : NULL;
  CordQualifyReply reply = { NULL };

  if (object == NULL)
    return NULL;
  if (result == NULL)
    result = cord_tmf_string (object, "qualificationResult");
  for (gsize i = 0; result != NULL && i < G_N_ELEMENTS (results); i++)
    if (g_ascii_strcasecmp (result, results[i]) == 0)
      reply.result = results[i];
  if (reply.result == NULL)
    {
      cord_tmf_refuse (&place, "qualificationResult", error);
      return NULL;
    }
  reply.rule = reason != NULL ? cord_tmf_string (reason, "code") : NULL;
  reply.text = reason != NULL ? cord_tmf_string (reason, "label") : NULL;
  reply.alternate = proposal != NULL ? cord_tmf_string (proposal, "alternateProductOffering.id") : NULL;
  return cord_qualify_reply_new (&reply);
}
