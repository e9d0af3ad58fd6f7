/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-role-page.h"

#include "desk/shared/cord-problem-list.h"

#include <glib/gi18n.h>

#define MOST_THINGS 3

struct _CordRolePage
{
  AdwBin parent_instance;

  CordSession *session;
  GBinding *binding; /* of the catalog, while the role looks after it */
  CordProblemList *problems;
  GtkListBox *things;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (CordRolePage, cord_role_page, ADW_TYPE_BIN)

typedef struct
{
  const char *role;
  const char *title;
  const char *description;
  gboolean has_catalog; /* is shown what of it cannot be sold */
  struct
  {
    const char *what; /* translated; NULL: no more */
    const char *with; /* a command, as it is typed */
  } things[MOST_THINGS];
} RolePage;

static const RolePage role_pages[] = {
  { "reviewer",
    N_ ("Signed in as a reviewer"),
    N_ ("There are no review pages in this window yet. A record that was exported can be read in a terminal."),
    FALSE,
    { { N_ ("Check that the record of a call is whole"), "cordboardctl record verify FILE" },
      { N_ ("See a call as it was at any of its events"), "cordboardctl record state FILE --at SEQ" } } },
  { "trainer",
    N_ ("Signed in as a trainer"),
    N_ ("There are no training pages in this window yet. Agents practise on a line of their own, without a server."),
    FALSE,
    { { N_ ("Practise calls with scripted callers"), "cordboard --demo" },
      { N_ ("Check a procedure that was changed"), "cordboardctl sop check FILE" },
      { N_ ("See a call as it was at any of its events"), "cordboardctl record state FILE --at SEQ" } } },
  { "supervisor",
    N_ ("Signed in as a supervisor"),
    N_ ("There are no supervisor’s pages in this window yet. Whoever runs the server can do these in a terminal "
        "there."),
    TRUE,
    { { N_ ("See who may sign in"), "cordboardctl user list --store sqlite:PATH" },
      { N_ ("Stop somebody from signing in"), "cordboardctl user disable --store sqlite:PATH NAME" },
      { N_ ("Check that the record of a call is whole"), "cordboardctl record verify FILE" } } },
  { "admin",
    N_ ("Signed in as an administrator"),
    N_ ("There are no administrator’s pages in this window yet. These are done in a terminal on the server."),
    TRUE,
    { { N_ ("Let somebody sign in"), "cordboardctl user add --store sqlite:PATH NAME --role ROLE" },
      { N_ ("Take customers and the catalog in"), "cordboardctl import --store sqlite:PATH FOLDER" },
      { N_ ("Back up everything"), "cordboardctl backup --store sqlite:PATH FILE" } } },
};

static const RolePage other = {
  "",
  N_ ("There is nothing here for this account"),
  N_ ("Sign in as an agent to take calls, or ask whoever runs the server for another role."),
  FALSE,
  { { NULL, NULL } },
};

static const RolePage *
find_role (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_pages); i++)
    if (g_strcmp0 (role_pages[i].role, role) == 0)
      return &role_pages[i];
  return &other;
}

static void
add_thing (CordRolePage *self, const char *what, const char *with)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), with);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (self->things, row);
}

/* The catalog is asked for once by each who signs in. */
static void
watch_catalog (CordRolePage *self, gboolean wanted)
{
  if ((self->binding != NULL) == wanted)
    return;
  if (!wanted)
    {
      g_clear_pointer (&self->binding, g_binding_unbind);
      g_object_set (self->problems, "catalog", NULL, NULL);
      return;
    }
  self->binding = g_object_bind_property (self->session, "catalog", self->problems, "catalog", G_BINDING_SYNC_CREATE);
  cord_session_load_catalog_async (self->session, NULL, NULL, NULL);
}

static void
cord_role_page_dispose (GObject *object)
{
  CordRolePage *self = CORD_ROLE_PAGE (object);

  g_clear_pointer (&self->binding, g_binding_unbind);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_ROLE_PAGE);
  G_OBJECT_CLASS (cord_role_page_parent_class)->dispose (object);
}

static void
cord_role_page_class_init (CordRolePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_role_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-role-page.ui");
  g_type_ensure (CORD_TYPE_PROBLEM_LIST);
  gtk_widget_class_bind_template_child (widget_class, CordRolePage, problems);
  gtk_widget_class_bind_template_child (widget_class, CordRolePage, status);
  gtk_widget_class_bind_template_child (widget_class, CordRolePage, things);
}

static void
cord_role_page_init (CordRolePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cord_role_page_show (CordRolePage *self, CordSession *session, const char *role)
{
  const RolePage *page = find_role (role);
  GtkListBoxRow *row;

  if (self->session != session)
    watch_catalog (self, FALSE);
  g_set_object (&self->session, session);
  watch_catalog (self, page->has_catalog);
  while ((row = gtk_list_box_get_row_at_index (self->things, 0)) != NULL)
    gtk_list_box_remove (self->things, GTK_WIDGET (row));
  for (guint i = 0; i < MOST_THINGS && page->things[i].what != NULL; i++)
    add_thing (self, _ (page->things[i].what), page->things[i].with);
  gtk_widget_set_visible (GTK_WIDGET (self->things), page->things[0].what != NULL);
  adw_status_page_set_title (self->status, _ (page->title));
  adw_status_page_set_description (self->status, _ (page->description));
}

void
cord_role_page_clear (CordRolePage *self)
{
  watch_catalog (self, FALSE);
  g_clear_object (&self->session);
}
