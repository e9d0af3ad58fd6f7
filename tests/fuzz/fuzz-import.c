/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "ctl/import/cord-json-splitter.h"
#include "wire/cord-json.h"

#include <string.h>

/* Any bytes split as the import does: an array splits into its elements exactly when it is one, lines into lines,
 * and with a buffer of a few bytes into the same pieces. */

/* An element may be one level less deep than the whole text. */
static const CordJsonLimits whole_limits = { 1024 * 1024, 32, G_MAXUINT, 64 * 1024 };
static const CordJsonLimits piece_limits = { 1024 * 1024, 31, G_MAXUINT, 64 * 1024 };

static CordJsonSplitter *
open_splitter (const guint8 *data, gsize size, gsize most)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize)size, NULL);

  return cord_json_splitter_new (stream, most, NULL);
}

static gboolean
is_space (char c)
{
  return c != '\0' && strchr (" \t\r\n", c) != NULL;
}

/* The piece is found at the reported position. */
static void
check_place (const guint8 *data, gsize size, const CordJsonPiece *piece)
{
  const char *at = (const char *)data;
  const char *end = at + size;

  for (guint64 line = 1; line < piece->line; line++)
    {
      at = memchr (at, '\n', (gsize)(end - at));
      FUZZ_REQUIRE (at != NULL, "line");
      at++;
    }
  if (piece->line == 1 && size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  at += piece->column - 1;
  FUZZ_REQUIRE (at + piece->length <= end && memcmp (at, piece->text, piece->length) == 0, "place");
  FUZZ_REQUIRE (piece->length > 0 && !is_space (*piece->text), "space");
}

/* The pieces as text, NULL after the first that fails. */
static GPtrArray *
split (const guint8 *data, gsize size, gsize most, GError **error)
{
  g_autoptr (CordJsonSplitter) splitter = open_splitter (data, size, most);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  CordJsonPiece piece;

  do
    {
      if (!cord_json_splitter_next (splitter, &piece, error))
        return NULL;
      if (piece.text == NULL)
        break;
      check_place (data, size, &piece);
      FUZZ_REQUIRE (piece.number == 0 || piece.number == pieces->len + 1, "number");
      g_ptr_array_add (pieces, g_bytes_new (piece.text, piece.length));
    }
  while (TRUE);
  FUZZ_REQUIRE (cord_json_splitter_get_bytes (splitter) == size, "bytes");
  return g_steal_pointer (&pieces);
}

static JsonNode *
parse (GBytes *piece)
{
  gsize length;
  const char *text = g_bytes_get_data (piece, &length);

  return cord_json_parse (text, (gssize)length, &piece_limits, NULL);
}

static gboolean
are_elements (GPtrArray *pieces, JsonArray *array)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      g_autoptr (JsonNode) node = parse (g_ptr_array_index (pieces, i));
      g_autofree char *text = node != NULL ? cord_json_write (node) : NULL;
      g_autofree char *wanted = NULL;

      if (node == NULL)
        return FALSE;
      if (array == NULL)
        continue;
      wanted = cord_json_write (json_array_get_element (array, i));
      FUZZ_REQUIRE (g_str_equal (text, wanted), wanted);
    }
  return TRUE;
}

static void
check_array (const char *text, gsize length, GPtrArray *pieces)
{
  g_autoptr (JsonNode) whole = cord_json_parse (text, (gssize)length, &whole_limits, NULL);
  JsonArray *array = whole != NULL ? json_node_get_array (whole) : NULL;

  FUZZ_REQUIRE (array == NULL || pieces != NULL, "an array was refused");
  FUZZ_REQUIRE (array == NULL || json_array_get_length (array) == pieces->len, "how many");
  FUZZ_REQUIRE ((pieces != NULL && are_elements (pieces, array)) == (array != NULL), "something else was split");
}

/* Whether @text with all its space taken out is what the pieces are, one after the other: nothing is lost or there
 * twice.
 */
static gboolean
are_all (const char *text, gsize length, GPtrArray *pieces)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) split = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (!is_space (text[i]))
      g_string_append_c (whole, text[i]);
  for (guint n = 0; n < pieces->len; n++)
    {
      gsize size;
      const char *piece = g_bytes_get_data (g_ptr_array_index (pieces, n), &size);

      for (gsize i = 0; i < size; i++)
        if (!is_space (piece[i]))
          g_string_append_c (split, piece[i]);
    }
  return g_string_equal (whole, split);
}

/* Some object may go over several lines only where a line that begins with a brace does not end with one. */
static void
check_lines (const char *text, gsize length, GPtrArray *pieces, const GError *error)
{
  guint lines = 0;
  gboolean spread = FALSE;

  for (gsize from = 0; from < length;)
    {
      const char *newline = memchr (text + from, '\n', length - from);
      gsize to = newline != NULL ? (gsize)(newline - text) : length;
      gsize end = to;

      while (from < to && is_space (text[from]))
        from++;
      while (end > from && is_space (text[end - 1]))
        end--;
      lines += from < end;
      spread = spread || (from < end && text[from] == '{' && text[end - 1] != '}');
      from = to + 1;
    }
  FUZZ_REQUIRE (pieces != NULL || (spread && g_str_equal (cord_error_get_reason (error), "truncated")), "refused");
  FUZZ_REQUIRE (pieces == NULL || spread || lines == pieces->len, "how many lines");
  FUZZ_REQUIRE (pieces == NULL || are_all (text, length, pieces), "not all");
}

static void
check_narrow (const guint8 *data, gsize size, GPtrArray *pieces, const GError *error)
{
  static const gsize most[] = { 8, 13, 40 };

  for (gsize i = 0; i < G_N_ELEMENTS (most); i++)
    {
      g_autoptr (GError) narrow = NULL;
      g_autoptr (GPtrArray) same = split (data, size, most[i], &narrow);

      if (narrow != NULL && g_strcmp0 (cord_error_get_reason (narrow), "json-too-large") == 0)
        continue;
      FUZZ_REQUIRE ((same == NULL) == (pieces == NULL), "one was refused");
      if (same == NULL)
        FUZZ_REQUIRE (g_str_equal (narrow->message, error->message), narrow->message);
      for (guint n = 0; same != NULL && n < same->len; n++)
        FUZZ_REQUIRE (g_bytes_equal (g_ptr_array_index (same, n), g_ptr_array_index (pieces, n)), "another piece");
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pieces = split (data, size, 1024 * 1024, &error);
  const char *text = (const char *)data;
  gsize length = size;

  if (size >= 2 && (memcmp (data, "\xfe\xff", 2) == 0 || memcmp (data, "\xff\xfe", 2) == 0))
    {
      FUZZ_REQUIRE (pieces == NULL, "UTF-16 was split");
      return 0;
    }
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  while (length > 0 && is_space (*text))
    {
      text++;
      length--;
    }
  if (length > 0 && *text == '[')
    check_array (text, length, pieces);
  else
    check_lines (text, length, pieces, error);
  check_narrow (data, size, pieces, error);
  return 0;
}
