/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/cord-window.h"

G_BEGIN_DECLS

/* Plays a whole upgrade through the real window: presses its buttons, fills its fields, waits for what the screen must
 * show and leaves a picture of each stage in a folder. On the practice line only. */
#define CORD_TYPE_TOUR (cord_tour_get_type ())
G_DECLARE_FINAL_TYPE (CordTour, cord_tour, CORD, TOUR, GObject)

/* @caller: the scripted caller it plays (an object of callers.json); @folder: where the pictures go. */
CordTour *cord_tour_new (CordWindow *window, GVariant *caller, const char *folder);
void cord_tour_play_async (CordTour *self, GAsyncReadyCallback callback, gpointer user_data);
/* The id of the interaction it made; NULL with the error naming the stage that did not come about. */
char *cord_tour_play_finish (CordTour *self, GAsyncResult *result, GError **error);

G_END_DECLS
