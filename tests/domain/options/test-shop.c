/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/domain/options/test-shop.h"

#include "tests/domain/customer/test-document.h"

#define TERMS_US                                                                                                       \
  "'terms':[{'name':'Month-to-month','months':0},{'name':'One year','months':12},{'name':'Two year','months':24}]"
#define TERMS_EU                                                                                                       \
  "'terms':[{'name':'Month to month','months':0},"                                                                     \
  "{'name':'One year','months':12,'etf':{'kind':'remaining','percent':'50','cap':'150.00'}},"                          \
  "{'name':'Two years','months':24,'etf':{'kind':'remaining','percent':'50','cap':'150.00'}}]"
#define SOLD "'status':'Active','sellable':true"
#define ANY_LINE "'reliesOn':[['dsl','fiber']]"
#define ANY_HOME "'reliesOn':[['home-50','home-100','home-fiber-250','home-fiber-1000','home-mobile']]"
#define ANY_MOBILE "'reliesOn':[['mobile-s','mobile-m','mobile-l','mobile-xl','home-mobile']]"
#define HOME(id, price, technology, down, up, more)                                                                    \
  "{'id':'" id "','name':'" id "','category':'internet','categoryName':'Home internet'," SOLD ",'price':'" price       \
  "'," TERMS_EU ",'features':[{'name':'technology','value':'" technology "'},{'name':'download','value':'" down "'},"  \
  "{'name':'upload','value':'" up "'},{'name':'data','value':'unlimited'}]" more "}"
#define MOBILE(id, price, data, roaming, hotspot, down, sold)                                                          \
  "{'id':'" id "','name':'" id "','category':'mobile','categoryName':'Mobile'," sold ",'price':'" price "'," TERMS_EU  \
  ",'features':[{'name':'data','value':'" data "'},{'name':'roaming','value':'" roaming "'},"                          \
  "{'name':'hotspot','value':'" hotspot "'},{'name':'download','value':'" down "'}]}"

static const char policy_text[]
    = "{'id':'us','version':'1','effectiveFrom':'2024-01-01','title':'United States',"
      " 'levels':{'pin':'R2','otp-sms':'R3'},"
      " 'disclosure':{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R1','DETAIL':'R2'},'risk':{'plan-change':'R2'},"
      " 'attempts':3,'lockMinutes':30,'label':true,"
      " 'timing':[{'when':{'kind':'downgrade'},'effective':'end-of-cycle'},{'when':{'kind':'remove'},'effective':'end-"
      "of-cycle'},"
      "           {'when':{},'effective':'now'}],"
      " 'billing':{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'}}";

static const char catalog_us_text[]
    = "{'version':'7','currency':'USD','scale':2,'offerings':["
      "{'id':'phone','name':'Phone Line','category':'voice'," SOLD ",'price':'20.00'," TERMS_US
      ",'features':[{'name':'lines','value':'1'},{'name':'minutes','value':'unlimited'}]},"
      "{'id':'multiple-lines','name':'Multiple Lines','category':'voice'," SOLD ",'price':'5.00'," TERMS_US
      ",'features':[{'name':'lines','value':'2'}],'reliesOn':[['phone']]},"
      "{'id':'dsl','name':'DSL Internet','category':'internet'," SOLD ",'price':'25.00'," TERMS_US
      ",'features':[{'name':'technology','value':'DSL'},{'name':'download','value':'25 Mbit/s'},"
      "{'name':'upload','value':'3 Mbit/s'},{'name':'data','value':'unlimited'}]},"
      "{'id':'fiber','name':'Fiber Internet','category':'internet'," SOLD ",'price':'50.00'," TERMS_US
      ",'features':[{'name':'technology','value':'Fiber optic'},{'name':'download','value':'500 Mbit/s'},"
      "{'name':'upload','value':'100 Mbit/s'},{'name':'data','value':'unlimited'}]},"
      "{'id':'online-security','name':'Online Security','category':'protection'," SOLD ",'price':'5.00'," TERMS_US
      "," ANY_LINE "},"
      "{'id':'online-backup','name':'Online Backup','category':'protection'," SOLD ",'price':'5.00'," TERMS_US
      "," ANY_LINE "},"
      "{'id':'tech-support','name':'Tech Support','category':'support'," SOLD ",'price':'5.00'," TERMS_US "," ANY_LINE
      "},"
      "{'id':'streaming-tv','name':'Streaming TV','category':'entertainment'," SOLD ",'price':'10.00'," TERMS_US
      "," ANY_LINE "}]}";

/* Formatted by hand: clang-format puts each argument on a line of its own. */
/* clang-format off */
static const char catalog_eu_text[] =
  "{'version':'3','currency':'EUR','scale':2,'offerings':["
  MOBILE ("mobile-s", "9.99", "5 GB", "EU, 3 GB", "no", "50 Mbit/s", SOLD) ","
  MOBILE ("mobile-m", "19.99", "20 GB", "EU, 15 GB", "yes", "150 Mbit/s", SOLD) ","
  MOBILE ("mobile-l", "29.99", "50 GB", "EU, 25 GB", "yes", "300 Mbit/s", SOLD) ","
  MOBILE ("mobile-xl", "44.99", "unlimited", "EU, 60 GB", "yes", "1000 Mbit/s", SOLD) ","
  MOBILE ("mobile-classic", "14.99", "1 GB", "no", "no", "21 Mbit/s", "'status':'Obsolete','sellable':false") ","
  HOME ("home-50", "29.99", "DSL", "50 Mbit/s", "10 Mbit/s", ",'leadDays':1,'steps':['Restart the router']") ","
  HOME ("home-100", "34.99", "DSL", "100 Mbit/s", "40 Mbit/s", "") ","
  HOME ("home-fiber-250", "44.99", "Fiber optic", "250 Mbit/s", "100 Mbit/s",
        ",'once':'29.99','leadDays':3"
        ",'promotions':[{'id':'welcome-fiber','name':'Welcome','percent':'20','cycles':6}]") ","
  HOME ("home-fiber-1000", "59.99", "Fiber optic", "1000 Mbit/s", "500 Mbit/s", ",'once':'49.99','leadDays':3") ","
  "{'id':'tv-basic','name':'TV Basic','category':'tv'," SOLD ",'price':'9.99'," ANY_HOME
  ",'features':[{'name':'channels','value':'80'},{'name':'screens','value':'1'},{'name':'recordings','value':'no'}]},"
  "{'id':'tv-plus','name':'TV Plus','category':'tv'," SOLD ",'price':'19.99','once':'9.99'," ANY_HOME
  ",'features':[{'name':'channels','value':'140'},{'name':'screens','value':'3'}"
  ",{'name':'recordings','value':'100 hours'}]},"
  "{'id':'home-phone','name':'Home Phone','category':'voice'," SOLD ",'price':'4.99'," ANY_HOME "},"
  "{'id':'additional-line','name':'Additional Line','category':'voice'," SOLD ",'price':'12.99'"
  ",'once':'9.99'," ANY_MOBILE
  ",'features':[{'name':'data','value':'shared'},{'name':'lines','value':'1'}]},"
  "{'id':'streaming-tv','name':'Streaming TV','category':'entertainment'," SOLD ",'price':'7.99'," ANY_HOME
  ",'features':[{'name':'screens','value':'2'}],'promotions':[{'name':'Starter','percent':'50','cycles':3}]},"
  "{'id':'roaming-world','name':'Roaming World','category':'roaming'," SOLD ",'price':'6.99'," ANY_MOBILE
  ",'features':[{'name':'countries','value':'60'},{'name':'data','value':'3 GB'}]},"
  "{'id':'tech-support','name':'Tech Support','category':'support'," SOLD ",'price':'4.99'," ANY_HOME "},"
  "{'id':'gift','name':'Gift','category':'support'," SOLD "},"
  "{'id':'home-mobile','name':'Home & Mobile','category':'bundle'," SOLD ",'bundle':true,'price':'54.99','once':'29.99'"
  ",'bundled':['home-fiber-250','mobile-m'],'terms':[{'name':'One year','months':12},{'name':'Two years','months':24}]"
  ",'features':[{'name':'technology','value':'Fiber optic'},{'name':'download','value':'250 Mbit/s'}]}]}";
/* clang-format on */

GVariant *
test_policy_document (void)
{
  return test_document (policy_text);
}

CordPolicy *
test_policy (void)
{
  g_autoptr (GVariant) document = test_policy_document ();
  g_autoptr (GError) error = NULL;
  CordPolicy *policy = cord_policy_new (document, &error);

  g_assert_no_error (error);
  return policy;
}

static CordCatalog *
make_catalog (const char *text)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GError) error = NULL;
  CordCatalog *catalog = cord_catalog_new (document, &error);

  g_assert_no_error (error);
  return catalog;
}

GVariant *
test_catalog_us_document (void)
{
  return test_document (catalog_us_text);
}

CordCatalog *
test_catalog_us (void)
{
  return make_catalog (catalog_us_text);
}

CordCatalog *
test_catalog_eu (void)
{
  return make_catalog (catalog_eu_text);
}

GVariant *
test_customer_document (const char *currency, const char *products)
{
  g_autofree char *text = g_strdup_printf (
      "{'id':'C1','name':'Grace "
      "Okafor','status':'active','account':{'id':'A1','state':'active','zone':'Europe/Berlin','anchor':7,"
      "'months':1,'currency':'%s','scale':2,'version':'4'},'products':%s}",
      currency, products);

  return test_document (text);
}

static CordCustomer *
make_customer (GVariant *document)
{
  g_autoptr (GError) error = NULL;
  CordCustomer *customer = cord_customer_new (document, &error);

  g_assert_no_error (error);
  return customer;
}

CordCustomer *
test_customer_with (const char *currency, const char *products)
{
  g_autoptr (GVariant) document = test_customer_document (currency, products);

  return make_customer (document);
}

GVariant *
test_customer_us_document (void)
{
  return test_customer_document (
      "USD",
      "[{'id':'prod-C1-dsl','offering':'dsl','name':'DSL "
      "Internet','status':'active','account':'A1','start':'2026-10-07',"
      "  'price':'24.85','currency':'USD','category':'internet','features':[{'name':'technology','value':'DSL'},"
      "  {'name':'download','value':'25 Mbit/s'},{'name':'upload','value':'3 "
      "Mbit/s'},{'name':'data','value':'unlimited'}]},"
      " {'id':'prod-C1-online-backup','offering':'online-backup','name':'Online "
      "Backup','status':'active','account':'A1',"
      "  'start':'2026-10-07','price':'5.00','currency':'USD','category':'protection','reliesOn':['prod-C1-dsl'],"
      "  'features':[{'name':'enabled','value':'yes'}]}]");
}

CordCustomer *
test_customer_us (void)
{
  g_autoptr (GVariant) document = test_customer_us_document ();

  return make_customer (document);
}
