/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what cordboard-server can be told, from the table that it goes by itself: the example file, or a manual page
 * whose template has the line @OPTIONS@ or @KEYS@ where they belong. */
#include "server/admin/cord-config-table.h"

#include <stdio.h>
#include <string.h>

/* For roff: what would be taken for a command or a hyphen is not. */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '\\')
        g_string_append (out, "\\e");
      else if (*text == '-')
        g_string_append (out, "\\-");
      else
        g_string_append_c (out, *text);
    }
  return g_string_free (out, FALSE);
}

static void
write_values (const CordConfigOption *option)
{
  g_autofree char *values = cord_config_describe_values (option);
  g_autofree char *safe = escape (values);
  g_autofree char *fallback = option->fallback != NULL ? escape (option->fallback) : NULL;

  if (option->kind == CORD_CONFIG_NUMBER || option->kind == CORD_CONFIG_CHOICE || option->kind == CORD_CONFIG_FLAG)
    printf ("May be %s.\n", safe);
  if (fallback != NULL)
    printf ("Default: %s.\n", fallback);
}

static void
write_option (const CordConfigOption *option)
{
  g_autofree char *name = escape (option->name);
  g_autofree char *argument = option->argument != NULL ? escape (option->argument) : NULL;
  g_autofree char *purpose = escape (option->purpose);

  printf (".TP\n\\fB\\-\\-%s\\fR%s%s%s\n%s.\n", name, argument != NULL ? "=\\fI" : "", argument != NULL ? argument : "",
          argument != NULL ? "\\fR" : "", purpose);
  if (option->kind != CORD_CONFIG_FLAG)
    write_values (option);
  if (option->kind == CORD_CONFIG_LIST)
    printf ("May be given several times.\n");
}

static void
write_key (const CordConfigOption *option)
{
  g_autofree char *name = escape (option->name);
  g_autofree char *purpose = escape (option->purpose);

  printf (".TP\n\\fB%s\\fR=%s%s%s\n%s.\n", name, option->argument != NULL ? "\\fI" : "",
          option->argument != NULL ? option->argument : "true|false", option->argument != NULL ? "\\fR" : "", purpose);
  write_values (option);
  if (option->kind == CORD_CONFIG_LIST)
    printf ("Several are separated by commas.\n");
  printf (option->reloads ? "A reload applies it.\n" : "A change needs a restart.\n");
}

static void
write_all (gboolean keys)
{
  const char *section = NULL;
  gsize n;
  const CordConfigOption *table = cord_config_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      if (!keys)
        write_option (&table[i]);
      if (!keys || table[i].section == NULL)
        continue;
      if (g_strcmp0 (section, table[i].section) != 0)
        printf (".SS [%s]\n", table[i].section);
      section = table[i].section;
      write_key (&table[i]);
    }
}

static void
write_example (void)
{
  const char *section = NULL;
  gsize n;
  const CordConfigOption *table = cord_config_table (&n);

  printf (
      "# Configuration of cordboard-server; cordboard-server.conf(5) tells of each. What begins with # is a comment:\n"
      "# the values here are those in effect where nothing else is said. No secret belongs here.\n"
      "# Check it with: cordboard-server --check-config --config FILE\n");
  for (gsize i = 0; i < n; i++)
    {
      if (table[i].section == NULL)
        continue;
      if (g_strcmp0 (section, table[i].section) != 0)
        printf ("\n[%s]\n", table[i].section);
      section = table[i].section;
      printf ("# %s (%s)\n#%s =%s%s\n", table[i].purpose, table[i].argument != NULL ? table[i].argument : "true|false",
              table[i].name, table[i].fallback != NULL ? " " : "", table[i].fallback != NULL ? table[i].fallback : "");
    }
}

static void
write_page (const char *template)
{
  g_auto (GStrv) lines = g_strsplit (template, "\n", -1);

  for (char **line = lines; line[0] != NULL && (line[1] != NULL || *line[0] != '\0'); line++)
    if (g_str_equal (*line, "@OPTIONS@"))
      write_all (FALSE);
    else if (g_str_equal (*line, "@KEYS@"))
      write_all (TRUE);
    else
      printf ("%s\n", *line);
}

int
main (int argc, char **argv)
{
  g_autofree char *template = NULL;
  g_autoptr (GError) error = NULL;

  if (argc == 1)
    write_example ();
  else if (g_file_get_contents (argv[1], &template, NULL, &error))
    write_page (template);
  else
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
