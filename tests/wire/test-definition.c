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
  g_test_add_func ("/wire/definition/depth", test_depth);
  return g_test_run ();
}
