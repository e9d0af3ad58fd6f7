/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often something may fail before it is refused for a while (docs/security.md, "Sign-in"). */
typedef struct
{
  guint sign_in_account;      /* passwords of an account from one address, in a quarter of an hour */
  guint sign_in_address;      /* passwords from an address, in a minute */
  guint verification_agent;   /* parties over which an agent fails to verify, in an hour */
  guint verification_address; /* parties over which an address does */
} CordLimits;

/* @given, with the default in place of each figure that is 0. */
CordLimits cord_limits_complete (const CordLimits *given);

G_END_DECLS
