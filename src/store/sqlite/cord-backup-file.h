/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A backup is one file, so that it either is complete or does not exist: the database as SQLite wrote it, then a few
 * lines that say what is in it, then one last line of fixed length,
 *
 *   end LLLLLLLL HHHH…\n
 *
 * with the length of those lines in eight digits and the SHA-256 of every byte before the hash. SQLite itself reads the
 * file as it is, for it goes by the number of pages that the database names. */
typedef struct
{
  char *program;  /* version that wrote it */
  gint64 taken;   /* microseconds since the epoch, whole seconds */
  gint64 schema;  /* number of the store's last migration */
  guint64 bytes;  /* of the database */
  GVariant *rows; /* a(sx): each table and how many rows it has */
  char *sha256;   /* lower-case hex */
} CordBackup;

/* Frees the description and what it holds; the file stays. */
void cord_backup_free (CordBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordBackup, cord_backup_free)

/* Appends to the database at @path what makes it a backup, and makes it durable. Sets bytes and sha256 of @backup.
 * INTERNAL with reason "disk-full" or "read-only". */
gboolean cord_backup_file_seal (const char *path, CordBackup *backup, GError **error);
/* Copies the database out of the backup @path to the new file @target, durable; NULL @target: only reads it. INVALID
 * with reason "foreign" (no backup), "newer", or "damaged" when not every byte is as it was written. */
CordBackup *cord_backup_file_open (const char *path, const char *target, GError **error);

/* Renames a file durably, replacing what has the name. */
gboolean cord_backup_file_place (const char *from, const char *to, GError **error);

G_END_DECLS
