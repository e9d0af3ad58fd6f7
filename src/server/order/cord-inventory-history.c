/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-inventory-history.h"

#include "config.h"

#include "base/cord-id.h"
#include "billing/cord-billing-event-draft.h"
#include "billing/cord-billing-input-draft.h"
#include "domain/change/cord-quote-input.h"
#include "domain/customer/cord-inventory-change.h"
#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-billing-run.h"
#include "server/order/cord-catalog-cache.h"
#include "server/order/cord-provision.h"
#include "server/order/cord-rate.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-resource-change.h"
#include "store/cord-inventory-write-store.h"
#include "store/cord-work-store.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-product-codec.h"
#include "wire/cord-product-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define PART "inventory-history"

struct _CordInventoryHistory
{
  CordCore *core;
  gboolean own;
  gboolean unreadable; /* the store does not tell what was imported; logged once */
};

/* One write as it concerns one account. The nodes are NULL where the product is not on it. */
typedef struct
{
  CordCore *core;
  const char *customer;
  const char *account;
  JsonNode *before;
  JsonNode *after;
  gboolean moved;
  gboolean done; /* it was imported, and cannot be refused any more */
  CordAccountHistory history;
  CordAccountState state;
} Write;

static void
write_clear (Write *self)
{
  cord_account_history_clear (&self->history);
  cord_account_state_clear (&self->state);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Write, write_clear)

/* Nothing is kept where there is no account. */
static gboolean
load_history (Write *self, GError **error)
{
  cord_account_history_clear (&self->history);
  self->history = (CordAccountHistory){ 0 };
  return self->account == NULL || cord_account_history_load (self->core, self->account, &self->history, error);
}

static gboolean
is_kept (const Write *self)
{
  return cord_value_length (self->history.events) > 0;
}

/* Bills that have begun are written first: they hold nothing of this. @instead: the account as it was, or NULL */
static gboolean
load (Write *self, JsonNode *instead, GError **error)
{
  cord_account_state_clear (&self->state);
  return load_history (self, error)
         && cord_account_state_load_account (&self->state, self->core, self->customer, self->account, instead, error);
}

/* The bill that began last, here or, before the first order, elsewhere. */
static CordDate
find_last_bill (const Write *self)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->state.customer);
  CordDate oldest = cord_kept_history_find_oldest (self->history.events, zone);

  if (self->history.billed != CORD_DATE_NONE)
    return self->history.billed;
  return cord_customer_get_bill_start (self->state.customer, oldest != CORD_DATE_NONE ? oldest : self->state.today);
}

/* Prices it, charges what it adds, and keeps it. */
static gboolean
record (Write *self, GVariant *events, GError **error)
{
  g_autofree char *id = cord_id_new (cord_core_get_clock (self->core));
  const CordRate all = { .id = id, .customer = self->customer, .account = self->account };
  g_autoptr (GVariant) input = NULL;
  g_autoptr (CordQuote) quote = NULL;
  g_autoptr (GError) inner = NULL;

  input = cord_quote_input_new_recorded (events, self->state.customer, self->state.catalog, self->state.policy,
                                         self->state.today, &inner);
  quote = input != NULL ? cord_quote_new (input, &inner) : NULL;
  if (quote == NULL)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "history", cord_error_get_member (inner), NULL,
                                _ ("The billing history of the account cannot take this: %s"), inner->message);
  return cord_rate_write_added (self->core, &all, self->state.catalog, quote, error)
         && cord_account_history_note (self->core, &self->state, quote, events, error);
}

/* Products */

/* A customer with a product in another currency could not be read any more. */
static gboolean
check_currency (const Write *self, GError **error)
{
  g_auto (CordBillingInputDraft) terms = { 0 };
  const char *currency
      = self->after != NULL ? cord_product_resource_get_currency (json_node_get_object (self->after)) : NULL;

  if (currency == NULL)
    return TRUE;
  if (self->history.terms != NULL)
    cord_billing_input_draft_read (&terms, self->history.terms);
  return terms.currency == NULL || g_str_equal (terms.currency, currency)
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "currency", "productPrice",
                                 _ ("Use an account in this currency."),
                                 _ ("The account is billed in another currency"));
}

static CordProduct *
read_product (JsonNode *node, const CordProductContext *context, CordDate *ends, GError **error)
{
  g_autoptr (GVariant) document = cord_product_from_tmf (node, context, error);

  *ends = cord_product_resource_get_end (json_node_get_object (node), context->zone);
  return document != NULL ? cord_product_new (document, error) : NULL;
}

/* NULL with CONFLICT: the history cannot say it. What cannot be read before was not billed either. */
static GVariant *
dup_events (const Write *self, GError **error)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->state.customer);
  g_autoptr (GHashTable) offerings = cord_tmf_index (cord_catalog_cache_get_offerings (self->core));
  const CordProductContext context = { zone, cord_customer_get_grid (self->state.customer).months, offerings };
  g_autoptr (CordProduct) before = NULL;
  g_autoptr (CordProduct) after = NULL;
  CordInventoryChange change = { .moved = self->moved,
                                 .done = self->done,
                                 .kept = self->history.events,
                                 .today = self->state.today,
                                 .earliest = find_last_bill (self) };

  change.before.ends = change.after.ends = CORD_DATE_NONE;
  if (self->before != NULL)
    before = read_product (self->before, &context, &change.before.ends, NULL);
  if (self->after != NULL)
    {
      after = read_product (self->after, &context, &change.after.ends, error);
      if (after == NULL)
        return NULL;
    }
  change.before.product = before;
  change.after.product = after;
  return cord_inventory_change_dup_events (&change, error);
}

/* The order that waits to change the product; NULL where none does. */
static gboolean
find_waiting (const Write *self, CordWork **work, GError **error)
{
  JsonNode *node = self->before != NULL ? self->before : self->after;
  GError *inner = NULL;

  *work = cord_work_store_find_product (cord_core_get_database (self->core), cord_tmf_id (json_node_get_object (node)),
                                        &inner);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
is_imminent (const Write *self, const CordWork *work)
{
  return work->due <= cord_core_now (self->core) + cord_core_get_settings (self->core)->undo_window;
}

/* An order to change what is over, or what was imported otherwise, cannot be carried out any more; any other has to be
 * undone by whoever wants to change the product otherwise. */
static gboolean
settle_waiting (Write *self, GVariant *events, gboolean *failed, GError **error)
{
  g_autoptr (CordWork) work = NULL;

  *failed = FALSE;
  if (cord_value_length (events) == 0)
    return TRUE;
  if (!find_waiting (self, &work, error))
    return FALSE;
  /* One that is about to be carried out writes the whole product, as it was agreed. */
  if (work == NULL || (!cord_inventory_change_supersedes (events) && !is_imminent (self, work)))
    return TRUE;
  *failed = self->done || cord_inventory_change_ends (events);
  if (!*failed)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "pending-change", "id",
                                _ ("Wait until it is carried out, or undo it."),
                                _ ("A change of this product is already on its way"));
  return cord_provision_fail (self->core, work,
                              cord_inventory_change_ends (events) ? _ ("The product is over")
                                                                  : _ ("Another system changed the product"),
                              error)
         && cord_work_store_remove (cord_core_get_database (self->core), work->id, error);
}

static gboolean
write_product (Write *self, GError **error)
{
  g_autoptr (GVariant) events = NULL;
  gboolean failed;

  if (!load_history (self, error))
    return FALSE;
  if (!is_kept (self))
    return TRUE;
  if (!check_currency (self, error) || !cord_billing_run (self->core, self->account, error))
    return FALSE;
  do
    {
      g_clear_pointer (&events, g_variant_unref);
      events = load (self, NULL, error) ? dup_events (self, error) : NULL;
      if (events == NULL || !settle_waiting (self, events, &failed, error))
        return FALSE;
    }
  /* The history is without that order then, and one that it had taken the place of waits again. */
  while (failed);
  return cord_value_length (events) == 0 || record (self, events, error);
}

/* The account that a product is billed on: its own, otherwise the customer's first active one. */
static gboolean
find_account (CordCore *core, JsonNode *product, const char **customer, char **account, GError **error)
{
  const char *named = product != NULL ? cord_account_resource_of (product) : NULL;
  g_autoptr (JsonArray) accounts = NULL;

  *account = NULL;
  *customer = product != NULL
                  ? cord_resource_type_customer (cord_resource_type_find ("product"), json_node_get_object (product))
                  : NULL;
  if (*customer == NULL)
    return TRUE;
  if (named != NULL)
    {
      *account = g_strdup (named);
      return TRUE;
    }
  accounts = cord_engine_collect (core, "billingAccount", "relatedParty.id", *customer, error);
  if (accounts != NULL)
    *account = g_strdup (cord_account_resource_choose (accounts, NULL));
  return accounts != NULL;
}

static gboolean
note_product (CordInventoryHistory *self, JsonNode *before, JsonNode *after, gboolean done, GError **error)
{
  const char *customer_before, *customer_after;
  g_autofree char *account_before = NULL;
  g_autofree char *account_after = NULL;
  g_auto (Write) first = { .core = self->core, .before = before, .done = done };
  g_auto (Write) joined = { .core = self->core, .after = after, .moved = before != NULL, .done = done };

  if (!find_account (self->core, before, &customer_before, &account_before, error)
      || !find_account (self->core, after, &customer_after, &account_after, error))
    return FALSE;
  first.customer = customer_before;
  first.account = account_before;
  if (g_strcmp0 (account_before, account_after) == 0 && g_strcmp0 (customer_before, customer_after) == 0)
    {
      first.after = after;
      return write_product (&first, error);
    }
  joined.customer = customer_after;
  joined.account = account_after;
  return write_product (&first, error) && write_product (&joined, error);
}

/* Accounts */

static GVariant *
dup_move (gint64 day, CordDate today)
{
  g_autofree char *effective = cord_date_to_string (today);
  const CordBillingEventDraft draft = { .type = "billing-day", .anchor = day, .effective = effective };
  g_autoptr (GVariant) event = cord_billing_event_draft_to_value (&draft);
  CordBuilder list;

  cord_builder_init_array (&list);
  cord_builder_add (&list, event);
  return cord_builder_end (&list);
}

static gboolean
note_account (CordInventoryHistory *self, JsonNode *before, JsonNode *after, GError **error)
{
  gint64 day = cord_account_resource_get_billing_day (json_node_get_object (after));
  g_auto (Write) write = { .core = self->core,
                           .customer = cord_tmf_customer (json_node_get_object (after), "relatedParty"),
                           .account = cord_tmf_id (json_node_get_object (after)) };
  g_autoptr (GVariant) events = NULL;

  if (day == cord_account_resource_get_billing_day (json_node_get_object (before)) || write.customer == NULL)
    return TRUE;
  if (!load_history (&write, error))
    return FALSE;
  if (!is_kept (&write))
    return TRUE;
  if (!cord_billing_run (self->core, write.account, error) || !load (&write, before, error))
    return FALSE;
  if (cord_customer_has_billing_day (write.state.customer, (int)day, write.state.today))
    return TRUE;
  events = dup_move (day, write.state.today);
  return record (&write, events, error);
}

/* The watcher */

static gboolean
begin_change (gpointer data, const CordResourceType *type, CordResourceWatchDepth *depth, GError **error)
{
  CordInventoryHistory *self = data;

  if (!self->own && (g_str_equal (type->name, "product") || g_str_equal (type->name, "billingAccount")))
    *depth = CORD_RESOURCE_WATCH_DOCUMENT;
  return TRUE;
}

static JsonNode *
parse (const char *document)
{
  return document != NULL ? cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
}

static gboolean
note (CordInventoryHistory *self, const char *type, const char *before_text, const char *after_text, gboolean done,
      GError **error)
{
  g_autoptr (JsonNode) before = parse (before_text);
  g_autoptr (JsonNode) after = parse (after_text);

  if (g_str_equal (type, "product"))
    return note_product (self, before, after, done, error);
  return before == NULL || after == NULL || note_account (self, before, after, error);
}

static gboolean
end_change (gpointer data, const CordResourceChange *change, const char *after, GError **error)
{
  return change->now == change->version || note (data, change->type->name, change->before, after, FALSE, error);
}

/* What was imported */

/* @drop: it cannot be followed. FALSE: the store cannot, or the history. */
static gboolean
follow (CordInventoryHistory *self, const CordInventoryWrite *write, gboolean drop, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->core);

  if (!cord_database_begin (database, error))
    return FALSE;
  if ((drop || note (self, write->type, write->before, write->after, TRUE, error))
      && cord_inventory_write_store_remove (database, write->row, error) && cord_database_commit (database, error))
    return TRUE;
  cord_database_rollback (database);
  return FALSE;
}

void
cord_inventory_history_catch_up (CordInventoryHistory *self)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  while (more && error == NULL)
    {
      g_autoptr (CordInventoryWrite) write
          = cord_inventory_write_store_next (cord_core_get_database (self->core), &error);
      g_autoptr (GError) refusal = NULL;

      more = write != NULL;
      if (!more || follow (self, write, FALSE, &refusal))
        continue;
      g_warning ("an imported %s is not in the billing history: %s", write->type, refusal->message);
      more = refusal->code != CORD_ERROR_INTERNAL && follow (self, write, TRUE, &error);
    }
  if (error != NULL && !self->unreadable)
    g_warning ("imported products: %s", error->message);
  self->unreadable = error != NULL;
}

CordInventoryHistory *
cord_inventory_history_new (CordCore *core)
{
  static const CordResourceWatcher watcher = { begin_change, end_change };
  CordInventoryHistory *self = g_new0 (CordInventoryHistory, 1);

  self->core = core;
  cord_core_add_part (core, PART, self, g_free);
  cord_resource_watcher_add (core, &watcher, self);
  return self;
}

CordInventoryHistory *
cord_inventory_history_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

void
cord_inventory_history_set_own (CordInventoryHistory *self, gboolean own)
{
  self->own = own;
}
