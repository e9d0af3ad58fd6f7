/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/cord-window.h"

G_BEGIN_DECLS

/* Plays a whole upgrade through the real window of the practice line: presses its buttons, fills its fields, waits for
 * what each act must bring about, and leaves a picture of each stage in a folder. */
#define CORD_TYPE_TOUR (cord_tour_get_type ())
G_DECLARE_FINAL_TYPE (CordTour, cord_tour, CORD, TOUR, GObject)

/* @window: one that has its session; @caller: the scripted caller it plays (an object of callers.json); @folder: where
 * the pictures go, 01-sign-in.png and so on; it must exist. */
CordTour *cord_tour_new (CordWindow *window, GVariant *caller, const char *folder);

/* Plays the tour once. It fails when a picture could not be written, and when a stage has not come about and nothing
 * new has been recorded for a minute. */
void cord_tour_play_async (CordTour *self, GAsyncReadyCallback callback, gpointer user_data);

/* The id of the interaction that was played (free with g_free). NULL with @error, which names the stage or the
 * picture; what the window showed then is in a last picture, NN-stopped-here.png. */
char *cord_tour_play_finish (CordTour *self, GAsyncResult *result, GError **error);

G_END_DECLS
