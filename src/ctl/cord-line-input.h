/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines from a file descriptor in bounded memory: of a line longer than @most bytes and than a chunk, @most + 1 are
 * kept, which shows that it is too long. A line ends with LF or CR LF, the last one also with the end of the file. */

#define CORD_LINE_INPUT_CHUNK 65536

typedef struct
{
  int fd;
  gsize most;
  char *chunk;
  gsize at, size; /* of the chunk, what is still to be given out */
  GString *part;  /* the beginning of a line whose end was not in its chunk */
  gboolean cut;   /* more belongs to it than is kept */
  gboolean given;
  gboolean end; /* of the file */
} CordLineInput;

/* @fd stays the caller's. @most: bytes of a line. */
void cord_line_input_init (CordLineInput *self, int fd, gsize most);
void cord_line_input_clear (CordLineInput *self); /* frees the buffers; @fd stays open */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordLineInput, cord_line_input_clear)

/* The next line of what has been read, without its end and valid until the next call; FALSE when more is to be read
 * first, or when that was all (@end). */
gboolean cord_line_input_next (CordLineInput *self, const char **line, gsize *length);
/* Reads a chunk, waiting for it. FALSE, with errno, when that failed. */
gboolean cord_line_input_fill (CordLineInput *self);

G_END_DECLS
