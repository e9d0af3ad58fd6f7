/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-command.h"

#include "base/cord-id.h"
#include "store/cord-server-store.h"
#include "store/cord-sign-in-store.h"
#include "store/cord-user-store.h"
#include "store/cord-verification-store.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* One line of standard input without its end; on a terminal it is asked for and not shown. Free with g_free. */
static char *
read_password (gboolean from_input)
{
  char line[1024];
  struct termios saved;
  gboolean hidden = FALSE;
  gboolean read;

  if (!from_input && isatty (STDIN_FILENO))
    {
      struct termios quiet;

      fputs (_ ("Password: "), stderr);
      hidden = tcgetattr (STDIN_FILENO, &saved) == 0;
      quiet = saved;
      quiet.c_lflag &= ~(tcflag_t)ECHO;
      if (hidden)
        tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
    }
  read = fgets (line, sizeof line, stdin) != NULL;
  if (hidden)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &saved);
      fputc ('\n', stderr);
    }
  if (!read)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static CordExit
add_user (CordDatabase *database, const char *name, const char *role, gboolean password_stdin)
{
  g_autofree char *password = read_password (password_stdin);
  g_autoptr (GError) error = NULL;

  if (password == NULL || *password == '\0')
    {
      cord_error_set_full (&error, CORD_ERROR_INVALID, "password", "password", _ ("Give it on standard input."),
                           _ ("the password is empty"));
      return cord_command_refuse (g_steal_pointer (&error));
    }
  if (!cord_user_store_put (database, name, role, password, &CORD_SECRET_COST_DEFAULT, g_get_real_time (), &error))
    return cord_command_refuse (g_steal_pointer (&error));
  printf (_ ("%s may sign in as %s\n"), name, role);
  return CORD_EXIT_DONE;
}

static void
print_work (const CordUserWork *work)
{
  const char *const parts[][2] = { { _ ("team"), work->team },
                                   { _ ("shift"), work->shift },
                                   { _ ("from"), work->start_date },
                                   { _ ("extension"), work->extension } };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][1] != NULL)
      printf ("\t%s %s", parts[i][0], parts[i][1]);
}

static CordExit
list_users (CordDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = cord_user_store_list (database, &error);

  if (users == NULL)
    return cord_command_refuse (g_steal_pointer (&error));
  for (guint i = 0; i < users->len; i++)
    {
      const CordUser *user = users->pdata[i];
      gboolean ended;

      if (!cord_verification_store_is_ended (database, user->name, &ended, &error))
        return cord_command_refuse (g_steal_pointer (&error));
      printf ("%s\t%s\t%s%s", user->name, user->role, user->disabled ? _ ("disabled") : _ ("enabled"),
              ended ? _ (", may not verify callers") : "");
      print_work (&user->work);
      putchar ('\n');
    }
  return CORD_EXIT_DONE;
}

static CordExit
refuse_unknown (const char *name)
{
  GError *error = NULL;

  cord_error_set_full (&error, CORD_ERROR_NOT_FOUND, NULL, "name", _ ("“cordboardctl user list” shows who there is."),
                       _ ("there is no user named %s"), name);
  return cord_command_refuse (error);
}

static CordExit
disable_user (CordDatabase *database, const char *name)
{
  g_autoptr (GError) error = NULL;
  gboolean found;

  if (!cord_user_store_set_disabled (database, name, TRUE, &found, &error))
    return cord_command_refuse (g_steal_pointer (&error));
  if (!found)
    return refuse_unknown (name);
  printf (_ ("%s can no longer sign in\n"), name);
  return CORD_EXIT_DONE;
}

/* An option that is empty takes away what was said; one that is not given leaves it. */
static const char *
option_or (const char *given, const char *there)
{
  return given == NULL ? there : *given != '\0' ? given : NULL;
}

static CordExit
set_user (CordDatabase *database, const char *name, const CordUserWork *given)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordUser) user = cord_user_store_get (database, name, &error);
  CordUserWork work;
  gboolean found;

  if (user == NULL)
    return error != NULL ? cord_command_refuse (g_steal_pointer (&error)) : refuse_unknown (name);
  work.team = (char *)option_or (given->team, user->work.team);
  work.shift = (char *)option_or (given->shift, user->work.shift);
  work.start_date = (char *)option_or (given->start_date, user->work.start_date);
  work.extension = (char *)option_or (given->extension, user->work.extension);
  if (!cord_user_store_set_work (database, name, &work, &found, &error))
    return cord_command_refuse (g_steal_pointer (&error));
  printf ("%s", name);
  print_work (&work);
  putchar ('\n');
  return CORD_EXIT_DONE;
}

/* A user; for signing in also a client, which has no right to verify. */
static CordUser *
find_account (CordDatabase *database, const char *name, gboolean verification, GError **error)
{
  GError *inner = NULL;
  CordUser *user = cord_user_store_get (database, name, &inner);

  if (user == NULL && inner == NULL && !verification)
    user = cord_client_store_get (database, name, &inner);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return user;
}

/* Those who try to sign in are counted by the server that runs, which looks for this in the store. */
static CordExit
unlock_user (CordDatabase *database, const char *name, gboolean verification)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordUser) user = find_account (database, name, verification, &error);

  if (user == NULL && error == NULL)
    return refuse_unknown (name);
  if (user == NULL
      || !(verification ? cord_verification_store_restore (database, name, &error)
                        : cord_sign_in_store_unlock (database, name, &error)))
    return cord_command_refuse (g_steal_pointer (&error));
  printf (verification ? _ ("%s may verify callers\n") : _ ("%s may try to sign in again\n"), name);
  return CORD_EXIT_DONE;
}

static CordExit
add_client (CordDatabase *database, const char *name)
{
  g_autofree char *secret = cord_id_random_hex (48);
  g_autoptr (GError) error = NULL;

  if (!cord_client_store_put (database, name, secret, &CORD_SECRET_COST_DEFAULT, g_get_real_time (), &error))
    return cord_command_refuse (g_steal_pointer (&error));
  printf ("%s\n", secret);
  fputs (_ ("This secret is shown once; keep it where the other system finds it.\n"), stderr);
  return CORD_EXIT_DONE;
}

typedef CordUserWork Work;

static void
work_clear (Work *self)
{
  g_free (self->team);
  g_free (self->shift);
  g_free (self->start_date);
  g_free (self->extension);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static CordExit
run (const char *command, int argc, char **argv)
{
  g_autofree char *store = NULL;
  g_autofree char *role = NULL;
  g_auto (Work) work = { 0 };
  g_auto (GStrv) words = NULL;
  gboolean password_stdin = FALSE, verification = FALSE, reads;
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &store, NULL, NULL },
                                   { "role", 0, 0, G_OPTION_ARG_STRING, &role, NULL, NULL },
                                   { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, NULL, NULL },
                                   { "team", 0, 0, G_OPTION_ARG_STRING, &work.team, NULL, NULL },
                                   { "shift", 0, 0, G_OPTION_ARG_STRING, &work.shift, NULL, NULL },
                                   { "start-date", 0, 0, G_OPTION_ARG_STRING, &work.start_date, NULL, NULL },
                                   { "extension", 0, 0, G_OPTION_ARG_STRING, &work.extension, NULL, NULL },
                                   { "verification", 0, 0, G_OPTION_ARG_NONE, &verification, NULL, NULL },
                                   { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = NULL;
  const char *verb, *name;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return cord_command_usage (command, error->message);
  verb = words ? words[0] : NULL;
  name = verb ? words[1] : NULL;
  if (store == NULL || verb == NULL)
    return cord_command_usage (command, _ ("name the store and what to do"));
  reads = strcmp (command, "user") == 0 && strcmp (verb, "list") == 0;
  database = reads ? cord_server_store_read (store, &error) : cord_server_store_open (store, &error);
  if (database == NULL)
    return cord_command_refuse (g_steal_pointer (&error));
  if (strcmp (command, "client") == 0)
    return strcmp (verb, "add") == 0 && name != NULL ? add_client (database, name) : cord_command_usage (command, NULL);
  if (strcmp (verb, "list") == 0)
    return list_users (database);
  if (strcmp (verb, "add") == 0 && name != NULL && role != NULL)
    return add_user (database, name, role, password_stdin);
  if (strcmp (verb, "set") == 0 && name != NULL)
    return set_user (database, name, &work);
  if (strcmp (verb, "disable") == 0 && name != NULL)
    return disable_user (database, name);
  if (strcmp (verb, "unlock") == 0 && name != NULL)
    return unlock_user (database, name, verification);
  return cord_command_usage (command, NULL);
}

CordExit
cord_command_user (int argc, char **argv)
{
  return run ("user", argc, argv);
}

CordExit
cord_command_client (int argc, char **argv)
{
  return run ("client", argc, argv);
}
