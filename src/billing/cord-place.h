/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-error.h"

G_BEGIN_DECLS

/**
 * CordPlace: where in the input a reader is, so that an error can name the member at fault
 * ("history.3.effective"). A chain on the stack; it becomes text only when something is refused.
 * @name: the member; NULL for an element of a list, which has a @number
 */
typedef struct _CordPlace CordPlace;
struct _CordPlace
{
  const CordPlace *parent;
  const char *name;
  guint number;
};

/* The path of @member (may be NULL) below @place (may be NULL). Full string. */
char *cord_place_path (const CordPlace *place, const char *member);

/* Sets INVALID with @reason and the path as its member. Always FALSE. */
gboolean cord_place_refuse (const CordPlace *place, const char *member, const char *reason, GError **error,
                            const char *format, ...) G_GNUC_PRINTF (5, 6);

/* "overflow" when that is why an amount could not be read, otherwise "invalid". */
const char *cord_place_reason (const GError *cause);

G_END_DECLS
