/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/cord-clock.h"

G_BEGIN_DECLS

/* Marks the practice line, and shows and moves its clock. Hidden until it has one. */
#define CORD_TYPE_PRACTICE_RIBBON (cord_practice_ribbon_get_type ())
G_DECLARE_FINAL_TYPE (CordPracticeRibbon, cord_practice_ribbon, CORD, PRACTICE_RIBBON, AdwBin)

/* The clock whose time the ribbon shows and which its buttons move; a reference is taken. */
void cord_practice_ribbon_set_clock (CordPracticeRibbon *self, CordClock *clock);

G_END_DECLS
