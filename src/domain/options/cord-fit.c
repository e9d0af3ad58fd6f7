/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-fit.h"

#include "config.h"
#include "domain/options/cord-exclusion.h"
#include "domain/options/cord-fit-score.h"
#include "domain/options/cord-option.h"
#include "domain/options/cord-qualification-held.h"
#include "domain/options/cord-qualification.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CordNeeds *needs;
  CordCustomer *customer;
  CordCatalog *catalog;
  CordPolicy *policy;
  CordDate today;
  const char *kind;
  CordProduct *held;     /* NULL when adding; borrowed */
  GPtrArray *candidates; /* of CordFitCandidate */
  GPtrArray *excluded;   /* of exclusion documents */
  CordPromotionChooser *chooser;
  const CordZone *zone; /* of the account */
} Fit;

static void
exclude (Fit *self, const char *offering, const char *name, const char *rule, const char *text)
{
  g_ptr_array_add (self->excluded, cord_exclusion_new_document (offering, name, rule, text));
}

/* Takes over @change. Answers the qualification when it is refused, NULL when it became a candidate. */
static GVariant *
try_change (Fit *self, GVariant *change, CordOffering *offering)
{
  g_autoptr (GVariant) owned = change;
  g_autoptr (GVariant) verdict = cord_qualify (change, self->customer, self->catalog, self->today);
  CordFitCandidate *candidate;

  if (!cord_qualification_is_qualified (verdict))
    return g_steal_pointer (&verdict);
  candidate = g_new0 (CordFitCandidate, 1);
  candidate->change = g_steal_pointer (&owned);
  candidate->day = cord_change_default_date (candidate->change, self->customer, self->policy, self->today);
  candidate->offering = offering != NULL ? g_object_ref (offering) : NULL;
  candidate->held = self->held != NULL ? g_object_ref (self->held) : NULL;
  candidate->own
      = self->held != NULL ? cord_catalog_find (self->catalog, cord_product_get_offering (self->held)) : NULL;
  candidate->customer = self->customer;
  candidate->chooser = self->chooser;
  if (candidate->day == CORD_DATE_NONE)
    candidate->day = self->today;
  cord_qualify_prices (self->customer, self->catalog, self->held, offering, 0, candidate->day, &candidate->before,
                       &candidate->price);
  g_ptr_array_add (self->candidates, candidate);
  return NULL;
}

static void
append_term (GArray *terms, int months)
{
  g_array_append_val (terms, months);
}

/* Which commitments to offer: none unless the caller wants or might want one. */
static GArray *
choose_terms (Fit *self, CordOffering *offering)
{
  g_autoptr (GArray) sold = cord_offering_dup_terms (offering);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (int));
  const char *commitment = cord_needs_get (self->needs, "commitment");
  const char *term = cord_needs_get (self->needs, "term");
  gboolean sold_without = g_array_index (sold, int, 0) == 0;
  gint64 asked = term != NULL ? g_ascii_strtoll (term, NULL, 10) : -1;

  for (guint i = 0; i < sold->len && asked >= 0; i++)
    if (g_array_index (sold, int, i) == asked)
      append_term (chosen, (int)asked);
  if (chosen->len > 0)
    return chosen;
  if (g_strcmp0 (commitment, "yes") != 0)
    append_term (chosen, g_array_index (sold, int, 0));
  for (guint i = 0; i < sold->len; i++)
    {
      int months = g_array_index (sold, int, i);

      if (months == 0 || (chosen->len > 0 && g_array_index (chosen, int, chosen->len - 1) == months))
        continue;
      if (g_strcmp0 (commitment, "yes") == 0
          || (g_strcmp0 (commitment, "unsure") == 0 && sold_without && chosen->len == 1))
        append_term (chosen, months);
    }
  if (chosen->len == 0)
    append_term (chosen, 0);
  return chosen;
}

/* All commitments a plan is sold with, for a caller who wants to change just that. */
static GArray *
all_terms (CordOffering *offering)
{
  GArray *terms = cord_offering_dup_terms (offering);

  while (terms->len > 0 && g_array_index (terms, int, 0) == 0)
    g_array_remove_index (terms, 0);
  if (terms->len == 0)
    append_term (terms, 0);
  return terms;
}

static GVariant *
make_change (Fit *self, const char *kind, CordOffering *offering, int term)
{
  if (g_str_equal (kind, "add"))
    return cord_change_new_add (self->customer, self->catalog, cord_offering_get_id (offering), term);
  return cord_change_new (kind, cord_product_get_id (self->held), cord_offering_get_id (offering),
                          cord_product_get_offering (self->held), term);
}

/* Offers @offering with each of @terms; when none qualifies, it is excluded by the first rule that refused one. */
static void
try_offering (Fit *self, const char *kind, CordOffering *offering, GArray *terms)
{
  g_autoptr (GVariant) verdict = NULL;
  gboolean offered = FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      GVariant *change = make_change (self, kind, offering, g_array_index (terms, int, i));
      g_autoptr (GVariant) refusal = try_change (self, change, offering);

      offered |= refusal == NULL;
      if (verdict == NULL)
        verdict = g_steal_pointer (&refusal);
    }
  if (!offered && verdict != NULL)
    exclude (self, cord_offering_get_id (offering), cord_offering_get_name (offering),
             cord_qualification_get_rule (verdict), cord_qualification_get_text (verdict));
}

static const char *
kind_of_alternative (Fit *self, CordOffering *offering)
{
  int direction;

  if (g_str_equal (self->kind, "remove"))
    return "downgrade";
  if (!g_str_equal (self->kind, "modify"))
    return self->kind;
  direction = cord_qualify_direction (self->held, offering, self->catalog, self->today, self->zone);
  return direction > 0 ? "upgrade" : direction < 0 ? "downgrade" : "modify";
}

static void
consider (Fit *self, CordOffering *offering)
{
  gboolean own
      = self->held != NULL && g_strcmp0 (cord_product_get_offering (self->held), cord_offering_get_id (offering)) == 0;
  g_autoptr (GArray) terms = NULL;

  if (self->held != NULL && !own && !cord_qualify_is_alternative (self->held, offering, self->catalog))
    return;
  /* A product that is to be removed is offered as its removal, not as an alternative to itself. */
  if (own && g_str_equal (self->kind, "remove"))
    return;
  terms = own && g_str_equal (self->kind, "modify") ? all_terms (offering) : choose_terms (self, offering);
  try_offering (self, own || self->held == NULL ? self->kind : kind_of_alternative (self, offering), offering, terms);
}

static void
try_removal (Fit *self)
{
  const char *offering = cord_product_get_offering (self->held);
  GVariant *change = cord_change_new ("remove", cord_product_get_id (self->held), NULL, offering, 0);
  g_autoptr (GVariant) refusal = try_change (self, change, NULL);

  if (refusal != NULL)
    exclude (self, offering, cord_product_get_name (self->held), cord_qualification_get_rule (refusal),
             cord_qualification_get_text (refusal));
}

/* Which product the change is for: the one chosen, or the only one there is. */
static CordProduct *
find_held (Fit *self)
{
  GListModel *products = cord_customer_get_products (self->customer);
  const char *chosen = cord_needs_get_product (self->needs);

  if (*chosen == '\0' && g_list_model_get_n_items (products) == 1)
    {
      /* The list keeps its own reference. */
      g_autoptr (CordProduct) only = g_list_model_get_item (products, 0);

      return only;
    }
  return cord_customer_find_product (self->customer, chosen);
}

static void
collect (Fit *self)
{
  GListModel *offerings = cord_catalog_get_offerings (self->catalog);
  guint n = g_list_model_get_n_items (offerings);

  if (*self->kind == '\0')
    return;
  if (!g_str_equal (self->kind, "add"))
    {
      self->held = find_held (self);
      if (self->held == NULL)
        {
          gboolean any = g_list_model_get_n_items (cord_customer_get_products (self->customer)) > 0;

          exclude (self, "", "", "wrong-kind",
                   any ? _ ("Choose the product that is to change.")
                       : _ ("The customer has no product to change. Add one instead."));
          return;
        }
    }
  if (g_str_equal (self->kind, "remove"))
    try_removal (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (offerings, i);

      consider (self, offering);
    }
  if (g_str_equal (self->kind, "modify")
      && cord_catalog_find (self->catalog, cord_product_get_offering (self->held)) == NULL)
    exclude (self, cord_product_get_offering (self->held), cord_product_get_name (self->held), "not-sold",
             _ ("The catalog has no such offering."));
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CordFitCandidate *first = *(const CordFitCandidate *const *)a;
  const CordFitCandidate *second = *(const CordFitCandidate *const *)b;
  g_autofree char *first_key = NULL;
  g_autofree char *second_key = NULL;

  if (first->score != second->score)
    return second->score - first->score;
  if (first->price.minor != second->price.minor)
    return first->price.minor < second->price.minor ? -1 : 1;
  first_key = cord_change_key (first->change);
  second_key = cord_change_key (second->change);
  return strcmp (first_key, second_key);
}

static int
compare_excluded (gconstpointer a, gconstpointer b)
{
  return cord_exclusion_compare_documents (*(GVariant *const *)a, *(GVariant *const *)b);
}

static GVariant *
to_option (Fit *self, const CordFitCandidate *candidate)
{
  g_autofree char *key = cord_change_key (candidate->change);
  g_autofree char *title = cord_change_title (candidate->change, self->customer, self->catalog);
  const CordOptionDraft draft = { .key = key,
                                  .title = title,
                                  .change = candidate->change,
                                  .score = candidate->score,
                                  .price = candidate->price,
                                  .before = candidate->before,
                                  .reasons = candidate->reasons };

  return cord_option_draft_to_value (&draft);
}

static GVariant *
to_answer (Fit *self)
{
  g_autoptr (GVariant) option_list = NULL;
  g_autoptr (GVariant) excluded_list = NULL;
  CordBuilder options, excluded, answer;

  cord_builder_init_array (&options);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      g_autoptr (GVariant) option = to_option (self, g_ptr_array_index (self->candidates, i));

      cord_builder_add (&options, option);
    }
  option_list = cord_builder_end (&options);
  cord_builder_init_array (&excluded);
  for (guint i = 0; i < self->excluded->len; i++)
    cord_builder_add (&excluded, g_ptr_array_index (self->excluded, i));
  excluded_list = cord_builder_end (&excluded);
  cord_builder_init (&answer);
  cord_builder_string (&answer, "catalog", cord_catalog_get_version (self->catalog));
  cord_builder_value (&answer, "options", option_list);
  cord_builder_value (&answer, "excluded", excluded_list);
  return cord_builder_end (&answer);
}

GVariant *
cord_fit_rank (CordNeeds *needs, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy, CordDate today)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_fit_candidate_free);
  g_autoptr (GPtrArray) excluded = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  g_autoptr (CordPromotionChooser) chooser = cord_promotion_chooser_new (customer, today);
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  Fit self = { needs, customer,   catalog,  policy,  today, cord_needs_get_kind (needs),
               NULL,  candidates, excluded, chooser, zone };

  collect (&self);
  cord_fit_score (needs, candidates);
  g_ptr_array_sort (candidates, compare_candidates);
  g_ptr_array_sort (excluded, compare_excluded);
  return to_answer (&self);
}

const char *
cord_fit_get_catalog (GVariant *ranking)
{
  return cord_value_get_string (ranking, "catalog");
}

GVariant *
cord_fit_dup_options (GVariant *ranking)
{
  return cord_value_dup_array (ranking, "options");
}

GVariant *
cord_fit_dup_excluded (GVariant *ranking)
{
  return cord_value_dup_array (ranking, "excluded");
}
