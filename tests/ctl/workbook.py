# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook of one sheet, for tests."""

import zipfile


def write_workbook(path, rows):
    """Rows of text as one sheet."""
    def cell(row, column, text):
        return f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
    body = ''.join(f'<row r="{r}">' + ''.join(cell(r, c, text) for c, text in enumerate(row)) + '</row>' for r, row in enumerate(rows, 1))
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="病棟票" r:id="r1"/></sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr('xl/worksheets/sheet1.xml', f'<worksheet><sheetData>{body}</sheetData></worksheet>')
