/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One act of the agent: appended, durable in a journal on disk, folded, and painted in a window that is bound to the
 * interaction. The baselines: the same bytes written and synced to a plain file, and a single label that changes in
 * the same window. */
#include "bench-report.h"
#include "domain/record/cord-recorder.h"
#include "record-fixture.h"
#include "sync/journal/cord-journal-db.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_STEPS 300
#define WARM_UP 20 /* first frames load fonts and shaders */
#define PACE_MS 25
#define EVENT_BYTES 700
#define SKIPPED 77

typedef struct
{
  RecordFixture fixture;
  char *folder;
  char *path;
  CordClock *clock;
  CordJournalDb *journal;
  CordRecorder *recorder;
  GMainLoop *loop;
  GtkWindow *window;
  GtkLabel *label;
  gboolean bare;
  guint number;
  gint64 begun;
  gboolean waits_for_paint;
  GArray *durable;
  GArray *painted;
  GArray *floor;
} Bench;

static gboolean on_pace (gpointer user_data);

static void
on_after_paint (GdkFrameClock *clock, Bench *self)
{
  double taken = bench_since (self->begun);

  if (!self->waits_for_paint)
    return;
  self->waits_for_paint = FALSE;
  if (self->number >= WARM_UP)
    g_array_append_val (self->bare ? self->floor : self->painted, taken);
  if (++self->number == WARM_UP + N_STEPS)
    g_main_loop_quit (self->loop);
  else
    g_timeout_add (PACE_MS, on_pace, self);
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *self = user_data;
  g_autoptr (GError) error = NULL;
  double taken = bench_since (self->begun);

  cord_recorder_append_finish (CORD_RECORDER (source), result, &error);
  g_assert_no_error (error);
  if (self->number >= WARM_UP)
    g_array_append_val (self->durable, taken);
  self->waits_for_paint = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self->label));
}

static gboolean
on_pace (gpointer user_data)
{
  Bench *self = user_data;
  g_autofree char *words = g_strdup_printf ("The caller said %u things about the television", self->number);
  CordBuilder body;

  self->begun = g_get_monotonic_time ();
  if (self->bare)
    {
      gtk_label_set_text (self->label, words);
      self->waits_for_paint = TRUE;
      return G_SOURCE_REMOVE;
    }
  cord_builder_init (&body);
  cord_builder_string (&body, "words", words);
  cord_recorder_append_async (self->recorder, "note.edited", cord_builder_end (&body), NULL, NULL, on_appended, self);
  return G_SOURCE_REMOVE;
}

static void
run (Bench *self, gboolean bare)
{
  self->bare = bare;
  self->number = 0;
  g_timeout_add (PACE_MS, on_pace, self);
  g_main_loop_run (self->loop);
}

/* The disk alone: every event of this size synced by itself. */
static double
plain_write (Bench *self)
{
  g_autofree char *path = g_build_filename (self->folder, "plain", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  int file = g_open (path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  char bytes[EVENT_BYTES];

  memset (bytes, 'x', sizeof bytes);
  g_assert_cmpint (file, >=, 0);
  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      double taken;

      g_assert_cmpint (write (file, bytes, sizeof bytes), ==, sizeof bytes);
      g_assert_cmpint (fsync (file), ==, 0);
      taken = bench_since (begun);
      g_array_append_val (times, taken);
    }
  close (file);
  return bench_percentile (times, 99);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->journal == NULL)
    self->journal = cord_journal_db_open_finish (result, &error);
  else
    cord_journal_begin_finish (CORD_JOURNAL (self->journal), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

static void
open_journal (Bench *self)
{
  const guint8 secret[32] = { 7 };
  g_autoptr (GBytes) key = g_bytes_new (secret, sizeof secret);

  self->folder = g_strdup ("bench-step-XXXXXX"); /* the build folder is on a real disk; /tmp may be in memory */
  g_assert_nonnull (g_mkdtemp (self->folder));
  self->path = g_build_filename (self->folder, "journal.db", NULL);
  self->clock = cord_clock_new_running (G_GINT64_CONSTANT (1773741600000000));
  cord_journal_db_open_async (self->path, NULL, "bench", key, self->clock, NULL, on_ready, self);
  g_main_loop_run (self->loop);
  cord_journal_set_user_async (CORD_JOURNAL (self->journal), "agent", NULL, NULL, NULL);
  cord_journal_begin_async (CORD_JOURNAL (self->journal), cord_interaction_get_header (self->fixture.interaction), NULL,
                            on_ready, self);
  g_main_loop_run (self->loop);
  self->recorder = cord_recorder_new (self->fixture.interaction, CORD_JOURNAL (self->journal), self->clock, "agent");
}

static void
open_window (Bench *self)
{
  self->label = GTK_LABEL (gtk_label_new (""));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1400, 900);
  gtk_window_set_child (self->window, GTK_WIDGET (self->label));
  gtk_window_present (self->window);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (on_after_paint),
                    self);
}

static void
close_all (Bench *self)
{
  static const char *const names[] = { "journal.db", "journal.db-journal", "journal.db.lock", "plain" };

  gtk_window_destroy (self->window);
  g_object_unref (self->recorder);
  g_object_unref (self->journal);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
}

int
main (void)
{
  Bench self = { .durable = g_array_new (FALSE, FALSE, sizeof (double)),
                 .painted = g_array_new (FALSE, FALSE, sizeof (double)),
                 .floor = g_array_new (FALSE, FALSE, sizeof (double)),
                 .loop = g_main_loop_new (NULL, FALSE) };
  double disk;

  if (!gtk_init_check ())
    {
      g_print ("skipped: there is no display\n");
      return SKIPPED;
    }
  record_fixture_set_up (&self.fixture, NULL);
  open_journal (&self);
  open_window (&self);
  run (&self, TRUE);
  g_object_bind_property (self.fixture.interaction, "note-words", self.label, "label", G_BINDING_DEFAULT);
  run (&self, FALSE);
  disk = plain_write (&self);
  bench_report ("step-durable-p99", bench_percentile (self.durable, 99), "ms", disk, "write and fsync, p99");
  bench_report ("step-painted-p99", bench_percentile (self.painted, 99), "ms", bench_percentile (self.floor, 99),
                "bare label painted, p99");
  bench_report ("step-painted-p50", bench_percentile (self.painted, 50), "ms", bench_percentile (self.floor, 50),
                "bare label painted, p50");
  close_all (&self);
  return EXIT_SUCCESS;
}
