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

/* Sets INVALID with @reason, and as its member the path of @member, which may be NULL, below @place, which may be NULL.
 * @format: the message; the path is put before it. Always FALSE. */
gboolean cord_place_refuse (const CordPlace *place, const char *member, const char *reason, GError **error,
                            const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The reason to refuse a number with that @cause could not be parsed: "overflow" or "invalid". */
const char *cord_place_reason (const GError *cause);

G_END_DECLS
