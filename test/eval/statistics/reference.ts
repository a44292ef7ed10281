import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { referenceFolder } from '../../reference/reference-folder.js'

const folder = referenceFolder('statistics')

export { caseNote } from '../../reference/reference-folder.js'

export type ReferenceCase<Input, Expected> = {
  readonly id: string
  readonly input: Input
  readonly expected: Expected | null
  readonly error?: string
  readonly unstable?: boolean
}

export type Written = number | 'NaN' | 'Infinity' | '-Infinity' | null

export function referenceCases<Input, Expected = Record<string, Written>>(
  topic: string,
): ReferenceCase<Input, Expected>[] {
  return JSON.parse(readFileSync(`${folder}/${topic}.json`, 'utf8'), unwrite).cases
}

/**
 * Ours against the peer's: null where the peer has no number, else its number to 1e-6. An infinite value may be
 * null too, since ours may rather give a reason.
 */
export function expectAgreement(found: number | null, expected: number | null | undefined, what: string) {
  if (expected === null || expected === undefined || Number.isNaN(expected))
    expect(found, `${what}: the peer has no number`).toBeNull()
  else if (!Number.isFinite(expected)) expect([null, expected], what).toContain(found)
  else {
    expect(found, what).not.toBeNull()
    expect(Math.abs(found! - expected), `${what}: ${found}, expected ${expected}`).toBeLessThanOrEqual(1e-6)
  }
}

function unwrite(_key: string, value: unknown): unknown {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value
}
