/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CordError:
 * @CORD_ERROR_NOT_FOUND: what was asked for does not exist
 * @CORD_ERROR_CONFLICT: somebody else changed it, or it was done already otherwise
 * @CORD_ERROR_INVALID: the input is malformed or impossible; @member says where
 * @CORD_ERROR_DENIED: not permitted for this role or verification level
 * @CORD_ERROR_OFFLINE: the other side did not answer; the same request may be sent again
 * @CORD_ERROR_STALE: computed from something that has changed since, such as a quote
 * @CORD_ERROR_INTERNAL: a defect or a broken machine (disk full, corrupt file)
 *
 * The one error domain. Code, reason and member are for programs; message and hint are
 * for the person, in their language: the message says what and where, the hint what to
 * do next. Programmer mistakes are assertions, not errors.
 */
typedef enum
{
  CORD_ERROR_NOT_FOUND,
  CORD_ERROR_CONFLICT,
  CORD_ERROR_INVALID,
  CORD_ERROR_DENIED,
  CORD_ERROR_OFFLINE,
  CORD_ERROR_STALE,
  CORD_ERROR_INTERNAL,
} CordError;

#define CORD_ERROR (cord_error_quark ())
GQuark cord_error_quark (void); /* the domain */

/* Sets *error (which may be NULL) with a message, the stable machine-readable @reason ("quote-stale", "overflow"; NULL
 * when nothing depends on it), the @member at fault (a path such as "policy.tick"; NULL when none) and the @hint (NULL
 * when there is nothing the person can do). Always returns FALSE, so that a function can end with
 * `return cord_error_set_full (...)`. */
gboolean cord_error_set_full (GError **error, CordError code, const char *reason, const char *member, const char *hint,
                              const char *format, ...) G_GNUC_PRINTF (6, 7);

/* Each is NULL when absent, or when the error is of another domain, and owned by @error. */
const char *cord_error_get_reason (const GError *error); /* stable and machine-readable: "quote-stale" */
const char *cord_error_get_member (const GError *error); /* the member at fault: "policy.tick" */
const char *cord_error_get_hint (const GError *error);   /* what the person can do next, translated */

/* "not-found", "conflict", … as used in machine-readable output. */
const char *cord_error_code_name (CordError code);

G_END_DECLS
