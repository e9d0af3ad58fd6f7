/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-case.h"

#include "desk/change/cord-ladder-card.h"
#include "desk/cord-application.h"
#include "desk/shared/cord-note-strip.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-quote-input.h"

#include "tests/domain/options/test-shop.h"

/* The window on small screens and with large text: what has to fit does, no text is cut, nothing covers its neighbour.
 */

/* Fonts of other sizes are in no setting of the desk's own. */
static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

/* What GTK measures includes the margins, what it draws does not. */
static gboolean
is_too_low (GtkWidget *label)
{
  graphene_rect_t bounds;
  int width = gtk_widget_get_margin_start (label) + gtk_widget_get_margin_end (label);
  int height = gtk_widget_get_margin_top (label) + gtk_widget_get_margin_bottom (label);
  int least;

  if (!gtk_widget_compute_bounds (label, label, &bounds))
    return FALSE;
  width += (int)bounds.size.width;
  height += (int)bounds.size.height;
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  if (height < least)
    g_test_message ("“%s” is %d high and needs %d", gtk_label_get_text (GTK_LABEL (label)), height, least);
  return height < least;
}

/* Whether a text has less height than its lines need. */
static gboolean
is_clipped (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && is_too_low (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_clipped (child))
      return TRUE;
  return FALSE;
}

static gboolean
bounds_in (GtkWidget *widget, GtkWidget *parent, graphene_rect_t *bounds)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, parent, bounds) && bounds->size.width > 0
         && bounds->size.height > 0;
}

/* Two children of a box, a list, a grid or a flow of them stand beside each other. */
static gboolean
is_covered (GtkWidget *parent, GtkWidget *first, GtkWidget *second)
{
  graphene_rect_t one, other, both;

  if (!bounds_in (first, parent, &one) || !bounds_in (second, parent, &other))
    return FALSE;
  graphene_rect_inset (&one, 1, 1);
  if (!graphene_rect_intersection (&one, &other, &both) || both.size.width < 1 || both.size.height < 1)
    return FALSE;
  g_test_message ("%s %s of a %s cover each other", G_OBJECT_TYPE_NAME (first), G_OBJECT_TYPE_NAME (second),
                  G_OBJECT_TYPE_NAME (parent));
  return TRUE;
}

static gboolean
has_overlap (GtkWidget *widget)
{
  const gboolean is_row
      = GTK_IS_BOX (widget) || GTK_IS_LIST_BOX (widget) || GTK_IS_GRID (widget) || GTK_IS_FLOW_BOX (widget);
  gboolean found = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      for (GtkWidget *next = gtk_widget_get_next_sibling (child); is_row && next != NULL;
           next = gtk_widget_get_next_sibling (next))
        found |= is_covered (widget, child, next);
      found |= has_overlap (child);
    }
  return found;
}

static void
on_painted (gboolean *painted)
{
  *painted = TRUE;
}

static void
await_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static CordQuote *
quote_change (CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy, const char *offering)
{
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "h", offering, "home-50", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_quote_input_new (change, customer, catalog, policy, TEST_TODAY, TEST_TODAY, &error);
  CordQuote *quote;

  g_assert_no_error (error);
  quote = cord_quote_new (input, &error);
  g_assert_no_error (error);
  return quote;
}

/* The wrapped line of a fee stands above what follows it, also when the plan before had none. */
static void
test_ladder (void)
{
  g_autoptr (DeskCase) c = NULL;
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with (
      "EUR", "[{'id':'h','offering':'home-50','name':'Home 50 with a name as long as names in catalogs are','status':"
             "'active','start':'2026-01-01','price':'29.99','currency':'EUR'}]");
  const CordBillNames names = { customer, catalog };
  g_autoptr (CordQuote) plain = NULL;
  g_autoptr (CordQuote) with_fee = NULL;
  CordLadderCard *card;

  set_text_size (200);
  c = desk_case_new ();
  plain = quote_change (customer, catalog, c->base->policy, "home-100");
  with_fee = quote_change (customer, catalog, c->base->policy, "home-fiber-250");
  gtk_window_set_default_size (GTK_WINDOW (c->window), 600, 900);
  card = desk_case_show (c, g_object_new (CORD_TYPE_LADDER_CARD, NULL));
  for (guint i = 0; i < 2; i++)
    {
      cord_ladder_card_show (card, plain, &names, NULL, NULL);
      await_frame (c->window);
      cord_ladder_card_show (card, with_fee, &names, NULL, NULL);
      await_frame (c->window);
      g_assert_false (is_clipped (GTK_WIDGET (card)));
      g_assert_false (has_overlap (GTK_WIDGET (card)));
    }
  desk_case_drop (c, card);
  set_text_size (100);
}

static int
height_of_lines (GtkWidget *label, guint n)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, "x");
  int height;

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *more = g_strconcat (pango_layout_get_text (layout), "\nx", NULL);

      pango_layout_set_text (layout, more, -1);
    }
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* The strip has room for whole lines, and shows the last ones. */
static gboolean
cuts_note (WindowCase *c)
{
  GtkWidget *strip = desk_find_type (c->window, CORD_TYPE_NOTE_STRIP);
  GtkWidget *scroller = desk_find_type (strip, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_first_child (scroller));
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gboolean is_whole = FALSE;

  for (guint n = 1; n <= 3; n++)
    is_whole |= gtk_widget_get_height (scroller) == height_of_lines (label, n);
  if (!is_whole)
    g_test_message ("the note has a height of %d", gtk_widget_get_height (scroller));
  return !is_whole
         || gtk_adjustment_get_value (place) < gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place);
}

/* Name and contact can be read back without scrolling. */
static gboolean
hides_details (WindowCase *c)
{
  GtkWidget *page = GTK_WIDGET (cord_window_get_visible_page (c->window));
  GtkWidget *row = desk_find_name (page, "field-contact");
  graphene_rect_t bounds;

  return row != NULL
         && (!gtk_widget_compute_bounds (row, page, &bounds)
             || bounds.origin.y + bounds.size.height > gtk_widget_get_height (page));
}

/* No page widens the window beyond the screens it is for, and each has room between what stands around it. */
static void
test_sizes (void)
{
  static const struct
  {
    int percent;
    int width;
    int height;
    int room;
  } sizes[] = { { 100, 1024, 768, 460 }, { 200, 1280, 800, 430 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (WindowCase) c = NULL;
      CordSop *sop;

      set_text_size (sizes[i].percent);
      c = window_case_new (desk_case_new_at (session_step_select));
      cord_window_set_practice (c->window);
      gtk_window_set_default_size (GTK_WINDOW (c->window), sizes[i].width, sizes[i].height);
      sop = c->desk->base->sop;
      for (gsize j = 0; j < cord_sop_get_n_steps (sop); j++)
        {
          const char *id = cord_value_get_string (cord_sop_get_step (sop, j), "id");
          int width, height, room;

          window_case_go_to (c, id);
          while (gtk_widget_get_height (GTK_WIDGET (cord_window_get_visible_page (c->window))) == 0)
            g_main_context_iteration (NULL, TRUE);
          await_frame (GTK_WIDGET (c->window));
          gtk_widget_measure (GTK_WIDGET (c->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
          gtk_widget_measure (GTK_WIDGET (c->window), GTK_ORIENTATION_VERTICAL, sizes[i].width, &height, NULL, NULL,
                              NULL);
          room = gtk_widget_get_height (GTK_WIDGET (cord_window_get_visible_page (c->window)));
          g_test_message ("%s at %d %%: at least %d × %d, the page has %d", id, sizes[i].percent, width, height, room);
          if (width > sizes[i].width || height > sizes[i].height || room < sizes[i].room
              || is_clipped (GTK_WIDGET (c->window)) || has_overlap (GTK_WIDGET (c->window)) || cuts_note (c)
              || hides_details (c))
            g_test_fail ();
        }
    }
  set_text_size (100);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  desk_test_init (&argc, &argv);
  application = GTK_APPLICATION (cord_application_new (NULL));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/window/sizes", test_sizes);
  g_test_add_func ("/window/sizes/ladder", test_ladder);
  return g_test_run ();
}
