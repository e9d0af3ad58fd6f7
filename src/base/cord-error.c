/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"

typedef struct
{
  char *reason;
  char *member;
  char *hint;
} CordErrorPrivate;

static void
cord_error_private_init (CordErrorPrivate *priv)
{
}

static void
cord_error_private_copy (const CordErrorPrivate *from, CordErrorPrivate *to)
{
  to->reason = g_strdup (from->reason);
  to->member = g_strdup (from->member);
  to->hint = g_strdup (from->hint);
}

static void
cord_error_private_clear (CordErrorPrivate *priv)
{
  g_free (priv->reason);
  g_free (priv->member);
  g_free (priv->hint);
}

G_DEFINE_EXTENDED_ERROR (CordError, cord_error)

gboolean
cord_error_set_full (GError **error, CordError code, const char *reason, const char *member, const char *hint,
                     const char *format, ...)
{
  CordErrorPrivate *priv;
  va_list arguments;

  if (error == NULL)
    return FALSE;
  va_start (arguments, format);
  *error = g_error_new_valist (CORD_ERROR, code, format, arguments);
  va_end (arguments);
  priv = cord_error_get_private (*error);
  priv->reason = g_strdup (reason);
  priv->member = g_strdup (member);
  priv->hint = g_strdup (hint);
  return FALSE;
}

const char *
cord_error_get_reason (const GError *error)
{
  return error != NULL && error->domain == CORD_ERROR ? cord_error_get_private (error)->reason : NULL;
}

const char *
cord_error_get_member (const GError *error)
{
  return error != NULL && error->domain == CORD_ERROR ? cord_error_get_private (error)->member : NULL;
}

const char *
cord_error_get_hint (const GError *error)
{
  return error != NULL && error->domain == CORD_ERROR ? cord_error_get_private (error)->hint : NULL;
}

const char *
cord_error_code_name (CordError code)
{
  static const char *const names[] = {
    [CORD_ERROR_NOT_FOUND] = "not-found", [CORD_ERROR_CONFLICT] = "conflict", [CORD_ERROR_INVALID] = "invalid",
    [CORD_ERROR_DENIED] = "denied",       [CORD_ERROR_OFFLINE] = "offline",   [CORD_ERROR_STALE] = "stale",
    [CORD_ERROR_INTERNAL] = "internal",
  };

  g_return_val_if_fail ((guint)code < G_N_ELEMENTS (names), "internal");
  return names[code];
}
