/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* One step of the procedure on the canvas: heading and prompt card from the SOP, then the page's own content (the child
 * in its .ui), in one column. Pages see nothing but the session and its interaction, and never one another.
 *
 * Properties: session (CordSession, set once by the window) · interaction (CordInteraction or NULL, follows the
 * session; read-only) · step (SOP step id, set in the page's class or .ui) · primary-label (what the page's main action
 * does, with the amount; "" hides it) · primary-enabled (boolean) · commitment ("", or the action of the window that
 * alone does the main action, because it cannot be taken back) · width (int, widest column for text of the usual size,
 * 640 unless set).
 *
 * Fields that items link to are found by widget name "field-NAME" (gtk_widget_set_name or the name property in .ui).
 * Buttons that the tour presses have such a name too ("next-call", "present"), since their labels are translated. */
#define CORD_TYPE_PAGE (cord_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CordPage, cord_page, CORD, PAGE, AdwBin)

struct _CordPageClass
{
  AdwBinClass parent_class;

  void (*primary) (CordPage *self);                   /* the main action */
  void (*entered) (CordPage *self);                   /* the step became current */
  void (*interaction_changed) (CordPage *self);       /* another interaction, or none: drop what was drawn by hand */
  void (*applied) (CordPage *self, CordEvent *event); /* after each event */
};

CordSession *cord_page_get_session (CordPage *self);         /* borrowed */
CordInteraction *cord_page_get_interaction (CordPage *self); /* borrowed, or NULL */
GCancellable *cord_page_get_cancellable (CordPage *self);    /* cancelled in dispose */
/* Sets primary-label and primary-enabled of a main action that Ctrl+Enter does. */
void cord_page_set_primary (CordPage *self, const char *label, gboolean enabled);
/* The same for one that cannot be taken back: only @action, of the window and with a key of its own, does it, and only
 * once @words, a widget of this page, have been on the screen from the first line to the last. Words or a
 * @label that change have to be seen again. */
void cord_page_set_commitment (CordPage *self, const char *action, GtkWidget *words, const char *label,
                               gboolean enabled);
/* Does the main action, unless it is disabled or a commitment; of a commitment it says that it has a key of its own. */
void cord_page_activate_primary (CordPage *self);
/* Does the main action if it is the commitment @action and not disabled. While its words were not on the screen it
 * scrolls to them instead and says so. */
void cord_page_commit (CordPage *self, const char *action);
/* Focuses the field an item names; FALSE when this page has none of that name. */
gboolean cord_page_focus_field (CordPage *self, const char *field);
/* Presses the button of this page whose widget name is @name, as a click does; FALSE when the page has none of that
 * name or it cannot be pressed now. */
gboolean cord_page_press (CordPage *self, const char *name);
/* The window has made this page the current one. */
void cord_page_enter (CordPage *self);

/* For acts whose outcome the page does not need: errors are on the session's notice already. */
void cord_page_act_done (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
