/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-policy.h"

#include "tests/domain/customer/test-document.h"

static const char text[]
    = "{'id':'us','version':'2026-01','effectiveFrom':'2026-01-01','title':'United States',"
      " 'levels':{'pin':'R2','callback':'R3'},'disclosure':{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R2','DETAIL':'R3'},"
      " 'risk':{'plan-change':'R2'},'attempts':3,'lockMinutes':30,'label':true,"
      " 'timing':[{'when':{'kind':'downgrade'},'effective':'end-of-cycle','permitted':['end-of-cycle']},{'when':{},'"
      "effective':'now'},"
      "           {'when':{'kind':'remove'},'effective':'end-of-cycle'}],"
      " 'billing':{'tick':'day','day_count':'fixed:30','rounding':'half-even','change_day':'old','source':'a "
      "carrier'}}";

#define TODAY cord_date (2026, 7, 16)
#define END cord_date (2026, 8, 1)

static void
test_reads (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordPolicy) policy = cord_policy_new (document, &error);
  g_autoptr (GVariant) billing = NULL;
  g_autoptr (GVariant) expected
      = test_document ("{'tick':'day','day_count':'fixed:30','rounding':'half-even','change_day':'old'}");

  g_assert_no_error (error);
  g_assert_cmpstr (cord_policy_get_id (policy), ==, "us");
  g_assert_cmpstr (cord_policy_get_version (policy), ==, "2026-01");
  g_assert_cmpint (cord_policy_level_of_factor (policy, "pin"), ==, CORD_LEVEL_R2);
  g_assert_cmpint (cord_policy_level_of_factor (policy, "date-of-birth"), ==, CORD_LEVEL_R0);
  g_assert_cmpint (cord_policy_level_of_factor (policy, NULL), ==, CORD_LEVEL_R0);
  g_assert_cmpint (cord_policy_level_for_class (policy, CORD_CLASS_CPNI), ==, CORD_LEVEL_R2);
  g_assert_cmpint (cord_policy_level_for_change (policy), ==, CORD_LEVEL_R2);
  g_assert_true (cord_policy_discloses (policy, CORD_LEVEL_R2, CORD_CLASS_CPNI));
  g_assert_false (cord_policy_discloses (policy, CORD_LEVEL_R1, CORD_CLASS_CPNI));
  g_assert_false (cord_policy_discloses (policy, CORD_LEVEL_R3, CORD_CLASS_SECRET));
  g_assert_cmpuint (cord_policy_get_attempts (policy), ==, 3);
  g_assert_cmpuint (cord_policy_get_lock_minutes (policy), ==, 30);
  g_assert_true (cord_policy_needs_label (policy));
  billing = cord_policy_dup_billing (policy);
  g_assert_true (cord_value_equal (billing, expected));
}

static void
test_first_rule_wins (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (CordPolicy) policy = cord_policy_new (document, NULL);
  const CordTimingCase downgrade = { "downgrade", FALSE }, upgrade = { "upgrade", FALSE },
                       removal = { "remove", FALSE };

  g_assert_cmpint (cord_policy_day (policy, &downgrade, TODAY, END), ==, END);
  g_assert_cmpint (cord_policy_day (policy, &upgrade, TODAY, END), ==, TODAY);
  g_assert_cmpint (cord_policy_day (policy, &removal, TODAY, END), ==, TODAY);
  g_assert_null (cord_policy_refusal (policy, &downgrade));
  g_assert_true (cord_policy_permits (policy, &downgrade, "end-of-cycle"));
  g_assert_false (cord_policy_permits (policy, &downgrade, "now"));
  g_assert_true (cord_policy_permits (policy, &upgrade, "date")); /* a rule without kinds permits all */
}

/* At the end of the commitment, at a date, and not at all. */
static void
test_rules (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GVariant) with_rules = test_with (
      document, "timing",
      test_document ("[{'when':{'kind':'remove','term':'running'},'refuse':'The commitment is still running.'},"
                     " {'when':{'kind':'downgrade'},'effective':'2026-07-20','permitted':['date','end-of-cycle']},"
                     " {'when':{'term':'none'},'effective':'now'},{'when':{},'effective':'end-of-cycle'}]"));
  g_autoptr (GError) error = NULL;
  g_autoptr (CordPolicy) policy = cord_policy_new (with_rules, &error);
  const CordTimingCase bound = { "remove", TRUE }, free = { "remove", FALSE }, less = { "downgrade", TRUE },
                       more = { "upgrade", TRUE };

  g_assert_no_error (error);
  g_assert_cmpstr (cord_policy_refusal (policy, &bound), ==, "The commitment is still running.");
  g_assert_cmpint (cord_policy_day (policy, &bound, TODAY, END), ==, CORD_DATE_NONE);
  g_assert_false (cord_policy_permits (policy, &bound, "now"));
  g_assert_null (cord_policy_refusal (policy, &free));
  g_assert_cmpint (cord_policy_day (policy, &free, TODAY, END), ==, TODAY);
  g_assert_cmpint (cord_policy_day (policy, &less, TODAY, END), ==, cord_date (2026, 7, 20));
  g_assert_cmpint (cord_policy_day (policy, &less, cord_date (2026, 8, 2), END), ==,
                   cord_date (2026, 8, 2)); /* it is in the past */
  g_assert_false (cord_policy_permits (policy, &less, "now"));
  g_assert_cmpint (cord_policy_day (policy, &more, TODAY, END), ==, END);
}

static void
test_tax (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GVariant) inclusive = test_with (document, "tax", test_document ("'inclusive'"));
  g_autoptr (GVariant) broken = test_with (document, "tax", test_document ("'sometimes'"));
  g_autoptr (CordPolicy) without = cord_policy_new (document, NULL);
  g_autoptr (CordPolicy) with = cord_policy_new (inclusive, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_policy_includes_tax (without));
  g_assert_true (cord_policy_includes_tax (with));
  g_assert_null (cord_policy_new (broken, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "tax");
}

static void
test_presets (void)
{
  g_autoptr (GVariant) pack = test_document (text);
  g_autoptr (GVariant) named = test_with (pack, "billing", test_document ("'by-the-second'"));
  g_autoptr (GVariant) preset
      = test_document ("{'type':'billing-preset','id':'by-the-second','version':'1','title':'By the second',"
                       "'billing':{'tick':'second','day_count':'actual','rounding':'half-up','change_day':'new'}}");
  g_autoptr (GVariant) broken = test_with (preset, "billing", test_document ("{'tick':'second'}"));
  g_autoptr (GError) error = NULL, named_error = NULL, broken_error = NULL;
  g_autoptr (GVariant) whole = cord_policy_with_preset (named, preset, &error);
  g_autoptr (CordPolicy) policy = whole != NULL ? cord_policy_new (whole, &error) : NULL;
  g_autoptr (GVariant) billing = NULL;

  g_assert_no_error (error);
  billing = cord_policy_dup_billing (policy);
  g_assert_cmpstr (cord_value_get_string (billing, "tick"), ==, "second");
  g_assert_cmpstr (cord_policy_preset_of (named), ==, "by-the-second");
  g_assert_null (cord_policy_preset_of (pack));
  g_assert_true (cord_policy_is_preset (preset));
  g_assert_null (cord_policy_new (named, &named_error)); /* a name alone says nothing about money */
  g_assert_cmpstr (cord_error_get_member (named_error), ==, "billing.tick");
  g_assert_null (cord_policy_with_preset (named, broken, &broken_error));
  g_assert_cmpstr (cord_error_get_member (broken_error), ==, "billing.day_count");
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *member;
    const char *value;
    const char *where;
  } cases[] = {
    { "id", "''", "id" },
    { "version", "1", "version" },
    { "effectiveFrom", "'2026-02-30'", "effectiveFrom" },
    { "levels", "{}", "levels" },
    { "levels", "{'pin':'R9'}", "levels.pin" },
    { "levels", "{'pin':2}", "levels.pin" },
    { "disclosure", "{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R2'}", "disclosure.DETAIL" },
    { "disclosure", "{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R2','DETAIL':'R3','OTHER':'R1'}", "disclosure.OTHER" },
    { "risk", "{'other':'R1'}", "risk.plan-change" },
    { "attempts", "0", "attempts" },
    { "lockMinutes", "'30'", "lockMinutes" },
    { "label", "'yes'", "label" },
    { "timing", "'now'", "timing" },
    { "timing", "[{'when':{'kind':'explode'},'effective':'now'}]", "timing.0.when" },
    { "timing", "[{'when':{'weekday':'monday'},'effective':'now'}]", "timing.0.when" },
    { "timing", "[{'when':{},'effective':'later'}]", "timing.0.effective" },
    { "timing", "[]", "timing" },
    { "timing", "[{'when':{'kind':'upgrade'},'effective':'now'}]", "timing" },
    { "timing", "[{'when':{},'effective':'now','permitted':['whenever']}]", "timing.0.permitted" },
    { "timing", "[{'when':{},'effective':'now','permitted':['end-of-cycle']}]", "timing.0.permitted" },
    { "timing", "[{'when':{},'effective':'2026-02-30'}]", "timing.0.effective" },
    { "timing", "[{'effective':'now'}]", "timing.0.when" },
    { "timing", "[{'when':{'term':'soon'},'effective':'now'}]", "timing.0.when" },
    { "timing", "[{'when':{'term':'none'},'effective':'now'}]", "timing" },
    { "timing", "[{'when':{},'refuse':''}]", "timing.0.refuse" },
    { "timing", "[{'when':{},'refuse':'No.','effective':'now'}]", "timing.0.refuse" },
    { "billing", "{'tick':'hour','day_count':'actual','rounding':'half-up','change_day':'new'}", "billing.tick" },
    { "billing", "{'tick':'day','day_count':'fixed:0','rounding':'half-up','change_day':'new'}", "billing.day_count" },
    { "billing", "{'tick':'day','day_count':'actual','rounding':'up','change_day':'new'}", "billing.rounding" },
    { "billing", "{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'both'}", "billing.change_day" },
    { "billing", "{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new','collect':'later'}",
      "billing.collect" },
    { "billing", "{'tick':'second','day_count':'30/360','rounding':'half-up','change_day':'new'}", "billing.tick" },
  };
  g_autoptr (GVariant) document = test_document (text);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) broken = test_with (document, cases[i].member, test_document (cases[i].value));
      g_autoptr (GVariant) missing = test_without (document, cases[i].member);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) absent = NULL;

      g_assert_null (cord_policy_new (broken, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, cases[i].where);
      g_assert_null (cord_policy_new (missing, &absent));
      g_assert_error (absent, CORD_ERROR, CORD_ERROR_INVALID);
    }
}

static void
test_names (void)
{
  CordClass klass;
  CordLevel level;

  g_assert_true (cord_class_parse ("SECRET", &klass));
  g_assert_cmpint (klass, ==, CORD_CLASS_SECRET);
  g_assert_false (cord_class_parse ("secret", &klass));
  g_assert_false (cord_class_parse (NULL, &klass));
  g_assert_cmpstr (cord_level_name (CORD_LEVEL_R3), ==, "R3");
  g_assert_true (cord_level_parse ("R1", &level));
  g_assert_cmpint (level, ==, CORD_LEVEL_R1);
  g_assert_false (cord_level_parse ("R4", &level));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/reads", test_reads);
  g_test_add_func ("/policy/first-rule-wins", test_first_rule_wins);
  g_test_add_func ("/policy/rules", test_rules);
  g_test_add_func ("/policy/presets", test_presets);
  g_test_add_func ("/policy/tax", test_tax);
  g_test_add_func ("/policy/refuses", test_refuses);
  g_test_add_func ("/policy/names", test_names);
  return g_test_run ();
}
