/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-provision.h"

#include "config.h"

#include "domain/change/cord-quote.h"
#include "domain/customer/cord-history.h"
#include "server/cord-engine.h"
#include "server/cord-inventory.h"
#include "server/cord-pricing.h"

#include <glib/gi18n-lib.h>

/* One order being carried out. */
typedef struct
{
  CordCore *core;
  const CordWork *work;
  GVariant *plan; /* the work's document */
  GVariant *change;
  CordQuote *quote; /* as it was sealed */
} Job;

static const char *
kind_of (const Job *job)
{
  return cord_value_get_string (job->change, "kind");
}

static gboolean
store (Job *job, const char *type, JsonObject *document, GError **error)
{
  return cord_engine_store (job->core, cord_resource_type_find (type), document, NULL, error);
}

/* The inventory */

static gboolean
write_product (Job *job, CordInventoryChange *change, GError **error)
{
  const char *id = cord_value_get_string (job->change, "product");
  gboolean added = g_str_equal (kind_of (job), "add");
  g_autoptr (JsonNode) held = added ? NULL : cord_engine_require (job->core, "product", id, NULL, error);
  g_autoptr (JsonObject) fresh = NULL;

  if (!added && held == NULL)
    return FALSE;
  if (added)
    {
      fresh = cord_inventory_new_product (change);
      return store (job, "product", fresh, error);
    }
  if (g_str_equal (kind_of (job), "remove"))
    cord_inventory_terminate (change, json_node_get_object (held));
  else
    cord_inventory_modify (change, json_node_get_object (held));
  return store (job, "product", json_node_get_object (held), error);
}

static gboolean
change_inventory (Job *job, GError **error)
{
  const char *offering = cord_value_get_string (job->change, "offering");
  CordCatalog *catalog = cord_pricing_catalog (job->core, error);
  g_autoptr (JsonNode) resource = NULL;
  CordInventoryChange change = { 0 };

  if (catalog == NULL)
    return FALSE;
  if (!g_str_equal (kind_of (job), "remove"))
    {
      change.offering = cord_catalog_find (catalog, offering);
      resource = offering != NULL ? cord_engine_load (job->core, "productOffering", offering, NULL, NULL) : NULL;
      if (change.offering == NULL)
        return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-offering", NULL, NULL,
                                    _("The offering is no longer in the catalog"));
    }
  change.change = job->change;
  change.offering_tmf = resource;
  change.currency = cord_quote_get_currency (job->quote);
  change.customer = cord_value_get_string (job->plan, "customer");
  change.account = cord_value_get_string (job->plan, "account");
  change.effective = cord_value_get_string (cord_quote_get_input (job->quote), "effective");
  return write_product (job, &change, error);
}

/* The billing history: the events before, and this one. */

static GVariant *
dup_event (Job *job)
{
  GVariant *input = cord_quote_get_input (job->quote);
  g_autoptr (GVariant) change = cord_value_dup_object (input, "change");
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, change);
  cord_builder_string (&builder, "recorded", cord_value_get_string (input, "now"));
  cord_builder_string (&builder, "effective", cord_value_get_string (input, "effective"));
  return cord_builder_end (&builder);
}

static JsonArray *
write_events (Job *job, GVariant *before)
{
  g_autoptr (GVariant) event = dup_event (job);
  g_autoptr (GVariant) all = NULL;
  g_autoptr (JsonNode) node = NULL;
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (gsize i = 0; i < cord_value_length (before); i++)
    {
      g_autoptr (GVariant) one = cord_value_dup_at (before, i);

      cord_builder_add (&builder, one);
    }
  cord_builder_add (&builder, event);
  all = cord_builder_end (&builder);
  node = cord_json_from_value (all);
  return json_array_ref (json_node_get_array (node));
}

/* Until a first change nobody kept a history: it begins with what the sealed input derived from the products. */
static gboolean
append_history (Job *job, GError **error)
{
  const char *account = cord_value_get_string (job->plan, "account");
  GError *inner = NULL;
  g_autoptr (JsonNode) kept
      = account != NULL ? cord_engine_load (job->core, "accountHistory", account, NULL, &inner) : NULL;
  g_autoptr (GVariant) value = kept != NULL ? cord_json_to_value (kept) : NULL;
  g_autoptr (GVariant) before = NULL;
  g_autoptr (JsonObject) document = json_object_new ();
  g_autofree char *version = NULL;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (account == NULL)
    return TRUE;
  before = cord_value_dup_array (value != NULL ? value : cord_quote_get_input (job->quote),
                                 value != NULL ? "events" : "history");
  version = g_strdup_printf ("%" G_GINT64_FORMAT,
                             (value != NULL && cord_value_get_string (value, "version") != NULL
                                  ? g_ascii_strtoll (cord_value_get_string (value, "version"), NULL, 10)
                                  : 0)
                                 + 1);
  json_object_set_string_member (document, "id", account);
  json_object_set_string_member (document, "version", version);
  json_object_set_array_member (document, "events", write_events (job, before));
  return store (job, "accountHistory", document, error);
}

/* What is charged: one rate a line of the sealed quote. */

static JsonObject *
money (Job *job, gint64 minor)
{
  g_autofree char *decimal = cord_money_to_decimal (cord_quote_money (job->quote, minor));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "unit", cord_quote_get_currency (job->quote));
  json_object_set_member (object, "value", cord_json_decimal (decimal));
  return object;
}

static JsonObject *
only_id (const char *id)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  return object;
}

static JsonObject *
period (const CordCycle *cycle)
{
  g_autofree char *start = cord_date_to_string (cycle->start);
  g_autofree char *end = cord_date_to_string (cycle->end);
  g_autofree char *from = g_strconcat (start, "T00:00:00Z", NULL);
  g_autofree char *to = g_strconcat (end, "T00:00:00Z", NULL);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "startDateTime", from);
  json_object_set_string_member (object, "endDateTime", to);
  return object;
}

/* Lines carry the product's billing name, which is its id where that is short and plain. */
static const char *
product_of (Job *job, const CordBillLine *line)
{
  const char *id = cord_value_get_string (job->change, "product");
  g_autofree char *name = cord_history_name (id);

  return g_strcmp0 (name, line->product) == 0 ? id : line->product;
}

static JsonObject *
rate_of (Job *job, const CordBillLine *line, guint number)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", job->work->id, number);
  g_autofree char *now = cord_core_now_text (job->core);
  g_autofree char *words = cord_bill_line_explain (job->quote, line);
  const char *account = cord_value_get_string (job->plan, "account");
  JsonObject *rate = json_object_new ();
  JsonArray *parties = json_array_new ();
  JsonObject *party = only_id (cord_value_get_string (job->plan, "customer"));

  json_object_set_string_member (party, "role", "customer");
  json_array_add_object_element (parties, party);
  json_object_set_string_member (rate, "id", id);
  json_object_set_string_member (rate, "@type", "AppliedCustomerBillingRate");
  json_object_set_string_member (rate, "name", words);
  json_object_set_string_member (rate, "date", now);
  json_object_set_string_member (rate, "type", line->net < 0 ? "appliedBillingCredit" : "appliedBillingCharge");
  json_object_set_boolean_member (rate, "isBilled", FALSE);
  if (account != NULL)
    json_object_set_object_member (rate, "billingAccount", only_id (account));
  json_object_set_object_member (rate, "periodCoverage", period (&line->cycle));
  json_object_set_object_member (rate, "product", only_id (product_of (job, line)));
  json_object_set_array_member (rate, "relatedParty", parties);
  json_object_set_object_member (rate, "taxExcludedAmount", money (job, line->net));
  json_object_set_object_member (rate, "taxIncludedAmount", money (job, line->gross));
  json_object_set_string_member (rate, "cordboardOrder", job->work->id);
  return rate;
}

static gboolean
write_rates (Job *job, GError **error)
{
  GPtrArray *lines = cord_quote_get_lines (job->quote);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autoptr (JsonObject) rate = line->net != 0 ? rate_of (job, line, i + 1) : NULL;

      if (rate != NULL && !store (job, "appliedCustomerBillingRate", rate, error))
        return FALSE;
    }
  return TRUE;
}

/* The order and its quote */

static gboolean
accept_quote (Job *job, GError **error)
{
  const char *id = cord_value_get_string (job->plan, "quote");
  g_autoptr (JsonNode) quote = id != NULL ? cord_engine_load (job->core, "quote", id, NULL, NULL) : NULL;

  if (quote == NULL)
    return TRUE;
  json_object_set_string_member (json_node_get_object (quote), "state", "accepted");
  return store (job, "quote", json_node_get_object (quote), error);
}

static void
set_items (JsonObject *order, const char *state)
{
  JsonNode *node = json_object_get_member (order, "productOrderItem");
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (items, i)))
      json_object_set_string_member (json_array_get_object_element (items, i), "state", state);
}

static gboolean
finish_order (CordCore *core, const CordWork *work, const char *state, const char *note, GError **error)
{
  g_autoptr (JsonNode) order = cord_engine_require (core, "productOrder", work->id, NULL, error);
  g_autofree char *now = cord_core_now_text (core);
  JsonObject *object;

  if (order == NULL)
    return FALSE;
  object = json_node_get_object (order);
  json_object_set_string_member (object, "state", state);
  set_items (object, state);
  json_object_set_string_member (object, "completionDate", now);
  if (note != NULL)
    {
      JsonArray *notes = json_array_new ();
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "text", note);
      json_array_add_object_element (notes, entry);
      json_object_set_array_member (object, "note", notes);
    }
  return cord_engine_store (core, cord_resource_type_find ("productOrder"), object, NULL, error);
}

void
cord_provision_keep (CordCore *core, const char *document, GVariant *plan, CordQuote *quote)
{
  g_free (core->plan_text);
  core->plan_text = g_strdup (document);
  g_clear_pointer (&core->plan, g_variant_unref);
  core->plan = g_variant_ref (plan);
  g_set_object (&core->plan_quote, quote);
}

/* @quote stays NULL where there is nothing to carry out but the order itself. */
static gboolean
read_plan (CordCore *core, const CordWork *work, GVariant **plan, CordQuote **quote, GError **error)
{
  g_autoptr (GVariant) input = NULL;

  if (g_strcmp0 (core->plan_text, work->document) == 0)
    {
      *plan = g_variant_ref (core->plan);
      g_set_object (quote, core->plan_quote);
      return TRUE;
    }
  *plan = cord_json_parse_value (work->document, -1, &CORD_JSON_LIMITS_FILE, error);
  input = *plan != NULL ? cord_value_dup (*plan, "input") : NULL;
  if (input != NULL)
    *quote = cord_quote_new (input, error);
  return *plan != NULL && (input == NULL || *quote != NULL);
}

gboolean
cord_provision (CordCore *core, const CordWork *work, GError **error)
{
  g_autoptr (GVariant) plan = NULL;
  g_autoptr (GVariant) change = NULL;
  g_autoptr (CordQuote) quote = NULL;
  Job job = { core, work, NULL, NULL, NULL };

  if (!read_plan (core, work, &plan, &quote, error))
    return FALSE;
  change = cord_value_dup_object (plan, "change");
  job.plan = plan;
  job.change = change;
  job.quote = quote;
  if (quote != NULL
      && (!change_inventory (&job, error) || !append_history (&job, error) || !write_rates (&job, error)
          || !accept_quote (&job, error)))
    return FALSE;
  return finish_order (core, work, "completed", NULL, error);
}

gboolean
cord_provision_fail (CordCore *core, const CordWork *work, const char *why, GError **error)
{
  return finish_order (core, work, "failed", why, error);
}
