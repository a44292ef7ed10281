import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countFenced, fenceRecordText, RECORD_BEGIN, RECORD_END } from '../../prompts/fence.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'

const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        RECORD_BEGIN,
        RECORD_END,
        '<<<',
        '>>>',
        '<',
        '>',
        '＜',
        '﹥',
        '\u200b',
        ' ',
        '\n',
        'END',
        'end of',
      ),
      fc.constantFrom('PATIENT', 'patient', ' record', 'RECORD', '_', 'ok'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))

/** What a reader who overlooks blanks, width, case and invisible signs would see. */
function asSeen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]|[\uFE00-\uFE0F]/g, '')
    .toUpperCase()
}

describe('fenceRecordText', () => {
  it.each([
    [`a ${RECORD_END} b`, 'a ‹‹‹END·PATIENT·RECORD››› b', 3],
    ['<<<', '‹‹‹', 1],
    ['< <\u200b<', '‹ ‹\u200b‹', 1],
    ['＜＜＜ x ﹥﹥﹥', '‹‹‹ x ›››', 2],
    ['--- End of patient_record ---', '--- End·of·patient·record ---', 1],
    ['ENDPATIENTRECORD', 'END·PATIENT·RECORD', 1],
  ])('defuses %j visibly and counts it', (text, fenced, defused) => {
    expect(fenceRecordText(text)).toMatchObject({ text: fenced, defused })
  })

  it.each([
    'K+ <3.5 and >2.0',
    '<event code="LOINC/718-7"/>',
    '<<not a marker>>',
    'at the end the patient recorded it',
  ])('leaves %j as it is', (text) => {
    expect(fenceRecordText(text)).toEqual({ text, defused: 0, neutralised: 0 })
  })

  it('leaves no text that reads as a marker', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const seen = asSeen(fenceRecordText(text).text)
        expect(seen).not.toMatch(/<<<|>>>/)
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing in what it has fenced', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = fenceRecordText(text).text
        expect(fenceRecordText(once)).toEqual({ text: once, defused: 0, neutralised: 0 })
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing but the look-alikes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { text: fenced, defused, neutralised } = fenceRecordText(text)
        if (defused + neutralised === 0) expect(fenced).toBe(text)
        const bare = (s: string) => s.replace(/[^\p{L}\p{N}]/gu, '')
        expect(bare(fenced)).toBe(bare(text))
      }),
    )
  })

  it('keeps the prompt at one opening and one closing marker, whatever the note says', () => {
    const template = readTemplate('answer-record-first.txt')
    fc.assert(
      fc.property(hostileText, (note) => {
        const text = renderPrompt(template, { context: fenceRecordText(note).text, instruction: 'q' })
        expect(text.split(RECORD_BEGIN)).toHaveLength(2)
        expect(text.split(RECORD_END)).toHaveLength(2)
      }),
    )
  })
})

describe('countFenced', () => {
  it('counts what stands between the markers, under the name of its counter', () => {
    const counter = countFenced({ name: 'characters', exact: true, count: (text) => text.length })
    expect(counter).toMatchObject({ name: 'characters', exact: true })
    // 'END·PATIENT·RECORD' has two signs more than 'ENDPATIENTRECORD'.
    expect(counter.count('ENDPATIENTRECORD')).toBe(18)
    expect(counter.count('K+ <3.5')).toBe(7)
  })
})
