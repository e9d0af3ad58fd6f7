/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-definition.h"

#include "cord-wire-fixture.h"
#include "wire/cord-resource-type.h"

/* @member NULL: it is as the definition says. */
static void
check_as (const char *name, const char *text, const char *before, gboolean kit, const char *member)
{
  g_autoptr (JsonNode) node = fixture (text);
  g_autoptr (JsonNode) old = before != NULL ? fixture (before) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = cord_definition_check (name, json_node_get_object (node),
                                         old != NULL ? json_node_get_object (old) : NULL, kit, &error);

  if (member == NULL)
    g_assert_no_error (error);
  else
    assert_refused (error, member);
  g_assert_cmpint (good, ==, member == NULL);
}

static void
check (const char *name, const char *text, const char *member)
{
  check_as (name, text, NULL, FALSE, member);
}

/* Every TM Forum resource that is served has a definition, and Cordboard's own have none. */
static void
test_table (void)
{
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      const CordDefinition *definition = cord_definition_find (table[i].name);

      g_assert_cmpint (definition != NULL, ==, g_str_has_prefix (table[i].base, CORD_TMF_API));
      if (definition != NULL)
        g_assert_cmpstr (definition->name, ==, table[i].type);
      if (definition != NULL && table[i].state != NULL)
        g_assert_nonnull (cord_definition_member (definition, table[i].state));
    }
  g_assert_null (cord_definition_member (cord_definition_find ("customer"), "unheardOf"));
  g_assert_null (cord_definition_member (NULL, "id"));
}

static void
test_kinds (void)
{
  check ("customer", "{'validFor':{'startDateTime':7}}", "validFor.startDateTime");
  check ("customer", "{'validFor':{'startDateTime':'soon'}}", "validFor.startDateTime");
  check ("customer", "{'validFor':{'startDateTime':'2026-02-30T00:00:00Z'}}", "validFor.startDateTime");
  check ("customer", "{'validFor':{'startDateTime':'2026-11-30T08:00:00.123+01:00','endDateTime':'2027-01-01'}}", NULL);
  check ("customer", "{'@type':7}", "@type");
  check ("customer", "{'validFor':{'@schemaLocation':7}}", "validFor.@schemaLocation");
  check ("customer", "{'account':[{'id':1,'name':'A'}]}", "account.0.id");
  check ("customer", "{'contactMedium':[{'mediumType':'email','characteristic':'a text'}]}",
         "contactMedium.0.characteristic");
  check ("productOffering", "{'productOfferingPrice':[{'id':'a'},{'id':5}]}", "productOfferingPrice.1.id");
  check ("productOffering", "{'lastUpdate':'yesterday'}", "lastUpdate");
  check ("productOfferingPrice", "{'recurringChargePeriodLength':1.5}", "recurringChargePeriodLength");
  check ("productOfferingPrice", "{'recurringChargePeriodLength':1.0,'price':{'unit':'EUR','value':9.99}}", NULL);
  check ("product", "{'productPrice':[{'priceType':'recurring','price':{'taxIncludedAmount':{'value':'9'}}}]}",
         "productPrice.0.price.taxIncludedAmount.value");
  check ("product", "{'productCharacteristic':[{'name':'speed','value':{'any':[1,null]}}]}", NULL);
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'http://example.org/a b'}]}", "attachment.0.url");
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'http://[::1/'}]}", "attachment.0.url");
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'https://host:port/party/{id}'}]}", NULL);
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'/a/50%'}]}", "attachment.0.url");
  check ("communicationMessage", "{'attachment':[{'id':'a','url':':a'}]}", "attachment.0.url");
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'urn:a:1'},{'id':'b','url':'b?at=12:00'}]}", NULL);
  check ("communicationMessage", "{'attachment':[{'id':'a','url':'/a/50%25?x=1;y=[2]#é'},{'id':'b','url':''}]}", NULL);
  check ("product", "{'@schemaLocation':'not one'}", "@schemaLocation");
  check ("communicationMessage", "{'attachment':[{'content':7}]}", "attachment.0.content");
  /* Some systems write these as texts. */
  check ("communicationMessage", "{'tryTimes':'3','logFlag':'true'}", NULL);
}

static void
test_required (void)
{
  check ("partyInteraction", "{'channel':[{}]}", "channel.0.id");
  check ("partyInteraction", "{'channel':[]}", "channel");
  check ("billingAccount", "{'relatedParty':[]}", "relatedParty");
  check ("product", "{'productRelationship':[{'relationshipType':'reliesOn'}]}", "productRelationship.0.product");
  check ("product", "{'place':[{'id':'p','role':null}]}", "place.0.role");
  /* What is mandatory in the resource itself is checked with its type. */
  check ("productOrder", "{}", NULL);
}

/* Null is no value of any kind. */
static void
test_null (void)
{
  check ("customer", "{'statusReason':null}", "statusReason");
  check ("customer", "{'validFor':{'endDateTime':null}}", "validFor.endDateTime");
  check ("customer", "{'account':[null]}", "account.0");
  check ("customer", "{'x-note':null}", NULL);
}

/* Unknown members pass at any depth: every type may be extended. */
static void
test_extensions (void)
{
  check ("customer", "{'x-a':7,'validFor':{'x-b':[null,{}]},'account':[{'name':'A','x-c':null}]}", NULL);
  check ("accountHistory", "{'version':'any','events':7}", NULL);
}

/* The kits leave @referredType out. */
static void
test_parties (void)
{
  check ("customer", "{'engagedParty':{'id':'p'}}", "engagedParty.@referredType");
  check_as ("customer", "{'engagedParty':{'id':'p'}}", NULL, TRUE, NULL);
  check_as ("customer", "{'engagedParty':{'id':7}}", NULL, TRUE, "engagedParty.id");
  check ("customer", "{'relatedParty':[{'id':'p'}]}", NULL);
  check ("billingAccount", "{'relatedParty':[{'id':'p'}]}", NULL);
  check ("product", "{'relatedParty':[{'id':'p','@referredType':7}]}", "relatedParty.0.@referredType");
}

/* What was loaded otherwise stays as long as it is not changed. */
static void
test_changes (void)
{
  const char *before = "{'validFor':{'startDateTime':'soon'},'engagedParty':{'id':'p'},'name':'Zoe'}";

  check_as ("customer", "{'validFor':{'startDateTime':'soon'},'engagedParty':{'id':'p'},'name':'Zora'}", before, FALSE,
            NULL);
  check_as ("customer", "{'validFor':{'startDateTime':'later'}}", before, FALSE, "validFor.startDateTime");
  check_as ("customer", "{'engagedParty':{'id':'q'}}", before, FALSE, "engagedParty.@referredType");
  check_as ("customer", "{'engagedParty':{'id':'p','name':'Zoe'}}", before, FALSE, NULL);
  check_as ("customer", "{'engagedParty':{'id':'p','name':7}}", before, FALSE, "engagedParty.name");
  check_as ("customer", "{'validFor':{'startDateTime':'soon','endDateTime':'2027-01-01'}}", before, FALSE, NULL);
  check_as ("customer", "{'validFor':{'startDateTime':'soon','endDateTime':'later'}}", before, FALSE,
            "validFor.endDateTime");
}

/* Entries of a list are compared with what they were, wherever they stand now. */
static void
test_changed_entries (void)
{
  const char *before = "{'account':[{'id':1},{'id':'a','name':5},{'id':'b','name':'B'}]}";

  check_as ("customer", "{'account':[{'id':1},{'id':'a','name':5},{'id':'b','name':'C'}]}", before, FALSE, NULL);
  check_as ("customer", "{'account':[{'id':'b','name':'C'},{'name':5,'id':'a'}]}", before, FALSE, NULL);
  check_as ("customer", "{'account':[{'id':'new'},{'id':1},{'id':'a','name':5,'description':'x'}]}", before, FALSE,
            NULL);
  check_as ("customer", "{'account':[{'id':1.0,'description':'x'},{'id':'a','name':5},{'id':'b'}]}", before, FALSE,
            NULL);
  check_as ("customer", "{'account':[{'id':2},{'id':'a','name':5},{'id':'b'}]}", before, FALSE, "account.0.id");
  check_as ("customer", "{'account':[{'id':1},{'id':'a','name':6}]}", before, FALSE, "account.1.name");
  check_as ("customer", "{'account':[{'id':1},{'id':'c','name':5},{'id':'b'}]}", before, FALSE, "account.1.name");
  check_as ("customer", "{'account':[{'id':1,'description':'x'}]}", before, FALSE, "account.0.id");
  check_as ("customer", "{'account':[{'id':'a','name':5,'description':'x'},{'id':'a','name':'A'}]}",
            "{'account':[{'id':'a','name':5},{'id':'a','name':'A'}]}", FALSE, NULL);
  check_as ("product", "{'place':[{'name':'here'}]}", "{'place':[{'name':'there'}]}", FALSE, NULL);
  check_as ("product", "{'place':[{'name':'here'},{'name':'where'}]}", "{'place':[{'name':'there'}]}", FALSE,
            "place.0.role");
  check_as ("product", "{'place':[{'name':'here'}]}", "{'place':[{'name':'there','role':'x'}]}", FALSE, "place.0.role");
}

/* Thousands of entries in another order, none of them as it was. */
static void
test_many_entries (void)
{
  g_autoptr (GString) before = g_string_new ("{'account':[{'id':0}");
  g_autoptr (GString) after = g_string_new ("{'account':[{'id':0}");

  for (guint i = 4000; i > 0; i--)
    {
      g_string_append_printf (before, ",{'id':'%u'}", 4000 - i);
      g_string_append_printf (after, ",{'id':'%u','name':'x'}", i);
    }
  g_string_append (before, "]}");
  g_string_append (after, "]}");
  check_as ("customer", after->str, before->str, FALSE, NULL);
}

static void
refused_with (const char *name, const char *text, const char *reason, const char *hint)
{
  g_autoptr (JsonNode) node = fixture (text);
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_definition_check (name, json_node_get_object (node), NULL, FALSE, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_assert_cmpstr (cord_error_get_hint (error), ==, hint);
  if (g_str_equal (reason, "empty"))
    g_assert_true (g_str_has_suffix (error->message, "must have at least one entry"));
}

/* A subclass keeps the kinds of the members that it has from its base (docs/wire.md, "Bodies"). */
static void
test_subclass (void)
{
  check ("product", "{'@type':'Router','@baseType':'Product','ports':4,'name':'Box'}", NULL);
  refused_with ("product", "{'@type':'Router','@baseType':'Product','name':{'en':'Box'}}", "shape",
                "A “Router” may have members that a Product does not have, but those of a Product keep their kind.");
  refused_with ("product", "{'place':[{'role':'x','@type':'Shop','@baseType':'RelatedPlaceRefOrValue','name':5}]}",
                "shape",
                "A “Shop” may have members that a RelatedPlaceRefOrValue does not have, but those of a "
                "RelatedPlaceRefOrValue keep their kind.");
  refused_with ("product", "{'productOffering':{'id':5,'@type':'ProductOffering'}}", "shape", NULL);
  refused_with ("product", "{'@type':'Product','name':5}", "shape", NULL);
}

/* An empty list is not called missing. */
static void
test_empty (void)
{
  refused_with ("billingAccount", "{'relatedParty':[]}", "empty", NULL);
  refused_with ("billingAccount", "{'relatedParty':null}", "missing", NULL);
}

/* Types that contain themselves are followed as deep as a document may go. */
static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{'product':[{'id':7}]}");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 14; i++)
    {
      g_string_prepend (text, "{'product':[");
      g_string_append (text, "]}");
    }
  node = fixture (text->str);
  g_assert_false (cord_definition_check ("product", json_node_get_object (node), NULL, FALSE, &error));
  g_assert_true (g_str_has_suffix (cord_error_get_member (error), ".product.0.id"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/definition/table", test_table);
  g_test_add_func ("/wire/definition/kinds", test_kinds);
  g_test_add_func ("/wire/definition/required", test_required);
  g_test_add_func ("/wire/definition/null", test_null);
  g_test_add_func ("/wire/definition/extensions", test_extensions);
  g_test_add_func ("/wire/definition/parties", test_parties);
  g_test_add_func ("/wire/definition/changes", test_changes);
  g_test_add_func ("/wire/definition/changed-entries", test_changed_entries);
  g_test_add_func ("/wire/definition/many-entries", test_many_entries);
  g_test_add_func ("/wire/definition/subclass", test_subclass);
  g_test_add_func ("/wire/definition/empty", test_empty);
  g_test_add_func ("/wire/definition/depth", test_depth);
  return g_test_run ();
}
