/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-server.h"

G_BEGIN_DECLS

#define CORD_PRACTICE_CALLS 230 /* more than are asked for in one answer */

/**
 * CordPracticeServer: what a server of the tests has beside the practice data and the agent "ada", whose password is
 * "correct horse".
 * @dir: a folder of the test, borrowed
 * @crowded: customer C10001 called very often
 * @odd: the catalog has entries that cannot be read
 * @shift: the agent works for an hour a day
 */
typedef struct
{
  const char *dir;
  gboolean crowded;
  gboolean odd;
  gboolean shift;
} CordPracticeServer;

/* Starts a server in a thread of its own, in memory and in Berlin, with the policies of the data. @self must stay as
 * long as it runs. Full reference. */
CordServer *cord_practice_server_start (CordPracticeServer *self, const char *listen, CordClock *clock);

G_END_DECLS
