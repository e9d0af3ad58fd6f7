/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-customer-loader.h"

#include "config.h"

#include "sync/remote/cord-pages.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-customer-view-codec.h"
#include "wire/cord-endpoint.h"

#define NEWEST "200" /* of lists that may be long; a longer one is read page by page */

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
  JsonNode *view; /* of a server that answers everything at once */
  JsonNode *document;
  JsonNode *party;
  JsonArray *arrays[N_LISTS];
  guint pending;
  gboolean second; /* the requests that need the first answers are sent */
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
  g_clear_pointer (&load->view, json_node_unref);
  g_clear_pointer (&load->document, json_node_unref);
  g_clear_pointer (&load->party, json_node_unref);
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
  ((Load *)g_task_get_task_data (task))->pending++;
  return part;
}

static void go_on (GTask *task);

/* An optional part may not exist, or be above the verified level; that the server cannot be reached is an error. */
static gboolean
may_be_missing (const Part *part, const GError *error)
{
  return part->optional
         && (g_error_matches (error, CORD_ERROR, CORD_ERROR_NOT_FOUND)
             || (g_error_matches (error, CORD_ERROR, CORD_ERROR_DENIED)
                 && g_strcmp0 (cord_error_get_reason (error), "signed-out") != 0));
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

  *(JsonArray **)part->target = cord_pages_finish (CORD_REMOTE (source), result, &error);
  end_part (part, error);
}

static void
on_one (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Part *part = user_data;
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);

  if (answer != NULL && cord_answer_check_body (answer, JSON_NODE_OBJECT, &error))
    *(JsonNode **)part->target = g_steal_pointer (&answer->body);
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

  cord_remote_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task), on_one,
                          part_new (task, target, optional));
  g_free (path);
}

static void
ask_list (GTask *task, List list)
{
  Load *load = g_task_get_task_data (task);
  g_autofree char *escaped = g_uri_escape_string (load->customer, NULL, FALSE);
  g_autofree char *base = cord_resource_type_path (lists[list], NULL);
  g_autofree char *path = g_strconcat (base, "?relatedParty.id=", escaped, NULL);

  cord_pages_async (g_task_get_source_object (task), path, load->interaction, g_task_get_cancellable (task), on_list,
                    part_new (task, &load->arrays[list], TRUE));
}

/* cordboard-server answers everything at once; another system is asked for each part. */
static void
ask_first (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (cord_profile_get_extensions (cord_remote_get_profile (g_task_get_source_object (task))))
    {
      g_autofree char *path = cord_endpoint_expand ("customer-view", load->customer);

      ask_one (task, g_strconcat (path, "?newest=" NEWEST, NULL), &load->view, FALSE);
      return;
    }
  ask_one (task, cord_resource_type_path ("customer", load->customer), &load->document, FALSE);
  for (guint i = 0; i < N_LISTS; i++)
    ask_list (task, i);
}

/* The account that the codec will open; NULL when there is none. */
static const char *
find_account (const Load *load)
{
  JsonArray *accounts = load->arrays[LIST_ACCOUNTS];

  return accounts != NULL ? cord_account_resource_choose (accounts, NULL) : NULL;
}

static void
ask_party (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  const char *party = cord_customer_resource_get_party (load->document);
  const char *type = cord_customer_resource_party_type (cord_customer_resource_get_party_referred (load->document));

  if (party != NULL)
    ask_one (task, cord_resource_type_path (type != NULL ? type : "individual", party), &load->party, TRUE);
}

static JsonNode *
dup_document (const Load *load, const char *member)
{
  JsonNode *part = cord_customer_view_get_document (load->view, member);

  return part != NULL ? json_node_ref (part) : NULL;
}

/* Only cordboard-server keeps a history; for another system it follows from the products. */
static JsonNode *
dup_history (const Load *load)
{
  JsonNode *history = cord_customer_view_find_history (load->view, find_account (load));

  return history != NULL ? json_node_ref (history) : NULL;
}

static void
take_view (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  load->document = dup_document (load, CORD_CUSTOMER_VIEW_CUSTOMER);
  load->party = dup_document (load, CORD_CUSTOMER_VIEW_PARTY);
  for (guint i = 0; i < N_LISTS; i++)
    {
      JsonArray *part = cord_customer_view_get_list (load->view, lists[i]);

      if (cord_customer_view_is_cut (load->view, lists[i]))
        ask_list (task, i);
      else if (part != NULL)
        load->arrays[i] = json_array_ref (part);
    }
}

static void
ask_second (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  load->second = TRUE;
  load->pending++; /* held until all are asked */
  if (load->view != NULL)
    take_view (task);
  else
    ask_party (task);
  if (--load->pending == 0)
    go_on (task);
}

static void
answer (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr (JsonNode) history = load->view != NULL ? dup_history (load) : NULL;
  CordCustomerParts parts = {
    .customer = load->document,
    .party = load->party,
    .accounts = load->arrays[LIST_ACCOUNTS],
    .products = load->arrays[LIST_PRODUCTS],
    .bills = load->arrays[LIST_BILLS],
    .interactions = load->arrays[LIST_INTERACTIONS],
    .orders = load->arrays[LIST_ORDERS],
    .appointments = load->arrays[LIST_APPOINTMENTS],
    .history = history,
    .offerings = cord_catalog_source_get_offerings (load->catalog),
    .zone = load->zone,
    .currency = load->currency != NULL ? load->currency : cord_catalog_source_get_currency (load->catalog),
  };
  GError *error = NULL;
  GVariant *document = cord_customer_from_tmf (&parts, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify)g_variant_unref);
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
cord_customer_loader_async (CordRemote *remote, CordCatalogSource *catalog, const char *interaction,
                            const char *customer, const char *zone, const char *currency, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
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
  g_task_set_task_data (task, load, (GDestroyNotify)load_free);
  cord_catalog_source_refresh_async (catalog, cancellable, on_catalog, part_new (task, NULL, FALSE));
  ask_first (task);
}

GVariant *
cord_customer_loader_finish (CordRemote *remote, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, remote), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
