/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step whose role nobody wrote gets a lane of its own without a name, a step without days lies at the beginning: the
 * picture shows what there is, and the faults say what to mend. Days are held to a range that a picture can show.
 */
#include "ry-pathway.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-event.h"
#include "ry-json.h"
#include "ry-term.h"

#define MOST_DAYS 36500

static int
get_day (JsonObject *object, const char *member, int otherwise)
{
  return (int) CLAMP (ry_json_get_int (object, member, otherwise), 0, MOST_DAYS);
}

static void
stage_free (gpointer data)
{
  g_free (((RyPathwayStage *) data)->name);
  g_free (data);
}

static void
role_free (gpointer data)
{
  g_free (((RyPathwayRole *) data)->name);
  g_free (data);
}

static void
step_free (gpointer data)
{
  RyPathwayStep *step = data;

  g_free (step->key);
  g_free (step->name);
  g_array_unref (step->after);
  g_free (step);
}

static void
add_fault (RyPathway *self, const char *format, const char *name)
{
  g_autofree char *flat = *name != '\0' ? ry_pathway_flatten (name) : g_strdup (_ ("without a name"));

  g_ptr_array_add (self->faults, g_strdup_printf (format, flat));
}

static int
compare_stages (gconstpointer a, gconstpointer b)
{
  return (*(RyPathwayStage *const *) a)->from - (*(RyPathwayStage *const *) b)->from;
}

static void
read_stages (RyPathway *self, JsonObject *content)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (content, "stages");

  for (guint i = 0; i < elements->len; i++) {
    RyPathwayStage *stage = g_new0 (RyPathwayStage, 1);

    stage->name = g_strdup (ry_json_get_text (elements->pdata[i], "name"));
    stage->from = get_day (elements->pdata[i], "from", 0);
    stage->to = get_day (elements->pdata[i], "to", stage->from);
    if (stage->to <= stage->from)
      add_fault (self, _ ("“%s” ends before it begins."), stage->name);
    stage->to = MAX (stage->to, stage->from + 1);
    g_ptr_array_add (self->stages, stage);
  }
  g_ptr_array_sort (self->stages, compare_stages);
}

static void
add_role (RyPathway *self, const char *name, gboolean home)
{
  RyPathwayRole *role = g_new0 (RyPathwayRole, 1);

  role->name = g_strdup (name);
  role->home = home;
  g_ptr_array_add (self->roles, role);
}

static int
find_role (RyPathway *self, const char *name)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (strcmp (((RyPathwayRole *) self->roles->pdata[i])->name, name) == 0)
      return (int) i;
  return -1;
}

static void
read_roles (RyPathway *self, JsonObject *content)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (content, "roles");

  for (guint i = 0; i < elements->len; i++)
    if (find_role (self, ry_json_get_text (elements->pdata[i], "name")) < 0)
      add_role (self, ry_json_get_text (elements->pdata[i], "name"),
                strcmp (ry_json_get_text (elements->pdata[i], "side"), "home") == 0);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const RyPathwayStep *left = *(RyPathwayStep *const *) a, *right = *(RyPathwayStep *const *) b;

  if (left->from != right->from)
    return left->from - right->from;
  return left->role != right->role ? (left->role > right->role ? 1 : -1) : strcmp (left->key, right->key);
}

static RyPathwayStep *
read_step (RyPathway *self, JsonObject *element)
{
  RyPathwayStep *step = g_new0 (RyPathwayStep, 1);
  const char *role = ry_json_get_text (element, "role");

  step->key = g_strdup (ry_json_get_text (element, "key"));
  step->name = g_strdup (ry_json_get_text (element, "name"));
  step->after = g_array_new (FALSE, FALSE, sizeof (guint));
  step->day = get_day (element, "day", 0);
  step->from = get_day (element, "from", step->day);
  step->main = ry_json_get_boolean (element, "main", FALSE);
  step->alternative = ry_json_get_boolean (element, "alternative", FALSE);
  if (step->day < step->from)
    add_fault (self, _ ("“%s” is due before it begins."), step->name);
  if (!json_object_has_member (element, "day"))
    add_fault (self, _ ("“%s” has no target day."), step->name);
  if (find_role (self, role) < 0) {
    add_fault (self, _ ("Nobody is named who does “%s”."), step->name);
    add_role (self, role, FALSE);
  }
  step->role = (guint) find_role (self, role);
  return step;
}

static int
find_step (RyPathway *self, const char *key)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (strcmp (((RyPathwayStep *) self->steps->pdata[i])->key, key) == 0)
      return (int) i;
  return -1;
}

/* What a person writes is the name. */
static int
find_named_step (RyPathway *self, const char *word)
{
  g_autofree char *flat = ry_pathway_flatten (word);
  int found = find_step (self, word);

  for (guint i = 0; found < 0 && i < self->steps->len; i++) {
    g_autofree char *name = ry_pathway_flatten (((RyPathwayStep *) self->steps->pdata[i])->name);

    if (strcmp (name, flat) == 0)
      found = (int) i;
  }
  return found;
}

static void
link_step (RyPathway *self, guint position, JsonObject *element)
{
  JsonArray *after = ry_json_get_array (element, "after");
  RyPathwayStep *step = self->steps->pdata[position];

  for (guint i = 0; after != NULL && i < json_array_get_length (after); i++) {
    const char *key = json_array_get_string_element (after, i);
    int before = key != NULL && *key != '\0' ? find_named_step (self, key) : -1;

    if (before < 0 || (guint) before == position)
      add_fault (self, _ ("“%s” comes after a step that is not there."), step->name);
    else
      g_array_append_val (step->after, before);
  }
}

static void
read_steps (RyPathway *self, JsonObject *content)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (content, "steps");

  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (self->steps, read_step (self, elements->pdata[i]));
  g_ptr_array_sort (self->steps, compare_steps);
  for (guint i = 0; i < elements->len; i++) {
    int position = find_step (self, ry_json_get_text (elements->pdata[i], "key"));

    if (position >= 0)
      link_step (self, (guint) position, elements->pdata[i]);
  }
}

static void
add_day (RyPathway *self, int day)
{
  guint i = 0;

  while (i < self->days->len && g_array_index (self->days, int, i) < day)
    i++;
  if (i == self->days->len || g_array_index (self->days, int, i) != day)
    g_array_insert_val (self->days, i, day);
}

static void
collect_days (RyPathway *self)
{
  add_day (self, 0);
  for (guint i = 0; i < self->stages->len; i++) {
    add_day (self, ((RyPathwayStage *) self->stages->pdata[i])->from);
    add_day (self, ((RyPathwayStage *) self->stages->pdata[i])->to);
  }
  for (guint i = 0; i < self->steps->len; i++) {
    RyPathwayStep *step = self->steps->pdata[i];

    add_day (self, step->from);
    add_day (self, MAX (step->day, step->from + 1));
  }
}

/**
 * ry_pathway_new:
 * @id: of the document
 * @content: a pathway
 *
 * Returns: (transfer full): the pathway, read
 */
RyPathway *
ry_pathway_new (const char *id, JsonObject *content)
{
  RyPathway *self = g_new0 (RyPathway, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (ry_json_get_text (content, "name"));
  self->disease = g_strdup (ry_json_get_text (content, "disease"));
  self->criteria = g_strdup (ry_json_get_text (content, "criteria"));
  self->circular = strcmp (ry_json_get_text (content, "shape"), "circular") == 0;
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->roles = g_ptr_array_new_with_free_func (role_free);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->days = g_array_new (FALSE, FALSE, sizeof (int));
  self->faults = g_ptr_array_new_with_free_func (g_free);
  read_stages (self, content);
  read_roles (self, content);
  read_steps (self, content);
  collect_days (self);
  return self;
}

void
ry_pathway_free (RyPathway *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->disease);
  g_free (self->criteria);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->roles);
  g_ptr_array_unref (self->steps);
  g_array_unref (self->days);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

/**
 * ry_pathway_find_stage:
 * @self: a pathway
 * @step: one of its steps
 *
 * Returns: position of the stage in which the step begins: the last one that has begun; 0 where there is none
 */
guint
ry_pathway_find_stage (const RyPathway *self, const RyPathwayStep *step)
{
  guint found = 0;

  for (guint i = 0; i < self->stages->len; i++)
    if (((RyPathwayStage *) self->stages->pdata[i])->from <= step->from)
      found = i;
  return found;
}

/**
 * ry_pathway_flatten:
 * @name: a step's name, of two lines maybe
 *
 * Returns: (transfer full): in one line
 */
char *
ry_pathway_flatten (const char *name)
{
  g_auto (GStrv) lines = g_strsplit (name, "\n", -1);

  return g_strjoinv ("", lines);
}

/**
 * ry_pathway_describe_step:
 * @self: a pathway
 * @step: position of a step
 *
 * Returns: (transfer full): what it is, its days, who does it and what follows, as a screen reader says it
 */
char *
ry_pathway_describe_step (const RyPathway *self, guint step)
{
  g_autofree char *name = ry_pathway_flatten (((RyPathwayStep *) self->steps->pdata[step])->name);
  g_autofree char *course = ry_pathway_describe_course (self, step);

  return g_strdup_printf (C_ ("pathway", "%s, %s"), name, course);
}

/**
 * ry_pathway_describe_course:
 * @self: a pathway
 * @step: position of a step
 *
 * Returns: (transfer full): the same without what it is: its days, who does it and what follows
 */
char *
ry_pathway_describe_course (const RyPathway *self, guint step)
{
  const RyPathwayStep *own = self->steps->pdata[step];
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  g_string_printf (words, _ ("day %d to %d, %s"), own->from, own->day,
                   ((RyPathwayRole *) self->roles->pdata[own->role])->name);
  if (own->main)
    g_string_append (words, _ (", key step"));
  if (own->alternative)
    g_string_append (words, _ (", where the path cannot be kept"));
  for (guint i = 0; i < self->steps->len; i++) {
    const RyPathwayStep *other = self->steps->pdata[i];

    for (guint k = 0; k < other->after->len; k++)
      if (g_array_index (other->after, guint, k) == step) {
        g_autofree char *next = ry_pathway_flatten (other->name);

        g_string_append (words, n++ == 0 ? _ (", then ") : "・");
        g_string_append (words, next);
      }
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* ---- Who takes part ---- */

void
ry_pathway_member_free (RyPathwayMember *member)
{
  g_free (member->organisation);
  g_free (member->name);
  g_free (member->telephone);
  g_free (member->fax);
  g_free (member->stage);
  g_free (member->from);
  g_free (member->to);
  g_free (member);
}

static RyPathwayMember *
create_member (RyWorkspace *workspace, JsonObject *element)
{
  RyPathwayMember *member = g_new0 (RyPathwayMember, 1);
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, ry_json_get_text (element, "organisation"), NULL);
  JsonObject *organisation = document != NULL ? ry_document_get_root (document) : NULL;
  const char *liaison = organisation != NULL ? ry_json_get_text (organisation, "liaison_telephone") : "";

  member->organisation = g_strdup (ry_json_get_text (element, "organisation"));
  member->name = organisation != NULL ? g_strdup (ry_json_get_text (organisation, "name")) : g_strdup ("");
  member->telephone =
      g_strdup (*liaison != '\0' || organisation == NULL ? liaison : ry_json_get_text (organisation, "telephone"));
  member->fax = g_strdup (organisation != NULL ? ry_json_get_text (organisation, "fax") : "");
  member->stage = g_strdup (ry_json_get_text (element, "stage"));
  member->from = g_strdup (ry_json_get_text (element, "from"));
  member->to = g_strdup (ry_json_get_text (element, "to"));
  return member;
}

/**
 * ry_pathway_list_members:
 * @workspace: where organisations are known
 * @content: a pathway
 * @as_of: (nullable): ISO day; %NULL for everybody who ever took part
 *
 * Returns: (transfer full) (element-type RyPathwayMember): who takes part, in the order they were written
 */
GPtrArray *
ry_pathway_list_members (RyWorkspace *workspace, JsonObject *content, const char *as_of)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (content, "members");
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_pathway_member_free);

  for (guint i = 0; i < elements->len; i++)
    if (as_of == NULL || ry_term_holds_on (elements->pdata[i], as_of))
      g_ptr_array_add (members, create_member (workspace, elements->pdata[i]));
  return members;
}

/**
 * ry_pathway_new_content:
 * @name: how it is called
 *
 * Returns: (transfer full): content of a new pathway, with the usual stages and roles to begin with
 */
JsonObject *
ry_pathway_new_content (const char *name)
{
  static const struct {
    const char *name;
    int from, to;
  } stages[] = { { "急性期", 0, 14 }, { "回復期", 14, 90 }, { "生活期　在宅", 90, 365 } };
  static const struct {
    const char *name, *side;
  } roles[] = { { "急性期病院", "hospital" },
                { "回復期病院", "hospital" },
                { "かかりつけ医", "home" },
                { "訪問看護", "home" },
                { "ケアマネ・包括", "home" } };
  JsonObject *content = json_object_new ();
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  json_object_set_string_member (content, "kind", "pathway");
  json_object_set_string_member (content, "name", name);
  json_object_set_string_member (content, "shape", "one_way");
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    JsonObject *stage = json_object_new ();

    json_object_set_string_member (stage, "name", stages[i].name);
    json_object_set_int_member (stage, "from", stages[i].from);
    json_object_set_int_member (stage, "to", stages[i].to);
    g_ptr_array_add (list, stage);
  }
  ry_event_put_elements (content, "stages", list);
  g_ptr_array_set_size (list, 0);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    JsonObject *role = json_object_new ();

    json_object_set_string_member (role, "name", roles[i].name);
    json_object_set_string_member (role, "side", roles[i].side);
    g_ptr_array_add (list, role);
  }
  ry_event_put_elements (content, "roles", list);
  return content;
}
