/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-policy.h"

#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIXED_MAX 100000

enum
{
  FIELD_TICK,
  FIELD_DAY_COUNT,
  FIELD_ROUNDING,
  FIELD_CHANGE_DAY,
  FIELD_COLLECT,
};

static const CordField policy_table[] = {
  [FIELD_TICK] = { .name = "tick" },         [FIELD_DAY_COUNT] = { .name = "day_count" },
  [FIELD_ROUNDING] = { .name = "rounding" }, [FIELD_CHANGE_DAY] = { .name = "change_day" },
  [FIELD_COLLECT] = { .name = "collect" },   { 0 },
};

static gboolean
parse_tick (const CordFields *fields, CordBillingPolicy *out, GError **error)
{
  const char *text;

  if (!cord_fields_has (fields, FIELD_TICK))
    return TRUE;
  if (!cord_fields_string (fields, FIELD_TICK, &text, error))
    return FALSE;
  if (strcmp (text, "day") == 0)
    out->tick = CORD_TICK_DAY;
  else if (strcmp (text, "second") == 0)
    out->tick = CORD_TICK_SECOND;
  else
    return cord_place_refuse (fields->place, "tick", "invalid", error, _ ("must be “day” or “second”"));
  return TRUE;
}

/* "fixed:N": N without sign, spaces or leading zeros. */
static gboolean
parse_fixed (const char *text, int *out)
{
  guint64 days;

  if (*text < '1' || *text > '9')
    return FALSE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, FIXED_MAX, &days, NULL))
    return FALSE;
  *out = (int)days;
  return TRUE;
}

static gboolean
parse_day_count (const CordFields *fields, CordBillingPolicy *out, GError **error)
{
  const char *text;

  if (!cord_fields_has (fields, FIELD_DAY_COUNT))
    return TRUE;
  if (!cord_fields_string (fields, FIELD_DAY_COUNT, &text, error))
    return FALSE;
  if (strcmp (text, "actual") == 0)
    out->day_count = CORD_DAY_COUNT_ACTUAL;
  else if (strcmp (text, "30/360") == 0)
    out->day_count = CORD_DAY_COUNT_30_360;
  else if (g_str_has_prefix (text, "fixed:") && parse_fixed (text + strlen ("fixed:"), &out->fixed))
    out->day_count = CORD_DAY_COUNT_FIXED;
  else
    return cord_place_refuse (fields->place, "day_count", "invalid", error,
                              _ ("must be “actual”, “fixed:N” or “30/360”"));
  return TRUE;
}

static gboolean
parse_rounding (const CordFields *fields, CordBillingPolicy *out, GError **error)
{
  const char *text;

  if (!cord_fields_has (fields, FIELD_ROUNDING))
    return TRUE;
  if (!cord_fields_string (fields, FIELD_ROUNDING, &text, error))
    return FALSE;
  if (!cord_rounding_parse (text, &out->rounding))
    return cord_place_refuse (fields->place, "rounding", "invalid", error, _ ("is not a known way of rounding"));
  return TRUE;
}

gboolean
cord_billing_policy_parse (const CordView *object, const CordPlace *place, CordBillingPolicy *out, GError **error)
{
  CordFields fields;

  *out = (CordBillingPolicy){ .tick = CORD_TICK_DAY,
                              .day_count = CORD_DAY_COUNT_ACTUAL,
                              .rounding = CORD_ROUNDING_HALF_UP };
  if (object->shape == CORD_SHAPE_NONE)
    return TRUE;
  if (!cord_fields_collect (&fields, object, place, policy_table, error) || !parse_tick (&fields, out, error)
      || !parse_day_count (&fields, out, error) || !parse_rounding (&fields, out, error)
      || !cord_fields_either (&fields, FIELD_CHANGE_DAY, "new", "old", &out->change_day_old, error)
      || !cord_fields_either (&fields, FIELD_COLLECT, "now", "next", &out->collect_next, error))
    return FALSE;
  if (out->tick == CORD_TICK_SECOND && (out->day_count != CORD_DAY_COUNT_ACTUAL || out->change_day_old))
    return cord_place_refuse (place, "tick", "invalid", error,
                              _ ("“second” goes only with day count “actual” and change day “new”"));
  return TRUE;
}

GVariant *
cord_billing_policy_pick (GVariant *object)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  for (const CordField *field = policy_table; field->name != NULL; field++)
    cord_builder_string (&builder, field->name, cord_value_get_string (object, field->name));
  return cord_builder_end (&builder);
}
