/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that says which pages for browsers a server offers. A running server heeds it with the next request.
 */
#include "ry-server-commands.h"

#include <glib/gi18n-lib.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "ry-event.h"

/* The addresses alone go to standard output. */
static const struct {
  RyPagesOffer offer;
  const char *word;
  const char *address;
} pages[] = {
  { RY_PAGES_BEDS, "beds", "/_ryorin/pages" },
  { RY_PAGES_EVENTS, "events", RY_EVENT_PAGES },
};

static gboolean
set_pages (RyServerOptions *options, const char *word, gboolean on, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  RyPagesOffer offer = ry_pages_offer_parse (word), before;

  if (accounts == NULL)
    return FALSE;
  if (offer == 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("There are no pages “%s”: there are beds and events."),
                 word);
    return FALSE;
  }
  before = ry_accounts_get_pages (accounts);
  if (!ry_accounts_set_pages (accounts, on ? before | offer : before & ~offer, error))
    return FALSE;
  for (guint i = 0; on && i < G_N_ELEMENTS (pages); i++)
    if (pages[i].offer == offer)
      g_print ("%s\n", pages[i].address);
  if (on && offer == RY_PAGES_EVENTS)
    g_printerr (
        _ ("Everybody who knows the server's address sees the events that are marked as shown to the public.\n"));
  else if (on)
    g_printerr (_ ("Put the server's address before it. Who has an account comes in with its name and password.\n"));
  return TRUE;
}

gboolean
ry_server_command_pages_list (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_print ("%s\t%s\t%s\n", pages[i].word, (ry_accounts_get_pages (accounts) & pages[i].offer) != 0 ? "on" : "off",
             pages[i].address);
  return TRUE;
}

gboolean
ry_server_command_pages_on (RyServerOptions *options, const char *argument, GError **error)
{
  return set_pages (options, argument, TRUE, error);
}

gboolean
ry_server_command_pages_off (RyServerOptions *options, const char *argument, GError **error)
{
  return set_pages (options, argument, FALSE, error);
}
