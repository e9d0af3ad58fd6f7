/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-trusted-proxies.h"

#include "config.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define IPV6_BYTES 16
#define IPV6_NETWORK_BYTES 8
#define LOCAL "local"

struct _CordTrustedProxies
{
  gboolean unix_sockets;
  GPtrArray *networks; /* (element-type GInetAddressMask) */
};

static GInetAddressMask *
parse_network (const char *entry, GError **error)
{
  GInetAddressMask *mask = g_inet_address_mask_new_from_string (entry, NULL);

  if (mask == NULL)
    cord_error_set_full (error, CORD_ERROR_INVALID, "trust-proxy", "trust-proxy",
                         _ ("Write unix, an address such as 127.0.0.1, a network such as 10.1.0.0/16, or none."),
                         _ ("“%s” is no proxy"), entry);
  return mask;
}

static gboolean
is_word (const char *entry)
{
  return g_str_equal (entry, CORD_TRUST_UNIX) || g_str_equal (entry, CORD_TRUST_NONE);
}

gboolean
cord_trusted_proxies_check (const char *entry, GError **error)
{
  g_autoptr (GInetAddressMask) mask = is_word (entry) ? NULL : parse_network (entry, error);

  return mask != NULL || is_word (entry);
}

CordTrustedProxies *
cord_trusted_proxies_new (const char *list, GError **error)
{
  g_autoptr (CordTrustedProxies) self = g_new0 (CordTrustedProxies, 1);
  g_auto (GStrv) entries = g_strsplit (list != NULL ? list : CORD_TRUST_NONE, ",", -1);

  self->networks = g_ptr_array_new_with_free_func (g_object_unref);
  for (char **entry = entries; *entry != NULL; entry++)
    {
      GInetAddressMask *mask;

      g_strstrip (*entry);
      self->unix_sockets = self->unix_sockets || g_str_equal (*entry, CORD_TRUST_UNIX);
      if (is_word (*entry))
        continue;
      mask = parse_network (*entry, error);
      if (mask == NULL)
        return NULL;
      g_ptr_array_add (self->networks, mask);
    }
  return g_steal_pointer (&self);
}

void
cord_trusted_proxies_free (CordTrustedProxies *self)
{
  g_ptr_array_unref (self->networks);
  g_free (self);
}

/* @address as IPv4 where it is such an address written as IPv6, ::ffff:192.0.2.1; takes it. */
static GInetAddress *
take_plain (GInetAddress *address)
{
  static const guint8 prefix[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);
  GInetAddress *plain;

  if (g_inet_address_get_native_size (address) != IPV6_BYTES || memcmp (bytes, prefix, sizeof prefix) != 0)
    return address;
  plain = g_inet_address_new_from_bytes (bytes + sizeof prefix, G_SOCKET_FAMILY_IPV4);
  g_object_unref (address);
  return plain;
}

static char *
dup_key (GInetAddress *address)
{
  guint8 network[IPV6_BYTES] = { 0 };
  g_autoptr (GInetAddress) masked = NULL;
  g_autofree char *text = NULL;

  if (g_inet_address_get_native_size (address) != IPV6_BYTES)
    return g_inet_address_to_string (address);
  memcpy (network, g_inet_address_to_bytes (address), IPV6_NETWORK_BYTES);
  masked = g_inet_address_new_from_bytes (network, G_SOCKET_FAMILY_IPV6);
  text = g_inet_address_to_string (masked);
  return g_strdup_printf ("%s/%d", text, IPV6_NETWORK_BYTES * 8);
}

static gboolean
is_in_networks (const CordTrustedProxies *self, GInetAddress *address)
{
  for (guint i = 0; i < self->networks->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (self->networks, i), address))
      return TRUE;
  return FALSE;
}

/* 192.0.2.1, 192.0.2.1:47011, 2001:db8::1 or [2001:db8::1]:47011, in quotation marks or not; changes @text. */
static GInetAddress *
parse_node (char *text)
{
  char *end;
  GInetAddress *address;

  g_strstrip (text);
  if (*text == '"' && strlen (text) > 1 && g_str_has_suffix (text, "\""))
    {
      text[strlen (text) - 1] = '\0';
      text++;
    }
  if (*text == '[' && (end = strchr (text, ']')) != NULL)
    {
      *end = '\0';
      text++;
    }
  else if ((end = strchr (text, ':')) != NULL && end == strrchr (text, ':'))
    *end = '\0';
  address = g_inet_address_new_from_string (text);
  return address != NULL ? take_plain (address) : NULL;
}

/* The for= of one element of Forwarded, inside @element; NULL when it has none. */
static char *
find_for (char *element)
{
  char *rest = element;
  char *pair;

  while ((pair = strsep (&rest, ";")) != NULL)
    {
      pair = g_strchug (pair);
      if (g_ascii_strncasecmp (pair, "for=", 4) == 0)
        return pair + 4;
    }
  return NULL;
}

/* The rightmost address of a list that is not trusted, or the leftmost when all are. NULL when the rightmost element is
 * no address: the proxy does not say. */
static char *
dup_rightmost (const CordTrustedProxies *self, const char *list, gboolean forwarded)
{
  g_auto (GStrv) elements = g_strsplit (list, ",", -1);
  g_autoptr (GInetAddress) found = NULL;

  for (guint i = g_strv_length (elements); i > 0; i--)
    {
      char *node = forwarded ? find_for (elements[i - 1]) : elements[i - 1];
      GInetAddress *address = node != NULL ? parse_node (node) : NULL;

      if (address == NULL)
        break;
      g_clear_object (&found);
      found = address;
      if (!is_in_networks (self, address))
        break;
    }
  return found != NULL ? dup_key (found) : NULL;
}

static char *
dup_told (const CordTrustedProxies *self, SoupMessageHeaders *headers)
{
  const char *forwarded = soup_message_headers_get_list (headers, "Forwarded");
  const char *listed = soup_message_headers_get_list (headers, "X-Forwarded-For");
  g_autofree char *one = forwarded != NULL ? dup_rightmost (self, forwarded, TRUE) : NULL;
  g_autofree char *other = listed != NULL ? dup_rightmost (self, listed, FALSE) : NULL;

  if (forwarded != NULL && listed != NULL)
    return g_strcmp0 (one, other) == 0 ? g_steal_pointer (&one) : NULL;
  return forwarded != NULL ? g_steal_pointer (&one) : g_steal_pointer (&other);
}

char *
cord_trusted_proxies_dup_client (const CordTrustedProxies *self, GSocketAddress *peer, SoupMessageHeaders *headers)
{
  g_autoptr (GInetAddress) address
      = G_IS_INET_SOCKET_ADDRESS (peer)
            ? take_plain (g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer))))
            : NULL;
  gboolean trusted = address != NULL ? is_in_networks (self, address) : self->unix_sockets;
  char *told = trusted ? dup_told (self, headers) : NULL;

  if (told != NULL)
    return told;
  return address != NULL ? dup_key (address) : g_strdup (LOCAL);
}
