/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/record/cord-follow-up-page.h"

#include "base/cord-zone.h"
#include "desk/shared/cord-choice-row.h"
#include "desk/shared/cord-date-row.h"
#include "desk/shared/cord-row-button.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

#define HOUR (60 * 60)      /* in seconds, as the others */
#define HALF_HOUR (30 * 60) /* one may be taken where the next is free */
#define FIRST_TIME (8 * HOUR)
#define LAST_TIME (19 * HOUR + HALF_HOUR)
#define USUAL_TIME (10 * HOUR)
#define USUAL_DAYS "2"
#define BEST_SCORE 5

struct _CordFollowUpPage
{
  CordPage parent_instance;

  CordDateRow *date;
  CordChoiceRow *day;
  CordChoiceRow *kind;
  AdwActionRow *promise;
  GtkImage *promise_icon;
  GtkEditable *purpose;
  GtkButton *schedule;
  GtkBox *scores;
  AdwComboRow *time;
  GtkWidget *to_read; /* all of the page: what was promised, and the score */

  GtkToggleButton *score[BEST_SCORE + 1]; /* 0: would rather not say */
  CordDate days_of;                       /* the day the choices were made for */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CordFollowUpPage, cord_follow_up_page, CORD_TYPE_PAGE)

/* When. */

static CordDate
chosen_date (CordFollowUpPage *self)
{
  const char *day = cord_choice_row_get_value (self->day);

  if (*day == '\0')
    return CORD_DATE_NONE;
  if (g_str_equal (day, "date"))
    return cord_date_row_get_date (self->date);
  return cord_session_today (cord_page_get_session (CORD_PAGE (self))) + (CordDate)g_ascii_strtoll (day, NULL, 10);
}

static void
show_time (CordFollowUpPage *self, int second)
{
  adw_combo_row_set_selected (self->time, (guint)((CLAMP (second, FIRST_TIME, LAST_TIME) - FIRST_TIME) / HALF_HOUR));
}

/* The time on the customer's clock; 0 when no day is chosen. */
static gint64
chosen_instant (CordFollowUpPage *self, CordInteraction *interaction)
{
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  CordDate date = chosen_date (self);
  g_autoptr (CordZone) zone = NULL;
  int second = FIRST_TIME + (int)adw_combo_row_get_selected (self->time) * HALF_HOUR;

  if (customer == NULL || date == CORD_DATE_NONE)
    return 0;
  zone = cord_customer_dup_time_zone (customer);
  return cord_local_to_instant (date, second, zone);
}

static void
add_day (CordBuilder *days, CordDate today, int ahead, const char *words)
{
  g_autofree char *value = g_strdup_printf ("%d", ahead);
  g_autofree char *date = cord_date_to_display (today + ahead);
  g_autofree char *title = g_strdup_printf ("%s, %s", words, date);
  g_autoptr (GVariant) choice = cord_sop_choice_new (value, title);

  cord_builder_add (days, choice);
}

static void
fill_days (CordFollowUpPage *self)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordDate today = cord_session_today (session);
  g_autoptr (GVariant) other = cord_sop_choice_new ("date", _ ("On a date"));
  g_autoptr (GVariant) list = NULL;
  CordBuilder days;

  if (self->days_of == today)
    return;
  self->days_of = today;
  cord_builder_init_array (&days);
  add_day (&days, today, 1, _ ("Tomorrow"));
  add_day (&days, today, 2, _ ("In 2 days"));
  add_day (&days, today, 7, _ ("In a week"));
  cord_builder_add (&days, other);
  list = cord_builder_end (&days);
  cord_choice_row_set_session (self->day, session, list);
  cord_choice_row_show (self->day, USUAL_DAYS);
  cord_date_row_show (self->date, CORD_DATE_NONE, today);
}

static void
fill_times (CordFollowUpPage *self)
{
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);

  for (int second = FIRST_TIME; second <= LAST_TIME; second += HALF_HOUR)
    {
      g_autofree char *text = g_strdup_printf ("%02d:%02d", second / HOUR, second % HOUR / 60);

      gtk_string_list_append (times, text);
    }
  adw_combo_row_set_model (self->time, G_LIST_MODEL (times));
  show_time (self, USUAL_TIME);
}

/* The promise. */

static const CordEvent *
last_promise (CordInteraction *interaction)
{
  GPtrArray *events = cord_interaction_get_events (interaction);

  for (guint i = events->len; i > 0; i--)
    if (g_str_has_prefix (((CordEvent *)events->pdata[i - 1])->type, "promise."))
      return events->pdata[i - 1];
  return NULL;
}

static char *
dup_promise_words (CordInteraction *interaction, const CordEvent *last)
{
  const CordPromiseFailed *failed = cord_event_get_promise_failed (last);
  const CordPromiseMade *made = cord_event_get_promise_made (last);
  g_autofree char *promise = NULL;

  if (last == NULL)
    return g_strdup (_ ("Nothing promised yet"));
  if (failed != NULL)
    return g_strdup_printf (_ ("Needs you: %s"), failed->message);
  if (made == NULL)
    return g_strdup (_ ("Saved here, waiting for the server"));
  if (g_str_equal (made->kind, "declined"))
    return g_strdup (_ ("The customer wants no follow-up"));
  g_object_get (interaction, "promise", &promise, NULL);
  return g_strdup_printf (_ ("Promised: %s"), promise);
}

/* The day and the time that were asked for, on the customer's clock. */
static void
show_asked_time (CordFollowUpPage *self, CordInteraction *interaction, const char *at)
{
  CordSession *session = cord_page_get_session (CORD_PAGE (self));
  CordDate today = cord_session_today (session);
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  g_autoptr (CordZone) zone = NULL;
  CordDate date;
  gint64 instant;
  int second;

  if (customer == NULL || !cord_instant_parse (at, &instant, NULL))
    return;
  zone = cord_customer_dup_time_zone (customer);
  date = cord_instant_to_local (instant, zone, &second);
  cord_choice_row_show (self->day, "date");
  cord_date_row_show (self->date, date >= today ? date : CORD_DATE_NONE, today);
  show_time (self, second);
}

/* A follow-up that is not booked, for example because no agent has time then, stays as it was entered, also when the
 * call is opened again. */
static void
show_asked (CordFollowUpPage *self, CordInteraction *interaction)
{
  const CordPromiseQueued *asked
      = cord_event_get_promise_queued (cord_interaction_last (interaction, CORD_EVENT_PROMISE_QUEUED));
  const char *purpose;

  if (asked == NULL || cord_event_get_promise_made (last_promise (interaction)) != NULL)
    return;
  purpose = cord_interaction_get_beside (interaction, &asked->purpose);
  cord_choice_row_show (self->kind, asked->kind);
  show_asked_time (self, interaction, asked->at);
  if (*purpose != '\0')
    gtk_editable_set_text (self->purpose, purpose);
}

static void
show_promise (CordFollowUpPage *self, CordInteraction *interaction)
{
  const CordEvent *last = last_promise (interaction);
  g_autofree char *words = dup_promise_words (interaction, last);
  gboolean made = cord_event_get_promise_made (last) != NULL;
  gboolean failed = cord_event_get_promise_failed (last) != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->promise), words);
  gtk_image_set_from_icon_name (self->promise_icon, made     ? "emblem-ok-symbolic"
                                                    : failed ? "dialog-warning-symbolic"
                                                             : "appointment-soon-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->promise), made ? "warning-row" : "success-row");
  if (made || failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->promise), made ? "success-row" : "warning-row");
}

/* Only what the chosen kind needs can be filled in, and only then scheduled. */
static void
show_plan (CordFollowUpPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const char *kind = cord_choice_row_get_value (self->kind);
  const CordEvent *last = interaction ? last_promise (interaction) : NULL;
  gboolean declined = g_str_equal (kind, "declined");
  gboolean waiting = last != NULL && g_str_equal (last->type, "promise.queued");

  if (interaction == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->day), !declined);
  gtk_widget_set_visible (GTK_WIDGET (self->date),
                          !declined && g_str_equal (cord_choice_row_get_value (self->day), "date"));
  gtk_widget_set_visible (GTK_WIDGET (self->time), !declined);
  gtk_widget_set_visible (GTK_WIDGET (self->purpose), !declined);
  gtk_button_set_label (self->schedule, declined ? _ ("No follow-up wanted") : _ ("Schedule"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->schedule), cord_interaction_get_customer (interaction) != NULL && !waiting
                                                             && *kind != '\0'
                                                             && (declined || chosen_date (self) != CORD_DATE_NONE));
}

static void
on_kind (CordFollowUpPage *self)
{
  show_plan (self);
}

static void
on_day (CordFollowUpPage *self, const char *day)
{
  show_plan (self);
  if (g_str_equal (day, "date"))
    cord_date_row_open (self->date);
}

static void
on_date (CordFollowUpPage *self)
{
  show_plan (self);
}

static void
on_schedule (CordFollowUpPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));
  const char *purpose = gtk_editable_get_text (self->purpose);

  if (interaction != NULL)
    cord_session_promise_async (cord_page_get_session (CORD_PAGE (self)), cord_choice_row_get_value (self->kind),
                                chosen_instant (self, interaction), *purpose != '\0' ? purpose : NULL,
                                cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

/* Satisfaction. */

static void
on_score (CordFollowUpPage *self, GtkToggleButton *button)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;
  for (int score = 0; score <= BEST_SCORE; score++)
    if (self->score[score] == button)
      cord_session_satisfaction_async (cord_page_get_session (CORD_PAGE (self)), score,
                                       cord_page_get_cancellable (CORD_PAGE (self)), cord_page_act_done, NULL);
}

static GtkToggleButton *
add_score (CordFollowUpPage *self, GtkBox *box, int score)
{
  g_autofree char *text = score > 0 ? g_strdup_printf ("%d", score) : g_strdup (_ ("Would rather not say"));
  g_autofree char *spoken = g_strdup_printf (_ ("%d of %d"), score, BEST_SCORE);
  g_autofree char *name = g_strdup_printf ("score-%d", score);
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_set_name (button, name);
  if (score > 0)
    cord_row_button_set_spoken (button, spoken);
  if (self->score[1] != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->score[1]);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_score), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
add_scores (CordFollowUpPage *self)
{
  GtkWidget *numbers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (numbers, "linked");
  gtk_box_set_homogeneous (GTK_BOX (numbers), TRUE);
  gtk_box_append (self->scores, numbers);
  for (int score = 1; score <= BEST_SCORE; score++)
    self->score[score] = add_score (self, GTK_BOX (numbers), score);
  self->score[0] = add_score (self, self->scores, 0);
  gtk_widget_set_halign (GTK_WIDGET (self->score[0]), GTK_ALIGN_START);
}

static void
show_score (CordFollowUpPage *self, CordInteraction *interaction)
{
  int given;

  g_object_get (interaction, "satisfaction", &given, NULL);
  self->showing = TRUE;
  for (int score = 0; score <= BEST_SCORE; score++)
    gtk_toggle_button_set_active (self->score[score], score == given);
  self->showing = FALSE;
}

/* The end. */

static void
show_state (CordFollowUpPage *self)
{
  CordInteraction *interaction = cord_page_get_interaction (CORD_PAGE (self));

  if (interaction == NULL)
    return;
  show_promise (self, interaction);
  show_plan (self);
  show_score (self, interaction);
  cord_page_set_commitment (CORD_PAGE (self), "desk.close", self->to_read, _ ("Close this interaction"),
                            cord_gate_get_open (cord_interaction_get_gate (interaction, CORD_GATE_CLOSE)));
}

static void
cord_follow_up_page_applied (CordPage *page, CordEvent *event)
{
  CordFollowUpPage *self = CORD_FOLLOW_UP_PAGE (page);

  if (g_str_equal (event->type, "customer.opened"))
    fill_days (self);
  show_state (self);
}

static void
cord_follow_up_page_interaction_changed (CordPage *page)
{
  CordFollowUpPage *self = CORD_FOLLOW_UP_PAGE (page);
  CordSession *session = cord_page_get_session (page);
  g_autoptr (GVariant) kinds = NULL;

  if (cord_page_get_interaction (page) == NULL)
    return;
  kinds = cord_sop_dup_choices (cord_session_get_sop (session), "promise");
  cord_choice_row_set_session (self->kind, session, kinds);
  self->days_of = CORD_DATE_NONE;
  fill_days (self);
  show_time (self, USUAL_TIME);
  gtk_editable_set_text (self->purpose, _ ("Hear whether everything works"));
  show_asked (self, cord_page_get_interaction (page));
  show_state (self);
}

/* On another day the choices name other dates. */
static void
cord_follow_up_page_entered (CordPage *page)
{
  CordFollowUpPage *self = CORD_FOLLOW_UP_PAGE (page);

  if (cord_page_get_interaction (page) == NULL)
    return;
  fill_days (self);
  show_state (self);
}

static void
cord_follow_up_page_primary (CordPage *page)
{
  cord_session_close_async (cord_page_get_session (page), cord_page_get_cancellable (page), cord_page_act_done, NULL);
}

static void
cord_follow_up_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_FOLLOW_UP_PAGE);
  G_OBJECT_CLASS (cord_follow_up_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/record/cord-follow-up-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, date);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, day);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, promise);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, promise_icon);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, purpose);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, schedule);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, scores);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, time);
  gtk_widget_class_bind_template_child (widget_class, CordFollowUpPage, to_read);
  gtk_widget_class_bind_template_callback (widget_class, on_date);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_schedule);
}

static void
cord_follow_up_page_class_init (CordFollowUpPageClass *klass)
{
  CordPageClass *page_class = CORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_follow_up_page_dispose;
  page_class->primary = cord_follow_up_page_primary;
  page_class->entered = cord_follow_up_page_entered;
  page_class->applied = cord_follow_up_page_applied;
  page_class->interaction_changed = cord_follow_up_page_interaction_changed;

  g_type_ensure (CORD_TYPE_CHOICE_ROW);
  g_type_ensure (CORD_TYPE_DATE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
cord_follow_up_page_init (CordFollowUpPage *self)
{
  self->days_of = CORD_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_times (self);
  add_scores (self);
}
