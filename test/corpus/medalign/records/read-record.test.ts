import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../../corpus/medalign/records/read-record.js'
import { madeFolder } from '../../made-folder.js'
import { readText, refusal } from './read-text.js'

const note = (text: string) =>
  `<record>\n<visit type="v" start="1/2/2020 9:00">\n<note type="n" start="1/2/2020 9:00">${text}</note>\n</visit>\n</record>`

describe('readRecord', () => {
  it('tells the dialects apart by the root, not by the name of the file', async () => {
    expect((await readText('<record/>')).record).toEqual({
      patientId: '7',
      encounters: [],
      notes: [],
      events: [],
    })
    expect((await readText('<?xml version="1.0"?>\n<!-- x --><eventstream/>')).record.notes).toEqual([])
  })

  it('gives the text as XML means it: entities, character references and CDATA resolved, line ends as line feeds', async () => {
    const { record } = await readText(note('a &lt;3.5 &amp; &#x41;&#66;<![CDATA[ <b> & ]]>\r\nend'))
    expect(record.notes[0]!.text).toBe('a <3.5 & AB <b> & \nend')
  })

  it('gives a text in which a span is found again, in UTF-16 units', async () => {
    const { record } = await readText(note('😀 BP &gt; 140 µg'))
    const { text } = record.notes[0]!
    // The emoji takes two units, the space one: BP begins at 3.
    expect(text.slice(3, 11)).toBe('BP > 140')
    expect(text.indexOf('BP > 140')).toBe(3)
  })

  it('reads a byte-order mark away and a file that calls itself latin-1 but holds ASCII', async () => {
    expect((await readText(`\uFEFF${note('x')}`)).record.notes).toHaveLength(1)
    expect(
      (await readText(`<?xml version="1.0" encoding="ISO-8859-1"?>${note('x')}`)).record.notes,
    ).toHaveLength(1)
  })

  it('gives the same for every size of the pieces that it reads, characters split between them included', async () => {
    const characters = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', 'é', '€', '😀', '&amp;', '&lt;', '<![CDATA[<]]>'),
    })
    await fc.assert(
      fc.asyncProperty(characters, fc.integer({ min: 1, max: 9 }), async (text, chunkBytes) => {
        expect(await readText(note(text), chunkBytes)).toEqual(await readText(note(text)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('readRecord refuses', () => {
  const start = 'InputError: 7.xml'
  const expected = 'expected a MedAlign record in XML, found'

  it.each([
    ['an empty file', '', 1, 'malformed XML (document must contain a root element.)'],
    ['plain text', 'SECRET', 1, 'malformed XML (text data outside of root node.)'],
    ['another root', '<html>SECRET</html>', 1, 'root element <html>'],
    ['a root that names a property of every object', '<constructor/>', 1, 'root element <constructor>'],
    ['a truncated file', note('SECRET').slice(0, -30), 3, 'malformed XML (unclosed tag)'],
    ['a bare less-than', note('a\n< SECRET'), 4, 'malformed XML (disallowed character in tag name)'],
    ['a wrong closing tag', note('</SECRET>'), 3, 'malformed XML (unexpected close tag.)'],
    ['an unknown entity', note('&SECRET;'), 3, 'malformed XML (undefined entity.)'],
    ['a control character', note('SECRET\u0001'), 3, 'malformed XML (disallowed character.)'],
    ['an attribute given twice', '<record a="1" a="SECRET"/>', 1, 'malformed XML (duplicate attribute)'],
    [
      'a second root',
      '<record/>\n<record>SECRET</record>',
      2,
      'malformed XML (documents may contain only one root.)',
    ],
  ])('%s, with file and line and none of its text', async (_, xml, line, found) => {
    expect(await refusal(xml)).toBe(`${start}:${line}: ${expected} ${found}`)
  })

  it('an entity bomb before anything is expanded', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    const bomb = `<!DOCTYPE record [<!ENTITY l0 "SECRET">${levels.join('')}]>\n${note('&l9;')}`
    expect(await refusal(bomb)).toBe(
      `${start}:1: ${expected} a document type that declares entities, which are not expanded`,
    )
  })

  it('an entity that would read another file', async () => {
    const xml = '<!DOCTYPE record [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<record/>'
    expect(await refusal(xml)).toContain('declares entities')
  })

  it('latin-1 bytes, and names the line of the first one', async () => {
    expect(await refusal(Buffer.from(note('fine\nSECRET caf\xe9\n'), 'latin1'))).toBe(
      `${start}:4: ${expected} bytes that are not UTF-8`,
    )
  })

  it('names that line also where a piece of the file begins within a character', async () => {
    // Line 3 ends in an é of which the first byte is right and the second missing.
    const xml = Buffer.concat([
      Buffer.from('<record>\n<!--é-->\n<!--'),
      Buffer.from([0xc3]),
      Buffer.from('\n--></record>'),
    ])
    for (let chunkBytes = 1; chunkBytes < 20; chunkBytes++) {
      await expect(readText(xml, chunkBytes)).rejects.toThrow('7.xml:3: ')
    }
  })

  it('a file that ends within a character', async () => {
    const xml = Buffer.concat([Buffer.from('<record>\n'), Buffer.from([0xe2, 0x82])])
    expect(await refusal(xml)).toBe(`${start}:2: ${expected} bytes that are not UTF-8`)
  })

  it('any random bytes, in one sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        expect(await refusal(bytes)).toMatch(
          /^InputError: 7\.xml:\d+: expected a MedAlign record in XML, found [^\n]+$/,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('a damaged record, or reads it: it never fails in another way', async () => {
    const whole = note('a &amp; b')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.string({ maxLength: 3 }), async (at, inserted) => {
        expect(await refusal(whole.slice(0, at) + inserted + whole.slice(at + 1))).toMatch(
          /^(?:read$|InputError: 7\.xml:)/,
        )
      }),
      { numRuns: 150 },
    )
  })

  it('a file that is not there', async () => {
    await expect(readRecord(`${madeFolder({})}/9.xml`, '9')).rejects.toThrow(
      '9.xml: expected a MedAlign record in XML, found nothing',
    )
  })
})
