/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-recording-database.h"

#include "store/cord-database-class.h"
#include "store/cord-server-store.h"

#define CORD_TYPE_RECORDING_DATABASE (cord_recording_database_get_type ())
G_DECLARE_FINAL_TYPE (CordRecordingDatabase, cord_recording_database, CORD, RECORDING_DATABASE, CordDatabase)

struct _CordRecordingDatabase
{
  CordDatabase parent_instance;

  CordDatabase *inner;
  guint statements;
  guint steps;
};

typedef struct
{
  CordStatement parent;
  CordStatement *inner;
} RecordingStatement;

G_DEFINE_FINAL_TYPE (CordRecordingDatabase, cord_recording_database, CORD_TYPE_DATABASE)

static CordStatement *
inner_of (CordStatement *self)
{
  return ((RecordingStatement *)self)->inner;
}

static void
statement_free (CordStatement *self)
{
  CordStatement *inner = inner_of (self);

  inner->klass->free (inner);
  g_free (self);
}

static void
reset (CordStatement *self)
{
  inner_of (self)->klass->reset (inner_of (self));
}

static void
clear_bindings (CordStatement *self)
{
  inner_of (self)->klass->clear_bindings (inner_of (self));
}

static void
bind_text (CordStatement *self, int index, const char *text)
{
  inner_of (self)->klass->bind_text (inner_of (self), index, text);
}

static void
bind_integer (CordStatement *self, int index, gint64 value)
{
  inner_of (self)->klass->bind_integer (inner_of (self), index, value);
}

static void
bind_blob (CordStatement *self, int index, GBytes *bytes)
{
  inner_of (self)->klass->bind_blob (inner_of (self), index, bytes);
}

static gboolean
step (CordStatement *self, gboolean *row, GError **error)
{
  CORD_RECORDING_DATABASE (self->database)->steps++;
  return inner_of (self)->klass->step (inner_of (self), row, error);
}

static const char *
get_text (CordStatement *self, int column)
{
  return inner_of (self)->klass->get_text (inner_of (self), column);
}

static gint64
get_integer (CordStatement *self, int column)
{
  return inner_of (self)->klass->get_integer (inner_of (self), column);
}

static GBytes *
dup_blob (CordStatement *self, int column)
{
  return inner_of (self)->klass->dup_blob (inner_of (self), column);
}

static const CordStatementClass statement_class = {
  .free = statement_free,
  .reset = reset,
  .clear_bindings = clear_bindings,
  .bind_text = bind_text,
  .bind_integer = bind_integer,
  .bind_blob = bind_blob,
  .step = step,
  .get_text = get_text,
  .get_integer = get_integer,
  .dup_blob = dup_blob,
};

/* The inner database, and the functions behind it. */
#define INNER(self) (CORD_RECORDING_DATABASE (self)->inner)
#define INNER_CLASS(self) CORD_DATABASE_GET_CLASS (INNER (self))

static CordStatement *
prepare (CordDatabase *self, const char *sql, GError **error)
{
  CordStatement *inner = INNER_CLASS (self)->prepare (INNER (self), sql, error);
  RecordingStatement *statement;

  if (inner == NULL)
    return NULL;
  CORD_RECORDING_DATABASE (self)->statements++;
  statement = g_new0 (RecordingStatement, 1);
  statement->parent.klass = &statement_class;
  statement->parent.database = self;
  statement->inner = inner;
  return &statement->parent;
}

static gboolean
execute (CordDatabase *self, const char *sql, GError **error)
{
  return INNER_CLASS (self)->execute (INNER (self), sql, error);
}

static gboolean
begin (CordDatabase *self, CordTransaction kind, GError **error)
{
  return INNER_CLASS (self)->begin (INNER (self), kind, error);
}

static gboolean
is_in_transaction (CordDatabase *self)
{
  return INNER_CLASS (self)->is_in_transaction (INNER (self));
}

static gboolean
read_mark (CordDatabase *self, CordDatabaseMark *mark, GError **error)
{
  return INNER_CLASS (self)->read_mark (INNER (self), mark, error);
}

static gboolean
write_mark (CordDatabase *self, const CordDatabaseMark *mark, GError **error)
{
  return INNER_CLASS (self)->write_mark (INNER (self), mark, error);
}

static int
changes (CordDatabase *self)
{
  return INNER_CLASS (self)->changes (INNER (self));
}

static void
set_busy_timeout (CordDatabase *self, guint milliseconds)
{
  INNER_CLASS (self)->set_busy_timeout (INNER (self), milliseconds);
}

static void
check_references (CordDatabase *self, gboolean check)
{
  INNER_CLASS (self)->check_references (INNER (self), check);
}

static CordDatabase *
open_snapshot (CordDatabase *self, GError **error)
{
  g_autoptr (CordDatabase) snapshot = INNER_CLASS (self)->open_snapshot (INNER (self), error);

  return snapshot != NULL ? cord_recording_database_new (snapshot) : NULL;
}

static gboolean
probe (CordDatabase *self, GError **error)
{
  return INNER_CLASS (self)->probe (INNER (self), error);
}

static void
measure (CordDatabase *self, CordDatabaseSize *size)
{
  INNER_CLASS (self)->measure (INNER (self), size);
}

static gboolean
verify (CordDatabase *self, GError **error)
{
  return INNER_CLASS (self)->verify (INNER (self), error);
}

static void
cord_recording_database_finalize (GObject *object)
{
  g_clear_object (&INNER (object));
  G_OBJECT_CLASS (cord_recording_database_parent_class)->finalize (object);
}

static void
cord_recording_database_class_init (CordRecordingDatabaseClass *klass)
{
  CordDatabaseClass *database = CORD_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cord_recording_database_finalize;
  database->prepare = prepare;
  database->execute = execute;
  database->begin = begin;
  database->is_in_transaction = is_in_transaction;
  database->read_mark = read_mark;
  database->write_mark = write_mark;
  database->changes = changes;
  database->set_busy_timeout = set_busy_timeout;
  database->check_references = check_references;
  database->open_snapshot = open_snapshot;
  database->probe = probe;
  database->measure = measure;
  database->verify = verify;
}

static void
cord_recording_database_init (CordRecordingDatabase *self)
{
}

CordDatabase *
cord_recording_database_new (CordDatabase *inner)
{
  CordRecordingDatabase *self = g_object_new (CORD_TYPE_RECORDING_DATABASE, NULL);

  self->inner = g_object_ref (inner);
  CORD_DATABASE_GET_CLASS (self)->queries = CORD_DATABASE_GET_CLASS (inner)->queries;
  return CORD_DATABASE (self);
}

void
cord_recording_database_count (CordDatabase *self, guint *statements, guint *steps)
{
  *statements = CORD_RECORDING_DATABASE (self)->statements;
  *steps = CORD_RECORDING_DATABASE (self)->steps;
}

CordDatabase *
cord_recording_database_open_store (GError **error)
{
  g_autoptr (CordDatabase) database = cord_server_store_open ("memory", error);

  if (database == NULL || g_getenv ("CORD_STORE_RECORDED") == NULL)
    return g_steal_pointer (&database);
  return cord_recording_database_new (database);
}
