/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/cord-window.h"

/* The window opens before its session is ready, and is usable meanwhile. */

typedef struct
{
  DeskCase *desk;
  CordWindow *window;
} StartCase;

static void
start_case_free (StartCase *self)
{
  gpointer left = self->window;

  g_object_add_weak_pointer (G_OBJECT (self->window), &left);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_free (self->desk);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StartCase, start_case_free)

static StartCase *
start_case_new (void)
{
  StartCase *self = g_new0 (StartCase, 1);

  self->desk = desk_case_new ();
  self->window = cord_window_new (GTK_APPLICATION (g_application_get_default ()), NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    g_main_context_iteration (NULL, TRUE);
  return self;
}

static void
type (StartCase *self, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (desk_find_name (self->window, field)), text);
}

static gboolean
is_signed_in (StartCase *self)
{
  gboolean signed_in;

  g_object_get (self->desk->base->session, "signed-in", &signed_in, NULL);
  return signed_in;
}

static void
test_without_session (void)
{
  g_autoptr (StartCase) c = start_case_new ();

  g_assert_null (cord_window_get_session (c->window));
  g_assert_null (cord_window_get_page (c->window, "arrive"));
  g_assert_null (cord_window_get_visible_page (c->window));
  desk_assert_says (c->window, "Sign in to Cordboard");
  g_assert_true (gtk_widget_is_sensitive (desk_find_name (c->window, "field-user")));
  /* Every action that needs the session is insensitive. */
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.sign-out", NULL);
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.park", NULL);
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.next-missing", NULL);
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.find", NULL);
}

/* What was typed before the session was ready is used to sign in when it is. */
static void
test_typed_before (void)
{
  g_autoptr (StartCase) c = start_case_new ();

  DO (c->desk->base, sign_out);
  type (c, "field-user", "agent");
  type (c, "field-password", "secret");
  desk_click (c->window, "Sign in");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (c->window, "Sign in")));
  g_assert_false (is_signed_in (c));
  cord_window_set_session (c->window, c->desk->base->session);
  desk_case_await (c->desk, c->window, "Ready for the next call");
  g_assert_true (is_signed_in (c));
}

/* Text typed without Enter is kept until the agent signs in. */
static void
test_typing_stays (void)
{
  g_autoptr (StartCase) c = start_case_new ();

  DO (c->desk->base, sign_out);
  type (c, "field-user", "agent");
  cord_window_set_session (c->window, c->desk->base->session);
  desk_case_settle (c->desk);
  g_assert_false (is_signed_in (c));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (desk_find_name (c->window, "field-user"))), ==, "agent");
}

static void
test_pages_on_demand (void)
{
  g_autoptr (StartCase) c = start_case_new ();
  CordPage *page;

  cord_window_set_session (c->window, c->desk->base->session);
  page = cord_window_get_page (c->window, "document");
  g_assert_nonnull (page);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_true (cord_window_get_page (c->window, "document") == page);
  g_assert_null (cord_window_get_page (c->window, "nothing"));
  DO (c->desk->base, ring, "+491713920001");
  desk_case_await (c->desk, c->window, "Ringing");
  g_assert_true (cord_window_get_visible_page (c->window) == cord_window_get_page (c->window, "arrive"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (page)));
}

/* What the system cannot do is shown before signing in, and again before each call. */
static void
test_limits (void)
{
  static const char *const limits[] = { "A change cannot be undone from this desk once it is placed.", NULL };
  g_autoptr (StartCase) c = start_case_new ();

  DO (c->desk->base, sign_out);
  desk_assert_silent (c->window, limits[0]);
  cord_fake_gateway_set_limits (c->desk->base->gateway, limits);
  cord_window_set_session (c->window, c->desk->base->session);
  desk_case_await (c->desk, c->window, limits[0]);
  desk_assert_says (c->window, "Sign in to Cordboard");
  type (c, "field-user", "agent");
  type (c, "field-password", "secret");
  desk_click (c->window, "Sign in");
  desk_case_await (c->desk, c->window, "Ready for the next call");
  desk_case_await (c->desk, c->window, limits[0]);
}

static gboolean
has_focus (StartCase *self, const char *field)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, desk_find_name (self->window, field));
}

/* The first field has the focus when the page comes; what the agent has chosen since is left alone. */
static void
test_focus (void)
{
  g_autoptr (StartCase) c = start_case_new ();

  g_assert_true (has_focus (c, "field-user"));
  DO (c->desk->base, sign_out);
  gtk_widget_grab_focus (desk_find_name (c->window, "field-password"));
  cord_window_set_session (c->window, c->desk->base->session);
  g_assert_true (has_focus (c, "field-password"));
  DO (c->desk->base, sign_in, "agent", "secret");
  desk_case_await (c->desk, c->window, "Ready for the next call");
  DO (c->desk->base, sign_out);
  desk_case_await (c->desk, c->window, "Sign in to Cordboard");
  g_assert_true (has_focus (c, "field-user"));
}

static void
test_failure (void)
{
  g_autoptr (StartCase) c = start_case_new ();
  g_autoptr (GError) error = NULL;

  cord_error_set_full (&error, CORD_ERROR_CONFLICT, "in-use", NULL, "Close the other program first.", "%s",
                       "Another program has the record");
  cord_window_set_failure (c->window, error);
  desk_case_await (c->desk, c->window, "Another program has the record");
  desk_assert_says (c->window, "Close the other program first.");
  g_assert_false (gtk_widget_is_sensitive (desk_find_name (c->window, "field-user")));
}

int
main (int argc, char **argv)
{
  desk_test_init (&argc, &argv);
  g_test_add_func ("/start/without-session", test_without_session);
  g_test_add_func ("/start/limits", test_limits);
  g_test_add_func ("/start/typed-before", test_typed_before);
  g_test_add_func ("/start/typing-stays", test_typing_stays);
  g_test_add_func ("/start/pages-on-demand", test_pages_on_demand);
  g_test_add_func ("/start/focus", test_focus);
  g_test_add_func ("/start/failure", test_failure);
  return g_test_run ();
}
