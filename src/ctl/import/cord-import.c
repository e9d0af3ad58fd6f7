/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import.h"

#include "config.h"

#include "store/cord-credential-store.h"
#include "store/cord-resource-store.h"
#include "store/cord-user-store.h"
#include "wire/cord-resource-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STEP 1000

/* One file on its way in. */
typedef struct
{
  const CordImport *import;
  char *name; /* its base name, for messages */
  char *stem;
  const CordResourceType *type; /* by the stem; NULL when it names none */
  guint done;
  guint total;
  CordImportCount *count;
} File;

static void
tell (File *file, gboolean end)
{
  if (file->import->progress != NULL && (end || file->done % STEP == 0))
    file->import->progress (file->name, file->done, file->total, file->import->user_data);
}

/* Puts file and line before what went wrong; code, reason, member and hint stay. */
static gboolean
place_error (File *file, guint line, GError *inner, GError **error)
{
  g_autoptr (GError) owned = inner;

  return cord_error_set_full (error, owned->domain == CORD_ERROR ? (CordError)owned->code : CORD_ERROR_INVALID,
                              cord_error_get_reason (owned), cord_error_get_member (owned), cord_error_get_hint (owned),
                              _("%s, line %u: %s"), file->name, line, owned->message);
}

static gboolean
store_secrets (CordDatabase *database, const CordResourceRow *row, GError **error)
{
  const char *const *secrets = (const char *const *)row->secrets->pdata;

  for (gsize i = 0; secrets[i] != NULL; i += 2)
    if (!cord_credential_store_set (database, row->id, secrets[i], secrets[i + 1], error))
      return FALSE;
  return TRUE;
}

static gboolean
store_resource (File *file, const CordResourceType *type, JsonObject *object, GError **error)
{
  CordDatabase *database = file->import->database;
  g_autoptr (CordResourceRow) row = NULL;
  CordPutResult result;

  if (!cord_resource_type_check_import (type, object, error))
    return FALSE;
  row = cord_resource_row_new (type, object, error);
  if (row == NULL
      || !cord_resource_store_put (database, type->name, row->id, row->document,
                                   (const char *const *)row->columns->pdata, file->import->now, &result, error)
      || !store_secrets (database, row, error))
    return FALSE;
  if (result != CORD_PUT_UNCHANGED && g_str_equal (type->disclosure, "PUBLIC")
      && !cord_resource_store_note_change (database, type->name, row->id, FALSE, error))
    return FALSE;
  file->count->created += result == CORD_PUT_CREATED;
  file->count->changed += result == CORD_PUT_CHANGED;
  file->count->unchanged += result == CORD_PUT_UNCHANGED;
  return TRUE;
}

static const char *
required (JsonNode *node, const char *member, GError **error)
{
  const char *value = cord_json_find_string (node, member);

  if (value == NULL || *value == '\0')
    cord_error_set_full (error, CORD_ERROR_INVALID, "missing", member, NULL, _("“%s” is missing"), member);
  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
store_person (File *file, JsonNode *node, GError **error)
{
  const CordSecretCost *cost = file->import->cost != NULL ? file->import->cost : &CORD_SECRET_COST_DEFAULT;
  gboolean client = g_str_equal (file->stem, "client");
  const char *name = required (node, "name", error);
  const char *secret = name != NULL ? required (node, client ? "secret" : "password", error) : NULL;
  const char *role = secret == NULL ? NULL : client ? "system" : required (node, "role", error);

  if (role == NULL)
    return FALSE;
  file->count->created++;
  return client ? cord_client_store_put (file->import->database, name, secret, cost, file->import->now, error)
                : cord_user_store_put (file->import->database, name, role, secret, cost, file->import->now, error);
}

static gboolean
is_people (const File *file)
{
  return g_str_equal (file->stem, "user") || g_str_equal (file->stem, "client");
}

static const CordResourceType *
type_of (const File *file, JsonNode *node)
{
  const char *name = cord_json_find_string (node, "@type");
  const CordResourceType *type = name != NULL ? cord_resource_type_find (name) : NULL;

  return type != NULL ? type : file->type;
}

static gboolean
store_node (File *file, JsonNode *node, guint line, GError **error)
{
  GError *inner = NULL;
  const CordResourceType *type;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    cord_error_set (&inner, CORD_ERROR_INVALID, _("a resource must be an object"));
  else if (is_people (file))
    store_person (file, node, &inner);
  else if ((type = type_of (file, node)) == NULL)
    cord_error_set_full (&inner, CORD_ERROR_INVALID, "type", "@type",
                         _("Name the file after the resource, or give each one its @type."),
                         _("neither “@type” nor the file's name says what this is"));
  else
    store_resource (file, type, json_node_get_object (node), &inner);
  if (inner != NULL)
    return place_error (file, line, inner, error);
  file->done++;
  tell (file, FALSE);
  return TRUE;
}

/* Of an array the number of the element stands for the line. */
static gboolean
store_array (File *file, JsonArray *array, GError **error)
{
  file->total = json_array_get_length (array);
  for (guint i = 0; i < file->total; i++)
    if (!store_node (file, json_array_get_element (array, i), i + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
store_lines (File *file, const char *text, gsize length, GError **error)
{
  const char *at = text;
  const char *end = text + length;

  for (guint line = 1; at < end; line++)
    {
      const char *stop = memchr (at, '\n', (gsize)(end - at));
      gsize size = (gsize)((stop != NULL ? stop : end) - at);
      g_autoptr (GError) inner = NULL;
      g_autoptr (JsonNode) node = NULL;

      if (strspn (at, " \t\r") < size)
        {
          node = cord_json_parse (at, (gssize)size, &CORD_JSON_LIMITS_FILE, &inner);
          if (node == NULL)
            return place_error (file, line, g_steal_pointer (&inner), error);
          if (!store_node (file, node, line, error))
            return FALSE;
        }
      at += size + 1;
    }
  return TRUE;
}

static gboolean
store_text (File *file, const char *text, gsize length, GError **error)
{
  gsize blank = strspn (text, " \t\r\n");

  if (blank < length && text[blank] == '[')
    {
      g_autoptr (GError) inner = NULL;
      g_autoptr (JsonNode) node = cord_json_parse (text, (gssize)length, &CORD_JSON_LIMITS_FILE, &inner);

      if (node == NULL)
        return place_error (file, 1, g_steal_pointer (&inner), error);
      return store_array (file, json_node_get_array (node), error);
    }
  return store_lines (file, text, length, error);
}

/* Whether a file of a folder is for us: by its name, or by the type its first line names. */
static gboolean
is_ours (const File *file, const char *text)
{
  const char *mark = strstr (text, "\"@type\"");
  const char *line = strchr (text, '\n');

  return file->type != NULL || is_people (file) || (mark != NULL && (line == NULL || mark < line));
}

static gboolean
store_file (File *file, const char *text, gsize length, GError **error)
{
  CordDatabase *database = file->import->database;
  CordImportCount before = *file->count;

  if (!cord_database_begin (database, error))
    return FALSE;
  if (!store_text (file, text, length, error) || !cord_database_commit (database, error))
    {
      cord_database_rollback (database);
      *file->count = before;
      return FALSE;
    }
  file->count->files++;
  file->total = file->done;
  tell (file, TRUE);
  return TRUE;
}

static gboolean
import_file (const CordImport *import, const char *path, gboolean optional, CordImportCount *count, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  g_autofree char *text = NULL;
  g_autoptr (GError) inner = NULL;
  File file = { import, name, stem, cord_resource_type_find (stem), 0, 0, count };
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &inner))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "file", NULL, _("Check the name and its permissions."),
                                "%s", inner->message);
  if (optional && !is_ours (&file, text))
    return TRUE;
  return store_file (&file, text, length, error);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
import_folder (const CordImport *import, const char *path, CordImportCount *count, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".jsonl"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    if (!import_file (import, g_ptr_array_index (names, i), TRUE, count, error))
      return FALSE;
  return TRUE;
}

gboolean
cord_import (const CordImport *import, const char *path, CordImportCount *count, GError **error)
{
  CordImportCount own = { 0 };

  g_return_val_if_fail (import != NULL && CORD_IS_DATABASE (import->database) && path != NULL, FALSE);
  if (count == NULL)
    count = &own;
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? import_folder (import, path, count, error)
                                                : import_file (import, path, FALSE, count, error);
}
