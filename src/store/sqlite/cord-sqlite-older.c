/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-older.h"

#include "config.h"

#include "base/cord-error.h"
#include "store/sqlite/cord-backup-file.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CordDatabase *database;
  gint32 application_id;
  gint64 known;
  gint64 version;
} Older;

/* Another program may have migrated the file while it was copied, and has a copy of its own then. */
static gboolean
is_of_version (const Older *self, const char *path)
{
  g_autoptr (CordDatabase) copy = cord_sqlite_open (path, CORD_SQLITE_EXISTING, NULL);
  gint64 version;

  return copy != NULL && cord_database_identify (copy, self->application_id, self->known, &version, NULL)
         && version == self->version;
}

static gboolean
place (const Older *self, const char *draft, const char *path, GError **error)
{
  if (is_of_version (self, draft))
    return cord_backup_file_place (draft, path, error);
  cord_sqlite_remove (draft);
  return TRUE;
}

static gboolean
copy (const Older *self, const char *path, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".part", NULL);
  GError *inner = NULL;

  /* Of an attempt that was interrupted. */
  cord_sqlite_remove (draft);
  if (cord_sqlite_copy (self->database, draft, NULL, NULL, &inner) && place (self, draft, path, &inner))
    return TRUE;
  cord_sqlite_remove (draft);
  cord_error_set_full (error, CORD_ERROR_INTERNAL, cord_error_get_reason (inner), NULL,
                       _ ("Make room for a copy in its folder, then try again."),
                       _ ("It is of an earlier version, and no copy of it can be kept: %s"), inner->message);
  g_error_free (inner);
  return FALSE;
}

gboolean
cord_sqlite_is_older (CordDatabase *database, gint32 application_id, const char *const *migrations)
{
  gint64 known = g_strv_length ((char **)migrations);
  gint64 version;

  return cord_database_identify (database, application_id, known, &version, NULL) && version < known;
}

gboolean
cord_sqlite_keep_older (CordDatabase *database, const char *path, gint32 application_id, const char *const *migrations,
                        GError **error)
{
  Older self = { database, application_id, g_strv_length ((char **)migrations), 0 };
  g_autofree char *kept = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!cord_database_identify (database, application_id, self.known, &self.version, NULL) || self.version == self.known)
    return TRUE;
  kept = g_strdup_printf ("%s.schema-%" G_GINT64_FORMAT, path, self.version);
  if (!copy (&self, kept, error))
    return FALSE;
  g_message ("%s is brought to a new version, %s is how it was", path, kept);
  return TRUE;
}
