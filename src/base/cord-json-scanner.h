/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tokens of a JSON text (RFC 8259), found one after the other by their bytes alone, in as many blocks as the text
 * arrives in. It judges nothing: what is not JSON comes out as tokens too, so that the import can find where a broken
 * resource ends. Whoever needs the text to be right checks what the tokens say (cord-json-limits.h). */
typedef enum
{
  CORD_JSON_NOTHING, /* the block is used up; the text may go on in the next one */
  CORD_JSON_OPEN_OBJECT,
  CORD_JSON_CLOSE_OBJECT,
  CORD_JSON_OPEN_ARRAY,
  CORD_JSON_CLOSE_ARRAY,
  CORD_JSON_COLON,
  CORD_JSON_COMMA,
  CORD_JSON_STRING,      /* a whole string of characters that stand for themselves, with both its quotes */
  CORD_JSON_OPEN_STRING, /* the quote of any other; its text, escapes and closing quote follow */
  CORD_JSON_CLOSE_STRING,
  CORD_JSON_TEXT,    /* in a string: a run of characters that stand for themselves, or a part of one */
  CORD_JSON_ESCAPE,  /* in a string: a backslash and the byte after it, which is missing at the end of a block */
  CORD_JSON_CONTROL, /* in a string: a control character, which JSON forbids there */
  CORD_JSON_LITERAL, /* outside: a number, a word or anything else, or a part of one */
} CordJsonToken;

/* Set @p and @end for each block and leave the rest alone from one block to the next; zero is the start of a text.
 * Between two calls @p may be set back into the token that was found, so that the rest of it is found again. */
typedef struct
{
  const char *p; /* what comes next */
  const char *end;
  gboolean in_string;
  gboolean in_escape; /* the last block ended between a backslash and what it escapes */
} CordJsonScanner;

/* The next token; it lies from @start to self->p. White space between tokens is passed over. */
CordJsonToken cord_json_scanner_next (CordJsonScanner *self, const char **start);

G_END_DECLS
