/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison-row.h"

typedef struct
{
  char *text;
  char *difference;
  const char *direction;
  char *sentence;
} Cell;

struct _CordComparisonRow
{
  const char *group;
  char *label;
  guint n_cells;
  Cell *cells;
};

static const char *const groups[] = { "price", "speed", "extras", "terms" };
static const char *const ranks[] = { "loss", "gain", "pay" };

CordComparisonRow *
cord_comparison_row_new (const char *group, const char *label, guint n_columns)
{
  CordComparisonRow *self = g_new0 (CordComparisonRow, 1);

  self->group = group;
  self->label = g_strdup (label);
  self->n_cells = n_columns;
  self->cells = g_new0 (Cell, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->cells[i].direction = "same";
  return self;
}

void
cord_comparison_row_free (CordComparisonRow *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    {
      g_free (self->cells[i].text);
      g_free (self->cells[i].difference);
      g_free (self->cells[i].sentence);
    }
  g_free (self->cells);
  g_free (self->label);
  g_free (self);
}

void
cord_comparison_row_take (CordComparisonRow *self, guint column, char *text, char *difference, const char *direction)
{
  Cell *cell = &self->cells[column];

  g_return_if_fail (column < self->n_cells);
  g_free (cell->text);
  g_free (cell->difference);
  cell->text = text;
  cell->difference = difference;
  cell->direction = difference != NULL ? direction : "same";
}

void
cord_comparison_row_take_sentence (CordComparisonRow *self, guint column, char *sentence)
{
  g_return_if_fail (column < self->n_cells);
  g_free (self->cells[column].sentence);
  self->cells[column].sentence = sentence;
}

gboolean
cord_comparison_row_is_filled (CordComparisonRow *self)
{
  gboolean filled = FALSE;

  for (guint i = 0; i < self->n_cells; i++)
    filled |= self->cells[i].text != NULL || self->cells[i].difference != NULL;
  return filled;
}

static guint
group_of (const CordComparisonRow *self)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (groups) && !g_str_equal (groups[i], self->group))
    i++;
  return i;
}

static guint
rank_of (const CordComparisonRow *self)
{
  guint best = G_N_ELEMENTS (ranks);

  for (guint i = 0; i < self->n_cells; i++)
    for (guint rank = 0; rank < best; rank++)
      if (g_str_equal (ranks[rank], self->cells[i].direction))
        best = rank;
  return best;
}

int
cord_comparison_row_compare (gconstpointer a, gconstpointer b)
{
  const CordComparisonRow *first = *(const CordComparisonRow *const *)a;
  const CordComparisonRow *second = *(const CordComparisonRow *const *)b;

  if (group_of (first) != group_of (second))
    return (int)group_of (first) - (int)group_of (second);
  return (int)rank_of (first) - (int)rank_of (second);
}

const char *
cord_comparison_row_get_group (const CordComparisonRow *self)
{
  return self->group;
}

const char *
cord_comparison_row_get_label (const CordComparisonRow *self)
{
  return self->label;
}

gboolean
cord_comparison_row_is_changed (const CordComparisonRow *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    if (*cord_comparison_row_get_difference (self, i) != '\0')
      return TRUE;
  return FALSE;
}

const char *
cord_comparison_row_get_text (const CordComparisonRow *self, guint column)
{
  g_return_val_if_fail (column < self->n_cells, "—");
  return self->cells[column].text != NULL ? self->cells[column].text : "—";
}

const char *
cord_comparison_row_get_difference (const CordComparisonRow *self, guint column)
{
  g_return_val_if_fail (column < self->n_cells, "");
  return self->cells[column].difference != NULL ? self->cells[column].difference : "";
}

const char *
cord_comparison_row_get_direction (const CordComparisonRow *self, guint column)
{
  g_return_val_if_fail (column < self->n_cells, "same");
  return self->cells[column].direction;
}

const char *
cord_comparison_row_get_sentence (const CordComparisonRow *self, guint column)
{
  g_return_val_if_fail (column < self->n_cells, NULL);
  return self->cells[column].sentence;
}
