/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-case.h"

#include "desk/cord-window.h"
#include "desk/shared/cord-gate-bar.h"
#include "desk/shared/cord-step-row.h"

#include <string.h>

typedef struct
{
  DeskCase *desk;
  CordWindow *window;
} WindowCase;

static void
window_case_free (WindowCase *self)
{
  CordWindow *window = g_object_ref (self->window);
  gpointer left = window;

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_case_free (self->desk);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WindowCase, window_case_free)

static WindowCase *
window_case_new (DeskCase *desk)
{
  WindowCase *self = g_new0 (WindowCase, 1);

  self->desk = desk;
  self->window = cord_window_new (GTK_APPLICATION (g_application_get_default ()), desk->base->session);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    g_main_context_iteration (NULL, TRUE);
  desk_case_settle (desk);
  return self;
}

static void
activate (WindowCase *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

/* Looks at every label, on the screen or not. */
static gboolean
holds (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (holds (child, text))
      return TRUE;
  return FALSE;
}

static void
assert_nothing_known (CordWindow *window)
{
  static const char *const texts[] = { "Okafor", "Verified", "verified by", "On a call", "Step " };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (holds (GTK_WIDGET (window), texts[i]))
      g_error ("The window holds “%s”", texts[i]);
}

static void
test_modes (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());

  g_assert_true (cord_window_get_session (c->window) == c->desk->base->session);
  desk_case_await (c->desk, c->window, "Ready for the next call");
  g_assert_null (cord_window_get_visible_page (c->window));
  DO (c->desk->base, ring, "+491713920001");
  desk_case_await (c->desk, c->window, "Arrive");
  desk_assert_says (c->window, "Ringing");
  desk_assert_says (c->window, "Incoming call");
  desk_assert_says (c->window, "Not verified");
  g_assert_true (cord_window_get_visible_page (c->window) == cord_window_get_page (c->window, "arrive"));
  activate (c, "desk.primary");
  desk_case_expect (c->desk, "call.answered", 1);
  desk_assert_says (c->window, "On a call");
  desk_click (c->window, "Hold");
  desk_case_expect (c->desk, "call.held", 1);
  desk_assert_says (c->window, "On hold");
  desk_click (c->window, "Resume");
  desk_case_expect (c->desk, "call.resumed", 1);
  activate (c, "desk.park");
  desk_case_await (c->desk, c->window, "Ready for the next call");
  activate (c, "desk.sign-out");
  desk_case_await (c->desk, c->window, "Sign in to Cordboard");
}

static void
test_call (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_verify));

  desk_assert_says (c->window, "Grace Okafor");
  desk_assert_says (c->window, "Verified · PIN");
  desk_assert_says (c->window, "● Recording");
  desk_assert_says (c->window, "NOTE, WRITING ITSELF");
  desk_assert_says (c->window, "verified by PIN");
  desk_assert_says (c->window, "Plan and service changes");
  desk_assert_says (c->window, "Step ");
  activate (c, "desk.wrap-up");
  desk_case_expect_step (c->desk, "document");
  desk_case_await (c->desk, c->window, "Confirmation to the customer");
  g_assert_true (cord_window_get_visible_page (c->window) == cord_window_get_page (c->window, "document"));
}

/* A call was open, verified and all, when the desk ended: until it is known who is there, nothing of it is on the
 * screen, not even behind the sign-in page. */
static void
test_before_sign_in (void)
{
  g_autoptr (SessionCase) before = session_case_new ();
  DeskCase *desk = desk_case_new ();
  g_autoptr (WindowCase) c = NULL;

  session_case_run (before, session_step_verify);
  session_case_free (desk->base);
  desk->base = session_case_new_over (
      cord_memory_journal_copy (before->journal, cord_memory_journal_get_n_commits (before->journal)));
  cord_fake_gateway_set_kept_sign_in (desk->base->gateway, FALSE);
  DO (desk->base, restore);
  c = window_case_new (desk);
  desk_case_await (desk, c->window, "Sign in to Cordboard");
  assert_nothing_known (c->window);
  DO (desk->base, sign_in, "colleague", "secret");
  desk_case_await (desk, c->window, "Ready for the next call");
  assert_nothing_known (c->window);
  DO (desk->base, sign_in, "agent", "secret");
  desk_case_await (desk, c->window, "Grace Okafor");
  desk_assert_says (c->window, "Verified · PIN");
  DO (desk->base, sign_in, "colleague", "secret");
  desk_case_await (desk, c->window, "Ready for the next call");
  assert_nothing_known (c->window);
}

/* Every way to get to another step: the rail, the keys, the next missing requirement, a link of the gate bar. */
static void
test_navigation (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_verify));
  CordGateBar *bar;

  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", "confirm");
  desk_case_expect_step (c->desk, "confirm");
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", "nowhere");
  desk_case_settle (c->desk);
  g_assert_cmpstr (cord_interaction_get_step (desk_case_interaction (c->desk)), ==, "confirm");
  bar = desk_find_type (c->window, CORD_TYPE_GATE_BAR);
  desk_click (bar, "The change itself");
  desk_case_settle (c->desk);
  g_assert_cmpstr (cord_interaction_get_step (desk_case_interaction (c->desk)), ==, "confirm");
  activate (c, "desk.find");
  desk_case_expect_step (c->desk, "verify");
  gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", "gather");
  desk_case_expect_step (c->desk, "gather");
  activate (c, "desk.next-missing");
  desk_case_settle (c->desk);
  g_assert_cmpstr (cord_interaction_get_step (desk_case_interaction (c->desk)), ==, "gather");
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (c->window)));
}

static void
test_notice (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_verify));

  REFUSED (c->desk->base, CORD_ERROR_DENIED, close);
  desk_case_await (c->desk, c->window, "Something is still missing");
}

/* A link can lead the agent to everything that the procedure requires. */
static void
test_fields (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_select));
  CordSop *sop = c->desk->base->sop;

  for (gsize i = 0; i < cord_sop_get_n_steps (sop); i++)
    {
      const char *id = cord_value_get_string (cord_sop_get_step (sop, i), "id");
      g_autoptr (GVariant) items = cord_value_dup_array (cord_sop_get_step (sop, i), "items");

      for (gsize j = 0; j < cord_value_length (items); j++)
        {
          g_autoptr (GVariant) item = cord_value_dup_at (items, j);
          g_autofree char *name = g_strdup_printf ("field-%s", cord_value_get_string (item, "field"));

          if (desk_find_name (cord_window_get_page (c->window, id), name) == NULL)
            {
              g_test_message ("%s has no %s", id, name);
              g_test_fail ();
            }
        }
    }
}

/* Links within the current step take the focus, too. */
static void
test_focus (void)
{
  static const char *const fields[]
      = { "confirm/change", "confirm/effective",    "confirm/ladder",    "confirm/consent",
          "process/place",  "expect/timeline",      "expect/steps",      "document/channel",
          "document/note",  "document/disposition", "follow-up/promise", "follow-up/satisfaction" };
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_select));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto (GStrv) parts = g_strsplit (fields[i], "/", 2);

      gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", parts[0]);
      desk_case_expect_step (c->desk, parts[0]);
      desk_case_settle (c->desk);
      if (!cord_page_focus_field (cord_window_get_visible_page (c->window), parts[1]))
        g_error ("%s does not take the focus", fields[i]);
    }
  g_assert_false (cord_page_focus_field (cord_window_get_visible_page (c->window), "nothing"));
}

/* Every button, entry and choice has an accessible name. */
static void
assert_named (GtkWidget *widget)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_TEXT_VIEW (widget)) && gtk_widget_get_mapped (widget)
      && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
      && !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)
      && gtk_widget_get_tooltip_text (widget) == NULL && desk_find_type (widget, GTK_TYPE_LABEL) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_CALENDAR) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL
      && gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) == NULL)
    g_error ("A %s of %s has no name", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_named (child);
}

static void
test_names (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_render));
  CordSop *sop = c->desk->base->sop;

  for (gsize i = 0; i < cord_sop_get_n_steps (sop); i++)
    {
      const char *id = cord_value_get_string (cord_sop_get_step (sop, i), "id");

      gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", id);
      desk_case_expect_step (c->desk, id);
      desk_case_settle (c->desk);
      assert_named (GTK_WIDGET (c->window));
    }
}

static void
on_parsing_error (GtkCssProvider *provider, GtkCssSection *section, GError *error)
{
  g_error ("style.css: %s", error->message);
}

static void
test_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_signal_connect (provider, "parsing-error", G_CALLBACK (on_parsing_error), NULL);
  gtk_css_provider_load_from_resource (provider, "/io/github/cordboard/Cordboard/style.css");
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  desk_test_init (&argc, &argv);
  application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/window/modes", test_modes);
  g_test_add_func ("/window/call", test_call);
  g_test_add_func ("/window/before-sign-in", test_before_sign_in);
  g_test_add_func ("/window/navigation", test_navigation);
  g_test_add_func ("/window/notice", test_notice);
  g_test_add_func ("/window/fields", test_fields);
  g_test_add_func ("/window/focus", test_focus);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/style", test_style);
  return g_test_run ();
}
