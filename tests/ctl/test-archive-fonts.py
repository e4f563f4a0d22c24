#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The insides of an archived paper's fonts, which ISO 19005-2 rules in 6.2.11 and no packaged checker reads: each embedded
program is whole and can be drawn, the widths in the PDF are the program's own (within one unit of a thousand), what is
shown is in the program, and .notdef is never shown. Read with fontTools and qpdf; where one is missing it is skipped."""
import base64
import io
import json
import re
import shutil
import subprocess
import unittest

try:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.ttLib import TTFont
except ImportError:
    TTFont = None

from harness import Case

MEETING = 'meeting:reikai-181'
STRING = rb'<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\)'
# A font is chosen, or strings are shown; what a marked content says of itself in a string is not shown.
SHOWN = re.compile(rb'/([^\s/<>\[\]()]+)\s+[\d.]+\s+Tf|((?:' + STRING + rb'))\s*Tj'
                   rb'|\[((?:[-\d.\s]|' + STRING + rb')*)\]\s*TJ', re.S)
ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}


def unescape(text):
    def one(match):
        found = match[1]
        return bytes([int(found, 8) & 255]) if found[:1].isdigit() else ESCAPES.get(found, found)
    return re.sub(rb'\\([0-7]{1,3}|.)', one, text, flags=re.S)


def strings(content):
    """Font names and the bytes shown with them, in order."""
    font = None
    for match in SHOWN.finditer(content):
        font = match[1].decode() if match[1] else font
        for spelled, plain in re.findall(STRING, match[2] or match[5] or b'', re.S):
            yield font, bytes.fromhex(re.sub(rb'\s', b'', spelled).decode()) if spelled else unescape(plain)


def list_widths(array):
    """The widths of a CIDFont: c [w1 w2 …] and first last w."""
    widths, i = {}, 0
    while i < len(array):
        if isinstance(array[i + 1], list):
            widths.update({array[i] + n: width for n, width in enumerate(array[i + 1])})
            i += 2
        else:
            widths.update({cid: array[i + 2] for cid in range(array[i], array[i + 1] + 1)})
            i += 3
    return widths


@unittest.skipIf(TTFont is None or not shutil.which('qpdf'), 'fontTools or qpdf is not installed')
class Fonts(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--sample')
        path = self.folder / 'archive.pdf'
        self.done('paper', 'minutes', MEETING, '--archive', '-o', path)
        read = subprocess.run(['qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', path],
                              capture_output=True, check=True).stdout
        self.objects = json.loads(read)['qpdf'][1]

    def follow(self, value):
        while isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value):
            entry = self.objects[f'obj:{value}']
            value = entry['value'] if 'value' in entry else entry['stream']['dict']
        return value

    def stream(self, reference):
        return base64.b64decode(self.objects[f'obj:{reference}']['stream']['data'])

    def drawn(self):
        """Content streams with the fonts they name: of pages, and of what pages draw."""
        for name, entry in self.objects.items():
            value = entry.get('value')
            if isinstance(value, dict) and value.get('/Type') == '/Page':
                contents = value['/Contents'] if isinstance(value['/Contents'], list) else [value['/Contents']]
                yield b'\n'.join(map(self.stream, contents)), self.follow(self.follow(value['/Resources']).get('/Font', {}))
            form = entry.get('stream', {}).get('dict', {})
            if form.get('/Subtype') == '/Form' and '/Font' in self.follow(form.get('/Resources', {})):
                yield self.stream(name.removeprefix('obj:')), self.follow(self.follow(form['/Resources'])['/Font'])

    def shown(self):
        """What is shown with each font: its object, and the codes."""
        used = {}
        for content, fonts in self.drawn():
            for name, data in strings(content):
                reference = fonts[f'/{name}']
                two = self.follow(reference)['/Subtype'] == '/Type0'
                codes = [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)] if two else list(data)
                used.setdefault(reference, set()).update(codes)
        return {reference: codes for reference, codes in used.items() if codes}

    def program(self, font):
        descriptor = self.follow(font['/FontDescriptor'])
        self.assertIn('/FontFile2', descriptor, 'fonts of this program are TrueType')
        return TTFont(io.BytesIO(self.stream(descriptor['/FontFile2'])), lazy=False)

    def each(self):
        """Each font that shows something: the dictionary with its widths, its program, and glyph and width of each code."""
        for reference, codes in self.shown().items():
            font = self.follow(reference)
            if font['/Subtype'] == '/Type0':
                self.assertEqual(font['/Encoding'], '/Identity-H')
                font = self.follow(self.follow(font['/DescendantFonts'])[0])
                self.assertEqual(font['/CIDToGIDMap'], '/Identity')
                widths, program = list_widths(self.follow(font['/W'])), self.program(font)
                yield program, {code: (code, widths.get(code, font.get('/DW', 1000))) for code in codes}
            else:
                self.assertEqual((font['/Subtype'], font['/Encoding']), ('/TrueType', '/WinAnsiEncoding'))
                widths, program = self.follow(font['/Widths']), self.program(font)
                names = program['cmap'].getcmap(3, 1) or program['cmap'].getcmap(1, 0)
                self.assertIsNotNone(names, 'a font with an encoding has a map for it')
                glyphs = {code: names.cmap.get(ord(bytes([code]).decode('cp1252')) if names.platformID == 3 else code)
                          for code in codes}
                self.assertNotIn(None, glyphs.values())
                yield program, {code: (program.getGlyphID(glyph), widths[code - font['/FirstChar']])
                                for code, glyph in glyphs.items()}

    def test_widths_are_the_programs_own(self):
        seen = 0
        for program, codes in self.each():
            scale = 1000 / program['head'].unitsPerEm
            for code, (glyph, width) in codes.items():
                advance = program['hmtx'][program.getGlyphName(glyph)][0] * scale
                self.assertAlmostEqual(width, advance, delta=1, msg=f'code {code}')
                seen += 1
        self.assertGreater(seen, 200)

    def test_notdef_is_never_shown(self):
        for program, codes in self.each():
            for code, (glyph, _) in codes.items():
                self.assertGreater(glyph, 0, f'code {code}')
                self.assertLess(glyph, program['maxp'].numGlyphs, f'code {code}')

    def test_programs_are_whole(self):
        for program, codes in self.each():
            glyphs, empty = program.getGlyphSet(), 0
            for table in ('glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'):
                self.assertIn(table, program)
            for glyph, _ in codes.values():
                pen = BoundsPen(glyphs)
                glyphs[program.getGlyphName(glyph)].draw(pen)
                empty += pen.bounds is None
            self.assertLessEqual(empty, 2, 'only spaces show nothing')

    def test_subsets_hold_what_is_shown(self):
        """A program carries no more than what is shown, so that papers stay small."""
        for program, codes in self.each():
            used = {glyph for glyph, _ in codes.values()}
            self.assertLessEqual(program['maxp'].numGlyphs, 2 * len(used) + 16)


if __name__ == '__main__':
    unittest.main()
