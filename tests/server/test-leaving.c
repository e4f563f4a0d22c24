/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients that leave by thousands, in every way in which one can leave: after an answer, while they wait, and in the
 * moment in which they are woken. The server lives on, and who waits beside them is not hung up on.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ry-server-process.h"

#define WAVE 100
#ifdef __SANITIZE_ADDRESS__ /* which looks at all that one does, and takes its time */
#define N_PASSING 1000
#else
#define N_PASSING 20000
#endif
#define N_OTHERS      3
#define N_WAITING     2000
#define MILLISECONDS  30000
#define AUTHORIZATION "YWRtaW46c2VjcmV0LW9mLXRlc3Rz" /* admin:secret-of-tests */
#define ASK_ROOT      "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
#define ASK_NEWS                                                                                                       \
  "GET /db/_changes?feed=longpoll&heartbeat=60000&since=now HTTP/1.1\r\nHost: x\r\n"                                   \
  "Authorization: Basic " AUTHORIZATION "\r\n\r\n"

typedef struct {
  RyServerProcess *server;
  guint16 port;
  int bystander;
  guint n_written;
  int over; /* atomic */
} Fixture;

static int
connect_to (Fixture *f)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (f->port) };
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static int
ask (Fixture *f, const char *request)
{
  int fd = connect_to (f);

  g_assert_cmpint (send (fd, request, strlen (request), MSG_NOSIGNAL), ==, (gssize) strlen (request));
  return fd;
}

/* Reads until @end has come; FALSE where the line ends or stays silent before. */
static gboolean
hear (int fd, const char *end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  struct pollfd one = { fd, POLLIN, 0 };
  char piece[4096];
  gssize n;

  while (strstr (text->str, end) == NULL) {
    if (poll (&one, 1, MILLISECONDS) <= 0 || (n = recv (fd, piece, sizeof piece, 0)) <= 0)
      return FALSE;
    g_string_append_len (text, piece, n);
  }
  return TRUE;
}

/* In one of the ways in which programs do. */
static void
leave (int fd, guint way)
{
  const struct linger at_once = { 1, 0 };

  if (way % 4 == 1)
    shutdown (fd, SHUT_WR);
  else if (way % 4 == 2)
    setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  else if (way % 4 == 3)
    shutdown (fd, SHUT_RDWR);
  close (fd);
}

static void
request (Fixture *f, const char *text, const char *answer)
{
  int fd = ask (f, text);

  g_assert_true (hear (fd, answer));
  close (fd);
}

static void
write_one (Fixture *f)
{
  g_autofree char *text = g_strdup_printf ("PUT /db/%u HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " AUTHORIZATION
                                           "\r\nContent-Length: 2\r\n\r\n{}",
                                           f->n_written++);

  request (f, text, "\"ok\":true");
}

static void
let_bystander_wait (Fixture *f)
{
  f->bystander = ask (f, ASK_NEWS);
  g_assert_true (hear (f->bystander, "\"results\":["));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = ry_server_process_new ();
  f->port = (guint16) atoi (strrchr (ry_server_process_get_url (f->server), ':') + 1);
  request (f, "PUT /db HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " AUTHORIZATION "\r\nContent-Length: 0\r\n\r\n",
           "\"ok\":true");
  let_bystander_wait (f);
}

/* Who waits has heard nothing until now, and hears the next change. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  char byte;

  g_assert_cmpint (recv (f->bystander, &byte, 1, MSG_DONTWAIT | MSG_PEEK), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);
  write_one (f);
  g_assert_true (hear (f->bystander, "\"last_seq\""));
  close (f->bystander);
  ry_server_process_free (f->server);
}

/* Comes and goes by itself, so that the server is never at rest when others leave. */
static gpointer
come_and_go (gpointer data)
{
  Fixture *f = data;

  while (!g_atomic_int_get (&f->over)) {
    int fd = ask (f, ASK_ROOT);

    g_assert_true (hear (fd, "Welcome"));
    leave (fd, 0);
  }
  return NULL;
}

static void
test_after_answer (Fixture *f, gconstpointer data)
{
  GThread *others[N_OTHERS];
  int fds[WAVE];

  for (guint i = 0; i < N_OTHERS; i++)
    others[i] = g_thread_new ("other", come_and_go, f);
  for (guint done = 0; done < N_PASSING; done += WAVE) {
    for (guint i = 0; i < WAVE; i++)
      fds[i] = ask (f, ASK_ROOT);
    for (guint i = 0; i < WAVE; i++) {
      g_assert_true (hear (fds[i], "Welcome"));
      leave (fds[i], i);
    }
  }
  g_atomic_int_set (&f->over, TRUE);
  for (guint i = 0; i < N_OTHERS; i++)
    g_thread_join (others[i]);
}

static void
test_while_waiting (Fixture *f, gconstpointer data)
{
  int fds[WAVE];

  for (guint done = 0; done < N_WAITING; done += WAVE) {
    for (guint i = 0; i < WAVE; i++)
      fds[i] = ask (f, ASK_NEWS);
    for (guint i = 0; i < WAVE; i++) {
      /* Some do not even hear that they are to wait. */
      if (i % 3 > 0)
        g_assert_true (hear (fds[i], "\"results\":["));
      leave (fds[i], i);
    }
  }
}

static void
test_when_woken (Fixture *f, gconstpointer data)
{
  int fds[WAVE];

  for (guint done = 0; done < N_WAITING; done += WAVE) {
    for (guint i = 0; i < WAVE; i++)
      fds[i] = ask (f, ASK_NEWS);
    for (guint i = 0; i < WAVE; i++)
      g_assert_true (hear (fds[i], "\"results\":["));
    write_one (f);
    for (guint i = 0; i < WAVE; i++) {
      /* Some leave while their answer is on its way. */
      if (i % 3 > 0)
        g_assert_true (hear (fds[i], "\"last_seq\""));
      leave (fds[i], i);
    }
    g_assert_true (hear (f->bystander, "\"last_seq\""));
    close (f->bystander);
    let_bystander_wait (f);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/leaving/after-answer", Fixture, NULL, set_up, test_after_answer, tear_down);
  g_test_add ("/leaving/while-waiting", Fixture, NULL, set_up, test_while_waiting, tear_down);
  g_test_add ("/leaving/when-woken", Fixture, NULL, set_up, test_when_woken, tear_down);
  return g_test_run ();
}
