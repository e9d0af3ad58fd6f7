/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-customer.h"
#include "wire/cord-customer-codec.h"

#include "cord-wire-fixture.h"

#include "domain/customer/cord-history.h"

#include <string.h>

#define CUSTOMER                                                                                                       \
  "{'id':'c1','@type':'Customer','name':'Amara "                                                                       \
  "Kim','status':'active','engagedParty':{'id':'p1','@referredType':'Individual'}}"
#define PARTY                                                                                                          \
  "{'id':'p1','givenName':'Amara','familyName':'Kim','contactMedium':["                                                \
  "{'mediumType':'mobile','preferred':true,'characteristic':{'phoneNumber':'+12015550101'}},"                          \
  "{'mediumType':'email','characteristic':{'emailAddress':'amara.kim@example.com'}},"                                  \
  "{'mediumType':'postal','characteristic':{'street1':'Musterstr. "                                                    \
  "6','postCode':'10115','city':'Berlin','country':'Germany'}},"                                                       \
  "{'mediumType':'pigeon'}],"                                                                                          \
  "'partyCharacteristic':[{'name':'pin','value':'5909'},{'name':'password','value':'blauer Reiher'}]}"
#define ACCOUNTS                                                                                                       \
  "[{'id':'a0','name':'Old','state':'closed'},{'id':'a1','name':'Amara Kim','state':'active','zone':'Europe/Berlin',"  \
  "'paymentMethod':{'id':'x','name':'Mailed "                                                                          \
  "check'},'accountBalance':[{'balanceType':'receivable','amount':{'unit':'USD','value':-3.5}}],"                      \
  "'billStructure':{'format':{'name':'paper'},'cycleSpecification':{'frequency':'monthly','dateShift':31}}}]"
#define DSL                                                                                                            \
  "{'id':'prod-1','name':'DSL "                                                                                        \
  "Internet','status':'active','startDate':'2024-01-10T00:00:00Z','billingAccount':{'id':'a1'},"                       \
  "'productOffering':{'id':'dsl','name':'DSL Internet'},"                                                              \
  "'productCharacteristic':[{'name':'download','value':'25 "                                                           \
  "Mbit/s'},{'name':'lines','value':2},{'name':'serviceId','value':'+4930'}],"                                         \
  "'productPrice':[{'priceType':'recurring','recurringChargePeriod':'month','price':{'dutyFreeAmount':{'unit':'USD','" \
  "value':24.85}}},"                                                                                                   \
  "{'priceType':'recurring','price':{'taxIncludedAmount':{'unit':'USD','value':0.15}}},"                               \
  "{'priceType':'discount','name':'Welcome','percentage':20,'validFor':{'endDateTime':'2024-07-10T00:00:00Z'}}],"      \
  "'productTerm':[{'name':'One "                                                                                       \
  "year','duration':{'amount':12,'units':'month'},'validFor':{'startDateTime':'2024-01-10T00:00:00Z'}}],"              \
  "'productRelationship':[]}"
#define BACKUP                                                                                                         \
  "{'id':'prod-2','status':'suspended','startDate':'2023-12-31T23:30:00Z','quantity':2,'productOffering':{'id':'"      \
  "backup','name':'Online Backup'},"                                                                                   \
  "'productPrice':[{'priceType':'Recurring','price':{'dutyFreeAmount':{'unit':'USD','value':5}},"                      \
  "'productPriceAlteration':[{'name':'Half','priceType':'discount','price':{'percentage':-50.5}}]}],"                  \
  "'productTerm':[],'productRelationship':[{'relationshipType':'reliesOn','product':{'id':'prod-1'}},{'"               \
  "relationshipType':'bundled','product':{'id':'x'}}]}"
#define OFFERINGS                                                                                                      \
  "[{'id':'dsl','category':[{'id':'internet'}],'productOfferingTerm':[{'duration':{'amount':12,'units':'month'},"      \
  "'etf':{'kind':'remaining','percent':50,'cap':150.00}}]}]"

/* The parts of a call, each NULL when not given. */
typedef struct
{
  JsonNode *nodes[9];
  CordCustomerParts parts;
} Parts;

static JsonArray *
array_of (Parts *self, guint i, const char *text)
{
  self->nodes[i] = text != NULL ? fixture (text) : NULL;
  return text != NULL ? json_node_get_array (self->nodes[i]) : NULL;
}

static void
parts_init (Parts *self, const char *customer, const char *party, const char *accounts, const char *products)
{
  memset (self, 0, sizeof *self);
  self->nodes[0] = self->parts.customer = fixture (customer);
  self->nodes[1] = self->parts.party = party != NULL ? fixture (party) : NULL;
  self->parts.accounts = array_of (self, 2, accounts);
  self->parts.products = array_of (self, 3, products);
  self->parts.zone = "UTC";
}

static void
parts_clear (Parts *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->nodes); i++)
    g_clear_pointer (&self->nodes[i], json_node_unref);
}

static void
test_whole_customer (void)
{
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GError) error = NULL;

  parts_init (&parts, CUSTOMER, PARTY, ACCOUNTS, "[" DSL "," BACKUP "]");
  parts.parts.offerings = array_of (&parts, 4, OFFERINGS);
  parts.nodes[5] = parts.parts.history
      = fixture ("{'id':'a1','version':7,'events':[{'type':'start','product':'prod-1','quantity':1}]}");
  document = cord_customer_from_tmf (&parts.parts, &error);
  g_assert_no_error (error);
  assert_value (
      document,
      "{'id':'c1','name':'Amara "
      "Kim','status':'active','since':'2024-01-01','party':{'id':'p1','givenName':'Amara','familyName':'Kim'},"
      "'contacts':[{'kind':'mobile','value':'+12015550101','preferred':true},{'kind':'email','value':'amara.kim@"
      "example.com','preferred':false},"
      "{'kind':'postal','value':'Musterstr. 6, 10115 Berlin, Germany','preferred':false}],"
      "'account':{'id':'a1','name':'Amara "
      "Kim','state':'active','zone':'Europe/Berlin','anchor':31,'months':1,'payment':'Mailed check',"
      "'format':'paper','balance':'-3.50','currency':'USD','scale':2},"
      "'products':[{'id':'prod-1','offering':'dsl','name':'DSL "
      "Internet','status':'active','account':'a1','start':'2024-01-10','quantity':1,"
      "'price':'25.00','currency':'USD','category':'internet','features':[{'name':'download','value':'25 "
      "Mbit/s'},{'name':'lines','value':'2'}],"
      "'term':{'name':'One "
      "year','months':12,'start':'2024-01-10','etf':{'kind':'remaining','percent':'50','cap':'150'}},'reliesOn':[],"
      "'discounts':[{'name':'Welcome','percent':'20','until':'2024-07-10'}],'serviceId':'+4930'},"
      "{'id':'prod-2','offering':'backup','name':'Online "
      "Backup','status':'suspended','start':'2024-01-01','quantity':2,'price':'5.00',"
      "'currency':'USD','features':[],'reliesOn':['prod-1'],'discounts':[{'name':'Half','percent':'50.5'}]}],"
      "'history':{'events':[{'type':'start','product':'prod-1','quantity':1}]},"
      "'bills':[],'interactions':[],'orders':[],'followUps':[]}");
  parts_clear (&parts);
}

static void
test_lists (void)
{
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) lists = NULL;
  CordBuilder builder;
  static const char *const members[] = { "bills", "interactions", "orders", "followUps" };

  parts_init (&parts, CUSTOMER, NULL, ACCOUNTS, NULL);
  parts.parts.bills = array_of (
      &parts, 4,
      "[{'id':'b1','billNo':'202611-1','billDate':'2026-11-01T00:00:00Z','paymentDueDate':'2026-11-15T00:00:00Z',"
      "'amountDue':{'unit':'USD','value':29.9},'state':'sent'}]");
  parts.parts.interactions
      = array_of (&parts, 5,
                  "[{'id':'i1','creationDate':'2026-11-03T15:42:00Z','channel':[{'id':'phone','name':'Phone'}],"
                  "'reason':'Question','status':'completed'}]");
  parts.parts.orders
      = array_of (&parts, 6,
                  "[{'id':'o1','orderDate':'2026-02-05T10:00:00Z','state':'completed','productOrderItem':["
                  "{'productOffering':{'id':'m','name':'Mobile M'}},{'product':{'name':'TV'}}]}]");
  parts.parts.appointments = array_of (&parts, 7,
                                       "[{'id':'t1','validFor':{'startDateTime':'2026-11-19T09:00:00Z'},'description':'"
                                       "Call back','status':'confirmed'}]");
  document = cord_customer_from_tmf (&parts.parts, &error);
  g_assert_no_error (error);
  cord_builder_init (&builder);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GVariant) list = cord_value_dup_array (document, members[i]);

      cord_builder_value (&builder, members[i], list);
    }
  lists = cord_builder_end (&builder);
  assert_value (lists,
                "{'bills':[{'id':'b1','number':'202611-1','date':'2026-11-01','due':'2026-11-15','amount':'29.90','"
                "currency':'USD','state':'sent'}],"
                "'interactions':[{'id':'i1','at':'2026-11-03T15:42:00Z','channel':'Phone','summary':'Question','status'"
                ":'completed'}],"
                "'orders':[{'id':'o1','at':'2026-02-05T10:00:00Z','state':'completed','summary':'Mobile M, TV'}],"
                "'followUps':[{'id':'t1','at':'2026-11-19T09:00:00Z','purpose':'Call back','status':'confirmed'}]}");
  /* For a customer without products only this tells the currency. */
  g_assert_cmpstr (cord_value_get_string (document, "account.currency"), ==, "USD");
  parts_clear (&parts);
}

/* A PIN is in nothing that the desk gets. */
static void
test_no_secrets (void)
{
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autofree char *text = NULL;

  parts_init (&parts, CUSTOMER, PARTY, ACCOUNTS, NULL);
  document = cord_customer_from_tmf (&parts.parts, NULL);
  text = cord_value_to_canonical (document, NULL);
  g_assert_null (strstr (text, "5909"));
  g_assert_null (strstr (text, "Reiher"));
  parts_clear (&parts);
}

static void
test_smallest_customer (void)
{
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GError) error = NULL;

  parts_init (&parts, "{'id':'c1','name':'Wijaya','somethingNew':{'a':[1,2.5]}}", NULL, NULL, NULL);
  document = cord_customer_from_tmf (&parts.parts, &error);
  g_assert_no_error (error);
  assert_value (document, "{'id':'c1','name':'Wijaya','party':{},'contacts':[],'products':[],'bills':[],'interactions':"
                          "[],'orders':[],'followUps':[]}");
  parts_clear (&parts);
}

static void
test_accounts (void)
{
  static const struct
  {
    const char *accounts;
    const char *zone;
    int anchor, months;
    const char *first;
  } cases[] = {
    { "[{'id':'a'}]", "UTC", 1, 1, NULL },
    { "[{'id':'a','billStructure':{'cycleSpecification':{'frequency':'quarterly','dateShift':5,'validFor':{'"
      "startDateTime':'2024-02-05T00:00:00Z'}}}}]",
      "UTC", 5, 3, "2024-02" },
    { "[{'id':'a','cordboardZone':'America/Chicago','billStructure':{'cycleSpecification':{'frequency':'Yearly'}}}]",
      "America/Chicago", 1, 12, NULL },
    { "[{'id':'a','characteristic':[{'name':'cordboardZone','value':'Asia/Tokyo'}]}]", "Asia/Tokyo", 1, 1, NULL },
    { "[{'id':'x','state':'suspended'},{'id':'a','state':'ACTIVE','billStructure':{'cycleSpecification':{'dateShift':'"
      "12'}}}]",
      "UTC", 12, 1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Parts parts;
      g_autoptr (GVariant) document = NULL;
      g_autoptr (GError) error = NULL;

      parts_init (&parts, CUSTOMER, NULL, cases[i].accounts, NULL);
      document = cord_customer_from_tmf (&parts.parts, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (cord_value_get_string (document, "account.id"), ==, "a");
      g_assert_cmpstr (cord_value_get_string (document, "account.zone"), ==, cases[i].zone);
      g_assert_cmpint (cord_value_get_integer (document, "account.anchor", 0), ==, cases[i].anchor);
      g_assert_cmpint (cord_value_get_integer (document, "account.months", 0), ==, cases[i].months);
      g_assert_cmpstr (cord_value_get_string (document, "account.first"), ==, cases[i].first);
      parts_clear (&parts);
    }
}

static void
check_refused (const char *customer, const char *accounts, const char *products, const char *history,
               const char *member, const char *id)
{
  Parts parts;
  g_autoptr (GError) error = NULL;

  parts_init (&parts, customer, NULL, accounts, products);
  if (history != NULL)
    parts.nodes[5] = parts.parts.history = fixture (history);
  g_assert_null (cord_customer_from_tmf (&parts.parts, &error));
  assert_refused (error, member);
  if (id != NULL)
    g_assert_nonnull (strstr (error->message, id));
  parts_clear (&parts);
}

/* What is wrong with one product stops neither the customer nor the others. */
static void
check_problem (const char *products, const char *member)
{
  Parts parts;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) product = NULL;

  parts_init (&parts, CUSTOMER, NULL, ACCOUNTS, products);
  document = cord_customer_from_tmf (&parts.parts, &error);
  g_assert_no_error (error);
  list = cord_value_dup_array (document, "products");
  product = cord_value_dup_at (list, 0);
  g_assert_cmpstr (cord_value_get_string (product, "problem"), ==, member);
  parts_clear (&parts);
}

static char *
product_with (const char *members)
{
  return g_strdup_printf ("[{'id':'prod-7','status':'active','productOffering':{'id':'o'},%s}]", members);
}

static void
test_invalid_amounts (void)
{
  static const struct
  {
    const char *members;
    const char *member;
  } cases[] = {
    { "'productPrice':[{'priceType':'recurring'}]", "productPrice.0.price" },
    { "'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'USD','value':-1}}}]",
      "productPrice.0.price" },
    { "'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'USD','value':'many'}}}]",
      "productPrice.0.price" },
    { "'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'USD','value':1e99}}}]",
      "productPrice.0.price" },
    { "'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'dollars','value':1}}}]",
      "productPrice.0.price" },
    { "'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'USD','value':1}}},"
      "{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'EUR','value':1}}}]",
      "productPrice.1.price" },
    { "'productPrice':[{'priceType':'recurring','recurringChargePeriod':'week','price':{'dutyFreeAmount':{'unit':'USD',"
      "'value':1}}}]",
      "productPrice.0.price" },
    { "'productPrice':[{'priceType':'discount','percentage':20,'validFor':{'endDateTime':'soon'}}]", "productPrice.0" },
    { "'productPrice':[{'priceType':'discount','percentage':20,'validFor':{'endDateTime':7}}]", "productPrice.0" },
    { "'startDate':'yesterday'", "startDate" },
    { "'startDate':'2024-02-30T00:00:00Z'", "startDate" },
    { "'quantity':0", "quantity" },
    { "'productTerm':[{'duration':{'amount':1.5,'units':'month'}}]", "productTerm.0.duration" },
    { "'productTerm':[{'duration':{'amount':2,'units':'fortnights'}}]", "productTerm.0.duration" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *products = product_with (cases[i].members);

      check_problem (products, cases[i].member);
    }
}

static void
test_unreadable (void)
{
  check_refused ("{'name':'x'}", NULL, NULL, NULL, "id", "customer");
  check_refused ("[]", NULL, NULL, NULL, "id", "customer");
  check_refused ("{'id':'c1'}", NULL, NULL, NULL, "name", "c1");
  check_refused (CUSTOMER, "[{'id':'a','zone':'Mars/Olympus'}]", NULL, NULL, "zone", "a");
  check_refused (CUSTOMER, "[{'id':'a','billStructure':{'cycleSpecification':{'dateShift':32}}}]", NULL, NULL,
                 "billStructure.cycleSpecification.dateShift", "a");
  check_refused (CUSTOMER, "[{'id':'a','billStructure':{'cycleSpecification':{'frequency':'sometimes'}}}]", NULL, NULL,
                 "billStructure.cycleSpecification.frequency", "a");
  check_refused (CUSTOMER, ACCOUNTS, "[7]", NULL, "id", "product");
  check_problem ("[{'id':'p','productOffering':{'id':'o'}}]", "status");
  check_refused (CUSTOMER, ACCOUNTS, NULL, "{'id':'somebody-else','version':1,'events':[]}", "id", "somebody-else");
  check_refused (CUSTOMER, ACCOUNTS, NULL, "{'id':'a1','version':1}", "events", "a1");
}

/* Neither in the bill nor lost. */
static void
test_other_periods (void)
{
  g_autofree char *products = product_with (
      "'productPrice':[{'priceType':'recurring','recurringChargePeriod':'year','price':{'dutyFreeAmount':{'unit':'USD',"
      "'value':120}}},{'priceType':'recurring','recurringChargePeriod':'month','price':{'dutyFreeAmount':{'unit':'USD',"
      "'value':5}}},{'priceType':'recurring','recurringChargePeriod':'quarter','price':{'dutyFreeAmount':{'unit':'EUR',"
      "'value':9}}}]");
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (CordCustomer) customer = NULL;
  g_autofree char *others = NULL;

  parts_init (&parts, CUSTOMER, NULL, ACCOUNTS, products);
  document = cord_customer_from_tmf (&parts.parts, NULL);
  customer = cord_customer_new (document, NULL);
  g_assert_nonnull (customer);
  g_assert_cmpint (cord_customer_get_monthly (customer).minor, ==, 500);
  others = cord_product_dup_other_prices (cord_customer_find_product (customer, "prod-7"));
  g_assert_cmpstr (others, ==, "$120.00 a year, €9.00 every 3 months");
  parts_clear (&parts);
}

/* Many small prices add up exactly, and more digits than any currency has are kept. */
static void
test_sums_are_exact (void)
{
  g_autofree char *products
      = product_with ("'productPrice':[{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'JPY','value':0.1}}},"
                      "{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'JPY','value':0.2}}},"
                      "{'priceType':'usage','price':{'dutyFreeAmount':{'unit':'USD','value':9}}}]");
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) product = NULL;

  parts_init (&parts, CUSTOMER, NULL, "[{'id':'a1'}]", products);
  document = cord_customer_from_tmf (&parts.parts, NULL);
  list = cord_value_dup_array (document, "products");
  product = cord_value_dup_at (list, 0);
  g_assert_cmpstr (cord_value_get_string (product, "price"), ==, "0.3");
  g_assert_cmpint (cord_value_get_integer (document, "account.scale", -1), ==, 0);
  parts_clear (&parts);
}

/* A product's own prices and discounts have their days: what follows one another is no sum, and what begins later takes
 * nothing off before. */
static void
test_own_prices_in_time (void)
{
  Parts parts;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) events = NULL;
  g_autoptr (CordCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;

  parts_init (
      &parts, "{'id':'c','name':'C'}", NULL, "[{'id':'a','name':'A','state':'active'}]",
      "[{'id':'p','status':'active','startDate':'2026-02-01T00:00:00Z','productOffering':{'id':'o'},'productPrice':["
      "{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'EUR','value':19.99}},"
      "'validFor':{'endDateTime':'2026-12-31T23:59:59Z'}},"
      "{'priceType':'recurring','price':{'dutyFreeAmount':{'unit':'EUR','value':24.99}},"
      "'validFor':{'startDateTime':'2027-01-01T00:00:00Z'},'productPriceAlteration':[{'name':'Later',"
      "'price':{'percentage':10},'validFor':{'startDateTime':'2027-03-01T00:00:00Z'}}]}]}]");
  document = cord_customer_from_tmf (&parts.parts, &error);
  g_assert_no_error (error);
  customer = cord_customer_new (document, &error);
  g_assert_no_error (error);
  events = cord_history_dup_events (customer);
  assert_value (events,
                "[{'type':'start','product':'p','offer':'o','price':'19.99','effective':'2026-02-01',"
                "'recorded':'2026-02-01'},"
                "{'type':'price','product':'p','price':'24.99','effective':'2027-01-01','recorded':'2026-02-01'},"
                "{'type':'discount','product':'p','discount':'Later','percent':'10','effective':'2027-03-01',"
                "'recorded':'2026-02-01'}]");
  parts_clear (&parts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customer-codec/whole-customer", test_whole_customer);
  g_test_add_func ("/customer-codec/lists", test_lists);
  g_test_add_func ("/customer-codec/no-secrets", test_no_secrets);
  g_test_add_func ("/customer-codec/smallest-customer", test_smallest_customer);
  g_test_add_func ("/customer-codec/accounts", test_accounts);
  g_test_add_func ("/customer-codec/invalid-amounts", test_invalid_amounts);
  g_test_add_func ("/customer-codec/unreadable", test_unreadable);
  g_test_add_func ("/customer-codec/other-periods", test_other_periods);
  g_test_add_func ("/customer-codec/sums-are-exact", test_sums_are_exact);
  g_test_add_func ("/customer-codec/own-prices-in-time", test_own_prices_in_time);
  return g_test_run ();
}
