/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-config-report.h"

#include "config.h"

#include "server/admin/cord-config-table.h"
#include "store/cord-server-store.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

char *
cord_config_print (const CordConfig *self)
{
  GString *out = g_string_new (NULL);
  const char *section = NULL;
  gsize n;
  const CordConfigOption *table = cord_config_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *origin = cord_config_dup_origin (self, table[i].name);
      const char *text = cord_config_text (self, table[i].name);

      if (table[i].section == NULL)
        continue;
      if (g_strcmp0 (section, table[i].section) != 0)
        g_string_append_printf (out, "%s[%s]\n", section != NULL ? "\n" : "", table[i].section);
      section = table[i].section;
      g_string_append_printf (out, "# %s\n%s%s =%s%s\n", origin, text == NULL ? "#" : "", table[i].name,
                              text != NULL ? " " : "", text != NULL ? text : "");
    }
  return g_string_free (out, FALSE);
}

static void
doubt_folder (const CordConfig *self, const char *name, const char *path, int access_mode, GPtrArray *doubts)
{
  g_autofree char *origin = cord_config_dup_origin (self, name);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    g_ptr_array_add (doubts, g_strdup_printf (_ ("%s (%s): there is no folder %s"), name, origin, path));
  else if (access (path, access_mode) != 0)
    g_ptr_array_add (doubts, g_strdup_printf (access_mode & W_OK ? _ ("%s (%s): the folder %s cannot be written here")
                                                                 : _ ("%s (%s): the folder %s cannot be read here"),
                                              name, origin, path));
}

GPtrArray *
cord_config_list_warnings (const CordConfig *self)
{
  GPtrArray *doubts = g_ptr_array_new_with_free_func (g_free);
  const char *store = cord_server_store_path (cord_config_text (self, "store"));
  const char *listen = cord_config_text (self, "listen");
  const char *spool = cord_config_text (self, "spool");
  g_autofree char *store_folder = store != NULL ? g_path_get_dirname (store) : NULL;
  g_autofree char *socket_folder = g_str_has_prefix (listen, "unix:") ? g_path_get_dirname (listen + 5) : NULL;

  if (store_folder != NULL)
    doubt_folder (self, "store", store_folder, R_OK | W_OK | X_OK, doubts);
  if (socket_folder != NULL)
    doubt_folder (self, "listen", socket_folder, W_OK | X_OK, doubts);
  if (spool != NULL)
    doubt_folder (self, "spool", spool, W_OK | X_OK, doubts);
  doubt_folder (self, "policy-dir", cord_config_text (self, "policy-dir"), R_OK | X_OK, doubts);
  return doubts;
}

GPtrArray *
cord_config_list_changes (const CordConfig *self, const CordConfig *other, gboolean reloads)
{
  GPtrArray *names = g_ptr_array_new ();
  gsize n;
  const CordConfigOption *table = cord_config_table (&n);

  for (gsize i = 0; i < n; i++)
    if (!table[i].reloads == !reloads
        && g_strcmp0 (cord_config_text (self, table[i].name), cord_config_text (other, table[i].name)) != 0)
      g_ptr_array_add (names, (gpointer)table[i].name);
  return names;
}
