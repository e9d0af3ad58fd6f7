/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-keys-private.h"

#include <string.h>

#define KEYS_COMPARED 24

static guint
key_hash (gconstpointer pointer)
{
  const CordJsonKey *key = pointer;
  guint hash = 5381;

  for (gsize i = 0; i < key->length; i++)
    hash = hash * 33 + (guchar)key->text[i];
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const CordJsonKey *left = a, *right = b;

  return left->length == right->length && memcmp (left->text, right->text, left->length) == 0;
}

static void
key_clear (gpointer key)
{
  g_free (((CordJsonKey *)key)->decoded);
}

GArray *
cord_json_keys_new_stack (void)
{
  GArray *stack = g_array_new (FALSE, FALSE, sizeof (CordJsonKey));

  g_array_set_clear_func (stack, key_clear);
  return stack;
}

void
cord_json_keys_init (CordJsonKeys *self, GArray *stack)
{
  *self = (CordJsonKeys){ .stack = stack, .first = stack->len };
}

void
cord_json_keys_clear (CordJsonKeys *self)
{
  g_clear_pointer (&self->many, g_hash_table_unref);
  g_array_set_size (self->stack, self->first);
}

gboolean
cord_json_keys_add (CordJsonKeys *self, CordJsonKey key)
{
  guint n = self->stack->len - self->first;

  g_array_append_val (self->stack, key);
  if (self->many != NULL)
    return g_hash_table_add (self->many, g_memdup2 (&key, sizeof key));
  for (guint i = 0; i < n; i++)
    if (key_equal (&g_array_index (self->stack, CordJsonKey, self->first + i), &key))
      return FALSE;
  if (n + 1 == KEYS_COMPARED)
    {
      self->many = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
      for (guint i = 0; i <= n; i++)
        g_hash_table_add (self->many,
                          g_memdup2 (&g_array_index (self->stack, CordJsonKey, self->first + i), sizeof key));
    }
  return TRUE;
}
