/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-document.h"

#include "config.h"

#include "base/cord-json-scanner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
cord_document_clear (CordDocument *self)
{
  g_clear_pointer (&self->node, json_node_unref);
}

/* It was checked when it was stored; if it cannot be read any more, the store is at fault, not the request. */
JsonNode *
cord_document_parse (CordDocument *self, GError **error)
{
  if (self->node == NULL)
    self->node = cord_json_parse (self->text, -1, &CORD_JSON_LIMITS_FILE, NULL);
  if (self->node == NULL)
    cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, _ ("A stored document cannot be read"));
  return self->node;
}

/* Nodes */

/* The text of a simple value; NULL for an object, an array, null. */
static char *
dup_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (cord_json_is_decimal (node))
    return cord_json_dup_decimal (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return json_node_dup_string (node);
}

static gboolean
visit_leaf (JsonNode *node, CordDocumentFunc func, gpointer user_data)
{
  g_autofree char *text = dup_text (node);

  return text != NULL && func (text, cord_json_is_decimal (node), user_data);
}

/* What follows the first name of a path. */
static const char *
rest_of (const char *path, gsize length)
{
  return path[length] == '.' ? path + length + 1 : "";
}

gboolean
cord_document_visit_node (JsonNode *node, const char *path, CordDocumentFunc func, gpointer user_data)
{
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (cord_document_visit_node (json_array_get_element (array, i), path, func, user_data))
          return TRUE;
      return FALSE;
    }
  if (*path == '\0')
    return visit_leaf (node, func, user_data);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      gsize length = strcspn (path, ".");
      g_autofree char *name = g_strndup (path, length);

      return cord_document_visit_node (json_object_get_member (json_node_get_object (node), name),
                                       rest_of (path, length), func, user_data);
    }
  return FALSE;
}

/* Text */

typedef struct
{
  CordJsonScanner scanner;
  CordDocumentFunc func;
  gpointer user_data;
  GString *leaf; /* the value at hand */
  gboolean found;
  gboolean unsure; /* the scan does not tell: escapes where they matter, or no JSON */
} Scan;

static gboolean
is_over (const Scan *self)
{
  return self->found || self->unsure;
}

static gsize
length_of (const Scan *self, const char *start)
{
  return (gsize)(self->scanner.p - start);
}

static void
take_leaf (Scan *self, const char *start, gsize length, gboolean number)
{
  g_string_truncate (self->leaf, 0);
  g_string_append_len (self->leaf, start, (gssize)length);
  self->found = self->func (self->leaf->str, number, self->user_data);
}

/* A number stands as it is written, except that a node has no integer below zero that is zero. */
static void
take_literal (Scan *self, const char *start)
{
  gsize length = length_of (self, start);
  gboolean word = *start == 't' || *start == 'f';

  if (*start == 'n')
    return;
  if (length == 2 && memcmp (start, "-0", 2) == 0)
    start++, length--;
  take_leaf (self, start, length, !word);
}

/* Behind the opening quote of a string with escapes. */
static void
pass_string (Scan *self)
{
  const char *start;
  CordJsonToken token;

  do
    token = cord_json_scanner_next (&self->scanner, &start);
  while (token == CORD_JSON_TEXT || token == CORD_JSON_ESCAPE);
  self->unsure = self->unsure || token != CORD_JSON_CLOSE_STRING;
}

/* Behind an opening bracket, whatever is in it. */
static void
pass_container (Scan *self)
{
  guint depth = 1;

  while (depth > 0 && !self->unsure)
    {
      const char *start;
      CordJsonToken token = cord_json_scanner_next (&self->scanner, &start);

      if (token == CORD_JSON_OPEN_OBJECT || token == CORD_JSON_OPEN_ARRAY)
        depth++;
      else if (token == CORD_JSON_CLOSE_OBJECT || token == CORD_JSON_CLOSE_ARRAY)
        depth--;
      else if (token == CORD_JSON_OPEN_STRING)
        pass_string (self);
      else
        self->unsure = token == CORD_JSON_NOTHING;
    }
}

static void scan_value (Scan *self, CordJsonToken token, const char *start, const char *path, guint depth);

static void
pass_value (Scan *self, CordJsonToken token)
{
  if (token == CORD_JSON_OPEN_OBJECT || token == CORD_JSON_OPEN_ARRAY)
    pass_container (self);
  else if (token == CORD_JSON_OPEN_STRING)
    pass_string (self);
  else
    self->unsure = self->unsure || (token != CORD_JSON_STRING && token != CORD_JSON_LITERAL);
}

/* Whether another entry follows; anything but that or the end is no JSON. */
static gboolean
goes_on (Scan *self, CordJsonToken close)
{
  const char *start;
  CordJsonToken token;

  if (is_over (self))
    return FALSE;
  token = cord_json_scanner_next (&self->scanner, &start);
  self->unsure = token != CORD_JSON_COMMA && token != close;
  return token == CORD_JSON_COMMA;
}

static void
scan_array (Scan *self, const char *path, guint depth)
{
  const char *start;
  CordJsonToken token = cord_json_scanner_next (&self->scanner, &start);

  if (token == CORD_JSON_CLOSE_ARRAY)
    return;
  for (;;)
    {
      scan_value (self, token, start, path, depth);
      if (!goes_on (self, CORD_JSON_CLOSE_ARRAY))
        return;
      token = cord_json_scanner_next (&self->scanner, &start);
    }
}

/* A member, of which @token is the name: looked into if it is the next on the path. */
static void
scan_member (Scan *self, CordJsonToken token, const char *name, const char *path, guint depth)
{
  gsize length = strcspn (path, ".");
  gboolean wanted
      = token == CORD_JSON_STRING && length_of (self, name) == length + 2 && memcmp (name + 1, path, length) == 0;
  const char *start;

  /* A name with escapes may be the one. */
  self->unsure = token != CORD_JSON_STRING || cord_json_scanner_next (&self->scanner, &start) != CORD_JSON_COLON;
  if (self->unsure)
    return;
  token = cord_json_scanner_next (&self->scanner, &start);
  if (wanted)
    scan_value (self, token, start, rest_of (path, length), depth);
  else
    pass_value (self, token);
}

static void
scan_object (Scan *self, const char *path, guint depth)
{
  const char *start;
  CordJsonToken token = cord_json_scanner_next (&self->scanner, &start);

  if (token == CORD_JSON_CLOSE_OBJECT)
    return;
  for (;;)
    {
      scan_member (self, token, start, path, depth);
      if (!goes_on (self, CORD_JSON_CLOSE_OBJECT))
        return;
      token = cord_json_scanner_next (&self->scanner, &start);
    }
}

static void
scan_value (Scan *self, CordJsonToken token, const char *start, const char *path, guint depth)
{
  gboolean leaf = *path == '\0';

  if (depth > CORD_JSON_LIMITS_FILE.depth)
    self->unsure = TRUE;
  else if (token == CORD_JSON_OPEN_ARRAY)
    scan_array (self, path, depth + 1);
  else if (token == CORD_JSON_OPEN_OBJECT && !leaf)
    scan_object (self, path, depth + 1);
  else if (token == CORD_JSON_STRING && leaf)
    take_leaf (self, start + 1, length_of (self, start) - 2, FALSE);
  else if (token == CORD_JSON_OPEN_STRING && leaf)
    self->unsure = TRUE;
  else if (token == CORD_JSON_LITERAL && leaf)
    take_literal (self, start);
  else
    pass_value (self, token);
}

/* FALSE: it has to be parsed. */
static gboolean
scan (const char *text, const char *path, CordDocumentFunc func, gpointer user_data, gboolean *found)
{
  g_autoptr (GString) leaf = g_string_sized_new (64);
  Scan self
      = { .scanner = { .p = text, .end = text + strlen (text) }, .func = func, .user_data = user_data, .leaf = leaf };
  const char *start;
  CordJsonToken token = cord_json_scanner_next (&self.scanner, &start);

  scan_value (&self, token, start, path, 0);
  *found = self.found;
  return !self.unsure;
}

gboolean
cord_document_visit (CordDocument *self, const char *path, CordDocumentFunc func, gpointer user_data, gboolean *found,
                     GError **error)
{
  if (self->node == NULL && scan (self->text, path, func, user_data, found))
    return TRUE;
  if (cord_document_parse (self, error) == NULL)
    return FALSE;
  *found = cord_document_visit_node (self->node, path, func, user_data);
  return TRUE;
}

static gboolean
take_text (const char *text, gboolean number, gpointer user_data)
{
  *(char **)user_data = g_strdup (text);
  return TRUE;
}

gboolean
cord_document_dup_text (CordDocument *self, const char *path, char **text, GError **error)
{
  gboolean found;

  *text = NULL;
  return cord_document_visit (self, path, take_text, text, &found, error);
}
