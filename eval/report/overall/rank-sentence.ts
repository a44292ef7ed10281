import { counted } from '../../../base/text/format-count.js'
import type { ArmRanks } from '../../compare/overall/arm-ranks.js'
import { armAt } from './arm-at.js'

/** Whether one arm is the best of all, in a sentence that is separate from the verdict; null without ranks. */
export function rankSentence(ranks: ArmRanks | null): string | null {
  const [leader] = ranks?.arms ?? []
  if (ranks === null || leader === undefined) return null
  const { measure, arms, best, n, clusters } = ranks
  const over = `${counted(arms.length, 'arm')}, ${counted(n, 'instruction')} of ${counted(clusters, 'patient')} scored in all of them`
  return best === null
    ? `No arm is shown to be the best of all on ${measure}: ${armAt(leader)} is first most often, in ${percent(leader.first)} of the resamples over patients, and 95% are needed (${over}).`
    : `${armAt(best)} is the best of all arms on ${measure}: first in ${percent(leader.first)} of the resamples over patients (${over}).`
}

/** A share of the resamples in percent; one that is neither 0 nor 1 is never printed as such, nor as 95% if it is below. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1%'
  if (share < 1 && share > 0.999) return '> 99.9%'
  const tenths = share < 0.95 ? Math.min(94.9, Math.round(share * 1000) / 10) : Math.round(share * 1000) / 10
  return `${tenths}%`
}
