/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-scanner.h"

/* What a byte does: it is white space, it ends a literal, it ends a run of text in a string. */
enum
{
  SPACE = 1 << 0,
  ENDS_LITERAL = 1 << 1,
  ENDS_TEXT = 1 << 2,
};

static const guint8 kinds[256] = {
  [0x00 ... 0x08] = ENDS_TEXT,
  ['\t'] = SPACE | ENDS_LITERAL | ENDS_TEXT,
  ['\n'] = SPACE | ENDS_LITERAL | ENDS_TEXT,
  [0x0b ... 0x0c] = ENDS_TEXT,
  ['\r'] = SPACE | ENDS_LITERAL | ENDS_TEXT,
  [0x0e ... 0x1f] = ENDS_TEXT,
  [' '] = SPACE | ENDS_LITERAL,
  ['"'] = ENDS_LITERAL | ENDS_TEXT,
  ['\\'] = ENDS_TEXT,
  ['{'] = ENDS_LITERAL,
  ['}'] = ENDS_LITERAL,
  ['['] = ENDS_LITERAL,
  [']'] = ENDS_LITERAL,
  [':'] = ENDS_LITERAL,
  [','] = ENDS_LITERAL,
};

static gboolean
is_kind (const char *p, guint8 kind)
{
  return (kinds[(guchar)*p] & kind) != 0;
}

/* A backslash and one byte; "\u" is followed by four more, which are text like any other here. */
static CordJsonToken
next_escape (CordJsonScanner *self)
{
  self->p += self->in_escape ? 0 : 1;
  self->in_escape = self->p == self->end;
  self->p += self->in_escape ? 0 : 1;
  return CORD_JSON_ESCAPE;
}

static const char *
end_of_text (const CordJsonScanner *self)
{
  const char *p = self->p;

  while (p < self->end && !is_kind (p, ENDS_TEXT))
    p++;
  return p;
}

static CordJsonToken
next_in_string (CordJsonScanner *self)
{
  const char *p = self->p;

  if (p == self->end)
    return CORD_JSON_NOTHING;
  if (self->in_escape || *p == '\\')
    return next_escape (self);
  self->p = end_of_text (self);
  if (self->p > p)
    return CORD_JSON_TEXT;
  self->p++;
  if (*p != '"')
    return CORD_JSON_CONTROL;
  self->in_string = FALSE;
  return CORD_JSON_CLOSE_STRING;
}

/* Behind an opening quote. Most strings are plain; taking those whole saves two calls for each. */
static CordJsonToken
next_string (CordJsonScanner *self)
{
  const char *p = end_of_text (self);

  if (p < self->end && *p == '"')
    {
      self->p = p + 1;
      return CORD_JSON_STRING;
    }
  self->in_string = TRUE;
  return CORD_JSON_OPEN_STRING;
}

static CordJsonToken
next_literal (CordJsonScanner *self)
{
  const char *p = self->p;

  while (p < self->end && !is_kind (p, ENDS_LITERAL))
    p++;
  self->p = p;
  return CORD_JSON_LITERAL;
}

static CordJsonToken
next_outside (CordJsonScanner *self)
{
  switch (*self->p++)
    {
    case '{':
      return CORD_JSON_OPEN_OBJECT;
    case '}':
      return CORD_JSON_CLOSE_OBJECT;
    case '[':
      return CORD_JSON_OPEN_ARRAY;
    case ']':
      return CORD_JSON_CLOSE_ARRAY;
    case ':':
      return CORD_JSON_COLON;
    case ',':
      return CORD_JSON_COMMA;
    case '"':
      return next_string (self);
    default:
      return next_literal (self);
    }
}

CordJsonToken
cord_json_scanner_next (CordJsonScanner *self, const char **start)
{
  const char *p = self->p;

  if (self->in_string)
    {
      *start = p;
      return next_in_string (self);
    }
  while (p < self->end && is_kind (p, SPACE))
    p++;
  *start = self->p = p;
  return p < self->end ? next_outside (self) : CORD_JSON_NOTHING;
}
