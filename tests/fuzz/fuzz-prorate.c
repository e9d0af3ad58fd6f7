/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "billing/cord-prorate.h"
#include "ctl/cord-billing-lines.h"
#include "wire/cord-json.h"

#include <string.h>

/* cordboardctl prorate on any bytes: lines as the command reads them, every answer recomputed from the fraction it
 * states. */

typedef __int128 Wide;

typedef struct
{
  Wide unscaled;
  guint decimals;
} Price;

/* FALSE when there is none, or when it is too large for this arithmetic. */
static gboolean
read_price (JsonNode *input, const char *name, Price *out)
{
  const char *text = cord_json_find_string (input, name);
  gboolean fraction = FALSE;

  *out = (Price){ 0, 0 };
  for (; text != NULL && *text != '\0'; text++)
    if (*text == '.')
      fraction = TRUE;
    else
      {
        if (__builtin_mul_overflow (out->unscaled, 10, &out->unscaled)
            || __builtin_add_overflow (out->unscaled, *text - '0', &out->unscaled))
          return FALSE;
        out->decimals += fraction ? 1 : 0;
      }
  return text != NULL;
}

static gboolean
rounds_up (const char *mode, Wide quotient, Wide rest, Wide under)
{
  Wide other = under - rest;

  if (rest == 0 || strcmp (mode, "truncate") == 0 || strcmp (mode, "floor") == 0)
    return FALSE;
  if (strcmp (mode, "ceiling") == 0)
    return TRUE;
  if (rest != other)
    return rest > other;
  return strcmp (mode, "half-up") == 0 || (strcmp (mode, "half-even") == 0 && quotient % 2 != 0);
}

/* round (price × over ÷ under) in minor units; FALSE when this arithmetic overflows. */
static gboolean
share (const Price *price, Wide over, Wide under, guint scale, const char *mode, Wide *out)
{
  Wide product = price->unscaled;

  for (guint i = price->decimals; i < scale; i++)
    if (__builtin_mul_overflow (product, 10, &product))
      return FALSE;
  for (guint i = scale; i < price->decimals; i++)
    under *= 10;
  if (__builtin_mul_overflow (product, over, &product))
    return FALSE;
  *out = product / under;
  *out += rounds_up (mode, *out, product % under, under) ? 1 : 0;
  return TRUE;
}

static const char *
mode_of (JsonNode *input)
{
  const char *mode = cord_json_find_string (input, "policy.rounding");

  return mode != NULL ? mode : "half-up";
}

typedef struct
{
  JsonNode *input;
  JsonObject *object;
  const char *text;
  guint scale;
  gint64 used, unused, whole;
} Answer;

static Wide
check_old (const Answer *a)
{
  Price price;
  Wide whole, used, credit, charge;

  FUZZ_REQUIRE (fuzz_answer_is_null (a->object, "credit") == fuzz_answer_is_null (a->object, "used_charge"), a->text);
  FUZZ_REQUIRE (fuzz_answer_is_null (a->object, "credit") == (cord_json_find_string (a->input, "old") == NULL),
                a->text);
  if (fuzz_answer_is_null (a->object, "credit"))
    return 0;
  credit = fuzz_answer_amount (a->object, "credit", a->scale, a->text);
  charge = fuzz_answer_amount (a->object, "used_charge", a->scale, a->text);
  if (read_price (a->input, "old", &price) && share (&price, 1, 1, a->scale, mode_of (a->input), &whole)
      && share (&price, a->used, a->whole, a->scale, mode_of (a->input), &used))
    FUZZ_REQUIRE (charge == used && credit + charge == whole, a->text);
  return credit;
}

static Wide
check_new (const Answer *a)
{
  Price price;
  Wide part, charge;

  FUZZ_REQUIRE (fuzz_answer_is_null (a->object, "charge") == (cord_json_find_string (a->input, "new") == NULL),
                a->text);
  if (fuzz_answer_is_null (a->object, "charge"))
    return 0;
  charge = fuzz_answer_amount (a->object, "charge", a->scale, a->text);
  if (read_price (a->input, "new", &price) && share (&price, a->unused, a->whole, a->scale, mode_of (a->input), &part))
    FUZZ_REQUIRE (charge == part, a->text);
  return charge;
}

static void
check_result (JsonNode *input, JsonObject *object, const char *text)
{
  static const char *const members[]
      = { "id", "cycle", "used", "unused", "credit", "charge", "used_charge", "net", NULL };
  static const char *const plain[] = { "id", "used", "unused", "credit", "charge", "used_charge", "net", NULL };
  gboolean anchored
      = cord_json_find (input, "cycle.anchor") != NULL || cord_json_find (input, "cycle.containing") != NULL;
  Answer a = { .input = input, .object = object, .text = text };
  gint64 whole;
  Wide credit, charge;

  fuzz_answer_require_members (object, anchored ? members : plain, text);
  a.scale = (guint)json_node_get_int (cord_json_find (input, "scale"));
  fuzz_answer_fraction (object, "used", &a.used, &a.whole, text);
  fuzz_answer_fraction (object, "unused", &a.unused, &whole, text);
  FUZZ_REQUIRE (whole == a.whole && a.used + a.unused == a.whole, text);
  credit = check_old (&a);
  charge = check_new (&a);
  FUZZ_REQUIRE (fuzz_answer_amount (object, "net", a.scale, text) == charge - credit, text);
}

/* The id of the case is returned as given, and null where there was none. */
static void
check_id (JsonNode *input, JsonObject *object, const char *text)
{
  JsonNode *given = input != NULL && JSON_NODE_HOLDS_OBJECT (input)
                        ? json_object_get_member (json_node_get_object (input), "id")
                        : NULL;
  JsonNode *answered = json_object_get_member (object, "id");
  gboolean string = given != NULL && JSON_NODE_HOLDS_VALUE (given) && json_node_get_value_type (given) == G_TYPE_STRING
                    && !cord_json_is_decimal (given);
  gboolean integer = given != NULL && JSON_NODE_HOLDS_VALUE (given) && json_node_get_value_type (given) == G_TYPE_INT64;

  if (string || integer)
    FUZZ_REQUIRE (json_node_equal (given, answered), text);
  else
    FUZZ_REQUIRE (JSON_NODE_HOLDS_NULL (answered), text);
}

static void
check_line (const char *line, gsize length)
{
  static GHashTable *zones = NULL; /* as the command keeps them from line to line */
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (JsonNode) input = cord_json_parse (line, (gssize)length, NULL, NULL);
  g_autoptr (JsonNode) answer = NULL;
  gboolean good;

  if (zones == NULL)
    zones = cord_prorate_zones_new ();
  good = cord_billing_prorate (zones, line, length, text);
  FUZZ_REQUIRE (cord_billing_prorate (NULL, line, length, again) == good && g_string_equal (text, again), text->str);
  answer = fuzz_answer_parse (text->str);
  check_id (input, json_node_get_object (answer), text->str);
  FUZZ_REQUIRE (fuzz_answer_is_error (answer, TRUE, text->str) == !good, text->str);
  if (good)
    check_result (input, json_node_get_object (answer), text->str);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *at = (const char *)data;
  const char *end = at + size;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', (gsize)(end - at));
      gsize length = (gsize)((stop != NULL ? stop : end) - at);
      g_autofree char *line = g_memdup2 (at, length); /* no byte follows that could be read by mistake */

      at += length + 1;
      while (length > 0 && line[length - 1] == '\r')
        length--;
      if (length > 0)
        check_line (line, length);
      if (stop == NULL)
        break;
    }
  return 0;
}
