/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-command.h"

#include "config.h"
#include "ctl/cord-progress.h"
#include "ctl/import/cord-export.h"
#include "store/cord-server-store.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* What the command line says. */
typedef struct
{
  char *store;
  char *output;
  char *types;
  char *format;
  gboolean json;
  gboolean wanted;
  CordProgress progress;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->store);
  g_free (run->output);
  g_free (run->types);
  g_free (run->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
on_progress (const CordExportStage *stage, gpointer user_data)
{
  Run *run = user_data;

  cord_progress_tell (&run->progress, stage->type, stage->done, stage->bytes, -1, stage->end);
}

static guint64
count_all (GPtrArray *done)
{
  guint64 all = 0;

  for (guint i = 0; i < done->len; i++)
    all += ((const CordExportStage *)g_ptr_array_index (done, i))->done;
  return all;
}

static void
report_people (const Run *run, GPtrArray *done, FILE *out)
{
  guint64 all = count_all (done);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, all);
  g_autofree char *rate = g_strdup_printf ("%" G_GINT64_FORMAT, cord_progress_rate (&run->progress, all));

  fprintf (out, _ ("%u files: %s resources\n"), done->len, count);
  for (guint i = 0; i < done->len; i++)
    {
      const CordExportStage *stage = g_ptr_array_index (done, i);

      fprintf (out, "  %s: %" G_GUINT64_FORMAT "\n", stage->type, stage->done);
    }
  fprintf (out, _ ("in %.1f s, %s resources a second\n"), (double)cord_progress_milliseconds (&run->progress) / 1000,
           rate);
  fprintf (out, _ ("PINs, passwords, people and clients are not part of an export.\n"));
}

static void
report_machines (const Run *run, GPtrArray *done, FILE *out)
{
  guint64 all = count_all (done);

  fprintf (out, "{\"files\":%u,\"resources\":%" G_GUINT64_FORMAT ",\"types\":{", done->len, all);
  for (guint i = 0; i < done->len; i++)
    {
      const CordExportStage *stage = g_ptr_array_index (done, i);

      fprintf (out, "%s\"%s\":%" G_GUINT64_FORMAT, i == 0 ? "" : ",", stage->type, stage->done);
    }
  fprintf (out, "},\"milliseconds\":%" G_GINT64_FORMAT ",\"perSecond\":%" G_GINT64_FORMAT ",\"secrets\":false}\n",
           cord_progress_milliseconds (&run->progress), cord_progress_rate (&run->progress, all));
}

static CordExit
run_export (Run *run, const char *const *types)
{
  gboolean standard = g_str_equal (run->output, "-");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_server_store_read (run->store, &error);
  g_autoptr (GPtrArray) done = cord_export_done_new ();
  const CordExport export = { .database = database,
                              .folder = standard ? NULL : run->output,
                              .types = types,
                              .array = g_strcmp0 (run->format, "array") == 0,
                              .progress = on_progress,
                              .user_data = run,
                              .done = done };
  gboolean good = database != NULL && cord_export (&export, &error);

  cord_progress_clear (&run->progress);
  if (!good)
    return cord_command_refuse (g_steal_pointer (&error));
  if (run->json)
    report_machines (run, done, standard ? stderr : stdout);
  else
    report_people (run, done, standard ? stderr : stdout);
  return CORD_EXIT_DONE;
}

/* The names of the table, which knows each type by two; NULL when one is unknown or repeated. */
static char **
read_types (const char *text)
{
  g_auto (GStrv) written = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; written[i] != NULL; i++)
    {
      const CordResourceType *type = cord_resource_type_find (written[i]);

      if (type == NULL || !g_hash_table_add (seen, (gpointer)type->name))
        return NULL;
      g_strv_builder_add (names, type->name);
    }
  return g_strv_builder_end (names);
}

CordExit
cord_command_export (int argc, char **argv)
{
  g_auto (Run) run = { 0 };
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &run.store, NULL, NULL },
                                   { "output", 0, 0, G_OPTION_ARG_FILENAME, &run.output, NULL, NULL },
                                   { "type", 0, 0, G_OPTION_ARG_STRING, &run.types, NULL, NULL },
                                   { "format", 0, 0, G_OPTION_ARG_STRING, &run.format, NULL, NULL },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &run.json, NULL, NULL },
                                   { "progress", 0, 0, G_OPTION_ARG_NONE, &run.wanted, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) types = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return cord_command_usage ("export", error->message);
  if (run.store == NULL || run.output == NULL || argc > 1)
    return cord_command_usage ("export", _ ("name the store and where to write"));
  if (run.format != NULL && !g_str_equal (run.format, "lines") && !g_str_equal (run.format, "array"))
    return cord_command_usage ("export", _ ("--format is lines or array"));
  types = run.types != NULL ? read_types (run.types) : NULL;
  if (run.types != NULL && types == NULL)
    return cord_command_usage ("export", _ ("--type names resources, each once, with commas between"));
  if (g_str_equal (run.output, "-") && (types == NULL || g_strv_length (types) != 1))
    return cord_command_usage ("export", _ ("to standard output goes one type: name it with --type"));
  cord_progress_init (&run.progress, run.wanted, run.json);
  return run_export (&run, (const char *const *)types);
}
