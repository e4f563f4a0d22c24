#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample region, 北浜市汐見区, as one JSON document a line.

Everything in it is invented: the city, the ward, every organisation, person and number (telephones begin with
000, postal codes with 000-). Its structure is that of a real ward with two councils. The output is the same
every time, so that two builds make the same documents.
"""
import datetime as dt
import json
import random
import sys

chance = random.Random(181)
documents = []

CARE, NETWORK = "council:care", "council:network"
LATEST = dt.date(2026, 11, 10)


def add(kind, key, **fields):
    document = {"_id": f"{kind}:{key}", "kind": kind, **{k: v for k, v in fields.items() if v not in (None, "", [])}}
    document["sample"] = True
    documents.append(document)
    return document["_id"]


# --- people ---------------------------------------------------------------------------------------------

SURNAMES = """立花たちばな 工藤くどう 五十嵐いがらし 森下もりした 小野寺おのでら 南雲なぐも 辻村つじむら 大井おおい 片桐かたぎり 久保くぼ
高瀬たかせ 森もり 小笠原おがさわら 早川はやかわ 鴨志田かもしだ 瀬戸口せとぐち 千石せんごく 佐伯さえき 西園にしぞの 葉山はやま 真鍋まなべ 柏木かしわぎ
榊さかき 堂本どうもと 水野みずの 柴崎しばさき 藤代ふじしろ 大槻おおつき 羽田はねだ 桐生きりゅう 朝比奈あさひな 若林わかばやし 玉置たまき 野沢のざわ
北川きたがわ 沢渡さわたり 望月もちづき 豊島とよしま 本庄ほんじょう 岩瀬いわせ 梶かじ 乾いぬい 飛田とびた 倉橋くらはし 吉永よしなが 三浦みうら
渡辺わたなべ 遠山とおやま 長谷川はせがわ 矢吹やぶき 結城ゆうき 和泉いずみ 菊池きくち 須藤すどう 平井ひらい 湯浅ゆあさ""".split()
GIVEN = """啓介けいすけ 里奈りな 翔しょう 健けん 文ふみ 亮りょう 恵めぐみ 直人なおと 晴美はるみ 修おさむ 正道まさみち さつき 美帆みほ 圭吾けいご 洋ひろし
ゆかり 大輔だいすけ 由美子ゆみこ 浩一こういち 千春ちはる 誠まこと 裕子ゆうこ 拓也たくや 真紀まき 和彦かずひこ 明日香あすか 茂しげる 香織かおり 隆たかし
麻衣まい 学まなぶ 智子ともこ 純じゅん 久美くみ 博之ひろゆき 奈緒なお 剛つよし 瑞穂みずほ 悠斗ゆうと 葵あおい 清きよし 陽子ようこ""".split()


def split_reading(word):
    """立花たちばな → (立花, たちばな); a name wholly in kana reads as itself."""
    kanji = "".join(c for c in word if not "ぁ" <= c <= "ゖ" and c != "ー")
    return (kanji, word[len(kanji):]) if kanji else (word, word)


used, people = set(), {}


def person(profession=None, name=None):
    while True:
        surname, given = (name or f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}").split(" ")
        (s, s_kana), (g, g_kana) = split_reading(surname), split_reading(given)
        if (s + g) not in used:
            break
        name = None
    used.add(s + g)
    key = f"sample-{len(used):03}"
    people[f"person:{key}"] = f"{s}　{g}"
    return add("person", key, name=f"{s}　{g}", reading=f"{s_kana}　{g_kana}", professions=[profession] if profession else [],
               honorific="sensei" if profession in ("医師", "歯科医師") and chance.random() < .4 else None)


# --- organisations --------------------------------------------------------------------------------------

AREAS = "中央 東町 南浜 港町 磯辺 潮入 川端 岬 青葉台 松原".split()
# Kilometres to the east and north of the ward office, which lies in the open sea: no place of the sample is a real one.
PLACES = dict(zip(AREAS, [(0, 0), (1.8, .4), (.6, -2.1), (2.4, -1.2), (-1.5, -2.6), (-2.2, -.9), (-1.1, 1.7), (3.6, -2.8), (.9, 2.5), (-2.9, 2.2)]))
numbers = iter(range(140, 9000))
organisations = {}


def organisation(key, org_kind, name, reading, area=None, **more):
    area, tail = area or chance.choice(AREAS), next(numbers)
    telephone = f"000-555-{tail:04}"
    identifier = add("organisation", key, name=name, reading=reading, org_kind=org_kind, status=more.pop("status", "open"), area=area,
                     postal_code=f"000-{chance.randint(0, 40):04}", address=f"北浜市汐見区{area}{chance.randint(1, 9)}丁目{chance.randint(1, 28)}-{chance.randint(1, 18)}",
                     telephone=telephone, fax=more.pop("fax", f"000-556-{tail:04}"), **more)
    organisations[identifier] = name
    return identifier


def place(number, area):
    """Two hospitals of one area do not stand on each other."""
    east, north = PLACES[area][0] + number % 3 * .2, PLACES[area][1] + number % 4 * .15
    return dict(latitude=round(35 + north / 111, 5), longitude=round(145 + east / 91, 5))


HOSPITALS = [
    ("青葉台総合病院", "あおばだいそうごうびょういん", "青葉台", 320, "急性期"), ("磯辺リハビリテーション病院", "いそべりはびりてーしょんびょういん", "磯辺", 120, "回復期"),
    ("海風病院", "うみかぜびょういん", "南浜", 96, "慢性期"), ("潮入内科病院", "しおいりないかびょういん", "潮入", 60, "回復期"),
    ("汐見中央病院", "しおみちゅうおうびょういん", "中央", 410, "高度急性期"), ("白帆記念病院", "しらほきねんびょういん", "港町", 210, "急性期"),
    ("瀬音病院", "せおとびょういん", "川端", 88, "慢性期"), ("灯台前病院", "とうだいまえびょういん", "岬", 140, "慢性期"),
    ("渚整形外科病院", "なぎさせいけいげかびょういん", "南浜", 52, "急性期"), ("浜百合病院", "はまゆりびょういん", "松原", 150, "回復期"),
    ("松風療養病院", "まつかぜりょうようびょういん", "松原", 180, "慢性期"), ("岬脳神経外科病院", "みさきのうしんけいげかびょういん", "岬", 99, "急性期"),
    ("若潮病院", "わかしおびょういん", "東町", 110, "回復期")]
PICTURE_NAMES = "青葉台総合 磯辺リハ 海風 潮入内科 汐見中央 白帆記念 瀬音 灯台前 渚整形 浜百合 松風療養 岬脳外 若潮".split()
DEPARTMENTS = {"高度急性期": "内科 循環器内科 外科 整形外科 脳神経外科 救急科 緩和ケア科 リハビリテーション科".split(), "急性期": "内科 外科 整形外科 リハビリテーション科".split(),
               "回復期": "内科 リハビリテーション科".split(), "慢性期": "内科 神経内科".split()}
SEATS = [("director", "院長", "医師"), ("nursing", "看護部長", "看護師"), ("administration", "事務部長", "事務"), ("msw", "MSW", "社会福祉士"), ("liaison", "地域連携室", "看護師")]
CHANNELS = {"director": "fax", "nursing": "mail", "administration": "fax", "msw": "mail", "liaison": "phone"}
FIXED = {("汐見中央病院", "director"): "高瀬たかせ 正道まさみち", ("汐見中央病院", "nursing"): "森もり さつき", ("汐見中央病院", "msw"): "小笠原おがさわら 美帆みほ",
         ("汐見中央病院", "liaison"): "五十嵐いがらし 翔しょう"}
VACANT = {("汐見中央病院", "administration"), ("瀬音病院", "msw"), ("若潮病院", "nursing")}
posts, seats_of = {}, {}


def post(holder, where, seat, role, since, confirmed="2026-05-20", **more):
    key = f"{holder.split(':')[1]}-{where.split(':')[1]}"
    identifier = add("post", key, person=holder, organisation=where, seat=seat, role=role, **{"from": since}, confirmed_on=confirmed, **more)
    posts[identifier] = (holder, where, role)
    return identifier


for n, (name, reading, area, beds, function) in enumerate(HOSPITALS, 1):
    general = 0 if function == "慢性期" else beds
    hospital = organisation(f"sample-hospital-{n:02}", "hospital", name, reading, area, beds=beds, beds_general=general, beds_recuperation=beds - general, short_name=name[:4], picture_name=PICTURE_NAMES[n - 1],
                            departments=DEPARTMENTS[function], emergency=function in ("高度急性期", "急性期"), liaison_telephone=f"000-557-{n:04}", **place(n, area),
                            email=f"renkei{n}@shiomi-sample.example", disclosure={"telephone": "public", "fax": "members", "liaison_telephone": "members", "email": "office"})
    for seat, role, profession in SEATS:
        if (name, seat) in VACANT:
            continue
        holder = person(profession, FIXED.get((name, seat)))
        confirmed = None if chance.random() < .12 or (name, seat) == ("汐見中央病院", "msw") else "2026-05-20"
        seats_of[(n, seat)] = post(holder, hospital, seat, role, f"{chance.randint(2019, 2026)}-04-01", confirmed, channel=CHANNELS[seat])

BODIES = [
    ("government", "汐見区役所 保健福祉課", "しおみくやくしょ　ほけんふくしか", "保健師"), ("medical_association", "北浜市医師会 汐見区支部", "きたはましいしかい　しおみくしぶ", "医師"),
    ("dental_association", "北浜市歯科医師会 汐見支部", "きたはまししかいしかい　しおみしぶ", "歯科医師"), ("pharmacist_association", "北浜市薬剤師会 汐見支部", "きたはましやくざいしかい　しおみしぶ", "薬剤師"),
    ("msw_association", "医療ソーシャルワーカー協会 北浜支部", "いりょうそーしゃるわーかーきょうかい　きたはましぶ", "社会福祉士"),
    ("care_manager_association", "介護支援専門員連絡協議会 汐見区支部", "かいごしえんせんもんいんれんらくきょうぎかい　しおみくしぶ", "介護支援専門員"),
    ("home_nursing_association", "訪問看護連絡協議会 汐見区支部", "ほうもんかんごれんらくきょうぎかい　しおみくしぶ", "看護師"),
    ("home_care_base", "在宅医療連携拠点 しおみねっと", "ざいたくいりょうれんけいきょてん　しおみねっと", "看護師"),
    ("support_centre", "汐見区第1地域包括支援センター", "しおみくだい1ちいきほうかつしえんせんたー", "主任介護支援専門員"), ("support_centre", "汐見区第2地域包括支援センター", "しおみくだい2ちいきほうかつしえんせんたー", "社会福祉士"),
    ("support_centre", "汐見区第3地域包括支援センター", "しおみくだい3ちいきほうかつしえんせんたー", "保健師"), ("social_welfare_council", "汐見区社会福祉協議会", "しおみくしゃかいふくしきょうぎかい", "社会福祉士"),
    ("informal", "見守り隊 なぎさ", "みまもりたい　なぎさ", None), ("informal", "汐見の暮らしを語る会", "しおみのくらしをかたるかい", None),
    ("welfare_commissioner", "汐見区民生委員児童委員協議会", "しおみくみんせいいいんじどういいんきょうぎかい", "民生委員"), ("other", "汐見区協議会事務局", "しおみくきょうぎかいじむきょく", "事務")]
BODY_NAMES = {0: "西園にしぞの 千春ちはる", 1: "立花たちばな 啓介けいすけ", 2: "大井おおい 直人なおと", 3: "辻村つじむら 恵めぐみ", 4: "久保くぼ 修おさむ", 5: "南雲なぐも 亮りょう", 6: "工藤くどう 里奈りな",
              9: "小野寺おのでら 文ふみ", 11: "片桐かたぎり 晴美はるみ", 15: "森下もりした 健けん"}
body_posts = []
for n, (org_kind, name, reading, profession) in enumerate(BODIES):
    body = organisation(f"sample-body-{n + 1:02}", org_kind, name, reading, "中央" if n < 8 else None,
                        former_names=[{"key": "1", "name": "汐見区在宅支援拠点準備室", "until": "2013-03-31"}] if org_kind == "home_care_base" else None)
    body_posts.append(post(person(profession, BODY_NAMES.get(n)), body, "representative", "代表" if n != 15 else "事務局長", f"{chance.randint(2018, 2025)}-04-01",
                           channel=chance.choice(["fax", "fax", "mail", "post"])))

FLOWERS = """あさがおasagao あじさいajisai かもめkamome くじらkujira こはくkohaku さざなみsazanami すずらんsuzuran そよかぜsoyokaze たんぽぽtanpopo つばきtsubaki なのはなnanohana はまかぜhamakaze
ひだまりhidamari ほしぞらhoshizora みおmio みなとminato もくれんmokuren やまなみyamanami ゆりかもめyurikamome わかばwakaba いるかiruka うみねこumineko おりーぶorive けやきkeyaki""".split()
WORDS = ["".join(c for c in w if not c.isascii()) for w in FLOWERS]
WORDS = [w.replace("おりーぶ", "オリーブ") for w in WORDS]
GROUPS = [("clinic", "{}内科クリニック", "{}ないかくりにっく", 24, "医師"), ("clinic", "{}在宅クリニック", "{}ざいたくくりにっく", 10, "医師"), ("home_nursing", "訪問看護ステーション {}", "ほうもんかんごすてーしょん　{}", 9, "看護師"),
          ("pharmacy", "{}薬局", "{}やっきょく", 24, "薬剤師"), ("dental", "{}歯科", "{}しか", 20, "歯科医師"), ("care_management", "居宅介護支援事業所 {}", "きょたくかいごしえんじぎょうしょ　{}", 24, "介護支援専門員"),
          ("day_care", "デイサービス {}", "でいさーびす　{}", 18, None), ("residential", "介護老人保健施設 {}の里", "かいごろうじんほけんしせつ　{}のさと", 8, None), ("residential", "グループホーム {}", "ぐるーぷほーむ　{}", 12, None),
          ("residents_association", "{}町内会", "{}ちょうないかい", 20, None), ("seniors_club", "{}老人クラブ", "{}ろうじんくらぶ", 16, None)]
service_posts = []
for group, (org_kind, pattern, reading, count, profession) in enumerate(GROUPS, 1):
    for n, word in enumerate(WORDS[:count]):
        kana = word.replace("オリーブ", "おりーぶ")
        closed = org_kind == "pharmacy" and n == 7
        service = organisation(f"sample-{group:02}-{n + 1:02}", org_kind, pattern.format(word), reading.format(kana),
                               fax=None if org_kind in ("residents_association", "seniors_club") else "000-558-" + f"{n:04}", status="closed" if closed else "open", closed_on="2025-09-30" if closed else None)
        if profession and n < 4:
            service_posts.append(post(person(profession), service, "representative", "管理者", f"{chance.randint(2017, 2026)}-04-01", channel="fax"))

# --- councils and who sits in them ----------------------------------------------------------------------

add("council", "care", name="汐見区地域ケア連絡協議会", short_name="連絡協", reading="しおみくちいきけあれんらくきょうぎかい", wheel="plane", founded="2000-01-18", quorum=22,
    purpose="住み慣れた家で暮らし続けたい人を、医療と介護と地域が顔の見える間柄で支える。本人が決めたことを大切にし、知っていることを分け合う。",
    former_names=[{"key": "1", "name": "汐見区在宅療養支援協議会", "until": "2018-03-31"}], rhythm="毎月 第2火曜 19:00", secretariat="汐見区協議会事務局")
add("council", "network", name="汐見区医療介護ネットワーク協議会", short_name="ネット協", reading="しおみくいりょうかいごねっとわーくきょうぎかい", wheel="vertical", founded="2016-04-21", quorum=7, quorum_by="organisations",
    purpose="病院から病院へ、病院から家へ、途切れずに移れる道をつくる。①空床情報ネットワーク ②地域連携パス ③病院と介護の交流の場 ④情報共有のあり方の検討。", rhythm="年4回 第3木曜 18:30", secretariat="汐見区協議会事務局")
members = 0


def join(council, role, since, **who):
    global members
    members += 1
    add("membership", f"sample-{members:03}", council=council, role=role, **{"from": since}, **who)


for n, (identifier, (holder, where, role)) in enumerate((p, posts[p]) for p in body_posts):
    join(CARE, {1: "chair", 6: "vice_chair", 15: "secretary_general"}.get(n, "officer" if n in (3, 4, 5) else "member"), "2018-04-01" if n else "2000-01-18", organisation=where)
for identifier in service_posts:
    join(CARE, "member", "2019-04-01", organisation=posts[identifier][1])
for hospital in (5, 1):
    join(CARE, "member", "2020-04-01", organisation=f"organisation:sample-hospital-{hospital:02}")
for n in range(1, 14):
    join(NETWORK, "member", "2016-04-21", organisation=f"organisation:sample-hospital-{n:02}")
for n in range(1, 7):
    join(NETWORK, "member", "2016-04-21", organisation=posts[body_posts[n]][1])
for n in (1, 3, 4, 5, 6, 15):
    join(NETWORK, "officer", "2024-04-01", post=body_posts[n])
join(NETWORK, "chair", "2024-04-01", post=seats_of[(5, "director")])

# --- meetings -------------------------------------------------------------------------------------------

add("series", "reikai", name="例会", council=CARE, series_type="regular", title_template="第{n}回{name}", mark="例会", rhythm="毎月 第2火曜 19:00", place="汐見区民センター 3階 大会議室", start="19:00", end="20:30", months=[], nth=2, weekday=2, holiday="next_week", numbering="keep", invites=["members"], notice_days=21, reply_days=7,
    standing=[{"key": "s1", "title": "空床情報の更新状況", "presenter": "空床分科会", "minutes": 5}])
add("series", "teirei", name="定例会", council=NETWORK, series_type="quarterly", title_template="第{n}回{name}", mark="定例", rhythm="年4回（6・9・12・3月） 第3木曜 18:30", place="汐見中央病院 2階 講堂", start="18:30", end="20:00", months=["6", "9", "12", "3"], nth=3, weekday=4, holiday="next_week", numbering="keep", invites=["seats", "bodies", "officers"],
    notice_days=28, reply_days=10)
add("series", "koryu", name="病院機能交流会", council=NETWORK, series_type="exchange", title_template="第{n}回 {name}", mark="交流", rhythm="年1回（2月） 第3土曜 13:30", place="汐見区民ホール", start="13:30", end="16:30", months=["2"], nth=3, weekday=6, holiday="keep", numbering="keep", invites=["seats", "bodies", "officers"], notice_days=60, reply_days=21)
add("series", "kusho", name="空床分科会", council=NETWORK, subcommittee="subcommittee:kusho", series_type="subcommittee", title_template="{name} 第{n}回", mark="空床", place="岬脳神経外科病院 会議室", start="16:00", end="17:00")
add("subcommittee", "kusho", name="空床情報分科会", reading="くうしょうじょうほうぶんかかい", council=NETWORK, chair=posts[seats_of[(12, "msw")]][0], started_on="2025-06-19",
    remit="毎朝の空床の伝え方をそろえ、聞き合わせの電話を減らす。")
add("subcommittee", "path", name="連携パス分科会", reading="れんけいぱすぶんかかい", council=NETWORK, chair=posts[seats_of[(2, "director")]][0], started_on="2024-09-19", remit="大腿骨頸部骨折と脳卒中のパスを見直し、在宅までの段を加える。")
add("subcommittee", "tebiki", name="退院前カンファレンス手引き分科会", reading="たいいんまえかんふぁれんすてびきぶんかかい", council=CARE, chair=posts[body_posts[6]][0], started_on="2023-05-09", closed_on="2025-03-11", remit="翌日退院でも役割を分けられる電話の手順をまとめた。")


def nth(year, month, weekday, n):
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


THEMES = """退院前カンファレンスの持ち方 冬期の見守り 口腔ケアと誤嚥の予防 在宅での看取り 薬の飲み残し 認知症の初期の気づき 訪問看護と夜間の連絡 緩和ケアの地域での支え 包括支援センターの役割 災害時の連絡網
かかりつけ医と病院の情報共有 民生委員と専門職の顔合わせ 栄養と褥瘡 訪問リハビリの使い方 独居の方の入退院 本人の意向の聞き方 家族の支え 虐待の早い発見 薬局の訪問 移動の足 終末期の話し合い 介護者のつどい""".split()
months = [(y, m) for y in range(2016, 2027) for m in range(1, 13) if m not in (1, 8) or (y, m) == (2026, 8)]
dates = [nth(y, m, 1, 2) for y, m in months if dt.date(2016, 4, 1) <= nth(y, m, 1, 2) <= LATEST]
dates[dates.index(nth(2026, 8, 1, 2))] = dt.date(2026, 8, 18)
early = [nth(y, m, 1, 3) for y in range(2000, 2017) for m in (1, 3, 6, 9, 11) if nth(y, m, 1, 3) < dt.date(2016, 4, 1)]
need = 181 - len(dates)
early = [early[round(i * (len(early) - 1) / (need - 1))] for i in range(need)] if need <= len(early) else early
dates = sorted(set(early)) + dates
assert len(dates) == 181 and dates[-1] == LATEST, (len(dates), need, len(early))


def brief(series, council, number, title, date, start, end, place, invited, theme, low, **more):
    key = f"{series}-{number}"
    attended = min(invited, max(low, round(invited * chance.uniform(.6, .85))))
    agenda = [{"key": "a1", "title": "開会", "level": 1, "numbered": False, "minutes": 5}, {"key": "a2", "title": theme, "level": 1, "numbered": True, "minutes": 60}, {"key": "a3", "title": "閉会", "level": 1, "numbered": False, "minutes": 5}]
    return add("meeting", key, title=title, council=council, series=f"series:{series}", number=number, date=date.isoformat(), start=start, end=end, place=place, stage="sealed",
               theme=theme, attended=attended, invited=invited, agenda=agenda, **more)


for number, date in enumerate(dates[:-3], 1):
    brief("reikai", CARE, number, f"第{number}回例会", date, "19:00", "20:30", "汐見区民センター" if date.year > 2005 else "汐見区役所", 42 if date.year > 2018 else 24 + date.year % 10,
          THEMES[number % len(THEMES)], 12, **({"note": "この回までは汐見区在宅療養支援協議会として開いた。"} if dates[number] >= dt.date(2018, 4, 1) > date else {}))
quarters = [nth(y, m, 3, 3) for y in range(2016, 2027) for m in (3, 6, 9, 12) if dt.date(2016, 4, 1) <= nth(y, m, 3, 3) <= dt.date(2026, 9, 30)]
for number, date in enumerate(quarters, 1):
    brief("teirei", NETWORK, number, f"第{number}回定例会", date, "18:30", "20:00", HOSPITALS[number % 13][0], 78, ["空床情報の伝え方", "連携パスの運用状況", "病院と介護の交流の場", "情報共有のあり方"][number % 4], 40)
assert len(quarters) == 42, len(quarters)
for number, year in enumerate(range(2017, 2027), 1):
    brief("koryu", NETWORK, number, f"第{number}回 病院機能交流会", nth(year, 2, 5, 3), "13:30", "16:30", "汐見区民ホール", 120, "13病院の機能の紹介", 70)

# The last three regular meetings are told in full.

WHO = [(body_posts[1], "会長"), (body_posts[6], "副会長"), (body_posts[15], "事務局長"), (seats_of[(5, "liaison")], ""), (body_posts[9], ""), (body_posts[5], ""), (body_posts[3], ""), (body_posts[2], ""), (body_posts[11], ""),
       (body_posts[4], ""), (body_posts[0], ""), (body_posts[7], ""), (body_posts[8], ""), (body_posts[10], ""), (body_posts[12], ""), (body_posts[13], ""), (body_posts[14], ""), (seats_of[(1, "msw")], "")] + [(p, "") for p in service_posts[:24]]
assert len(WHO) == 42


def attendance(absent, web, proxy, late=None):
    rows = []
    for n, (identifier, office) in enumerate(WHO):
        holder, where, role = posts[identifier]
        status = "absent" if n in absent else "web" if n in web else "proxy" if n in proxy else "venue"
        row = {"key": holder.split(":")[1], "person": holder, "name": people[holder], "organisation": where, "organisation_name": organisations[where], "role": office or role, "status": status}
        if n == late:
            row["arrived"] = "19:20"
        if status == "proxy":
            row["proxy"] = "同じ事業所の職員"
        rows.append(row)
    return rows


def item(key, title, level=1, numbered=True, minutes=None, presenter=None, papers=None, **more):
    return {k: v for k, v in dict(key=key, title=title, level=level, numbered=numbered, minutes=minutes, presenter=presenter, papers=papers, **more).items() if v is not None}


def block(key, where, kind, text, **more):
    return {"key": key, "item": where, "type": kind, "text": text, **more}


def full(number, date, stage, agenda, blocks, rows, **more):
    key = f"reikai-{number}"
    counts = sum(r["status"] in ("venue", "web", "proxy") for r in rows)
    for b in blocks:
        if b["type"] == "action":
            b["action"] = f"action:{key}-{b['key']}"
    return add("meeting", key, title=f"第{number}回例会", council=CARE, series="series:reikai", number=number, date=date, start="19:00", end="20:30", place="汐見区民センター 3階 大会議室", stage=stage, chair="立花　啓介",
               recorder="森下　健", quorum=22, attended=counts or None, invited=len(rows) or 42, agenda=agenda, blocks=blocks, attendance=rows, **more)


def action(meeting, key, number, text, owner, owner_name, due, status="todo", council=CARE, **more):
    add("action", f"{meeting}-{key}", text=text, council=council, meeting=f"meeting:{meeting}", block=key, number=number, owner=owner, owner_name=owner_name, due=due, first_due=more.pop("first_due", due), status=status, **more)


FRAME = [item("a1", "開会", numbered=False, minutes=5, presenter="会長　立花", section="opening"), item("a2", "前回の宿題の確認", minutes=10, presenter="事務局", section="actions"), item("a3", "報告", section="item")]
END = [item("a8", "その他・次回", minutes=10, presenter="事務局", section="other"), item("a9", "閉会", numbered=False, minutes=5, presenter="副会長", section="closing")]
# One matter that goes through three meetings, so that a life can be seen.
WINTER = "01KAWINTERWATCH00000000000"
kudo, igarashi, nishizono, onodera, nagumo, tsujimura, morishita = (posts[p][0] for p in (body_posts[6], seats_of[(5, "liaison")], body_posts[0], body_posts[9], body_posts[5], body_posts[3], body_posts[15]))

full(179, "2026-09-08", "sealed", FRAME + [item("a4", "救急搬送時の情報シート", 2, minutes=15, presenter="ケアマネ連絡会", papers=["資料2-1"]), item("a5", "協議"), item("a6", "服薬の引き継ぎ", 2, minutes=30, presenter="薬剤師会支部")] + END,
     [block("b1", "a4", "summary", "救急隊に渡す情報シートを一枚にまとめ、冷蔵庫と玄関の二か所に置く案を聞いた。"), block("b2", "a4", "action", "情報シートの試し書きを3事業所で行う", owner=nagumo, owner_name="南雲　亮", due="2026-10-30"),
      block("b3", "a6", "speech", "退院の日に薬の変更が伝わらず、古い薬が残っていた例が続いた。", speaker="薬剤師会支部　辻村　恵"), block("b4", "a6", "decision", "退院時の処方の変更は、病院の薬剤部からかかりつけ薬局へその日のうちに電話で伝える。", number="R8-例会179-1"),
      block("b5", "a6", "action", "病院の薬剤部の連絡先を一覧にする", owner=tsujimura, owner_name="辻村　恵", due="2026-10-09")], attendance({5, 9, 20, 21, 28, 30, 33, 36, 39, 41}, {3, 14}, {8}), theme="服薬の引き継ぎ")
full(180, "2026-10-13", "sealed", FRAME + [item("a4", "多職種研修会の準備", 2, minutes=10, presenter="研修担当"), item("a5", "協議"), item("a6", "独居の方の入退院", 2, minutes=35, presenter="包括 第2", papers=["資料3-1"]), item("a7", "冬期の見守り体制", 2, minutes=5, presenter="包括 第2", thread=WINTER, outcome="continued")] + END,
     [block("b1", "a4", "summary", "会場は区民ホール、定員は80名。申込は11月末まで。"), block("b2", "a6", "speech", "入院の知らせが届くのは、たいてい3日ほどたってからになる。", speaker="包括 第2　小野寺　文"),
      block("b3", "a6", "decision", "入院時の連絡票に、民生委員へ知らせてよいかを尋ねる欄を加える。", number="R8-例会180-1"), block("b4", "a6", "action", "連絡票の案を作り、次回に諮る", owner=onodera, owner_name="小野寺　文", due="2026-11-06")],
     attendance({7, 8, 19, 25, 31, 35, 38, 40}, {3, 12, 13}, {10}), theme="独居の方の入退院")
full(181, "2026-11-10", "draft", FRAME + [item("a4", "空床情報の更新状況", 2, minutes=10, presenter="空床分科会"), item("a5", "多職種研修会の申込", 2, minutes=5, presenter="研修担当"), item("a6", "協議"),
     item("a7", "夜間・休日の連絡先の共有", 2, minutes=25, presenter="訪看連絡会", papers=["夜間・休日の連絡先の表（案）"]), item("a10", "冬期の見守り体制", 2, minutes=20, presenter="包括 第2", thread=WINTER, origin="meeting:reikai-180", outcome="continued", **{"from": "meeting:reikai-180"})] + END,
     [block("b1", "a7", "speech", "夜間に退院元の病棟へ直接かけても担当が分からず、折り返しまで30分かかることがある。", speaker="訪問看護ステーション みお　工藤　里奈"),
      block("b2", "a7", "speech", "当院は連携室の電話を夜間は当直師長へ転送している。番号を増やさずに済む。", speaker="汐見中央病院 地域連携室　五十嵐　翔"),
      block("b3", "a7", "summary", "13病院のうち夜間の窓口が決まっているのは8病院。残る5病院は「決まっていない」と分かることが大事、との意見で一致した。"),
      block("b4", "a7", "decision", "病院ごとの夜間・休日の連絡先を一枚の表にし、会員だけに配る。決まっていない病院は「未定」と書く。", number="R8-例会181-1"),
      block("b5", "a7", "action", "13病院に夜間・休日の窓口を問い合わせ、表の下書きを作る", owner=igarashi, owner_name="五十嵐　翔（汐見中央病院 連携室）", due="2026-12-04"),
      block("b6", "a10", "summary", "昨年度は雪の多い週に安否の連絡が重なった。")], attendance({7, 8, 15, 19, 22, 25, 29, 31, 34, 37, 39, 41}, {3, 16, 27}, {4, 12, 30}, 6), theme="夜間・休日の連絡先")


def invited(identifier=None, where=None, seat=None, role=None, voting=True):
    """One seat of a meeting that is still to come: who holds a post, or an organisation where nobody does."""
    holder, where, role = posts[identifier] if identifier else (None, where, role)
    key = (holder or f"{where}-{seat}").split(":")[1]
    row = {"key": key, "person": holder, "name": people.get(holder), "organisation": where, "organisation_name": organisations[where], "role": role, "post": identifier, "status": "unanswered",
           "voting": None if voting else False}
    return {k: v for k, v in row.items() if v is not None}


def reply(meeting, row, status, channel, day, **more):
    fields = {k: row[k] for k in ("person", "organisation", "name", "organisation_name") if k in row}
    add("reply", f"{meeting}:{row['key']}", meeting=f"meeting:{meeting}", seat=row["key"], **fields, status=status, channel=channel, answered_on=day, **more)


def everybody():
    """The network meeting: five seats of each hospital, the professional bodies, the officers of the other council."""
    rows = [invited(seats_of.get((n, seat)), f"organisation:sample-hospital-{n:02}", seat, role) for n in range(1, 14) for seat, role, _ in SEATS]
    return rows + [invited(body_posts[n], voting=False) for n in (1, 2, 3, 4, 5, 6, 15)]


AHEAD = [(182 + n, nth(2026 + (m < 4), m, 1, 2)) for n, m in enumerate((12, 1, 2, 3))]
NEXT = [invited(identifier) for identifier, _ in WHO]
for number, date in AHEAD:
    add("meeting", f"reikai-{number}", title=f"第{number}回例会", council=CARE, series="series:reikai", number=number, date=date.isoformat(), start="19:00", end="20:30", place="汐見区民センター 3階 大会議室",
        stage="noticed" if number == 182 else "planned", quorum=22, invited=42, agenda=FRAME + [item("a4", "夜間・休日の連絡先の表", 2, minutes=20, presenter="汐見中央病院")] + END if number == 182 else FRAME[:1] + END[1:],
        **({"noticed_on": "2026-11-16", "reply_by": "2026-12-01", "attendance": NEXT} if number == 182 else {}))
for n, (status, channel, day) in enumerate([("venue", "fax", 18), ("venue", "fax", 18), ("venue", "self", 16), ("absent", "mail", 19), ("venue", "fax", 19), ("proxy", "fax", 19), ("web", "mail", 20), ("venue", "phone", 20),
                                           ("venue", "fax", 20), ("absent", "fax", 24), ("venue", "fax", 24), ("web", "mail", 24)]):
    reply("reikai-182", NEXT[n * 3], status, channel, f"2026-11-{day}", **({"proxy": "三宅　香", "proxy_reading": "みやけ　かおり"} if status == "proxy" else {}))
QUARTER = everybody()
for series, number, title, date, start, end, place in [("teirei", 43, "第43回定例会", "2026-12-17", "18:30", "20:00", "汐見中央病院 2階 講堂"), ("teirei", 44, "第44回定例会", "2027-03-18", "18:30", "20:00", "白帆記念病院"),
                                                      ("koryu", 11, "第11回 病院機能交流会", "2027-02-20", "13:30", "16:30", "汐見区民ホール"), ("kusho", 6, "空床分科会 第6回", "2026-11-27", "16:00", "17:00", "岬脳神経外科病院 会議室")]:
    add("meeting", f"{series}-{number}", title=title, council=NETWORK, series=f"series:{series}", number=number, date=date, start=start, end=end, place=place, stage="noticed" if number == 43 else "planned", agenda=FRAME[:1] + END[1:],
        **({"noticed_on": "2026-11-20", "reply_by": "2026-12-10", "mode": "hybrid", "chair": "高瀬　正道", "attendance": QUARTER} if number == 43 else {}))
for n, status in ((0, "venue"), (2, "venue"), (20, "web")):
    reply("teirei-43", QUARTER[n], status, "mail", "2026-11-24")


# The coming exchange meeting: whoever speaks first this year opens, the wheels stand on the screen before and the matrix after.
def talk_of(number):
    seat = next(s for s in ("nursing", "director", "liaison") if (number, s) in seats_of)
    holder, hospital, role = posts[seats_of[(number, seat)]]
    return dict(key=f"h{number:02}", type="talk", organisation=hospital, source="sheet", minutes=7, speaker=people[holder], post=role)


TURN = [talk_of(n % 13 + 1) for n in range(4, 17)]
TURN[0]["notes"] = "・救急は24時間。まず連携室の直通へ。\n・人工呼吸器の方は、前の日までに御相談を。\n・退院前の話し合いは、画面越しでも開きます。"
add("show", "koryu-11", title="第11回 病院機能交流会", meeting="meeting:koryu-11", start="13:30", end="16:30", minutes=7, bell=60,
    talks=[dict(key="p1", type="picture", source="picture", picture="wheels", minutes=3)] + TURN[:7] + [dict(key="b1", type="break", minutes=10)] + TURN[7:] + [dict(key="p2", type="picture", source="picture", picture="matrix", minutes=5)])
for number, date in enumerate(("2025-07-17", "2025-10-16", "2026-01-15", "2026-04-16", "2026-08-20"), 1):
    brief("kusho", NETWORK, number, f"空床分科会 第{number}回", dt.date.fromisoformat(date), "16:00", "17:00", "岬脳神経外科病院 会議室", 14, "朝の報告のそろえ方", 8)

# --- actions: open, late, done --------------------------------------------------------------------------

action("reikai-179", "b2", "179-1", "情報シートの試し書きを3事業所で行う", nagumo, "南雲　亮", "2026-10-30", "doing")
action("reikai-179", "b5", "179-2", "病院の薬剤部の連絡先を一覧にする", tsujimura, "辻村　恵", "2026-10-09", "done", done_on="2026-10-07")
action("reikai-180", "b4", "180-1", "連絡票の案を作り、次回に諮る", onodera, "小野寺　文", "2026-11-06", "todo")
action("reikai-181", "b5", "181-1", "13病院に夜間・休日の窓口を問い合わせ、表の下書きを作る", igarashi, "五十嵐　翔（汐見中央病院 連携室）", "2026-12-04")
for n, (text, owner, due, status) in enumerate([
        ("多職種研修会のちらしを全会員へ送る", morishita, "2026-11-25", "doing"), ("見守りの連絡網を町内会ごとに確かめる", onodera, "2026-12-18", "todo"), ("研修会の講師へ依頼状を出す", morishita, "2026-10-20", "done"),
        ("夜間対応の薬局の一覧を更新する", tsujimura, "2027-01-12", "todo"), ("区の保健師に冬期の訪問の予定を聞く", nishizono, "2026-11-30", "todo"), ("訪問看護の空き状況の聞き方を決める", kudo, "2026-12-08", "hold")], 1):
    action("reikai-180" if n < 4 else "reikai-178", f"x{n}", f"180-{n + 1}" if n < 4 else f"178-{n - 3}", text, owner, people[owner], due, status, **({"done_on": due} if status == "done" else {}))
action("teirei-42", "x1", "42-1", "朝の空床の報告を9時までにそろえる", posts[seats_of[(12, "msw")]][0], people[posts[seats_of[(12, "msw")]][0]], "2026-10-31", "doing", NETWORK)
action("teirei-42", "x2", "42-2", "パスの在宅編の案を作る", posts[seats_of[(2, "director")]][0], people[posts[seats_of[(2, "director")]][0]], "2027-02-28", "todo", NETWORK)
# --- letters: how the secretariat is reached, the register of numbers, what went out for the next meeting ---

OFFICE = {CARE: dict(letter_mark="汐ケア協", telephone="000-555-0101", fax="000-555-0102", email="jimukyoku@shiomi-sample.example", postal_code="000-0101", address="北浜市汐見区中央3丁目4-5　汐見区民センター内"),
          NETWORK: dict(letter_mark="汐ネ協", telephone="000-555-0103", fax="000-555-0104", email="network@shiomi-sample.example", postal_code="000-0101", address="北浜市汐見区中央3丁目4-5　汐見区民センター内")}
for document in documents:
    for name, value in OFFICE.get(document["_id"], {}).items():
        document.setdefault(name, value)
    # One of the bodies wants e-mail and has no address: a run of letters tells so.
    if document["_id"].startswith("organisation:sample-body-") and document["_id"] != "organisation:sample-body-04":
        document.setdefault("email", f"body{document['_id'][-2:]}@shiomi-sample.example")


def register(council, number, date, subject, addressee, status="issued", **more):
    key = council.split(":")[1]
    return add("document_number", f"{key}:2026:{number:04}", council=council, year=2026, number=number, text=f"{OFFICE[council]['letter_mark']}第{number}号", date=date, subject=subject, addressee=addressee,
               status=status, **more)


LETTERS = [("04-03", "会員名簿の確認について（依頼）"), ("04-20", "第176回例会の開催について（御案内）"), ("05-18", "第177回例会の開催について（御案内）"), ("06-15", "第178回例会の開催について（御案内）"),
           ("07-06", "多職種研修会の講師について（依頼）"), ("08-17", "第179回例会の開催について（御案内）"), ("09-07", "会場の使用について（申込）"), ("09-14", "第180回例会の開催について（御案内）"), ("10-19", "第181回例会の開催について（御案内）")]
for number, (day, subject) in enumerate(LETTERS, 1):
    register(CARE, number, f"2026-{day}", subject, "会員　各位" if "例会" in subject or "名簿" in subject else "", "cancelled" if number == 7 else "issued", note="会場変更のため取りやめ" if number == 7 else None)
register(CARE, 10, "2026-11-16", "第182回例会の開催について（御案内）", "会員　各位", letter="letter:sample-reikai-182")
for number, (day, subject) in enumerate([("05-21", "第41回定例会の開催について（御案内）"), ("08-20", "第42回定例会の開催について（御案内）")], 1):
    register(NETWORK, number, f"2026-{day}", subject, "会員病院　各位")
channels = {d["_id"]: d.get("channel") for d in documents if d["kind"] == "post"}
add("letter", "sample-reikai-182", subject="第182回例会の開催について（御案内）", meeting="meeting:reikai-182", council=CARE, purpose="notice", document_number="document_number:care:2026:0010", date="2026-11-16",
    addressees=[{"key": posts[p][0].split(":")[1], "person": posts[p][0], "organisation": posts[p][1], "post": p, "name": people[posts[p][0]], "organisation_name": organisations[posts[p][1]],
                 "ticket": f"182-{n:03}", "channel": channels[p] or "fax", "made_on": "2026-11-16", "sent_on": "2026-11-16"} for n, (p, office) in enumerate(WHO, 1)])

# --- wards, vacant beds and the ways between hospitals --------------------------------------------------

WARD_FUNCTIONS = {"高度急性期": ["high_acute", "acute", "acute", "acute", "recovery"], "急性期": ["acute", "acute", "recovery"], "回復期": ["recovery", "recovery", "chronic"], "慢性期": ["chronic", "chronic"]}
FEES = {"high_acute": "救命救急入院料", "acute": "急性期一般入院料1", "recovery": "回復期リハビリテーション病棟入院料1", "chronic": "療養病棟入院基本料1"}
dice = random.Random(49)  # of its own, so that what stands above stays as it is
SILENT, OLD, YESTERDAY = {9}, {7}, {3, 12}  # hospitals that did not report this morning


def report(ward, hospital, day, at, staffed):
    empty = dice.randint(0, 4)
    women, single = dice.randint(0, min(2, empty)), 1 if empty > 3 else 0
    add("bed", f"{ward.split(':')[1]}:{day.replace('-', '')}", organisation=hospital, ward=ward, date=day, at=at, staffed=staffed, empty=empty, women=women, single=single,
        men=0, either=max(empty - women - single - dice.randint(0, 1), 0), out=(out := dice.randint(0, 2)), **{"in": (into := dice.randint(0, 2)), "out_72": out + 1, "in_72": into + 1}, source="phone" if dice.random() < .2 else "self")


for n, (name, _, _, beds, function) in enumerate(HOSPITALS, 1):
    hospital, functions = f"organisation:sample-hospital-{n:02}", WARD_FUNCTIONS[function]
    for m, ward_function in enumerate(functions, 1):
        licensed = beds // len(functions)
        ward = add("ward", f"sample-{n:02}-{m}", organisation=hospital, name=f"{m + 1}階病棟", code=f"{m + 1}", function=ward_function, licensed=licensed, staffed=licensed - dice.randint(0, 3), fee=FEES[ward_function],
                   **{"from": "2018-04-01"}, order=m)
        for back in range(6, -1, -1):
            day = (dt.date(2026, 11, 24) - dt.timedelta(back)).isoformat()
            if n in SILENT or (n in OLD and back < 5) or (n in YESTERDAY and back == 0) or (dt.date.fromisoformat(day).weekday() > 4 and back):
                continue
            report(ward, hospital, day, f"{day}T00:{dice.randint(0, 30):02}:00Z", licensed - 2)
# What was: a ward that was turned into another, one that is closed, and one that is no more.
for document in documents:
    if document["_id"] in ("ward:sample-02-3", "ward:sample-11-2"):
        document["from"] = "2022-04-01"
add("ward", "sample-02-0", organisation="organisation:sample-hospital-02", name="4階病棟", code="4", function="acute", licensed=40, staffed=38, fee=FEES["acute"], **{"from": "2018-04-01"}, to="2022-03-31", order=3)
add("ward", "sample-11-0", organisation="organisation:sample-hospital-11", name="3階病棟", code="3", function="recovery", licensed=90, staffed=84, fee=FEES["recovery"], **{"from": "2018-04-01"}, to="2022-03-31", order=2)
add("ward", "sample-07-3", organisation="organisation:sample-hospital-07", name="4階病棟", code="4", function="closed", licensed=20, staffed=0, **{"from": "2024-10-01"}, order=3)

# --- what hospitals can take, and the doors to them -----------------------------------------------------

CONDITIONS = [("tube-feeding", "経管栄養", "経管", "treatment"), ("central-line", "中心静脈栄養", "IVH", "treatment"), ("tracheostomy", "気管切開", "気切", "treatment"), ("ventilator", "人工呼吸器", "呼吸器", "treatment"),
              ("oxygen", "在宅酸素", "酸素", "treatment"), ("dialysis", "人工透析", "透析", "treatment"), ("opioid", "麻薬持続皮下注", "麻薬", "treatment"), ("pressure-sore", "褥瘡の処置", "褥瘡", "treatment"),
              ("dementia", "認知症の行動・心理症状", "認知症", "person"), ("alone", "独居", "独居", "person"), ("welfare", "生活保護", "生保", "person"), ("no-guarantor", "身元保証人なし", "保証人", "person"),
              ("night", "夜間・休日の入院", "夜間", "service"), ("palliative", "緩和ケア", "緩和", "service"), ("respite", "レスパイト入院", "レスパイト", "service")]
NOTES = {"central-line": "夜間の交換は不可", "ventilator": "設定の安定した方", "dialysis": "週3回、送迎は相談", "opioid": "事前に連絡", "dementia": "見守りの体制を相談", "no-guarantor": "行政と協議", "night": "20時まで", "palliative": "疼痛管理のみ",
         "respite": "2週間以内", "tracheostomy": "吸引が2時間に1回まで"}
# A line a hospital, in the order of the conditions: o can, c with conditions, x cannot, - not answered.
TAKES = ["ooocooccooocoxx", "ococoxxocooccxo", "oooxoxcococoxcc", "occxoxcoooocc-o", "ooooooooccocooc", "oocococooocc-oc", "oocxoxxocoocxco", "oooco-cocoocxco", "", "ocoxooxoooocxxo", "ooococ-oocoocco", "ocoooxxocococxx", "oc-xoxcocooccxc"]
CONFIRMED = ["2026-06-02", "2026-10-06", "2025-09-19", "2026-06-10", "2026-05-28", "2025-10-08", None, "2026-06-15", None, "2026-09-30", "2025-09-24", "2026-06-04", "2026-07-01"]
ANSWERS = {"o": "yes", "c": "conditional", "x": "no"}
for order, (key, name, short_name, group) in enumerate(CONDITIONS, 1):
    add("condition", f"sample-{key}", name=name, short_name=short_name, group=group, order=order * 10)
add("condition", "sample-ivig", name="在宅血液製剤", short_name="血液製剤", group="treatment", order=95, retired_on="2024-04-01")
for n, (name, _, _, _, function) in enumerate(HOSPITALS, 1):
    if not TAKES[n - 1]:
        continue  # its sheet was never filled
    since = "2019-06-01" if n != 2 else "2023-06-01"
    conditions = [{"key": f"sample-{key}@{since}", "condition": f"condition:sample-{key}", "answer": ANSWERS[mark], **({"note": NOTES[key]} if mark == "c" and key in NOTES else {}), "on": since}
                  for (key, _, _, _), mark in zip(CONDITIONS, TAKES[n - 1]) if mark != "-"]
    if n == 2:
        conditions.insert(0, {"key": "sample-ventilator@2018-04-01", "condition": "condition:sample-ventilator", "answer": "yes", "on": "2018-04-01"})
    on, through = CONFIRMED[n - 1], ("self", "fax", "mail", "phone")[n % 4]
    by = people[posts[seats_of[(n, "liaison")]][0]]
    add("function", f"sample-hospital-{n:02}", organisation=f"organisation:sample-hospital-{n:02}", departments=DEPARTMENTS[function], emergency={"高度急性期": "tertiary", "急性期": "secondary", "回復期": "none", "慢性期": "none"}[function],
        conditions=conditions, door_telephone=f"000-557-{n:04}", door_hours="平日 8:30–17:15" if n % 3 else "平日 9:00–17:00、土曜 9:00–12:00", door_holidays=f"当直師長 000-555-{139 + n:04}" if n % 2 else "翌診療日に折り返し",
        door_papers="診療情報提供書・看護サマリー" + ("・リハビリテーション実施計画書" if function == "回復期" else ""), door_contact=by, confirmed_on=on, **({"confirmed_by": by, "confirmed_through": through,
        "confirmations": [{"key": on, "on": on, "by": by, "through": through}]} if on else {}))
add("confirmation", "sample-2025", title="令和7年度 病院機能の確認", council=NETWORK, started_on="2025-09-01", due="2025-10-10", closed_on="2025-10-31",
    asked=[{"key": f"sample-hospital-{n:02}", "organisation": f"organisation:sample-hospital-{n:02}", "on": "2025-09-01", "channel": "fax" if n % 2 else "mail"} for n in range(1, 14)])
# Five weeks before, so that a chart has something to show: weekdays, and here and there a morning that was forgotten.
older = random.Random(50)
for document in [d for d in documents if d["_id"].startswith("ward:sample-") and d["function"] != "closed" and not d.get("to")]:
    n, level = int(document["organisation"][-2:]), older.randint(0, 3)
    for back in range(35, 6, -1):
        day = dt.date(2026, 11, 24) - dt.timedelta(back)
        level = min(max(level + older.choice((-1, 0, 0, 1)), 0), 5)
        if n in SILENT or day.weekday() > 4 or (n in OLD and back in range(19, 25)) or older.random() < .03:
            continue
        key = document["_id"].split(":")[1]
        women = older.randint(0, min(2, level))
        add("bed", f"{key}:{day:%Y%m%d}", organisation=document["organisation"], ward=document["_id"], date=day.isoformat(), at=f"{day}T00:{older.randint(0, 30):02}:00Z", staffed=document["staffed"], empty=level, women=women, single=0,
            men=0, either=level - women, out=(out := older.randint(0, 2)), **{"in": (into := older.randint(0, 2)), "out_72": out + 1, "in_72": into + 1}, source="self")
WAYS = [(5, 2, 250), (5, 10, 168), (5, 4, 96), (1, 2, 132), (1, 13, 108), (6, 10, 110), (6, 13, 60), (12, 2, 92), (12, 4, 40), (9, 13, 30), (2, 3, 54), (2, 11, 62), (10, 8, 70), (13, 7, 40), (4, 3, 36), (5, 8, 24), (6, 11, 30)]
WAITS = {(5, 2): 9, (1, 2): 8, (6, 10): 4, (12, 4): 3, (2, 11): 6}
HOME = (330, 222, 58, 108, 402, 210, 40, 66, 118, 190, 36, 74, 150)
for year, share in ((2025, 1), (2024, .9)):
    past = "" if year == 2025 else f"{year}-"
    for here, there, counted in WAYS:
        add("flow", f"sample-{past}{here:02}-{there:02}", **{"from": f"organisation:sample-hospital-{here:02}"}, to=f"organisation:sample-hospital-{there:02}", year=year, counted=round(counted * share), declared=True,
            wait=WAITS.get((here, there)) if year == 2025 else None)
    for here, counted in enumerate(HOME, 1):
        add("flow", f"sample-{past}{here:02}-home", **{"from": f"organisation:sample-hospital-{here:02}"}, year=year, counted=round(counted * share) if (here, year) != (11, 2025) else None, declared=True)
add("flow", "sample-09-08", **{"from": "organisation:sample-hospital-09"}, to="organisation:sample-hospital-08", year=2025, declared=True)
for there, counted in ((5, 190), (1, 142), (6, 96), (12, 60), (9, 28)):
    add("flow", f"sample-home-{there:02}", to=f"organisation:sample-hospital-{there:02}", year=2025, counted=counted)

# --- who looks after which area, and what there is besides ------------------------------------------------

SERVES = {"sample-body-09": "中央 東町 港町".split(), "sample-body-10": "南浜 磯辺 潮入 川端".split(), "sample-body-11": "岬 青葉台 松原".split(),
          "sample-body-12": "中央 東町 港町 南浜 磯辺".split(), "sample-body-13": "南浜 磯辺".split(), "sample-body-14": "中央 岬".split(), "sample-body-15": AREAS}
SERVICES = {"sample-03-01": ["訪問リハビリ"], "sample-03-02": ["訪問リハビリ"], "sample-07-01": ["短期入所"], "sample-07-04": ["介護予防"], "sample-07-05": ["介護予防", "訪問介護"], "sample-07-06": ["訪問介護"], "sample-07-09": ["訪問介護"], "sample-08-02": ["短期入所"],
            "sample-08-03": ["短期入所", "訪問リハビリ"], "sample-11-01": ["通いの場", "サロン"], "sample-11-03": ["通いの場"], "sample-11-05": ["サロン"], "sample-11-08": ["通いの場"], "sample-body-12": ["配食"], "sample-body-13": ["見守り"], "sample-10-02": ["見守り"], "sample-10-05": ["見守り"]}
for document in documents:
    key = document["_id"].split(":")[1]
    if document["kind"] == "organisation" and key in SERVES:
        document["serves"] = SERVES[key]
    if document["kind"] == "organisation" and key in SERVICES:
        document["services"] = SERVICES[key]
    if document["_id"] == CARE:
        document["surveyed"] = ["移動支援"]

# --- enquiries for beds: case numbers only ---------------------------------------------------------------

for number, hospital, asker, asked, status, more in (
        ("R8-0409", 13, 5, "2026-11-20T05:10:00Z", "held", {"need": {"function": "recovery", "sex": "men"}, "held_until": "2026-11-20T07:10:00Z", "answered_at": "2026-11-20T05:10:00Z"}),
        ("R8-0410", 6, 8, "2026-11-23T01:40:00Z", "declined", {"need": {"function": "acute", "conditions": ["condition:sample-dialysis"]}, "reason": "透析の枠が今週いっぱい", "answered_at": "2026-11-23T02:05:00Z"}),
        ("R8-0411", 1, 9, "2026-11-24T00:35:00Z", "asked", {"need": {"function": "recovery", "sex": "women"}}),
        ("R8-0412", 3, 7, "2026-11-24T00:40:00Z", "held", {"need": {"function": "chronic"}, "held_until": "2026-11-24T14:59:00Z", "answered_at": "2026-11-24T00:40:00Z", "note": "午後に折り返し"})):
    add("enquiry", f"sample-{number.lower()}", case=number, organisation=f"organisation:sample-hospital-{hospital:02}", **({"from": posts[body_posts[asker]][1]}), asked_on=asked[:10], asked_at=asked, status=status, **more)

# --- subcommittees: who is in them, their meetings, what they have to do ---------------------------------

RENRAKU = "subcommittee:renraku"
add("subcommittee", "renraku", name="連絡票分科会", reading="れんらくひょうぶんかかい", council=CARE, chair=onodera, started_on="2026-05-12", remit="退院前の連絡票を統一し、初回訪問までの聞き直しをなくす。")
add("series", "path", name="連携パス分科会", council=NETWORK, subcommittee="subcommittee:path", series_type="subcommittee", title_template="{name} 第{n}回", mark="パス", place="磯辺リハビリテーション病院 会議室", start="17:30", end="18:30")
add("series", "renraku", name="連絡票分科会", council=CARE, subcommittee=RENRAKU, series_type="subcommittee", title_template="{name} 第{n}回", mark="連絡票", place="汐見区民センター 第3会議室", start="18:30", end="20:00")
for series, council, place, start, end, days in (("path", NETWORK, "磯辺リハビリテーション病院 会議室", "17:30", "18:30", ("2025-12-04", "2026-03-05", "2026-06-04", "2026-09-03")),
                                                 ("renraku", CARE, "汐見区民センター 第3会議室", "18:30", "20:00", ("2026-06-18", "2026-09-17", "2026-10-15"))):
    name = "連携パス分科会" if series == "path" else "連絡票分科会"
    for number, date in enumerate(days, 1):
        brief(series, council, number, f"{name} 第{number}回", dt.date.fromisoformat(date), start, end, place, 9, "在宅編の案" if series == "path" else "連絡票の様式", 7)
add("meeting", "renraku-4", title="連絡票分科会 第4回", council=CARE, series="series:renraku", number=4, date="2026-12-17", start="18:30", end="20:00", place="汐見区民センター 第3会議室", stage="planned",
    agenda=[item("a1", "試行の評価項目", minutes=40), item("a2", "記入例の確認", minutes=30)])
IN_GROUPS = {"subcommittee:kusho": [seats_of[k] for k in ((12, "msw"), (5, "liaison"), (1, "liaison"), (2, "liaison"), (6, "msw"), (10, "nursing"), (13, "liaison"))],
             "subcommittee:path": [seats_of[k] for k in ((2, "director"), (5, "director"), (9, "director"), (2, "nursing"), (13, "msw"))] + [body_posts[5]],
             RENRAKU: [body_posts[9], body_posts[6], body_posts[5], body_posts[3], seats_of[(5, "liaison")], seats_of[(5, "msw")], body_posts[0]]}
ASKS = {RENRAKU: [("k1", "令和9年1月から3月までの試行に、13病院のうち4病院以上が参加するよう、ネットワーク協議会に働き掛けていただきたい。", "2026-10-15"), ("k2", "試行中の問合せの窓口を事務局に置くことについて、御承認いただきたい。", "2026-10-15")],
        "subcommittee:kusho": [("k1", "朝の報告の締切を9時30分にすることについて、御意見をいただきたい。", "2026-08-20")]}
for document in documents:
    if document["kind"] == "subcommittee" and document["_id"] in IN_GROUPS:
        document["members"] = [{"key": f"m{n}", "post": p, "person": posts[p][0], "organisation": posts[p][1], "role": "分科会長" if n == 1 else "幹事" if n == 2 else "委員", "from": document["started_on"]}
                               for n, p in enumerate(IN_GROUPS[document["_id"]], 1)]
        document["members"][-1]["to"] = "2026-09-30"
        document["asks"] = [{"key": key, "text": text, "on": day} for key, text, day in ASKS.get(document["_id"], [])]
    if document["kind"] == "meeting" and document.get("series") in ("series:kusho", "series:path", "series:renraku"):
        document["subcommittee"] = document["series"].replace("series:", "subcommittee:")
for group, council, rows in (
        (RENRAKU, CARE, [("renraku-2", "x1", "13病院の現行の様式を集め、項目を比べる", onodera, "2026-09-18", "done", "2026-09-18"), ("renraku-2", "x2", "先頭に「本人が今望んでいること」を置く案を作る", kudo, "2026-10-02", "done", "2026-10-02"),
                         ("renraku-2", "x3", "訪問看護6か所で試し、記入時間を測る", kudo, "2026-10-30", "done", "2026-10-30"), ("renraku-3", "x1", "試行実施要領を作る", onodera, "2026-12-04", "doing", None),
                         ("renraku-3", "x2", "地域連携室向けの説明資料を作る", igarashi, "2026-12-11", "todo", None), ("renraku-3", "x3", "記入例を3例作る", nagumo, "2026-11-20", "doing", None)]),
        ("subcommittee:kusho", NETWORK, [("kusho-5", "x1", "備考欄の記入例を1枚にまとめる", posts[seats_of[(1, "liaison")]][0], "2026-11-27", "doing", None), ("kusho-5", "x2", "報告のない病院へ事情を聞く", posts[seats_of[(12, "msw")]][0], "2026-10-16", "done", "2026-10-14")]),
        ("subcommittee:path", NETWORK, [("path-4", "x1", "大腿骨パスの改訂案を作る", posts[seats_of[(2, "director")]][0], "2027-03-18", "hold", None), ("path-4", "x2", "在宅編を訪問看護と読み合わせる", posts[seats_of[(2, "nursing")]][0], "2026-12-25", "todo", None)])):
    for meeting, key, text, owner, due, status, done in rows:
        action(meeting, key, f"{meeting.split('-')[1]}-{key[1:]}", text, owner, people[owner], due, status, council, subcommittee=group, **({"done_on": done} if done else {}))
LATER = {"action:reikai-179-b2": [("2026-10-09", "2026-10-20", "試し書きの事業所が決まらず", "2026-10-05"), ("2026-10-20", "2026-10-30", "消防署との打合せ待ち", "2026-10-13")],
         "action:teirei-42-x1": [("2026-09-30", "2026-10-31", "2病院の回答待ち", "2026-09-24")], "action:renraku-3-x3": [("2026-11-06", "2026-11-20", "看取りの1例は御家族の同意を確認中", "2026-11-06")],
         "action:path-4-x1": [("2026-12-18", "2027-03-18", "学会の指針の改訂を待つ", "2026-09-17")]}
for document in documents:
    if document["_id"] in LATER:
        steps = LATER[document["_id"]]
        document["first_due"] = steps[0][0]
        document["postponements"] = [{"key": f"p{n}", "from": before, "to": to, "reason": why, "by": "森下　健", "on": day} for n, (before, to, why, day) in enumerate(steps, 1)]
    if document["_id"] == "action:reikai-179-b5":
        document["evidence"] = "薬剤部の連絡先一覧（第180回 資料2）"
    if document["_id"] == "action:renraku-3-x1":
        document["others"] = [{"key": "o1", "owner": kudo, "name": people[kudo]}, {"key": "o2", "owner": igarashi, "name": people[igarashi]}]
add("action", "sample-flyer", text="市民講座のちらしを作る", council=CARE, owner=nishizono, owner_name=people[nishizono], due="2026-11-20", first_due="2026-11-20", status="cancelled", number="180-9", note="講座が来年度になったため")

documents.insert(0, {"_id": "region:main", "kind": "region", "name": "汐見区", "city": "北浜市", "sample": True})

# --- lines of the programme, and what carries them ------------------------------------------------------

LINES = {"council": ["空床情報ネットワーク", "地域連携パス", "病院と介護関係者の交流の場", "情報共有のあり方の検討"],
         "city": ["地域の医療・介護の資源の把握", "在宅医療・介護連携の課題の抽出と対応策の検討", "切れ目のない在宅医療と在宅介護の提供体制の構築推進", "医療・介護関係者の情報共有の支援",
                  "在宅医療・介護連携に関する相談支援", "医療・介護関係者の研修", "地域住民への普及啓発", "在宅医療・介護連携に関する関係市区町村の連携"]}
MARKS = {"council": "①②③④", "city": "アイウエオカキク"}
for axis, names in LINES.items():
    for n, name in enumerate(names):
        add("line", f"{axis}-{n + 1}", name=name, mark=MARKS[axis][n] if axis == "council" else f"({MARKS[axis][n]})", axis=axis, order=n + 1 + (4 if axis == "city" else 0))
CARRIED = {"空床情報の伝え方": ["council-1", "city-4"], "連携パスの運用状況": ["council-2", "city-3"], "病院と介護の交流の場": ["council-3", "city-6"], "情報共有のあり方": ["council-4", "city-4"],
           "空床情報の更新状況": ["council-1", "city-4"], "夜間・休日の連絡先の共有": ["council-4", "city-4"], "夜間・休日の連絡先の表": ["council-4", "city-4"], "冬期の見守り体制": ["city-7"], "服薬の引き継ぎ": ["city-3"],
           "独居の方の入退院": ["city-3", "city-5"], "多職種研修会の準備": ["city-6"], "多職種研修会の申込": ["city-6"], "朝の報告のそろえ方": ["council-1"], "13病院の機能の紹介": ["council-3"]}
for document in documents:
    for entry in document.get("agenda", []):
        if entry["title"] in CARRIED:
            entry["lines"] = [f"line:{key}" for key in CARRIED[entry["title"]]]
    if document["_id"] in ("action:teirei-42-x1", "action:teirei-42-x2"):
        document["lines"] = ["line:council-1" if document["_id"].endswith("x1") else "line:council-2"]

# --- events ---------------------------------------------------------------------------------------------

luck = random.Random(5)  # of its own, so that what stands above stays as it is
by_kind = {}
for document in documents:
    if document["kind"] == "organisation" and document.get("status") == "open":
        by_kind.setdefault(document["org_kind"], []).append(document)
JOBS = {"hospital": ["看護師", "社会福祉士", "理学療法士", "医師"], "clinic": ["医師", "看護師"], "pharmacy": ["薬剤師"], "home_nursing": ["看護師"], "dental": ["歯科医師", "歯科衛生士"],
        "care_management": ["介護支援専門員"], "day_care": ["介護福祉士"], "residential": ["介護福祉士", "看護師"], "support_centre": ["保健師", "主任介護支援専門員"]}
PLAN = [(-60, "企画"), (-45, "講師依頼"), (-30, "チラシ"), (-14, "名札・席"), (-7, "最終案内"), (0, "受付"), (3, "礼状"), (14, "報告")]
guests = set()


def guest():
    while True:
        surname, given = split_reading(luck.choice(SURNAMES)), split_reading(luck.choice(GIVEN))
        if (surname, given) not in guests:
            guests.add((surname, given))
            return f"{surname[0]}　{given[0]}", f"{surname[1]}　{given[1]}"


def apply_for(event, number, day, kind, status, area=None, count=None):
    name, reading = guest() if count is None else ("区民", "くみん")
    where = luck.choice(by_kind[kind]) if kind else None
    return add("application", f"{event.split(':')[1]}-{number:03}", event=event, number=number, name=name, reading=reading, status=status, count=count,
               organisation=where["_id"] if where else None, organisation_name=where["name"] if where else None, profession=luck.choice(JOBS[kind]) if kind else None,
               area=area, channel=luck.choice(["fax", "fax", "fax", "phone", "mail", "web"]), applied_on=str(day), applied_at=f"{day}T{9 + number % 8:02}:{number * 7 % 60:02}:00+09:00")


def plan_of(day, owner, done_until=""):
    """The plan, and what of it is done."""
    return [{"key": f"step{offset:+}", "title": title, "offset": offset, "owner": owner, "owner_name": people[owner], **({"done": True} if str(day + dt.timedelta(days=offset)) <= done_until else {})}
            for offset, title in PLAN]


forum_day = dt.date(2026, 12, 12)
forum = add("event", "sample-forum", title="住み慣れた家で　最期まで", subtitle="病院から家へ、家から病院へ。\n話しておきたい、これからのこと", event_type="forum", council=CARE, date=str(forum_day), doors="13:30", start="14:00", end="15:30",
            place="汐見区民センター　3階　ホール", place_note="北浜市汐見区中央3丁目4-5　　地下鉄「汐見」2番出口から徒歩5分", admission="参加無料", hosts="主催　汐見区地域ケア連絡協議会　　共催　汐見区医療介護ネットワーク協議会　　後援　汐見区",
            aim="住み慣れた家で最期まで暮らすために、本人の望みをどう聞き、どう支えるかを、区民と医療・介護の職員が一緒に考える。", audience=["区民", "民生委員・自治会", "病院", "薬局", "訪問看護", "ケアマネジャー"],
            lines=["line:council-3", "line:city-7"], capacity=60, apply_by="2026-12-04", public=True, stage="open",
            programme=[{"key": "p1", "start": "14:00", "title": "家で看取るということ", "speaker": "五十嵐　ひかる", "minutes": 50}, {"key": "p2", "start": "14:50", "title": "訪問看護から見た、最後の一週間", "speaker": "工藤　里奈", "minutes": 20},
                       {"key": "p3", "start": "15:10", "title": "会場の皆さんと", "minutes": 20}],
            speakers=[{"key": "s1", "name": "五十嵐　ひかる", "reading": "いがらし　ひかる", "organisation_name": "帆影診療所", "title": "院長", "theme": "家で看取るということ", "fee": 30000, "honorific": "先生"},
                      {"key": "s2", "person": kudo, "name": people[kudo], "organisation_name": "汐見区訪問看護連絡協議会", "title": "理事", "theme": "訪問看護から見た、最後の一週間", "fee": 10000}],
            budget=[{"key": "b1", "title": "講師謝金", "planned": 40000}, {"key": "b2", "title": "会場使用料", "planned": 18000}, {"key": "b3", "title": "印刷・郵送", "planned": 10000}],
            plan=plan_of(forum_day, nishizono, "2026-11-20"))
number, heads = 0, 0
for kind, count in [(None, None)] * 22 + [(None, 3)] * 2 + [("hospital", None)] * 9 + [("care_management", None)] * 12 + [("home_nursing", None)] * 6 + [("pharmacy", None)] * 5 + [("support_centre", None)] * 4:
    number, heads = number + 1, heads + (count or 1)
    apply_for(forum, number, dt.date(2026, 11, 2) + dt.timedelta(days=number // 4), kind, "accepted" if heads <= 60 else "waiting", luck.choice(["中央", "南浜", "川端", "岬", "港町"]) if kind is None else None, count)
apply_for(forum, number + 1, dt.date(2026, 11, 18), "clinic", "cancelled")

lecture = add("event", "sample-lecture", title="食べることを支える", subtitle="「口から食べたい」に、地域でどう応えるか", event_type="training", council=NETWORK, date="2026-09-26", doors="13:30", start="14:00", end="16:00",
              place="汐見区民センター　2階　研修室", aim="摂食嚥下の評価と支援を、病院と在宅の職員が同じ言葉で話せるようになる。", audience=["病院", "訪問看護", "ケアマネジャー", "薬局", "歯科"], lines=["line:council-3", "line:city-6"], capacity=48, stage="held",
              programme=[{"key": "p1", "start": "14:00", "title": "病院と在宅をつなぐ嚥下の支援", "speaker": "五十嵐　ひかる"}, {"key": "p2", "start": "15:00", "title": "グループワーク", "minutes": 50}],
              speakers=[{"key": "s1", "name": "五十嵐　ひかる", "reading": "いがらし　ひかる", "organisation_name": "帆影病院", "title": "言語聴覚士", "theme": "病院と在宅をつなぐ嚥下の支援", "fee": 20000, "honorific": "先生"}],
              budget=[{"key": "b1", "title": "講師謝金", "planned": 20000, "spent": 20000}, {"key": "b2", "title": "会場使用料", "planned": 12000, "spent": 9800}],
              report="講義の後、6人ずつ8組に分かれ、1事例の食べる楽しみをどう続けるかを話し合った。どの組にも病院と在宅の職員が入り、退院前に何を伝えるかが具体的に出た。",
              questions=[{"key": "q1", "text": "お立場", "type": "choice", "choices": ["病院", "訪問看護", "ケアマネジャー", "薬局", "その他"]}, {"key": "q2", "text": "内容はいかがでしたか", "type": "scale", "choices": ["とても良い", "良い", "ふつう", "良くない", "とても良くない"]},
                         {"key": "q3", "text": "何でお知りになりましたか", "type": "choices", "choices": ["ちらし", "職場", "メール", "知人"]}, {"key": "q4", "text": "御意見・御感想", "type": "text"}],
              plan=plan_of(dt.date(2026, 9, 26), igarashi, "2026-09-30"))
WORDS = ["退院の前に食事の形を電話で聞けると助かる #連携", "グループの人数がちょうどよかった #進め方", "歯科の方と初めて話せた #連携", "会場が少し寒かった #会場", "次は服薬の話を聞きたい #次回", "事例がもっと知りたい #次回"]
came = []
for number, kind in enumerate(["hospital"] * 13 + ["care_management"] * 12 + ["home_nursing"] * 11 + ["pharmacy"] * 4 + ["day_care"] * 6, 1):
    status = "absent" if number % 15 == 0 else "came"
    came.append((apply_for(lecture, number, dt.date(2026, 9, 1) + dt.timedelta(days=number // 4), kind, status), status))
event = next(d for d in documents if d["_id"] == lecture)
event["answers"] = [{"key": f"a{n}", "number": n, "values": {"q1": 1 + (n * 3) % 4, "q2": luck.choice([1, 1, 2, 2, 2, 3]), "q3": sorted(luck.sample([1, 2, 3, 4], luck.choice([1, 1, 2]))), **({"q4": WORDS[n // 6]} if n % 6 == 0 and n // 6 < len(WORDS) else {})}}
                    for n in range(1, 35)]
event["pairs"] = [{"key": f"{came[0][0]}+{came[1][0]}", "left": came[0][0], "right": came[1][0], "apart": True}]
event["groups"] = [{"key": a.split(":")[1], "application": a, "name": str(n % 8 + 1)} for n, (a, status) in enumerate(came) if status == "came"]
add("event", "sample-visit", title="はじめての介護保険　出前講座（潮入町内会）", event_type="lecture", council=CARE, date="2027-02-06", start="10:00", end="11:30", place="潮入会館", aim="潮入地区の区民に、相談窓口と介護保険の使い方を知ってもらう。", audience=["区民", "民生委員・自治会"],
    lines=["line:city-7"], capacity=30, stage="planned", public=True)
exchange = add("event", "sample-exchange-2025", title="病院機能交流会", event_type="functions", council=NETWORK, date="2026-02-19", start="18:30", end="20:30", place="汐見区民センター　3階　ホール", aim="13の病院が、できることと今年変わったことを7分ずつ話し、在宅の職員と顔を合わせる。",
    audience=["病院", "診療所", "訪問看護", "ケアマネジャー"], lines=["line:council-3"], stage="reported", report="13病院が発表し、87名が参加した。", plan=plan_of(dt.date(2026, 2, 19), igarashi, "2026-12-31"))
state = luck.getstate()
for number, kind in enumerate(["hospital"] * 40 + ["care_management"] * 17 + ["home_nursing"] * 14 + ["clinic"] * 8 + ["pharmacy"] * 6 + ["support_centre"] * 5, 1):
    apply_for(exchange, number, dt.date(2026, 1, 20) + dt.timedelta(days=number // 8), kind, "absent" if number % 30 == 0 else "came")
luck.setstate(state)

# --- pathways -------------------------------------------------------------------------------------------

HIP = [("surgery", "手術・急性期治療", "急性期病院", 0, 7, False, []), ("explain", "転院の説明・ご本人の意向", "急性期病院", 7, 14, False, ["surgery"]), ("admit", "入院時の評価", "回復期病院", 14, 30, False, ["explain"]),
       ("rehab", "リハビリ・住まいの相談", "回復期病院", 30, 60, False, ["admit"]), ("conference", "退院前\nカンファレンス", "回復期病院", 60, 90, True, ["rehab"]), ("chronic", "在宅が難しい\nとき療養へ", "慢性期・療養", 60, 90, False, ["conference"]),
       ("visit", "初回訪問・診察", "かかりつけ医", 90, 150, False, ["conference"]), ("half", "6か月の評価", "かかりつけ医", 180, 365, True, ["visit"]), ("nurse", "週2回の訪問", "訪問看護・リハ", 90, 180, False, ["conference"]),
       ("drug", "薬の一包化・残薬", "訪問薬局", 90, 150, False, ["conference"]), ("plan", "ケアプラン原案", "ケアマネ・包括", 60, 90, False, []), ("meeting", "担当者会議・見直し", "ケアマネ・包括", 90, 150, False, ["plan", "conference"]),
       ("review", "6か月の見直し", "ケアマネ・包括", 180, 365, True, ["meeting"])]
SIDES = [("急性期病院", "hospital"), ("回復期病院", "hospital"), ("慢性期・療養", "hospital"), ("かかりつけ医", "home"), ("訪問看護・リハ", "home"), ("訪問薬局", "home"), ("ケアマネ・包括", "home")]


def pathway(key, name, disease, shape, criteria, stages, roles, steps, members, note=None):
    named = {k: title for k, title, *rest in steps}
    add("pathway", key, name=name, disease=disease, shape=shape, criteria=criteria, note=note, stages=[{"key": f"t{n}", "name": title, "from": first, "to": last} for n, (title, first, last) in enumerate(stages, 1)],
        roles=[{"key": f"r{n}", "name": title, "side": side} for n, (title, side) in enumerate(roles, 1)],
        steps=[{"key": k, "name": title, "role": role, "from": first, "day": day, "main": main, "alternative": k in ("chronic", "again"), "after": [named[a] for a in after]} for k, title, role, first, day, main, after in steps],
        members=[{"key": f"m{n}", "organisation": where["_id"], "stage": stage, "from": first, **({"to": last} if last else {})} for n, (where, stage, first, last) in enumerate(members, 1)])


hospitals, clinics = by_kind["hospital"], by_kind["clinic"]
pathway("sample-hip", "大腿骨近位部骨折パス", "大腿骨近位部骨折", "one_way", "大腿骨の近位部を骨折し、手術を受けて、家または施設へ帰ることを目指す方。", [("急性期", 0, 14), ("回復期", 14, 90), ("生活期　在宅", 90, 365)], SIDES, HIP,
        [(hospitals[n], "急性期", "2024-06-01", None) for n in (0, 1, 2)] + [(hospitals[n], "回復期", "2024-06-01", "2026-03-31" if n == 6 else None) for n in (3, 4, 5, 6)] + [(c, "生活期　在宅", "2025-04-01", None) for c in clinics[:6]]
        + [(h, "生活期　在宅", "2025-10-01", None) for h in by_kind["home_nursing"][:3]])
pathway("sample-dm", "糖尿病パス", "糖尿病", "circular", "かかりつけ医で治療を受け、年に1回以上、病院で合併症を調べる方。", [("かかりつけ医", 0, 90), ("病院の検査", 90, 120), ("見直し", 120, 365)], [("病院の専門外来", "hospital"), ("かかりつけ医", "home"), ("薬局", "home"), ("ケアマネ・包括", "home")],
        [("start", "治療の開始", "かかりつけ医", 0, 14, True, []), ("teach", "食事と運動の相談", "かかりつけ医", 14, 90, False, ["start"]), ("drugs", "服薬の確認", "薬局", 14, 90, False, ["start"]), ("exam", "合併症の検査", "病院の専門外来", 90, 120, True, ["teach"]),
         ("back", "結果と目標の共有", "かかりつけ医", 120, 150, False, ["exam"]), ("life", "暮らしの見直し", "ケアマネ・包括", 120, 180, False, ["back"]), ("again", "翌年の検査へ", "かかりつけ医", 180, 365, False, ["back"])],
        [(hospitals[0], "病院の検査", "2025-04-01", None), (hospitals[2], "病院の検査", "2025-04-01", None)] + [(c, "かかりつけ医", "2025-04-01", None) for c in clinics[4:10]])

with open(sys.argv[1], "w", encoding="utf-8") as out:
    for document in documents:
        out.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
