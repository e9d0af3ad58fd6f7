/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-request-head.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELDS_MAX 100
#define METHOD_MAX 32

/* RFC 9110, 5.6.2: what methods and names of fields are made of. */
#define TOKEN "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

typedef struct
{
  CordRequestHead *head;
  GString *text;
  guint fields;
  guint hosts;
  guint lengths;
  gboolean hostless; /* RFC 9112, 3.2: only HTTP/1.1 must name a host */
} Reading;

void
cord_request_head_clear (CordRequestHead *self)
{
  g_clear_pointer (&self->text, g_free);
}

/* A lone line feed ends a line for some readers and not for others: it ends the head as well, which is then refused. */
gboolean
cord_request_head_is_whole (const char *bytes, gsize length, gsize seen)
{
  for (gsize i = MAX (seen, 3) - 3; i < length; i++)
    if (bytes[i] == '\n'
        && ((i + 1 < length && bytes[i + 1] == '\n')
            || (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n')))
      return TRUE;
  return FALSE;
}

static gboolean
refuse (GError **error, const char *reason, const char *member, const char *text)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s", text);
}

/* Visible characters only, and every percent sign begins an octet other than NUL. */
static gboolean
is_target (const char *target)
{
  if (*target != '/' || strchr (target, '#') != NULL)
    return FALSE;
  for (const char *at = target; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at)
        || (*at == '%' && (!g_ascii_isxdigit (at[1]) || !g_ascii_isxdigit (at[2]) || strncmp (at, "%00", 3) == 0)))
      return FALSE;
  return TRUE;
}

/* Who stands before the server may have judged the path before "." and ".." were taken out of it. */
static gboolean
has_dots (const char *target)
{
  g_autofree char *path = g_strndup (target, strcspn (target, "?"));
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (segments[i], NULL);

      if (g_strcmp0 (segment, ".") == 0 || g_strcmp0 (segment, "..") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_request_line (Reading *reading, const char *line, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  gsize method = g_strv_length (parts) == 3 ? strspn (parts[0], TOKEN) : 0;

  if (method == 0 || method > METHOD_MAX || parts[0][method] != '\0' || !g_str_has_prefix (parts[2], "HTTP/"))
    return refuse (error, "framing", NULL, _ ("The request line cannot be read"));
  if (!g_str_equal (parts[2], "HTTP/1.1") && !g_str_equal (parts[2], "HTTP/1.0"))
    return refuse (error, "http-version", NULL, _ ("Only the versions 1.0 and 1.1 of HTTP are spoken here"));
  if (g_str_equal (parts[0], "CONNECT") || !is_target (parts[1]) || has_dots (parts[1]))
    return refuse (error, "target", NULL, _ ("The address in the request line cannot be used"));
  reading->hostless = g_str_equal (parts[2], "HTTP/1.0");
  g_string_append_printf (reading->text, "%s %s %s\r\n", parts[0], parts[1], parts[2]);
  return TRUE;
}

static gboolean
read_length (Reading *reading, const char *value, GError **error)
{
  guint64 length;

  if (reading->lengths++ > 0)
    return refuse (error, "framing", "Content-Length", _ ("There is more than one Content-Length"));
  if (value[strspn (value, "0123456789")] != '\0'
      || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &length, NULL))
    return refuse (error, "framing", "Content-Length", _ ("Content-Length is not a number"));
  if (length > CORD_REQUEST_BODY_MAX)
    return refuse (error, "too-large", "Content-Length", _ ("The body is larger than one megabyte"));
  reading->head->body = (gsize)length;
  return TRUE;
}

static gboolean
read_host (Reading *reading, const char *value, GError **error)
{
  if (reading->hosts++ > 0)
    return refuse (error, "framing", "Host", _ ("There is more than one Host"));
  return value[strspn (value, "-.:[]_~%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] == '\0'
         || refuse (error, "framing", "Host", _ ("Host is not the name of a host"));
}

static gboolean
read_transfer_encoding (Reading *reading, const char *value, GError **error)
{
  return refuse (error, "framing", "Transfer-Encoding", _ ("Transfer-Encoding is not taken here"));
}

static gboolean
read_content_encoding (Reading *reading, const char *value, GError **error)
{
  return g_ascii_strcasecmp (value, "identity") == 0
         || refuse (error, "media-type", "Content-Encoding", _ ("The body must not be compressed"));
}

static gboolean
read_expect (Reading *reading, const char *value, GError **error)
{
  reading->head->expects = TRUE;
  return g_ascii_strcasecmp (value, "100-continue") == 0
         || refuse (error, "expectation", "Expect", _ ("This expectation is not known here"));
}

static gboolean
drop (Reading *reading, const char *value, GError **error)
{
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (Reading *reading, const char *value, GError **error);
  gboolean kept;
} special[] = {
  { "Content-Length", read_length, TRUE },
  { "Host", read_host, FALSE },
  { "Transfer-Encoding", read_transfer_encoding, FALSE },
  { "Content-Encoding", read_content_encoding, FALSE },
  { "Expect", read_expect, FALSE },
  /* Of this connection alone, or where libsoup is not to be trusted (CVE-2025-32907, CVE-2026-2443). */
  { "Connection", drop, FALSE },
  { "Keep-Alive", drop, FALSE },
  { "Proxy-Connection", drop, FALSE },
  { "Range", drop, FALSE },
  { "If-Range", drop, FALSE },
  { "TE", drop, FALSE },
  { "Trailer", drop, FALSE },
  { "Upgrade", drop, FALSE },
};

/* No character that some parser takes for the end of a line, and no control character but the tab. */
static gboolean
is_value (const char *value)
{
  for (; *value != '\0'; value++)
    if (g_ascii_iscntrl (*value) && *value != '\t')
      return FALSE;
  return TRUE;
}

static gboolean
read_field (Reading *reading, char *line, GError **error)
{
  gsize length = strspn (line, TOKEN);
  char *value = line + length + 1;
  gboolean kept = TRUE;

  /* This refuses a folded line and a space before the colon as well. */
  if (length == 0 || line[length] != ':' || !is_value (value))
    return refuse (error, "framing", NULL, _ ("A header field cannot be read"));
  if (++reading->fields > FIELDS_MAX)
    return refuse (error, "head-too-large", NULL, _ ("There are too many header fields"));
  line[length] = '\0';
  value = g_strstrip (value);
  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (g_ascii_strcasecmp (line, special[i].name) == 0)
      {
        if (!special[i].read (reading, value, error))
          return FALSE;
        kept = special[i].kept;
      }
  if (kept)
    g_string_append_printf (reading->text, "%s: %s\r\n", line, value);
  return TRUE;
}

/* Lines end with both characters, and no other line feed or NUL stands among them. */
static char **
split (CordRequestHead *self, const char *bytes, gsize length, GError **error)
{
  const char *end = g_strstr_len (bytes, (gssize)length, "\r\n\r\n");
  g_autofree char *text = end != NULL ? g_strndup (bytes, (gsize)(end - bytes)) : NULL;
  g_auto (GStrv) lines = NULL;

  if (text == NULL || strlen (text) != (gsize)(end - bytes))
    {
      refuse (error, "framing", NULL, _ ("A header field cannot be read"));
      return NULL;
    }
  self->length = strlen (text) + strlen ("\r\n\r\n");
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strpbrk (lines[i], "\r\n") != NULL)
      {
        refuse (error, "framing", NULL, _ ("A header field cannot be read"));
        return NULL;
      }
  return g_steal_pointer (&lines);
}

gboolean
cord_request_head_read (CordRequestHead *self, const char *bytes, gsize length, GError **error)
{
  g_auto (GStrv) lines = split (self, bytes, length, error);
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { self, text };

  if (lines == NULL || !read_request_line (&reading, lines[0] != NULL ? lines[0] : "", error))
    return FALSE;
  for (guint i = 1; lines[i] != NULL; i++)
    if (!read_field (&reading, lines[i], error))
      return FALSE;
  if (reading.hosts == 0 && !reading.hostless)
    return refuse (error, "framing", "Host", _ ("There is no Host"));
  g_string_append (text, "Host: localhost\r\nConnection: close\r\n\r\n");
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}
