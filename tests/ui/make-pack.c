/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make-pack HOME [FILE]: gives the home's exchange meeting a running order of three talks and a break, of two minutes
 * each, and writes it as a file for the hall.
 */
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-pack.h"

static const char show[] =
    "{\"kind\":\"show\",\"title\":\"第11回 "
    "病院機能交流会\",\"meeting\":\"meeting:koryu-11\",\"start\":\"13:30\",\"end\":\"16:30\",\"bell\":60,\"talks\":["
    "{\"key\":\"a\",\"type\":\"talk\",\"organisation\":\"organisation:sample-hospital-05\",\"minutes\":2,\"speaker\":"
    "\"森 さつき\",\"post\":\"看護部長\",\"notes\":\"電話は 0005 番です。\"},"
    "{\"key\":\"b\",\"type\":\"break\",\"minutes\":10},"
    "{\"key\":\"c\",\"type\":\"talk\",\"organisation\":\"organisation:sample-hospital-02\",\"minutes\":2},"
    "{\"key\":\"d\",\"type\":\"picture\",\"picture\":\"wheels\",\"minutes\":3}]}";

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RySlideDeck) deck = NULL;

  ry_i18n_init ();
  workspace = argc > 1 ? ry_workspace_open (argv[1], NULL, &error) : NULL;
  check (error);
  if (workspace == NULL)
    g_error ("usage: make-pack HOME [FILE]");
  base = ry_workspace_get (workspace, "show:koryu-11", NULL); /* the sample has one */
  edits = ry_edits_new_with (ry_edit_new ("show:koryu-11", base, ry_json_parse_object (show, -1, NULL)), NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  check (error);
  if (argc > 2) {
    deck = ry_slide_deck_new (workspace, "show:koryu-11", NULL, &error);
    check (error);
    ry_pack_write (deck, argv[2], NULL, NULL, NULL, &error);
    check (error);
  }
  g_clear_pointer (&deck, ry_slide_deck_unref);
  ry_workspace_close (workspace);
  return 0;
}
