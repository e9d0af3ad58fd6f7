/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-timing.h"

#include "config.h"

static const char *const kinds[]
    = { "upgrade", "downgrade", "modify", "add", "remove", "suspend", "resume", "billing-day", NULL };
static const char *const terms[] = { "running", "none", NULL };
static const char *const times[] = { "now", "end-of-cycle", "date", NULL };

/* A member that is left out matches everything. */
static gboolean
is_one_of (const char *value, const char *const *words)
{
  return value == NULL || g_strv_contains (words, value);
}

gboolean
cord_timing_knows_kind (const char *kind)
{
  return g_strv_contains (kinds, kind);
}

static gboolean
check_when (GVariant *rule)
{
  const char *kind = cord_value_get_string (rule, "when.kind");
  const char *term = cord_value_get_string (rule, "when.term");
  g_autoptr (GVariant) when = cord_value_dup (rule, "when");
  gsize known = (kind != NULL ? 1 : 0) + (term != NULL ? 1 : 0);

  /* An unknown condition would be ignored, and the rule would match too much. */
  return when != NULL && g_variant_is_of_type (when, CORD_VALUE_OBJECT) && g_variant_n_children (when) == known
         && is_one_of (kind, kinds) && is_one_of (term, terms);
}

static gboolean
check_effective (GVariant *rule)
{
  const char *effective = cord_value_get_string (rule, "effective");
  CordDate date;

  return effective != NULL
         && (g_str_equal (effective, "now") || g_str_equal (effective, "end-of-cycle")
             || cord_date_parse (effective, &date, NULL));
}

/* The word of `permitted` for the time of the rule itself. */
static const char *
own_time (GVariant *rule)
{
  const char *effective = cord_value_get_string (rule, "effective");

  return g_strv_contains (times, effective) ? effective : "date";
}

/* TRUE for a list of times that has the time of the rule itself. */
static gboolean
check_permitted (GVariant *rule)
{
  g_autoptr (GVariant) permitted = cord_value_dup (rule, "permitted");
  gboolean has_own = FALSE;

  if (permitted == NULL)
    return TRUE;
  if (!g_variant_is_of_type (permitted, CORD_VALUE_ARRAY))
    return FALSE;
  for (gsize i = 0; i < cord_value_length (permitted); i++)
    {
      g_autoptr (GVariant) value = cord_value_dup_at (permitted, i);

      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
          || !g_strv_contains (times, g_variant_get_string (value, NULL)))
        return FALSE;
      has_own = has_own || g_str_equal (g_variant_get_string (value, NULL), own_time (rule));
    }
  return has_own || cord_value_length (permitted) == 0;
}

/* A refusal has a reason and no time. */
static gboolean
check_refuse (GVariant *rule)
{
  const char *reason = cord_value_get_string (rule, "refuse");

  return reason != NULL && *reason != '\0' && !cord_value_has (rule, "effective")
         && !cord_value_has (rule, "permitted");
}

/* The member at fault, or NULL. */
static const char *
check_rule (GVariant *rule)
{
  if (!check_when (rule))
    return "when";
  if (cord_value_has (rule, "refuse"))
    return check_refuse (rule) ? NULL : "refuse";
  if (!check_effective (rule))
    return "effective";
  return check_permitted (rule) ? NULL : "permitted";
}

gboolean
cord_timing_check (GVariant *rules, char **member)
{
  gboolean has_default = FALSE;

  *member = NULL;
  if (rules == NULL || !g_variant_is_of_type (rules, CORD_VALUE_ARRAY))
    {
      *member = g_strdup ("timing");
      return FALSE;
    }
  for (gsize i = 0; i < cord_value_length (rules) && *member == NULL; i++)
    {
      g_autoptr (GVariant) rule = cord_value_dup_at (rules, i);
      g_autoptr (GVariant) when = cord_value_dup_object (rule, "when");
      const char *fault = check_rule (rule);

      if (fault != NULL)
        *member = g_strdup_printf ("timing.%" G_GSIZE_FORMAT ".%s", i, fault);
      has_default = has_default || g_variant_n_children (when) == 0;
    }
  if (*member == NULL && !has_default) /* some change would have no day */
    *member = g_strdup ("timing");
  return *member == NULL;
}

static gboolean
matches (GVariant *rule, const CordTimingCase *facts)
{
  const char *kind = cord_value_get_string (rule, "when.kind");
  const char *term = cord_value_get_string (rule, "when.term");

  return (kind == NULL || g_strcmp0 (kind, facts->kind) == 0)
         && (term == NULL || g_str_equal (term, facts->in_term ? "running" : "none"));
}

/* The first rule that matches; the check has made sure that one matches everything. */
static GVariant *
dup_rule (GVariant *rules, const CordTimingCase *facts)
{
  for (gsize i = 0; i < cord_value_length (rules); i++)
    {
      g_autoptr (GVariant) rule = cord_value_dup_at (rules, i);

      if (matches (rule, facts))
        return g_steal_pointer (&rule);
    }
  return cord_value_empty_object ();
}

const char *
cord_timing_refusal (GVariant *rules, const CordTimingCase *facts)
{
  g_autoptr (GVariant) rule = dup_rule (rules, facts);

  return cord_value_get_string (rule, "refuse");
}

CordDate
cord_timing_day (GVariant *rules, const CordTimingCase *facts, CordDate today, CordDate end)
{
  g_autoptr (GVariant) rule = dup_rule (rules, facts);
  const char *effective = cord_value_get_string (rule, "effective");
  CordDate date;

  if (cord_value_has (rule, "refuse"))
    return CORD_DATE_NONE;
  if (g_strcmp0 (effective, "end-of-cycle") == 0)
    return end;
  return effective != NULL && cord_date_parse (effective, &date, NULL) ? MAX (date, today) : today;
}

gboolean
cord_timing_permits (GVariant *rules, const CordTimingCase *facts, const char *timing)
{
  g_autoptr (GVariant) rule = dup_rule (rules, facts);
  g_autoptr (GVariant) permitted = cord_value_dup_array (rule, "permitted");
  gsize n = cord_value_length (permitted);

  if (cord_value_has (rule, "refuse"))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) value = cord_value_dup_at (permitted, i);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
          && g_str_equal (g_variant_get_string (value, NULL), timing))
        return TRUE;
    }
  return n == 0;
}
