/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-reply.h"

#include "wire/cord-problem.h"

#include <string.h>

CordReply *
cord_reply_new (guint status)
{
  CordReply *self = g_new0 (CordReply, 1);

  self->status = status;
  self->content_type = "application/json";
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CordReply *
cord_reply_new_text (guint status, char *json_text)
{
  CordReply *self = cord_reply_new (status);

  self->body = json_text;
  return self;
}

CordReply *
cord_reply_new_json (guint status, JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return cord_reply_new_text (status, cord_json_write (owned));
}

CordReply *
cord_reply_new_error (const GError *error)
{
  CordReply *self = cord_reply_new_json (cord_problem_status (error), cord_problem_from_error (error));

  if (self->status == 401)
    cord_reply_set_header (self, "WWW-Authenticate", "Bearer");
  if (self->status == 503 || self->status == 429)
    cord_reply_set_header (self, "Retry-After", "1");
  return self;
}

CordReply *
cord_reply_new_later (CordReplyWork work, gpointer data, GDestroyNotify destroy)
{
  CordReply *self = cord_reply_new (0);

  self->work = work;
  self->work_data = data;
  self->work_destroy = destroy;
  return self;
}

void
cord_reply_free (CordReply *self)
{
  if (self->work != NULL)
    self->work_destroy (self->work_data);
  if (self->source != NULL)
    self->source_destroy (self->source_data);
  g_free (self->body);
  g_ptr_array_unref (self->headers);
  g_free (self);
}

void
cord_reply_set_header (CordReply *self, const char *name, const char *value)
{
  g_return_if_fail (strpbrk (value, "\r\n") == NULL);
  for (guint i = 0; i < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, i), name) == 0)
      {
        g_free (g_ptr_array_index (self->headers, i + 1));
        g_ptr_array_index (self->headers, i + 1) = g_strdup (value);
        return;
      }
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
cord_reply_set_count (CordReply *self, const char *name, gint64 count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  cord_reply_set_header (self, name, text);
}

void
cord_reply_set_retry (CordReply *self, gint64 seconds)
{
  cord_reply_set_count (self, "Retry-After", seconds);
}

void
cord_reply_set_source (CordReply *self, CordReplySource source, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (self->source == NULL && self->body != NULL);

  self->source = source;
  self->source_data = data;
  self->source_destroy = destroy;
}

char *
cord_reply_dup_headers (const CordReply *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->headers->len; i += 2)
    g_string_append_printf (text, "%s: %s\n", (char *)g_ptr_array_index (self->headers, i),
                            (char *)g_ptr_array_index (self->headers, i + 1));
  return g_string_free (text, FALSE);
}

void
cord_reply_read_headers (CordReply *self, const char *lines)
{
  g_auto (GStrv) each = g_strsplit (lines, "\n", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      char *colon = strstr (each[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      cord_reply_set_header (self, each[i], colon + 2);
    }
}
