/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone.h"
#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"

#include <glib/gi18n-lib.h>

/* The properties of the interaction that are text, for people or for pages. */

static const char *
get_factor (CordInteraction *self)
{
  if (self->fold.verify_passed != NULL)
    return CORD_BODY_TEXT (self->fold.verify_passed, factor);
  return CORD_BODY_TEXT (self->fold.verify_started, factor);
}

static const char *
get_effective (CordInteraction *self)
{
  if (cord_interaction_has_order (self))
    return CORD_BODY_TEXT (self->fold.order_placed, effective);
  return self->fold.quote_current ? CORD_BODY_TEXT (self->fold.quote_shown, effective) : "";
}

static char *
dup_title_of_ranked (CordInteraction *self)
{
  CordOption *option = cord_interaction_find_option (self, cord_interaction_get_selected (self));

  return g_strdup (option != NULL ? cord_option_get_title (option) : "");
}

static char *
dup_change_title (CordInteraction *self)
{
  if (self->change == NULL)
    return g_strdup ("");
  if (self->change_title == NULL)
    self->change_title = self->customer != NULL && self->catalog != NULL
                             ? cord_change_title (self->change, self->customer, self->catalog)
                             : dup_title_of_ranked (self);
  return g_strdup (self->change_title);
}

static char *
dup_verified_text (CordInteraction *self)
{
  const char *factor = CORD_BODY_TEXT (self->fold.verify_passed, factor);

  if (self->fold.verify_passed == NULL)
    return g_strdup (_ ("Not verified"));
  /* Translators: %s is how the caller was verified, such as "PIN" */
  return g_strdup_printf (_ ("Verified · %s"), cord_sop_get_choice_title (self->sop, "factor", factor));
}

static char *
dup_title (CordInteraction *self)
{
  if (self->customer != NULL)
    return g_strdup (cord_customer_get_name (self->customer));
  return g_strdup (g_str_equal (CORD_BODY_TEXT (self->fold.call_offered, direction), "outbound") ? _ ("Outgoing call")
                                                                                                 : _ ("Incoming call"));
}

/* "call on 24 November 2026, 10:00", in the account's zone. */
static char *
dup_promise (CordInteraction *self)
{
  const char *kind = CORD_BODY_TEXT (self->fold.promise_made, kind);
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->customer);
  g_autofree char *day = NULL;
  g_autofree char *hour = NULL;
  gint64 at;
  int second;

  if (self->fold.promise_made == NULL)
    return g_strdup ("");
  if (g_str_equal (kind, "declined"))
    return g_strdup (_ ("Declined"));
  if (!cord_instant_parse (CORD_BODY_TEXT (self->fold.promise_made, at), &at, NULL))
    return g_strdup (kind);
  day = cord_date_to_display (cord_instant_to_local (at, zone, &second));
  hour = g_strdup_printf ("%02d:%02d", second / 3600, second / 60 % 60);
  /* Translators: a promise to the customer; the day, then the time */
  return g_strdup_printf (g_str_equal (kind, "call") ? _ ("Call on %s, %s") : _ ("Message on %s, %s"), day, hour);
}

static const char *
get_text (CordInteraction *self, guint id)
{
  switch (id)
    {
    case PROP_ID:
      return cord_interaction_get_id (self);
    case PROP_STATUS:
      return cord_interaction_get_status (self);
    case PROP_STEP:
      return cord_interaction_get_step (self);
    case PROP_PHONE:
      return cord_interaction_get_beside (self, CORD_BODY_BESIDE (self->fold.call_offered, phone));
    case PROP_CALLER_ROLE:
      return cord_interaction_get_field (self, "caller-role");
    case PROP_CANDIDATE:
      return cord_interaction_get_candidate (self);
    case PROP_FACTOR:
      return get_factor (self);
    case PROP_LOCKED_UNTIL:
      return CORD_BODY_TEXT (self->fold.verify_locked, until);
    case PROP_SELECTED:
      return cord_interaction_get_selected (self);
    case PROP_ORDER_STATE:
      return self->fold.order_state;
    case PROP_ORDER_ID:
      return cord_interaction_get_order_id (self);
    case PROP_ORDER_NUMBER:
      return CORD_BODY_TEXT (self->fold.order_placed, number);
    case PROP_UNDO_UNTIL:
      return CORD_BODY_TEXT (self->fold.order_placed, undo_until);
    case PROP_EFFECTIVE:
      return get_effective (self);
    case PROP_MESSAGE_TEXT:
      return cord_interaction_get_beside (self, CORD_BODY_BESIDE (self->fold.message_rendered, text));
    case PROP_MESSAGE_SUBJECT:
      return CORD_BODY_TEXT (self->fold.message_rendered, subject);
    case PROP_MESSAGE_STATE:
      return self->fold.message_state;
    case PROP_NOTE:
      return cord_interaction_peek_note (self);
    case PROP_NOTE_WORDS:
      return cord_interaction_get_beside (self, CORD_BODY_BESIDE (self->fold.note_edited, words));
    case PROP_DISPOSITION:
    default:
      return CORD_BODY_TEXT (self->fold.disposition_set, code);
    }
}

char *
cord_interaction_dup_text (CordInteraction *self, guint property)
{
  switch (property)
    {
    case PROP_CHANGE_TITLE:
      return dup_change_title (self);
    case PROP_VERIFIED_TEXT:
      return dup_verified_text (self);
    case PROP_TITLE:
      return dup_title (self);
    case PROP_PROMISE:
      return dup_promise (self);
    default:
      return g_strdup (get_text (self, property));
    }
}
