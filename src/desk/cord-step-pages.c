/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-step-pages.h"

#include "desk/change/cord-confirm-page.h"
#include "desk/change/cord-expect-page.h"
#include "desk/change/cord-process-page.h"
#include "desk/customer/cord-arrive-page.h"
#include "desk/customer/cord-gather-page.h"
#include "desk/customer/cord-verify-page.h"
#include "desk/needs/cord-needs-page.h"
#include "desk/options/cord-options-page.h"
#include "desk/record/cord-document-page.h"
#include "desk/record/cord-follow-up-page.h"

typedef GType (*PageType) (void);

static const struct
{
  const char *step;
  PageType type;
} page_types[] = {
  { "arrive", cord_arrive_page_get_type },     { "verify", cord_verify_page_get_type },
  { "gather", cord_gather_page_get_type },     { "needs", cord_needs_page_get_type },
  { "options", cord_options_page_get_type },   { "confirm", cord_confirm_page_get_type },
  { "process", cord_process_page_get_type },   { "expect", cord_expect_page_get_type },
  { "document", cord_document_page_get_type }, { "follow-up", cord_follow_up_page_get_type },
};

/* Hidden until its step is shown (cord_one_of_show). */
static CordPage *
add_page (GtkStack *pages, CordSession *session, guint index)
{
  GtkWidget *page = g_object_new (page_types[index].type (), "step", page_types[index].step, "session", session,
                                  "visible", FALSE, NULL);

  gtk_stack_add_named (pages, page, page_types[index].step);
  return CORD_PAGE (page);
}

CordPage *
cord_step_pages_get (GtkStack *pages, CordSession *session, const char *step)
{
  GtkWidget *page = gtk_stack_get_child_by_name (pages, step);

  if (page != NULL)
    return CORD_PAGE (page);
  for (guint i = 0; i < G_N_ELEMENTS (page_types); i++)
    if (g_str_equal (page_types[i].step, step))
      return add_page (pages, session, i);
  return NULL;
}

gboolean
cord_step_pages_make_next (GtkStack *pages, CordSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_types); i++)
    if (gtk_stack_get_child_by_name (pages, page_types[i].step) == NULL)
      {
        add_page (pages, session, i);
        return TRUE;
      }
  return FALSE;
}
