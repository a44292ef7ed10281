import { describe, expect, it } from 'vitest'
import { checkedItems, type KitPart, PLACES } from '../../../../eval/report/paper/checklists/checklist.js'
import { MI_CLEAR_LLM } from '../../../../eval/report/paper/checklists/mi-clear-llm.js'
import { TRIPOD_LLM } from '../../../../eval/report/paper/checklists/tripod-llm.js'

/** Item and its last letter, of Table 2 of TRIPOD-LLM (doi:10.1038/s41591-024-03425-5); 0: no letters. */
const TABLE_2: readonly [item: number, letters: string][] = [
  ...[1, 2].map((item): [number, string] => [item, '']),
  [3, 'ab'],
  [4, ''],
  [5, 'abcde'],
  [6, 'abcde'],
  [7, 'abcde'],
  [8, 'abc'],
  [9, 'ab'],
  ...[10, 11, 12, 13].map((item): [number, string] => [item, '']),
  [14, 'abcdef'],
  [15, ''],
  [16, 'abcd'],
  [17, ''],
  [18, ''],
  [19, 'abcdefg'],
]

const ALL = new Set(Object.keys(PLACES) as KitPart[])

describe('checklists', () => {
  it('have the numbers of the guidelines', () => {
    const numbers = TABLE_2.flatMap(([item, letters]) =>
      letters === '' ? [String(item)] : [...letters].map((letter) => `${item}${letter}`),
    )
    expect(numbers).toHaveLength(49)
    expect(TRIPOD_LLM.items.map(({ number }) => number)).toEqual(numbers)
    expect(MI_CLEAR_LLM.items.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    const formerly = MI_CLEAR_LLM.items.map(({ asks }) => asks.match(/\(2024: (.*)\)/)?.[1] ?? '').join()
    for (const item of ['1', '2', '3', '4', '5', '6']) expect(formerly).toContain(item)
  })

  it.each([TRIPOD_LLM, MI_CLEAR_LLM])(
    '$name says of each item where it is reported or what to write',
    (checklist) => {
      for (const parts of [ALL, new Set<KitPart>()])
        for (const { number, reported, write } of checkedItems(checklist, parts))
          expect(reported.length > 0 || (write ?? '') !== '', number).toBe(true)
      for (const { reported } of checkedItems(checklist, new Set())) expect(reported).toEqual([])
    },
  )

  it('tell what to write instead if no model answered', () => {
    const without = new Set([...ALL].filter((part) => part !== 'models'))
    const itemOf = (parts: ReadonlySet<KitPart>) =>
      checkedItems(TRIPOD_LLM, parts).find(({ number }) => number === '6a')!
    expect(itemOf(without)).toMatchObject({
      reported: [],
      write: expect.stringContaining('No language model'),
    })
    expect(itemOf(ALL).reported).toEqual([
      'Methods, Models: name, digest, size and quantization of each model',
    ])
  })
})
