/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-desk-pricing.h"

#include "config.h"

#include "base/cord-zone.h"
#include "billing/cord-quote.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-quote-input.h"
#include "domain/cord-gateway-document.h"
#include "sync/gateway/cord-customer-loader.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-quote-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CordRemote *remote;
  CordPolicy *policy;
  GVariant *arguments;
  CordQuoteCall call; /* of the arguments */
  gboolean again;
  CordQuote *quote;
} Pricing;

static void
pricing_free (Pricing *pricing)
{
  g_object_unref (pricing->remote);
  g_object_unref (pricing->policy);
  cord_quote_call_clear (&pricing->call);
  g_variant_unref (pricing->arguments);
  g_clear_object (&pricing->quote);
  g_free (pricing);
}

/* The engine */

static gboolean
read_days (const Pricing *self, CordCustomer *customer, CordDate *today, CordDate *effective, GError **error)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);

  *today = cord_instant_to_date (cord_clock_now (cord_remote_get_clock (self->remote)), zone);
  *effective = CORD_DATE_NONE;
  return self->call.effective == NULL || cord_date_parse (self->call.effective, effective, error);
}

/* The standard has no words for it, so it cannot be ordered without our extensions. */
static gboolean
check_orderable (const Pricing *self, GError **error)
{
  return !cord_change_is_billing_day (self->call.change)
         || cord_error_set_full (error, CORD_ERROR_DENIED, "profile", "change.kind",
                                 _ ("Ask the billing department to move it."),
                                 _ ("The system behind this desk takes no move of the billing day."));
}

static CordQuote *
price (const Pricing *self, GVariant *customer_document, GVariant *catalog_document, GError **error)
{
  g_autoptr (CordCustomer) customer = cord_customer_new (customer_document, error);
  g_autoptr (CordCatalog) catalog = customer != NULL ? cord_catalog_new (catalog_document, error) : NULL;
  g_autoptr (GVariant) input = NULL;
  CordDate today, effective;

  if (catalog == NULL || !check_orderable (self, error) || !read_days (self, customer, &today, &effective, error))
    return NULL;
  input = cord_quote_input_new (self->call.change, customer, catalog, self->policy, today, effective, error);
  return input != NULL ? cord_quote_new (input, error) : NULL;
}

static void
answer (GTask *task, const char *id)
{
  const Pricing *self = g_task_get_task_data (task);
  const CordQuoteReply reply = { .id = id,
                                 .input = cord_quote_get_input (self->quote),
                                 .seal = cord_quote_get_sha256 (self->quote),
                                 .letters = cord_quote_get_letters (self->quote) };

  g_task_return_pointer (task, cord_quote_reply_new (&reply), (GDestroyNotify)g_variant_unref);
}

/* Their quote */

static void
on_quoted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Pricing *self = g_task_get_task_data (task);
  CordProfile *profile = cord_remote_get_profile (self->remote);
  GError *error = NULL;
  g_autoptr (CordAnswer) reply = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  const char *id = NULL;

  if (reply != NULL && cord_answer_check_body (reply, JSON_NODE_OBJECT, &error))
    id = cord_quote_id_from_tmf (reply->body, &error);
  if (id != NULL && cord_profile_get_quotes (profile) == CORD_PROFILE_QUOTES_COMPARED
      && !cord_quote_check_total (reply->body, self->quote, &error))
    id = NULL;
  if (id != NULL)
    answer (task, id);
  else
    g_task_return_error (task, error);
}

static void
send_quote (GTask *task)
{
  const Pricing *self = g_task_get_task_data (task);
  g_autofree char *path = cord_endpoint_expand ("quote", NULL);
  g_autoptr (JsonNode) node = cord_quote_request_to_tmf (self->arguments);
  char *text = cord_json_write (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  CordRemoteRequest request
      = { .method = "POST", .path = path, .body = body, .keyed = TRUE, .interaction = self->call.interaction };

  cord_remote_send_async (self->remote, &request, g_task_get_cancellable (task), on_quoted, g_object_ref (task));
}

static void
on_customer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pricing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) customer = cord_customer_loader_finish (CORD_REMOTE (source), result, &error);

  if (customer != NULL)
    self->quote = price (self, customer, cord_catalog_source_get_document (g_task_get_source_object (task)), &error);
  if (self->quote == NULL)
    g_task_return_error (task, error);
  else if (self->again || cord_profile_get_quotes (cord_remote_get_profile (self->remote)) == CORD_PROFILE_QUOTES_NONE)
    answer (task, "");
  else
    send_quote (task);
}

void
cord_desk_pricing_async (CordCatalogSource *catalog, const CordDeskPricing *from, GVariant *arguments, gboolean again,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (catalog, cancellable, callback, user_data);
  Pricing *self = g_new0 (Pricing, 1);

  g_task_set_source_tag (task, cord_desk_pricing_async);
  g_task_set_name (task, "work out a price");
  self->remote = g_object_ref (from->remote);
  self->policy = g_object_ref (from->policy);
  self->arguments = g_variant_ref (arguments);
  self->call.change = cord_value_empty_object ();
  cord_quote_call_read (&self->call, arguments);
  self->again = again;
  g_task_set_task_data (task, self, (GDestroyNotify)pricing_free);
  cord_customer_loader_async (from->remote, catalog, self->call.interaction, self->call.customer, from->zone,
                              from->currency, cancellable, on_customer, task);
}

GVariant *
cord_desk_pricing_finish (CordCatalogSource *catalog, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalog), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
