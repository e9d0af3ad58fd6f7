/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup, backup verify and restore: a server's store as one file, and back. */
#include "ctl/cord-command.h"

#include "base/cord-period.h"
#include "domain/record/cord-event.h"
#include "store/sqlite/cord-backup.h"
#include "store/cord-interaction-store.h"
#include "store/cord-server-store.h"
#include "wire/cord-json.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *store;
  gboolean replace;
  gboolean json;
  char **words;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->store);
  g_strfreev (self->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
read_arguments (Arguments *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &self->store, NULL, NULL },
                                   { "replace", 0, 0, G_OPTION_ARG_NONE, &self->replace, NULL, NULL },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
                                   { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->words, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, &argc, &argv, error);
}

/* The records of the interactions: each event's hash is that of its content, and names the one before it. */

typedef struct
{
  char *interaction;
  char *head;
} Chain;

static void
chain_clear (Chain *self)
{
  g_free (self->interaction);
  g_free (self->head);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
check_event (const char *interaction, const char *hash, const char *document, gpointer user_data, GError **error)
{
  Chain *chain = user_data;
  g_autoptr (GVariant) value = cord_json_parse_value (document, -1, &CORD_JSON_LIMITS_FILE, NULL);
  g_autoptr (CordEvent) event = value != NULL ? cord_event_from_value (value, NULL) : NULL;
  gboolean follows
      = event != NULL && (g_strcmp0 (chain->interaction, interaction) != 0 || g_str_equal (event->prev, chain->head));

  if (!follows || !g_str_equal (event->hash, hash))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "damaged", NULL, NULL,
                                _ ("The record of interaction %s does not verify"), interaction);
  g_free (chain->interaction);
  chain->interaction = g_strdup (interaction);
  g_free (chain->head);
  chain->head = g_strdup (hash);
  return TRUE;
}

static gboolean
check_records (CordDatabase *database, gpointer user_data, GError **error)
{
  g_auto (Chain) chain = { NULL };

  return cord_event_store_each (database, check_event, &chain, error);
}

static void
on_progress (guint64 done, guint64 total, gpointer user_data)
{
  if (total > 0)
    fprintf (stderr, done == total ? "\r\033[K" : "\r%" G_GUINT64_FORMAT " %%", done * 100 / total);
}

/* All names are constants of this program, so that nothing needs escaping. */
static void
print_json (const CordBackup *backup)
{
  g_autofree char *taken = cord_instant_to_string (backup->taken);
  GVariantIter rows;
  const char *table;
  const char *comma = "";
  gint64 count;

  printf ("{\"program\":\"%s\",\"taken\":\"%s\",\"schema\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GUINT64_FORMAT
          ",\"sha256\":\"%s\",\"rows\":{",
          backup->program, taken, backup->schema, backup->bytes, backup->sha256);
  g_variant_iter_init (&rows, backup->rows);
  for (; g_variant_iter_next (&rows, "(&sx)", &table, &count); comma = ",")
    printf ("%s\"%s\":%" G_GINT64_FORMAT, comma, table, count);
  printf ("}}\n");
}

static gint64
count_all (const CordBackup *backup)
{
  GVariantIter rows;
  const char *table;
  gint64 count, sum = 0;

  g_variant_iter_init (&rows, backup->rows);
  while (g_variant_iter_next (&rows, "(&sx)", &table, &count))
    sum += count;
  return sum;
}

static CordExit
report (CordBackup *backup, GError *error, gboolean json, const char *words, const char *name)
{
  g_autoptr (CordBackup) owned = backup;
  g_autofree char *taken = NULL;
  g_autofree char *size = NULL;

  if (backup == NULL)
    return cord_command_refuse (error);
  if (json)
    {
      print_json (backup);
      return CORD_EXIT_DONE;
    }
  taken = cord_instant_to_string (backup->taken);
  size = g_format_size (backup->bytes);
  printf ("%s: %s\n", name, words);
  printf (_ ("%s as of %s, %" G_GINT64_FORMAT " rows, sha256 %s\n"), size, taken, count_all (backup), backup->sha256);
  return CORD_EXIT_DONE;
}

static CordBackupWatch
make_watch (void)
{
  CordBackupWatch watch = { .check = check_records };

  if (isatty (STDERR_FILENO))
    watch.progress = on_progress;
  /* Let a limit on the size of files be an error like a full disk; by default its signal would end the program. */
  signal (SIGXFSZ, SIG_IGN);
  return watch;
}

CordExit
cord_command_backup (int argc, char **argv)
{
  g_auto (Arguments) arguments = { NULL };
  const CordBackupWatch watch = make_watch ();
  GError *error = NULL;
  const char *path;
  CordBackup *backup;

  if (!read_arguments (&arguments, argc, argv, &error))
    {
      g_autoptr (GError) owned = error;

      return cord_command_usage ("backup", owned->message);
    }
  if (arguments.words != NULL && arguments.store == NULL && g_strv_length (arguments.words) == 2
      && strcmp (arguments.words[0], "verify") == 0)
    {
      backup = cord_backup_verify (arguments.words[1], &watch, &error);
      return report (backup, error, arguments.json, _ ("every byte is as it was written"), arguments.words[1]);
    }
  if (arguments.words == NULL || arguments.store == NULL || g_strv_length (arguments.words) != 1)
    return cord_command_usage ("backup", _ ("name the store and one file"));
  path = cord_server_store_require_path (arguments.store, &error);
  backup = path != NULL
               ? cord_backup_take (path, arguments.words[0], arguments.replace, g_get_real_time (), &watch, &error)
               : NULL;
  return report (backup, error, arguments.json, _ ("taken and verified"), arguments.words[0]);
}

CordExit
cord_command_restore (int argc, char **argv)
{
  g_auto (Arguments) arguments = { NULL };
  const CordBackupWatch watch = make_watch ();
  GError *error = NULL;
  const char *path;
  CordBackup *backup;

  if (!read_arguments (&arguments, argc, argv, &error))
    {
      g_autoptr (GError) owned = error;

      return cord_command_usage ("restore", owned->message);
    }
  if (arguments.words == NULL || arguments.store == NULL || g_strv_length (arguments.words) != 1)
    return cord_command_usage ("restore", _ ("name the store and one file"));
  path = cord_server_store_require_path (arguments.store, &error);
  backup = path != NULL ? cord_backup_restore (arguments.words[0], path, arguments.replace, &watch, &error) : NULL;
  return report (backup, error, arguments.json, _ ("restored and verified"), arguments.store);
}
