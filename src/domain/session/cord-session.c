/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/session/cord-session.h"

#include "base/cord-zone.h"
#include "domain/session/cord-session-private.h"

enum
{
  PROP_INTERACTION = 1,
  PROP_USER,
  PROP_ROLE,
  PROP_SIGNED_IN,
  PROP_ONLINE,
  PROP_SAVED,
  PROP_WAITING,
  PROP_BUSY,
  PROP_NOTICE,
  PROP_NOTICE_HINT,
  PROP_PRACTICE,
  PROP_CATALOG,
  PROP_LIMITS,
  N_PROPS,
};
enum
{
  TOAST,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CordSession, cord_session, G_TYPE_OBJECT)

static gboolean
replace_text (char **place, const char *text)
{
  if (text == NULL)
    text = "";
  if (g_str_equal (*place, text))
    return FALSE;
  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

static void
set_text (CordSession *self, char **place, const char *text, guint prop)
{
  if (replace_text (place, text))
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static gboolean
get_saved (CordSession *self)
{
  return self->recorder == NULL || cord_recorder_get_saved (self->recorder);
}

static void
on_saved_changed (CordSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVED]);
}

static void
on_record_failed (CordSession *self, GError *error)
{
  cord_session_show_error (self, error);
}

static void
on_online_changed (CordSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
  if (!cord_gateway_get_online (self->gateway))
    return;
  cord_session_resend_all (self);
  if (self->unrestored)
    cord_session_restore_async (self, NULL, NULL, NULL);
}

static void
on_clock_moved (CordSession *self)
{
  cord_session_schedule_refresh (self);
}

void
cord_session_install (CordSession *self, CordInteraction *interaction, CordRecorder *recorder)
{
  if (self->recorder != NULL)
    g_signal_handlers_disconnect_by_data (self->recorder, self);
  g_set_object (&self->recorder, recorder);
  if (recorder != NULL)
    {
      g_signal_connect_object (recorder, "notify::saved", G_CALLBACK (on_saved_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (recorder, "failed", G_CALLBACK (on_record_failed), self, G_CONNECT_SWAPPED);
    }
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (interaction == NULL)
    replace_text (&self->opening, "");
  if (g_set_object (&self->interaction, interaction))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_INTERACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVED]);
}

void
cord_session_set_user (CordSession *self, const char *user, const char *role, gboolean signed_in)
{
  set_text (self, &self->user, user, PROP_USER);
  set_text (self, &self->role, role, PROP_ROLE);
  if (self->recorder != NULL && signed_in)
    cord_recorder_set_actor (self->recorder, self->user);
  if (self->signed_in == signed_in)
    return;
  self->signed_in = signed_in;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGNED_IN]);
}

void
cord_session_clear_user (CordSession *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  cord_session_forget_intents (self);
  cord_session_install (self, NULL, NULL);
  cord_session_set_user (self, NULL, NULL, FALSE);
  cord_journal_set_user_async (self->journal, NULL, NULL, NULL, NULL);
}

void
cord_session_set_catalog (CordSession *self, CordCatalog *catalog)
{
  if (g_set_object (&self->catalog, catalog))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CATALOG]);
}

void
cord_session_set_notice (CordSession *self, const char *notice, const char *hint)
{
  set_text (self, &self->notice_hint, hint, PROP_NOTICE_HINT);
  set_text (self, &self->notice, notice, PROP_NOTICE);
}

void
cord_session_show_error (CordSession *self, const GError *error)
{
  cord_session_set_notice (self, error->message, cord_error_get_hint (error));
}

/* The newest act with a text; an older one may still be running. */
void
cord_session_update_busy (CordSession *self)
{
  const char *busy = "";

  for (guint i = self->acts->len; i > 0 && *busy == '\0'; i--)
    {
      CordAct *act = g_ptr_array_index (self->acts, i - 1);

      busy = act->busy != NULL ? act->busy : "";
    }
  set_text (self, &self->busy, busy, PROP_BUSY);
}

void
cord_session_notify_waiting (CordSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING]);
}

void
cord_session_toast (CordSession *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
cord_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordSession *self = CORD_SESSION (object);

  switch (id)
    {
    case PROP_INTERACTION:
      g_value_set_object (value, self->interaction);
      break;
    case PROP_USER:
      g_value_set_string (value, self->user);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, self->signed_in);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, cord_gateway_get_online (self->gateway));
      break;
    case PROP_SAVED:
      g_value_set_boolean (value, get_saved (self));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->outgoing->len);
      break;
    case PROP_BUSY:
      g_value_set_string (value, self->busy);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    case PROP_NOTICE_HINT:
      g_value_set_string (value, self->notice_hint);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, cord_session_get_practice (self));
      break;
    case PROP_LIMITS:
      g_value_take_boxed (value, cord_gateway_dup_limits (self->gateway));
      break;
    case PROP_CATALOG:
      g_value_set_object (value, self->catalog);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_session_dispose (GObject *object)
{
  CordSession *self = CORD_SESSION (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->recorder != NULL)
    g_signal_handlers_disconnect_by_data (self->recorder, self);
  g_ptr_array_set_size (self->outgoing, 0);
  g_clear_object (&self->recorder);
  g_clear_object (&self->interaction);
  G_OBJECT_CLASS (cord_session_parent_class)->dispose (object);
}

static void
cord_session_finalize (GObject *object)
{
  CordSession *self = CORD_SESSION (object);

  g_clear_object (&self->gateway);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->sop);
  g_clear_object (&self->policy);
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->callers, g_variant_unref);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->outgoing);
  g_free (self->device);
  g_free (self->opening);
  g_free (self->user);
  g_free (self->role);
  g_free (self->busy);
  g_free (self->notice);
  g_free (self->notice_hint);
  G_OBJECT_CLASS (cord_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_INTERACTION] = g_param_spec_object ("interaction", NULL, NULL, CORD_TYPE_INTERACTION, flags);
  props[PROP_USER] = g_param_spec_string ("user", NULL, NULL, "", flags);
  props[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, "", flags);
  props[PROP_SIGNED_IN] = g_param_spec_boolean ("signed-in", NULL, NULL, FALSE, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  props[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, flags);
  props[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_BUSY] = g_param_spec_string ("busy", NULL, NULL, "", flags);
  props[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, "", flags);
  props[PROP_NOTICE_HINT] = g_param_spec_string ("notice-hint", NULL, NULL, "", flags);
  props[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  props[PROP_LIMITS] = g_param_spec_boxed ("limits", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_CATALOG] = g_param_spec_object ("catalog", NULL, NULL, CORD_TYPE_CATALOG, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cord_session_class_init (CordSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_session_get_property;
  object_class->dispose = cord_session_dispose;
  object_class->finalize = cord_session_finalize;
  install_properties (object_class);
  signals[TOAST] = g_signal_new ("toast", CORD_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
cord_session_init (CordSession *self)
{
  self->acts = g_ptr_array_new ();
  self->outgoing = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_outgoing_free);
  self->user = g_strdup ("");
  self->role = g_strdup ("");
  self->opening = g_strdup ("");
  self->busy = g_strdup ("");
  self->notice = g_strdup ("");
  self->notice_hint = g_strdup ("");
}

CordSession *
cord_session_new (CordGateway *gateway, CordJournal *journal, CordClock *clock, CordSop *sop, CordPolicy *policy,
                  const char *device, GVariant *callers)
{
  CordSession *self;

  g_return_val_if_fail (CORD_IS_GATEWAY (gateway) && CORD_IS_JOURNAL (journal) && CORD_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (CORD_IS_SOP (sop) && CORD_IS_POLICY (policy) && device != NULL, NULL);
  self = g_object_new (CORD_TYPE_SESSION, NULL);
  self->gateway = g_object_ref (gateway);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  self->sop = g_object_ref (sop);
  self->policy = g_object_ref (policy);
  self->device = g_strdup (device);
  self->callers = callers != NULL ? g_variant_ref_sink (callers) : NULL;
  g_signal_connect_object (gateway, "online-changed", G_CALLBACK (on_online_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "moved", G_CALLBACK (on_clock_moved), self, G_CONNECT_SWAPPED);
  return self;
}

CordInteraction *
cord_session_get_interaction (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), NULL);
  return self->interaction;
}

CordClock *
cord_session_get_clock (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), NULL);
  return self->clock;
}

CordSop *
cord_session_get_sop (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), NULL);
  return self->sop;
}

CordPolicy *
cord_session_get_policy (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), NULL);
  return self->policy;
}

gboolean
cord_session_get_practice (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), FALSE);
  return self->callers != NULL;
}

CordDate
cord_session_today (CordSession *self)
{
  CordCustomer *customer;
  g_autoptr (CordZone) zone = NULL;

  g_return_val_if_fail (CORD_IS_SESSION (self), CORD_DATE_NONE);
  customer = self->interaction != NULL ? cord_interaction_get_customer (self->interaction) : NULL;
  zone = cord_customer_dup_time_zone (customer);
  return cord_instant_to_date (cord_clock_now (self->clock), zone);
}

gboolean
cord_session_act_finish (CordSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
