/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-key.h"

#include "config.h"

#include "base/cord-id.h"
#include "store/cord-secret.h"
#include "sync/journal/cord-journal-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define DIGITS (2 * CORD_JOURNAL_KEY_BYTES)

typedef struct
{
  CordSignIn *store;
  char *journal;
  char *slot;      /* under which the store keeps it */
  char *made;      /* a new key in hex; wiped */
  char *found;     /* in the file; wiped */
  gboolean is_new; /* there is no journal yet */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->store);
  g_free (search->journal);
  g_free (search->slot);
  cord_secret_free (search->made);
  cord_secret_free (search->found);
  g_free (search);
}

/* NULL when the text is no key. */
static GBytes *
decode (const char *text)
{
  g_autoptr (GBytes) key = NULL;
  guint8 *bytes = g_malloc0 (CORD_JOURNAL_KEY_BYTES);
  gsize length = 0;

  key = cord_journal_seal_take_key (bytes);
  if (text != NULL && strlen (text) == DIGITS
      && sodium_hex2bin (bytes, CORD_JOURNAL_KEY_BYTES, text, DIGITS, NULL, &length, NULL) == 0
      && length == CORD_JOURNAL_KEY_BYTES)
    return g_steal_pointer (&key);
  return NULL;
}

static void
answer (GTask *task, const char *text)
{
  GBytes *key = decode (text);
  GError *error = NULL;

  if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify)g_bytes_unref);
  else
    {
      cord_error_set_full (&error, CORD_ERROR_INTERNAL, "key", NULL,
                           _ ("Ask the supervisor; do not delete the journal."), _ ("The journal's key is damaged"));
      g_task_return_error (task, error);
    }
}

/* The file */

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  g_autofree char *name = g_strconcat (search->journal, ".key", NULL);
  int descriptor = g_open (name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean written = descriptor >= 0 && write (descriptor, search->made, DIGITS) == DIGITS && fsync (descriptor) == 0;
  int cause = errno;
  GError *error = NULL;

  if (descriptor >= 0)
    close (descriptor);
  if (written)
    {
      answer (task, search->made);
      return;
    }
  if (descriptor >= 0)
    g_unlink (name);
  cord_error_set_full (&error, CORD_ERROR_INTERNAL, cause == ENOSPC ? "disk-full" : "journal", NULL,
                       _ ("Check the folder's permissions."), _ ("The journal's key cannot be stored: %s"),
                       g_strerror (cause));
  g_task_return_error (task, error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  g_autofree char *name = g_strconcat (search->journal, ".key", NULL);
  GStatBuf status;
  gsize length;

  search->is_new = g_stat (search->journal, &status) != 0 || status.st_size == 0;
  if (g_file_get_contents (name, &search->found, &length, NULL))
    g_strchomp (search->found);
  g_task_return_boolean (task, TRUE);
}

/* The store */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  gboolean saved = cord_sign_in_save_finish (search->store, result, NULL);

  if (saved && cord_sign_in_is_durable (search->store))
    answer (task, search->made);
  else
    g_task_run_in_thread (task, write_in_thread);
}

static void
make (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  search->made = cord_id_random_hex (DIGITS);
  if (cord_sign_in_is_durable (search->store))
    cord_sign_in_save_async (search->store, search->slot, "journal", search->made, g_task_get_cancellable (task),
                             on_saved, task);
  else
    {
      g_task_run_in_thread (task, write_in_thread);
      g_object_unref (task);
    }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordKeptSecret) kept = cord_sign_in_load_finish (search->store, result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (kept != NULL && cord_sign_in_is_durable (search->store))
    answer (task, kept->secret);
  else if (search->is_new)
    make (g_steal_pointer (&task));
  else
    {
      cord_error_set_full (&error, CORD_ERROR_DENIED, "keyring", NULL,
                           _ ("Unlock the keyring, then start the desk again."),
                           _ ("The journal cannot be opened without its key"));
      g_task_return_error (task, error);
    }
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);

  if (search->found != NULL)
    answer (task, search->found);
  else
    {
      GCancellable *cancellable = g_task_get_cancellable (task);

      cord_sign_in_load_async (search->store, search->slot, cancellable, on_loaded, g_object_ref (task));
    }
}

void
cord_journal_key_load_async (CordSignIn *store, const char *journal, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  g_autoptr (GTask) look = NULL;

  g_task_set_source_tag (task, cord_journal_key_load_async);
  g_task_set_name (task, "load the journal's key");
  search->store = g_object_ref (store);
  search->journal = g_strdup (journal);
  search->slot = g_strconcat ("journal:", journal, NULL);
  g_task_set_task_data (task, search, (GDestroyNotify)search_free);
  /* @task, which @look holds, keeps @search alive for the thread. */
  look = g_task_new (NULL, NULL, on_looked, task);
  g_task_set_source_tag (look, read_in_thread);
  g_task_set_name (look, "look for the journal's key file");
  g_task_set_task_data (look, search, NULL);
  g_task_run_in_thread (look, read_in_thread);
}

GBytes *
cord_journal_key_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
