import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { readLinearised } from '../../../../corpus/medalign/records/linearised-record.js'
import { noteOffset } from '../../../../corpus/medalign/records/note-offset.js'
import { rawXmlPlaces } from '../../../../corpus/medalign/records/raw-xml-places.js'
import { readRecord } from '../../../../corpus/medalign/records/read-record.js'
import { madeFolder } from '../../made-folder.js'

/** The record in a file, and what its raw text has at the place of each note and event, by position. */
async function readBoth(xml: string) {
  const path = join(madeFolder({ 'p.xml': '' }), 'p.xml')
  writeFileSync(path, xml)
  const { record } = await readRecord(path, 'p')
  const text = readLinearised(path)
  const places = rawXmlPlaces(text)
  const written = (kind: 'note' | 'event', position: number) =>
    places
      .filter((place) => place.kind === kind && place.position === position)
      .map(({ start, end }) => text.slice(start, end))
  return { record, places, written }
}

const NEWER = `\ufeff<?xml version="1.0"?>\r\n<eventstream><!-- <event type="note"> --><encounter start_timestamp="2020-01-01 08:00:00"><person><gender>F</gender></person><events>
<entry timestamp="2020-01-01 09:00:00"><event type="note" note_id="1" name="a &gt; b">One &amp; two 😀\r\n<![CDATA[<three>]]>&#x1F600;<!-- no --> four</event>
<event type="measurement" code="L/1" name="Sodium" unit="mmol/L">140</event><event type="visit" code="V"/></entry></events></encounter>
<encounter start_timestamp="2020-02-01 08:00:00"><person><gender>F</gender></person><events><entry timestamp="2020-02-01 09:00:00"><event type="note" note_id="2"/></entry></events></encounter></eventstream>`

const OLDER = `<record><visit type="Clinic" start="01/01/2020 9:00 AM"><day start="01/01/2020 9:00 AM"><person>Birth:7/19/1966
Gender:F</person><measurement start="01/01/2020 09:05 PM"><code>[L/1] Sodium 140</code><code>[L/2] Potassium 4</code></measurement><note type="plan">Rest &lt;3 days.</note></day></visit></record>`

describe('the places of a record in its XML', () => {
  it('are the content of a note, and the element of an event, in the newer dialect', async () => {
    const { record, written } = await readBoth(NEWER)
    expect(record.notes[0]!.text).toBe('One & two 😀\n<three>😀 four')
    expect(written('note', 0)).toEqual(['One &amp; two 😀\n<![CDATA[<three>]]>&#x1F600;<!-- no --> four'])
    expect(written('note', 1)).toEqual([''])
    const events = record.events.map(({ name }, position) => [name, ...written('event', position)])
    expect(events).toEqual([
      // Every encounter repeats it.
      ['gender', '<gender>F</gender>', '<gender>F</gender>'],
      ['Sodium', '<event type="measurement" code="L/1" name="Sodium" unit="mmol/L">140</event>'],
      ['V', '<event type="visit" code="V"/>'],
    ])
  })

  it('are the code of an event in the older one, and the tag of a visit', async () => {
    const { record, written } = await readBoth(OLDER)
    expect(written('note', 0)).toEqual(['Rest &lt;3 days.'])
    const person = '<person>Birth:7/19/1966\nGender:F</person>'
    expect(record.events.map(({ name }, position) => [name, ...written('event', position)])).toEqual([
      ['Clinic', '<visit type="Clinic" start="01/01/2020 9:00 AM">'],
      ['birth date', person],
      ['gender', person],
      ['Sodium', '<code>[L/1] Sodium 140</code>'],
      ['Potassium', '<code>[L/2] Potassium 4</code>'],
    ])
  })

  it('are in order of their start', async () => {
    for (const xml of [NEWER, OLDER]) {
      const starts = (await readBoth(xml)).places.map(({ start }) => start)
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    }
  })
})

describe('the offset in a note', () => {
  const content = 'a&amp;b<![CDATA[<c>]]>&#128512;<i x="&gt;>">d</i><!-- e -->😀f'
  // a & b < c > 😀 d 😀 f, a face being two units.
  it.each([
    ['a', 0],
    ['&amp;b', 1],
    // Rests of a reference or a tag say nothing.
    ['amp;b', 2],
    ['b<!', 2],
    ['<![CDATA[', 3],
    ['DATA[', 3],
    ['c>]]>', 4],
    [']]>&#', 6],
    ['&#128512;', 6],
    ['128512;', 8],
    ['<i x', 8],
    ['d</i>', 8],
    ['/i>', 9],
    [' e -->', 9],
    ['😀f', 9],
    ['f', 11],
  ])('is, from %j on, %i', (rest, expected) => {
    expect(noteOffset(content, content.indexOf(rest))).toBe(expected)
  })

  it('is at the end the length of the text', () => {
    expect(noteOffset(content, content.length)).toBe(12)
    expect(noteOffset('', 0)).toBe(0)
  })

  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll(/[<&\r]|\]\]>/g, '')),
    fc.constantFrom(
      '&lt;',
      '&amp;',
      '&#10;',
      '&#x1F600;',
      '&#13;',
      '<!-- & < -->',
      '<?x <?>',
      "<b y='\">'/>",
    ),
    fc.string({ maxLength: 8 }).map((text) => `<![CDATA[${text.replaceAll(']', '').replaceAll('\r', '')}]]>`),
  )

  it('is, at the end of any piece, how much a parser reads before it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 4 }), (before, after) => {
        const prefix = before.join('')
        let read = ''
        const parser = new SaxesParser()
        parser.on('text', (text) => {
          read += text
        })
        parser.on('cdata', (text) => {
          read += text
        })
        parser.write(`<e>${prefix}</e>`).close()
        expect(noteOffset(prefix + after.join(''), prefix.length)).toBe(read.length)
      }),
    )
  })
})
