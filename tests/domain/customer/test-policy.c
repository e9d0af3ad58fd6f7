/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-policy.h"

#include "tests/domain/customer/test-document.h"

static const char text[] =
  "{'id':'us','version':'2026-01','effectiveFrom':'2026-01-01','title':'United States',"
  " 'levels':{'pin':'R2','callback':'R3'},'disclosure':{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R2','DETAIL':'R3'},"
  " 'risk':{'plan-change':'R2'},'attempts':3,'lockMinutes':30,'label':true,"
  " 'timing':[{'when':{'kind':'downgrade'},'effective':'end-of-cycle','permitted':['end-of-cycle']},{'when':{},'effective':'now'},"
  "           {'when':{'kind':'remove'},'effective':'end-of-cycle'}],"
  " 'billing':{'tick':'day','day_count':'fixed:30','rounding':'half-even','change_day':'old','source':'a carrier'}}";

static void
test_reads (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordPolicy) policy = cord_policy_new (document, &error);
  g_autoptr (GVariant) billing = NULL;
  g_autoptr (GVariant) expected = test_document ("{'tick':'day','day_count':'fixed:30','rounding':'half-even','change_day':'old'}");

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

  g_assert_cmpstr (cord_policy_timing (policy, "downgrade"), ==, "end-of-cycle");
  g_assert_cmpstr (cord_policy_timing (policy, "upgrade"), ==, "now");
  g_assert_cmpstr (cord_policy_timing (policy, "remove"), ==, "now");
  g_assert_true (cord_policy_permits (policy, "downgrade", "end-of-cycle"));
  g_assert_false (cord_policy_permits (policy, "downgrade", "now"));
  g_assert_true (cord_policy_permits (policy, "upgrade", "date")); /* a rule that names none permits all */
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
    { "billing", "{'tick':'hour','day_count':'actual','rounding':'half-up','change_day':'new'}", "billing.tick" },
    { "billing", "{'tick':'day','day_count':'fixed:0','rounding':'half-up','change_day':'new'}", "billing.day_count" },
    { "billing", "{'tick':'day','day_count':'actual','rounding':'up','change_day':'new'}", "billing.rounding" },
    { "billing", "{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'both'}", "billing.change_day" },
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

  g_assert_cmpstr (cord_class_name (CORD_CLASS_DETAIL), ==, "DETAIL");
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
  g_test_add_func ("/policy/refuses", test_refuses);
  g_test_add_func ("/policy/names", test_names);
  return g_test_run ();
}
