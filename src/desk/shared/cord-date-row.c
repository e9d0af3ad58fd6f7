/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-date-row.h"

#include "desk/shared/cord-row-button.h"

#include <glib/gi18n.h>

struct _CordDateRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkLabel *hint;

  CordDate date;
  CordDate earliest;
};

G_DEFINE_FINAL_TYPE (CordDateRow, cord_date_row, ADW_TYPE_ACTION_ROW)

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_date (CordDateRow *self)
{
  g_autofree char *text = self->date != CORD_DATE_NONE ? cord_date_to_display (self->date) : NULL;

  gtk_menu_button_set_label (self->button, text ? text : _ ("Choose a day…"));
  gtk_label_set_text (self->hint, "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
}

static void
refuse (CordDateRow *self)
{
  g_autofree char *earliest = cord_date_to_display (self->earliest);
  g_autofree char *text = g_strdup_printf (_ ("The earliest day is %s."), earliest);

  gtk_label_set_text (self->hint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
}

void
cord_date_row_pick (CordDateRow *self, CordDate date)
{
  if (self->earliest != CORD_DATE_NONE && date < self->earliest)
    {
      refuse (self);
      return;
    }
  self->date = date;
  show_date (self);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0, (int)date);
}

static void
on_use (CordDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  cord_date_row_pick (
      self, cord_date (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day)));
}

static GtkWidget *
make_popover (CordDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *use = gtk_button_new_with_label (_ ("Use this day"));

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->hint = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  gtk_widget_add_css_class (use, "suggested-action");
  g_signal_connect_object (use, "clicked", G_CALLBACK (on_use), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (box), use);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
cord_date_row_class_init (CordDateRowClass *klass)
{
  signals[PICKED]
      = g_signal_new ("picked", CORD_TYPE_DATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
cord_date_row_init (CordDateRow *self)
{
  self->date = CORD_DATE_NONE;
  self->earliest = CORD_DATE_NONE;
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  cord_row_button_add (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  show_date (self);
}

void
cord_date_row_show (CordDateRow *self, CordDate date, CordDate earliest)
{
  CordDate shown = date != CORD_DATE_NONE ? date : earliest;

  self->date = date;
  self->earliest = earliest;
  show_date (self);
  if (shown != CORD_DATE_NONE)
    {
      g_autoptr (GDateTime) day = NULL;
      int year, month, number;

      cord_date_split (shown, &year, &month, &number);
      day = g_date_time_new_local (year, month, number, 12, 0, 0);
      gtk_calendar_select_day (self->calendar, day);
    }
}

CordDate
cord_date_row_get_date (CordDateRow *self)
{
  return self->date;
}

void
cord_date_row_open (CordDateRow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->button)))
    gtk_menu_button_popup (self->button);
}
