/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-answer.h"

#include "config.h"

#include "wire/cord-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

CordAnswer *
cord_answer_new (guint status, GBytes *bytes)
{
  CordAnswer *self = g_new0 (CordAnswer, 1);

  self->status = status;
  self->bytes = g_bytes_ref (bytes);
  self->total = -1;
  return self;
}

void
cord_answer_free (CordAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, json_node_unref);
  g_bytes_unref (self->bytes);
  g_free (self->etag);
  g_free (self->next);
  g_free (self);
}

static gboolean
is_next (const char *parameters)
{
  g_auto (GStrv) each = g_strsplit (parameters, ";", -1);

  for (gsize i = 0; each[i] != NULL; i++)
    {
      g_autofree char *text = g_ascii_strdown (g_strstrip (each[i]), -1);

      if (g_str_equal (text, "rel=next") || g_str_equal (text, "rel=\"next\""))
        return TRUE;
    }
  return FALSE;
}

char *
cord_answer_dup_next (const char *link)
{
  /* A comma may stand in an address, but not between an address and its parameters. */
  while (link != NULL && (link = strchr (link, '<')) != NULL)
    {
      const char *end = strchr (link, '>');
      g_autofree char *parameters = end != NULL ? g_strndup (end + 1, strcspn (end + 1, ",<")) : NULL;

      if (end == NULL)
        return NULL;
      if (is_next (parameters))
        return g_strndup (link + 1, (gsize)(end - link - 1));
      link = end;
    }
  return NULL;
}

gboolean
cord_answer_set_bad (GError **error, const char *detail)
{
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "bad-answer", NULL,
                              _ ("Try again; if it stays, tell the supervisor."),
                              _ ("The server's answer cannot be understood: %s"), detail);
}

gboolean
cord_answer_check (const CordAnswer *self, GError **error)
{
  if (self->status >= 200 && self->status < 300)
    return TRUE;
  if (self->status < 400)
    {
      g_autofree char *detail = g_strdup_printf (_ ("status %u, which the desk does not follow"), self->status);

      return cord_answer_set_bad (error, detail);
    }
  cord_problem_to_error (self->status, self->body, error);
  return FALSE;
}

gboolean
cord_answer_check_body (const CordAnswer *self, JsonNodeType type, GError **error)
{
  if (!cord_answer_check (self, error))
    return FALSE;
  if (self->body == NULL || json_node_get_node_type (self->body) != type)
    return cord_answer_set_bad (error,
                                type == JSON_NODE_ARRAY ? _ ("a list was expected") : _ ("an object was expected"));
  return TRUE;
}
