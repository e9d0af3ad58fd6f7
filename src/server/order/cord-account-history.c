/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-account-history.h"

#include "billing/cord-billing-event-draft.h"
#include "billing/cord-billing-input-draft.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-calendar.h"
#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-history-cache.h"
#include "server/resource/cord-engine.h"
#include "store/cord-resource-store.h"

#define TYPE "accountHistory"
#define VERSION "version"
#define EVENTS "events"
#define CYCLE "cycle"
#define TERMS "terms"
#define FORMER "formerTerms"
#define TAXES "taxes"
#define UNTIL "until"
#define BILLED "billed"
#define NEXT "nextBill"

void
cord_account_history_clear (CordAccountHistory *self)
{
  g_clear_pointer (&self->events, g_variant_unref);
  g_clear_pointer (&self->cycle, g_variant_unref);
  g_clear_pointer (&self->terms, g_variant_unref);
  g_clear_pointer (&self->former, g_variant_unref);
  g_clear_pointer (&self->taxes, g_variant_unref);
}

static gboolean
read_kept (JsonNode *kept, CordAccountHistory *out, GError **error)
{
  g_autoptr (GVariant) value = kept != NULL ? cord_json_to_value (kept) : cord_value_empty_object ();
  const char *version, *billed, *next;

  version = cord_value_get_string (value, VERSION);
  billed = cord_value_get_string (value, BILLED);
  next = cord_value_get_string (value, NEXT);
  out->events = cord_value_dup_array (value, EVENTS);
  out->cycle = cord_value_dup (value, CYCLE);
  out->terms = cord_value_has (value, TERMS) ? cord_value_dup_object (value, TERMS) : NULL;
  out->former = cord_value_dup_array (value, FORMER);
  out->taxes = cord_value_dup_object (value, TAXES);
  out->version = version != NULL ? g_ascii_strtoll (version, NULL, 10) : cord_value_get_integer (value, VERSION, 0);
  out->billed = out->next = CORD_DATE_NONE;
  if (next != NULL)
    cord_date_parse (next, &out->next, NULL);
  /* Were it taken for none, everything since the oldest order would be billed again. */
  return billed == NULL || cord_date_parse (billed, &out->billed, error);
}

gboolean
cord_account_history_load (CordCore *core, const char *account, CordAccountHistory *out, GError **error)
{
  g_autoptr (JsonNode) kept = NULL;
  gint64 stored;

  if (!cord_resource_store_get_version (cord_core_get_database (core), TYPE, account, &stored, error))
    return FALSE;
  if (cord_history_cache_find (core, account, stored, out))
    return TRUE;
  if (!cord_engine_find (core, TYPE, account, &kept, error) || !read_kept (kept, out, error))
    return FALSE;
  if (kept != NULL)
    cord_history_cache_note (core, account, stored, out);
  return TRUE;
}

/* What is not stored is not kept in mind either: an account without events has neither terms nor taxes. */
static void
note_stored (CordCore *core, const char *account, gint64 stored, const CordAccountHistory *history)
{
  const gboolean has_events = cord_value_length (history->events) > 0;
  g_autoptr (GVariant) nothing = cord_value_empty_object ();
  CordAccountHistory kept = *history;

  if (!cord_kept_calendar_has_moves (history->events))
    kept.cycle = NULL;
  if (!has_events)
    {
      kept.terms = NULL;
      kept.taxes = nothing;
    }
  cord_history_cache_note (core, account, stored, &kept);
}

static gboolean
save (CordCore *core, const char *account, const CordAccountHistory *history, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, history->version);
  g_autofree char *billed = history->billed != CORD_DATE_NONE ? cord_date_to_string (history->billed) : NULL;
  g_autofree char *next = history->next != CORD_DATE_NONE ? cord_date_to_string (history->next) : NULL;
  g_autoptr (JsonNode) events = cord_json_from_value (history->events);
  g_autoptr (JsonObject) document = json_object_new ();
  gint64 stored;

  json_object_set_string_member (document, "id", account);
  json_object_set_string_member (document, VERSION, version);
  json_object_set_array_member (document, EVENTS, json_array_ref (json_node_get_array (events)));
  if (history->cycle != NULL && cord_kept_calendar_has_moves (history->events))
    json_object_set_member (document, CYCLE, cord_json_from_value (history->cycle));
  if (history->terms != NULL && cord_value_length (history->events) > 0)
    json_object_set_member (document, TERMS, cord_json_from_value (history->terms));
  if (g_variant_n_children (history->taxes) > 0 && cord_value_length (history->events) > 0)
    json_object_set_member (document, TAXES, cord_json_from_value (history->taxes));
  if (cord_value_length (history->former) > 0)
    json_object_set_member (document, FORMER, cord_json_from_value (history->former));
  if (billed != NULL)
    json_object_set_string_member (document, BILLED, billed);
  if (next != NULL)
    json_object_set_string_member (document, NEXT, next);
  if (!cord_engine_store (core, cord_resource_type_find (TYPE), document, &stored, error))
    return FALSE;
  note_stored (core, account, stored, history);
  return TRUE;
}

/* Takes @events. */
static gboolean
save_events (CordCore *core, const char *account, CordAccountHistory *history, GVariant *events, GError **error)
{
  g_variant_unref (history->events);
  history->events = events;
  if (cord_kept_calendar_has_moves (events))
    history->next = CORD_DATE_NONE;
  history->version++;
  return save (core, account, history, error);
}

gboolean
cord_account_history_set_billed (CordCore *core, const char *account, CordDate day, CordDate next, GError **error)
{
  g_auto (CordAccountHistory) history = { 0 };

  if (!cord_account_history_load (core, account, &history, error))
    return FALSE;
  history.billed = day;
  history.next = cord_kept_calendar_has_moves (history.events) ? CORD_DATE_NONE : next;
  return save (core, account, &history, error);
}

/* @change as the history keeps it. The price that was agreed stays what it is when the catalog's changes later. */
static void
add_event (CordBuilder *list, GVariant *change, const CordBillingInputDraft *input)
{
  g_auto (CordBillingEventDraft) draft = { 0 };
  g_autoptr (GVariant) event = NULL;

  cord_billing_event_draft_read (&draft, change);
  if (draft.offer != NULL && !cord_billing_event_draft_has_price (&draft))
    draft.price = cord_billing_offer_find_price (input->catalog, draft.offer);
  draft.recorded = input->now;
  if (input->effective != NULL)
    draft.effective = input->effective;
  event = cord_billing_event_draft_to_value (&draft);
  cord_builder_add (list, event);
}

/* The changes, and what comes with them. */
static GVariant *
dup_fresh (CordQuote *quote)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  CordBuilder list;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  cord_builder_init_array (&list);
  if (input.change != NULL)
    add_event (&list, input.change, &input);
  for (gsize i = 0; input.changes != NULL && i < cord_value_length (input.changes); i++)
    {
      g_autoptr (GVariant) change = cord_value_dup_at (input.changes, i);

      add_event (&list, change, &input);
    }
  for (gsize i = 0; input.with != NULL && i < cord_value_length (input.with); i++)
    {
      g_autoptr (GVariant) discount = cord_value_dup_at (input.with, i);

      add_event (&list, discount, &input);
    }
  return cord_builder_end (&list);
}

/* From the first move of the billing day on the account has another cycle than its history began with. */
static void
keep_cycle (CordAccountHistory *self, CordQuote *quote)
{
  g_auto (CordBillingInputDraft) input = { 0 };

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  if (self->cycle == NULL && input.cycle != NULL)
    self->cycle = g_variant_ref (input.cycle);
}

/* The offers of @newer, and those of @older that it does not have: when the newest order is undone, the one that comes
 * back needs its own. */
static GVariant *
merge_catalogs (GVariant *newer, GVariant *older)
{
  CordBuilder merged;
  GVariantIter offers;
  const char *name;
  GVariant *offer;

  cord_builder_init (&merged);
  cord_builder_extend (&merged, newer);
  g_variant_iter_init (&offers, older);
  while (g_variant_iter_loop (&offers, "{&sv}", &name, &offer))
    if (!cord_value_has (newer, name))
      cord_builder_value (&merged, name, offer);
  return cord_builder_end (&merged);
}

/* The taxes of the offers that @quote is priced by, where they can be read; an empty list where they are the region's.
 * What cannot be read any more keeps what it had in @older. */
static GVariant *
dup_taxes (CordQuote *quote, CordCatalog *catalog, GVariant *older)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_autoptr (GVariant) newer = NULL;
  CordBuilder taxes;
  GVariantIter offers;
  const char *name;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  cord_builder_init (&taxes);
  g_variant_iter_init (&offers, input.catalog);
  while (g_variant_iter_loop (&offers, "{&sv}", &name, NULL))
    {
      CordOffering *offering = cord_catalog_find_billed (catalog, name);
      g_autoptr (GVariant) list = NULL;

      if (offering == NULL || cord_offering_get_problem (offering) != NULL)
        continue;
      list = cord_offering_dup_taxes (offering);
      cord_builder_value (&taxes, name, list);
    }
  newer = cord_builder_end (&taxes);
  return merge_catalogs (newer, older);
}

/* What the account is billed by besides its events, as @quote has it: what an order was sealed with is what it is
 * billed by, whatever the catalog says later. @older: the terms so far, or NULL */
static GVariant *
dup_terms (CordQuote *quote, GVariant *older)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_auto (CordBillingInputDraft) before = { 0 };
  CordBillingInputDraft terms = { 0 };
  g_autoptr (GVariant) catalog = NULL;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  if (older != NULL)
    cord_billing_input_draft_read (&before, older);
  catalog = before.catalog != NULL ? merge_catalogs (input.catalog, before.catalog) : g_variant_ref (input.catalog);
  terms.currency = input.currency;
  terms.scale = input.scale;
  terms.zone = input.zone;
  terms.tax = input.tax;
  terms.policy = input.policy;
  terms.cycle = input.cycle;
  terms.catalog = catalog;
  return cord_billing_input_draft_to_value (&terms);
}

GVariant *
cord_account_history_dup_terms (const CordAccountHistory *self, CordDate day)
{
  for (gsize i = 0; i < cord_value_length (self->former); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (self->former, i);
      const char *until = cord_value_get_string (entry, UNTIL);
      CordDate last;

      if (until != NULL && cord_date_parse (until, &last, NULL) && day <= last)
        return cord_value_dup_object (entry, TERMS);
    }
  return self->terms != NULL ? g_variant_ref (self->terms) : NULL;
}

static gboolean
has_same_cycle (GVariant *terms, GVariant *older)
{
  g_auto (CordBillingInputDraft) now = { 0 };
  g_auto (CordBillingInputDraft) before = { 0 };

  if (older == NULL)
    return FALSE;
  cord_billing_input_draft_read (&now, terms);
  cord_billing_input_draft_read (&before, older);
  return g_strcmp0 (now.zone, before.zone) == 0 && cord_value_equal (now.cycle, before.cycle);
}

/* An undo window may pass midnight. */
static CordDate
find_needed (const CordAccountHistory *self, const CordAccountState *state)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (state->customer);

  return cord_kept_history_find_waiting (self->events, zone, state->today - 1);
}

/* An order that waits is given back as it was billed, also after a newer one has brought other terms. */
static void
keep_terms (CordAccountHistory *self, const CordAccountState *state, GVariant *older)
{
  CordDate needed = find_needed (self, state);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; needed != CORD_DATE_NONE && i < cord_value_length (self->former); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (self->former, i);
      const char *until = cord_value_get_string (entry, UNTIL);
      CordDate last;

      if (until != NULL && cord_date_parse (until, &last, NULL) && last > needed)
        cord_builder_add (&list, entry);
    }
  if (older != NULL && needed != CORD_DATE_NONE && self->billed > needed && !cord_value_equal (older, self->terms))
    {
      g_autofree char *until = cord_date_to_string (self->billed);
      g_autoptr (GVariant) entry = NULL;
      CordBuilder builder;

      cord_builder_init (&builder);
      cord_builder_string (&builder, UNTIL, until);
      cord_builder_value (&builder, TERMS, older);
      entry = cord_builder_end (&builder);
      cord_builder_add (&list, entry);
    }
  g_variant_unref (self->former);
  self->former = cord_builder_end (&list);
}

gboolean
cord_account_history_place (CordCore *core, const CordAccountState *state, CordQuote *quote, const char *order,
                            const char *superseded, gboolean *began, GError **error)
{
  const char *account = cord_customer_get_account_id (state->customer);
  g_autoptr (GVariant) kept = cord_history_dup_events (state->customer);
  g_autoptr (GVariant) left
      = superseded != NULL ? cord_kept_history_supersede (kept, superseded, order) : g_variant_ref (kept);
  g_autoptr (GVariant) fresh = dup_fresh (quote);
  g_autoptr (GVariant) older = NULL;
  g_autoptr (GVariant) known = NULL;
  g_auto (CordAccountHistory) history = { 0 };

  *began = FALSE;
  if (account == NULL)
    return TRUE;
  if (!cord_account_history_load (core, account, &history, error))
    return FALSE;
  *began = cord_value_length (history.events) == 0;
  keep_cycle (&history, quote);
  /* Orders of before the terms were kept were billed by whoever billed the account then. */
  if (history.terms == NULL && !*began)
    history.billed = state->today;
  older = g_steal_pointer (&history.terms);
  history.terms = dup_terms (quote, older);
  known = g_steal_pointer (&history.taxes);
  history.taxes = dup_taxes (quote, state->catalog, known);
  if (!has_same_cycle (history.terms, older))
    history.next = CORD_DATE_NONE;
  keep_terms (&history, state, older);
  return save_events (core, account, &history, cord_kept_history_append (left, fresh, order), error);
}

/* @events as they are kept, recorded on @day. */
static GVariant *
dup_recorded (GVariant *events, CordDate day)
{
  g_autofree char *recorded = cord_date_to_string (day);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) marked = cord_billing_event_draft_dup_recorded (event, recorded);

      cord_builder_add (&list, marked);
    }
  return cord_builder_end (&list);
}

/* What the newest order was priced by, with the offers of @quote that it does not have. */
static GVariant *
extend_terms (GVariant *terms, CordQuote *quote)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_auto (CordBillingInputDraft) extended = { 0 };
  GVariant *catalog;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  cord_billing_input_draft_read (&extended, terms);
  catalog = merge_catalogs (extended.catalog, input.catalog);
  g_variant_unref (extended.catalog);
  extended.catalog = catalog;
  return cord_billing_input_draft_to_value (&extended);
}

gboolean
cord_account_history_note (CordCore *core, const CordAccountState *state, CordQuote *quote, GVariant *events,
                           GError **error)
{
  const char *account = cord_customer_get_account_id (state->customer);
  g_autoptr (GVariant) recorded = dup_recorded (events, state->today);
  g_autoptr (GVariant) terms = NULL;
  g_autoptr (GVariant) taxes = NULL;
  g_autoptr (GVariant) fresh = NULL;
  g_auto (CordAccountHistory) history = { 0 };

  if (!cord_account_history_load (core, account, &history, error))
    return FALSE;
  keep_cycle (&history, quote);
  terms = g_steal_pointer (&history.terms);
  history.terms = terms != NULL ? extend_terms (terms, quote) : NULL;
  taxes = g_steal_pointer (&history.taxes);
  fresh = dup_taxes (quote, state->catalog, taxes);
  history.taxes = merge_catalogs (taxes, fresh);
  return save_events (core, account, &history, cord_kept_history_append_foreign (history.events, recorded), error);
}

gboolean
cord_account_history_withdraw (CordCore *core, const char *account, const char *order, const char *dropped,
                               gboolean began, GError **error)
{
  g_auto (CordAccountHistory) history = { 0 };
  g_autoptr (GVariant) events = NULL;

  if (account == NULL)
    return TRUE;
  if (!cord_account_history_load (core, account, &history, error))
    return FALSE;
  events = cord_kept_history_dup_without (history.events, order, dropped);
  if (began && !cord_kept_history_has_orders (events))
    {
      g_clear_pointer (&events, g_variant_unref);
      events = cord_value_empty_array ();
      history.billed = history.next = CORD_DATE_NONE;
    }
  return save_events (core, account, &history, g_steal_pointer (&events), error);
}

gboolean
cord_account_history_reverse (CordCore *core, const char *account, const char *order, gboolean restores, CordDate day,
                              GError **error)
{
  g_auto (CordAccountHistory) history = { 0 };

  return cord_account_history_load (core, account, &history, error)
         && save_events (core, account, &history, cord_kept_history_reverse (history.events, order, restores, day),
                         error);
}
