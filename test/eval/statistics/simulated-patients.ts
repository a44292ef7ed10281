import { seededRandom } from '../../../base/random.js'
import type { ClusteredValue } from '../../../eval/statistics/resampling/bootstrap.js'

/** Random numbers of simulated experiments; all functions draw from one stream. */
export type Draws = { readonly uniform: () => number; readonly normal: () => number }

export function drawsOf(seed: number): Draws {
  const below = seededRandom(seed)
  const uniform = () => (below(2 ** 32) + 0.5) / 2 ** 32
  /** Box and Muller (1958). */
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}

/** Items a patient has, in turn: 1 to 5, as instructions are spread in MedAlign, so that sizes differ. */
const SIZES = [1, 1, 2, 3, 1, 2, 5, 1, 4, 1]

/** Items of patients; `items` makes those of one patient, given how many. */
export function ofPatients<T>(patients: number, items: (count: number) => readonly T[]) {
  return Array.from({ length: patients }, (_, g) => {
    const cluster = String(g).padStart(3, '0')
    return items(SIZES[g % SIZES.length]!).map((item) => ({ cluster, item }))
  }).flat()
}

/** As `ofPatients`, for items that are numbers. */
export function valuesOfPatients(
  patients: number,
  values: (count: number) => readonly number[],
): ClusteredValue[] {
  return ofPatients(patients, values).map(({ cluster, item }) => ({ cluster, value: item }))
}

/** Experiments that a slow test simulates: the standard error of a share of 5% of 10,000 is .22%. */
export const EXPERIMENTS = 10_000
export const SLOW = { timeout: 1_200_000 }
export const isSlow = process.env['CHARTSIFT_SLOW'] === '1'

export const report = (line: string) => process.stdout.write(`${line}\n`)
export const percent = (share: number) => `${(100 * share).toFixed(2)}%`
