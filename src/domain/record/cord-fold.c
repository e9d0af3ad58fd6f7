/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-fold.h"

void
cord_fold_init (CordFold *self)
{
  GHashTable **tables[] = { &self->fields, &self->asked,     &self->answered, &self->presented,
                            &self->labels, &self->explained, &self->visited };

  self->verified = "";
  self->order_state = "";
  self->message_state = "";
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    *tables[i] = g_hash_table_new (g_str_hash, g_str_equal);
}

void
cord_fold_clear (CordFold *self)
{
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->answered, g_hash_table_unref);
  g_clear_pointer (&self->presented, g_hash_table_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->explained, g_hash_table_unref);
  g_clear_pointer (&self->visited, g_hash_table_unref);
}
