import { instructionId, personId } from '../../synthetic/write/number-ids.js'
import type { Experiment } from '../experiment/experiment.js'
import { strategyOfArm } from '../select/arm.js'
import { readStrategyName } from '../select/strategy-name.js'

/** Records whose instructions were used to choose constants of strategies, by the first 16 digits of their files' sha256. */
const TUNED_ON: Readonly<Record<string, readonly string[]>> = {
  'synthea-dev': [
    ...['56097d2875a1f318', '43b2143a973c4adb', 'fd4041e376e2e20e', '64100521c3a0e830', 'f772f3945bb54bc2'],
    ...['57f60f0866946676', 'ccb95f016edcde7a', '10f516a72fe9861d', 'a084625c38c9cace', 'f655738ea849aa9c'],
    ...['0bfa451b6db66454', 'e486a761338f96e8'],
  ],
  'prose-dev': [
    ...['821a18e8186cf9ce', '7fdc29147b86f8ec', '5b1d7c8044adadaa', '388d646dc4901658', '28ad132bc1ea7f93'],
    ...['5b58588a625b390e', 'a96ecb06075b3277', '443c88bc73afba21', '2d7c94672fc22b21', '11be144f5ac019f5'],
    ...['dbc11bc51daeb398', 'd71fe3cc47fd606c'],
  ],
}
/** The synthetic cohort of the demo and of the ablations; its patients are the same at any size. */
const TUNED_SEED = 7
const SYNTHETIC = `the synthetic cohort of seed ${TUNED_SEED}`
const MOST_INSTRUCTIONS = 64

/** A warning for each cohort among the reported rows that the experiment's strategies were tuned on. */
export function tunedWarnings({ file, indexed }: Pick<Experiment, 'file' | 'indexed'>): string[] {
  const tuned = file.strategies.filter(isTuned)
  if (tuned.length === 0) return []
  const { patients } = indexed
  const known = Object.entries(TUNED_ON).map(([cohort, hashes]) => ({
    cohort,
    count: patients.filter(({ sourceHash }) => hashes.includes(sourceHash.slice(0, 16))).length,
  }))
  return [...known, { cohort: SYNTHETIC, count: syntheticPatients(indexed) }]
    .filter(({ count }) => count > 0)
    .map(
      ({ cohort, count }) =>
        `${listed(tuned)} ${tuned.length === 1 ? 'was' : 'were'} tuned on ${cohort}, which includes ${shareOf(count, patients.length)} in this report: these results may not generalize to other records.`,
    )
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function shareOf(count: number, all: number): string {
  if (count < all) return `${count} of the ${all} patients`
  return all === 1 ? 'the only patient' : `all ${all} patients`
}

function isTuned(arm: string): boolean {
  const spec = readStrategyName(strategyOfArm(arm))
  return !('problem' in spec) && spec.base.isTuned === true
}

/** How many patients are from that seed, recognized by their own number together with those of their instructions. */
function syntheticPatients({ patients, instructions }: Experiment['indexed']): number {
  const numbers = new Map(patients.map((_, i) => [personId(TUNED_SEED, i), i]))
  return patients.filter(({ patientId }) => {
    const place = numbers.get(patientId)
    if (place === undefined) return false
    const own = Array.from({ length: MOST_INSTRUCTIONS }, (_, i) => instructionId(TUNED_SEED, place, i))
    return instructions.some((one) => one.patientId === patientId && own.includes(one.instructionId))
  }).length
}
