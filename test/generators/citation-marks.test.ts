import { describe, expect, it } from 'vitest'
import { labelsFrom, MARK, partsOfMark } from '../../generators/citation-marks.js'

describe('a citation mark', () => {
  it.each([
    ['[3]', [['3']]],
    ['[3, 7;9]', [['3'], ['7'], ['9']]],
    ['[03–5]', [['3', '5']]],
    // More digits than a number holds exactly.
    ['[99999999999999999999]', [['99999999999999999999']]],
  ])('%s is read part by part', (mark, parts) => {
    expect(mark.match(MARK)).toEqual([mark])
    expect(partsOfMark(mark)).toEqual(parts)
  })

  it('has every label of a range, and none of one that runs backwards', () => {
    expect(labelsFrom('3', '5')).toEqual(['3', '4', '5'])
    expect(labelsFrom('5', '3')).toEqual([])
  })
})
