/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-qualification.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>

#define RESULT "result"
#define RULE "rule"
#define TEXT "text"
#define QUALIFIED "qualified"
#define UNQUALIFIED "unqualified"

/* The rules are asked in order, and the first that refuses the change decides. Each answers NULL when it allows the
 * change, otherwise the text for the agent. */
typedef struct
{
  GVariant *change;
  const char *kind;
  CordCustomer *customer;
  CordCatalog *catalog;
  CordDate today;
  const CordZone *zone;   /* of the account */
  CordProduct *held;      /* NULL when adding, or when there is no such product */
  CordOffering *offering; /* NULL when removing, or when it is not in the catalog */
  GPtrArray *leaving;     /* ids of the products that the change is about: of a removal, what goes with the product */
  gboolean agreed;        /* it was sold when the customer agreed to it */
} Case;

typedef char *(*Rule) (const Case *self);

static gboolean
kind_is (const Case *self, const char *kind)
{
  return g_str_equal (self->kind, kind);
}

static gboolean
moves (const Case *self)
{
  return kind_is (self, "upgrade") || kind_is (self, "downgrade") || kind_is (self, "modify");
}

static gboolean
suspends (const Case *self)
{
  return cord_change_is_suspension (self->change);
}

static gboolean
resumes (const Case *self)
{
  return cord_change_is_resumption (self->change);
}

static gboolean
has_offering (const Case *self)
{
  return cord_change_has_offering (self->change);
}

static char *
rule_account (const Case *self)
{
  return cord_customer_is_active (self->customer) ? NULL : g_strdup (_ ("The account is not active."));
}

/* No bill can be worked out of a product that cannot be read. */
static char *
rule_readable (const Case *self)
{
  CordProduct *product = cord_customer_find_unreadable (self->customer);

  return product != NULL
             ? g_strdup_printf (_ ("The record of %s has an error at “%s”, so that no bill can be worked out."),
                                cord_product_get_name (product), cord_product_get_problem (product))
             : NULL;
}

static gboolean
is_same_offering (const Case *self)
{
  return g_strcmp0 (cord_product_get_offering (self->held), cord_offering_get_id (self->offering)) == 0;
}

static gboolean
changes_quantity (const Case *self)
{
  gint64 quantity = cord_change_get_quantity (self->change);

  return self->held != NULL && quantity != 0 && quantity != cord_product_get_quantity (self->held);
}

/* Who has a plan that is no longer sold may have more or less of it; a new commitment is a new sale. */
static gboolean
goes_on (const Case *self)
{
  return self->held != NULL && is_same_offering (self) && changes_quantity (self)
         && cord_change_get_term (self->change) == 0;
}

static char *
dup_why_not_sold (CordOffering *offering)
{
  const char *name = cord_offering_get_name (offering);
  const CordOfferingStage stage = cord_offering_get_stage (offering);

  if (stage == CORD_OFFERING_PREPARED)
    return g_strdup_printf (_ ("%s is not sold yet."), name);
  if (stage == CORD_OFFERING_IN_USE && !cord_offering_is_sellable (offering))
    return g_strdup_printf (_ ("%s is not sold on its own."), name);
  if (stage == CORD_OFFERING_ELSEWHERE)
    return g_strdup_printf (_ ("%s is not on sale."), name);
  return g_strdup_printf (_ ("%s is no longer sold."), name);
}

static char *
rule_sold (const Case *self)
{
  if (!has_offering (self))
    return NULL;
  if (self->offering == NULL)
    return g_strdup (_ ("The catalog has no such offering."));
  if (goes_on (self) || cord_offering_is_sold_on (self->offering, self->today, self->zone)
      || (self->agreed && cord_offering_get_problem (self->offering) == NULL))
    return NULL;
  if (cord_offering_is_sold_after (self->offering, self->today, self->zone))
    return g_strdup_printf (_ ("%s is not sold yet."), cord_offering_get_name (self->offering));
  if (cord_offering_get_problem (self->offering) != NULL)
    return g_strdup_printf (_ ("%s cannot be sold until its entry in the catalog is corrected."),
                            cord_offering_get_name (self->offering));
  return dup_why_not_sold (self->offering);
}

static gboolean
is_foreign (const Case *self)
{
  const char *priced = cord_offering_get_currency (self->offering);
  const char *own;

  if (self->customer == NULL)
    return FALSE;
  own = cord_customer_get_currency (self->customer);
  return priced != NULL && !g_str_equal (own, "XXX") && !g_str_equal (own, priced);
}

static char *
rule_price (const Case *self)
{
  if (!has_offering (self) || (goes_on (self) && !cord_offering_has_price (self->offering)))
    return NULL;
  if (!cord_offering_has_price (self->offering))
    return g_strdup_printf (_ ("%s has no price in the catalog."), cord_offering_get_name (self->offering));
  return is_foreign (self) ? g_strdup_printf (_ ("%s is not priced in the currency of the account."),
                                              cord_offering_get_name (self->offering))
                           : NULL;
}

static gboolean
has_held (const Case *self)
{
  return self->held != NULL && cord_customer_owns (self->customer, self->held);
}

static char *
rule_active (const Case *self)
{
  if (!suspends (self) || !has_held (self) || cord_product_may_be_suspended (self->held))
    return NULL;
  return g_strdup_printf (cord_product_is_suspended (self->held) ? _ ("%s is suspended already.")
                                                                 : _ ("%s is not active."),
                          cord_product_get_name (self->held));
}

static char *
rule_suspended (const Case *self)
{
  if (!resumes (self) || !has_held (self) || cord_product_is_suspended (self->held))
    return NULL;
  return g_strdup_printf (_ ("%s is not suspended."), cord_product_get_name (self->held));
}

static char *
rule_changes (const Case *self)
{
  if (cord_change_is_billing_day (self->change))
    return cord_customer_has_billing_day (self->customer, (int)cord_change_get_date_shift (self->change), self->today)
               ? g_strdup (_ ("The bills begin on that day already."))
               : NULL;
  if (!cord_change_is_quantity (self->change) || !has_held (self) || changes_quantity (self))
    return NULL;
  return g_strdup (_ ("The customer has exactly this already."));
}

static char *
check_held (const Case *self)
{
  const char *name;

  if (!has_held (self))
    return g_strdup (_ ("The customer does not have this product."));
  name = cord_product_get_name (self->held);
  if (kind_is (self, "remove") || suspends (self) || resumes (self) || cord_product_is_active (self->held))
    return NULL;
  return g_strdup_printf (
      cord_product_is_suspended (self->held) ? _ ("%s is suspended. Resume it first.") : _ ("%s is not active."), name);
}

static char *
check_direction (const Case *self)
{
  int direction;

  if (is_same_offering (self))
    return NULL;
  if (!cord_qualify_is_alternative (self->held, self->offering, self->catalog))
    return g_strdup_printf (_ ("%s cannot take the place of %s. Add it instead."),
                            cord_offering_get_name (self->offering), cord_product_get_name (self->held));
  direction = cord_qualify_direction (self->held, self->offering, self->catalog, self->today, self->zone);
  if (kind_is (self, "upgrade") && direction <= 0)
    return g_strdup_printf (_ ("%s is not more than what the customer has."), cord_offering_get_name (self->offering));
  if (kind_is (self, "downgrade") && direction >= 0)
    return g_strdup_printf (_ ("%s is not less than what the customer has."), cord_offering_get_name (self->offering));
  return NULL;
}

static gboolean
stands_alone (CordOffering *offering)
{
  g_autoptr (GVariant) groups = offering != NULL ? cord_offering_dup_relies_on (offering) : NULL;

  return offering != NULL && cord_value_length (groups) == 0;
}

/* Plans that stand alone in one category replace one another: a second one is a change of the first. */
static char *
check_addition (const Case *self)
{
  GListModel *products = cord_customer_get_products (self->customer);
  guint n = g_list_model_get_n_items (products);

  if (self->held != NULL)
    return g_strdup (_ ("The customer has a product with this id."));
  for (guint i = 0; i < n && stands_alone (self->offering); i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);
      CordOffering *own = cord_catalog_find (self->catalog, cord_product_get_offering (product));

      if (own != self->offering && (own == NULL || stands_alone (own))
          && cord_qualify_is_alternative (product, self->offering, self->catalog))
        return g_strdup_printf (_ ("%s would take the place of %s. Choose an upgrade or a downgrade."),
                                cord_offering_get_name (self->offering), cord_product_get_name (product));
    }
  return NULL;
}

static char *
check_account (const Case *self)
{
  return cord_customer_get_account_id (self->customer) == NULL ? g_strdup (_ ("The customer has no billing account."))
                                                               : NULL;
}

static char *
rule_kind (const Case *self)
{
  gint64 term = cord_change_get_term (self->change);

  if (cord_change_is_billing_day (self->change))
    return check_account (self);
  if (!kind_is (self, "add"))
    {
      char *objection = check_held (self);

      if (objection != NULL || !has_offering (self))
        return objection;
    }
  if (term > 0 && !cord_offering_has_term (self->offering, (int)term))
    return g_strdup_printf (ngettext ("%s is not sold with a commitment of %d month.",
                                      "%s is not sold with a commitment of %d months.", (gulong)term),
                            cord_offering_get_name (self->offering), (int)term);
  return kind_is (self, "add") ? check_addition (self) : check_direction (self);
}

/* A customer who has a part of the bundle besides what it replaces would pay for that part twice. */
static gboolean
is_part_of_bundle (const Case *self, CordProduct *product)
{
  CordOffering *own = cord_catalog_find (self->catalog, cord_product_get_offering (product));
  g_autoptr (GVariant) parts = cord_offering_dup_bundled (self->offering);

  if (cord_value_length (parts) == 0 || (own != NULL && !stands_alone (own)))
    return FALSE;
  return cord_offering_bundles (self->offering, cord_product_get_offering (product))
         || cord_qualify_is_alternative (product, self->offering, self->catalog);
}

static char *
check_parts_held (const Case *self)
{
  GListModel *products = cord_customer_get_products (self->customer);
  guint n = g_list_model_get_n_items (products);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);
      const char *id = cord_product_get_offering (product);

      if (product == self->held)
        continue;
      if (g_strcmp0 (id, cord_offering_get_id (self->offering)) == 0 && !cord_qualify_is_line (self->offering))
        return g_strdup_printf (_ ("The customer has %s already."), cord_offering_get_name (self->offering));
      if (is_part_of_bundle (self, product))
        return g_strdup_printf (_ ("%s would double %s, which the customer has."),
                                cord_offering_get_name (self->offering), cord_product_get_name (product));
    }
  return NULL;
}

static char *
rule_held (const Case *self)
{
  gboolean changes = cord_change_get_term (self->change) > 0 || changes_quantity (self);

  if (!has_offering (self))
    return NULL;
  if (self->held != NULL && is_same_offering (self) && !(kind_is (self, "modify") && changes))
    return g_strdup_printf (_ ("The customer has %s already."), cord_offering_get_name (self->offering));
  return check_parts_held (self);
}

static gboolean
group_is_held (const Case *self, GVariant *group)
{
  GListModel *products = cord_customer_get_products (self->customer);
  guint n = g_list_model_get_n_items (products);
  gsize n_ids = cord_value_length (group);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if (product == self->held || !cord_product_is_active (product))
        continue;
      for (gsize j = 0; j < n_ids; j++)
        {
          g_autoptr (GVariant) id = cord_value_dup_at (group, j);

          if (g_variant_is_of_type (id, G_VARIANT_TYPE_STRING)
              && g_strcmp0 (g_variant_get_string (id, NULL), cord_product_get_offering (product)) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* What has to work with what it relies on: the offering to come, or the one that is resumed. */
static CordOffering *
find_relying (const Case *self)
{
  return resumes (self) ? cord_catalog_find (self->catalog, cord_product_get_offering (self->held)) : self->offering;
}

/* "DSL Internet or Fiber Internet" */
static char *
group_names (const Case *self, GVariant *group)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize n = cord_value_length (group);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (group, i);
      const char *text = g_variant_is_of_type (id, G_VARIANT_TYPE_STRING) ? g_variant_get_string (id, NULL) : "";
      CordOffering *offering = cord_catalog_find (self->catalog, text);

      g_ptr_array_add (names,
                       offering != NULL ? g_strdup (cord_offering_get_name (offering)) : cord_text_clean (text, 80));
    }
  g_ptr_array_add (names, NULL);
  /* Translators: between names of plans, any of which will do. */
  return g_strjoinv (_ (" or "), (char **)names->pdata);
}

static char *
rule_relies (const Case *self)
{
  CordOffering *relying = find_relying (self);
  g_autoptr (GVariant) groups = NULL;
  gsize n;

  if (relying == NULL)
    return NULL;
  groups = cord_offering_dup_relies_on (relying);
  n = cord_value_length (groups);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) group = cord_value_dup_at (groups, i);

      if (!group_is_held (self, group))
        {
          g_autofree char *names = group_names (self, group);

          return g_strdup_printf (_ ("%s works only with %s."), cord_offering_get_name (relying), names);
        }
    }
  return NULL;
}

/* The names of the products that would be left without what they need. (element-type utf8) Full array. */
static GPtrArray *
dup_dependents (const Case *self)
{
  GListModel *products = cord_customer_get_products (self->customer);
  gboolean stays = cord_change_keeps_plan (self->change) && !suspends (self);
  guint n = self->held != NULL && !stays ? g_list_model_get_n_items (products) : 0;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if ((!suspends (self) || cord_product_is_active (product))
          && cord_qualify_breaks_dependent (product, self->held, self->offering,
                                            kind_is (self, "remove") ? self->leaving : NULL, self->customer,
                                            self->catalog))
        g_ptr_array_add (names, g_strdup (cord_product_get_name (product)));
    }
  return names;
}

static char *
rule_dependents (const Case *self)
{
  g_autoptr (GPtrArray) dependents = dup_dependents (self);
  g_autofree char *names = NULL;
  const char *held;

  if (dependents->len == 0)
    return NULL;
  held = cord_product_get_name (self->held);
  g_ptr_array_add (dependents, NULL);
  /* Translators: between names of products, all of which are meant. */
  names = g_strjoinv (_ (", "), (char **)dependents->pdata);
  if (dependents->len == 2)
    return g_strdup_printf (
        suspends (self) ? _ ("%s needs %s. Suspend it first.") : _ ("%s needs %s. Remove it first."), names, held);
  return g_strdup_printf (
      suspends (self) ? _ ("%s need %s. Suspend them first.") : _ ("%s need %s. Remove them first."), names, held);
}

static gboolean
is_less (const Case *self)
{
  return cord_change_get_quantity (self->change) < cord_product_get_quantity (self->held);
}

/* A change to less, even where it does not call itself a downgrade. */
static gboolean
lowers (const Case *self)
{
  return kind_is (self, "downgrade")
         || (!is_same_offering (self)
             && cord_qualify_direction (self->held, self->offering, self->catalog, self->today, self->zone) < 0);
}

/* During a commitment the customer may take more and bind themselves longer. Leaving early has its fee where one was
 * agreed, and then it is the customer's choice; a change to less than was agreed has to wait for the end. Who merely
 * suspends stays bound; an operator that does not want it says so in the timing rules. */
static char *
rule_commitment (const Case *self)
{
  gint64 term = cord_change_get_term (self->change);
  g_autoptr (GVariant) etf = NULL;
  g_autofree char *until = NULL;
  CordDate ends;

  if (self->held == NULL || !cord_product_get_commitment (self->held, self->today, NULL, &ends))
    return NULL;
  if (cord_change_is_quantity (self->change) ? !is_less (self) : cord_change_keeps_plan (self->change))
    return NULL;
  etf = cord_product_dup_etf (self->held);
  if (kind_is (self, "remove") && etf != NULL)
    return NULL;
  if (moves (self) && has_offering (self) && !lowers (self)
      && (term == 0 || cord_date_add_months (self->today, (int)term) >= ends))
    return NULL;
  until = cord_date_to_display (ends);
  return g_strdup_printf (_ ("The commitment for %s runs until %s."), cord_product_get_name (self->held), until);
}

static const struct
{
  const char *name;
  Rule rule;
} rules[] = {
  { "account-inactive", rule_account },
  { "product-unreadable", rule_readable },
  { "not-sold", rule_sold },
  { "no-price", rule_price },
  { "not-active", rule_active },
  { "not-suspended", rule_suspended },
  { "nothing-changes", rule_changes },
  { "wrong-kind", rule_kind },
  { "already-held", rule_held },
  { "relies-on", rule_relies },
  { "others-rely-on-it", rule_dependents },
  { "in-commitment", rule_commitment },
};

static int
distance_of (const Case *self, CordOffering *other, gint64 *distance)
{
  CordMoney first = { 0 }, second = { 0 };

  if (!cord_offering_get_price_on (self->offering, self->today, self->zone, &first)
      || !cord_offering_get_price_on (other, self->today, self->zone, &second))
    return FALSE;
  *distance = ABS (first.minor - second.minor);
  return TRUE;
}

/* What to offer instead: the nearest in price of the same category. */
static const char *
find_alternate (const Case *self)
{
  GListModel *offerings = cord_catalog_get_offerings (self->catalog);
  guint n = self->offering != NULL ? g_list_model_get_n_items (offerings) : 0;
  const char *found = NULL;
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordOffering) other = g_list_model_get_item (offerings, i);
      const char *id = cord_offering_get_id (other);
      gint64 distance;

      if (!cord_offering_is_sold_on (other, self->today, self->zone) || !distance_of (self, other, &distance)
          || !g_str_equal (cord_offering_get_category (self->offering), cord_offering_get_category (other)))
        continue;
      if (distance < least || (distance == least && g_strcmp0 (id, found) < 0))
        {
          least = distance;
          found = id;
        }
    }
  return found;
}

static GVariant *
answer (const Case *self, const char *rule, const char *text)
{
  const char *alternate = g_strcmp0 (rule, "not-sold") == 0 ? find_alternate (self) : NULL;
  const char *result = rule == NULL ? QUALIFIED : alternate != NULL ? "alternate" : UNQUALIFIED;

  return cord_value_of_strings (RESULT, result, RULE, rule != NULL ? rule : "", TEXT, text != NULL ? text : "",
                                "alternate", alternate, NULL);
}

GVariant *
cord_qualification_refuse (const char *rule, const char *text)
{
  return cord_value_of_strings (RESULT, UNQUALIFIED, RULE, rule, TEXT, text, NULL);
}

GVariant *
cord_qualify_offering (const char *offering, CordCatalog *catalog, CordDate today, const CordZone *zone)
{
  Case self = { .catalog = catalog, .today = today, .zone = zone, .offering = cord_catalog_find (catalog, offering) };
  g_autofree char *unsold = rule_sold (&self);
  g_autofree char *unpriced = unsold == NULL ? rule_price (&self) : NULL;

  if (unsold != NULL)
    return answer (&self, "not-sold", unsold);
  return answer (&self, unpriced != NULL ? "no-price" : NULL, unpriced);
}

static GVariant *
ask_rules (const Case *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *text = rules[i].rule (self);

      if (text != NULL)
        return answer (self, rules[i].name, text);
    }
  return answer (self, NULL, NULL);
}

/* Every product that a removal takes along must be one that may be removed. */
static GVariant *
qualify (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today, gboolean agreed)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  Case self = { change, NULL, customer, catalog, today, zone, NULL, NULL, products, agreed };
  GVariant *answered = NULL;
  guint next = 0;

  if (!cord_change_check (change, NULL))
    return answer (&self, "wrong-kind", _ ("The change is not complete."));
  self.kind = cord_change_get_kind (change);
  if (has_offering (&self))
    self.offering = cord_catalog_find (catalog, cord_change_get_offering (change));
  do
    {
      g_clear_pointer (&answered, g_variant_unref);
      self.held = next < products->len ? cord_customer_find_product (customer, products->pdata[next]) : NULL;
      answered = ask_rules (&self);
    }
  while (cord_qualification_is_qualified (answered) && ++next < products->len);
  return answered;
}

GVariant *
cord_qualify (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today)
{
  return qualify (change, customer, catalog, today, FALSE);
}

GVariant *
cord_qualify_agreed (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today)
{
  return qualify (change, customer, catalog, today, TRUE);
}

gboolean
cord_qualification_is_qualified (GVariant *answer)
{
  return g_strcmp0 (cord_value_get_string (answer, RESULT), QUALIFIED) == 0;
}

const char *
cord_qualification_get_rule (GVariant *answer)
{
  return cord_value_get_string (answer, RULE);
}

const char *
cord_qualification_get_text (GVariant *answer)
{
  return cord_value_get_string (answer, TEXT);
}
