/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With clang's libFuzzer (-Dfuzz=true): half of its mutations are ours, which know the structure of JSON. */
#include "fuzz-mutate.h"

#include <string.h>

gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize most);
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize most, guint seed);
gsize LLVMFuzzerCustomCrossOver (const guint8 *a, gsize a_size, const guint8 *b, gsize b_size, guint8 *out, gsize most,
                                 guint seed);

static gsize
give (GString *text, guint8 *out, gsize most)
{
  gsize size = MIN (text->len, most);

  memcpy (out, text->str, size);
  g_string_free (text, TRUE);
  return size;
}

static void
change (GString *text, const guint8 *other, gsize other_size, guint seed)
{
  static FuzzMutator mutator = { 0 };

  if (mutator.words == NULL)
    {
      fuzz_mutator_init (&mutator, 0);
      if (!fuzz_mutator_load_words (&mutator, FUZZ_DICTIONARY, NULL))
        g_error ("no dictionary");
    }
  mutator.state = seed;
  g_ptr_array_set_size (mutator.corpus, 0);
  g_ptr_array_add (mutator.corpus, g_bytes_new (other, other_size));
  fuzz_mutator_change (&mutator, text);
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize most, guint seed)
{
  GString *text;

  if (seed % 4 == 0)
    return LLVMFuzzerMutate (data, size, most);
  text = g_string_new_len ((const char *)data, (gssize)size);
  change (text, data, size, seed);
  return give (text, data, most);
}

gsize
LLVMFuzzerCustomCrossOver (const guint8 *a, gsize a_size, const guint8 *b, gsize b_size, guint8 *out, gsize most,
                           guint seed)
{
  GString *text = g_string_new_len ((const char *)a, (gssize)a_size);

  change (text, b, b_size, seed);
  return give (text, out, most);
}
