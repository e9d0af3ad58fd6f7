/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-quote-input.h"

#include "base/cord-error.h"
#include "base/cord-zone.h"
#include "billing/cord-allowance.h"
#include "billing/cord-billing-event-draft.h"
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-dated-price.h"
#include "billing/cord-quote.h"
#include "config.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/change/cord-change-event.h"
#include "domain/change/cord-promotion-choice.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"
#include "domain/customer/cord-price.h"
#include "domain/customer/cord-tax-list.h"

#include <glib/gi18n-lib.h>

/* Offers and products go by the names that cord_history_name gives them. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  CordZone *zone;
  CordDate now;
  GHashTable *offerings; /* offer name → CordOffering */
  GHashTable *prices;    /* offer name → price text: the offers in use */
  GHashTable *products;  /* product names in the history */
  GVariant *kept_offers; /* what the account was billed by so far, of offers by name */
  GVariant *kept_taxes;
  CordGivenPromotions given;
} Context;

static void
context_clear (Context *self)
{
  g_clear_pointer (&self->zone, cord_zone_unref);
  g_clear_pointer (&self->offerings, g_hash_table_unref);
  g_clear_pointer (&self->prices, g_hash_table_unref);
  g_clear_pointer (&self->products, g_hash_table_unref);
  g_clear_pointer (&self->kept_offers, g_variant_unref);
  g_clear_pointer (&self->kept_taxes, g_variant_unref);
  cord_given_promotions_clear (&self->given);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Context, context_clear)

static void
context_init (Context *self, CordCustomer *customer, CordCatalog *catalog, CordDate now)
{
  GListModel *offerings = cord_catalog_get_offerings (catalog);
  guint n = g_list_model_get_n_items (offerings);

  self->customer = customer;
  self->catalog = catalog;
  self->now = now;
  self->zone = cord_customer_dup_time_zone (customer);
  self->offerings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept_offers = cord_customer_dup_kept_offers (customer);
  self->kept_taxes = cord_customer_dup_kept_taxes (customer);
  cord_given_promotions_init (&self->given);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (offerings, i);

      g_hash_table_insert (self->offerings, cord_history_name (cord_offering_get_id (offering)),
                           g_object_ref (offering));
    }
}

static gboolean
refuse (GError **error, const char *reason, const char *member, const char *hint, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, hint, "%s", message);
}

/* The offering as the catalog has it; NULL when it is gone, or its entry cannot be read any more and it is known how
 * the account was billed before. */
static CordOffering *
find_listed (const Context *self, const char *offer)
{
  CordOffering *offering = g_hash_table_lookup (self->offerings, offer);

  return offering != NULL
                 && (cord_offering_get_problem (offering) == NULL || !cord_value_has (self->kept_offers, offer))
             ? offering
             : NULL;
}

/* The price on @day, CORD_DATE_NONE before all days. Where the catalog does not say it any more, what the account was
 * billed by last. Full string, or NULL. */
static char *
dup_catalog_price (Context *self, const char *offer, CordDate day)
{
  CordOffering *offering = find_listed (self, offer);

  return offering != NULL ? cord_offering_dup_price_on (offering, day, self->zone)
                          : g_strdup (cord_billing_offer_find_price (self->kept_offers, offer));
}

/* An offer that the catalog no longer has is billed at what the customer pays for it. */
static void
use_offer (Context *self, const char *offer, const char *fallback)
{
  g_autofree char *price = NULL;

  if (g_hash_table_contains (self->prices, offer))
    return;
  price = dup_catalog_price (self, offer, CORD_DATE_NONE);
  if (price == NULL)
    price = g_strdup (fallback != NULL ? fallback : "0");
  g_hash_table_insert (self->prices, g_strdup (offer), g_steal_pointer (&price));
}

static gboolean
check_event (Context *self, const CordBillingEventDraft *event, gsize index, GError **error)
{
  g_autofree char *recorded = g_strdup_printf ("history.%" G_GSIZE_FORMAT ".recorded", index);
  g_autofree char *offer = g_strdup_printf ("history.%" G_GSIZE_FORMAT ".offer", index);
  CordDate date;

  if (!cord_zone_read_day (self->zone, event->recorded, &date))
    return refuse (error, "invalid", recorded, _ ("Ask the operator to correct the account's history."),
                   _ ("An event of the billing history has no valid date."));
  if (date > self->now)
    return refuse (error, "clock", recorded, _ ("Check the date of this computer, then try again."),
                   _ ("The billing history of this account goes beyond today."));
  if (event->offer != NULL && !g_hash_table_contains (self->offerings, event->offer)
      && !cord_billing_event_draft_has_price (event))
    return refuse (error, "invalid", offer, _ ("Ask the operator to add the plan to the catalog."),
                   _ ("The customer has a plan that the catalog does not know."));
  return TRUE;
}

/* The price of that day, or of today: a system that keeps one price of a product writes the one in force. */
static gboolean
is_catalog_price (Context *self, const CordBillingEventDraft *event)
{
  CordDate day = CORD_DATE_NONE;
  g_autofree char *then = NULL;
  g_autofree char *today = dup_catalog_price (self, event->offer, self->now);

  cord_zone_read_day (self->zone, event->effective, &day);
  then = dup_catalog_price (self, event->offer, day);
  return cord_price_equal (event->price, then) || cord_price_equal (event->price, today);
}

/* A price equal to that of the catalog was not negotiated; it is left out, so that the quote does not report its loss.
 */
static gboolean
has_list_price (Context *self, const CordBillingEventDraft *event)
{
  static const char *const types[] = { "start", "add", "change", NULL };

  return event->type != NULL && g_strv_contains (types, event->type) && event->offer != NULL && event->price != NULL
         && is_catalog_price (self, event);
}

static void
note_names (Context *self, const CordBillingEventDraft *event, gboolean counts)
{
  if (event->offer != NULL)
    use_offer (self, event->offer, event->price);
  if (event->product != NULL)
    g_hash_table_add (self->products, g_strdup (event->product));
  cord_given_promotions_note (&self->given, event, counts);
}

static GVariant *
build_history (Context *self, GVariant *events, GError **error)
{
  g_autofree gboolean *remains = cord_kept_history_find_remaining (events);
  gsize n = cord_value_length (events);
  CordBuilder builder;
  g_autoptr (GVariant) built = NULL;
  gboolean valid = TRUE;

  cord_builder_init_array (&builder);
  for (gsize i = 0; i < n && valid; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) plain = NULL;
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      valid = check_event (self, &draft, i, error);
      if (!valid)
        continue;
      note_names (self, &draft, remains[i]);
      if (has_list_price (self, &draft))
        draft.price = NULL;
      plain = cord_billing_event_draft_to_value (&draft);
      cord_builder_add (&builder, plain);
    }
  built = cord_builder_end (&builder);
  return valid ? g_steal_pointer (&built) : NULL;
}

/* The change */

/* Refuses a move to the day that is in force, and customers without an account. */
static gboolean
check_billing_day (GVariant *change, CordCustomer *customer, CordDate now, GError **error)
{
  if (cord_customer_get_account_id (customer) == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "account", "billingAccount",
                                _ ("Open a billing account for the customer first."),
                                _ ("The customer has no billing account."));
  return !cord_customer_has_billing_day (customer, (int)cord_change_get_date_shift (change), now)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "nothing-changes", "dateShift", _ ("Choose another day."),
                                 _ ("The bills begin on that day already."));
}

static GVariant *
build_event (Context *self, GVariant *change, GError **error)
{
  g_autoptr (GVariant) event = cord_change_event_new (change, self->customer, self->catalog, error);
  g_auto (CordBillingEventDraft) draft = { 0 };
  gboolean known;

  if (event == NULL)
    return NULL;
  if (cord_change_is_billing_day (change))
    return check_billing_day (change, self->customer, self->now, error) ? g_steal_pointer (&event) : NULL;
  cord_billing_event_draft_read (&draft, event);
  known = g_hash_table_contains (self->products, draft.product);
  if (known == cord_change_is_addition (change))
    {
      refuse (error, "invalid", "change.product", _ ("Ask the operator to correct the account's history."),
              known ? _ ("A product with this name was billed before.")
                    : _ ("The billing history does not know this product."));
      return NULL;
    }
  if (draft.offer != NULL)
    use_offer (self, draft.offer, NULL);
  return g_steal_pointer (&event);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* One event for each product that a removal takes, in an order that does not depend on which of them it names first:
 * the same removal has the same seal. */
static GVariant *
build_removals (Context *self, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  g_autoptr (GVariant) built = NULL;
  CordBuilder list;
  gboolean valid = TRUE;

  g_ptr_array_sort (products, compare_names);
  cord_builder_init_array (&list);
  for (guint i = 0; i < products->len && valid; i++)
    {
      g_autoptr (GVariant) alone = cord_change_new ("remove", products->pdata[i], NULL, NULL, 0);
      g_autoptr (GVariant) event = build_event (self, alone, error);

      valid = event != NULL;
      if (valid)
        cord_builder_add (&list, event);
    }
  built = cord_builder_end (&list);
  return valid ? g_steal_pointer (&built) : NULL;
}

/* The names in the history of the products that @change is about, NULL-terminated. Full array. */
static GPtrArray *
dup_product_names (GVariant *change)
{
  g_autoptr (GPtrArray) ids = cord_change_dup_products (change);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (names, cord_history_name (ids->pdata[i]));
  g_ptr_array_add (names, NULL);
  return names;
}

/* A promotion is bound to the offer that it comes with. */
static GVariant *
dup_discount (Context *self, CordOffering *offering, const CordPromotion *promotion,
              const CordBillingEventDraft *changed)
{
  g_autofree char *name = cord_given_promotions_take_name (&self->given, offering, promotion);
  CordBuilder offers;
  g_auto (CordBillingEventDraft) draft = { .type = "discount",
                                           .product = changed->product,
                                           .discount = name,
                                           .percent = promotion->percent,
                                           .amount = promotion->amount,
                                           .cycles = promotion->cycles };

  cord_builder_init_array (&offers);
  cord_builder_add_string (&offers, changed->offer);
  draft.offers = cord_builder_end (&offers);
  return cord_billing_event_draft_to_value (&draft);
}

/* The promotions that a product gets with the offering it comes to. */
static GVariant *
build_promotions (Context *self, GVariant *change, GVariant *event, CordDate effective)
{
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  g_auto (CordBillingEventDraft) changed = { 0 };
  g_autoptr (GPtrArray) chosen = NULL;
  CordBuilder list;

  cord_billing_event_draft_read (&changed, event);
  if (changed.offer == NULL || offering == NULL)
    return NULL;
  chosen = cord_promotion_choose (offering, &self->given, effective, self->zone,
                                  cord_customer_get_grid (self->customer).months);
  if (chosen->len == 0)
    return NULL;
  cord_builder_init_array (&list);
  for (guint i = 0; i < chosen->len; i++)
    {
      g_autoptr (GVariant) discount = dup_discount (self, offering, chosen->pdata[i], &changed);

      cord_builder_add (&list, discount);
    }
  return cord_builder_end (&list);
}

/* What an offering includes; NULL for nothing, so that the quote does not mention it. */
static GVariant *
dup_allowances (CordOffering *offering)
{
  const GArray *list = cord_offering_get_allowances (offering);
  CordBuilder allowances;

  if (list->len == 0)
    return NULL;
  cord_builder_init (&allowances);
  for (guint i = 0; i < list->len; i++)
    {
      const CordIncluded *included = &g_array_index (list, CordIncluded, i);
      g_autofree char *name = cord_history_name (included->name);
      g_autoptr (GVariant) value = cord_allowance_draft_to_value (included->amount, included->partial);

      cord_builder_value (&allowances, name, value);
    }
  return cord_builder_end (&allowances);
}

/* The catalog's own taxes stand above those of the region. @own: the list of the offer; consumed */
static void
take_taxes (CordBillingOfferDraft *draft, const Context *self, GVariant *own, CordPolicy *policy)
{
  g_autoptr (GVariant) exemptions = cord_customer_dup_tax_exemptions (self->customer);
  g_autoptr (GVariant) list = own;

  if (cord_value_length (list) == 0)
    {
      g_variant_unref (list);
      list = cord_policy_dup_taxes (policy, cord_customer_get_tax_region (self->customer));
    }
  if (cord_value_length (list) == 0)
    return;
  draft->tax = cord_tax_list_dup_on (list, exemptions, self->zone, CORD_DATE_NONE);
  draft->dated = cord_tax_list_dup_dated (list, exemptions, self->zone);
}

/* An offer that the catalog does not tell of any more goes on as it was: what it includes and how it is billed, and
 * the taxes of the catalog. Histories of before these were kept have only what the taxes came to. */
static void
take_kept (CordBillingOfferDraft *draft, const Context *self, const char *name, CordPolicy *policy)
{
  const gboolean has_taxes = cord_value_has (self->kept_taxes, name);

  if (has_taxes || draft->tax == NULL)
    {
      g_clear_pointer (&draft->tax, g_variant_unref);
      g_clear_pointer (&draft->dated, g_variant_unref);
      take_taxes (draft, self, cord_value_dup_array (self->kept_taxes, name), policy);
    }
}

static void
take_listed (CordBillingOfferDraft *draft, const Context *self, CordOffering *offering, CordPolicy *policy)
{
  g_autoptr (GVariant) prices = cord_offering_dup_dated (offering, self->zone);
  g_autoptr (GVariant) taxes = NULL;

  draft->billed = cord_offering_get_billed (offering);
  draft->allowances = dup_allowances (offering);
  take_taxes (draft, self, cord_offering_dup_taxes (offering), policy);
  taxes = draft->dated;
  draft->dated = cord_dated_price_drafts_merge (prices, taxes);
}

static GVariant *
build_prices (Context *self, CordPolicy *policy)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->prices), (GCompareFunc)g_strcmp0);
  CordBuilder catalog;

  cord_builder_init (&catalog);
  for (GList *item = names; item != NULL; item = item->next)
    {
      const char *name = item->data;
      CordOffering *offering = find_listed (self, name);
      g_autoptr (GVariant) kept = cord_value_dup_object (self->kept_offers, name);
      g_auto (CordBillingOfferDraft) draft = { 0 };
      g_autofree char *once
          = offering != NULL ? cord_offering_dup_once_on (offering, CORD_DATE_NONE, self->zone) : NULL;
      g_autoptr (GVariant) entry = NULL;

      draft.once = once;
      if (offering != NULL)
        take_listed (&draft, self, offering, policy);
      else
        {
          cord_billing_offer_draft_read (&draft, kept);
          take_kept (&draft, self, name, policy);
        }
      draft.price = g_hash_table_lookup (self->prices, name);
      entry = cord_billing_offer_draft_to_value (&draft);
      cord_builder_value (&catalog, name, entry);
    }
  return cord_builder_end (&catalog);
}

static GVariant *
build_cycle (CordCustomer *customer)
{
  const CordCycleGrid grid = cord_customer_get_grid (customer);
  const char *first = grid.months > 1 ? cord_customer_get_first_month (customer) : NULL;
  const CordCycleDraft cycle = { .anchor = grid.anchor, .months = grid.months, .first = first };

  return cord_cycle_draft_to_value (&cycle);
}

/* A customer who has nothing yet is billed in the catalog's currency. */
static const char *
find_currency (CordCustomer *customer, CordCatalog *catalog)
{
  const char *own = cord_customer_get_currency (customer);
  const char *listed = cord_catalog_get_currency (catalog);

  return g_str_equal (own, "XXX") && listed != NULL ? listed : own;
}

/* An offering whose entry in the catalog cannot be read has no price that could be relied on. Who has it may have more
 * or less of it at the price that they pay. */
static gboolean
check_offering (Context *self, GVariant *change, GVariant *event, GError **error)
{
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  g_auto (CordBillingEventDraft) draft = { 0 };

  if (offering == NULL || cord_offering_get_problem (offering) == NULL)
    return TRUE;
  cord_billing_event_draft_read (&draft, event);
  return (draft.offer == NULL && draft.term == NULL)
         || refuse (error, "offering-unreadable", "change.offering",
                    _ ("Choose another offering, and ask the operator to correct the catalog."),
                    _ ("The offering cannot be priced until its entry in the catalog is corrected."));
}

static gboolean
check_currency (Context *self, const char *currency, GVariant *change, GError **error)
{
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  const char *priced = offering != NULL ? cord_offering_get_currency (offering) : NULL;

  if (priced == NULL || g_str_equal (priced, currency))
    return TRUE;
  return refuse (error, "currency", "change.offering", _ ("Choose an offering in the currency of the account."),
                 _ ("The offering is priced in another currency than the account."));
}

/* What does not depend on the change. */
static void
fill_account (CordBillingInputDraft *draft, Context *self, CordPolicy *policy, const char *today)
{
  draft->currency = find_currency (self->customer, self->catalog);
  draft->scale = cord_currency_scale (draft->currency);
  draft->zone = cord_customer_get_zone (self->customer);
  draft->tax = cord_policy_includes_tax (policy) ? "inclusive" : NULL;
  draft->policy = cord_policy_dup_billing (policy);
  draft->cycle = build_cycle (self->customer);
  draft->now = today;
}

/* The history of the account without what the change replaces. */
static gboolean
fill_events (CordBillingInputDraft *draft, Context *self, GVariant *kept, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) products = dup_product_names (change);
  g_autoptr (GVariant) events
      = cord_kept_history_dup_events (kept, (const char *const *)products->pdata, self->customer, self->now);

  draft->history = build_history (self, events, error);
  if (draft->history == NULL)
    return FALSE;
  if (cord_change_takes_along (change))
    draft->changes = build_removals (self, change, error);
  else
    draft->change = build_event (self, change, error);
  return draft->change != NULL || draft->changes != NULL;
}

/* The seal covers both versions, and may change only where the price may. The number of the last edit would not do: it
 * counts edits of descriptions and of other offerings, and changes of the history that were undone. */
static char *
dup_version (GVariant *content)
{
  enum
  {
    DIGITS = 16
  };
  g_autofree char *digest = cord_value_digest (content, NULL, 0);

  return g_strndup (digest, DIGITS);
}

/* What the quote has from the catalog: the offers in use, and the term and the promotions that come with the change. */
static char *
dup_catalog_version (const CordBillingInputDraft *draft)
{
  g_auto (CordBillingEventDraft) event = { 0 };
  g_autoptr (GVariant) content = NULL;
  CordBuilder builder;

  if (draft->change != NULL)
    cord_billing_event_draft_read (&event, draft->change);
  cord_builder_init (&builder);
  cord_builder_value (&builder, "offers", draft->catalog);
  cord_builder_value (&builder, "term", event.term);
  cord_builder_value (&builder, "promotions", draft->with);
  content = cord_builder_end (&builder);
  return dup_version (content);
}

/* What is on a bill when all that @history comes to is. NULL with an error of the engine. */
static GVariant *
dup_ledger (const CordBillingInputDraft *draft, GVariant *history, GError **error)
{
  g_autoptr (GVariant) nothing = cord_value_empty_array ();
  g_autoptr (GVariant) document = NULL;
  g_autoptr (CordQuote) quote = NULL;
  CordBillingInputDraft account = *draft;

  account.history = history;
  account.invoiced = nothing;
  account.change = account.with = account.changes = NULL;
  account.effective = NULL;
  document = cord_billing_input_draft_to_value (&account);
  quote = cord_quote_new_of_account (document, error);
  return quote != NULL ? cord_quote_dup_ledger (quote) : NULL;
}

/* Where the next bill collects what changes add, those of this cycle are on no bill yet: everything before them is.
 * @products: as cord_kept_history_dup_events() takes them */
static gboolean
add_ledger (CordBillingInputDraft *draft, Context *self, GVariant *kept, const char *const *products, GError **error)
{
  g_autoptr (GVariant) events = cord_kept_history_dup_collected (kept, products, self->customer, self->now);
  g_autoptr (GVariant) history = NULL;
  g_autoptr (GVariant) collected = NULL;
  g_autoptr (GVariant) all = NULL;

  if (cord_value_length (events) == cord_value_length (draft->history))
    return TRUE;
  history = build_history (self, events, error);
  collected = history != NULL ? dup_ledger (draft, history, error) : NULL;
  all = collected != NULL ? dup_ledger (draft, draft->history, error) : NULL;
  if (all != NULL && !cord_value_equal (collected, all))
    draft->invoiced = g_steal_pointer (&collected);
  return all != NULL;
}

/* Each of several changes says itself when it takes effect. */
static void
set_day (CordBillingInputDraft *draft, const char *day)
{
  g_autoptr (GVariant) events = draft->changes;
  CordBuilder list;

  if (events == NULL)
    {
      draft->effective = day;
      return;
    }
  cord_builder_init_array (&list);
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) dated = NULL;
      g_auto (CordBillingEventDraft) dating = { 0 };

      cord_billing_event_draft_read (&dating, event);
      dating.effective = day;
      dated = cord_billing_event_draft_to_value (&dating);
      cord_builder_add (&list, dated);
    }
  draft->changes = cord_builder_end (&list);
}

GVariant *
cord_quote_input_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy, CordDate now,
                      CordDate effective, GError **error)
{
  g_autoptr (GVariant) kept = cord_history_dup_events (customer);
  g_autoptr (GPtrArray) products = dup_product_names (change);
  g_autofree char *today = cord_date_to_string (now);
  g_autofree char *day = NULL;
  g_autofree char *history_version = NULL;
  g_autofree char *catalog_version = NULL;
  g_auto (Context) context = { 0 };
  g_auto (CordBillingInputDraft) draft = { 0 };

  context_init (&context, customer, catalog, now);
  if (!fill_events (&draft, &context, kept, change, error) || !check_offering (&context, change, draft.change, error)
      || !check_currency (&context, find_currency (customer, catalog), change, error)
      || !cord_change_check_timing (change, customer, policy, now, error))
    return NULL;
  if (effective == CORD_DATE_NONE)
    effective = cord_change_default_date (change, customer, policy, now);
  day = cord_date_to_string (effective);
  fill_account (&draft, &context, policy, today);
  set_day (&draft, day);
  if (draft.change != NULL)
    draft.with = build_promotions (&context, change, draft.change, effective);
  draft.catalog = build_prices (&context, policy);
  if (cord_policy_collects_next (policy)
      && !add_ledger (&draft, &context, kept, (const char *const *)products->pdata, error))
    return NULL;
  draft.history_version = history_version = dup_version (draft.history);
  draft.catalog_version = catalog_version = dup_catalog_version (&draft);
  return cord_billing_input_draft_to_value (&draft);
}

/* The last @n of @events, as proposals. */
static GVariant *
dup_last (GVariant *events, gsize n)
{
  gsize length = cord_value_length (events);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = length - n; i < length; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) proposal = cord_billing_event_draft_dup_recorded (event, NULL);

      cord_builder_add (&list, proposal);
    }
  return cord_builder_end (&list);
}

static void
use_offers (Context *self, GVariant *events)
{
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_auto (CordBillingEventDraft) draft = { 0 };

      cord_billing_event_draft_read (&draft, event);
      if (draft.offer != NULL)
        use_offer (self, draft.offer, draft.price);
    }
}

GVariant *
cord_quote_input_new_recorded (GVariant *events, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy,
                               CordDate now, GError **error)
{
  g_autoptr (GVariant) kept = cord_history_dup_events (customer);
  g_autoptr (GVariant) counting = cord_kept_history_dup_events (kept, NULL, customer, now);
  g_autoptr (GVariant) longer = cord_kept_history_append_foreign (kept, events);
  g_autoptr (GVariant) all = cord_kept_history_dup_events (longer, NULL, customer, now);
  g_autofree char *today = cord_date_to_string (now);
  g_auto (Context) context = { 0 };
  g_auto (CordBillingInputDraft) draft = { 0 };

  context_init (&context, customer, catalog, now);
  draft.history = build_history (&context, counting, error);
  if (draft.history == NULL)
    return NULL;
  use_offers (&context, events);
  fill_account (&draft, &context, policy, today);
  /* Their numbers count the events that count. */
  draft.changes = dup_last (all, cord_value_length (events));
  draft.catalog = build_prices (&context, policy);
  if (cord_policy_collects_next (policy) && !add_ledger (&draft, &context, kept, NULL, error))
    return NULL;
  return cord_billing_input_draft_to_value (&draft);
}
