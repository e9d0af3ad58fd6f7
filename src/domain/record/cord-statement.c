/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-statement.h"

#include "config.h"

#include "domain/record/cord-written-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @slots: what stands for each %s of the words: "d" the date, "m" the money, "+" the money with its sign, "n" the name
 */
static const struct
{
  const char *words;
  const char *slots;
} kinds[CORD_N_STATEMENTS] = {
  [CORD_STATEMENT_EFFECTIVE] = { N_ ("It takes effect on %s."), "d" },
  [CORD_STATEMENT_READY] = { N_ ("Everything is ready for use on %s."), "d" },
  [CORD_STATEMENT_ADDED_NOW] = { N_ ("Added now: %s, on a bill of its own."), "+" },
  /* Translators: an amount, the date of the bill. */
  [CORD_STATEMENT_ADDED_TO_BILL] = { N_ ("Added now: %s, on your bill of %s."), "+d" },
  [CORD_STATEMENT_BACK_NOW] = { N_ ("You get back now: %s."), "m" },
  /* Translators: an amount, the date of the bill. */
  [CORD_STATEMENT_BACK_ON_BILL] = { N_ ("You get back: %s, on your bill of %s."), "md" },
  /* Translators: the date of the bill, what all of it comes to. */
  [CORD_STATEMENT_BILL] = { N_ ("Your bill of %s: %s."), "dm" },
  /* Translators: what a fee is for, its amount. */
  [CORD_STATEMENT_FEE_NOW] = { N_ ("Once, for “%s”: %s, in what is added now."), "nm" },
  /* Translators: what a fee is for, its amount, the date of the bill. */
  [CORD_STATEMENT_FEE_ON_BILL] = { N_ ("Once, for “%s”: %s, on your bill of %s."), "nmd" },
  /* Translators: "From 1 March 2027, after “Welcome” ends: €50.00 a month." */
  [CORD_STATEMENT_AFTER] = { N_ ("From %s, after “%s” ends: %s a month."), "dnm" },
  [CORD_STATEMENT_NEW_PRICE] = { N_ ("From %s, with the new price of “%s”: %s a month."), "dnm" },
  /* Translators: a date, what a month costs from then on. */
  [CORD_STATEMENT_MONTH] = { N_ ("Every month from %s: %s."), "dm" },
  [CORD_STATEMENT_YEAR] = { N_ ("In the next 12 months: %s in all."), "m" },
  [CORD_STATEMENT_CALL] = { N_ ("We will call you on %s."), "d" },
  [CORD_STATEMENT_WRITE] = { N_ ("We will write to you on %s."), "d" },
};

/* The place of "%s" or "%2$s" at @words among the arguments, and how long it is; -1 where there is none. */
static int
slot_at (const char *words, int next, gsize *length)
{
  if (g_str_has_prefix (words, "%s"))
    {
      *length = 2;
      return next;
    }
  if (words[0] == '%' && words[1] >= '1' && words[1] <= '9' && words[2] == '$' && words[3] == 's')
    {
      *length = 4;
      return words[1] - '1';
    }
  return -1;
}

static char
kind_of_slot (CordStatementKind kind, int slot)
{
  return (gsize)slot < strlen (kinds[kind].slots) ? kinds[kind].slots[slot] : '\0';
}

static char *
write_slot (const CordStatement *self, char slot)
{
  switch (slot)
    {
    case 'd':
      return cord_date_to_display (self->date);
    case 'm':
      return cord_money_to_display (self->money);
    case '+':
      return cord_money_to_signed_display (self->money);
    default:
      return g_strdup (self->name != NULL ? self->name : "");
    }
}

char *
cord_statement_write (const CordStatement *self)
{
  const char *words = _ (kinds[self->kind].words);
  GString *text = g_string_new (NULL);
  int next = 0;

  while (*words != '\0')
    {
      gsize length = 1;
      int slot = slot_at (words, next, &length);
      g_autofree char *value = slot >= 0 ? write_slot (self, kind_of_slot (self->kind, slot)) : NULL;

      if (value != NULL)
        g_string_append (text, value);
      else
        g_string_append_c (text, *words);
      next += value != NULL;
      words += length;
    }
  return g_string_free (text, FALSE);
}

gboolean
cord_statement_equal (const CordStatement *a, const CordStatement *b)
{
  const char *slots = kinds[a->kind].slots;
  gboolean has_money = strchr (slots, 'm') != NULL || strchr (slots, '+') != NULL;

  return a->kind == b->kind && (strchr (slots, 'd') == NULL || a->date == b->date)
         && (!has_money || cord_money_equal (a->money, b->money))
         && (strchr (slots, 'n') == NULL || g_strcmp0 (a->name, b->name) == 0);
}

typedef struct
{
  GArray *facts;
  CordMoney money;
  const CordDate *dates; /* of all facts */
} Reader;

/* The longest name of a fact of this kind. */
static gboolean
scan_name (const Reader *self, const char *text, CordStatement *out, const char **end)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->facts->len; i++)
    {
      const CordStatement *fact = &g_array_index (self->facts, CordStatement, i);

      if (fact->kind != out->kind || fact->name == NULL || !g_str_has_prefix (text, fact->name)
          || (found && text + strlen (fact->name) <= *end))
        continue;
      out->name = fact->name;
      *end = text + strlen (fact->name);
      found = TRUE;
    }
  return found;
}

static gboolean
scan_slot (const Reader *self, char slot, const char *text, CordStatement *out, const char **end)
{
  switch (slot)
    {
    case 'd':
      return cord_written_date_scan (text, self->dates, self->facts->len, &out->date, end);
    case 'm':
    case '+':
      return cord_money_scan_display (text, self->money.currency, self->money.scale, &out->money, end);
    case 'n':
      return scan_name (self, text, out, end);
    default:
      return FALSE;
    }
}

static gboolean
scan_kind (const Reader *self, const char *text, CordStatement *out, const char **end)
{
  const char *words = _ (kinds[out->kind].words);
  int next = 0;

  while (*words != '\0')
    {
      gsize length = 1;
      int slot = slot_at (words, next, &length);

      if (slot >= 0 ? !scan_slot (self, kind_of_slot (out->kind, slot), text, out, &text) : *words != *text++)
        return FALSE;
      next += slot >= 0;
      words += length;
    }
  *end = text;
  return !g_unichar_isalnum (g_utf8_get_char (text));
}

static gboolean
is_fact (GArray *facts, const CordStatement *statement)
{
  for (guint i = 0; i < facts->len; i++)
    if (cord_statement_equal (&g_array_index (facts, CordStatement, i), statement))
      return TRUE;
  return FALSE;
}

gboolean
cord_statement_scan (const char *text, GArray *facts, CordMoney money, CordStatement *out, const char **end)
{
  g_autofree CordDate *dates = g_new (CordDate, facts->len + 1);
  const Reader reader = { facts, money, dates };
  const char *longest = NULL;

  for (guint i = 0; i < facts->len; i++)
    dates[i] = g_array_index (facts, CordStatement, i).date;
  for (CordStatementKind kind = 0; kind < CORD_N_STATEMENTS; kind++)
    {
      CordStatement statement = { .kind = kind, .date = CORD_DATE_NONE };
      const char *stop;

      if (!scan_kind (&reader, text, &statement, &stop) || (longest != NULL && stop < longest)
          || (stop == longest && !is_fact (facts, &statement)))
        continue;
      longest = stop;
      *out = statement;
    }
  *end = longest;
  return longest != NULL;
}
