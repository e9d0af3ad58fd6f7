/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-party-interaction.h"

#include "server/resource/cord-engine.h"
#include "wire/cord-interaction-resource.h"

static const CordResourceType *
resource_type (void)
{
  return cord_resource_type_find ("partyInteraction");
}

gboolean
cord_party_interaction_create (CordCore *core, const CordStoredInteraction *row, GError **error)
{
  g_autofree char *now = cord_core_now_text (core);
  const CordInteractionResource interaction = { .id = row->id,
                                                .agent = row->user,
                                                .channel = row->channel,
                                                .direction = row->direction,
                                                .reason = row->sop,
                                                .opened = now };
  g_autoptr (JsonObject) document = cord_interaction_resource_to_tmf (&interaction);

  return cord_engine_store (core, resource_type (), document, NULL, error);
}

/* Loads the document, lets @change alter it, stores it. */
static gboolean
update (CordCore *core, const char *interaction,
        void (*change) (CordCore *core, JsonObject *document, gpointer user_data), gpointer user_data, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (!cord_engine_find (core, "partyInteraction", interaction, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  change (core, json_node_get_object (node), user_data);
  return cord_engine_store (core, resource_type (), json_node_get_object (node), NULL, error);
}

typedef struct
{
  const CordResourceType *type;
  const char *id;
  const char *reason;
} Item;

static void
add_item (CordCore *core, JsonObject *document, gpointer user_data)
{
  const Item *item = user_data;
  g_autofree char *href = cord_resource_type_path (item->type->name, item->id);
  g_autofree char *now = cord_core_now_text (core);

  cord_interaction_resource_add_item (document, item->type->type, item->id, href, item->reason, now);
}

gboolean
cord_party_interaction_add_item (CordCore *core, const char *interaction, const CordResourceType *type, const char *id,
                                 const char *reason, GError **error)
{
  Item item = { type, id, reason };

  return interaction == NULL || update (core, interaction, add_item, &item, error);
}

static void
set_customer (CordCore *core, JsonObject *document, gpointer user_data)
{
  cord_interaction_resource_set_customer (document, user_data);
}

gboolean
cord_party_interaction_set_customer (CordCore *core, const char *interaction, const char *customer, GError **error)
{
  return update (core, interaction, set_customer, (gpointer)customer, error);
}

static void
set_status (CordCore *core, JsonObject *document, gpointer user_data)
{
  g_autofree char *now = cord_core_now_text (core);

  cord_interaction_resource_set_status (document, user_data, now);
}

gboolean
cord_party_interaction_set_status (CordCore *core, const char *interaction, const char *status, GError **error)
{
  return update (core, interaction, set_status, (gpointer)status, error);
}
