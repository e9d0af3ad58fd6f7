/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-limits.h"

#define SIGN_IN_ACCOUNT 10
#define SIGN_IN_ADDRESS 50

CordLimits
cord_limits_complete (const CordLimits *given)
{
  return (CordLimits){
    .sign_in_account = given->sign_in_account > 0 ? given->sign_in_account : SIGN_IN_ACCOUNT,
    .sign_in_address = given->sign_in_address > 0 ? given->sign_in_address : SIGN_IN_ADDRESS,
  };
}
