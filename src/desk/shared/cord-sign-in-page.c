/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-sign-in-page.h"

#include "desk/shared/cord-limit-list.h"

#include <glib/gi18n.h>

struct _CordSignInPage
{
  AdwBin parent_instance;

  GtkButton *button;
  GtkLabel *hint;
  CordLimitList *limits;
  GtkEditable *password;
  GtkEditable *user;

  CordSession *session;
  GCancellable *cancellable;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (CordSignInPage, cord_sign_in_page, ADW_TYPE_BIN)

static void
on_edited (CordSignInPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !self->running && *gtk_editable_get_text (self->user) != '\0'
                                                           && *gtk_editable_get_text (self->password) != '\0');
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CordSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (cord_session_act_finish (CORD_SESSION (source), result, &error))
    gtk_editable_set_text (self->password, "");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  on_edited (self);
}

static void
sign_in (CordSignInPage *self)
{
  cord_session_sign_in_async (self->session, gtk_editable_get_text (self->user), gtk_editable_get_text (self->password),
                              self->cancellable, on_signed_in, g_object_ref (self));
}

/* While the desk is still opening, this waits for the session. */
static void
on_sign_in (CordSignInPage *self)
{
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->button)))
    return;
  self->running = TRUE;
  on_edited (self);
  if (self->session != NULL)
    sign_in (self);
}

static void
cord_sign_in_page_dispose (GObject *object)
{
  CordSignInPage *self = CORD_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (cord_sign_in_page_parent_class)->dispose (object);
}

static void
cord_sign_in_page_finalize (GObject *object)
{
  g_clear_object (&CORD_SIGN_IN_PAGE (object)->cancellable);
  G_OBJECT_CLASS (cord_sign_in_page_parent_class)->finalize (object);
}

static void
cord_sign_in_page_class_init (CordSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CORD_TYPE_LIMIT_LIST);
  G_OBJECT_CLASS (klass)->dispose = cord_sign_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cord_sign_in_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordSignInPage, button);
  gtk_widget_class_bind_template_child (widget_class, CordSignInPage, hint);
  gtk_widget_class_bind_template_child (widget_class, CordSignInPage, limits);
  gtk_widget_class_bind_template_child (widget_class, CordSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, CordSignInPage, user);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
}

static void
cord_sign_in_page_init (CordSignInPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_sign_in_page_set_practice (CordSignInPage *self)
{
  gtk_label_set_label (self->hint, _ ("Practice line: sign in as “agent” with the password “practice”."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
}

void
cord_sign_in_page_set_session (CordSignInPage *self, CordSession *session)
{
  gboolean signed_in;

  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  if (cord_session_get_practice (session))
    cord_sign_in_page_set_practice (self);
  g_object_bind_property (session, "limits", self->limits, "limits", G_BINDING_SYNC_CREATE);
  g_object_get (session, "signed-in", &signed_in, NULL);
  if (self->running && !signed_in)
    sign_in (self);
}

void
cord_sign_in_page_focus (CordSignInPage *self)
{
  gboolean named = *gtk_editable_get_text (self->user) != '\0';

  gtk_widget_grab_focus (GTK_WIDGET (named ? self->password : self->user));
}
