import type { Event } from '../../corpus/record.js'
import { type Interpretation, isInFrame } from '../../reading/interpretation.js'

/** How many points the first part of a series has, by what is asked, and each part that follows. */
const FIRST_POINTS: Readonly<Record<Interpretation['mode'], number>> = {
  last: 2,
  first: 2,
  highest: 2,
  lowest: 2,
  any: 4,
  all: 40,
}
const MORE_POINTS = 12

/**
 * Cuts a series into parts, each in time order, the one that answers best first: the interpretation decides which points those are.
 * Points of one time stay together, since they share a document id.
 * @param positions of the series' visible events, in time order
 * @returns lists of positions; together they hold every one
 */
export function seriesParts(
  positions: readonly number[],
  eventOf: (position: number) => Event,
  interpretation: Interpretation,
): number[][] {
  const points = pointsOf(positions, eventOf)
  const parts: number[][] = []
  for (const order of preferred(points, interpretation)) {
    for (let from = 0; from < order.length; ) {
      const size = parts.length > 0 ? MORE_POINTS : firstPoints(interpretation)
      const chosen = order.slice(from, from + size).sort((a, b) => a - b)
      parts.push(chosen.flatMap((point) => points[point]!.positions))
      from += size
    }
  }
  return parts
}

/** A list of what holds now wants the end of many series, and of each no more than that. */
function firstPoints({ mode, isCurrent, isListing }: Interpretation): number {
  return isCurrent && isListing ? 1 : FIRST_POINTS[mode]
}

type Point = { readonly time: string | null; readonly positions: number[]; readonly value: number | null }

function pointsOf(positions: readonly number[], eventOf: (position: number) => Event): Point[] {
  const points: Point[] = []
  for (const position of positions) {
    const { time, value } = eventOf(position)
    const last = points[points.length - 1]
    if (last !== undefined && last.time === time) {
      last.positions.push(position)
      continue
    }
    const number = value === null ? Number.NaN : Number.parseFloat(value)
    points.push({ time, positions: [position], value: Number.isFinite(number) ? number : null })
  }
  return points
}

/** Indexes of points, the most wanted first: those in the frame, and apart from them those that are not. */
function preferred(
  points: readonly Point[],
  interpretation: Interpretation,
): [inside: number[], outside: number[]] {
  const inside: number[] = []
  const outside: number[] = []
  for (const [i, { time }] of points.entries()) (isInFrame(time, interpretation) ? inside : outside).push(i)
  return [byMode(inside, points, interpretation), byMode(outside, points, interpretation)]
}

/** @param chosen indexes in time order */
function byMode(chosen: readonly number[], points: readonly Point[], { mode }: Interpretation): number[] {
  const newest = [...chosen].reverse()
  const valued = chosen.filter((i) => points[i]!.value !== null)
  const rising = [...valued].sort((a, b) => points[a]!.value! - points[b]!.value! || a - b)
  const extremes = [...rising.slice(0, 1), ...rising.slice(-1)]
  const wanted: Record<Interpretation['mode'], readonly number[]> = {
    last: [...newest.slice(0, 3), ...chosen.slice(0, 1), ...extremes],
    first: [...chosen.slice(0, 3), ...newest.slice(0, 1), ...extremes],
    highest: [...rising.slice(-3).reverse(), ...newest.slice(0, 1), ...chosen.slice(0, 1)],
    lowest: [...rising.slice(0, 3), ...newest.slice(0, 1), ...chosen.slice(0, 1)],
    all: chosen,
    any: [...newest.slice(0, 1), ...chosen.slice(0, 1), ...extremes],
  }
  return [...new Set([...wanted[mode], ...newest])]
}
