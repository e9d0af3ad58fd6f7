/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-activation.h"

#include "config.h"

#include "base/cord-error.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define FIRST_DESCRIPTOR 3

/* How many descriptors were handed to this very process, not to a parent of it. */
static guint64
count_descriptors (void)
{
  const char *process = g_getenv ("LISTEN_PID");
  const char *descriptors = g_getenv ("LISTEN_FDS");
  guint64 pid, count;

  if (process == NULL || descriptors == NULL || !g_ascii_string_to_unsigned (process, 10, 1, G_MAXINT, &pid, NULL)
      || !g_ascii_string_to_unsigned (descriptors, 10, 0, G_MAXINT, &count, NULL) || (pid_t)pid != getpid ())
    return 0;
  return count;
}

GSocket *
cord_activation_take_socket (GError **error)
{
  guint64 count = count_descriptors ();

  g_unsetenv ("LISTEN_PID");
  g_unsetenv ("LISTEN_FDS");
  g_unsetenv ("LISTEN_FDNAMES");
  if (count == 0)
    return NULL;
  if (count > 1)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _ ("Leave one ListenStream= in its unit."),
                           _ ("%u sockets were handed over; one is wanted"), (guint)count);
      return NULL;
    }
  fcntl (FIRST_DESCRIPTOR, F_SETFD, FD_CLOEXEC);
  return g_socket_new_from_fd (FIRST_DESCRIPTOR, error);
}
