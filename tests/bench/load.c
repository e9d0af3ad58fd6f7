/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load PORT SECONDS CONNECTIONS FILE: sends the requests of FILE repeatedly, one per connection as the server
 * requires, CONNECTIONS at a time, and prints the results as JSON. FILE holds whole requests, each ended by a line
 * "%". One thread and no library, so that the server is the limit. Times are microseconds from connect to the last
 * byte. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 64

typedef struct
{
  const char *text;
  size_t length;
} Request;

typedef struct
{
  int socket;
  size_t read;
  int good;
  double begun;
} Connection;

static Request *requests;
static size_t n_requests, next_request;
static double *times;
static size_t n_times, room, refused, bytes;
static struct sockaddr_in server = { .sin_family = AF_INET };

static double
now (void)
{
  struct timespec at;

  clock_gettime (CLOCK_MONOTONIC, &at);
  return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static void
fail (const char *what)
{
  perror (what);
  exit (1);
}

static void
read_requests (const char *path)
{
  static char text[16 * 1024 * 1024];
  FILE *file = fopen (path, "r");
  size_t length = file != NULL ? fread (text, 1, sizeof text - 1, file) : 0;
  char *at = text, *end;

  if (length == 0)
    fail (path);
  fclose (file);
  while ((end = strstr (at, "%\n")) != NULL)
    {
      requests = realloc (requests, (n_requests + 1) * sizeof *requests);
      requests[n_requests++] = (Request){ at, (size_t)(end - at) };
      at = end + 2;
    }
}

static void
begin (int poll, Connection *connection)
{
  const Request *request = &requests[next_request++ % n_requests];
  struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = connection } };
  int yes = 1;

  connection->begun = now ();
  connection->read = 0;
  connection->socket = socket (AF_INET, SOCK_STREAM, 0);
  if (connection->socket < 0 || connect (connection->socket, (struct sockaddr *)&server, sizeof server) != 0)
    fail ("connect");
  setsockopt (connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (write (connection->socket, request->text, request->length) != (ssize_t)request->length
      || epoll_ctl (poll, EPOLL_CTL_ADD, connection->socket, &event) != 0)
    fail ("write");
}

/* Reads until the server closes the connection. 1 when it did. */
static int
take (Connection *connection)
{
  static char buffer[256 * 1024];
  ssize_t got = read (connection->socket, buffer, sizeof buffer);

  if (got > 0)
    {
      if (connection->read == 0)
        connection->good = got > 9 && memcmp (buffer + 9, "20", 2) == 0;
      connection->read += (size_t)got;
      return 0;
    }
  if (got < 0 && errno == EINTR)
    return 0;
  refused += got < 0 || connection->read == 0 || !connection->good;
  bytes += connection->read;
  if (n_times == room)
    times = realloc (times, (room = room * 2 + 1024) * sizeof *times);
  times[n_times++] = now () - connection->begun;
  close (connection->socket);
  return 1;
}

static int
by_time (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
print_result (double taken)
{
  qsort (times, n_times, sizeof *times, by_time);
  printf ("{\"requests\": %zu, \"refused\": %zu, \"bytes\": %zu, \"seconds\": %.6f, \"p50\": %.1f, \"p99\": %.1f}\n",
          n_times, refused, bytes, taken / 1e6, times[n_times / 2], times[n_times * 99 / 100]);
}

int
main (int argc, char **argv)
{
  static Connection connections[CONNECTIONS_MAX];
  int poll = epoll_create1 (0);
  int count = argc == 5 ? atoi (argv[3]) : 0;
  double begun, end;

  if (count < 1 || count > CONNECTIONS_MAX)
    return 2;
  server.sin_port = htons ((unsigned short)atoi (argv[1]));
  server.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  read_requests (argv[4]);
  begun = now ();
  end = begun + atof (argv[2]) * 1e6;
  for (int i = 0; i < count; i++)
    begin (poll, &connections[i]);
  while (now () < end)
    {
      struct epoll_event events[CONNECTIONS_MAX];
      int n = epoll_wait (poll, events, CONNECTIONS_MAX, 1000);

      for (int i = 0; i < n; i++)
        if (take (events[i].data.ptr))
          begin (poll, events[i].data.ptr);
    }
  if (n_times == 0)
    return 1;
  print_result (now () - begun);
  return refused > 0;
}
