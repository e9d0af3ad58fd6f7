/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Whether there is something to migrate in the file that @database has open; FALSE also where it is new, or not what
 * @application_id says, which the migration then refuses. */
gboolean cord_sqlite_is_older (CordDatabase *database, gint32 application_id, const char *const *migrations);
/* Before cord_database_migrate() changes the file @path, which @database has open, a whole copy of it is kept beside it
 * as PATH.schema-N, N being the version that it has: the earlier program can go on with that. A copy of that name,
 * which was kept before, is replaced once the new one is complete. Nothing happens where there is nothing to migrate,
 * or the file is not what @application_id says, which the migration then refuses. INTERNAL where the copy cannot be
 * made, as when the disk is full: then nothing was changed. Source: docs/reliability.md, "Newer versions". */
gboolean cord_sqlite_keep_older (CordDatabase *database, const char *path, gint32 application_id,
                                 const char *const *migrations, GError **error);

G_END_DECLS
