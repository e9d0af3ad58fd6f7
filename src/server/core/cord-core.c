/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-core.h"

#include "config.h"

#include "base/cord-period.h"
#include "server/core/cord-scan.h"
#include "server/core/cord-snapshots.h"
#include "wire/cord-policy-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  gpointer part;
  GDestroyNotify destroy;
} Part;

struct _CordCore
{
  CordDatabase *database;
  CordClock *clock;
  CordSettings *settings;
  GHashTable *policies; /* id → CordPolicy */
  CordMetrics *metrics;
  CordCommit *commit;
  CordSnapshots *snapshots;
  CordScans *scans;
  gint64 started;
  gboolean stopping;
  GArray *parts; /* (element-type Part) */
};

CordCore *
cord_core_new (CordDatabase *database, CordClock *clock, const CordSettings *settings)
{
  CordCore *self = g_new0 (CordCore, 1);

  self->database = g_object_ref (database);
  self->clock = g_object_ref (clock);
  self->settings = settings != NULL ? cord_settings_copy (settings) : cord_settings_new ();
  self->policies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->metrics = cord_metrics_new ();
  self->commit = cord_commit_new (database, self->metrics);
  self->snapshots = cord_snapshots_new (database, self->commit);
  self->scans = cord_scans_new ();
  self->started = cord_core_now (self);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
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
  cord_scans_free (self->scans);
  cord_commit_free (self->commit);
  cord_snapshots_free (self->snapshots);
  cord_metrics_free (self->metrics);
  g_hash_table_unref (self->policies);
  cord_settings_free (self->settings);
  g_object_unref (self->clock);
  g_object_unref (self->database);
  g_free (self);
}

CordDatabase *
cord_core_get_database (const CordCore *self)
{
  return self->database;
}

CordClock *
cord_core_get_clock (const CordCore *self)
{
  return self->clock;
}

CordCommit *
cord_core_get_commit (const CordCore *self)
{
  return self->commit;
}

CordMetrics *
cord_core_get_metrics (const CordCore *self)
{
  return self->metrics;
}

CordSnapshots *
cord_core_get_snapshots (const CordCore *self)
{
  return self->snapshots;
}

CordScans *
cord_core_get_scans (const CordCore *self)
{
  return self->scans;
}

const CordSettings *
cord_core_get_settings (const CordCore *self)
{
  return self->settings;
}

gboolean
cord_core_is_kit_mode (const CordCore *self)
{
  return self->settings->kit_mode;
}

void
cord_core_set_settings (CordCore *self, const CordSettings *settings)
{
  cord_settings_free (self->settings);
  self->settings = cord_settings_copy (settings);
  g_hash_table_remove_all (self->policies);
}

void
cord_core_stop (CordCore *self)
{
  self->stopping = TRUE;
  cord_scans_close (self->scans);
}

gboolean
cord_core_is_stopping (const CordCore *self)
{
  return self->stopping;
}

gint64
cord_core_get_started (const CordCore *self)
{
  return self->started;
}

gint64
cord_core_now (const CordCore *self)
{
  return cord_clock_now (self->clock);
}

char *
cord_core_now_text (const CordCore *self)
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
    id = self->settings->policy;
  policy = g_hash_table_lookup (self->policies, id);
  if (policy != NULL)
    return policy;
  policy = cord_policy_file_open (self->settings->policy_dir, id, &inner);
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
