/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-server-store.h"

#include "config.h"

#include "cord-server-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "CBsv" */
#define STORE_MARK 0x43427376

#define FILE_PREFIX "sqlite:"

const char *
cord_server_store_path (const char *address)
{
  return g_str_has_prefix (address, FILE_PREFIX) ? address + strlen (FILE_PREFIX) : NULL;
}

gboolean
cord_server_store_check (const char *address, GError **error)
{
  const char *path = cord_server_store_path (address);

  return g_str_equal (address, "memory") || (path != NULL && *path != '\0')
         || cord_error_set_full (error, CORD_ERROR_INVALID, "store", "store", _("Write memory or sqlite:PATH."),
                                 _("%s is not a store this program knows"), address);
}

CordDatabase *
cord_server_store_open (const char *address, GError **error)
{
  g_autoptr (CordDatabase) database = NULL;
  const char *path = cord_server_store_path (address);

  if (!cord_server_store_check (address, error))
    return NULL;
  database = cord_database_open (path, CORD_DATABASE_SERVER | (path == NULL ? CORD_DATABASE_MEMORY : 0), error);
  if (database == NULL || !cord_database_migrate (database, STORE_MARK, cord_server_migrations, error))
    {
      g_prefix_error (error, "%s: ", address);
      return NULL;
    }
  return g_steal_pointer (&database);
}
