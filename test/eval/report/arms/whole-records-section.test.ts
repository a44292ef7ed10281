import { expect, it } from 'vitest'
import { wholeRecordsSentence } from '../../../../eval/report/arms/whole-records-section.js'

const ROW = {
  strategy: 'full',
  budget: 1000,
  generator: 'extractive',
  instructions: 5,
  patients: 2,
  fittingPatients: 1,
  excess: { median: 1.7, most: 2.4 },
}

it.each([
  [3, 'The other 2 instructions are about records of 1.7 times that size (median), and 2.4 times at most.'],
  [4, 'The other instruction is about a record of 1.7 times that size.'],
  [0, 'The median record has 1.7 times as many tokens, the largest 2.4 times.'],
])('says how large the records are that do not fit, if %i of 5 do', (fitting, others) => {
  expect(wholeRecordsSentence({ ...ROW, fitting }, 1)).toContain(
    `full at 1,000 tokens fits ${fitting} of 5 instructions (1 of 2 patients). ${others}`,
  )
})
