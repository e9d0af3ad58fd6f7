/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/cord-window.h"

G_BEGIN_DECLS

/* The call the tour plays, as far as its stages need it. Owned by the tour. */
typedef struct
{
  CordWindow *window;
  CordSession *session;
  GVariant *caller;    /* an object of callers.json: who calls, what for, and how they answer */
  guint n_acts;        /* how often the present stage has acted */
  gboolean refreshing; /* the server is being asked for the order's state */
} CordTourCall;

/* One stage: @act is tried until it could be done once, and @is_done is waited for. */
typedef struct
{
  const char *name; /* completes "the tour could not …" */
  gboolean (*is_done) (CordTourCall *call);
  gboolean (*act) (CordTourCall *call); /* FALSE when it cannot be done yet; it is tried again */
  const char *picture;                  /* the name of the picture taken when it is done; NULL for none */
  gboolean repeats;                     /* @act is called again after it was done; it decides itself whether to act */
} CordTourStage;

/* The stages of a whole upgrade, from signing in to closing the call, in their order. */
const CordTourStage *cord_tour_get_stages (guint *n_stages);

G_END_DECLS
