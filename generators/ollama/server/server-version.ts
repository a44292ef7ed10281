/** Servers before it ignore `truncate: false`. */
export const KNOWS_TRUNCATE = [0, 12, 6] as const

/** llama.cpp's own server is inside since then: it rounds windows up, and /api/ps still reports what was asked for. */
const HAS_LLAMA_SERVER = [0, 30, 0] as const
const WINDOW_STEP = 256

/** Whether a version such as '0.12.5' or '0.33.0-rc2' comes before a bound. One that is no version comes before all. */
export function isBefore(version: string, bound: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number)
  for (const [i, least] of bound.entries()) {
    const part = parts[i] ?? 0
    if (Number.isNaN(part) || part < least) return true
    if (part > least) return false
  }
  return false
}

/** Tokens that a server of this version really holds if it is asked for a window of `window`. */
export function servedWindow(window: number, version: string): number {
  return isBefore(version, HAS_LLAMA_SERVER) ? window : Math.ceil(window / WINDOW_STEP) * WINDOW_STEP
}
