/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "ctl/cord-billing-lines.h"
#include "wire/cord-json.h"

#include <stdlib.h>
#include <string.h>

/* cordboardctl quote on any bytes: an answer is the same when asked again, adds up, and is sealed as written; a
 * refusal leaves the engine as it was. */

#define CYCLES_MOST 500
#define SOUND_EVERY 32 /* refusals */

static const char sound[] = "{\"currency\":\"EUR\",\"scale\":2,\"zone\":\"UTC\",\"cycle\":{\"anchor\":31,\"months\":1},"
                            "\"catalog\":{\"S\":{\"price\":\"30\"},"
                            "\"M\":{\"price\":\"45\",\"tax\":\"19\"}},\"history\":[{\"type\":\"start\",\"product\":"
                            "\"p\",\"offer\":\"S\",\"effective\":"
                            "\"2024-01-31\",\"recorded\":\"2024-01-31\"}],\"now\":\"2024-02-10\",\"change\":{\"type\":"
                            "\"change\",\"product\":\"p\",\"offer\":"
                            "\"M\"},\"effective\":\"2024-02-10\"}";

typedef __int128 Wide;

typedef struct
{
  Wide net, tax, gross;
} Sum;

typedef struct
{
  const char *text;
  guint scale;
  gboolean inclusive;
} Context;

/* In a row of the ladder, or a line, net and tax sum to gross. */
static void
add_row (const Context *c, JsonObject *object, Sum *sum)
{
  gint64 net = fuzz_answer_amount (object, "net", c->scale, c->text);
  gint64 tax = fuzz_answer_amount (object, "tax", c->scale, c->text);
  gint64 gross = fuzz_answer_amount (object, "gross", c->scale, c->text);

  FUZZ_REQUIRE ((Wide)net + tax == gross, c->text);
  sum->net += net;
  sum->tax += tax;
  sum->gross += gross;
}

/* The amount is what is due now, or a credit limited to what had been paid. */
static void
check_amount (const Context *c, JsonObject *line)
{
  gint64 position = fuzz_answer_amount (line, "position", c->scale, c->text);
  gint64 invoiced = fuzz_answer_amount (line, "invoiced", c->scale, c->text);
  gint64 amount = fuzz_answer_amount (line, c->inclusive ? "gross" : "net", c->scale, c->text);
  Wide due = (Wide)position - invoiced;

  FUZZ_REQUIRE (amount != 0, c->text);
  if (amount == due)
    FUZZ_REQUIRE (due >= 0 || invoiced <= 0 || -(Wide)amount <= invoiced, c->text);
  else
    FUZZ_REQUIRE (due < amount && amount < 0 && invoiced > 0 && -(Wide)amount <= invoiced, c->text);
}

static void
check_ticks (const Context *c, JsonObject *line)
{
  const char *key = json_object_get_string_member (line, "key");
  gboolean fee = g_str_has_prefix (key, "once/") || g_str_has_prefix (key, "etf/");
  gint64 over, under;

  FUZZ_REQUIRE (fee || g_str_has_prefix (key, "recurring/") || g_str_has_prefix (key, "discount/"), c->text);
  FUZZ_REQUIRE (fee == fuzz_answer_is_null (line, "ticks"), c->text);
  if (!fee)
    fuzz_answer_fraction (line, "ticks", &over, &under, c->text);
}

/* "YYYY-MM-DD KEY" of a line: lines are sorted by cycle, then key, and unique. */
static char *
place_of (const Context *c, JsonObject *line)
{
  JsonObject *cycle = json_object_get_object_member (line, "cycle");
  const char *start = json_object_get_string_member (cycle, "start");

  FUZZ_REQUIRE (strcmp (start, json_object_get_string_member (cycle, "end")) < 0, c->text);
  return g_strconcat (start, " ", json_object_get_string_member (line, "key"), NULL);
}

static Sum
check_lines (const Context *c, JsonArray *lines)
{
  static const char *const plain[] = { "key", "cycle", "ticks", "position", "invoiced", "net", "tax", "gross", NULL };
  static const char *const taxed[]
      = { "key", "cycle", "ticks", "position", "invoiced", "net", "tax", "gross", "taxes", NULL };
  g_autofree char *before = g_strdup ("");
  Sum sum = { 0 };

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      char *place = place_of (c, line);

      fuzz_answer_require_members (line, json_object_has_member (line, "taxes") ? taxed : plain, c->text);
      FUZZ_REQUIRE (strcmp (before, place) < 0, c->text);
      g_free (before);
      before = place;
      check_ticks (c, line);
      check_amount (c, line);
      add_row (c, line, &sum);
    }
  return sum;
}

static Sum
check_ladder (const Context *c, JsonObject *ladder, gboolean candidate)
{
  static const char *const steps[] = { "next", "steady", "year" };
  static const char *const members[] = { "this", "next", "steady", "after", "year", NULL };
  static const char *const of_candidate[] = { "this", "next", "first", "steady", "after", "year", NULL };
  JsonArray *after;
  Sum this_bill = { 0 }, others = { 0 };

  fuzz_answer_require_members (ladder, candidate ? of_candidate : members, c->text);
  add_row (c, json_object_get_object_member (ladder, "this"), &this_bill);
  if (candidate && !fuzz_answer_is_null (ladder, "first"))
    add_row (c, json_object_get_object_member (ladder, "first"), &others);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    add_row (c, json_object_get_object_member (ladder, steps[i]), &others);
  after = json_object_get_array_member (ladder, "after");
  for (guint i = 0; i < json_array_get_length (after); i++)
    add_row (c, json_array_get_object_element (after, i), &others);
  return this_bill;
}

/* The seal is that of the input as read and the lines as written. */
static void
check_seal (const Context *c, JsonNode *input, JsonObject *answer)
{
  g_autoptr (JsonNode) whole = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *digest = NULL;
  JsonObject *seal = json_object_get_object_member (answer, "seal");
  const char *letters = json_object_get_string_member (seal, "letters");
  const char *hex = json_object_get_string_member (seal, "sha256");
  guint64 first;

  json_node_take_object (whole, json_object_new ());
  json_object_set_member (json_node_get_object (whole), "input", json_node_copy (input));
  json_object_set_member (json_node_get_object (whole), "lines",
                          json_node_copy (json_object_get_member (answer, "lines")));
  value = cord_json_to_value (whole);
  digest = cord_value_digest (value, NULL, 0);
  FUZZ_REQUIRE (strcmp (digest, hex) == 0 && strlen (letters) == 8, c->text);
  digest[10] = '\0';
  first = g_ascii_strtoull (digest, NULL, 16);
  for (guint i = 0; i < 8; i++)
    FUZZ_REQUIRE (letters[i] == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[first >> (35 - 5 * i) & 31], c -> text);
}

static void
check_result (JsonNode *input, JsonObject *answer, const char *text)
{
  const char *tax = cord_json_find_string (input, "tax");
  Context c = { text, (guint)json_node_get_int (cord_json_find (input, "scale")), g_strcmp0 (tax, "inclusive") == 0 };
  JsonObject *ladder = json_object_get_object_member (answer, "ladder");
  Sum lines = check_lines (&c, json_object_get_array_member (answer, "lines"));
  Sum bill = check_ladder (&c, json_object_get_object_member (ladder, "candidate"), TRUE);

  check_ladder (&c, json_object_get_object_member (ladder, "current"), FALSE);
  FUZZ_REQUIRE (lines.net == bill.net && lines.tax == bill.tax && lines.gross == bill.gross, text);
  FUZZ_REQUIRE (json_object_has_member (answer, "replaced"), text);
  check_seal (&c, input, answer);
}

/* State that does not show in these answers has no other effect either: the valid quote is answered as before. */
static void
check_sound (void)
{
  static char *wanted = NULL;
  static guint refusals = 0;
  g_autoptr (GString) text = NULL;

  if (refusals++ % SOUND_EVERY != 0)
    return;
  text = g_string_new (NULL);
  FUZZ_REQUIRE (cord_billing_quote (sound, sizeof sound - 1, text), text->str);
  if (wanted == NULL)
    wanted = g_strdup (text->str);
  FUZZ_REQUIRE (strcmp (text->str, wanted) == 0, text->str);
}

static int
year_of (JsonNode *object, const char *path)
{
  const char *date = cord_json_find_string (object, path);

  return date != NULL && strlen (date) >= 10 ? atoi (date) : 2024;
}

/* Of the dates at which the events of an array take effect. */
static void
widen (JsonNode *events, int *first, int *last)
{
  if (events == NULL || !JSON_NODE_HOLDS_ARRAY (events))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (events)); i++)
    {
      int year = year_of (json_array_get_element (json_node_get_array (events), i), "effective");

      *first = MIN (*first, year);
      *last = MAX (*last, year);
    }
}

/* The cost grows with the cycles that have passed, one line or more for each: inputs of centuries are skipped. */
static gboolean
is_long (JsonNode *input)
{
  JsonNode *months = cord_json_find (input, "cycle.months");
  JsonNode *days = cord_json_find (input, "cycle.days");
  gint64 n_months = months != NULL && JSON_NODE_HOLDS_VALUE (months) ? json_node_get_int (months) : 1;
  gint64 n_days = days != NULL && JSON_NODE_HOLDS_VALUE (days) ? json_node_get_int (days) : 30;
  int last = MAX (year_of (input, "now"), year_of (input, "effective"));
  int first = MIN (year_of (input, "now"), year_of (input, "effective"));

  widen (cord_json_find (input, "history"), &first, &last);
  widen (cord_json_find (input, "changes"), &first, &last);
  return (last - first + 1) * 366 / MAX (1, MIN (n_days, 30 * MAX (1, n_months))) > CYCLES_MOST;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *bare = size > 0 ? g_memdup2 (data, size) : g_malloc (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (JsonNode) input = cord_json_parse (bare, (gssize)size, NULL, NULL);
  g_autoptr (JsonNode) answer = NULL;
  gboolean good;

  if (input != NULL && is_long (input))
    return 0;
  good = cord_billing_quote (bare, size, text);
  FUZZ_REQUIRE (cord_billing_quote (bare, size, again) == good && g_string_equal (text, again), text->str);
  answer = fuzz_answer_parse (text->str);
  FUZZ_REQUIRE (fuzz_answer_is_error (answer, FALSE, text->str) == !good, text->str);
  if (good)
    check_result (input, json_node_get_object (answer), text->str);
  else
    check_sound ();
  return 0;
}
