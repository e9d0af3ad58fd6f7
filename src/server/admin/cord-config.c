/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-config.h"

#include "config.h"

#include "base/cord-data-folder.h"
#include "base/cord-error.h"
#include "server/admin/cord-config-file.h"
#include "server/admin/cord-config-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One option's value. */
typedef struct
{
  char *given; /* on the command line */
  char *text;  /* in effect; NULL: none */
  guint line;  /* of the file, where it comes from there; else 0 */
} Setting;

struct _CordConfig
{
  const CordConfigOption *options;
  Setting *settings; /* one for each of the options */
  gsize n;
};

/* Where GOption leaves what it reads of one option. */
typedef union
{
  gboolean flag;
  char *text;
  char **list;
} Slot;

static CordConfig *
config_new (void)
{
  CordConfig *self = g_new0 (CordConfig, 1);

  self->options = cord_config_table (&self->n);
  self->settings = g_new0 (Setting, self->n);
  return self;
}

void
cord_config_free (CordConfig *self)
{
  for (gsize i = 0; i < self->n; i++)
    {
      g_free (self->settings[i].given);
      g_free (self->settings[i].text);
    }
  g_free (self->settings);
  g_free (self);
}

static Setting *
setting_of (const CordConfig *self, const char *name)
{
  const CordConfigOption *option = cord_config_find (name);

  g_assert (option != NULL);
  return &self->settings[option - self->options];
}

/* The command line */

static GOptionArg
argument_of (const CordConfigOption *option)
{
  switch (option->kind)
    {
    case CORD_CONFIG_FLAG:
      return G_OPTION_ARG_NONE;
    case CORD_CONFIG_PATH:
      return G_OPTION_ARG_FILENAME;
    case CORD_CONFIG_LIST:
      return G_OPTION_ARG_STRING_ARRAY;
    case CORD_CONFIG_NUMBER:
    case CORD_CONFIG_TEXT:
    case CORD_CONFIG_CHOICE:
    default:
      return G_OPTION_ARG_STRING;
    }
}

static gboolean
parse (const CordConfig *self, Slot *slots, int *argc, char ***argv, GError **error)
{
  g_autofree GOptionEntry *entries = g_new0 (GOptionEntry, self->n + 1);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  for (gsize i = 0; i < self->n; i++)
    entries[i] = (GOptionEntry){ self->options[i].name,           0,         0,
                                 argument_of (&self->options[i]), &slots[i], self->options[i].purpose,
                                 self->options[i].argument };
  g_option_context_set_summary (context, _ ("The server of Cordboard: TM Forum Open APIs over one store."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Unexpected argument %s"), (*argv)[1]);
  return *argc <= 1;
}

/* The text of what GOption read, as it would stand in a file; NULL when it read nothing. Takes it. */
static char *
take_slot (const CordConfigOption *option, Slot *slot)
{
  g_auto (GStrv) list = NULL;

  if (option->kind == CORD_CONFIG_FLAG)
    return slot->flag ? g_strdup ("true") : NULL;
  if (option->kind != CORD_CONFIG_LIST)
    return g_steal_pointer (&slot->text);
  list = g_steal_pointer (&slot->list);
  return list != NULL ? g_strjoinv (",", list) : NULL;
}

CordConfig *
cord_config_new (int *argc, char ***argv, GError **error)
{
  g_autoptr (CordConfig) self = config_new ();
  g_autofree Slot *slots = g_new0 (Slot, self->n);
  gboolean good = parse (self, slots, argc, argv, error);

  for (gsize i = 0; i < self->n; i++)
    self->settings[i].given = take_slot (&self->options[i], &slots[i]);
  for (gsize i = 0; good && i < self->n; i++)
    good = self->settings[i].given == NULL
           || cord_config_check_value (&self->options[i], self->settings[i].given, error);
  return good ? g_steal_pointer (&self) : NULL;
}

/* The file */

static char *
list_names (const CordConfig *self, const char *section)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < self->n; i++)
    {
      const char *name = section != NULL ? self->options[i].name : self->options[i].section;

      if (self->options[i].section == NULL || (section != NULL && !g_str_equal (section, self->options[i].section))
          || (section == NULL && names->len > 0 && g_str_equal (name, g_ptr_array_index (names, names->len - 1))))
        continue;
      g_ptr_array_add (names, (gpointer)name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static gboolean
refuse_key (const CordConfig *self, const CordConfigOption *option, const CordConfigLine *line, GError **error)
{
  g_autofree char *keys = list_names (self, line->section);
  g_autofree char *names = keys == NULL ? list_names (self, NULL) : NULL;
  g_autofree char *hint = NULL;

  if (option != NULL && option->section != NULL)
    hint = g_strdup_printf (_ ("It belongs in the section [%s]."), option->section);
  else if (option != NULL)
    hint = g_strdup_printf (_ ("Write --%s on the command line instead."), option->name);
  else if (keys != NULL)
    hint = g_strdup_printf (_ ("Known here: %s."), keys);
  else
    hint = g_strdup_printf (_ ("Known sections: %s."), names);
  if (keys == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-section", line->section, hint,
                                _ ("there is no section [%s]"), line->section);
  return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-key", line->key, hint, _ ("[%s] has no setting %s"),
                              line->section, line->key);
}

static gboolean
take_line (CordConfig *self, const CordConfigLine *line, GError **error)
{
  const CordConfigOption *option = cord_config_find (line->key);
  Setting *setting = option != NULL ? &self->settings[option - self->options] : NULL;

  if (option == NULL || g_strcmp0 (option->section, line->section) != 0)
    return refuse_key (self, option, line, error);
  if (setting->line != 0)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "duplicate", line->key, _ ("Keep one of the two."),
                                _ ("%s is set in line %u already"), line->key, setting->line);
  setting->line = line->line;
  if (option->kind == CORD_CONFIG_PATH && !g_path_is_absolute (line->value))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", line->key, _ ("Write a path that begins with /."),
                                _ ("%s cannot be “%s”"), line->key, line->value);
  if (!cord_config_check_value (option, line->value, error))
    return FALSE;
  setting->text = cord_config_tidy_value (option, line->value);
  return TRUE;
}

static gboolean
read_file (CordConfig *self, const char *path, GPtrArray *problems)
{
  guint before = problems->len;
  g_autoptr (GPtrArray) lines = cord_config_file_read (path, problems);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const CordConfigLine *line = g_ptr_array_index (lines, i);
      GError *error = NULL;

      if (take_line (self, line, &error))
        continue;
      g_prefix_error (&error, "%s:%u: ", path, line->line);
      g_ptr_array_add (problems, error);
    }
  return problems->len == before;
}

/* The whole */

static void
derive (CordConfig *self, const char *name, char *text)
{
  Setting *setting = setting_of (self, name);

  if (setting->text == NULL)
    setting->text = text;
  else
    g_free (text);
}

static void
fill_in (CordConfig *self)
{
  for (gsize i = 0; i < self->n; i++)
    {
      Setting *setting = &self->settings[i];

      if (setting->given == NULL)
        continue;
      g_free (setting->text);
      setting->text = cord_config_tidy_value (&self->options[i], setting->given);
      setting->line = 0;
    }
  derive (self, "data-dir", cord_data_folder ());
  derive (self, "policy-dir", g_build_filename (cord_config_text (self, "data-dir"), "policy", NULL));
  if (cord_config_flag (self, "demo-data"))
    derive (self, "demo-folder", g_build_filename (cord_config_text (self, "data-dir"), "practice", NULL));
  if (cord_config_flag (self, "kit-mode"))
    derive (self, "undo-window", g_strdup ("0"));
  for (gsize i = 0; i < self->n; i++)
    if (self->settings[i].text == NULL)
      self->settings[i].text = g_strdup (self->options[i].fallback);
}

gboolean
cord_config_complete (CordConfig *self, GPtrArray *problems)
{
  const char *path = setting_of (self, "config")->given;
  gboolean good = path == NULL || read_file (self, path, problems);

  if (good)
    fill_in (self);
  return good;
}

CordConfig *
cord_config_read_again (const CordConfig *self, GPtrArray *problems)
{
  g_autoptr (CordConfig) again = config_new ();

  for (gsize i = 0; i < self->n; i++)
    again->settings[i].given = g_strdup (self->settings[i].given);
  return cord_config_complete (again, problems) ? g_steal_pointer (&again) : NULL;
}

const char *
cord_config_text (const CordConfig *self, const char *name)
{
  return setting_of (self, name)->text;
}

gboolean
cord_config_flag (const CordConfig *self, const char *name)
{
  g_assert (cord_config_find (name)->kind == CORD_CONFIG_FLAG);
  return g_strcmp0 (setting_of (self, name)->text, "true") == 0;
}

int
cord_config_number (const CordConfig *self, const char *name)
{
  g_assert (cord_config_find (name)->kind == CORD_CONFIG_NUMBER);
  return (int)g_ascii_strtoll (setting_of (self, name)->text, NULL, 10);
}

char *
cord_config_dup_origin (const CordConfig *self, const char *name)
{
  const Setting *setting = cord_config_find (name) != NULL ? setting_of (self, name) : NULL;

  if (setting == NULL)
    return NULL;
  if (setting->given != NULL)
    return g_strdup_printf ("--%s", name);
  if (setting->line != 0)
    return g_strdup_printf ("%s:%u", setting_of (self, "config")->given, setting->line);
  return g_strdup (_ ("default"));
}
