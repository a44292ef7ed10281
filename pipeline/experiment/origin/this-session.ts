import { basename } from 'node:path'
import { ownVersion, packageFolder } from '../../../base/own-package.js'
import type { Session } from '../../../eval/report/execution/execution-facts.js'
import { commitOf } from './own-commit.js'

/**
 * Today's run of an experiment file, as its report names it. It has only the options that decide a result, no folders, and a
 * day without a time, so that the same work gives the same bytes. SOURCE_DATE_EPOCH (seconds) sets the day, as for other
 * reproducible builds.
 */
export function thisSession(path: string, repeats: number): Session {
  const repeat = repeats === 1 ? '' : ` --repeat ${repeats}`
  return {
    day: new Date(epochMs()).toISOString().slice(0, 10),
    command: `chartsift run ${basename(path)}${repeat}`,
    ...thisProgram(),
  }
}

/** The running program's version and, in a clone, its commit. */
export function thisProgram(): { readonly version: string; readonly commit: string | null } {
  return { version: ownVersion(), commit: commitOf(packageFolder()) }
}

/** The present time in ISO 8601 (UTC), to the second; SOURCE_DATE_EPOCH sets it too. */
export function thisMoment(): string {
  return new Date(epochMs()).toISOString().replace(/\.\d+Z$/, 'Z')
}

function epochMs(): number {
  const { SOURCE_DATE_EPOCH: seconds } = process.env
  return seconds !== undefined && /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : Date.now()
}
