/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To whom a letter goes: name lines with the right honorific, the way it takes (FAX, e-mail, post, telephone), and
 * what is wrong with that way. Each seat of a meeting becomes one; one faulty addressee never stops the others.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyChannel:
 *
 * The way to somebody, as a post prefers it.
 */
typedef enum {
  RY_CHANNEL_UNKNOWN,
  RY_CHANNEL_FAX,
  RY_CHANNEL_MAIL,
  RY_CHANNEL_POST,
  RY_CHANNEL_PHONE,
  RY_N_CHANNELS,
} RyChannel;

/**
 * RyHonorific:
 * @RY_HONORIFIC_SAMA: 様: a person, or a post without a name
 * @RY_HONORIFIC_SENSEI: 先生: where the person's record says so
 * @RY_HONORIFIC_ONCHU: 御中: an organisation or a section of it
 * @RY_HONORIFIC_KAKUI: 各位: all of a group
 * @RY_HONORIFIC_YUKI: 行: oneself
 */
typedef enum {
  RY_HONORIFIC_SAMA,
  RY_HONORIFIC_SENSEI,
  RY_HONORIFIC_ONCHU,
  RY_HONORIFIC_KAKUI,
  RY_HONORIFIC_YUKI,
} RyHonorific;

/**
 * RyAddresseeFault:
 *
 * What keeps a letter from its addressee.
 */
typedef enum {
  RY_ADDRESSEE_FINE,
  RY_ADDRESSEE_NO_CHANNEL,
  RY_ADDRESSEE_NO_FAX,
  RY_ADDRESSEE_BAD_FAX,
  RY_ADDRESSEE_NO_MAIL,
  RY_ADDRESSEE_BAD_MAIL,
  RY_ADDRESSEE_NO_ADDRESS,
  RY_ADDRESSEE_NO_POSTAL_CODE,
  RY_ADDRESSEE_BAD_POSTAL_CODE,
  RY_ADDRESSEE_MANY_POSTAL_CODES,
  RY_ADDRESSEE_NO_TELEPHONE,
  RY_ADDRESSEE_NO_NAME,
} RyAddresseeFault;

/**
 * RyAddressee:
 * @key: the seat's key
 * @ticket: the number on the reply slip that finds the person again (整理番号)
 * @person: (nullable): id
 * @organisation: (nullable): id
 * @post: (nullable): id
 * @founder: (nullable): 医療法人社団… of the organisation
 * @organisation_name: (nullable): the organisation, as it was called when it was invited
 * @role: (nullable): post or section
 * @name: (nullable): of the person
 * @theme: (nullable): what a speaker talks about
 * @fax: (nullable): number
 * @mail: (nullable): address
 * @telephone: (nullable): number
 * @postal_code: (nullable): as it was typed
 * @address: (nullable): one line
 * @building: (nullable): second line of the address
 * @channel: the way to take
 * @honorific: by the rule of ry_honorific_choose()
 * @made_on: (nullable): ISO day on which a letter of this run was made
 * @sent_on: (nullable): ISO day on which it went out
 */
typedef struct {
  char *key;
  char *ticket;
  char *person;
  char *organisation;
  char *post;
  char *founder;
  char *organisation_name;
  char *role;
  char *name;
  char *theme;
  char *fax;
  char *mail;
  char *telephone;
  char *postal_code;
  char *address;
  char *building;
  RyChannel channel;
  RyHonorific honorific;
  char *made_on;
  char *sent_on;
} RyAddressee;

GPtrArray       *ry_addressee_list           (RyWorkspace *workspace, JsonObject *meeting, const char *const *keys);
void             ry_addressee_free           (RyAddressee *self);

RyHonorific      ry_honorific_choose         (const char *name, const char *role, const char *setting);
const char      *ry_honorific_get_word       (RyHonorific honorific);
RyChannel        ry_channel_from_code        (const char *code);
const char      *ry_channel_get_code         (RyChannel channel);

RyAddresseeFault ry_addressee_check          (const RyAddressee *self, RyChannel channel);
char            *ry_addressee_describe_fault (const RyAddressee *self, RyAddresseeFault fault);
GStrv            ry_addressee_dup_lines      (const RyAddressee *self);
char            *ry_addressee_dup_line       (const RyAddressee *self);
char            *ry_addressee_dup_person_line (const RyAddressee *self, gboolean with_honorific);
char            *ry_addressee_dup_digits     (const RyAddressee *self);
const char      *ry_addressee_get_way        (const RyAddressee *self, RyChannel channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyAddressee, ry_addressee_free)

G_END_DECLS
