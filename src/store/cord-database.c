/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-database.h"

#include "config.h"

#include "store/cord-database-class.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GHashTable *statements; /* SQL text → CordStatement */
  gboolean grouping;
  gboolean unsettled; /* the shared transaction is open, or was until the database gave it up */
  gboolean inside;    /* one of its savepoints is open */
  gboolean held;      /* a transaction that only reads is open */
} CordDatabasePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CordDatabase, cord_database, G_TYPE_OBJECT)

static CordDatabasePrivate *
get_private (CordDatabase *self)
{
  return cord_database_get_instance_private (self);
}

static void
statement_free (gpointer data)
{
  CordStatement *statement = data;

  statement->klass->free (statement);
}

/* Before an implementation closes its connection in finalize. */
static void
cord_database_dispose (GObject *object)
{
  g_hash_table_remove_all (get_private (CORD_DATABASE (object))->statements);
  G_OBJECT_CLASS (cord_database_parent_class)->dispose (object);
}

static void
cord_database_finalize (GObject *object)
{
  g_hash_table_unref (get_private (CORD_DATABASE (object))->statements);
  G_OBJECT_CLASS (cord_database_parent_class)->finalize (object);
}

static void
cord_database_class_init (CordDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cord_database_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_database_finalize;
}

static void
cord_database_init (CordDatabase *self)
{
  get_private (self)->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
}

static gboolean
execute (CordDatabase *self, const char *sql, GError **error)
{
  return CORD_DATABASE_GET_CLASS (self)->execute (self, sql, error);
}

static gboolean
is_in_transaction (CordDatabase *self)
{
  return CORD_DATABASE_GET_CLASS (self)->is_in_transaction (self);
}

/* Migrations */

static gboolean
check_mark (CordDatabase *self, gint32 application_id, gint64 known, CordDatabaseMark *mark, GError **error)
{
  if (!CORD_DATABASE_GET_CLASS (self)->read_mark (self, mark, error))
    return FALSE;
  if (mark->application != application_id && (mark->application != 0 || mark->version != 0 || !mark->empty))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "foreign", NULL, _ ("Choose another file."),
                                _ ("The file belongs to another program"));
  if (mark->version > known)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "newer", NULL, _ ("Update this program."),
                                _ ("The file was written by a newer version of this program"));
  return TRUE;
}

gboolean
cord_database_identify (CordDatabase *self, gint32 application_id, gint64 known, gint64 *version, GError **error)
{
  CordDatabaseMark mark;

  if (!check_mark (self, application_id, known, &mark, error))
    return FALSE;
  *version = mark.version;
  return mark.version > 0
         || cord_error_set_full (error, CORD_ERROR_INVALID, "foreign", NULL, _ ("Choose another file."),
                                 _ ("The file belongs to another program"));
}

static gboolean
apply_migration (CordDatabase *self, gint32 application_id, gint64 number, const char *sql, GError **error)
{
  const CordDatabaseMark mark = { application_id, number, FALSE };

  if (!cord_database_begin (self, error))
    return FALSE;
  if (!execute (self, sql, error) || !CORD_DATABASE_GET_CLASS (self)->write_mark (self, &mark, error)
      || !cord_database_commit (self, error))
    {
      cord_database_rollback (self);
      return FALSE;
    }
  return TRUE;
}

gboolean
cord_database_migrate (CordDatabase *self, gint32 application_id, const char *const *migrations, GError **error)
{
  gint64 known = g_strv_length ((char **)migrations);
  CordDatabaseMark mark;

  g_return_val_if_fail (CORD_IS_DATABASE (self), FALSE);
  if (!check_mark (self, application_id, known, &mark, error))
    return FALSE;
  for (gint64 number = mark.version + 1; number <= known; number++)
    if (!apply_migration (self, application_id, number, migrations[number - 1], error))
      return FALSE;
  return TRUE;
}

/* Transactions */

static gboolean
begin_as (CordDatabase *self, CordTransaction kind, GError **error)
{
  return CORD_DATABASE_GET_CLASS (self)->begin (self, kind, error);
}

/* A database rolls a transaction back by itself when the disk is full or broken; later statements would be committed
 * without the earlier ones. */
static gboolean
is_given_up (CordDatabase *self)
{
  return get_private (self)->unsettled && !is_in_transaction (self);
}

static gboolean
refuse_given_up (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "given-up", NULL,
                              _ ("Check the disk and the file's permissions, then try again."),
                              _ ("The store gave up what was being written"));
}

static gboolean
begin_in_group (CordDatabase *self, GError **error)
{
  g_return_val_if_fail (!get_private (self)->inside, FALSE);

  if (is_given_up (self))
    return refuse_given_up (error);
  if (!get_private (self)->unsettled && !begin_as (self, CORD_TRANSACTION_WRITE, error))
    return FALSE;
  get_private (self)->unsettled = TRUE;
  get_private (self)->inside = execute (self, "SAVEPOINT grouped", error);
  return get_private (self)->inside;
}

/* When the savepoint cannot be undone alone, settling has to fail, so that all of it is undone. */
static void
rollback_in_group (CordDatabase *self)
{
  if (!get_private (self)->inside)
    return;
  get_private (self)->inside = FALSE;
  if (!is_given_up (self) && !execute (self, "ROLLBACK TO grouped; RELEASE grouped", NULL))
    execute (self, "ROLLBACK", NULL);
}

void
cord_database_hold (CordDatabase *self)
{
  if (is_in_transaction (self) || get_private (self)->unsettled)
    return;
  /* The lock only saves time: without it every statement takes its own. */
  begin_as (self, CORD_TRANSACTION_HOLD, NULL);
  get_private (self)->held = is_in_transaction (self);
}

void
cord_database_release (CordDatabase *self)
{
  CordStatement *statement;

  if (!get_private (self)->held)
    return;
  get_private (self)->held = FALSE;
  statement = cord_database_statement (self, "COMMIT", NULL);
  if (statement != NULL)
    cord_statement_run (statement, NULL);
}

gboolean
cord_database_begin (CordDatabase *self, GError **error)
{
  cord_database_release (self);
  return get_private (self)->grouping ? begin_in_group (self, error) : begin_as (self, CORD_TRANSACTION_WRITE, error);
}

gboolean
cord_database_commit (CordDatabase *self, GError **error)
{
  if (!get_private (self)->grouping)
    return execute (self, "COMMIT", error);
  if (!execute (self, "RELEASE grouped", error))
    return FALSE;
  get_private (self)->inside = FALSE;
  return TRUE;
}

void
cord_database_rollback (CordDatabase *self)
{
  if (get_private (self)->grouping)
    rollback_in_group (self);
  else if (is_in_transaction (self))
    execute (self, "ROLLBACK", NULL);
}

gboolean
cord_database_begin_reading (CordDatabase *self, GError **error)
{
  g_return_val_if_fail (!get_private (self)->grouping, FALSE);
  return begin_as (self, CORD_TRANSACTION_READ, error);
}

void
cord_database_set_grouping (CordDatabase *self, gboolean grouping)
{
  g_return_if_fail (CORD_IS_DATABASE (self) && !get_private (self)->unsettled && !is_in_transaction (self));
  get_private (self)->grouping = grouping;
}

gboolean
cord_database_is_unsettled (CordDatabase *self)
{
  return get_private (self)->unsettled;
}

gboolean
cord_database_settle (CordDatabase *self, GError **error)
{
  gboolean given_up = is_given_up (self);

  g_return_val_if_fail (CORD_IS_DATABASE (self) && !get_private (self)->inside, FALSE);
  if (!get_private (self)->unsettled)
    return TRUE;
  get_private (self)->unsettled = FALSE;
  if (given_up)
    return refuse_given_up (error);
  if (execute (self, "COMMIT", error))
    return TRUE;
  if (is_in_transaction (self))
    execute (self, "ROLLBACK", NULL);
  return FALSE;
}

/* What each database does in its own way */

void
cord_database_set_busy_timeout (CordDatabase *self, guint milliseconds)
{
  g_return_if_fail (CORD_IS_DATABASE (self));
  CORD_DATABASE_GET_CLASS (self)->set_busy_timeout (self, milliseconds);
}

CordDatabase *
cord_database_open_snapshot (CordDatabase *self, GError **error)
{
  g_return_val_if_fail (CORD_IS_DATABASE (self) && !get_private (self)->unsettled, NULL);
  return CORD_DATABASE_GET_CLASS (self)->open_snapshot (self, error);
}

gboolean
cord_database_probe (CordDatabase *self, GError **error)
{
  if (is_given_up (self))
    return refuse_given_up (error);
  return CORD_DATABASE_GET_CLASS (self)->probe (self, error);
}

void
cord_database_measure (CordDatabase *self, CordDatabaseSize *size)
{
  CORD_DATABASE_GET_CLASS (self)->measure (self, size);
}

gboolean
cord_database_verify (CordDatabase *self, GError **error)
{
  return CORD_DATABASE_GET_CLASS (self)->verify (self, error);
}

void
cord_database_check_references (CordDatabase *self, gboolean check)
{
  CORD_DATABASE_GET_CLASS (self)->check_references (self, check);
}

int
cord_database_changes (CordDatabase *self)
{
  return CORD_DATABASE_GET_CLASS (self)->changes (self);
}

/* Statements */

CordStatement *
cord_database_statement (CordDatabase *self, const char *sql, GError **error)
{
  CordStatement *statement = g_hash_table_lookup (get_private (self)->statements, sql);

  if (statement != NULL)
    {
      statement->klass->reset (statement);
      statement->klass->clear_bindings (statement);
      return statement;
    }
  statement = CORD_DATABASE_GET_CLASS (self)->prepare (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (get_private (self)->statements, g_strdup (sql), statement);
  return statement;
}

CordStatement *
cord_database_query (CordDatabase *self, CordQuery query, GError **error)
{
  g_return_val_if_fail (query < CORD_N_QUERIES, NULL);
  return cord_database_statement (self, CORD_DATABASE_GET_CLASS (self)->queries[query], error);
}

void
cord_statement_bind_text (CordStatement *self, int index, const char *text)
{
  self->klass->bind_text (self, index, text);
}

void
cord_statement_bind_integer (CordStatement *self, int index, gint64 value)
{
  self->klass->bind_integer (self, index, value);
}

void
cord_statement_bind_blob (CordStatement *self, int index, GBytes *bytes)
{
  self->klass->bind_blob (self, index, bytes);
}

gboolean
cord_statement_step (CordStatement *self, gboolean *row, GError **error)
{
  return self->klass->step (self, row, error);
}

gboolean
cord_statement_run (CordStatement *self, GError **error)
{
  gboolean row;

  if (!cord_statement_step (self, &row, error))
    return FALSE;
  cord_statement_reset (self);
  return TRUE;
}

const char *
cord_statement_get_text (CordStatement *self, int column)
{
  return self->klass->get_text (self, column);
}

gint64
cord_statement_get_integer (CordStatement *self, int column)
{
  return self->klass->get_integer (self, column);
}

GBytes *
cord_statement_dup_blob (CordStatement *self, int column)
{
  return self->klass->dup_blob (self, column);
}

void
cord_statement_reset (CordStatement *self)
{
  self->klass->reset (self);
}
