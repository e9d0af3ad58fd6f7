/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the reference of the programming interface from the tables that the server itself goes by. */
#include "server/resource/cord-access.h"
#include "server/resource/cord-filter-key.h"
#include "wire/cord-endpoint.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = { "agent", "supervisor", "reviewer", "trainer", "admin", "system" };

static const struct
{
  char letter;
  const char *method;
  gboolean one; /* with an id */
  const char *purpose;
} operations[] = {
  { 'L', "GET", FALSE, "Lists them" },       { 'C', "POST", FALSE, "Creates one" }, { 'G', "GET", TRUE, "Gives one" },
  { 'U', "PATCH", TRUE, "Changes members" }, { 'D', "DELETE", TRUE, "Removes it" },
};

static const char introduction[]
    = "# Cordboard's programming interface\n\n"
      "Made from the server's own tables when it was built. Bodies are JSON. What TM Forum defines follows its Open "
      "APIs, "
      "version 4, and TMF630.\n\n"
      "- **Who asks** says so with `Authorization: Bearer TOKEN`; `POST /cordboard/v1/token` gives one.\n"
      "- **Where an interaction is needed**, an agent names the open one in `Cordboard-Interaction: ID`, unless the "
      "path does. "
      "Documents of the classes ACCOUNT and CPNI are told only of its verified customer, at the level that the policy "
      "asks; "
      "the role system needs none.\n"
      "- **What changes something** may carry `Idempotency-Key`, a UUID; the same request again is then answered the "
      "same. "
      "PATCH and DELETE need `If-Match`.\n"
      "- **Lists** take `offset`, `limit`, `sort`, `fields` and filters such as `a.b=v`, `a.gt=v` and `a.regex=v`; "
      "filters "
      "named as indexed are quick however many there are.\n"
      "- **Refusals** carry `{code, reason, message, status, referenceError}`.\n\n";

static void
write_list (const char *title, const char *const *names)
{
  g_autofree char *all = names != NULL && *names != NULL ? g_strjoinv ("`, `", (char **)names) : NULL;

  if (all != NULL)
    printf ("- %s: `%s`\n", title, all);
}

static void
write_endpoint (const CordEndpoint *endpoint)
{
  g_auto (GStrv) each = g_strsplit (endpoint->roles, ",", -1);
  g_autofree char *who = g_strjoinv (", ", each);

  printf ("### `%s %s`\n\n%s.\n\n- For: %s\n", endpoint->method, endpoint->path, endpoint->purpose,
          g_str_equal (who, "*")           ? "anybody"
          : g_str_equal (who, "signed-in") ? "anybody who is signed in"
                                           : who);
  if (endpoint->needs_interaction)
    printf ("- Needs an open interaction\n");
  if (endpoint->input != NULL)
    printf ("- Takes: `%s`\n", endpoint->input);
  printf ("\n");
}

static void
write_operations (const CordResourceType *type)
{
  g_autofree char *path = cord_resource_type_path (type->name, NULL);

  printf ("| | | for |\n|---|---|---|\n");
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (GString) who = g_string_new (NULL);

      if (strchr (type->operations, operations[i].letter) == NULL)
        continue;
      for (gsize j = 0; j < G_N_ELEMENTS (roles); j++)
        if (cord_access_role_may (roles[j], type, operations[i].letter))
          g_string_append_printf (who, "%s%s", who->len > 0 ? ", " : "", roles[j]);
      printf ("| `%s %s%s` | %s | %s |\n", operations[i].method, path, operations[i].one ? "/{id}" : "",
              operations[i].purpose, who->str);
    }
  printf ("\n");
}

static void
write_indexes (const CordResourceType *type)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if ((g_str_equal (index->path, index->column)
         || g_strcmp0 (cord_filter_key_column (type, index->path), index->column) == 0)
        && !g_ptr_array_find (paths, index->path, NULL))
      g_ptr_array_add (paths, (gpointer)index->path);
  g_ptr_array_add (paths, NULL);
  write_list ("Indexed", (const char *const *)paths->pdata);
}

/* Each state with those that may follow it, in the order of the table. */
static void
write_states (const CordResourceType *type)
{
  const char *last = "";
  gboolean begun = FALSE;

  for (const CordStateRule *rule = type->states; rule != NULL && rule->to != NULL; rule++)
    {
      const char *from = rule->from != NULL ? rule->from : "first";

      if (!begun)
        printf ("- `%s`: ", type->state);
      printf (g_str_equal (from, last) ? ", %s" : begun ? "; %s" : "%s", g_str_equal (from, last) ? rule->to : from);
      if (!g_str_equal (from, last))
        printf (" → %s", rule->to);
      last = from;
      begun = TRUE;
    }
  if (begun)
    printf ("\n");
}

static void
write_resource (const CordResourceType *type)
{
  printf ("### %s\n\n", type->type);
  write_operations (type);
  printf ("- Class: %s\n", type->disclosure);
  write_list ("Must hold", type->mandatory);
  write_list ("Set by the server", type->server_set);
  write_list ("Never changed", type->immutable);
  write_indexes (type);
  write_states (type);
  if (!type->keeps_unknown)
    printf ("- Members that are not known here are refused\n");
  printf ("\n");
}

int
main (void)
{
  gsize n;
  const CordEndpoint *endpoints = cord_endpoint_table (&n);
  const CordResourceType *types;

  printf ("%s## Acts\n\n", introduction);
  for (gsize i = 0; i < n; i++)
    write_endpoint (&endpoints[i]);
  types = cord_resource_type_table (&n);
  printf ("## Resources\n\n");
  for (gsize i = 0; i < n; i++)
    write_resource (&types[i]);
  return 0;
}
