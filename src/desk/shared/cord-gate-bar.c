/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-gate-bar.h"

#include "desk/shared/cord-keys.h"
#include "desk/shared/cord-text-size.h"

#include <glib/gi18n.h>

struct _CordGateBar
{
  AdwBin parent_instance;

  GtkWidget *buttons;
  GtkLabel *heading;
  GtkButton *commit;
  GtkLabel *commit_label;
  GtkLabel *key;
  GtkFlowBox *links;
  GtkButton *primary;
  GtkLabel *primary_label;
  GtkBox *words;

  CordPage *page;
  CordStep *step;
  CordGate *gate;
  GSignalGroup *page_signals;
  GSignalGroup *interaction_signals;
};

G_DEFINE_FINAL_TYPE (CordGateBar, cord_gate_bar, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS,
};

enum
{
  ITEM_ACTIVATED,
  N_SIGNALS,
};

#define MOST_LINKS 4
#define LEAST_CHARS 16 /* of a link in large text */

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
on_link_clicked (CordGateBar *self, GtkButton *link)
{
  g_signal_emit (self, signals[ITEM_ACTIVATED], 0, g_object_get_data (G_OBJECT (link), "item"));
}

static GtkWidget *
make_link (CordGateBar *self, CordItem *item)
{
  GtkWidget *link = gtk_button_new_with_label (cord_item_get_title (item));
  GtkWidget *words = gtk_button_get_child (GTK_BUTTON (link));

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (words), MIN (LEAST_CHARS, g_utf8_strlen (cord_item_get_title (item), -1)));
  gtk_widget_add_css_class (link, "flat");
  gtk_widget_add_css_class (link, "missing-link");
  gtk_widget_set_tooltip_text (link, _ ("Go to what is missing"));
  g_object_set_data_full (G_OBJECT (link), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (link, "clicked", G_CALLBACK (on_link_clicked), self, G_CONNECT_SWAPPED);
  return link;
}

/* A long label beside the links would be a narrow column of many lines in large text. A single link has room beside the
 * heading there. */
static void
lay_out (CordGateBar *self)
{
  const gboolean large = cord_text_size_is_large (GTK_WIDGET (self));
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->links));
  const gboolean has_few = first == NULL || gtk_widget_get_next_sibling (first) == NULL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (adw_bin_get_child (ADW_BIN (self))),
                                  large ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words),
                                  large && has_few ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_halign (self->buttons, large ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->primary), large);
  gtk_widget_set_halign (GTK_WIDGET (self->primary), large ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->commit), large);
  gtk_widget_set_halign (GTK_WIDGET (self->commit), large ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static void
follow_text_size (GtkWidget *widget)
{
  lay_out (CORD_GATE_BAR (widget));
}

static void
show_links (CordGateBar *self, GListModel *missing)
{
  GtkWidget *child;
  guint n = missing ? g_list_model_get_n_items (missing) : 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    gtk_flow_box_remove (self->links, child);
  for (guint i = 0; i < n && i < MOST_LINKS; i++)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (missing, i);
      GtkWidget *link = make_link (self, item);

      gtk_flow_box_append (self->links, link);
      gtk_widget_set_focusable (gtk_widget_get_parent (link), FALSE);
    }
  if (n > MOST_LINKS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MOST_LINKS), n - MOST_LINKS);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_flow_box_append (self->links, label);
      gtk_widget_set_can_focus (gtk_widget_get_parent (label), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->links), n > 0);
  lay_out (self);
}

/* The step's own missing items come first, since the agent can do them here; then those of its gate. */
static void
show_state (CordGateBar *self)
{
  guint n = self->step ? cord_step_get_n_missing (self->step) : 0;
  g_autofree char *heading = NULL;
  gboolean open = n == 0 && (self->gate == NULL || cord_gate_get_open (self->gate));

  if (n > 0)
    {
      heading = g_strdup_printf (ngettext ("%u item is still open", "%u items are still open", n), n);
      show_links (self, cord_step_get_missing (self->step));
    }
  else if (self->gate != NULL && !cord_gate_get_open (self->gate))
    {
      g_autofree char *title = NULL;

      g_object_get (self->gate, "title", &title, NULL);
      heading = g_strdup_printf (_ ("%s is closed"), title);
      show_links (self, cord_gate_get_missing (self->gate));
    }
  else
    {
      heading = g_strdup (_ ("Nothing is missing here"));
      show_links (self, NULL);
    }
  gtk_label_set_label (self->heading, heading);
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
}

static void
find_step (CordGateBar *self)
{
  CordInteraction *interaction = self->page ? cord_page_get_interaction (self->page) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *gate_name = NULL;
  CordGateKind kind;

  g_clear_object (&self->step);
  g_clear_object (&self->gate);
  g_signal_group_set_target (self->interaction_signals, interaction);
  if (interaction == NULL)
    return;
  g_object_get (self->page, "step", &id, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (cord_interaction_get_steps (interaction)); i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (cord_interaction_get_steps (interaction), i);

      if (g_strcmp0 (cord_step_get_id (step), id) == 0)
        self->step = g_object_ref (step);
    }
  if (self->step == NULL)
    return;
  g_object_get (self->step, "gate", &gate_name, NULL);
  if (gate_name != NULL && cord_gate_parse (gate_name, &kind))
    self->gate = g_object_ref (cord_interaction_get_gate (interaction, kind));
}

/* A button that goes gives the focus to the next one, where the next press of Enter would then act. */
static void
show_button (CordGateBar *self, GtkButton *button, GtkLabel *words, const char *label, gboolean enabled)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (label == NULL && gtk_widget_has_focus (GTK_WIDGET (button)))
    gtk_root_set_focus (root, NULL);
  gtk_label_set_label (words, label ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label ? label : "", -1);
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (button), enabled);
}

/* A commitment has a button of its own, so that a focus or a pointer that was left on the other does not meet it. */
static void
show_primary (CordGateBar *self)
{
  g_autofree char *label = NULL;
  g_autofree char *commitment = NULL;
  g_autofree char *key = NULL;
  gboolean enabled = FALSE;
  gboolean there, commits;

  if (self->page != NULL)
    g_object_get (self->page, "primary-label", &label, "primary-enabled", &enabled, "commitment", &commitment, NULL);
  there = label != NULL && *label != '\0';
  commits = there && commitment != NULL && *commitment != '\0';
  show_button (self, self->primary, self->primary_label, there && !commits ? label : NULL, enabled);
  show_button (self, self->commit, self->commit_label, commits ? label : NULL, enabled);
  key = commits ? cord_keys_dup_label (commitment) : g_strdup (_ ("Ctrl ↵"));
  gtk_label_set_label (self->key, key);
  gtk_widget_set_visible (GTK_WIDGET (self->key), there && *key != '\0');
}

static void
on_primary_clicked (CordGateBar *self)
{
  if (self->page != NULL)
    cord_page_activate_primary (self->page);
}

static void
on_commit_clicked (CordGateBar *self)
{
  g_autofree char *commitment = NULL;

  if (self->page == NULL)
    return;
  g_object_get (self->page, "commitment", &commitment, NULL);
  cord_page_commit (self->page, commitment);
}

static void
on_page_notify (CordPage *page, GParamSpec *pspec, CordGateBar *self)
{
  show_primary (self);
}

static void
on_interaction_changed (CordPage *page, GParamSpec *pspec, CordGateBar *self)
{
  find_step (self);
  show_state (self);
}

static void
on_applied (CordInteraction *interaction, CordEvent *event, CordGateBar *self)
{
  show_state (self);
}

static void
cord_gate_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordGateBar *self = CORD_GATE_BAR (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      if (g_set_object (&self->page, g_value_get_object (value)))
        {
          g_signal_group_set_target (self->page_signals, self->page);
          find_step (self);
          show_state (self);
          show_primary (self);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_gate_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PAGE)
    g_value_set_object (value, CORD_GATE_BAR (object)->page);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cord_gate_bar_dispose (GObject *object)
{
  CordGateBar *self = CORD_GATE_BAR (object);

  g_clear_object (&self->page_signals);
  g_clear_object (&self->interaction_signals);
  g_clear_object (&self->step);
  g_clear_object (&self->gate);
  g_clear_object (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_GATE_BAR);
  G_OBJECT_CLASS (cord_gate_bar_parent_class)->dispose (object);
}

static void
cord_gate_bar_class_init (CordGateBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_gate_bar_get_property;
  object_class->set_property = cord_gate_bar_set_property;
  object_class->dispose = cord_gate_bar_dispose;

  properties[PROP_PAGE]
      = g_param_spec_object ("page", NULL, NULL, CORD_TYPE_PAGE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ITEM_ACTIVATED] = g_signal_new ("item-activated", CORD_TYPE_GATE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, CORD_TYPE_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-gate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, commit);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, commit_label);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, heading);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, key);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, links);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, primary);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, primary_label);
  gtk_widget_class_bind_template_child (widget_class, CordGateBar, words);
  gtk_widget_class_bind_template_callback (widget_class, on_commit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
}

static void
cord_gate_bar_init (CordGateBar *self)
{
  self->page_signals = g_signal_group_new (CORD_TYPE_PAGE);
  g_signal_group_connect (self->page_signals, "notify::primary-label", G_CALLBACK (on_page_notify), self);
  g_signal_group_connect (self->page_signals, "notify::primary-enabled", G_CALLBACK (on_page_notify), self);
  g_signal_group_connect (self->page_signals, "notify::commitment", G_CALLBACK (on_page_notify), self);
  g_signal_group_connect (self->page_signals, "notify::interaction", G_CALLBACK (on_interaction_changed), self);
  self->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect (self->interaction_signals, "applied", G_CALLBACK (on_applied), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  cord_text_size_follow (GTK_WIDGET (self), follow_text_size);
}
