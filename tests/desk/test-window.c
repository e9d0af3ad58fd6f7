/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-case.h"

#include "desk/cord-application.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-gate-bar.h"
#include "desk/shared/cord-keys-window.h"
#include "desk/shared/cord-keys.h"
#include "desk/shared/cord-prompt-card.h"

#include <string.h>

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

/* The key of scheduling leads to what is promised, and schedules once it is on the screen. */
static void
test_schedule (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_place));

  window_case_go_to (c, "document");
  activate (c, "desk.schedule");
  desk_case_expect_step (c->desk, "follow-up");
  desk_case_settle (c->desk);
  desk_case_expect (c->desk, "promise.queued", 0);
  activate (c, "desk.schedule");
  desk_case_settle (c->desk);
  desk_case_expect (c->desk, "promise.queued", 0);
  desk_click (cord_window_get_visible_page (c->window), "Call");
  activate (c, "desk.schedule");
  desk_case_expect (c->desk, "promise.made", 1);
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

static GtkWindow *
find_keys (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (CORD_IS_KEYS_WINDOW (window))
        return window;
    }
  return NULL;
}

/* Each act that has a key is in the list once, with that key; a second press opens no second list. */
static void
test_keys (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (c->window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  const CordKey *table;
  GtkWindow *keys;
  guint n;

  activate (c, "desk.keys");
  keys = find_keys ();
  g_assert_nonnull (keys);
  activate (c, "desk.keys");
  while (!gtk_widget_get_mapped (GTK_WIDGET (keys)))
    g_main_context_iteration (NULL, TRUE);
  desk_case_settle (c->desk);
  table = cord_keys_get (&n);
  g_assert_cmpuint (g_strv_length (actions), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (application, table[i].action);
      g_autofree char *label = cord_keys_dup_label (table[i].action);

      g_assert_nonnull (accelerators[0]);
      g_assert_cmpstr (label, !=, "");
      desk_assert_says (keys, label);
    }
  desk_assert_says (keys, "The customer agrees");
  desk_assert_says (keys, "Follow up");
  g_assert_true (ADW_IS_ACTION_ROW (gtk_window_get_focus (keys)));
  gtk_widget_activate_action (GTK_WIDGET (keys), "window.close", NULL);
  desk_case_settle (c->desk);
  g_assert_null (find_keys ());
}

/* The next call begins with nothing of the last one. */

static void
test_clean_start (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_verify));
  GtkWidget *factor, *page, *focus;
  GtkAdjustment *place;
  GtkStack *tabs;

  window_case_go_to (c, "verify");
  page = GTK_WIDGET (cord_window_get_visible_page (c->window));
  factor = desk_find_name (page, "field-factor");
  g_assert_true (cord_choice_row_pick (CORD_CHOICE_ROW (factor), "password"));
  g_signal_emit_by_name (desk_find_type (page, CORD_TYPE_PROMPT_CARD), "next");
  tabs = gtk_stack_switcher_get_stack (desk_find_type (c->window, GTK_TYPE_STACK_SWITCHER));
  gtk_stack_set_visible_child_name (tabs, "history");
  place = gtk_scrolled_window_get_vadjustment (desk_find_type (page, GTK_TYPE_SCROLLED_WINDOW));
  gtk_adjustment_configure (place, 300, 0, 1000, 10, 100, 400);
  g_assert_true (cord_page_focus_field (CORD_PAGE (page), "search"));
  activate (c, "desk.park");
  desk_case_await (c->desk, c->window, "Ready for the next call");
  g_assert_cmpstr (cord_choice_row_get_value (CORD_CHOICE_ROW (factor)), ==, "pin");
  DO (c->desk->base, ring, "+491713920001");
  desk_case_await (c->desk, c->window, "Incoming call");
  g_assert_cmpstr (cord_choice_row_get_value (CORD_CHOICE_ROW (factor)), ==, "pin");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (tabs), ==, "products");
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);
  focus = gtk_window_get_focus (GTK_WINDOW (c->window));
  g_assert_true (focus == NULL || !gtk_widget_is_ancestor (focus, page));
  DO (c->desk->base, answer);
  window_case_go_to (c, "verify");
  desk_assert_says (page, "PIN, as the caller says it");
  desk_assert_silent (page, "Next words (2 of");
}

/* In a system that names no roles everybody who signs in takes calls. */
static void
test_no_role (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());

  activate (c, "desk.sign-out");
  desk_case_await (c->desk, c->window, "Sign in to Cordboard");
  cord_fake_gateway_set_role (c->desk->base->gateway, "");
  DO (c->desk->base, sign_in, "somebody", "secret");
  desk_case_await (c->desk, c->window, "Ready for the next call");
}

/* Calls and customers are for agents alone. */
static void
test_roles (void)
{
  static const char *const roles[][3] = {
    { "reviewer", "Signed in as a reviewer", "cordboardctl record state" },
    { "trainer", "Signed in as a trainer", "cordboard --demo" },
    { "supervisor", "Signed in as a supervisor", "cordboardctl user list" },
    { "admin", "Signed in as an administrator", "cordboardctl import" },
    { "auditor", "There is nothing here for this account", "Sign in as an agent" },
  };
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      activate (c, "desk.sign-out");
      desk_case_await (c->desk, c->window, "Sign in to Cordboard");
      cord_fake_gateway_set_role (c->desk->base->gateway, roles[i][0]);
      DO (c->desk->base, sign_in, "somebody", "secret");
      desk_case_await (c->desk, c->window, roles[i][1]);
      desk_assert_says (c->window, roles[i][2]);
      desk_assert_silent (c->window, "Ready for the next call");
      desk_assert_silent (c->window, "Available");
      activate (c, "desk.find");
      gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.step", "s", "verify");
      DO (c->desk->base, ring, "+491713920001");
      desk_assert_says (c->window, roles[i][1]);
      desk_assert_silent (c->window, "Incoming call");
      desk_assert_silent (c->window, "+491713920001");
      g_assert_null (cord_window_get_visible_page (c->window));
      gtk_widget_activate_action (GTK_WIDGET (c->window), "desk.park", NULL);
      desk_case_settle (c->desk);
      g_assert_nonnull (cord_session_get_interaction (c->desk->base->session));
      DO (c->desk->base, park, "later", NULL);
    }
}

/* Who looks after the catalog sees what of it cannot be sold: the first few, and more when asked. */
static void
test_problems (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());
  g_autoptr (GString) catalog = g_string_new ("{'version': <'9'>, 'offerings': <[<{'id': <'good'>}>");

  for (guint i = 1; i <= 60; i++)
    g_string_append_printf (catalog,
                            ", <{'id': <'bad-%u'>, 'name': <'Bad <b>%u</b>'>, 'problem': <{'member': <'price'>, "
                            "'text': <'Reason %u.'>}>}>",
                            i, i, i);
  g_string_append (catalog, "]>}");
  activate (c, "desk.sign-out");
  desk_case_await (c->desk, c->window, "Sign in to Cordboard");
  cord_fake_gateway_set_role (c->desk->base->gateway, "supervisor");
  cord_fake_gateway_set_catalog (c->desk->base->gateway, catalog->str);
  DO (c->desk->base, sign_in, "somebody", "secret");
  desk_case_await (c->desk, c->window, "60 offerings cannot be sold");
  desk_assert_says (c->window, "Bad <b>1</b>");
  desk_assert_says (c->window, "bad-5 · Reason 5.");
  desk_assert_silent (c->window, "Reason 6.");
  desk_click (c->window, "Show more");
  desk_assert_says (c->window, "Reason 55.");
  desk_click (c->window, "Show more");
  desk_assert_says (c->window, "Reason 60.");
  desk_assert_silent (c->window, "Show more");
  activate (c, "desk.sign-out");
  desk_case_await (c->desk, c->window, "Sign in to Cordboard");
  cord_fake_gateway_set_role (c->desk->base->gateway, "reviewer");
  DO (c->desk->base, sign_in, "another", "secret");
  desk_case_await (c->desk, c->window, "Signed in as a reviewer");
  desk_assert_silent (c->window, "cannot be sold");
}

/* Where the focus is after one more Tab; the window begins again at its end. */
static GtkWidget *
press_tab (WindowCase *self)
{
  g_signal_emit_by_name (self->window, "move-focus", GTK_DIR_TAB_FORWARD);
  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

/* Tab leaves every stop of the page, and each of them does something. */
static void
go_round (WindowCase *self, const char *step)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *first, *before, *focus;

  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  first = before = press_tab (self);
  g_assert_nonnull (first);
  while (g_hash_table_add (seen, before))
    {
      focus = press_tab (self);
      if (focus == before)
        g_error ("%s: Tab does not leave %s", step, G_OBJECT_TYPE_NAME (focus));
      if (focus == NULL || GTK_IS_FLOW_BOX_CHILD (focus))
        g_error ("%s: a stop at nothing after %s", step, G_OBJECT_TYPE_NAME (before));
      before = focus;
    }
  if (before != first)
    g_error ("%s: Tab comes back to %s", step, G_OBJECT_TYPE_NAME (before));
}

static void
test_tab (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_select));
  CordSop *sop = c->desk->base->sop;

  for (gsize i = 0; i < cord_sop_get_n_steps (sop); i++)
    {
      const char *step = cord_value_get_string (cord_sop_get_step (sop, i), "id");

      if (g_strcmp0 (cord_interaction_get_step (desk_case_interaction (c->desk)), step) != 0)
        window_case_go_to (c, step);
      go_round (c, step);
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
  application = GTK_APPLICATION (cord_application_new (NULL));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/window/modes", test_modes);
  g_test_add_func ("/window/call", test_call);
  g_test_add_func ("/window/before-sign-in", test_before_sign_in);
  g_test_add_func ("/window/navigation", test_navigation);
  g_test_add_func ("/window/schedule", test_schedule);
  g_test_add_func ("/window/notice", test_notice);
  g_test_add_func ("/window/fields", test_fields);
  g_test_add_func ("/window/focus", test_focus);
  g_test_add_func ("/window/tab", test_tab);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/keys", test_keys);
  g_test_add_func ("/window/clean-start", test_clean_start);
  g_test_add_func ("/window/roles", test_roles);
  g_test_add_func ("/window/problems", test_problems);
  g_test_add_func ("/window/no-role", test_no_role);
  g_test_add_func ("/window/style", test_style);
  return g_test_run ();
}
