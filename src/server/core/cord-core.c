/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-core.h"

#include "config.h"

#include "base/cord-period.h"
#include "server/core/cord-scan.h"
#include "wire/cord-policy-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  gpointer part;
  GDestroyNotify destroy;
} Part;

#define SPACE_FLOOR (64 * 1024 * 1024)
#define SLICE (5 * G_TIME_SPAN_MILLISECOND)
#define WORK_MAX (60 * G_TIME_SPAN_SECOND)
#define SORTING_MAX 2000000 /* some hundred bytes each */

CordCore *
cord_core_new (CordDatabase *database, CordClock *clock)
{
  CordCore *self = g_new0 (CordCore, 1);

  self->database = g_object_ref (database);
  self->clock = g_object_ref (clock);
  self->policies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->throttle = cord_throttle_new ();
  self->waiting = g_queue_new ();
  self->scans = cord_scans_new ();
  self->slice = SLICE;
  self->work_max = WORK_MAX;
  self->sorting_max = SORTING_MAX;
  self->cost = CORD_SECRET_COST_DEFAULT;
  self->metrics = cord_metrics_new ();
  self->commit = cord_commit_new (database, self->metrics);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->started = cord_core_now (self);
  self->space_floor = SPACE_FLOOR;
  return self;
}

void
cord_core_free (CordCore *self)
{
  for (guint i = self->parts->len; i > 0; i--)
    {
      const Part *part = &g_array_index (self->parts, Part, i - 1);

      part->destroy (part->part);
    }
  g_array_unref (self->parts);
  cord_commit_free (self->commit);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_object (&self->plan);
  cord_scans_free (self->scans);
  g_hash_table_unref (self->policies);
  cord_throttle_free (self->throttle);
  g_queue_free (self->waiting);
  cord_metrics_free (self->metrics);
  g_free (self->spool);
  g_free (self->zone);
  g_free (self->policy_dir);
  g_free (self->policy);
  g_free (self);
}

gint64
cord_core_now (CordCore *self)
{
  return cord_clock_now (self->clock);
}

char *
cord_core_now_text (CordCore *self)
{
  return cord_instant_to_string (cord_core_now (self) / G_USEC_PER_SEC * G_USEC_PER_SEC);
}

void
cord_core_count (CordCore *self, CordOutcome outcome)
{
  cord_metrics_count (self->metrics, outcome, cord_database_is_unsettled (self->database));
}

CordPolicy *
cord_core_policy (CordCore *self, const char *id, GError **error)
{
  g_autoptr (GError) inner = NULL;
  CordPolicy *policy;

  if (id == NULL)
    id = self->policy;
  policy = g_hash_table_lookup (self->policies, id);
  if (policy != NULL)
    return policy;
  policy = cord_policy_file_open (self->policy_dir, id, &inner);
  if (policy == NULL)
    {
      if (inner != NULL)
        g_info ("policy: %s", inner->message);
      cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-policy", "policy", NULL,
                           _ ("There is no such policy pack"));
      return NULL;
    }
  g_hash_table_insert (self->policies, g_strdup (id), policy);
  return policy;
}

void
cord_core_forget_policies (CordCore *self)
{
  g_hash_table_remove_all (self->policies);
}

void
cord_core_add_part (CordCore *self, const char *name, gpointer part, GDestroyNotify destroy)
{
  const Part entry = { name, part, destroy };

  g_assert (cord_core_find_part (self, name) == NULL);
  g_array_append_val (self->parts, entry);
}

gpointer
cord_core_find_part (const CordCore *self, const char *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (g_array_index (self->parts, Part, i).name, name))
      return g_array_index (self->parts, Part, i).part;
  return NULL;
}
