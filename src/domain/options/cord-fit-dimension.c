/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-fit-dimension.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MBIT 1000000        /* thousandths of kbit/s */
#define GIGABYTE 1000000000 /* thousandths of kB */
#define MBIT_A_PERSON 25    /* for video and calls at the same time */

/* Words with single spaces around each, everything that is not a letter or digit gone: " home phone ". */
static char *
word_key (const char *text)
{
  g_autofree char *key = cord_text_search_key (text);
  GString *words = g_string_new (" ");

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

gboolean
cord_fit_mentions (const char *words, const char *phrase)
{
  g_autofree char *text = word_key (words);
  g_autofree char *needle = word_key (phrase);

  return strlen (needle) > 2 && strstr (text, needle) != NULL;
}

static const char *
feature_of (const CordFitCandidate *self, const char *name)
{
  return self->offering != NULL ? cord_offering_get_feature (self->offering, name) : NULL;
}

static gboolean
speed_of (const CordFitCandidate *self, gint64 *speed)
{
  CordMeasure measure;

  if (!cord_feature_measure (feature_of (self, "download"), &measure))
    return FALSE;
  *speed = measure.amount;
  return TRUE;
}

static int
share (gint64 part, gint64 whole)
{
  if (part >= whole || whole <= 0)
    return 100;
  return (int)(part < G_MAXINT64 / 100 ? part * 100 / whole : part / (whole / 100));
}

/* What is changed may cost this much; half as much again earns nothing. */
static int
score_budget (const CordFitCandidate *self, const char *value, char **text)
{
  g_autofree char *named = NULL;
  g_autofree char *over = NULL;
  CordMoney budget, rest;

  if (!cord_money_parse (value, self->price.currency, self->price.scale, &budget, NULL)
      || !cord_money_subtract (self->price, budget, &rest, NULL))
    return CORD_FIT_NOT_APPLICABLE;
  if (self->offering == NULL)
    return 100;
  named = cord_money_to_display (budget);
  if (rest.minor <= 0)
    {
      *text = g_strdup_printf (_ ("Within the %s a month you named"), named);
      return 100;
    }
  over = cord_money_to_display (rest);
  *text = g_strdup_printf (_ ("%s a month over the %s you named"), over, named);
  return MAX (0, 100 - share (rest.minor, budget.minor / 2 + 1));
}

static int
share_of_speed (const char *value, gint64 before, gint64 after, gint64 most)
{
  if (g_str_equal (value, "fastest"))
    return share (after, most);
  if (g_str_equal (value, "same"))
    return after > before ? 80 : share (after, before);
  /* Faster: twice is felt, four times is what people mean. */
  if (after <= before)
    return after == before ? 20 : 0;
  return after / 4 >= before ? 100 : after / 2 >= before ? 60 : 40;
}

static int
score_speed (const CordFitCandidate *self, const char *value, char **text)
{
  const char *before = self->held != NULL ? cord_qualify_held_feature (self->held, self->own, "download") : NULL;
  const char *after = feature_of (self, "download");
  CordMeasure measure;
  gint64 speed;

  if (!cord_feature_measure (before, &measure) || !speed_of (self, &speed))
    return self->held != NULL && self->offering == NULL ? 0 : CORD_FIT_NOT_APPLICABLE;
  if (g_str_equal (value, "fastest") && speed == self->max_speed && speed > measure.amount)
    *text = g_strdup_printf (_ ("%s, the fastest we have for you"), after);
  else if (speed > measure.amount && !g_str_equal (value, "same"))
    *text = g_strdup_printf (_ ("%s instead of %s, faster as you asked"), after, before);
  else if (speed == measure.amount)
    *text = g_strdup_printf (_ ("%s as before"), after);
  else
    *text = g_strdup_printf (_ ("%s instead of %s"), after, before);
  return share_of_speed (value, measure.amount, speed, self->max_speed);
}

static int
share_of_data (const char *use, gint64 amount)
{
  static const struct
  {
    const char *use;
    int shares[5]; /* for up to 5, 10, 20 and 50 GB, and for more */
  } table[] = {
    { "light", { 100, 90, 80, 60, 50 } },
    { "medium", { 20, 60, 100, 100, 80 } },
    { "heavy", { 0, 10, 40, 80, 100 } },
  };
  const gint64 steps[] = { 5, 10, 20, 50 };
  guint step = 0;

  while (step < G_N_ELEMENTS (steps) && amount > steps[step] * GIGABYTE)
    step++;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].use, use))
      return table[i].shares[step];
  return CORD_FIT_NOT_APPLICABLE;
}

static const char *
use_text (const char *use, gboolean enough)
{
  if (g_str_equal (use, "light"))
    return enough ? _ ("Data: %s, right for light use") : _ ("Data: %s, more than light use needs");
  if (g_str_equal (use, "heavy"))
    return enough ? _ ("Data: %s, right for heavy use") : _ ("Data: %s, little for heavy use");
  return enough ? _ ("Data: %s, right for your use") : _ ("Data: %s, not the best for your use");
}

static int
score_data (const CordFitCandidate *self, const char *value, char **text)
{
  const char *data = feature_of (self, "data");
  CordMeasure measure;
  int result;

  if (data == NULL)
    return self->offering == NULL ? 0 : CORD_FIT_NOT_APPLICABLE;
  /* Volumes that are no number ("shared with your plan") do for little use. */
  if (!cord_feature_measure (data, &measure))
    return g_str_equal (value, "light") ? 80 : 20;
  result = share_of_data (value, measure.amount);
  if (result >= 0)
    {
      g_autofree char *clean = cord_text_clean (data, 40);
      g_auto (GStrv) parts = g_strsplit (use_text (value, result >= 60), "%s", 2);

      *text = g_strjoinv (clean, parts);
    }
  return result;
}

static int
term_of (const CordFitCandidate *self)
{
  return (int)cord_change_get_term (self->change);
}

static int
score_commitment (const CordFitCandidate *self, const char *value, char **text)
{
  int term = term_of (self);

  if (self->offering == NULL)
    return 100;
  if (g_str_equal (value, "yes") && term > 0)
    *text = g_strdup_printf (
        ngettext ("A commitment of %d month, as you wished", "A commitment of %d months, as you wished", (gulong)term),
        term);
  else if (g_str_equal (value, "no") && term == 0)
    *text = g_strdup (_ ("No new commitment, as you wished"));
  else if (g_str_equal (value, "unsure") && term == 0)
    *text = g_strdup (_ ("No commitment to decide on today"));
  else if (term > 0)
    *text = g_strdup_printf (ngettext ("A commitment of %d month", "A commitment of %d months", (gulong)term), term);
  if (g_str_equal (value, "yes"))
    return term > 0 ? 100 : 0;
  return term == 0 ? 100 : g_str_equal (value, "unsure") ? 50 : 0;
}

static int
score_term (const CordFitCandidate *self, const char *value, char **text)
{
  int asked = atoi (value);

  if (self->offering == NULL || term_of (self) != asked)
    return self->offering == NULL ? CORD_FIT_NOT_APPLICABLE : 0;
  if (asked == 0)
    *text = g_strdup (_ ("Without a new commitment, as you asked"));
  else
    *text = g_strdup_printf (
        ngettext ("%d month, the term you asked for", "%d months, the term you asked for", (gulong)asked), asked);
  return 100;
}

static int
score_screens (const char *screens, int people, char **text)
{
  int n = atoi (screens);

  if (n >= people)
    *text = g_strdup_printf (ngettext ("Enough screens for %d person", "Enough screens for %d people", (gulong)people),
                             people);
  return share (n, people);
}

static int
score_people (const CordFitCandidate *self, const char *value, char **text)
{
  const char *screens = feature_of (self, "screens");
  int people = atoi (value);
  gint64 speed;
  int result;

  if (people < 1 || self->offering == NULL)
    return CORD_FIT_NOT_APPLICABLE;
  if (self->held == NULL && cord_qualify_is_line (self->offering) && people > 1)
    {
      *text = g_strdup (_ ("A number of its own for one more person"));
      return 100;
    }
  if (screens != NULL)
    return score_screens (screens, people, text);
  if (!speed_of (self, &speed))
    return CORD_FIT_NOT_APPLICABLE;
  result = share (speed, (gint64)people * MBIT_A_PERSON * MBIT);
  if (result == 100)
    *text = g_strdup_printf (
        ngettext ("Fast enough for %d person", "Fast enough for %d people at once", (gulong)people), people);
  else if (result < 60)
    *text = g_strdup_printf (ngettext ("Slow for %d person", "Slow for %d people at once", (gulong)people), people);
  return result;
}

static int
score_travel (const CordFitCandidate *self, const char *value, char **text)
{
  const char *roaming = feature_of (self, "roaming");
  const char *countries = feature_of (self, "countries");

  if (!g_str_equal (value, "yes"))
    return CORD_FIT_NOT_APPLICABLE;
  if (countries != NULL)
    {
      *text = g_strdup_printf (_ ("Works in %s countries when you travel"), countries);
      return 100;
    }
  if (roaming == NULL)
    return CORD_FIT_NOT_APPLICABLE;
  if (cord_feature_is_absent (roaming))
    {
      *text = g_strdup (_ ("No roaming when you travel"));
      return 0;
    }
  *text = g_strdup_printf (_ ("Roaming when you travel: %s"), roaming);
  return 100;
}

static int
score_streaming (const CordFitCandidate *self, const char *value, char **text)
{
  g_autofree char *about = NULL;
  gint64 speed;

  if (!g_str_equal (value, "yes") || self->offering == NULL)
    return CORD_FIT_NOT_APPLICABLE;
  about = g_strconcat (cord_offering_get_category (self->offering), " ", cord_offering_get_name (self->offering), NULL);
  if (cord_fit_mentions (about, "streaming") || cord_fit_mentions (about, "entertainment"))
    {
      *text = g_strdup (_ ("Streaming, as you asked"));
      return 100;
    }
  if (cord_fit_mentions (about, "tv"))
    {
      *text = g_strdup (_ ("Television, close to what you asked"));
      return 60;
    }
  if (!speed_of (self, &speed))
    return CORD_FIT_NOT_APPLICABLE;
  if (speed < 16 * (gint64)MBIT)
    return 10;
  *text = g_strdup (_ ("Fast enough for streaming"));
  return speed >= 50 * (gint64)MBIT ? 100 : 60;
}

/* What the caller must keep among the other products they have. */
static char *
kept_product (const CordFitCandidate *self, const char *words)
{
  GListModel *products = cord_customer_get_products (self->customer);
  guint n = g_list_model_get_n_items (products);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if (product != self->held && cord_fit_mentions (words, cord_product_get_name (product)))
        return g_strdup (cord_product_get_name (product));
    }
  return NULL;
}

static int
score_features (const CordFitCandidate *self, const char *words, char **text)
{
  GVariant *features = cord_offering_get_features (self->offering);
  gsize n = cord_value_length (features);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) feature = cord_value_dup_at (features, i);
      const char *value = cord_value_get_string (feature, "value");
      const char *name = cord_value_get_string (feature, "name");
      g_autofree char *clean = cord_text_clean (name, 40);

      if (cord_feature_is_internal (name) || !cord_fit_mentions (words, name))
        continue;
      *text = cord_feature_is_absent (value) ? g_strdup_printf (_ ("Without %s"), clean)
                                             : g_strdup_printf (_ ("With %s, which you must have"), clean);
      return cord_feature_is_absent (value) ? 0 : 100;
    }
  return CORD_FIT_NOT_APPLICABLE;
}

static gboolean
is_named (CordOffering *offering, const char *words)
{
  return cord_fit_mentions (words, cord_offering_get_id (offering))
         || cord_fit_mentions (words, cord_offering_get_name (offering))
         || cord_fit_mentions (words, cord_offering_get_category (offering))
         || cord_fit_mentions (words, cord_offering_get_category_name (offering));
}

static int
score_must_have (const CordFitCandidate *self, const char *value, char **text)
{
  g_autofree char *kept = kept_product (self, value);
  int result;

  if (kept != NULL)
    {
      *text = g_strdup_printf (_ ("%s stays as it is"), kept);
      return 100;
    }
  if (self->offering == NULL)
    return CORD_FIT_NOT_APPLICABLE;
  result = score_features (self, value, text);
  if (result != CORD_FIT_NOT_APPLICABLE || !is_named (self->offering, value))
    return result;
  *text = g_strdup_printf (_ ("It is %s, which you must have"), cord_offering_get_name (self->offering));
  return 100;
}

/* By name is surer than by category: who wishes for "TV Plus" also said "TV". */
static int
score_wish (const CordFitCandidate *self, const char *value, char **text)
{
  const char *name;

  if (self->offering == NULL)
    return CORD_FIT_NOT_APPLICABLE;
  name = cord_offering_get_name (self->offering);
  if (cord_fit_mentions (value, name) || cord_fit_mentions (value, cord_offering_get_id (self->offering))
      || cord_fit_mentions (name, value))
    {
      *text = g_strdup (_ ("What you asked for by name"));
      return 100;
    }
  if (!is_named (self->offering, value))
    return CORD_FIT_NOT_APPLICABLE;
  *text = g_strdup_printf (_ ("From %s, which you asked for"), cord_offering_get_category_name (self->offering));
  return 60;
}

static const struct
{
  const char *name;
  int weight;
  CordFitDimension score;
} dimensions[] = {
  { "budget", 300, score_budget },       { "wish", 300, score_wish },     { "must-have", 250, score_must_have },
  { "speed", 250, score_speed },         { "people", 250, score_people }, { "data", 200, score_data },
  { "streaming", 250, score_streaming }, { "term", 200, score_term },     { "commitment", 150, score_commitment },
  { "travel", 150, score_travel },
};

CordFitDimension
cord_fit_dimension_find (const char *dimension, int *weight)
{
  for (gsize i = 0; dimension != NULL && i < G_N_ELEMENTS (dimensions); i++)
    if (g_str_equal (dimensions[i].name, dimension))
      {
        *weight = dimensions[i].weight;
        return dimensions[i].score;
      }
  return NULL;
}
