/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-customer-loader.h"

#include "config.h"

#include "sync/cord-pages.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-endpoint.h"

typedef enum
{
  LIST_ACCOUNTS,
  LIST_PRODUCTS,
  LIST_BILLS,
  LIST_INTERACTIONS,
  LIST_ORDERS,
  LIST_APPOINTMENTS,
  N_LISTS,
} List;

static const char *const lists[N_LISTS]
    = { "billingAccount", "product", "customerBill", "partyInteraction", "productOrder", "appointment" };

typedef struct
{
  CordCatalogSource *catalog;
  char *interaction;
  char *customer;
  char *zone;
  char *currency;
  JsonNode *document;
  JsonNode *party;
  JsonNode *history;
  JsonArray *arrays[N_LISTS];
  guint pending;
  gboolean second; /* what needs the first answers is on its way */
  GError *error;
} Load;

typedef struct
{
  GTask *task;
  gpointer target; /* JsonArray ** or JsonNode ** in the Load */
  gboolean optional;
} Part;

static void
load_free (Load *load)
{
  g_object_unref (load->catalog);
  g_free (load->interaction);
  g_free (load->customer);
  g_free (load->zone);
  g_free (load->currency);
  g_clear_pointer (&load->document, json_node_unref);
  g_clear_pointer (&load->party, json_node_unref);
  g_clear_pointer (&load->history, json_node_unref);
  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&load->arrays[i], json_array_unref);
  g_clear_error (&load->error);
  g_free (load);
}

static Part *
part_new (GTask *task, gpointer target, gboolean optional)
{
  Part *part = g_new (Part, 1);

  part->task = g_object_ref (task);
  part->target = target;
  part->optional = optional;
  ((Load *) g_task_get_task_data (task))->pending++;
  return part;
}

static void go_on (GTask *task);

/* A part may be missing, or be above the verified level; not to be reached at all is another matter. */
static gboolean
may_be_missing (const Part *part, const GError *error)
{
  return part->optional
         && (g_error_matches (error, CORD_ERROR, CORD_ERROR_NOT_FOUND)
             || (g_error_matches (error, CORD_ERROR, CORD_ERROR_DENIED) && g_strcmp0 (cord_error_get_reason (error), "signed-out") != 0));
}

static void
end_part (Part *part, GError *error)
{
  g_autoptr (GTask) task = part->task;
  Load *load = g_task_get_task_data (task);

  if (error != NULL && load->error == NULL && !may_be_missing (part, error))
    load->error = g_steal_pointer (&error);
  g_clear_error (&error);
  g_free (part);
  if (--load->pending == 0)
    go_on (task);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Part *part = user_data;
  GError *error = NULL;

  *(JsonArray **) part->target = cord_pages_finish (CORD_REMOTE (source), result, &error);
  end_part (part, error);
}

static void
on_one (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Part *part = user_data;
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);

  if (answer != NULL && cord_answer_check_body (answer, JSON_NODE_OBJECT, &error))
    *(JsonNode **) part->target = g_steal_pointer (&answer->body);
  end_part (part, error);
}

static void
on_catalog (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  cord_catalog_source_refresh_finish (CORD_CATALOG_SOURCE (source), result, &error);
  end_part (user_data, error);
}

static void
ask_one (GTask *task, char *path, JsonNode **target, gboolean optional)
{
  const Load *load = g_task_get_task_data (task);
  CordRemoteRequest request = { .method = "GET", .path = path, .interaction = load->interaction };

  cord_remote_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task), on_one, part_new (task, target, optional));
  g_free (path);
}

static void
ask_lists (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autofree char *escaped = g_uri_escape_string (load->customer, NULL, FALSE);

  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autofree char *base = cord_resource_type_path (lists[i], NULL);
      g_autofree char *path = g_strconcat (base, "?relatedParty.id=", escaped, NULL);

      cord_pages_async (g_task_get_source_object (task), path, load->interaction, g_task_get_cancellable (task), on_list,
                        part_new (task, &load->arrays[i], TRUE));
    }
}

/* The account that is open here: as the codec takes it. */
static const char *
find_account (const Load *load)
{
  JsonArray *accounts = load->arrays[LIST_ACCOUNTS];
  guint length = accounts != NULL ? json_array_get_length (accounts) : 0;

  for (guint i = 0; i < length; i++)
    {
      const char *state = cord_json_find_string (json_array_get_element (accounts, i), "state");

      if (state != NULL && g_ascii_strcasecmp (state, "active") == 0)
        return cord_json_find_string (json_array_get_element (accounts, i), "id");
    }
  return length > 0 ? cord_json_find_string (json_array_get_element (accounts, 0), "id") : NULL;
}

static void
ask_second (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  const char *party = cord_json_find_string (load->document, "engagedParty.id");
  const char *kind = cord_json_find_string (load->document, "engagedParty.@referredType");
  const char *account = find_account (load);

  load->second = TRUE;
  load->pending++; /* held until all are asked */
  if (party != NULL)
    ask_one (task, cord_resource_type_path (g_strcmp0 (kind, "Organization") == 0 ? "organization" : "individual", party), &load->party, TRUE);
  /* Another system keeps no history for us: it follows from the products. */
  if (account != NULL && cord_profile_get_extensions (cord_remote_get_profile (g_task_get_source_object (task))))
    ask_one (task, cord_endpoint_expand ("account-history", account), &load->history, TRUE);
  if (--load->pending == 0)
    go_on (task);
}

static void
answer (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  CordCustomerParts parts = {
    .customer = load->document,
    .party = load->party,
    .accounts = load->arrays[LIST_ACCOUNTS],
    .products = load->arrays[LIST_PRODUCTS],
    .bills = load->arrays[LIST_BILLS],
    .interactions = load->arrays[LIST_INTERACTIONS],
    .orders = load->arrays[LIST_ORDERS],
    .appointments = load->arrays[LIST_APPOINTMENTS],
    .history = load->history,
    .offerings = cord_catalog_source_get_offerings (load->catalog),
    .zone = load->zone,
    .currency = load->currency != NULL ? load->currency : cord_catalog_source_get_currency (load->catalog),
  };
  GError *error = NULL;
  GVariant *document = cord_customer_from_tmf (&parts, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
go_on (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->error != NULL)
    g_task_return_error (task, g_steal_pointer (&load->error));
  else if (!load->second)
    ask_second (task);
  else
    answer (task);
}

void
cord_customer_loader_async (CordRemote *remote, CordCatalogSource *catalog, const char *interaction, const char *customer, const char *zone,
                            const char *currency, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (remote, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, cord_customer_loader_async);
  g_task_set_name (task, "load a customer");
  load->catalog = g_object_ref (catalog);
  load->interaction = g_strdup (interaction);
  load->customer = g_strdup (customer);
  load->zone = g_strdup (zone);
  load->currency = g_strdup (currency);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  cord_catalog_source_refresh_async (catalog, cancellable, on_catalog, part_new (task, NULL, FALSE));
  ask_one (task, cord_resource_type_path ("customer", customer), &load->document, FALSE);
  ask_lists (task);
}

GVariant *
cord_customer_loader_finish (CordRemote *remote, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, remote), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
