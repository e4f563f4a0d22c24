# SPDX-License-Identifier: GPL-3.0-or-later
"""The import wizard: the real list from columns to toast and undo, a column matched by hand, refused rows, files that are none."""
import os
import tempfile

import pyatspi

import ryui
from ryui import BUTTON, LABEL, LIST, LIST_ITEM, TOGGLE, Desktop, make_home, wait

REAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'exchange', 'data', 'hokkaido-hospitals-2015.cp932.csv')


def open_list(desk, path):
    """As a file dropped on the program: through its action on the bus."""
    desk.find(LIST, name='ページ')
    ryui.activate(desk, 'import', path)


def write_list(text, encoding='utf-8'):
    path = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'list.csv')
    with open(path, 'wb') as file:
        file.write(text.encode(encoding))
    return path


def test_real_list():
    with Desktop(make_home()) as desk:
        open_list(desk, REAL)
        desk.find(LIST, name='ファイルの列')
        desk.find(LIST_ITEM, name='hospital_name')
        desk.find(LABEL, contains='自動で判定')
        assert not desk.unnamed(), [str(n) for n in desk.unnamed()]
        take(desk, 'columns')
        desk.press(desk.find(BUTTON, name='試してみる'))
        go = desk.find(BUTTON, name='574件を取り込む', limit=60)
        desk.find(name='新規：574')
        take(desk, 'trial')
        desk.press(go)
        desk.find(TOGGLE, name='すべて 574', limit=60)
        take(desk, 'done')
        desk.key('ctrl+z')
        desk.gone(TOGGLE, name='すべて 574', limit=60)


def test_missing_column():
    path = write_list('なまえ,住所\n海風病院,汐見区1\n', 'cp932')
    with Desktop(make_home()) as desk:
        open_list(desk, path)
        desk.find(LABEL, contains='合わせた列がありません')
        assert not desk.find(BUTTON, name='試してみる').getState().contains(pyatspi.STATE_SENSITIVE)
        desk.find(LIST_ITEM, name='なまえ')
        desk.find(name='列「なまえ」を入れる項目')
        take(desk, 'missing')


def test_refused():
    path = write_list('名称,住所,病床数\n海風病院,汐見区1,10\n潮入病院,汐見区2,多数\n')
    with Desktop(make_home()) as desk:
        open_list(desk, path)
        desk.press(desk.find(BUTTON, name='試してみる'))
        desk.find(name='受付不可：1')
        desk.find(contains='多数')
        take(desk, 'refused')
        desk.press(desk.find(BUTTON, name='1件を取り込む'))
        wait('the list of refused rows', lambda: os.path.exists(os.path.join(desk.home, 'import-refused.csv')))
        saved = os.path.join(os.path.dirname(path), 'refused.csv')
        desk.choose_file(desk.find(BUTTON, name='受け付けなかった行を保存…'), saved, saves=True)
        wait('the rows where they were saved', lambda: '多数' in open(saved, encoding='utf-8').read())


def test_no_list():
    path = write_list('%PDF-1.7 ...')
    with Desktop(make_home()) as desk:
        open_list(desk, path)
        desk.find(LABEL, name='名簿として読めないファイルです')
        desk.find(LABEL, starts='PDFです')
        desk.choose_file(desk.find(BUTTON, name='別のファイルを選ぶ…'), write_list('名称,住所\n海風病院,汐見区1\n'))
        desk.find(LIST, name='ファイルの列')
        desk.find(LIST_ITEM, name='住所')


def test_nothing_to_import():
    """Each list without anything to import says what is the matter and what to do; the one wizard takes them all."""
    with Desktop(make_home()) as desk:
        open_list(desk, write_list('名称,住所,病床数\n'))
        desk.find(LABEL, starts='見出しだけで、その下に行がありません')
        take(desk, 'headings-only')
        desk.choose_file(desk.find(BUTTON, name='別のファイルを選ぶ…'), write_list('甲,乙\nア,イ\n'))
        desk.find(LABEL, contains='見出しが見つかりません')
        take(desk, 'no-heading')
        ryui.activate(desk, 'import', write_list(''))
        desk.find(LABEL, starts='このファイルは空です')
        take(desk, 'empty')
        ryui.activate(desk, 'import', write_list('名称,住所,病床数\n潮入病院,汐見区2,多数\n'))
        desk.press(desk.find(BUTTON, name='試してみる'))
        desk.find(starts='取り込める行がありません')
        take(desk, 'all-refused')
        desk.press(desk.find(BUTTON, name='列の対応に戻る'))
        desk.find(LIST, name='ファイルの列')
        same = write_list('名称,住所\n海風病院,汐見区1\n')
        ryui.activate(desk, 'import', same)
        desk.press(desk.find(BUTTON, name='試してみる'))
        desk.press(desk.find(BUTTON, name='1件を取り込む'))
        desk.find(TOGGLE, name='すべて 1', limit=60)
        ryui.activate(desk, 'import', same)
        desk.press(desk.find(BUTTON, name='試してみる'))
        desk.find(starts='どの行も、今の会員名簿と同じです')
        take(desk, 'all-same')
        ryui.activate(desk, 'import', '')
        assert len(desk.all(LABEL, name='3 試す')) == 1
        desk.press(desk.find(BUTTON, name='会員を見る'))
        desk.find(TOGGLE, name='すべて 1')


def take(desk, name):
    """A picture for looking at, where RYUI_SHOTS names a folder."""
    if 'RYUI_SHOTS' in os.environ:
        desk.shot(os.path.join(os.environ['RYUI_SHOTS'], f'import-{name}.png'))


if __name__ == '__main__':
    ryui.run([test_real_list, test_missing_column, test_refused, test_no_list, test_nothing_to_import])
