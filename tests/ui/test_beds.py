# SPDX-License-Identifier: GPL-3.0-or-later
"""The morning's report by keyboard alone: a row as it is shown is one key, all of them one key, and one to send. Then from a
need in words to an enquiry and a hold, who is missing at half past nine, and the trend."""
import base64
import json
import urllib.request

import pyatspi
import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, Desktop, activate, is_on, make_home, text_of, wait

TODAY = {'RYORIN_TODAY': '2026-11-25'}  # the day after the sample's last reports
REPORTED = {'RYORIN_TODAY': '2026-11-24'}


def turn(desk, view):
    activate(desk, 'show-page', 'beds')
    desk.press(desk.find(pyatspi.ROLE_PAGE_TAB, name=view))


def show(desk):
    turn(desk, '朝の入力')
    return desk.find(ENTRY, name='2階病棟 空床')


def tab_to(desk, name):
    """A check box cannot be pressed over the bus on GTK 4.8: reach it as a keyboard does."""
    for _ in range(30):
        if (desk.focused() or desk.application).name == name:
            return
        desk.key('Tab')
    raise AssertionError(f'{name} was not reached')


class Keys:
    """Counts the keys that are pressed."""

    def __init__(self, desk):
        self.desk, self.n = desk, 0

    def __call__(self, *keys):
        self.n += len(keys)
        self.desk.key(*keys)


def test_three_keys_a_row():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.find(LABEL, name='のこり 3病棟')
        wait('the first cell in focus', lambda: desk.focused().name == '2階病棟 空床')
        press = Keys(desk)
        press('4', 'Return')
        wait('the second ward in focus', lambda: desk.focused().name == '3階病棟 空床')
        press('Return')
        wait('the third ward in focus', lambda: desk.focused().name == '4階病棟 空床')
        press('Return')
        desk.find(LABEL, name='すべて入力済み')
        assert press.n <= 3 * 3, f'{press.n} keys for three rows'
        assert not desk.unnamed(), desk.unnamed()
        wait('the button that sends in focus', lambda: desk.focused().name.startswith('送る'))
        desk.key('ctrl+Return')
        desk.find_toast('の報告を記録しました')


def test_narrow():
    """At the width of a telephone a ward's cells stand five to a line: all in sight, in the order of Tab, what was typed kept."""
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        first = desk.focused().name
        ward = first.rsplit(' ', 1)[0]
        desk.key('3')
        desk.resize(400, 800)

        def places():
            cells = [n.queryComponent().getExtents(pyatspi.WINDOW_COORDS) for n in desk.all(ENTRY, starts=ward + ' ')]
            return cells if len(cells) == 9 and len({c.y for c in cells}) == 2 else None
        cells = wait('cells in two lines', places)
        assert all(c.x >= 0 and c.x + c.width <= 400 for c in cells), [(c.x, c.width) for c in cells]
        assert text_of(desk.find(ENTRY, name=first)) == '3'
        tab_to(desk, ward + ' 男')
        desk.key('Tab')
        wait('the next cell', lambda: desk.focused().name == ward + ' 女')
        desk.resize(1200, 800)
        wait('one line again', lambda: len({n.queryComponent().getExtents(pyatspi.WINDOW_COORDS).y for n in desk.all(ENTRY, starts=ward + ' ')}) == 1)
        assert text_of(desk.find(ENTRY, name=first)) == '3'


def test_all_unchanged_is_one_key():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        wait('a cell in focus', lambda: desk.focused().getRole() in ENTRY)
        desk.key('F9', 'ctrl+Return')
        desk.find_toast('の報告を記録しました')
        desk.find(LABEL, name='すべて入力済み')


def test_impossible_sum_says_so():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        cell = show(desk)
        cell.queryEditableText().setTextContents('500')
        desk.find(LABEL, contains='稼働病床は')


def ask(server, path, body=None):
    """As another program at the server."""
    request = urllib.request.Request(server.address + path, data=json.dumps(body).encode() if body else None, headers={'Content-Type': 'application/json'})
    request.add_header('Authorization', 'Basic ' + base64.b64encode(f'saeki:{server.password}'.encode()).decode())
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_somebody_else_reports():
    """While the form is being filled in a colleague's report arrives: what was typed stays, both stand there, one is chosen."""
    from server import Server, connect
    with Server() as server, Desktop(make_home('--sample'), **TODAY) as desk:
        connect(desk, server)
        desk.find(BUTTON, starts='同期済', limit=60)
        cell = show(desk)
        cell.queryEditableText().setTextContents('4')
        desk.find(LABEL, name='のこり 2病棟')
        (database,) = (name for name in ask(server, '/_all_dbs') if name.endswith('-council'))
        ask(server, f'/{database}/_bulk_docs', {'docs': [{
            '_id': 'bed:sample-01-1:20261125', 'kind': 'bed', 'organisation': 'organisation:sample-hospital-01', 'ward': 'ward:sample-01-1', 'date': '2026-11-25',
            'at': '2026-11-25T00:10:00Z', 'empty': 7, 'women': 3, 'source': 'self', 'updated_by': '連携室 小林'}]})
        desk.find(LABEL, contains='連携室 小林', limit=60)
        assert ryui.text_of(desk.find(ENTRY, name='2階病棟 空床')) == '4'
        desk.key('ctrl+Return')  # nothing is sent before one of the two is chosen
        wait('the choice in focus', lambda: desk.focused().name == '2階病棟 上の自分の数字にする')
        desk.click(name='2階病棟 この数字を残す')
        wait('their number', lambda: ryui.text_of(desk.find(ENTRY, name='2階病棟 空床')) == '7')
        assert not desk.unnamed(), desk.unnamed()
        server.stop()
        turn(desk, '床をさがす')
        desk.find(LABEL, contains='から更新できていません', limit=60)


def test_board():
    with Desktop(make_home('--sample'), **REPORTED) as desk:
        turn(desk, '空床ボード')
        desk.find(BUTTON, contains='不明')
        desk.find(BUTTON, starts='青葉台総合病院、急性期、受入可能')


def test_search_to_hold():
    """A need in words, the first hospital by the arrow, an enquiry by one key, a hold by Enter: and the bed is gone."""
    with Desktop(make_home('--sample'), **REPORTED) as desk:
        activate(desk, 'show-page', 'beds')
        entry = desk.find(ENTRY, name='必要な床をことばで')
        wait('the field in focus', lambda: desk.focused() and desk.focused().getRole() in ENTRY)
        entry.queryEditableText().setTextContents('回復期　女性　透析　なにか')
        desk.find(BUTTON, starts='「なにか」は分かりません')
        desk.find(LABEL, contains='病院に床があります')
        first = desk.find(LIST_ITEM, starts='1番、')
        assert '理由：' in first.name and '電話 000-' in first.name, first.name
        desk.find(contains='順位に入れていません')
        assert not desk.unnamed(), desk.unnamed()
        desk.key('Down')
        wait('the first hospital in focus', lambda: desk.focused().name.startswith('1番、'))
        desk.key('t')
        desk.find_toast('をコピーしました')
        desk.key('h')
        desk.find(LABEL, contains='床あいています')
        desk.click(starts='120分 仮押さえ')
        desk.find_toast('まで仮押さえしました')
        turn(desk, '問合せ')
        desk.find(LIST_ITEM, starts='R8-0413')
        assert not desk.unnamed(), desk.unnamed()
        desk.click(name='R8-0413 お断り…')
        desk.find(ENTRY, name='理由').queryEditableText().setTextContents('満床になった')
        desk.click(name='記録する')
        desk.gone(LIST_ITEM, starts='R8-0413')


def test_last_bed_is_said_plainly():
    with Desktop(make_home('--sample'), **REPORTED) as desk:
        activate(desk, 'show-page', 'beds')
        desk.find(ENTRY, name='必要な床をことばで').queryEditableText().setTextContents('回復期　女性　青葉台')
        desk.find(LIST_ITEM, starts='1番、青葉台総合病院、回復期、1床')
        desk.click(name='青葉台総合病院に問合せを残す')
        desk.click(starts='120分 仮押さえ')
        desk.find_toast('まで仮押さえしました')
        desk.find(LIST_ITEM, contains='空きは仮押さえ中')
        desk.click(name='青葉台総合病院に問合せを残す')
        desk.find(LABEL, contains='もう仮押さえされています：R8-0413')
        desk.find(BUTTON, starts='それでも')


def test_chase():
    with Desktop(make_home('--sample'), **REPORTED) as desk:
        turn(desk, '未報告')
        desk.find(LABEL, starts='まだ 4病院')
        check = desk.find(pyatspi.ROLE_CHECK_BOX, name='瀬音病院に電話した')
        assert not is_on(check)
        tab_to(desk, '瀬音病院に電話した')
        desk.key('space')
        desk.find_toast('電話したことを記録しました')
        desk.find(LABEL, contains='に電話（')
        desk.find(contains='瀬音病院：24日のうち')
        assert not desk.unnamed(), desk.unnamed()
        desk.click(name='瀬音病院の代わりに入力')
        wait('the informant is the contact', lambda: desk.find(ENTRY, name='伝えた方'))
        wait('the first cell of its row in focus', lambda: desk.focused().name.endswith('病棟 空床'))
        desk.find(ENTRY, name='聞いた時刻').queryEditableText().setTextContents('0:05')
        desk.key('F9', 'ctrl+Return')
        desk.find_toast('0:05 の報告を記録しました')
        desk.find(LABEL, starts='まだ 3病院')


def test_trend():
    with Desktop(make_home('--sample'), **REPORTED) as desk:
        turn(desk, '推移')
        desk.find(BUTTON, starts='急性期：')
        desk.find(LABEL, starts='11月24日（火）')
        desk.press(desk.find(BUTTON, name='前の日（←）'))
        desk.find(LABEL, starts='11月23日（月')
        desk.press(desk.find(BUTTON, name='前の日（←）'))
        desk.find(LABEL, contains='急性期 未報告')
        assert not desk.unnamed(), desk.unnamed()
        desk.click(name='表')
        desk.find(LABEL, name='2026-10-25')


if __name__ == '__main__':
    ryui.run([test_three_keys_a_row, test_narrow, test_all_unchanged_is_one_key, test_impossible_sum_says_so, test_somebody_else_reports, test_board, test_search_to_hold, test_last_bed_is_said_plainly, test_chase, test_trend])
