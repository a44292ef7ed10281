/**
 * Distinct numbers that look drawn: position `index` of a seeded walk through all numbers of a range.
 * Coprime step and range make it a permutation, so no two positions share a number.
 */
function scatteredId(seed: number, index: number, low: number, range: number, step: number): string {
  return String(low + ((index * step + (seed % range)) % range))
}

const IDS_PER_PATIENT = 4096
const INSTRUCTIONS_PER_PATIENT = 64

/** Nine digits that do not reveal the order of patients. */
export const personId = (seed: number, patient: number): string =>
  scatteredId(seed, patient + 1, 100_000_000, 799_999_999, 7_368_787)

/** Note and visit ids of one patient, one after the other. */
export function documentIds(seed: number, patient: number): () => string {
  let next = patient * IDS_PER_PATIENT
  return () => scatteredId(seed, next++, 100_000_000, 899_999_963, 6_700_417)
}

/** Ten digits that do not reveal the order of instructions. */
export const instructionId = (seed: number, patient: number, index: number): string =>
  scatteredId(seed, patient * INSTRUCTIONS_PER_PATIENT + index, 1_000_000_000, 8_999_999_929, 999_983)
