/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static char *
move_place (const char *member, const CordJsonPiece *piece)
{
  guint line, column;

  if (piece == NULL || member == NULL || sscanf (member, "line %u, column %u", &line, &column) != 2)
    return g_strdup (member);
  return g_strdup_printf ("line %" G_GUINT64_FORMAT ", column %" G_GUINT64_FORMAT, piece->line + line - 1,
                          line == 1 ? piece->column + column - 1 : column);
}

static char *
place_of (const char *name, const CordJsonPiece *piece)
{
  g_autofree char *line = NULL;
  g_autofree char *number = NULL;

  if (piece == NULL)
    return g_strdup (name);
  line = g_strdup_printf ("%" G_GUINT64_FORMAT, piece->line);
  number = g_strdup_printf ("%" G_GUINT64_FORMAT, piece->number);
  return piece->number > 0 ? g_strdup_printf (_ ("%s, element %s (line %s)"), name, number, line)
                           : g_strdup_printf (_ ("%s, line %s"), name, line);
}

GError *
cord_import_place_error (const char *name, const CordJsonPiece *piece, GError *inner)
{
  g_autoptr (GError) owned = inner;
  g_autofree char *place = place_of (name, piece);
  const char *told = cord_error_get_member (owned);
  g_autofree char *member = move_place (told, piece);
  g_autoptr (GString) message = g_string_new (owned->message);
  GError *error = NULL;

  if (told != NULL && !g_str_equal (told, member))
    g_string_replace (message, told, member, 1);
  cord_error_set_full (&error, owned->domain == CORD_ERROR ? (CordError)owned->code : CORD_ERROR_INVALID,
                       cord_error_get_reason (owned), member, cord_error_get_hint (owned), "%s: %s", place,
                       message->str);
  return error;
}
