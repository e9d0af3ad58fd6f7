/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/cord-period.h"

G_BEGIN_DECLS

/* A day, chosen from a calendar that opens from the row. Signal "picked" (int, a CordDate): the agent chose a day that
 * is not before the earliest one. */
#define CORD_TYPE_DATE_ROW (cord_date_row_get_type ())
G_DECLARE_FINAL_TYPE (CordDateRow, cord_date_row, CORD, DATE_ROW, AdwActionRow)

/* Shows @date (CORD_DATE_NONE: none yet); days before @earliest are refused with a sentence. */
void cord_date_row_show (CordDateRow *self, CordDate date, CordDate earliest);
CordDate cord_date_row_get_date (CordDateRow *self); /* CORD_DATE_NONE until there is one */
/* Opens the calendar when the row is on the screen. */
void cord_date_row_open (CordDateRow *self);
/* As if the agent had used the calendar's button on @date. */
void cord_date_row_pick (CordDateRow *self, CordDate date);

G_END_DECLS
