/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-page.h"

#include "desk/shared/cord-prompt-card.h"
#include "desk/shared/cord-shown-watch.h"
#include "desk/shared/cord-text-size.h"
#include "domain/record/cord-predicate.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

#define USUAL_WIDTH 640
#define TIGHTENED 80 /* narrower than this less than its width, the column takes all there is */

typedef struct
{
  /* template children; content is NULL while the scaffold itself is being built */
  AdwClamp *clamp;
  AdwBin *content;
  CordPromptCard *prompt;
  GtkLabel *purpose;
  GtkScrolledWindow *scroller;
  GtkLabel *title;

  CordSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *interaction_signals;
  CordInteraction *interaction;
  GCancellable *cancellable;
  char *step;
  GVariant *prompts; /* the prompts of the step whose condition is true; owned */
  guint prompt_place;
  char *primary_label;
  gboolean primary_enabled;
  const char *commitment; /* static; "": the main action is none */
  CordShownWatch *shown;  /* of its words */
  int width;              /* of the widest column, for text of the usual size */
} CordPagePrivate;

static void cord_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CordPage, cord_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (CordPage)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, cord_page_buildable_init))

static GtkBuildableIface *parent_buildable;

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_INTERACTION,
  PROP_STEP,
  PROP_PRIMARY_LABEL,
  PROP_PRIMARY_ENABLED,
  PROP_COMMITMENT,
  PROP_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static CordPagePrivate *
get_private (CordPage *self)
{
  return cord_page_get_instance_private (self);
}

static void
show_prompt (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);
  gsize n = priv->prompts ? cord_value_length (priv->prompts) : 0;
  g_autoptr (GVariant) prompt = n > 0 ? cord_value_dup_at (priv->prompts, priv->prompt_place % n) : NULL;

  cord_prompt_card_set (priv->prompt, prompt ? cord_sop_prompt_get_manner (prompt) : NULL,
                        prompt ? cord_sop_prompt_get_text (prompt) : NULL);
  cord_prompt_card_set_place (priv->prompt, n > 0 ? priv->prompt_place % (guint)n : 0, (guint)n);
}

static void
on_next_words (CordPage *self)
{
  get_private (self)->prompt_place++;
  show_prompt (self);
}

static gboolean
may_be_said (CordPage *self, GVariant *prompt)
{
  g_autoptr (GVariant) when = cord_sop_prompt_dup_condition (prompt);
  g_autoptr (CordPredicate) predicate = when ? cord_predicate_new (when) : NULL;
  CordInteraction *interaction = get_private (self)->interaction;

  return predicate == NULL || (interaction != NULL && cord_predicate_holds (predicate, interaction));
}

/* Prompts whose condition is true come first, then those without a condition. */
static GVariant *
choose_prompts (CordPage *self, GVariant *step)
{
  g_autoptr (GVariant) all = cord_sop_step_dup_prompts (step);
  CordBuilder chosen;

  cord_builder_init_array (&chosen);
  for (int conditional = 1; conditional >= 0; conditional--)
    for (gsize i = 0; i < cord_value_length (all); i++)
      {
        g_autoptr (GVariant) prompt = cord_value_dup_at (all, i);
        g_autoptr (GVariant) condition = cord_sop_prompt_dup_condition (prompt);

        if ((condition != NULL) == (conditional == 1) && may_be_said (self, prompt))
          cord_builder_add (&chosen, prompt);
      }
  return cord_builder_end (&chosen);
}

static GVariant *
step_of (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);
  CordSop *sop = priv->session ? cord_session_get_sop (priv->session) : NULL;
  int index = sop != NULL && priv->step != NULL ? cord_sop_find_step (sop, priv->step) : -1;

  return index >= 0 ? cord_sop_get_step (sop, (gsize)index) : NULL;
}

static void
show_prompts (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);
  GVariant *step = step_of (self);
  g_autoptr (GVariant) prompts = step ? choose_prompts (self, step) : NULL;

  if (prompts == NULL || (priv->prompts != NULL && g_variant_equal (prompts, priv->prompts)))
    return;
  g_clear_pointer (&priv->prompts, g_variant_unref);
  priv->prompts = g_steal_pointer (&prompts);
  priv->prompt_place = 0;
  show_prompt (self);
}

static void
show_step (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);
  GVariant *step = step_of (self);

  if (step == NULL)
    return;
  gtk_label_set_label (priv->title, cord_sop_step_get_title (step));
  gtk_label_set_label (priv->purpose, cord_sop_step_get_purpose (step));
  show_prompts (self);
}

static void
on_applied (CordInteraction *interaction, CordEvent *event, CordPage *self)
{
  show_prompts (self);
  if (CORD_PAGE_GET_CLASS (self)->applied != NULL)
    CORD_PAGE_GET_CLASS (self)->applied (self, event);
}

static void
set_main_action (CordPage *self, const char *commitment, const char *label, gboolean enabled)
{
  CordPagePrivate *priv = get_private (self);

  /* Whoever hears of one of the three reads the other two as they are now. */
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (priv->primary_label, label) != 0)
    {
      g_free (priv->primary_label);
      priv->primary_label = g_strdup (label ? label : "");
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRIMARY_LABEL]);
    }
  if (priv->primary_enabled != enabled)
    {
      priv->primary_enabled = enabled;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRIMARY_ENABLED]);
    }
  if (!g_str_equal (priv->commitment, commitment))
    {
      priv->commitment = commitment;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMITMENT]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Which prompt the last call had reached means nothing to this one, nor which of its words were seen. */
static void
start_clean (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);

  priv->prompt_place = 0;
  show_prompt (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (priv->scroller), 0);
  cord_shown_watch_start (priv->shown, NULL);
  set_main_action (self, "", "", FALSE);
}

static void
follow_interaction (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);
  CordInteraction *interaction = priv->session ? cord_session_get_interaction (priv->session) : NULL;

  if (!g_set_object (&priv->interaction, interaction))
    return;
  g_signal_group_set_target (priv->interaction_signals, interaction);
  start_clean (self);
  show_prompts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERACTION]);
  if (CORD_PAGE_GET_CLASS (self)->interaction_changed != NULL)
    CORD_PAGE_GET_CLASS (self)->interaction_changed (self);
}

static void
on_interaction_notify (CordSession *session, GParamSpec *pspec, CordPage *self)
{
  follow_interaction (self);
}

static void
set_session (CordPage *self, CordSession *session)
{
  CordPagePrivate *priv = get_private (self);

  if (!g_set_object (&priv->session, session))
    return;
  g_signal_group_set_target (priv->session_signals, session);
  show_step (self);
  follow_interaction (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
cord_page_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  CordPagePrivate *priv = get_private (CORD_PAGE (buildable));

  if (priv->content != NULL && type == NULL && GTK_IS_WIDGET (child))
    adw_bin_set_child (priv->content, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
cord_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = cord_page_add_child;
}

static void
cord_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CordPagePrivate *priv = get_private (CORD_PAGE (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_INTERACTION:
      g_value_set_object (value, priv->interaction);
      break;
    case PROP_STEP:
      g_value_set_string (value, priv->step);
      break;
    case PROP_PRIMARY_LABEL:
      g_value_set_string (value, priv->primary_label);
      break;
    case PROP_PRIMARY_ENABLED:
      g_value_set_boolean (value, priv->primary_enabled);
      break;
    case PROP_COMMITMENT:
      g_value_set_static_string (value, priv->commitment);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, priv->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* As many letters in a line as usual, if there is room. */
static void
follow_text_size (GtkWidget *widget)
{
  CordPagePrivate *priv = get_private (CORD_PAGE (widget));
  const int percent = MAX (cord_text_size_get_percent (widget), 100);

  adw_clamp_set_maximum_size (priv->clamp, priv->width * percent / 100);
  adw_clamp_set_tightening_threshold (priv->clamp, (priv->width - TIGHTENED) * percent / 100);
}

static void
cord_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordPage *self = CORD_PAGE (object);
  CordPagePrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_STEP:
      g_free (priv->step);
      priv->step = g_value_dup_string (value);
      show_step (self);
      break;
    case PROP_WIDTH:
      priv->width = g_value_get_int (value);
      follow_text_size (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_page_dispose (GObject *object)
{
  CordPagePrivate *priv = get_private (CORD_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->shown);
  g_clear_object (&priv->session_signals);
  g_clear_object (&priv->interaction_signals);
  g_clear_object (&priv->interaction);
  g_clear_object (&priv->session);
  /* The subclass has disposed its template, with which GTK 4.8 disposes those of all classes; AdwBin drops the child.
   */
  G_OBJECT_CLASS (cord_page_parent_class)->dispose (object);
}

static void
cord_page_finalize (GObject *object)
{
  CordPagePrivate *priv = get_private (CORD_PAGE (object));

  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->prompts, g_variant_unref);
  g_free (priv->step);
  g_free (priv->primary_label);
  G_OBJECT_CLASS (cord_page_parent_class)->finalize (object);
}

static void
cord_page_class_init (CordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cord_page_get_property;
  object_class->set_property = cord_page_set_property;
  object_class->dispose = cord_page_dispose;
  object_class->finalize = cord_page_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, CORD_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_INTERACTION] = g_param_spec_object ("interaction", NULL, NULL, CORD_TYPE_INTERACTION,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] = g_param_spec_string ("step", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRIMARY_LABEL]
      = g_param_spec_string ("primary-label", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRIMARY_ENABLED]
      = g_param_spec_boolean ("primary-enabled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMMITMENT]
      = g_param_spec_string ("commitment", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH]
      = g_param_spec_int ("width", NULL, NULL, 320, 4000, USUAL_WIDTH, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CORD_TYPE_PROMPT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/cordboard/Cordboard/ui/shared/cord-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, clamp);
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, prompt);
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, purpose);
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, CordPage, title);
}

static void
cord_page_init (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);

  priv->cancellable = g_cancellable_new ();
  priv->primary_label = g_strdup ("");
  priv->commitment = "";
  priv->session_signals = g_signal_group_new (CORD_TYPE_SESSION);
  g_signal_group_connect (priv->session_signals, "notify::interaction", G_CALLBACK (on_interaction_notify), self);
  priv->interaction_signals = g_signal_group_new (CORD_TYPE_INTERACTION);
  g_signal_group_connect (priv->interaction_signals, "applied", G_CALLBACK (on_applied), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  priv->width = USUAL_WIDTH;
  cord_text_size_follow (GTK_WIDGET (self), follow_text_size);
  cord_text_size_hide (GTK_WIDGET (priv->purpose));
  priv->shown = cord_shown_watch_new (priv->scroller);
  g_signal_connect_object (priv->prompt, "next", G_CALLBACK (on_next_words), self, G_CONNECT_SWAPPED);
}

CordSession *
cord_page_get_session (CordPage *self)
{
  return get_private (self)->session;
}

CordInteraction *
cord_page_get_interaction (CordPage *self)
{
  return get_private (self)->interaction;
}

GCancellable *
cord_page_get_cancellable (CordPage *self)
{
  return get_private (self)->cancellable;
}

void
cord_page_set_primary (CordPage *self, const char *label, gboolean enabled)
{
  cord_shown_watch_start (get_private (self)->shown, NULL);
  set_main_action (self, "", label, enabled);
}

void
cord_page_set_commitment (CordPage *self, const char *action, GtkWidget *words, const char *label, gboolean enabled)
{
  CordPagePrivate *priv = get_private (self);

  if (!g_str_equal (priv->commitment, action) || !g_str_equal (priv->primary_label, label))
    cord_shown_watch_start (priv->shown, words);
  set_main_action (self, action, label, enabled);
}

static void
do_main_action (CordPage *self)
{
  if (CORD_PAGE_GET_CLASS (self)->primary != NULL)
    CORD_PAGE_GET_CLASS (self)->primary (self);
}

void
cord_page_activate_primary (CordPage *self)
{
  CordPagePrivate *priv = get_private (self);

  if (!priv->primary_enabled)
    return;
  if (*priv->commitment == '\0')
    do_main_action (self);
  else
    cord_session_set_notice (priv->session, _ ("This cannot be taken back, so it has a key of its own"),
                             _ ("The key stands beside the button."));
}

void
cord_page_commit (CordPage *self, const char *action)
{
  CordPagePrivate *priv = get_private (self);

  if (!priv->primary_enabled || !g_str_equal (priv->commitment, action))
    return;
  if (cord_shown_watch_is_shown (priv->shown))
    {
      do_main_action (self);
      return;
    }
  cord_shown_watch_reveal (priv->shown);
  cord_session_set_notice (priv->session, _ ("What this does had not been on the screen yet"),
                           _ ("Read it, then press again."));
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
cord_page_press (CordPage *self, const char *name)
{
  GtkWidget *button = find_named (GTK_WIDGET (self), name);

  if (button == NULL || !GTK_IS_BUTTON (button) || !gtk_widget_get_mapped (button) || !gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

/* Focusing a widget that has the focus already would move it to the next one. */
static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

gboolean
cord_page_focus_field (CordPage *self, const char *field)
{
  g_autofree char *name = g_strdup_printf ("field-%s", field);
  GtkWidget *widget = find_named (GTK_WIDGET (self), name);

  if (widget != NULL && has_focus (widget))
    return TRUE;
  return widget != NULL && gtk_widget_is_visible (widget) && gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

void
cord_page_enter (CordPage *self)
{
  if (CORD_PAGE_GET_CLASS (self)->entered != NULL)
    CORD_PAGE_GET_CLASS (self)->entered (self);
}

void
cord_page_act_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cord_session_act_finish (CORD_SESSION (source), result, &error))
    g_debug ("the act did not succeed: %s", error->message);
}
