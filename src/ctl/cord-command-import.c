/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-command.h"

#include "config.h"

#include "base/cord-text.h"
#include "ctl/cord-progress.h"
#include "ctl/import/cord-import.h"
#include "ctl/import/cord-import-catalog.h"
#include "store/cord-server-store.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define WARNING_MAX_CHARACTERS 300

/* What the command line says. */
typedef struct
{
  char *store;
  char *type;
  char **paths;
  gboolean json;
  gboolean dry_run;
  gboolean wanted; /* progress */
  int report_errors;
  CordProgress progress;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->store);
  g_free (run->type);
  g_strfreev (run->paths);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
on_progress (const CordImportStage *stage, gpointer user_data)
{
  Run *run = user_data;

  cord_progress_tell (&run->progress, stage->file, stage->done, stage->bytes, stage->size, stage->end);
}

static void
on_fault (const GError *error, gpointer user_data)
{
  const Run *run = user_data;

  cord_progress_clear (&run->progress);
  cord_command_refuse (g_error_copy (error));
}

static void
on_left_out (const GError *error, gpointer user_data)
{
  const Run *run = user_data;
  g_autofree char *reason = cord_text_clean (error->message, WARNING_MAX_CHARACTERS);

  cord_progress_clear (&run->progress);
  fprintf (stderr, _ ("cordboardctl: left out: %s\n"), reason);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (a, b);
}

static void
report_people (const Run *run, const CordImportCount *count, GHashTable *types)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (types), by_name);
  g_autofree char *rate = g_strdup_printf (
      "%" G_GINT64_FORMAT, cord_progress_rate (&run->progress, count->created + count->changed + count->unchanged));

  printf (_ ("%u files: %u resources created, %u changed, %u unchanged\n"), count->files, count->created,
          count->changed, count->unchanged);
  for (GList *name = names; name != NULL; name = name->next)
    {
      const CordImportCount *one = g_hash_table_lookup (types, name->data);

      printf (_ ("  %s: %u created, %u changed, %u unchanged\n"), (const char *)name->data, one->created, one->changed,
              one->unchanged);
    }
  printf (_ ("in %.1f s, %s resources a second\n"), (double)cord_progress_milliseconds (&run->progress) / 1000, rate);
  if (run->dry_run)
    printf (_ ("This was a dry run: nothing was stored.\n"));
}

static void
report_machines (const Run *run, const CordImportCount *count, GHashTable *types)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (types), by_name);
  guint all = count->created + count->changed + count->unchanged;

  printf ("{\"files\":%u,\"created\":%u,\"changed\":%u,\"unchanged\":%u,\"types\":{", count->files, count->created,
          count->changed, count->unchanged);
  for (GList *name = names; name != NULL; name = name->next)
    {
      const CordImportCount *one = g_hash_table_lookup (types, name->data);

      printf ("%s\"%s\":{\"created\":%u,\"changed\":%u,\"unchanged\":%u}", name == names ? "" : ",",
              (const char *)name->data, one->created, one->changed, one->unchanged);
    }
  printf ("},\"milliseconds\":%" G_GINT64_FORMAT ",\"perSecond\":%" G_GINT64_FORMAT ",\"dryRun\":%s}\n",
          cord_progress_milliseconds (&run->progress), cord_progress_rate (&run->progress, all),
          run->dry_run ? "true" : "false");
}

static gboolean
import_all (Run *run, CordDatabase *database, GHashTable *types, CordImportCount *count, GError **error)
{
  const CordImport import = { .database = database,
                              .now = g_get_real_time (),
                              .progress = on_progress,
                              .user_data = run,
                              .type = run->type != NULL ? cord_resource_type_find (run->type) : NULL,
                              .dry_run = run->dry_run,
                              .fault = run->report_errors > 1 ? on_fault : NULL,
                              .faults_most = (guint)run->report_errors,
                              .left_out = on_left_out,
                              .types = types };

  for (gsize i = 0; run->paths[i] != NULL; i++)
    if (!cord_import (&import, run->paths[i], count, error))
      return FALSE;
  return TRUE;
}

static void
warn_of (CordOffering *offering)
{
  g_autofree char *id = cord_text_clean (cord_offering_get_id (offering), WARNING_MAX_CHARACTERS);
  g_autofree char *problem = cord_text_clean (cord_offering_get_problem (offering), WARNING_MAX_CHARACTERS);

  fprintf (stderr, _ ("cordboardctl: offering %s will not be sold: %s\n"), id, problem);
}

/* Everything is stored; but what cannot be read is not sold, and better known now than in a call. */
static void
warn_of_catalog (const Run *run, CordDatabase *database, GHashTable *types)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordCatalog) catalog = NULL;

  if (run->dry_run || !cord_import_touches_catalog (types))
    return;
  catalog = cord_import_read_catalog (database, &error);
  if (catalog == NULL)
    {
      cord_command_refuse (g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < cord_catalog_get_problems (catalog)->len; i++)
    warn_of (cord_catalog_get_problems (catalog)->pdata[i]);
}

static CordExit
run_import (Run *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_server_store_open (run->store, &error);
  g_autoptr (GHashTable) types = cord_import_types_new ();
  CordImportCount count = { 0 };
  gboolean good;

  if (database == NULL)
    return cord_command_refuse (g_steal_pointer (&error));
  good = import_all (run, database, types, &count, &error);
  cord_progress_clear (&run->progress);
  if (!good)
    return cord_command_refuse (g_steal_pointer (&error));
  if (run->json)
    report_machines (run, &count, types);
  else
    report_people (run, &count, types);
  warn_of_catalog (run, database, types);
  return CORD_EXIT_DONE;
}

CordExit
cord_command_import (int argc, char **argv)
{
  g_auto (Run) run = { .report_errors = 1 };
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &run.store, NULL, NULL },
                                   { "type", 0, 0, G_OPTION_ARG_STRING, &run.type, NULL, NULL },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &run.json, NULL, NULL },
                                   { "dry-run", 0, 0, G_OPTION_ARG_NONE, &run.dry_run, NULL, NULL },
                                   { "progress", 0, 0, G_OPTION_ARG_NONE, &run.wanted, NULL, NULL },
                                   { "report-errors", 0, 0, G_OPTION_ARG_INT, &run.report_errors, NULL, NULL },
                                   { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &run.paths, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return cord_command_usage ("import", error->message);
  if (run.store == NULL || run.paths == NULL)
    return cord_command_usage ("import", _ ("name the store and what to import"));
  if (run.report_errors < 1)
    return cord_command_usage ("import", _ ("--report-errors needs a number from 1"));
  if (run.type != NULL && cord_resource_type_find (run.type) == NULL)
    return cord_command_usage ("import", _ ("--type names no resource"));
  cord_progress_init (&run.progress, run.wanted, run.json);
  return run_import (&run);
}
