/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-kind.h"

#include "config.h"

#include "base/cord-period.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Without braces, which stand for what is filled in: "/product/{id}". */
#define NOT_IN_A_URI " \"<>\\^`|"

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && !cord_json_is_decimal (node);
}

/* GLib's parser accepts blanks and brackets in a path. */
static gboolean
has_uri_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p) || strchr (NOT_IN_A_URI, *p) != NULL)
        return FALSE;
      if (*p == '%' && (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2])))
        return FALSE;
    }
  return TRUE;
}

/* In front of the first colon, if that is in the first segment, stands a scheme (RFC 3986, 4.2). */
static gboolean
has_a_scheme_or_none (const char *text)
{
  return text[strcspn (text, ":/?#")] != ':' || g_uri_peek_scheme (text) != NULL;
}

static gboolean
is_uri (JsonNode *node)
{
  const char *text = is_text (node) ? json_node_get_string (node) : NULL;
  g_autoptr (GUri) base = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL || !has_uri_characters (text) || !has_a_scheme_or_none (text))
    return FALSE;
  base = g_uri_build (G_URI_FLAGS_ENCODED, "http", NULL, "localhost", -1, "/", NULL, NULL);
  uri = g_uri_parse_relative (base, text, G_URI_FLAGS_ENCODED, &error);
  /* The examples of the published files begin with "https://host:port/". */
  return uri != NULL || g_error_matches (error, G_URI_ERROR, G_URI_ERROR_BAD_PORT);
}

/* A date alone is its midnight in UTC, as in queries. */
static gboolean
is_instant (JsonNode *node)
{
  gint64 instant;
  CordDate date;

  return is_text (node)
         && (cord_tmf_instant (json_node_get_string (node), &instant)
             || cord_date_parse (json_node_get_string (node), &date, NULL));
}

/* JSON writes 3 and 3.0 for the same number. */
static gboolean
is_integer (JsonNode *node)
{
  g_autofree char *decimal = cord_json_dup_decimal (node);
  const char *fraction = decimal != NULL ? strchr (decimal, '.') : NULL;

  return decimal != NULL && strpbrk (decimal, "eE") == NULL
         && (fraction == NULL || strspn (fraction + 1, "0") == strlen (fraction + 1));
}

gboolean
cord_kind_holds (CordKind kind, JsonNode *node)
{
  g_return_val_if_fail (node != NULL, FALSE);

  switch (kind)
    {
    case CORD_KIND_TEXT:
      return is_text (node);
    case CORD_KIND_URI:
      return is_uri (node);
    case CORD_KIND_INSTANT:
      return is_instant (node);
    case CORD_KIND_INTEGER:
      return is_integer (node);
    case CORD_KIND_NUMBER:
      return cord_json_is_decimal (node);
    case CORD_KIND_BOOLEAN:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case CORD_KIND_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case CORD_KIND_ANY:
    default:
      return TRUE;
    }
}

const char *
cord_kind_name (CordKind kind)
{
  switch (kind)
    {
    case CORD_KIND_TEXT:
      return _ ("a text");
    case CORD_KIND_URI:
      return _ ("an address, such as https://example.org/1");
    case CORD_KIND_INSTANT:
      return _ ("a date and time, such as 2026-11-30T08:00:00Z");
    case CORD_KIND_INTEGER:
      return _ ("a whole number");
    case CORD_KIND_NUMBER:
      return _ ("a number");
    case CORD_KIND_BOOLEAN:
      return _ ("true or false");
    case CORD_KIND_OBJECT:
    case CORD_KIND_ANY:
    default:
      return _ ("an object");
    }
}
