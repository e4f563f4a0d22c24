/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The built-in wording of a council's papers, as Japanese offices write it. It is content and not interface:
 * papers are Japanese whatever the desktop's language is. Lines of 記 begin with their label and a full-width space;
 * a line that begins with a space goes on with the one before.
 */
#include "ry-template-private.h"

#include <string.h>

#include "ry-json.h"

#define GREETING                                                                                                                                                                \
  "　時下ますます御清祥のこととお喜び申し上げます。平素より本協議会の運営に格別の御理解と御協力を賜り、厚くお礼申し上" \
  "げます。"

#define PARTICULARS                                                                                                    \
  "日時　{開催日時}\n"                                                                                          \
  "場所　{場所}\n"                                                                                                \
  "議題　{議題一覧}\n"                                                                                          \
  "問合せ先　{協議会名}　事務局\n"                                                                        \
  "　電話　{電話}　　FAX　{FAX}"

#define EVENT_PARTICULARS                                                                                              \
  "日時　{開催日時}\n"                                                                                          \
  "会場　{場所}\n"                                                                                                \
  "演題　{演題}\n"                                                                                                \
  "問合せ先　{協議会名}　事務局\n"                                                                        \
  "　電話　{電話}　　FAX　{FAX}"

#define ROUND_PARTICULARS                                                                                              \
  "確認事項　病棟ごとの機能と病床、受けられること、診療科と救急、紹介の窓口\n"     \
  "返送期限　{返信期限}\n"                                                                                    \
  "返送先　{協議会名}　事務局\n"                                                                           \
  "　FAX　{FAX}　　メール　{メール}\n"                                                                      \
  "問合せ先　電話　{電話}"

#define SENDER "{協議会名}\n会長　{会長}"

typedef struct {
  const char *paper;
  const char *name;
  const char *subject;
  const char *greeting;
  const char *body;
  const char *particulars;
  const char *sender;
  const char *seal;
  gboolean slip;
} Wording;

static const Wording wordings[] = {
  { "notice", "開催案内", "{会議名}の開催について（御案内）", GREETING,
    "　さて、標記の会議を下記のとおり開催いたします。御多用中のところ恐縮ですが、御出席くださいますようお願い申し上げま"
    "す。\n"
    "　なお、御都合の付かない場合は、代理の方の御出席をお願いいたします。出欠につきましては、{返信期限}までに、下の返信"
    "票により御回答ください。",
    PARTICULARS, SENDER, "（公印省略）", TRUE },
  { "reminder", "返信のお願い", "{会議名}の出欠の御回答について（お願い）", GREETING,
    "　さて、先に御案内いたしました{会議名}につきまして、本日までに御回答が届いておりません。会場と資料の準備の都合が"
    "ございますので、お手数ですが、{返信期限}までに、下の返信票により御回答ください。\n"
    "　なお、この文書と行き違いに御回答をいただいておりましたら、御容赦ください。",
    PARTICULARS, SENDER, "（公印省略）", TRUE },
  { "cancellation", "中止のお知らせ", "{会議名}の中止について（お知らせ）", GREETING,
    "　さて、先に御案内いたしました{会議名}"
    "につきましては、都合により開催を取りやめることといたしました。御予定をいただいて"
    "おりましたところ誠に申し訳ございませんが、御了承くださいますようお願い申し上げます。\n"
    "　今後の開催につきましては、改めて御案内いたします。",
    "会議　{会議名}\n日時　{開催日時}\n場所　{場所}\n問合せ先　{協議会名}　事務局\n　電話　{電話}　　FAX　{FAX}",
    SENDER, "（公印省略）", FALSE },
  { "fax", "FAX送付状", "{会議名}の開催について（御案内）", NULL,
    "　平素より大変お世話になっております。\n"
    "　{会議名}の文書をお送りします。出欠は、2枚目の返信票に御記入の上、{返信期限}までにFAX　{FAX}へお送りください。送"
    "信状は不要です。\n"
    "　患者様の氏名など、個人が特定される事項は、FAXに記入しないでください。",
    NULL, "{協議会名}\n事務局\n電話　{電話}", NULL, FALSE },
  { "mail", "電子メール", "{会議名}の開催について（御案内）", NULL,
    "　平素より大変お世話になっております。{協議会名}事務局です。\n"
    "　{会議名}を下記のとおり開催いたしますので、御案内を添付のとおりお送りします。出欠は、{返信期限}までに、このメール"
    "への返信か、添付の予定（.ics）への回答でお知らせください。",
    "日時　{開催日時}\n場所　{場所}", "{協議会名}　事務局\n電話　{電話}　　FAX　{FAX}", NULL, FALSE },
  { "cancellation_fax", "FAX送付状（中止のお知らせ）", "{会議名}の中止について（お知らせ）", NULL,
    "　平素より大変お世話になっております。\n"
    "　先に御案内いたしました{会議名}"
    "は、都合により取りやめることといたしました。お知らせの文書をお送りします。御返信には及び"
    "ません。",
    NULL, "{協議会名}\n事務局\n電話　{電話}", NULL, FALSE },
  { "cancellation_mail", "電子メール（中止のお知らせ）", "{会議名}の中止について（お知らせ）", NULL,
    "　平素より大変お世話になっております。{協議会名}事務局です。\n"
    "　先に御案内いたしました{会議名}"
    "は、都合により取りやめることといたしました。お知らせの文書を添付のとおりお送りします。添付"
    "の予定（.ics）を開くと、予定表から取り消されます。",
    "日時　{開催日時}\n場所　{場所}", "{協議会名}　事務局\n電話　{電話}　　FAX　{FAX}", NULL, FALSE },
  { "invitation", "行事の案内", "{会議名}の開催について（御案内）", GREETING,
    "　さて、本協議会では、下記のとおり{会議名}"
    "を開催いたします。御多用中のところ恐縮ですが、皆様お誘い合わせの上、御参加くださ"
    "いますよう御案内申し上げます。\n"
    "　参加を御希望の方は、同封のちらしの申込票により、FAXまたは電話でお申し込みください。",
    EVENT_PARTICULARS, SENDER, "（公印省略）", FALSE },
  { "request", "依頼文", "{会議名}の講師について（依頼）", GREETING,
    "　さて、本協議会では、下記のとおり{会議名}"
    "を開催いたします。つきましては、御多用中のところ誠に恐縮ですが、講師をお引き受け"
    "くださいますよう、お願い申し上げます。\n"
    "　御承諾いただけます場合は、同封の承諾書に御記入の上、御返送ください。",
    EVENT_PARTICULARS, SENDER, "（公印省略）", FALSE },
  { "thanks", "お礼状", "{会議名}の講師について（お礼）", GREETING,
    "　このたびは、御多用中にもかかわらず、{会議名}"
    "の講師をお引き受けくださり、誠にありがとうございました。おかげをもちまして、会"
    "を無事に終えることができました。\n"
    "　今後とも、変わらぬ御支援をお願い申し上げます。",
    NULL, SENDER, "（公印省略）", FALSE },
  { "event_fax", "FAX送付状（行事）", "{会議名}について", NULL,
    "　平素より大変お世話になっております。\n"
    "　{会議名}の文書をお送りします。お申し込みや御返送の方法は、文書に記しております。\n"
    "　患者様の氏名など、個人が特定される事項は、FAXに記入しないでください。",
    NULL, "{協議会名}\n事務局\n電話　{電話}", NULL, FALSE },
  { "event_mail", "電子メール（行事）", "{会議名}について", NULL,
    "　平素より大変お世話になっております。{協議会名}事務局です。\n"
    "　{会議名}の文書を添付のとおりお送りします。お申し込みや御返送の方法は、文書に記しております。",
    "日時　{開催日時}\n場所　{場所}", "{協議会名}　事務局\n電話　{電話}　　FAX　{FAX}", NULL, FALSE },
  { "confirmation", "病院機能の確認のお願い", "病院機能の確認について（お願い）", GREETING,
    "　さて、本協議会では、病院機能交流会に先立ち、各病院の機能の一覧を年に一度、御確認いただいております。つきましては"
    "、御多用中の"
    "ところ恐縮ですが、同封の病院機能シートを御確認の上、末尾の「確認のお願い」に印を付け、{返信期限}"
    "までに御返送くださいますよ"
    "うお願い申し上げます。\n"
    "　御確認をいただくまでは、最後に御確認いただいた日を添え、「未確認」として掲載いたします。",
    ROUND_PARTICULARS, SENDER, "（公印省略）", FALSE },
  { "confirmation_reminder", "病院機能の確認の再依頼", "病院機能の確認について（再度のお願い）", GREETING,
    "　さて、先にお願いいたしました病院機能の確認につきまして、本日までに御返送が届いておりません。お手数ですが、同封の"
    "病院機能シー"
    "トを御確認の上、末尾の「確認のお願い」に印を付け、{返信期限}までに御返送ください。\n"
    "　なお、この文書と行き違いに御返送をいただいておりましたら、御容赦ください。",
    ROUND_PARTICULARS, SENDER, "（公印省略）", FALSE },
  { "confirmation_fax", "FAX送付状（病院機能の確認）", "病院機能の確認について（お願い）", NULL,
    "　平素より大変お世話になっております。\n"
    "　貴院の病院機能シートをお送りします。内容を御確認の上、シートの末尾にある「確認のお願い」に印を付け、{返信期限}"
    "までにFAX　"
    "{FAX}へお返しください。違うところは、線で消して書き直してください。送信状は不要です。\n"
    "　患者様の氏名など、個人が特定される事項は、FAXに記入しないでください。",
    NULL, "{協議会名}\n事務局\n電話　{電話}", NULL, FALSE },
  { "confirmation_mail", "電子メール（病院機能の確認）", "病院機能の確認について（お願い）", NULL,
    "　平素より大変お世話になっております。{協議会名}事務局です。\n"
    "　貴院の病院機能シートを添付のとおりお送りします。内容を御確認の上、{返信期限}"
    "までに、このとおりでよいか、直すところがあるか"
    "を、このメールへの返信でお知らせください。",
    NULL, "{協議会名}　事務局\n電話　{電話}　　FAX　{FAX}", NULL, FALSE },
};

/**
 * _ry_template_fill_default:
 * @content: a template, changed in place
 * @paper: for which paper
 *
 * Puts the built-in wording into @content; of an unknown paper it stays empty.
 */
void
_ry_template_fill_default (JsonObject *content, const char *paper)
{
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++) {
    const Wording *wording = &wordings[i];

    if (g_strcmp0 (wording->paper, paper) != 0)
      continue;
    ry_json_set_string (content, "name", wording->name);
    ry_json_set_string (content, "subject", wording->subject);
    ry_json_set_string (content, "greeting", wording->greeting);
    ry_json_set_string (content, "body", wording->body);
    ry_json_set_string (content, "particulars", wording->particulars);
    ry_json_set_string (content, "sender", wording->sender);
    ry_json_set_string (content, "seal", wording->seal);
    json_object_set_boolean_member (content, "slip", wording->slip);
  }
}
