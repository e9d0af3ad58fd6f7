/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-customer-codec.h"

#include "base/cord-zone.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-customer-list.h"
#include "wire/cord-product-codec.h"

#include <string.h>

typedef struct
{
  const CordCustomerParts *parts;
  CordTmfPlace place;
  JsonObject *customer;
  JsonObject *party;   /* NULL when there is none */
  JsonObject *account; /* NULL when there is none */
  CordTmfPlace account_place;
  CordZone *zone;
  gint64 months;
  CordBuilder *out;
} Reading;

/* Who */

static char *
dup_name (const Reading *self)
{
  const char *name = cord_tmf_string (self->customer, "name");
  const char *given, *family;

  if (name == NULL && self->party != NULL)
    {
      name = cord_tmf_string (self->party, "fullName");
      if (name == NULL)
        name = cord_tmf_string (self->party, "tradingName");
      given = cord_tmf_string (self->party, "givenName");
      family = cord_tmf_string (self->party, "familyName");
      if (name == NULL && given != NULL && family != NULL)
        return g_strdup_printf ("%s %s", given, family);
      if (name == NULL)
        name = given != NULL ? given : family;
    }
  return g_strdup (name);
}

static void
read_party (Reading *self)
{
  g_autoptr (GVariant) value = NULL;
  const char *id = self->party != NULL ? cord_tmf_string (self->party, "id") : NULL;

  value
      = cord_value_of_strings ("id", id != NULL ? id : cord_tmf_string (self->customer, "engagedParty.id"), "givenName",
                               self->party != NULL ? cord_tmf_string (self->party, "givenName") : NULL, "familyName",
                               self->party != NULL ? cord_tmf_string (self->party, "familyName") : NULL, NULL);
  cord_builder_value (self->out, "party", value);
}

/* Contacts */

static const char *
contact_kind (JsonObject *medium)
{
  static const struct
  {
    const char *type;
    const char *kind;
  } kinds[] = {
    { "mobile", "mobile" },
    { "mobilePhone", "mobile" },
    { "cell", "mobile" },
    { "sms", "mobile" },
    { "phone", "phone" },
    { "telephone", "phone" },
    { "telephoneNumber", "phone" },
    { "landline", "phone" },
    { "homePhone", "phone" },
    { "email", "email" },
    { "e-mail", "email" },
    { "emailAddress", "email" },
    { "postal", "postal" },
    { "postalAddress", "postal" },
    { "geographicAddress", "postal" },
    { "address", "postal" },
    { "letter", "postal" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (cord_tmf_is (medium, "mediumType", kinds[i].type))
      return kinds[i].kind;
  if (cord_tmf_string (medium, "characteristic.phoneNumber") != NULL)
    return "phone";
  return cord_tmf_string (medium, "characteristic.emailAddress") != NULL ? "email" : NULL;
}

/* "Musterstraße 6, 10115 Berlin, Germany". */
static char *
dup_address (JsonObject *medium)
{
  static const char *const members[] = { "characteristic.street1", "characteristic.street2", NULL,
                                         "characteristic.stateOrProvince", "characteristic.country" };
  const char *code = cord_tmf_string (medium, "characteristic.postCode");
  const char *city = cord_tmf_string (medium, "characteristic.city");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *part = members[i] != NULL ? cord_tmf_string (medium, members[i]) : NULL;
      g_autofree char *place
          = members[i] == NULL && (code != NULL || city != NULL)
                ? g_strstrip (g_strdup_printf ("%s %s", code != NULL ? code : "", city != NULL ? city : ""))
                : NULL;

      if (part != NULL || place != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part != NULL ? part : place);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_contact_value (JsonObject *medium, const char *kind)
{
  if (g_str_equal (kind, "email"))
    return g_strdup (cord_tmf_string (medium, "characteristic.emailAddress"));
  if (g_str_equal (kind, "postal"))
    return dup_address (medium);
  return g_strdup (cord_tmf_string (medium, "characteristic.phoneNumber"));
}

static void
add_contacts (CordBuilder *contacts, JsonArray *media)
{
  for (guint i = 0; i < cord_tmf_length (media); i++)
    {
      JsonObject *medium = cord_tmf_at (media, i);
      const char *kind = medium != NULL ? contact_kind (medium) : NULL;
      g_autofree char *value = kind != NULL ? dup_contact_value (medium, kind) : NULL;
      JsonNode *preferred = medium != NULL ? cord_tmf_find (medium, "preferred") : NULL;
      g_autoptr (GVariant) entry = NULL;
      CordBuilder contact;

      if (value == NULL || *value == '\0')
        continue;
      cord_builder_init (&contact);
      cord_builder_string (&contact, "kind", kind);
      cord_builder_string (&contact, "value", value);
      cord_builder_boolean (&contact, "preferred",
                            preferred != NULL && JSON_NODE_HOLDS_VALUE (preferred)
                                && json_node_get_value_type (preferred) == G_TYPE_BOOLEAN
                                && json_node_get_boolean (preferred));
      entry = cord_builder_end (&contact);
      cord_builder_add (contacts, entry);
    }
}

static void
read_contacts (Reading *self)
{
  JsonArray *media = self->party != NULL ? cord_tmf_array (self->party, "contactMedium") : NULL;
  g_autoptr (GVariant) value = NULL;
  CordBuilder contacts;

  cord_builder_init_array (&contacts);
  add_contacts (&contacts, cord_tmf_length (media) > 0 ? media : cord_tmf_array (self->customer, "contactMedium"));
  value = cord_builder_end (&contacts);
  cord_builder_value (self->out, "contacts", value);
}

/* The account */

static JsonObject *
choose_account (JsonArray *accounts, const char *wanted)
{
  JsonObject *active = NULL;
  JsonObject *first = NULL;

  for (guint i = 0; i < cord_tmf_length (accounts); i++)
    {
      JsonObject *account = cord_tmf_at (accounts, i);

      if (account == NULL || cord_tmf_string (account, "id") == NULL)
        continue;
      if (g_strcmp0 (cord_tmf_string (account, "id"), wanted) == 0)
        return account;
      if (active == NULL && cord_tmf_is (account, "state", "active"))
        active = account;
      if (first == NULL)
        first = account;
    }
  return active != NULL ? active : first;
}

static const char *
zone_name (const Reading *self)
{
  const char *named = self->account != NULL ? cord_account_resource_zone (self->account) : NULL;

  if (named != NULL)
    return named;
  return self->parts->zone != NULL ? self->parts->zone : "UTC";
}

static gboolean
read_cycle (Reading *self, CordBuilder *out, GError **error)
{
  const char *frequency = cord_tmf_string (self->account, "billStructure.cycleSpecification.frequency");
  g_autofree char *first = cord_tmf_dup_date (
      cord_tmf_string (self->account, "billStructure.cycleSpecification.validFor.startDateTime"), self->zone);
  gint64 anchor;

  if (!cord_tmf_integer (self->account, "billStructure.cycleSpecification.dateShift", 0, 31, 1, &anchor))
    return cord_tmf_refuse (&self->account_place, "billStructure.cycleSpecification.dateShift", error);
  self->months = frequency != NULL ? cord_tmf_period_months (frequency) : 1;
  if (self->months == 0)
    return cord_tmf_refuse (&self->account_place, "billStructure.cycleSpecification.frequency", error);

  cord_builder_integer (out, "anchor", MAX (anchor, 1));
  cord_builder_integer (out, "months", self->months);
  /* Only cycles of several months need a month to be counted from. */
  if (self->months > 1 && first != NULL)
    {
      first[strlen ("YYYY-MM")] = '\0';
      cord_builder_string (out, "first", first);
    }
  return TRUE;
}

static const char *
payment_name (JsonObject *account)
{
  static const char *const paths[] = { "paymentMethod", "defaultPaymentMethod" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      JsonObject *method = cord_tmf_first (account, paths[i]);

      if (method != NULL && cord_tmf_string (method, "name") != NULL)
        return cord_tmf_string (method, "name");
      if (method != NULL && cord_tmf_string (method, "id") != NULL)
        return cord_tmf_string (method, "id");
    }
  return NULL;
}

/* The billing currency: that of the products, of the balance, of a bill, or the operator's. */
static char *
dup_currency (const Reading *self, GVariant *products)
{
  JsonObject *balance = self->account != NULL ? cord_tmf_first (self->account, "accountBalance") : NULL;
  const char *unit;

  for (gsize i = 0; i < cord_value_length (products); i++)
    {
      g_autoptr (GVariant) product = cord_value_dup_at (products, i);

      const char *account = cord_value_get_string (product, "account");

      if (account != NULL && self->account != NULL && !g_str_equal (account, self->account_place.id))
        continue;
      if (cord_value_get_string (product, "currency") != NULL)
        return g_strdup (cord_value_get_string (product, "currency"));
    }
  unit = balance != NULL ? cord_tmf_string (balance, "amount.unit") : NULL;
  for (guint i = 0; unit == NULL && i < cord_tmf_length (self->parts->bills); i++)
    if (cord_tmf_at (self->parts->bills, i) != NULL)
      unit = cord_tmf_string (cord_tmf_at (self->parts->bills, i), "amountDue.unit");
  return g_strdup (unit != NULL ? unit : self->parts->currency);
}

static gboolean
read_balance (Reading *self, CordBuilder *out, const char *currency, GError **error)
{
  JsonObject *balance = cord_tmf_first (self->account, "accountBalance");
  g_autofree char *text = balance != NULL ? cord_tmf_dup_number (cord_tmf_find (balance, "amount.value")) : NULL;
  g_autofree char *decimal = NULL;
  CordDecimal value;

  if (text == NULL || !cord_tmf_is (balance, "amount.unit", currency))
    return TRUE;
  if (!cord_decimal_parse (text, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, TRUE, &value, NULL))
    return cord_tmf_refuse (&self->account_place, "accountBalance.0.amount", error);
  decimal = cord_decimal_to_string (value, (guint)cord_currency_scale (currency));
  cord_builder_string (out, "balance", decimal);
  return TRUE;
}

/* The region that the account names, otherwise that of the postal address. */
static const char *
tax_region (const Reading *self)
{
  JsonArray *media = self->party != NULL ? cord_tmf_array (self->party, "contactMedium") : NULL;
  const char *region = self->account != NULL ? cord_account_resource_characteristic (self->account, "taxRegion") : NULL;

  for (guint i = 0; region == NULL && i < cord_tmf_length (media); i++)
    if (cord_tmf_at (media, i) != NULL)
      region = cord_tmf_string (cord_tmf_at (media, i), "characteristic.stateOrProvince");
  return region;
}

/* *out: the local date; NULL where the member is absent or null. FALSE when it names none. */
static gboolean
read_date (const Reading *self, JsonObject *object, const char *path, char **out)
{
  *out = cord_tmf_dup_date (cord_tmf_string (object, path), self->zone);
  return *out != NULL || cord_tmf_is_absent (object, path);
}

/* One whose dates cannot be read does not count. */
static void
add_exemption (const Reading *self, CordBuilder *exemptions, JsonObject *entry)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autoptr (GVariant) exemption = NULL;

  if (!read_date (self, entry, "validFor.startDateTime", &from)
      || !cord_tmf_read_end_date (entry, "validFor.endDateTime", self->zone, &until))
    return;
  exemption = cord_value_of_strings ("from", from, "until", until, NULL);
  cord_builder_add (exemptions, exemption);
}

static void
read_tax_exemptions (Reading *self, CordBuilder *out)
{
  JsonArray *list = cord_tmf_array (self->account, "taxExemption");
  g_autoptr (GVariant) value = NULL;
  CordBuilder exemptions;

  if (cord_tmf_length (list) == 0)
    return;
  cord_builder_init_array (&exemptions);
  for (guint i = 0; i < cord_tmf_length (list); i++)
    if (cord_tmf_at (list, i) != NULL)
      add_exemption (self, &exemptions, cord_tmf_at (list, i));
  value = cord_builder_end (&exemptions);
  cord_builder_value (out, "taxExemptions", value);
}

/* The members of the account that need neither its zone nor the products. */
static void
begin_account (Reading *self, CordBuilder *out)
{
  cord_builder_string (out, "id", self->account_place.id);
  cord_builder_string (out, "name", cord_tmf_string (self->account, "name"));
  cord_builder_string (out, "state", cord_tmf_string (self->account, "state"));
  cord_builder_string (out, "zone", zone_name (self));
  cord_builder_string (out, "taxRegion", tax_region (self));
  read_tax_exemptions (self, out);
  cord_builder_string (out, "payment", payment_name (self->account));
  cord_builder_string (out, "format", cord_tmf_string (self->account, "billStructure.format.name"));
}

static gboolean
finish_account (Reading *self, CordBuilder *out, GVariant *products, GError **error)
{
  g_autofree char *currency = dup_currency (self, products);

  if (currency == NULL)
    return TRUE;
  if (cord_currency_scale (currency) < 0)
    return cord_tmf_refuse (&self->account_place, "currency", error);
  cord_builder_string (out, "currency", currency);
  cord_builder_integer (out, "scale", cord_currency_scale (currency));
  return read_balance (self, out, currency, error);
}

/* Products and history */

static GVariant *
dup_products (Reading *self, GError **error)
{
  g_autoptr (GHashTable) offerings = cord_tmf_index (self->parts->offerings);
  CordProductContext context = { self->zone, self->months, offerings };
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder products;

  cord_builder_init_array (&products);
  for (guint i = 0; read && i < cord_tmf_length (self->parts->products); i++)
    {
      g_autoptr (GVariant) product
          = cord_product_show_tmf (json_array_get_element (self->parts->products, i), &context, error);

      read = product != NULL;
      if (read)
        cord_builder_add (&products, product);
    }
  value = cord_builder_end (&products);
  return read ? g_steal_pointer (&value) : NULL;
}

static void
add_kept (JsonObject *history, const char *path, const char *member, CordBuilder *out)
{
  g_autoptr (GVariant) value
      = cord_tmf_object (history, path) != NULL ? cord_json_to_value (cord_tmf_find (history, path)) : NULL;

  cord_builder_value (out, member, value);
}

static gboolean
read_history (Reading *self, GError **error)
{
  g_autoptr (GVariant) events = NULL;
  g_autoptr (GVariant) value = NULL;
  CordTmfPlace place;
  JsonObject *history;
  CordBuilder builder;

  if (self->parts->history == NULL || JSON_NODE_HOLDS_NULL (self->parts->history))
    return TRUE;
  history = cord_tmf_resource (self->parts->history, "accountHistory", &place, error);
  if (history == NULL)
    return FALSE;
  /* With the history of another account this customer would be billed for somebody else. */
  if (self->account == NULL || !g_str_equal (place.id, self->account_place.id))
    return cord_tmf_refuse (&place, "id", error);
  if (cord_tmf_array (history, "events") == NULL)
    return cord_tmf_refuse (&place, "events", error);

  events = cord_json_to_value (cord_tmf_find (history, "events"));
  cord_builder_init (&builder);
  cord_builder_value (&builder, "events", events);
  add_kept (history, "cycle", "cycle", &builder);
  add_kept (history, "terms.catalog", "offers", &builder);
  add_kept (history, "taxes", "taxes", &builder);
  value = cord_builder_end (&builder);
  cord_builder_value (self->out, "history", value);
  return TRUE;
}

static void
read_since (Reading *self, GVariant *products)
{
  g_autofree char *since = cord_tmf_dup_date (cord_tmf_string (self->customer, "validFor.startDateTime"), self->zone);

  for (gsize i = 0; i < cord_value_length (products); i++)
    {
      g_autoptr (GVariant) product = cord_value_dup_at (products, i);
      const char *start = cord_value_get_string (product, "start");

      if (cord_tmf_string (self->customer, "validFor.startDateTime") == NULL && start != NULL
          && (since == NULL || strcmp (start, since) < 0))
        {
          g_free (since);
          since = g_strdup (start);
        }
    }
  cord_builder_string (self->out, "since", since);
}

/* The whole */

static gboolean
read_account_and_products (Reading *self, GError **error)
{
  g_autoptr (GVariant) products = NULL;
  g_autoptr (GVariant) value = NULL;
  CordBuilder account;
  gboolean read;

  cord_builder_init (&account);
  if (self->account != NULL)
    begin_account (self, &account);
  read = self->account == NULL || read_cycle (self, &account, error);
  if (read)
    products = dup_products (self, error);
  read = products != NULL && (self->account == NULL || finish_account (self, &account, products, error));
  value = cord_builder_end (&account);
  if (!read)
    return FALSE;
  if (self->account != NULL)
    cord_builder_value (self->out, "account", value);
  read_since (self, products);
  cord_builder_value (self->out, "products", products);
  return read_history (self, error);
}

static gboolean
read_customer (Reading *self, GError **error)
{
  g_autofree char *name = dup_name (self);
  const char *zone = zone_name (self);
  g_autoptr (CordZone) parsed = cord_zone_parse (zone, NULL);

  if (name == NULL)
    return cord_tmf_refuse (&self->place, "name", error);
  if (parsed == NULL)
    return cord_tmf_refuse (self->account != NULL ? &self->account_place : &self->place, "zone", error);
  self->zone = parsed;

  cord_builder_string (self->out, "id", self->place.id);
  cord_builder_string (self->out, "name", name);
  cord_builder_string (self->out, "status", cord_tmf_string (self->customer, "status"));
  read_party (self);
  read_contacts (self);
  if (!read_account_and_products (self, error))
    return FALSE;
  return cord_customer_read_lists (self->parts, self->out, error);
}

GVariant *
cord_customer_from_tmf (const CordCustomerParts *parts, GError **error)
{
  CordBuilder out;
  Reading self = { .parts = parts, .months = 1, .out = &out };
  g_autoptr (GVariant) document = NULL;
  gboolean read;

  g_return_val_if_fail (parts != NULL, NULL);

  self.customer = cord_tmf_resource (parts->customer, "customer", &self.place, error);
  if (self.customer == NULL)
    return NULL;
  if (parts->party != NULL && JSON_NODE_HOLDS_OBJECT (parts->party))
    self.party = json_node_get_object (parts->party);
  self.account = choose_account (parts->accounts, parts->account);
  self.account_place.resource = "billingAccount";
  self.account_place.id = self.account != NULL ? cord_tmf_string (self.account, "id") : NULL;

  cord_builder_init (&out);
  read = read_customer (&self, error);
  document = cord_builder_end (&out);
  return read ? g_steal_pointer (&document) : NULL;
}
