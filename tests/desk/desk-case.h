/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/shared/cord-page.h"
#include "session-case.h"

G_BEGIN_DECLS

/* A widget of the desk on the screen, bound to a session over test doubles. Tests read mapped widgets only: what a
 * person sees. */
typedef struct
{
  SessionCase *base;
  GtkWidget *window;
} DeskCase;

/* Instead of g_test_init: initializes GTK too. */
void desk_test_init (int *argc, char ***argv);

DeskCase *desk_case_new (void);                /* signed in, no call */
DeskCase *desk_case_new_at (SessionStep last); /* the upgrade up to and including this act */
void desk_case_free (DeskCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCase, desk_case_free)

/* Puts the widget on the screen (taken; a list row into a list) and returns it. */
gpointer desk_case_show (DeskCase *self, gpointer widget);
CordPage *desk_case_page (DeskCase *self, GType type);
/* Takes it off the screen; it must be finalized. */
void desk_case_drop (DeskCase *self, gpointer widget);
/* Waits until the record has so many events of this type. */
void desk_case_expect (DeskCase *self, const char *type, guint count);
void desk_case_expect_step (DeskCase *self, const char *step); /* waits until the desk is at this step */
/* Waits for a condition of the widget, where there is no event to wait for. */
void desk_case_await (DeskCase *self, gpointer widget, const char *text);
void desk_case_settle (DeskCase *self);
/* Scrolls the page from top to bottom, each part painted, as an agent who reads it. */
void desk_case_read (DeskCase *self, CordPage *page);
/* The same, then the commitment of that name. */
void desk_case_commit (DeskCase *self, CordPage *page, const char *action);
CordInteraction *desk_case_interaction (DeskCase *self);
/* The body of the newest event of this type, borrowed. */
GVariant *desk_case_last (DeskCase *self, const char *type);

/* In the tree below @root, itself included; only what is mapped. */
gboolean desk_says (gpointer root, const char *text);
GtkWidget *desk_find_button (gpointer root, const char *label); /* by label, icon tooltip or accessible name; NULL */
gpointer desk_find_type (gpointer root, GType type);            /* the first; NULL */
GtkWidget *desk_find_name (gpointer root, const char *name);    /* mapped or not; NULL */
void desk_click (gpointer root, const char *label);             /* it must be there and sensitive */
/* The main action of a page: its label, valid until the next call, and whether it is sensitive. */
void desk_assert_primary (CordPage *page, const char *label, gboolean enabled);

#define desk_assert_says(root, text) g_assert_true (desk_says ((root), (text)))
#define desk_assert_silent(root, text) g_assert_false (desk_says ((root), (text)))

G_END_DECLS
