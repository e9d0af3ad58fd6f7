/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-composition.h"

#include "base/cord-data-folder.h"
#include "sync/journal/cord-journal-db.h"
#include "sync/journal/cord-journal-key.h"
#include "sync/gateway/cord-remote-gateway.h"
#include "sync/remote/cord-server-address.h"
#include "sync/remote/cord-sign-in-secret.h"
#include "sync/gateway/cord-uploader.h"
#include "wire/cord-json.h"
#include "wire/cord-policy-file.h"
#include "wire/profile/cord-profile.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _CordComposition
{
  GObject parent_instance;

  char *server;
  char *policy_id;
  gboolean demo;
  gboolean fresh;

  char *data;   /* procedures, policy packs, practice data */
  char *folder; /* this desk's own files */
  char *journal_path;
  CordClock *clock;
  CordSop *sop;
  CordPolicy *policy;
  CordProfile *profile;
  GVariant *callers;
  CordPracticeLine *practice;
  CordSignIn *sign_in;
  CordJournalDb *journal;
  CordCache *cache;
  CordRemote *remote;
  CordRemoteGateway *gateway;
  CordUploader *uploader;
  CordSession *session;
};

G_DEFINE_FINAL_TYPE (CordComposition, cord_composition, G_TYPE_OBJECT)

static void
cord_composition_dispose (GObject *object)
{
  CordComposition *self = CORD_COMPOSITION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->uploader);
  g_clear_object (&self->gateway);
  g_clear_object (&self->remote);
  g_clear_object (&self->cache);
  g_clear_object (&self->journal);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->practice);
  g_clear_object (&self->policy);
  g_clear_object (&self->sop);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->profile, cord_profile_unref);
  g_clear_pointer (&self->callers, g_variant_unref);
  G_OBJECT_CLASS (cord_composition_parent_class)->dispose (object);
}

static void
cord_composition_finalize (GObject *object)
{
  CordComposition *self = CORD_COMPOSITION (object);

  g_free (self->server);
  g_free (self->policy_id);
  g_free (self->data);
  g_free (self->folder);
  g_free (self->journal_path);
  G_OBJECT_CLASS (cord_composition_parent_class)->finalize (object);
}

static void
cord_composition_class_init (CordCompositionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cord_composition_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_composition_finalize;
}

static void
cord_composition_init (CordComposition *self)
{
}

static gboolean
load_procedure (CordComposition *self, GError **error)
{
  g_autofree char *sop_path = g_build_filename (self->data, "sop", "plan-change.json", NULL);
  g_autofree char *policies = g_build_filename (self->data, "policy", NULL);
  g_autofree char *callers_path = g_build_filename (self->data, "practice", "callers.json", NULL);
  g_autoptr (GVariant) sop = cord_json_load_value (sop_path, error);

  if (sop == NULL)
    return FALSE;
  self->sop = cord_sop_new (sop, error);
  self->policy = self->sop ? cord_policy_file_open (policies, self->policy_id, error) : NULL;
  if (self->demo && self->policy != NULL)
    self->callers = cord_json_load_value (callers_path, error);
  return self->policy != NULL && (!self->demo || self->callers != NULL);
}

static gboolean
load_profile (CordComposition *self, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (self->data, "profile", NULL);

  self->profile = cord_profile_open (folder, self->demo ? NULL : name, error);
  return self->profile != NULL;
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* The practice clock must not be earlier than the last recorded event. */
static void
catch_up_clock (CordComposition *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);
  GPtrArray *events = interaction ? cord_interaction_get_events (interaction) : NULL;
  const CordEvent *last = events != NULL && events->len > 0 ? events->pdata[events->len - 1] : NULL;

  if (last != NULL && cord_clock_is_movable (self->clock) && cord_clock_now (self->clock) < last->at)
    cord_clock_set (self->clock, last->at);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CordComposition *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* The desk opens without being signed in; the session's notice has what the agent has to know. */
  if (!cord_session_act_finish (self->session, result, &error))
    g_debug ("nothing was restored: %s", error->message);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  g_object_unref (task);
}

/* The call can go on; only the server's copy of its record is missing. */
static void
on_stuck (CordUploader *uploader, const char *interaction, const GError *error, CordComposition *self)
{
  cord_session_set_notice (self->session, _ ("The server does not take the record of this call"),
                           _ ("Everything is saved here. Finish the call, then tell your supervisor: the record must "
                              "be taken over by hand."));
}

static void
on_journal_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CordComposition *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *cache_path = g_build_filename (self->folder, "catalog.db", NULL);

  self->journal = cord_journal_db_open_finish (result, &error);
  if (self->journal != NULL)
    self->remote = cord_remote_new (self->server, cord_journal_db_get_device (self->journal), self->sign_in,
                                    self->clock, &error);
  if (self->remote == NULL)
    {
      fail (task, error);
      return;
    }
  cord_remote_set_profile (self->remote, self->profile);
  self->cache = cord_cache_new (self->demo ? NULL : cache_path, self->clock);
  self->gateway = cord_remote_gateway_new (self->remote, self->cache, self->journal, NULL, NULL);
  cord_remote_gateway_set_policy (self->gateway, self->policy);
  self->uploader = cord_uploader_new (self->journal, self->remote);
  self->session = cord_session_new (CORD_GATEWAY (self->gateway), CORD_JOURNAL (self->journal), self->clock, self->sop,
                                    self->policy, cord_journal_db_get_device (self->journal), self->callers);
  g_signal_connect_object (self->uploader, "stuck", G_CALLBACK (on_stuck), self, 0);
  g_signal_connect_object (self->session, "notify::interaction", G_CALLBACK (catch_up_clock), self, G_CONNECT_SWAPPED);
  cord_uploader_start (self->uploader);
  cord_session_restore_async (self->session, g_task_get_cancellable (task), on_restored, task);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CordComposition *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) key = cord_journal_key_load_finish (result, &error);

  if (key == NULL)
    fail (task, error);
  else
    /* The address of the practice line is a new one with every start. */
    cord_journal_db_open_async (self->journal_path, NULL, self->demo ? "practice" : self->server, key, self->clock,
                                g_task_get_cancellable (task), on_journal_open, task);
}

static void
open_journal (GTask *task)
{
  CordComposition *self = g_task_get_task_data (task);

  cord_journal_key_load_async (self->sign_in, self->journal_path, g_task_get_cancellable (task), on_key, task);
}

static void
on_practice_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CordComposition *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->practice = cord_practice_line_start_finish (result, &error);
  if (self->practice == NULL)
    {
      fail (task, error);
      return;
    }
  g_free (self->server);
  self->server = g_strdup (cord_practice_line_get_server (self->practice));
  open_journal (task);
}

/* The practice line lives in the runtime folder, in memory: a call cut off by a crash goes on, a restarted machine
 * begins anew. */
static void
start_practice_line (GTask *task)
{
  CordComposition *self = g_task_get_task_data (task);

  self->clock = cord_clock_new_running (cord_practice_line_first_instant ());
  self->sign_in = cord_sign_in_memory_new ();
  cord_practice_line_start_async (self->data, self->folder, self->fresh, self->clock, g_task_get_cancellable (task),
                                  on_practice_line, task);
}

void
cord_composition_build_async (const CordCompositionOptions *options, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  CordComposition *self = g_object_new (CORD_TYPE_COMPOSITION, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cord_composition_build_async);
  g_task_set_name (task, "build the desk");
  g_task_set_task_data (task, self, g_object_unref);
  self->server = options->server != NULL ? cord_server_address_normalize (options->server) : NULL;
  self->policy_id = g_strdup (options->policy ? options->policy : "none");
  self->demo = options->demo;
  self->fresh = options->fresh;
  self->data = cord_data_folder ();
  self->folder = g_build_filename (self->demo ? g_get_user_runtime_dir () : g_get_user_data_dir (), "cordboard",
                                   self->demo ? options->practice : "", NULL);
  self->journal_path = g_build_filename (self->folder, "journal.db", NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    cord_error_set_full (&error, CORD_ERROR_INTERNAL, "folder", NULL, _ ("Make it writable for you, then start again."),
                         _ ("The folder for Cordboard’s own files cannot be made: %s"), self->folder);
  if (error != NULL || !load_procedure (self, &error) || !load_profile (self, options->profile, &error))
    {
      fail (task, error);
      return;
    }
  if (self->demo)
    start_practice_line (task);
  else
    {
      self->clock = cord_clock_new_system ();
      self->sign_in = cord_sign_in_secret_new ();
      open_journal (task);
    }
}

CordComposition *
cord_composition_build_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cord_composition_build_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

CordSession *
cord_composition_get_session (CordComposition *self)
{
  return self->session;
}

GVariant *
cord_composition_get_callers (CordComposition *self)
{
  return self->callers;
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_journal_db_export_finish (CORD_JOURNAL_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cord_composition_export_async (CordComposition *self, const char *interaction, const char *path,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cord_composition_export_async);
  g_task_set_name (task, "write a record");
  cord_journal_db_export_async (self->journal, interaction, path, NULL, on_exported, task);
}

gboolean
cord_composition_export_finish (CordComposition *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
