/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-resource-type.h"

#include "cord-wire-fixture.h"

#include <string.h>

static void
test_table_is_sound (void)
{
  static const char *const classes[] = { "PUBLIC", "ACCOUNT", "CPNI", NULL };
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  g_assert_cmpuint (n, >=, 20);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = cord_resource_type_path (table[i].name, NULL);

      g_assert_true (cord_resource_type_find (table[i].name) == &table[i]);
      g_assert_true (cord_resource_type_find (table[i].type) == &table[i]);
      g_assert_true (cord_resource_type_for_path (path, NULL) == &table[i]);
      g_assert_true (g_strv_contains (classes, table[i].disclosure));
      g_assert_cmpuint (strspn (table[i].operations, "LGCUD"), ==, strlen (table[i].operations));
      g_assert_true (table[i].states == NULL || table[i].state != NULL);
      /* A type that can be patched must declare what may not be. */
      g_assert_true (strchr (table[i].operations, 'U') == NULL || g_strv_contains (table[i].immutable, "id"));
      for (const CordStateRule *rule = table[i].states; rule != NULL && rule->to != NULL; rule++)
        g_assert_true (rule->from == NULL || cord_resource_type_is_state (&table[i], rule->from));
    }
  g_assert_null (cord_resource_type_find ("importJob"));
  g_assert_null (cord_resource_type_find (NULL));
}

static void
check_path (const char *path, const char *name, const char *expected_id)
{
  g_autofree char *id = NULL;
  const CordResourceType *type = cord_resource_type_for_path (path, &id);

  g_assert_cmpstr (type != NULL ? type->name : NULL, ==, name);
  g_assert_cmpstr (id, ==, expected_id);
}

static void
test_paths (void)
{
  g_autofree char *path = cord_resource_type_path ("product", "a/b ä");

  check_path ("/tmf-api/productInventory/v4/product", "product", NULL);
  check_path ("/tmf-api/productInventory/v4/product/x%2F1", "product", "x/1");
  check_path ("/tmf-api/productOfferingQualification/v4/productOfferingQualification/7", "productOfferingQualification",
              "7");
  check_path ("/tmf-api/productCatalogManagement/v4/productOfferingPrice", "productOfferingPrice", NULL);
  check_path ("/cordboard/v1/accountHistory/acct-1", "accountHistory", "acct-1");
  check_path (path, "product", "a/b ä");
  check_path ("/tmf-api/productInventory/v4/product/", NULL, NULL);
  check_path ("/tmf-api/productInventory/v4/product/a/b", NULL, NULL);
  check_path ("/tmf-api/productInventory/v4/product/%00", NULL, NULL);
  check_path ("/tmf-api/productInventory/v4/product/%C3", NULL, NULL);
  check_path ("/tmf-api/productInventory/v4/products", NULL, NULL);
  check_path ("/tmf-api/productInventory/v5/product", NULL, NULL);
  check_path ("/tmf-api/productInventory/v4", NULL, NULL);
  check_path ("", NULL, NULL);
}

static void
check (const char *name, const char *text, const char *member)
{
  const CordResourceType *type = cord_resource_type_find (name);
  g_autoptr (JsonNode) node = fixture (text);
  g_autoptr (GError) error = NULL;
  gboolean good = cord_resource_type_check (type, json_node_get_object (node), FALSE, &error);

  g_assert_cmpint (good, ==, member == NULL);
  if (member != NULL)
    assert_refused (error, member);
}

static void
test_mandatory_and_shapes (void)
{
  check ("customer", "{'name':'Zoe','engagedParty':{'id':'p','@referredType':'Individual'},'unknown':[1,{}]}", NULL);
  check ("customer", "{'engagedParty':{'id':'p','@referredType':'Individual'}}", "name");
  check ("customer", "{'name':null,'engagedParty':{'id':'p','@referredType':'Individual'}}", "name");
  check ("customer", "{'name':7,'engagedParty':{'id':'p','@referredType':'Individual'}}", "name");
  check ("customer", "{'name':'Zoe','engagedParty':'p'}", "engagedParty");
  check ("customer", "{'name':'Zoe','engagedParty':{}}", "engagedParty.id");
  check ("billingAccount", "{'name':'A','relatedParty':[{'id':'c'}]}", NULL);
  check ("billingAccount", "{'name':'A','relatedParty':{'id':'c'}}", "relatedParty");
  check ("billingAccount", "{'name':'A','relatedParty':[{'role':'x'}]}", "relatedParty.0.id");
  check ("productOrder", "{'productOrderItem':[]}", "productOrderItem");
  check ("productOrder", "{'productOrderItem':[{'id':'1','action':'add'},{'id':'2'}]}", "productOrderItem.1.action");
  check ("productOrder", "{'productOrderItem':['x']}", "productOrderItem.0");
  check ("productOrder", "{'productOrderItem':[{'id':'1','action':'add'}],'state':[1]}", "state");
  check ("quote", "{'quoteItem':[{'action':'add'}],'billingAccount':[{'id':'a'}]}", NULL);
  check ("product", "{'status':'active','billingAccount':{'id':'a'}}", NULL);
  check ("product", "{'status':'active','billingAccount':[{'id':'a'}]}", "billingAccount");
  check ("searchTimeSlot", "{'relatedParty':{'id':'c'}}", NULL);
  check ("communicationMessage", "{'content':'x','receiver':[],'sender':{},'messageType':'email'}", "receiver");
  check ("productOfferingPrice", "{'name':'x','percentage':20}", NULL);
  check ("productOfferingPrice", "{'name':'x','percentage':'20'}", "percentage");
  check ("appointment", "{'validFor':'now'}", "validFor");
  check ("product", "{'status':'active','isBundle':'yes'}", "isBundle");
  check ("product", "{'status':'active','place':{'role':'home'}}", "place");
  check ("product", "{'status':'active','place':['home']}", "place.0");
  check ("product", "{'status':'active','isBund':'yes','place':[{'role':'home'}]}", NULL);
  check ("customer", "{'name':'Zoe','engagedParty':{'id':'p','@referredType':'Individual'},'place':'home'}", NULL);
}

/* Members that the server does not read may have any shape where they are imported. */
static void
test_import_of_plain_members (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) odd = fixture ("{'id':'p','isBundle':'yes','status':'active'}");

  g_assert_true (
      cord_resource_type_check_import (cord_resource_type_find ("product"), json_node_get_object (odd), &error));
  g_assert_no_error (error);
}

/* A person with only one name can be imported, though not posted. */
static void
test_import (void)
{
  const CordResourceType *type = cord_resource_type_find ("individual");
  g_autoptr (JsonNode) one = fixture ("{'id':'p','givenName':'Wijaya'}");
  g_autoptr (JsonNode) none = fixture ("{'givenName':'Wijaya'}");
  g_autoptr (JsonNode) blank = fixture ("{'id':'','givenName':'Wijaya'}");
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_resource_type_check_import (type, json_node_get_object (one), NULL));
  g_assert_false (cord_resource_type_check (type, json_node_get_object (one), FALSE, NULL));
  g_assert_false (cord_resource_type_check_import (type, json_node_get_object (none), &error));
  assert_refused (error, "id");
  g_assert_false (cord_resource_type_check_import (type, json_node_get_object (blank), NULL));
}

static gboolean
may (const char *name, const char *from, const char *to)
{
  return cord_resource_type_may_become (cord_resource_type_find (name), from, to);
}

static void
test_states (void)
{
  g_assert_true (may ("productOrder", NULL, "acknowledged"));
  g_assert_true (may ("productOrder", "acknowledged", "inProgress"));
  g_assert_true (may ("productOrder", "acknowledged", "cancelled"));
  g_assert_true (may ("productOrder", "inProgress", "completed"));
  g_assert_false (may ("productOrder", NULL, "completed"));
  g_assert_false (may ("productOrder", "completed", "cancelled"));
  g_assert_false (may ("productOrder", "cancelled", "inProgress"));
  g_assert_false (may ("productOrder", "acknowledged", "done"));
  g_assert_true (may ("product", "active", "terminated"));
  g_assert_false (may ("product", "terminated", "active"));
  g_assert_true (may ("quote", NULL, "approved"));
  g_assert_true (may ("quote", "approved", "accepted"));
  g_assert_false (may ("quote", "rejected", "approved"));
  g_assert_true (may ("communicationMessage", "failed", "inProgress"));
  g_assert_false (may ("communicationMessage", "completed", "initial"));
  g_assert_true (may ("appointment", "initialized", "confirmed"));
  g_assert_false (may ("appointment", "cancelled", "confirmed"));
  g_assert_true (may ("customer", "anything", "else"));
  g_assert_true (may ("quote", "approved", "approved"));
  g_assert_false (may ("quote", "what", "what"));
}

static void
collect (const char *column, const char *value, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strconcat (column, "=", value, NULL));
}

static void
check_index (const char *name, const char *text, const char *expected)
{
  g_autoptr (JsonNode) node = fixture (text);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  cord_resource_type_index (cord_resource_type_find (name), json_node_get_object (node), collect, found);
  g_ptr_array_add (found, NULL);
  joined = g_strjoinv ("|", (char **)found->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_indexes (void)
{
  check_index (
      "product",
      "{'name':'DSL','status':'active','relatedParty':[{'id':'c1'},{'id':'c2'},{'id':'c1'}],'billingAccount':{'id':'a'}"
      ","
      "'productOffering':{'id':'dsl'},'productRelationship':[{'product':{'id':'p2'}}]}",
      "name=DSL|status=active|relatedParty.id=c1|relatedParty.id=c2|billingAccount.id=a|productOffering.id=dsl|"
      "productRelationship.product.id=p2");
  check_index (
      "customer",
      "{'name':'Zoé de  "
      "Moreau','engagedParty':{'id':'p','@referredType':'Individual'},'account':[{'id':'a'}],'status':null}",
      "name~=zoedemoreau|nameKey=zoedemoreau|nameKey=demoreauzoe|nameKey=moreauzoede|engagedParty.id=p|account.id=a");
  check_index ("customer", "{'id':'C1','name':'x'}", "name~=x|nameKey=x|idKey=c1");
  check_index (
      "individual", "{'familyName':'Diop','givenName':'Awa','familyNamePrefix':'el','fullName':'Awa el Diop'}",
      "givenName~=awa|familyName~=diop|fullName~=awaeldiop|nameKey=awaeldiop|nameKey=eldiopawa|nameKey=diopawael");
  check_index ("individual", "{'contactMedium':[{'characteristic':{'emailAddress':'A@example.com'}}]}",
               "contactMedium.characteristic.emailAddress=A@example.com|emailKey=a@example.com");
  check_index (
      "individual",
      "{'givenName':'Amara','contactMedium':[{'characteristic':{'phoneNumber':'+1 (201) 555-0101'}},"
      "{'characteristic':{'emailAddress':'a@example.com'}},{'characteristic':'x'},7]}",
      "givenName~=amara|nameKey=amara|phoneEnd=10105551021+|contactMedium.characteristic.emailAddress=a@example.com");
  check_index (
      "productOffering",
      "{'name':'A','isSellable':true,'category':[{'id':'x'}],'productOfferingPrice':[{'id':'p1'},{'id':'p2'}]}",
      "name=A|category.id=x|productOfferingPrice.id=p1|productOfferingPrice.id=p2|isSellable=true");
  check_index ("accountHistory", "{'id':'a','version':1,'events':[]}", "");
}

static void
check_customer (const char *name, const char *text, const char *expected)
{
  g_autoptr (JsonNode) node = fixture (text);

  g_assert_cmpstr (cord_resource_type_customer (cord_resource_type_find (name), json_node_get_object (node)), ==,
                   expected);
}

static void
test_owners (void)
{
  check_customer ("customer", "{'id':'c1'}", "c1");
  check_customer ("product", "{'relatedParty':[{'id':'agent','role':'seller'},{'id':'c1','role':'Customer'}]}", "c1");
  check_customer ("product", "{'relatedParty':[{'id':'c9'}]}", "c9");
  check_customer ("product", "{'relatedParty':[]}", NULL);
  check_customer ("searchTimeSlot", "{'relatedParty':{'id':'c2'}}", "c2");
  check_customer ("communicationMessage", "{'receiver':[{'id':'c3'}]}", "c3");
  check_customer ("category", "{'id':'x'}", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resource-type/table-is-sound", test_table_is_sound);
  g_test_add_func ("/resource-type/paths", test_paths);
  g_test_add_func ("/resource-type/mandatory-and-shapes", test_mandatory_and_shapes);
  g_test_add_func ("/resource-type/import", test_import);
  g_test_add_func ("/resource-type/import-of-plain-members", test_import_of_plain_members);
  g_test_add_func ("/resource-type/states", test_states);
  g_test_add_func ("/resource-type/indexes", test_indexes);
  g_test_add_func ("/resource-type/owners", test_owners);
  return g_test_run ();
}
