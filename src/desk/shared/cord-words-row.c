/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-words-row.h"

#include "desk/shared/cord-page.h"

#define PAUSE_MS 250

struct _CordWordsRow
{
  AdwEntryRow parent_instance;

  char *field;
  char *settled;
  CordSession *session;
  guint pause;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CordWordsRow, cord_words_row, ADW_TYPE_ENTRY_ROW)

enum
{
  PROP_0,
  PROP_FIELD,
  N_PROPS,
};

enum
{
  SETTLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
cord_words_row_settle (CordWordsRow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  if (g_strcmp0 (words, self->settled) == 0 || *words == '\0')
    return;
  g_free (self->settled);
  self->settled = g_strdup (words);
  if (self->field != NULL && self->session != NULL)
    cord_session_set_field_async (self->session, self->field, NULL, words, "caller", NULL, cord_page_act_done, NULL);
  g_signal_emit (self, signals[SETTLED], 0, self->settled);
}

static gboolean
on_pause (gpointer user_data)
{
  CordWordsRow *self = user_data;

  self->pause = 0;
  cord_words_row_settle (self);
  return G_SOURCE_REMOVE;
}

static void
on_text (CordWordsRow *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_focus_left (GtkEventControllerFocus *focus, CordWordsRow *self)
{
  cord_words_row_settle (self);
}

static void
cord_words_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_FIELD)
    g_value_set_string (value, CORD_WORDS_ROW (object)->field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cord_words_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordWordsRow *self = CORD_WORDS_ROW (object);

  if (prop_id != PROP_FIELD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_free (self->field);
  self->field = g_value_dup_string (value);
}

static void
cord_words_row_dispose (GObject *object)
{
  CordWordsRow *self = CORD_WORDS_ROW (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cord_words_row_parent_class)->dispose (object);
}

static void
cord_words_row_finalize (GObject *object)
{
  g_free (CORD_WORDS_ROW (object)->field);
  g_free (CORD_WORDS_ROW (object)->settled);
  G_OBJECT_CLASS (cord_words_row_parent_class)->finalize (object);
}

static void
cord_words_row_class_init (CordWordsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_words_row_get_property;
  object_class->set_property = cord_words_row_set_property;
  object_class->dispose = cord_words_row_dispose;
  object_class->finalize = cord_words_row_finalize;
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SETTLED] = g_signal_new ("settled", CORD_TYPE_WORDS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
cord_words_row_init (CordWordsRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "notify::text", G_CALLBACK (on_text), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (cord_words_row_settle), NULL);
}

void
cord_words_row_set_session (CordWordsRow *self, CordSession *session)
{
  g_set_object (&self->session, session);
}

void
cord_words_row_show (CordWordsRow *self, const char *words)
{
  if (self->pause != 0 || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), words) == 0)
    return;
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), words ? words : "");
  self->showing = FALSE;
  g_free (self->settled);
  self->settled = g_strdup (words);
}
