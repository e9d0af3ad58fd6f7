/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-prorate.h"

#include "base/cord-json-limits.h"
#include "billing/cord-amount.h"
#include "billing/cord-fields.h"
#include "billing/cord-grid.h"
#include "billing/cord-output.h"
#include "billing/cord-proration.h"

#include <glib/gi18n-lib.h>

#define PRORATE_SCALE_MAX 9

enum
{
  FIELD_ID,
  FIELD_CYCLE,
  FIELD_AT,
  FIELD_ZONE,
  FIELD_OLD,
  FIELD_NEW,
  FIELD_SCALE,
  FIELD_POLICY,
};

static const CordField case_table[] = { { .name = "id" },    { .name = "cycle" },  { .name = "at" },
                                        { .name = "zone" },  { .name = "old" },    { .name = "new" },
                                        { .name = "scale" }, { .name = "policy" }, { 0 } };

enum
{
  CYCLE_START,
  CYCLE_END,
  CYCLE_ANCHOR,
  CYCLE_MONTHS,
  CYCLE_CONTAINING,
};

static const CordField cycle_table[] = { { .name = "start" },  { .name = "end" },        { .name = "anchor" },
                                         { .name = "months" }, { .name = "containing" }, { 0 } };

GHashTable *
cord_prorate_zones_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)cord_zone_unref);
}

static CordZone *
dup_zone (GHashTable *zones, const char *name, GError **error)
{
  CordZone *zone = zones != NULL ? g_hash_table_lookup (zones, name) : NULL;

  if (zone != NULL)
    return cord_zone_ref (zone);
  zone = cord_grid_zone_parse (name, error);
  if (zone != NULL && zones != NULL)
    g_hash_table_insert (zones, g_strdup (name), cord_zone_ref (zone));
  return zone;
}

static gboolean
read_date (const CordFields *fields, guint field, CordDate *out, GError **error)
{
  const char *text;

  if (!cord_fields_string (fields, field, &text, error))
    return FALSE;
  if (!cord_date_parse (text, out, NULL))
    return cord_place_refuse (fields->place, cord_fields_name_of (fields, field), "invalid", error,
                              _ ("must be a date such as 2024-06-17"));
  return TRUE;
}

static gboolean
read_anchored_cycle (const CordFields *fields, CordCycle *out, GError **error)
{
  gint64 anchor, months;
  CordDate containing;
  CordCycleGrid grid = { 0 };

  if (cord_fields_has (fields, CYCLE_START) || cord_fields_has (fields, CYCLE_END))
    return cord_place_refuse (fields->place, NULL, "invalid", error,
                              _ ("gives either start and end, or anchor, months and containing"));
  if (!cord_fields_integer (fields, CYCLE_ANCHOR, 1, 31, &anchor, error)
      || !cord_fields_integer (fields, CYCLE_MONTHS, 1, CORD_GRID_MONTHS_MAX, &months, error)
      || !read_date (fields, CYCLE_CONTAINING, &containing, error)
      || !cord_grid_date_in_range (containing, fields->place, "containing", error))
    return FALSE;
  grid.anchor = (int)anchor;
  grid.months = (int)months;
  *out = cord_cycle_grid_at (&grid, containing);
  return TRUE;
}

static gboolean
read_cycle (const CordView *object, gboolean *anchored, CordCycle *out, GError **error)
{
  const CordPlace place = { .name = "cycle" };
  CordFields fields;

  if (!cord_fields_collect (&fields, object, &place, cycle_table, error))
    return FALSE;
  *anchored = cord_fields_has (&fields, CYCLE_ANCHOR) || cord_fields_has (&fields, CYCLE_CONTAINING);
  if (*anchored)
    return read_anchored_cycle (&fields, out, error);
  if (!read_date (&fields, CYCLE_START, &out->start, error) || !read_date (&fields, CYCLE_END, &out->end, error))
    return FALSE;
  if (out->end <= out->start)
    return cord_place_refuse (&place, "end", "impossible", error, _ ("must be after the start"));
  return TRUE;
}

static gboolean
read_price (const CordFields *fields, guint field, guint scale, gboolean *has, CordDecimal *out, GError **error)
{
  *has = cord_fields_has (fields, field) && !cord_fields_is_null (fields, field);
  return !*has || cord_fields_decimal (fields, field, scale + CORD_UNIT_PRICE_EXTRA, out, error);
}

static gboolean
read_prices (const CordFields *fields, CordProration *out, GError **error)
{
  gint64 scale;

  if (!cord_fields_integer (fields, FIELD_SCALE, 0, PRORATE_SCALE_MAX, &scale, error))
    return FALSE;
  out->scale = (guint)scale;
  return read_price (fields, FIELD_OLD, out->scale, &out->has_old, &out->old_price, error)
         && read_price (fields, FIELD_NEW, out->scale, &out->has_new, &out->new_price, error);
}

/* Answers are written as text at once, since a batch has hundreds of thousands of them. These texts are digits and
 * signs, so nothing in them needs escaping. */
static void
append_text (GString *out, const char *name, const char *text)
{
  g_string_append (out, ",\"");
  g_string_append (out, name);
  g_string_append (out, "\":\"");
  g_string_append (out, text);
  g_string_append_c (out, '"');
}

static void
append_amount (GString *out, const char *name, gboolean present, gint64 minor, guint scale)
{
  g_autofree char *text = present ? cord_amount_to_string (minor, scale) : NULL;

  if (present)
    append_text (out, name, text);
  else
    g_string_append_printf (out, ",\"%s\":null", name);
}

static void
append_fraction (GString *out, const char *name, gint64 numerator, gint64 denominator)
{
  g_string_append_printf (out, ",\"%s\":\"%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "\"", name, numerator, denominator);
}

/* A string or a number; null when the case gave no id that can be repeated. */
static void
append_id (GString *out, const CordView *id)
{
  g_string_append (out, "{\"id\":");
  if (id->shape == CORD_SHAPE_STRING)
    cord_output_append_string (out, cord_view_get_text (id));
  else if (id->shape == CORD_SHAPE_INTEGER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, cord_view_get_integer (id));
  else
    g_string_append (out, "null");
}

static void
append_answer (GString *out, const CordView *id, gboolean anchored, const CordProration *proration,
               const CordProrated *result)
{
  append_id (out, id);
  if (anchored)
    {
      g_autofree char *start = cord_date_to_string (proration->cycle->dates.start);
      g_autofree char *end = cord_date_to_string (proration->cycle->dates.end);

      g_string_append_printf (out, ",\"cycle\":{\"start\":\"%s\",\"end\":\"%s\"}", start, end);
    }
  append_fraction (out, "used", result->used, result->whole);
  append_fraction (out, "unused", result->unused, result->whole);
  append_amount (out, "credit", proration->has_old, result->credit, proration->scale);
  append_amount (out, "charge", proration->has_new, result->charge, proration->scale);
  append_amount (out, "used_charge", proration->has_old, result->used_charge, proration->scale);
  append_amount (out, "net", TRUE, result->net, proration->scale);
  g_string_append_c (out, '}');
}

static gboolean
answer_fields (GHashTable *zones, const CordFields *fields, GString *out, GError **error)
{
  const CordPlace policy_place = { .name = "policy" };
  CordTicks ticks = { 0 };
  CordTickCycle cycle;
  CordProration proration = { .ticks = &ticks, .cycle = &cycle };
  CordProrated result;
  CordCycle dates = { 0, 0 };
  const char *zone_name, *at;
  gboolean anchored = FALSE;
  g_autoptr (CordZone) zone = NULL;

  if (!cord_fields_string (fields, FIELD_ZONE, &zone_name, error)
      || (zone = dup_zone (zones, zone_name, error)) == NULL)
    return FALSE;
  ticks.zone = zone;
  if (!cord_billing_policy_parse (&fields->values[FIELD_POLICY], &policy_place, &ticks.policy, error)
      || !read_cycle (&fields->values[FIELD_CYCLE], &anchored, &dates, error)
      || !cord_ticks_cycle (&ticks, dates, &cycle, error) || !cord_fields_string (fields, FIELD_AT, &at, error)
      || !cord_ticks_parse (&ticks, at, NULL, "at", &proration.at, error) || !read_prices (fields, &proration, error)
      || !cord_proration_compute (&proration, &result, error))
    return FALSE;
  append_answer (out, &fields->values[FIELD_ID], anchored, &proration, &result);
  return TRUE;
}

/* An error is answered with the id of its case. */
static void
append_error (GString *out, const CordView *id, const GError *error)
{
  const char *reason = cord_error_get_reason (error);
  g_autoptr (GVariant) cause
      = cord_value_of_strings ("code", reason != NULL ? reason : "invalid", "message", error->message, NULL);
  g_autofree char *text = cord_output_to_json (cause);

  append_id (out, id);
  g_string_append (out, ",\"error\":");
  g_string_append (out, text);
  g_string_append_c (out, '}');
}

static gboolean
check_id (const CordFields *fields, GError **error)
{
  const CordShape shape = fields->values[FIELD_ID].shape;

  if (shape == CORD_SHAPE_STRING || shape == CORD_SHAPE_INTEGER)
    return TRUE;
  return cord_place_refuse (NULL, "id", "invalid", error, _ ("must be a string"));
}

gboolean
cord_prorate_case_append (GHashTable *zones, GVariant *input, GString *out)
{
  CordFields fields;
  const CordView view = cord_view (input);
  g_autoptr (GError) error = NULL;
  gboolean good = cord_fields_collect (&fields, &view, NULL, case_table, &error) && check_id (&fields, &error)
                  && answer_fields (zones, &fields, out, &error);

  if (!good)
    append_error (out, &fields.values[FIELD_ID], error);
  return good;
}

GVariant *
cord_prorate_case (GVariant *input, gboolean *failed)
{
  const CordJsonLimits none = { G_MAXSIZE, G_MAXUINT, G_MAXUINT, G_MAXSIZE };
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean good = cord_prorate_case_append (NULL, input, text);

  if (failed != NULL)
    *failed = !good;
  return cord_json_read (text->str, text->len, &none, NULL);
}
