/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-salvage.h"

#include "config.h"

#include "store/sqlite/cord-sqlite-database.h"
#include "store/sqlite/cord-sqlite-older.h"

#include "cord-journal-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK (64 * 1024)
#define PAGES_MAX (1u << 22)

CordDatabase *
cord_journal_salvage_open (const char *path, GError **error)
{
  g_autoptr (CordDatabase) database
      = cord_sqlite_open (path, path != NULL ? CORD_SQLITE_JOURNAL : CORD_SQLITE_MEMORY, error);

  if (database == NULL
      || (path != NULL
          && !cord_sqlite_keep_older (database, path, CORD_JOURNAL_APPLICATION_ID, cord_journal_migrations, error))
      || !cord_database_migrate (database, CORD_JOURNAL_APPLICATION_ID, cord_journal_migrations, error))
    return NULL;
  return g_steal_pointer (&database);
}

static gboolean
set_failed (const char *name, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, errno == ENOSPC ? "disk-full" : "journal", NULL,
                              _ ("Free some space and check the folder's permissions."), _ ("%s cannot be written: %s"),
                              name, g_strerror (errno));
}

static gboolean
copy_bytes (int from, int to)
{
  g_autofree guchar *buffer = g_malloc (CHUNK);
  gssize got;

  while ((got = read (from, buffer, CHUNK)) > 0)
    for (gssize written = 0; written < got;)
      {
        gssize step = write (to, buffer + written, (gsize)(got - written));

        if (step < 0)
          return FALSE;
        written += step;
      }
  return got == 0 && fsync (to) == 0;
}

static gboolean
copy_file (const char *source, const char *target, GError **error)
{
  int from = g_open (source, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean copied = from >= 0 && to >= 0 && copy_bytes (from, to);

  if (!copied)
    set_failed (target, error);
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  return copied;
}

char *
cord_journal_salvage_copy (const char *path, gint64 instant, GError **error)
{
  g_autofree char *target = g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, instant);

  return copy_file (path, target, error) ? g_steal_pointer (&target) : NULL;
}

char *
cord_journal_salvage_set_aside (const char *path, gint64 instant, GError **error)
{
  g_autofree char *target = g_strdup_printf ("%s.foreign-%" G_GINT64_FORMAT, path, instant);

  if (g_rename (path, target) == 0)
    return g_steal_pointer (&target);
  set_failed (target, error);
  return NULL;
}

/* SQLite refuses a file that is shorter than its header says. Padded with zeros, the remaining pages can be read. */
static void
pad_to_header (const char *path)
{
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0);
  guchar header[32];

  if (descriptor < 0)
    return;
  if (read (descriptor, header, sizeof header) == sizeof header)
    {
      guint32 page = (guint32)header[16] << 8 | header[17];
      guint32 pages = (guint32)header[28] << 24 | (guint32)header[29] << 16 | (guint32)header[30] << 8 | header[31];
      off_t wanted;

      if (page == 1)
        page = 65536;
      wanted = (off_t)page * MIN (pages, PAGES_MAX);
      if (page >= 512 && lseek (descriptor, 0, SEEK_END) < wanted && ftruncate (descriptor, wanted) != 0)
        g_warning ("The damaged journal cannot be completed: %s", g_strerror (errno));
    }
  close (descriptor);
}

/* One table: its keys, its columns, in SQL that asks for one row after the other by key, so that an unreadable page
 * costs the rows in it and those a scan cannot reach, not the rest. */
typedef struct
{
  const char *table;
  const char *keys;   /* all first keys, in order */
  const char *rows;   /* ?1: first key; ?2: only rows after this second key */
  const char *former; /* the same in a file that could not be migrated any more; NULL: as @rows */
  const char *insert;
  int columns;
  int second;        /* column of the second key; −1: none */
  const char *types; /* one letter a column: t text, i integer, b blob */
} Table;

#define INTENT                                                                                                         \
  "op_id, stream, seq, kind, method, path, sealed_body, body_sha256, if_match, created_utc, state, settled, "          \
  "attempts, last_error, decided_utc, resp_status, resp_etag, sealed_resp_body"

static const Table tables[] = {
  { "meta", "SELECT 1",
    "SELECT id, device_id, next_seq, last_checkpoint, server_epoch, key_check FROM meta WHERE id = ?1 AND ?2 < 0",
    "SELECT id, device_id, next_seq, last_checkpoint, server_epoch, NULL FROM meta WHERE id = ?1 AND ?2 < 0",
    "INSERT OR IGNORE INTO meta (id, device_id, next_seq, last_checkpoint, server_epoch, key_check) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    6, -1, "itittb" },
  { "stream", "SELECT device FROM stream",
    "SELECT user, server, device, next_seq FROM stream NOT INDEXED WHERE device = ?1 AND ?2 < 0", NULL,
    "INSERT OR IGNORE INTO stream (user, server, device, next_seq) VALUES (?1, ?2, ?3, ?4)", 4, -1, "ttti" },
  { "interaction", "SELECT id FROM interaction",
    "SELECT id, place, header, status, begun, user, server FROM interaction WHERE id = ?1 AND ?2 < 0",
    "SELECT id, place, header, status, begun, NULL, NULL FROM interaction WHERE id = ?1 AND ?2 < 0",
    "INSERT OR IGNORE INTO interaction (id, place, header, status, begun, user, server) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    7, -1, "tittitt" },
  { "event", "SELECT id FROM interaction",
    "SELECT interaction, seq, hash, prev, body, uploaded FROM event WHERE interaction = ?1 AND seq > ?2 ORDER BY seq "
    "LIMIT 1",
    NULL, "INSERT OR IGNORE INTO event (interaction, seq, hash, prev, body, uploaded) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    6, 1, "tittti" },
  { "vault", "SELECT id FROM interaction",
    "SELECT ref, interaction, place, salt, sealed_value FROM vault NOT INDEXED WHERE interaction = ?1 AND place > ?2 "
    "ORDER BY place LIMIT 1",
    NULL, "INSERT OR IGNORE INTO vault (ref, interaction, place, salt, sealed_value) VALUES (?1, ?2, ?3, ?4, ?5)", 5, 2,
    "ttitb" },
  { "outbox", "SELECT op_id FROM outbox NOT INDEXED",
    "SELECT " INTENT ", device FROM outbox WHERE op_id = ?1 AND ?2 < 0",
    "SELECT " INTENT ", (SELECT device_id FROM meta) FROM outbox WHERE op_id = ?1 AND ?2 < 0",
    "INSERT OR IGNORE INTO outbox (" INTENT ", device) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    19, -1, "ttitttbbtitiitiitbt" },
};

static void
copy_column (CordStatement *from, CordStatement *to, int column, char type)
{
  g_autoptr (GBytes) blob = NULL;

  if (type == 'i')
    cord_statement_bind_integer (to, column + 1, cord_statement_get_integer (from, column));
  else if (type == 't')
    cord_statement_bind_text (to, column + 1, cord_statement_get_text (from, column));
  else
    {
      blob = cord_statement_dup_blob (from, column);
      cord_statement_bind_blob (to, column + 1, blob);
    }
}

/* TRUE while there may be more rows with this key; *after is the second key of the row just read. */
static gboolean
copy_row (const Table *table, CordDatabase *from, CordDatabase *to, const char *key, gint64 *after)
{
  CordStatement *current = cord_database_statement (from, table->rows, NULL);
  CordStatement *source
      = current != NULL || table->former == NULL ? current : cord_database_statement (from, table->former, NULL);
  CordStatement *target = cord_database_statement (to, table->insert, NULL);
  gboolean row = FALSE;

  if (source == NULL || target == NULL)
    return FALSE;
  cord_statement_bind_text (source, 1, key);
  cord_statement_bind_integer (source, 2, *after);
  if (!cord_statement_step (source, &row, NULL) || !row)
    return FALSE;
  if (table->second >= 0)
    *after = cord_statement_get_integer (source, table->second);
  for (int column = 0; column < table->columns; column++)
    copy_column (source, target, column, table->types[column]);
  cord_statement_run (target, NULL);
  cord_statement_reset (source);
  return table->second >= 0;
}

static GPtrArray *
list_keys (const Table *table, CordDatabase *from)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  CordStatement *statement = cord_database_statement (from, table->keys, NULL);
  gboolean row = FALSE;

  while (statement != NULL && cord_statement_step (statement, &row, NULL) && row)
    if (cord_statement_get_text (statement, 0) != NULL)
      g_ptr_array_add (keys, g_strdup (cord_statement_get_text (statement, 0)));
  return keys;
}

static void
copy_table (const Table *table, CordDatabase *from, CordDatabase *to)
{
  g_autoptr (GPtrArray) keys = list_keys (table, from);

  for (guint i = 0; i < keys->len; i++)
    {
      gint64 after = -1;

      while (copy_row (table, from, to, g_ptr_array_index (keys, i), &after))
        ;
    }
}

static gboolean
rebuild (const char *broken, const char *fresh, GError **error)
{
  g_autoptr (CordDatabase) to = NULL;
  g_autoptr (CordDatabase) from = NULL;

  g_unlink (fresh);
  to = cord_journal_salvage_open (fresh, error);
  if (to == NULL || !cord_database_begin (to, error))
    return FALSE;
  /* Not even the schema can be read; the new journal is empty. */
  from = cord_sqlite_open (broken, CORD_SQLITE_JOURNAL, NULL);
  for (guint i = 0; from != NULL && i < G_N_ELEMENTS (tables); i++)
    copy_table (&tables[i], from, to);
  if (cord_database_commit (to, error))
    return TRUE;
  cord_database_rollback (to);
  return FALSE;
}

static void
remove_with_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (journal);
  g_unlink (path);
}

char *
cord_journal_salvage (const char *path, gint64 instant, GError **error)
{
  g_autofree char *aside = cord_journal_salvage_copy (path, instant, error);
  g_autofree char *broken = g_strconcat (path, ".salvage", NULL);
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  gboolean done;

  if (aside == NULL || !copy_file (path, broken, error))
    return NULL;
  pad_to_header (broken);
  done = rebuild (broken, fresh, error);
  remove_with_journal (broken);
  if (!done)
    {
      remove_with_journal (fresh);
      return NULL;
    }
  /* The rollback journal of the damaged file must not be replayed into the new one. */
  g_unlink (journal);
  if (g_rename (fresh, path) != 0)
    {
      set_failed (path, error);
      return NULL;
    }
  g_message ("The journal was damaged; what could be read was taken over, the file is kept as %s", aside);
  return g_steal_pointer (&aside);
}
