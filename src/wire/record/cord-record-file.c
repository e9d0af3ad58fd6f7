/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/record/cord-record-file.h"

#include "domain/record/cord-event.h"
#include "domain/record/cord-vault.h"
#include "wire/cord-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define RECORD_SUFFIX ".call"
#define VAULT_SUFFIX ".vault"
#define FILE_MODE 0600

void
cord_record_file_free (CordRecordFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->header, g_variant_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->closing, g_variant_unref);
  g_clear_pointer (&self->head, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->vault, g_variant_unref);
  g_free (self);
}

char *
cord_record_file_vault_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (g_str_has_suffix (path, RECORD_SUFFIX))
    return g_strdup_printf ("%.*s" VAULT_SUFFIX, (int)(strlen (path) - strlen (RECORD_SUFFIX)), path);
  return g_strconcat (path, VAULT_SUFFIX, NULL);
}

/* "upgrade.call: line 17: …", with the line as the member. */
static gboolean
refuse_line (const char *path, const char *prefix, guint line, const char *reason, const char *message, GError **error)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *member = g_strdup_printf ("%sline %u", prefix, line);

  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s%s%s: %s", shown != NULL ? shown : "",
                              shown != NULL ? ": " : "", member, message);
}

/* Reading */

static char *
load (const char *path, gsize *length, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *text = NULL;

  if (g_file_get_contents (path, &text, length, &local))
    return text;
  cord_error_set_full (
      error, g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? CORD_ERROR_NOT_FOUND : CORD_ERROR_INTERNAL,
      "file", NULL, NULL, "%s", local->message);
  return NULL;
}

/* The objects of the lines of a JSON Lines text; NULL with the error naming the line. */
static GPtrArray *
parse_lines (const char *path, const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  const char *at = text;
  const char *end = text + length;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize)(end - at));
      const char *stop = newline != NULL ? newline : end;
      g_autoptr (GError) local = NULL;
      g_autoptr (GVariant) value = cord_json_parse_value (at, stop - at, &CORD_JSON_LIMITS_FILE, &local);

      if (value == NULL)
        {
          /* After a crash or on a full disk a file ends in the middle of a line. */
          refuse_line (path, "", lines->len + 1, newline == NULL ? "truncated" : "syntax", local->message, error);
          return NULL;
        }
      if (!g_variant_is_of_type (value, CORD_VALUE_OBJECT))
        {
          refuse_line (path, "", lines->len + 1, "syntax", _ ("This line is not an object"), error);
          return NULL;
        }
      g_ptr_array_add (lines, g_steal_pointer (&value));
      at = stop + 1;
    }
  return g_steal_pointer (&lines);
}

static gboolean
is_closing (GVariant *line)
{
  return cord_value_has (line, "head") && !cord_value_has (line, "seq");
}

static gboolean
take_lines (CordRecordFile *self, GPtrArray *lines, GError **error)
{
  if (lines->len == 0)
    return refuse_line (self->path, "", 1, "truncated", _ ("The record is empty"), error);
  self->header = g_variant_ref (g_ptr_array_index (lines, 0));
  if (is_closing (self->header) || cord_value_has (self->header, "seq"))
    return refuse_line (self->path, "", 1, "syntax", _ ("The record does not begin with its header"), error);

  for (guint i = 1; i < lines->len; i++)
    {
      GVariant *line = g_ptr_array_index (lines, i);

      if (self->closing != NULL)
        return refuse_line (self->path, "", i + 1, "syntax", _ ("Nothing may follow the closing line"), error);
      if (is_closing (line))
        self->closing = g_variant_ref (line);
      else
        g_ptr_array_add (self->events, g_variant_ref (line));
    }
  if (self->closing != NULL)
    self->head = g_strdup (cord_value_get_string (self->closing, "head"));
  return TRUE;
}

static GVariant *
load_vault (const char *record_path, GError **error)
{
  g_autofree char *path = cord_record_file_vault_path (record_path);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  gsize length;
  CordBuilder vault;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return cord_value_empty_array ();
  text = load (path, &length, error);
  lines = text != NULL ? parse_lines (path, text, length, error) : NULL;
  if (lines == NULL)
    return NULL;
  cord_builder_init_array (&vault);
  for (guint i = 0; i < lines->len; i++)
    cord_builder_add (&vault, g_ptr_array_index (lines, i));
  return cord_builder_end (&vault);
}

CordRecordFile *
cord_record_file_read (const char *path, GError **error)
{
  g_autoptr (CordRecordFile) self = g_new0 (CordRecordFile, 1);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  text = load (path, &length, error);
  lines = text != NULL ? parse_lines (path, text, length, error) : NULL;
  if (lines == NULL || !take_lines (self, lines, error))
    return NULL;
  self->vault = load_vault (path, error);
  return self->vault != NULL ? g_steal_pointer (&self) : NULL;
}

/* Verifying */

/* Checks event @index against what came before; *prev becomes its hash. */
static gboolean
verify_event (const CordRecordFile *self, guint index, char **prev, GError **error)
{
  GVariant *value = g_ptr_array_index (self->events, index);
  guint line = index + 2;
  g_autoptr (GError) local = NULL;
  g_autoptr (CordEvent) event = NULL;
  g_autofree char *message = NULL;
  gint64 seq = cord_value_get_integer (value, "seq", -1);

  if (seq != (gint64)index + 1)
    {
      message = g_strdup_printf (_ ("Event %u is expected here, not %" G_GINT64_FORMAT), index + 1, seq);
      return refuse_line (self->path, "", line, "sequence", message, error);
    }
  if (g_strcmp0 (cord_value_get_string (value, "prev"), *prev) != 0)
    return refuse_line (self->path, "", line, "chain", _ ("This event does not follow from the line before it"), error);
  event = cord_event_from_value (value, &local);
  if (event == NULL)
    return refuse_line (self->path, "", line, "event", local->message, error);
  g_free (*prev);
  *prev = g_strdup (event->hash);
  return TRUE;
}

static gboolean
verify_closing (const CordRecordFile *self, const char *last, GError **error)
{
  guint line = self->events->len + 2;
  g_autoptr (GVariant) count = NULL;

  if (self->head == NULL && self->closing == NULL)
    return refuse_line (self->path, "", line, "truncated",
                        _ ("The closing line is missing: the record was cut off, or is still open"), error);
  if (g_strcmp0 (self->head, last) != 0)
    return refuse_line (self->path, "", line, "closing", _ ("The closing line names another last event"), error);
  if (self->closing == NULL)
    return TRUE;
  count = cord_value_dup (self->closing, "events");
  if (count == NULL || !g_variant_is_of_type (count, G_VARIANT_TYPE_INT64)
      || g_variant_get_int64 (count) != (gint64)self->events->len)
    return refuse_line (self->path, "", line, "closing", _ ("The closing line counts another number of events"), error);
  return TRUE;
}

static gboolean
verify_vault (const CordRecordFile *self, GError **error)
{
  for (gsize i = 0; self->vault != NULL && i < cord_value_length (self->vault); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (self->vault, i);
      g_autoptr (GVariant) value = cord_value_dup (line, "value");
      const char *ref = cord_value_get_string (line, "ref");
      const char *salt = cord_value_get_string (line, "salt");
      g_autoptr (GError) local = NULL;
      CordVaultEntry *entry;

      if (ref == NULL || salt == NULL || value == NULL)
        return refuse_line (self->path, "vault ", (guint)i + 1, "vault",
                            _ ("A personal value needs its reference and its salt"), error);
      entry = cord_vault_entry_load (ref, salt, value, &local);
      if (entry == NULL)
        return refuse_line (self->path, "vault ", (guint)i + 1, "vault", local->message, error);
      cord_vault_entry_free (entry);
    }
  return TRUE;
}

gboolean
cord_record_file_verify (const CordRecordFile *self, GError **error)
{
  g_autofree char *prev = NULL;

  g_return_val_if_fail (self != NULL && self->header != NULL && self->events != NULL, FALSE);

  if (cord_value_get_string (self->header, "id") == NULL)
    return refuse_line (self->path, "", 1, "header", _ ("The header does not say which interaction this is"), error);
  prev = cord_value_digest (self->header, NULL, 0);
  for (guint i = 0; i < self->events->len; i++)
    if (!verify_event (self, i, &prev, error))
      return FALSE;
  return verify_closing (self, prev, error) && verify_vault (self, error);
}

/* Writing */

static void
append_line (GString *text, GVariant *value)
{
  gsize length;
  g_autofree char *canonical = cord_value_to_canonical (value, &length);

  g_string_append_len (text, canonical, (gssize)length);
  g_string_append_c (text, '\n');
}

static gboolean
save (const char *path, GString *text, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path, text->str, (gssize)text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, FILE_MODE, &local))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INTERNAL,
                              g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? "disk-full" : "file", NULL,
                              _ ("Choose another folder, or make room on this disk."), "%s", local->message);
}

static gboolean
save_vault (const char *record_path, GVariant *vault, GError **error)
{
  g_autofree char *path = cord_record_file_vault_path (record_path);
  g_autoptr (GString) text = g_string_new (NULL);

  if (vault == NULL || cord_value_length (vault) == 0)
    {
      if (g_unlink (path) != 0 && errno != ENOENT)
        return cord_error_set_full (error, CORD_ERROR_INTERNAL, "file", NULL, NULL, "%s: %s", path, g_strerror (errno));
      return TRUE;
    }
  for (gsize i = 0; i < cord_value_length (vault); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (vault, i);

      append_line (text, entry);
    }
  return save (path, text, error);
}

gboolean
cord_record_file_write (const char *path, GVariant *header, GPtrArray *events, const char *head, GVariant *vault,
                        GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (path != NULL && header != NULL && events != NULL, FALSE);

  append_line (text, header);
  for (guint i = 0; i < events->len; i++)
    append_line (text, g_ptr_array_index (events, i));
  if (head != NULL)
    {
      g_autoptr (GVariant) closing = NULL;
      CordBuilder builder;

      cord_builder_init (&builder);
      cord_builder_string (&builder, "head", head);
      cord_builder_integer (&builder, "events", (gint64)events->len);
      closing = cord_builder_end (&builder);
      append_line (text, closing);
    }
  /* The values first, so that a record never refers to a value that was not written. */
  return save_vault (path, vault, error) && save (path, text, error);
}
