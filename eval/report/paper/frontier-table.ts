import type { Frontier } from '../../compare/overall/frontier.js'
import { withIntervals } from '../interval-note.js'
import { armAt } from '../overall/arm-at.js'
import type { FrontierCost } from '../overall/frontier-section.js'
import { formatInterval, formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import type { PaperTable } from './paper-table.js'

type Basis = { readonly patients: number; readonly level: number }

const PLACES = { front: 'front', dominated: 'dominated', unplaced: 'not placed' } as const

/** The arms by what they cost, the cheapest first; those whose cost is not known come last. */
export function frontierTable(frontier: Frontier, cost: FrontierCost, basis: Basis): PaperTable {
  const { measure, generator, arms } = frontier
  const points = pointsOf(measure)
  const place = (value: number | null) => value ?? Number.MAX_VALUE
  return {
    name: cost.id,
    caption: `${cost.title}: ${measure} in ${unitOf(measure)}, ${withIntervals(basis)}, generator ${generator}.`,
    columns: [
      { name: 'arm', kind: 'prose', share: 0.3 },
      { name: cost.axis, kind: 'prose', share: 0.15 },
      { name: 'mean', kind: 'number' },
      { name: 'interval', kind: 'text' },
      { name: 'n', kind: 'number' },
      { name: 'place', kind: 'text' },
    ],
    rows: arms
      .toSorted((a, b) => place(a.cost) - place(b.cost))
      .map((arm) => [
        armAt(arm),
        arm.cost === null ? 'not known' : cost.format(arm.cost),
        arm.mean === null ? 'no value' : formatNumber(arm.mean * points),
        arm.interval === null ? '' : formatInterval(arm.interval, points),
        String(arm.n),
        PLACES[arm.place],
      ]),
  }
}
