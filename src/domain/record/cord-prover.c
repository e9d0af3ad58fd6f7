/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-note.h"

#include "domain/change/cord-change-bill.h"
#include "domain/record/cord-message-private.h"
#include "domain/record/cord-statement.h"
#include "domain/record/cord-written-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the text may state, each once. */
typedef struct
{
  CordStatement statement;
  gboolean needed;
  gboolean stated;
} Fact;

typedef struct
{
  CordQuote *quote;
  GPtrArray *fees;    /* (element-type CordChangeFee) */
  GPtrArray *names;   /* of promotions, which the statements borrow */
  GArray *facts;      /* (element-type Fact) */
  GArray *statements; /* (element-type CordStatement) of the facts */
  GPtrArray *problems;
} Prover;

static void
add_fact (Prover *self, CordStatementKind kind, CordDate date, gint64 minor, const char *name)
{
  Fact fact = { .statement = { kind, date, cord_quote_money (self->quote, minor), name }, .needed = TRUE };

  g_array_append_val (self->facts, fact);
  g_array_append_val (self->statements, fact.statement);
}

/* A text message does not tell all. */
static void
add_optional (Prover *self, CordStatementKind kind, CordDate date, gint64 minor, const char *name)
{
  add_fact (self, kind, date, minor, name);
  g_array_index (self->facts, Fact, self->facts->len - 1).needed = FALSE;
}

static void
collect_added (Prover *self, const CordLadder *ladder)
{
  const gint64 gross = cord_quote_get_added (self->quote)->gross;

  if (gross != 0 && cord_quote_collects_next (self->quote))
    add_fact (self, gross > 0 ? CORD_STATEMENT_ADDED_TO_BILL : CORD_STATEMENT_BACK_ON_BILL, ladder->next.cycle.start,
              ABS (gross), NULL);
  else if (gross != 0)
    add_fact (self, gross > 0 ? CORD_STATEMENT_ADDED_NOW : CORD_STATEMENT_BACK_NOW, CORD_DATE_NONE, ABS (gross), NULL);
}

static void
collect_fees (Prover *self, CordInteraction *interaction)
{
  const CordBillNames names = cord_interaction_get_bill_names (interaction);

  self->fees = cord_change_bill_fees (self->quote, &names);
  for (guint i = 0; i < self->fees->len; i++)
    {
      const CordChangeFee *fee = self->fees->pdata[i];

      add_fact (self, fee->at_once ? CORD_STATEMENT_FEE_NOW : CORD_STATEMENT_FEE_ON_BILL, fee->bill, fee->gross,
                fee->name);
    }
}

static void
collect_promotions (Prover *self, CordInteraction *interaction, const CordLadder *ladder)
{
  const CordBillNames bill_names = cord_interaction_get_bill_names (interaction);

  for (guint i = 0; i < ladder->after->len; i++)
    {
      const CordPromotionEnd *end = ladder->after->pdata[i];
      const gboolean is_price = end->offers[0] != NULL;
      char *names = cord_bill_names_dup_after (&bill_names, end);

      g_ptr_array_add (self->names, names);
      add_optional (self, is_price ? CORD_STATEMENT_NEW_PRICE : CORD_STATEMENT_AFTER, end->ends, end->row.gross, names);
    }
}

static void
collect_dates (Prover *self, CordInteraction *interaction)
{
  CordDate ready = cord_message_ready (interaction);
  const char *kind;
  CordDate promised = cord_message_promised (interaction, &kind);

  add_fact (self, CORD_STATEMENT_EFFECTIVE, cord_message_effective (interaction), 0, NULL);
  if (ready != CORD_DATE_NONE)
    add_optional (self, CORD_STATEMENT_READY, ready, 0, NULL);
  if (promised != CORD_DATE_NONE)
    add_optional (self, g_str_equal (kind, "message") ? CORD_STATEMENT_WRITE : CORD_STATEMENT_CALL, promised, 0, NULL);
}

/* From the quote, the order and the promise themselves, independently of how the text is rendered. */
static void
collect_facts (Prover *self, CordInteraction *interaction)
{
  const CordLadder *ladder = cord_quote_get_candidate (self->quote);
  const CordBillRow *bill = cord_change_bill_named (self->quote);

  collect_dates (self, interaction);
  collect_added (self, ladder);
  add_fact (self, CORD_STATEMENT_BILL, bill->cycle.start, bill->gross, NULL);
  collect_fees (self, interaction);
  collect_promotions (self, interaction, ladder);
  add_fact (self, CORD_STATEMENT_MONTH, ladder->steady.cycle.start, ladder->steady.gross, NULL);
  add_optional (self, CORD_STATEMENT_YEAR, CORD_DATE_NONE, ladder->year.gross, NULL);
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

static gboolean
take_fact (Prover *self, const CordStatement *statement)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      Fact *fact = &g_array_index (self->facts, Fact, i);

      if (!fact->stated && cord_statement_equal (&fact->statement, statement))
        return fact->stated = TRUE;
    }
  return FALSE;
}

/* What a number means is what its sentence says, so a right number in another's sentence is a wrong one. */
static gboolean
read_statement (Prover *self, const char *at, const char **end)
{
  CordStatement statement;

  if (!cord_statement_scan (at, self->statements, cord_quote_money (self->quote, 0), &statement, end))
    return FALSE;
  if (!take_fact (self, &statement))
    {
      g_autofree char *sentence = g_strndup (at, *end - at);

      problem (self, _ ("“%s” is not so in the order"), sentence);
    }
  return TRUE;
}

/* Outside a statement no number means anything. */
static gboolean
read_loose (Prover *self, const char *at, const char **end)
{
  CordMoney money;
  CordDate date;
  g_autofree char *text = NULL;

  if (!cord_money_scan_display (at, cord_quote_get_currency (self->quote), cord_quote_get_scale (self->quote), &money,
                                end)
      && !cord_written_date_scan (at, NULL, 0, &date, end))
    return FALSE;
  text = g_strndup (at, *end - at);
  problem (self, _ ("The text does not say what %s is"), text);
  return TRUE;
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

/* A sentence begins where the text does, on a new line, or after the end of another. */
static gboolean
begins_sentence (const char *text, const char *at)
{
  static const char *const ends[] = { "\n", ".", "!", "?", ":", "。", NULL };
  const char *before = at;

  while (before > text && before[-1] == ' ')
    before--;
  if (before == text)
    return TRUE;
  for (guint i = 0; ends[i] != NULL; i++)
    if (before - text >= (gssize)strlen (ends[i]) && g_str_has_prefix (before - strlen (ends[i]), ends[i]))
      return TRUE;
  return FALSE;
}

static void
read_text (Prover *self, const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = NULL;

      if ((begins_sentence (text, at) && read_statement (self, at, &end)) || read_loose (self, at, &end)
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
      const Fact *fact = &g_array_index (self->facts, Fact, i);
      g_autofree char *sentence = fact->needed && !fact->stated ? cord_statement_write (&fact->statement) : NULL;

      if (sentence != NULL)
        problem (self, _ ("The text does not say: %s"), sentence);
    }
}

static void
prove (Prover *self, CordInteraction *interaction, const char *text)
{
  g_autofree char *left = without_phrases (interaction, text);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  g_autoptr (GArray) statements = g_array_new (FALSE, FALSE, sizeof (CordStatement));

  self->names = names;
  self->facts = facts;
  self->statements = statements;
  collect_facts (self, interaction);
  read_text (self, left);
  report_missing (self);
  g_ptr_array_unref (self->fees);
}

GPtrArray *
cord_message_prove (CordInteraction *interaction, const char *text)
{
  Prover self = { 0 };

  g_return_val_if_fail (CORD_IS_INTERACTION (interaction) && text != NULL, NULL);
  self.problems = g_ptr_array_new_with_free_func (g_free);
  self.quote = cord_interaction_get_quote (interaction);
  if (self.quote == NULL || cord_interaction_get_customer (interaction) == NULL
      || cord_message_effective (interaction) == CORD_DATE_NONE)
    problem (&self, "%s", _ ("There is no order to compare the text with"));
  else if (!g_utf8_validate (text, -1, NULL))
    problem (&self, "%s", _ ("The text is damaged"));
  else
    prove (&self, interaction, text);
  return self.problems;
}
