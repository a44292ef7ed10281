import { seededRandom } from '../base/random.js'
import { bootstrapMeans, type ClusteredValue } from '../eval/statistics/resampling/bootstrap.js'

/**
 * Seconds of 10,000 resamples x 300 items x 120 columns, by how many patients the items come from: on the clock, and
 * of processor time, which other work on the machine does not lengthen.
 */
const below = seededRandom(1)
for (const patients of [30, 100, 276, 300]) {
  const columns = Array.from({ length: 120 }, () => column(patients))
  const shown: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now()
    const processor = process.cpuUsage()
    bootstrapMeans(columns, { seed: 1, resamples: 10_000, level: 0.95 })
    const { user, system } = process.cpuUsage(processor)
    shown.push(`${((performance.now() - start) / 1000).toFixed(2)} (${((user + system) / 1e6).toFixed(2)})`)
  }
  console.log(`300 items of ${patients} patients: ${shown.join(', ')} s`)
}

function column(patients: number): ClusteredValue[] {
  return Array.from({ length: 300 }, (_, item) => ({
    cluster: `p${item % patients}`,
    value: below(1000) / 1000,
  }))
}
