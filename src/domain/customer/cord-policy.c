/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-policy.h"

#include "base/cord-error.h"
#include "base/cord-period.h"
#include "base/cord-rational.h"
#include "billing/cord-billing-policy.h"
#include "config.h"
#include "domain/customer/cord-tax-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_CLASSES (CORD_CLASS_SECRET + 1)
#define PRESET_TYPE "billing-preset"
#define REGIONS "taxes.regions"
#define INCLUSIVE "inclusive"

struct _CordPolicy
{
  GObject parent_instance;

  GVariant *document;
  GVariant *levels;
  GVariant *timing;
  CordLevel class_levels[N_CLASSES];
  CordLevel change_level;
};

G_DEFINE_FINAL_TYPE (CordPolicy, cord_policy, G_TYPE_OBJECT)

static const char *const class_names[] = { "PUBLIC", "ACCOUNT", "CPNI", "DETAIL", "SECRET" };
static const char *const level_names[] = { "R0", "R1", "R2", "R3" };

static int
index_of (const char *const *names, gsize n, const char *name)
{
  for (gsize i = 0; name != NULL && i < n; i++)
    if (g_str_equal (names[i], name))
      return (int)i;
  return -1;
}

gboolean
cord_class_parse (const char *name, CordClass *out)
{
  int index = index_of (class_names, G_N_ELEMENTS (class_names), name);

  if (index >= 0)
    *out = (CordClass)index;
  return index >= 0;
}

const char *
cord_level_name (CordLevel level)
{
  g_return_val_if_fail ((gsize)level < G_N_ELEMENTS (level_names), level_names[0]);
  return level_names[level];
}

gboolean
cord_level_parse (const char *name, CordLevel *out)
{
  int index = index_of (level_names, G_N_ELEMENTS (level_names), name);

  if (index >= 0)
    *out = (CordLevel)index;
  return index >= 0;
}

static gboolean
refuse (GError **error, const char *member)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "policy", member,
                              _ ("Correct the policy pack and check it with “cordboardctl policy check”."),
                              _ ("The policy pack is not valid at “%s”."), member);
}

static gboolean
has_text (GVariant *document, const char *member)
{
  const char *value = cord_value_get_string (document, member);

  return value != NULL && *value != '\0';
}

static gboolean
check_strings (GVariant *document, GError **error)
{
  static const char *const members[] = { "id", "version", "effectiveFrom", "title", NULL };
  CordDate date;

  for (guint i = 0; members[i] != NULL; i++)
    if (!has_text (document, members[i]))
      return refuse (error, members[i]);
  if (!cord_date_parse (cord_value_get_string (document, "effectiveFrom"), &date, NULL))
    return refuse (error, "effectiveFrom");
  return TRUE;
}

/* The value of each member of the object @path must be a level name. */
static gboolean
check_levels (GVariant *document, const char *path, GError **error)
{
  g_autoptr (GVariant) object = cord_value_dup_object (document, path);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (!cord_value_has (document, path) || g_variant_n_children (object) == 0)
    return refuse (error, path);
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      CordLevel level;

      if (*key == '\0' || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
          || !cord_level_parse (g_variant_get_string (value, NULL), &level))
        {
          g_autofree char *member = g_strdup_printf ("%s.%s", path, key);

          g_variant_unref (value);
          return refuse (error, member);
        }
    }
  return TRUE;
}

static gboolean
check_timing (CordPolicy *self, GError **error)
{
  g_autofree char *member = NULL;

  self->timing = cord_value_dup (self->document, "timing");
  return cord_timing_check (self->timing, &member) || refuse (error, member);
}

static gboolean
day_count_is_valid (const char *text)
{
  guint64 days;

  if (text == NULL)
    return FALSE;
  if (g_str_equal (text, "actual") || g_str_equal (text, "30/360"))
    return TRUE;
  return g_str_has_prefix (text, "fixed:")
         && g_ascii_string_to_unsigned (text + strlen ("fixed:"), 10, 1, 36600, &days, NULL);
}

static gboolean
check_billing (GVariant *document, GError **error)
{
  const char *tick = cord_value_get_string (document, "billing.tick");
  const char *day_count = cord_value_get_string (document, "billing.day_count");
  const char *rounding = cord_value_get_string (document, "billing.rounding");
  const char *change_day = cord_value_get_string (document, "billing.change_day");
  const char *collect = cord_value_get_string (document, "billing.collect");
  CordRounding mode;

  if (g_strcmp0 (tick, "day") != 0 && g_strcmp0 (tick, "second") != 0)
    return refuse (error, "billing.tick");
  if (!day_count_is_valid (day_count))
    return refuse (error, "billing.day_count");
  if (rounding == NULL || !cord_rounding_parse (rounding, &mode))
    return refuse (error, "billing.rounding");
  if (g_strcmp0 (change_day, "new") != 0 && g_strcmp0 (change_day, "old") != 0)
    return refuse (error, "billing.change_day");
  if (cord_value_has (document, "billing.collect") && g_strcmp0 (collect, "now") != 0
      && g_strcmp0 (collect, "next") != 0)
    return refuse (error, "billing.collect");
  /* Seconds go only with actual days and a change day of the new plan (docs/billing.md, "Time"). */
  if (g_str_equal (tick, "second") && (!g_str_equal (day_count, "actual") || !g_str_equal (change_day, "new")))
    return refuse (error, "billing.tick");
  return TRUE;
}

static gboolean
check_tax (GVariant *document, GError **error)
{
  const char *tax = cord_value_get_string (document, "tax");

  return !cord_value_has (document, "tax") || g_strcmp0 (tax, "exclusive") == 0 || g_strcmp0 (tax, INCLUSIVE) == 0
         || refuse (error, "tax");
}

/* A misspelled member would mean no tax, so it is refused. */
static gboolean
check_taxes (GVariant *document, GError **error)
{
  g_autoptr (GVariant) regions = cord_value_dup_object (document, REGIONS);
  const char *fallback = cord_value_get_string (document, "taxes.default");
  CordTaxFault fault = { 0 };
  GVariantIter iter;
  const char *id;
  GVariant *list;

  if (cord_value_has (document, "taxes") && !cord_value_has (document, REGIONS))
    return refuse (error, REGIONS);
  if (cord_value_has (document, "taxes.default") && (fallback == NULL || !cord_value_has (regions, fallback)))
    return refuse (error, "taxes.default");
  g_variant_iter_init (&iter, regions);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &list))
    if (!g_variant_is_of_type (list, CORD_VALUE_ARRAY) || !cord_tax_list_check (list, &fault))
      {
        g_autofree char *member = fault.member != NULL ? g_strdup_printf (REGIONS ".%s.%" G_GSIZE_FORMAT ".%s", id,
                                                                          fault.index, fault.member)
                                                       : g_strdup_printf (REGIONS ".%s", id);

        g_variant_unref (list);
        return refuse (error, member);
      }
  return TRUE;
}

static gboolean
check_numbers (GVariant *document, GError **error)
{
  g_autoptr (GVariant) label = cord_value_dup (document, "label");
  gint64 attempts = cord_value_get_integer (document, "attempts", -1);
  gint64 minutes = cord_value_get_integer (document, "lockMinutes", -1);

  if (attempts < 1 || attempts > 100)
    return refuse (error, "attempts");
  if (minutes < 0 || minutes > 60 * 24 * 366)
    return refuse (error, "lockMinutes");
  if (label == NULL || !g_variant_is_of_type (label, G_VARIANT_TYPE_BOOLEAN))
    return refuse (error, "label");
  return TRUE;
}

static gboolean
read_disclosure (CordPolicy *self, GError **error)
{
  g_autoptr (GVariant) disclosure = cord_value_dup_object (self->document, "disclosure");
  GVariantIter iter;
  const char *key;
  CordClass klass;

  g_variant_iter_init (&iter, disclosure);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, NULL))
    if (!cord_class_parse (key, &klass))
      {
        g_autofree char *member = g_strdup_printf ("disclosure.%s", key);

        return refuse (error, member);
      }
  for (guint i = CORD_CLASS_PUBLIC; i <= CORD_CLASS_DETAIL; i++)
    if (!cord_level_parse (cord_value_get_string (disclosure, class_names[i]), &self->class_levels[i]))
      {
        g_autofree char *member = g_strdup_printf ("disclosure.%s", class_names[i]);

        return refuse (error, member);
      }
  self->class_levels[CORD_CLASS_SECRET] = CORD_LEVEL_R3;
  return TRUE;
}

static gboolean
check_policy (CordPolicy *self, GError **error)
{
  GVariant *document = self->document;

  if (!check_strings (document, error) || !check_levels (document, "levels", error)
      || !check_levels (document, "disclosure", error) || !check_levels (document, "risk", error)
      || !check_numbers (document, error) || !check_timing (self, error) || !check_billing (document, error)
      || !check_tax (document, error) || !check_taxes (document, error) || !read_disclosure (self, error))
    return FALSE;
  if (!cord_level_parse (cord_value_get_string (document, "risk.plan-change"), &self->change_level))
    return refuse (error, "risk.plan-change");
  self->levels = cord_value_dup_object (document, "levels");
  return TRUE;
}

static void
cord_policy_finalize (GObject *object)
{
  CordPolicy *self = CORD_POLICY (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->levels, g_variant_unref);
  g_clear_pointer (&self->timing, g_variant_unref);
  G_OBJECT_CLASS (cord_policy_parent_class)->finalize (object);
}

static void
cord_policy_class_init (CordPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_policy_finalize;
}

static void
cord_policy_init (CordPolicy *self)
{
}

CordPolicy *
cord_policy_new (GVariant *document, GError **error)
{
  g_autoptr (CordPolicy) self = g_object_new (CORD_TYPE_POLICY, NULL);

  g_return_val_if_fail (document != NULL, NULL);
  self->document = g_variant_ref_sink (document);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      refuse (error, "policy");
      return NULL;
    }
  return check_policy (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
cord_policy_get_id (CordPolicy *self)
{
  return cord_value_get_string (self->document, "id");
}

const char *
cord_policy_get_version (CordPolicy *self)
{
  return cord_value_get_string (self->document, "version");
}

CordLevel
cord_policy_level_of_factor (CordPolicy *self, const char *factor)
{
  CordLevel level = CORD_LEVEL_R0;
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (CORD_IS_POLICY (self), CORD_LEVEL_R0);
  if (factor != NULL)
    value = g_variant_lookup_value (self->levels, factor, G_VARIANT_TYPE_STRING);
  if (value != NULL)
    cord_level_parse (g_variant_get_string (value, NULL), &level);
  return level;
}

CordLevel
cord_policy_level_for_class (CordPolicy *self, CordClass klass)
{
  g_return_val_if_fail (CORD_IS_POLICY (self) && (gsize)klass < N_CLASSES, CORD_LEVEL_R3);
  return self->class_levels[klass];
}

CordLevel
cord_policy_level_for_change (CordPolicy *self)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), CORD_LEVEL_R3);
  return self->change_level;
}

/* A secret is never disclosed, whatever the level (docs/security.md, "Disclosure classes and verification"). */
gboolean
cord_policy_discloses (CordPolicy *self, CordLevel level, CordClass klass)
{
  return klass != CORD_CLASS_SECRET && level >= cord_policy_level_for_class (self, klass);
}

guint
cord_policy_get_attempts (CordPolicy *self)
{
  return (guint)cord_value_get_integer (self->document, "attempts", 3);
}

guint
cord_policy_get_lock_minutes (CordPolicy *self)
{
  return (guint)cord_value_get_integer (self->document, "lockMinutes", 0);
}

gboolean
cord_policy_needs_label (CordPolicy *self)
{
  return cord_value_get_boolean (self->document, "label");
}

gboolean
cord_policy_includes_tax (CordPolicy *self)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), FALSE);
  return g_strcmp0 (cord_value_get_string (self->document, "tax"), INCLUSIVE) == 0;
}

GVariant *
cord_policy_dup_taxes (CordPolicy *self, const char *region)
{
  g_autoptr (GVariant) regions = cord_value_dup_object (self->document, REGIONS);
  const char *fallback = cord_value_get_string (self->document, "taxes.default");
  const char *chosen = region != NULL && cord_value_has (regions, region) ? region : fallback;

  return chosen != NULL ? cord_value_dup_array (regions, chosen) : cord_value_empty_array ();
}

const char *
cord_policy_refusal (CordPolicy *self, const CordTimingCase *facts)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), NULL);
  return cord_timing_refusal (self->timing, facts);
}

CordDate
cord_policy_day (CordPolicy *self, const CordTimingCase *facts, CordDate today, CordDate end)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), CORD_DATE_NONE);
  return cord_timing_day (self->timing, facts, today, end);
}

gboolean
cord_policy_permits (CordPolicy *self, const CordTimingCase *facts, const char *timing)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), FALSE);
  return cord_timing_permits (self->timing, facts, timing);
}

gboolean
cord_policy_collects_next (CordPolicy *self)
{
  g_return_val_if_fail (CORD_IS_POLICY (self), FALSE);
  return g_strcmp0 (cord_value_get_string (self->document, "billing.collect"), "next") == 0;
}

GVariant *
cord_policy_dup_billing (CordPolicy *self)
{
  g_autoptr (GVariant) billing = cord_value_dup_object (self->document, "billing");

  return cord_billing_policy_pick (billing);
}

const char *
cord_policy_preset_of (GVariant *pack)
{
  return cord_value_get_string (pack, "billing");
}

gboolean
cord_policy_check_preset (GVariant *document, GError **error)
{
  static const char *const members[] = { "id", "version", "title", NULL };

  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT)
      || g_strcmp0 (cord_value_get_string (document, "type"), PRESET_TYPE) != 0)
    return refuse (error, "type");
  for (guint i = 0; members[i] != NULL; i++)
    if (!has_text (document, members[i]))
      return refuse (error, members[i]);
  return check_billing (document, error);
}

gboolean
cord_policy_is_preset (GVariant *document)
{
  return g_strcmp0 (cord_value_get_string (document, "type"), PRESET_TYPE) == 0;
}

GVariant *
cord_policy_with_preset (GVariant *pack, GVariant *preset, GError **error)
{
  g_autoptr (GVariant) billing = cord_value_dup_object (preset, "billing");
  GVariantIter iter;
  const char *name;
  GVariant *value;
  CordBuilder builder;

  if (!cord_policy_check_preset (preset, error))
    return NULL;
  cord_builder_init (&builder);
  g_variant_iter_init (&iter, pack);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    cord_builder_value (&builder, name, g_str_equal (name, "billing") ? billing : value);
  return cord_builder_end (&builder);
}
