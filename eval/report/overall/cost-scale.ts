import { costTicks } from './cost-ticks.js'

/** Between two labels of the horizontal axis: '10,000' is about 45 pixels wide. */
const TICK_GAP = 52

/** A logarithmic axis, or one that is nearly so if some arm costs nothing. `beyond`: the cost some pixels right of the last arm. */
export function costScale(costs: readonly number[], pixels: number) {
  const [least, most] = [Math.min(...costs), Math.max(...costs)]
  if (most === 0) {
    const options = { type: 'linear' as const }
    return { options, first: 0, ticks: [0], beyond: (more: number) => more / pixels }
  }
  if (least > 0) {
    // Arms that cost the same would have no axis.
    const first = least === most ? least / 2 : least
    const place = (cost: number) => (pixels * Math.log(cost / first)) / Math.log(most / first)
    const ticks = costTicks(first, most, { place, gap: TICK_GAP })
    const beyond = (more: number) => most * (most / first) ** (more / pixels)
    return { options: { type: 'log' as const }, first, ticks, beyond }
  }
  const constant = Math.min(...costs.filter((cost) => cost > 0))
  const share = (cost: number) => Math.log1p(cost / constant) / Math.log1p(most / constant)
  const ticks = costTicks(0, most, { place: (cost) => pixels * share(cost), gap: TICK_GAP })
  const beyond = (more: number) => constant * Math.expm1(Math.log1p(most / constant) * (1 + more / pixels))
  return { options: { type: 'symlog' as const, constant }, first: 0, ticks, beyond }
}
