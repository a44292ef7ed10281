import { bootstrapMeans, type ClusteredValue } from '../eval/bootstrap.js'
import { seededRandom } from '../eval/random.js'

/** Seconds of 10,000 resamples x 300 items x 120 columns, by how many patients the items come from. */
const below = seededRandom(1)
for (const patients of [30, 100, 276, 300]) {
  const columns = Array.from({ length: 120 }, () => column(patients))
  const seconds: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now()
    bootstrapMeans(columns, { seed: 1, resamples: 10_000, level: 0.95 })
    seconds.push((performance.now() - start) / 1000)
  }
  const shown = seconds.map((value) => value.toFixed(2)).join(', ')
  console.log(`10,000 resamples x 300 items of ${patients} patients x 120 columns: ${shown} s`)
}

function column(patients: number): ClusteredValue[] {
  return Array.from({ length: 300 }, (_, item) => ({
    cluster: `p${item % patients}`,
    value: below(1000) / 1000,
  }))
}
