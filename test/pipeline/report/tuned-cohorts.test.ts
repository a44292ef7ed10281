import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../../pipeline/experiment/experiment.js'
import { tunedWarnings } from '../../../pipeline/report/tuned-cohorts.js'
import { instructionId, personId } from '../../../synthetic/write/number-ids.js'

// Of an experiment that much is looked at.
function warningsOf(
  strategies: readonly string[],
  patients: readonly { patientId: string; sourceHash: string }[],
  instructions: readonly { instructionId: string; patientId: string }[] = [],
): string[] {
  return tunedWarnings({
    file: { strategies },
    indexed: { patients, instructions },
  } as unknown as Experiment)
}

const ofSynthea = { patientId: '162642593', sourceHash: `56097d2875a1f318${'0'.repeat(48)}` }
const other = { patientId: '900', sourceHash: 'f'.repeat(64) }

describe('warnings of constants that were tuned on what is reported', () => {
  it('know a record by its file, even among others', () => {
    expect(warningsOf(['bm25', 'sift+cut', 'hybrid'], [ofSynthea, other])).toEqual([
      'sift+cut and hybrid were tuned on synthea-dev, which includes 1 of the 2 patients in this report: these results may not generalize to other records.',
    ])
  })

  it('are silent on other records, and where nothing tuned is reported', () => {
    expect(warningsOf(['sift'], [other])).toEqual([])
    expect(warningsOf(['bm25', 'siftlike'], [ofSynthea])).toEqual([])
  })

  it('know the synthetic cohort of the demo by its numbers, and no patient who only shares one', () => {
    const patient = { patientId: personId(7, 0), sourceHash: other.sourceHash }
    const own = { instructionId: instructionId(7, 0, 3), patientId: patient.patientId }
    expect(warningsOf(['sift-no-series'], [patient], [own])[0]).toContain('the synthetic cohort of seed 7')
    expect(warningsOf(['sift-no-series'], [patient], [{ ...own, instructionId: '1' }])).toEqual([])
    const unseen = { patientId: personId(8, 0), sourceHash: other.sourceHash }
    expect(
      warningsOf(
        ['sift'],
        [unseen],
        [{ instructionId: instructionId(8, 0, 3), patientId: unseen.patientId }],
      ),
    ).toEqual([])
  })
})
