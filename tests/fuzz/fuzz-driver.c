/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-… [--rounds N] DICTIONARY CORPUS-FOLDER|FILE…: runs the corpus, then so many mutations of it, always the same
 * ones; in ./check only under the sanitizers, which detect more, and in ./check --all everywhere. The current input
 * is kept in a file that is deleted at the end: an input that crashed the program, or took longer than
 * CORD_FUZZ_SECONDS, is found there. CORD_FUZZ_ROUNDS and CORD_FUZZ_SEED override the arguments. */
#include "cord-test-scope.h"
#include "fuzz-answer.h"
#include "fuzz-mutate.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECONDS_MOST 60 /* for one input, on the slowest machine under the sanitizers */

typedef struct
{
  FuzzMutator mutator;
  char *last;
  int fd;
  guint64 done;
  guint seconds;  /* for one input */
  gint64 slowest; /* µs */
} Driver;

static void
run (Driver *self, const char *data, gsize size)
{
  gint64 begun;

  if (pwrite (self->fd, data, size, 0) != (gssize)size || ftruncate (self->fd, (off_t)size) != 0)
    g_error ("%s cannot be written", self->last);
  begun = g_get_monotonic_time ();
  alarm (self->seconds);
  LLVMFuzzerTestOneInput ((const guint8 *)data, size);
  alarm (0);
  self->slowest = MAX (self->slowest, g_get_monotonic_time () - begun);
  self->done++;
}

static void
load_file (Driver *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  g_ptr_array_add (self->mutator.corpus, g_bytes_new_take (data, size));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* By name, so that a seed selects the same files everywhere. */
static void
load (Driver *self, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      load_file (self, path);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    load_file (self, g_ptr_array_index (names, i));
}

static void
run_changed (Driver *self, guint64 rounds)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint64 i = 0; i < rounds; i++)
    {
      GBytes *seed
          = g_ptr_array_index (self->mutator.corpus, fuzz_mutator_below (&self->mutator, self->mutator.corpus->len));

      /* Every third mutation is applied to the result of the last one. */
      if (i % 3 != 2)
        {
          g_string_truncate (text, 0);
          g_string_append_len (text, g_bytes_get_data (seed, NULL), (gssize)g_bytes_get_size (seed));
        }
      fuzz_mutator_change (&self->mutator, text);
      run (self, text->str, text->len);
    }
}

/* Mutated inputs are worth their time only under the sanitizers. */
static gboolean
is_fuzzed (void)
{
  return CORD_TEST_SANITIZED || cord_test_scope_is_all ();
}

static guint64
number_from (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

int
main (int argc, char **argv)
{
  Driver self = { .fd = -1 };
  g_autoptr (GError) error = NULL;
  guint64 rounds = 0;
  guint n_corpus;
  int at = 1;

  if (argc > 2 && strcmp (argv[1], "--rounds") == 0)
    {
      rounds = is_fuzzed () ? g_ascii_strtoull (argv[2], NULL, 10) : 0;
      at = 3;
    }
  if (argc < at + 2)
    {
      fprintf (stderr, "Usage: %s [--rounds N] DICTIONARY CORPUS-FOLDER|FILE…\n", argv[0]);
      return 2;
    }
  fuzz_mutator_init (&self.mutator, number_from ("CORD_FUZZ_SEED", 1));
  if (!fuzz_mutator_load_words (&self.mutator, argv[at], &error))
    g_error ("%s", error->message);
  while (++at < argc)
    load (&self, argv[at]);
  n_corpus = self.mutator.corpus->len;
  g_assert (n_corpus > 0);
  self.seconds = (guint)number_from ("CORD_FUZZ_SECONDS", SECONDS_MOST);
  self.last = g_strdup ("fuzz-input-XXXXXX");
  self.fd = g_mkstemp (self.last);
  printf ("%u files, then %" G_GUINT64_FORMAT " changes; the input in hand is in %s\n", n_corpus,
          number_from ("CORD_FUZZ_ROUNDS", rounds), self.last);
  fflush (stdout);
  for (guint i = 0; i < n_corpus; i++)
    {
      GBytes *bytes = g_ptr_array_index (self.mutator.corpus, i);

      run (&self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  run_changed (&self, number_from ("CORD_FUZZ_ROUNDS", rounds));
  printf ("%" G_GUINT64_FORMAT " inputs were answered, the slowest in %" G_GINT64_FORMAT " µs\n", self.done,
          self.slowest);
  close (self.fd);
  g_unlink (self.last);
  g_free (self.last);
  fuzz_mutator_clear (&self.mutator);
  return 0;
}
