# SPDX-License-Identifier: GPL-3.0-or-later
"""A running order from the years before to the hall on one screen: keys, a question, a file without records."""
import glob
import os
import subprocess

import ryui
from hall import CONSOLE, STAGE, TODAY, end, find_window, folder, is_shown, label, make_bare, make_show, open_page, present, wait_slide, walk
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, TEXT, Desktop, activate, wait
from test_meetings import click


def rows(desk):
    return [row.name for row in desk.find(LIST, name='発表順') if row.getRole() == LIST_ITEM]


def test_order():
    with Desktop(make_bare(), **TODAY) as desk:
        activate(desk, 'show-page', 'shows')
        desk.click('発表順を作る…')
        desk.press(desk.find(BUTTON, starts='作る(_M)'))
        wait('13 talks and a break', lambda: len(rows(desk)) == 14)
        assert rows(desk)[0] == '13:30 1 青葉台総合病院、7分', rows(desk)[0]
        desk.find(LABEL, name='13 × 7分 ＋ 休憩 10分 ＝ 1時間41分')
        desk.find(LABEL, name='終了 15:11　余り 79分')
        wait('all slides to be looked at', lambda: len(desk.all(LABEL, name='読みやすさ 良')) == 13)
        assert not desk.unnamed(), desk.unnamed()
        desk.key('ctrl+l', 'alt+Down', 'alt+Down')
        wait('the first to be third', lambda: rows(desk)[2] == '13:44 3 青葉台総合病院、7分')
        wait('the focus to stay with it', lambda: '青葉台' in desk.focused().name)
        desk.key('Tab')
        wait('its minutes', lambda: desk.focused().getRole() in ENTRY)
        desk.key('ctrl+a')
        desk.type('100')
        desk.key('Return')
        desk.find(LABEL, starts='会議の時間を14分超えます')
        desk.key('shift+Tab', 'ctrl+z')  # in the field it would take back the digits only
        wait('the minutes as before', lambda: rows(desk)[2] == '13:44 3 青葉台総合病院、7分')


def write_pdf(path, pages, font=None):
    """A PDF of empty pages, written by hand; with a font, of one page with large type in it, the font itself left out."""
    bodies = ['<</Type/Catalog/Pages 2 0 R>>', f'<</Type/Pages/Count {pages}/Kids[{" ".join(f"{n + 3} 0 R" for n in range(pages))}]>>']
    bodies += ['<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]' + ('/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>' if font else '') + '>>'] * pages
    if font:
        words = 'BT /F1 60 Tf 80 300 Td (Discharge) Tj ET'
        bodies += [f'<</Length {len(words)}>>stream\n{words}\nendstream', f'<</Type/Font/Subtype/TrueType/BaseFont/{font}>>']
    text, places = '%PDF-1.4\n', []
    for n, body in enumerate(bodies, 1):
        places.append(len(text))
        text += f'{n} 0 obj{body}endobj\n'
    end = len(text)
    text += f'xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n' + ''.join(f'{place:010} 00000 n \n' for place in places)
    text += f'trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n'
    with open(path, 'w') as file:
        file.write(text)


def choose_pdf(desk, path):
    desk.come_forward()
    desk.key('ctrl+l', 'Return')
    editor = find_window(desk, '汐見中央病院')
    desk.choose_file(wait('the way to a PDF', lambda: next((n for n in walk(editor) if n.getRole() == BUTTON and '選ぶ' in n.name), None)), path)


def test_files():
    where = folder()
    good, long, locked, fontless = (os.path.join(where, name) for name in ('good.pdf', 'long.pdf', 'locked.pdf', 'fontless.pdf'))
    write_pdf(good, 3)
    write_pdf(fontless, 1, font='KaishoOfTheVenue')
    write_pdf(long, 501)
    subprocess.run(['qpdf', '--encrypt', 'secret', 'owner', '256', '--', good, locked], check=True)
    with Desktop(make_show(), **TODAY) as desk:
        open_page(desk)
        choose_pdf(desk, locked)
        desk.find(LABEL, contains='パスワードが付いています')
        desk.key('Escape')
        choose_pdf(desk, long)
        desk.find(LABEL, contains='501ページあります')
        desk.key('Escape')
        choose_pdf(desk, fontless)
        desk.find(LABEL, contains='入っていないフォント 1種')
        choose_pdf(desk, good)
        desk.find(LABEL, name='シート＋PDF 3枚')
        desk.gone(LABEL, contains='入っていないフォント 1種')
        present(desk)
        desk.key('Next', 'Next', 's')
        label(desk, 'スライド 3／5')
        desk.key('Escape')
        end(desk)


def test_one_screen():
    with Desktop(make_show(), **TODAY) as desk:
        open_page(desk)
        present(desk)
        wait_slide(desk, '汐見中央病院、看護部長')
        assert not is_shown(desk, CONSOLE)
        desk.key('Next')  # a clicker's
        wait_slide(desk, '000-557-0005')
        desk.key('s')
        label(desk, '電話は 0005 番です。')
        label(desk, 'スライド 2／2')
        assert not desk.unnamed(find_window(desk, CONSOLE)), desk.unnamed(find_window(desk, CONSOLE))
        desk.key('b')
        label(desk, '会場は黒')
        desk.key('b', 'f')
        label(desk, '会場は止めています')
        desk.key('Next')
        label(desk, '休憩')
        desk.key('s')
        wait_slide(desk, '000-557-0005')  # a frozen hall sees what it saw
        desk.key('f')
        wait_slide(desk, '休憩')
        desk.key('Prior', 'q')
        desk.type('doyou?')
        desk.key('Return')
        label(desk, '会場の質問1件：')
        desk.key('Escape')
        end(desk)
        desk.find(LABEL, name='会場からの質問')


def test_question_goes_on():
    with Desktop(make_show(), **TODAY) as desk:
        open_page(desk)
        present(desk)
        desk.key('q')
        desk.type('raishuu?')
        desk.key('Return')
        label(desk, '会場の質問1件：raishuu?')
        desk.key('Escape')
        end(desk)
        desk.press(desk.find(BUTTON, starts='次の会議の議題にする: raishuu?'))
        desk.find_toast('の議題に加えました')
        desk.press(desk.find(BUTTON, name='議事録へ'))
        desk.find_toast('質問1件を議事録に入れました')
        wait('the way to the agenda', lambda: desk.all(BUTTON, starts='議題を開く: raishuu?'))
        # The hospital finds it on its own sheet, and answers when it can.
        activate(desk, 'open-record', 'function:sample-hospital-05')
        answer = wait('its own place for the answer', lambda: next(n for n in desk.all(TEXT, starts='「raishuu?」への回答')[1:]))
        click(desk, answer)
        desk.type('raigetsu kara')
        desk.key('Return')
        desk.find_toast('回答を保存しました')


def test_pack_without_records():
    where = folder()
    pack = os.path.join(where, '交流会.ryorin-pack')
    make_show(pack)
    with Desktop(os.path.join(where, 'none', 'home'), pack, **TODAY) as desk:
        wait_slide(desk, 'つぎの発表')
        desk.key('Next')
        wait_slide(desk, '000-557-0005')
        desk.key('q')
        desk.type('hai?')
        desk.key('Return')
        label(desk, '持ち帰って取り込んでください')
        assert glob.glob(os.path.join(where, '*.ryorin-questions')), os.listdir(where)
        desk.key('Escape')
        desk.press(desk.find(BUTTON, starts='終わる(_E)'))
        assert desk.process.wait(10) == 0


def test_broken_pack_is_told():
    where = folder()
    pack = os.path.join(where, 'x.ryorin-pack')
    with open(pack, 'w') as file:
        file.write('%PDF-1.7 rubbish')
    with Desktop(os.path.join(where, 'none', 'home'), pack, **TODAY) as desk:
        desk.find(LABEL, contains='壊れている')
        desk.press(desk.find(BUTTON, starts='閉じる'))
        assert desk.process.wait(10) == 0


if __name__ == '__main__':
    ryui.run([test_order, test_files, test_one_screen, test_question_goes_on, test_pack_without_records, test_broken_pack_is_told])
