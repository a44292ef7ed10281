type IdRange = {
  readonly index: number
  readonly low: number
  readonly range: number
  readonly step: number
}

/**
 * Distinct numbers that look drawn: position `index` of a seeded walk through all numbers of a range.
 * Coprime step and range make it a permutation, so no two positions share a number.
 */
function scatteredId(seed: number, { index, low, range, step }: IdRange): string {
  return String(low + ((index * step + (seed % range)) % range))
}

const IDS_PER_PATIENT = 4096
const INSTRUCTIONS_PER_PATIENT = 64

/** Nine digits that do not reveal the order of patients. */
export const personId = (seed: number, patient: number): string =>
  scatteredId(seed, { index: patient + 1, low: 100_000_000, range: 799_999_999, step: 7_368_787 })

/** Note and visit ids of one patient, one after the other. */
export function documentIds(seed: number, patient: number): () => string {
  let next = patient * IDS_PER_PATIENT
  return () => scatteredId(seed, { index: next++, low: 100_000_000, range: 899_999_963, step: 6_700_417 })
}

/** Ten digits that do not reveal the order of instructions. */
export const instructionId = (seed: number, patient: number, index: number): string =>
  scatteredId(seed, {
    index: patient * INSTRUCTIONS_PER_PATIENT + index,
    low: 1_000_000_000,
    range: 8_999_999_929,
    step: 999_983,
  })
