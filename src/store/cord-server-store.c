/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-server-store.h"

#include "config.h"

#include "cord-server-schema.h"

#include <glib/gi18n-lib.h>

/* "CBsv" */
#define STORE_MARK 0x43427376

CordDatabase *
cord_server_store_open (const char *address, GError **error)
{
  g_autoptr (CordDatabase) database = NULL;

  if (g_str_equal (address, "memory"))
    database = cord_database_open (NULL, CORD_DATABASE_SERVER | CORD_DATABASE_MEMORY, error);
  else if (g_str_has_prefix (address, "sqlite:") && address[7] != '\0')
    database = cord_database_open (address + 7, CORD_DATABASE_SERVER, error);
  else
    cord_error_set_full (error, CORD_ERROR_INVALID, "store", "store", _("Write memory or sqlite:PATH."),
                         _("%s is not a store this program knows"), address);
  if (database == NULL || !cord_database_migrate (database, STORE_MARK, cord_server_migrations, error))
    return NULL;
  return g_steal_pointer (&database);
}
