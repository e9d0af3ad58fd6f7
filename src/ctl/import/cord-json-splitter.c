/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-json-splitter.h"

#include "config.h"

#include "base/cord-json-scanner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK (256 * 1024)
#define MOST_LEAST 8 /* a byte order mark must fit in */

typedef enum
{
  FORM_UNKNOWN,
  FORM_LINES,
  FORM_ARRAY,      /* before its first element */
  FORM_ARRAY_NEXT, /* after a comma */
  FORM_ARRAY_DONE,
} Form;

struct _CordJsonSplitter
{
  GInputStream *stream;
  GCancellable *cancellable;
  gsize most;
  char *buffer;
  gsize room;
  gsize start; /* of what is not split yet */
  gsize end;
  gboolean ended; /* the stream */
  Form form;
  guint64 bytes;
  guint64 number; /* of the last element */
  guint64 line;   /* of start */
  guint64 column;
};

CordJsonSplitter *
cord_json_splitter_new (GInputStream *stream, gsize most, GCancellable *cancellable)
{
  CordJsonSplitter *self = g_new0 (CordJsonSplitter, 1);

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), self);
  self->stream = g_object_ref (stream);
  g_set_object (&self->cancellable, cancellable);
  self->most = MAX (most, MOST_LEAST);
  self->room = MIN (BLOCK, self->most + 1);
  self->buffer = g_malloc (self->room);
  self->line = self->column = 1;
  return self;
}

void
cord_json_splitter_free (CordJsonSplitter *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_free (self->buffer);
  g_free (self);
}

/* Takes @n bytes of what was read. */
static void
advance (CordJsonSplitter *self, gsize n)
{
  const char *at = self->buffer + self->start;
  const char *end = at + n;
  const char *newline;

  while ((newline = memchr (at, '\n', (gsize)(end - at))) != NULL)
    {
      self->line++;
      self->column = 1;
      at = newline + 1;
    }
  self->column += (guint64)(end - at);
  self->start += n;
  self->bytes += n;
}

static gboolean
refuse (CordJsonSplitter *self, const char *reason, const char *hint, const char *what, GError **error)
{
  g_autofree char *member
      = g_strdup_printf ("line %" G_GUINT64_FORMAT ", column %" G_GUINT64_FORMAT, self->line, self->column);

  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, hint,
                              _ ("This is not acceptable JSON: %s at %s."), what, member);
}

/* Puts more behind what is there, or finds that the stream has ended. */
static gboolean
read_more (CordJsonSplitter *self, GError **error)
{
  gssize n;

  memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;
  if (self->end > self->most)
    return refuse (self, "json-too-large", _ ("One resource is one element of the array, or one line."),
                   _ ("a resource is too long"), error);
  if (self->end == self->room)
    {
      self->room = MIN (2 * self->room, self->most + 1);
      self->buffer = g_realloc (self->buffer, self->room);
    }
  n = g_input_stream_read (self->stream, self->buffer + self->end, self->room - self->end, self->cancellable, error);
  if (n < 0)
    return FALSE;
  self->end += (gsize)n;
  self->ended = n == 0;
  return TRUE;
}

static gboolean
is_at_end (const CordJsonSplitter *self)
{
  return self->ended && self->start == self->end;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static gboolean
skip_space (CordJsonSplitter *self, GError **error)
{
  for (;;)
    {
      gsize n = 0;

      while (self->start + n < self->end && is_space (self->buffer[self->start + n]))
        n++;
      advance (self, n);
      if (self->start < self->end || self->ended)
        return TRUE;
      if (!read_more (self, error))
        return FALSE;
    }
}

static gboolean
begins_with (const CordJsonSplitter *self, const char *mark)
{
  gsize length = strlen (mark);

  return self->end - self->start >= length && memcmp (self->buffer + self->start, mark, length) == 0;
}

/* At least one block, unless the stream is shorter. */
static gboolean
read_block (CordJsonSplitter *self, GError **error)
{
  while (!self->ended && self->end - self->start < MIN (BLOCK, self->most))
    if (!read_more (self, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_form (CordJsonSplitter *self, GError **error)
{
  if (!read_block (self, error))
    return FALSE;
  if (begins_with (self, "\xfe\xff") || begins_with (self, "\xff\xfe"))
    return refuse (self, "json-encoding", _ ("Save it as UTF-8."), _ ("the text is UTF-16"), error);
  if (begins_with (self, "\xef\xbb\xbf"))
    {
      advance (self, 3);
      self->column = 1;
    }
  if (!skip_space (self, error))
    return FALSE;
  self->form = begins_with (self, "[") ? FORM_ARRAY : FORM_LINES;
  if (self->form == FORM_ARRAY)
    advance (self, 1);
  return TRUE;
}

static void
give (CordJsonSplitter *self, gsize length, gsize separator, CordJsonPiece *piece)
{
  piece->text = self->buffer + self->start;
  piece->length = length;
  piece->number = self->number;
  piece->line = self->line;
  piece->column = self->column;
  advance (self, length + separator);
}

/* Finds the end of the line that is next: *length without its newline, *newline whether there is one. */
static gboolean
find_line (CordJsonSplitter *self, gsize *length, gboolean *newline, GError **error)
{
  gsize seen = 0;
  const char *end;

  for (;;)
    {
      end = memchr (self->buffer + self->start + seen, '\n', self->end - self->start - seen);
      if (end != NULL || self->ended)
        break;
      seen = self->end - self->start;
      if (!read_more (self, error))
        return FALSE;
    }
  *newline = end != NULL;
  *length = (end != NULL ? (gsize)(end - self->buffer) : self->end) - self->start;
  return TRUE;
}

/* Sets *spread to whether the object that begins here is printed over several lines: its first line does not end it,
 * and the next one that is not empty does not begin another. So one line that is damaged costs no other. */
static gboolean
find_spread (CordJsonSplitter *self, gsize length, gboolean *spread, GError **error)
{
  gsize n = length;

  while (n > 0 && is_space (self->buffer[self->start + n - 1]))
    n--;
  *spread = n > 0 && self->buffer[self->start] == '{' && self->buffer[self->start + n - 1] != '}';
  if (!*spread || n == 1)
    return TRUE;
  for (n = length; n < self->end - self->start || !self->ended; n++)
    {
      char c;

      if (n == self->end - self->start && !read_more (self, error))
        return FALSE;
      if (n == self->end - self->start)
        break;
      c = self->buffer[self->start + n];
      *spread = c != '{';
      if (c != '\n' && c != '\r')
        return TRUE;
    }
  *spread = FALSE;
  return TRUE;
}

/* What a document is part of, which says how it ends: an element of an array at the comma or the bracket behind it, an
 * object that goes over several lines with its own brace. */
typedef enum
{
  PART_ELEMENT,
  PART_OBJECT,
} Part;

/* Where a document stands, from one block to the next. */
typedef struct
{
  Part part;
  CordJsonScanner scanner;
  gsize scanned; /* bytes from its first one */
  guint depth;
} Place;

static gboolean
is_open (CordJsonToken token)
{
  return token == CORD_JSON_OPEN_OBJECT || token == CORD_JSON_OPEN_ARRAY;
}

static gboolean
is_close (CordJsonToken token)
{
  return token == CORD_JSON_CLOSE_OBJECT || token == CORD_JSON_CLOSE_ARRAY;
}

/* TRUE when the document ends at @length. */
static gboolean
find_end (const CordJsonSplitter *self, Place *place, gsize *length)
{
  const char *document = self->buffer + self->start;
  const char *start;
  CordJsonToken token;

  place->scanner.p = document + place->scanned;
  place->scanner.end = self->buffer + self->end;
  while ((token = cord_json_scanner_next (&place->scanner, &start)) != CORD_JSON_NOTHING)
    {
      if (place->part == PART_ELEMENT && place->depth == 0
          && (token == CORD_JSON_COMMA || token == CORD_JSON_CLOSE_ARRAY))
        {
          *length = (gsize)(start - document);
          return TRUE;
        }
      if (is_open (token))
        place->depth++;
      else if (is_close (token) && place->depth > 0 && --place->depth == 0 && place->part == PART_OBJECT)
        {
          *length = (gsize)(place->scanner.p - document);
          return TRUE;
        }
    }
  place->scanned = (gsize)(place->scanner.p - document);
  return FALSE;
}

static gboolean
refuse_cut (CordJsonSplitter *self, Part part, GError **error)
{
  advance (self, self->end - self->start);
  return refuse (self, "truncated", _ ("It was cut off. Write or fetch it again."),
                 part == PART_ELEMENT ? _ ("the text ends inside the array") : _ ("the text ends inside a resource"),
                 error);
}

/* Reads until the document is there. */
static gboolean
read_part (CordJsonSplitter *self, Part part, gsize *length, GError **error)
{
  Place place = { .part = part };

  while (!find_end (self, &place, length))
    {
      if (self->ended)
        return refuse_cut (self, part, error);
      if (!read_more (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
next_line (CordJsonSplitter *self, CordJsonPiece *piece, GError **error)
{
  gsize length;
  gboolean newline, spread;

  if (!skip_space (self, error) || !find_line (self, &length, &newline, error)
      || !find_spread (self, length, &spread, error))
    return FALSE;
  if (spread && !read_part (self, PART_OBJECT, &length, error))
    return FALSE;
  if (newline || length > 0)
    give (self, length, newline && !spread ? 1 : 0, piece);
  return TRUE;
}

static gboolean
next_element (CordJsonSplitter *self, CordJsonPiece *piece, GError **error)
{
  gsize length;
  char end;

  if (!read_part (self, PART_ELEMENT, &length, error))
    return FALSE;
  if (length == 0)
    return refuse (self, "json-syntax", _ ("Correct the text there and send it again."), _ ("a value was expected"),
                   error);
  end = self->buffer[self->start + length];
  self->number++;
  give (self, length, 1, piece);
  self->form = end == ',' ? FORM_ARRAY_NEXT : FORM_ARRAY_DONE;
  return TRUE;
}

static gboolean
next_in_array (CordJsonSplitter *self, CordJsonPiece *piece, GError **error)
{
  if (!skip_space (self, error))
    return FALSE;
  if (self->form == FORM_ARRAY_DONE && !is_at_end (self))
    return refuse (self, "json-syntax", _ ("Keep one array in a file."), _ ("something stands after the array"), error);
  if (self->form == FORM_ARRAY_DONE)
    return TRUE;
  if (self->form == FORM_ARRAY && begins_with (self, "]"))
    {
      advance (self, 1);
      self->form = FORM_ARRAY_DONE;
      return next_in_array (self, piece, error);
    }
  return next_element (self, piece, error);
}

gboolean
cord_json_splitter_next (CordJsonSplitter *self, CordJsonPiece *piece, GError **error)
{
  g_return_val_if_fail (self != NULL && piece != NULL, FALSE);

  *piece = (CordJsonPiece){ 0 };
  if (self->form == FORM_UNKNOWN && !find_form (self, error))
    return FALSE;
  return self->form == FORM_LINES ? next_line (self, piece, error) : next_in_array (self, piece, error);
}

const char *
cord_json_splitter_peek (CordJsonSplitter *self, gsize *length, GError **error)
{
  g_return_val_if_fail (self != NULL && length != NULL, NULL);

  if (!read_block (self, error))
    return NULL;
  *length = self->end - self->start;
  return self->buffer + self->start;
}

guint64
cord_json_splitter_get_bytes (const CordJsonSplitter *self)
{
  return self->bytes;
}
