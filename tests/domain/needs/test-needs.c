/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/needs/cord-needs.h"

#include "tests/domain/customer/test-document.h"

static const char questions[] = "[{'id':'usage'},{'id':'q.budget','derives':'budget'},{'id':'people','derives':'people'"
                                "},{'id':'speed','derives':'speed'},"
                                " {'id':'commitment','derives':'commitment'},{'id':'must-have','derives':'must-have'},{"
                                "'id':'term','derives':'term'},"
                                " {'id':'travel','derives':'travel'}]";

static CordNeeds *
derive (const char *answers, const char *fields)
{
  g_autoptr (GVariant) asked = test_document (questions);
  g_autoptr (GVariant) answered = test_document (answers);
  g_autoptr (GVariant) set = test_document (fields);

  return cord_needs_derive (asked, answered, set);
}

static void
test_derives (void)
{
  g_autoptr (CordNeeds) needs
      = derive ("{'usage':'films','q.budget':'about €80,5 I think','people':'4 of us','speed':'Faster',"
                "'commitment':'YES','must-have':'The home phone stays.','term':'12','travel':'no'}",
                "{'change-kind':'upgrade','product':'prod-1','reason-code':'faster'}");
  g_autoptr (GVariant) expected = test_document (
      "{'kind':'upgrade','product':'prod-1','reason':'faster','needs':["
      "{'dimension':'budget','value':'80.50','question':'q.budget'},{'dimension':'people','value':'4','question':'"
      "people'},"
      "{'dimension':'speed','value':'faster','question':'speed'},{'dimension':'commitment','value':'yes','question':'"
      "commitment'},"
      "{'dimension':'must-have','value':'The home phone stays.','question':'must-have'},"
      "{'dimension':'term','value':'12','question':'term'},{'dimension':'travel','value':'no','question':'travel'}]}");
  g_autofree char *made = cord_value_to_canonical (cord_needs_get_document (needs), NULL);
  g_autofree char *wanted = cord_value_to_canonical (expected, NULL);

  g_assert_cmpstr (made, ==, wanted);
  g_assert_cmpstr (cord_needs_get (needs, "budget"), ==, "80.50");
  for (gsize i = 0; i < cord_needs_get_length (needs); i++)
    if (g_str_equal (cord_needs_get_at (needs, i).dimension, "budget"))
      g_assert_cmpstr (cord_needs_get_at (needs, i).question, ==, "q.budget");
  g_assert_null (cord_needs_get (needs, "data"));
}

static void
test_skips_what_says_nothing (void)
{
  g_autoptr (CordNeeds) needs
      = derive ("{'q.budget':'no idea','people':'many','speed':'quick','must-have':'No, nothing.',"
                "'term':'','commitment':'perhaps'}",
                "{'change-kind':'explode'}");
  g_autoptr (CordNeeds) none = derive ("{'must-have':'None.'}", "{}");

  g_assert_cmpstr (cord_needs_get_kind (needs), ==, "");
  g_assert_cmpstr (cord_needs_get_product (needs), ==, "");
  g_assert_null (cord_needs_get (needs, "budget"));
  g_assert_null (cord_needs_get (needs, "people"));
  g_assert_null (cord_needs_get (needs, "speed"));
  g_assert_null (cord_needs_get (needs, "term"));
  g_assert_null (cord_needs_get (needs, "commitment"));
  g_assert_null (cord_needs_get (none, "must-have"));
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *said;
    const char *value;
  } cases[] = {
    { "80", "80" },
    { "80.00", "80.00" },
    { "€ 1,200.50", "1200.50" },
    { "1.200,50 Euro", "1200.50" },
    { "1,000", "1000" },
    { "35.", "35" },
    { "up to 9.5, no more", "9.50" },
    { "-", NULL },
    { "99999999999999999", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answers = g_strdup_printf ("{'q.budget':'%s'}", cases[i].said);
      g_autoptr (CordNeeds) needs = derive (answers, "{}");

      g_assert_cmpstr (cord_needs_get (needs, "budget"), ==, cases[i].value);
    }
}

static void
test_addition_has_no_product (void)
{
  g_autoptr (CordNeeds) needs = derive ("{}", "{'change-kind':'add','product':'prod-1'}");

  g_assert_cmpstr (cord_needs_get_kind (needs), ==, "add");
  g_assert_cmpstr (cord_needs_get_product (needs), ==, "");
}

static void
test_bad_input (void)
{
  g_autoptr (GVariant) empty = cord_value_empty_object ();
  g_autoptr (GVariant) list = test_document ("['x', 3, {'id':'a','derives':'budget'}]");
  g_autoptr (CordNeeds) needs = cord_needs_derive (list, NULL, NULL);
  g_autoptr (CordNeeds) odd = cord_needs_new (empty);

  g_assert_null (cord_needs_get (needs, "budget"));
  g_assert_cmpstr (cord_needs_get_kind (odd), ==, "");
  g_assert_null (cord_needs_get (odd, "budget"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/needs/derives", test_derives);
  g_test_add_func ("/needs/skips-what-says-nothing", test_skips_what_says_nothing);
  g_test_add_func ("/needs/amounts", test_amounts);
  g_test_add_func ("/needs/addition-has-no-product", test_addition_has_no_product);
  g_test_add_func ("/needs/bad-input", test_bad_input);
  return g_test_run ();
}
