/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/record/cord-record-file.h"

#include "cord-wire-fixture.h"
#include "cord-test-folder.h"
#include "domain/record/cord-event.h"
#include "domain/record/cord-vault.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_EVENTS 4

typedef struct
{
  char *folder;
  char *path;
  GVariant *header;
  GPtrArray *events;
  char *head;
  GVariant *vault;
} Record;

static CordEvent *
new_event (guint64 seq, const char *prev)
{
  g_autoptr (GVariant) body = fixture_value (seq % 2 == 1 ? "{'step':'verify'}" : "{'notice':'recording'}");

  return cord_event_new (seq, 1795424400000000 + (gint64)seq, (gint64)seq * 1000, "agent-01", "arrive",
                         seq % 2 == 1 ? "step.entered" : "notice.given", body, prev);
}

static GVariant *
new_vault (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string ("Grace Okafor"));
  CordVaultEntry *entry = cord_vault_entry_new (value);
  g_autoptr (GVariant) line = NULL;
  CordBuilder builder, array;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "ref", entry->ref);
  cord_builder_string (&builder, "salt", entry->salt);
  cord_builder_value (&builder, "value", entry->value);
  line = cord_builder_end (&builder);
  cord_vault_entry_free (entry);
  cord_builder_init_array (&array);
  cord_builder_add (&array, line);
  return cord_builder_end (&array);
}

static void
record_set_up (Record *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("cord-record-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "upgrade.call", NULL);
  self->header = fixture_value (
      "{'id':'01931d0a-0000-7000-8000-000000000001','sop':'plan-change','sopVersion':'1','policy':'none','schema':1}");
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  self->head = cord_value_digest (self->header, NULL, 0);
  for (guint64 seq = 1; seq <= N_EVENTS; seq++)
    {
      g_autoptr (CordEvent) event = new_event (seq, self->head);

      g_free (self->head);
      self->head = g_strdup (event->hash);
      g_ptr_array_add (self->events, cord_event_to_value (event));
    }
  self->vault = new_vault ();
  cord_record_file_write (self->path, self->header, self->events, self->head, self->vault, &error);
  g_assert_no_error (error);
}

static void
record_tear_down (Record *self, gconstpointer data)
{
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->head);
  g_variant_unref (self->header);
  g_variant_unref (self->vault);
  g_ptr_array_unref (self->events);
}

static void
test_round_trip (Record *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordRecordFile) file = cord_record_file_read (self->path, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (cord_value_equal (file->header, self->header));
  g_assert_cmpuint (file->events->len, ==, N_EVENTS);
  g_assert_cmpstr (file->head, ==, self->head);
  g_assert_true (cord_value_equal (file->vault, self->vault));
  g_assert_true (cord_record_file_verify (file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* Writing a parsed record gives the same bytes. */
static void
test_same_bytes (Record *self, gconstpointer data)
{
  g_autoptr (CordRecordFile) file = cord_record_file_read (self->path, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (self->path, &before, NULL, NULL));
  g_assert_true (cord_record_file_write (self->path, file->header, file->events, file->head, file->vault, NULL));
  g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_str_has_prefix (before, "{\"id\":"));
}

static void
test_erased_values (Record *self, gconstpointer data)
{
  g_autofree char *vault = cord_record_file_vault_path (self->path);
  g_autoptr (GVariant) empty = cord_value_empty_array ();
  g_autoptr (CordRecordFile) file = NULL;

  g_assert_true (g_file_test (vault, G_FILE_TEST_EXISTS));
  g_assert_true (cord_record_file_write (self->path, self->header, self->events, self->head, empty, NULL));
  g_assert_false (g_file_test (vault, G_FILE_TEST_EXISTS));
  file = cord_record_file_read (self->path, NULL);
  g_assert_cmpuint (cord_value_length (file->vault), ==, 0);
  g_assert_true (cord_record_file_verify (file, NULL));
}

/* Tampering: line @line (from 1; 0: append) of the file becomes @replacement (NULL: is left out), or has @from replaced
 * by @to. */
typedef struct
{
  const char *what;
  guint line;
  const char *from;
  const char *to;
  const char *member;
  const char *reason;
} Tampering;

static const Tampering tamperings[] = {
  { "header", 1, "plan-change", "plan-chance", "line 2", "chain" },
  { "header-id", 1, "\"id\"", "\"ix\"", "line 1", "header" },
  { "actor", 3, "agent-01", "agent-02", "line 3", "event" },
  { "time", 4, "1795424400000003", "1795424400000009", "line 4", "event" },
  { "body", 2, "verify", "commit", "line 2", "event" },
  { "undeclared", 2, "\"step\":\"verify\"", "\"step\":\"verify\",\"x\":1", "line 2", "event" },
  { "type", 3, "notice.given", "notice.taken", "line 3", "event" },
  { "version", 3, "\"v\":1", "\"v\":9", "line 3", "event" },
  { "hash", 5, "\"hash\":\"", "\"hash\":\"0", "line 5", "event" },
  { "prev", 5, "\"prev\":\"", "\"prev\":\"0", "line 5", "chain" },
  { "sequence", 4, "\"seq\":3", "\"seq\":2", "line 4", "sequence" },
  { "sequence-text", 4, "\"seq\":3", "\"seq\":\"3\"", "line 4", "sequence" },
  { "count", 6, "\"events\":4", "\"events\":5", "line 6", "closing" },
  { "count-text", 6, "\"events\":4", "\"events\":\"4\"", "line 6", "closing" },
  { "head", 6, "\"head\":\"", "\"head\":\"0", "line 6", "closing" },
  { "head-null", 6, NULL, "{\"events\":4,\"head\":null}", "line 6", "closing" },
  { "left-out", 3, NULL, NULL, "line 3", "sequence" },
  { "last-left-out", 5, NULL, NULL, "line 5", "closing" },
  { "closing-left-out", 6, NULL, NULL, "line 6", "truncated" },
};

static void
tamper (Record *self, const Tampering *how)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);

      if (i + 1 == how->line && how->from != NULL)
        g_assert_cmpuint (g_string_replace (line, how->from, how->to, 1), ==, 1);
      else if (i + 1 == how->line && how->to == NULL)
        continue;
      else if (i + 1 == how->line)
        g_string_assign (line, how->to);
      g_string_append_printf (out, "%s\n", line->str);
    }
  g_assert_true (g_file_set_contents (self->path, out->str, -1, NULL));
}

static void
test_tampering (Record *self, gconstpointer data)
{
  const Tampering *how = data;
  g_autoptr (CordRecordFile) file = NULL;
  g_autoptr (GError) error = NULL;

  tamper (self, how);
  file = cord_record_file_read (self->path, &error);
  g_assert_no_error (error);
  g_assert_false (cord_record_file_verify (file, &error));
  assert_refused (error, how->member);
  g_assert_cmpstr (cord_error_get_reason (error), ==, how->reason);
  g_assert_nonnull (strstr (error->message, "upgrade.call: line "));
}

/* Two events that were exchanged with each other. */
static void
test_swapped (Record *self, gconstpointer data)
{
  g_autoptr (CordRecordFile) file = cord_record_file_read (self->path, NULL);
  g_autoptr (GError) error = NULL;
  gpointer second = file->events->pdata[1];

  file->events->pdata[1] = file->events->pdata[2];
  file->events->pdata[2] = second;
  g_assert_false (cord_record_file_verify (file, &error));
  assert_refused (error, "line 3");
}

static void
check_unreadable (Record *self, const char *text, const char *member, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  g_assert_null (cord_record_file_read (self->path, &error));
  assert_refused (error, member);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_assert_nonnull (strstr (error->message, "upgrade.call: "));
}

static void
test_syntax (Record *self, gconstpointer data)
{
  check_unreadable (self, "", "line 1", "truncated");
  check_unreadable (self, "\n", "line 1", "syntax");
  check_unreadable (self, "[]\n", "line 1", "syntax");
  check_unreadable (self, "{\"seq\":1}\n", "line 1", "syntax");
  check_unreadable (self, "{\"events\":0,\"head\":\"x\"}\n", "line 1", "syntax");
  check_unreadable (self, "{\"id\":\"i\"}\n\n{}\n", "line 2", "syntax");
  check_unreadable (self, "{\"id\":\"i\"}\n{\"seq\":1,\"seq\":1}\n", "line 2", "syntax");
  check_unreadable (self, "{\"id\":\"i\"}\n{\"seq\":1,\"bo", "line 2", "truncated");
  check_unreadable (self, "{\"id\":\"i\"}\n{\"events\":0,\"head\":\"x\"}\n{\"seq\":1}\n", "line 3", "syntax");
}

/* Truncated after any byte, a record is never accepted as complete. */
static void
test_cut_anywhere (Record *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->path, &text, &length, NULL));
  for (gsize cut = 0; cut + 1 < length; cut += 7)
    {
      g_autoptr (CordRecordFile) file = NULL;

      g_assert_true (
          g_file_set_contents_full (self->path, text, (gssize)cut, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
      file = cord_record_file_read (self->path, NULL);
      g_assert_true (file == NULL || !cord_record_file_verify (file, NULL));
    }
}

static void
test_vault (Record *self, gconstpointer data)
{
  g_autofree char *path = cord_record_file_vault_path (self->path);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (CordRecordFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_suffix (path, "/upgrade.vault"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_string_replace (changed, "Grace", "Grape", 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  file = cord_record_file_read (self->path, NULL);
  g_assert_false (cord_record_file_verify (file, &error));
  assert_refused (error, "vault line 1");
}

static void
test_missing_file (Record *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_unlink (self->path);
  g_assert_null (cord_record_file_read (self->path, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
}

/* A record that is still open has no closing line and says so. */
static void
test_open_record (Record *self, gconstpointer data)
{
  g_autoptr (CordRecordFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_record_file_write (self->path, self->header, self->events, NULL, NULL, NULL));
  file = cord_record_file_read (self->path, NULL);
  g_assert_null (file->head);
  g_assert_false (cord_record_file_verify (file, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "truncated");
}

static void
add (const char *name, void (*test) (Record *, gconstpointer), gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/record-file/", name, NULL);

  g_test_add (path, Record, data, record_set_up, test, record_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("round-trip", test_round_trip, NULL);
  add ("same-bytes", test_same_bytes, NULL);
  add ("erased-values", test_erased_values, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *name = g_strconcat ("tampering/", tamperings[i].what, NULL);

      add (name, test_tampering, &tamperings[i]);
    }
  add ("swapped", test_swapped, NULL);
  add ("syntax", test_syntax, NULL);
  add ("cut-anywhere", test_cut_anywhere, NULL);
  add ("vault", test_vault, NULL);
  add ("missing-file", test_missing_file, NULL);
  add ("open-record", test_open_record, NULL);
  return g_test_run ();
}
