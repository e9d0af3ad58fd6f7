/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a GTK program: replaces gtk_window_present, prints when the window's first frame was painted and
 * how much memory the program uses a while later, and ends it. Reads CORD_BENCH_BEGUN (nanoseconds of the monotonic
 * clock when the program was started). */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SETTLE_MS 2500

static gboolean painted;

static gint64
nanoseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Kilobytes of one line of the kernel's summary. */
static long
memory (const char *name)
{
  char line[256];
  long value = -1;
  FILE *file = fopen ("/proc/self/smaps_rollup", "r");

  while (file != NULL && value < 0 && fgets (line, sizeof line, file) != NULL)
    if (strncmp (line, name, strlen (name)) == 0)
      value = atol (line + strlen (name));
  if (file != NULL)
    fclose (file);
  return value;
}

static gboolean
on_settled (gpointer user_data)
{
  printf ("pss-kb %ld\n", memory ("Pss:"));
  printf ("private-kb %ld\n", memory ("Private_Dirty:"));
  fflush (stdout);
  _exit (0);
}

static void
on_painted (GdkFrameClock *clock, gpointer user_data)
{
  const char *begun = g_getenv ("CORD_BENCH_BEGUN");

  if (painted)
    return;
  painted = TRUE;
  printf ("first-frame-ms %.3f\n", (double)(nanoseconds () - g_ascii_strtoll (begun ? begun : "0", NULL, 10)) / 1e6);
  fflush (stdout);
  g_timeout_add (SETTLE_MS, on_settled, NULL);
}

__attribute__ ((visibility ("default"))) void
gtk_window_present (GtkWindow *window)
{
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *))dlsym (RTLD_NEXT, "gtk_window_present");
  GdkFrameClock *clock;

  present (window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  if (clock != NULL && !painted)
    g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), NULL);
}
