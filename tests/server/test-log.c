/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"
#include "cord-test-folder.h"

#include "base/cord-id.h"
#include "base/cord-log.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A whole call, and many refused requests, with marks in every place where something personal can be; none of them
 * is in any line of the log, at its most verbose, in any format. */

#define CUSTOMER "/tmf-api/customerManagement/v4/customer"
#define PARTY "/tmf-api/party/v4/individual"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define MESSAGE "/tmf-api/communicationManagement/v4/communicationMessage"
#define MARK "Quaxolotl"
#define DIGITS "90317645209"

/* What the practice data has about its people, what is sent here, and what signs people in. */
static const char *const canaries[]
    = { MARK,          DIGITS,     "Okafor",  "Grace",     "Jonas",  "Oduya",       "3920010",         "23125101",
        "example.com", "party-C1", "acct-C1", "line-1",    "\"C1\"", TEST_PASSWORD, "correct%20horse", "Bearer",
        "plan-change", "invoice",  "?q=",     "givenName=" };

typedef struct
{
  char *folder;
  char *lines; /* the file that standard error was before */
  char *path;  /* of the journal's socket */
  int journal; /* the thread that reads it */
  GThread *reader;
  GString *received; /* by the reader, until it ends */
} Log;

static gpointer
read_journal (gpointer data)
{
  Log *log = data;
  char buffer[32768];
  gssize length;

  while ((length = recv (log->journal, buffer, sizeof buffer, 0)) > 0 && memcmp (buffer, "END", 3) != 0)
    {
      g_string_append_len (log->received, buffer, length);
      g_string_append_c (log->received, '\n');
    }
  return NULL;
}

static void
log_open (Log *log, CordLogFormat format)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  CordLogOptions options = { "cordboard-server", format, G_LOG_LEVEL_DEBUG };

  log->folder = g_dir_make_tmp ("cordboard-log-XXXXXX", NULL);
  log->lines = g_build_filename (log->folder, "lines", NULL);
  log->path = g_build_filename (log->folder, "socket", NULL);
  log->received = g_string_new (NULL);
  log->journal = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_strlcpy (address.sun_path, log->path, sizeof address.sun_path);
  g_assert_cmpint (bind (log->journal, (struct sockaddr *)&address, sizeof address), ==, 0);
  log->reader = g_thread_new ("journal", read_journal, log);
  options.descriptor = g_open (log->lines, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  options.journal = log->path;
  cord_log_start (&options);
}

/* (transfer full): everything that was written. */
static char *
log_close (Log *log)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int end = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_autofree char *lines = NULL;
  char *all;

  g_strlcpy (address.sun_path, log->path, sizeof address.sun_path);
  g_assert_cmpint (sendto (end, "END", 3, 0, (struct sockaddr *)&address, sizeof address), ==, 3);
  close (end);
  g_thread_join (log->reader);
  g_assert_true (g_file_get_contents (log->lines, &lines, NULL, NULL));
  all = g_strconcat (log->received->str, lines, NULL);
  close (log->journal);
  cord_test_folder_remove (log->folder);
  g_string_free (log->received, TRUE);
  g_free (log->folder);
  g_free (log->lines);
  g_free (log->path);
  return all;
}

static void
ask (TestServer *server, const char *method, const char *path, const char *body)
{
  g_autofree char *key = cord_id_new (server->clock);
  g_autoptr (TestReply) reply = test_send (server, method, path, body, "Idempotency-Key", key, "X-Name", MARK, NULL);
  const char *reference = test_header (reply, "Cordboard-Request");

  g_assert_nonnull (reference);
  g_assert_cmpuint (strlen (reference), ==, 16);
  g_assert_cmpuint (strspn (reference, "0123456789abcdef"), ==, 16);
}

static void
call (TestServer *server)
{
  g_autofree char *search = NULL;
  g_autofree char *verification = NULL;
  g_autofree char *events = NULL;

  test_sign_in (server, "agent");
  test_open (server);
  search = g_strdup_printf ("/cordboard/v1/customer/search?q=Okafor&interaction=%s", server->interaction);
  verification = g_strdup_printf ("/cordboard/v1/interaction/%s/verification", server->interaction);
  events = g_strdup_printf ("/cordboard/v1/interaction/%s/event", server->interaction);
  ask (server, "GET", search, NULL);
  ask (server, "POST", verification, "{\"customer\":\"C1\",\"factor\":\"pin\",\"value\":\"" DIGITS "\"}");
  ask (server, "POST", verification, "{\"customer\":\"" MARK "\",\"factor\":\"" MARK "\",\"value\":\"" DIGITS "\"}");
  test_verify (server, "C1", "4711");
  ask (server, "GET", CUSTOMER "/C1", NULL);
  ask (server, "GET", CUSTOMER "?name=" MARK, NULL);
  ask (server, "GET", POPULATION "?relatedParty.id=C1&" MARK ".gt=" DIGITS "&sort=" MARK, NULL);
  ask (server, "POST", QUOTE,
       "{\"instantSyncQuote\":true,\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],\"description\":\"" MARK
       "\",\"billingAccount\":[{\"id\":\"acct-C1\"}],\"quoteItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{"
       "\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}}]}");
  ask (server, "POST", MESSAGE,
       "{\"content\":\"" MARK "\",\"messageType\":\"email\",\"subject\":\"" MARK "\",\"sender\":{\"id\":\"us\"},"
       "\"receiver\":[{\"id\":\"C1\",\"role\":\"customer\",\"email\":\"grace.c1@example.com\"}]}");
  ask (server, "POST", MESSAGE,
       "{\"content\":\"" MARK "\",\"messageType\":\"" MARK "\",\"receiver\":[{\"id\":\"" MARK "\",\"email\":\"" MARK
       "@example.com\"}],\"sender\":{\"id\":\"us\"}}");
  ask (server, "POST", events, "{\"expect\":1,\"events\":[{\"type\":\"" MARK "\",\"" MARK "\":\"" DIGITS "\"}]}");
}

static void
stumble (TestServer *server)
{
  ask (server, "GET", "/" MARK "/" DIGITS "?" MARK "=" DIGITS, NULL);
  ask (server, MARK, "/cordboard/v1/health", NULL);
  ask (server, "GET", CUSTOMER "/" MARK "%20" DIGITS, NULL);
  ask (server, "POST", ORDER, "{\"" MARK "\":\"" DIGITS "\",\"" MARK "\":1}");
  ask (server, "POST", ORDER, "{\"" MARK "\":" MARK);
  ask (server, "POST", "/cordboard/v1/token",
       "{\"grant_type\":\"password\",\"username\":\"" MARK "\",\"password\":\"" DIGITS "\"}");
  ask (server, "POST", "/cordboard/v1/token", "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" MARK "\"}");
  ask (server, "PUT", "/cordboard/v1/operation/" MARK "/cancel", "{}");
}

/* Another system's request, which may contain anything. */
static void
work (TestServer *server)
{
  test_sign_in (server, "billing");
  ask (server, "POST", PARTY, "{\"id\":\"" MARK "\",\"givenName\":\"" MARK "\",\"familyName\":\"" MARK "\"}");
  ask (server, "POST", CUSTOMER, "{\"name\":\"" MARK "\",\"engagedParty\":{\"id\":\"" MARK "\"}}");
  ask (server, "PATCH", CUSTOMER "/C1", "{\"name\":\"" MARK "\",\"status\":{\"" MARK "\":1}}");
  ask (server, "POST", ORDER,
       "{\"externalId\":\"" MARK "\",\"description\":\"" MARK
       "\",\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],"
       "\"billingAccount\":{\"id\":\"acct-C1\"},\"productOrderItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{"
       "\"id\":"
       "\"line-1\",\"productOffering\":{\"id\":\"basic\"}},\"productOffering\":{\"id\":\"fast\"}}]}");
  ask (server, "DELETE", CUSTOMER "/" MARK, NULL);
}

static void
assert_clean (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_autofree char *lower = g_ascii_strdown (canaries[i], -1);
      g_autofree char *all = g_ascii_strdown (text, -1);
      const char *at = strstr (all, lower);

      if (at != NULL)
        g_error ("“%s” is in the log: …%.80s", canaries[i], at - MIN (40, at - all));
    }
}

static guint
count (const char *text, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strv_length (parts) - 1;
}

static void
test_nobody_is_in_it (gconstpointer data)
{
  static const char *const expected[][2] = {
    [CORD_LOG_TEXT] = { " route=verification ", " status=201 " },
    [CORD_LOG_JSON] = { ",\"route\":\"verification\",", ",\"status\":201," },
    [CORD_LOG_JOURNAL] = { "\nCORDBOARD_ROUTE=verification\n", "\nCORDBOARD_STATUS=201\n" },
  };
  CordLogFormat format = (CordLogFormat)GPOINTER_TO_INT (data);
  Log log;
  TestServer *server;
  g_autofree char *text = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  log_open (&log, format);
  server = test_server_new (FALSE, "127.0.0.1:0");
  call (server);
  stumble (server);
  work (server);
  test_server_free (server);
  text = log_close (&log);
  assert_clean (text);
  g_assert_cmpuint (count (text, expected[format][0]), ==, 3);
  g_assert_cmpuint (count (text, expected[format][1]), >=, 3);
  g_assert_nonnull (strstr (text, "serves at"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/log/text", GINT_TO_POINTER (CORD_LOG_TEXT), test_nobody_is_in_it);
  g_test_add_data_func ("/log/json", GINT_TO_POINTER (CORD_LOG_JSON), test_nobody_is_in_it);
  g_test_add_data_func ("/log/journal", GINT_TO_POINTER (CORD_LOG_JOURNAL), test_nobody_is_in_it);
  return g_test_run ();
}
