/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-settings.h"

#include "config.h"

#define SPACE_FLOOR (64 * 1024 * 1024)
/* A request goes through the main loop several times, and waits for a slice each time. */
#define SLICE (2 * G_TIME_SPAN_MILLISECOND)
#define IDLE (30 * G_TIME_SPAN_MINUTE)
#define SCAN_TIME (4500 * G_TIME_SPAN_MILLISECOND)

CordSettings *
cord_settings_new (void)
{
  CordSettings *self = g_new0 (CordSettings, 1);

  self->zone = g_strdup ("UTC");
  self->policy_dir = g_build_filename (PKGDATADIR, "policy", NULL);
  self->policy = g_strdup ("none");
  self->cost = CORD_SECRET_COST_DEFAULT;
  self->limits = cord_limits_complete (&(CordLimits){ 0 });
  self->idle = IDLE;
  self->slice = SLICE;
  self->scan_time = SCAN_TIME;
  self->space_floor = SPACE_FLOOR;
  return self;
}

CordSettings *
cord_settings_copy (const CordSettings *self)
{
  CordSettings *copy = g_memdup2 (self, sizeof *self);

  copy->spool = g_strdup (self->spool);
  copy->zone = g_strdup (self->zone);
  copy->policy_dir = g_strdup (self->policy_dir);
  copy->policy = g_strdup (self->policy);
  return copy;
}

void
cord_settings_free (CordSettings *self)
{
  g_free (self->spool);
  g_free (self->zone);
  g_free (self->policy_dir);
  g_free (self->policy);
  g_free (self);
}
