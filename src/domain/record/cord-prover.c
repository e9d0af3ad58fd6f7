/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-note.h"

#include "domain/record/cord-message-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An amount or a date that the text may state. Each may be stated once, and @needed ones must be; a @paired amount only
 * together with the date that is the fact after it. */
typedef struct
{
  gboolean is_date;
  gboolean needed;
  gboolean paired;
  gboolean stated;
  CordDate date;
  CordMoney money;
  const char *name; /* translated; for what must not be missing */
} Fact;

typedef struct
{
  CordQuote *quote;
  GArray *facts; /* (element-type Fact) */
  GPtrArray *problems;
} Prover;

static void
add_money (Prover *self, gint64 minor, const char *name)
{
  Fact fact = { .needed = name != NULL, .money = cord_quote_money (self->quote, minor), .name = name };

  g_array_append_val (self->facts, fact);
}

static void
add_date (Prover *self, CordDate date, const char *name)
{
  Fact fact = { .is_date = TRUE, .needed = name != NULL, .date = date, .name = name };

  if (date != CORD_DATE_NONE)
    g_array_append_val (self->facts, fact);
}

/* From the quote, the order and the promise themselves, independently of how the text is rendered. */
static void
collect_facts (Prover *self, CordInteraction *interaction)
{
  const CordLadder *ladder = cord_quote_get_candidate (self->quote);
  const char *kind;

  add_money (self, ladder->this_bill.gross, _ ("this bill"));
  add_money (self, ladder->next.gross, _ ("the next bill"));
  add_money (self, ladder->steady.gross, _ ("a month"));
  add_date (self, cord_message_effective (interaction), _ ("the date it takes effect"));
  add_date (self, cord_message_ready (interaction), NULL);
  add_date (self, cord_message_promised (interaction, &kind), NULL);
  for (guint i = 0; ladder->after != NULL && i < ladder->after->len; i++)
    {
      const CordPromotionEnd *end = g_ptr_array_index (ladder->after, i);

      add_money (self, end->row.gross, NULL);
      g_array_index (self->facts, Fact, self->facts->len - 1).paired = TRUE;
      add_date (self, end->ends, NULL);
    }
}

static void problem (Prover *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
problem (Prover *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Marks the first matching fact that was not stated yet, a needed one before one that may be left out. FALSE: none. */
static gboolean
match_fact (Prover *self, gboolean is_date, CordDate date, CordMoney money)
{
  Fact *found = NULL;

  for (guint i = 0; i < self->facts->len; i++)
    {
      Fact *fact = &g_array_index (self->facts, Fact, i);
      gboolean same
          = fact->is_date == is_date && (is_date ? fact->date == date : cord_money_equal (fact->money, money));

      if (same && !fact->stated && (found == NULL || (fact->needed && !found->needed)))
        found = fact;
    }
  if (found == NULL)
    return FALSE;
  found->stated = TRUE;
  return TRUE;
}

static gboolean
read_amount (Prover *self, const char *at, const char **end)
{
  CordMoney money;

  if (!cord_money_scan_display (at, cord_quote_get_currency (self->quote), cord_quote_get_scale (self->quote), &money,
                                end))
    return FALSE;
  if (!match_fact (self, FALSE, CORD_DATE_NONE, money))
    {
      g_autofree char *amount = g_strndup (at, *end - at);

      problem (self, _ ("%s is in no order"), amount);
    }
  return TRUE;
}

static void
check_date (Prover *self, CordDate date, const char *at, const char *end)
{
  CordMoney nothing = { 0 };
  g_autofree char *text = g_strndup (at, end - at);

  if (!match_fact (self, TRUE, date, nothing))
    problem (self, _ ("%s is in no order"), text);
}

static gboolean
starts_with_date (const char *at, CordDate date, const char **end)
{
  g_autofree char *display = cord_date_to_display (date);

  if (!g_str_has_prefix (at, display) || g_ascii_isdigit (at[strlen (display)]))
    return FALSE;
  *end = at + strlen (display);
  return TRUE;
}

/* The dates of the order as this language writes them; in some languages they begin with a word. */
static gboolean
read_known_date (Prover *self, const char *at, const char **end)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      Fact *fact = &g_array_index (self->facts, Fact, i);

      if (fact->is_date && starts_with_date (at, fact->date, end))
        {
          check_date (self, fact->date, at, *end);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
read_iso_date (Prover *self, const char *at, const char **end)
{
  g_autofree char *ten = g_strndup (at, 10);
  CordDate date;

  if (strlen (ten) < 10 || g_ascii_isdigit (at[10]) || !cord_date_parse (ten, &date, NULL))
    return FALSE;
  *end = at + 10;
  check_date (self, date, at, *end);
  return TRUE;
}

static int
next_year (const char *at)
{
  const char *digits = at;

  while (g_ascii_isdigit (*digits))
    digits++;
  while (*digits != '\0' && !g_ascii_isdigit (*digits) && digits - at < 40)
    digits++;
  return strspn (digits, "0123456789") == 4 ? (int)g_ascii_strtoll (digits, NULL, 10) : 0;
}

/* Any other date that begins with its day. Its number would be a problem anyway; this reports the whole date. */
static gboolean
read_other_date (Prover *self, const char *at, const char **end)
{
  gint64 day = g_ascii_strtoll (at, NULL, 10);
  int year = day >= 1 && day <= 31 ? next_year (at) : 0;

  for (int month = 1; year > 0 && month <= 12; month++)
    {
      if (day > cord_date_days_in_month (year, month) || !starts_with_date (at, cord_date (year, month, (int)day), end))
        continue;
      check_date (self, cord_date (year, month, (int)day), at, *end);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_number (Prover *self, const char *at, const char **end)
{
  g_autofree char *number = NULL;
  const char *stop = at;

  if (!g_unichar_isdigit (g_utf8_get_char (at)))
    return FALSE;
  while (g_unichar_isdigit (g_utf8_get_char (stop)) || ((*stop == '.' || *stop == ',') && g_ascii_isdigit (stop[1])))
    stop = g_utf8_next_char (stop);
  number = g_strndup (at, stop - at);
  problem (self, _ ("The number %s is in no order"), number);
  *end = stop;
  return TRUE;
}

static void
read_text (Prover *self, const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = NULL;
      gboolean digit = g_ascii_isdigit (*at);

      if (read_amount (self, at, &end) || read_known_date (self, at, &end)
          || (digit && (read_iso_date (self, at, &end) || read_other_date (self, at, &end)))
          || read_number (self, at, &end))
        at = end;
      else
        at = g_utf8_next_char (at);
    }
}

/* Quoted text may hold any number. Each phrase is removed once, where it first occurs. */
static void
remove_phrase (GString *text, const char *phrase)
{
  char *found = *phrase != '\0' ? strstr (text->str, phrase) : NULL;
  gssize at = found != NULL ? found - text->str : -1;

  if (at < 0)
    return;
  g_string_erase (text, at, strlen (phrase));
  g_string_insert_c (text, at, '\n');
}

static gint
compare_length (gconstpointer a, gconstpointer b)
{
  gsize length_a = strlen (*(const char *const *)a);
  gsize length_b = strlen (*(const char *const *)b);

  return length_a < length_b ? 1 : length_a > length_b ? -1 : 0;
}

static char *
without_phrases (CordInteraction *interaction, const char *text)
{
  g_autoptr (GPtrArray) phrases = cord_message_phrases (interaction);
  GString *left = g_string_new (text);

  /* The longest first, so that one line of arithmetic is not cut out of another that ends alike. */
  g_ptr_array_sort (phrases, compare_length);
  for (guint i = 0; i < phrases->len; i++)
    remove_phrase (left, g_ptr_array_index (phrases, i));
  return g_string_free (left, FALSE);
}

static void
report_missing (Prover *self)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      Fact *fact = &g_array_index (self->facts, Fact, i);
      g_autofree char *value = NULL;

      if (fact->paired && fact->stated != g_array_index (self->facts, Fact, i + 1).stated)
        {
          value = cord_money_to_display (fact->money);
          problem (self, _ ("%s and its date are not told together"), value);
        }
      if (!fact->needed || fact->stated)
        continue;
      value = fact->is_date ? cord_date_to_display (fact->date) : cord_money_to_display (fact->money);
      problem (self, _ ("The text does not tell %s: %s"), fact->name, value);
    }
}

GPtrArray *
cord_message_prove (CordInteraction *interaction, const char *text)
{
  Prover self = { 0 };
  g_autofree char *left = NULL;

  g_return_val_if_fail (CORD_IS_INTERACTION (interaction) && text != NULL, NULL);
  self.problems = g_ptr_array_new_with_free_func (g_free);
  self.quote = cord_interaction_get_quote (interaction);
  if (self.quote == NULL || cord_interaction_get_customer (interaction) == NULL
      || cord_message_effective (interaction) == CORD_DATE_NONE)
    {
      problem (&self, "%s", _ ("There is no order to compare the text with"));
      return self.problems;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      problem (&self, "%s", _ ("The text is damaged"));
      return self.problems;
    }
  self.facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  collect_facts (&self, interaction);
  left = without_phrases (interaction, text);
  read_text (&self, left);
  report_missing (&self);
  g_array_unref (self.facts);
  return self.problems;
}
