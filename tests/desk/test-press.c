/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-case.h"

#include "cord-test-scope.h"
#include "desk/cord-application.h"
#include "desk/shared/cord-press-guard.h"
#include "desk/shared/cord-step-row.h"

/* One press, one act. */

#define REPEATS 100 /* of a key that is held down for four seconds */

static GtkEventController *
find_controller (WindowCase *self, const char *name)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), name) == 0)
        return controller;
    }
  g_assert_not_reached ();
}

/* What the window's guard lets pass of a press. */
static gboolean
passes (WindowCase *self, guint keyval, GdkModifierType state, gboolean release)
{
  GtkEventController *keys = find_controller (self, "press-guard");
  gboolean stopped = FALSE;

  if (release)
    g_signal_emit_by_name (keys, "key-released", keyval, keyval, state);
  else
    g_signal_emit_by_name (keys, "key-pressed", keyval, keyval, state, &stopped);
  return !stopped;
}

/* Holds the first key of an action down, as GTK would see it. */
static void
hold (WindowCase *self, const char *detailed)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, detailed);
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  GdkModifierType state;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (keys[0], &keyval, &state));
  g_assert_true (g_action_parse_detailed_name (detailed, &action, &target, NULL));
  for (guint i = 0; i < REPEATS; i++)
    {
      if (!passes (self, keyval, state, FALSE))
        continue;
      gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, target);
      desk_case_settle (self->desk);
    }
  passes (self, keyval, state, TRUE);
}

static guint
count (WindowCase *self, const char *type)
{
  return cord_interaction_count (desk_case_interaction (self->desk), type, NULL);
}

/* A key held down on Options quotes, and stops before what the customer has not heard. */
static void
test_held_next (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_label));

  window_case_go_to (c, "options");
  hold (c, "desk.primary");
  desk_case_expect (c->desk, "quote.shown", 1);
  desk_case_expect_step (c->desk, "confirm");
  for (guint i = 0; i < 3; i++)
    hold (c, "desk.primary");
  g_assert_cmpuint (count (c, "quote.shown"), ==, 1);
  g_assert_cmpuint (count (c, "consent.given"), ==, 0);
  desk_case_await (c->desk, c->window, "This cannot be taken back, so it has a key of its own");
}

/* Parking and signing out end the call; test_held_leaving() holds them. */
static gboolean
is_held (const char *action, const char *spared)
{
  return g_str_has_prefix (action, "desk.") && g_strcmp0 (action, spared) != 0 && !g_str_equal (action, "desk.park")
         && !g_str_equal (action, "desk.sign-out");
}

static void
assert_once (GPtrArray *events, guint before, const char *action, const char *step)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = before; i < events->len; i++)
    if (!g_hash_table_add (seen, (gpointer)((CordEvent *)events->pdata[i])->type))
      g_error ("%s held on %s: %s twice", action, step, ((CordEvent *)events->pdata[i])->type);
}

/* Holds every key on every page, @spared excepted: none records anything twice. */
static void
hold_all (WindowCase *self, const char *spared)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  g_autoptr (CordInteraction) interaction = g_object_ref (desk_case_interaction (self->desk));
  GPtrArray *events = cord_interaction_get_events (interaction);
  CordSop *sop = self->desk->base->sop;

  for (gsize i = 0; i < cord_sop_get_n_steps (sop); i++)
    for (guint j = 0; actions[j] != NULL; j++)
      {
        const char *step = cord_value_get_string (cord_sop_get_step (sop, i), "id");
        guint before;

        /* Closing ended the call. */
        if (cord_session_get_interaction (self->desk->base->session) != interaction)
          return;
        if (!is_held (actions[j], spared))
          continue;
        if (g_strcmp0 (cord_interaction_get_step (interaction), step) != 0)
          window_case_go_to (self, step);
        before = events->len;
        hold (self, actions[j]);
        assert_once (events, before, actions[j], step);
      }
}

/* After the consent, nothing that cannot be taken back comes of any other key. */
static void
test_held_keys (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_consent));

  hold_all (c, "desk.place");
  g_assert_cmpuint (count (c, "consent.given"), ==, 1);
  g_assert_cmpuint (count (c, "order.queued"), ==, 0);
  g_assert_cmpuint (count (c, "message.queued"), ==, 0);
}

/* However far the call is. */
static void
test_held_anywhere (void)
{
  static const SessionStep stages[] = { session_step_place,  session_step_verify, session_step_label,
                                        session_step_select, session_step_render, session_step_score };

  for (guint i = 0; i < (cord_test_scope_is_all () ? G_N_ELEMENTS (stages) : 1); i++)
    {
      g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (stages[i]));

      hold_all (c, NULL);
    }
}

/* The key that parks a call parks that one, once, and does nothing on the page that comes after; nobody is signed out
 * of an open call. */
static void
test_held_leaving (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_label));
  g_autoptr (CordInteraction) interaction = g_object_ref (desk_case_interaction (c->desk));
  GPtrArray *events = cord_interaction_get_events (interaction);
  guint before = events->len;

  hold (c, "desk.sign-out");
  g_assert_true (cord_session_get_interaction (c->desk->base->session) == interaction);
  g_assert_cmpuint (events->len, ==, before);
  hold (c, "desk.park");
  g_assert_null (cord_session_get_interaction (c->desk->base->session));
  g_assert_cmpuint (cord_interaction_count (interaction, "interaction.parked", NULL), ==, 1);
  assert_once (events, before, "desk.park", "needs");
  before = events->len;
  hold (c, "desk.park");
  g_assert_null (cord_session_get_interaction (c->desk->base->session));
  g_assert_cmpuint (events->len, ==, before);
}

/* The key of an act that cannot be taken back: not before its words were seen, and then once. */
static void
test_held_commitment (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_select));

  window_case_go_to (c, "process");
  hold (c, "desk.consent");
  g_assert_cmpuint (count (c, "consent.given"), ==, 0);
  window_case_go_to (c, "confirm");
  desk_case_read (c->desk, cord_window_get_visible_page (c->window));
  hold (c, "desk.place");
  g_assert_cmpuint (count (c, "consent.given"), ==, 0);
  hold (c, "desk.consent");
  desk_case_expect (c->desk, "consent.given", 1);
  g_assert_cmpuint (count (c, "order.queued"), ==, 0);
  window_case_go_to (c, "process");
  desk_case_read (c->desk, cord_window_get_visible_page (c->window));
  hold (c, "desk.place");
  desk_case_expect (c->desk, "order.placed", 1);
  g_assert_cmpuint (count (c, "order.queued"), ==, 1);
}

/* Typing and moving repeat; Enter in an entry, and everything on a button, does not. */
static void
test_typing (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new ());
  GtkWidget *phone = desk_find_name (c->window, "field-phone");

  g_assert_true (gtk_widget_grab_focus (phone));
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (c->window))));
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (passes (c, GDK_KEY_1, 0, FALSE));
      g_assert_true (passes (c, GDK_KEY_space, 0, FALSE));
      g_assert_true (passes (c, GDK_KEY_BackSpace, GDK_CONTROL_MASK, FALSE));
      g_assert_true (passes (c, GDK_KEY_Return, 0, FALSE) == (i == 0));
      g_assert_true (passes (c, GDK_KEY_F9, 0, FALSE) == (i == 0));
    }
  gtk_window_set_focus (GTK_WINDOW (c->window), NULL);
  g_assert_true (passes (c, GDK_KEY_Tab, 0, FALSE));
  g_assert_true (passes (c, GDK_KEY_Tab, 0, FALSE));
  g_assert_false (passes (c, GDK_KEY_space, 0, FALSE));
  g_assert_true (passes (c, GDK_KEY_space, 0, TRUE));
  g_assert_true (passes (c, GDK_KEY_space, 0, FALSE));
}

static void
click_twice (WindowCase *self, const char *name)
{
  GtkWidget *button = desk_find_name (self->window, name);

  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  desk_case_settle (self->desk);
}

static void
test_double_click (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_label));

  window_case_go_to (c, "options");
  click_twice (c, "primary");
  desk_case_expect (c->desk, "quote.shown", 1);
  desk_case_expect_step (c->desk, "confirm");
  desk_case_read (c->desk, cord_window_get_visible_page (c->window));
  click_twice (c, "commit");
  desk_case_expect (c->desk, "consent.given", 1);
  window_case_go_to (c, "process");
  desk_case_read (c->desk, cord_window_get_visible_page (c->window));
  click_twice (c, "commit");
  desk_case_expect (c->desk, "order.placed", 1);
  g_assert_cmpuint (count (c, "order.queued"), ==, 1);
  click_twice (c, "commit");
  g_assert_cmpuint (count (c, "order.queued"), ==, 1);
}

static void
assert_act (GtkWidget *widget, gboolean expected)
{
  g_assert_nonnull (widget);
  g_assert_true (cord_press_guard_is_act (widget) == expected);
}

/* The second click of a double click reaches what types and turns, and nothing that acts. */
static void
test_second_click (void)
{
  g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (session_step_verify));
  GtkWidget *page, *entry;

  window_case_go_to (c, "verify");
  page = GTK_WIDGET (cord_window_get_visible_page (c->window));
  assert_act (desk_find_name (c->window, "primary"), TRUE);
  assert_act (desk_find_type (desk_find_name (c->window, "primary"), GTK_TYPE_LABEL), TRUE);
  assert_act (desk_find_type (c->window, CORD_TYPE_STEP_ROW), TRUE);
  entry = desk_find_type (desk_find_name (page, "field-pin"), GTK_TYPE_TEXT);
  g_assert_nonnull (gtk_widget_get_ancestor (entry, GTK_TYPE_LIST_BOX_ROW));
  assert_act (entry, FALSE);
  assert_act (page, FALSE);
}

/* What ends something, or leaves the desk; the rest may be done and undone at will. */
static const char *const acts[]
    = { "quote.shown",    "consent.given",      "order.queued",       "order.undone",        "message.queued",
        "promise.queued", "interaction.closed", "interaction.parked", "interaction.resumed", NULL };

static void
assert_acts_once (GPtrArray *events, guint before, GtkButton *button, const char *step)
{
  const char *label = gtk_button_get_label (button);
  guint n = 0;

  for (guint i = before; i < events->len; i++)
    n += g_strv_contains (acts, ((CordEvent *)events->pdata[i])->type);
  if (n > 1)
    g_error ("“%s” clicked twice on %s: %u acts", label != NULL ? label : gtk_widget_get_name (GTK_WIDGET (button)),
             step, n);
}

/* Buttons that act: not those of the window, nor those that turn something on and off. libadwaita drops a toast twice
 * when its button is clicked twice, so only the guard may stop that. */
static void
find_buttons (GtkWidget *widget, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_WINDOW_CONTROLS (widget)
      || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return;
  if (GTK_IS_BUTTON (widget) && !GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_is_sensitive (widget))
    g_ptr_array_add (found, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_buttons (child, found);
}

/* Clicks the button @index of the page twice; FALSE when there are no more, or the call has ended. */
static gboolean
click_nth_twice (WindowCase *self, const char *step, guint index)
{
  g_autoptr (CordInteraction) interaction = g_object_ref (desk_case_interaction (self->desk));
  GPtrArray *events = cord_interaction_get_events (interaction);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = events->len;

  find_buttons (GTK_WIDGET (self->window), buttons);
  if (index >= buttons->len)
    return FALSE;
  /* The guard of the window stops the second click; without it the page itself must. */
  g_assert_true (cord_press_guard_is_act (buttons->pdata[index]));
  g_signal_emit_by_name (buttons->pdata[index], "clicked");
  g_signal_emit_by_name (buttons->pdata[index], "clicked");
  desk_case_settle (self->desk);
  assert_acts_once (events, before, buttons->pdata[index], step);
  return cord_session_get_interaction (self->desk->base->session) == interaction;
}

/* Every button of every page, however far the call is. */
static void
test_double_click_anywhere (void)
{
  static const SessionStep stages[] = { session_step_place,  session_step_verify, session_step_label,
                                        session_step_select, session_step_render, session_step_score };

  for (guint i = 0; i < (cord_test_scope_is_all () ? G_N_ELEMENTS (stages) : 1); i++)
    {
      g_autoptr (WindowCase) c = window_case_new (desk_case_new_at (stages[i]));
      CordSop *sop = c->desk->base->sop;

      for (gsize j = 0; j < cord_sop_get_n_steps (sop); j++)
        {
          const char *step = cord_value_get_string (cord_sop_get_step (sop, j), "id");
          guint index = 0;

          do
            {
              if (g_strcmp0 (cord_interaction_get_step (desk_case_interaction (c->desk)), step) != 0)
                window_case_go_to (c, step);
              desk_case_read (c->desk, cord_window_get_visible_page (c->window));
            }
          while (click_nth_twice (c, step, index++));
          if (cord_session_get_interaction (c->desk->base->session) == NULL)
            break;
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  desk_test_init (&argc, &argv);
  application = GTK_APPLICATION (cord_application_new (NULL));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/press/held/next", test_held_next);
  g_test_add_func ("/press/held/keys", test_held_keys);
  g_test_add_func ("/press/held/anywhere", test_held_anywhere);
  g_test_add_func ("/press/held/leaving", test_held_leaving);
  g_test_add_func ("/press/held/commitment", test_held_commitment);
  g_test_add_func ("/press/typing", test_typing);
  g_test_add_func ("/press/double-click/for-good", test_double_click);
  g_test_add_func ("/press/double-click/anywhere", test_double_click_anywhere);
  g_test_add_func ("/press/second-click", test_second_click);
  return g_test_run ();
}
