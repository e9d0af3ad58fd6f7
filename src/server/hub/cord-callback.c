/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub/cord-callback.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define LENGTH_MAX 2048

/* Special-purpose blocks; multicast and what is reserved above it are one. */
static const struct
{
  guint32 prefix;
  guint bits;
} special[] = {
  { 0x00000000, 8 },  { 0x0A000000, 8 },  { 0x64400000, 10 }, { 0x7F000000, 8 },  { 0xA9FE0000, 16 },
  { 0xAC100000, 12 }, { 0xC0000000, 24 }, { 0xC0000200, 24 }, { 0xC0586300, 24 }, { 0xC0A80000, 16 },
  { 0xC6120000, 15 }, { 0xC6336400, 24 }, { 0xCB007100, 24 }, { 0xE0000000, 3 },
};

static guint32
read_word (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static gboolean
is_public_4 (guint32 address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if ((address ^ special[i].prefix) >> (32 - special[i].bits) == 0)
      return FALSE;
  return TRUE;
}

/* Of IPv6 only 2000::/3 is given out: without 2001::/23 (protocols), 2001:db8::/32 (examples) and 2002::/16 (6to4). */
static gboolean
is_public_6 (const guint8 *bytes)
{
  static const guint8 mapped[12] = { [10] = 0xFF, [11] = 0xFF };
  static const guint8 translated[12] = { 0x00, 0x64, 0xFF, 0x9B };
  guint32 head = read_word (bytes);

  if (memcmp (bytes, mapped, sizeof mapped) == 0 || memcmp (bytes, translated, sizeof translated) == 0)
    return is_public_4 (read_word (bytes + 12));
  return head >> 29 == 1 && head >> 9 != 0x20010000 >> 9 && head != 0x20010DB8 && head >> 16 != 0x2002;
}

gboolean
cord_callback_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? is_public_4 (read_word (bytes))
                                                                     : is_public_6 (bytes);
}

char *
cord_callback_dup_host (GUri *uri)
{
  char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gsize length = strlen (host);

  if (length > 0 && host[length - 1] == '.')
    host[length - 1] = '\0';
  return host;
}

static gboolean
refuse (GError **error, const char *reason, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, "callback", NULL, "%s", message);
}

static gboolean
is_printable (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '\\')
      return FALSE;
  return TRUE;
}

static gboolean
check_parts (GUri *uri, GError **error)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) || host == NULL || *host == '\0')
    return refuse (error, "callback", _ ("“callback” must be an address that begins with http:// or https://"));
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "callback", _ ("“callback” must not name a user"));
  return TRUE;
}

/* As browsers tell: a host whose last part is a number is an IPv4 address, whatever the system's resolver makes of
 * 127.1, 0x7f000001 or 2130706433. */
static gboolean
ends_in_number (const char *host)
{
  const char *last = strrchr (host, '.') != NULL ? strrchr (host, '.') + 1 : host;
  gboolean hexadecimal = g_ascii_strncasecmp (last, "0x", 2) == 0;

  return hexadecimal || (*last != '\0' && last[strspn (last, "0123456789")] == '\0');
}

static gboolean
check_host (const char *host, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return (address != NULL || (!ends_in_number (host) && strpbrk (host, ":%/@?#") == NULL))
         || refuse (error, "callback", _ ("“callback” must write an IP address in full"));
}

GUri *
cord_callback_parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  if (strlen (text) <= LENGTH_MAX && is_printable (text))
    uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  if (!check_parts (uri, error))
    return NULL;
  host = cord_callback_dup_host (uri);
  return check_host (host, error) ? g_steal_pointer (&uri) : NULL;
}

gboolean
cord_callback_check_public (GUri *uri, GError **error)
{
  g_autofree char *host = cord_callback_dup_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL ? cord_callback_is_public (address)
                      : !g_str_equal (host, "localhost") && !g_str_has_suffix (host, ".localhost"))
    return TRUE;
  return refuse (error, "callback-private", _ ("“callback” must not lead to this machine or a private network"));
}
