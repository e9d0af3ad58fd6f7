/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-config-table.h"

#include "config.h"

#include "base/cord-error.h"
#include "base/cord-zone.h"
#include "server/http/cord-acceptor.h"
#include "server/http/cord-trusted-proxies.h"
#include "store/cord-server-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_store (const char *text, GError **error)
{
  return cord_server_store_check (text, error);
}

static gboolean
check_listen (const char *text, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (g_str_equal (text, CORD_LISTEN_SYSTEMD))
    return TRUE;
  address = cord_acceptor_parse (text, TRUE, error);
  return address != NULL;
}

/* A name or an address as it stands in a URL, IPv6 without its brackets. */
static gboolean
check_host (const char *text, GError **error)
{
  return (*text != '\0' && text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-:")] == '\0')
         || cord_error_set_full (error, CORD_ERROR_INVALID, "host", NULL,
                                 _ ("Write a host such as crm.example.com or 10.1.2.3, without a port."),
                                 _ ("“%s” is no host"), text);
}

static const char *const levels[] = { "error", "warning", "notice", "info", "debug", NULL };
static const char *const formats[] = { "auto", "text", "json", "journal", NULL };

static const CordConfigOption table[] = {
  { "config", NULL, CORD_CONFIG_PATH, NULL, "FILE", N_ ("Read the configuration from this file") },
  { "check-config", NULL, CORD_CONFIG_FLAG, NULL, NULL,
    N_ ("Check the configuration, print what is in effect, and exit") },

  { "store", "server", CORD_CONFIG_TEXT, "memory", "memory|sqlite:PATH", N_ ("Where everything is kept"), FALSE, 0, 0,
    NULL, check_store },
  { "listen", "server", CORD_CONFIG_TEXT, "127.0.0.1:8620", "unix:PATH|127.0.0.1:PORT|systemd",
    N_ ("Where to listen, on this machine only; systemd: at the socket that it hands over"), FALSE, 0, 0, NULL,
    check_listen },
  { "unsafe-listen", "server", CORD_CONFIG_FLAG, "false", NULL, N_ ("Permit an address that others can reach") },
  { "trust-proxy", "server", CORD_CONFIG_LIST, CORD_TRUST_UNIX, "unix|CIDR",
    N_ ("Proxy whose Forwarded or X-Forwarded-For says who asks: whoever reaches the Unix socket, or an address or "
        "network; none: no proxy"),
    FALSE, 0, 0, NULL, cord_trusted_proxies_check },
  { "data-dir", "server", CORD_CONFIG_PATH, NULL, "DIR",
    N_ ("Folder of the program's data, which holds policy; where it was installed unless set"), TRUE },

  { "undo-window", "orders", CORD_CONFIG_NUMBER, "30", "SECONDS",
    N_ ("Seconds in which an order can be undone; 0 with --kit-mode unless set"), TRUE, 0, 86400 },
  { "zone", "orders", CORD_CONFIG_TEXT, "UTC", "Europe/Berlin", N_ ("Time zone of accounts that name none"), TRUE, 0, 0,
    NULL, cord_zone_check },
  { "policy", "orders", CORD_CONFIG_TEXT, "none", "ID", N_ ("Policy pack outside of interactions"), TRUE },
  { "policy-dir", "orders", CORD_CONFIG_PATH, NULL, "DIR",
    N_ ("Folder of the policy packs; policy in the folder of the program's data unless set"), TRUE },

  { "spool", "messages", CORD_CONFIG_PATH, NULL, "DIR",
    N_ ("Folder for outgoing messages; they stay in the store unless set"), TRUE },

  { "hub-allow", "hub", CORD_CONFIG_LIST, NULL, "HOST",
    N_ ("Host that a callback of a hub may reach although its address is not public"), FALSE, 0, 0, NULL, check_host },

  { "sign-in-failures", "sign-in", CORD_CONFIG_NUMBER, "10", "N",
    N_ ("Wrong passwords of an account from one address in 15 minutes before it has to wait there"), TRUE, 1, 1000 },
  { "sign-in-address-failures", "sign-in", CORD_CONFIG_NUMBER, "50", "N",
    N_ ("Wrong passwords from an address in a minute before those who never signed in from it have to wait"), TRUE, 1,
    100000 },

  { "verification-failures", "verification", CORD_CONFIG_NUMBER, "10", "N",
    N_ ("Different customers whom an agent fails to verify in an hour before their right to verify ends"), TRUE, 1,
    1000 },
  { "verification-address-failures", "verification", CORD_CONFIG_NUMBER, "100", "N",
    N_ ("Different customers who are not verified from an address in an hour before it has to wait"), TRUE, 1, 100000 },
  { "verification-idle", "verification", CORD_CONFIG_NUMBER, "30", "MINUTES",
    N_ ("Minutes without anything in a call after which its verification ends"), TRUE, 1, 1440 },

  { "log-level", "log", CORD_CONFIG_CHOICE, "info", "LEVEL", N_ ("The least important lines to log"), FALSE, 0, 0,
    levels },
  { "log-format", "log", CORD_CONFIG_CHOICE, "auto", "FORMAT",
    N_ ("How to log; auto: for the journal where standard error goes there, text on a terminal, otherwise JSON"), FALSE,
    0, 0, formats },

  { "kit-mode", NULL, CORD_CONFIG_FLAG, "false", NULL, N_ ("Answer without sign-in, for the public test kits") },
  { "demo-data", NULL, CORD_CONFIG_FLAG, "false", NULL,
    N_ ("Load the practice data first, and make a user to try it with") },
  { "demo-folder", NULL, CORD_CONFIG_PATH, NULL, "DIR", N_ ("Load this folder instead of the practice data") },
  { "version", NULL, CORD_CONFIG_FLAG, "false", NULL, N_ ("Print the version and exit") },
};

const CordConfigOption *
cord_config_table (gsize *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}

const CordConfigOption *
cord_config_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

char *
cord_config_describe_values (const CordConfigOption *option)
{
  switch (option->kind)
    {
    case CORD_CONFIG_FLAG:
      return g_strdup (_ ("true or false"));
    case CORD_CONFIG_NUMBER:
      return g_strdup_printf (_ ("a whole number from %d to %d"), option->minimum, option->maximum);
    case CORD_CONFIG_CHOICE:
      {
        g_autofree char *choices = g_strjoinv (", ", (char **)option->choices);

        return g_strdup_printf (_ ("one of %s"), choices);
      }
    case CORD_CONFIG_PATH:
      return g_strdup (_ ("a path that begins with /"));
    case CORD_CONFIG_LIST:
      return g_strdup_printf (_ ("%s, several separated by commas"), option->argument);
    case CORD_CONFIG_TEXT:
    default:
      return g_strdup (option->argument);
    }
}

static gboolean
suits_kind (const CordConfigOption *option, const char *text)
{
  gint64 number;

  switch (option->kind)
    {
    case CORD_CONFIG_FLAG:
      return g_str_equal (text, "true") || g_str_equal (text, "false");
    case CORD_CONFIG_NUMBER:
      return g_ascii_string_to_signed (text, 10, option->minimum, option->maximum, &number, NULL);
    case CORD_CONFIG_CHOICE:
      return g_strv_contains (option->choices, text);
    case CORD_CONFIG_TEXT:
    case CORD_CONFIG_PATH:
    case CORD_CONFIG_LIST:
    default:
      return *text != '\0';
    }
}

static gboolean
check_entries (const CordConfigOption *option, const char *text, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (text, option->kind == CORD_CONFIG_LIST ? "," : "\n", -1);

  for (char **entry = entries; *entry != NULL; entry++)
    if (!option->check (g_strstrip (*entry), error))
      return FALSE;
  return TRUE;
}

gboolean
cord_config_check_value (const CordConfigOption *option, const char *text, GError **error)
{
  g_autofree char *values = cord_config_describe_values (option);
  g_autofree char *hint = g_strdup_printf (_ ("Write %s."), values);

  if (!suits_kind (option, text))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", option->name, hint, _ ("%s cannot be “%s”"),
                                option->name, text);
  return option->check == NULL || check_entries (option, text, error);
}

char *
cord_config_tidy_value (const CordConfigOption *option, const char *text)
{
  g_auto (GStrv) entries = NULL;

  if (option->kind != CORD_CONFIG_LIST)
    return g_strdup (text);
  entries = g_strsplit (text, ",", -1);
  for (char **entry = entries; *entry != NULL; entry++)
    g_strstrip (*entry);
  return g_strjoinv (",", entries);
}
