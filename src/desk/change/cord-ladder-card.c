/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/change/cord-ladder-card.h"

#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-change-bill.h"

#include <glib/gi18n.h>

#define DETAIL_CHARS 16
#define MOST_RUNGS 5

struct _CordLadderCard
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkWidget *card;
  GtkFlowBox *rungs;
  GtkWidget *fees; /* NULL without any */
  GtkExpander *expander;
  GtkListBox *lines;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (CordLadderCard, cord_ladder_card, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_rung (CordLadderCard *self, const char *name, const char *amount, const char *detail)
{
  GtkWidget *rung = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = make_label (name, "overline");
  GtkWidget *value = make_label (amount, "title-4");
  GtkWidget *below = make_label (detail, "caption");
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, amount);

  gtk_label_set_wrap (GTK_LABEL (heading), FALSE);
  gtk_label_set_wrap (GTK_LABEL (value), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (below), DETAIL_CHARS);
  gtk_widget_add_css_class (value, "money");
  gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  gtk_box_append (GTK_BOX (rung), heading);
  gtk_box_append (GTK_BOX (rung), value);
  gtk_box_append (GTK_BOX (rung), below);
  gtk_flow_box_append (self->rungs, rung);
}

static char *
signed_text (CordQuote *quote, gint64 minor)
{
  return cord_money_to_signed_display (cord_quote_money (quote, minor));
}

static char *
plain_text (CordQuote *quote, gint64 minor)
{
  return cord_money_to_display (cord_quote_money (quote, minor));
}

/* Nothing added is no rung: the next bill then says all. */
static void
add_added_rung (CordLadderCard *self, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autofree char *amount = signed_text (quote, cord_quote_get_added (quote)->gross);
  g_autofree char *bill = cord_date_to_display (ladder->next.cycle.start);
  g_autofree char *detail = cord_quote_collects_next (quote) ? g_strdup_printf (_ ("on the bill of %s"), bill)
                                                             : g_strdup (_ ("a bill of its own"));

  if (cord_quote_get_added_lines (quote)->len > 0)
    add_rung (self, cord_quote_get_added (quote)->gross < 0 ? _ ("GIVEN BACK") : _ ("ADDED NOW"), amount, detail);
}

static void
add_bill_rung (CordLadderCard *self, CordQuote *quote)
{
  const CordBillRow *bill = cord_change_bill_named (quote);
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  gboolean is_next = bill->cycle.start == ladder->next.cycle.start;
  gboolean with_added = is_next && cord_quote_collects_next (quote) && cord_quote_get_added_lines (quote)->len > 0;
  g_autofree char *amount = plain_text (quote, bill->gross);
  g_autofree char *date = cord_date_to_display (bill->cycle.start);
  g_autofree char *detail = g_strdup_printf (with_added ? _ ("%s, with what is added") : "%s", date);

  add_rung (self, is_next ? _ ("NEXT BILL") : _ ("FIRST BILL"), amount, detail);
}

static void
show_rungs (CordLadderCard *self, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  const CordLadder *current = cord_quote_get_current (quote);
  g_autofree char *steady = plain_text (quote, ladder->steady.gross);
  g_autofree char *steady_date = cord_date_to_display (ladder->steady.cycle.start);
  g_autofree char *steady_from = g_strdup_printf (_ ("from %s"), steady_date);
  g_autofree char *year = plain_text (quote, ladder->year.gross);
  g_autofree char *year_difference = signed_text (quote, ladder->year.gross - current->year.gross);
  g_autofree char *year_detail = g_strdup_printf (_ ("%s than without the change"), year_difference);

  add_added_rung (self, quote);
  add_bill_rung (self, quote);
  for (guint i = 0; i < ladder->after->len && i < 1; i++)
    {
      const CordPromotionEnd *end = ladder->after->pdata[i];
      g_autofree char *after = plain_text (quote, end->row.gross);
      g_autofree char *ends = cord_date_to_display (end->ends);
      const gboolean is_price = end->offers[0] != NULL;
      g_autofree char *detail = g_strdup_printf (is_price ? _ ("new price from %s") : _ ("promotion ends %s"), ends);

      add_rung (self, is_price ? _ ("AT THE NEW PRICE") : _ ("AFTER PROMOTION"), after, detail);
    }
  add_rung (self, _ ("EVERY MONTH"), steady, steady_from);
  add_rung (self, _ ("12 MONTHS"), year, year_detail);
}

static void
show_fees (CordLadderCard *self, CordQuote *quote, const CordBillNames *names)
{
  g_autoptr (GPtrArray) fees = cord_change_bill_fees (quote, names);

  if (fees->len == 0)
    return;
  /* Not kept when there are none: GTK would remember how a hidden box without children is measured. */
  self->fees = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_insert_child_after (GTK_BOX (self->card), self->fees, GTK_WIDGET (self->rungs));
  for (guint i = 0; i < fees->len; i++)
    {
      const CordChangeFee *fee = fees->pdata[i];
      g_autofree char *amount = plain_text (quote, fee->gross);
      g_autofree char *bill = cord_date_to_display (fee->bill);
      g_autofree char *words = fee->at_once
                                   /* Translators: an amount, what it is for. */
                                   ? g_strdup_printf (_ ("%s once, in what is added now: %s"), amount, fee->name)
                                   /* Translators: an amount, the date of the bill, what it is for. */
                                   : g_strdup_printf (_ ("%s once, on the bill of %s: %s"), amount, bill, fee->name);

      gtk_box_append (GTK_BOX (self->fees), make_label (words, NULL));
    }
}

static void
show_lines (CordLadderCard *self, CordQuote *quote, const CordBillNames *names)
{
  GPtrArray *lines = cord_quote_get_added_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = cord_bill_words_line (names, quote, line);
      g_autofree char *amount = signed_text (quote, line->gross);
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *text = make_label (words, NULL);
      GtkWidget *money = make_label (amount, "money");

      gtk_widget_set_hexpand (text, TRUE);
      gtk_label_set_xalign (GTK_LABEL (money), 1);
      /* A line may break behind the minus sign. */
      gtk_label_set_wrap (GTK_LABEL (money), FALSE);
      gtk_widget_set_valign (money, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), text);
      gtk_box_append (GTK_BOX (box), money);
      gtk_widget_add_css_class (row, "fact");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_list_box_append (self->lines, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->expander), lines->len > 0);
}

static void
clear (CordLadderCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rungs))) != NULL)
    gtk_flow_box_remove (self->rungs, child);
  if (self->fees != NULL)
    gtk_box_remove (GTK_BOX (self->card), g_steal_pointer (&self->fees));
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->lines, 0))) != NULL)
    gtk_list_box_remove (self->lines, child);
}

void
cord_ladder_card_show (CordLadderCard *self, CordQuote *quote, const CordBillNames *names, const char *title,
                       const char *problem)
{
  clear (self);
  gtk_label_set_text (self->title, title ? title : _ ("What it does to the bill"));
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL && *problem != '\0');
  gtk_widget_set_visible (self->card, quote != NULL);
  if (quote == NULL)
    return;
  show_rungs (self, quote);
  show_fees (self, quote, names);
  show_lines (self, quote, names);
}

/* What the change makes the customer pay once on the bill that the button names; 0 when nothing. */
static gint64
sum_fees (CordQuote *quote, gboolean now, CordDate bill)
{
  const CordBillNames nobody = { NULL, NULL };
  g_autoptr (GPtrArray) fees = cord_change_bill_fees (quote, &nobody);
  gint64 sum = 0;

  for (guint i = 0; i < fees->len; i++)
    {
      const CordChangeFee *fee = fees->pdata[i];

      if (fee->at_once ? now : !now && fee->bill == bill)
        sum += fee->gross;
    }
  return sum;
}

char *
cord_ladder_card_dup_summary (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  const CordBillRow *bill = cord_change_bill_named (quote);
  gboolean now = cord_change_bill_is_now (quote);
  gint64 fee = sum_fees (quote, now, bill->cycle.start);
  g_autofree char *added = signed_text (quote, cord_quote_get_added (quote)->gross);
  g_autofree char *sum = plain_text (quote, bill->gross);
  g_autofree char *date = cord_date_to_display (bill->cycle.start);
  g_autofree char *once = plain_text (quote, fee);
  g_autofree char *month = plain_text (quote, ladder->steady.gross);

  /* Translators: on a button, as short as can be: an amount, what of it is paid once, what a month costs. */
  if (now && fee > 0)
    return g_strdup_printf (_ ("%s now with %s once, %s a month"), added, once, month);
  if (now)
    return g_strdup_printf (_ ("%s now, %s a month"), added, month);
  /* Translators: the same, with the date of the bill after its amount. */
  if (fee > 0)
    return g_strdup_printf (_ ("%s on %s with %s once, %s a month"), sum, date, once, month);
  return g_strdup_printf (_ ("%s on %s, %s a month"), sum, date, month);
}

static void
cord_ladder_card_class_init (CordLadderCardClass *klass)
{
}

/* Side by side where they fit, below one another where the text is large. */
static GtkFlowBox *
make_rungs (void)
{
  GtkFlowBox *rungs = GTK_FLOW_BOX (gtk_flow_box_new ());

  /* A flow box without a stop in it would not let the Tab key pass. */
  gtk_widget_set_can_focus (GTK_WIDGET (rungs), FALSE);
  gtk_flow_box_set_selection_mode (rungs, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (rungs, MOST_RUNGS);
  gtk_flow_box_set_column_spacing (rungs, 12);
  gtk_flow_box_set_row_spacing (rungs, 9);
  gtk_widget_add_css_class (GTK_WIDGET (rungs), "rungs");
  return rungs;
}

static void
cord_ladder_card_init (CordLadderCard *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  self->title = GTK_LABEL (make_label ("", "heading"));
  self->problem = GTK_LABEL (make_label ("", "dim-label"));
  self->rungs = make_rungs ();
  self->lines = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lines, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "facts");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lines of what is added now"), -1);
  self->expander = GTK_EXPANDER (gtk_expander_new (_ ("How what is added now is made up")));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How what is added now is made up"), -1);
  gtk_expander_set_child (self->expander, GTK_WIDGET (self->lines));
  /* A closed expander keeps its child outside of the window, and newer versions of GTK look for the focus there. */
  g_object_bind_property (self->expander, "expanded", self->lines, "can-focus", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->rungs));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->expander));
  self->card = content;
  gtk_widget_add_css_class (content, "card");
  gtk_widget_add_css_class (content, "ladder");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (self), content);
}
