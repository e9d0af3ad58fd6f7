/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-limits.h"

#define SIGN_IN_ACCOUNT 10
#define SIGN_IN_ADDRESS 50
#define VERIFICATION_AGENT 10
#define VERIFICATION_ADDRESS 100

CordLimits
cord_limits_complete (const CordLimits *given)
{
  return (CordLimits){
    .sign_in_account = given->sign_in_account > 0 ? given->sign_in_account : SIGN_IN_ACCOUNT,
    .sign_in_address = given->sign_in_address > 0 ? given->sign_in_address : SIGN_IN_ADDRESS,
    .verification_agent = given->verification_agent > 0 ? given->verification_agent : VERIFICATION_AGENT,
    .verification_address = given->verification_address > 0 ? given->verification_address : VERIFICATION_ADDRESS,
  };
}
