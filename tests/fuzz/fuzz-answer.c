/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include <string.h>

static const char *const codes[]
    = { "invalid",       "impossible",     "overflow",           "zone",          "currency", "json-syntax",
        "json-too-deep", "json-too-large", "json-duplicate-key", "json-encoding", NULL };

JsonNode *
fuzz_answer_parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  FUZZ_REQUIRE (g_utf8_validate (text, -1, NULL) && strchr (text, '\n') == NULL, text);
  FUZZ_REQUIRE (json_parser_load_from_data (parser, text, -1, &error), text);
  FUZZ_REQUIRE (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)), text);
  return json_parser_steal_root (parser);
}

void
fuzz_answer_require_members (JsonObject *object, const char *const *names, const char *text)
{
  JsonObjectIter iter;
  const char *name;
  guint n = 0;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      FUZZ_REQUIRE (names[n] != NULL && strcmp (names[n], name) == 0, text);
      n++;
    }
  FUZZ_REQUIRE (names[n] == NULL, text);
}

gboolean
fuzz_answer_is_error (JsonNode *answer, gboolean with_id, const char *text)
{
  static const char *const members[] = { "id", "error", NULL };
  static const char *const inner[] = { "code", "message", NULL };
  JsonObject *object = json_node_get_object (answer);
  JsonObject *error;

  if (!json_object_has_member (object, "error"))
    return FALSE;
  fuzz_answer_require_members (object, members + (with_id ? 0 : 1), text);
  FUZZ_REQUIRE (JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "error")), text);
  error = json_object_get_object_member (object, "error");
  fuzz_answer_require_members (error, inner, text);
  FUZZ_REQUIRE (g_strv_contains (codes, json_object_get_string_member (error, "code")), text);
  FUZZ_REQUIRE (*json_object_get_string_member (error, "message") != '\0', text);
  return TRUE;
}

gboolean
fuzz_answer_is_null (JsonObject *object, const char *name)
{
  return json_object_get_null_member (object, name);
}

static const char *
string_of (JsonObject *object, const char *name, const char *text)
{
  JsonNode *node = json_object_get_member (object, name);

  FUZZ_REQUIRE (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING, text);
  return json_node_get_string (node);
}

/* Reads digits as a negative number, whose range has one value more; the cursor is left behind them. */
static gint64
read_digits (const char **cursor, gint64 value, const char *text)
{
  FUZZ_REQUIRE (g_ascii_isdigit (**cursor), text);
  for (; g_ascii_isdigit (**cursor); (*cursor)++)
    FUZZ_REQUIRE (
        !__builtin_mul_overflow (value, 10, &value) && !__builtin_sub_overflow (value, **cursor - '0', &value), text);
  return value;
}

gint64
fuzz_answer_amount (JsonObject *object, const char *name, guint scale, const char *text)
{
  const char *amount = string_of (object, name, text);
  gboolean negative = *amount == '-';
  const char *cursor = amount + (negative ? 1 : 0);
  const char *first = cursor;
  gint64 value = read_digits (&cursor, 0, text);

  FUZZ_REQUIRE (*first != '0' || cursor == first + 1, text);
  if (scale > 0)
    {
      const char *point = cursor++;

      FUZZ_REQUIRE (*point == '.', text);
      value = read_digits (&cursor, value, text);
      FUZZ_REQUIRE (cursor == point + 1 + scale, text);
    }
  FUZZ_REQUIRE (*cursor == '\0' && (value != 0 || !negative), text);
  FUZZ_REQUIRE (negative || value != G_MININT64, text);
  return negative ? value : -value;
}

void
fuzz_answer_fraction (JsonObject *object, const char *name, gint64 *over, gint64 *under, const char *text)
{
  const char *cursor = string_of (object, name, text);

  *over = -read_digits (&cursor, 0, text);
  FUZZ_REQUIRE (*cursor == '/', text);
  cursor++;
  *under = -read_digits (&cursor, 0, text);
  FUZZ_REQUIRE (*cursor == '\0' && *over >= 0 && *under > 0, text);
}
