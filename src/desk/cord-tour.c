/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-tour.h"

#include "desk/cord-practice-line.h"
#include "desk/shared/cord-choice-row.h"

#define TICK_MS 30
#define MOST_TICKS 400 /* 12 s for one stage, on a slow machine */

/* One stage: done once per tick until it answers TRUE; then a picture is taken when it has a name. */
typedef struct
{
  const char *name;
  gboolean (*act) (CordTour *self);
  const char *picture;
} Stage;

struct _CordTour
{
  GObject parent_instance;

  CordWindow *window;
  CordSession *session;
  GVariant *caller;
  char *folder;
  char *interaction;
  GTask *task;
  guint stage;
  guint ticks;
  guint tick;
  guint part;     /* within a stage of several presses */
  guint settling; /* ticks to let the screen settle before its picture */
  guint n_pictures;
};

G_DEFINE_FINAL_TYPE (CordTour, cord_tour, G_TYPE_OBJECT)

static CordInteraction *
interaction_of (CordTour *self)
{
  return cord_session_get_interaction (self->session);
}

static GtkWidget *
find (GtkWidget *widget, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (widget), name) == 0 && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_label (GtkWidget *widget, GType type, const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) && GTK_IS_BUTTON (widget)
      && gtk_button_get_label (GTK_BUTTON (widget)) != NULL
      && g_str_equal (gtk_button_get_label (GTK_BUTTON (widget)), label) && gtk_widget_is_sensitive (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
press_widget (GtkWidget *widget)
{
  if (widget == NULL || !gtk_widget_is_sensitive (widget))
    return FALSE;
  g_signal_emit_by_name (widget, "clicked");
  return TRUE;
}

static gboolean
press (CordTour *self, const char *name)
{
  return press_widget (find (GTK_WIDGET (self->window), name));
}

static gboolean
press_label (CordTour *self, const char *label)
{
  return press_widget (find_label (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, label));
}

static gboolean
type_into (CordTour *self, const char *name, const char *text)
{
  GtkWidget *widget = find (GTK_WIDGET (self->window), name);

  if (widget != NULL && !GTK_IS_EDITABLE (widget) && GTK_IS_EDITABLE (gtk_widget_get_first_child (widget)))
    widget = gtk_widget_get_first_child (widget);
  if (widget == NULL || !GTK_IS_EDITABLE (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  return TRUE;
}

static gboolean
choose (CordTour *self, const char *name, const char *value)
{
  GtkWidget *widget = find (GTK_WIDGET (self->window), name);

  return widget != NULL && CORD_IS_CHOICE_ROW (widget) && gtk_widget_is_sensitive (widget)
         && cord_choice_row_pick (CORD_CHOICE_ROW (widget), value);
}

static gboolean
is_on (CordTour *self, const char *step)
{
  CordInteraction *interaction = interaction_of (self);

  return interaction != NULL && g_strcmp0 (cord_interaction_get_step (interaction), step) == 0;
}

static gboolean
has (CordTour *self, const char *event)
{
  CordInteraction *interaction = interaction_of (self);

  return interaction != NULL && cord_interaction_count (interaction, event, NULL) > 0;
}

static gboolean
holds (CordTour *self, const char *state)
{
  CordInteraction *interaction = interaction_of (self);

  return interaction != NULL && cord_interaction_holds (interaction, state);
}

static gboolean
field_is_set (CordTour *self, const char *field)
{
  CordInteraction *interaction = interaction_of (self);

  return interaction != NULL && *cord_interaction_get_field (interaction, field) != '\0';
}

/* Presses once, then waits. */
static gboolean
once (CordTour *self, gboolean (*act) (CordTour *), gboolean done)
{
  if (done)
    return TRUE;
  if (self->part == 0 && act (self))
    self->part = 1;
  return FALSE;
}

static gboolean
press_primary (CordTour *self)
{
  return press (self, "primary");
}

static gboolean
stage_sign_in (CordTour *self)
{
  return type_into (self, "field-user", CORD_PRACTICE_USER)
         && type_into (self, "field-password", CORD_PRACTICE_PASSWORD);
}

static gboolean
act_sign_in (CordTour *self)
{
  return press_label (self, "Sign in");
}

static gboolean
stage_waiting (CordTour *self)
{
  gboolean signed_in;

  g_object_get (self->session, "signed-in", &signed_in, NULL);
  return once (self, act_sign_in, signed_in);
}

static gboolean
act_next_call (CordTour *self)
{
  return press_label (self, "Next call");
}

static gboolean
stage_ring (CordTour *self)
{
  return once (self, act_next_call, has (self, "candidate.shown"));
}

static gboolean
stage_answer (CordTour *self)
{
  if (self->interaction == NULL && interaction_of (self) != NULL)
    self->interaction = g_strdup (cord_interaction_get_id (interaction_of (self)));
  return once (self, press_primary, has (self, "call.answered") && is_on (self, "arrive"));
}

static gboolean
act_notice (CordTour *self)
{
  return press (self, "field-notice") && choose (self, "field-caller-role", "holder");
}

static gboolean
stage_notice (CordTour *self)
{
  return once (self, act_notice, has (self, "notice.given") && field_is_set (self, "caller-role"));
}

static gboolean
stage_to_verify (CordTour *self)
{
  return once (self, press_primary, is_on (self, "verify"));
}

static gboolean
act_candidate (CordTour *self)
{
  return press_label (self, "This one");
}

static gboolean
stage_candidate (CordTour *self)
{
  return once (self, act_candidate, has (self, "candidate.chosen"))
         && type_into (self, "field-pin", cord_value_get_string (self->caller, "pin"));
}

static gboolean
stage_verify (CordTour *self)
{
  return once (self, press_primary, holds (self, "customer-open") && has (self, "catalog.pinned"));
}

static gboolean
stage_to_gather (CordTour *self)
{
  return once (self, press_primary, is_on (self, "gather"));
}

static gboolean
act_gather (CordTour *self)
{
  const char *product = cord_value_get_string (self->caller, "product");

  return press (self, "field-name") && press (self, "field-plan")
         && choose (self, "field-change-kind", cord_value_get_string (self->caller, "wants"))
         && (product == NULL || choose (self, "field-product", product))
         && choose (self, "field-reason-code", cord_value_get_string (self->caller, "reason"))
         && type_into (self, "field-reason-words", cord_value_get_string (self->caller, "words"));
}

static gboolean
stage_gather (CordTour *self)
{
  return once (self, act_gather,
               field_is_set (self, "reason-words") && field_is_set (self, "reason-code")
                   && has (self, "plan.confirmed"));
}

static gboolean
stage_to_needs (CordTour *self)
{
  return once (self, press_primary, is_on (self, "needs"));
}

/* A question's answer: the choice with that value, or the words. */
static void
answer (CordTour *self, const char *question, const char *words)
{
  g_autofree char *name = g_strdup_printf ("field-%s", question);
  GtkWidget *widget = find (GTK_WIDGET (self->window), name);
  GtkWidget *box = widget ? gtk_widget_get_first_child (widget) : NULL;

  if (box == NULL || type_into (self, name, words))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (child), "value"), words) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), TRUE);
}

static gboolean
act_needs (CordTour *self)
{
  g_autoptr (GVariant) answers = cord_value_dup_object (self->caller, "answers");
  GVariantIter iter;
  const char *question;
  GVariant *box;

  g_variant_iter_init (&iter, answers);
  while (g_variant_iter_next (&iter, "{&sv}", &question, &box))
    {
      answer (self, question, g_variant_get_string (box, NULL));
      g_variant_unref (box);
    }
  return TRUE;
}

static gboolean
stage_needs (CordTour *self)
{
  g_autoptr (GVariant) answers = cord_value_dup_object (self->caller, "answers");
  CordInteraction *interaction = interaction_of (self);

  return once (self, act_needs,
               cord_interaction_count (interaction, "question.answered", NULL) >= g_variant_n_children (answers));
}

static gboolean
stage_to_options (CordTour *self)
{
  return once (self, press_primary, is_on (self, "options") && has (self, "options.ranked"));
}

static gboolean
stage_present (CordTour *self)
{
  guint presented;

  g_object_get (interaction_of (self), "n-presented", &presented, NULL);
  if (presented >= 2 && has (self, "comparison.viewed"))
    return TRUE;
  if (presented == self->part && presented < 2)
    {
      if (press_label (self, "Present"))
        self->part++;
    }
  return FALSE;
}

static gboolean
stage_to_confirm (CordTour *self)
{
  return once (self, press_primary, is_on (self, "confirm") && holds (self, "quote-current"));
}

static gboolean
stage_consent (CordTour *self)
{
  return once (self, press_primary, holds (self, "consented"));
}

static gboolean
stage_to_process (CordTour *self)
{
  return once (self, press_primary, is_on (self, "process"));
}

static gboolean
stage_place (CordTour *self)
{
  return once (self, press_primary, holds (self, "order-placed"));
}

/* The undo window passes on the practice clock, and the server carries the order out. */
static gboolean
act_undo_window (CordTour *self)
{
  cord_clock_advance (cord_session_get_clock (self->session), 31 * (gint64)G_USEC_PER_SEC);
  cord_session_refresh_order_async (self->session, NULL, cord_page_act_done, NULL);
  return TRUE;
}

static gboolean
stage_completed (CordTour *self)
{
  if (self->ticks % 20 == 19)
    cord_session_refresh_order_async (self->session, NULL, cord_page_act_done, NULL);
  return once (self, act_undo_window, has (self, "order.accepted"));
}

static gboolean
stage_to_expect (CordTour *self)
{
  return once (self, press_primary, is_on (self, "expect"));
}

static gboolean
stage_expect (CordTour *self)
{
  if (holds (self, "steps-explained") && has (self, "timeline.stated"))
    return TRUE;
  if (self->ticks % 10 == 0 && !press_label (self, "Timeline told"))
    press_label (self, "Explained");
  return FALSE;
}

static gboolean
stage_to_document (CordTour *self)
{
  return once (self, press_primary, is_on (self, "document"));
}

static gboolean
act_write (CordTour *self)
{
  return choose (self, "field-channel", "email") && press_label (self, "Write the confirmation");
}

static gboolean
stage_write (CordTour *self)
{
  return once (self, act_write, holds (self, "message-proved"));
}

static gboolean
stage_send (CordTour *self)
{
  return once (self, press_primary, holds (self, "message-sent"));
}

static gboolean
act_wrap_up (CordTour *self)
{
  return choose (self, "field-disposition", "plan-changed");
}

static gboolean
stage_wrap_up (CordTour *self)
{
  return once (self, act_wrap_up, has (self, "disposition.set"));
}

static gboolean
stage_to_follow_up (CordTour *self)
{
  return once (self, press_primary, is_on (self, "follow-up"));
}

static gboolean
act_promise (CordTour *self)
{
  return choose (self, "field-promise", "call") && press_label (self, "Schedule");
}

static gboolean
stage_promise (CordTour *self)
{
  return once (self, act_promise, has (self, "promise.made"));
}

static gboolean
act_satisfaction (CordTour *self)
{
  return press_label (self, "5");
}

static gboolean
stage_satisfaction (CordTour *self)
{
  return once (self, act_satisfaction, has (self, "satisfaction.given"));
}

static gboolean
stage_close (CordTour *self)
{
  return once (self, press_primary, interaction_of (self) == NULL);
}

static const Stage stages[] = {
  { "sign in", stage_sign_in, "sign-in" },
  { "wait for a call", stage_waiting, "waiting" },
  { "ring", stage_ring, "ringing" },
  { "answer", stage_answer, NULL },
  { "give the notice", stage_notice, "arrive" },
  { "go on to verify", stage_to_verify, NULL },
  { "choose the candidate", stage_candidate, "verify" },
  { "check the PIN", stage_verify, "verified" },
  { "go on to gather", stage_to_gather, NULL },
  { "gather", stage_gather, "gather" },
  { "go on to needs", stage_to_needs, NULL },
  { "ask", stage_needs, "needs" },
  { "rank the options", stage_to_options, NULL },
  { "present two", stage_present, "options" },
  { "quote", stage_to_confirm, "confirm" },
  { "take the consent", stage_consent, "consent" },
  { "go on to process", stage_to_process, "process" },
  { "place the order", stage_place, "placed" },
  { "let the undo window pass", stage_completed, "completed" },
  { "go on to expect", stage_to_expect, NULL },
  { "say what to expect", stage_expect, "expect" },
  { "go on to document", stage_to_document, NULL },
  { "write the confirmation", stage_write, "message" },
  { "send it", stage_send, NULL },
  { "set the disposition", stage_wrap_up, "document" },
  { "go on to follow up", stage_to_follow_up, NULL },
  { "promise a call", stage_promise, NULL },
  { "ask how it was", stage_satisfaction, "follow-up" },
  { "close", stage_close, "closed" },
};

static void
take_picture (CordTour *self, const char *name)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++self->n_pictures, name);
  g_autofree char *path = g_build_filename (self->folder, file, NULL);

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}

static void
finish (CordTour *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->tick = 0;
  if (error != NULL)
    {
      take_picture (self, "stopped-here");
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, g_strdup (self->interaction), g_free);
}

static gboolean
on_tick (gpointer user_data)
{
  CordTour *self = user_data;
  const Stage *stage = &stages[self->stage];
  g_autofree char *notice = NULL;

  if (self->settling > 0)
    {
      if (--self->settling > 0)
        return G_SOURCE_CONTINUE;
      take_picture (self, stage->picture);
    }
  else if (!stage->act (self))
    {
      if (++self->ticks < MOST_TICKS)
        return G_SOURCE_CONTINUE;
      g_object_get (self->session, "notice", &notice, NULL);
      finish (self, g_error_new (CORD_ERROR, CORD_ERROR_INTERNAL, "the tour could not %s%s%s", stage->name,
                                 *notice ? ": " : "", notice));
      return G_SOURCE_REMOVE;
    }
  else if (stage->picture != NULL)
    {
      self->settling = 10;
      return G_SOURCE_CONTINUE;
    }
  self->ticks = self->part = 0;
  if (++self->stage < G_N_ELEMENTS (stages))
    return G_SOURCE_CONTINUE;
  finish (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
cord_tour_finalize (GObject *object)
{
  CordTour *self = CORD_TOUR (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->window);
  g_clear_pointer (&self->caller, g_variant_unref);
  g_free (self->folder);
  g_free (self->interaction);
  G_OBJECT_CLASS (cord_tour_parent_class)->finalize (object);
}

static void
cord_tour_class_init (CordTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_tour_finalize;
}

static void
cord_tour_init (CordTour *self)
{
}

CordTour *
cord_tour_new (CordWindow *window, GVariant *caller, const char *folder)
{
  CordTour *self = g_object_new (CORD_TYPE_TOUR, NULL);

  self->window = g_object_ref (window);
  self->session = g_object_ref (cord_window_get_session (window));
  self->caller = g_variant_ref (caller);
  self->folder = g_strdup (folder);
  return self;
}

void
cord_tour_play_async (CordTour *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, cord_tour_play_async);
  g_task_set_name (self->task, "play the tour");
  self->tick = g_timeout_add (TICK_MS, on_tick, self);
}

char *
cord_tour_play_finish (CordTour *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
