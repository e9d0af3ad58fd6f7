/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-line-input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void
cord_line_input_init (CordLineInput *self, int fd, gsize most)
{
  *self = (CordLineInput){
    .fd = fd, .most = most, .chunk = g_malloc (CORD_LINE_INPUT_CHUNK), .part = g_string_new (NULL)
  };
}

void
cord_line_input_clear (CordLineInput *self)
{
  g_clear_pointer (&self->chunk, g_free);
  if (self->part != NULL)
    g_string_free (g_steal_pointer (&self->part), TRUE);
}

/* A carriage return beyond what is kept does not count as cut unless more follows it: it belongs to the line's end. */
static void
keep_part (CordLineInput *self, const char *text, gsize length)
{
  gsize room = self->most + 1 - self->part->len;
  gsize kept = MIN (room, length);

  g_string_append_len (self->part, text, (gssize)kept);
  while (!self->cut && kept < length)
    self->cut = text[kept++] != '\r';
}

static gboolean
give (CordLineInput *self, const char *text, gsize size, const char **line, gsize *length)
{
  while (!self->cut && size > 0 && text[size - 1] == '\r')
    size--;
  *line = text;
  *length = size;
  return TRUE;
}

static gboolean
give_part (CordLineInput *self, const char **line, gsize *length)
{
  self->given = TRUE;
  return give (self, self->part->str, self->part->len, line, length);
}

gboolean
cord_line_input_next (CordLineInput *self, const char **line, gsize *length)
{
  const char *text = self->chunk + self->at;
  gsize rest = self->size - self->at;
  const char *end = rest > 0 ? memchr (text, '\n', rest) : NULL;
  gsize size = end != NULL ? (gsize)(end - text) : rest;

  if (self->given)
    {
      g_string_truncate (self->part, 0);
      self->given = self->cut = FALSE;
    }
  self->at += end != NULL ? size + 1 : size;
  if (end != NULL && self->part->len == 0)
    return give (self, text, size, line, length);
  keep_part (self, text, size);
  if (end != NULL || (self->end && self->part->len > 0))
    return give_part (self, line, length);
  return FALSE;
}

gboolean
cord_line_input_fill (CordLineInput *self)
{
  gssize n;

  g_assert (self->at == self->size && !self->end);
  do
    n = read (self->fd, self->chunk, CORD_LINE_INPUT_CHUNK);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return FALSE;
  self->at = 0;
  self->size = (gsize)n;
  self->end = n == 0;
  return TRUE;
}
