/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/session/cord-session.h"

#include "cord-fake-gateway.h"
#include "cord-memory-journal.h"

G_BEGIN_DECLS

/* A desk without its window: the shipped procedure and the policy of the EU, a journal in memory, a gateway that
 * answers from documents, Tuesday 10 November 2026, 11:00 in Berlin. */
typedef struct
{
  CordClock *clock;
  CordSop *sop;
  CordPolicy *policy;
  CordFakeGateway *gateway;
  CordMemoryJournal *journal;
  CordSession *session;
  GError *error; /* of the last act, or NULL */
  gboolean done;
} SessionCase;

SessionCase *session_case_new (void);
/* Another desk over @journal (taken), nobody signed in yet. */
SessionCase *session_case_new_over (CordMemoryJournal *journal);
void session_case_free (SessionCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SessionCase, session_case_free)

void session_case_on_done (GObject *source, GAsyncResult *result, gpointer user_data);
void session_case_begin (SessionCase *self);
/* Waits until the act has finished; its error is in self->error and returned, borrowed. */
const GError *session_case_wait (SessionCase *self);
/* Runs the main loop until nothing is left to dispatch. */
void session_case_settle (SessionCase *self);
CordInteraction *session_case_interaction (SessionCase *self);
char *session_case_text (SessionCase *self, const char *property);            /* of the session */
char *session_case_fold_text (SessionCase *self, const char *property);       /* of the interaction */
char *session_case_state (SessionCase *self);                                 /* canonical */
const char *session_case_key (SessionCase *self, guint index);                /* of the ranked option */
void session_case_assert_types (SessionCase *self, const char *const *types); /* of all events, in order */

#define ACT(self, act, ...)                                                                                            \
  (session_case_begin (self),                                                                                          \
   cord_session_##act##_async ((self)->session, ##__VA_ARGS__, NULL, session_case_on_done, (self)),                    \
   session_case_wait (self))
/* The macros evaluate their argument several times: finish the act first. */
#define DO(self, act, ...)                                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    ACT (self, act, ##__VA_ARGS__);                                                                                    \
    g_assert_no_error ((self)->error);                                                                                 \
  }                                                                                                                    \
  G_STMT_END
#define REFUSED(self, code, act, ...)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    ACT (self, act, ##__VA_ARGS__);                                                                                    \
    g_assert_error ((self)->error, CORD_ERROR, code);                                                                  \
  }                                                                                                                    \
  G_STMT_END

/* The acts of a whole upgrade, one a step, in order. Each returns the error of its act. */
typedef const GError *(*SessionStep) (SessionCase *self);
const SessionStep *session_case_upgrade (guint *n_steps);
/* Runs the first steps, up to the named one; NULL: all. */
void session_case_run (SessionCase *self, SessionStep last);
const GError *session_step_select (SessionCase *self);
const GError *session_step_consent (SessionCase *self);
const GError *session_step_place (SessionCase *self);
const GError *session_step_choose (SessionCase *self);
const GError *session_step_verify (SessionCase *self);
const GError *session_step_rank (SessionCase *self);
const GError *session_step_label (SessionCase *self);
const GError *session_step_promise (SessionCase *self);
const GError *session_step_render (SessionCase *self);
const GError *session_step_score (SessionCase *self);

G_END_DECLS
