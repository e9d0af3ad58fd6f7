/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/session/cord-session.h"
#include "server/cord-server.h"
#include "sync/journal/cord-journal-db.h"
#include "sync/gateway/cord-remote-gateway.h"
#include "sync/gateway/cord-uploader.h"
#include "wire/cord-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The real server in a thread of its own, and real desks without their window before it: session, remote gateway,
 * journal on disk and uploader, put together as the composition root does. All use one clock, which the test moves. */

#define SCENARIO_USER "agent"
#define SCENARIO_OTHER_USER "colleague" /* another agent */
#define SCENARIO_PASSWORD "correct horse"
#define SCENARIO_PRACTICE_DAY "2026-11-18T09:00:00+01:00"

typedef struct
{
  CordServer *server;
  CordClock *clock;
  char *folder;  /* of its own, removed at the end */
  char *spool;   /* outgoing messages */
  char *data;    /* what is imported at the start */
  char *address; /* "unix:PATH" */
  SoupSession *soup;
  const char *role; /* of SCENARIO_USER from the next start on */
  char *system_token;
  char *reviewer_token;
} ScenarioServer;

/* @data: a folder of TM Forum files. @undo_window: seconds. */
ScenarioServer *scenario_server_new (const char *data, const char *instant, int undo_window);
void scenario_server_free (ScenarioServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioServer, scenario_server_free)
/* Stops listening, and starts again on the same store and address. */
void scenario_server_halt (ScenarioServer *self);
void scenario_server_resume (ScenarioServer *self);
/* A TM Forum resource or list as the role system reads it; fails the test when the answer is not 200. */
JsonNode *scenario_system_get (ScenarioServer *self, const char *path);
/* The server's answer to a request of the role system with a body. */
JsonNode *scenario_system_post (ScenarioServer *self, const char *path, const char *body, guint *status);
JsonNode *scenario_reviewer_get (ScenarioServer *self, const char *path);

typedef struct
{
  CordClock *clock;
  CordSop *sop;
  CordPolicy *policy;
  CordSignIn *sign_in;
  CordJournalDb *journal;
  CordCache *cache;
  CordRemote *remote;
  CordRemoteGateway *gateway;
  CordUploader *uploader;
  CordSession *session;
  GError *error; /* of the last act, or NULL */
  gboolean done;
  guint tolerance; /* DO tolerates so many refusals in all */
  guint refusals;  /* so many occurred */
} ScenarioDesk;

/* A desk with its journal in @folder, connected to the server at @address; nobody is signed in. NULL with the error
 * when the journal cannot be opened. */
ScenarioDesk *scenario_desk_open (const char *folder, const char *address, CordClock *clock, const char *policy,
                                  GError **error);
/* The same with a system that speaks as @profile says. @name: of the server, for the journal. */
ScenarioDesk *scenario_desk_open_before (const char *folder, const char *address, const char *name,
                                         CordProfile *profile, CordClock *clock, const char *policy, GError **error);
/* As the first, must succeed, and with the agent signed in. */
ScenarioDesk *scenario_desk_new (const char *folder, ScenarioServer *server, const char *policy);
void scenario_desk_free (ScenarioDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioDesk, scenario_desk_free)

void scenario_desk_on_done (GObject *source, GAsyncResult *result, gpointer user_data);
void scenario_desk_begin (ScenarioDesk *self);
const GError *scenario_desk_wait (ScenarioDesk *self);
CordInteraction *scenario_desk_interaction (ScenarioDesk *self);
char *scenario_desk_text (ScenarioDesk *self, const char *property); /* of the session */
/* Waits until every intent has its answer. */
void scenario_desk_settle (ScenarioDesk *self);
/* Waits until every intent has its answer and the server has every event. */
void scenario_desk_flush (ScenarioDesk *self);
/* Writes the record file of an interaction. */
void scenario_desk_export (ScenarioDesk *self, const char *interaction, const char *path);

/* Runs one act of the session to its end; returns its error, borrowed. */
#define ACT(desk, act, ...)                                                                                            \
  (scenario_desk_begin (desk),                                                                                         \
   cord_session_##act##_async ((desk)->session, ##__VA_ARGS__, NULL, scenario_desk_on_done, (desk)),                   \
   scenario_desk_wait (desk))
/* Must succeed; a desk with tolerance tries again while the refusals are clear. */
#define DO(desk, act, ...)                                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    do                                                                                                                 \
      ACT (desk, act, ##__VA_ARGS__);                                                                                  \
    while (scenario_desk_try_again (desk));                                                                            \
    g_assert_no_error ((desk)->error);                                                                                 \
  }                                                                                                                    \
  G_STMT_END
/* The act fails with the code and puts it on the session's notice, with what to do next. */
#define REFUSED(desk, code, act, ...)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    ACT (desk, act, ##__VA_ARGS__);                                                                                    \
    scenario_desk_assert_refused (desk, code);                                                                         \
  }                                                                                                                    \
  G_STMT_END
gboolean scenario_desk_try_again (ScenarioDesk *self);
void scenario_desk_assert_refused (ScenarioDesk *self, CordError code);

/* Runs the main loop until @done returns TRUE; fails the test after a while. */
void scenario_wait (gboolean (*done) (gpointer), gpointer user_data, const char *what);
char *scenario_make_folder (void);
char *scenario_source_path (const char *path); /* below the source root */
gint64 scenario_instant (const char *text);

G_END_DECLS
