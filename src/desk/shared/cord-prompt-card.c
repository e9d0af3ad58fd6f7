/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-prompt-card.h"

#include <glib/gi18n.h>

struct _CordPromptCard
{
  AdwBin parent_instance;

  GtkLabel *manner;
  GtkButton *next;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CordPromptCard, cord_prompt_card, ADW_TYPE_BIN)

enum
{
  NEXT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_next (CordPromptCard *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
cord_prompt_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_PROMPT_CARD);
  G_OBJECT_CLASS (cord_prompt_card_parent_class)->dispose (object);
}

static void
cord_prompt_card_class_init (CordPromptCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_prompt_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-prompt-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CordPromptCard, manner);
  gtk_widget_class_bind_template_child (widget_class, CordPromptCard, next);
  gtk_widget_class_bind_template_child (widget_class, CordPromptCard, words);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  signals[NEXT] = g_signal_new ("next", CORD_TYPE_PROMPT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cord_prompt_card_init (CordPromptCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_prompt_card_set (CordPromptCard *self, const char *manner, const char *words)
{
  g_autofree char *quoted = NULL;

  g_return_if_fail (CORD_IS_PROMPT_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL && *words != '\0');
  if (words == NULL || *words == '\0')
    return;
  quoted = g_strdup_printf (_ ("“%s”"), words);
  gtk_label_set_label (self->manner, g_strcmp0 (manner, "verbatim") == 0 ? _ ("SAY, WORD FOR WORD") : _ ("SAY"));
  gtk_label_set_label (self->words, quoted);
}

void
cord_prompt_card_set_place (CordPromptCard *self, guint place, guint n)
{
  g_autofree char *label = g_strdup_printf (_ ("Next words (%u of %u)"), place + 1, n);

  g_return_if_fail (CORD_IS_PROMPT_CARD (self));

  gtk_button_set_label (self->next, label);
  gtk_widget_set_visible (GTK_WIDGET (self->next), n > 1);
}
