/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk-case.h"

#include "desk/cord-window.h"

G_BEGIN_DECLS

/* The whole window over a session. The default application of the process has to be registered before. */
typedef struct
{
  DeskCase *desk;
  CordWindow *window;
} WindowCase;

/* Presents the window of @desk (taken) and waits until it is on the screen. */
WindowCase *window_case_new (DeskCase *desk);
/* Destroys the window, which must be finalized then, and frees the rest. */
void window_case_free (WindowCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WindowCase, window_case_free)

/* Goes to @step and waits until its page is there. */
void window_case_go_to (WindowCase *self, const char *step);

G_END_DECLS
