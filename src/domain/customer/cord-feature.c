/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-feature.h"

#include "base/cord-text.h"
#include "base/cord-value.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *base;
  gint64 factor;
} Unit;

/* Speeds are counted in kbit/s and volumes in kB, so that "1 Gbit/s" and "500 Mbit/s" compare. */
static const Unit units[] = {
  { "kbit/s", "kbit/s", 1 },  { "mbit/s", "kbit/s", 1000 }, { "gbit/s", "kbit/s", 1000000 },
  { "kbps", "kbit/s", 1 },    { "mbps", "kbit/s", 1000 },   { "gbps", "kbit/s", 1000000 },
  { "kb", "kb", 1 },          { "mb", "kb", 1000 },         { "gb", "kb", 1000000 },
  { "tb", "kb", 1000000000 },
};

/* Worst first. */
static const char *const technologies[] = { "satellite", "dsl", "vdsl", "cable", "fiber optic", NULL };
/* Names as sense_key() writes them. */
static const char *const more_is_better[]
    = { "channels",   "countries", "data",       "devices",    "download", "homevisit", "hotspot",
        "lines",      "minutes",   "mobiledata", "network",    "numbers",  "repairs",   "roaming",
        "recordings", "screens",   "storage",    "technology", "texts",    "upload",    NULL };
static const char *const less_is_better[] = { "activationfee",
                                              "cancellationperiod",
                                              "commitment",
                                              "contention",
                                              "contentionratio",
                                              "contractlength",
                                              "deductible",
                                              "delay",
                                              "deposit",
                                              "excess",
                                              "fee",
                                              "jitter",
                                              "latency",
                                              "leadtime",
                                              "minimumterm",
                                              "notice",
                                              "noticeperiod",
                                              "packetloss",
                                              "ping",
                                              "price",
                                              "setupfee",
                                              "waitingtime",
                                              NULL };
static const char *const absent_words[] = { "no", "none", "not included", "0", "false", NULL };
static const char *const present_words[] = { "yes", "included", "true", NULL };

const char *
cord_feature_find (GVariant *features, const char *name)
{
  const char *found = NULL;
  gsize n = cord_value_length (features);

  for (gsize i = 0; i < n && found == NULL; i++)
    {
      g_autoptr (GVariant) feature = cord_value_dup_at (features, i);

      if (g_strcmp0 (cord_value_get_string (feature, "name"), name) == 0)
        found = cord_value_get_string (feature, "value");
    }
  return found;
}

/* "Notice period", "notice-period" and "noticePeriod" are one name. */
static char *
sense_key (const char *name)
{
  g_autofree char *key = cord_text_search_key (name);
  GString *letters = g_string_new (NULL);

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
  return g_string_free (letters, FALSE);
}

static CordFeatureSense
sense_of_unit (const char *value)
{
  CordMeasure measure;

  if (!cord_feature_measure (value, &measure))
    return CORD_FEATURE_NEUTRAL;
  if (g_str_equal (measure.unit, "kbit/s") || g_str_equal (measure.unit, "kb"))
    return CORD_FEATURE_MORE_IS_BETTER;
  return g_str_equal (measure.unit, "ms") ? CORD_FEATURE_LESS_IS_BETTER : CORD_FEATURE_NEUTRAL;
}

static CordFeatureSense
sense_of (GVariant *feature, const char *name)
{
  const char *better = cord_value_get_string (feature, "better");
  g_autofree char *key = sense_key (name);

  if (g_strcmp0 (better, "more") == 0)
    return CORD_FEATURE_MORE_IS_BETTER;
  if (g_strcmp0 (better, "less") == 0)
    return CORD_FEATURE_LESS_IS_BETTER;
  if (g_strv_contains (more_is_better, key))
    return CORD_FEATURE_MORE_IS_BETTER;
  if (g_strv_contains (less_is_better, key))
    return CORD_FEATURE_LESS_IS_BETTER;
  return sense_of_unit (cord_value_get_string (feature, "value"));
}

CordFeatureSense
cord_feature_get_sense (GVariant *features, const char *name)
{
  CordFeatureSense found = CORD_FEATURE_NEUTRAL;
  gsize n = cord_value_length (features);

  for (gsize i = 0; i < n && found == CORD_FEATURE_NEUTRAL; i++)
    {
      g_autoptr (GVariant) feature = cord_value_dup_at (features, i);

      if (g_strcmp0 (cord_value_get_string (feature, "name"), name) == 0)
        found = sense_of (feature, name);
    }
  return found;
}

gboolean
cord_feature_is_internal (const char *name)
{
  static const char *const names[] = { "enabled", "customerStep", "leadTimeDays", NULL };

  return name == NULL || g_strv_contains (names, name);
}

gboolean
cord_feature_is_absent (const char *value)
{
  g_autofree char *key = NULL;

  if (value == NULL)
    return TRUE;
  key = cord_text_search_key (value);
  return *key == '\0' || g_strv_contains (absent_words, key);
}

/* Reads digits with at most three decimals as thousandths; FALSE when it would not fit. */
static gboolean
scan_number (const char **at, gint64 *thousandths)
{
  const char *p = *at;
  gint64 value = 0;
  gint64 decimals = 1000;

  for (; g_ascii_isdigit (*p); p++)
    {
      if (value > G_MAXINT64 / 1000000)
        return FALSE;
      value = value * 10 + (*p - '0');
    }
  value *= 1000;
  if (*p == '.' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++)
      {
        decimals /= 10;
        value += (*p - '0') * decimals;
      }
  *at = p;
  *thousandths = value;
  return TRUE;
}

static gboolean
apply_unit (const char *text, gint64 amount, CordMeasure *out)
{
  g_autofree char *unit = g_ascii_strdown (text, -1);
  gint64 factor = 1;

  g_strstrip (unit);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].name))
      {
        factor = units[i].factor;
        g_strlcpy (out->unit, units[i].base, sizeof out->unit);
        break;
      }
  if (factor == 1 && g_strlcpy (out->unit, unit, sizeof out->unit) >= sizeof out->unit)
    return FALSE;
  if (amount > G_MAXINT64 / factor)
    return FALSE;
  out->amount = amount * factor;
  return TRUE;
}

gboolean
cord_feature_measure (const char *value, CordMeasure *out)
{
  const char *p = value;
  gint64 amount;

  if (value == NULL)
    return FALSE;
  memset (out, 0, sizeof *out);
  if (g_ascii_strcasecmp (value, "unlimited") == 0)
    {
      out->amount = G_MAXINT64;
      return TRUE;
    }
  while (*p == ' ')
    p++;
  return g_ascii_isdigit (*p) && scan_number (&p, &amount) && apply_unit (p, amount, out);
}

static CordFeatureOrder
order_of (gint64 before, gint64 after)
{
  return after == before ? CORD_FEATURE_SAME : after > before ? CORD_FEATURE_BETTER : CORD_FEATURE_WORSE;
}

static int
rank_of_technology (const char *key)
{
  for (int i = 0; technologies[i] != NULL; i++)
    if (g_str_equal (technologies[i], key))
      return i;
  return -1;
}

/* Values such as "EU, 15 GB": comparable when the words before the number agree. */
static CordFeatureOrder
compare_measures (const char *before, const char *after)
{
  gsize prefix = strcspn (before, "0123456789");
  CordMeasure first, second;

  if (strncmp (before, after, prefix) == 0 && before[prefix] != '\0' && g_ascii_isdigit (after[prefix]))
    {
      before += prefix;
      after += prefix;
    }
  if (!cord_feature_measure (before, &first) || !cord_feature_measure (after, &second))
    return CORD_FEATURE_UNKNOWN;
  if (first.amount != G_MAXINT64 && second.amount != G_MAXINT64 && !g_str_equal (first.unit, second.unit))
    return CORD_FEATURE_UNKNOWN;
  return order_of (first.amount, second.amount);
}

CordFeatureOrder
cord_feature_compare (const char *before, const char *after)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  int first_rank, second_rank;

  if (cord_feature_is_absent (before) || cord_feature_is_absent (after))
    return order_of (!cord_feature_is_absent (before), !cord_feature_is_absent (after));
  first = cord_text_search_key (before);
  second = cord_text_search_key (after);
  if (g_str_equal (first, second))
    return CORD_FEATURE_SAME;
  first_rank = rank_of_technology (first);
  second_rank = rank_of_technology (second);
  if (first_rank >= 0 && second_rank >= 0)
    return order_of (first_rank, second_rank);
  if (g_strv_contains (present_words, first) && !g_strv_contains (present_words, second))
    return CORD_FEATURE_UNKNOWN;
  return compare_measures (before, after);
}
