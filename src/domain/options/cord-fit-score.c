/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-fit-score.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/change/cord-promotion-choice.h"
#include "domain/options/cord-fit-dimension.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCORE_MAX 1000
#define SCORE_UNKNOWN 500
#define KIND_WEIGHT 400
#define HIGHLIGHTS_MAX 2

/* One line of the table of needs: a share for each candidate. */
typedef struct
{
  const char *dimension;
  const char *question;
  int weight;
  int *shares;
  char **texts;
  gboolean counts;
} Row;

typedef struct
{
  int points;
  GVariant *reason;
} Reason;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->shares);
  g_strfreev (row->texts);
  g_free (row);
}

static Row *
row_new (const CordNeed *need, GPtrArray *candidates)
{
  int weight = 0;
  CordFitDimension score = cord_fit_dimension_find (need->dimension, &weight);
  Row *row;

  if (score == NULL || need->value == NULL)
    return NULL;
  row = g_new0 (Row, 1);
  row->dimension = need->dimension;
  row->question = need->question;
  row->weight = weight;
  row->shares = g_new0 (int, candidates->len);
  row->texts = g_new0 (char *, candidates->len + 1);
  for (guint i = 0; i < candidates->len; i++)
    {
      char *text = NULL;

      row->shares[i] = score (g_ptr_array_index (candidates, i), need->value, &text);
      row->counts |= row->shares[i] != CORD_FIT_NOT_APPLICABLE;
      /* Empty texts instead of NULL, which would end the list. */
      row->texts[i] = text != NULL ? text : g_strdup ("");
    }
  return row;
}

/* Doing exactly what was asked counts only when alternatives are offered too. */
static Row *
row_new_kind (const char *kind, GPtrArray *candidates)
{
  Row *row = g_new0 (Row, 1);

  row->dimension = "kind";
  row->question = "";
  row->weight = KIND_WEIGHT;
  row->shares = g_new0 (int, candidates->len);
  row->texts = g_new0 (char *, candidates->len + 1);
  row->counts = g_str_equal (kind, "modify") || g_str_equal (kind, "remove");
  for (guint i = 0; i < candidates->len; i++)
    {
      CordFitCandidate *candidate = g_ptr_array_index (candidates, i);
      gboolean asked = g_strcmp0 (cord_change_get_kind (candidate->change), kind) == 0;

      row->shares[i] = asked ? 100 : 0;
      row->texts[i] = g_strdup (asked ? _ ("What you asked for") : "");
    }
  return row;
}

static void
find_max_speed (GPtrArray *candidates)
{
  gint64 most = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      CordFitCandidate *candidate = g_ptr_array_index (candidates, i);
      CordMeasure measure;

      if (candidate->offering != NULL
          && cord_feature_measure (cord_offering_get_feature (candidate->offering, "download"), &measure))
        most = MAX (most, measure.amount);
    }
  for (guint i = 0; i < candidates->len; i++)
    ((CordFitCandidate *)g_ptr_array_index (candidates, i))->max_speed = most;
}

static GPtrArray *
build_rows (CordNeeds *needs, GPtrArray *candidates)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  g_ptr_array_add (rows, row_new_kind (cord_needs_get_kind (needs), candidates));
  for (gsize i = 0; i < cord_needs_get_length (needs); i++)
    {
      const CordNeed need = cord_needs_get_at (needs, i);
      Row *row = row_new (&need, candidates);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
take_reason (GArray *reasons, const char *code, const char *dimension, const char *question, const char *text,
             int points)
{
  CordBuilder builder;
  Reason reason = { points, NULL };

  cord_builder_init (&builder);
  cord_builder_string (&builder, "code", code);
  cord_builder_string (&builder, "dimension", dimension);
  cord_builder_string (&builder, "question", question != NULL ? question : "");
  cord_builder_string (&builder, "text", text);
  cord_builder_integer (&builder, "points", points);
  reason.reason = cord_builder_end (&builder);
  g_array_append_val (reasons, reason);
}

static void
add_highlight (GArray *reasons, const CordFitCandidate *candidate, const char *name, const char *format)
{
  const char *before = cord_qualify_held_feature (candidate->held, candidate->own, name);
  const char *after = cord_offering_get_feature (candidate->offering, name);
  g_autofree char *first = cord_text_clean (before, 40);
  g_autofree char *second = cord_text_clean (after, 40);
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  if (before == NULL || after == NULL || cord_feature_compare (before, after) != CORD_FEATURE_BETTER)
    return;
  parts = g_strsplit (format, "%s", 3);
  if (g_strv_length (parts) != 3)
    return;
  text = g_strconcat (parts[0], second, parts[1], first, parts[2], NULL);
  take_reason (reasons, "gain", name, "", text, 0);
}

/* What a plan offers that nobody asked for; worth no points. */
static void
add_highlights (GArray *reasons, const CordFitCandidate *candidate, gboolean speed_said, gboolean data_said)
{
  guint before = reasons->len;
  g_autoptr (GPtrArray) promotions = NULL;

  if (candidate->offering == NULL)
    return;
  if (candidate->held != NULL && !speed_said)
    add_highlight (reasons, candidate, "download", _ ("Download %s instead of %s"));
  if (candidate->held != NULL && !data_said)
    add_highlight (reasons, candidate, "data", _ ("Data %s instead of %s"));
  if (candidate->held != NULL && reasons->len - before < HIGHLIGHTS_MAX)
    add_highlight (reasons, candidate, "channels", _ ("Channels: %s instead of %s"));
  promotions
      = cord_promotion_chooser_choose (candidate->chooser, candidate->change, candidate->offering, candidate->day);
  for (guint i = 0; i < promotions->len; i++)
    {
      g_autofree char *text
          = cord_qualify_promotion_text (candidate->customer, candidate->offering, promotions->pdata[i]);

      take_reason (reasons, "promotion", "", "", text, 0);
    }
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  return ((const Reason *)b)->points - ((const Reason *)a)->points;
}

static GVariant *
end_reasons (GArray *reasons)
{
  CordBuilder builder;

  /* GArray's sort is a stable merge sort: reasons of equal worth stay in the order of the questions. */
  g_array_sort (reasons, compare_reasons);
  cord_builder_init_array (&builder);
  for (guint i = 0; i < reasons->len; i++)
    {
      Reason *reason = &g_array_index (reasons, Reason, i);

      cord_builder_add (&builder, reason->reason);
      g_variant_unref (reason->reason);
    }
  return cord_builder_end (&builder);
}

static void
score_candidate (CordFitCandidate *candidate, guint index, GPtrArray *rows, int total)
{
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));
  gboolean speed_said = FALSE, data_said = FALSE;
  int sum = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      int part = row->counts ? row->weight * MAX (row->shares[index], 0) : 0;
      int points = part > 0 ? SCORE_MAX * part / (100 * total) : 0;
      g_autofree char *code = g_strdup_printf ("%s-%s", row->dimension, row->shares[index] >= 60 ? "met" : "missed");

      sum += part;
      if (!row->counts || *row->texts[index] == '\0')
        continue;
      take_reason (reasons, code, row->dimension, row->question, row->texts[index], points);
      speed_said |= g_str_equal (row->dimension, "speed");
      data_said |= g_str_equal (row->dimension, "data");
    }
  /* Rounded once, so that a candidate with every point has exactly 1000. */
  candidate->score = total > 0 ? SCORE_MAX * sum / (100 * total) : SCORE_UNKNOWN;
  add_highlights (reasons, candidate, speed_said, data_said);
  candidate->reasons = end_reasons (reasons);
}

void
cord_fit_score (CordNeeds *needs, GPtrArray *candidates)
{
  g_autoptr (GPtrArray) rows = NULL;
  int total = 0;

  find_max_speed (candidates);
  rows = build_rows (needs, candidates);
  for (guint i = 0; i < rows->len; i++)
    if (((Row *)g_ptr_array_index (rows, i))->counts)
      total += ((Row *)g_ptr_array_index (rows, i))->weight;
  for (guint i = 0; i < candidates->len; i++)
    score_candidate (g_ptr_array_index (candidates, i), i, rows, total);
}
