/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-application.h"

#include "config.h"
#include "desk/cord-window.h"
#include "desk/shared/cord-keys.h"

#include <glib/gi18n.h>

struct _CordApplication
{
  AdwApplication parent_instance;

  CordSession *session;
  GSettings *settings;
  gboolean expected;   /* the session is on its way */
  gboolean practice;   /* it will be on the practice line */
  char *waiting_phone; /* arrived before the session */
};

G_DEFINE_FINAL_TYPE (CordApplication, cord_application, ADW_TYPE_APPLICATION)

static void
act_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_about_dialog (
      gtk_application_get_active_window (GTK_APPLICATION (user_data)), "program-name", _ ("Cordboard"), "version",
      CORD_VERSION, "logo-icon-name", APPLICATION_ID, "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("The workstation of a call-centre agent who changes a customer’s plan while they are on the phone."), NULL);
}

/* "cordboard:customer?phone=+49…": the number, or NULL when it is another address. */
static char *
parse_uri (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) query = NULL;
  const char *phone;

  if (parsed == NULL || g_strcmp0 (g_uri_get_scheme (parsed), "cordboard") != 0
      || g_strcmp0 (g_uri_get_path (parsed), "customer") != 0 || g_uri_get_query (parsed) == NULL)
    return NULL;
  query = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  phone = query ? g_hash_table_lookup (query, "phone") : NULL;
  return phone != NULL && *phone != '\0' ? g_strdup (phone) : NULL;
}

static void
ring (CordApplication *self, const char *phone)
{
  gboolean signed_in = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "signed-in", &signed_in, NULL);
  if (signed_in && !cord_session_takes_calls (self->session))
    g_message ("a call is for an agent; who is signed in here is not one");
  else if (signed_in)
    cord_session_ring_async (self->session, phone, NULL, cord_page_act_done, NULL);
  else
    {
      g_free (self->waiting_phone);
      self->waiting_phone = g_strdup (phone);
    }
}

static void
on_signed_in (CordApplication *self)
{
  g_autofree char *phone = g_steal_pointer (&self->waiting_phone);

  if (phone != NULL)
    ring (self, phone);
}

static void
show_window (CordApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->session == NULL && !self->expected)
    return;
  if (window == NULL)
    {
      window = GTK_WINDOW (cord_window_new (GTK_APPLICATION (self), self->session));
      if (self->practice && self->session == NULL)
        cord_window_set_practice (CORD_WINDOW (window));
      if (self->settings != NULL)
        {
          g_settings_bind (self->settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
          g_settings_bind (self->settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
        }
    }
  gtk_window_present (window);
}

static void
cord_application_activate (GApplication *application)
{
  show_window (CORD_APPLICATION (application));
}

static void
cord_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CordApplication *self = CORD_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      g_autofree char *phone = parse_uri (uri);

      if (phone != NULL)
        ring (self, phone);
      else
        g_message ("this address is not one Cordboard knows; use cordboard:customer?phone=NUMBER");
    }
  show_window (self);
}

static void
follow_color_scheme (CordApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (scheme, "dark")    ? ADW_COLOR_SCHEME_FORCE_DARK
                                      : g_str_equal (scheme, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                      : ADW_COLOR_SCHEME_DEFAULT);
}

/* A desk run from its build folder may have no installed schema; it then keeps the defaults. */
static void
open_settings (CordApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;

  if (schema == NULL)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (follow_color_scheme), self,
                           G_CONNECT_SWAPPED);
  follow_color_scheme (self);
}

static void
cord_application_startup (GApplication *application)
{
  CordApplication *self = CORD_APPLICATION (application);
  static const GActionEntry entries[] = { { .name = "about", .activate = act_about } };
  guint n_keys;
  const CordKey *keys = cord_keys_get (&n_keys);

  G_APPLICATION_CLASS (cord_application_parent_class)->startup (application);
  open_settings (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < n_keys; i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
}

static void
cord_application_finalize (GObject *object)
{
  CordApplication *self = CORD_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_free (self->waiting_phone);
  G_OBJECT_CLASS (cord_application_parent_class)->finalize (object);
}

static void
cord_application_class_init (CordApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cord_application_finalize;
  application_class->startup = cord_application_startup;
  application_class->activate = cord_application_activate;
  application_class->open = cord_application_open;
}

static void
cord_application_init (CordApplication *self)
{
}

CordApplication *
cord_application_new (const char *id)
{
  return g_object_new (
      CORD_TYPE_APPLICATION, "application-id", id, "resource-base-path", "/io/github/cordboard/Cordboard", "flags",
      id != NULL ? G_APPLICATION_HANDLES_OPEN : G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE, NULL);
}

/* Windows that were opened before the session was there. */
static void
for_each_window (CordApplication *self, void (*func) (CordWindow *window, gpointer data), gpointer data)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    if (CORD_IS_WINDOW (link->data) && cord_window_get_session (link->data) == NULL)
      func (link->data, data);
}

static void
give_session (CordWindow *window, gpointer data)
{
  cord_window_set_session (window, data);
}

static void
give_failure (CordWindow *window, gpointer data)
{
  cord_window_set_failure (window, data);
}

void
cord_application_expect_session (CordApplication *self, gboolean practice)
{
  self->expected = TRUE;
  self->practice = practice;
}

void
cord_application_set_session (CordApplication *self, CordSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::signed-in", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  for_each_window (self, give_session, session);
  on_signed_in (self);
}

void
cord_application_set_failure (CordApplication *self, const GError *error)
{
  for_each_window (self, give_failure, (gpointer)error);
}
